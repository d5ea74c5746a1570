//! Cutting what is wider than a line by itself.

use unicode_segmentation::UnicodeSegmentation;

use super::units::{Unit, first_char, of_grapheme};
use super::{LINE_WIDTH, WIDE};
use crate::text::chars::{is_cjk, is_letter};

/// What a break costs inside of a word, at the edge of one, and behind a mark of an address.
const ANYWHERE: u32 = 400;
const AT_EDGE: u32 = 300;
const IN_ADDRESS: u32 = 200;
/// A break inside of a word or an address leaves so many letters at either side of it.
const LEFT: usize = 4;
/// Inside of a word only each third place is looked at: it is as good as its neighbours.
const EACH: usize = 3;

/// The parts of a unit that is wider than a line, cut wherever a line may end in it. Each of them fits.
pub(super) fn cut(text: &str, unit: Unit) -> Vec<Unit> {
    let graphemes: Vec<(usize, &str)> = text[unit.range.clone()].grapheme_indices(true).collect();
    let part = |start: usize, end: usize, width: u32, cost: u32| Unit { range: start..end, width, blank: 0, cost };
    let mut parts = Vec::new();
    let (mut start, mut width, mut before) = (unit.range.start, 0, ' ');
    for (number, (at, grapheme)) in graphemes.iter().enumerate() {
        let at = unit.range.start + at;
        let (c, wide) = (first_char(grapheme), of_grapheme(grapheme));
        let inside = number >= LEFT && graphemes.len() - number >= LEFT;
        let cost = cost_of_break(before, c, wide == WIDE).filter(|&cost| match cost {
            AT_EDGE => true,
            IN_ADDRESS => inside,
            _ => inside && number % EACH == 0,
        });
        // What has no letters may be cut at any place, but only where it must.
        let cost = cost.or((width + wide > LINE_WIDTH).then_some(ANYWHERE));
        if let Some(cost) = cost.filter(|_| width > 0) {
            parts.push(part(start, at, width, cost));
            (start, width) = (at, 0);
        }
        width += wide;
        before = c;
    }
    parts.push(Unit { blank: unit.blank, ..part(start, unit.range.end, width, unit.cost) });
    parts
}

/// What it costs to let a line begin with `c`, if it may. `wide` says that it takes the room of a Chinese character.
fn cost_of_break(before: char, c: char, wide: bool) -> Option<u32> {
    if !is_letter(c) {
        return None;
    }
    match before {
        '/' | '?' | '&' | '=' | '#' | '-' | '_' | '.' | '%' | '+' => Some(IN_ADDRESS),
        before if !is_letter(before) => None,
        before if wide != is_cjk(before) => Some(AT_EDGE),
        _ => Some(ANYWHERE),
    }
}
