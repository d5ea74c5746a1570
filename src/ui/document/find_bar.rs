//! The bar over the page in which something is looked for and replaced.

use egui::{Align, Key, Layout, Response, RichText, Ui, vec2};

use crate::ui::document::paper::{FindStep, Finder};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::keys::Shortcut;
use crate::ui::shell::theme::GAP;
use crate::ui::shell::{format, keys, theme, widgets};
use crate::words::{Lang, document as words};

/// Width of a field, in points.
const FIELD: f32 = 220.0;
/// Height of a field, in points.
const FIELD_HEIGHT: f32 = 36.0;

/// Shows the bar. Whether it was closed, so that the text gets the keyboard back.
pub(super) fn find_ui(ui: &mut Ui, lang: Lang, finder: &mut Finder) -> bool {
    let mut closed = false;
    row_ui(ui, |ui| {
        let before = finder.wanted.clone();
        let field = field(ui, &mut finder.wanted, words::FIND.get(lang));
        if std::mem::take(&mut finder.takes_keyboard) {
            field.request_focus();
        }
        if finder.wanted != before {
            finder.step = Some(FindStep::Here);
        }
        if let Some(back) = entered(ui, &field) {
            finder.step = Some(if back { FindStep::Previous } else { FindStep::Next });
        }
        let count = RichText::new(count_of(lang, finder)).color(theme::palette(ui).soft);
        let has_any = finder.count() > 0;
        ui.add_enabled_ui(has_any, |ui| {
            let previous = keys::hint(ui.ctx(), words::FIND_PREVIOUS.get(lang), Shortcut::FindPrevious);
            if widgets::icon_button(ui, Icon::Previous, words::FIND_PREVIOUS.get(lang))
                .on_hover_text(previous)
                .clicked()
            {
                finder.step = Some(FindStep::Previous);
            }
            let next = keys::hint(ui.ctx(), words::FIND_NEXT.get(lang), Shortcut::FindNext);
            if widgets::icon_button(ui, Icon::Next, words::FIND_NEXT.get(lang)).on_hover_text(next).clicked() {
                finder.step = Some(FindStep::Next);
            }
        });
        if widgets::chip(ui, finder.by_case, "Aa", words::MATCH_CASE.get(lang)).clicked() {
            finder.by_case = !finder.by_case;
            finder.step = Some(FindStep::Here);
        }
        ui.add_space(GAP / 2.0);
        ui.label(count);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            closed = widgets::icon_button(ui, Icon::Close, words::CLOSE_FIND.get(lang)).clicked();
            if !finder.replaces && widgets::quiet_button(ui, Icon::Pencil, words::REPLACE_TOO.get(lang)).clicked() {
                finder.replaces = true;
            }
        });
    });
    if finder.replaces {
        ui.add_space(GAP / 2.0);
        row_ui(ui, |ui| {
            let field = field(ui, &mut finder.with, words::REPLACE_WITH.get(lang));
            if entered(ui, &field).is_some() {
                finder.step = Some(FindStep::Replace);
            }
            ui.add_enabled_ui(finder.count() > 0, |ui| {
                if widgets::quiet_button(ui, Icon::Check, words::REPLACE_ONE.get(lang)).clicked() {
                    finder.step = Some(FindStep::Replace);
                }
                if widgets::quiet_button(ui, Icon::Again, words::REPLACE_ALL.get(lang)).clicked() {
                    finder.step = Some(FindStep::ReplaceAll);
                }
            });
        });
    }
    closed
}

/// A row whose fields and buttons have one middle.
fn row_ui(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let row = vec2(ui.available_width(), FIELD_HEIGHT);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), contents);
}

fn field(ui: &mut Ui, text: &mut String, label: &str) -> Response {
    ui.allocate_ui(vec2(FIELD, FIELD_HEIGHT), |ui| widgets::line_edit(ui, text, label, label)).inner
}

/// Whether Enter was pressed in a field, and with Shift; the field keeps the keyboard.
fn entered(ui: &Ui, field: &Response) -> Option<bool> {
    let enter = ui.input(|input| input.key_pressed(Key::Enter).then_some(input.modifiers.shift));
    let entered = enter.filter(|_| field.lost_focus() || field.has_focus());
    if entered.is_some() {
        field.request_focus();
    }
    entered
}

/// `2 of 14`.
fn count_of(lang: Lang, finder: &Finder) -> String {
    let n = format::number(finder.count());
    match (finder.replaced, finder.place()) {
        (Some(replaced), _) => words::REPLACED.with("n", format::number(replaced)).get(lang),
        _ if finder.wanted.is_empty() => String::new(),
        _ if finder.count() == 0 => words::NOT_FOUND.get(lang).to_owned(),
        (None, Some(place)) => words::FOUND_PLACE.with("at", format::number(place)).with("n", n).get(lang),
        (None, None) => words::FOUND.with("n", n).get(lang),
    }
}
