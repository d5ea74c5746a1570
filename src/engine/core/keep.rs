//! What is done with the takes that are kept.

use crate::engine::blocking::Removal;
use crate::engine::boundary::command::Deletion;
use crate::engine::boundary::event::Event;
use crate::engine::core::Core;
use crate::engine::save::SaveTask;
use crate::words::local;

/// A take that is to go once nothing reads it any more.
#[derive(Debug)]
pub(super) struct PendingDeletion {
    id: String,
    removal: Removal,
}

impl Core {
    /// The user deletes takes. One that is being written is left alone.
    pub(super) fn delete_takes(&mut self, ids: Vec<String>, deletion: Deletion) {
        let removal = match deletion {
            Deletion::ToTrash => Removal::Trash,
            Deletion::ForGood => Removal::ForGood,
        };
        for id in ids {
            if let Some(run) = self.runs.iter().find(|run| run.take().id() == id) {
                self.events.send(Event::Notice(local::take_being_written(run.take().dir())));
                continue;
            }
            if self.playing.as_ref().is_some_and(|take| take.id() == id) {
                self.silence();
            }
            self.passing.retain(|take| take.id() != id);
            self.doom(id, removal);
        }
        self.delete_doomed();
        self.shelf.list();
    }

    /// Removes a take that was not to be kept, as soon as no saving and no job reads it any more.
    pub(super) fn remove(&mut self, id: String) {
        self.doom(id, Removal::Passing);
        self.delete_doomed();
    }

    /// Removes a take in which nothing has come, as soon as nothing reads it any more.
    pub(super) fn remove_empty(&mut self, id: String) {
        self.doom(id, Removal::Empty);
        self.delete_doomed();
    }

    /// A take that was not to be kept stays if the file that was to have it did not come about: its sound is nowhere else.
    pub(super) fn spare_unsaved(&mut self, saving: &SaveTask) {
        if !saving.succeeded() {
            self.passing.retain(|take| !saving.reads(take.id()));
            self.doomed.retain(|doomed| doomed.removal != Removal::Passing || !saving.reads(&doomed.id));
        }
    }

    fn doom(&mut self, id: String, removal: Removal) {
        // Who deletes a take twice means the second time.
        self.doomed.retain(|doomed| doomed.id != id);
        self.doomed.push(PendingDeletion { id, removal });
    }

    /// Whether a saving or a job still reads a take, so that its files must stay.
    pub(super) fn is_read(&self, id: &str) -> bool {
        let copied = self.runs.iter().any(|run| run.needs(id));
        copied || self.auditions.need(id) || self.saves.values().any(|saving| saving.reads(id))
    }

    /// Removes what is to go and is not read any more; says whether the user's list is another then.
    pub(super) fn delete_doomed(&mut self) -> bool {
        let mut doomed = std::mem::take(&mut self.doomed);
        let mut listed = false;
        for removal in [Removal::Passing, Removal::Empty, Removal::Trash, Removal::ForGood] {
            let ids: Vec<String> = doomed
                .extract_if(.., |doomed| doomed.removal == removal && !self.is_read(&doomed.id))
                .map(|doomed| doomed.id)
                .collect();
            if !ids.is_empty() {
                listed |= removal != Removal::Passing;
                self.shelf.remove(ids, removal);
            }
        }
        self.doomed = doomed;
        listed
    }

    /// A saving or a job has ended, and perhaps with it the last reader of a take that is to go.
    pub(super) fn read_no_more(&mut self) {
        if self.delete_doomed() {
            self.shelf.list();
        }
    }
}
