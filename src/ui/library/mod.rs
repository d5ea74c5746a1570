//! The library: what was kept, found again, and what can be done with it.

mod head;
mod picking;
pub mod receipt;
mod row;
mod several;
mod space;
mod state;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use egui::{Rect, ScrollArea, Sense, Ui, vec2};
pub use picking::{Picking, Sum};
pub use row::leave_title;
pub use several::several_keys;
pub use space::space_ui;
pub use state::{LibraryState, LibraryView, Looking, ReceiptSheet, Shelf, TextMatches};

use crate::store::{Filter, Query, TakeInfo, fold, sort, voices};
use crate::text::Spelling;
use crate::ui::model::Model;
use crate::ui::shell::notice::NoticeId;
use crate::ui::shell::theme::{CONTROL, GAP};
use crate::ui::shell::walk::{ListPlace, ListRows};
use crate::ui::shell::{keys, walk, widgets};
use crate::ui::{Action, View};
use crate::words::library as words;

/// What the user wants of what is kept.
#[derive(Debug)]
pub enum LibraryAction {
    /// Open the document of a take, with this take on the bar.
    Open(String),
    /// Open it and play the take.
    Play(String),
    /// Open it and ask again for what the take lacks.
    Continue(String),
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
    /// Move rows to the trash: with the newest take of a document all of it.
    Trash(Vec<String>),
    /// Move these takes to the trash, and no others of their documents.
    TrashTakes(Vec<String>),
    /// Bring takes back from the trash.
    Restore {
        /// The notice that offered it, which has done its work.
        notice: NoticeId,
        /// Which.
        ids: Vec<String>,
    },
    /// Delete takes for good, because the trash does not take them.
    Delete(Vec<String>),
    /// Stop the job that makes a take; what has come of it stays.
    Stop(String),
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
        widgets::inset(ui, |ui| widgets::explain(ui, words::LIBRARY_EMPTY.get(lang)));
        view.library.picking.end();
        return None;
    }
    let searched = view.library.looking.search.trim().to_owned();
    arrange(model, &mut view.library);
    let search = widgets::inset(ui, |ui| head::head_ui(ui, lang, model, &mut view.library));
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
    let shelf = std::mem::take(&mut view.library.shelf.shown);
    let found = &model.library.found;
    let excerpts = (!found.text.is_empty() && found.text == view.library.looking.search.trim()).then_some(&found.takes);
    // What can be done with the chosen ones stands below the list: above it, it would push the takes away.
    let is_picking = view.library.picking.is_active();
    let below = if is_picking { CONTROL + ui.spacing().item_spacing.y + GAP } else { 0.0 };
    let list = ScrollArea::vertical().auto_shrink(false);
    let list = list.max_height((ui.available_height() - below).max(0.0)).min_scrolled_height(0.0);
    let id = |at: usize| row::row_id(&shelf[at]);
    let rows = ListRows { len: shelf.len(), id: &id, above: search, height: row::HEIGHT };
    let list = walk::walked(ui, list, &rows, view.library.place);
    let list = list.show_rows(ui, row::HEIGHT, shelf.len(), |ui, rows| {
        for at in rows {
            let making = model.playback.making(&shelf[at].id);
            let take = &model.library.shown(&shelf[at], making.and_then(|job| job.take.as_ref()));
            let is_earlier = at > 0 && shelf[at - 1].document == take.document;
            let earlier =
                if is_earlier { 0 } else { view.library.shelf.earlier.get(&take.document).copied().unwrap_or(0) };
            let is_shown = match shown.as_deref() {
                Some(id) if is_earlier || view.library.unfolded.contains(&take.document) => id == take.id,
                _ => model.document.id.as_deref() == Some(&*take.document),
            };
            let picking = &view.library.picking;
            let picked = picking.is_active().then(|| picking.has(&take.id));
            let wish = widgets::inset(ui, |ui| {
                // Below the buttons of the row.
                let card = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), row::HEIGHT));
                let card = ui.interact(card, row::row_id(take), Sense::click());
                if card.clicked() {
                    let held = ui.input(|input| input.modifiers);
                    if held.is_none() && !view.library.picking.is_active() {
                        action = Some(Action::Library(LibraryAction::Open(take.id.clone())));
                    }
                    view.library.picking.press(&take.id, held);
                }
                let wants_menu = card.secondary_clicked() || (card.has_focus() && keys::menu_pressed(ui.ctx()));
                let coming = making.map(|job| (job.done(), job.segments.len()));
                let excerpt = excerpts.and_then(|takes| takes.get(&take.id)?.as_ref());
                let now = row::RowState { is_shown, coming, excerpt, picked, is_earlier, earlier, wants_menu };
                let wish = row::take_ui(ui, lang, take, now, view);
                walk::row_ui(ui, &card, &row::said(take), is_shown);
                wish
            });
            action = wish.or(action.take());
        }
    });
    view.library.place = ListPlace { top: list.state.clamped_offset().y, height: list.inner_rect.height() };
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
    let LibraryView { looking, shelf, picking, unfolded, .. } = look;
    let edition = model.library.edition;
    if shelf.of.as_ref().is_some_and(|(of, wish, open)| *of == edition && *wish == *looking && *open == *unfolded) {
        return;
    }
    if shelf.of.as_ref().is_none_or(|(of, ..)| *of != edition) {
        let documents: HashSet<&str> = model.library.takes.iter().map(|take| &*take.document).collect();
        shelf.documents = documents.len();
        shelf.voices = voices(&model.library.takes);
        shelf.spellings.clear();
        shelf.all_bytes = model.library.takes.iter().map(|take| take.bytes).sum();
    }
    let found = &model.library.found;
    let mut by_text = match found.text == looking.search.trim() {
        true => found.takes.keys().cloned().collect(),
        false => HashSet::new(),
    };
    by_text.extend(by_sound(&model.library.takes, &looking.search, &mut shelf.spellings));
    let filter = Filter {
        query: Query::new(&looking.search),
        found: by_text,
        voice: looking.voice.clone(),
        state: looking.state,
        starred: looking.starred,
    };
    let fitting: Vec<&Arc<TakeInfo>> = model.library.takes.iter().filter(|take| filter.shows(take)).collect();
    let mut documents: HashMap<&str, Vec<&Arc<TakeInfo>>> = HashMap::new();
    for &take in &fitting {
        documents.entry(&take.document).or_default().push(take);
    }
    let mut newest: Vec<Arc<TakeInfo>> = documents.values().filter_map(|takes| front(takes)).collect();
    sort(&mut newest, looking.by, looking.reversed);
    shelf.earlier = documents.iter().map(|(document, takes)| ((*document).to_owned(), takes.len() - 1)).collect();
    let unfold = |take: Arc<TakeInfo>| {
        let all = if unfolded.contains(&take.document) { &documents[&*take.document][1..] } else { &[] };
        std::iter::once(take).chain(all.iter().map(|take| Arc::clone(take))).collect::<Vec<_>>()
    };
    shelf.shown = newest.into_iter().flat_map(unfold).collect();
    shelf.bytes = fitting.iter().map(|take| take.bytes).sum();
    picking.keep_to(&shelf.shown);
    shelf.of = Some((edition, looking.clone(), unfolded.clone()));
}

/// The takes whose titles sound like what was typed, in whole syllables or their first letters.
fn by_sound<'a>(
    takes: &'a [Arc<TakeInfo>],
    typed: &str,
    spellings: &mut HashMap<String, Spelling>,
) -> impl Iterator<Item = String> + use<'a> {
    let typed = fold(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    // Without a letter it is found as it is written.
    let is_spelled = words.iter().any(|word| word.contains(|c: char| c.is_ascii_lowercase()));
    let mut found = Vec::new();
    for take in takes.iter().filter(|_| is_spelled) {
        let spelling = spellings.entry(take.id.clone()).or_insert_with(|| Spelling::of(&fold(&take.name())));
        if words.iter().all(|word| spelling.find(word).is_some()) {
            found.push(take.id.clone());
        }
    }
    found.into_iter()
}

/// The row of a document: its newest take, with a star if any of its takes has one.
fn front(takes: &[&Arc<TakeInfo>]) -> Option<Arc<TakeInfo>> {
    let mut newest = Arc::clone(takes.first()?);
    if !newest.starred && takes.iter().any(|take| take.starred) {
        Arc::make_mut(&mut newest).starred = true;
    }
    Some(newest)
}
