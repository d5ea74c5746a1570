//! What makes the window move: events, counts, answers of dialogs, dropped files, keys.

use std::path::PathBuf;

use egui::{Context, ImeEvent, Key, Modifiers, ThemePreference};

use crate::app::counter::{CountRequest, Counted};
use crate::app::dialogs::Picked;
use crate::app::{App, CountInputs, Looked, reading};
use crate::engine::Command;
use crate::store::{Settings, TEXT_SIZES, Theme};
use crate::ui::document::DocumentAction;
use crate::ui::document::paper::{FindStep, text_id};
use crate::ui::export::{ExportAction, ExportSource};
use crate::ui::library::several_keys;
use crate::ui::model::Follow;
use crate::ui::playback::PlaybackAction;
use crate::ui::playback::controls::SKIP;
use crate::ui::shell::keys::{Shortcut, Shortcuts};
use crate::ui::shell::{Ask, fonts, keys};
use crate::ui::voice::board::BoardAction;
use crate::ui::voice::{CloneAction, VoiceAction};
use crate::ui::{Action, Side};
use crate::words::voice as words;

impl App {
    /// Takes in all news.
    pub(super) fn hear(&mut self) {
        while let Ok(event) = self.events.try_recv() {
            match self.model.apply(event) {
                Some(Follow::Ask(command)) => self.send(command),
                Some(Follow::Opened(take)) => self.opened(take),
                Some(Follow::DocumentOpened(opened)) => self.show_document(*opened),
                Some(Follow::TextOpened(path, file)) => self.text_opened(&path, file),
                Some(Follow::UseAccount(choice)) => self.use_account(choice),
                Some(Follow::Shown) => self.peaks.forget(),
                Some(Follow::HearAfter(id)) => self.hear_after(id),
                Some(Follow::Jumped(sample)) => self.tell_jump(sample),
                Some(Follow::NotTrashed(ids, failure)) => {
                    self.view.ask = Some(Ask::ForGood { ids, failure: Box::new(failure) })
                }
                None => {}
            }
        }
        self.attend_restored();
        self.show_made();
        while let Some(picked) = self.dialogs.picked() {
            match picked {
                Picked::Files(wanted, paths) => self.picked(wanted, paths),
                Picked::Claimed(draft, path) => self.export_to(*draft, path),
                Picked::PresetsRead(read) => self.presets_read(read),
                Picked::PresetsWritten(written) => self.presets_written(written),
                Picked::NotOpened(failure) => self.model.notices.trouble(failure),
                Picked::AskHere(wanted, proposal) => {
                    self.view.ask = Some(Ask::Path { wanted, path: proposal.display().to_string() });
                }
                Picked::Nothing => {}
            }
        }
    }

    /// Sends the text to be counted where it has changed, and takes in counts.
    pub(super) fn count(&mut self, ctx: &Context) {
        let Counted { page, count } = self.counter.latest();
        if let Some(page) = page.filter(|page| page.serial == self.model.document.serial) {
            self.model.document.set_page(page);
        }
        if let Some(count) = count {
            self.model.document.count = count;
        }
        if !self.looked.as_ref().is_some_and(|looked| looked.is_of(&self.model)) {
            self.ask_for_count();
        }
        if self.speak_when_ready && self.model.is_ready() {
            self.speak_when_ready = false;
            self.act(ctx, Action::Playback(PlaybackAction::Speak));
        }
    }

    /// Sends the text to be counted where the count would be another, as soon as nothing else is being counted.
    fn ask_for_count(&mut self) {
        let settings = &self.model.settings;
        let asked = CountInputs {
            serial: self.model.document.serial,
            text_reading: self.model.text_reading(),
            account: settings.account.clone(),
            settings: self.model.job_settings(),
            // Where nothing looks like a prefix, it is all the same which voices there are.
            voices: match self.model.document.text.contains(['[', '【']) {
                true => self.model.voices.edition,
                false => 0,
            },
            library: self.model.library.edition,
            reading: reading(&self.model).map(|(take, len)| (take.to_owned(), len)),
        };
        // Markdown, settings, and voices that may be named change the count of the same text, so they make it a new one. What is
        // saved changes it too, but the old count is good until the new one comes.
        let is_other = |before: &CountInputs| {
            let kept = (before.library, before.reading.clone());
            let library =
                |inputs: &CountInputs| CountInputs { library: kept.0, reading: kept.1.clone(), ..inputs.clone() };
            before.serial == asked.serial && library(&asked) != *before
        };
        if self.asked.as_ref().is_some_and(is_other) {
            self.model.document.changed();
        }
        if self.counter.is_busy() {
            return;
        }
        let asked = CountInputs { serial: self.model.document.serial, ..asked };
        if self.asked.as_ref() != Some(&asked) {
            self.counter.ask(CountRequest {
                serial: asked.serial,
                text: self.model.document.text.clone(),
                reading: asked.text_reading,
                account: asked.account.clone(),
                settings: asked.settings.clone(),
                voices: self.model.voices.list.clone(),
                heard: self.model.playback.reading().map(|(_, reading)| reading.clone()),
            });
            self.asked = Some(asked);
        }
        self.looked = Some(Looked::at(&self.model));
    }

