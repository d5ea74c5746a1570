//! Where the segments of a take lie in time, and what is a guess about those that have not come.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use crate::audio::take::{Extent, SegmentReceipt, Take};
use crate::audio::{Meter, TakeSample, take};
use crate::ui::playback::{PlaybackState, SegmentProgress, Tick};

/// Seconds of speech in a byte of text, before anything is known: 4.5 hanzi or 14 Latin letters a second.
pub const SECONDS_PER_BYTE: f64 = 0.072;

/// A segment in time.
#[derive(Clone, Debug, PartialEq)]
pub struct Slice {
    /// Its bytes of the spoken text.
    pub spoken: Range<usize>,
    /// How many bytes are sent for it; 0 for what another take had.
    pub bytes: usize,
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
    pub slices: Arc<[Slice]>,
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
    /// Where its sentences begin, as far as they have come; none where they are too many for a bar.
    pub sentences: Arc<Vec<TakeSample>>,
    /// Whether everything has come.
    pub is_complete: bool,
    /// Whether more is coming now.
    pub is_growing: bool,
}

/// The segments of a take in time, as they were looked at last.
#[derive(Debug, Default)]
pub struct Slices {
    take: String,
    changes: u64,
    states: Vec<SegmentProgress>,
    found: Arc<[Slice]>,
    /// How long they are together, in samples.
    total: f64,
}

impl PlaybackState {
    /// The take on the bar in time. Looks at its segments only where something has changed since the last call.
    pub fn timeline(&mut self, meter: &Meter) -> Timeline {
        let Some(take) = self.take.clone() else { return Timeline::default() };
        let Extent { len: received, growing: is_growing, complete: is_complete, changes, .. } = take.extent();
        let states = self.states_of(&take);
        let known = &self.slices;
        if known.take != take.id() || known.changes != changes || known.states != states {
            let states = states.to_vec();
            let found: Arc<[Slice]> = slices(&take, &states, received).into();
            let total = found.iter().map(|slice| slice.samples).sum();
            self.slices = Slices { take: take.id().to_owned(), changes, states, found, total };
        }
        let slices = self.slices.found.clone();
        let total = self.slices.total.max(received.0 as f64);
        let playhead = self.playhead(meter);
        let heard = if is_growing { playhead } else { playhead.min(received) };
        let (chapters, sentences) = self.ticks();
        Timeline { slices, total, heard, received, rate: take.rate(), chapters, sentences, is_complete, is_growing }
    }
}

impl Timeline {
    /// The number of the chapter at a sample, from 0, and the chapter; `None` before the first.
    pub fn chapter_at(&self, sample: TakeSample) -> Option<(usize, &Tick)> {
        let at = self.chapters.partition_point(|tick| tick.sample <= sample).checked_sub(1)?;
        self.chapters.get(at).map(|tick| (at, tick))
    }

    /// Whether the playhead is where nothing has come yet.
    pub fn is_waiting(&self) -> bool {
        self.is_growing && self.heard > self.received
    }

    /// How long the bar looks the same at this speed: until the playhead stands a pixel further, the clock shows another second,
    /// or a sentence begins at `next`.
    pub fn unchanged_for(&self, pixels: f32, speed: f32, next: Option<TakeSample>) -> Duration {
        let rate = f64::from(self.rate.max(1));
        let pixel = self.total / f64::from(pixels.max(1.0));
        let heard = self.heard.0 as f64;
        let until_next = |step: f64| step - heard % step.max(1.0);
        let sentence = next.map_or(f64::MAX, |next| (next.0 as f64 - heard).max(0.0));
        let samples = until_next(pixel).min(until_next(rate)).min(sentence);
        Duration::from_secs_f64((samples / rate / f64::from(speed)).clamp(0.0, 1.0))
    }

    /// The last place one can go to: beyond what has come only while more is coming.
    pub fn reachable(&self) -> TakeSample {
        if self.is_growing { TakeSample(self.total as u64) } else { self.received }
    }
}

fn slices(take: &Take, states: &[SegmentProgress], all: TakeSample) -> Vec<Slice> {
    let (segments, plans, rate) = (take.receipt().segments, take.segments(), take.rate());
    if segments.is_empty() {
        let samples = all.0 as f64;
        return vec![Slice { spoken: 0..0, bytes: 0, samples, received: samples, state: SegmentProgress::Done }];
    }
    // By what is spoken, and not by what was sent: what was copied has sound, and nothing was sent for it.
    let spoken = |index: usize| plans.get(index).map(|plan| plan.spoken.clone()).unwrap_or_default();
    let done = segments.iter().enumerate().filter(|(_, segment)| segment.state == take::SegmentState::Done);
    let (bytes, samples) = done.fold((0, TakeSample::ZERO), |(bytes, samples), (index, segment)| {
        (bytes + spoken(index).len(), samples + segment.samples)
    });
    let per_byte = match bytes {
        0 => SECONDS_PER_BYTE * f64::from(rate),
        bytes => samples.0 as f64 / bytes as f64,
    };
    let slice = |(index, segment): (usize, &SegmentReceipt)| {
        let received = segment.samples.0 as f64;
        let state = states.get(index).copied().unwrap_or_else(|| SegmentProgress::from(segment.state));
        let samples = match segment.state {
            take::SegmentState::Done => received,
            _ => (spoken(index).len() as f64 * per_byte).max(received),
        };
        Slice { spoken: spoken(index), bytes: segment.bytes, samples, received, state }
    };
    segments.iter().enumerate().map(slice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_take_is_looked_at_seldom_and_a_sentence_that_begins_at_once() {
        let rate = 24_000;
        let timeline = |seconds: u64, heard: u64| Timeline {
            total: (seconds * u64::from(rate)) as f64,
            heard: TakeSample(heard),
            rate,
            ..Timeline::default()
        };
        // Ten minutes on a thousand pixels: 0.6 s each.
        assert_eq!(timeline(600, 0).unchanged_for(1_000.0, 1.0, None), Duration::from_millis(600));
        assert_eq!(timeline(600, 7_200).unchanged_for(1_000.0, 1.0, None), Duration::from_millis(300));
        assert_eq!(timeline(600, 0).unchanged_for(1_000.0, 2.0, None), Duration::from_millis(300));
        assert_eq!(timeline(600, 0).unchanged_for(1_000.0, 1.0, Some(TakeSample(240))), Duration::from_millis(10));
        // The clock counts seconds, however long it is.
        assert_eq!(timeline(36_000, 0).unchanged_for(1_000.0, 1.0, None), Duration::from_secs(1));
        assert_eq!(timeline(10, 0).unchanged_for(1_000.0, 1.0, None), Duration::from_millis(10));
        assert_eq!(Timeline::default().unchanged_for(0.0, 1.0, None), Duration::ZERO);
    }
}
