//! How the queue stands: on disk, and for whoever looks at it.

use super::{Desk, Work};
use crate::engine::batch::record::Progress;
use crate::engine::batch::{Batch, BatchItem, BatchState};
use crate::engine::event::{Event, Events};
use crate::engine::failure;

impl Desk {
    /// Says and writes what has changed, and lets other processes work on the queue when there is nothing to do.
    pub fn keep(&mut self, events: &Events) {
        if std::mem::take(&mut self.untold) {
            self.tell(events);
        }
        if !self.file.is_claimed() {
            return;
        }
        let releases = matches!(self.work, Work::Nothing) && (self.paused || !self.waits());
        if releases {
            self.give_up_names();
        }
        if std::mem::take(&mut self.unwritten)
            && let Err(error) = self.file.write(&self.record)
        {
            events.send(Event::Notice(failure::store(&error)));
        }
        if releases {
            self.file.release();
        }
    }

    fn tell(&self, events: &Events) {
        let running = match self.work {
            Work::Nothing => None,
            Work::Beginning(id) | Work::Speaking(id, ..) | Work::Saving(id, _) => Some(id),
        };
        let items = self.record.entries.iter().map(|entry| {
            let (state, done) = match &entry.state {
                Progress::Waiting if running == Some(entry.id) => (BatchState::Running, self.done),
                Progress::Waiting => (BatchState::Waiting, 0.0),
                Progress::Done => (BatchState::Done, 1.0),
                Progress::Failed(trouble) => (BatchState::Failed(trouble.into()), 0.0),
            };
            BatchItem {
                id: entry.id,
                sources: entry.sources.clone(),
                left_out: entry.left_out.clone(),
                output: entry.output.clone(),
                account: entry.plan.account.clone(),
                state,
                done,
            }
        });
        let slowed = self.slowed.clone().filter(|_| matches!(self.work, Work::Speaking(..)));
        let batch = Batch { items: items.collect(), paused: self.paused, held_up: self.held_up.clone(), slowed };
        events.send(Event::Batch(Box::new(batch)));
    }
}
