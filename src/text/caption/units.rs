//! What stays together on a line, and what it costs to end the line after it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::caption::{NARROW, WIDE};
use crate::text::chars::{
    is_cjk, is_clause_end, is_closer, is_digit, is_end, is_in_number, is_letter, is_opener, is_wide_latin,
};
use crate::text::unspaced;

/// What a break costs by its place.
const AT_CLAUSE: u32 = 0;
const AT_BLANK: u32 = 50;
/// Between two words that no blank parts, as in Thai.
const AT_WORD: u32 = 80;
/// Between two Chinese characters, where most likely a word is cut; a caption more is better than that.
const AT_CHARACTER: u32 = 140;
/// After a word that belongs to the next one, such as an article, on top of the blank.
const LEANING: u32 = 25;

/// What stays on one line, and what it costs to end the line after it.
pub(super) struct CaptionUnit {
    pub range: Range<usize>,
    pub width: u32,
    /// Of the blanks after it, which take room only inside a line.
    pub blank: u32,
    pub cost: u32,
}

pub(super) fn units(text: &str, range: Range<usize>) -> Vec<CaptionUnit> {
    let mut units: Vec<CaptionUnit> = Vec::new();
    let mut before = Before::default();
    let word_ends = unspaced::word_ends(text, range.clone());
    for (at, grapheme) in text[range.clone()].grapheme_indices(true) {
        let at = range.start + at;
        let c = first_char(grapheme);
        let width = of_grapheme(grapheme);
        // A blank that carries an accent is no blank.
        if grapheme.trim().is_empty() && !is_no_break_space(c) {
            if let Some(last) = units.last_mut() {
                last.blank = NARROW;
                before.blank = true;
            }
            continue;
        }
        let next = text[at + grapheme.len()..range.end].chars().next();
        let breaks = before.cost_of_break(c, next, word_ends.binary_search(&at).is_ok());
        let end = at + grapheme.len();
        match units.last_mut() {
            Some(last) if breaks.is_none() => {
                last.range.end = end;
                last.width += last.blank + width;
                last.blank = 0;
            }
            last => {
                if let (Some(last), Some(cost)) = (last, breaks) {
                    last.cost = cost + if leans(&text[last.range.clone()]) { LEANING } else { 0 };
                }
                units.push(CaptionUnit { range: at..end, width, blank: 0, cost: AT_CLAUSE });
            }
        }
        before.read(c);
    }
    units
}

/// Whether an English word is nothing without the next one.
fn leans(word: &str) -> bool {
    const LEANING: [&str; 24] = [
        "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as", "and", "or", "but", "nor",
        "if", "that", "his", "her", "its", "my", "their",
    ];
    LEANING.iter().any(|leaning| word.eq_ignore_ascii_case(leaning))
}

/// What stands before a place where a line may end.
#[derive(Default)]
struct Before {
    last: Option<char>,
    before_last: Option<char>,
    blank: bool,
    /// A straight quote or a mark that opens, so that what follows stays with it.
    opens: bool,
    /// The end of a clause, and what closes after it.
    clause: bool,
}

impl Before {
    fn read(&mut self, c: char) {
        let first = self.blank || self.opens || self.last.is_none();
        let straight = matches!(c, '"' | '\'');
        self.clause = is_clause_end(c) || is_end(c) || (self.clause && (is_closer(c) || (straight && !first)));
        self.opens = is_opener(c) || (straight && first) || matches!(c, '$' | '¥' | '￥' | '€' | '£' | '#' | '@');
        self.before_last = self.last.replace(c).filter(|_| !self.blank);
        self.blank = false;
    }

    /// What it costs to let a line begin with `c`; `None` if none may. `word` says that a word begins there.
    fn cost_of_break(&self, c: char, next: Option<char>, word: bool) -> Option<u32> {
        let last = self.last?;
        if self.opens || never_begins(c, self.blank, next) {
            return None;
        }
        if self.blank {
            return Some(if self.clause { AT_CLAUSE } else { AT_BLANK });
        }
        if word {
            return Some(AT_WORD);
        }
        // `2026年`, `第5`, `3个` and `１，２５０` are one to the eye.
        let number = (is_digit(last) && is_letter(c))
            || (last == '第' && is_digit(c))
            || is_in_number(self.before_last, last, Some(c));
        let dash = matches!(last, '—' | '…' | '–') && is_letter(c);
        let free = breaks_around(last) || breaks_around(c) || dash;
        // Between Chinese and Latin surely no word is cut.
        let between_words = last.is_ascii_alphanumeric() != c.is_ascii_alphanumeric();
        let cost = if between_words { AT_BLANK } else { AT_CHARACTER };
        (free && !number).then_some(if self.clause { AT_CLAUSE } else { cost })
    }
}

/// A mark that belongs to what stands before it.
fn never_begins(c: char, behind_blank: bool, next: Option<char>) -> bool {
    let wide = is_closer(c)
        || (is_cjk(c) && (is_clause_end(c) || is_end(c)))
        || matches!(
            c,
            '～' | '・'
                | '％'
                | 'ๆ'
                | 'ฯ'
                | 'ໆ'
                | 'ຯ'
                | '℃'
                | '／'
                | '々'
                | '〻'
                | 'ー'
                | 'ヽ'
                | 'ヾ'
                | 'ゝ'
                | 'ゞ'
        )
        || matches!(c, 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ')
        || matches!(c, 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ');
    // After a blank, `.NET`, `…and` and `- an item` begin something.
    let ends = matches!(c, ',' | ';' | ':' | '!' | '?') && !next.is_some_and(is_letter);
    let bound =
        is_clause_end(c) || is_end(c) || matches!(c, '"' | '\'' | '%' | '°' | '‰' | '·' | '-' | '/' | '~' | '’');
    wide || ends || (bound && !behind_blank)
}

/// Whether a line may end at either side of a character, if no rule of marks forbids it.
pub(super) fn breaks_around(c: char) -> bool {
    let hangul = matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}');
    let quote = (is_opener(c) || is_closer(c)) && !c.is_ascii() && !matches!(c, '‘' | '’');
    (is_cjk(c) && !is_wide_latin(c) && !hangul) || is_picture(c) || quote
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F000}'..='\u{1FAFF}')
}

fn is_no_break_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{202F}' | '\u{2007}')
}

pub(super) fn of_grapheme(grapheme: &str) -> u32 {
    let c = first_char(grapheme);
    if is_cjk(c) || is_picture(c) { WIDE } else { NARROW }
}

pub(super) fn first_char(grapheme: &str) -> char {
    grapheme.chars().next().unwrap_or(' ')
}
