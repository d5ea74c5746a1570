//! What can go wrong with a take.

use std::io;
use std::path::PathBuf;

/// Why a take could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// The system refused: disk full, no permission, the folder is gone.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file or folder that was worked on.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no take in this folder: no journal, or not even its first line was written.
    #[error("{path} is not a take", path = .0.display())]
    NotATake(PathBuf),
    /// A file of the take is not as it was written.
    #[error("{path} is damaged: {what}", path = path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// Sound of the take is missing that was there.
    #[error("{path} has lost sound: {what}", path = path.display())]
    Lost {
        /// The folder of the take.
        path: PathBuf,
        /// What is missing.
        what: String,
    },
    /// The take was written by a later version of this program, which changed the format.
    #[error("{path} has the format {version}, which is newer than this program", path = path.display())]
    Newer {
        /// The journal.
        path: PathBuf,
        /// The version it states.
        version: u32,
    },
    /// The folder already holds a take.
    #[error("{path} already holds a take", path = .0.display())]
    Exists(PathBuf),
    /// Another writer, here or in another process, has this take open.
    #[error("{path} is being written by someone else", path = .0.display())]
    InUse(PathBuf),
    /// A request completed without a single sample. It is a failure: call [`fail`](crate::audio::take::TakeWriter::fail) instead.
    #[error("the request brought no audio")]
    NoAudio,
    /// The caller asked for what makes no sense here, such as a sample for a request that has ended. Nothing was changed.
    #[error("not possible: {0}")]
    Misused(&'static str),
}

impl TakeError {
    /// What kind of refusal the system gave, where it was the system: `StorageFull`, `PermissionDenied`, …
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        match self {
            TakeError::Io { source, .. } => Some(source.kind()),
            _ => None,
        }
    }

    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> TakeError {
        let path = path.into();
        move |source| TakeError::Io { path, source }
    }
}
