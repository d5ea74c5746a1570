//! A text made ready to speak.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::chars::is_line_end;
use crate::text::map::Map;
use crate::text::pause::{CutPause, TextPause};
use crate::text::segment::{PackedRange, Segment};
use crate::text::sentence::Sentence;
use crate::text::turns::Turn;
use crate::text::{clean, lines, markdown, pause, segment, sentence};

/// The longest silence that the pauses at one place come to, in ms.
const LONGEST: u32 = 600_000;

/// How a text is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScriptReading {
    /// It is Markdown: its signs are taken away, and its structure is kept as line ends. Else it is read as it stands.
    pub markdown: bool,
    /// What it asks for in braces, such as `{0.5s}`, are pauses and not spoken.
    pub pauses: bool,
}

/// Markdown or not, and without pauses.
impl From<bool> for ScriptReading {
    fn from(markdown: bool) -> ScriptReading {
        ScriptReading { markdown, pauses: false }
    }
}

/// A text made ready to speak: cleaned, cut into sentences, and cut into segments on demand.
#[derive(Clone, Debug)]
pub struct Script {
    spoken: String,
    sentences: Vec<Sentence>,
    reading: ScriptReading,
    /// In order.
    pauses: Vec<TextPause>,
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
    /// From the spoken text back to the source, step by step: there is one for whatever made bytes other than before.
    maps: Vec<Map>,
}

impl Script {
    /// Makes `text` ready to speak.
    pub fn new(text: &str, reading: impl Into<ScriptReading>) -> Script {
        Script::of_parts(text, &[], reading)
    }

