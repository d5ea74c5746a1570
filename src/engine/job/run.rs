//! One job being carried out: the pipeline of segments. Order is restored in the take; here is decided what is requested
//! next, and what follows from what the sessions report. A segment whose sound another take has is copied instead, which
//! costs nothing and so waits for nobody.

mod copy;
mod effect;
mod end;
mod hear;
mod mend;
mod redo;
mod rows;
mod writing;

use std::sync::Arc;
use std::time::{Duration, Instant};

pub(in crate::engine) use redo::Redo;
use rows::{AbortOnDrop, Running, SegmentRow, State};
pub(in crate::engine) use rows::{Todo, plan};
use tokio::sync::mpsc;
use writing::{Writing, wire};

use crate::audio::codec::{Decoder, Format};
use crate::audio::take::{RequestId, Take, TakeError, TakeWriter};
use crate::audio::{SentenceStart, TakeSample};
use crate::engine::boundary::event::{Event, Events};
use crate::engine::job::rendition::{sentence_starts, start_of_source};
use crate::engine::job::retry::{Patience, Restraint};
use crate::engine::job::session;
use crate::engine::job::session::{SessionReport, SessionText};
use crate::engine::job::spec::{Job, Pace, PlayFrom};
use crate::protocol::{Codec, Connect, OutputAudio};
use crate::text::{Aligner, Script};
use crate::words::{Failure, engine as say, local};

/// A listener's segment is opened when less than this much unheard audio is left: characters cost, and may never be heard.
const AHEAD: Duration = Duration::from_secs(20);

/// How a run goes on after an input.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::engine) enum Outcome {
    /// The same sessions go on; there is nothing to decide.
    Unchanged,
    /// A session has ended or may be opened: [`JobRun::advance`] decides.
    Going,
    /// The last event of the job has been sent.
    Over,
}

/// What came of opening what is wanted.
enum Opened {
    /// What may be open now is.
    All,
    /// Something was settled without a session: what is wanted now is another thing.
    Otherwise,
}

/// What ties a run to the service and to the engine's loop.
pub(in crate::engine) struct Link {
    pub connect: Connect,
    pub patience: Patience,
    pub reports: mpsc::Sender<SessionReport>,
}

/// Where the listener is, as the scheduler needs it.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Playhead {
    /// Sample that is heard now.
    pub position: TakeSample,
    /// Whether it moves.
    pub moving: bool,
    /// How many seconds of the take are heard in a second.
    pub speed: f64,
}

/// The running job.
pub(in crate::engine) struct JobRun {
    pub job: Job,
    /// Whether its take was made for it, so that one in which nothing has come need not stay.
    pub is_new: bool,
    connect: Connect,
    script: Script,
    writer: TakeWriter,
    take: Take,
    rows: Vec<SegmentRow>,
    /// The text, while it is still being written.
    writing: Option<Writing>,
    /// What is requested once more, if the take is not to be filled.
    redo: Option<Redo>,
    /// Sessions at once; lower once the service asks to slow down.
    allowed: usize,
    restraint: Restraint,
    /// Connections that were opened for it.
    asked: usize,
    /// The most bytes of one request: the job's, then what the service has not yet found too long.
    limit: usize,
    /// Set once a segment has failed for good: nothing new is opened, what runs is finished.
    failing: Option<(usize, Failure)>,
    /// Nothing more is requested, because nobody wants it; what runs is finished.
    finishing: bool,
    first_delta: bool,
    /// Nothing is opened before this is set.
    ready: bool,
    due: Option<Instant>,
    patience: Patience,
    reports: mpsc::Sender<SessionReport>,
    samples: Vec<i16>,
}

