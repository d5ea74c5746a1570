//! What follows from what the queue's jobs and savings tell.

use std::time::Instant;

use crate::engine::boundary::event::Event;
use crate::engine::queue::record::EntryProgress;
use crate::engine::queue::schedule::{Queue, Work};
use crate::engine::queue::{Slowed, output};
use crate::words::{Class, Failure};

/// How much of an output is there when everything has been received; the rest is its saving.
pub(super) const RECEIVED: f32 = 0.9;

impl Queue {
    /// Takes in an event of the job or the saving in progress. Returns the takes that nobody needs any more.
    pub fn hear(&mut self, event: &Event) -> Vec<String> {
        match (&self.work, event) {
            (Work::Speaking(id, job, _), Event::Finished { job: of, .. }) if job == of => {
                self.whole = (*id, self.record.get(*id).map_or(0, |entry| entry.takes.len()));
                self.work = Work::Nothing;
            }
            (Work::Speaking(_, job, _), Event::Stopped { job: of }) if job == of => {
                self.work = Work::Nothing;
            }
            (Work::Speaking(id, job, take), Event::Failed { job: of, failure, .. }) if job == of => {
                let (id, take) = (*id, take.clone());
                // A take in which nothing has come is about to go.
                if take.received() == 0 {
                    self.record.change(id, |entry| entry.takes.remove(take.id()));
                }
                match failure.class {
                    // The disk of the library takes no more: the next file would be paid for and lost like this one.
                    Class::Files => self.hold_up(failure),
                    _ => self.settle(id, failure),
                }
            }
            (Work::Speaking(_, job, _), Event::Retrying { job: of, failure, wait, .. }) if job == of => {
                let is_pace = failure.class == Class::Pace;
                self.slowed = is_pace.then(|| Slowed { failure: failure.clone(), until: Instant::now() + *wait });
            }
            (Work::Speaking(_, job, _), Event::Created { job: of, .. }) if job == of => self.slowed = None,
            (Work::Speaking(id, _, take), Event::Segment { .. } | Event::FirstDelta { .. }) => {
                let heard = take.marks().last().map_or(0, |mark| mark.source) as f32 / take.header().text.len() as f32;
                if let Some(entry) = self.record.get(*id) {
                    let before = entry.takes.len().saturating_sub(1) as f32;
                    self.progressed = true;
                    self.done = (before + heard) / entry.sources.len() as f32 * RECEIVED;
                }
            }
            (Work::Saving(_, save), Event::Saving { id: of, done }) if save == of => {
                self.progressed = true;
                self.done = RECEIVED + (1.0 - RECEIVED) * done;
            }
            (Work::Saving(id, save), Event::Saved { id: of, path, .. }) if save == of => {
                let (id, path) = (*id, path.clone());
                self.work = Work::Nothing;
                let passed = self.record.change(id, |entry| {
                    (entry.state, entry.output, entry.saving) = (EntryProgress::Done, Some(path), false);
                    if entry.plan.settings.keep { Vec::new() } else { entry.takes.take() }
                });
                return passed.unwrap_or_default();
            }
            (Work::Saving(id, save), Event::SaveFailed { id: of, failure, .. }) if save == of => {
                self.settle(*id, failure);
            }
            _ => {}
        }
        Vec::new()
    }

    /// The queue waits; the entry in progress goes on later where it was.
    fn hold_up(&mut self, failure: &Failure) {
        self.work = Work::Nothing;
        self.paused = true;
        self.held_up = Some(failure.clone());
    }

    /// An entry came to grief. What would fail the others too stops the queue, and the entry goes on later where it was.
    pub(super) fn settle(&mut self, id: u64, failure: &Failure) {
        self.work = Work::Nothing;
        if matches!(failure.class, Class::Token | Class::Quota | Class::Network | Class::Pace) {
            self.hold_up(failure);
        } else {
            self.record.change(id, |entry| {
                entry.state = EntryProgress::Failed(failure.into());
                // What a saving that failed has written stays: its failure names it.
                entry.saving = false;
                output::give_up(entry);
            });
        }
    }
}
