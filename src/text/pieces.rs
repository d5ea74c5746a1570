//! Cutting what is too long for one request: at clause marks, then at blanks, then around addresses and what else is written
//! without Chinese in it, then around words and numbers, then between graphemes, and only a grapheme that is itself too long
//! between its characters.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::chars::{
    char_at, char_before, grapheme_end, is_cjk, is_clause_end, is_closer, is_in_number, is_letter, is_separator,
    is_wide_latin, speakable, trimmed,
};
use crate::text::unspaced;

/// A part of a sentence that is not cut further. It neither begins nor ends with a blank.
pub(super) struct SentencePart {
    pub range: Range<usize>,
    pub speakable: bool,
}

/// Gives out `range` whole if it fits into `limit` bytes, else in pieces that fit, in order.
pub(super) fn cut(text: &str, range: Range<usize>, limit: usize, out: &mut impl FnMut(SentencePart)) {
    by(clause_end, text, range, limit, &mut |clause| {
        by(word_end, text, clause, limit, &mut |word| {
            by_kind(text, word, limit, &mut |word| {
                by_unspaced(text, word, limit, &mut |word| graphemes(text, word, limit, out));
            });
        });
    });
}

/// Gives out `range` whole if it fits, else up to each place where `next_end` ends a part.
fn by(
    next_end: fn(&str, Range<usize>) -> usize,
    text: &str,
    range: Range<usize>,
    limit: usize,
    out: &mut dyn FnMut(Range<usize>),
) {
    if range.len() <= limit {
        return out(range);
    }
    let mut start = range.start;
    while start < range.end {
        let end = next_end(text, start..range.end);
        out(trimmed(text, start..end));
        start = end;
    }
}

/// Gives out `range` whole if it fits, else in runs without Chinese in them, such as addresses, and Chinese characters one by
/// one; a run that does not fit in words, numbers, and what stands between these.
fn by_kind(text: &str, range: Range<usize>, limit: usize, out: &mut dyn FnMut(Range<usize>)) {
    if range.len() <= limit {
        return out(range);
    }
    let mut give = |run: Range<usize>, words: &mut Vec<usize>| {
        if run.len() <= limit {
            words.clear();
            return out(run);
        }
        let mut start = run.start;
        for end in words.drain(..).chain([run.end]) {
            out(start..end);
            start = end;
        }
    };
    // Where the run began, and where words in it end.
    let (mut start, mut words) = (range.start, Vec::new());
    let (mut kind, mut before) = (PieceKind::Alone, None);
    let mut read = |at: usize, c: char, end: usize| {
        let next = PieceKind::of(before, c, &text[end..range.end]);
        if at > start {
            if kind == PieceKind::Alone || next == PieceKind::Alone {
                give(start..at, &mut words);
                start = at;
            } else if kind != PieceKind::Word || next != PieceKind::Word {
                words.push(at);
            }
        }
        (kind, before) = (next, Some(c));
    };
    let inside = &text[range.clone()];
    // Of ASCII each character is a grapheme, and asking the tables is slow.
    if inside.is_ascii() {
        inside.char_indices().for_each(|(at, c)| read(range.start + at, c, range.start + at + 1));
    } else {
        for (at, grapheme) in inside.grapheme_indices(true) {
            let at = range.start + at;
            grapheme.chars().take(1).for_each(|c| read(at, c, at + grapheme.len()));
        }
    }
    give(start..range.end, &mut words);
}

/// What a character stays together with.
#[derive(Clone, Copy, PartialEq)]
enum PieceKind {
    /// Nothing: it is Chinese.
    Alone,
    /// With an address, or whatever else has no blanks and no Chinese in it.
    Run,
    /// With a word or number too.
    Word,
}

impl PieceKind {
    fn of(before: Option<char>, c: char, rest: &str) -> PieceKind {
        let next = || rest.chars().next();
        match c {
            '\u{4E00}'..='\u{9FFF}' => PieceKind::Alone,
            '\'' | '’' if before.is_some_and(is_letter) && next().is_some_and(is_letter) => PieceKind::Word,
            c if is_separator(c) && is_in_number(before, c, next()) => PieceKind::Word,
            c if is_cjk(c) && !is_wide_latin(c) => PieceKind::Alone,
            c if is_letter(c) => PieceKind::Word,
            _ => PieceKind::Run,
        }
    }
}

/// Gives out `range` whole if it fits, else between the words of scripts that put no blanks there.
fn by_unspaced(text: &str, range: Range<usize>, limit: usize, out: &mut dyn FnMut(Range<usize>)) {
    if range.len() <= limit {
        return out(range);
    }
    let mut start = range.start;
    for end in unspaced::word_ends(text, range.clone()) {
        if grapheme_end(text, end) == end {
            out(start..end);
            start = end;
        }
    }
    out(start..range.end);
}

/// Where the first clause of `rest` ends: after its mark, what closes after it, and the blanks that follow.
fn clause_end(text: &str, rest: Range<usize>) -> usize {
    let (mut marked, mut before) = (false, None);
    let mut at = rest.start;
    for c in text[rest.clone()].chars() {
        let next = at + c.len_utf8();
        let is_mark = is_clause_end(c);
        if marked && !is_mark && !is_closer(c) {
            let free = grapheme_end(text, at);
            if free < rest.end {
                return free;
            }
        }
        marked = match is_mark {
            true => ends_clause(before, c, char_at(text, next)),
            false => marked && is_closer(c),
        };
        (at, before) = (next, Some(c));
    }
    rest.end
}

/// `1,000`, `１，２５０`, `12:30` and `https://a.b/?c` hold no clause mark; a full-width one needs no blank after it.
fn ends_clause(before: Option<char>, c: char, next: Option<char>) -> bool {
    let quote = |c: char| is_closer(c) || matches!(c, '"' | '\'');
    match next {
        Some(next) if c.is_ascii() => !next.is_ascii_graphic() || quote(next),
        next => !is_in_number(before, c, next),
    }
}

/// Where the first word of `rest` ends: after the blanks that follow it.
fn word_end(text: &str, rest: Range<usize>) -> usize {
    let mut blank = false;
    let mut at = rest.start;
    for c in text[rest.clone()].chars() {
        if blank && !c.is_whitespace() {
            // A combining mark keeps the blank it stands on, and some signs before a blank keep it too.
            let before = char_before(text, at).map_or(0, char::len_utf8);
            let free = [at, at - before].into_iter().find(|&free| grapheme_end(text, free) == free);
            if let Some(free) = free.filter(|&free| free > rest.start) {
                return free;
            }
        }
        blank = c.is_whitespace();
        at += c.len_utf8();
    }
    rest.end
}

fn graphemes(text: &str, word: Range<usize>, limit: usize, out: &mut impl FnMut(SentencePart)) {
    let mut give = |range: Range<usize>| {
        let range = trimmed(text, range);
        if !range.is_empty() {
            out(SentencePart { speakable: speakable(&text[range.clone()]), range });
        }
    };
    if word.len() <= limit {
        return give(word);
    }
    if text[word.clone()].is_ascii() {
        return word.for_each(|at| give(at..at + 1));
    }
    for (at, grapheme) in text[word.clone()].grapheme_indices(true) {
        let start = word.start + at;
        if grapheme.len() <= limit {
            give(start..start + grapheme.len());
        } else {
            grapheme.char_indices().for_each(|(at, c)| give(start + at..start + at + c.len_utf8()));
        }
    }
}
