//! Acting on what is played: moving in it, its speed, its versions.

use egui::Context;

use crate::app::App;
use crate::ui::MoveAction;

impl App {
    /// Does what the user wants with what is played.
    pub(super) fn move_in_take(&mut self, _ctx: &Context, wish: MoveAction) {
        match wish {}
    }
}
