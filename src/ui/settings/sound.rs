//! The sound device, and in what form and how much the service is asked.

use egui::{Popup, Ui};

use crate::protocol::{Codec, PCM_RATES};
use crate::store::Settings;
use crate::ui::Action;
use crate::ui::model::Model;
use crate::ui::playback::PlaybackAction;
use crate::ui::shell::widgets;
use crate::words::{Lang, document, settings as words};

/// Requests above which the window asks first, as choices.
const ASK_ABOVE: [usize; 6] = [5, 10, 20, 50, 100, 1000];
/// Width of a menu in a row, in points.
const MENU: f32 = 200.0;

/// The device, and whether the text goes with the sound.
pub(super) fn playback_ui(ui: &mut Ui, lang: Lang, model: &mut Model) -> Option<Action> {
    let name = |ui: &mut Ui| ui.label(words::DEVICE.get(lang));
    let action = widgets::spread(ui, name, |ui| device_ui(ui, lang, model)).1;
    let hint = words::FOLLOW_HINT.get(lang);
    widgets::switch_row(ui, &mut model.settings.follow_voice, document::FOLLOW_VOICE.get(lang), hint);
    action
}

fn device_ui(ui: &mut Ui, lang: Lang, model: &Model) -> Option<Action> {
    let chosen = model.settings.device.as_deref();
    let usual = words::DEFAULT_DEVICE.get(lang);
    let name =
        |id: &str| model.playback.devices.iter().find(|device| device.id == id).map(|device| device.name.clone());
    let shown = chosen.map_or_else(|| usual.to_owned(), |id| name(id).unwrap_or_else(|| id.to_owned()));
    let button = widgets::menu_button(ui, words::DEVICE.get(lang), &shown, MENU);
    let mut action = None;
    // Devices come and go, so they are listed anew each time one looks.
    if button.clicked() {
        action = Some(Action::Playback(PlaybackAction::RefreshDevices));
    }
    Popup::menu(&button).width(button.rect.width() - 12.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        if widgets::menu_row(ui, chosen.is_none(), usual).clicked() {
            action = Some(Action::Playback(PlaybackAction::ChooseDevice(None)));
        }
        for device in &model.playback.devices {
            if widgets::menu_row(ui, chosen == Some(device.id.as_str()), &device.name).clicked() {
                action = Some(Action::Playback(PlaybackAction::ChooseDevice(Some(device.id.clone()))));
            }
        }
    });
    action
}

/// In what form the service is asked, and how many requests at once.
pub(super) fn network_ui(ui: &mut Ui, lang: Lang, settings: &mut Settings) {
    let codecs = [
        (Codec::Pcm, "PCM".to_owned()),
        (Codec::Opus, "Opus".to_owned()),
        (Codec::G711a, "G.711 A".to_owned()),
        (Codec::G711u, "G.711 µ".to_owned()),
    ];
    widgets::choice(ui, words::CODEC.get(lang), &codecs, &mut settings.codec, MENU);
    if settings.codec == Codec::Pcm {
        let rates = PCM_RATES.map(|rate| (rate, format!("{} kHz", f64::from(rate) / 1000.0)));
        widgets::choice(ui, words::SAMPLE_RATE.get(lang), &rates, &mut settings.sample_rate, MENU);
    }
    let sessions = [1, 2, 3, 4, 5, 6, 7, 8].map(|sessions: usize| (sessions, sessions.to_string()));
    widgets::choice(ui, words::SESSIONS.get(lang), &sessions, &mut settings.sessions, MENU);
    let above = ASK_ABOVE.map(|requests| (requests, requests.to_string()));
    widgets::choice(ui, words::ASK_ABOVE.get(lang), &above, &mut settings.ask_above_requests, MENU);
}
