//! One window: what a second start was to open is opened here.

use std::path::PathBuf;

use egui::{Context, UserAttentionType, ViewportCommand};

use crate::app::App;
use crate::engine::Command;
use crate::store::SoleWindow;

impl App {
    /// Takes what further starts of the program hand over.
    pub fn be_sole(&mut self, ctx: &Context, sole: Option<SoleWindow>) {
        self.sole = sole;
        if let Some(sole) = &mut self.sole {
            let ctx = ctx.clone();
            sole.watch(move || ctx.request_repaint());
        }
    }

    /// Opens text files, each as a document; the last one stays on the page.
    pub fn open_files(&mut self, files: &[PathBuf]) {
        for path in files {
            self.send(Command::OpenText { path: path.clone(), encoding: None });
        }
    }

    /// Opens what was handed over, and comes to the front.
    pub(super) fn attend_starts(&mut self, ctx: &Context) {
        let requests = self.sole.as_ref().map(SoleWindow::handed_over).unwrap_or_default();
        if requests.is_empty() {
            return;
        }
        for command in [
            ViewportCommand::Minimized(false),
            ViewportCommand::Focus,
            // A desktop that lets no window take the keyboard shows that it is wanted.
            ViewportCommand::RequestUserAttention(UserAttentionType::Informational),
        ] {
            ctx.send_viewport_cmd(command);
        }
        requests.iter().for_each(|files| self.open_files(files));
    }
}
