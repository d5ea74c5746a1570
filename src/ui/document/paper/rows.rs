//! Where each row of the text begins: the whole text is measured once, and what an edit does not touch is never measured
//! again. Letters are set elsewhere, and only those of the rows in sight.

use std::collections::HashMap;

use egui::FontId;
use egui::epaint::text::FontsView;

/// A row has at most so many characters, in case none of them has a width: a million accents on one letter.
const MOST: usize = 500;
/// So many bytes after a change, the rows that were there stay: one of them is then shorter than it could be, in a line of
/// a thousand rows, and a key pressed at its beginning costs no more than in any other.
const FAR: usize = 1 << 15;
/// Widths of characters below this are kept in a table.
const TABLE: usize = 0x1_0000;

/// What was done to a text: so many bytes at a place became others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Where, in bytes.
    pub at: usize,
    /// Bytes that went.
    pub old: usize,
    /// Bytes that came.
    pub new: usize,
}

impl Splice {
    /// The one change that makes `new` of `old`; `None` where they are the same.
    pub fn between(old: &str, new: &str) -> Option<Splice> {
        if old == new {
            return None;
        }
        let (before, after) = (old.as_bytes(), new.as_bytes());
        let most = before.len().min(after.len());
        let mut at = before.iter().zip(after).take_while(|(one, other)| one == other).count();
        while !(old.is_char_boundary(at) && new.is_char_boundary(at)) {
            at -= 1;
        }
        let ends = before.iter().rev().zip(after.iter().rev());
        let mut tail = ends.take(most - at).take_while(|(one, other)| one == other).count();
        while !(old.is_char_boundary(old.len() - tail) && new.is_char_boundary(new.len() - tail)) {
            tail -= 1;
        }
        Some(Splice { at, old: old.len() - tail - at, new: new.len() - tail - at })
    }
}

/// The rows of a text.
#[derive(Debug)]
pub struct Rows {
    /// Where each begins, in bytes; there is always a first. Texts are at most 4 GB.
    starts: Vec<u32>,
    len: usize,
}

impl Default for Rows {
    fn default() -> Rows {
        Rows { starts: vec![0], len: 0 }
    }
}

impl Rows {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a row, its line end included.
    pub fn range(&self, row: usize) -> std::ops::Range<usize> {
        let start = |row: usize| self.starts.get(row).map_or(self.len, |start| *start as usize);
        start(row)..start(row + 1)
    }

    /// The row with this byte.
    pub fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start as usize <= byte).saturating_sub(1)
    }

    /// Measures the whole text.
    pub fn set(&mut self, text: &str, measure: &mut Measure<'_, '_>) {
        *self = Rows { starts: vec![0], len: text.len() };
        self.measure(text, measure, |_| None);
        self.starts.shrink_to_fit();
    }

    /// Measures anew what a change touched. `text` is what it has become.
    pub fn splice(&mut self, text: &str, change: Splice, measure: &mut Measure<'_, '_>) {
        // A row ends where its first word that is too long begins, so a change reaches back one row and no farther.
        let kept = self.at(change.at);
        let tail = self.starts.split_off(kept.max(1));
        let (end, old_end) = (change.at + change.new, change.at + change.old);
        self.len = text.len();
        let known = self.measure(text, measure, |start| {
            let passed = (start as usize).checked_sub(end)?;
            match tail.binary_search(&u32::try_from(passed + old_end).ok()?) {
                Ok(same) => Some(same + 1),
                Err(next) if passed > FAR && next < tail.len() => Some(next),
                Err(_) => None,
            }
        });
        if let Some(known) = known {
            let moved = |start: &u32| (*start as usize - old_end + end) as u32;
            self.starts.extend(tail[known..].iter().map(moved));
        }
        if self.starts.capacity() > 4 * self.starts.len() {
            self.starts.shrink_to_fit();
        }
    }

    /// Finds rows from the last one on, until `known` says from which of the rows before one may go on.
    fn measure(
        &mut self,
        text: &str,
        measure: &mut Measure<'_, '_>,
        known: impl Fn(u32) -> Option<usize>,
    ) -> Option<usize> {
        let mut start = *self.starts.last()? as usize;
        loop {
            let (end, is_line) = row_end(&text[start..], measure);
            start += end;
            if start >= text.len() && !is_line {
                return None;
            }
            let next = u32::try_from(start).ok()?;
            self.starts.push(next);
            if let Some(known) = known(next) {
                return Some(known);
            }
        }
    }
}

