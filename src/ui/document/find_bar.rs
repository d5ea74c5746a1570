//! The bar over the page in which something is looked for and replaced.

use egui::{Align, Id, Key, Layout, Rect, Response, RichText, Sense, Ui, UiBuilder, vec2};

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
    let lines = if finder.replaces { 2.0 } else { 1.0 };
    let step = FIELD_HEIGHT + GAP / 2.0;
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), lines * step - GAP / 2.0), Sense::hover());
    let row = |ui: &mut Ui, line: f32| {
        let at = Rect::from_min_size(area.min + vec2(0.0, line * step), vec2(area.width(), FIELD_HEIGHT));
        ui.new_child(UiBuilder::new().max_rect(at).layout(Layout::left_to_right(Align::Center)))
    };
    // Both fields come first, for they are filled one after the other; only then what is done with them.
    let mut first = row(ui, 0.0);
    let mut find = RowEnds::of(&mut first, Id::unique("find"));
    wanted_ui(&mut find.left, lang, finder);
    let second = finder.replaces.then(|| {
        let mut row = row(ui, 1.0);
        let mut replace = RowEnds::of(&mut row, Id::unique("replace"));
        with_ui(&mut replace.left, lang, finder);
        (row, replace)
    });
    let closed = steps_ui(&mut find.right, lang, finder, is_narrow);
    find.close(&mut first);
    if let Some((mut row, mut replace)) = second {
        replace.right.add_enabled_ui(finder.count() > 0, |ui| replace_ui(ui, lang, finder));
        replace.close(&mut row);
    }
    closed
}

/// What is looked for.
fn wanted_ui(ui: &mut Ui, lang: Lang, finder: &mut Finder) {
    let before = finder.wanted.clone();
    let field = field(ui, &mut finder.wanted, words::FIND.get(lang));
    if std::mem::take(&mut finder.takes_keyboard) {
        field.request_focus();
        widgets::choose_all(ui, &field, &finder.wanted);
    }
    if finder.wanted != before {
        finder.step = Some(FindStep::Here);
    }
    if let Some(back) = entered(ui, &field) {
        finder.step = Some(if back { FindStep::Previous } else { FindStep::Next });
    }
}

/// What takes its place.
fn with_ui(ui: &mut Ui, lang: Lang, finder: &mut Finder) {
    let field = field(ui, &mut finder.with, words::REPLACE_WITH.get(lang));
    if entered(ui, &field).is_some() {
        finder.step = Some(FindStep::Replace);
    }
}

fn replace_ui(ui: &mut Ui, lang: Lang, finder: &mut Finder) {
    if widgets::quiet_button(ui, Icon::Check, words::REPLACE_ONE.get(lang)).clicked() {
        finder.step = Some(FindStep::Replace);
    }
    if widgets::quiet_button(ui, Icon::Again, words::REPLACE_ALL.get(lang)).clicked() {
        finder.step = Some(FindStep::ReplaceAll);
    }
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
