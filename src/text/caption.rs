//! Breaking sentences into captions that can be read while they are heard: at most two lines each, at most 42 columns or 18
//! Chinese characters to a line.
//!
//! Where a line may end follows the usual rules: no mark that closes begins a line and none that opens ends one; words,
//! numbers and what is one character to a reader stay whole. Where it does end is the cheapest of all ways: few lines, of
//! about the same length, ending at commas rather than elsewhere. Only what is longer than a line by itself is cut anywhere.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::chars::{is_cjk, is_clause_end, is_closer, is_end, is_letter, is_opener};
use super::script::Script;

/// How much fits a line: 42 narrow characters or 18 wide ones.
pub const LINE_WIDTH: u32 = 42 * NARROW;
const NARROW: u32 = 3;
const WIDE: u32 = 7;

/// What a line costs, what a caption costs, and the most that a line with nothing in it costs more than a full one.
const LINE: u32 = 30;
const CAPTION: u32 = 60;
const RAGGED: u32 = 30;
/// What a break costs by its place.
const AT_CLAUSE: u32 = 0;
const AT_BLANK: u32 = 50;
/// Between two Chinese characters, where most likely a word is cut; a caption more is better than that.
const AT_CHARACTER: u32 = 140;
/// Behind a word that belongs to the next one, such as an article, on top of the blank.
const LEANING: u32 = 25;
const ANYWHERE: u32 = 400;
/// The most characters that move to the next line with one that cannot begin it: with it, they fit there even if all are wide.
const MOVED: usize = 17;

/// The captions of a range of `text`: each of one or two lines, as byte ranges without blanks at their ends.
pub fn captions(text: &str, range: Range<usize>) -> Vec<Vec<Range<usize>>> {
    lay(&units(text, range))
}

/// How wide a text is, in the unit of [`LINE_WIDTH`].
pub fn width(text: &str) -> u32 {
    text.graphemes(true).map(of_grapheme).sum()
}

/// The words of a line, or the characters where it is Chinese, each with the marks and blanks that go with it.
pub fn words(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = line.start;
    let (mut letter, mut blank) = (None, false);
    for (at, grapheme) in text[line.clone()].grapheme_indices(true) {
        let at = line.start + at;
        let c = first_char(grapheme);
        let begins = match letter {
            None => false,
            Some(_) if is_opener(c) => true,
            Some(last) => is_letter(c) && (blank || stands_alone(last) || stands_alone(c)),
        };
        if begins {
            words.push(start..at);
            start = at;
            letter = None;
        }
        if is_letter(c) {
            letter = Some(c);
        }
        blank = c.is_whitespace();
    }
    words.push(start..line.end);
    words
}

impl Script {
    /// A range of the spoken text as people are shown it: on one line, and without the line ends that only wrapped Chinese.
    pub fn shown(&self, original: &str, spoken: Range<usize>) -> String {
        let mut out = String::with_capacity(spoken.len());
        let mut blank: Option<usize> = None;
        for (at, c) in self.spoken()[spoken.clone()].char_indices() {
            if c.is_whitespace() {
                blank.get_or_insert(spoken.start + at);
                continue;
            }
            if let Some(from) = blank.take() {
                let wrapped =
                    || original.get(self.source(from..spoken.start + at)).is_some_and(|gap| gap.contains('\n'));
                if !(is_cjk(c) && out.chars().next_back().is_some_and(is_cjk) && wrapped()) {
                    out.push(' ');
                }
            }
            out.push(c);
        }
        if blank.is_some() {
            out.push(' ');
        }
        out
    }
}

/// What stays on one line, and what it costs to end the line behind it.
struct Unit {
    range: Range<usize>,
    width: u32,
    /// Of the blanks behind it, which take room only inside a line.
    blank: u32,
    cost: u32,
}

impl Unit {
    /// Cuts what is longer than a line: before its last character, which begins at `last`, or a little earlier where that
    /// belongs to what stands before it.
    fn cut(&mut self, text: &str, last: usize) -> Option<Unit> {
        let letter = |at: usize| text[at..].chars().next().is_some_and(is_letter);
        let earlier = text[self.range.start..last].grapheme_indices(true).rev().take(MOVED);
        let places = std::iter::once(last).chain(earlier.map(|(at, _)| self.range.start + at));
        let pairs = places.clone().zip(places.skip(1));
        let at = pairs.filter(|&(at, before)| letter(at) && letter(before)).map(|(at, _)| at).next().unwrap_or(last);
        if at == self.range.start {
            return None;
        }
        let rest = at..self.range.end;
        self.range.end = at;
        self.width = width(&text[self.range.clone()]);
        self.cost = ANYWHERE;
        Some(Unit { width: width(&text[rest.clone()]), range: rest, blank: 0, cost: AT_CLAUSE })
    }
}

