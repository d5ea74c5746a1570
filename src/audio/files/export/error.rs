//! What can go wrong with saving.

use std::io;
use std::path::{Path, PathBuf};

use crate::audio::clocks::HeardSample;
use crate::audio::files::export::FileFormat;
use crate::audio::take::TakeError;

/// Why a take was not saved as a whole. Where `part` is named, that file is a valid one of the first `samples` samples.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file cannot be made: no such folder, no permission, a read-only disk.
    #[error("cannot create {path}: {source}", path = path.display())]
    Create {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What stands where the `.part` is to be written was not left there by a saving: a link, a pipe, a file of somebody else.
    #[error("{path} is in the way", path = .0.display())]
    InTheWay(PathBuf),
    /// Another saving, here or in another process, is writing this file.
    #[error("{path} is being written by another saving", path = .0.display())]
    InUse(PathBuf),
    /// The file, or the stream, does not take more: disk full, the other end of the pipe is gone.
    #[error("cannot write {path}: {source}", path = path.display())]
    Write {
        /// The file; `-` for a stream.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
        /// How many samples are in it.
        samples: HeardSample,
    },
    /// The finished file cannot get its name; it stays as `part`, and is whole.
    #[error("cannot rename {part} to {path}: {source}", part = part.display(), path = path.display())]
    Rename {
        /// What was written.
        part: PathBuf,
        /// The name it was to get.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The take cannot be read.
    #[error("cannot read the take: {source}")]
    Read {
        /// Why.
        source: TakeError,
        /// What was written; `None` for a stream.
        part: Option<PathBuf>,
        /// How many samples are in it.
        samples: HeardSample,
    },
    /// The take ended without being whole: it was stopped, or a segment failed.
    #[error("the take ended before it was whole")]
    Incomplete {
        /// What was written; `None` for a stream.
        part: Option<PathBuf>,
        /// How many samples are in it.
        samples: HeardSample,
    },
    /// There is nothing to be saved: no sound of it has been received.
    #[error("there is no sound")]
    NoSound,
    /// The caller wanted no more; of a file nothing is left.
    #[error("cancelled")]
    Cancelled,
    /// This build has no encoder for the format.
    #[error("this build cannot write {0:?}")]
    NotBuiltIn(FileFormat),
    /// The format does not know this rate.
    #[error("{format:?} has no rate of {rate} Hz")]
    Rate {
        /// The format.
        format: FileFormat,
        /// The rate of the takes in Hz.
        rate: u32,
    },
    /// An MP3 of this rate cannot have this constant bit rate.
    #[error("an MP3 of {rate} Hz cannot have {kbps} kbit/s")]
    Bitrate {
        /// What was requested, in kbit/s.
        kbps: u32,
        /// The rate of the takes in Hz.
        rate: u32,
    },
    /// The takes have different rates, so that they cannot be one file.
    #[error("takes of {first} Hz and {other} Hz cannot be one file")]
    Rates {
        /// The rate of the first take in Hz.
        first: u32,
        /// Another rate in Hz.
        other: u32,
    },
    /// No take, a speed outside 0.5 to 3.0: nothing that could be saved.
    #[error("not possible: {0}")]
    Misused(&'static str),
    /// The encoder gave up.
    #[error("cannot encode: {what}")]
    Encode {
        /// What it said.
        what: String,
        /// What was written; `None` for a stream.
        part: Option<PathBuf>,
        /// How many samples are in it.
        samples: HeardSample,
    },
}

impl ExportError {
    /// What kind of refusal the system gave, where it was the system: `StorageFull`, `PermissionDenied`, `BrokenPipe`, …
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        match self {
            ExportError::Create { source, .. }
            | ExportError::Write { source, .. }
            | ExportError::Rename { source, .. } => Some(source.kind()),
            ExportError::Read { source, .. } => source.io_kind(),
            _ => None,
        }
    }

    /// The file that was left, if one was.
    pub fn part(&self) -> Option<&Path> {
        match self {
            ExportError::Write { path, .. } => Some(path.as_path()).filter(|path| *path != Path::new("-")),
            ExportError::Rename { part, .. } => Some(part),
            ExportError::Read { part, .. }
            | ExportError::Incomplete { part, .. }
            | ExportError::Encode { part, .. } => part.as_deref(),
            _ => None,
        }
    }
}
