//! A text made ready to speak.

use std::ops::Range;

use crate::text::chars::is_line_end;
use crate::text::map::Map;
use crate::text::segment::{PackedRange, Segment};
use crate::text::sentence::Sentence;
use crate::text::turns::Turn;
use crate::text::{clean, lines, markdown, segment, sentence};

/// A text made ready to speak: cleaned, cut into sentences, and cut into segments on demand.
#[derive(Clone, Debug)]
pub struct Script {
    spoken: String,
    sentences: Vec<Sentence>,
    /// The headings of Markdown as byte ranges of the spoken text; none where it is plain text.
    headings: Option<Vec<Range<usize>>>,
    /// What was read at once, in order.
    parts: Vec<ScriptPart>,
    /// How much of the original text was read, in bytes.
    read: usize,
}

/// A part of a text that was read at once, and where its spoken bytes come from.
#[derive(Clone, Debug)]
struct ScriptPart {
    /// Where it begins in [`Script::spoken`] and in the original text, in bytes.
    spoken: usize,
    source: usize,
    /// Who speaks it, where that is not the voice of the document.
    speaker: Option<usize>,
    /// From the spoken text to the cleaned one, where their bytes differ: in Markdown, and where hyphens were taken out.
    read: Option<Map>,
    /// From the cleaned text to the source.
    cleaned: Map,
}

impl Script {
    /// Makes `text` ready to speak. With `markdown` its signs are taken away and its structure is kept as line ends;
    /// without, the text is read as it stands.
    pub fn new(text: &str, markdown: bool) -> Script {
        Script::of_parts(text, &[], markdown)
    }

    /// Makes a text ready to speak that was read in parts while it was written; the parts end at these bytes of it, and
    /// what follows the last of them is one more. Ends that are no ends of characters in order are ignored.
    pub fn of_parts(text: &str, ends: &[usize], markdown: bool) -> Script {
        let mut script = Script::empty(markdown);
        let mut start = 0;
        for &end in ends {
            if let Some(part) = text.get(start..end).filter(|part| !part.is_empty()) {
                script.read_on(part);
                start = end;
            }
        }
        script.read(&text[start..], None);
        script
    }

    /// Makes a text ready to speak that several speakers speak. Each turn begins a line of its own; what is in none of them is
    /// not spoken. Turns that are no part of the text, or not in order, are ignored.
    pub fn of_turns(text: &str, turns: &[Turn], markdown: bool) -> Script {
        let mut script = Script::empty(markdown);
        for turn in turns.iter().filter(|turn| !turn.source.is_empty()) {
            if let Some(part) = text.get(turn.source.clone()).filter(|_| turn.source.start >= script.read) {
                script.end_line();
                script.read = turn.source.start;
                script.read(part, turn.speaker);
            }
        }
        script
    }

    fn empty(markdown: bool) -> Script {
        let headings = markdown.then(Vec::new);
        Script { spoken: String::new(), sentences: Vec::new(), headings, parts: Vec::new(), read: 0 }
    }

    /// Ends the line, so that what comes next is on one of its own.
    fn end_line(&mut self) {
        if !self.spoken.is_empty() && !self.spoken.ends_with(is_line_end) {
            self.spoken.push('\n');
        }
    }

    /// Reads more of a text that is still being written. What was read before stays as it is: sentences neither cross the
    /// ends of parts, nor are they changed by what comes later. A part that ends a line or a block of Markdown ends in
    /// a line end, and one that ends in a mark of ASCII in a blank, so that the service knows at once that it has ended.
    pub fn read_on(&mut self, text: &str) {
        self.read(text, None);
        if self.headings.is_some() || text.ends_with(is_line_end) || text.ends_with('\r') {
            self.end_line();
        } else if self.spoken.ends_with(['.', '!', '?']) {
            self.spoken.push(' ');
        }
    }

    fn read(&mut self, text: &str, speaker: Option<usize>) {
        if text.is_empty() {
            return;
        }
        let (clean, cleaned) = clean::clean(text);
        let (spoken, read, headings) = if self.headings.is_some() {
            let plain = markdown::plain(&clean);
            (plain.spoken, Some(plain.map), plain.headings)
        } else {
            let (spoken, map) = lines::join_wrapped(clean);
            (spoken, map, Vec::new())
        };
        self.part_from(text, &spoken);
        let start = self.spoken.len();
        self.parts.push(ScriptPart { spoken: start, source: self.read, speaker, read, cleaned });
        self.read += text.len();
        match start {
            0 => self.spoken = spoken,
            _ => self.spoken.push_str(&spoken),
        }
        let moved = |range: Range<usize>| range.start + start..range.end + start;
        if let Some(known) = &mut self.headings {
            known.extend(headings.into_iter().map(moved));
        }
        for cut in sentence::split(&self.spoken[start..]) {
            let spoken = moved(cut.range);
            let source = self.source(spoken.clone());
            self.sentences.push(Sentence { source, spoken, paragraph_end: cut.paragraph_end });
        }
    }