/// How wide characters are, and how wide a row may be.
pub struct Measure<'a, 'f> {
    /// The fonts.
    pub fonts: &'a mut FontsView<'f>,
    /// The letters' font and size.
    pub font: &'a FontId,
    /// The widest a row may be, in points.
    pub most: f32,
    /// What was looked up before.
    pub widths: &'a mut Widths,
}

/// Widths that were looked up.
#[derive(Debug, Default)]
pub struct Widths {
    table: Vec<f32>,
    rare: HashMap<char, f32>,
}

impl Measure<'_, '_> {
    fn width(&mut self, char: char) -> f32 {
        let Measure { fonts, font, widths, .. } = self;
        if widths.table.is_empty() {
            widths.table = vec![f32::NAN; TABLE];
        }
        match widths.table.get_mut(char as usize) {
            Some(width) if width.is_nan() => {
                *width = fonts.glyph_width(font, char);
                *width
            }
            Some(width) => *width,
            None => *widths.rare.entry(char).or_insert_with(|| fonts.glyph_width(font, char)),
        }
    }
}

/// Where the first row of this text ends, and whether a line end ends it.
fn row_end(text: &str, measure: &mut Measure<'_, '_>) -> (usize, bool) {
    let mut wide = 0.0;
    let mut place = 0;
    let mut before = '\n';
    for (count, (at, char)) in text.char_indices().enumerate() {
        if char == '\n' {
            return (at + 1, true);
        }
        if at > 0 && may_part(before, char) {
            place = at;
        }
        let width = measure.width(char);
        wide += width;
        // Blanks hang over the edge. An accent goes with its letter, and what a joiner joins is one sign.
        let is_over = wide > measure.most && width > 0.0 && !char.is_whitespace() && before != JOINER;
        if at > 0 && (is_over || count >= MOST) {
            return (if place > 0 && count < MOST { place } else { at }, false);
        }
        before = char;
    }
    (text.len(), false)
}

const JOINER: char = '\u{200d}';

/// Whether a row may end between these two characters.
fn may_part(before: char, after: char) -> bool {
    let is_blank = |char: char| char.is_whitespace() && !matches!(char, '\u{a0}' | '\u{202f}' | '\u{2060}');
    if is_blank(after) || is_bound(after) || before == JOINER || opens(before) || closes(after) {
        return false;
    }
    if is_blank(before) {
        return true;
    }
    // Which of the two a straight quote is, nobody knows.
    if is_straight(before) || is_straight(after) {
        return false;
    }
    before == '-' && after.is_alphabetic() || is_broad(before) || is_broad(after) || closes(before) && opens(after)
}

fn is_straight(char: char) -> bool {
    matches!(char, '"' | '\'' | '＂' | '＇')
}

/// Characters that belong to the one before.
fn is_bound(char: char) -> bool {
    matches!(char, JOINER | '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{20d0}'..='\u{20f0}'
        | '\u{3099}' | '\u{309a}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{e0020}'..='\u{e007f}')
}

/// Characters between which a row may end although there is no blank: hanzi, kana, hangul, full-width forms, emoji.
fn is_broad(char: char) -> bool {
    matches!(char, '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}'
        | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3ffff}')
        || matches!(char, '…' | '—')
}

/// Signs that do not begin a row.
fn closes(char: char) -> bool {
    "，。、！？；：”’）》」』】〉〕〗〙〛〞〟｝］｠»›％‰℃°…‥—·・～〜.,!?:;)]}%｡､｣･．ー々〻ゝゞヽヾ゛゜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
        .contains(char)
}

/// Signs that do not end a row.
fn opens(char: char) -> bool {
    "“‘（《「『【〈〔〖〘〚〝｛［｟｢«‹([{￥＄$¥£€".contains(char)
}
