//! Which line ends of plain text end a sentence, and which only wrap a paragraph.
//!
//! A text pasted from a mail is wrapped at some column; a poem, a list or a title is not. A wrapped line is recognised by
//! what follows it: a small letter, or a word that had no room left on the line. Where a line end only wraps, it becomes a
//! blank, byte for byte, so that neither the splitter nor the service makes a pause there.

use std::ops::Range;

use super::chars::{is_cjk, is_closer, is_end, is_line_end};

/// Columns from which a block counts as prose even when its last line ends without a mark.
const PROSE: usize = 40;
/// Columns beyond which nobody wraps by hand: each line is then a paragraph of its own.
const WIDEST: usize = 120;

/// `text` with the line ends that only wrap replaced by blanks; its length and all byte positions stay.
pub(super) fn join_wrapped(text: String) -> String {
    let mut joined = Vec::new();
    let mut block = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        if line.trim().is_empty() {
            wrapped_in(&text, &block, &mut joined);
            block.clear();
        } else {
            block.push(Line::new(&text, start..end));
        }
        start = end;
    }
    wrapped_in(&text, &block, &mut joined);

    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for at in joined {
        out.push_str(&text[copied..at]);
        out.push(' ');
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
    out
}

struct Line {
    /// The line with its `\n`.
    range: Range<usize>,
    /// Width in columns of a terminal, blanks at the ends left out.
    width: usize,
    /// Width of its first word, which is what had to fit on the line before.
    first_word: usize,
}

impl Line {
    fn new(text: &str, range: Range<usize>) -> Line {
        let shown = text[range.clone()].trim();
        let first_word = match shown.chars().next() {
            Some(first) if is_cjk(first) => 2,
            _ => columns(shown.split(|c: char| c.is_whitespace() || is_cjk(c)).next().unwrap_or("")),
        };
        Line { width: columns(shown), range, first_word }
    }

    fn shown<'a>(&self, text: &'a str) -> &'a str {
        text[self.range.clone()].trim()
    }
}

/// Adds the positions of the line ends inside one block (lines between blank lines) that only wrap.
fn wrapped_in(text: &str, block: &[Line], joined: &mut Vec<usize>) {
    let (Some(last), Some(widest)) = (block.last(), block.iter().map(|line| line.width).max()) else { return };
    let ends_well = last.shown(text).trim_end_matches(is_any_closer).ends_with(is_end);
    let prose = widest >= PROSE || ends_well;
    let no_room = |pair: &[Line]| {
        // Between two Chinese characters no blank would have been needed.
        let blank = usize::from(!is_cjk(last_char(pair[0].shown(text))));
        widest <= WIDEST && pair[0].width + blank + pair[1].first_word > widest
    };
    // One line that is the widest proves nothing: it may be a long title. Two of them are a margin.
    let margin = block.windows(2).filter(|pair| no_room(pair)).count() >= 2;
    for pair in block.windows(2) {
        if wraps(text, pair, prose, margin && no_room(pair)) {
            joined.push(pair[0].range.end - 1);
        }
    }
}

fn wraps(text: &str, pair: &[Line], prose: bool, at_margin: bool) -> bool {
    let (line, next) = (pair[0].shown(text), pair[1].shown(text));
    if is_item(next) || line.starts_with('#') || line.chars().any(is_line_end) {
        return false;
    }
    match last_char(line) {
        ',' | '，' | '、' => return true,
        ':' | '：' => return false,
        _ if !prose => return false,
        _ => {}
    }
    if next.chars().next().is_some_and(char::is_lowercase) {
        return true;
    }
    let indented = |line: &Line| text[line.range.clone()].starts_with(char::is_whitespace);
    let new_paragraph =
        indented(&pair[1]) && (!indented(&pair[0]) || text[pair[1].range.clone()].starts_with('\u{3000}'));
    at_margin && !new_paragraph
}

/// A line that stands for itself: an item of a list, a heading, a quotation or a table row in Markdown.
fn is_item(line: &str) -> bool {
    if line.starts_with(['#', '>', '|', '•', '·', '●', '○', '■', '□', '◆', '※', '（', '(', '【']) {
        return true;
    }
    if let Some(rest) = line.strip_prefix(['-', '*', '+', '–', '—']) {
        return rest.starts_with(char::is_whitespace) || rest.starts_with(['-', '—']);
    }
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    (1..=9).contains(&(line.len() - digits.len())) && digits.starts_with(['.', ')', '、', '．', '）'])
}

fn last_char(line: &str) -> char {
    line.chars().next_back().unwrap_or(' ')
}

fn is_any_closer(c: char) -> bool {
    is_closer(c) || matches!(c, '"' | '\'')
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| if is_cjk(c) { 2 } else { 1 }).sum()
}
