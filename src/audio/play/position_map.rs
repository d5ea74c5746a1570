//! Which sample of the take a sample of the flow stands for.

use std::collections::VecDeque;

use crate::audio::play::stretch::{SpeedMap, Stretcher};
use crate::audio::rendition::ReadChunk;

/// Samples that were read in one go.
struct MappedRange {
    /// How many samples were read before it, pauses counted.
    read: u64,
    stretch: ReadChunk,
}

impl MappedRange {
    fn end(&self) -> u64 {
        self.read + self.stretch.samples as u64
    }

    fn position(&self, read: u64) -> u64 {
        self.stretch.at + if self.stretch.moves { read - self.read } else { 0 }
    }
}

/// The way back from what leaves the stretcher to the take: through the change of speed, through pauses and cuts. It keeps
/// what is still under way.
pub struct PositionMap {
    runs: VecDeque<MappedRange>,
    course: SpeedMap,
    read: u64,
    origin: u64,
}

impl PositionMap {
    /// A track that begins at sample `origin` of the take.
    pub fn new(origin: u64) -> PositionMap {
        PositionMap { runs: VecDeque::new(), course: SpeedMap::new(0), read: 0, origin }
    }

    /// Samples were read, and pushed into the stretcher.
    pub fn add(&mut self, stretch: ReadChunk, stretcher: &mut Stretcher) {
        if stretch.samples > 0 {
            self.runs.push_back(MappedRange { read: self.read, stretch });
            self.read += stretch.samples as u64;
        }
        self.course.extend(stretcher.points());
    }

    /// Up to which sample behind the stretcher the places are known.
    pub fn known(&self) -> u64 {
        self.course.end().given
    }

    /// The sample of the take heard at sample `given` behind the stretcher.
    pub fn position(&self, given: u64, speed: f32) -> u64 {
        let read = self.course.taken(given, speed).min(self.read);
        let behind = self.runs.partition_point(|run| run.read <= read);
        match behind.checked_sub(1).and_then(|at| self.runs.get(at)) {
            Some(run) => run.position(read.min(run.end())),
            None => self.origin,
        }
    }

    /// Forgets what stands before sample `given` behind the stretcher.
    pub fn forget_before(&mut self, given: u64, speed: f32) {
        let read = self.course.taken(given, speed);
        while self.runs.len() > 1 && self.runs.front().is_some_and(|run| run.end() < read) {
            self.runs.pop_front();
        }
        self.course.forget_before(given);
    }
}
