//! A passage of a take that is requested once more.

use std::ops::Range;

use crate::audio::TakeSample;
use crate::audio::take::{TakeEnd, VersionVoice};
use crate::engine::job::run::JobRun;
use crate::engine::job::run::rows::SegmentRow;
use crate::store::log::missed;

/// What is requested once more. The rest of the take stays as it is, and so does what is heard of it until the new version
/// is whole: a try that breaks leaves nothing and begins at the beginning.
#[derive(Debug)]
pub(in crate::engine) struct Redo {
    /// The passage, in bytes of the spoken text.
    pub spoken: Range<usize>,
    /// The voice, where voice or settings are not the take's.
    pub voice: Option<VersionVoice>,
    /// The place of its segment in the take.
    pub place: usize,
    /// How the take had ended before.
    pub before: TakeEnd,
    /// Connections so far.
    pub attempts: u32,
    /// Whether the new version is the one that is heard.
    pub done: bool,
}

impl JobRun {
    /// Makes it a run that asks for a passage once more. The only entry of its to-do list is the passage.
    pub fn redoing(mut self, redo: Redo) -> JobRun {
        self.redo = Some(redo);
        self
    }

    /// Whether it asks for a passage once more.
    pub fn is_redo(&self) -> bool {
        self.redo.is_some()
    }

    /// Where the new version begins, once it is heard.
    pub fn redone_at(&self) -> Option<TakeSample> {
        let redo = self.redo.as_ref().filter(|redo| redo.done)?;
        let passages = self.take.passages();
        let passage = passages.iter().rfind(|passage| passage.spoken == redo.spoken)?;
        Some(passage.samples.start)
    }

    /// A passage that did not come leaves the take as it was.
    pub(super) fn end_as(&self, end: TakeEnd) -> TakeEnd {
        self.redo.as_ref().map_or(end, |redo| redo.before)
    }

    /// Leaves nothing of an open try.
    pub(super) fn leave_redo(&mut self) {
        if self.redo.is_some() {
            for request in self.rows.iter().filter_map(SegmentRow::request) {
                // If the disk refuses it, the next writer leaves it out.
                missed("end of a request", self.writer.fail(request));
            }
        }
    }
}
