//! Above the takes: what is looked for, in what order, and how much is kept.

use egui::{Id, Key, Popup, RichText, Ui};

use crate::store::{SortBy, StateFilter};
use crate::ui::library::several::sum_line_ui;
use crate::ui::library::{LibraryView, Looking};
use crate::ui::model::Model;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::{format, theme, widgets};
use crate::words::{Lang, library as words, voice};

/// Side of the buttons beside the search, in points.
const SIDE: f32 = 34.0;

/// Shows it; the field of what is looked for comes back.
pub(super) fn head_ui(ui: &mut Ui, lang: Lang, model: &Model, look: &mut LibraryView) -> Id {
    let search = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let width = ui.available_width() - 3.0 * (SIDE + 4.0);
        let field = |ui: &mut Ui| {
            let (search, label) = (&mut look.looking.search, words::SEARCH_TAKES.get(lang));
            let field = widgets::line_edit(ui, search, label, words::SEARCH_SHORT.get(lang));
            if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
                search.clear();
            }
            field.on_hover_text(words::SEARCH_TAKES_HINT.get(lang)).id
        };
        let search = ui.allocate_ui(egui::vec2(width, 36.0), field).inner;
        filter_ui(ui, lang, look);
        sort_ui(ui, lang, &mut look.looking);
        if widgets::icon_button_sized(ui, Icon::Check, words::PICK.get(lang), SIDE).clicked() {
            match look.picking.is_active() {
                true => look.picking.end(),
                false => look.picking.is_open = true,
            }
        }
        search
    });
    if look.picking.is_active() {
        sum_line_ui(ui, lang, look);
    } else {
        space_line_ui(ui, lang, model, look);
    }
    search.inner
}

/// How much is kept, and whether more is.
fn space_line_ui(ui: &mut Ui, lang: Lang, model: &Model, look: &mut LibraryView) {
    let size = size_of(lang, look);
    let over = model.settings.library_budget.and_then(|limit| look.shelf.all_bytes.checked_sub(limit));
    let over = over.filter(|over| *over > 0);
    let palette = theme::palette(ui);
    let left = |ui: &mut Ui| {
        let (shown, color) = match over {
            Some(over) => (words::OVER_BUDGET.with("size", format::bytes(over)).get(lang), palette.warn),
            None => (size, palette.soft),
        };
        ui.spacing_mut().button_padding.x = 4.0;
        let button = egui::Button::new(RichText::new(shown).small().color(color)).frame_when_inactive(false);
        if ui.add(button).on_hover_text(words::SPACE_HINT.get(lang)).clicked() {
            look.space = true;
        }
    };
    ui.horizontal(left);
}

fn size_of(lang: Lang, look: &LibraryView) -> String {
    let size = format::bytes(look.shelf.bytes);
    let (shown, all) = (look.shelf.earlier.len(), look.shelf.documents);
    let is_all = shown == all;
    let all = format::number(all);
    match is_all {
        true => words::ALL_OF.with("all", all).with("size", size).get(lang),
        false => {
            let shown = format::number(shown);
            words::SHOWN_OF.with("n", shown).with("all", all).with("size", size).get(lang)
        }
    }
}

fn filter_ui(ui: &mut Ui, lang: Lang, look: &mut LibraryView) {
    let LibraryView { looking, shelf, .. } = look;
    let is_on = looking.starred || looking.state.is_some() || looking.voice.is_some();
    let button = widgets::icon_button_sized(ui, Icon::Filter, words::FILTER.get(lang), SIDE);
    if is_on {
        let at = button.rect.right_top() + egui::vec2(-8.0, 9.0);
        ui.painter().circle_filled(at, 3.0, theme::palette(ui).accent);
    }
    Popup::menu(&button).width(210.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        if widgets::menu_row(ui, !is_on, words::ALL_TAKES.get(lang)).clicked() {
            (looking.starred, looking.state, looking.voice) = (false, None, None);
        }
        if widgets::menu_row(ui, looking.starred, words::STARRED.get(lang)).clicked() {
            looking.starred = !looking.starred;
        }
        let states = [(StateFilter::Unfinished, words::UNFINISHED), (StateFilter::Damaged, words::ONLY_DAMAGED)];
        for (state, name) in states {
            let is_chosen = looking.state == Some(state);
            if widgets::menu_row(ui, is_chosen, name.get(lang)).clicked() {
                looking.state = (!is_chosen).then_some(state);
            }
        }
        egui::ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
            for (voice, takes) in &shelf.voices {
                let is_chosen = looking.voice.as_ref() == Some(&voice.id);
                let usual = voice::DEFAULT_VOICE.get(lang);
                let name = if voice.name.is_empty() { usual } else { &voice.name };
                let name = format!("{name} ({})", format::number(*takes));
                if widgets::menu_row(ui, is_chosen, &name).clicked() {
                    looking.voice = (!is_chosen).then(|| voice.id.clone());
                }
            }
        });
    });
}

fn sort_ui(ui: &mut Ui, lang: Lang, looking: &mut Looking) {
    let button = widgets::icon_button_sized(ui, Icon::Sort, words::SORT.get(lang), SIDE);
    Popup::menu(&button).width(150.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let orders = [
            (SortBy::Date, words::BY_DATE),
            (SortBy::Length, words::BY_LENGTH),
            (SortBy::Title, words::BY_TITLE),
            (SortBy::Voice, words::BY_VOICE),
            (SortBy::Size, words::BY_SIZE),
        ];
        for (by, name) in orders {
            if widgets::menu_row(ui, looking.by == by, name.get(lang)).clicked() {
                looking.by = by;
            }
        }
        if widgets::menu_row(ui, looking.reversed, words::REVERSED.get(lang)).clicked() {
            looking.reversed = !looking.reversed;
        }
    });
}
