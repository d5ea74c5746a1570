//! A text that is still being written: what of it is finished goes up at once, on the connection that is open if it has room
//! there (protocol.md §4.2).

use std::time::{Duration, Instant};

use crate::audio::take::{SegmentPlan, TakeError};
use crate::engine::boundary::event::Events;
use crate::engine::job::run::rows::{SegmentRow, State, Todo, plan};
use crate::engine::job::run::{JobRun, Outcome, earlier};
use crate::text::{Script, ScriptReading, Segment, follow};

/// After so long without a delta the end of a sentence has most likely come.
const PAUSE: Duration = Duration::from_millis(300);

/// Sound that stands still for so long, while nothing is written, has come to the end of what was sent: it comes several times
/// faster than it is heard (protocol.md §3.2).
pub(super) const STILL: Duration = Duration::from_secs(1);

/// The text of a run that is still being written.
pub(super) struct Writing {
    /// What was written and has not been read.
    rest: String,
    /// The blocks of Markdown in it.
    blocks: follow::Blocks,
    /// How much of the text was read, in bytes.
    read: usize,
    /// Whether more may come.
    is_open: bool,
    /// How long the writer may be silent until what is there is spoken to its end.
    quiet_after: Duration,
    /// When something was written last.
    written: Instant,
    /// Whether what is there is to be spoken at once.
    flushes: bool,
}

/// What is sent of a segment that may become longer: with the blank or line end that it ends in, for without it the service
/// would wait for what follows.
pub(super) fn wire<'a>(script: &'a Script, segment: &Segment) -> &'a str {
    let start = segment.spoken.start;
    let mut end = start + segment.text.len();
    let rest = script.spoken().get(end..segment.spoken.end).unwrap_or_default();
    if rest.trim().is_empty() {
        end = segment.spoken.end.max(end);
    }
    script.spoken().get(start..end).unwrap_or_default()
}

impl Writing {
    pub fn new(quiet_after: Duration) -> Writing {
        Writing {
            rest: String::new(),
            blocks: follow::Blocks::default(),
            read: 0,
            is_open: true,
            quiet_after,
            written: Instant::now(),
            flushes: false,
        }
    }

    /// For how long nothing was written.
    fn silence(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.written)
    }

    /// Whether more may come, and not only after a silence.
    pub fn goes_on(&self, now: Instant) -> bool {
        self.is_open && self.silence(now) < self.quiet_after
    }

    /// How much of the rest is to be read now, in bytes.
    fn finished(&mut self, now: Instant, reading: ScriptReading) -> usize {
        let silence = self.silence(now);
        match () {
            () if !self.is_open => self.rest.len(),
            () if self.flushes => follow::all(&self.rest, reading),
            () => follow::after(silence, self.quiet_after, &self.rest, reading, &mut self.blocks),
        }
    }

    /// When to look again although nothing is written.
    fn due(&self, now: Instant) -> Option<Instant> {
        follow::wait(self.silence(now), self.quiet_after).filter(|_| self.is_open).map(|wait| now + wait)
    }
}

impl JobRun {
    /// More of the text was written.
    pub fn append(&mut self, text: &str, events: &Events) -> Outcome {
        self.write(text).unwrap_or_else(|error| self.disk_failed(error, events))
    }

