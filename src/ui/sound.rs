//! The sound: the device, and what few people ever change.

use egui::{Popup, Ui};

use super::theme::GAP;
use super::{Action, widgets};
use crate::protocol::{Codec, PCM_RATES};
use crate::store::Settings;
use crate::ui::model::Model;
use crate::words::{Lang, ui as words};

/// Requests above which the window asks first, as choices.
const ASK_ABOVE: [usize; 6] = [5, 10, 20, 50, 100, 1000];

/// The device and the advanced settings.
pub fn sound_ui(ui: &mut Ui, model: &mut Model) -> Option<Action> {
    let lang = model.lang();
    widgets::heading(ui, words::DEVICE.get(lang));
    let action = device_ui(ui, lang, model);
    ui.add_space(GAP);
    egui::CollapsingHeader::new(words::ADVANCED.get(lang)).id_salt("advanced").show_unindented(ui, |ui| {
        advanced_ui(ui, lang, &mut model.settings);
    });
    action
}

fn device_ui(ui: &mut Ui, lang: Lang, model: &Model) -> Option<Action> {
    let chosen = model.settings.device.as_deref();
    let usual = words::DEFAULT_DEVICE.get(lang);
    let name = |id: &str| model.devices.iter().find(|device| device.id == id).map(|device| device.name.clone());
    let shown = chosen.map_or_else(|| usual.to_owned(), |id| name(id).unwrap_or_else(|| id.to_owned()));
    let button = widgets::menu_button(ui, words::DEVICE.get(lang), &shown, ui.available_width());
    let mut action = None;
    // Devices come and go, so they are listed anew each time one looks.
    if button.clicked() {
        action = Some(Action::RefreshDevices);
    }
    Popup::menu(&button).width(button.rect.width() - 12.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        if widgets::menu_row(ui, chosen.is_none(), usual).clicked() {
            action = Some(Action::ChooseDevice(None));
        }
        for device in &model.devices {
            if widgets::menu_row(ui, chosen == Some(device.id.as_str()), &device.name).clicked() {
                action = Some(Action::ChooseDevice(Some(device.id.clone())));
            }
        }
    });
    action
}

fn advanced_ui(ui: &mut Ui, lang: Lang, settings: &mut Settings) {
    let codecs = [
        (Codec::Pcm, "PCM".to_owned()),
        (Codec::Opus, "Opus".to_owned()),
        (Codec::G711a, "G.711 A".to_owned()),
        (Codec::G711u, "G.711 µ".to_owned()),
    ];
    choice_ui(ui, words::CODEC.get(lang), &codecs, &mut settings.codec);
    if settings.codec == Codec::Pcm {
        let rates = PCM_RATES.map(|rate| (rate, format!("{} kHz", f64::from(rate) / 1000.0)));
        choice_ui(ui, words::SAMPLE_RATE.get(lang), &rates, &mut settings.sample_rate);
    }
    let sessions = [1, 2, 3, 4, 5, 6, 7, 8].map(|sessions: usize| (sessions, sessions.to_string()));
    choice_ui(ui, words::SESSIONS.get(lang), &sessions, &mut settings.sessions);
    let above = ASK_ABOVE.map(|requests| (requests, requests.to_string()));
    choice_ui(ui, words::ASK_ABOVE.get(lang), &above, &mut settings.ask_above_requests);
}

/// A setting with a few values: its name at the left, a menu at the right.
fn choice_ui<T: PartialEq + Clone>(ui: &mut Ui, label: &str, choices: &[(T, String)], chosen: &mut T) {
    widgets::spread(
        ui,
        |ui| {
            ui.label(label);
        },
        |ui| {
            let shown = choices.iter().find(|(choice, _)| choice == chosen).map_or("…", |(_, name)| name);
            let button = widgets::menu_button(ui, label, shown, 116.0);
            Popup::menu(&button).width(104.0).show(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for (choice, name) in choices {
                    if widgets::menu_row(ui, choice == chosen, name).clicked() {
                        *chosen = choice.clone();
                    }
                }
            });
        },
    );
}
