//! The menu of the page: what can be done with the text, and with the sentence under the pointer.

use egui::{Key, KeyboardShortcut, Modifiers, Popup, Response, Ui, ViewportCommand};

use crate::audio::take::Passage;
use crate::ui::document::paper::{HeardText, text_id};
use crate::ui::document::{PageMenu, Paper};
use crate::ui::playback::versions::redo_ui;
use crate::ui::playback::{PlaybackAction, tools};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::keys::Shortcut;
use crate::ui::shell::{keys, widgets};
use crate::words::{Lang, document as words, playback};

/// Asks again for what failed.
fn failed_ui(ui: &mut Ui, lang: Lang, again: Option<&PlaybackAction>) -> Option<PlaybackAction> {
    let item = ui.add_enabled_ui(again.is_some(), |ui| {
        let item = tools::menu_item(ui, Icon::Again, words::ASK_AGAIN.get(lang), "");
        item.on_hover_text(words::ASK_AGAIN_HINT.get(lang))
    });
    again.filter(|_| item.inner.clicked()).cloned()
}

/// What of a take can be requested again, or compared with how it was. `versions` are those that are to be shown.
fn sentence_ui(
    ui: &mut Ui,
    lang: Lang,
    heard: &HeardText<'_>,
    sentence: usize,
    versions: &mut Option<usize>,
) -> Option<PlaybackAction> {
    let mut action = None;
    let spoken = heard.reading.spoken(sentence).unwrap_or_default();
    ui.add_enabled_ui(heard.can_redo, |ui| {
        action = redo_ui(ui, lang, words::REDO_SENTENCE.get(lang), &spoken);
        let segment = heard.take.segment_at(spoken.start).filter(|one| one.spoken.contains(&spoken.start));
        let redo = tools::menu_item(ui, Icon::Again, words::REDO_SEGMENT.get(lang), "");
        if let (true, Some(segment)) = (redo.on_hover_text(playback::REDO_HINT.get(lang)).clicked(), segment) {
            action = Some(PlaybackAction::Redo { spoken: segment.spoken, voice: None });
        }
    });
    let is_here = |passage: &&Passage| passage.spoken.start < spoken.end && spoken.start < passage.spoken.end;
    if let Some(passage) = heard.versions.passages.iter().find(is_here)
        && tools::menu_item(ui, Icon::Versions, playback::SHOW_VERSIONS.get(lang), "").clicked()
    {
        *versions = Some(passage.spoken.start);
    }
    action
}

/// Shows the menu while it is open. The text may change by it.
pub(super) fn menu_ui(
    response: &Response,
    lang: Lang,
    text: &mut String,
    heard: Option<&HeardText<'_>>,
    paper: &mut Paper,
    follow: &mut bool,
) -> (Option<PlaybackAction>, bool) {
    let (mut action, mut has_changed) = (None, false);
    let Some(PageMenu { byte, at, by_key }) = paper.menu else { return (action, has_changed) };
    let shown = Popup::context_menu(response).at_position(at).width(260.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let chosen = paper.editor.chosen();
        ui.add_enabled_ui(!text.is_empty(), |ui| {
            let press = words::PRESS_WITH.with("key", ui.ctx().format_modifiers(Modifiers::COMMAND)).get(lang);
            let speak = tools::menu_item(ui, Icon::Play, words::SPEAK_FROM_HERE.get(lang), &press);
            take_keyboard(ui, by_key, &speak);
            if speak.clicked() {
                action = Some(PlaybackAction::SpeakFrom(byte));
            }
        });
        if !chosen.is_empty() && tools::menu_item(ui, Icon::Play, words::SPEAK_CHOSEN.get(lang), "").clicked() {
            action = Some(PlaybackAction::SpeakPart(chosen.clone()));
        }
        if paper.margin.has_failed(heard.map_or(byte, |heard| heard.page.start_at(byte))) {
            action = failed_ui(ui, lang, paper.ask_again.as_ref()).or(action.take());
        } else if let Some((heard, sentence)) = heard.and_then(|heard| Some((heard, heard.page.sound_at(byte)?))) {
            action = sentence_ui(ui, lang, heard, sentence, &mut paper.versions).or(action.take());
        }
        ui.separator();
        has_changed = editing_ui(ui, lang, text, paper);
        ui.separator();
        if widgets::menu_row(ui, *follow, words::FOLLOW_VOICE.get(lang)).clicked() {
            *follow = !*follow;
        }
    });
    if shown.is_none() {
        paper.menu = None;
        // What has been chosen may have given the keyboard to something else.
        if by_key && response.ctx.memory(|memory| memory.focused().is_none()) {
            response.request_focus();
        }
    }
    (action, has_changed)
}

/// Gives the keyboard, as long as the text has it, to the first row of a menu that was opened with a key.
fn take_keyboard(ui: &Ui, by_key: bool, row: &Response) {
    if by_key && row.enabled() && ui.memory(|memory| memory.has_focus(text_id())) {
        row.request_focus();
    }
}

/// Cut, copy, paste, choose, find. Whether the text has changed.
fn editing_ui(ui: &mut Ui, lang: Lang, text: &mut String, paper: &mut Paper) -> bool {
    let mut has_changed = false;
    let chosen = paper.editor.chosen();
    let key = |ui: &Ui, key| keys::said(ui.ctx(), &KeyboardShortcut::new(Modifiers::COMMAND, key));
    let keyboard = |ui: &Ui| ui.memory_mut(|memory| memory.request_focus(text_id()));
    ui.add_enabled_ui(!chosen.is_empty(), |ui| {
        let shortcut = key(ui, Key::X);
        if tools::menu_item(ui, Icon::Close, words::CUT.get(lang), &shortcut).clicked() {
            ui.copy_text(text[chosen.clone()].to_owned());
            has_changed = paper.editor.replace_alone(ui, text, chosen.clone(), "");
            keyboard(ui);
        }
        let shortcut = key(ui, Key::C);
        if tools::menu_item(ui, Icon::Copy, words::COPY.get(lang), &shortcut).clicked() {
            ui.copy_text(text[chosen.clone()].to_owned());
            keyboard(ui);
        }
    });
    let shortcut = key(ui, Key::V);
    let paste = tools::menu_item(ui, Icon::Plus, words::PASTE.get(lang), &shortcut);
    take_keyboard(ui, text.is_empty() && paper.menu.is_some_and(|menu| menu.by_key), &paste);
    if paste.clicked() {
        // It comes as an event to whoever has the keyboard.
        keyboard(ui);
        ui.ctx().send_viewport_cmd(ViewportCommand::RequestPaste);
    }
    ui.add_enabled_ui(!text.is_empty(), |ui| {
        let shortcut = key(ui, Key::A);
        if tools::menu_item(ui, Icon::Check, words::CHOOSE_ALL.get(lang), &shortcut).clicked() {
            paper.editor.go(0, false);
            paper.editor.go(text.len(), true);
            keyboard(ui);
        }
        let shortcut = keys::shown(ui.ctx(), Shortcut::Find);
        if tools::menu_item(ui, Icon::Search, words::FIND_MENU.get(lang), &shortcut).clicked() {
            paper.finder.open(false, text.get(chosen.clone()).unwrap_or_default());
        }
    });
    has_changed
}
