//! The tools with which one moves in what is played: sentence by sentence, again, faster.

use egui::{Popup, PopupCloseBehavior, RichText, Ui};

use crate::audio::{Playback, SPEEDS, TakeSample};
use crate::store::Settings;
use crate::ui::Action;
use crate::ui::model::Model;
use crate::ui::playback::{PlaybackAction, Rendering, RepeatMode, tools};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::keys::Shortcut;
use crate::ui::shell::theme::GAP;
use crate::ui::shell::{format, keys, theme, widgets};
use crate::words::{Lang, Phrase, playback as words};

/// Speeds that one chooses most.
const USUAL: [f32; 5] = [0.75, 1.0, 1.25, 1.5, 2.0];

/// What one moves by with the arrows, in seconds.
pub const SKIP: f64 = 5.0;

/// All that the main button may say.
pub const MAIN_LABELS: [Phrase; 5] = [words::SPEAK, words::PAUSE, words::RESUME, words::PLAY, words::GO_ON_SPEAKING];

/// What the main button says and does: speak, then pause, then go on.
pub fn main_button(model: &Model) -> (Icon, Phrase, PlaybackAction) {
    let rendering = model.rendering();
    match (model.playback.state, rendering) {
        (Playback::Opening | Playback::Buffering | Playback::Playing, _) => {
            (Icon::Pause, words::PAUSE, PlaybackAction::PauseOrResume)
        }
        (Playback::Paused, Some(Rendering::Shown | Rendering::Running | Rendering::Partial(_))) => {
            (Icon::Play, words::RESUME, PlaybackAction::PauseOrResume)
        }
        (Playback::Idle, Some(Rendering::Shown | Rendering::Running)) if model.playback.place > TakeSample::ZERO => {
            (Icon::Play, words::RESUME, PlaybackAction::Speak)
        }
        (Playback::Idle, Some(Rendering::Partial(_))) => (Icon::Play, words::GO_ON_SPEAKING, PlaybackAction::Speak),
        (_, Some(Rendering::Shown | Rendering::Running | Rendering::Kept(_))) => {
            (Icon::Play, words::PLAY, PlaybackAction::Speak)
        }
        // What was edited goes on from the sentence where one was.
        (Playback::Paused, None) if model.is_of_page() => (Icon::Play, words::RESUME, PlaybackAction::Speak),
        (_, None) => (Icon::Play, words::SPEAK, PlaybackAction::Speak),
    }
}

/// The sentence before, the next one, the end.
pub fn play_ui(ui: &mut Ui, lang: Lang, model: &Model) -> Option<Action> {
    let mut action = None;
    let has_sentences = model.playback.reading().is_some_and(|(take, reading)| !take.is_empty() && !reading.is_empty());
    let step = |ui: &mut Ui, icon, label: &str, key, wish| {
        let hint = keys::hint(ui.ctx(), label, key);
        ui.add_enabled_ui(has_sentences, |ui| tools::tool(ui, icon, label, &hint, false).clicked())
            .inner
            .then_some(wish)
    };
    let previous = Action::Playback(PlaybackAction::PreviousSentence);
    action = step(ui, Icon::Previous, words::PREVIOUS.get(lang), Shortcut::Previous, previous).or(action);
    let has_sound = model.playback.take.as_ref().is_some_and(|take| !take.is_empty());
    let skip = |ui: &mut Ui, icon, label: &str, key: &str, seconds| {
        let hint = format!("{label}  {key}\n{}", words::OUTSIDE_TEXT.get(lang));
        let tool = ui.add_enabled_ui(has_sound, |ui| tools::tool(ui, icon, label, &hint, false).clicked());
        tool.inner.then_some(Action::Playback(PlaybackAction::Skip(seconds)))
    };
    action = skip(ui, Icon::Back, words::BACK.get(lang), "←", -SKIP).or(action);
    action = skip(ui, Icon::Forward, words::FORWARD.get(lang), "→", SKIP).or(action);

    let next = Action::Playback(PlaybackAction::NextSentence);
    action = step(ui, Icon::Next, words::NEXT.get(lang), Shortcut::Next, next).or(action);

    let can_stop = model.playback.running().is_some() || model.playback.state != Playback::Idle;
    let stop = words::STOP.get(lang);
    let stop = ui.add_enabled_ui(can_stop, |ui| tools::tool(ui, Icon::Stop, stop, &format!("{stop}  Esc"), false));
    stop.inner.clicked().then_some(Action::Playback(PlaybackAction::Stop)).or(action)
}

/// What is repeated, and how fast it is played.
pub fn pace_ui(ui: &mut Ui, lang: Lang, model: &Model) -> Option<Action> {
    let (icon, label) = match model.playback.repeat {
        RepeatMode::Off => (Icon::Repeat, words::REPEAT_OFF),
        RepeatMode::Sentence => (Icon::RepeatOne, words::REPEAT_SENTENCE),
        RepeatMode::All => (Icon::Repeat, words::REPEAT_ALL),
    };
    let label = label.get(lang);
    let hint = keys::hint(ui.ctx(), label, Shortcut::Repeat);
    let is_on = model.playback.repeat != RepeatMode::Off;
    let repeat = tools::tool(ui, icon, label, &hint, is_on).clicked().then_some(PlaybackAction::NextRepeat);
    repeat.or(speed_ui(ui, lang, &model.settings)).map(Action::Playback)
}

/// `1×`, `1.25×`; a press opens a slider and the usual speeds, a double press is 1 again.
fn speed_ui(ui: &mut Ui, lang: Lang, settings: &Settings) -> Option<PlaybackAction> {
    let speed = settings.speed;
    let label = words::SPEED.with("n", format::speed(speed)).get(lang);
    let slower = keys::shown(ui.ctx(), Shortcut::Slower);
    let hint = format!("{}  {slower}", keys::hint(ui.ctx(), &label, Shortcut::Faster));
    let button = tools::figure(ui, &format!("{}×", format::speed(speed)), &label, &hint, speed != 1.0);
    let mut chosen = speed;
    let popup = Popup::menu(&button).width(340.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        let shown = format!("{}×", format::speed(speed));
        if widgets::slider(ui, words::SPEED_NAME.get(lang), &shown, &mut chosen, SPEEDS.0..=SPEEDS.1, 1.0).changed() {
            chosen = (chosen * 20.0).round() / 20.0;
        }
        let presets = USUAL.map(|speed| (speed, format!("{}×", format::speed(speed))));
        widgets::segmented(ui, &mut chosen, &presets);
        ui.add_space(GAP / 2.0);
        let soft = theme::palette(ui).soft;
        ui.label(RichText::new(words::SPEED_WHY.get(lang)).small().color(soft));
    });
    if button.double_clicked() {
        chosen = 1.0;
    }
    (chosen != speed).then_some(PlaybackAction::Speed(chosen))
}
