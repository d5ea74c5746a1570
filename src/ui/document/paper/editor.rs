//! The text as it is set on the screen: of a text of any length, letters are set only for the rows in sight. egui's own text
//! box sets all of it, at a hundred bytes and more for each letter, and keeps whole copies for undoing.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::{FontsView, LayoutJob, TextFormat};
use egui::text::CCursor;
use egui::{FontId, Galley, Pos2, Rect, Ui, pos2, vec2};

use crate::ui::document::paper::directives::{KnownPrefixes, colors};
use crate::ui::document::paper::history::EditHistory;
use crate::ui::document::paper::rows::{Measure, Rows, Splice, Widths};
use crate::ui::document::paper::steps;
use crate::ui::shell::theme;
use crate::ui::shell::theme::LINE_HEIGHT;

/// What an input method is composing.
#[derive(Debug)]
pub struct Composing {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// The part it is busy with.
    pub active: Option<Range<usize>>,
}

/// What a drag chooses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grain {
    /// Characters.
    #[default]
    Sign,
    /// Words.
    Word,
    /// Lines.
    Line,
}

/// What the rows were measured with.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Setting {
    width: f32,
    pixels_per_point: f32,
    /// Widths of three letters: other fonts have others.
    letters: [f32; 3],
}

/// The text box: its rows, its cursor, and what was done.
#[derive(Debug, Default)]
pub struct Editor {
    /// The text that the rows are about.
    known: String,
    /// Rises with each change of it.
    pub(super) edition: u64,
    pub(super) rows: Rows,
    widths: Widths,
    setting: Option<Setting>,
    /// Size of the letters, in points.
    pub letters: f32,
    /// Whether Tab is for the list of names at the cursor.
    pub(super) takes_tab: bool,
    /// Whether prefixes and pauses are none of the text, so that they have a colour.
    pub directives: bool,
    /// The prefixes that have a colour.
    pub prefixes: KnownPrefixes,
    /// Height of a row in points, a whole number of pixels.
    pub(super) height: f32,
    /// Where the choice began, in bytes.
    pub(super) anchor: usize,
    /// Where it ends: where one writes.
    pub(super) cursor: usize,
    /// Whether the cursor stands after the end of a row, not before the next, where the two are one place.
    pub(super) at_end: bool,
    /// How far to the right the cursor wants to be while it goes through rows, in points.
    pub(super) goal: Option<f32>,
    pub(super) composing: Option<Composing>,
    pub(super) history: EditHistory,
    /// What was done to the text here since somebody has asked.
    pub(super) changes: Vec<Splice>,
    pub(super) grain: Grain,
    /// When and where the pointer was pressed last.
    pub(super) pressed: Option<(f64, Pos2)>,
    /// The word or line with which a drag began.
    pub(super) first: Range<usize>,
    /// What was set in the last frame, for screen readers that ask about it, and its first byte.
    pub(super) shown: Option<(Arc<Galley>, usize)>,
}

impl Editor {
    /// The letters of the text.
    fn font(&self) -> FontId {
        FontId::proportional(self.letters)
    }

    /// Makes the rows those of this text at this width, in points.
    pub(super) fn sync(&mut self, ui: &Ui, text: &str, width: f32) {
        let font = self.font();
        let pixels_per_point = ui.pixels_per_point();
        ui.fonts_mut(|fonts| {
            let letters = ['“', 'W', '中'].map(|letter| fonts.glyph_width(&font, letter));
            let setting = Setting { width, pixels_per_point, letters };
            let height = LINE_HEIGHT * self.letters;
            self.height = (height * pixels_per_point).round().max(1.0) / pixels_per_point;
            let change = Splice::between(&self.known, text);
            self.edition += u64::from(change.is_some());
            if let Some(change) = change {
                match self.setting {
                    // The text with which the window opens is nothing that was done.
                    None => (self.cursor, self.anchor) = (text.len(), text.len()),
                    Some(_) => {
                        let old = &self.known[change.at..change.at + change.old];
                        self.history.rest();
                        self.history.note(change.at, old, &text[change.at..change.at + change.new], 0.0);
                        self.history.rest();
                    }
                }
                self.composing = None;
                self.goal = None;
            }
            if self.setting != Some(setting) {
                self.setting = Some(setting);
                self.widths = Widths::default();
                text.clone_into(&mut self.known);
                let mut measure = Measure { fonts, font: &font, most: width, widths: &mut self.widths };
                self.rows.set(text, &mut measure);
            } else if let Some(change) = change {
                self.follow_with(fonts, text, change);
            }
        });
        let clamp = |at: usize| text.floor_char_boundary(at.min(text.len()));
        (self.anchor, self.cursor) = (clamp(self.anchor), clamp(self.cursor));
    }

