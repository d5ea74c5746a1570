//! What narrows the voices: a row of chips, and a menu for each thing that one may ask of a voice.

use egui::{Popup, RichText, Ui, vec2};

use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::CONTROL;
use crate::ui::shell::{theme, widgets};
use crate::ui::voice::traits::{Gender, VoiceModel, VoiceStyle};
use crate::ui::voice::{Among, Maker, VoiceFilter, VoiceIndex, VoiceOrder};
use crate::words::{Lang, Phrase, voice as words};

/// The chips and menus over the cards.
pub fn filters_ui(ui: &mut Ui, lang: Lang, index: &VoiceIndex, filter: &mut VoiceFilter) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (among, phrase) in [
            (Among::All, words::AMONG_ALL),
            (Among::Favourites, words::AMONG_FAVOURITES),
            (Among::Recent, words::AMONG_RECENT),
            (Among::Document, words::AMONG_DOCUMENT),
        ] {
            let shown = phrase.get(lang);
            if widgets::chip(ui, filter.among == among, shown, shown).clicked() {
                filter.among = among;
            }
        }
        ui.separator();
        let named = |emotions: &[(String, Option<String>)]| -> Vec<(String, String)> {
            let name = |(id, name): &(String, Option<String>)| {
                (id.clone(), words::emotion(lang, id, name.as_deref().unwrap_or(id)).into_owned())
            };
            emotions.iter().map(name).collect()
        };
        let languages: Vec<(String, String)> = index
            .languages
            .iter()
            .map(|(code, name)| (code.clone(), words::language(lang, Some(code), name.as_deref()).into_owned()))
            .collect();
        let genders = Gender::ALL.map(|gender| (gender, gender.name(lang).to_owned()));
        let styles = VoiceStyle::ALL.map(|style| (style, style.name(lang).to_owned()));
        let models = VoiceModel::ALL.map(|model| (model, model.name(lang).to_owned()));
        let makers = [(Maker::Service, words::OF_SERVICE), (Maker::Cloned, words::CLONED)]
            .map(|(maker, phrase)| (maker, phrase.get(lang).to_owned()));
        menu(ui, lang, words::ANY_LANGUAGE, &languages, &mut filter.language);
        menu(ui, lang, words::ANY_GENDER, &genders, &mut filter.gender);
        menu(ui, lang, words::ANY_STYLE, &styles, &mut filter.style);
        menu(ui, lang, words::ANY_EMOTION, &named(&index.emotions), &mut filter.emotion);
        menu(ui, lang, words::ANY_MODEL, &models, &mut filter.model);
        menu(ui, lang, words::ANY_MAKER, &makers, &mut filter.maker);
        order_ui(ui, lang, &mut filter.order);
        let clear = RichText::new(words::CLEAR_FILTERS.get(lang)).small();
        let clear = egui::Button::new(clear).frame_when_inactive(false).corner_radius(13).min_size(vec2(0.0, 26.0));
        if filter.narrows() && ui.add(clear).clicked() {
            let VoiceFilter { search, order, .. } = std::mem::take(filter);
            *filter = VoiceFilter { search, order, ..VoiceFilter::default() };
        }
    });
}

/// A menu of which one thing may be chosen, or none. One that would offer nothing is not there.
fn menu<T: PartialEq + Clone>(ui: &mut Ui, lang: Lang, what: Phrase, choices: &[(T, String)], chosen: &mut Option<T>) {
    if choices.len() < 2 && chosen.is_none() {
        return;
    }
    let what = what.get(lang);
    let now = chosen.as_ref().and_then(|chosen| choices.iter().find(|(choice, _)| choice == chosen));
    let shown = now.map_or(what, |(_, name)| name);
    let button =
        menu_chip(ui, now.is_some(), shown, &format!("{what}: {}", now.map_or(words::ANY.get(lang), |(_, name)| name)));
    Popup::menu(&button).width(168.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            if widgets::menu_row(ui, chosen.is_none(), words::ANY.get(lang)).clicked() {
                *chosen = None;
            }
            for (choice, name) in choices {
                if widgets::menu_row(ui, chosen.as_ref() == Some(choice), name).clicked() {
                    *chosen = Some(choice.clone());
                }
            }
        });
    });
}

fn order_ui(ui: &mut Ui, lang: Lang, order: &mut VoiceOrder) {
    let orders = [
        (VoiceOrder::Service, words::ORDER_SERVICE),
        (VoiceOrder::Name, words::ORDER_NAME),
        (VoiceOrder::Recent, words::ORDER_RECENT),
    ];
    let now = orders.iter().find(|(one, _)| one == order).map_or("", |(_, phrase)| phrase.get(lang));
    let button = menu_chip(ui, *order != VoiceOrder::Service, now, &format!("{}: {now}", words::ORDER.get(lang)));
    Popup::menu(&button).width(168.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (one, phrase) in orders {
            if widgets::menu_row(ui, *order == one, phrase.get(lang)).clicked() {
                *order = one;
            }
        }
    });
}

/// A chip that opens a menu.
fn menu_chip(ui: &mut Ui, is_on: bool, shown: &str, label: &str) -> egui::Response {
    let palette = theme::palette(ui);
    let (fill, ink) = if is_on { (palette.accent_soft, palette.accent) } else { (palette.control, palette.soft) };
    let arrow = egui::Atom::paint(egui::Vec2::splat(10.0), move |ui, args| {
        Icon::Chevron.paint(ui.painter(), args.rect, ink);
    });
    let words = RichText::new(crate::words::outside::line(shown, 24)).small().color(ink);
    let button = egui::Button::new((words, arrow)).fill(fill).corner_radius(13).gap(4.0).min_size(vec2(0.0, 26.0));
    ui.spacing_mut().interact_size.y = CONTROL;
    let response = ui.add(button);
    let enabled = ui.is_enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, enabled, label));
    response
}
