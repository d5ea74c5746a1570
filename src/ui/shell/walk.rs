//! Going through a list with the keyboard: arrows, Home and End, and back into the field above it.

use egui::{EventFilter, Id, Key, Modifiers, Response, Role, ScrollArea, Ui, WidgetInfo};

use crate::ui::shell::theme::ROUND;
use crate::ui::shell::widgets;

/// How many rows a page is.
const PAGE: usize = 8;
const KEYS: [Key; 6] = [Key::ArrowDown, Key::ArrowUp, Key::Home, Key::End, Key::PageDown, Key::PageUp];

/// How far a list was scrolled, and how high what was seen of it is, in points.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListPlace {
    /// The first point that was seen.
    pub top: f32,
    /// How many were.
    pub height: f32,
}

/// The rows of a list that one goes through.
pub struct ListRows<'a> {
    /// How many there are.
    pub len: usize,
    /// Names a row, so that the keyboard can go to it.
    pub id: &'a dyn Fn(usize) -> Id,
    /// What the keyboard comes from and goes back to, such as a field that filters the list.
    pub above: Id,
    /// Height of a row, in points.
    pub height: f32,
}

/// Moves the keyboard from row to row, and from what is above into the list and back; what it goes to is scrolled into sight by
/// the list that is returned.
pub fn walked(ui: &Ui, list: ScrollArea, rows: &ListRows<'_>, place: ListPlace) -> ScrollArea {
    let Some(focused) = ui.memory(|memory| memory.focused()) else { return list };
    let pressed = ui.input(|input| KEYS.into_iter().find(|key| input.modifiers.is_none() && input.key_pressed(*key)));
    let (Some(key), Some(last)) = (pressed, rows.len.checked_sub(1)) else { return list };
    let at = (0..rows.len).find(|row| (rows.id)(*row) == focused);
    let to = match (at, key) {
        (None, Key::ArrowDown) if rows.above == focused => 0,
        (None, _) => return list,
        (Some(0), Key::ArrowUp) => {
            ui.memory_mut(|memory| memory.request_focus(rows.above));
            return list;
        }
        (Some(at), Key::ArrowDown) => at + 1,
        (Some(at), Key::ArrowUp) => at - 1,
        (Some(at), Key::PageDown) => at + PAGE,
        (Some(at), Key::PageUp) => at.saturating_sub(PAGE),
        (Some(_), Key::Home) => 0,
        (Some(_), _) => last,
    };
    let to = to.min(last);
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    ui.memory_mut(|memory| memory.request_focus((rows.id)(to)));
    let top = to as f32 * (rows.height + ui.spacing().item_spacing.y);
    let highest = (top + rows.height - place.height).max(0.0);
    list.vertical_scroll_offset(place.top.clamp(highest.min(top), top))
}

/// Says what a row is, and marks it where it has the keyboard.
pub fn row_ui(ui: &Ui, row: &Response, name: &str, is_shown: bool) {
    row.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_shown, name));
    if row.has_focus() {
        hold_arrows(ui, row.id);
        widgets::focus_ring(ui, row.rect.shrink(2.0), ROUND);
    }
}

/// Keeps egui from moving the keyboard itself by up and down, while it is at a row or what is above the list.
pub fn hold_arrows(ui: &Ui, id: Id) {
    let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
}
