//! A job as the window sees it.

use std::time::Instant;

use crate::audio::take;
use crate::audio::take::Take;
use crate::engine::JobId;
use crate::words::Failure;

/// How far a job has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Asked for; the engine has not answered.
    Asked,
    /// Accepted; no audio has come.
    Connecting,
    /// Audio is coming.
    Receiving,
    /// Everything has come.
    Finished,
    /// The user stopped it.
    Stopped,
    /// It ended before everything came.
    Failed,
}

impl Stage {
    /// Whether the engine is still at it.
    pub fn is_running(self) -> bool {
        matches!(self, Stage::Asked | Stage::Connecting | Stage::Receiving)
    }
}

/// How far a segment has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SegmentProgress {
    /// Not requested.
    #[default]
    Waiting,
    /// Being received.
    Streaming,
    /// A connection failed; it will be requested again.
    Retrying,
    /// All there.
    Done,
    /// Given up; what came of it stays.
    Failed,
}

/// What a receipt says of a segment, as the window says it.
impl From<take::SegmentState> for SegmentProgress {
    fn from(state: take::SegmentState) -> SegmentProgress {
        match state {
            take::SegmentState::Waiting => SegmentProgress::Waiting,
            take::SegmentState::Running => SegmentProgress::Streaming,
            take::SegmentState::Done => SegmentProgress::Done,
            take::SegmentState::Failed => SegmentProgress::Failed,
        }
    }
}

/// A job that was requested.
#[derive(Debug)]
pub struct JobState {
    /// Its name; events of any other are not listened to.
    pub id: JobId,
    /// How far it has come.
    pub stage: Stage,
    /// What has come, from acceptance on.
    pub take: Option<Take>,
    /// Its segments, from acceptance on.
    pub segments: Vec<SegmentProgress>,
    /// Characters that are billed, about.
    pub characters: usize,
    /// Why it is being tried again, while it is.
    pub retrying: Option<Failure>,
    /// When that is, where the service asks to be left alone for so long.
    pub again: Option<Instant>,
    /// Why it was refused or failed.
    pub failure: Option<Failure>,
}

impl JobState {
    /// A job that was just sent.
    pub fn asked(id: JobId) -> JobState {
        JobState {
            id,
            stage: Stage::Asked,
            take: None,
            segments: Vec::new(),
            characters: 0,
            retrying: None,
            again: None,
            failure: None,
        }
    }

    /// How many of its segments are complete.
    pub fn done(&self) -> usize {
        self.segments.iter().filter(|segment| **segment == SegmentProgress::Done).count()
    }

    /// The place of a segment. An index beyond the end makes room: a segment may have been cut smaller on the way (3010).
    pub fn segment(&mut self, index: usize) -> &mut SegmentProgress {
        if index >= self.segments.len() {
            self.segments.resize(index + 1, SegmentProgress::default());
        }
        &mut self.segments[index]
    }
}
