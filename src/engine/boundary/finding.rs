//! What was found out about a token, and about a recording.

use std::path::PathBuf;
use std::sync::Arc;

use crate::audio::record::RecordingFacts;
use crate::words::{Failure, Said};

/// One thing that was tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What was tried, for people.
    pub what: Said,
    /// How it went.
    pub outcome: Result<Said, Failure>,
    /// Log id of the attempt, where the service gave one.
    pub logid: Option<String>,
}

/// What was found out about a token.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckReport {
    /// Whether speaking with this account will work, as far as can be told without paying.
    pub good: bool,
    /// The one line that matters: it works, or what to do.
    pub advice: Said,
    /// Everything that was tried, in order.
    pub findings: Vec<Finding>,
}

/// A recording that was read and looked at: what is sent is what was looked at, whatever becomes of the file.
#[derive(Clone, Debug)]
pub struct ExaminedRecording {
    /// Where it was.
    pub path: PathBuf,
    /// All of it.
    pub file: Arc<[u8]>,
    /// What it is, and what speaks against it.
    pub facts: RecordingFacts,
}