    /// Notes that the text has changed, and measures what that touches.
    pub(super) fn follow(&mut self, ui: &Ui, text: &str, change: Splice) {
        // What was replaced by much of the same, as by a paste over everything, has changed only in between.
        let (old, new) = (&self.known[change.at..change.at + change.old], &text[change.at..change.at + change.new]);
        let least = Splice::between(old, new).map(|least| Splice { at: change.at + least.at, ..least });
        self.changes.extend(least);
        ui.fonts_mut(|fonts| self.follow_with(fonts, text, change));
        self.edition += 1;
    }

    fn follow_with(&mut self, fonts: &mut FontsView<'_>, text: &str, change: Splice) {
        let font = self.font();
        self.known.replace_range(change.at..change.at + change.old, &text[change.at..change.at + change.new]);
        if self.known.capacity() / 4 > self.known.len() {
            self.known.shrink_to_fit();
        }
        let most = self.setting.map_or(f32::INFINITY, |setting| setting.width);
        let mut measure = Measure { fonts, font: &font, most, widths: &mut self.widths };
        self.rows.splice(text, change, &mut measure);
    }

    /// Puts words in place of a range, and the cursor after them.
    pub(super) fn splice(&mut self, ui: &Ui, text: &mut String, range: Range<usize>, words: &str) {
        text.replace_range(range.clone(), words);
        if text.capacity() / 4 > text.len() {
            text.shrink_to_fit();
        }
        self.follow(ui, text, Splice { at: range.start, old: range.len(), new: words.len() });
        self.go(range.start + words.len(), false);
    }

    /// Puts words in place of a range, as a step of its own. Whether that changed anything.
    pub(super) fn replace_alone(&mut self, ui: &Ui, text: &mut String, range: Range<usize>, words: &str) -> bool {
        self.history.rest();
        let has_changed = self.replace(ui, text, range, words);
        self.history.rest();
        has_changed
    }

    /// The byte at which one writes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts the cursor somewhere. With `keep`, what lies between is chosen.
    pub(super) fn go(&mut self, byte: usize, keep: bool) {
        self.cursor = byte;
        self.at_end = false;
        self.goal = None;
        if !keep {
            self.anchor = byte;
        }
    }

    /// What is chosen, in bytes.
    pub fn chosen(&self) -> Range<usize> {
        self.anchor.min(self.cursor)..self.anchor.max(self.cursor)
    }

    /// The row of the cursor.
    pub(super) fn row(&self) -> usize {
        let row = self.rows.at(self.cursor);
        let is_between = self.at_end && row > 0 && self.rows.range(row).start == self.cursor;
        row - usize::from(is_between)
    }

    /// Where the cursor stands, of a text that begins at `at`.
    pub(super) fn cursor_rect(&self, ui: &Ui, text: &str, at: Pos2) -> Rect {
        let row = self.row();
        let place = at + vec2(self.x_of(ui, text, self.cursor, row), row as f32 * self.height);
        Rect::from_min_size(place, vec2(0.0, self.height))
    }

    /// The bytes of a row, without its line end.
    pub(super) fn row_bytes(&self, text: &str, row: usize) -> Range<usize> {
        let Range { start, end } = self.rows.range(row);
        start..end - usize::from(text[start..end].ends_with('\n'))
    }

