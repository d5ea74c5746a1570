//! What the window knows of the queue of files.

use crate::engine::{Batch, BatchItem, BatchState};
use crate::words::{Lang, queue as words};

/// The queue of files.
#[derive(Debug, Default)]
pub struct QueueState {
    /// As the engine told it last.
    pub batch: Batch,
    /// Those of it that have failed.
    failed: Vec<u64>,
    /// Whether the user has touched it since the window opened; else it was left by an earlier run.
    pub is_ours: bool,
}

impl QueueState {
    /// Whether anything of it is still to be done.
    pub fn is_open(&self) -> bool {
        self.batch.left > 0
    }

    /// What its tab says: how many files are still to be done.
    pub fn tab(&self, lang: Lang) -> String {
        let name = words::QUEUE_TAB.get(lang);
        match self.batch.left {
            0 => name.to_owned(),
            open => format!("{name} {open}"),
        }
    }

    /// The place of the item that is being done, or is to be done next; the first where all is over.
    pub fn now(&self) -> usize {
        let is_open = |item: &BatchItem| matches!(item.state, BatchState::Waiting | BatchState::Running);
        self.batch.items.iter().position(|item| is_open(item)).unwrap_or(0)
    }

    /// Items that have failed.
    pub fn failed(&self) -> &[u64] {
        &self.failed
    }

    /// How many items are done.
    pub fn done(&self) -> usize {
        self.batch.items.len() - self.batch.left - self.failed.len()
    }

    /// Takes in how it stands.
    pub fn stands(&mut self, batch: Batch) {
        let failed = batch.items.iter().filter(|item| matches!(item.state, BatchState::Failed(_)));
        self.failed = failed.map(|item| item.id).collect();
        self.batch = batch;
    }
}
