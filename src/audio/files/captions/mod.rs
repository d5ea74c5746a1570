//! Captions: what is said when, for players and editors. Owns the three formats; a time is counted in samples of the file
//! that the captions belong to and converted once, so that nothing drifts. Knows nothing of takes and
//! of how text is broken.
//!
//! # What is exact
//!
//! A cue says whether its start was known or estimated, and every format says it as well as it can: WebVTT in the name of the
//! cue, with a note at the top; LRC in its head, as a count; SubRip has no place for it, so it is said by the receipt
//! alone. Times of words are always estimates.
//!
//! # Chapters
//!
//! WebVTT says in a note before a cue that a chapter begins there; players pass it over, people and editors find it. The others
//! have nothing that would not be shown, so of them no one says it.
//!
//! # Who speaks
//!
//! Where several do, WebVTT names the speaker of each cue in a tag of its own; the others write the name before the first cue of
//! each.
//!
//! # What text may hold
//!
//! Everything. WebVTT has entities; SubRip and LRC have none, so where text would be read as a mark of theirs (`<i>`, `a<5`,
//! `{\an8}`, `-->`, `[00:12]`, `<00:12>`) an invisible word joiner (U+2060) is put in, and nothing else is changed.

mod lrc;
mod srt;
mod vtt;

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::audio::clocks::HeardSample;
use crate::audio::files::clock;

/// A format of captions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptionFormat {
    /// SubRip.
    Srt,
    /// WebVTT.
    Vtt,
    /// Lyrics.
    Lrc,
}

impl CaptionFormat {
    /// All of them.
    pub const ALL: [CaptionFormat; 3] = [CaptionFormat::Srt, CaptionFormat::Vtt, CaptionFormat::Lrc];

    /// The usual ending of its files, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            CaptionFormat::Srt => "srt",
            CaptionFormat::Vtt => "vtt",
            CaptionFormat::Lrc => "lrc",
        }
    }
}

/// The captions of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Captions {
    /// What the file is called by people.
    pub title: String,
    /// Who speaks.
    pub artist: String,
    /// Samples a second of the file, in Hz; not 0.
    pub rate: u32,
    /// How many samples it has.
    pub samples: HeardSample,
    /// In the order of their starts.
    pub cues: Vec<Cue>,
    /// Where chapters begin, and their titles, in order.
    pub chapters: Vec<(HeardSample, String)>,
    /// Whether the times of words are written, by the formats that can.
    pub karaoke: bool,
}

/// One caption.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// When it is shown.
    pub samples: Range<HeardSample>,
    /// Whether its start is known and not estimated.
    pub exact: bool,
    /// Who speaks it, where several speak in the file.
    pub speaker: Option<String>,
    /// Its lines. Where lines are joined to one, nothing is put between them: a line ends with the blank that stands
    /// between it and the next, if there is one.
    pub lines: Vec<Vec<Word>>,
}

/// A word, a character, or a whole line where nobody asks for less.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Its text, with the blanks after it.
    pub text: String,
    /// When it begins.
    pub sample: HeardSample,
}

impl Captions {
    /// The whole file in a format, UTF-8 with `\n` at line ends.
    pub fn write(&self, format: CaptionFormat) -> String {
        match format {
            CaptionFormat::Srt => srt::write(self),
            CaptionFormat::Vtt => vtt::write(self),
            CaptionFormat::Lrc => lrc::write(self),
        }
    }

    /// How many cues begin at a known time.
    pub fn exact(&self) -> usize {
        self.cues.iter().filter(|cue| cue.exact).count()
    }

    /// The cues that have text, with their times in `per_second`ths of a second. Rounding makes none empty, and none overlap.
    fn timed(&self, per_second: u64) -> impl Iterator<Item = (Range<u64>, &Cue)> {
        let mut free = 0;
        let cues = self.cues.iter().filter(|cue| cue.text_lines().next().is_some());
        let starts = cues.clone().skip(1).map(|cue| Some(cue.samples.start)).chain([None]);
        cues.zip(starts).map(move |(cue, next)| {
            let end = next.map_or(cue.samples.end, |next| cue.samples.end.min(next));
            let start = clock::units(cue.samples.start, self.rate, per_second).max(free);
            free = clock::units(end, self.rate, per_second).max(start + 1);
            (start..free, cue)
        })
    }
}

impl Cue {
    /// Its lines as text, none of them empty.
    fn text_lines(&self) -> impl Iterator<Item = String> {
        let lines = self.lines.iter().map(|words| words.iter().map(|word| one_line(&word.text)).collect::<String>());
        lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty())
    }
}

/// What stands before a cue in formats that have no place for names: the name of one who did not speak the cue before.
fn lead<'a>(cue: &'a Cue, last: &mut Option<&'a str>) -> Option<String> {
    let name = cue.speaker.as_deref();
    let is_new = std::mem::replace(last, name) != name;
    name.filter(|name| is_new && !name.is_empty()).map(|name| format!("{}: ", one_line(name)))
}

/// Text in which nothing ends a line: to a reader of captions a blank line ends the cue.
fn one_line(text: &str) -> Cow<'_, str> {
    let ends_line = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if text.contains(ends_line) { Cow::Owned(text.replace(ends_line, " ")) } else { Cow::Borrowed(text) }
}

/// Puts a word joiner after every character at which `is_mark` finds a mark of the format.
fn disarm(text: &str, is_mark: impl Fn(&str) -> bool) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    for (at, c) in text.char_indices().filter(|(at, _)| is_mark(&text[*at..])) {
        let behind = at + c.len_utf8();
        out.push_str(&text[copied..behind]);
        out.push('\u{2060}');
        copied = behind;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}
