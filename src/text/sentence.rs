//! Cutting cleaned text into sentences.
//!
//! A sentence ends at a line end and at a mark of `。！？…；!?;.` with the quotes and brackets that close after it. The
//! full-width marks are certain; for the others it depends on what stands around them.

use std::ops::Range;

use crate::text::chars::{
    char_at, char_before, grapheme_end, is_binder, is_cjk, is_closer, is_digit, is_end, is_firm_end, is_letter,
    is_line_end, is_opener, is_wide_latin, speakable, trimmed,
};
use crate::text::full_stop;

/// Marks without a letter after a sentence, such as a smiling face, belong to it up to this many bytes.
const TAIL: usize = 64;

/// What a reader calls a sentence: the unit of highlighting, captions and packing. Headings and items of lists are
/// sentences too. Neither range holds the blanks around the sentence, and each sentence can be spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Byte range in [`Script::spoken`](crate::text::Script::spoken).
    pub spoken: Range<usize>,
    /// Byte range in the original text.
    pub source: Range<usize>,
    /// Whether the sentence is the last of its paragraph, heading, item or line.
    pub paragraph_end: bool,
}

/// A sentence in the cleaned text, without the blanks around it.
#[derive(Debug)]
pub(super) struct SentenceCut {
    pub range: Range<usize>,
    pub paragraph_end: bool,
}

/// The sentences of `text`, in order. Each has something that can be spoken. Where something has been said before one of `ends`,
/// which rise, its sentence ends there; also says for each of them before which sentence it stands.
pub(super) fn split(text: &str, ends: &[usize]) -> (Vec<SentenceCut>, Vec<usize>) {
    let mut splitter = Splitter { text, first: true, ..Splitter::default() };
    let mut places = Vec::with_capacity(ends.len());
    let mut at = 0;
    loop {
        while ends.get(places.len()).is_some_and(|end| *end <= at) {
            places.push(splitter.end(at));
        }
        let Some(c) = char_at(text, at) else { break };
        at = splitter.step(c, at);
    }
    splitter.line_end(text.len());
    (splitter.cuts, places)
}

#[derive(Default)]
struct Splitter<'a> {
    text: &'a str,
    cuts: Vec<SentenceCut>,
    /// Where the sentence that is being read starts.
    start: usize,
    /// Where the word that is being read starts: after a blank, a Chinese character or an opening mark.
    token: usize,
    /// Whether no letter of the sentence stands before that word.
    first: bool,
    /// Whether a straight double quote is open in this line, so that the next one closes.
    quoted: bool,
    /// Whether the sentence that is being read has a letter yet.
    letters: bool,
    /// Whether the last cut is in the line that is being read.
    in_line: bool,
}

/// Marks of one kind of end and what closes after them: `?!”`, `……`, `.)`.
struct EndMarks {
    end: usize,
    kind: EndKind,
    closed: bool,
    quoted: bool,
}

#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum EndKind {
    Stop,
    Ellipsis,
    Ascii,
    Firm,
}

