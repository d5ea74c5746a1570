//! Going through the list with the keyboard: arrows, Home and End, and back into the field above it.

use std::sync::Arc;

use egui::{EventFilter, Id, Key, Modifiers, Response, Role, ScrollArea, Ui, WidgetInfo};

use crate::store::TakeInfo;
use crate::ui::library::row;
use crate::ui::shell::theme::ROUND;
use crate::ui::shell::{format, widgets};
use crate::words::outside::label;

/// How many rows a page is.
const PAGE: usize = 8;
const KEYS: [Key; 6] = [Key::ArrowDown, Key::ArrowUp, Key::Home, Key::End, Key::PageDown, Key::PageUp];

/// How far the list was scrolled, and how high what was seen of it is, in points.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListPlace {
    /// The first point that was seen.
    pub top: f32,
    /// How many were.
    pub height: f32,
}

/// Names a row, so that the keyboard can go to it.
pub(super) fn row_id(take: &TakeInfo) -> Id {
    Id::unique(("row of the library", &take.id))
}

/// Moves the keyboard from row to row, and from the field `search` into the list and back; what it goes to is scrolled into
/// sight by the list that is returned.
pub(super) fn walked(ui: &Ui, list: ScrollArea, takes: &[Arc<TakeInfo>], search: Id, place: ListPlace) -> ScrollArea {
    let Some(focused) = ui.memory(|memory| memory.focused()) else { return list };
    let pressed = ui.input(|input| KEYS.into_iter().find(|key| input.modifiers.is_none() && input.key_pressed(*key)));
    let (Some(key), false) = (pressed, takes.is_empty()) else { return list };
    let last = takes.len() - 1;
    let at = takes.iter().position(|take| row_id(take) == focused);
    let to = match (at, key) {
        (None, Key::ArrowDown) if search == focused => 0,
        (None, _) => return list,
        (Some(0), Key::ArrowUp) => {
            ui.memory_mut(|memory| memory.request_focus(search));
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
    ui.memory_mut(|memory| memory.request_focus(row_id(&takes[to])));
    let pitch = row::HEIGHT + ui.spacing().item_spacing.y;
    let top = to as f32 * pitch;
    let highest = (top + row::HEIGHT - place.height).max(0.0);
    list.vertical_scroll_offset(place.top.clamp(highest.min(top), top))
}

/// Says what a row is, and marks it where it has the keyboard.
pub(super) fn row_ui(ui: &Ui, row: &Response, take: &TakeInfo, is_shown: bool) {
    let time = (take.samples > 0).then(|| format::time(take.duration().as_secs_f64()));
    let facts = [Some(take.name().into_owned()), Some(label(&take.voice_name).into_owned()), time];
    let facts = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ");
    row.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_shown, &facts));
    if row.has_focus() {
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, arrows));
        widgets::focus_ring(ui, row.rect.shrink(2.0), ROUND);
    }
}
