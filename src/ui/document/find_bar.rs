//! The bar over the page in which something is looked for and replaced.

use egui::{Align, Id, Key, Layout, Response, RichText, Ui, vec2};

use crate::ui::document::paper::{FindStep, Finder};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::keys::Shortcut;
use crate::ui::shell::row_ends::RowEnds;
use crate::ui::shell::theme::GAP;
use crate::ui::shell::{format, keys, theme, widgets};
use crate::words::{Lang, document as words};

/// Greatest width of a field, in points.
const FIELD: f32 = 320.0;
/// A bar that is narrower than this, in points, shows icons without words.
const NARROW: f32 = 520.0;
/// Height of a field, in points.
const FIELD_HEIGHT: f32 = 36.0;

/// Shows the bar. Whether it was closed, so that the text gets the keyboard back.
pub(super) fn find_ui(ui: &mut Ui, lang: Lang, finder: &mut Finder) -> bool {
    let is_narrow = ui.available_width() < NARROW;
    let closed = row_ui(ui, "find", |row| {
        let before = finder.wanted.clone();
        let field = field(&mut row.left, &mut finder.wanted, words::FIND.get(lang));
        if std::mem::take(&mut finder.takes_keyboard) {
            field.request_focus();
            widgets::choose_all(&row.left, &field, &finder.wanted);
        }
        if finder.wanted != before {
            finder.step = Some(FindStep::Here);
        }
        if let Some(back) = entered(&row.left, &field) {
            finder.step = Some(if back { FindStep::Previous } else { FindStep::Next });
        }
        steps_ui(&mut row.right, lang, finder, is_narrow)
    });
    if finder.replaces {
        ui.add_space(GAP / 2.0);
        row_ui(ui, "replace", |row| {
            let field = field(&mut row.left, &mut finder.with, words::REPLACE_WITH.get(lang));
            if entered(&row.left, &field).is_some() {
                finder.step = Some(FindStep::Replace);
            }
            row.right.add_enabled_ui(finder.count() > 0, |ui| {
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

/// How often it was found, the steps from place to place, and the cross; whether that was pressed.
fn steps_ui(ui: &mut Ui, lang: Lang, finder: &mut Finder, is_narrow: bool) -> bool {
    ui.label(RichText::new(count_of(lang, finder)).color(theme::palette(ui).soft));
    let has_any = finder.count() > 0;
    ui.add_enabled_ui(has_any, |ui| {
        let mut step = |icon, label: &str, key, step| {
            let hint = keys::hint(ui.ctx(), label, key);
            if widgets::icon_button(ui, icon, label).on_hover_text(hint).clicked() {
                finder.step = Some(step);
            }
        };
        step(Icon::Previous, words::FIND_PREVIOUS.get(lang), Shortcut::FindPrevious, FindStep::Previous);
        step(Icon::Next, words::FIND_NEXT.get(lang), Shortcut::FindNext, FindStep::Next);
    });
    if widgets::chip(ui, finder.by_case, "Aa", words::MATCH_CASE.get(lang)).clicked() {
        finder.by_case = !finder.by_case;
        finder.step = Some(FindStep::Here);
    }
    if !finder.replaces {
        let label = words::REPLACE_TOO.get(lang);
        let button = match is_narrow {
            true => widgets::icon_button(ui, Icon::Pencil, label),
            false => widgets::quiet_button(ui, Icon::Pencil, label),
        };
        finder.replaces = button.clicked();
    }
    widgets::icon_button(ui, Icon::Close, words::CLOSE_FIND.get(lang)).clicked()
}

/// A row whose fields and buttons have one middle.
fn row_ui<R>(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut RowEnds) -> R) -> R {
    let size = vec2(ui.available_width(), FIELD_HEIGHT);
    let row = |ui: &mut Ui| {
        let mut row = RowEnds::of(ui, Id::unique(name));
        let answer = contents(&mut row);
        row.close(ui);
        answer
    };
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), row).inner
}

/// A field as wide as there is room, and no wider than one needs.
fn field(ui: &mut Ui, text: &mut String, label: &str) -> Response {
    let size = vec2(ui.available_width().min(FIELD), FIELD_HEIGHT);
    ui.allocate_ui(size, |ui| widgets::line_edit(ui, text, label, label)).inner
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
