//! What follows when a session breaks: ask again, in smaller pieces, later, or not at all.

use std::time::{Duration, Instant};

use crate::audio::take::TakeError;
use crate::engine::boundary::event::{Event, Events};
use crate::engine::failure;
use crate::engine::job::retry;
use crate::engine::job::retry::{NextStep, SessionTrouble};
use crate::engine::job::run::JobRun;
use crate::engine::job::run::rows::{SegmentRow, State, Todo, plan};
use crate::engine::job::run::writing::STILL;
use crate::protocol::ErrorKind;
use crate::words::{Failure, engine as say};

/// A piece that is found too long is not cut into pieces of fewer bytes than this: then it is not the length.
const SMALLEST: usize = 64;

impl JobRun {
    /// A session ended before its segment did: whole marks stay, the broken one is left out and requested again.
    pub(super) fn broke(&mut self, index: usize, trouble: SessionTrouble, events: &Events) -> Result<(), TakeError> {
        if let Some(spoken) = self.spoken_at_idle_close(index, &trouble) {
            return self.closed_idle(index, spoken, events);
        }
        let others = self.rows.iter().filter(|row| row.is_running()).count().saturating_sub(1);
        let (place, is_redo) = (self.place(index), self.redo.is_some());
        let row = &mut self.rows[index];
        let State::Running(running) = std::mem::replace(&mut row.state, State::Waiting) else { return Ok(()) };
        let rest = self.writer.fail(running.request)?;
        if !is_redo {
            row.rest.start = rest;
        }
        let next = match self.failing {
            // The job is lost already; finishing this piece would cost and not help.
            Some(_) => NextStep::GiveUp,
            None => retry::next(&trouble, &self.patience, row.tries),
        };
        let mut failure = failure::of(&trouble, &self.connect.endpoint, running.logid.as_deref());
        if self.take.received() > 0 {
            failure.todo = say::KEPT_SO_FAR.with_said("todo", failure.todo);
        }
        match next {
            NextStep::Wait(wait) => {
                row.tries += 1;
                row.state = State::Resting(Instant::now() + wait);
                events.send(Event::Retrying { job: self.job.id, segment: place, failure, wait });
                Ok(())
            }
            NextStep::SlowDown(asked) => match self.restraint.slow_down(asked, &self.patience) {
                Some(wait) => {
                    self.allowed = others.max(1);
                    events.send(Event::Retrying { job: self.job.id, segment: place, failure, wait });
                    Ok(())
                }
                None => self.give_up(index, failure),
            },
            // A passage is one sound, or it is none.
            NextStep::Halve if is_redo => self.give_up(index, failure),
            NextStep::Halve => self.halve(index, running.sent, failure, events),
            NextStep::GiveUp => self.give_up(index, failure),
        }
    }

    /// How many of the bytes that were sent were spoken, where a service has closed a connection in good order because nothing
    /// was written for a while. What was sent since its last sound has met the close.
    fn spoken_at_idle_close(&self, index: usize, trouble: &SessionTrouble) -> Option<usize> {
        let State::Running(running) = &self.rows[index].state else { return None };
        let SessionTrouble::Session(error) = trouble else { return None };
        // A line that broke looks much the same; but a sentence ends in silence (protocol.md §3.2).
        let is_orderly = match error.kind {
            ErrorKind::Closed { code: Some(1000 | 1001) } => true,
            ErrorKind::Closed { .. } => running.silence as u64 * 5 >= u64::from(self.take.rate()),
            _ => false,
        };
        let is_idle = is_orderly && running.heard.elapsed() >= STILL;
        running.heard_of.filter(|sent| is_idle && self.has_spoken(index, *sent))
    }

    /// What was spoken before a service closed an idle connection is whole. What met the close is requested on another one:
    /// nothing of it was spoken.
    fn closed_idle(&mut self, index: usize, spoken: usize, events: &Events) -> Result<(), TakeError> {
        let row = &mut self.rows[index];
        let State::Running(running) = &row.state else { return Ok(()) };
        if spoken == running.sent {
            return self.whole(index, events);
        }
        let (request, end) = (running.request, running.sent_from + spoken);
        // With a mark here the sentence before it is whole, and the piece that broke is the one that never came.
        self.writer.mark(request, end, self.script.source(end..row.rest.end).start)?;
        row.rest.start = self.writer.fail(request)?;
        row.state = State::Waiting;
        Ok(())
    }

    /// The service found the text too long: the rest of the segment becomes smaller ones (protocol.md §6.1). What waits is
    /// cut to the same size at once, so that the limit is found out once and not with each segment.
    fn halve(&mut self, index: usize, sent: usize, failure: Failure, events: &Events) -> Result<(), TakeError> {
        let wait = if self.limit < sent {
            // Of several that were sent at once, the first has found the limit for the others.
            Some(Duration::ZERO)
        } else {
            self.limit = sent.div_ceil(2);
            self.restraint.halve(&self.patience).filter(|_| self.limit >= SMALLEST)
        };
        let Some(wait) = wait else { return self.give_up(index, failure) };
        let limit = self.limit;
        events.send(Event::Retrying { job: self.job.id, segment: index, failure, wait });
        // From the last to the first, so that the places of those that are still to come stay what they are.
        for place in (index..self.rows.len()).rev() {
            let row = &self.rows[place];
            if matches!(row.state, State::Waiting) && row.saved.is_none() && row.rest.len() > limit {
                self.split(place, limit, events)?;
            }
        }
        Ok(())
    }

    /// Cuts what a segment lacks into pieces of at most `limit` bytes. One that cannot be cut so stays: it is requested as it
    /// is, it would be refused for ever.
    pub(super) fn split(&mut self, place: usize, limit: usize, events: &Events) -> Result<(), TakeError> {
        let pieces = self.script.segments_in(self.rows[place].rest.clone(), limit);
        if self.redo.is_some() || pieces.iter().any(|piece| piece.text.len() > limit) {
            return self.give_up(place, say::uncuttable(limit));
        }
        self.writer.split(place, &pieces.iter().map(plan).collect::<Vec<_>>())?;
        let into = pieces.len();
        let rows = pieces.into_iter().map(|piece| SegmentRow::new(Todo { rest: piece.spoken, saved: None }));
        self.rows.splice(place..=place, rows);
        events.send(Event::Split { job: self.job.id, segment: place, into });
        Ok(())
    }

    pub(super) fn give_up(&mut self, index: usize, failure: Failure) -> Result<(), TakeError> {
        self.rows[index].state = State::Failed;
        if self.redo.is_none() {
            self.writer.give_up(index, failure.code)?;
        }
        self.failing.get_or_insert((index, failure));
        Ok(())
    }
}
