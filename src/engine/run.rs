//! One job being carried out: the pipeline of segments. Order is restored in the take; here is decided what is asked for
//! next, and what follows from what the sessions report.

mod mend;

use std::ops::Range;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use super::event::{Event, Events};
use super::failure;
use super::job::{Job, Pace};
use super::retry::{Patience, Trouble};
use super::session::{self, News, Report};
use crate::audio::codec::{Decoder, Format};
use crate::audio::take::{End, RequestId, SegmentPlan, Take, TakeError, TakeWriter};
use crate::protocol::{Codec, Connect, Heard};
use crate::text::{Aligner, Script, Segment};
use crate::words::Failure;

/// A listener's segment is opened when less than this much unheard audio is left (design: *Characters cost*).
const AHEAD: Duration = Duration::from_secs(20);

/// One segment on its way.
struct Row {
    /// What is still to be asked for, as a byte range of the spoken text.
    rest: Range<usize>,
    state: State,
    /// Retries spent since the last finished mark.
    tries: usize,
}

enum State {
    Waiting,
    Running(Box<Running>),
    /// Asked again at this moment.
    Resting(Instant),
    Done,
    Failed,
}

/// A segment with an open session.
struct Running {
    request: RequestId,
    task: AbortHandle,
    decoder: Decoder,
    aligner: Aligner,
    /// Where the text that was sent begins in the spoken text, in bytes.
    sent_from: usize,
    marks: usize,
    samples: u64,
    /// How many of the samples were there when the last mark began.
    marked: u64,
    logid: Option<String>,
}

impl Drop for Running {
    /// Dropping the task drops its socket.
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// How a run goes on after an input.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The same sessions go on; there is nothing to decide.
    Unchanged,
    /// A session has ended or may be opened: [`Run::advance`] decides.
    Going,
    /// The last event of the job has been sent.
    Over,
}

/// What ties a run to the service and to the engine's loop.
pub(super) struct Link {
    pub connect: Connect,
    pub patience: Patience,
    pub reports: mpsc::Sender<Report>,
}

/// Where the listener is, as the scheduler needs it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Playhead {
    /// Sample that is heard now.
    pub position: u64,
    /// Whether it moves.
    pub moving: bool,
}

/// The running job.
pub(super) struct Run {
    pub job: Job,
    connect: Connect,
    script: Script,
    writer: TakeWriter,
    take: Take,
    rows: Vec<Row>,
    /// Sessions at once; the service lowers it with 3003.
    allowed: usize,
    /// Bytes of one request that the service has not yet found too long; known after the first 3010.
    learned: Option<usize>,
    /// Set once a segment has failed for good: nothing new is opened, what runs is finished.
    failing: Option<(usize, Failure)>,
    first_delta: bool,
    /// Nothing is opened before this is set.
    ready: bool,
    due: Option<Instant>,
    patience: Patience,
    reports: mpsc::Sender<Report>,
    samples: Vec<i16>,
}

impl Run {
    /// A run whose take has just been created or reopened. `rests` are the byte ranges of the spoken text that are still to
    /// be asked for, one for each segment of the take; empty where the segment is done.
    pub fn new(job: Job, script: Script, writer: TakeWriter, rests: Vec<Range<usize>>, link: Link) -> Run {
        let rows = rests.into_iter().map(|rest| {
            let state = if rest.is_empty() { State::Done } else { State::Waiting };
            Row { rest, state, tries: 0 }
        });
        Run {
            take: writer.take(),
            rows: rows.collect(),
            allowed: job.sessions.clamp(1, 8),
            learned: None,
            failing: None,
            first_delta: false,
            ready: !job.must_be_heard,
            due: None,
            samples: Vec::new(),
            job,
            script,
            writer,
            connect: link.connect,
            patience: link.patience,
            reports: link.reports,
        }
    }

    /// The reading half of the take.
    pub fn take(&self) -> &Take {
        &self.take
    }

    /// When [`Run::advance`] wants to be called even if nothing happens before.
    pub fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Whether sessions may be opened.
    pub fn is_ready(&self) -> bool {
        self.ready
    }

    /// The device is open (or does not matter): sessions may be opened.
    pub fn set_ready(&mut self) {
        self.ready = true;
    }

