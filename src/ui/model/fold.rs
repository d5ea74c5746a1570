//! Folding: what each event changes, and what it makes the window ask for next.

use std::path::Path;
use std::time::Instant;

use crate::audio::take::Take;
use crate::audio::{PlayerEvent, take};
use crate::engine::{Command, Event, JobId, VoicesFrom, device_failure};
use crate::ui::model::{JobState, Model, SegmentProgress, Stage, TextPreview, TokenState, read_as};
use crate::words::engine::half_sample;
use crate::words::{Class, Failure, local};

/// What follows from an event.
#[derive(Debug)]
pub enum Follow {
    /// The engine is asked for something.
    Ask(Command),
    /// A take of the library is ready, for whatever it was opened for.
    Opened(Take),
    /// These takes cannot go to the trash, for this reason.
    NotTrashed(Vec<String>, Failure),
}

impl Model {
    /// Takes in one piece of news. Events of a job other than the one that was asked for last are not listened to.
    pub fn apply(&mut self, event: Event) -> Vec<Follow> {
        match event {
            Event::Accepted { .. }
            | Event::Refused { .. }
            | Event::Connecting { .. }
            | Event::Created { .. }
            | Event::FirstDelta { .. }
            | Event::Segment { .. }
            | Event::Retrying { .. }
            | Event::Split { .. }
            | Event::HalfSample { .. }
            | Event::Finished { .. }
            | Event::Failed { .. }
            | Event::Stopped { .. } => return self.worked(event),
            Event::Player(event) => self.heard(event),
            Event::Voices { account, voices, from, failure } => {
                // The list that comes with the program is that of Coze; the demo's own is there in a moment.
                let is_foreign = self.is_demo() && from == VoicesFrom::BuiltIn;
                if account == self.settings.account && !is_foreign {
                    self.voices.list = voices;
                    self.voices.from = Some(from);
                    self.voices.failure = failure;
                }
            }
            Event::Checked { account, report } => {
                if account == self.settings.account {
                    self.checking = false;
                    self.report = Some(report);
                }
            }
            Event::PreviewReady { voice, take } => {
                if self.voices.preview.as_ref() == Some(&voice) {
                    self.voices.preview = None;
                }
                self.show(take);
            }
            Event::PreviewFailed { voice, failure } => {
                if self.voices.preview.as_ref() == Some(&voice) {
                    self.voices.preview = None;
                    self.notices.trouble(failure);
                }
            }
            Event::TokenLoaded { account, token, place } => {
                self.place = Some(place);
                // A token that was typed meanwhile is newer than what the store had.
                if account == self.settings.account && self.token == TokenState::Unknown {
                    self.token = token.map_or(TokenState::Absent, TokenState::Present);
                    return self.ask_for_voices();
                }
            }
            Event::TokenKept { account, place } => {
                if account == self.settings.account && place.is_none() {
                    self.token = TokenState::Absent;
                }
                self.place = place.or(self.place.take());
            }
            Event::TextOpened { path, opened } => {
                self.set_text(opened.text);
                self.settings.markdown = opened.markdown;
                self.notices.read_as(path, opened.reading);
            }
            Event::QueueRead { path, reading } if reading.damaged > 0 => self.notices.hint(read_as(&path, reading)),
            Event::QueueRead { .. } => {}
            Event::TextPreview { path, reading, beginning } => {
                self.preview = Some(TextPreview { path, reading, beginning });
            }
            Event::Devices(Ok(devices)) => self.devices = devices,
            Event::Devices(Err(failure)) => {
                self.devices.clear();
                self.notices.trouble(failure);
            }
            Event::Takes(_)
            | Event::TakesFound { .. }
            | Event::Trashed { .. }
            | Event::NotTrashed { .. }
            | Event::Saving { .. }
            | Event::Saved { .. }
            | Event::SavedInPart { .. }
            | Event::SavedAll { .. }
            | Event::SaveFailed { .. }
            | Event::Batch(_) => return self.keep(event),
            Event::TakeChanged(take) => {
                if self.playing.take.as_ref().is_some_and(|shown| shown.id() == take.id()) {
                    self.show(take);
                }
            }
            Event::TakeOpened(take) => return vec![Follow::Opened(take)],
            Event::Notice(failure) => self.notices.trouble(failure),
        }
        Vec::new()
    }

