//! The text box on the screen: what is in sight of it, the pointer, the cursor, and what a screen reader is told.

use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::{Action as Ask, ActionRequest, Role};
use egui::emath::TSTransform;
use egui::output::IMEOutput;
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::text_selection::accesskit_text::update_accesskit_for_text_widget;
use egui::text_selection::visuals::{paint_text_cursor, paint_text_selection};
use egui::{
    CursorIcon, Event, Galley, IMEPurpose, PointerButton, Pos2, Rect, Response, RichText, Sense, Ui, WidgetInfo,
    WidgetText, vec2,
};

use crate::ui::document::paper::editor::{Editor, Grain, rects};
use crate::ui::document::paper::{steps, text_id};
use crate::ui::shell::theme;
use crate::ui::shell::theme::COLUMN;
use crate::words::{Lang, document as words};

/// Between the edge and the text, in points.
const SIDE: f32 = 32.0;
const TOP: f32 = 16.0;
const BOTTOM: f32 = 24.0;
/// Presses so near to each other, in points, are one after the other at the same place.
const NEAR: f32 = 6.0;
/// A screen reader is told the whole text up to so many bytes, of a longer one what is in sight.
const TOLD: usize = 1 << 18;

/// The text box as it was shown.
pub struct ShownText {
    /// The pointer, and whether the text has changed.
    pub response: Response,
    /// Where the text begins.
    pub at: Pos2,
    /// The widest a row may be, in points.
    pub width: f32,
    galley: Arc<Galley>,
    corner: Pos2,
    /// The bytes in sight.
    pub(super) bytes: Range<usize>,
}

impl ShownText {
    /// Where bytes of the text stand, as far as they are in sight.
    pub fn rects(&self, text: &str, bytes: &Range<usize>) -> Vec<Rect> {
        let chars = self.char(text, bytes.start)..self.char(text, bytes.end);
        rects(&self.galley, self.corner, &chars)
    }

    /// The character in what is in sight; the nearest.
    fn char(&self, text: &str, byte: usize) -> usize {
        let byte = text.floor_char_boundary(byte.clamp(self.bytes.start, self.bytes.end));
        text[self.bytes.start..byte].chars().count()
    }
}

impl Editor {
    /// Takes in what was done to the text elsewhere.
    pub(super) fn prepare(&mut self, ui: &Ui, text: &str) {
        // By this egui knows that who has the keyboard here writes.
        if TextEditState::load(ui.ctx(), text_id()).is_none() {
            TextEditState::default().store(ui.ctx(), text_id());
        }
        self.sync(ui, text, width(ui));
    }

