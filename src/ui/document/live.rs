//! The text on screen, spoken while it is written: which of it is out, and what is finished now.

use std::ops::Range;
use std::time::{Duration, Instant};

use crate::engine::{JobId, LiveText};
use crate::text::follow;

/// A sentence that is most likely finished is out when nothing was typed for so long.
const SETTLE: Duration = Duration::from_millis(600);

/// What is to be spoken now.
#[derive(Debug, PartialEq, Eq)]
pub struct FinishedText {
    /// The next piece of the text.
    pub text: String,
    /// Whether it is spoken although it may have no end.
    pub is_cut: bool,
}

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
}

impl LiveWriting {
    /// Begins behind the text that is there.
    pub fn new(job: JobId, text: &str) -> LiveWriting {
        LiveWriting { job, known: text.to_owned(), out: text.len()..text.len(), edited: Instant::now() }
    }

    /// The bytes of the text that are out.
    pub fn out(&self) -> Range<usize> {
        self.out.clone()
    }

    /// Takes in what the text is now. What is changed in what is out stays out; what is changed across its end is not.
    pub fn edit(&mut self, text: &str) {
        if self.known == text {
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
        self.out = moved(self.out.start)..moved(self.out.end).max(moved(self.out.start));
        self.known = text.to_owned();
        self.edited = Instant::now();
    }

    /// The next piece that is finished, if one is; it is out from now on.
    pub fn finished(&mut self, markdown: bool) -> Option<FinishedText> {
        let rest = self.known.get(self.out.end..)?;
        let silence = self.edited.elapsed();
        let (end, is_cut) = match silence {
            silence if silence >= LiveText::default().quiet_after => (follow::all(rest, markdown), true),
            silence if silence >= SETTLE => (follow::finished(rest, markdown).likely, true),
            _ => (follow::finished(rest, markdown).certain, false),
        };
        let text = rest.get(..end).filter(|text| !text.is_empty())?.to_owned();
        self.out.end += end;
        Some(FinishedText { text, is_cut })
    }

    /// All that is left, which is out from now on.
    pub fn rest(&mut self) -> String {
        let rest = self.known.get(self.out.end..).unwrap_or_default().to_owned();
        self.out.end = self.known.len();
        rest
    }

    /// How long until it is to be looked at although nothing is typed; never where everything is out.
    pub fn wait(&self) -> Option<Duration> {
        let is_left = self.known.get(self.out.end..).is_some_and(|rest| !rest.trim().is_empty());
        let silence = self.edited.elapsed();
        let waits = [SETTLE, LiveText::default().quiet_after];
        waits.into_iter().find(|wait| *wait > silence).map(|wait| wait - silence).filter(|_| is_left)
    }
}

#[cfg(test)]
mod tests {
    use super::{FinishedText, LiveWriting};
    use crate::engine::JobId;

    /// What is out after each of these texts was seen, after one that stood there before.
    fn out(before: &str, texts: &[&str]) -> Vec<String> {
        let mut live = LiveWriting::new(JobId(1), before);
        let mut all = Vec::new();
        for text in texts {
            live.edit(text);
            let mut given = String::new();
            while let Some(FinishedText { text, .. }) = live.finished(false) {
                given.push_str(&text);
            }
            all.push(given);
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
    }
}
