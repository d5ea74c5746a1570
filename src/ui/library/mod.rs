//! The library: what was kept, found again, and what can be done with it.

mod head;
pub mod receipt;
mod row;
mod several;
mod space;
pub(in crate::ui) mod view;

use std::collections::HashSet;
use std::sync::Arc;

use egui::{Rect, ScrollArea, Sense, Ui, vec2};
pub use row::leave_title;
pub use several::several_keys;
pub use space::space_ui;

use crate::store::{Filter, Query, sort, voices};
use crate::ui::model::Model;
use crate::ui::shell::theme::{CONTROL, GAP};
use crate::ui::shell::widgets;
use crate::ui::{Action, KeepAction, KeepView, Looking, View};
use crate::words::{keeping as words, ui as common};

/// The takes that are kept.
pub fn library_ui(ui: &mut Ui, model: &mut Model, view: &mut View) -> Option<Action> {
    let lang = model.lang();
    if model.library.is_empty() {
        widgets::inset(ui, |ui| head::keep_ui(ui, lang, model));
        widgets::inset(ui, |ui| widgets::explain(ui, common::LIBRARY_EMPTY.get(lang)));
        view.keep.picking.end();
        return None;
    }
    let searched = view.keep.looking.search.trim().to_owned();
    arrange(model, &mut view.keep);
    widgets::inset(ui, |ui| head::head_ui(ui, lang, model, &mut view.keep));
    let now = view.keep.looking.search.trim();
    // What is not in the beginnings of the texts is looked for in the whole of them.
    let looked = (now != searched && !now.is_empty()).then(|| Action::Keep(KeepAction::Find(now.to_owned())));
    let mut action = looked;
    if view.keep.shelf.shown.is_empty() {
        ui.add_space(GAP);
        widgets::inset(ui, |ui| {
            widgets::explain(ui, words::NONE_FITS.get(lang));
            if widgets::quiet_button(ui, crate::ui::shell::icons::Icon::Close, words::SHOW_ALL.get(lang)).clicked() {
                let Looking { by, reversed, .. } = view.keep.looking;
                view.keep.looking = Looking { by, reversed, ..Looking::default() };
            }
        });
        return action;
    }
    let shown = model.playing.take.as_ref().map(|take| take.id().to_owned());
    let busy = model.running().is_some();
    let shelf = std::mem::take(&mut view.keep.shelf.shown);
    // What can be done with the chosen ones stands below the list: above it, it would push the takes away.
    let is_picking = view.keep.picking.is_active();
    let below = if is_picking { CONTROL + ui.spacing().item_spacing.y + GAP } else { 0.0 };
    let list = ScrollArea::vertical().auto_shrink(false).max_height(ui.available_height() - below);
    list.show_rows(ui, row::HEIGHT, shelf.len(), |ui, rows| {
        for take in &shelf[rows] {
            let is_shown = shown.as_deref() == Some(take.id.as_str());
            let picking = &view.keep.picking;
            let picked = picking.is_active().then(|| picking.has(&take.id));
            let wish = widgets::inset(ui, |ui| {
                // Below the buttons of the row, and nowhere to stop for who walks through them with the keyboard.
                let card = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), row::HEIGHT));
                if ui.interact(card, ui.scope_id().with(("card", &take.id)), Sense::CLICK).clicked() {
                    view.keep.picking.press(&take.id, ui.input(|input| input.modifiers));
                }
                row::take_ui(ui, lang, take, row::RowState { is_shown, busy, picked }, view)
            });
            action = action.take().or(wish);
        }
    });
    if view.keep.picking.settle(&shelf) {
        // The sum stands above the list, and was painted before.
        ui.ctx().request_repaint();
    }
    view.keep.shelf.shown = shelf;
    if is_picking {
        let asked = widgets::inset(ui, |ui| several::several_ui(ui, lang, model, view));
        action = action.or(asked);
    }
    action
}

/// Finds and sorts the takes that are shown, where anything has changed that this depends on.
fn arrange(model: &Model, keep: &mut KeepView) {
    let KeepView { looking, shelf, picking, .. } = keep;
    let edition = model.keeping.edition;
    if shelf.of.as_ref().is_some_and(|(of, wish)| *of == edition && *wish == *looking) {
        return;
    }
    if shelf.of.as_ref().is_none_or(|(of, _)| *of != edition) {
        shelf.voices = voices(&model.library);
        shelf.all_bytes = model.library.iter().map(|take| take.bytes).sum();
    }
    let found = &model.keeping.found;
    let is_found = found.text == looking.search.trim();
    let filter = Filter {
        query: Query::new(&looking.search),
        found: if is_found { found.ids.clone() } else { HashSet::new() },
        voice: looking.voice.clone(),
        state: looking.state,
        starred: looking.starred,
    };
    shelf.shown = model.library.iter().filter(|take| filter.shows(take)).map(Arc::clone).collect();
    sort(&mut shelf.shown, looking.by, looking.reversed);
    shelf.bytes = shelf.shown.iter().map(|take| take.bytes).sum();
    picking.keep_to(&shelf.shown);
    shelf.of = Some((edition, looking.clone()));
}
