//! How the queue stands: on disk, and for whoever looks at it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::engine::boundary::event::{Event, Events};
use crate::engine::failure;
use crate::engine::queue::record::{EntryProgress, QueueEntry};
use crate::engine::queue::schedule::{Queue, Work};
use crate::engine::queue::{Batch, BatchItem, BatchState, Slowed};
use crate::store::StoreError;
use crate::words::Failure;

/// How often it is told that something has changed.
const OFTEN: Duration = Duration::from_millis(100);

/// The file is begun anew when it has this many lines more than there are entries, twice counted: so that its length follows
/// that of the queue, and beginning anew costs little for each line.
const SPARE: usize = 1_000;

impl Queue {
    /// Tells how things stand, where that is requested or due.
    pub fn show(&mut self, events: &Events) {
        if self.asked || self.due().is_some_and(|due| self.rests() || due <= Instant::now()) {
            self.tell(events);
        }
    }

    /// Whether nothing is being done and nothing is to come.
    fn rests(&self) -> bool {
        matches!(self.work, Work::Nothing) && (self.paused || !self.waits())
    }

    /// Whether [`Queue::write`] has anything to do.
    pub fn is_unwritten(&self) -> bool {
        self.file.is_claimed() && (self.rests() || self.record.is_unwritten())
    }

    /// Writes what has changed, and lets other processes work on the queue where there is nothing to do.
    ///
    /// # Errors
    /// It cannot be written. The file is then begun anew with all that there is, when something changes again.
    pub fn write(&mut self) -> Result<(), Failure> {
        let rests = self.rests();
        if rests {
            self.give_up_names();
        }
        let mut written = Ok(());
        if self.record.is_unwritten() {
            written = self.write_lines().map_err(|error| failure::store(&error));
            self.record.written();
        }
        if rests {
            self.file.release();
        }
        written
    }

    /// When it is to be told next how things stand: at once where that is long ago, and never if nothing has changed. Of a
    /// long queue it costs something, and nobody can read faster.
    pub fn due(&self) -> Option<Instant> {
        let now = Instant::now();
        (self.has_news() || self.progressed).then(|| self.told_at.map_or(now, |at| at + OFTEN))
    }

    fn write_lines(&mut self) -> Result<(), StoreError> {
        if self.file.is_begun() && self.added <= 2 * self.record.len() + SPARE {
            let news = self.record.news();
            self.added += news.len();
            return self.file.append(&news);
        }
        self.added = 0;
        self.file.begin(&self.record.whole())
    }

    fn running(&self) -> Option<u64> {
        match self.work {
            Work::Nothing => None,
            Work::Beginning(id) | Work::Speaking(id, ..) | Work::Saving(id, _) => Some(id),
        }
    }

    /// What the service has requested, as long as it holds up what is in progress.
    fn slowed(&self) -> Option<&Slowed> {
        self.slowed.as_ref().filter(|_| matches!(self.work, Work::Speaking(..)))
    }

    /// Whether something may look different than it was told, beside how far the entry in progress is.
    fn has_news(&self) -> bool {
        self.record.is_stale()
            || self.ran != self.running()
            || self.told.paused != self.paused
            || self.told.held_up != self.held_up
            || self.told.slowed.as_ref() != self.slowed()
    }

    /// Tells how things stand, if that was requested or looks different than it was told.
    fn tell(&mut self, events: &Events) {
        let running = self.running();
        let mut stale = self.record.take_stale();
        stale.extend(running);
        // What ran when this was told last looks different now, if it is another.
        stale.extend(self.ran.filter(|ran| Some(*ran) != running));
        let mut items = std::mem::take(&mut self.told.items);
        let mut differs = std::mem::take(&mut self.asked);
        for id in stale {
            let at = items.binary_search_by_key(&id, |item| item.id);
            match (at, self.record.get(id).map(|entry| self.item(entry))) {
                (Ok(at), Some(item)) if *items[at] == item => continue,
                (Ok(at), Some(item)) => items[at] = Arc::new(item),
                (Err(at), Some(item)) => items.insert(at, Arc::new(item)),
                (Ok(at), None) => drop(items.remove(at)),
                (Err(_), None) => continue,
            }
            differs = true;
        }
        let rest = Batch {
            items: Vec::new(),
            left: self.record.left(),
            running: running
                .filter(|id| self.record.get(*id).is_some_and(|entry| entry.state == EntryProgress::Waiting)),
            paused: self.paused,
            held_up: self.held_up.clone(),
            slowed: self.slowed().cloned(),
        };
        differs |= rest != self.told;
        self.told = Batch { items, ..rest };
        (self.ran, self.progressed) = (running, false);
        if differs {
            self.told_at = Some(Instant::now());
            events.send(Event::Batch(Box::new(self.told.clone())));
        }
    }

    fn item(&self, entry: &QueueEntry) -> BatchItem {
        let (state, done) = match &entry.state {
            EntryProgress::Waiting if self.running() == Some(entry.id) => (BatchState::Running, self.done),
            EntryProgress::Waiting => (BatchState::Waiting, 0.0),
            EntryProgress::Done => (BatchState::Done, 1.0),
            EntryProgress::Failed(trouble) => (BatchState::Failed(trouble.into()), 0.0),
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
    }
}
