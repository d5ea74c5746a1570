//! The player at the bottom: what it plays; where the sound is; speak, move, hold, stop; how fast and loud; export.

use std::time::{Duration, Instant};

use egui::{Align, Layout, Popup, RichText, TextStyle, Ui, vec2};

use crate::audio::take::Take;
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
use crate::ui::shell::keys::Shortcut;
use crate::ui::shell::theme::{GAP, GROUP};
use crate::ui::shell::{Ask, format, keys, theme, widgets};
use crate::words::{Lang, export, outside, playback as words};

/// A bar that is narrower than this, in points, has its tools in two rows.
const WIDE: f32 = 704.0;
/// The player: what it plays, where in it one is, and the tools.
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
    let line = vec2(ui.available_width(), tools::LINE);
    let right_to_left = Layout::right_to_left(Align::Center);
    let asked = ui.allocate_ui_with_layout(line, right_to_left, |ui| line_ui(ui, lang, model, ask, meter, timeline));
    let sought = timeline_ui(ui, lang, timeline, peaks, |sample| {
        let (take, reading) = model.playback.reading()?;
        reading.at_sample(take, sample).map(|sentence| reading.words(sentence, 24))
    });
    ui.add_space(2.0);
    let pressed = match ui.available_width() >= WIDE {
        true => ui.horizontal(|ui| {
            let moved = moving_ui(ui, lang, model);
            ui.add_space(GROUP - GAP);
            moved.or(sound_ui(ui, lang, model))
        }),
        false => {
            let moved = ui.horizontal(|ui| moving_ui(ui, lang, model));
            let sound = ui.horizontal(|ui| sound_ui(ui, lang, model));
            egui::InnerResponse::new(moved.inner.or(sound.inner), moved.response)
        }
    };
    sought.or(asked.inner).or(pressed.inner)
}

/// Speak, and move in what is heard.
fn moving_ui(ui: &mut Ui, lang: Lang, model: &Model) -> Option<Action> {
    let spoken = speak_ui(ui, lang, model);
    ui.add_space(GROUP - GAP);
    ui.spacing_mut().item_spacing.x = 2.0;
    spoken.or(controls::play_ui(ui, lang, model))
}

/// How it is heard, and the way into a file.
fn sound_ui(ui: &mut Ui, lang: Lang, model: &Model) -> Option<Action> {
    let paced = ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        controls::pace_ui(ui, lang, model)
    });
    let kept = ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let can_save = model.playback.take.is_some() || !model.document.text.trim().is_empty();
        let save = ui.add_enabled_ui(can_save, |ui| widgets::button(ui, Icon::Save, export::SAVE_AS.get(lang)));
        let hint = keys::shown(ui.ctx(), Shortcut::Export);
        let saved = save.inner.on_hover_text(hint).clicked().then_some(Action::Export(ExportAction::SaveAs));
        ui.add_space(GAP);
        saved.or(volume_ui(ui, lang, &model.settings))
    });
    paced.inner.or(kept.inner)
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
            let labels = controls::MAIN_LABELS.map(|label| label.get(lang));
            let main = widgets::primary_button_of(ui, icon, label.get(lang), &labels);
            let keys = format!("{}  {}", keys::shown(ui.ctx(), Shortcut::Speak), words::SPACE_KEY.get(lang));
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
                    let key = keys::shown(ui.ctx(), Shortcut::SpeakAfresh);
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