    /// Opens what should be open now, and says when to look again.
    pub fn advance(&mut self, playhead: Option<Playhead>, events: &Events) -> Outcome {
        self.due = None;
        if !self.ready {
            return Outcome::Going;
        }
        let running = self.rows.iter().filter(|row| matches!(row.state, State::Running(_))).count();
        if let Some((segment, failure)) = &self.failing {
            if running > 0 {
                return Outcome::Going;
            }
            let (segment, failure) = (*segment, failure.clone());
            return self.end_failed(segment, failure, events);
        }
        if self.rows.iter().all(|row| matches!(row.state, State::Done)) {
            return self.end_complete(events);
        }
        match self.open_what_is_wanted(running, playhead, events) {
            Ok(()) => Outcome::Going,
            Err(error) => self.disk_failed(error, events),
        }
    }

    fn open_what_is_wanted(
        &mut self,
        mut running: usize,
        playhead: Option<Playhead>,
        events: &Events,
    ) -> Result<(), TakeError> {
        let now = Instant::now();
        let most = match self.job.pace {
            Pace::FullSpeed => self.allowed,
            Pace::AsHeard => 1,
        };
        for index in 0..self.rows.len() {
            if running >= most {
                break;
            }
            match self.rows[index].state {
                State::Waiting => {}
                State::Resting(until) if until <= now => {}
                State::Resting(until) => {
                    self.due = earlier(self.due, until);
                    // A listener needs this piece before any later one.
                    if self.job.pace == Pace::AsHeard {
                        break;
                    }
                    continue;
                }
                _ => continue,
            }
            if let Some(wait) = self.wait_for_playhead(playhead) {
                self.due = wait.map(|wait| now + wait);
                break;
            }
            self.open(index, events)?;
            running += 1;
        }
        Ok(())
    }

    /// For a listener: how long until the next segment is needed. `None`: now. `Some(None)`: not before the player says so.
    fn wait_for_playhead(&self, playhead: Option<Playhead>) -> Option<Option<Duration>> {
        let playhead = playhead.filter(|_| self.job.pace == Pace::AsHeard)?;
        let unheard = self.take.len().saturating_sub(playhead.position);
        let unheard = Duration::from_secs_f64(unheard as f64 / f64::from(self.take.rate()));
        let wait = unheard.checked_sub(AHEAD).filter(|wait| !wait.is_zero())?;
        Some(playhead.moving.then_some(wait))
    }

    fn open(&mut self, index: usize, events: &Events) -> Result<(), TakeError> {
        let Some(Segment { text, spoken, .. }) = self.next_segment(index) else {
            // Nothing in the rest can be spoken: its sound, if any, has been received already.
            self.rows[index].state = State::Done;
            return Ok(());
        };
        let request = self.writer.begin(index)?;
        let attempt = self.take.receipt().segments.get(index).map_or(1, |receipt| receipt.connections);
        events.send(Event::Connecting { job: self.job.id, segment: index, attempt });
        let aligner = Aligner::new(&text);
        let task = session::spawn(
            self.connect.clone(),
            self.job.output.clone(),
            text,
            self.patience.deadlines,
            (self.job.id, request),
            self.reports.clone(),
        );
        self.rows[index].state = State::Running(Box::new(Running {
            request,
            task,
            decoder: Decoder::new(format(self.job.output.codec), self.take.rate()),
            aligner,
            sent_from: spoken.start,
            marks: 0,
            samples: 0,
            marked: 0,
            logid: None,
        }));
        Ok(())
    }

    /// What is sent for a row: its whole rest. It fits one request because the row was cut so, whatever the limit is now.
    fn next_segment(&self, index: usize) -> Option<Segment> {
        let rest = self.rows[index].rest.clone();
        let limit = rest.len();
        self.script.segments_in(rest, limit).into_iter().next()
    }

    /// Takes in what a session reported. A report of a request that no longer runs is ignored.
    pub fn report(&mut self, request: RequestId, news: News, events: &Events) -> Outcome {
        let running = |row: &Row| matches!(&row.state, State::Running(running) if running.request == request);
        let Some(index) = self.rows.iter().position(running) else { return Outcome::Unchanged };
        let result = match news {
            News::Answered(logid) => self.answered(index, logid, events),
            News::Heard(heard) => self.heard(index, heard, events),
            News::Broke(error) => self.broke(index, Trouble::Session(error), events),
        };
        match result {
            Ok(()) if running(&self.rows[index]) => Outcome::Unchanged,
            Ok(()) => Outcome::Going,
            Err(error) => self.disk_failed(error, events),
        }
    }