    /// Makes a text ready to speak that was read in parts while it was written; the parts end at these bytes of it, and
    /// what follows the last of them is one more. Ends that are no ends of characters in order are ignored.
    pub fn of_parts(text: &str, ends: &[usize], reading: impl Into<ScriptReading>) -> Script {
        let mut script = Script::empty(reading.into());
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

    /// Makes a text ready to speak that several speakers speak. Each turn begins a line of its own, but for one that goes on in
    /// the line of the one before; what is in none of them is not spoken. Turns that are no part of the text, or not in order, are ignored.
    pub fn of_turns(text: &str, turns: &[Turn], reading: impl Into<ScriptReading>) -> Script {
        let mut script = Script::empty(reading.into());
        for turn in turns.iter().filter(|turn| !turn.source.is_empty()) {
            if let Some(part) = text.get(turn.source.clone()).filter(|_| turn.source.start >= script.read) {
                let begins = turn.source.start;
                let goes_on =
                    begins > 0 && script.read == begins && !text[..begins].ends_with(|c| is_line_end(c) || c == '\r');
                let before = script.sentences.len();
                if !goes_on {
                    script.end_line();
                }
                script.read = begins;
                script.read(part, turn.speaker);
                if let Some(last) = before.checked_sub(1).filter(|_| goes_on) {
                    script.sentences[last].paragraph_end = false;
                }
            }
        }
        script
    }

    fn empty(reading: ScriptReading) -> Script {
        Script {
            spoken: String::new(),
            sentences: Vec::new(),
            reading,
            pauses: Vec::new(),
            headings: reading.markdown.then(Vec::new),
            parts: Vec::new(),
            read: 0,
        }
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
        let ScriptReading { markdown, pauses } = self.reading;
        let (clean, cleaned) = clean::clean(text);
        let (spoken, maps, headings, pauses) = if markdown {
            let plain = markdown::plain(&clean, pauses);
            (plain.spoken, vec![plain.map], plain.headings, plain.pauses)
        } else {
            let (text, whole, mut found) = if pauses { pause::take_out(clean) } else { (clean, None, Vec::new()) };
            let (spoken, joined) = lines::join_wrapped(text);
            if let Some(joined) = &joined {
                found.iter_mut().for_each(|pause| pause.at = joined.made(pause.at));
            }
            (spoken, joined.into_iter().chain(whole).collect(), Vec::new(), found)
        };
        self.part_from(text, &spoken);
        let start = self.spoken.len();
        let place = |pause: CutPause| {
            let source = cleaned.source(pause.source);
            (pause.at, source.start + self.read..source.end + self.read, pause.millis)
        };
        let pauses: Vec<(usize, Range<usize>, u32)> = pauses.into_iter().map(place).collect();
        self.parts.push(ScriptPart {
            spoken: start,
            source: self.read,
            speaker,
            maps: maps.into_iter().chain([cleaned]).collect(),
        });
        self.read += text.len();
        match start {
            0 => self.spoken = spoken,
            _ => self.spoken.push_str(&spoken),
        }
        let moved = |range: Range<usize>| range.start + start..range.end + start;
        if let Some(known) = &mut self.headings {
            known.extend(headings.into_iter().map(moved));
        }
        let ends: Vec<usize> = pauses.iter().map(|(at, ..)| *at).collect();
        let (cuts, places) = sentence::split(&self.spoken[start..], &ends);
        let first = self.sentences.len();
        for cut in cuts {
            let spoken = moved(cut.range);
            let source = self.source(spoken.clone());
            self.sentences.push(Sentence { source, spoken, paragraph_end: cut.paragraph_end });
        }
        let pauses = pauses.into_iter().zip(places);
        self.pauses.extend(pauses.map(|((_, source, millis), place)| TextPause {
            source,
            millis,
            sentence: first + place,
        }));
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
    /// speaker, and pauses stand only between them, where the sound is sure to begin anew. Ends of `spoken` inside a character are moved inwards.
    pub fn segments_in(&self, spoken: Range<usize>, limit_bytes: usize) -> Vec<Segment> {
        let end = self.spoken.floor_char_boundary(spoken.end);
        let start = self.spoken.ceil_char_boundary(spoken.start).min(end);
        let pack = |range| segment::pack(&self.spoken, &self.sentences, range, limit_bytes.max(4));
        let segment = |PackedRange { sent, spoken }| Segment {
            text: self.spoken[sent].to_owned(),
            source: self.source(spoken.clone()),
            spoken,
        };
        self.stretches(start..end).into_iter().flat_map(pack).map(segment).collect()
    }

    /// The stretches of a range that one speaker speaks each without a pause, in order.
    fn stretches(&self, spoken: Range<usize>) -> Vec<Range<usize>> {
        let turns = self.parts[self.part(spoken.start)..].windows(2).filter(|pair| pair[0].speaker != pair[1].speaker);
        let place = |pause: &TextPause| {
            let sentence = self.sentences.get(pause.sentence);
            sentence.map_or(self.spoken.len(), |sentence| sentence.spoken.start)
        };
        let first = self.pauses.partition_point(|pause| place(pause) <= spoken.start);
        let pauses = self.pauses[first..].iter().filter(|pause| pause.millis > 0);
        let is_inside = |end: &usize| *end < spoken.end;
        let turns = turns.map(|pair| pair[1].spoken).take_while(is_inside);
        let mut ends: Vec<usize> = turns.chain(pauses.map(place).take_while(is_inside)).collect();
        ends.sort_unstable();
        ends.dedup();
        let starts = std::iter::once(spoken.start).chain(ends.clone());
        starts.zip(ends.into_iter().chain([spoken.end])).map(|(start, end)| start..end).collect()
    }

    /// The pauses that the text asks for, in order.
    pub fn pauses(&self) -> &[TextPause] {
        &self.pauses
    }

    /// A line of the original text without the pauses in it.
    pub(super) fn without_pauses<'a>(&self, line: &'a str) -> Cow<'a, str> {
        if self.reading.pauses { pause::without(line) } else { Cow::Borrowed(line) }
    }

    /// How long the text is silent before a sentence, in ms; with the number of sentences, after the last. Pauses at the same
    /// place add up, to ten minutes at most.
    pub fn pause_before(&self, sentence: usize) -> u32 {
        let first = self.pauses.partition_point(|pause| pause.sentence < sentence);
        let here = self.pauses[first..].iter().take_while(|pause| pause.sentence == sentence);
        here.fold(0_u32, |sum, pause| sum.saturating_add(pause.millis)).min(LONGEST)
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
        let source = part.maps.iter().fold(inside, |range, map| map.source(range));
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
