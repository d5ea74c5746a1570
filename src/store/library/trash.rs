//! Where takes go that the user deletes: the system's trash, from which they can be had back.

use std::fs;
use std::path::{Path, PathBuf};

use crate::store::atomic::Privacy;
use crate::store::{StoreError, atomic};

/// A place for what was deleted.
#[derive(Clone, Debug)]
pub(super) enum Trash {
    /// That of the desktop.
    System,
    /// A folder: a home of one's own leaves no trace outside of it.
    Folder(PathBuf),
}

impl Trash {
    /// Moves the folder of a take there.
    pub fn put(&self, dir: &Path) -> Result<(), StoreError> {
        let put = match self {
            Trash::System => ::trash::delete(dir).map_err(explain),
            Trash::Folder(folder) => atomic::make_folder(folder, Privacy::Private)
                .and_then(|()| fs::rename(dir, free_name(folder, dir)))
                .map_err(|error| format!("{}: {error}", folder.display())),
        };
        put.map_err(|detail| StoreError::Trash { path: dir.to_path_buf(), detail })
    }

    /// Whether what is there can be had back from here.
    pub fn gives_back(&self) -> bool {
        match self {
            Trash::System => system::GIVES_BACK,
            Trash::Folder(_) => true,
        }
    }

    /// Puts folders of takes back where they were. Those that can come back do; the error is of the first that cannot.
    pub fn give_back(&self, dirs: &[PathBuf]) -> Result<(), StoreError> {
        let refused = match self {
            Trash::System => system::give_back(dirs),
            Trash::Folder(folder) => {
                let back = |dir: &PathBuf| from_folder(folder, dir).err().map(|detail| (dir.clone(), detail));
                dirs.iter().filter_map(back).collect()
            }
        };
        let Some((path, detail)) = refused.into_iter().next() else { return Ok(()) };
        Err(StoreError::NotRestored { path, detail })
    }
}

/// Takes that have not come back, and what the system said; nothing where they are not in the trash any more.
type NotRestored = Vec<(PathBuf, Option<String>)>;

fn from_folder(folder: &Path, dir: &Path) -> Result<(), Option<String>> {
    // The one that was deleted last has the highest number.
    let last = names(folder, dir).take_while(|path| path.symlink_metadata().is_ok()).last().ok_or(None)?;
    fs::rename(&last, dir).map_err(|error| Some(format!("{}: {error}", last.display())))
}

/// The system's trash, where it can be asked what it holds.
#[cfg(any(windows, all(unix, not(any(target_os = "macos", target_os = "ios", target_os = "android")))))]
mod system {
    use std::collections::HashMap;
    use std::fs;
    use std::path::{Path, PathBuf};

    use ::trash::{TrashItem, os_limited};

    use super::{NotRestored, explain};

    pub const GIVES_BACK: bool = true;

    pub fn give_back(dirs: &[PathBuf]) -> NotRestored {
        // It may hold the things of years, so it is read once for all.
        let items = match os_limited::list() {
            Ok(items) => items,
            Err(error) => {
                let detail = Some(explain(error));
                return dirs.iter().map(|dir| (dir.clone(), detail.clone())).collect();
            }
        };
        let mut last: HashMap<PathBuf, TrashItem> = HashMap::new();
        for item in items {
            let there = last.get(&item.original_path()).map(|other| other.time_deleted);
            if there.is_none_or(|time| time < item.time_deleted) {
                last.insert(item.original_path(), item);
            }
        }
        let back = |dir: &PathBuf| {
            // The trash notes a path without the links on its way.
            let item = last.remove(dir).or_else(|| last.remove(&resolved(dir)?));
            let Some(item) = item else { return Some((dir.clone(), None)) };
            let refused = os_limited::restore_all([item]).err()?;
            Some((dir.clone(), Some(explain(refused))))
        };
        dirs.iter().filter_map(back).collect()
    }

    fn resolved(dir: &Path) -> Option<PathBuf> {
        Some(fs::canonicalize(dir.parent()?).ok()?.join(dir.file_name()?))
    }
}

/// The system's trash, which only its own program opens.
#[cfg(not(any(windows, all(unix, not(any(target_os = "macos", target_os = "ios", target_os = "android"))))))]
mod system {
    use std::path::PathBuf;

    use super::NotRestored;

    pub const GIVES_BACK: bool = false;

    pub fn give_back(dirs: &[PathBuf]) -> NotRestored {
        let detail = "this system's trash gives nothing back to programs";
        dirs.iter().map(|dir| (dir.clone(), Some(detail.to_owned()))).collect()
    }
}

/// A take that was put back and deleted again does not meet itself.
fn free_name(folder: &Path, dir: &Path) -> PathBuf {
    let free = names(folder, dir).find(|path| path.symlink_metadata().is_err());
    free.unwrap_or_else(|| folder.join(dir.file_name().unwrap_or_default()))
}

/// The names that a take gets in a folder for what was deleted, one after the other.
fn names(folder: &Path, dir: &Path) -> impl Iterator<Item = PathBuf> {
    (1_u32..).map(move |number| {
        let mut name = dir.file_name().unwrap_or_default().to_owned();
        if number > 1 {
            name.push(format!(".{number}"));
        }
        folder.join(name)
    })
}

/// What the system said; the error's own words are those of a programmer.
fn explain(error: ::trash::Error) -> String {
    match error {
        ::trash::Error::Unknown { description } | ::trash::Error::Os { description, .. } => description,
        #[cfg(all(unix, not(any(target_os = "macos", target_os = "ios", target_os = "android"))))]
        ::trash::Error::FileSystem { path, source } => format!("{}: {source}", path.display()),
        other => format!("{other:?}"),
    }
}
