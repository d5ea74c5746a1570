//! One line of plain text as it looks: how wide it is, how it begins, how it ends.

use std::ops::Range;

use crate::text::chars::{is_cjk, is_clause_end, is_closer, is_end, is_line_end, trimmed};
use crate::text::hyphen::ends_in_half;

pub(super) struct Line<'a> {
    text: &'a str,
    /// The line with its `\n`.
    pub range: Range<usize>,
    /// Columns of the blanks before it.
    pub indent: usize,
    /// Width in columns of a terminal, blanks at the ends left out.
    pub width: usize,
    /// Width of its first word, which is what had to fit on the line before.
    pub first_word: usize,
    pub begin: Begin,
    pub end: End,
    /// Whether it has marks of clauses or sentences before its end, as prose has.
    pub has_marks: bool,
    /// Whether it is one word, which may be wider than any margin.
    pub is_one_word: bool,
    /// Whether it stands for itself: an item of a list, a heading, a quotation or a row of a table.
    pub is_item: bool,
    /// Whether no line goes on from it.
    pub is_closed: bool,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Begin {
    Small,
    Capital,
    Other,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum End {
    /// With a letter or what says nothing.
    Open,
    Comma,
    Colon,
    Hyphen,
    /// With a mark that ends a sentence.
    Stop,
}

impl<'a> Line<'a> {
    pub fn new(text: &'a str, range: Range<usize>) -> Line<'a> {
        let whole = &text[range.clone()];
        let shown = whole.trim();
        let first = shown.chars().next().unwrap_or(' ');
        let begin = match first {
            c if c.is_lowercase() => Begin::Small,
            c if c.is_uppercase() && shown.contains(char::is_lowercase) => Begin::Capital,
            _ => Begin::Other,
        };
        let first_word = match is_unspaced(first) {
            true => 2,
            false => columns(shown.split(|c: char| c.is_whitespace() || is_unspaced(c)).next().unwrap_or("")),
        };
        let mut has_marks = false;
        let mut marked = false;
        for c in shown.chars() {
            has_marks |= marked && (c.is_whitespace() || is_unspaced(c));
            marked = is_clause_end(c) || is_end(c);
        }
        Line {
            text,
            indent: columns(&whole[..whole.len() - whole.trim_start().len()]),
            width: columns(shown),
            first_word,
            begin,
            end: end_of(shown),
            has_marks,
            is_one_word: !shown.contains(|c: char| c.is_whitespace() || is_unspaced(c)),
            is_item: is_item(shown),
            is_closed: shown.starts_with(['#', '|']) || shown.contains(is_line_end),
            range,
        }
    }

    pub fn shown(&self) -> &'a str {
        self.text[self.range.clone()].trim()
    }

    /// Its bytes without the blanks around it.
    pub fn shown_range(&self) -> Range<usize> {
        trimmed(self.text, self.range.clone())
    }

    pub fn begins_small(&self) -> bool {
        self.begin == Begin::Small
    }

    /// Whether its last character is of those between which no blank stands.
    pub fn ends_unspaced(&self) -> bool {
        self.shown().chars().next_back().is_some_and(is_unspaced)
    }

    /// Whether it begins as a paragraph of Chinese.
    pub fn has_wide_indent(&self) -> bool {
        self.text[self.range.clone()].starts_with('\u{3000}')
    }

    /// Whether it begins with who speaks: `alice: hi`, `甲：你好`.
    pub fn has_speaker(&self) -> bool {
        let Some((name, said)) = self.shown().split_once([':', '：']) else { return false };
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '_' | '-' | '·' | '\'');
        let short = columns(name) <= 20 && name.split(' ').count() <= 3;
        let apart = said.starts_with(char::is_whitespace) || name.ends_with(is_unspaced);
        !name.is_empty() && short && name.chars().all(is_name) && apart && !said.starts_with(['“', '「', '『', '"'])
    }
}

fn end_of(shown: &str) -> End {
    match shown.chars().next_back().unwrap_or(' ') {
        ',' | '，' | '、' | '،' => End::Comma,
        ':' | '：' => End::Colon,
        _ if ends_in_half(shown) => End::Hyphen,
        _ if shown.trim_end_matches(|c| is_closer(c) || matches!(c, '"' | '\'')).ends_with(is_end) => End::Stop,
        _ => End::Open,
    }
}

fn is_item(line: &str) -> bool {
    if line.starts_with(['#', '>', '|', '•', '·', '●', '○', '■', '□', '◆', '※', '【']) || is_row(line) {
        return true;
    }
    if let Some(rest) = line.strip_prefix(['-', '*', '+', '–', '—']) {
        return rest.starts_with(char::is_whitespace) || rest.starts_with(['-', '—']);
    }
    let number = |rest: &str| {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || is_numeral(c));
        let count = rest[..rest.len() - digits.len()].chars().count();
        ((1..=3).contains(&count)).then(|| digits.to_owned())
    };
    if let Some(rest) = line.strip_prefix(['(', '（']) {
        return number(rest).is_some_and(|rest| rest.starts_with([')', '）']));
    }
    if let Some(rest) = line.strip_prefix('第') {
        return number(rest)
            .is_some_and(|rest| rest.starts_with(['章', '回', '节', '卷', '部', '篇', '集', '幕', '条']));
    }
    number(line).is_some_and(|rest| rest.starts_with(['.', ')', '、', '．', '）']))
        || matches!(line.chars().next(), Some('①'..='⑳'))
}

fn is_numeral(c: char) -> bool {
    matches!(c, '０'..='９') || "〇零一二三四五六七八九十百".contains(c)
}

/// Columns of a table are set apart.
fn is_row(line: &str) -> bool {
    line.contains('\t') || line.contains("    ")
}

/// Chinese and Japanese, which a line may end in anywhere.
pub(super) fn is_unspaced(c: char) -> bool {
    is_cjk(c) && !matches!(c, '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}')
}

fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len() + 3 * text.bytes().filter(|&byte| byte == b'\t').count();
    }
    let column = |c: char| match c {
        '\u{300}'..='\u{36F}' => 0,
        '\t' => 4,
        c if is_cjk(c) => 2,
        _ => 1,
    };
    text.chars().map(column).sum()
}