impl JobRun {
    /// A run whose take has just been created or reopened; `todo` has an entry for each segment of the take.
    pub fn new(job: Job, script: Script, writer: TakeWriter, todo: Vec<Todo>, link: Link) -> JobRun {
        JobRun {
            take: writer.take(),
            rows: todo.into_iter().map(SegmentRow::new).collect(),
            writing: job.live.map(|live| Writing::new(live.quiet_after)),
            redo: None,
            allowed: job.settings.sessions.clamp(1, 8),
            restraint: Restraint::default(),
            asked: 0,
            // Below the longest character nothing could be sent.
            limit: job.settings.limit_bytes.max(4),
            failing: None,
            finishing: false,
            first_delta: false,
            ready: !job.must_be_heard,
            due: None,
            samples: Vec::new(),
            is_new: false,
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

    /// Where the sentences of the take begin.
    pub fn sentences(&self) -> Arc<[SentenceStart]> {
        sentence_starts(&self.script)
    }

    /// Whether sound of this take is still to be copied, so that it must stay.
    pub fn needs(&self, take: &str) -> bool {
        let mut saved = self.rows.iter().filter(|row| !row.is_done()).filter_map(|row| row.saved.as_ref());
        saved.any(|saved| saved.take.id() == take)
    }

    /// When [`JobRun::advance`] wants to be called even if nothing happens before.
    pub fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Whether sessions may be opened.
    pub fn is_ready(&self) -> bool {
        self.ready
    }

    /// Where it is to be played from, once that is known; told once. Of a run that is over it is known: what was not found is
    /// played from the beginning.
    pub fn place_to_play(&mut self, is_over: bool) -> Option<TakeSample> {
        let Some(PlayFrom::Text(byte)) = self.job.play_from.filter(|_| self.job.play) else { return None };
        let place = start_of_source(&self.script, &self.take, byte)
            .or((is_over && !self.take.is_empty()).then_some(TakeSample::ZERO));
        self.job.play_from.take_if(|_| place.is_some());
        place
    }

    /// Somebody listens, so it goes on also where it was to be finished.
    pub fn listen(&mut self) {
        (self.job.play, self.finishing) = (true, false);
    }

    /// Requests nothing more; what is requested is received.
    pub fn finish(&mut self) -> Outcome {
        self.finishing = true;
        Outcome::Going
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
        if let Err(error) = self.read_on() {
            return self.disk_failed(error, events);
        }
        let outcome = self.open_all(playhead, events);
        self.tell_waits();
        outcome
    }

    fn open_all(&mut self, playhead: Option<Playhead>, events: &Events) -> Outcome {
        loop {
            if let Some((segment, failure)) = &self.failing {
                if self.rows.iter().any(|row| row.request().is_some()) {
                    return Outcome::Going;
                }
                let (segment, failure) = (*segment, failure.clone());
                return self.end_failed(segment, failure, events);
            }
            if self.finishing && self.rows.iter().all(|row| row.request().is_none()) && !self.is_done() {
                return self.end_finished(events);
            }
            if self.is_done() {
                return match self.rows.is_empty() {
                    true => self.end_failed(0, local::nothing_to_speak(), events),
                    false => self.end_complete(events),
                };
            }
            if self.finishing {
                return Outcome::Going;
            }
            match self.copy_next().and_then(|()| self.open_what_is_wanted(playhead, events)) {
                Ok(Opened::All) => return Outcome::Going,
                Ok(Opened::Otherwise) => {}
                Err(error) => return self.disk_failed(error, events),
            }
        }
    }

    /// Whether all of the text is spoken.
    fn is_done(&self) -> bool {
        self.rows.iter().all(SegmentRow::is_done) && !self.is_text_open()
    }

    fn open_what_is_wanted(&mut self, playhead: Option<Playhead>, events: &Events) -> Result<Opened, TakeError> {
        let now = Instant::now();
        let most = match self.job.pace {
            Pace::FullSpeed => self.allowed,
            Pace::AsHeard => 1,
        };
        let mut running = self.rows.iter().filter(|row| row.is_running()).count();
        for index in 0..self.rows.len() {
            if running >= most {
                break;
            }
            match self.rows[index].state {
                State::Waiting if self.rows[index].saved.is_none() => {}
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
            if let Some(until) = self.restraint.until(now) {
                self.due = earlier(self.due, until);
                break;
            }
            if let Some(wait) = self.wait_for_playhead(playhead) {
                self.due = wait.map_or(self.due, |wait| earlier(self.due, now + wait));
                break;
            }
            if let Opened::Otherwise = self.open(index, events)? {
                return Ok(Opened::Otherwise);
            }
            running += 1;
        }
        Ok(Opened::All)
    }

    /// For a listener: how long until the next segment is needed. `None`: now. `Some(None)`: not before the player says so.
    fn wait_for_playhead(&self, playhead: Option<Playhead>) -> Option<Option<Duration>> {
        let playhead = playhead.filter(|_| self.job.pace == Pace::AsHeard)?;
        let unheard = self.take.len().saturating_sub(playhead.position);
        let unheard = Duration::from_secs_f64(unheard.seconds(self.take.rate()) / playhead.speed);
        let wait = unheard.checked_sub(AHEAD).filter(|wait| !wait.is_zero())?;
        Some(playhead.moving.then_some(wait))
    }

    fn open(&mut self, index: usize, events: &Events) -> Result<Opened, TakeError> {
        let mut pieces = self.script.segments_in(self.rows[index].rest.clone(), self.limit);
        let Some(segment) = pieces.pop() else {
            // Nothing in the rest can be spoken: its sound, if any, has been received already.
            self.rows[index].state = State::Done;
            return Ok(Opened::Otherwise);
        };
        let grows = self.may_grow(index);
        let text = if grows { wire(&self.script, &segment).to_owned() } else { segment.text };
        // Wherever the segment comes from and whatever it is made of: more than the limit is never sent.
        if !pieces.is_empty() || text.len() > self.limit {
            self.split(index, self.limit, events)?;
            return Ok(Opened::Otherwise);
        }
        if let Some(most) = self.job.settings.max_requests.filter(|most| self.asked >= *most) {
            self.give_up(index, say::requests_spent(most))?;
            return Ok(Opened::Otherwise);
        }
        self.asked += 1;
        let output = self.output_at(segment.spoken.start);
        let (request, attempt) = self.begin(index)?;
        events.send(Event::Connecting { job: self.job.id, segment: self.place(index), attempt });
        let aligner = Aligner::new(&text);
        let (characters, sent) = (text.chars().count(), text.len());
        let (text, rest) = match grows {
            true => {
                let (rest, written) = mpsc::unbounded_channel();
                (SessionText::Growing(text, written), Some(rest))
            }
            false => (SessionText::Whole(text), None),
        };
        let task = session::spawn(
            self.connect.clone(),
            output.clone(),
            text,
            self.patience.deadlines,
            (self.job.id, request),
            self.reports.clone(),
        );
        self.rows[index].state = State::Running(Box::new(Running {
            request,
            _task: AbortOnDrop(task),
            decoder: Decoder::new(format(output.codec), self.take.rate()),
            codec: output.codec,
            speech_rate: output.speech_rate,
            characters,
            sent,
            aligner,
            sent_from: segment.spoken.start,
            rest,
            marks: 0,
            announced: segment.spoken.start,
            samples: 0,
            heard: Instant::now(),
            heard_of: None,
            silence: 0,
            marked: 0,
            logid: None,
        }));
        Ok(Opened::All)
    }

    /// How a byte of the spoken text is requested: as its speaker speaks.
    fn output_at(&self, spoken: usize) -> OutputAudio {
        let output = &self.job.settings.output;
        let speaker = || self.script.speaker_at(spoken);
        self.job.cast.as_ref().map_or_else(|| output.clone(), |cast| cast.output(speaker(), output))
    }

    /// Opens a request for a row, and counts which one it is.
    fn begin(&mut self, index: usize) -> Result<(RequestId, u32), TakeError> {
        if let Some(redo) = &mut self.redo {
            let (request, _) = self.writer.redo(redo.spoken.clone(), redo.voice.clone())?;
            redo.attempts += 1;
            return Ok((request, redo.attempts));
        }
        let request = self.writer.begin(index)?;
        Ok((request, self.take.receipt().segments.get(index).map_or(1, |receipt| receipt.connections)))
    }

    /// The place in the take of a row's segment.
    fn place(&self, index: usize) -> usize {
        self.redo.as_ref().map_or(index, |redo| redo.place)
    }
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
