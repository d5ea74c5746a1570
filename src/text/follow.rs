//! Text that is still being written: how much of it can be spoken already.
//!
//! A sentence is finished when nothing that may follow would make it longer. `好。` is; `Hello.` is not, for `Hello.txt` may
//! become of it; `“好。` is not, for the quote may close. Markdown is finished block by block, because what stands around a
//! line decides what it means.

use std::time::Duration;

use crate::text::chars::{is_closer, is_line_end, is_opener};
use crate::text::script::{Script, ScriptReading};

/// A sentence that is most likely finished is spoken when nothing was written for so long.
const SETTLE: Duration = Duration::from_millis(600);

/// What may follow a sentence that is finished: a word that begins none, a number, Chinese.
const WHATEVER_FOLLOWS: [&str; 3] = ["Zz", "1", "中"];

/// What follows most sentences, where the next one has not begun.
const NEXT_SENTENCE: &str = " A";

/// A text without an end is spoken after so many characters.
const MOST: usize = 200;

/// So many bytes in which nothing can be spoken are done with.
const SILENT: usize = 4096;

/// How much of a text that goes on can be spoken, in bytes from its start. Each is the end of a sentence, or 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Finished {
    /// Whatever is written next.
    pub certain: usize,
    /// If nothing is written for a moment; never less than `certain`.
    pub likely: usize,
}

/// How much of `rest`, the part of a text that was not read yet, is finished. `blocks` is what was found in its beginning.
pub fn finished(rest: &str, reading: ScriptReading, blocks: &mut Blocks) -> Finished {
    if reading.markdown {
        let certain = blocks.finished(rest, reading);
        return Finished { certain, likely: certain };
    }
    let script = Script::new(rest, reading);
    let Some(last) = script.sentences().last() else {
        // Rows of dashes without end are not looked at again with each of them.
        let end = if rest.len() > SILENT { rest.len() } else { 0 };
        return Finished { certain: end, likely: end };
    };
    let (start, end) = (last.source.start, last.source.end);
    let before = script.sentences().iter().rev().nth(1).map_or(0, |sentence| sentence.source.end);
    let before = if before > 0 { before + blank(&rest[before..start]) } else { 0 };
    let after = &rest[end..];
    let is_over = after.contains(is_line_end) || after.contains('\r') || !after.trim().is_empty();
    let sentence = &rest[start..];
    let end = end + blank(after);
    if is_over || WHATEVER_FOLLOWS.iter().all(|more| ends_before(sentence, more, reading)) {
        let certain = if is_over || !is_quoting(sentence) { end } else { before };
        return Finished { certain, likely: end };
    }
    if sentence.chars().nth(MOST).is_some() {
        let certain = start + cut(sentence, reading);
        return Finished { certain, likely: certain };
    }
    Finished { certain: before, likely: if ends_before(sentence, NEXT_SENTENCE, reading) { end } else { before } }
}

/// How much of `rest` is to be spoken when nothing was written for `silence`; after `quiet_after` that is all of it.
pub fn after(
    silence: Duration,
    quiet_after: Duration,
    rest: &str,
    reading: ScriptReading,
    blocks: &mut Blocks,
) -> usize {
    if silence >= quiet_after {
        return all(rest, reading);
    }
    let finished = finished(rest, reading, blocks);
    if silence >= SETTLE { finished.likely } else { finished.certain }
}

/// How long until more is to be spoken although nothing is written, after such a silence; never where nothing changes any more.
pub fn wait(silence: Duration, quiet_after: Duration) -> Option<Duration> {
    [SETTLE, quiet_after].into_iter().filter(|end| *end > silence).min().map(|end| end - silence)
}

/// How much of `rest` is to be spoken when nothing more comes.
pub fn all(rest: &str, reading: ScriptReading) -> usize {
    let script = Script::new(rest, reading);
    let end = rest.trim_end().len();
    if script.is_speakable() { end + blank(&rest[end..]) } else { 0 }
}

