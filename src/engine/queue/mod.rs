//! The queue of files that are spoken one after the other: what can be asked of it, and how it stands.
//!
//! Owns the order of the files, what is kept of them across a restart, and what follows from how each of them went. Knows nothing
//! of sockets and players: the engine's loop carries out what it wants.

mod files;
mod output;
mod record;
mod schedule;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

pub(super) use files::{FileRead, FoundFiles, find};
pub(super) use schedule::{Queue, QueueTask, Removed, Turn, Unreadable, open};

use crate::engine::job::spec::{Account, Job};
use crate::engine::save::order::SaveOrder;
use crate::text::file::Encoding;
use crate::words::Failure;

/// What can be asked of the queue. `Batch` answers each; a `Notice` comes before it where the queue could not do so.
#[derive(Debug)]
pub enum BatchCommand {
    /// Tells how it stands, also as an earlier process has left it.
    List,
    /// Puts files at its end. They begin at once, unless others wait already and the queue is paused.
    Add(Box<BatchOrder>),
    /// Works on, also on what an earlier process has left; tokens are not kept with the queue, so the account is given
    /// again. If none of the files that wait is for this account, [`Batch::held_up`] says so.
    Resume(Account),
    /// Stops asking at once; the file in progress goes on later where it was. One that is being saved is saved.
    Pause,
    /// Takes items away. What is finished of them stays in the library.
    Remove(Vec<u64>),
    /// Tries items that have failed again, with this account; what is finished of them is not requested again, and a text
    /// that was refused is read anew. They begin as with `Add`.
    Retry {
        /// Which; those that have not failed are left alone.
        ids: Vec<u64>,
        /// Tokens are not kept with the queue.
        account: Account,
    },
    /// Takes away all items that are done or failed.
    Clear,
}

/// Files to be spoken.
#[derive(Clone, Debug)]
pub struct BatchOrder {
    /// Text files, or folders whose text files are meant; those below them too, hidden ones not.
    pub files: Vec<PathBuf>,
    /// The folder of the outputs; made if it is not there.
    pub folder: PathBuf,
    /// How the outputs are named; see `store::names`. Where it is empty they have the names of their files.
    pub template: String,
    /// What the outputs hold.
    pub order: SaveOrder,
    /// One output of this name, and not one output for each; its chapters are the headings of the files, or a file without any.
    /// Files without anything to speak are left out, as long as one has something.
    pub join: Option<PathBuf>,
    /// The encoding that the files are in, where one was chosen; else it is found out for each.
    pub encoding: Option<Encoding>,
    /// Voice, settings and limits; its id, text and file are not looked at.
    pub job: Job,
}

/// The queue as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// In the order of their doing, which is that of their ids. What has not changed since it was told before is shared with
    /// that, so that long queues are told quickly.
    pub items: Vec<Arc<BatchItem>>,
    /// How many of them wait or run.
    pub left: usize,
    /// The one that runs.
    pub running: Option<u64>,
    /// Whether it waits for `Resume`.
    pub paused: bool,
    /// Why it has paused, where that was not the user's wish: the account, the quota or the network would fail every file.
    pub held_up: Option<Failure>,
    /// Set while the service has asked to slow down: the file in progress waits, and those behind it.
    pub slowed: Option<Slowed>,
}

/// The service has asked to slow down.
#[derive(Clone, Debug, PartialEq)]
pub struct Slowed {
    /// In its words.
    pub failure: Failure,
    /// When it is asked again.
    pub until: Instant,
}

impl Batch {
    /// The item that runs.
    pub fn running(&self) -> Option<&BatchItem> {
        let id = self.running?;
        let at = self.items.binary_search_by_key(&id, |item| item.id).ok()?;
        Some(&self.items[at])
    }
}

/// A file to be spoken.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchItem {
    /// Names it.
    pub id: u64,
    /// The text files: one, or all that become chapters. Shared, as the items are.
    pub sources: Arc<Vec<PathBuf>>,
    /// Files that have become no chapter, because there is nothing to speak in them.
    pub left_out: Vec<PathBuf>,
    /// What it becomes; chosen when it begins.
    pub output: Option<PathBuf>,
    /// The account that speaks it.
    pub account: String,
    /// How far it is.
    pub state: BatchState,
    /// 0 to 1.
    pub done: f32,
}

/// How far a file of the queue is.
#[expect(clippy::large_enum_variant, reason = "each item stands in a box of its own")]
#[derive(Clone, Debug, PartialEq)]
pub enum BatchState {
    /// Its turn has not come, or it is to go on where it was.
    Waiting,
    /// It is being spoken or saved.
    Running,
    /// Its output is there.
    Done,
    /// It could not be done; the others go on.
    Failed(Failure),
}
