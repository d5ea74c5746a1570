//! The page on which a voice is cloned: what it is called, the recording and what speaks against it, the cost, and sending.

use egui::{Align, Frame, Layout, Margin, Panel, RichText, ScrollArea, TextEdit, Ui, vec2};

use crate::engine::{ExaminedRecording, check_clone, recording_finding};
use crate::protocol::{CLONE_TEXT_BYTES, CloneLanguage, Upload};
use crate::ui::Action;
use crate::ui::model::Model;
use crate::ui::playback::preview::{Previewed, preview_button};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::{BAR, CONTROL, GAP, GROUP};
use crate::ui::shell::{FilePurpose, ShellAction, format, theme, widgets};
use crate::ui::voice::clone::{CloneAction, ClonePage, CloneSource};
use crate::ui::voice::{VoiceAction, panel::choice_chip};
use crate::words::outside::line;
use crate::words::{Failure, Lang, clone as words, shell as common, voice};

/// The widest that the page gets, in points.
const WIDTH: f32 = 680.0;

/// The most of the page's height that what it costs and the button that sends it get.
const FOOT: f32 = 0.6;

fn wish(wish: CloneAction) -> Option<Action> {
    Some(Action::Voice(VoiceAction::Clone(wish)))
}

/// The page.
pub fn clone_ui(ui: &mut Ui, model: &Model, page: &mut ClonePage) -> Option<Action> {
    let lang = model.lang();
    let mut action = None;
    let frame = Frame::new().inner_margin(Margin { left: 24, right: 24, top: 0, bottom: 8 });
    frame.show(ui, |ui| {
        let row = vec2(ui.available_width(), BAR);
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            let title = |ui: &mut Ui| ui.heading(words::CLONE.get(lang));
            let close = |ui: &mut Ui| widgets::icon_button(ui, Icon::Close, common::CLOSE.get(lang)).clicked();
            if widgets::spread(ui, title, close).1 {
                action = wish(CloneAction::Close);
            }
        });
        // While one reads aloud, the text to read has all of the room.
        if !model.clones.is_recording() {
            let most = ui.available_height() * FOOT;
            let foot = Frame::new().inner_margin(Margin { top: 8, ..Margin::ZERO });
            let panel = Panel::bottom("clone foot").frame(foot).resizable(false).max_size(most);
            let shown = panel.show(ui, |ui| {
                ui.set_max_width(WIDTH.min(ui.available_width()));
                sending_ui(ui, lang, model, page, most)
            });
            action = shown.inner.or(action.take());
        }
        ScrollArea::vertical().id_salt("clone").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(WIDTH.min(ui.available_width()));
            let is_idle = model.clones.sending.is_none();
            ui.add_enabled_ui(is_idle, |ui| {
                voice_ui(ui, lang, model, page);
                ui.add_space(GROUP);
                action = source_ui(ui, lang, model, page).or(action.take());
            });
            ui.add_space(GROUP);
        });
    });
    action
}

/// What is made: a new voice or one that is there, its name and its language.
fn voice_ui(ui: &mut Ui, lang: Lang, model: &Model, page: &mut ClonePage) {
    let again = |(known, left): (&crate::protocol::Voice, u32)| {
        let name = line(&known.name, 40).into_owned();
        (Some(known.id.clone()), words::AGAIN_OF.with("name", name).with("n", left).get(lang))
    };
    let mut choices = vec![(None, words::NEW_VOICE.get(lang).to_owned())];
    choices.extend(model.voices.trainable().map(again));
    if choices.len() > 1
        && widgets::choice(ui, words::AS.get(lang), &choices, &mut page.again, 300.0)
        && let Some(known) = page.again.as_deref().and_then(|id| model.voices.get(id))
    {
        page.name.clone_from(&known.name);
    }
    widgets::heading(ui, words::NAME.get(lang));
    widgets::line_edit(ui, &mut page.name, words::NAME.get(lang), words::NAME_HINT.get(lang));
    widgets::heading(ui, words::LANGUAGE.get(lang));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for language in CloneLanguage::ALL {
            let name = voice::language(lang, Some(language.code()), None);
            if choice_chip(ui, page.language == language, &name).clicked() {
                let is_proposed = page.is_proposed();
                page.language = language;
                if is_proposed {
                    words::passage(language.code()).clone_into(&mut page.text);
                }
            }
        }
    });
}

