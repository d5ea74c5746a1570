//! The takes that are kept, one folder each.

mod about;
mod budget;
mod catalogue;
mod collate;
mod info;
mod made;
mod order;
mod search;
mod trash;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{fs, io};

use about::About;
pub use about::title as clean_title;
pub use budget::{BudgetPlan, budget};
use catalogue::Catalogue;
pub use collate::{Standing, fold, name_key, stand_as_in_a_pattern};
pub use info::{TakeInfo, TakeState};
pub use order::{Filter, SortBy, StateFilter, sort, voices};
pub use search::{Excerpt, FoundTake, Query};
use trash::Trash;

use crate::audio::take;
use crate::audio::take::Take;
use crate::store::atomic::Privacy;
use crate::store::draft::{self, is_document};
use crate::store::log::missed;
use crate::store::{FileAct, FileWatch, Home, StoreError, atomic};

/// Of so many takes it is told where something was found in their texts: nobody looks at more of them.
const EXCERPTS: usize = 200;

/// The folder of takes. Clones are the same library and share what was read of it.
#[derive(Clone, Debug)]
pub struct Library {
    dir: PathBuf,
    drafts: PathBuf,
    trash: Trash,
    catalogue: Arc<Mutex<Catalogue>>,
}

impl Library {
    /// The library of `home`. Reads and makes nothing yet.
    pub fn new(home: &Home) -> Library {
        let catalogue = Catalogue::new(home.cache.join("catalogue.jsonl"));
        Library {
            dir: home.library.clone(),
            drafts: home.drafts.clone(),
            trash: home.trash.clone().map_or(Trash::System, Trash::Folder),
            catalogue: Arc::new(Mutex::new(catalogue)),
        }
    }

    /// Makes an empty folder for a new take: its id and path. The id is the local time, to the millisecond; two takes that
    /// begin in the same one are told apart by a number, and making the folder decides who was first, whatever process asks.
    ///
    /// # Errors
    /// [`StoreError::File`] where no folder can be made.
    pub fn new_take_dir(&self) -> Result<(String, PathBuf), StoreError> {
        atomic::make_folder(&self.dir, Privacy::Private).map_err(StoreError::file(FileAct::Write, &self.dir))?;
        let now = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S-%3f").to_string();
        let mut id = now.clone();
        let mut again = 1_u32;
        loop {
            let dir = self.dir.join(&id);
            match atomic::make_new_folder(&dir) {
                Ok(()) => {
                    made::add(&self.dir, &id);
                    return Ok((id, dir));
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    again += 1;
                    id = format!("{now}-{again:03}");
                }
                Err(source) => return Err(StoreError::file(FileAct::Write, &dir)(source)),
            }
        }
    }

    /// Every take, the newest first. A damaged take is in the list as such; what is no take of ours is not. Only takes that
    /// have changed since they were last listed are opened; call [`Library::remember`] when there is time.
    ///
    /// # Errors
    /// [`StoreError::File`] where the folder is there but cannot be read.
    pub fn list(&self) -> Result<Vec<Arc<TakeInfo>>, StoreError> {
        // One listing at a time: a second one finds the work done.
        let mut catalogue = self.catalogue();
        let mut takes = catalogue.look(&self.dir, self.ids()?);
        sort(&mut takes, SortBy::Date, false);
        Ok(takes)
    }

    /// Every take, and every document that has none, the newest first.
    ///
    /// # Errors
    /// As [`Library::list`].
    pub fn documents(&self) -> Result<Vec<Arc<TakeInfo>>, StoreError> {
        let mut all = self.list()?;
        let spoken: HashSet<&str> = all.iter().map(|take| take.document.as_str()).collect();
        let drafts = draft::ids(&self.drafts)?.into_iter().filter(|id| !spoken.contains(id.as_str()));
        let drafts = drafts.filter_map(|id| info::unspoken(&id, &draft::path(&self.drafts, &id)));
        let unspoken: Vec<_> = drafts.map(Arc::new).collect();
        all.extend(unspoken);
        sort(&mut all, SortBy::Date, false);
        Ok(all)
    }

