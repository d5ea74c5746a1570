//! The lines of the journal: what of the queue is written, and how it is made of them again.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::engine::queue::record::{EntryProgress, QueueEntry, Record};
use crate::store::Kept;

/// One line. Kinds that a later version adds are passed over.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "lines are made to be written or read at once, few of them are kept")]
pub(in crate::engine::queue) enum Line<E> {
    /// The number that the next entry has at least.
    Next { next: u64 },
    /// A whole entry.
    Entry(E),
    /// What an entry has become. Of its takes the first `kept` stay, and `takes` follow them.
    Change { id: u64, output: Option<PathBuf>, saving: bool, state: EntryProgress, kept: usize, takes: Vec<String> },
    /// A file of an entry has become no chapter: its place among the sources.
    LeftOut { id: u64, at: usize },
    /// An entry was taken away.
    Gone { id: u64 },
    /// Of a later version.
    #[serde(other)]
    Unknown,
}

/// What versions before the journal wrote.
#[derive(Deserialize)]
pub(in crate::engine::queue) struct Old {
    next: u64,
    entries: Vec<QueueEntry>,
}

impl Record {
    /// The queue that was kept.
    pub fn of(kept: Kept<Line<QueueEntry>, Old>) -> Record {
        let mut record = Record::default();
        match kept {
            Kept::Nothing => {}
            Kept::Lines(lines) => lines.into_iter().for_each(|line| record.read(line)),
            Kept::Old(old) => {
                record.next = old.next;
                for mut entry in old.entries {
                    // Two of one number would be taken for each other.
                    if record.entries.contains_key(&entry.id) {
                        entry.id = record.next;
                    }
                    record.put(entry);
                }
            }
        }
        record
    }

    fn read(&mut self, line: Line<QueueEntry>) {
        match line {
            Line::Next { next } => self.next = self.next.max(next),
            Line::Entry(entry) => self.put(entry),
            Line::Change { id, output, saving, state, kept, takes } => {
                let Some(entry) = self.entries.get_mut(&id) else { return };
                let waits = state == EntryProgress::Waiting;
                (entry.output, entry.saving, entry.state) = (output, saving, state);
                entry.takes.truncate(kept);
                takes.into_iter().for_each(|take| entry.takes.push(take));
                entry.takes.truncate(entry.sources.len());
                self.sort_in(id, waits);
            }
            Line::LeftOut { id, at } => {
                if let Some(entry) = self.entries.get_mut(&id).filter(|entry| at < entry.sources.len()) {
                    entry.leave_out(at);
                }
            }
            Line::Gone { id } => {
                self.entries.remove(&id);
                self.waiting.remove(&id);
            }
            Line::Unknown => {}
        }
    }

    /// Whether anything is to be written.
    pub fn is_unwritten(&self) -> bool {
        !(self.added.is_empty() && self.changed.is_empty() && self.more.is_empty())
    }

    /// What has changed, for the end of the journal.
    pub fn news(&self) -> Vec<Line<&QueueEntry>> {
        let added = self.added.iter().filter_map(|id| self.entries.get(id)).map(Line::Entry);
        let mut news: Vec<_> = added.collect();
        news.extend(self.more.iter().filter_map(|line| match *line {
            Line::LeftOut { id, at } => Some(Line::LeftOut { id, at }),
            Line::Gone { id } => Some(Line::Gone { id }),
            _ => None,
        }));
        for id in self.changed.difference(&self.added) {
            let Some(entry) = self.entries.get(id) else { continue };
            let QueueEntry { output, saving, state, takes, .. } = entry;
            let (kept, takes) = takes.news();
            let (output, state) = (output.clone(), state.clone());
            news.push(Line::Change { id: *id, output, saving: *saving, state, kept, takes });
        }
        news
    }

    /// All of it, for a journal that begins anew.
    pub fn whole(&self) -> Vec<Line<&QueueEntry>> {
        std::iter::once(Line::Next { next: self.next }).chain(self.entries.values().map(Line::Entry)).collect()
    }

    /// All of it is on disk.
    pub fn written(&mut self) {
        for id in self.added.iter().chain(&self.changed) {
            if let Some(entry) = self.entries.get_mut(id) {
                entry.takes.written();
            }
        }
        (self.added, self.changed) = Default::default();
        self.more.clear();
    }
}
