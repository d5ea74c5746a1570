//! Who speaks and how: the voice, its speed and loudness, its feelings.

use egui::{Align, Layout, Response, Role, ScrollArea, Ui, WidgetInfo, vec2};

use crate::engine::VoicesFrom;
use crate::protocol::{Emotion, Voice};
use crate::store::VoicePreset;
use crate::ui::model::Model;
use crate::ui::playback::preview::{PreviewState, Previewed, preview_button};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::keys::{Shortcut, hint};
use crate::ui::shell::regions::{Region, toggle_ui};
use crate::ui::shell::theme::{BAR, CONTROL, GAP, GROUP};
use crate::ui::shell::{format, theme, widgets};
use crate::ui::voice::card::chosen_card;
use crate::ui::voice::cast::cast_ui;
use crate::ui::voice::presets::presets_ui;
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
    let mut action = chosen_ui(ui, lang, model);
    ui.add_space(GROUP - GAP);

    let mut manner = VoicePreset::unnamed(&model.settings, model.voice());
    let before = manner.clone();
    manner_ui(ui, lang, model.voice_info(), &mut manner);
    if manner != before {
        model.settings.speak_as(manner);
    }
    ui.add_space(GROUP - GAP);
    action = presets_ui(ui, lang, model, &mut view.preset).or(action);
    ui.add_space(GROUP - GAP);
    action = cast_ui(ui, lang, model, &mut view.cast).or(action);
    match view.voices.is_open {
        // It says so itself.
        true => action,
        false => source_ui(ui, lang, model).or(action),
    }
}

/// How a voice speaks: what it supports of that.
pub(super) fn manner_ui(ui: &mut Ui, lang: Lang, voice: Option<&Voice>, manner: &mut VoicePreset) {
    let shown =
        format!("{} · {:.2}×", format::percent(manner.speech_rate), 1.0 + f64::from(manner.speech_rate) / 100.0);
    widgets::slider(ui, words::RATE.get(lang), &shown, &mut manner.speech_rate, -50..=100, 0);
    if voice.is_none_or(takes_loudness) {
        let shown = format::percent(manner.loudness);
        widgets::slider(ui, words::LOUDNESS.get(lang), &shown, &mut manner.loudness, -50..=100, 0);
    }
    if let Some(voice) = voice {
        if !voice.emotions.is_empty() {
            emotion_ui(ui, lang, voice, manner);
        }
        if takes_context(voice) {
            context_ui(ui, lang, manner);
        }
    }
}

/// Says where the voices are from where it is not the service, and asks it once more if that is wanted.
pub(super) fn source_ui(ui: &mut Ui, lang: Lang, model: &Model) -> Option<Action> {
    if model.is_demo() {
        return None;
    }
    let said = match (model.voices.from?, &model.voices.failure) {
        (VoicesFrom::Service, None) => return None,
        (_, None) => words::VOICES_COMING,
        (VoicesFrom::BuiltIn, Some(_)) => words::VOICES_BUILT_IN,
        (_, Some(_)) => words::VOICES_NOT_FRESH,
    };
    widgets::explain(ui, said.get(lang));
    let has_failed = model.voices.failure.is_some();
    let again = has_failed && widgets::quiet_button(ui, Icon::Again, words::TRY_AGAIN.get(lang)).clicked();
    again.then_some(Action::Voice(VoiceAction::Refresh))
}

/// The voice that will speak, its sample, and the way to another.
fn chosen_ui(ui: &mut Ui, lang: Lang, model: &Model) -> Option<Action> {
    let chosen = model.voice();
    let name = match chosen.name.is_empty() {
        true => words::DEFAULT_VOICE.get(lang),
        false => &chosen.name,
    };
    let place = model.voices.index.place(&chosen.id);
    let known = place.and_then(|at| model.voices.list.get(at).zip(model.voices.index.entry(at)));
    let mut action = None;
    widgets::card(ui, theme::palette(ui).paper, |ui| {
        chosen_card(ui, lang, name, known);
        ui.horizontal(|ui| {
            let change = widgets::button(ui, Icon::Voice, words::CHANGE.get(lang));
            if change.on_hover_text(hint(ui.ctx(), words::BROWSE.get(lang), Shortcut::Voices)).clicked() {
                action = Some(Action::Voice(VoiceAction::Browse));
            }
            if let Some((voice, _)) = known {
                action = sample_ui(ui, lang, voice, &model.preview).or(action.take());
            }
        });
    });
    action
}

/// The button that plays a voice's free sample, and ends it.
fn sample_ui(ui: &mut Ui, lang: Lang, voice: &Voice, preview: &PreviewState) -> Option<Action> {
    let label = words::PLAY_SAMPLE.with("voice", label(&voice.name)).get(lang);
    let stage = preview.stage(&Previewed::Sample(voice.id.clone()));
    let pressed = preview_button(ui, lang, &label, stage, CONTROL).clicked();
    pressed.then(|| Action::Voice(VoiceAction::Preview(Box::new(voice.clone()))))
}

/// The feelings of the voice as chips, and the strength of the chosen one.
fn emotion_ui(ui: &mut Ui, lang: Lang, voice: &Voice, manner: &mut VoicePreset) {
    let known = |wanted: &str| voice.emotions.iter().find(|known| known.emotion == wanted);
    let chosen = manner.emotion.as_deref().and_then(known);
    widgets::heading(ui, words::EMOTION.get(lang));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        if choice_chip(ui, chosen.is_none(), words::NO_EMOTION.get(lang)).clicked() {
            manner.emotion = None;
        }
        for known in &voice.emotions {
            let is_chosen = chosen.is_some_and(|chosen| chosen.emotion == known.emotion);
            if choice_chip(ui, is_chosen, &emotion_name(lang, known)).clicked() {
                manner.emotion = Some(known.emotion.clone());
                manner.emotion_scale = known.default.clamp(1.0, 5.0);
            }
        }
    });
    let chosen = manner.emotion.as_deref().and_then(known);
    if let Some(known) = chosen.filter(|known| known.max > known.min) {
        let shown = format!("{:.1}", manner.emotion_scale);
        let label = words::EMOTION_SCALE.get(lang);
        widgets::slider(ui, label, &shown, &mut manner.emotion_scale, known.min..=known.max, known.default);
    }
}

pub(in crate::ui) fn emotion_name(lang: Lang, known: &Emotion) -> String {
    words::emotion(lang, &known.emotion, known.display_name.as_deref().unwrap_or(&known.emotion)).into_owned()
}

/// A chip that is one of several, of which one is chosen.
pub(super) fn choice_chip(ui: &mut Ui, is_chosen: bool, name: &str) -> Response {
    let response = widgets::chip(ui, is_chosen, name, name);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, is_chosen, name));
    response
}

/// An instruction in plain words, and some to begin with.
fn context_ui(ui: &mut Ui, lang: Lang, manner: &mut VoicePreset) {
    widgets::heading(ui, words::CONTEXT.get(lang));
    widgets::line_edit(ui, &mut manner.context, words::CONTEXT.get(lang), words::CONTEXT_HINT.get(lang));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (name, instruction) in words::INSTRUCTIONS {
            let (name, instruction) = (name.get(lang), instruction.get(lang));
            let is_chosen = manner.context.trim() == instruction;
            if choice_chip(ui, is_chosen, name).on_hover_text(instruction).clicked() {
                manner.context = if is_chosen { String::new() } else { instruction.to_owned() };
            }
        }
    });
}