    /// The one of these takes that was made last, whatever the clock said then; they are some of [`Library::list`].
    pub fn last(&self, takes: &[Arc<TakeInfo>]) -> Option<Arc<TakeInfo>> {
        made::last(&self.dir, takes)
    }

    /// Calls `changed` from now on when takes come or go or are completed, in whatever process. Nothing where the system does not
    /// tell.
    pub fn watch(&self, changed: impl Fn() + Send + 'static) -> Option<FileWatch> {
        missed("folder of the library", atomic::make_folder(&self.dir, Privacy::Private))?;
        FileWatch::new(&[&self.dir, &made::noted(&self.dir)?], changed)
    }

    /// Tells who watches the library that a take is another now: what is written into its folder shows nowhere else.
    pub fn tell(&self) {
        made::tell(&self.dir);
    }

    /// Writes down what was read, so that the next start need not read it again; only where that is worth it. Where it
    /// cannot be written, on a read-only disk for one, it is not.
    pub fn remember(&self) {
        let file = self.catalogue().due();
        if let Some(file) = file {
            catalogue::write(file);
        }
    }

    /// The ids of the takes whose title, voice or whole text has all words of `query`. Long texts are read for it, one after
    /// the other; `None` once `stop` says so.
    ///
    /// # Errors
    /// As [`Library::list`].
    pub fn find(&self, query: &Query, stop: impl Fn() -> bool) -> Result<Option<Vec<FoundTake>>, StoreError> {
        let mut found = Vec::new();
        for info in self.documents()? {
            if stop() {
                return Ok(None);
            }
            let text = || match info.state {
                TakeState::Unspoken => Some(draft::look(&info.dir)?.text),
                _ => match take::header(&info.dir).ok()? {
                    header if header.parts.is_none() => Some(header.text),
                    _ => Some(Take::open(&info.dir).ok()?.text().into_owned()),
                },
            };
            if query.matches_whole(&info, text) {
                let is_shown = found.len() < EXCERPTS && !query.is_empty();
                let excerpt = is_shown.then(text).flatten().and_then(|text| query.excerpt(&text));
                found.push(FoundTake { id: info.id.clone(), excerpt });
            }
        }
        Ok(Some(found))
    }

    /// The folder of a take.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTake`] where the name is none that we have given: no path is made of what someone else wrote.
    pub fn dir(&self, id: &str) -> Result<PathBuf, StoreError> {
        if is_id(id) { Ok(self.dir.join(id)) } else { Err(StoreError::NoSuchTake { id: id.to_owned() }) }
    }

    /// The title that a take was given, if it was given one.
    pub fn title(&self, id: &str) -> Option<String> {
        About::seen(&self.existing(id).ok()?).title
    }

    /// Gives a take a title, made fit by [`clean_title`]; an empty one takes it away. A document that has no take is named by its
    /// own id.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTake`], [`StoreError::File`].
    pub fn rename(&self, id: &str, title: &str) -> Result<(), StoreError> {
        if let Some(path) = self.draft(id) {
            return draft::rename(&path, clean_title(title));
        }
        About::change(&self.existing(id)?, |about| about.title = clean_title(title))
    }

    /// Gives a take a star or takes it away.
    ///
    /// # Errors
    /// As [`Library::rename`].
    pub fn star(&self, id: &str, starred: bool) -> Result<(), StoreError> {
        About::change(&self.existing(id)?, |about| about.starred = starred)
    }

    /// Moves a take to the trash: the system's, or the folder `trash` of a home of one's own.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTake`], [`StoreError::InUse`]; [`StoreError::Trash`] where there is no trash for it. The take is
    /// then where it was.
    pub fn trash(&self, id: &str) -> Result<(), StoreError> {
        if let Some(path) = self.draft(id) {
            return if path.is_file() { self.trash.put(&path) } else { Ok(()) };
        }
        self.trash.put(&self.removable(id)?)
    }

