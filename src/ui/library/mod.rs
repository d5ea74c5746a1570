//! The library: what was kept, found again, and what can be done with it.

mod head;
mod picking;
pub mod receipt;
mod row;
mod several;
mod space;
mod state;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{Rect, ScrollArea, Sense, Ui, vec2};
pub use picking::{Picking, Sum};
pub use row::leave_title;
pub use several::several_keys;
pub use space::space_ui;
pub use state::{LibraryState, LibraryView, Looking, ReceiptSheet, Shelf, TextMatches};

use crate::store::{Filter, Query, sort, voices};
use crate::ui::model::Model;
use crate::ui::shell::notice::NoticeId;
use crate::ui::shell::theme::{CONTROL, GAP};
use crate::ui::shell::widgets;
use crate::ui::{Action, View};
use crate::words::library as words;

/// What the user wants of what is kept.
#[derive(Debug)]
pub enum LibraryAction {
    /// Play a take.
    Play(String),
    /// Ask again for what a take lacks.
    Continue(PathBuf),
    /// Give a take a title; an empty one takes it away.
    Rename {
        /// The take.
        id: String,
        /// Its title.
        title: String,
    },
    /// Give takes a star, or take it away.
    Star {
        /// Which.
        ids: Vec<String>,
        /// Whether they have one.
        starred: bool,
    },
    /// Move takes to the trash.
    Trash(Vec<String>),
    /// Bring takes back from the trash.
    Restore {
        /// The notice that offered it, which has done its work.
        notice: NoticeId,
        /// Which.
        ids: Vec<String>,
    },
    /// Delete takes for good, because the trash does not take them.
    Delete(Vec<String>),
    /// Look for a text in the whole texts of the library.
    Find(String),
    /// Put the text of a take into the text box.
    UseText(String),
    /// Show the receipt of a take.
    Receipt(String),
}

/// The takes that are kept.
pub fn library_ui(ui: &mut Ui, model: &mut Model, view: &mut View) -> Option<Action> {
    let lang = model.lang();
    if model.library.takes.is_empty() {
        widgets::inset(ui, |ui| head::keep_ui(ui, lang, model));
        widgets::inset(ui, |ui| widgets::explain(ui, words::LIBRARY_EMPTY.get(lang)));
        view.library.picking.end();
        return None;
    }
    let searched = view.library.looking.search.trim().to_owned();
    arrange(model, &mut view.library);
    widgets::inset(ui, |ui| head::head_ui(ui, lang, model, &mut view.library));
    let now = view.library.looking.search.trim();
    // What is not in the beginnings of the texts is looked for in the whole of them.
    let looked = (now != searched && !now.is_empty()).then(|| Action::Library(LibraryAction::Find(now.to_owned())));
    let mut action = looked;
    if view.library.shelf.shown.is_empty() {
        ui.add_space(GAP);
        widgets::inset(ui, |ui| {
            widgets::explain(ui, words::NONE_FITS.get(lang));
            if widgets::quiet_button(ui, crate::ui::shell::icons::Icon::Close, words::SHOW_ALL.get(lang)).clicked() {
                let Looking { by, reversed, .. } = view.library.looking;
                view.library.looking = Looking { by, reversed, ..Looking::default() };
            }
        });
        return action;
    }
    let shown = model.playback.take.as_ref().map(|take| take.id().to_owned());
    let busy = model.playback.running().is_some();
    let shelf = std::mem::take(&mut view.library.shelf.shown);
    // What can be done with the chosen ones stands below the list: above it, it would push the takes away.
    let is_picking = view.library.picking.is_active();
    let below = if is_picking { CONTROL + ui.spacing().item_spacing.y + GAP } else { 0.0 };
    let list = ScrollArea::vertical().auto_shrink(false).max_height(ui.available_height() - below);
    list.show_rows(ui, row::HEIGHT, shelf.len(), |ui, rows| {
        for take in &shelf[rows] {
            let is_shown = shown.as_deref() == Some(take.id.as_str());
            let picking = &view.library.picking;
            let picked = picking.is_active().then(|| picking.has(&take.id));
            let wish = widgets::inset(ui, |ui| {
                // Below the buttons of the row, and nowhere to stop for who walks through them with the keyboard.
                let card = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), row::HEIGHT));
                if ui.interact(card, ui.scope_id().with(("card", &take.id)), Sense::CLICK).clicked() {
                    view.library.picking.press(&take.id, ui.input(|input| input.modifiers));
                }
                row::take_ui(ui, lang, take, row::RowState { is_shown, busy, picked }, view)
            });
            action = action.take().or(wish);
        }
    });
    if view.library.picking.settle(&shelf) {
        // The sum stands above the list, and was painted before.
        ui.ctx().request_repaint();
    }
    view.library.shelf.shown = shelf;
    if is_picking {
        let asked = widgets::inset(ui, |ui| several::several_ui(ui, lang, model, view));
        action = action.or(asked);
    }
    action
}

/// Finds and sorts the takes that are shown, where anything has changed that this depends on.
fn arrange(model: &Model, look: &mut LibraryView) {
    let LibraryView { looking, shelf, picking, .. } = look;
    let edition = model.library.edition;
    if shelf.of.as_ref().is_some_and(|(of, wish)| *of == edition && *wish == *looking) {
        return;
    }
    if shelf.of.as_ref().is_none_or(|(of, _)| *of != edition) {
        shelf.voices = voices(&model.library.takes);
        shelf.all_bytes = model.library.takes.iter().map(|take| take.bytes).sum();
    }
    let found = &model.library.found;
    let is_found = found.text == looking.search.trim();
    let filter = Filter {
        query: Query::new(&looking.search),
        found: if is_found { found.ids.clone() } else { HashSet::new() },
        voice: looking.voice.clone(),
        state: looking.state,
        starred: looking.starred,
    };
    shelf.shown = model.library.takes.iter().filter(|take| filter.shows(take)).map(Arc::clone).collect();
    sort(&mut shelf.shown, looking.by, looking.reversed);
    shelf.bytes = shelf.shown.iter().map(|take| take.bytes).sum();
    picking.keep_to(&shelf.shown);
    shelf.of = Some((edition, looking.clone()));
}