    /// Takes in more of the text, which is on disk when this returns.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn write(&mut self, text: &str) -> Result<Outcome, TakeError> {
        let Some(writing) = self.writing.as_mut().filter(|writing| writing.is_open && !text.is_empty()) else {
            return Ok(Outcome::Unchanged);
        };
        self.writer.write(text)?;
        writing.rest.push_str(text);
        writing.flushes = false;
        writing.written = Instant::now();
        Ok(Outcome::Going)
    }

    /// What is there is spoken at once.
    pub fn flush_text(&mut self) -> Outcome {
        match &mut self.writing {
            Some(writing) => writing.flushes = true,
            None => return Outcome::Unchanged,
        }
        Outcome::Going
    }

    /// Nothing more will be written.
    pub fn end_text(&mut self) -> Outcome {
        match &mut self.writing {
            Some(writing) => writing.is_open = false,
            None => return Outcome::Unchanged,
        }
        Outcome::Going
    }

    /// Whether more may be written.
    pub(super) fn is_text_open(&self) -> bool {
        self.writing.as_ref().is_some_and(|writing| writing.is_open)
    }

    /// Reads what is finished, plans who speaks it, and sends it where that one is speaking already.
    pub(super) fn read_on(&mut self) -> Result<(), TakeError> {
        if self.writing.is_none() {
            return Ok(());
        }
        // One moment for all: what is not due now is due later.
        let (now, reading) = (Instant::now(), self.job.reading());
        while let Some(writing) = &mut self.writing {
            let end = writing.finished(now, reading);
            if end == 0 {
                break;
            }
            let part: String = writing.rest.drain(..end).collect();
            writing.blocks = follow::Blocks::default();
            writing.read += end;
            let read = writing.read;
            self.read_part(&part, read)?;
        }
        if !self.is_text_open() && self.writing.take().is_some() {
            self.writer.text_ends();
        }
        self.complete_texts(now);
        let due = self.writing.as_ref().and_then(|writing| writing.due(now));
        self.due = due.map_or(self.due, |due| earlier(self.due, due));
        Ok(())
    }

    /// Reads one part, which ends at byte `read` of the text.
    fn read_part(&mut self, part: &str, read: usize) -> Result<(), TakeError> {
        let before = self.script.spoken().len();
        self.script.read_on(part);
        let end = self.script.spoken().len();
        let packed = |from: usize| self.script.segments_in(from..end, self.limit);
        let planned = self.rows.last().map_or(0, |row| row.rest.end);
        // Packed anew, the last segment holds at least what it holds now, unless the limit has become lower since.
        let again = self.rows.last().and_then(SegmentRow::grows_from).map(packed);
        let again = again.filter(|again| again.first().is_some_and(|first| first.spoken.end >= planned));
        let grows = again.is_some();
        let mut segments = again.unwrap_or_else(|| packed(before)).into_iter();
        let mut last: Option<SegmentPlan> = None;
        if let (true, Some(row)) = (grows, self.rows.last_mut()) {
            let longer = segments.next().filter(|longer| longer.spoken.end > planned);
            if let Some(longer) = longer {
                last = Some(plan(&longer));
                row.rest.end = longer.spoken.end;
                if let State::Running(running) = &mut row.state {
                    let sent = running.sent_from + running.sent;
                    let more = self.script.spoken().get(sent..longer.spoken.start + wire(&self.script, &longer).len());
                    more.into_iter().for_each(|more| running.append(more));
                }
            }
        }
        let plans: Vec<SegmentPlan> = segments.map(|segment| plan(&segment)).collect();
        let rows = plans.iter().map(|plan| SegmentRow::growing(Todo { rest: plan.spoken.clone(), saved: None }));
        self.rows.extend(rows);
        self.writer.read(read, last, plans)
    }

    /// Ends the text of the connections that will not get more of it.
    fn complete_texts(&mut self, now: Instant) {
        // A job that is lost sends nothing more.
        let goes_on = self.writing.as_ref().is_some_and(|writing| writing.goes_on(now)) && self.failing.is_none();
        let last = self.rows.len().checked_sub(1).filter(|_| goes_on);
        for (index, row) in self.rows.iter_mut().enumerate() {
            if let State::Running(running) = &mut row.state
                && Some(index) != last
            {
                running.rest = None;
            }
        }
    }

    /// Whether a session that is opened for a row now may get more text later.
    pub(super) fn may_grow(&self, index: usize) -> bool {
        let goes_on = self.writing.as_ref().is_some_and(|writing| writing.goes_on(Instant::now()));
        let row = &self.rows[index];
        // What is asked for once more is asked for whole: the service may speak only when it has all of it.
        goes_on
            && self.failing.is_none()
            && row.tries == 0
            && index + 1 == self.rows.len()
            && row.grows_from().is_some()
    }

    /// Whether all that was sent on an open connection has been announced, and something of its last sentence has come.
    pub(super) fn has_spoken_all(&self, index: usize) -> bool {
        let State::Running(running) = &self.rows[index].state else { return false };
        running.rest.is_some() && self.has_spoken(index, running.sent)
    }

    /// The same of the first `sent` bytes that were sent.
    pub(super) fn has_spoken(&self, index: usize, sent: usize) -> bool {
        let State::Running(running) = &self.rows[index].state else { return false };
        let end = running.sent_from + sent;
        let sentences = self.script.sentences();
        let last = sentences.partition_point(|sentence| sentence.spoken.start < end).checked_sub(1);
        let last = last.map_or(0, |last| sentences[last].spoken.start.max(running.sent_from));
        running.marks > 0 && running.announced >= last && running.samples > running.marked
    }

    /// Tells those who listen whether nothing is to be expected before more is written.
    pub(super) fn tell_waits(&mut self) {
        if !self.is_text_open() {
            return;
        }
        // Only the last one can be open with nothing left to say.
        let waits = match self.rows.iter().position(|row| !row.is_done()) {
            None => true,
            Some(index) if index + 1 == self.rows.len() && self.has_spoken_all(index) => {
                match &self.rows[index].state {
                    State::Running(running) => {
                        let quiet = running.heard.elapsed();
                        if quiet < PAUSE {
                            self.due = earlier(self.due, Instant::now() + (PAUSE - quiet));
                        }
                        quiet >= PAUSE
                    }
                    _ => false,
                }
            }
            Some(_) => false,
        };
        self.writer.waits(waits);
    }
}
