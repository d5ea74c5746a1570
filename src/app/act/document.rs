//! Acting on the text.

use std::path::PathBuf;

use egui::Context;

use crate::app::App;
use crate::engine::Command;
use crate::ui::document::DocumentAction;
use crate::ui::document::paper::text_id;
use crate::ui::shell::{Ask, FilePurpose};
use crate::words::document as words;

impl App {
    /// Does what the user wants with the text.
    pub(super) fn act_on_document(&mut self, ctx: &Context, wish: DocumentAction) {
        match wish {
            DocumentAction::Edited => self.model.document.changed(),
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

    /// Puts another text into the text box.
    pub(super) fn replace_text(&mut self, text: String, markdown: bool) {
        self.model.settings.markdown = markdown;
        self.model.document.set_text(text);
    }
}