    /// Chinese and English want some marks in other widths.
    pub(super) fn choose_letters(&mut self, ctx: &Context) {
        let lang = self.model.lang();
        if self.letters_for.replace(lang) != Some(lang) {
            fonts::install(ctx, lang);
        }
    }

    /// Makes the window look as the settings say, and writes them once a change is made and not on the way to it.
    pub(super) fn settle(&mut self, ctx: &Context) {
        self.choose_letters(ctx);
        let wanted = match self.model.settings.theme {
            Theme::System => ThemePreference::System,
            Theme::Light => ThemePreference::Light,
            Theme::Dark => ThemePreference::Dark,
        };
        if ctx.options(|options| options.theme_preference) != wanted {
            ctx.set_theme(wanted);
        }
        Shortcuts::install(ctx, &self.model.settings.shortcuts);
        if ctx.zoom_factor() != self.model.settings.zoom && !ctx.input(|input| input.pointer.any_down()) {
            ctx.set_zoom_factor(self.model.settings.zoom);
        }
        // Written when the window closes: each step of a resize would be one more file.
        let size = ctx.input(|input| input.viewport().inner_rect).map(|rect| rect.size());
        self.size = size.filter(|size| size.x >= 1.0 && size.y >= 1.0).map(|size| [size.x, size.y]).or(self.size);
        let typing = ctx.memory(|memory| memory.focused()).is_some_and(|id| id != text_id());
        let is_busy = ctx.input(|input| input.pointer.any_down()) || (typing && ctx.text_edit_focused());
        if !is_busy {
            self.keep_settings();
        }
    }

    /// Writes the settings where they differ from what was written.
    pub(super) fn keep_settings(&mut self) {
        if self.saved != self.model.settings {
            self.saved = self.model.settings.clone();
            self.send(Command::SaveSettings(Box::new(self.saved.clone())));
        }
    }

    /// The keys that mean something everywhere, and files that were dropped.
    pub(super) fn shortcuts(&mut self, ctx: &Context) -> Vec<Action> {
        let mut wishes = Vec::new();
        let was_composing = self.view.composing;
        let mut dropped = Vec::new();
        ctx.input(|input| {
            for event in &input.events {
                match event {
                    egui::Event::Ime(ImeEvent::Preedit { text, .. }) => self.view.composing = !text.is_empty(),
                    egui::Event::Ime(ImeEvent::Commit(_)) => self.view.composing = false,
                    _ => {}
                }
            }
            dropped.extend(input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()));
        });
        match dropped.as_slice() {
            [path] if self.view.is_cloning() && !path.is_dir() => {
                wishes.push(Action::Voice(VoiceAction::Clone(CloneAction::File(path.clone()))));
            }
            _ => wishes.extend(dropped_on_window(dropped, self.model.document.text.is_empty())),
        }
        // A key that ends or feeds a composition belongs to the input method, also in the frame in which it ends.
        let is_composing = self.view.composing || was_composing;
        let is_asking = self.view.is_asking();
        if is_composing || is_asking {
            return wishes;
        }
        let pressed = |modifiers, key| ctx.input_mut(|input| input.consume_key(modifiers, key));
        for shortcut in keys::pressed(ctx) {
            wishes.extend(self.shortcut(shortcut));
        }
        let is_finding = self.view.paper.finder.is_open && self.view.shows_page() && !self.view.menu_open;
        if is_finding && pressed(Modifiers::NONE, Key::Escape) {
            self.view.paper.finder.is_open = false;
            ctx.memory_mut(|memory| memory.request_focus(text_id()));
        }
        let is_menu_open = self.view.menu_open || (self.view.shows_page() && self.view.paper.completion.is_open());
        if self.view.settings && !is_menu_open && pressed(Modifiers::NONE, Key::Escape) {
            self.view.settings = false;
        }
        if self.view.side == Side::Library && !is_menu_open && !ctx.text_edit_focused() {
            wishes.extend(several_keys(ctx, &self.model, &mut self.view));
        }
        // What sounds beside the rest is ended first, and by itself; it may have been begun in a menu, which stays open then.
        if self.model.preview.is_on() && pressed(Modifiers::NONE, Key::Escape) {
            wishes.push(Action::Playback(PlaybackAction::StopPreview));
        }
        if self.view.is_cloning() && !is_menu_open && pressed(Modifiers::NONE, Key::Escape) {
            wishes.push(Action::Voice(VoiceAction::Clone(CloneAction::Close)));
        }
        if self.view.voices.is_open && !is_menu_open && pressed(Modifiers::NONE, Key::Escape) {
            wishes.push(match self.view.voices.board.is_open {
                true => BoardAction::Show(false).into(),
                false => Action::Voice(VoiceAction::Browse),
            });
        }
        if !is_menu_open && self.can_stop() && pressed(Modifiers::NONE, Key::Escape) {
            wishes.push(Action::Playback(PlaybackAction::Stop));
        }
        // Who has stopped the sound writes on where they were; only an Esc that means nothing else leaves the text.
        if !is_menu_open && ctx.memory(|memory| memory.has_focus(text_id())) && pressed(Modifiers::NONE, Key::Escape) {
            ctx.memory_mut(|memory| memory.surrender_focus(text_id()));
        }
        let is_elsewhere = ctx.memory(|memory| memory.focused().is_some());
        if !is_menu_open && !is_elsewhere && pressed(Modifiers::NONE, Key::Space) {
            wishes.push(Action::Playback(PlaybackAction::PauseOrResume));
        }
        if !is_menu_open && !is_elsewhere {
            // Held with another key they mean something else.
            let bare = ctx.input(|input| input.modifiers.is_none());
            for (key, seconds) in [(Key::ArrowLeft, -SKIP), (Key::ArrowRight, SKIP)] {
                if bare && pressed(Modifiers::NONE, key) {
                    wishes.push(Action::Playback(PlaybackAction::Skip(seconds)));
                }
            }
        }
        wishes
    }
}

