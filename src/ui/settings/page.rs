//! The page of settings: it stands in the place of the text, and every change takes effect at once.

use egui::{Align, Frame, Layout, Margin, RichText, ScrollArea, Ui, UiBuilder, vec2};

use crate::store::{Settings, TEXT_SIZES, Theme};
use crate::ui::account::AccountDraft;
use crate::ui::export::{ExportFacts, template_ui};
use crate::ui::model::Model;
use crate::ui::settings::{keeping, proxy, shortcuts, sound};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::sidebar::account_name;
use crate::ui::shell::theme::{BAR, CARD_ROUND, COLUMN, GAP, GROUP};
use crate::ui::shell::{theme, widgets};
use crate::ui::{Action, View};
use crate::words::{Lang, Phrase, document, settings as words, shell as common};

/// Width of a menu in a row, in points.
const MENU: f32 = 200.0;

/// The sections, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Account,
    Playback,
    Pauses,
    Text,
    Files,
    Appearance,
    Network,
    Storage,
    Shortcuts,
}

const SECTIONS: [(Section, Phrase); 9] = [
    (Section::Account, words::ACCOUNT_SECTION),
    (Section::Playback, words::PLAYBACK_SECTION),
    (Section::Pauses, words::PAUSES),
    (Section::Text, words::TEXT_SECTION),
    (Section::Files, words::FILES_SECTION),
    (Section::Appearance, words::APPEARANCE_SECTION),
    (Section::Network, words::NETWORK_SECTION),
    (Section::Storage, words::STORAGE_SECTION),
    (Section::Shortcuts, words::SHORTCUTS_SECTION),
];

/// The page.
pub fn settings_ui(ui: &mut Ui, model: &mut Model, view: &mut View) -> Option<Action> {
    let lang = model.lang();
    let full = ui.available_rect_before_wrap();
    let aside = ((full.width() - COLUMN) / 2.0).max(24.0);
    let column = full.shrink2(vec2(aside.min(full.width() / 2.0), 0.0));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(full));
    ui.spacing_mut().item_spacing.y = GAP;
    let mut wanted = None;
    let margin = Margin { left: aside as i8, right: aside as i8, top: 0, bottom: 0 };
    Frame::new().inner_margin(margin).show(&mut ui, |ui| {
        let row = vec2(ui.available_width(), BAR);
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            let title = |ui: &mut Ui| ui.heading(common::SETTINGS.get(lang));
            let close = |ui: &mut Ui| widgets::icon_button(ui, Icon::Close, common::CLOSE.get(lang)).clicked();
            if widgets::spread(ui, title, close).1 {
                view.settings = false;
            }
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            for (section, name) in SECTIONS {
                let go = widgets::link(ui, name.get(lang), &words::GO_TO.with("section", name.get(lang)).get(lang));
                if go.clicked() {
                    wanted = Some(section);
                }
            }
        });
        ui.add_space(GAP);
    });
    let scroll = ScrollArea::vertical().id_salt("settings").auto_shrink(false);
    scroll
        .show(&mut ui, |ui| {
            let frame = Frame::new().inner_margin(Margin { bottom: 32, ..margin });
            let contents = |ui: &mut Ui| {
                ui.set_max_width(column.width());
                let mut action = None;
                for (section, name) in SECTIONS {
                    if wanted == Some(section) {
                        ui.scroll_to_cursor(Some(Align::TOP));
                    }
                    ui.label(RichText::new(name.get(lang)).strong().color(theme::palette(ui).ink));
                    let card = Frame::new().fill(theme::palette(ui).panel).corner_radius(CARD_ROUND).inner_margin(16);
                    let wish = card.show(ui, |ui| {
                        ui.set_min_width(ui.available_width());
                        section_ui(ui, lang, section, model, view)
                    });
                    action = action.or(wish.inner);
                    ui.add_space(GROUP);
                }
                widgets::follow_focus(ui);
                action
            };
            frame.show(ui, contents).inner
        })
        .inner
}

fn section_ui(ui: &mut Ui, lang: Lang, section: Section, model: &mut Model, view: &mut View) -> Option<Action> {
    match section {
        Section::Account => {
            let name = account_name(lang, &model.settings);
            let left = |ui: &mut Ui| ui.label(name);
            let right = |ui: &mut Ui| widgets::button(ui, Icon::Person, words::CHANGE_ACCOUNT.get(lang)).clicked();
            if widgets::spread(ui, left, right).1 {
                view.account = Some(AccountDraft::new(&model.settings));
            }
            None
        }
        Section::Playback => sound::playback_ui(ui, lang, model),
        Section::Pauses => {
            keeping::pauses_ui(ui, lang, &mut model.settings.joins);
            None
        }
        Section::Text => {
            let hint = document::MARKDOWN_HINT.get(lang);
            widgets::switch_row(ui, &mut model.settings.markdown, words::MARKDOWN.get(lang), hint);
            let hint = words::DIRECTIVES_HINT.get(lang);
            widgets::switch_row(ui, &mut model.settings.directives, words::DIRECTIVES.get(lang), hint);
            None
        }
        Section::Files => {
            let action = keeping::auto_save_ui(ui, lang, model, view.can_browse);
            let export = &mut model.settings.export;
            let facts = ExportFacts { words: words::EXAMPLE.get(lang).to_owned(), ..ExportFacts::default() };
            template_ui(ui, lang, &mut export.template, export.format.ending(), &facts);
            action
        }
        Section::Appearance => {
            appearance_ui(ui, lang, &mut model.settings);
            None
        }
        Section::Network => {
            sound::network_ui(ui, lang, &mut model.settings);
            proxy::proxy_ui(ui, lang, &mut model.settings.proxy, &mut view.proxy);
            None
        }
        Section::Storage => {
            keeping::storage_ui(ui, lang, model, view);
            None
        }
        Section::Shortcuts => {
            shortcuts::shortcuts_ui(ui, lang, &mut model.settings.shortcuts, &mut view.key_change);
            None
        }
    }
}

/// Scales of the window that are offered.
const SCALES: [f32; 7] = [0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0];

fn appearance_ui(ui: &mut Ui, lang: Lang, settings: &mut Settings) {
    let system = common::AS_SYSTEM.get(lang).to_owned();
    let languages = [(None, system.clone()), (Some(Lang::Zh), "中文".into()), (Some(Lang::En), "English".into())];
    widgets::choice(ui, common::LANGUAGE.get(lang), &languages, &mut settings.language, MENU);
    let themes = [
        (Theme::System, system),
        (Theme::Light, common::LIGHT.get(lang).to_owned()),
        (Theme::Dark, common::DARK.get(lang).to_owned()),
    ];
    widgets::choice(ui, common::COLOURS.get(lang), &themes, &mut settings.theme, MENU);
    let scales = SCALES.map(|scale| (scale, format!("{:.0} %", scale * 100.0)));
    widgets::choice(ui, words::SCALE.get(lang), &scales, &mut settings.zoom, MENU);
    let shown = format!("{:.0}", settings.text_size);
    let (smallest, largest) = TEXT_SIZES;
    let usual = Settings::default().text_size;
    widgets::slider(ui, words::TEXT_SIZE.get(lang), &shown, &mut settings.text_size, smallest..=largest, usual);
    settings.text_size = settings.text_size.round();
}
