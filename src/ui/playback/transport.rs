//! The bar at the bottom: where the sound is; what is going on; speak, move, hold, stop; how loud; save.

use std::time::{Duration, Instant};

use egui::{Align, Layout, Popup, RichText, Ui, vec2};

use crate::audio::{Meter, Playback};
use crate::ui::Action;
use crate::ui::export::ExportAction;
use crate::ui::model::Model;
use crate::ui::playback::controls::main_button;
use crate::ui::playback::versions::{ShownVersions, versions_ui};
use crate::ui::playback::volume::volume_ui;
use crate::ui::playback::wave::timeline_ui;
use crate::ui::playback::{JobState, PlaybackAction, Stage, Timeline, controls, tools};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::{GAP, GROUP};
use crate::ui::shell::{Ask, format, keys, theme, widgets};
use crate::words::{Lang, export, playback as words};

/// Width of the time that was heard: as wide as hours are, so that nothing moves when the first hour is over.
const TIME: f32 = 52.0;

/// The bar at the bottom.
pub fn transport_ui(
    ui: &mut Ui,
    model: &mut Model,
    ask: &mut Option<Ask>,
    meter: &Meter,
    timeline: &Timeline,
    peaks: &[u8],
) -> Option<Action> {
    let lang = model.lang();
    ui.spacing_mut().item_spacing.y = 4.0;
    let sought = timeline_ui(ui, lang, timeline, peaks, |sample| {
        let (take, reading) = model.playback.reading()?;
        reading.at_sample(take, sample).map(|sentence| reading.words(sentence, 24))
    });
    let line = vec2(ui.available_width(), tools::LINE);
    let left_to_right = Layout::left_to_right(Align::Center);
    let asked = ui.allocate_ui_with_layout(line, left_to_right, |ui| line_ui(ui, lang, model, ask, meter, timeline));
    ui.add_space(2.0);
    let pressed = ui.horizontal(|ui| {
        let spoken = speak_ui(ui, lang, model);
        ui.add_space(GROUP - GAP);
        let played = ui.scope(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            controls::play_ui(ui, lang, model)
        });
        ui.add_space(GROUP - GAP);
        let paced = ui.scope(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            controls::pace_ui(ui, lang, model)
        });
        let kept = ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let can_save = model.playback.take.is_some() || !model.document.text.trim().is_empty();
            let save = ui.add_enabled_ui(can_save, |ui| widgets::button(ui, Icon::Save, export::SAVE_AS.get(lang)));
            let saved = save
                .inner
                .on_hover_text(ui.ctx().format_shortcut(&keys::SAVE))
                .clicked()
                .then_some(Action::Export(ExportAction::SaveAs));
            saved.or(volume_ui(ui, lang, &model.settings, meter))
        });
        spoken.or(played.inner).or(paced.inner).or(kept.inner)
    });
    sought.or(asked.inner).or(pressed.inner)
}

/// The button one comes to press, and at its right what is rarely wanted instead.
fn speak_ui(ui: &mut Ui, lang: Lang, model: &Model) -> Option<Action> {
    let mut action = None;
    let has_text = !model.document.text.trim().is_empty();
    let can_replay = model.playback.take.as_ref().is_some_and(|take| !take.is_empty());
    let (icon, label, wish) = main_button(model);
    ui.spacing_mut().item_spacing.x = 2.0;
    ui.horizontal(|ui| {
        ui.add_enabled_ui(has_text || model.playback.state != Playback::Idle, |ui| {
            let main = widgets::primary_button(ui, icon, label.get(lang));
            let keys = format!("{}  {}", ui.ctx().format_shortcut(&keys::SPEAK), words::SPACE_KEY.get(lang));
            if main.on_hover_text(keys).clicked() {
                action = Some(wish);
            }
        });
        ui.add_enabled_ui(has_text || can_replay, |ui| {
            let more = tools::arrow(ui, words::MORE_SPEAKING.get(lang), 38.0);
            Popup::menu(&more).width(270.0).show(|ui| {
                ui.add_enabled_ui(can_replay, |ui| {
                    if tools::menu_item(ui, Icon::Again, words::REPLAY.get(lang), "").clicked() {
                        action = Some(PlaybackAction::Replay);
                    }
                });
                ui.add_enabled_ui(has_text, |ui| {
                    let key = ui.ctx().format_shortcut(&keys::SPEAK_AFRESH);
                    let afresh = tools::menu_item(ui, Icon::Again, words::SPEAK_AFRESH.get(lang), &key);
                    if afresh.on_hover_text(words::SPEAK_AFRESH_HINT.get(lang)).clicked() {
                        action = Some(PlaybackAction::SpeakAfresh);
                    }
                });
            });
        });
    });
    action.map(Action::Playback)
}

