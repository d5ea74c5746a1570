//! Breaking sentences into captions that can be read while they are heard: at most two lines each, at most 42 columns or 18
//! Chinese characters to a line.
//!
//! Where a line may end follows the usual rules: no mark that closes begins a line and none that opens ends one; words,
//! numbers and what is one character to a reader stay whole. Where it does end is the cheapest of all ways: few lines, of
//! about the same length, ending at commas rather than elsewhere. Only what is longer than a line by itself is cut inside: an
//! address after its marks, else anywhere, but not so that a letter or two are left. Thai and its neighbours, which have no
//! blanks between words, are broken where a word ends.

mod units;
mod wide;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use self::units::{CaptionUnit, breaks_around, first_char, of_grapheme, units};
use crate::text::chars::{is_cjk, is_letter, is_opener};
use crate::text::script::Script;

/// How much fits a line: 42 narrow characters or 18 wide ones.
pub const LINE_WIDTH: u32 = 42 * NARROW;
const NARROW: u32 = 3;
const WIDE: u32 = 7;

/// What a line costs, what a caption costs, and the most that a line with nothing in it costs more than a full one.
const LINE: u32 = 30;
const CAPTION: u32 = 60;
const RAGGED: u32 = 30;

/// The captions of a range of `text`: each of one or two lines, as byte ranges without blanks at their ends.
pub fn captions(text: &str, range: Range<usize>) -> Vec<Vec<Range<usize>>> {
    lay(&wide::fitted(text, units(text, range)))
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

/// Whether a letter is a word by itself: it is spoken as one.
fn stands_alone(c: char) -> bool {
    breaks_around(c) || matches!(c, '\u{AC00}'..='\u{D7AF}')
}

/// The cheapest way up to some unit.
#[derive(Clone, Copy)]
struct BreakPath {
    cost: u64,
    /// The first unit of its last line.
    line: usize,
}

/// Finds the cheapest way to lay the units into lines and the lines into captions.
fn lay(units: &[CaptionUnit]) -> Vec<Vec<Range<usize>>> {
    let far = BreakPath { cost: u64::MAX, line: 0 };
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

fn keep(way: &mut BreakPath, cost: u64, line: usize) {
    if cost < way.cost {
        *way = BreakPath { cost, line };
    }
}
