//! What the window knows of what is kept: savings at work, the queue, what a search has found.

use std::collections::HashSet;
use std::ops::Range;
use std::path::PathBuf;

use crate::audio::TakeSample;
use crate::engine::{Batch, BatchItem, BatchState, Event, SaveId, SaveOrder};
use crate::ui::model::{Follow, Model};
use crate::ui::shell::format;
use crate::words::{Class, Lang, keeping as words, local};

/// A saving at work.
#[derive(Clone, Debug, PartialEq)]
pub struct SaveState {
    /// Its name.
    pub id: SaveId,
    /// The file; the folder, where many takes are saved.
    pub path: PathBuf,
    /// How many takes are saved, one file each.
    pub takes: usize,
    /// 0 to 1.
    pub done: f32,
}

/// What was found in whole texts.
#[derive(Clone, Debug, Default)]
pub struct TextMatches {
    /// What was looked for.
    pub text: String,
    /// The takes that have it.
    pub ids: HashSet<String>,
}

/// What is kept, as far as it is not the list of takes itself.
#[derive(Debug, Default)]
pub struct LibraryState {
    /// Rises with each change of the list of takes or of what was found.
    pub edition: u64,
    /// The queue of files.
    pub queue: Batch,
    /// Those of it that have failed.
    failed: Vec<u64>,
    /// Whether the user has touched the queue since the window opened; else it was left by an earlier run.
    pub is_queue_ours: bool,
    /// The last answer to a search.
    pub found: TextMatches,
}

impl LibraryState {
    /// Whether anything of the queue is still to be done.
    pub fn is_queue_open(&self) -> bool {
        self.queue.left > 0
    }

    /// What the tab of the queue says: how many files are still to be done.
    pub fn queue_tab(&self, lang: Lang) -> String {
        let name = words::QUEUE_TAB.get(lang);
        match self.queue.left {
            0 => name.to_owned(),
            open => format!("{name} {open}"),
        }
    }

    /// The place of the item that is being done, or is to be done next; the first where all is over.
    pub fn queue_now(&self) -> usize {
        let is_open = |item: &BatchItem| matches!(item.state, BatchState::Waiting | BatchState::Running);
        self.queue.items.iter().position(|item| is_open(item)).unwrap_or(0)
    }

    /// Items of the queue that have failed.
    pub fn queue_failed(&self) -> &[u64] {
        &self.failed
    }

    /// How many items of the queue are done.
    pub fn queue_done(&self) -> usize {
        self.queue.items.len() - self.queue.left - self.failed.len()
    }

    /// Takes in how the queue stands.
    fn queue_stands(&mut self, queue: Batch) {
        let failed = queue.items.iter().filter(|item| matches!(item.state, BatchState::Failed(_)));
        self.failed = failed.map(|item| item.id).collect();
        self.queue = queue;
    }
}

impl Model {
    /// Takes in news of what is kept.
    pub(super) fn keep(&mut self, event: Event) -> Vec<Follow> {
        match event {
            Event::Takes(takes) => {
                self.library = takes;
                self.keeping.edition += 1;
            }
            Event::TakesFound { text, ids } => {
                self.keeping.found = TextMatches { text, ids: ids.into_iter().collect() };
                self.keeping.edition += 1;
            }
            Event::Saving { id, done } => {
                if let Some(saving) = self.saves.iter_mut().find(|saving| saving.id == id) {
                    saving.done = done.clamp(0.0, 1.0);
                }
            }
            Event::Saved { id, path, report, .. } => {
                self.saves.retain(|saving| saving.id != id);
                self.notices.saved(path, report);
            }
            Event::SavedAll { id, folder, tally } => {
                self.saves.retain(|saving| saving.id != id);
                if let Some(failure) = &tally.failure {
                    self.notices.trouble(failure.clone());
                }
                self.notices.saved_all(folder, tally);
            }
            Event::SavedInPart { id, part, .. } => {
                self.saves.retain(|saving| saving.id != id);
                if let Some(part) = part {
                    self.notices.hint(local::part_kept(&part));
                }
            }
            Event::SaveFailed { id, failure, part } => {
                self.saves.retain(|saving| saving.id != id);
                // Who cancels has not met with trouble, and only wants to know what is left.
                if failure.class != Class::Interrupted {
                    self.notices.trouble(failure);
                }
                if let Some(part) = part {
                    self.notices.hint(local::part_kept(&part));
                }
            }
            Event::Trashed { ids, can_restore } => {
                // The list that lacks them comes next.
                let name = match ids.as_slice() {
                    [id] => self.library.iter().find(|take| take.id == *id).map(|take| take.name()),
                    _ => None,
                };
                let said = match name {
                    Some(name) => words::TRASHED.with("take", name),
                    None => words::TRASHED_ALL.with("n", format::number(ids.len())),
                };
                self.notices.trashed(ids, said, can_restore);
            }
            Event::NotTrashed { ids, failure } => return vec![Follow::NotTrashed(ids, failure)],
            Event::Batch(batch) => self.keeping.queue_stands(*batch),
            _ => {}
        }
        Vec::new()
    }

    /// What a file is to hold, by the settings.
    pub fn save_order(&self, range: Option<Range<TakeSample>>) -> SaveOrder {
        let settings = &self.settings;
        let export = &settings.export;
        SaveOrder {
            format: export.format,
            range,
            speed: if export.at_speed { settings.speed } else { 1.0 },
            lufs: export.lufs,
            joins: settings.joins,
            captions: export.captions.clone(),
            karaoke: export.karaoke,
            receipt: export.receipt,
        }
    }
}
