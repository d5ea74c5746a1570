//! The paper: the text box, with the sentence that is heard marked in it, and what can be done with a sentence.

use egui::text::CCursor;
use egui::{
    Align, CornerRadius, CursorIcon, Galley, Id, Key, KeyboardShortcut, Layout, Margin, Modifiers, Popup, Pos2, Rect,
    RichText, ScrollArea, Shape, TextEdit, Ui, vec2,
};

use super::icons::Icon;
use super::theme::{self, READING_LEADING, READING_SIZE};
use super::{Action, MoveAction, Paper, tools, widgets};
use crate::audio::take::Take;
use crate::ui::model::Reading;
use crate::words::{Lang, moving, ui as words};

/// Names the text box, so that shortcuts know whether it has the keyboard.
pub fn text_id() -> Id {
    Id::unique("text")
}

/// What is read aloud from the text on screen.
pub struct Heard<'a> {
    /// The take.
    pub take: &'a Take,
    /// Its text.
    pub reading: &'a Reading,
    /// The sentence that is heard, while one is.
    pub sentence: Option<usize>,
    /// Whether something of it can be asked for again now.
    pub can_redo: bool,
}

/// The text box. `heard` is there only where what is heard was made of this very text.
pub fn paper_ui(
    ui: &mut Ui,
    lang: Lang,
    text: &mut String,
    heard: Option<Heard<'_>>,
    paper: &mut Paper,
    follow: &mut bool,
) -> Option<Action> {
    let palette = theme::palette(ui);
    let shown = ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().extra_text_line_spacing = READING_LEADING;
        let hint = RichText::new(words::TEXT_HINT.get(lang)).size(READING_SIZE).color(palette.faint);
        let edit = TextEdit::multiline(text)
            .id(text_id())
            .font(egui::FontId::proportional(READING_SIZE))
            .frame(egui::Frame::new().inner_margin(Margin { left: 20, right: 20, top: 10, bottom: 16 }))
            .desired_width(f32::INFINITY)
            .return_key(KeyboardShortcut::new(Modifiers::NONE, Key::Enter))
            .hint_text(hint)
            .min_size(ui.available_size());
        // The mark lies below the letters, but where it lies is known only when they are set.
        let below = ui.painter().add(Shape::Noop);
        let output = ui.with_layout(Layout::top_down_justified(Align::Min), |ui| edit.show(ui)).inner;
        let response = output.response.response;
        // The name goes to the screen reader; the words on paper are only a hint that vanishes.
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(words::TEXT.get(lang)));
        if ui.is_enabled() && response.changed() {
            return Some(Action::TextEdited);
        }
        let Some(heard) = heard else {
            paper.marked = None;
            return None;
        };
        let set = Set { galley: &output.galley, at: output.galley_pos };
        if let Some(rects) = set.mark(&heard) {
            let bars = rects.iter().map(|rect| Shape::rect_filled(*rect, CornerRadius::same(4), palette.accent_soft));
            ui.painter().set(below, Shape::Vec(bars.collect()));
            scroll(ui, &rects, heard.sentence, paper, *follow);
        } else {
            paper.marked = None;
        }
        sentence_ui(ui, lang, &response, &set, &heard, paper, follow)
    });
    shown.inner
}