    /// Takes in news of a job.
    fn worked(&mut self, event: Event) -> Vec<Follow> {
        match event {
            Event::Accepted { job, take, characters, saved, .. } => {
                // A sample that is still on its way will not be played over it.
                self.voices.preview = None;
                if let Some(run) = self.current(job) {
                    run.stage = Stage::Connecting;
                    run.characters = characters;
                    run.segments = take.receipt().segments.iter().map(|segment| segment_state(segment.state)).collect();
                    run.take = Some(take.clone());
                    self.moving.reused = saved;
                    self.show(take);
                }
            }
            Event::Refused { job, failure } => return self.ended(job, Stage::Failed, Some(failure)),
            Event::Connecting { job, segment, .. } => {
                if let Some(run) = self.current(job) {
                    *run.segment(segment) = SegmentProgress::Streaming;
                    run.retrying = None;
                }
            }
            Event::Created { job, .. } => {
                if let Some(run) = self.current(job) {
                    run.retrying = None;
                }
            }
            Event::FirstDelta { job } => {
                if let Some(run) = self.current(job) {
                    run.stage = Stage::Receiving;
                }
            }
            Event::Segment { job, segment, .. } => {
                if let Some(run) = self.current(job) {
                    *run.segment(segment) = SegmentProgress::Done;
                }
            }
            Event::Retrying { job, segment, failure, wait } => {
                if let Some(run) = self.current(job) {
                    *run.segment(segment) = SegmentProgress::Retrying;
                    run.again = (failure.class == Class::Pace).then(|| Instant::now() + wait);
                    run.retrying = Some(failure);
                }
            }
            Event::HalfSample { job, segment } if self.current(job).is_some() => {
                self.notices.hint(half_sample(segment));
            }
            Event::Split { job, segment, into } => {
                if let Some(run) = self.current(job) {
                    // There is such a segment from now on, if there was none.
                    run.segment(segment);
                    run.segments.splice(segment..=segment, std::iter::repeat_n(SegmentProgress::default(), into));
                }
            }
            Event::Finished { job, .. } => return self.ended(job, Stage::Finished, None),
            Event::Failed { job, segment, failure } => {
                if let Some(run) = self.current(job) {
                    *run.segment(segment) = SegmentProgress::Failed;
                }
                return self.ended(job, Stage::Failed, Some(failure));
            }
            Event::Stopped { job } => return self.ended(job, Stage::Stopped, None),
            _ => {}
        }
        Vec::new()
    }

    /// The voices of the account in use are wanted, if it can be asked.
    pub fn ask_for_voices(&self) -> Vec<Follow> {
        self.account().map(|account| Follow::Ask(Command::Voices(account))).into_iter().collect()
    }

    fn current(&mut self, job: JobId) -> Option<&mut JobState> {
        self.run.as_mut().filter(|run| run.job == job)
    }

    fn ended(&mut self, job: JobId, stage: Stage, failure: Option<Failure>) -> Vec<Follow> {
        let Some(run) = self.current(job) else { return Vec::new() };
        run.stage = stage;
        run.retrying = None;
        run.failure = failure.clone();
        let failed = run.take.as_ref().filter(|_| stage == Stage::Failed);
        let empty = failed.filter(|take| take.received() == 0).map(|take| take.id().to_owned());
        for segment in &mut run.segments {
            if matches!(segment, SegmentProgress::Streaming | SegmentProgress::Retrying) {
                *segment = if stage == Stage::Finished { SegmentProgress::Done } else { SegmentProgress::Waiting };
            }
        }
        if let Some(failure) = failure {
            self.notices.trouble(failure);
        }
        // The library does not keep it either.
        self.playing.take.take_if(|shown| empty.as_deref() == Some(shown.id()));
        if let Some(take) = &self.playing.take {
            self.moving.passages = take.passages();
        }
        vec![Follow::Ask(Command::Takes)]
    }

    fn heard(&mut self, event: PlayerEvent) {
        match event {
            PlayerEvent::Opened { name, .. } => self.playing.device = Some(name),
            PlayerEvent::Loaded(loaded) => {
                self.playing.loaded = Some(loaded);
                // The sentence that is repeated is the one where it begins.
                self.moving.anchor = None;
            }
            PlayerEvent::State(state) => self.playing.state = state,
            PlayerEvent::NoDevice(error) | PlayerEvent::Lost(error) => {
                self.playing.device = None;
                self.notices.trouble(device_failure(&error));
            }
            PlayerEvent::Unreadable { take, why } => {
                let dir = self.playing.take.as_ref().filter(|shown| shown.id() == take).map(Take::dir);
                self.notices.trouble(match dir {
                    Some(dir) if !dir.exists() => local::take_gone(dir),
                    dir => local::take_damaged(dir.unwrap_or(Path::new(&take)), &why),
                });
            }
            // The state that follows comes with them.
            PlayerEvent::Seeked { .. } | PlayerEvent::FirstSound { .. } | PlayerEvent::Ended { .. } => {}
        }
    }
}

/// What a receipt says of a segment, as the window says it.
pub fn segment_state(state: take::SegmentState) -> SegmentProgress {
    match state {
        take::SegmentState::Waiting => SegmentProgress::Waiting,
        take::SegmentState::Running => SegmentProgress::Streaming,
        take::SegmentState::Done => SegmentProgress::Done,
        take::SegmentState::Failed => SegmentProgress::Failed,
    }
}
