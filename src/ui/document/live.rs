//! The text on screen, spoken while it is written: which of it is out, and what is finished now.

use std::ops::Range;
use std::time::{Duration, Instant};

use crate::engine::{JobId, LiveText};
use crate::text::{ScriptReading, follow};

/// A text that is spoken while it is written in the text box.
#[derive(Debug)]
pub struct LiveWriting {
    /// The job that speaks it.
    pub job: JobId,
    /// The text as it was looked at last.
    known: String,
    /// What of it is out, in bytes. What stands before was there when it began.
    out: Range<usize>,
    /// When it was edited last.
    edited: Instant,
    /// The text, and what of it was out, before something of that was deleted: it may be undone.
    deleted: Vec<(String, Range<usize>)>,
    /// Whether nothing that is written from now on is spoken.
    has_ended: bool,
    /// Whether it was said that prefixes are not spoken.
    pub has_told: bool,
}

/// What is spoken now.
#[derive(Debug, PartialEq, Eq)]
pub struct LivePiece {
    /// Its text.
    pub text: String,
    /// Whether it begins at the head of a line.
    pub begins_line: bool,
}

/// So many deletions may be undone without what comes back being spoken once more.
const UNDONE: usize = 8;

impl LiveWriting {
    /// Begins after the text that is there.
    pub fn new(job: JobId, text: &str) -> LiveWriting {
        LiveWriting {
            job,
            known: text.to_owned(),
            out: text.len()..text.len(),
            edited: Instant::now(),
            deleted: Vec::new(),
            has_ended: false,
            has_told: false,
        }
    }

    /// The bytes of the text that are out, until it has ended.
    pub fn out(&self) -> Option<Range<usize>> {
        (!self.has_ended).then(|| self.out.clone())
    }

    /// Another text stands there now; what is written after it is spoken.
    pub fn replace(&mut self, text: &str) {
        (self.known, self.out) = (text.to_owned(), text.len()..text.len());
        self.edited = Instant::now();
    }

    /// Takes in what the text is now. What is changed in what is out stays out; what is changed across its end is not.
    pub fn edit(&mut self, text: &str) {
        if self.known == text {
            return;
        }
        if let Some((_, out)) = self.deleted.iter().rfind(|(before, _)| before == text) {
            let out = out.clone();
            self.replace(text);
            self.out = out;
            return;
        }
        let same = |(one, other): &(char, char)| one == other;
        let head: usize = self.known.chars().zip(text.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let (old, new) = (&self.known[head..], &text[head..]);
        let tail: usize = old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let old_end = self.known.len() - tail;
        let moved = |at: usize| match at {
            at if at <= head => at,
            at if at >= old_end => at + text.len() - self.known.len(),
            _ => head,
        };
        let out = moved(self.out.start)..moved(self.out.end).max(moved(self.out.start));
        let before = (std::mem::replace(&mut self.known, text.to_owned()), std::mem::replace(&mut self.out, out));
        if before.1.end > self.out.end {
            let most = self.deleted.len().saturating_sub(UNDONE - 1);
            self.deleted.drain(..most);
            self.deleted.push(before);
        }
        self.edited = Instant::now();
    }

    /// The next piece that is finished, if one is; it is out from now on.
    pub fn finished(&mut self, reading: ScriptReading) -> Option<LivePiece> {
        let rest = self.known.get(self.out.end..).filter(|_| !self.has_ended)?;
        let (silence, quiet_after) = (self.edited.elapsed(), LiveText::default().quiet_after);
        let end = follow::after(silence, quiet_after, rest, reading, &mut follow::Blocks::default());
        (end > 0).then(|| self.take(end))
    }

    /// So many bytes of what is not out yet, which are out from now on.
    fn take(&mut self, len: usize) -> LivePiece {
        let (before, rest) = self.known.split_at(self.out.end);
        let begins_line = before.is_empty() || before.ends_with('\n');
        let text = rest.get(..len).unwrap_or_default().to_owned();
        self.out.end += text.len();
        LivePiece { text, begins_line }
    }

    /// All that is left, which is out from now on; what is written later is not spoken.
    pub fn end(&mut self) -> LivePiece {
        self.has_ended = true;
        self.take(self.known.len() - self.out.end)
    }

    /// How long until it is to be looked at although nothing is typed; never where everything is out.
    pub fn wait(&self) -> Option<Duration> {
        let is_left = self.known.get(self.out.end..).is_some_and(|rest| !rest.trim().is_empty());
        follow::wait(self.edited.elapsed(), LiveText::default().quiet_after).filter(|_| is_left)
    }
}

#[cfg(test)]
mod tests {
    use super::LiveWriting;
    use crate::engine::JobId;
    use crate::text::ScriptReading;

    /// What is out after each of these texts was seen, after one that stood there before.
    fn out(before: &str, texts: &[&str]) -> Vec<String> {
        let mut live = LiveWriting::new(JobId(1), before);
        let mut all = Vec::new();
        for text in texts {
            live.edit(text);
            let mut given = String::new();
            while let Some(piece) = live.finished(ScriptReading::default()) {
                given.push_str(&piece.text);
            }
            all.push(given.trim_end().to_owned());
        }
        all
    }

    #[test]
    fn sentences_are_out_when_they_are_finished_and_not_again_when_they_are_changed() {
        assert_eq!(out("", &["今天", "今天。", "今天。明", "今天。明天！"]), ["", "今天。", "", "明天！"]);
        assert_eq!(out("旧的。", &["旧的。新", "旧的。新的。"]), ["", "新的。"]);
        assert_eq!(out("", &["今天。", "昨天。", "昨天。好。"]), ["今天。", "", "好。"], "a change in what is out");
        assert_eq!(out("", &["今天。明天", "明天", "明天好。"]), ["今天。", "", "明天好。"], "what is out is deleted");
        assert_eq!(out("", &["今天。", "前天。今天。"]), ["今天。", ""], "written before what is out");
        assert_eq!(out("", &["今天。明", "今天明天。"]), ["今天。", "明天。"], "across the end of what is out");
        assert_eq!(out("旧。", &["", "新。"]), ["", "新。"], "all of it is deleted");
        assert_eq!(out("旧。", &["旧。新。", "", "旧。新。", "旧。新。好。"]), ["新。", "", "", "好。"], "and undone");
    }
}
