//! What the sessions and the copying report, put into the take.

use std::time::Instant;

use crate::audio::take::{RequestId, TakeError};
use crate::engine::boundary::event::{Event, Events};
use crate::engine::job::retry::SessionTrouble;
use crate::engine::job::run::effect::most_seconds;
use crate::engine::job::run::rows::{SegmentRow, State};
use crate::engine::job::run::{JobRun, Outcome};
use crate::engine::job::session::ReportKind;
use crate::protocol::{Codec, ErrorKind, SessionError, SessionEvent};

impl JobRun {
    /// Takes in what a session reported. A report of a request that no longer runs is ignored.
    pub fn report(&mut self, request: RequestId, news: ReportKind, events: &Events) -> Outcome {
        let running = |row: &SegmentRow| row.request() == Some(request);
        let Some(index) = self.rows.iter().position(running) else { return Outcome::Unchanged };
        let result = match news {
            ReportKind::Answered(logid) => self.answered(index, logid, events),
            ReportKind::Heard(heard) => self.heard(index, heard, events),
            ReportKind::Broke(error) => self.broke(index, SessionTrouble::Session(error), events),
            ReportKind::Copied(Some(block)) => self.copied(index, block, events),
            ReportKind::Copied(None) => self.copied_all(index, events),
            ReportKind::NotCopied => self.not_copied(index, events),
        };
        self.tell_waits();
        match result {
            Ok(()) if running(&self.rows[index]) => Outcome::Unchanged,
            Ok(()) => Outcome::Going,
            Err(error) => self.disk_failed(error, events),
        }
    }

    /// A segment is whole.
    pub(super) fn done(&mut self, index: usize, events: &Events) {
        self.rows[index].state = State::Done;
        let receipt = self.take.receipt().segments.get(index).cloned();
        if let Some(receipt) = receipt.filter(|_| self.redo.is_none()) {
            events.send(Event::Segment { job: self.job.id, segment: index, receipt });
        }
    }

    /// There is sound: said once.
    pub(super) fn sounds(&mut self, events: &Events) {
        if !std::mem::replace(&mut self.first_delta, true) {
            events.send(Event::FirstDelta { job: self.job.id });
        }
    }

    fn answered(&mut self, index: usize, logid: Option<String>, events: &Events) -> Result<(), TakeError> {
        let State::Running(running) = &mut self.rows[index].state else { return Ok(()) };
        if let Some(logid) = &logid {
            self.writer.logid(running.request, logid)?;
        }
        running.logid.clone_from(&logid);
        events.send(Event::Created { job: self.job.id, segment: self.place(index), logid });
        Ok(())
    }

    fn heard(&mut self, index: usize, heard: SessionEvent, events: &Events) -> Result<(), TakeError> {
        let has_spoken_all = matches!(heard, SessionEvent::Completed) && self.has_spoken_all(index);
        let State::Running(running) = &mut self.rows[index].state else { return Ok(()) };
        match heard {
            SessionEvent::Created | SessionEvent::TextCompleted => {}
            SessionEvent::Configured(said) => self.configured(index, &said, events)?,
            SessionEvent::Sentence(text) => self.sentence(index, &text)?,
            SessionEvent::Audio(bytes) => {
                self.samples.clear();
                if let Err(error) = running.decoder.push(&bytes, &mut self.samples) {
                    return self.broke(index, SessionTrouble::Decode(error), events);
                }
                let samples = running.samples + self.samples.len() as u64;
                let seconds = most_seconds(running.characters, running.speech_rate);
                if samples > seconds * u64::from(self.take.rate()) {
                    let trouble = SessionTrouble::Endless { characters: running.characters, seconds };
                    return self.broke(index, trouble, events);
                }
                if running.codec == Codec::Opus && !bytes.is_empty() {
                    self.writer.packet(running.request, &bytes)?;
                }
                if self.samples.is_empty() {
                    return Ok(());
                }
                running.samples = samples;
                running.heard = Instant::now();
                running.heard_of = running.rest.is_some().then_some(running.sent);
                let silence = self.samples.iter().rev().take_while(|sample| **sample == 0).count();
                running.silence = if silence == self.samples.len() { running.silence + silence } else { silence };
                self.writer.append(running.request, &self.samples)?;
                self.sounds(events);
            }
            SessionEvent::Completed if running.samples == 0 => {
                return self.broke(index, SessionTrouble::NoAudio, events);
            }
            // It says that this was all before it has got all: as if it had closed.
            SessionEvent::Completed if running.rest.is_some() && !has_spoken_all => {
                let error = SessionError { kind: ErrorKind::Closed { code: None }, logid: running.logid.clone() };
                return self.broke(index, SessionTrouble::Session(error), events);
            }
            SessionEvent::Completed => self.whole(index, events)?,
        }
        Ok(())
    }

    /// All sound of a session has come: what is whole of it is kept.
    pub(super) fn whole(&mut self, index: usize, events: &Events) -> Result<(), TakeError> {
        let State::Running(running) = &mut self.rows[index].state else { return Ok(()) };
        let odd_byte = running.decoder.finish().odd_byte;
        self.writer.complete(running.request)?;
        if odd_byte {
            events.send(Event::HalfSample { job: self.job.id, segment: self.place(index) });
        }
        self.restraint.relax();
        self.done(index, events);
        Ok(())
    }

    /// A sentence of the service begins. Where it stands in the text is found by aligning; the first of a request stands
    /// where the request begins, whatever the service made of it.
    fn sentence(&mut self, index: usize, text: &str) -> Result<(), TakeError> {
        let row = &mut self.rows[index];
        let State::Running(running) = &mut row.state else { return Ok(()) };
        let placed = running.aligner.place(text);
        let spoken = match (running.marks, placed) {
            (0, _) => row.rest.start,
            (_, Some(offset)) => running.sent_from + offset,
            // It cannot be aligned, so it is joined to the one before.
            (_, None) => return Ok(()),
        };
        running.marks += 1;
        running.announced = spoken;
        if running.samples > running.marked {
            // A mark with sound is whole, so the count of tries starts anew. One without would be requested for ever, and so
            // would a passage of which no part is kept.
            if self.redo.is_none() {
                row.tries = 0;
                self.restraint.relax();
            }
            running.marked = running.samples;
        }
        let source = self.script.source(spoken..row.rest.end).start;
        self.writer.mark(running.request, spoken, source)
    }
}