    /// Whether takes can be had back from the trash by this program: not on every system.
    pub fn can_restore(&self) -> bool {
        self.trash.gives_back()
    }

    /// Puts takes back from the trash. Those that can come back do; a take that is there already stays as it is.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTake`]; [`StoreError::NotRestored`] for the first that did not come back.
    pub fn restore(&self, ids: &[String]) -> Result<(), StoreError> {
        let place = |id: &String| self.draft(id).map_or_else(|| self.dir(id), Ok);
        let mut dirs = ids.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        dirs.retain(|dir| dir.symlink_metadata().is_err());
        atomic::make_folder(&self.dir, Privacy::Private).map_err(StoreError::file(FileAct::Write, &self.dir))?;
        self.trash.give_back(&dirs)
    }

    /// Deletes a take with all its files, for good.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTake`] where there is none, [`StoreError::InUse`], [`StoreError::File`] where the system refused;
    /// what is left stays in the list, so that it can be tried again.
    pub fn delete(&self, id: &str) -> Result<(), StoreError> {
        if let Some(path) = self.draft(id) {
            return match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    Err(StoreError::file(FileAct::Delete, &path)(error))
                }
                _ => Ok(()),
            };
        }
        let dir = self.removable(id)?;
        fs::remove_dir_all(&dir).map_err(StoreError::file(FileAct::Delete, &dir))
    }

    /// Whether there is anything of a take or of a draft.
    pub fn is_there(&self, id: &str) -> bool {
        self.draft(id).is_none_or(|path| path.symlink_metadata().is_ok())
    }

    /// The folder of a take that nobody writes.
    fn removable(&self, id: &str) -> Result<PathBuf, StoreError> {
        let dir = self.existing(id)?;
        if take::in_use(&dir) { Err(StoreError::InUse { path: dir }) } else { Ok(dir) }
    }

    /// The folder of a take that is there. Only a name that we have given is ever touched: never a path, nor a folder that
    /// someone else put here.
    fn existing(&self, id: &str) -> Result<PathBuf, StoreError> {
        let there = self.dir(id)?;
        match there.symlink_metadata() {
            Ok(meta) if meta.is_dir() => Ok(there),
            _ => Err(StoreError::NoSuchTake { id: id.to_owned() }),
        }
    }

    /// Where the draft of a document stands; nothing for the id of a take.
    fn draft(&self, id: &str) -> Option<PathBuf> {
        (!is_id(id) && is_document(id)).then(|| draft::path(&self.drafts, id))
    }

    /// The names of the folders that are ours.
    fn ids(&self) -> Result<Vec<String>, StoreError> {
        let refused = |source| StoreError::file(FileAct::Read, &self.dir)(source);
        let entries = match fs::read_dir(&self.dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(refused(source)),
        };
        let mut ids = Vec::new();
        for entry in entries {
            let entry = entry.map_err(refused)?;
            let Ok(id) = entry.file_name().into_string() else { continue };
            if is_id(&id) && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    fn catalogue(&self) -> MutexGuard<'_, Catalogue> {
        // A listing that ended half-way forgot what it knew, and that is read again.
        self.catalogue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a name has the shape that [`Library::new_take_dir`] gives: `20261122-141003-417`, perhaps with a number behind.
fn is_id(name: &str) -> bool {
    let mut parts = name.split('-');
    let mut digits = |wanted: Option<usize>| {
        let part = parts.next()?;
        let good =
            wanted.is_none_or(|n| part.len() == n) && part.len() >= 3 && part.bytes().all(|b| b.is_ascii_digit());
        Some(good)
    };
    let dated = [8, 6, 3].iter().all(|&n| digits(Some(n)) == Some(true));
    dated && digits(None).unwrap_or(true) && parts.next().is_none()
}