/// The recording, what is read in it, and what speaks against it.
fn source_ui(ui: &mut Ui, lang: Lang, model: &Model, page: &mut ClonePage) -> Option<Action> {
    let mut action = None;
    widgets::heading(ui, words::FROM.get(lang));
    if model.clones.is_recording() {
        return recorder_ui(ui, lang, model, page);
    }
    ui.horizontal(|ui| {
        let record = if model.clones.recorded.is_some() { words::RECORD_AGAIN } else { words::RECORD };
        if widgets::button(ui, Icon::Voice, record.get(lang)).clicked() {
            action = wish(CloneAction::Record);
        }
        if widgets::button(ui, Icon::Open, words::CHOOSE_FILE.get(lang)).clicked() {
            action = Some(Action::Shell(ShellAction::Browse(FilePurpose::Recording)));
        }
        if model.clones.recorded.is_some()
            && widgets::quiet_button(ui, Icon::Trash, words::DROP_RECORDING.get(lang)).clicked()
        {
            action = wish(CloneAction::DropRecording);
        }
    });
    if model.clones.microphones.len() > 1 {
        let mut choices = vec![(None, words::SYSTEM_MICROPHONE.get(lang).to_owned())];
        let named = |one: &crate::audio::DeviceInfo| (Some(one.id.clone()), line(&one.name, 40).into_owned());
        choices.extend(model.clones.microphones.iter().map(named));
        widgets::choice(ui, words::MICROPHONE.get(lang), &choices, &mut page.microphone, 300.0);
    }
    widgets::explain(ui, words::DROP_HINT.get(lang));
    widgets::explain(ui, words::RECORD_HINT.get(lang));
    if let Some(failure) = &model.clones.trouble {
        failure_ui(ui, lang, failure);
    }
    match &model.clones.source {
        CloneSource::None => {}
        CloneSource::Looking(_) => drop(widgets::explain(ui, words::LOOKING.get(lang))),
        CloneSource::Failed(failure) => failure_ui(ui, lang, failure),
        CloneSource::Ready(recording) => {
            action = recording_ui(ui, lang, model, recording).or(action);
        }
    }
    ui.add_space(GAP);
    text_ui(ui, lang, page);
    action
}

/// A recording that is being made: the text to read, how long it is, and how loud.
fn recorder_ui(ui: &mut Ui, lang: Lang, model: &Model, page: &ClonePage) -> Option<Action> {
    // Its level causes no event.
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(50));
    let mut is_stopped = false;
    widgets::card(ui, theme::palette(ui).panel, |ui| {
        widgets::explain(ui, words::TEXT_TO_READ.get(lang));
        ui.add(egui::Label::new(RichText::new(page.text.trim()).size(20.0).line_height(Some(32.0))).wrap());
        ui.add_space(GAP);
        let made = model.clones.being_made.as_ref();
        let said = match made.and_then(|made| made.seconds()) {
            None => words::OPENING.get(lang).to_owned(),
            Some(seconds) if seconds < 0.0 => words::GET_READY.with("n", format!("{:.0}", (-seconds).ceil())).get(lang),
            Some(seconds) => words::RECORDING.with("n", format!("{seconds:.0}")).get(lang),
        };
        ui.label(RichText::new(said).strong());
        let level = made.map_or(0.0, |made| made.level());
        // From −60 dB to full scale.
        let shown = 1.0 + (level.max(0.001).log10() * 20.0) / 60.0;
        widgets::bar(ui, shown, vec2(ui.available_width(), 8.0), words::LEVEL.get(lang));
        ui.add_space(GAP);
        is_stopped = widgets::primary_button(ui, Icon::Stop, words::STOP_RECORDING.get(lang)).clicked();
    });
    is_stopped.then(|| wish(CloneAction::StopRecording)).flatten()
}

/// What is read in the recording.
fn text_ui(ui: &mut Ui, lang: Lang, page: &mut ClonePage) {
    let label = words::TEXT_OF_FILE.get(lang);
    widgets::heading(ui, label);
    let hint = words::TEXT_HINT.get(lang);
    let field = TextEdit::multiline(&mut page.text).hint_text(hint).desired_rows(3).desired_width(f32::INFINITY);
    let response = ui.add(field.margin(Margin::same(8)));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::MultilineTextInput, true, label));
    let bytes = page.text.trim().len();
    if bytes > CLONE_TEXT_BYTES * 3 / 4 {
        let said = words::TEXT_BYTES.with("n", format::number(bytes)).get(lang);
        line_ui(ui, bytes <= CLONE_TEXT_BYTES, &said);
    }
}