impl App {
    /// Does what a key does that means something everywhere.
    fn shortcut(&mut self, shortcut: Shortcut) -> Option<Action> {
        let playback = |wish| Some(Action::Playback(wish));
        match shortcut {
            Shortcut::Speak => playback(PlaybackAction::Speak),
            Shortcut::SpeakAfresh => playback(PlaybackAction::SpeakAfresh),
            Shortcut::Previous => playback(PlaybackAction::PreviousSentence),
            Shortcut::Next => playback(PlaybackAction::NextSentence),
            Shortcut::Faster => playback(PlaybackAction::Faster(1)),
            Shortcut::Slower => playback(PlaybackAction::Faster(-1)),
            Shortcut::Repeat => playback(PlaybackAction::NextRepeat),
            Shortcut::Mute => playback(PlaybackAction::Mute),
            Shortcut::Export => Some(Action::Export(ExportAction::SaveAs)),
            Shortcut::New => Some(Action::Document(DocumentAction::New)),
            Shortcut::Open => Some(Action::Document(DocumentAction::Open)),
            Shortcut::Find => self.find(false),
            Shortcut::Replace => self.find(true),
            Shortcut::FindNext => self.find_step(FindStep::Next),
            Shortcut::FindPrevious => self.find_step(FindStep::Previous),
            Shortcut::Larger => self.size(self.model.settings.text_size + 1.0),
            Shortcut::Smaller => self.size(self.model.settings.text_size - 1.0),
            Shortcut::UsualSize => self.size(Settings::default().text_size),
            Shortcut::Voices => Some(Action::Voice(VoiceAction::Browse)),
            Shortcut::Preset(number) => {
                let preset = self.model.settings.own_presets().nth(usize::from(number)).cloned();
                if let Some(preset) = preset {
                    self.model.settings.use_preset(&preset);
                    self.model.notices.hint(words::PRESET_USED.with("name", preset.name));
                }
                None
            }
            Shortcut::Settings => {
                self.view.settings = !self.view.settings;
                self.view.voices.is_open = false;
                None
            }
        }
    }

    fn find(&mut self, replaces: bool) -> Option<Action> {
        self.view.show_page();
        let chosen = self.model.document.text.get(self.view.paper.editor.chosen()).unwrap_or_default();
        self.view.paper.finder.open(replaces, chosen);
        None
    }

    fn find_step(&mut self, step: FindStep) -> Option<Action> {
        self.view.show_page();
        self.view.paper.finder.is_open = true;
        self.view.paper.finder.step = Some(step);
        None
    }

    /// Sets the size of the letters of the text. Those of the window stay as they are.
    fn size(&mut self, points: f32) -> Option<Action> {
        self.model.settings.text_size = points.clamp(TEXT_SIZES.0, TEXT_SIZES.1);
        None
    }
}

/// One file is a text to be opened, and it is asked where to if there is one already; several, or a folder, are files for the queue.
fn dropped_on_window(mut paths: Vec<PathBuf>, is_empty: bool) -> Option<Action> {
    match paths.as_slice() {
        [] => None,
        [path] if !path.is_dir() => {
            let wish = if is_empty { DocumentAction::OpenPath } else { DocumentAction::AskPlace };
            paths.pop().map(|path| Action::Document(wish(path)))
        }
        _ => Some(Action::Export(ExportAction::Open(ExportSource::Files(paths)))),
    }
}