    /// One row, set.
    fn set(&self, ui: &Ui, text: &str, row: usize) -> Arc<Galley> {
        let bytes = self.row_bytes(text, row);
        let mut job = LayoutJob { keep_trailing_whitespace: true, ..LayoutJob::default() };
        job.wrap.max_width = f32::INFINITY;
        let format = |color| TextFormat { line_height: Some(self.height), ..TextFormat::simple(self.font(), color) };
        let ink = theme::palette(ui).ink;
        let mut at = bytes.start;
        let colors = if self.directives { colors(ui, text, &bytes, &self.prefixes) } else { Vec::new() };
        for (part, color) in colors {
            if part.start > at {
                job.append(&text[at..part.start], 0.0, format(ink));
            }
            job.append(&text[part.clone()], 0.0, format(color));
            at = part.end;
        }
        if at < bytes.end || job.sections.is_empty() {
            job.append(&text[at..bytes.end], 0.0, format(ink));
        }
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    }

    /// Several rows, set.
    pub(super) fn set_rows(&self, ui: &Ui, text: &str, rows: Range<usize>) -> Galley {
        let galleys: Vec<_> = rows.clone().map(|row| self.set(ui, text, row)).collect();
        let bytes = self.rows.range(rows.start).start..self.rows.range(rows.end.saturating_sub(1)).end;
        // Painted is only what has a section.
        let job = LayoutJob::simple(text[bytes].to_owned(), self.font(), theme::palette(ui).ink, f32::INFINITY);
        let mut galley = Galley::concat(Arc::new(job), &galleys, ui.pixels_per_point());
        let last = rows.len().saturating_sub(1);
        for (place, (row, set)) in rows.zip(&mut galley.rows).enumerate() {
            set.ends_with_newline = place < last && text[self.rows.range(row)].ends_with('\n');
            set.pos.y = place as f32 * self.height;
        }
        galley
    }

    /// How far to the right a byte of a row stands, in points.
    pub(super) fn x_of(&self, ui: &Ui, text: &str, byte: usize, row: usize) -> f32 {
        let start = self.rows.range(row).start;
        let char = text[start..byte.max(start)].chars().count();
        self.set(ui, text, row).pos_from_cursor(CCursor::new(char)).min.x
    }

    /// The byte of a row that far to the right, and whether that is after its end.
    pub(super) fn byte_in_row(&self, ui: &Ui, text: &str, row: usize, x: f32) -> (usize, bool) {
        let bytes = self.row_bytes(text, row);
        let char = self.set(ui, text, row).cursor_from_pos(vec2(x, self.height / 2.0)).index.0;
        let byte = bytes.start + steps::byte_of(&text[bytes.clone()], char);
        (byte, byte == bytes.end && byte > bytes.start)
    }

    /// The byte at a place, in points from where the text begins, and whether that is after the end of its row.
    pub(super) fn byte_at(&self, ui: &Ui, text: &str, place: egui::Vec2) -> (usize, bool) {
        let row = ((place.y / self.height).max(0.0) as usize).min(self.rows.len() - 1);
        self.byte_in_row(ui, text, row, place.x)
    }

    /// What stands between two bytes, at most: from the first row to the last, in points from where the text begins.
    pub(super) fn extent(&self, bytes: &Range<usize>, width: f32) -> Rect {
        let first = self.rows.at(bytes.start);
        let last = self.rows.at(bytes.end.saturating_sub(1)).max(first);
        let y = |row: usize| row as f32 * self.height;
        Rect::from_min_max(pos2(0.0, y(first)), pos2(width, y(last + 1)))
    }
}

/// Where these characters of a galley stand: one rectangle for each row.
pub(super) fn rects(galley: &Galley, at: Pos2, chars: &Range<usize>) -> Vec<Rect> {
    let mut rects = Vec::new();
    let mut begin = 0;
    for row in &galley.rows {
        if begin >= chars.end {
            break;
        }
        let next = begin + row.char_count_including_newline().0;
        if next > chars.start {
            let last = row.char_count_excluding_newline().0;
            let column = |char: usize| row.x_offset(char.saturating_sub(begin).min(last).into());
            let (left, right) = (column(chars.start), column(chars.end));
            if right > left {
                let corner = at + row.pos.to_vec2();
                rects.push(Rect::from_min_max(corner + vec2(left, 0.0), corner + vec2(right, row.size.y)));
            }
        }
        begin = next;
    }
    rects
}