    /// Shows the text box, which is prepared. `below` paints what lies below the letters.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        lang: Lang,
        text: &mut String,
        viewport: Rect,
        below: impl FnOnce(&Ui, &mut Editor, &str, &ShownText),
    ) -> ShownText {
        let width = width(ui);
        let before = (self.anchor, self.cursor);
        let page = ((viewport.height() / self.height) as usize).saturating_sub(1).max(1);
        let mut has_changed = ui.is_enabled() && self.events(ui, text, page);

        let height = self.rows.len() as f32 * self.height + TOP + BOTTOM;
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height.max(viewport.height())));
        let at = rect.min + vec2(((rect.width() - width) / 2.0).floor().max(SIDE), TOP);
        let is_touch = ui.input(|input| input.has_touch_screen()) && !ui.memory(|memory| memory.has_focus(text_id()));
        let sense = if is_touch { Sense::click() } else { Sense::click_and_drag() };
        let mut response = ui.interact(rect, text_id(), sense);
        has_changed |= ui.is_enabled() && self.point(ui, text, &response, at);
        if has_changed {
            response.mark_changed();
        }

        let clip = ui.clip_rect();
        let row = |y: f32| ((y - at.y) / self.height).max(0.0) as usize;
        let first = row(clip.top()).min(self.rows.len() - 1);
        let last = (row(clip.bottom()) + 1).clamp(first + 1, self.rows.len());
        let bytes = self.rows.range(first).start..self.rows.range(last - 1).end;
        let galley = Arc::new(self.set_rows(ui, text, first..last));
        let corner = at + vec2(0.0, first as f32 * self.height);
        let mut shown = ShownText { response, at, width, galley, corner, bytes };
        self.shown = Some((shown.galley.clone(), shown.bytes.start));
        below(ui, self, text, &shown);
        let has_moved = has_changed || before != (self.anchor, self.cursor);
        self.paint(ui, lang, text, &mut shown, has_moved);
        self.tell(ui, lang, text, &shown);
        shown
    }

    fn paint(&self, ui: &Ui, lang: Lang, text: &str, shown: &mut ShownText, has_moved: bool) {
        let palette = theme::palette(ui);
        if text.is_empty() {
            let hint = RichText::new(words::TEXT_HINT.get(lang)).size(self.letters).color(palette.faint);
            let hint = WidgetText::from(hint);
            let hint = hint.into_galley(ui, Some(egui::TextWrapMode::Wrap), shown.width, egui::TextStyle::Body);
            ui.painter().galley(shown.at, hint, palette.faint);
        }
        let has_focus = ui.memory(|memory| memory.has_focus(text_id()));
        let mut galley = shown.galley.clone();
        if has_focus && self.composing.is_none() {
            paint_text_selection(&mut galley, ui.visuals(), &self.in_sight(text, shown), None);
        }
        ui.painter().galley(shown.corner, galley, palette.ink);
        if !has_focus {
            return;
        }
        if let Some(composing) = &self.composing {
            let underline = |range: &Range<usize>, width: f32| {
                for rect in shown.rects(text, range) {
                    ui.painter().hline(rect.x_range(), rect.bottom() - 2.0, (width, palette.ink));
                }
            };
            underline(&composing.range, 1.0);
            composing.active.iter().for_each(|active| underline(active, 2.0));
        }
        let cursor = self.cursor_rect(ui, text, shown.at);
        let is_dragged = ui.is_being_dragged(text_id());
        if has_moved || is_dragged {
            ui.scroll_to_rect(cursor, None);
        }
        if is_dragged && !ui.clip_rect().contains_rect(cursor) {
            ui.request_repaint();
        }
        if ui.input(|input| input.focused) && self.composing.is_none() {
            paint_text_cursor(ui, ui.painter(), cursor, 0.0);
        }
        if ui.memory(|memory| memory.owns_ime_events(text_id())) {
            let to_global = ui.ctx().layer_transform_to_global(ui.layer_id()).unwrap_or_default();
            let ime = IMEOutput {
                purpose: IMEPurpose::Normal,
                rect: to_global * ui.clip_rect(),
                cursor_rect: to_global * cursor,
                should_interrupt_composition: false,
            };
            ui.output_mut(|output| output.ime = Some(ime));
        }
    }

    /// What is chosen of what is in sight, in characters.
    fn in_sight(&self, text: &str, shown: &ShownText) -> CCursorRange {
        let cursor = |byte| CCursor { index: shown.char(text, byte).into(), prefer_next_row: byte < shown.bytes.end };
        CCursorRange { primary: cursor(self.cursor), secondary: cursor(self.anchor), h_pos: None }
    }

    /// Tells screen readers what stands here.
    fn tell(&self, ui: &Ui, lang: Lang, text: &str, shown: &ShownText) {
        let told = if text.len() <= TOLD { text } else { &text[shown.bytes.clone()] };
        let hint = words::TEXT_HINT.get(lang);
        shown.response.widget_info(|| WidgetInfo::text_edit(ui.is_enabled(), told, told, hint));
        ui.ctx().accesskit_node_builder(text_id(), |node| {
            node.set_role(Role::MultilineTextInput);
            node.set_label(words::TEXT.get(lang));
            node.add_action(Ask::SetValue);
            node.add_action(Ask::ReplaceSelectedText);
        });
        let has_focus = ui.memory(|memory| memory.has_focus(text_id()));
        let chosen = has_focus.then(|| self.in_sight(text, shown));
        let at = TSTransform::from_translation(shown.corner.to_vec2());
        update_accesskit_for_text_widget(ui.ctx(), text_id(), chosen, at, &shown.galley);
    }

    /// Chooses what a screen reader asks for; it knows what was in sight.
    pub(super) fn choose_as_asked(&mut self, ui: &Ui, text: &str, event: &Event, request: &ActionRequest) {
        let Some((galley, start)) = self.shown.clone() else { return };
        let mut range = CCursorRange::default();
        if request.action == Ask::SetTextSelection && range.on_event(ui.os(), event, &galley, text_id()) {
            let byte = |cursor: CCursor| start + steps::byte_of(text.get(start..).unwrap_or_default(), cursor.index.0);
            self.go(byte(range.secondary), false);
            self.go(byte(range.primary), true);
        }
    }

    /// What the pointer does. Whether that changed the text.
    fn point(&mut self, ui: &Ui, text: &mut String, response: &Response, at: Pos2) -> bool {
        if response.hovered() {
            ui.set_cursor_icon(CursorIcon::Text);
            ui.output_mut(|output| output.mutable_text_under_cursor = true);
        }
        if response.contains_pointer()
            && let Some((pos, pasted)) = ui.input(|input| {
                input.events.iter().find_map(|event| match event {
                    Event::MiddleClickPaste { pos, text } => Some((*pos, text.clone())),
                    _ => None,
                })
            })
        {
            let (byte, _) = self.byte_at(ui, text, pos - at);
            ui.memory_mut(|memory| memory.request_focus(text_id()));
            ui.request_repaint();
            return self.replace(ui, text, byte..byte, &pasted);
        }
        let Some(pos) = response.interact_pointer_pos() else { return false };
        let (shift, pressed, now) =
            ui.input(|input| (input.modifiers.shift, input.pointer.button_pressed(PointerButton::Primary), input.time));
        let (byte, at_end) = self.byte_at(ui, text, pos - at);
        if pressed && response.hovered() {
            // By the release, egui's own count would come too late for who goes on to drag.
            let delay = ui.ctx().options(|options| options.input_options.max_double_click_delay);
            let is_again = self.pressed.is_some_and(|(then, there)| now - then <= delay && there.distance(pos) < NEAR);
            self.grain = match (is_again, self.grain) {
                (true, Grain::Sign) => Grain::Word,
                (true, _) => Grain::Line,
                (false, _) => Grain::Sign,
            };
            self.pressed = Some((now, pos));
            self.first = if shift { self.anchor..self.anchor } else { unit(text, byte, self.grain) };
            self.drag_to(text, byte);
            self.at_end = at_end && self.grain == Grain::Sign;
            self.history.rest();
        } else if response.dragged_by(PointerButton::Primary) {
            self.drag_to(text, byte);
            self.at_end = at_end && self.grain == Grain::Sign;
        } else if !response.clicked() {
            return false;
        }
        if self.composing.take().is_some() {
            ui.memory_mut(|memory| memory.interrupt_ime());
        }
        ui.memory_mut(|memory| memory.request_focus(text_id()));
        false
    }

    /// Chooses from where the drag began, in whole words or lines where it began with one.
    fn drag_to(&mut self, text: &str, byte: usize) {
        let unit = unit(text, byte, self.grain);
        let first = self.first.clone();
        let is_back = unit.start < first.start;
        self.go(if is_back { first.end } else { first.start }, false);
        self.go(if is_back { unit.start } else { unit.end.max(first.end) }, true);
    }
}

/// The widest a row may be, in points.
fn width(ui: &Ui) -> f32 {
    (ui.available_width() - 2.0 * SIDE).clamp(24.0, COLUMN)
}

/// The word or line at a place.
fn unit(text: &str, byte: usize, grain: Grain) -> Range<usize> {
    match grain {
        Grain::Sign => byte..byte,
        Grain::Word => steps::word(text, byte),
        Grain::Line => steps::line(text, byte),
    }
}