/// What one can do with a sentence: hear it by a press with Ctrl, and more from the menu.
fn sentence_ui(
    ui: &Ui,
    lang: Lang,
    response: &egui::Response,
    set: &Set<'_>,
    heard: &Heard<'_>,
    paper: &mut Paper,
    follow: &mut bool,
) -> Option<Action> {
    let mut action = None;
    let is_held = ui.input(|input| input.modifiers.command);
    if is_held && response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    let pressed = || response.interact_pointer_pos().and_then(|pos| heard.reading.at_char(set.char_at(pos)));
    if response.clicked() && is_held {
        action = pressed().map(MoveAction::Sentence);
    }
    if response.secondary_clicked() {
        paper.menu = pressed();
    }
    Popup::context_menu(response).width(260.0).show(|ui| {
        let Some(sentence) = paper.menu else { return ui.close() };
        ui.spacing_mut().item_spacing.y = 2.0;
        let press = ui.ctx().format_modifiers(Modifiers::COMMAND);
        let here = moving::PLAY_FROM_HERE.get(lang);
        if tools::menu_item(ui, Icon::Play, here, &moving::PRESS_WITH.with("key", press).get(lang)).clicked() {
            action = Some(MoveAction::Sentence(sentence));
        }
        ui.add_enabled_ui(heard.can_redo, |ui| {
            let spoken = heard.reading.spoken(sentence).unwrap_or_default();
            let hint = moving::REDO_HINT.get(lang);
            let redo = tools::menu_item(ui, Icon::Again, moving::REDO_SENTENCE.get(lang), "");
            if redo.on_hover_text(hint).clicked() {
                action = Some(MoveAction::Redo(spoken.clone()));
            }
            let segments = &heard.take.header().segments;
            let segment = segments.iter().find(|segment| segment.spoken.contains(&spoken.start));
            let redo = tools::menu_item(ui, Icon::Again, moving::REDO_SEGMENT.get(lang), "");
            if let (true, Some(segment)) = (redo.on_hover_text(hint).clicked(), segment) {
                action = Some(MoveAction::Redo(segment.spoken.clone()));
            }
        });
        ui.separator();
        if widgets::menu_row(ui, *follow, moving::FOLLOW_VOICE.get(lang)).clicked() {
            *follow = !*follow;
        }
    });
    action.map(Action::Move)
}

/// Brings the next sentence into sight where the one before was in sight: who has scrolled away is left alone.
fn scroll(ui: &Ui, rects: &[Rect], sentence: Option<usize>, paper: &mut Paper, follow: bool) {
    let all = rects.iter().fold(Rect::NOTHING, |all, rect| all.union(*rect));
    let sight = ui.clip_rect();
    let is_new = paper.marked != sentence;
    let wanted = std::mem::take(&mut paper.show) || (is_new && follow && (paper.was_seen || paper.marked.is_none()));
    let is_held = ui.input(|input| input.pointer.any_down());
    if wanted && !is_held && !sight.contains_rect(all) {
        let line = rects.first().map_or(0.0, Rect::height);
        ui.scroll_to_rect(all.expand2(vec2(0.0, 2.0 * line)).intersect(tall(all, sight.height())), None);
        paper.was_seen = true;
    } else if !wanted {
        paper.was_seen = sight.intersects(all);
    }
    paper.marked = sentence;
}

/// Of a sentence that is taller than the box, the beginning is shown.
fn tall(all: Rect, height: f32) -> Rect {
    let line = 2.0 * READING_SIZE;
    Rect::from_min_max(Pos2::new(all.left(), all.top() - line), Pos2::new(all.right(), all.top() + height - line))
}

/// The text as it is set on the screen.
struct Set<'a> {
    galley: &'a Galley,
    at: Pos2,
}

impl Set<'_> {
    /// The character at a place.
    fn char_at(&self, pos: Pos2) -> usize {
        let cursor: CCursor = self.galley.cursor_from_pos(pos - self.at);
        cursor.index.0
    }

    /// Where the sentence that is heard stands: one rectangle for each line.
    fn mark(&self, heard: &Heard<'_>) -> Option<Vec<Rect>> {
        let chars = heard.reading.chars(heard.sentence?)?;
        let mut rects = Vec::new();
        let mut begin = 0;
        for row in &self.galley.rows {
            if begin >= chars.end {
                break;
            }
            let next = begin + row.char_count_including_newline().0;
            if next > chars.start {
                let last = row.char_count_excluding_newline().0;
                let column = |char: usize| row.x_offset(char.saturating_sub(begin).min(last).into());
                let (left, right) = (column(chars.start), column(chars.end));
                if right > left {
                    let corner = self.at + row.pos.to_vec2();
                    let min = corner + vec2(left, 0.0);
                    rects.push(Rect::from_min_max(min, corner + vec2(right, row.size.y)).expand2(vec2(2.0, 0.0)));
                }
            }
            begin = next;
        }
        (!rects.is_empty()).then_some(rects)
    }
}
