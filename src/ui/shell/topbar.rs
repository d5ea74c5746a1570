//! The bar at the top: the name of the house, the account, the language, the colours.

use egui::{Align, Button, Layout, Popup, RichText, Ui, Vec2, vec2};

use crate::engine::Account;
use crate::store::{Settings, Theme};
use crate::ui::View;
use crate::ui::account::{AccountDraft, TokenState};
use crate::ui::model::Model;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::{CONTROL, ROUND};
use crate::ui::shell::{theme, widgets};
use crate::words::outside::label;
use crate::words::{Class, Lang, account, shell as words};

/// The bar at the top.
pub fn topbar_ui(ui: &mut Ui, model: &mut Model, view: &mut View) {
    let lang = model.lang();
    ui.horizontal_centered(|ui| {
        brand(ui);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            theme_menu(ui, lang, &mut model.settings);
            language_menu(ui, lang, &mut model.settings);
            account_button(ui, lang, model, view);
        });
    });
}

fn brand(ui: &mut Ui) {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(28.0), egui::Sense::hover());
    ui.painter().rect_filled(rect, ROUND, palette.accent);
    Icon::Voice.paint(ui.painter(), rect.shrink(6.0), palette.on_accent);
    ui.label(RichText::new("朗声").heading().color(palette.ink));
    ui.label(RichText::new("Langsheng").color(palette.soft));
}

/// The account in use; a dot says whether it can speak.
fn account_button(ui: &mut Ui, lang: Lang, model: &Model, view: &mut View) {
    let palette = theme::palette(ui);
    let name = account_name(lang, &model.settings);
    let is_refused = model.voices.failure.as_ref().is_some_and(|failure| failure.class == Class::Token);
    let (dot, state) = match (model.is_demo(), &model.account.token) {
        (false, TokenState::Present(_)) if is_refused => (palette.bad, account::ACCOUNT_REFUSED),
        (true, _) | (_, TokenState::Present(_)) => (palette.accent, account::ACCOUNT_READY),
        (_, TokenState::Unknown) => (palette.faint, account::ACCOUNT_LOADING),
        (_, TokenState::Absent) => (palette.warn, account::ACCOUNT_LACKS_TOKEN),
    };
    let light = egui::Atom::paint(Vec2::splat(8.0), move |ui, args| {
        ui.painter().circle_filled(args.rect.center(), 4.0, dot);
    });
    let button = Button::new((Icon::Person.atom(), name.as_str(), light)).min_size(vec2(0.0, CONTROL));
    let response = ui.add(button).on_hover_text(account::ACCOUNT_HINT.with("state", state.get(lang)).get(lang));
    let enabled = ui.is_enabled();
    let label = format!("{}: {name}", account::ACCOUNT.get(lang));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &label));
    if response.clicked() {
        view.account = Some(AccountDraft::new(&model.settings));
    }
}

/// What the account in use is called.
pub fn account_name(lang: Lang, settings: &Settings) -> String {
    match settings.account.as_str() {
        Account::DEMO => account::DEMO_ACCOUNT.get(lang).to_owned(),
        name => label(name).into_owned(),
    }
}

fn language_menu(ui: &mut Ui, lang: Lang, settings: &mut Settings) {
    let button = widgets::icon_button(ui, Icon::Globe, words::LANGUAGE.get(lang));
    Popup::menu(&button).width(170.0).show(|ui| {
        let choices = [(None, words::AS_SYSTEM.get(lang)), (Some(Lang::Zh), "中文"), (Some(Lang::En), "English")];
        choose(ui, &mut settings.language, &choices);
    });
}

fn theme_menu(ui: &mut Ui, lang: Lang, settings: &mut Settings) {
    let icon = match settings.theme {
        Theme::System => Icon::Screen,
        Theme::Light => Icon::Sun,
        Theme::Dark => Icon::Moon,
    };
    let button = widgets::icon_button(ui, icon, words::COLOURS.get(lang));
    Popup::menu(&button).width(170.0).show(|ui| {
        let choices = [
            (Theme::System, words::AS_SYSTEM.get(lang)),
            (Theme::Light, words::LIGHT.get(lang)),
            (Theme::Dark, words::DARK.get(lang)),
        ];
        choose(ui, &mut settings.theme, &choices);
    });
}

/// Rows of which one is marked.
fn choose<T: PartialEq + Copy>(ui: &mut Ui, chosen: &mut T, choices: &[(T, &str)]) {
    ui.spacing_mut().item_spacing.y = 2.0;
    for (choice, label) in choices {
        if widgets::menu_row(ui, *chosen == *choice, label).clicked() {
            *chosen = *choice;
        }
    }
}
