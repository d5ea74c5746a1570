//! Acting on what is kept: the library, exports, the queue of files.

use egui::Context;

use crate::app::App;
use crate::ui::KeepAction;

impl App {
    /// Does what the user wants with what is kept.
    pub(super) fn keep(&mut self, _ctx: &Context, wish: KeepAction) {
        match wish {}
    }
}
