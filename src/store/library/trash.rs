//! Where takes go that the user deletes: the system's trash, from which they can be had back.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::StoreError;
use super::super::atomic::{self, Privacy};

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
}

/// A take that was put back and deleted again does not meet itself.
fn free_name(folder: &Path, dir: &Path) -> PathBuf {
    let name = dir.file_name().unwrap_or_default();
    let numbered = |number: u32| {
        let mut name = name.to_owned();
        if number > 1 {
            name.push(format!(".{number}"));
        }
        folder.join(name)
    };
    (1..).map(numbered).find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| folder.join(name))
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