/// How much of what follows a sentence goes with it: the blanks up to a line end, or else one.
fn blank(after: &str) -> usize {
    let blanks = &after[..after.len() - after.trim_start().len()];
    let at = blanks.find(|c| is_line_end(c) || c == '\r').unwrap_or(0);
    at + blanks[at..].chars().next().map_or(0, char::len_utf8)
}

/// Whether a sentence stays what it is when `more` follows.
fn ends_before(sentence: &str, more: &str, reading: ScriptReading) -> bool {
    let script = Script::new(&format!("{sentence}{more}"), reading);
    script.sentences().first().is_some_and(|first| first.source.end <= sentence.trim_end().len())
}

/// Whether something is open that the next character may close.
fn is_quoting(sentence: &str) -> bool {
    let mut open = 0_usize;
    let mut straight = false;
    for c in sentence.chars() {
        match c {
            '"' => straight = !straight,
            c if is_opener(c) => open += 1,
            c if is_closer(c) => open = open.saturating_sub(1),
            _ => {}
        }
    }
    open > 0 || straight
}

/// How much of a sentence without an end is spoken: a request that holds its first characters says where it can be cut.
fn cut(sentence: &str, reading: ScriptReading) -> usize {
    let bytes = sentence.char_indices().nth(MOST).map_or(sentence.len(), |(at, _)| at);
    let script = Script::new(sentence, reading);
    let first = script.segments(bytes).into_iter().next();
    first.map_or(bytes, |first| script.source(first.spoken.start..first.spoken.start + first.text.len()).end)
}

/// The blocks of Markdown in a text that only grows at its end: no line is looked at twice.
#[derive(Debug, Default)]
pub struct Blocks {
    /// Where the last block ends that is finished: a blank line follows it, or it is a heading.
    end: usize,
    /// Up to where it was looked whether there is something to speak in them.
    tried: usize,
    /// Where the last whole line ends, without its line end, and where the next begins.
    line_end: usize,
    line: usize,
    /// Up to where it was looked for a line end.
    looked: usize,
    /// What closes the block of code that is open.
    fence: Option<&'static str>,
}

impl Blocks {
    /// How much of `rest` is finished.
    fn finished(&mut self, rest: &str, reading: ScriptReading) -> usize {
        while let Some(at) = rest.as_bytes()[self.looked..].iter().position(|byte| *byte == b'\n') {
            let end = self.looked + at;
            self.take_line(&rest[self.line..end], end);
            (self.line_end, self.line, self.looked) = (end, end + 1, end + 1);
        }
        self.looked = rest.len();
        if self.end == self.tried {
            return 0;
        }
        // Rules and empty quotes without end are not looked at again with each of them.
        if self.end > SILENT || Script::new(&rest[..self.end], reading).is_speakable() {
            return self.end;
        }
        self.tried = self.end;
        0
    }

    /// Takes in a line that ends at byte `end`.
    fn take_line(&mut self, line: &str, end: usize) {
        let line = line.trim();
        match (self.fence, fence_of(line)) {
            (None, Some(mark)) => self.fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => self.fence = None,
            (Some(_), _) => {}
            (None, None) if line.is_empty() => self.end = self.line_end,
            (None, None) if line.starts_with('#') => self.end = end,
            (None, None) => {}
        }
    }
}

