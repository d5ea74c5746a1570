//! Acting on the text.

use std::path::PathBuf;

use egui::Context;

use crate::app::App;
use crate::engine::{Command, LiveText};
use crate::ui::document::DocumentAction;
use crate::ui::document::live::LiveWriting;
use crate::ui::document::paper::text_id;
use crate::ui::playback::JobState;
use crate::ui::shell::{Ask, FilePurpose};
use crate::words::document as words;

impl App {
    /// Does what the user wants with the text.
    pub(super) fn act_on_document(&mut self, ctx: &Context, wish: DocumentAction) {
        match wish {
            DocumentAction::Edited => self.model.document.changed(),
            DocumentAction::ToggleLive => self.toggle_live(),
            DocumentAction::Clear => {
                self.model.document.set_text(String::new());
                ctx.memory_mut(|memory| memory.request_focus(text_id()));
            }
            DocumentAction::Sample => self.model.document.set_text(words::SAMPLE.get(self.model.lang()).to_owned()),
            DocumentAction::Open => self.ask_for_file(FilePurpose::Text, PathBuf::new(), words::OPEN_TITLE),
            DocumentAction::OpenPath(path) => self.send(Command::OpenText { path, encoding: None }),
            DocumentAction::ChooseEncoding(path, chosen) => {
                self.send(Command::PreviewText { path: path.clone(), encoding: chosen });
                self.view.ask = Some(Ask::Encoding { path, chosen });
            }
            DocumentAction::Preview(path, encoding) => self.send(Command::PreviewText { path, encoding }),
            DocumentAction::OpenAs(path, encoding) => self.send(Command::OpenText { path, encoding: Some(encoding) }),
            DocumentAction::Replace { text, markdown } => self.replace_text(text, markdown),
        }
    }

    /// Begins to speak what is written while it is written, or ends that.
    fn toggle_live(&mut self) {
        if let Some(live) = &mut self.model.document.live {
            if !self.view.composing {
                live.edit(&self.model.document.text);
            }
            let (job, text) = (live.job, live.end());
            self.send(Command::Append { job, text });
            return self.send(Command::EndText(job));
        }
        let Some(account) = self.account_or_ask() else { return };
        let id = self.model.next_job();
        let mut job = self.model.job(id, account, None);
        job.text.clear();
        job.live = Some(LiveText::default());
        self.model.notices.clear();
        self.model.document.live = Some(LiveWriting::new(id, &self.model.document.text));
        self.model.playback.job = Some(JobState::asked(id));
        self.send(Command::Speak(Box::new(job)));
    }

    /// Sends what is finished of a text that is spoken while it is written. What an input method composes is no text yet.
    pub(in crate::app) fn attend_live(&mut self, ctx: &Context) {
        let Some(live) = &mut self.model.document.live else { return };
        if self.model.playback.running().is_none_or(|job| job.id != live.job) {
            self.model.document.live = None;
            // Now the text of the take can be read, and compared with the one on screen.
            self.told.forget_reading();
            self.model.document.changed();
            return;
        }
        if self.view.composing {
            return;
        }
        live.edit(&self.model.document.text);
        let mut commands = Vec::new();
        while let Some(text) = live.finished(self.model.settings.markdown) {
            // It is finished here, where all of the text can be seen.
            commands.extend([Command::Append { job: live.job, text }, Command::FlushText(live.job)]);
        }
        if let Some(wait) = live.wait() {
            ctx.request_repaint_after(wait);
        }
        commands.into_iter().for_each(|command| self.send(command));
    }

    /// Puts another text into the text box.
    pub(super) fn replace_text(&mut self, text: String, markdown: bool) {
        self.model.settings.markdown = markdown;
        self.model.document.set_text(text);
    }
}