    fn answered(&mut self, index: usize, logid: Option<String>, events: &Events) -> Result<(), TakeError> {
        let State::Running(running) = &mut self.rows[index].state else { return Ok(()) };
        if let Some(logid) = &logid {
            self.writer.logid(running.request, logid)?;
        }
        running.logid.clone_from(&logid);
        events.send(Event::Created { job: self.job.id, segment: index, logid });
        Ok(())
    }

    fn heard(&mut self, index: usize, heard: Heard, events: &Events) -> Result<(), TakeError> {
        let State::Running(running) = &mut self.rows[index].state else { return Ok(()) };
        match heard {
            Heard::Created | Heard::Configured(_) | Heard::TextCompleted => {}
            Heard::Sentence(text) => self.sentence(index, &text)?,
            Heard::Audio(bytes) => {
                self.samples.clear();
                if let Err(error) = running.decoder.push(&bytes, &mut self.samples) {
                    return self.broke(index, Trouble::Decode(error), events);
                }
                if self.job.output.codec == Codec::Opus && !bytes.is_empty() {
                    self.writer.packet(running.request, &bytes)?;
                }
                if self.samples.is_empty() {
                    return Ok(());
                }
                running.samples += self.samples.len() as u64;
                self.writer.append(running.request, &self.samples)?;
                if !std::mem::replace(&mut self.first_delta, true) {
                    events.send(Event::FirstDelta { job: self.job.id });
                }
            }
            Heard::Completed => {
                if running.samples == 0 {
                    return self.broke(index, Trouble::NoAudio, events);
                }
                if running.decoder.finish().odd_byte {
                    return self.broke(index, Trouble::HalfSample, events);
                }
                self.writer.complete(running.request)?;
                self.rows[index].state = State::Done;
                if let Some(receipt) = self.take.receipt().segments.get(index) {
                    events.send(Event::Segment { job: self.job.id, segment: index, receipt: receipt.clone() });
                }
            }
        }
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
        if running.samples > running.marked {
            // A mark with sound is whole, so the count of tries starts anew. One without would be asked for for ever.
            row.tries = 0;
            running.marked = running.samples;
        }
        let source = self.script.source(spoken..row.rest.end).start;
        self.writer.mark(running.request, spoken, source)
    }

    /// Ends the run because the user wants it so. Dropping the rows closes their sockets.
    pub fn stop(mut self, events: &Events) -> TakeWriter {
        self.rows.clear();
        if let Err(error) = self.writer.end(End::Stopped) {
            events.send(Event::Notice(failure::take(&error)));
        }
        events.send(Event::Stopped { job: self.job.id });
        self.writer
    }

    /// The writer of a run that is over; what it wrote is still to be made safe from a power cut.
    pub fn into_writer(self) -> TakeWriter {
        self.writer
    }

    fn end_complete(&mut self, events: &Events) -> Outcome {
        if let Err(error) = self.writer.end(End::Complete) {
            return self.disk_failed(error, events);
        }
        events.send(Event::Finished { job: self.job.id, receipt: self.take.receipt() });
        Outcome::Over
    }

    fn end_failed(&mut self, segment: usize, failure: Failure, events: &Events) -> Outcome {
        // If the disk refuses even this line, the take is one that was killed; the failure says what matters.
        self.writer.end(End::Failed).ok();
        events.send(Event::Failed { job: self.job.id, segment, failure });
        Outcome::Over
    }

    /// The disk refuses: nothing more is asked for, because it could not be kept.
    fn disk_failed(&mut self, error: TakeError, events: &Events) -> Outcome {
        let segment = self.rows.iter().position(|row| !matches!(row.state, State::Done)).unwrap_or(0);
        self.rows.clear();
        self.end_failed(segment, failure::take(&error), events)
    }
}

/// A segment as the take plans it.
pub(super) fn plan(segment: &Segment) -> SegmentPlan {
    SegmentPlan { spoken: segment.spoken.clone(), source: segment.source.clone(), bytes: segment.text.len() }
}

/// The codec in the words of the room that decodes it.
fn format(codec: Codec) -> Format {
    match codec {
        Codec::Pcm => Format::Pcm,
        Codec::Opus => Format::Opus,
        Codec::G711a => Format::G711a,
        Codec::G711u => Format::G711u,
    }
}

fn earlier(a: Option<Instant>, b: Instant) -> Option<Instant> {
    Some(a.map_or(b, |a| a.min(b)))
}
