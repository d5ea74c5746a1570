//! Cutting what is too long for one request: at clause marks, then at blanks, then between graphemes, and only a grapheme
//! that is itself too long between its characters.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::chars::{char_at, char_before, grapheme_end, is_clause_end, is_closer, speakable, trimmed};

/// A part of a sentence that is not cut further. It neither begins nor ends with a blank.
pub(super) struct Piece {
    pub range: Range<usize>,
    pub speakable: bool,
}

/// Gives out `range` whole if it fits into `limit` bytes, else in pieces that fit, in order.
pub(super) fn cut(text: &str, range: Range<usize>, limit: usize, out: &mut impl FnMut(Piece)) {
    by(clause_end, text, range, limit, &mut |clause| {
        by(word_end, text, clause, limit, &mut |word| graphemes(text, word, limit, out));
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

/// Where the first clause of `rest` ends: behind its mark, what closes after it, and the blanks that follow.
fn clause_end(text: &str, rest: Range<usize>) -> usize {
    let mut marked = false;
    let mut at = rest.start;
    for c in text[rest.clone()].chars() {
        let next = at + c.len_utf8();
        if marked && !is_clause_end(c) && !is_closer(c) {
            let free = grapheme_end(text, at);
            if free < rest.end {
                return free;
            }
        }
        // `1,000`, `12:30` and `a.b` hold no clause mark; a full-width one needs no blank after it.
        let counts = !c.is_ascii() || char_at(text, next).is_none_or(|after| !after.is_ascii_alphanumeric());
        marked = (is_clause_end(c) && counts) || (marked && is_closer(c));
        at = next;
    }
    rest.end
}

/// Where the first word of `rest` ends: behind the blanks that follow it.
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

fn graphemes(text: &str, word: Range<usize>, limit: usize, out: &mut impl FnMut(Piece)) {
    let mut give = |range: Range<usize>| {
        let range = trimmed(text, range);
        if !range.is_empty() {
            out(Piece { speakable: speakable(&text[range.clone()]), range });
        }
    };
    if word.len() <= limit {
        return give(word);
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
