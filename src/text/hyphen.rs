//! Words that were hyphenated at the end of a line.
//!
//! `infor-⏎mation` is `information`; `well-⏎known` has its hyphen for itself. Which it is, the rest of the text says: a word
//! that is written in one elsewhere loses its hyphen, one that is written with it keeps it. Where it says nothing, the hyphen
//! stays if both halves are words of the text for themselves, if the first half is one that usually makes such words, and in
//! words with a second hyphen or a capital or digit at it; else it goes.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

/// First halves of words that are written with a hyphen.
const FIRST: &[&str] = &[
    "all", "cross", "e", "ex", "far", "first", "full", "half", "hard", "high", "ill", "long", "low", "mid", "near",
    "new", "non", "old", "one", "open", "part", "second", "self", "short", "so", "third", "two", "three", "four",
    "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
    "ninety", "well",
];
/// Second halves that say that it is one word whatever the first is.
const SECOND: &[&str] = &[
    "able", "age", "ally", "ance", "ed", "en", "ence", "er", "ers", "est", "ful", "ing", "ings", "ity", "ive", "less",
    "ly", "ment", "ments", "ness", "pect", "pects", "plain", "sense", "sion", "ten", "ter", "tion", "tions", "ward",
    "wards",
];
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{AD}'];

/// Whether a line ends with half a word.
pub(super) fn ends_in_half(line: &str) -> bool {
    line.strip_suffix(HYPHENS).is_some_and(|word| word.ends_with(char::is_alphabetic))
}

/// The words of a text, gathered when they are first wanted.
#[derive(Default)]
pub(super) struct Vocabulary<'a> {
    text: &'a str,
    words: OnceCell<HashSet<&'a str>>,
}

impl<'a> Vocabulary<'a> {
    pub fn of(text: &'a str) -> Vocabulary<'a> {
        Vocabulary { text, words: OnceCell::new() }
    }

    /// What goes between a half of a word, of which the hyphen ends at `end`, and the other, which begins at `next`: byte
    /// range of the text. It begins before `end` if the hyphen goes too.
    pub fn between(&self, end: usize, next: usize) -> Range<usize> {
        let line = &self.text[..end];
        let hyphen = line.char_indices().next_back().map_or(end, |(hyphen, _)| hyphen);
        let left = word_at_end(&line[..hyphen]);
        let right = word_at_start(&self.text[next..]);
        let keeps = !line.ends_with('\u{AD}') && self.keeps_hyphen(left, right);
        if keeps { end..next } else { hyphen..next }
    }

    /// Whether `left-right` is written so, and not only because a line ended there.
    fn keeps_hyphen(&self, left: &str, right: &str) -> bool {
        if left.contains(HYPHENS) || right.contains(HYPHENS) || !left.ends_with(char::is_lowercase) {
            return true;
        }
        let is_known = |word: &str| {
            let words = self.words.get_or_init(|| words(self.text));
            words.contains(word) || words.contains(word.to_lowercase().as_str())
        };
        if is_known(&format!("{left}{right}")) {
            return false;
        }
        if is_known(&format!("{left}-{right}")) {
            return true;
        }
        let usual = FIRST.contains(&left.to_lowercase().as_str()) && !SECOND.contains(&right);
        usual || (left.chars().nth(2).is_some() && is_known(left) && is_known(right))
    }
}

fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || HYPHENS.contains(&c) || matches!(c, '\'' | '’')
}

fn word_at_end(line: &str) -> &str {
    &line[line.trim_end_matches(is_in_word).len()..]
}

fn word_at_start(line: &str) -> &str {
    let rest = line.trim_start_matches(is_in_word);
    line[..line.len() - rest.len()].trim_end_matches(['\'', '’'])
}

/// All words of a text but the halves at line ends.
fn words(text: &str) -> HashSet<&str> {
    let mut half = false;
    let whole = move |word: &&str| {
        let second = std::mem::replace(&mut half, word.ends_with(HYPHENS));
        !second && !half
    };
    text.split(|c| !is_in_word(c)).filter(|word| !word.is_empty()).filter(whole).collect()
}