impl Splitter<'_> {
    /// Reads the character at `at` and says where to go on.
    fn step(&mut self, c: char, at: usize) -> usize {
        let next = at + c.len_utf8();
        // Nearly all characters are these, and no mark is one of them.
        if let 'a'..='z' | '\u{4E00}'..='\u{9FFF}' = c {
            if !c.is_ascii() {
                self.word_starts(next);
            }
            self.letters = true;
            return next;
        }
        if is_line_end(c) {
            self.line_end(at);
            self.start = next;
            self.word_starts(next);
            return next;
        }
        if is_end(c) {
            let run = self.run(at);
            if self.ends(at, &run) {
                let end = grapheme_end(self.text, run.end);
                // What stands on the last mark may itself be a letter: Glagolitic, Thai and others have such.
                self.letters = self.letters || speakable(&self.text[run.end..end]);
                self.cut(end);
                self.quoted = run.quoted;
                return end;
            }
            self.quoted = run.quoted;
            if run.closed {
                self.word_starts(run.end);
            }
            return run.end;
        }
        if c == '"' {
            self.quoted = !self.quoted;
        }
        if c.is_whitespace() || (is_cjk(c) && !is_wide_latin(c)) || is_opener(c) || c == '"' {
            self.word_starts(next);
        }
        self.letters = self.letters || is_letter(c);
        next
    }

    /// Ends the sentence that is being read, if it has anything to speak yet; returns the number of the next.
    fn end(&mut self, at: usize) -> usize {
        if self.letters {
            self.cut(at);
        }
        self.cuts.len()
    }

    /// The run of marks that starts at `at`.
    fn run(&self, at: usize) -> EndMarks {
        let mut run = EndMarks { end: at, kind: EndKind::Stop, closed: false, quoted: self.quoted };
        let mut before = ' ';
        while let Some(c) = char_at(self.text, run.end) {
            let after = run.end + c.len_utf8();
            let kind = match c {
                '.' if before == '.' => EndKind::Ellipsis,
                '.' | '．' => EndKind::Stop,
                '…' => EndKind::Ellipsis,
                '!' | '?' | ';' => EndKind::Ascii,
                c if is_firm_end(c) => EndKind::Firm,
                '"' if run.quoted => {
                    run.quoted = false;
                    run.closed = true;
                    run.kind
                }
                // An apostrophe that closes has no letter after it.
                '\'' if !char_at(self.text, after).is_some_and(char::is_alphanumeric) => {
                    run.closed = true;
                    run.kind
                }
                c if is_closer(c) => {
                    run.closed = true;
                    run.kind
                }
                _ => break,
            };
            if kind > run.kind {
                run.kind = kind;
            }
            run.end = after;
            before = c;
        }
        run
    }

    /// Whether the sentence ends with the run of marks at `at`.
    fn ends(&self, at: usize, run: &EndMarks) -> bool {
        let Some(next) = char_at(self.text, run.end).filter(|&c| !is_line_end(c)) else { return true };
        let before = char_before(self.text, at).filter(|_| at > self.start);
        let after_cjk = before.is_some_and(|c| is_cjk(c) && !is_wide_latin(c));
        let rest = self.text[run.end..].trim_start();
        let small = rest.chars().next().is_some_and(char::is_lowercase);
        if is_binder(next) || (run.closed && (small || matches!(next, '—' | '–'))) {
            return false;
        }
        match run.kind {
            EndKind::Firm => true,
            EndKind::Ascii if next.is_whitespace() || !next.is_ascii() || after_cjk => true,
            // `what?Yes` is a slip, `/?Key` is an address.
            EndKind::Ascii => next.is_ascii_uppercase() && !self.in_address(at),
            EndKind::Ellipsis if after_cjk || is_cjk(next) => true,
            EndKind::Ellipsis => run.closed && next.is_whitespace() && rest.starts_with(char::is_uppercase),
            EndKind::Stop if next.is_ascii_graphic() || !(next.is_whitespace() || is_cjk(next) || is_opener(next)) => {
                false
            }
            // `３．１４`. A number of ASCII digits has been told by the character after the stop.
            EndKind::Stop if is_digit(next) && before.is_some_and(is_digit) => false,
            // Three stops with blanks between them are an ellipsis too.
            EndKind::Stop if rest.starts_with(['.', '…']) => false,
            EndKind::Stop if after_cjk => true,
            EndKind::Stop => {
                let first = self.first || self.text[..self.token].trim_end().ends_with([':', '：']);
                self.letters && full_stop::ends(&self.text[self.token..at], rest, first)
            }
        }
    }

    /// Whether the word before `at` looks like an address or code. Its first bytes tell, so that a word as long as the
    /// text costs no more than others.
    fn in_address(&self, at: usize) -> bool {
        let head = at.min(self.token + 256);
        self.text.as_bytes()[self.token..head].iter().any(|byte| b"/=&@".contains(byte))
    }

    /// Ends the sentence at `end`, unless it has nothing to speak.
    fn cut(&mut self, end: usize) {
        let range = trimmed(self.text, self.start..end);
        if self.letters {
            self.cuts.push(SentenceCut { range, paragraph_end: false });
            self.in_line = true;
            self.start = end;
        } else if self.in_line {
            if let Some(last) = self.cuts.last_mut().filter(|_| (1..=TAIL).contains(&range.len())) {
                last.range.end = range.end;
            }
            self.start = end;
        }
        // Else these are marks at the start of a line: they go with the sentence that follows.
        self.letters = false;
        self.word_starts(end);
    }

    fn word_starts(&mut self, at: usize) {
        self.token = at;
        self.first = !self.letters;
    }

    fn line_end(&mut self, at: usize) {
        self.cut(at);
        if let Some(last) = self.cuts.last_mut().filter(|_| self.in_line) {
            last.paragraph_end = true;
        }
        self.in_line = false;
        self.quoted = false;
        self.letters = false;
    }
}
