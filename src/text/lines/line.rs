//! One line of plain text as it looks: how wide it is, how it begins, how it ends.

use std::ops::Range;

use crate::text::chars::{is_cjk, is_clause_end, is_closer, is_end, is_letter, is_line_end};
use crate::text::hyphen::ends_in_half;

pub(super) struct TextLine<'a> {
    /// The line without the blanks around it, and where it begins.
    shown: &'a str,
    at: usize,
    /// Where its `\n` is.
    pub line_end: usize,
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
    /// Whether it begins as a paragraph of Chinese.
    pub has_wide_indent: bool,
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

impl<'a> TextLine<'a> {
    pub fn new(text: &'a str, range: Range<usize>) -> TextLine<'a> {
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
        let indent = whole.len() - whole.trim_start().len();
        let Look { width, has_marks, has_line_ends, has_gaps } = look(shown);
        TextLine {
            indent: columns(&whole[..indent]),
            width,
            first_word,
            begin,
            end: end_of(shown),
            has_marks,
            is_one_word: first_word == width,
            is_item: has_gaps || is_item(shown),
            is_closed: has_line_ends || shown.starts_with(['#', '|']),
            has_wide_indent: whole.starts_with('\u{3000}'),
            shown,
            at: range.start + indent,
            line_end: range.end - 1,
        }
    }

    /// Its bytes without the blanks around it.
    pub fn range(&self) -> Range<usize> {
        self.at..self.at + self.shown.len()
    }

    pub fn begins_small(&self) -> bool {
        self.begin == Begin::Small
    }

    /// Whether its last character is of those between which no blank stands.
    pub fn ends_unspaced(&self) -> bool {
        self.shown.chars().next_back().is_some_and(is_unspaced)
    }

    /// Whether it begins with who speaks: `alice: hi`, `甲：你好`.
    pub fn has_speaker(&self) -> bool {
        let is_name = |c: char| is_letter(c) || matches!(c, ' ' | '.' | '_' | '-' | '·' | '\'');
        // A longer one would not be a name.
        let name = self.shown.chars().take(20).take_while(|&c| is_name(c)).map(char::len_utf8).sum();
        let (name, rest) = self.shown.split_at(name);
        let Some(said) = rest.strip_prefix([':', '：']).filter(|_| !name.is_empty()) else { return false };
        let apart = said.starts_with(char::is_whitespace) || name.ends_with(is_unspaced);
        columns(name) <= 20 && name.split(' ').count() <= 3 && apart && !said.starts_with(['“', '「', '『', '"'])
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
    const SIGNS: [char; 12] = ['#', '>', '|', '•', '·', '●', '○', '■', '□', '◆', '※', '【'];
    if line.starts_with(SIGNS) {
        return true;
    }
    if let Some(rest) = line.strip_prefix(['-', '*', '+', '–', '—']) {
        return rest.starts_with(char::is_whitespace) || rest.starts_with(['-', '—']);
    }
    if let Some(rest) = line.strip_prefix(['(', '（']) {
        return behind_number(rest).is_some_and(|rest| rest.starts_with([')', '）']));
    }
    if let Some(rest) = line.strip_prefix('第') {
        return behind_number(rest)
            .is_some_and(|rest| rest.starts_with(['章', '回', '节', '卷', '部', '篇', '集', '幕', '条']));
    }
    behind_number(line).is_some_and(|rest| rest.starts_with(['.', ')', '、', '．', '）']))
        || line.starts_with(|c| matches!(c, '①'..='⑳'))
}

/// What stands after the number of an item, chapter or clause.
fn behind_number(line: &str) -> Option<&str> {
    let is_digit = |c: char| c.is_ascii_digit() || is_numeral(c);
    let rest = line.trim_start_matches(is_digit);
    let count = line[..line.len() - rest.len()].chars().count();
    (1..=3).contains(&count).then_some(rest)
}

fn is_numeral(c: char) -> bool {
    matches!(c, '０'..='９') || "〇零一二三四五六七八九十百".contains(c)
}

/// Chinese and Japanese, which a line may end in anywhere.
pub(super) fn is_unspaced(c: char) -> bool {
    is_cjk(c) && !matches!(c, '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}')
}

/// What one look at each character of a line tells.
#[derive(Default)]
struct Look {
    width: usize,
    has_marks: bool,
    has_line_ends: bool,
    /// Whether it is set apart into columns, as a row of a table.
    has_gaps: bool,
}

fn look(line: &str) -> Look {
    let mut look = Look::default();
    if line.is_ascii() {
        let mark = |pair: &[u8]| pair[1] == b' ' && matches!(pair[0], b',' | b'.' | b';' | b':' | b'!' | b'?');
        look.width = columns(line);
        look.has_marks = line.as_bytes().windows(2).any(mark);
        look.has_gaps = look.width > line.len() || line.contains("    ");
        return look;
    }
    let (mut marked, mut blanks) = (false, 0);
    for c in line.chars() {
        if matches!(c, '\u{4E00}'..='\u{9FFF}') {
            look.width += 2;
            look.has_marks |= marked;
            (marked, blanks) = (false, 0);
            continue;
        }
        blanks = if c == ' ' { blanks + 1 } else { 0 };
        look.width += column(c);
        look.has_gaps |= c == '\t' || blanks > 3;
        look.has_marks |= marked && (c.is_whitespace() || is_unspaced(c));
        look.has_line_ends |= is_line_end(c);
        marked = is_clause_end(c) || is_end(c);
    }
    look
}

fn columns(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len() + 3 * text.bytes().filter(|&byte| byte == b'\t').count(),
        false => text.chars().map(column).sum(),
    }
}

fn column(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36F}' => 0,
        '\t' => 4,
        c if is_cjk(c) => 2,
        _ => 1,
    }
}
