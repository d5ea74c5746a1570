//! Rows whose right end keeps its place and is yet painted, read and gone to after the left one.

use egui::{Align, Id, Layout, Ui, UiBuilder};

use crate::ui::shell::theme::GAP;

/// A row with something at each end, painted as one reads: first what begins it, in the room that its end leaves, and which is
/// known from the last frame.
pub struct RowEnds {
    /// The left one.
    pub left: Ui,
    /// The right one.
    pub right: Ui,
    id: Id,
    /// How wide the right one may be.
    room: f32,
}

impl RowEnds {
    /// The ends of a row that takes all the room of `ui`; `id` tells it from others.
    pub fn of(ui: &mut Ui, id: Id) -> RowEnds {
        let row = ui.available_rect_before_wrap();
        let room: f32 = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let right = row.with_min_x((row.right() - room).max(row.left()));
        let left = row.with_max_x((right.left() - 2.0 * GAP).max(row.left()));
        let mut part =
            |rect| ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
        RowEnds { left: part(left), right: part(right), id, room }
    }

    /// Ends the row. Where its right end has become another width, the frame is made once more.
    pub fn close(self, ui: &mut Ui) {
        let needed = self.right.min_rect().width();
        if (self.room - needed).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(self.id, needed));
            ui.ctx().request_discard("the end of a row has another width");
        }
        ui.advance_cursor_after_rect(ui.available_rect_before_wrap());
    }
}