fn units(text: &str, range: Range<usize>) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut before = Before::default();
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
        let breaks = before.cost_of_break(c, next);
        let end = at + grapheme.len();
        match units.last_mut() {
            Some(last) if breaks.is_none() => {
                last.range.end = end;
                last.width += last.blank + width;
                last.blank = 0;
                if last.width > LINE_WIDTH {
                    let rest = last.cut(text, at);
                    units.extend(rest);
                }
            }
            last => {
                if let (Some(last), Some(cost)) = (last, breaks) {
                    last.cost = cost + if leans(&text[last.range.clone()]) { LEANING } else { 0 };
                }
                units.push(Unit { range: at..end, width, blank: 0, cost: AT_CLAUSE });
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
        self.last = Some(c);
        self.blank = false;
    }

    /// What it costs to let a line begin with `c`; `None` if none may.
    fn cost_of_break(&self, c: char, next: Option<char>) -> Option<u32> {
        let last = self.last?;
        if self.opens || never_begins(c, self.blank, next) {
            return None;
        }
        if self.blank {
            return Some(if self.clause { AT_CLAUSE } else { AT_BLANK });
        }
        // `2026年`, `第5` and `3个` are one to the eye.
        let number = (last.is_ascii_digit() && is_letter(c)) || (last == '第' && c.is_ascii_digit());
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
        || matches!(c, '～' | '・' | '％' | '℃' | '／' | '々' | '〻' | 'ー' | 'ヽ' | 'ヾ' | 'ゝ' | 'ゞ')
        || matches!(c, 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ')
        || matches!(c, 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ');
    // Behind a blank, `.NET`, `…and` and `- an item` begin something.
    let ends = matches!(c, ',' | ';' | ':' | '!' | '?') && !next.is_some_and(is_letter);
    let bound =
        is_clause_end(c) || is_end(c) || matches!(c, '"' | '\'' | '%' | '°' | '‰' | '·' | '-' | '/' | '~' | '’');
    wide || ends || (bound && !behind_blank)
}

/// Whether a line may end at either side of a character, if no rule of marks forbids it.
fn breaks_around(c: char) -> bool {
    let latin = matches!(c, '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}');
    let hangul = matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}');
    let quote = (is_opener(c) || is_closer(c)) && !c.is_ascii() && !matches!(c, '‘' | '’');
    (is_cjk(c) && !latin && !hangul) || is_picture(c) || quote
}

/// Whether a letter is a word by itself: it is spoken as one.
fn stands_alone(c: char) -> bool {
    breaks_around(c) || matches!(c, '\u{AC00}'..='\u{D7AF}')
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F000}'..='\u{1FAFF}')
}

fn is_no_break_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{202F}' | '\u{2007}')
}

fn of_grapheme(grapheme: &str) -> u32 {
    let c = first_char(grapheme);
    if is_cjk(c) || is_picture(c) { WIDE } else { NARROW }
}

fn first_char(grapheme: &str) -> char {
    grapheme.chars().next().unwrap_or(' ')
}

/// The cheapest way up to some unit.
#[derive(Clone, Copy)]
struct Way {
    cost: u64,
    /// The first unit of its last line.
    line: usize,
}

/// Finds the cheapest way to lay the units into lines and the lines into captions.
fn lay(units: &[Unit]) -> Vec<Vec<Range<usize>>> {
    let far = Way { cost: u64::MAX, line: 0 };
    // Ways whose last line is the first or the second of its caption.
    let mut first = vec![far; units.len() + 1];
    let mut second = first.clone();
    for end in 1..=units.len() {
        let mut width = 0;
        for start in (0..end).rev() {
            let unit = &units[start];
            width += unit.width + if start + 1 < end { unit.blank } else { 0 };
            if width > LINE_WIDTH && start + 1 < end {
                break;
            }
            let free = LINE_WIDTH.saturating_sub(width);
            let line = LINE + RAGGED * free * free / (LINE_WIDTH * LINE_WIDTH);
            let line = u64::from(line);
            let (new, on) = match start.checked_sub(1) {
                None => (0, u64::MAX),
                Some(last) => {
                    let cost = u64::from(units[last].cost);
                    (
                        first[start].cost.min(second[start].cost).saturating_add(2 * cost),
                        first[start].cost.saturating_add(cost),
                    )
                }
            };
            keep(&mut first[end], new.saturating_add(u64::from(CAPTION) + line), start);
            keep(&mut second[end], on.saturating_add(line), start);
        }
    }
    let mut captions = Vec::new();
    let mut end = units.len();
    while end > 0 {
        let range = |from: usize, to: usize| units[from].range.start..units[to - 1].range.end;
        if second[end].cost < first[end].cost {
            let middle = second[end].line;
            let start = first[middle].line;
            captions.push(vec![range(start, middle), range(middle, end)]);
            end = start;
        } else {
            let start = first[end].line;
            captions.push(vec![range(start, end)]);
            end = start;
        }
    }
    captions.reverse();
    captions
}

fn keep(way: &mut Way, cost: u64, line: usize) {
    if cost < way.cost {
        *way = Way { cost, line };
    }
}
