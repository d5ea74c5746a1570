//! Where the segments of a take lie in time, and what is a guess about those that have not come.

use std::sync::Arc;

use crate::audio::take::{SegmentReceipt, Take};
use crate::audio::{TakeSample, take};
use crate::ui::playback::{SegmentProgress, Tick};

/// Seconds of speech in a byte of text, before anything is known: 4.5 hanzi or 14 Latin letters a second.
pub const SECONDS_PER_BYTE: f64 = 0.072;

/// A segment in time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slice {
    /// How long it is or, while it is not done, will be by guess.
    pub samples: f64,
    /// How much of it has come.
    pub received: f64,
    /// How far it is.
    pub state: SegmentProgress,
}

/// A take in time, in samples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// Its segments in playing order.
    pub slices: Vec<Slice>,
    /// The length of all, partly a guess while it grows.
    pub total: f64,
    /// Where the playhead is; beyond what has come where it waits there.
    pub heard: TakeSample,
    /// How much could be played without a gap.
    pub received: TakeSample,
    /// Samples a second.
    pub rate: u32,
    /// Where its chapters begin, as far as they have come.
    pub chapters: Arc<Vec<Tick>>,
    /// Whether everything has come.
    pub is_complete: bool,
    /// Whether more is coming now.
    pub is_growing: bool,
}

impl Timeline {
    /// The take as it is now, with the playhead at a sample. `states` is what the events have said of its segments, where the
    /// window heard them; `chapters` is where those of it begin.
    pub fn new(take: &Take, playhead: TakeSample, states: &[SegmentProgress], chapters: Arc<Vec<Tick>>) -> Timeline {
        let receipt = take.receipt();
        let is_complete = receipt.complete;
        let slices = slices(&receipt.segments, states, take.rate());
        let received = take.len();
        let slices = match slices.is_empty() {
            true => {
                let samples = received.0 as f64;
                vec![Slice { samples, received: samples, state: SegmentProgress::Done }]
            }
            false => slices,
        };
        let total = slices.iter().map(|slice| slice.samples).sum::<f64>().max(received.0 as f64);
        let is_growing = take.is_growing();
        let heard = if is_growing { playhead } else { playhead.min(received) };
        Timeline { slices, total, heard, received, rate: take.rate(), chapters, is_complete, is_growing }
    }

    /// The number of the chapter at a sample, from 0, and the chapter; `None` before the first.
    pub fn chapter_at(&self, sample: TakeSample) -> Option<(usize, &Tick)> {
        let at = self.chapters.partition_point(|tick| tick.sample <= sample).checked_sub(1)?;
        self.chapters.get(at).map(|tick| (at, tick))
    }

    /// Whether the playhead is where nothing has come yet.
    pub fn is_waiting(&self) -> bool {
        self.is_growing && self.heard > self.received
    }

    /// The last place one can go to: beyond what has come only while more is coming.
    pub fn reachable(&self) -> TakeSample {
        if self.is_growing { TakeSample(self.total as u64) } else { self.received }
    }
}

fn slices(segments: &[SegmentReceipt], states: &[SegmentProgress], rate: u32) -> Vec<Slice> {
    let done = segments.iter().filter(|segment| segment.state == take::SegmentState::Done);
    let (bytes, samples) = done
        .fold((0, TakeSample::ZERO), |(bytes, samples), segment| (bytes + segment.bytes, samples + segment.samples));
    let per_byte = match bytes {
        0 => SECONDS_PER_BYTE * f64::from(rate),
        bytes => samples.0 as f64 / bytes as f64,
    };
    let slice = |(index, segment): (usize, &SegmentReceipt)| {
        let received = segment.samples.0 as f64;
        let state = states.get(index).copied().unwrap_or_else(|| SegmentProgress::from(segment.state));
        let samples = match segment.state {
            take::SegmentState::Done => received,
            _ => (segment.bytes as f64 * per_byte).max(received),
        };
        Slice { samples, received, state }
    };
    segments.iter().enumerate().map(slice).collect()
}