/// The mark of a line that opens or closes a block of code.
fn fence_of(line: &str) -> Option<&'static str> {
    ["```", "~~~"].into_iter().find(|mark| line.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::{Blocks, Finished, ScriptReading, finished};

    const MARKDOWN: ScriptReading = ScriptReading { markdown: true, pauses: false };

    fn plain(text: &str) -> (&str, &str) {
        let Finished { certain, likely } = finished(text, ScriptReading::default(), &mut Blocks::default());
        (&text[..certain], &text[certain..likely])
    }

    #[test]
    fn a_sentence_is_finished_when_nothing_can_make_it_longer() {
        for (text, certain, likely) in [
            ("", "", ""),
            ("今天", "", ""),
            ("今天。", "今天。", ""),
            ("今天。明", "今天。", ""),
            ("今天！明天？", "今天！明天？", ""),
            ("他说：“今天。", "", "他说：“今天。"),
            ("他说：“今天。”", "他说：“今天。”", ""),
            ("Hello.", "", "Hello."),
            ("Hello. ", "Hello. ", ""),
            ("Hello. I", "Hello. ", ""),
            ("Dr.", "", ""),
            ("Dr. ", "", ""),
            ("In the U.S. ", "", "In the U.S. "),
            ("It is 3.", "", "It is 3."),
            ("It is 3.1", "", ""),
            ("What?", "", "What?"),
            ("What? I", "What? ", ""),
            ("好?", "好?", ""),
            ("a heading\n", "a heading\n", ""),
            ("a heading\r", "a heading\r", ""),
            ("……", "", ""),
            ("今天。\n\n", "今天。\n", ""),
        ] {
            assert_eq!(plain(text), (certain, likely), "{text:?}");
        }
    }

    #[test]
    fn what_has_no_end_is_cut_after_two_hundred_characters() {
        let text = "那么我们就一直走，".repeat(23);
        let (certain, _) = plain(&text);
        assert_eq!(certain.chars().count(), 198, "behind a comma");
        assert_eq!(plain(&"那么我们就一直走，".repeat(20)), ("", ""));
        let words = "word ".repeat(60);
        assert!(plain(&words).0.ends_with("word"));
    }

    #[test]
    fn what_cannot_be_spoken_does_not_pile_up() {
        assert_eq!(plain(&"-".repeat(4_096)).0.len(), 0);
        assert_eq!(plain(&"-".repeat(4_097)).0.len(), 4_097);
    }

    /// A block of a megabyte, in pieces of four bytes, is looked at once: read from its start each time it would be 125 GB.
    #[test]
    fn a_long_block_of_markdown_does_not_cost_its_square() {
        // Of rules each is read, so that there are fewer of them.
        for (line, bytes) in [("word ", 1 << 20), ("word\n", 1 << 20), ("***\n\n", 1 << 15)] {
            let text = line.repeat(bytes / line.len());
            let (mut blocks, mut start) = (Blocks::default(), 0);
            for end in (4..text.len()).step_by(4) {
                let certain = finished(&text[start..end], MARKDOWN, &mut blocks).certain;
                if certain > 0 {
                    (blocks, start) = (Blocks::default(), start + certain);
                }
            }
        }
    }

    #[test]
    fn markdown_is_finished_block_by_block() {
        // It comes as a whole, and byte by byte: what was found in the beginning is the same.
        let block = |text: &str| {
            let whole = finished(text, MARKDOWN, &mut Blocks::default()).certain;
            let mut blocks = Blocks::default();
            let ends = text.char_indices().map(|(at, _)| finished(&text[..at], MARKDOWN, &mut blocks).certain);
            let before = ends.last().unwrap_or(0);
            assert_eq!(before.max(finished(text, MARKDOWN, &mut blocks).certain), whole, "{text:?}");
            whole
        };
        assert_eq!(block("Some *text.* And"), 0);
        assert_eq!(block("Some *text.*\nAnd\n"), 0);
        assert_eq!(block("Some *text.*\n\n"), "Some *text.*".len());
        assert_eq!(block("---\n\n"), 0, "nothing to speak yet");
        assert_eq!(block("---\n\nText.\n\n"), "---\n\nText.".len());
        assert_eq!(block(&"---\n\n".repeat(1_000)), 4_999 - 1, "but they do not pile up");
        assert_eq!(block("# Title\nAnd"), "# Title".len());
        assert_eq!(block("```\ncode\n\nmore\n"), 0);
        assert_eq!(block("Text.\n\n```\ncode\n\nmore\n"), "Text.".len());
    }
}