/// A recording that was looked at.
fn recording_ui(ui: &mut Ui, lang: Lang, model: &Model, recording: &ExaminedRecording) -> Option<Action> {
    let facts = &recording.facts;
    let mut is_heard = false;
    widgets::card(ui, theme::palette(ui).panel, |ui| {
        ui.horizontal(|ui| {
            let stage = model.preview.stage(&Previewed::Recording);
            is_heard = preview_button(ui, lang, words::HEAR.get(lang), stage, CONTROL).clicked();
            ui.vertical(|ui| {
                let name = match model.clones.recorded.as_ref() == Some(&recording.path) {
                    true => words::RECORDED.get(lang).into(),
                    false => recording.path.file_name().unwrap_or_default().to_string_lossy(),
                };
                ui.label(RichText::new(line(&name, 60)).strong());
                let size = format::bytes(recording.file.len() as u64);
                let said = words::FACTS
                    .with("format", facts.format.to_uppercase())
                    .with("n", format!("{:.1}", facts.seconds))
                    .with("rate", format::number(facts.rate as usize))
                    .with("size", size);
                widgets::explain(ui, said.get(lang));
            });
        });
        if facts.findings.is_empty() {
            line_ui(ui, true, words::GOOD.get(lang));
        }
        for finding in &facts.findings {
            line_ui(ui, false, &recording_finding(*finding).get(lang));
        }
    });
    is_heard.then(|| wish(CloneAction::Hear)).flatten()
}

/// A line that is good, or is to be seen to.
fn line_ui(ui: &mut Ui, is_good: bool, words: &str) {
    let palette = theme::palette(ui);
    ui.horizontal_top(|ui| {
        let (icon, ink) = if is_good { (Icon::Check, palette.accent) } else { (Icon::Warning, palette.warn) };
        let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(18.0), egui::Sense::hover());
        icon.paint(ui.painter(), rect.shrink(1.0), ink);
        ui.add(egui::Label::new(words).wrap());
    });
}

/// Why something did not work: all of it, for here it is acted on.
fn failure_ui(ui: &mut Ui, lang: Lang, failure: &Failure) {
    let text = failure.text(lang);
    let mut lines = text.lines();
    line_ui(ui, false, lines.next().unwrap_or_default());
    for said in lines {
        widgets::explain(ui, said);
    }
}

/// What it costs, the button that sends it, and how far that is: at the foot, always in sight and not
/// higher than this, in points.
fn sending_ui(ui: &mut Ui, lang: Lang, model: &Model, page: &ClonePage, height: f32) -> Option<Action> {
    if let Some(upload) = &model.clones.sending {
        return upload_ui(ui, lang, upload);
    }
    let cost = match (model.is_demo(), &page.again) {
        (true, _) => words::COST_DEMO,
        (false, None) => words::COST,
        (false, Some(_)) => words::COST_AGAIN,
    };
    let recording = model.clones.recording().filter(|recording| !recording.facts.is_blocked());
    let refused = recording.map(|recording| check_clone(&page.request(recording)));
    let label = if page.again.is_some() { words::SEND_AGAIN } else { words::SEND };
    let is_ready = matches!(refused, Some(Ok(())));
    let room = (height - CONTROL - 3.0 * GAP).max(CONTROL);
    ScrollArea::vertical().id_salt("clone cost").max_height(room).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        if let Some(failure) = &model.clones.failure {
            failure_ui(ui, lang, failure);
        }
        widgets::explain(ui, cost.get(lang));
        widgets::explain(ui, words::OWN_VOICE.get(lang));
        if let Some(Err(failure)) = &refused
            && !page.name.is_empty()
        {
            line_ui(ui, false, &failure.why.get(lang));
        }
    });
    let pressed = ui.add_enabled_ui(is_ready, |ui| widgets::primary_button(ui, Icon::Check, label.get(lang)).clicked());
    pressed.inner.then(|| wish(CloneAction::Send)).flatten()
}

/// How far the recording has been sent.
fn upload_ui(ui: &mut Ui, lang: Lang, upload: &Upload) -> Option<Action> {
    // Its progress causes no event.
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(200));
    let percent = format!("{:.0}", upload.done() * 100.0);
    let said = match upload.is_sent() {
        true => words::WAITING.get(lang).to_owned(),
        false => words::SENDING.with("n", percent).get(lang),
    };
    widgets::explain(ui, &said);
    widgets::bar(ui, upload.done(), vec2(ui.available_width(), 6.0), &said);
    let is_stopped = !upload.is_sent() && widgets::button(ui, Icon::Close, words::CANCEL_SENDING.get(lang)).clicked();
    is_stopped.then(|| wish(CloneAction::Cancel)).flatten()
}
