//! Acting: the one place where wishes become commands. Each slice's are done in a file of its own.

mod account;
mod board;
mod clone;
mod document;
mod export;
mod library;
mod playback;
mod presets;
mod queue;
mod shell;
mod voice;

pub(super) use board::MadeInputs;
use egui::Context;
pub(super) use library::{AfterOpening, OpenPurpose, Trashed};
pub(super) use playback::PlayerSettings;

use crate::app::App;
use crate::ui::Action;
use crate::ui::settings::SettingsAction;

impl App {
    /// Does what the user wants.
    pub(super) fn act(&mut self, ctx: &Context, wish: Action) {
        match wish {
            Action::Document(wish) => self.act_on_document(ctx, wish),
            Action::Voice(wish) => self.act_on_voice(wish),
            Action::Playback(wish) => self.act_on_playback(wish),
            Action::Library(wish) => self.act_on_library(wish),
            Action::Export(wish) => self.act_on_export(wish),
            Action::Queue(wish) => self.act_on_queue(wish),
            Action::Account(wish) => self.act_on_account(wish),
            Action::Settings(SettingsAction::AutoSave(on)) => {
                self.model.settings.auto_save = on.then(|| self.save_folder());
            }
            Action::Shell(wish) => self.act_on_shell(ctx, wish),
        }
        // What was pressed may have closed a field; the next frame shows it.
        ctx.request_repaint();
    }
}
