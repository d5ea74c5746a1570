//! Why the writing of a file ends before its sound does.

use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use crate::audio::clocks::HeardSample;
use crate::audio::files::export::ExportError;
use crate::audio::files::export::encode::EncoderRefusal;
use crate::audio::files::export::plan::ExportProgress;
use crate::audio::files::export::source::Stuck;
use crate::audio::take::TakeError;

/// Who is asked whether to go on.
pub(super) type KeepGoing<'a> = &'a dyn Fn(ExportProgress) -> ControlFlow<()>;

/// Why the writing ended early.
#[derive(Debug)]
pub(super) enum Ended {
    Incomplete,
    Cancelled,
    Read(TakeError),
    Write(io::Error),
    Refused(String),
}

impl Ended {
    /// In the words of the room: what was written to `path`, which is a file that stays if it is `part` too.
    pub fn named(self, path: &Path, part: Option<&Path>, samples: HeardSample) -> ExportError {
        let part = part.map(Path::to_owned);
        match self {
            Ended::Incomplete => ExportError::Incomplete { part, samples },
            Ended::Cancelled => ExportError::Cancelled,
            Ended::Read(source) => ExportError::Read { source, part, samples },
            Ended::Write(source) => ExportError::Write { path: path.to_owned(), source, samples },
            Ended::Refused(what) => ExportError::Encode { what, part, samples },
        }
    }

    /// A take that was stopped by who also wants no file of it has not come short of anything.
    pub fn unless_unwanted(self, going: KeepGoing<'_>) -> Ended {
        match self {
            Ended::Incomplete if going(ExportProgress { samples: HeardSample::ZERO, done: 0.0 }).is_break() => {
                Ended::Cancelled
            }
            ended => ended,
        }
    }

    /// Whether what was pushed is not all in the file.
    pub fn loses(&self) -> bool {
        matches!(self, Ended::Write(_) | Ended::Refused(_))
    }
}

impl From<Stuck> for Ended {
    fn from(stuck: Stuck) -> Ended {
        match stuck {
            Stuck::Incomplete => Ended::Incomplete,
            Stuck::Read(error) => Ended::Read(error),
        }
    }
}

impl From<EncoderRefusal> for Ended {
    fn from(refused: EncoderRefusal) -> Ended {
        Ended::Refused(refused.0)
    }
}
