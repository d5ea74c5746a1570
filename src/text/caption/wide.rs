//! Cutting what is wider than a line by itself.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::caption::units::{CaptionUnit, first_char, of_grapheme};
use crate::text::caption::{LINE_WIDTH, WIDE};
use crate::text::chars::{is_cjk, is_letter};

/// What a break costs inside of a word, at the edge of one, and after a mark of an address.
const ANYWHERE: u32 = 400;
const AT_EDGE: u32 = 300;
const IN_ADDRESS: u32 = 200;
/// A break inside of a word or an address leaves so many letters at either side of it.
const LEFT: usize = 4;
/// Inside of a word only each third place is looked at: it is as good as its neighbours.
const EACH: usize = 3;

/// A place in a unit that a line may begin at.
struct Place {
    before: char,
    c: char,
    /// Whether `c` takes the room of a Chinese character.
    wide: bool,
    /// How many characters are before it in what is cut, and from it on.
    sides: (usize, usize),
    /// The width of what is before it and the last cut, and `c` itself.
    width: u32,
}

/// Says whether a unit may be cut at a place.
type IsPlace = fn(&Place) -> bool;

/// Cuts the units that are wider than a line, and leaves the others as they are.
pub(super) fn fitted(text: &str, units: Vec<CaptionUnit>) -> Vec<CaptionUnit> {
    if units.iter().all(|unit| unit.width <= LINE_WIDTH) {
        return units;
    }
    let fit = |unit: CaptionUnit| if unit.width > LINE_WIDTH { cut(text, unit) } else { vec![unit] };
    units.into_iter().flat_map(fit).collect()
}

/// The parts of a unit that is wider than a line, each of which fits. What is wider than a line still is cut in the next of
/// four ways: at the edges of words, after the marks of an address, between letters, and what has none anywhere.
fn cut(text: &str, unit: CaptionUnit) -> Vec<CaptionUnit> {
    const WAYS: [(u32, IsPlace); 4] = [
        (AT_EDGE, |place| are_letters(place) && place.wide != is_cjk(place.before)),
        (IN_ADDRESS, |place| is_letter(place.c) && is_inside(place) && "/?&=#-_.%+".contains(place.before)),
        (ANYWHERE, |place| are_letters(place) && is_inside(place) && place.sides.0.is_multiple_of(EACH)),
        (ANYWHERE, |place| place.width > LINE_WIDTH),
    ];
    WAYS.into_iter().fold(vec![unit], |parts, (cost, is_place)| {
        let fit =
            |part: CaptionUnit| if part.width > LINE_WIDTH { split(text, part, cost, is_place) } else { vec![part] };
        parts.into_iter().flat_map(fit).collect()
    })
}

fn are_letters(place: &Place) -> bool {
    is_letter(place.before) && is_letter(place.c)
}

fn is_inside(place: &Place) -> bool {
    place.sides.0 >= LEFT && place.sides.1 >= LEFT
}

fn split(text: &str, unit: CaptionUnit, cost: u32, is_place: IsPlace) -> Vec<CaptionUnit> {
    let graphemes: Vec<(usize, &str)> = text[unit.range.clone()].grapheme_indices(true).collect();
    let mut parts = Vec::new();
    let (mut start, mut width, mut before) = (unit.range.start, 0, ' ');
    for (number, (at, grapheme)) in graphemes.iter().enumerate() {
        let at = unit.range.start + at;
        let (c, wide) = (first_char(grapheme), of_grapheme(grapheme));
        let sides = (number, graphemes.len() - number);
        if width > 0 && is_place(&Place { before, c, wide: wide == WIDE, sides, width: width + wide }) {
            parts.push(CaptionUnit { range: start..at, width, blank: 0, cost });
            (start, width) = (at, 0);
        }
        width += wide;
        before = c;
    }
    parts.push(CaptionUnit { range: start..unit.range.end, width, ..unit });
    parts
}
