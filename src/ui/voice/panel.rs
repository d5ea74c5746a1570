//! Who speaks and how: the voice, its speed and loudness, its feelings.

use egui::{Align, Layout, ScrollArea, Ui, vec2};

use crate::engine::VoicesFrom;
use crate::protocol::{Emotion, Voice};
use crate::store::Settings;
use crate::ui::model::Model;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::regions::{Region, toggle_ui};
use crate::ui::shell::theme::{BAR, GAP, GROUP};
use crate::ui::shell::{format, widgets};
use crate::ui::voice::list::{sample_ui, voice_list_ui};
use crate::ui::voice::{VoiceAction, takes_context, takes_loudness};
use crate::ui::{Action, View};
use crate::words::outside::label;
use crate::words::{Lang, voice as words};

/// The region at the right: the voice and only that. Whether it is to be hidden, and what is wanted.
pub fn voice_region_ui(ui: &mut Ui, model: &mut Model, view: &mut View) -> (bool, Option<Action>) {
    let lang = model.lang();
    let is_hidden = widgets::inset(ui, |ui| {
        ui.set_min_height(BAR);
        let title = |ui: &mut Ui| ui.heading(words::VOICE.get(lang));
        let hide = |ui: &mut Ui| toggle_ui(ui, lang, Region::Right, true);
        let row = vec2(ui.available_width(), BAR);
        let bar = |ui: &mut Ui| widgets::spread(ui, title, hide).1;
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), bar).inner
    });
    let scroll = ScrollArea::vertical().id_salt("voice").auto_shrink(false);
    let wish = scroll.show(ui, |ui| widgets::inset(ui, |ui| voice_ui(ui, model, view))).inner;
    (is_hidden, wish)
}

/// The voice and what can be asked of it.
fn voice_ui(ui: &mut Ui, model: &mut Model, view: &mut View) -> Option<Action> {
    let lang = model.lang();
    let mut action = chosen_ui(ui, lang, model, view);
    ui.add_space(GROUP - GAP);

    let voice = model.voice_info().cloned();
    let settings = &mut model.settings;
    let shown =
        format!("{} · {:.2}×", format::percent(settings.speech_rate), 1.0 + f64::from(settings.speech_rate) / 100.0);
    widgets::slider(ui, words::RATE.get(lang), &shown, &mut settings.speech_rate, -50..=100, 0);
    if voice.as_ref().is_none_or(takes_loudness) {
        let shown = format::percent(settings.loudness);
        widgets::slider(ui, words::LOUDNESS.get(lang), &shown, &mut settings.loudness, -50..=100, 0);
    }
    if let Some(voice) = voice {
        if !voice.emotions.is_empty() {
            emotion_ui(ui, lang, &voice, settings);
        }
        if takes_context(&voice) {
            context_ui(ui, lang, settings);
        }
    }
    if model.voices.from.is_some_and(|from| from != VoicesFrom::Service) && !model.is_demo() {
        let from = match model.voices.failure {
            Some(_) => words::VOICES_NOT_FRESH,
            None => words::VOICES_COMING,
        };
        widgets::explain(ui, from.get(lang));
        if model.voices.failure.is_some()
            && widgets::quiet_button(ui, Icon::Again, words::TRY_AGAIN.get(lang)).clicked()
        {
            action = Some(Action::Voice(VoiceAction::Refresh));
        }
    }
    action
}

/// The voice that will speak, its sample, and the list to choose another from.
fn chosen_ui(ui: &mut Ui, lang: Lang, model: &Model, view: &mut View) -> Option<Action> {
    let chosen = model.voice();
    let name = match chosen.name.is_empty() {
        true => words::DEFAULT_VOICE.get(lang).to_owned(),
        false => label(&chosen.name).into_owned(),
    };
    let mut action = None;
    ui.horizontal(|ui| {
        let width = ui.available_width() - 36.0 - GAP;
        let button = widgets::menu_button(ui, words::VOICE.get(lang), &name, width);
        if let Some(wish) = voice_list_ui(&button, lang, &model.voices, &model.preview, &chosen.id, &mut view.voices) {
            action = Some(wish);
        }
        if let Some(voice) = model.voice_info() {
            action = sample_ui(ui, lang, voice, &model.preview, 36.0).or(action.take());
        }
    });
    action
}

fn emotion_ui(ui: &mut Ui, lang: Lang, voice: &Voice, settings: &mut Settings) {
    let named = |wanted: &str| {
        let known = voice.emotions.iter().find(|known| known.emotion == wanted);
        known.map(|known| emotion_name(lang, known))
    };
    let shown = settings.emotion.as_deref().and_then(named);
    let none = words::NO_EMOTION.get(lang);
    widgets::heading(ui, words::EMOTION.get(lang));
    let shown_name = shown.clone().unwrap_or_else(|| none.to_owned());
    let button = widgets::menu_button(ui, words::EMOTION.get(lang), &shown_name, ui.available_width());
    egui::Popup::menu(&button).width(button.rect.width() - 12.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        if widgets::menu_row(ui, shown.is_none(), none).clicked() {
            settings.emotion = None;
        }
        for known in &voice.emotions {
            let label = emotion_name(lang, known);
            if widgets::menu_row(ui, settings.emotion.as_ref() == Some(&known.emotion), &label).clicked() {
                settings.emotion = Some(known.emotion.clone());
                settings.emotion_scale = known.default.clamp(1.0, 5.0);
            }
        }
    });
    let range =
        settings.emotion.as_ref().and_then(|chosen| voice.emotions.iter().find(|known| known.emotion == *chosen));
    if let Some(known) = range.filter(|known| known.max > known.min) {
        let shown = format!("{:.1}", settings.emotion_scale);
        let label = words::EMOTION_SCALE.get(lang);
        widgets::slider(ui, label, &shown, &mut settings.emotion_scale, known.min..=known.max, known.default);
    }
}

fn emotion_name(lang: Lang, known: &Emotion) -> String {
    words::emotion(lang, &known.emotion, known.display_name.as_deref().unwrap_or(&known.emotion)).into_owned()
}

fn context_ui(ui: &mut Ui, lang: Lang, settings: &mut Settings) {
    widgets::heading(ui, words::CONTEXT.get(lang));
    widgets::line_edit(ui, &mut settings.context, words::CONTEXT.get(lang), words::CONTEXT_HINT.get(lang));
}