/// The line of words: the time, what is going on, and at the right what can be done about it.
fn line_ui(
    ui: &mut Ui,
    lang: Lang,
    model: &Model,
    ask: &mut Option<Ask>,
    meter: &Meter,
    timeline: &Timeline,
) -> Option<Action> {
    let palette = theme::palette(ui);
    let small = |words: String, color| egui::Label::new(RichText::new(words).small().color(color));
    let size = vec2(TIME, tools::LINE);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(size);
        let heard = format::samples(timeline.heard, timeline.rate);
        ui.label(RichText::new(heard).color(palette.ink)).on_hover_text(words::HEARD_NAME.get(lang));
    });
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let length = length(lang, timeline, model.settings.speed);
        ui.label(RichText::new(length).color(palette.soft)).on_hover_text(words::LENGTH_NAME.get(lang));
        let mut action = None;
        if let Some(take) = &model.playback.take {
            let reading = model.playback.reading().map(|(_, reading)| reading.as_ref());
            let shown = ShownVersions { take, passages: &model.playback.passages, reading };
            action = versions_ui(ui, lang, shown, model.playback.running().is_some(), ask);
        }
        if let Some(lacking) = model.playback.lacking() {
            let again = tools::line_button(ui, Icon::Again, words::CONTINUE_HERE.get(lang));
            let hint = match lacking {
                1 => words::ONE_LACKING_HINT.get(lang).to_owned(),
                n => words::CONTINUE_HERE_HINT.with("n", n).get(lang),
            };
            if again.on_hover_text(hint).clicked() {
                action = Some(Action::Playback(PlaybackAction::Continue));
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if model.playback.job.as_ref().is_some_and(|run| run.retrying.is_some() && run.again.is_some()) {
                // The seconds that are left are shown as they pass.
                ui.ctx().request_repaint_after(Duration::from_millis(500));
            }
            let (words, is_bad) = status(lang, model, timeline);
            let color = match (is_bad, model.playback.job.as_ref().is_some_and(|run| run.retrying.is_some())) {
                (true, _) => palette.bad,
                (_, true) => palette.warn,
                _ => palette.soft,
            };
            ui.add(small(words.clone(), color).truncate()).on_hover_text(words);
            let starved = meter.starved();
            if starved > 0 && model.playback.take.is_some() {
                let said = words::STARVED.with("n", starved).get(lang);
                ui.add(small(said, palette.warn).truncate());
            }
        });
        action
    })
    .inner
}

/// How long it is, and how long that takes at the speed of playback.
fn length(lang: Lang, timeline: &Timeline, speed: f32) -> String {
    let length = format::samples(timeline.received, timeline.rate);
    if speed == 1.0 || timeline.received == 0 {
        return length;
    }
    let at_speed = format::time(timeline.received.seconds(timeline.rate) / f64::from(speed));
    let at_speed = words::AT_SPEED.with("time", at_speed).with("speed", format::speed(speed)).get(lang);
    format!("{length} · {at_speed}")
}

/// What is going on, in a few words, and whether it has failed.
fn status(lang: Lang, model: &Model, timeline: &Timeline) -> (String, bool) {
    let Some(run) = model.playback.job.as_ref() else { return (playback(lang, model, timeline), false) };
    if run.retrying.is_some() {
        let left = run.again.map(|again| again.saturating_duration_since(Instant::now()).as_secs_f64().ceil());
        let words = match left {
            Some(left) => words::SLOWED.with("wait", left).get(lang),
            None => words::RETRYING.get(lang).to_owned(),
        };
        return (words, false);
    }
    let is_waiting = timeline.is_waiting() && model.playback.state == Playback::Buffering;
    let words = job(lang, model, run).filter(|_| !is_waiting).unwrap_or_else(|| playback(lang, model, timeline));
    let is_of_job = model.playback.take.as_ref().map(|take| take.id()) == run.take.as_ref().map(|take| take.id());
    match reused(lang, model, run).filter(|_| is_of_job) {
        Some(reused) => (format!("{words} · {reused}"), run.stage == Stage::Failed),
        None => (words, run.stage == Stage::Failed),
    }
}

/// What was not requested again.
fn reused(lang: Lang, model: &Model, run: &JobState) -> Option<String> {
    let said = match model.playback.reused.sentences {
        0 => return None,
        1 => words::ONE_REUSED.into(),
        n => words::REUSED.with("sentences", format::number(n)),
    };
    Some(said.with("characters", format::number(run.characters)).get(lang))
}

fn job(lang: Lang, model: &Model, run: &JobState) -> Option<String> {
    let of = |phrase: crate::words::Phrase| phrase.with("done", run.done()).with("all", run.segments.len()).get(lang);
    let is_live = model.document.live.as_ref().is_some_and(|live| live.job == run.id);
    match run.stage {
        Stage::Connecting | Stage::Receiving if is_live => Some(words::LIVE_STATUS.get(lang).to_owned()),
        Stage::Asked | Stage::Connecting => Some(words::CONNECTING.get(lang).to_owned()),
        Stage::Receiving if run.segments.len() > 1 => Some(of(words::RECEIVING_OF)),
        Stage::Receiving => Some(words::RECEIVING.get(lang).to_owned()),
        Stage::Failed if run.take.is_some() => Some(of(words::FAILED_OF)),
        Stage::Failed => Some(words::REFUSED.get(lang).to_owned()),
        Stage::Stopped if !model.playback.is_sounding() => Some(of(words::STOPPED_OF)),
        Stage::Stopped | Stage::Finished => None,
    }
}

fn playback(lang: Lang, model: &Model, timeline: &Timeline) -> String {
    let words = match model.playback.state {
        Playback::Opening => words::OPENING_DEVICE,
        Playback::Buffering if timeline.is_waiting() => {
            let there = format::samples(timeline.heard, timeline.rate);
            return words::WAITING_THERE.with("time", there).get(lang);
        }
        Playback::Buffering => words::BUFFERING,
        Playback::Playing => words::PLAYING,
        Playback::Paused => words::PAUSED,
        Playback::Idle => words::READY,
    };
    words.get(lang).to_owned()
}
