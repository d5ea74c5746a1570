//! What Obsidian writes into Markdown that no standard knows: the signs of `==highlights==`, `%%comments%%`, the heads of
//! callouts (`> [!note] Title`) and the `#` of tags.
//!
//! They are found in one pass over the lines, outside of code. A sign without its partner in the same paragraph is text; a
//! comment may go on over paragraphs.

use std::ops::Range;

/// The bytes at which something may begin or end; nearly every line has none.
const IS_SIGN: [bool; 256] = {
    let mut signs = [false; 256];
    (signs[b'`' as usize], signs[b'%' as usize], signs[b'=' as usize], signs[b'#' as usize]) = (true, true, true, true);
    signs
};

/// What is not read aloud.
#[derive(Default)]
pub(super) struct Signs {
    /// Bytes of the source that are left out, in order, none overlapping.
    cuts: Vec<Range<usize>>,
    /// The line ends after titles of callouts.
    titles: Vec<usize>,
}

impl Signs {
    pub fn find(source: &str) -> Signs {
        let mut search = Search::default();
        let mut start = 0;
        for line in source.split_inclusive('\n') {
            search.line(line, start);
            start += line.len();
        }
        search.finish()
    }

    /// Whether a byte is left out.
    pub fn cuts_at(&self, at: usize) -> bool {
        self.within(at..at + 1).next().is_some()
    }

    /// The parts of `range` that stay.
    pub fn kept(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let ends = self.within(range.clone()).map(|cut| cut.start.max(range.start)).chain([range.end]);
        let starts = std::iter::once(range.start).chain(self.within(range.clone()).map(|cut| cut.end));
        let parts: Vec<Range<usize>> = starts.zip(ends).map(|(start, end)| start..end).collect();
        parts.into_iter().filter(|part| part.start < part.end)
    }

    /// Whether the line end at a byte ends the title of a callout.
    pub fn ends_title(&self, at: usize) -> bool {
        self.titles.binary_search(&at).is_ok()
    }

    fn within(&self, range: Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        let first = self.cuts.partition_point(|cut| cut.end <= range.start);
        self.cuts[first..].iter().take_while(move |cut| cut.start < range.end)
    }
}

#[derive(Default)]
struct Search {
    cuts: Vec<Range<usize>>,
    titles: Vec<usize>,
    /// The sign that fences the code that is open.
    fence: Option<char>,
    /// Where a highlight and a comment begin that have no end yet.
    highlight: Option<usize>,
    comment: Option<usize>,
}

impl Search {
    fn line(&mut self, line: &str, start: usize) {
        let shown = line.trim_start_matches([' ', '>', '\t']);
        for (sign, fence) in [('`', "```"), ('~', "~~~")] {
            if shown.starts_with(fence) && self.fence.is_none_or(|open| open == sign) && self.comment.is_none() {
                self.fence = if self.fence.is_some() { None } else { Some(sign) };
                return;
            }
        }
        if self.fence.is_some() {
            return;
        }
        if shown.trim().is_empty() {
            self.highlight = None;
        }
        let head = callout(line).filter(|_| self.comment.is_none());
        if let Some(head) = head.clone() {
            self.cuts.push(start + head.start..start + head.end);
            self.titles.push(start + line.trim_end_matches(['\n', '\r']).len());
        }
        let from = head.map_or(0, |head| head.end);
        let bytes = line.as_bytes();
        let mut last_tick = None;
        let (mut at, mut in_code) = (from, false);
        while let Some(skipped) = bytes[at..].iter().position(|&byte| IS_SIGN[usize::from(byte)]) {
            at += skipped;
            let run = bytes[at..].iter().take_while(|&&byte| byte == bytes[at]).count();
            match bytes[at] {
                b'`' => {
                    // After the last backtick of the line no code begins.
                    let last = last_tick.get_or_insert_with(|| bytes.iter().rposition(|&byte| byte == b'`'));
                    in_code = !in_code && last.is_some_and(|last| at + run <= last);
                }
                _ if in_code => {}
                // 50%% is an amount.
                b'%' if run == 2 && (self.comment.is_some() || !line[..at].ends_with(|c: char| c.is_ascii_digit())) => {
                    self.comment(start + at);
                }
                _ if self.comment.is_some() => {}
                b'=' if run == 2 => self.highlight(line, at, start),
                b'#' if run == 1 && is_tag(line, at) => self.cuts.push(start + at..start + at + 1),
                _ => {}
            }
            at += run;
        }
    }

    fn comment(&mut self, at: usize) {
        match self.comment.take() {
            None => self.comment = Some(at),
            Some(begin) => self.cuts.push(begin..at + 2),
        }
    }

    fn highlight(&mut self, line: &str, at: usize, start: usize) {
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let (before, after) = (line[..at].chars().next_back(), line[at + 2..].chars().next());
        match self.highlight {
            Some(begin) if !blank(before) => {
                self.highlight = None;
                self.cuts.push(begin..begin + 2);
                self.cuts.push(start + at..start + at + 2);
            }
            None if !blank(after) => self.highlight = Some(start + at),
            _ => {}
        }
    }

    fn finish(mut self) -> Signs {
        // A highlight is known only at its end.
        self.cuts.sort_by_key(|cut| cut.start);
        let mut cuts: Vec<Range<usize>> = Vec::with_capacity(self.cuts.len());
        for cut in self.cuts {
            if cuts.last().is_none_or(|last| last.end <= cut.start) {
                cuts.push(cut);
            }
        }
        Signs { cuts, titles: self.titles }
    }
}

/// `[!kind]`, with a fold sign, after the marks of a quotation.
fn callout(line: &str) -> Option<Range<usize>> {
    let inside = line.trim_start_matches([' ', '>', '\t']);
    let start = line.len() - inside.len();
    if !line[..start].contains('>') {
        return None;
    }
    let end = inside.strip_prefix("[!")?.find(']')? + 3;
    let kind = &inside[2..end - 1];
    let is_kind = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '|' | ' ');
    if kind.is_empty() || kind.len() > 60 || !kind.chars().all(is_kind) {
        return None;
    }
    let rest = inside[end..].trim_start_matches(['+', '-']);
    let rest = rest.trim_start_matches([' ', '\t']);
    Some(start..line.len() - rest.len())
}

/// Whether a `#` begins a tag: after a blank, and before a letter.
fn is_tag(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    before.is_none_or(|c| c.is_whitespace() || c == '>') && line[at + 1..].starts_with(char::is_alphabetic)
}
