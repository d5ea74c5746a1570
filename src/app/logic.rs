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
use crate::ui::shell::{Ask, fonts, keys};
use crate::ui::voice::VoiceAction;
use crate::ui::{Action, Side};

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
                Some(Follow::Jumped(sample)) => self.tell_jump(sample),
                Some(Follow::NotTrashed(ids, failure)) => {
                    self.view.ask = Some(Ask::ForGood { ids, failure: Box::new(failure) })
                }
                None => {}
            }
        }
        while let Some(picked) = self.dialogs.picked() {
            match picked {
                Picked::Files(wanted, paths) => self.picked(wanted, paths),
                Picked::Claimed(draft, path) => self.export_to(*draft, path),
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
            markdown: settings.markdown,
            limit_bytes: settings.segment_limit,
            manner: (settings.account.clone(), self.model.output()),
            reuse: settings.reuse,
            library: self.model.library.edition,
            reading: reading(&self.model).map(str::to_owned),
        };
        // Markdown, the limit or the voice change the count of the same text, so they make it a new one. What is saved changes
        // it too, but the old count is good until the new one comes.
        let is_other = |before: &CountInputs| {
            before.serial == asked.serial
                && (before.markdown, before.limit_bytes, &before.manner)
                    != (asked.markdown, asked.limit_bytes, &asked.manner)
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
                markdown: asked.markdown,
                limit_bytes: asked.limit_bytes,
                manner: asked.manner.clone(),
                reuse: asked.reuse,
                reading: self.model.playback.reading().map(|(_, reading)| reading.clone()),
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
        wishes.extend(dropped_on_window(dropped, self.model.document.text.is_empty()));
        // A key that ends or feeds a composition belongs to the input method, also in the frame in which it ends.
        let is_composing = self.view.composing || was_composing;
        let is_asking = self.view.is_asking();
        if is_composing || is_asking {
            return wishes;
        }
        let pressed = |modifiers, key| ctx.input_mut(|input| input.consume_key(modifiers, key));
        wishes.extend(moving_keys(ctx));
        if ctx.input_mut(|input| input.consume_shortcut(&keys::SPEAK)) {
            wishes.push(Action::Playback(PlaybackAction::Speak));
        }
        if ctx.input_mut(|input| input.consume_shortcut(&keys::SAVE)) {
            wishes.push(Action::Export(ExportAction::SaveAs));
        }
        self.finding_keys(ctx);
        if pressed(Modifiers::COMMAND, Key::O) {
            wishes.push(Action::Document(DocumentAction::Open));
        }
        if ctx.input_mut(|input| input.consume_shortcut(&keys::SETTINGS)) {
            self.view.settings = !self.view.settings;
            self.view.voices.is_open = false;
        }
        if ctx.input_mut(|input| input.consume_shortcut(&keys::VOICES)) {
            wishes.push(Action::Voice(VoiceAction::Browse));
        }
        self.size_keys(ctx);
        let is_menu_open = self.view.menu_open;
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
        if self.view.voices.is_open && !is_menu_open && pressed(Modifiers::NONE, Key::Escape) {
            wishes.push(Action::Voice(VoiceAction::Browse));
        }
        if !is_menu_open && self.can_stop() && pressed(Modifiers::NONE, Key::Escape) {
            wishes.push(Action::Playback(PlaybackAction::Stop));
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
    /// The keys that make the letters of the text larger and smaller. Those of the window stay as they are.
    fn size_keys(&mut self, ctx: &Context) {
        let size = &mut self.model.settings.text_size;
        let pressed = |key: &egui::KeyboardShortcut| ctx.input_mut(|input| input.consume_shortcut(key));
        let larger = keys::LARGER.iter().filter(|key| pressed(key)).count() as f32;
        let smaller = f32::from(u8::from(pressed(&keys::SMALLER)));
        *size = (*size + larger - smaller).clamp(TEXT_SIZES.0, TEXT_SIZES.1);
        if pressed(&keys::USUAL_SIZE) {
            *size = Settings::default().text_size;
        }
    }

    /// The keys that find.
    fn finding_keys(&mut self, ctx: &Context) {
        let pressed = |key| ctx.input_mut(|input| input.consume_shortcut(&key));
        let mut shows_page = false;
        let finder = &mut self.view.paper.finder;
        let chosen = self.model.document.text.get(self.view.paper.editor.chosen()).unwrap_or_default();
        for (key, replaces) in [(keys::FIND, false), (keys::REPLACE, true)] {
            if pressed(key) {
                shows_page = true;
                finder.open(replaces, chosen);
            }
        }
        // egui takes F3 for Shift and F3 too.
        for (key, step) in [(keys::FIND_PREVIOUS, FindStep::Previous), (keys::FIND_NEXT, FindStep::Next)] {
            if pressed(key) {
                shows_page = true;
                finder.is_open = true;
                finder.step = Some(step);
            }
        }
        if shows_page {
            self.view.show_page();
        }
        if self.view.paper.finder.is_open
            && self.view.shows_page()
            && !self.view.menu_open
            && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
        {
            self.view.paper.finder.is_open = false;
            ctx.memory_mut(|memory| memory.request_focus(text_id()));
        }
    }
}

/// The keys that move in the sound, also while one types. Those with more keys held come first, because egui takes the
/// others for them too.
fn moving_keys(ctx: &Context) -> Vec<Action> {
    let keys = [
        (keys::SPEAK_AFRESH, PlaybackAction::SpeakAfresh),
        (keys::REPEAT, PlaybackAction::NextRepeat),
        (keys::MUTE, PlaybackAction::Mute),
        (keys::PREVIOUS, PlaybackAction::PreviousSentence),
        (keys::NEXT, PlaybackAction::NextSentence),
        (keys::FASTER, PlaybackAction::Faster(1)),
        (keys::SLOWER, PlaybackAction::Faster(-1)),
    ];
    let pressed = keys.into_iter().filter(|(key, _)| ctx.input_mut(|input| input.consume_shortcut(key)));
    pressed.map(|(_, wish)| Action::Playback(wish)).collect()
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
