//! What can go wrong with files and the keyring, and the words for it.

use std::io;
use std::path::{Path, PathBuf};

use crate::store::names::Mistake;
pub use crate::words::local::FileAct;
use crate::words::{Failure, local, queue};

/// Why something could not be kept or found again. Never holds a token.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system names no home folder for this user, and `LANGSHENG_HOME` is not set.
    #[error("no home folder is known for this user")]
    NoHome,
    /// The disk or the system refused.
    #[error("{act:?} {}: {source}", path.display())]
    File {
        /// What was tried.
        act: FileAct,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file of ours does not hold what we write there.
    #[error("{} is damaged", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// A file of ours was written by a later version of this program, which changed the format.
    #[error("{} has the format {version}, which is newer than this program", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version it states.
        version: u32,
    },
    /// There is no take of this name in the library.
    #[error("there is no take {id:?}")]
    NoSuchTake {
        /// The name requested.
        id: String,
    },
    /// Another process works on the queue of files.
    #[error("the queue is in use")]
    QueueInUse,
    /// A take is being written, so it cannot go.
    #[error("{} is being written", path.display())]
    InUse {
        /// Its folder.
        path: PathBuf,
    },
    /// There is no trash for a take: no home, no room, another file system.
    #[error("{} cannot be moved to the trash: {detail}", path.display())]
    Trash {
        /// Its folder, where it still is.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// A take did not come back from the trash.
    #[error("{} did not come back from the trash: {detail:?}", path.display())]
    NotRestored {
        /// Where it was.
        path: PathBuf,
        /// What the system said; nothing where the trash does not have it any more.
        detail: Option<String>,
    },
    /// The system's keyring has the answer but keeps it locked, or refused.
    #[error("keyring: {detail}")]
    Keyring {
        /// The keyring's own words; they never quote a secret.
        detail: String,
    },
    /// A template of names that cannot be read.
    #[error("template of names: {0}")]
    Template(Mistake),
}

impl StoreError {
    /// For `map_err`: an I/O error with what was tried and where.
    pub(super) fn file(act: FileAct, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
        let path = path.to_path_buf();
        move |source| StoreError::File { act, path, source }
    }
}

impl From<&StoreError> for Failure {
    fn from(error: &StoreError) -> Failure {
        match error {
            StoreError::NoHome => local::no_home(),
            StoreError::File { act, path, source } => local::file(*act, path, source),
            StoreError::Damaged { path } => local::damaged(path),
            StoreError::Newer { path, version } => local::too_new(path, *version),
            StoreError::NoSuchTake { id } => local::no_such_take(id),
            StoreError::QueueInUse => queue::in_use(),
            StoreError::InUse { path } => local::take_being_written(path),
            StoreError::Trash { path, detail } => local::not_trashed(path, detail),
            StoreError::NotRestored { path, detail } => local::not_restored(path, detail.as_deref()),
            StoreError::Keyring { detail } => local::keyring(detail),
            StoreError::Template(mistake) => local::template(match mistake {
                Mistake::Brace => local::TemplateMistake::Brace,
                Mistake::Unknown(field) => local::TemplateMistake::Unknown(field),
                Mistake::Number(field) => local::TemplateMistake::Number(field),
            }),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure::from(&error)
    }
}
