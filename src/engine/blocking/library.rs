//! Work on the library. Changes and listings are done in the order in which they were requested, so that a listing shows
//! what was changed before it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use tokio::sync::mpsc::UnboundedSender;

use crate::engine::blocking::in_order::InOrder;
use crate::engine::blocking::{WorkDone, document, spawn};
use crate::engine::boundary::event::{Event, Events, OpenedDocument};
use crate::engine::failure;
use crate::store::{Draft, DraftFile, FileWatch, Home, Library, Query, StoreError};

/// How a take is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Removal {
    /// It was never to be kept: it goes, and nobody is told.
    Passing,
    /// Nothing has come of it.
    Empty,
    /// The user moves it to the trash.
    Trash,
    /// The user wants it gone.
    ForGood,
}

/// The library, asked for one thing after the other.
pub(in crate::engine) struct LibraryActor {
    library: Library,
    events: Events,
    line: InOrder,
    /// Listings that have not begun.
    waiting: Arc<AtomicUsize>,
    /// What tells of changes.
    watch: Arc<OnceLock<Option<FileWatch>>>,
    /// Ends the search that runs.
    stop_search: Arc<AtomicBool>,
}

impl LibraryActor {
    pub fn new(library: &Library, events: &Events) -> LibraryActor {
        LibraryActor {
            library: library.clone(),
            events: events.clone(),
            line: InOrder::new(events),
            waiting: Arc::default(),
            watch: Arc::default(),
            stop_search: Arc::default(),
        }
    }

    /// `Takes` follows. Of several listings in a row only the last is made: it shows what the others would have.
    pub fn list(&mut self) {
        let (library, waiting) = (self.library.clone(), self.waiting.clone());
        waiting.fetch_add(1, Ordering::Relaxed);
        self.line.then(move |events| {
            if waiting.fetch_sub(1, Ordering::Relaxed) > 1 {
                return;
            }
            match library.documents() {
                Ok(takes) => events.send(Event::Takes(takes)),
                Err(error) => events.send(Event::Notice(failure::store(&error))),
            }
            library.remember();
        });
    }

    /// Tells from now on when the library has changed.
    pub fn watch(&mut self, done: UnboundedSender<WorkDone>) {
        let (library, watch) = (self.library.clone(), self.watch.clone());
        self.line.then(move |_| {
            let watched = library.watch(move || {
                done.send(WorkDone::LibraryChanged).ok();
            });
            watch.set(watched).ok();
        });
    }

    pub fn rename(&mut self, id: String, title: String) {
        self.change(vec![id], move |library, id| library.rename(id, &title));
    }

    pub fn star(&mut self, ids: Vec<String>, starred: bool) {
        self.change(ids, move |library, id| library.star(id, starred));
    }

    fn change(&mut self, ids: Vec<String>, change: impl Fn(&Library, &str) -> Result<(), StoreError> + Send + 'static) {
        let library = self.library.clone();
        self.line.then(move |events| {
            for id in ids {
                if let Err(error) = change(&library, &id) {
                    events.send(Event::Notice(failure::store(&error)));
                }
            }
        });
        self.list();
    }

    /// Writes the draft of a document, after what it held before.
    pub fn keep_draft(&mut self, place: Arc<DraftFile>, draft: Draft) {
        self.line.then(move |events| {
            if let Err(error) = place.write(&draft) {
                events.send(Event::Notice(failure::store(&error)));
            }
        });
    }

    /// Opens a document, and one of its takes. `DocumentOpened` follows.
    pub fn open(&mut self, home: &Home, id: String, take: Option<String>) {
        let (home, library) = (home.clone(), self.library.clone());
        self.line.then(move |events| match document::open(&home, &library, &id, take) {
            Ok((opened, trouble)) => {
                events.send(Event::DocumentOpened(Box::new(opened)));
                trouble.into_iter().for_each(|failure| events.send(Event::Notice(failure)));
            }
            Err(failure) => events.send(Event::Notice(failure)),
        });
    }

    /// Makes a new document, also where none can be kept. `DocumentOpened` follows, then `Takes`.
    pub fn new_document(&mut self, home: &Home, draft: Draft) {
        let home = home.clone();
        let text = draft.clone();
        let made = move || -> Result<(DraftFile, Draft), StoreError> {
            let place = DraftFile::new(&home)?;
            place.write(&draft)?;
            Ok((place, draft))
        };
        self.line.then(move |events| match made() {
            Ok((place, draft)) => {
                let opened = OpenedDocument { place: Some(Arc::new(place)), draft, take: None };
                events.send(Event::DocumentOpened(Box::new(opened)));
            }
            Err(error) => {
                events.send(Event::DocumentOpened(Box::new(OpenedDocument { place: None, draft: text, take: None })));
                events.send(Event::Notice(failure::store(&error)));
            }
        });
        self.list();
    }

    /// Removes takes that nothing here reads any more.
    pub fn remove(&mut self, ids: Vec<String>, removal: Removal) {
        let library = self.library.clone();
        self.line.then(move |events| {
            // Where there is no trash, there is none for any of them: told once.
            let mut refused: Option<(Vec<String>, StoreError)> = None;
            let mut trashed = Vec::new();
            // A document of which nothing was written by itself is gone with its takes.
            for id in ids.into_iter().filter(|id| library.is_there(id)) {
                let gone = match removal {
                    Removal::Trash => library.trash(&id),
                    Removal::Passing | Removal::Empty | Removal::ForGood => library.delete(&id),
                };
                match gone {
                    Ok(()) if removal == Removal::Trash => trashed.push(id),
                    Ok(()) => {}
                    Err(error @ StoreError::Trash { .. }) => refused.get_or_insert((Vec::new(), error)).0.push(id),
                    Err(error) => events.send(Event::Notice(failure::store(&error))),
                }
            }
            if !trashed.is_empty() {
                events.send(Event::Trashed { ids: trashed, can_restore: library.can_restore() });
            }
            if let Some((ids, error)) = refused {
                events.send(Event::NotTrashed { ids, failure: failure::store(&error) });
            }
        });
    }

    /// Brings takes back from the trash.
    pub fn restore(&mut self, ids: Vec<String>) {
        let library = self.library.clone();
        self.line.then(move |events| {
            if let Err(error) = library.restore(&ids) {
                events.send(Event::Notice(failure::store(&error)));
            }
        });
        self.list();
    }

    /// Looks for a text in all takes. Beside the line: it may take long, and it changes nothing.
    pub fn find(&mut self, text: String) {
        self.stop_search();
        let stop = Arc::new(AtomicBool::new(false));
        self.stop_search = stop.clone();
        let (library, events) = (self.library.clone(), self.events.clone());
        spawn(move || match library.find(&Query::new(&text), || stop.load(Ordering::Relaxed)) {
            Ok(Some(found)) => events.send(Event::TakesFound { text, found }),
            Ok(None) => {}
            Err(error) => events.send(Event::Notice(failure::store(&error))),
        });
    }

    fn stop_search(&self) {
        self.stop_search.store(true, Ordering::Relaxed);
    }

    /// Ends when everything but a search is done.
    pub async fn end(&mut self) {
        self.stop_search();
        self.line.end().await;
    }
}