    /// Parts what comes now from what was read before, as its source does.
    fn part_from(&mut self, text: &str, spoken: &str) {
        let blanks = &text[..text.len() - text.trim_start().len()];
        let is_line = self.spoken.ends_with(is_line_end) || blanks.contains(is_line_end) || blanks.contains('\r');
        if let Some(last) = self.sentences.last_mut().filter(|_| !spoken.trim().is_empty()) {
            last.paragraph_end = is_line;
        }
        let touches = !self.spoken.ends_with(char::is_whitespace) && !spoken.starts_with(char::is_whitespace);
        if touches && !self.spoken.is_empty() && !spoken.is_empty() && (is_line || !blanks.is_empty()) {
            self.spoken.push(if is_line { '\n' } else { ' ' });
        }
    }

    /// The sentences, in order. Between them stand only blanks and marks that nobody can speak.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// What is spoken of each sentence, without blanks at its ends.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.sentences.iter().map(|one| self.spoken[one.spoken.clone()].trim())
    }

    /// The cleaned text. What is sent is cut from it, never changed again.
    pub fn spoken(&self) -> &str {
        &self.spoken
    }

    /// The whole script as segments of at most `limit_bytes` UTF-8 bytes; a limit below 4 counts as 4, the longest character.
    pub fn segments(&self, limit_bytes: usize) -> Vec<Segment> {
        self.segments_in(0..self.spoken.len(), limit_bytes)
    }

    /// A part of the script as segments: the rest after a break, or a segment that the service found too long. Each has one
    /// speaker. Ends of `spoken` inside a character are moved inwards.
    pub fn segments_in(&self, spoken: Range<usize>, limit_bytes: usize) -> Vec<Segment> {
        let end = self.spoken.floor_char_boundary(spoken.end);
        let start = self.spoken.ceil_char_boundary(spoken.start).min(end);
        let pack = |range| segment::pack(&self.spoken, &self.sentences, range, limit_bytes.max(4));
        let segment = |PackedRange { sent, spoken }| Segment {
            text: self.spoken[sent].to_owned(),
            source: self.source(spoken.clone()),
            spoken,
        };
        self.monologues(start..end).into_iter().flat_map(pack).map(segment).collect()
    }

    /// The stretches of a range that one speaker speaks each, in order.
    fn monologues(&self, spoken: Range<usize>) -> Vec<Range<usize>> {
        let (mut found, mut start) = (Vec::new(), spoken.start);
        let pairs = self.parts[self.part(spoken.start)..].windows(2);
        for pair in pairs.take_while(|pair| pair[1].spoken < spoken.end) {
            if pair[0].speaker != pair[1].speaker {
                found.push(start..pair[1].spoken);
                start = pair[1].spoken;
            }
        }
        found.push(start..spoken.end);
        found
    }

    /// Who speaks a byte of the spoken text: a number of the [`Turn`]s; `None` for the voice of the document.
    pub fn speaker_at(&self, spoken: usize) -> Option<usize> {
        self.parts.get(self.part(spoken))?.speaker
    }

    /// The byte range in the original text that a byte range of [`Script::spoken`] stands for.
    pub fn source(&self, spoken: Range<usize>) -> Range<usize> {
        let first = self.part(spoken.start);
        match self.part(spoken.end.saturating_sub(1)) {
            last if last <= first => self.source_in(first, spoken),
            last => self.source_in(first, spoken.clone()).start..self.source_in(last, spoken).end,
        }
    }

    /// The place of the part that holds this byte of the spoken text.
    fn part(&self, spoken: usize) -> usize {
        self.parts.partition_point(|part| part.spoken <= spoken).saturating_sub(1)
    }

    /// As [`Script::source`], by the maps of one part; what lies outside it is cut off.
    fn source_in(&self, part: usize, spoken: Range<usize>) -> Range<usize> {
        let Some(part) = self.parts.get(part) else { return 0..0 };
        let inside = spoken.start.saturating_sub(part.spoken)..spoken.end.saturating_sub(part.spoken);
        let clean = match &part.read {
            Some(map) => map.source(inside),
            None => inside,
        };
        let source = part.cleaned.source(clean);
        source.start + part.source..source.end + part.source
    }

    /// The headings of Markdown in [`Script::spoken`]; `None` where the text is plain.
    pub(super) fn headings(&self) -> Option<&[Range<usize>]> {
        self.headings.as_deref()
    }

    /// Whether anything in the script can be spoken. If not, nothing of it may be sent.
    pub fn is_speakable(&self) -> bool {
        !self.sentences.is_empty()
    }
}
