//! The bar at the bottom: speak, hold, stop; where the sound is; how loud; save.

use egui::{Align, Layout, RichText, Ui, vec2};

use super::icons::Icon;
use super::theme::{self, GAP};
use super::timeline::{HEIGHT, timeline_ui};
use super::{Action, format, widgets};
use crate::audio::{Meter, Playback};
use crate::ui::model::Timeline;
use crate::ui::model::{Model, Run, Stage};
use crate::words::{Lang, ui as words};

/// The bar at the bottom.
pub fn transport_ui(
    ui: &mut Ui,
    model: &mut Model,
    meter: &Meter,
    timeline: &Timeline,
    peaks: &[u8],
) -> Option<Action> {
    let lang = model.lang();
    let palette = theme::palette(ui);
    let mut action = None;
    ui.horizontal(|ui| {
        // As wide as hours are, so that the bar does not move when the first hour is over.
        let size = vec2(52.0, HEIGHT);
        let time = |samples| RichText::new(format::samples(samples, timeline.rate)).color(palette.soft);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_size(size);
            ui.label(time(timeline.heard));
        });
        ui.allocate_ui(vec2(ui.available_width() - size.x - GAP, HEIGHT), |ui| {
            action = timeline_ui(ui, lang, timeline, peaks);
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(time(timeline.received)));
    });
    ui.horizontal(|ui| {
        let pressed = buttons_ui(ui, lang, model);
        action = action.take().or(pressed);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let can_save = model.playing.take.is_some() || !model.text.trim().is_empty();
            let save = ui.add_enabled_ui(can_save, |ui| widgets::button(ui, Icon::Save, words::SAVE_AS.get(lang)));
            if save.inner.on_hover_text("Ctrl+S").clicked() {
                action = Some(Action::SaveAs);
            }
            if volume_ui(ui, lang, &mut model.settings.volume) {
                action = Some(Action::VolumeMoved);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let asked = status_ui(ui, lang, model, meter);
                action = action.take().or(asked);
            });
        });
    });
    action
}

fn buttons_ui(ui: &mut Ui, lang: Lang, model: &Model) -> Option<Action> {
    let mut action = None;
    let can_speak = !model.text.trim().is_empty();
    let speak = ui.add_enabled_ui(can_speak, |ui| widgets::primary_button(ui, Icon::Play, words::SPEAK.get(lang)));
    if speak.inner.on_hover_text("Ctrl+Enter").clicked() {
        action = Some(Action::Speak);
    }
    let is_held = model.playing.state == Playback::Paused;
    let can_replay = !model.is_sounding() && !is_held && model.playing.take.is_some();
    let (icon, label, wish) = match (is_held, can_replay) {
        (true, _) => (Icon::Play, words::RESUME, Action::PauseOrResume),
        (_, true) => (Icon::Again, words::REPLAY, Action::Replay),
        _ => (Icon::Pause, words::PAUSE, Action::PauseOrResume),
    };
    let can = is_held || can_replay || model.is_sounding();
    ui.add_enabled_ui(can, |ui| {
        let button = widgets::button(ui, icon, label.get(lang));
        if button.on_hover_text(words::SPACE_KEY.get(lang)).clicked() {
            action = Some(wish);
        }
    });
    let can_stop = model.running().is_some() || model.is_sounding() || is_held;
    ui.add_enabled_ui(can_stop, |ui| {
        if widgets::button(ui, Icon::Stop, words::STOP.get(lang)).on_hover_text("Esc").clicked() {
            action = Some(Action::Stop);
        }
    });
    action
}

/// The volume of playback. Returns whether it was moved.
fn volume_ui(ui: &mut Ui, lang: Lang, volume: &mut f32) -> bool {
    let palette = theme::palette(ui);
    let slider = widgets::bare_slider(ui, volume, 0.0..=1.5, 84.0);
    let label = words::VOLUME.with("n", (*volume * 100.0).round()).get(lang);
    ui.ctx().accesskit_node_builder(slider.id, |node| node.set_label(words::VOLUME_NAME.get(lang)));
    let moved = slider.double_clicked();
    if moved {
        *volume = 1.0;
    }
    let changed = slider.changed() || moved;
    slider.on_hover_text(label);
    let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), egui::Sense::hover());
    Icon::Speaker.paint(ui.painter(), rect, palette.soft);
    changed
}

/// What is going on, in a few words, and the way out where it has failed.
fn status_ui(ui: &mut Ui, lang: Lang, model: &Model, meter: &Meter) -> Option<Action> {
    let palette = theme::palette(ui);
    let mut action = None;
    let (words, color) = match model.run.as_ref() {
        Some(run) if run.retrying.is_some() => (words::RETRYING.get(lang).to_owned(), palette.warn),
        Some(run) => match status(lang, model, run) {
            Some(words) => (words, if run.stage == Stage::Failed { palette.bad } else { palette.soft }),
            None => (playback(lang, model), palette.soft),
        },
        None => (playback(lang, model), palette.soft),
    };
    if model.run.as_ref().is_some_and(can_ask_again) && model.running().is_none() {
        let again = widgets::quiet_button(ui, Icon::Again, words::ASK_AGAIN.get(lang));
        if again.on_hover_text(words::ASK_AGAIN_HINT.get(lang)).clicked() {
            action = Some(Action::AskAgain);
        }
    }
    ui.add(egui::Label::new(RichText::new(words).small().color(color)).truncate());
    let starved = meter.starved();
    if starved > 0 && model.playing.take.is_some() {
        let said = words::STARVED.with("n", starved).get(lang);
        ui.add(egui::Label::new(RichText::new(said).small().color(palette.warn)).truncate());
    }
    action
}

/// Whether what is lacking in a job can be asked for.
pub fn can_ask_again(run: &Run) -> bool {
    run.take.is_some() && matches!(run.stage, Stage::Failed | Stage::Stopped)
}

fn status(lang: Lang, model: &Model, run: &Run) -> Option<String> {
    let of = |phrase: crate::words::Phrase| phrase.with("done", run.done()).with("all", run.segments.len()).get(lang);
    match run.stage {
        Stage::Asked | Stage::Connecting => Some(words::CONNECTING.get(lang).to_owned()),
        Stage::Receiving if run.segments.len() > 1 => Some(of(words::RECEIVING_OF)),
        Stage::Receiving => Some(words::RECEIVING.get(lang).to_owned()),
        Stage::Failed if run.take.is_some() => Some(of(words::FAILED_OF)),
        Stage::Failed => Some(words::REFUSED.get(lang).to_owned()),
        Stage::Stopped if !model.is_sounding() => Some(of(words::STOPPED_OF)),
        Stage::Stopped | Stage::Finished => None,
    }
}

fn playback(lang: Lang, model: &Model) -> String {
    let words = match model.playing.state {
        Playback::Opening => words::OPENING_DEVICE,
        Playback::Buffering => words::BUFFERING,
        Playback::Playing => words::PLAYING,
        Playback::Paused => words::PAUSED,
        Playback::Idle => words::READY,
    };
    words.get(lang).to_owned()
}
