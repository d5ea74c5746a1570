//! A text made ready to speak.

use std::ops::Range;

use crate::text::map::Map;
use crate::text::segment::Segment;
use crate::text::{clean, lines, markdown, segment, sentence};

/// A text made ready to speak: cleaned, cut into sentences, and cut into segments on demand.
#[derive(Clone, Debug)]
pub struct Script {
    spoken: String,
    sentences: Vec<Sentence>,
    /// From the spoken text to the cleaned one, where their bytes differ: in Markdown, and where hyphens were taken out.
    read: Option<Map>,
    /// The headings of Markdown as byte ranges of the spoken text; none where it is plain text.
    headings: Option<Vec<Range<usize>>>,
    /// From the cleaned text to the source.
    cleaned: Map,
}

/// What a reader calls a sentence: the unit of highlighting, captions and packing. Headings and items of lists are
/// sentences too. Neither range holds the blanks around the sentence, and each sentence can be spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Byte range in [`Script::spoken`].
    pub spoken: Range<usize>,
    /// Byte range in the original text.
    pub source: Range<usize>,
    /// Whether the sentence is the last of its paragraph, heading, item or line.
    pub paragraph_end: bool,
}

impl Script {
    /// Makes `text` ready to speak. With `markdown` its signs are taken away and its structure is kept as line ends;
    /// without, the text is read as it stands.
    pub fn new(text: &str, markdown: bool) -> Script {
        let (clean, cleaned) = clean::clean(text);
        let (spoken, read, headings) = if markdown {
            let plain = markdown::plain(&clean);
            (plain.spoken, Some(plain.map), Some(plain.headings))
        } else {
            let (spoken, map) = lines::join_wrapped(clean);
            (spoken, map, None)
        };
        let mut script = Script { sentences: Vec::new(), spoken, read, headings, cleaned };
        script.sentences = sentence::split(&script.spoken)
            .into_iter()
            .map(|cut| Sentence {
                source: script.source(cut.range.clone()),
                spoken: cut.range,
                paragraph_end: cut.paragraph_end,
            })
            .collect();
        script
    }

    /// The sentences, in order. Between them stand only blanks and marks that nobody can speak.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The cleaned text. What is sent is cut from it, never changed again.
    pub fn spoken(&self) -> &str {
        &self.spoken
    }

    /// The whole script as segments of at most `limit_bytes` UTF-8 bytes; a limit below 4 counts as 4, the longest character.
    pub fn segments(&self, limit_bytes: usize) -> Vec<Segment> {
        self.segments_in(0..self.spoken.len(), limit_bytes)
    }

    /// A part of the script as segments: the rest after a break, or a segment that the service found too long. Ends of
    /// `spoken` inside a character are moved inwards.
    pub fn segments_in(&self, spoken: Range<usize>, limit_bytes: usize) -> Vec<Segment> {
        let end = self.spoken.floor_char_boundary(spoken.end);
        let start = self.spoken.ceil_char_boundary(spoken.start).min(end);
        segment::pack(self, start..end, limit_bytes.max(4))
    }

    /// The byte range in the original text that a byte range of [`Script::spoken`] stands for.
    pub fn source(&self, spoken: Range<usize>) -> Range<usize> {
        let clean = match &self.read {
            Some(map) => map.source(spoken),
            None => spoken,
        };
        self.cleaned.source(clean)
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
