//! The segments of a run, and how far each of them is.

use std::ops::Range;
use std::time::Instant;

use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use crate::audio::codec::Decoder;
use crate::audio::take::{RequestId, SegmentPlan};
use crate::engine::reuse::ReusedSound;
use crate::protocol::Codec;
use crate::text::Segment;

/// What a run has to do for one segment of its take. An empty `rest` is done.
#[derive(Debug)]
pub(in crate::engine) struct Todo {
    /// What it lacks, as a byte range of the spoken text.
    pub rest: Range<usize>,
    /// Where the sound of all of it is, if it is not requested.
    pub saved: Option<ReusedSound>,
}

/// One segment on its way.
pub(super) struct SegmentRow {
    /// What is still to be requested, as a byte range of the spoken text.
    pub rest: Range<usize>,
    /// Where its sound is, while it is not to be requested.
    pub saved: Option<Box<ReusedSound>>,
    pub state: State,
    /// Retries spent since the last finished mark.
    pub tries: usize,
    /// Where its plan begins in the spoken text, if it may become longer while the text is written.
    growing: Option<usize>,
}

pub(super) enum State {
    Waiting,
    Running(Box<Running>),
    Copying(Copying),
    /// Asked again at this moment.
    Resting(Instant),
    Done,
    Failed,
}

impl SegmentRow {
    pub fn new(Todo { rest, saved }: Todo) -> SegmentRow {
        let state = if rest.is_empty() { State::Done } else { State::Waiting };
        SegmentRow { rest, saved: saved.map(Box::new), state, tries: 0, growing: None }
    }

    /// A segment of a text that is still being written.
    pub fn growing(todo: Todo) -> SegmentRow {
        SegmentRow { growing: Some(todo.rest.start), ..SegmentRow::new(todo) }
    }

    /// Where its plan begins in the spoken text, if it can be given more to speak.
    pub fn grows_from(&self) -> Option<usize> {
        let is_open = match &self.state {
            State::Waiting | State::Resting(_) => true,
            State::Running(running) => running.rest.is_some(),
            State::Copying(_) | State::Done | State::Failed => false,
        };
        self.growing.filter(|_| is_open)
    }

    /// The request that is open for it.
    pub fn request(&self) -> Option<RequestId> {
        match &self.state {
            State::Running(running) => Some(running.request),
            State::Copying(copying) => Some(copying.request),
            _ => None,
        }
    }

    pub fn is_running(&self) -> bool {
        matches!(self.state, State::Running(_))
    }

    pub fn is_done(&self) -> bool {
        matches!(self.state, State::Done)
    }
}

/// A segment with an open session.
pub(super) struct Running {
    pub request: RequestId,
    /// Dropping the task drops its socket.
    pub _task: AbortOnDrop,
    pub decoder: Decoder,
    /// In which the sound comes.
    pub codec: Codec,
    /// The service's, as it was requested.
    pub speech_rate: Option<i32>,
    /// Of the text that was sent; and its bytes.
    pub characters: usize,
    pub sent: usize,
    pub aligner: crate::text::Aligner,
    /// Where the text that was sent begins in the spoken text, in bytes.
    pub sent_from: usize,
    /// Where more of the text goes, until it has ended.
    pub rest: Option<mpsc::UnboundedSender<String>>,
    pub marks: usize,
    /// Where the last of them stands in the spoken text.
    pub announced: usize,
    pub samples: u64,
    /// When the last of them came; how many bytes had been sent then, if the text had not ended; and how many of them are
    /// silence since the last that is none.
    pub heard: Instant,
    pub heard_of: Option<usize>,
    pub silence: usize,
    /// How many of the samples were there when the last mark began.
    pub marked: u64,
    pub logid: Option<String>,
}

impl Running {
    /// Sends more of the text.
    pub fn append(&mut self, more: &str) {
        if let Some(rest) = self.rest.as_ref().filter(|_| !more.is_empty()) {
            // A session that has just broken takes nothing any more; its rest is requested again.
            rest.send(more.to_owned()).ok();
            self.aligner.extend(more);
            self.sent += more.len();
            self.characters += more.chars().count();
        }
    }
}

/// A segment whose sound is being copied.
pub(super) struct Copying {
    pub request: RequestId,
    pub _task: AbortOnDrop,
}

/// A task that ends when nobody wants it any more.
pub(super) struct AbortOnDrop(pub AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A segment that is requested, as the take plans it.
pub(in crate::engine) fn plan(segment: &Segment) -> SegmentPlan {
    SegmentPlan { spoken: segment.spoken.clone(), source: segment.source.clone(), bytes: segment.text.len() }
}
