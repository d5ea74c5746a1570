//! How long a text takes to speak, before anyone has spoken it: good enough to place a sentence or a word between two
//! places that are known.

use std::ops::Range;

use crate::text::chars::{char_before, is_clause_end, is_end, is_in_number, is_letter};
use crate::text::script::Script;

impl Script {
    /// How long a range of [`Script::spoken`] takes to speak, where a Chinese character takes 1. It is additive, counts a
    /// character only where all of it is in the range, and is 0 for what is not spoken, such as the marks before the first
    /// letter of a sentence.
    pub fn weight(&self, spoken: Range<usize>) -> f64 {
        let text = self.spoken();
        let end = text.floor_char_boundary(spoken.end);
        let start = text.ceil_char_boundary(spoken.start).min(end);
        let first = self.sentences().partition_point(|sentence| sentence.spoken.end <= start);
        let sentences = self.sentences()[first..].iter().take_while(|sentence| sentence.spoken.start < end);
        sentences.map(|sentence| of_sentence(text, sentence.spoken.clone(), start..end)).sum()
    }
}

/// The weight of what `sentence` has in `range`.
fn of_sentence(text: &str, sentence: Range<usize>, range: Range<usize>) -> f64 {
    let (start, end) = (range.start.max(sentence.start), range.end.min(sentence.end));
    let mut begun = text[sentence.start..start].chars().any(is_letter);
    let mut before = char_before(text, start).unwrap_or(' ');
    let mut weight = 0.0;
    let mut chars = text[start..].chars().peekable();
    let mut at = start;
    while let Some(c) = chars.next().filter(|_| at < end) {
        begun = begun || is_letter(c);
        if begun {
            let next = chars.peek().copied().unwrap_or(' ');
            weight += of_char(before, c, next);
        }
        before = c;
        at += c.len_utf8();
    }
    weight
}

/// The weight of one character between its neighbours. The proportions are those of usual speech: four and a half
/// characters of Chinese a second, fifteen letters of English, and a stop that lasts as long as a character and a half.
fn of_char(before: char, c: char, next: char) -> f64 {
    match c {
        '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => 1.0,
        '\u{3040}'..='\u{30FF}' => 0.6,
        '0'..='9' | '０'..='９' => 0.8,
        // Capitals are more often spelled out.
        'A'..='Z' => 0.5,
        'a'..='z' => 0.3,
        // `3.14` and `a.b` say their stop, `1,000` and `12:30` have no pause.
        '.' if next.is_ascii_alphanumeric() => 0.5,
        ',' | ':' if next.is_ascii_alphanumeric() => 0.0,
        '．' if is_in_number(Some(before), c, Some(next)) => 0.5,
        '，' | '：' if is_in_number(Some(before), c, Some(next)) => 0.0,
        _ if is_pause(c) && is_pause(before) => 0.0,
        _ if is_end(c) => 1.5,
        _ if is_clause_end(c) => 0.8,
        '%' | '％' | '‰' | '℃' | '°' | '$' | '¥' | '￥' | '€' | '£' | '&' | '+' | '=' | '@' => 1.0,
        _ if is_letter(c) => 0.3,
        _ => 0.0,
    }
}

/// A mark at which the voice rests; several in a row are one rest.
fn is_pause(c: char) -> bool {
    is_end(c) || is_clause_end(c)
}
