//! What the events of jobs and of the player change. Those of a job that is not known any more change nothing.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::audio::play::device::DeviceInfo;
use crate::audio::take::Take;
use crate::audio::{PlayerEvent, TakeSample};
use crate::engine::{JobId, Reused, device_failure};
use crate::ui::playback::{JobState, PlaybackState, SegmentProgress, Stage};
use crate::ui::shell::notice::Notices;
use crate::words::{Class, Failure, local};

impl PlaybackState {
    /// A job was taken on; whether its take is on the bar from now on.
    pub fn accepted(&mut self, id: JobId, take: Take, characters: usize, reused: Reused) -> bool {
        let Some(job) = self.current(id) else { return false };
        job.stage = Stage::Connecting;
        job.characters = characters;
        job.segments = take.receipt().segments.iter().map(|segment| segment.state.into()).collect();
        job.take = Some(take.clone());
        let is_here = self.job.as_ref().is_some_and(|job| job.id == id);
        if is_here {
            self.reused = reused;
            self.place = TakeSample::ZERO;
            self.show(take);
        }
        is_here
    }

    /// A segment is requested.
    pub fn connecting(&mut self, job: JobId, segment: usize) {
        if let Some(job) = self.current(job) {
            *job.segment(segment) = SegmentProgress::Streaming;
            job.retrying = None;
        }
    }

    /// The service has answered.
    pub fn answered(&mut self, job: JobId) {
        if let Some(job) = self.current(job) {
            job.retrying = None;
        }
    }

    /// Audio is there.
    pub fn receiving(&mut self, job: JobId) {
        if let Some(job) = self.current(job) {
            job.stage = Stage::Receiving;
        }
    }

    /// A segment is complete.
    pub fn segment_done(&mut self, job: JobId, segment: usize) {
        if let Some(job) = self.current(job) {
            *job.segment(segment) = SegmentProgress::Done;
        }
    }

    /// A segment will be requested again.
    pub fn retrying(&mut self, job: JobId, segment: usize, failure: Failure, wait: Duration) {
        if let Some(job) = self.current(job) {
            *job.segment(segment) = SegmentProgress::Retrying;
            job.again = (failure.class == Class::Pace).then(|| Instant::now() + wait);
            job.retrying = Some(failure);
        }
    }

    /// A segment was cut smaller.
    pub fn split(&mut self, job: JobId, segment: usize, into: usize) {
        if let Some(job) = self.current(job) {
            // There is such a segment from now on, if there was none.
            job.segment(segment);
            job.segments.splice(segment..=segment, std::iter::repeat_n(SegmentProgress::default(), into));
        }
    }

    /// A segment failed for good, and with it the job.
    pub fn segment_failed(&mut self, job: JobId, segment: usize) {
        if let Some(job) = self.current(job) {
            *job.segment(segment) = SegmentProgress::Failed;
        }
    }

    /// A job has ended, so that the library is another; false where it is none that is known.
    pub fn ended(&mut self, id: JobId, stage: Stage, failure: Option<&Failure>) -> bool {
        if let Some(at) = self.others.iter().position(|job| job.id == id) {
            self.others.remove(at);
            return true;
        }
        let Some(job) = self.current(id) else { return false };
        job.stage = stage;
        job.retrying = None;
        job.failure = failure.cloned();
        let failed = job.take.as_ref().filter(|_| stage == Stage::Failed);
        let empty = failed.filter(|take| take.received() == 0).map(|take| take.id().to_owned());
        for segment in &mut job.segments {
            if matches!(segment, SegmentProgress::Streaming | SegmentProgress::Retrying) {
                *segment = if stage == Stage::Finished { SegmentProgress::Done } else { SegmentProgress::Waiting };
            }
        }
        // The library does not keep it either.
        self.take.take_if(|shown| empty.as_deref() == Some(shown.id()));
        if let Some(take) = &self.take {
            self.passages = take.passages().into();
        }
        true
    }

    /// A take is read by a handle that knows more.
    pub fn changed(&mut self, take: Take) {
        if self.take.as_ref().is_some_and(|shown| shown.id() == take.id()) {
            self.show(take);
        }
    }

    /// The player does something else.
    pub fn player(&mut self, event: PlayerEvent, notices: &mut Notices) {
        match event {
            PlayerEvent::Opened { name, .. } => {
                self.device = Some(name);
                notices.over(|failure| failure.class == Class::Device);
            }
            PlayerEvent::Loaded(loaded) => {
                self.loaded = Some(loaded);
                // The sentence that is repeated is the one where it begins.
                self.anchor = None;
            }
            PlayerEvent::State(state) => self.state = state,
            PlayerEvent::NoDevice(error) | PlayerEvent::Lost(error) => {
                self.device = None;
                notices.trouble(device_failure(&error));
            }
            PlayerEvent::Unreadable { take, why } => {
                let dir = self.take.as_ref().filter(|shown| shown.id() == take).map(Take::dir);
                notices.trouble(match dir {
                    Some(dir) if !dir.exists() => local::take_gone(dir),
                    dir => local::take_damaged(dir.unwrap_or(Path::new(&take)), &why),
                });
            }
            // These change the preview, which is beside this.
            PlayerEvent::PreviewStarted(_) | PlayerEvent::PreviewEnded(_) => {}
            // The state that follows comes with them. Who has heard all begins again; what is missing begins
            // after what is there.
            PlayerEvent::Seeked { .. } | PlayerEvent::FirstSound { .. } => {}
            PlayerEvent::Ended { .. } => {
                let shown = self.take.as_ref();
                self.place = shown.filter(|take| !take.is_complete()).map_or(TakeSample::ZERO, Take::len);
            }
        }
    }

    /// The sound devices were listed, or could not be.
    pub fn listed(&mut self, devices: Result<Vec<DeviceInfo>, Failure>, notices: &mut Notices) {
        self.devices = devices.unwrap_or_else(|failure| {
            notices.trouble(failure);
            Vec::new()
        });
    }

    /// A job that is known.
    pub fn current(&mut self, job: JobId) -> Option<&mut JobState> {
        self.job.iter_mut().chain(&mut self.others).find(|known| known.id == job)
    }
}
