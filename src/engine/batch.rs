//! The queue of files that are spoken one after the other.

use std::path::PathBuf;

use super::job::{Account, Job, SaveOrder};
use crate::words::Failure;

/// What can be asked of the queue.
#[derive(Debug)]
pub enum BatchCommand {
    /// Puts files at its end.
    Add(Box<BatchOrder>),
    /// Works on, also on what an earlier process has left; the account is not kept with the queue.
    Resume(Account),
    /// Finishes nothing more than what has been asked for already.
    Pause,
    /// Takes an item away. What is finished of it stays in the library.
    Remove(u64),
    /// Takes away all items that are done.
    Clear,
}

/// Files to be spoken.
#[derive(Clone, Debug)]
pub struct BatchOrder {
    /// Text files, or folders whose text files are meant.
    pub files: Vec<PathBuf>,
    /// The folder of the outputs.
    pub folder: PathBuf,
    /// How the outputs are named; see `store::names`.
    pub template: String,
    /// What the outputs hold.
    pub order: SaveOrder,
    /// One output with a chapter for each file, and not one output for each.
    pub join: bool,
    /// Voice, settings and limits; its id, text and file are not looked at.
    pub job: Job,
}

/// The queue as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// In the order of their doing.
    pub items: Vec<BatchItem>,
    /// Whether it waits for `Resume`.
    pub paused: bool,
}

/// A file to be spoken.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchItem {
    /// Names it.
    pub id: u64,
    /// The text files: one, or all that become chapters.
    pub sources: Vec<PathBuf>,
    /// What it becomes; chosen when it begins.
    pub output: Option<PathBuf>,
    /// How far it is.
    pub state: BatchState,
    /// 0 to 1.
    pub done: f32,
}

/// How far a file of the queue is.
#[derive(Clone, Debug, PartialEq)]
pub enum BatchState {
    /// Its turn has not come.
    Waiting,
    /// It is being spoken or saved.
    Running,
    /// Its output is there.
    Done,
    /// It could not be done; the others go on.
    Failed(Failure),
}