/// The line of words: what is played, at the right the time, and between them what is wrong or takes long, with what can be
/// done about it.
fn line_ui(
    ui: &mut Ui,
    lang: Lang,
    model: &Model,
    ask: &mut Option<Ask>,
    meter: &Meter,
    timeline: &Timeline,
) -> Option<Action> {
    let palette = theme::palette(ui);
    let small = |words: &str, color| egui::Label::new(RichText::new(words).small().color(color)).truncate();
    let length = length(lang, timeline, model.settings.speed);
    ui.label(RichText::new(length).color(palette.soft)).on_hover_text(words::LENGTH_NAME.get(lang));
    ui.label(RichText::new("/").color(palette.faint));
    let heard = format::samples(timeline.heard, timeline.rate);
    ui.label(RichText::new(heard).color(palette.ink)).on_hover_text(words::HEARD_NAME.get(lang));
    let mut action = None;
    if let Some(take) = &model.playback.take {
        let reading = model.playback.reading().map(|(_, reading)| reading.as_ref());
        let shown = ShownVersions {
            take,
            passages: &model.playback.passages,
            reading,
            preview: &model.preview,
            can_change: model.playback.running().is_none(),
        };
        action = versions_ui(ui, lang, shown, ask);
    }
    // Where the main button says it there is no second one.
    if let Some(lacking) = model.can_continue().filter(|_| main_button(model).1 != words::GO_ON_SPEAKING) {
        let again = tools::line_button(ui, Icon::Again, words::CONTINUE_HERE.get(lang));
        let hint = match lacking {
            1 => words::ONE_LACKING_HINT.get(lang).to_owned(),
            n => words::CONTINUE_HERE_HINT.with("n", n).get(lang),
        };
        if again.on_hover_text(hint).clicked() {
            action = Some(Action::Playback(PlaybackAction::Continue));
        }
    }
    if model.playback.job.as_ref().is_some_and(|run| run.retrying.is_some() && run.again.is_some()) {
        // The seconds that are left are shown as they pass.
        ui.ctx().request_repaint_after(Duration::from_millis(500));
    }
    let starved = meter.starved();
    let starved = (starved > 0 && model.playback.take.is_some()).then(|| words::STARVED.with("n", starved).get(lang));
    let others = model.playback.others.len();
    let others = (others > 0).then(|| words::ELSEWHERE.with("n", others).get(lang));
    let told = status(lang, model, timeline);
    let is_retrying = model.playback.job.as_ref().is_some_and(|run| run.retrying.is_some());
    let color = match told {
        Some((_, true)) => palette.bad,
        _ if is_retrying => palette.warn,
        _ => palette.soft,
    };
    let told = told.map(|(words, _)| (words, color)).into_iter().chain(starved.map(|words| (words, palette.warn)));
    let told = told.chain(others.map(|words| (words, palette.soft)));
    ui.scope(|ui| {
        // What is played keeps a third of the line.
        ui.set_max_width(ui.available_width() * 0.67);
        for (words, color) in told.collect::<Vec<_>>().into_iter().rev() {
            ui.add(small(&words, color)).on_hover_text(words);
        }
    });
    if let Some(take) = &model.playback.take {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let title = model.library.title_of(take);
            let voice = outside::label(&take.header().voice_name).into_owned();
            let voice = if voice.is_empty() { voice } else { format!("· {voice}") };
            // A long title is cut, and not the voice after it.
            let font = TextStyle::Small.resolve(ui.style());
            let room = ui.painter().layout_no_wrap(voice.clone(), font, palette.soft).size().x + GAP;
            let width = ui.available_width();
            ui.scope(|ui| {
                ui.set_max_width((width - room).max(width / 2.0));
                ui.add(small(&title, palette.ink)).on_hover_text(title);
            });
            ui.add(small(&voice, palette.soft)).on_hover_text(voice);
        });
    }
    action
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

/// What is wrong or takes long, in a few words, and whether it has failed.
fn status(lang: Lang, model: &Model, timeline: &Timeline) -> Option<(String, bool)> {
    let Some(run) = model.playback.job.as_ref() else { return Some((playback(lang, model, timeline)?, false)) };
    if run.retrying.is_some() {
        let left = run.again.map(|again| again.saturating_duration_since(Instant::now()).as_secs_f64().ceil());
        let words = match left {
            Some(left) => words::SLOWED.with("wait", left).get(lang),
            None => words::RETRYING.get(lang).to_owned(),
        };
        return Some((words, false));
    }
    let is_waiting = timeline.is_waiting() && model.playback.state == Playback::Buffering;
    // What has ended is told of what it was about, and not of another document.
    let is_of_job = model.playback.take.as_ref().map(|take| take.id()) == run.take.as_ref().map(|take| take.id());
    let is_here = |take: &Take| take.header().document == model.document.id;
    let is_told = is_of_job || run.stage.is_running() || run.take.as_ref().is_none_or(is_here);
    let words = job(lang, model, run).filter(|_| is_told && !is_waiting).or_else(|| playback(lang, model, timeline));
    let said: Vec<_> = words.into_iter().chain(reused(lang, model, run).filter(|_| is_of_job)).collect();
    (!said.is_empty()).then(|| (said.join(" · "), is_told && run.stage == Stage::Failed))
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
        Stage::Receiving => None,
        Stage::Failed if run.take.is_some() => Some(of(words::FAILED_OF)),
        Stage::Failed => Some(words::REFUSED.get(lang).to_owned()),
        Stage::Stopped if !model.playback.is_sounding() => Some(of(words::STOPPED_OF)),
        Stage::Stopped | Stage::Finished => None,
    }
}

/// What the player waits for, where it does.
fn playback(lang: Lang, model: &Model, timeline: &Timeline) -> Option<String> {
    let words = match model.playback.state {
        Playback::Opening => words::OPENING_DEVICE,
        Playback::Buffering if timeline.is_waiting() => {
            let there = format::samples(timeline.heard, timeline.rate);
            return Some(words::WAITING_THERE.with("time", there).get(lang));
        }
        Playback::Buffering => words::BUFFERING,
        Playback::Playing | Playback::Paused | Playback::Idle => return None,
    };
    Some(words.get(lang).to_owned())
}
