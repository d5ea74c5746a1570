//! Steps through a text: by sign, by word, by line. All places are bytes.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// What a reader calls one sign is not longer than this, in bytes; of longer ones (a letter with a thousand accents) one
/// goes through the characters.
const SIGN: usize = 64;

/// Where the sign before a place begins.
pub fn before(text: &str, at: usize) -> usize {
    let near = &text[text.floor_char_boundary(at.saturating_sub(4 * SIGN))..at];
    let sign = near.graphemes(true).next_back().unwrap_or_default();
    let one = near.chars().next_back().map_or(0, char::len_utf8);
    at - if sign.len() <= SIGN { sign.len() } else { one }
}

/// Where the sign after a place ends.
pub fn after(text: &str, at: usize) -> usize {
    let near = &text[at..text.floor_char_boundary(at + 4 * SIGN)];
    let sign = near.graphemes(true).next().unwrap_or_default();
    let one = near.chars().next().map_or(0, char::len_utf8);
    at + if sign.len() <= SIGN { sign.len() } else { one }
}

/// Letters and digits, which make words.
fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_' || ('\u{300}'..='\u{36f}').contains(&char)
}

/// Where the word before a place begins.
pub fn word_before(text: &str, at: usize) -> usize {
    text[..at].trim_end_matches(|char| !is_word(char)).trim_end_matches(is_word).len()
}

/// Where the word after a place ends.
pub fn word_after(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(|char| !is_word(char)).trim_start_matches(is_word).len()
}

/// The word at a place, or what stands between two words.
pub fn word(text: &str, at: usize) -> Range<usize> {
    let line = line(text, at);
    let (left, right) = (&text[line.start..at], &text[at..line.end]);
    let sort = right.chars().next().or(left.chars().next_back()).is_some_and(is_word);
    let same = |char: char| is_word(char) == sort;
    at - (left.len() - left.trim_end_matches(same).len())..at + right.len() - right.trim_start_matches(same).len()
}

/// The line at a place, without its line end.
pub fn line(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    start..text[at..].find('\n').map_or(text.len(), |end| at + end)
}

/// The byte of a character.
pub fn byte_of(text: &str, char: usize) -> usize {
    let mut chars = text.chars();
    match char.checked_sub(1) {
        None => 0,
        Some(last) => {
            chars.nth(last);
            text.len() - chars.as_str().len()
        }
    }
}
