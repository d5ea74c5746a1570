//! Which sample of the take a sample after the stretcher stands for.

use std::collections::VecDeque;

use crate::audio::clocks::{HeardSample, RenderedSample, TakeSample};
use crate::audio::play::stretch::{SpeedMap, Stretcher};
use crate::audio::rendition::ReadChunk;

/// Samples that were read in one go.
struct MappedRange {
    /// Its first sample.
    read: RenderedSample,
    chunk: ReadChunk,
}

impl MappedRange {
    fn end(&self) -> RenderedSample {
        self.read + self.chunk.samples
    }

    fn position(&self, read: RenderedSample) -> TakeSample {
        self.chunk.at + if self.chunk.moves { TakeSample((read - self.read).0) } else { TakeSample::ZERO }
    }
}

/// The way back from what leaves the stretcher to the take: through the change of speed, through pauses and cuts. It keeps
/// what is still under way.
pub struct PositionMap {
    runs: VecDeque<MappedRange>,
    speed_map: SpeedMap,
    read: RenderedSample,
    origin: TakeSample,
}

impl PositionMap {
    /// A map that begins at `origin`.
    pub fn new(origin: TakeSample) -> PositionMap {
        PositionMap {
            runs: VecDeque::new(),
            speed_map: SpeedMap::new(HeardSample::ZERO),
            read: RenderedSample::ZERO,
            origin,
        }
    }

    /// Samples were read, and pushed into the stretcher.
    pub fn add(&mut self, chunk: ReadChunk, stretcher: &mut Stretcher) {
        if chunk.samples > 0 {
            self.runs.push_back(MappedRange { read: self.read, chunk });
            self.read += chunk.samples;
        }
        self.speed_map.extend(stretcher.points());
    }

    /// Up to which sample after the stretcher the places are known.
    pub fn known(&self) -> HeardSample {
        self.speed_map.end().given
    }

    /// The sample of the take that a sample after the stretcher stands for.
    pub fn position(&self, given: HeardSample, speed: f32) -> TakeSample {
        let read = self.speed_map.taken(given, speed).min(self.read);
        let behind = self.runs.partition_point(|run| run.read <= read);
        match behind.checked_sub(1).and_then(|at| self.runs.get(at)) {
            Some(run) => run.position(read.min(run.end())),
            None => self.origin,
        }
    }

    /// Forgets what stands before a sample after the stretcher.
    pub fn forget_before(&mut self, given: HeardSample, speed: f32) {
        let read = self.speed_map.taken(given, speed);
        while self.runs.len() > 1 && self.runs.front().is_some_and(|run| run.end() < read) {
            self.runs.pop_front();
        }
        self.speed_map.forget_before(given);
    }
}
