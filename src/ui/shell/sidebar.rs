//! The region at the left: a new document, what is kept, the queue; below them the account and the settings.

use egui::{Align, Atom, AtomExt as _, Button, Layout, Rect, RichText, Ui, UiBuilder, Vec2, vec2};

use crate::engine::Account;
use crate::store::Settings;
use crate::ui::account::{AccountDraft, TokenState};
use crate::ui::document::DocumentAction;
use crate::ui::library::{leave_title, library_ui};
use crate::ui::model::Model;
use crate::ui::queue::queue_ui;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::keys::Shortcut;
use crate::ui::shell::regions::{Region, toggle_ui};
use crate::ui::shell::theme::{BAR, CONTROL, GAP, ROUND};
use crate::ui::shell::{keys, theme, widgets};
use crate::ui::{Action, Side, View};
use crate::words::outside::label;
use crate::words::{Class, Lang, account, document, library, shell as words};

/// Height of an entry at the bottom, in points.
const ENTRY: f32 = 36.0;

/// The region; whether it is to be hidden, and what is wanted.
pub fn sidebar_ui(ui: &mut Ui, model: &mut Model, view: &mut View) -> (bool, Option<Action>) {
    let lang = model.lang();
    let all = ui.available_rect_before_wrap();
    let full = all.with_max_x(all.right() - widgets::SCROLL_ROOM);
    let (top, rest) = full.split_top_bottom_at_y(full.top() + BAR);
    let (middle, bottom) = rest.split_top_bottom_at_y((rest.bottom() - 2.0 * ENTRY - 2.0 * GAP).max(rest.top()));

    let mut top_ui = child(ui, top, Layout::left_to_right(Align::Center));
    brand(&mut top_ui);
    let hide = |ui: &mut Ui| toggle_ui(ui, lang, Region::Left, true);
    let is_hidden = top_ui.with_layout(Layout::right_to_left(Align::Center), hide).inner;

    let mut middle_ui = child(ui, middle.with_max_x(all.right()), Layout::top_down(Align::Min));
    middle_ui.set_clip_rect(middle.with_max_x(all.right()).expand(2.0).intersect(ui.clip_rect()));
    let wish = middle_ui.scope(|ui| contents_ui(ui, lang, model, view)).inner;

    let mut bottom_ui = child(ui, bottom, Layout::top_down(Align::Min));
    bottom_ui.spacing_mut().item_spacing.y = 0.0;
    bottom_ui.add_space(GAP / 2.0);
    account_entry(&mut bottom_ui, lang, model, view);
    let hint = keys::hint(bottom_ui.ctx(), words::SETTINGS.get(lang), Shortcut::Settings);
    if entry(&mut bottom_ui, Icon::Settings, words::SETTINGS.get(lang), None).on_hover_text(hint).clicked() {
        view.settings = !view.settings;
    }
    ui.advance_cursor_after_rect(all);
    (is_hidden, wish)
}

fn child(ui: &mut Ui, rect: Rect, layout: Layout) -> Ui {
    ui.new_child(UiBuilder::new().max_rect(rect).layout(layout))
}

/// A new document; then what is kept, or the queue.
fn contents_ui(ui: &mut Ui, lang: Lang, model: &mut Model, view: &mut View) -> Option<Action> {
    let new = widgets::inset(ui, |ui| {
        let button =
            Button::new((Icon::Plus.atom(), document::NEW.get(lang))).min_size(vec2(ui.available_width(), 36.0));
        let hint = keys::hint(ui.ctx(), document::NEW.get(lang), Shortcut::New);
        let new = ui.add(button).on_hover_text(hint).clicked();
        ui.add_space(GAP / 2.0);
        let tabs = [(Side::Library, library::LIBRARY_TAB.get(lang).to_owned()), (Side::Queue, model.queue.tab(lang))];
        widgets::segmented(ui, &mut view.side, &tabs);
        new
    });
    let is_naming = view.library.renaming.is_some();
    view.library.is_title_shown = false;
    let wish = match view.side {
        Side::Library => library_ui(ui, model, view),
        Side::Queue => queue_ui(ui, lang, &model.queue, &mut view.queue),
    };
    let is_left = is_naming && !view.library.is_title_shown;
    let left = is_left.then(|| leave_title(&model.library.takes, &mut view.library)).flatten();
    new.then_some(Action::Document(DocumentAction::New)).or(wish).or(left)
}

fn brand(ui: &mut Ui) {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(26.0), egui::Sense::hover());
    ui.painter().rect_filled(rect, ROUND, palette.accent);
    Icon::Voice.paint(ui.painter(), rect.shrink(5.0), palette.on_accent);
    ui.label(RichText::new("朗声").heading().color(palette.ink));
    ui.label(RichText::new("Langsheng").small().color(palette.soft));
}

/// The account in use; a dot says whether it can speak.
fn account_entry(ui: &mut Ui, lang: Lang, model: &Model, view: &mut View) {
    let palette = theme::palette(ui);
    let name = account_name(lang, &model.settings);
    let is_refused = model.voices.failure.as_ref().is_some_and(|failure| failure.class == Class::Token);
    let (dot, state) = match (model.is_demo(), &model.account.token) {
        (false, TokenState::Present(_)) if is_refused => (palette.bad, account::ACCOUNT_REFUSED),
        (true, _) | (_, TokenState::Present(_)) => (palette.accent, account::ACCOUNT_READY),
        (_, TokenState::Unknown) => (palette.faint, account::ACCOUNT_LOADING),
        (_, TokenState::Absent) => (palette.warn, account::ACCOUNT_LACKS_TOKEN),
    };
    let response = entry(ui, Icon::Person, &name, Some(dot));
    let response = response.on_hover_text(account::ACCOUNT_HINT.with("state", state.get(lang)).get(lang));
    let enabled = ui.is_enabled();
    let label = format!("{}: {name}", account::ACCOUNT.get(lang));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &label));
    if response.clicked() {
        view.account = Some(AccountDraft::new(&model.settings));
    }
}

/// An entry as wide as the region: an icon, a word, and a light at its end.
fn entry(ui: &mut Ui, icon: Icon, name: &str, light: Option<egui::Color32>) -> egui::Response {
    let light = Atom::paint(Vec2::splat(8.0), move |ui, args| {
        if let Some(color) = light {
            ui.painter().circle_filled(args.rect.center(), 4.0, color);
        }
    });
    let words = RichText::new(name).color(theme::palette(ui).ink);
    let button = Button::new((icon.atom(), words.atom_shrink(true), Atom::grow(), light));
    let button = button.frame_when_inactive(false).truncate().min_size(vec2(ui.available_width(), ENTRY.max(CONTROL)));
    ui.add(button)
}

/// What the account in use is called.
pub fn account_name(lang: Lang, settings: &Settings) -> String {
    match settings.account.as_str() {
        Account::DEMO => account::DEMO_ACCOUNT.get(lang).to_owned(),
        name => label(name).into_owned(),
    }
}
