//! How a run ends.

use crate::audio::take::{TakeEnd, TakeError, TakeWriter};
use crate::engine::boundary::event::{Event, Events};
use crate::engine::failure;
use crate::engine::job::run::{JobRun, Outcome};
use crate::store::log::missed;
use crate::words::Failure;

impl JobRun {
    /// Ends the run because the user wants it so. Dropping the rows closes their sockets.
    pub fn stop(mut self, events: &Events) -> TakeWriter {
        self.leave_redo();
        self.rows.clear();
        if let Err(error) = self.writer.end(self.end_as(TakeEnd::Stopped)) {
            events.send(Event::Notice(failure::take(&error)));
        }
        events.send(Event::Stopped { job: self.job.id });
        self.writer
    }

    /// The writer of a run that is over; what it wrote is still to be made safe from a power cut.
    pub fn into_writer(self) -> TakeWriter {
        self.writer
    }

    /// What was requested is there, and nobody wants the rest.
    pub(super) fn end_finished(&mut self, events: &Events) -> Outcome {
        if let Err(error) = self.writer.end(self.end_as(TakeEnd::Stopped)) {
            return self.disk_failed(error, events);
        }
        events.send(Event::Stopped { job: self.job.id });
        Outcome::Over
    }

    pub(super) fn end_complete(&mut self, events: &Events) -> Outcome {
        if let Err(error) = self.writer.end(self.end_as(TakeEnd::Complete)) {
            return self.disk_failed(error, events);
        }
        if let Some(redo) = &mut self.redo {
            redo.done = true;
        }
        events.send(Event::Finished { job: self.job.id, receipt: self.take.receipt() });
        Outcome::Over
    }

    pub(super) fn end_failed(&mut self, segment: usize, failure: Failure, events: &Events) -> Outcome {
        // If the disk refuses even this line, the take is one that was killed; the failure says what matters.
        missed("end of a take", self.writer.end(self.end_as(TakeEnd::Failed)));
        events.send(Event::Failed { job: self.job.id, segment: self.place(segment), failure });
        Outcome::Over
    }

    /// The disk refuses: nothing more is requested, because it could not be kept.
    pub(super) fn disk_failed(&mut self, error: TakeError, events: &Events) -> Outcome {
        let segment = self.rows.iter().position(|row| !row.is_done()).unwrap_or(0);
        self.leave_redo();
        self.rows.clear();
        self.end_failed(segment, failure::take(&error), events)
    }
}
