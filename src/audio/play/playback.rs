//! A rendition being played: how far, and how much of its take has to be there.

use std::ops::Range;
use std::time::Duration;

use crate::audio::clocks::TakeSample;
use crate::audio::play::block_reader::{BlockReader, Start};
use crate::audio::play::waker::ThreadWaker;
use crate::audio::rendition::{PauseSettings, Rendition};
use crate::audio::take::{Extent, Listener, Take};

/// How much that will be heard for this long must have arrived before the sound begins.
pub const START_THRESHOLD: Duration = Duration::from_millis(200);

/// How much must have arrived before the sound goes on after it ran dry: a little at first, more each time, because a
/// line that was late twice will be late again.
const AGAIN: (Duration, Duration) = (Duration::from_millis(100), Duration::from_millis(800));

/// A rendition being played.
pub struct Play {
    pub rendition: Rendition,
    _listener: Listener,
    /// Where the reader begins, and the reader once it has begun.
    pub from: TakeSample,
    pub reader: Option<BlockReader>,
    /// Where it ends, if that is before the end of the take.
    until: TakeSample,
    /// What is played again and again.
    repeat: Option<Range<TakeSample>>,
    /// What each sample is multiplied with.
    pub gain: f32,
    epoch: u64,
    /// How much must lie ahead of the playhead before the sound begins or goes on.
    threshold: Duration,
    again: Duration,
    /// Whether its first sound, and its end, were told.
    pub announced: bool,
    pub ended: bool,
}

impl Play {
    /// A rendition to be played from sample `from` on; `waker` is called whenever its take changes.
    pub fn new(rendition: Rendition, from: TakeSample, waker: ThreadWaker) -> Play {
        Play::of_range(rendition, from..TakeSample::MAX, waker)
    }

    /// A range of a rendition to be played; one that ends after the take ends with it.
    pub fn of_range(rendition: Rendition, range: Range<TakeSample>, waker: ThreadWaker) -> Play {
        let take = rendition.take();
        Play {
            _listener: take.on_growth(move || waker.wake()),
            from: range.start,
            reader: None,
            until: range.end,
            repeat: None,
            gain: 1.0,
            epoch: take.epoch(),
            threshold: START_THRESHOLD,
            again: AGAIN.0,
            announced: false,
            ended: false,
            rendition,
        }
    }

    /// What is played.
    pub fn take(&self) -> &Take {
        self.rendition.take()
    }

    /// Begins the reader for a device of `rate` Hz, unless it has begun.
    pub fn begin(&mut self, generation: u64, rate: u32, speed: f32) -> Result<&mut BlockReader, String> {
        let reader = match self.reader.take() {
            Some(reader) => reader,
            None => {
                // The take may have ended since this was looked at last.
                self.keep_inside();
                let start =
                    Start { generation, range: self.from..self.until, rate, speed, repeat: self.repeat.clone() };
                BlockReader::new(&self.rendition, start)?
            }
        };
        Ok(self.reader.insert(reader))
    }

    /// Begins anew from another place, with as much in hand as at the start.
    pub fn seek(&mut self, sample: TakeSample) {
        self.threshold = START_THRESHOLD;
        self.ended = false;
        self.restart(sample);
    }

    /// Begins anew from another place.
    pub fn restart(&mut self, sample: TakeSample) {
        self.from = sample;
        self.reader = None;
    }

    /// Repeats a range from now on, or nothing. Says where the sound has to begin anew for that, `heard` being where it
    /// is now: outside of the range, or where it was read on after the range's end already.
    pub fn repeat(&mut self, range: Option<Range<TakeSample>>, heard: TakeSample) -> Option<TakeSample> {
        let range = range.filter(|range| range.start < range.end);
        self.repeat = range.clone();
        let outside = range.as_ref().filter(|range| !range.contains(&heard)).map(|range| range.start);
        let Some(reader) = &mut self.reader else { return outside.filter(|_| !self.ended) };
        let too_far = range.as_ref().is_some_and(|range| reader.is_finished() || reader.read_to() >= range.end);
        reader.repeat(range);
        outside.or(too_far.then_some(heard))
    }

    /// Goes on with other pauses.
    pub fn set_joins(&mut self, joins: PauseSettings) {
        self.rendition = Rendition::new(self.take().clone(), joins, self.rendition.sentences().clone());
        if let Some(reader) = &mut self.reader {
            reader.set_joins(joins);
        }
    }

    /// A place was waited for that a finished take turned out not to have: its end is taken instead.
    pub fn keep_inside(&mut self) {
        if !self.take().is_growing() {
            self.from = self.from.min(self.take().len());
        }
    }

    /// The sound ran dry: a little has to be in hand before it goes on.
    pub fn run_dry(&mut self) {
        self.threshold = self.again;
        self.again = (self.again * 2).min(AGAIN.1);
    }

    /// Where the take was cut since the last call, if samples were cut off that were read already.
    pub fn cut(&mut self) -> Option<TakeSample> {
        // The epoch first: a cut between the two lines is then seen twice rather than never.
        let epoch = self.take().epoch();
        let changed = self.take().changed_since(self.epoch);
        self.epoch = epoch;
        let read_to = self.reader.as_ref().map_or(TakeSample::ZERO, BlockReader::read_to);
        changed.filter(|kept| read_to > *kept)
    }

    /// Whether enough lies ahead of the playhead at this speed, or as much as there will be for now, or whole pieces only.
    pub fn may_begin(&self, speed: f32) -> bool {
        let take = self.take();
        // Asked first: what is appended after this does not make the end come too early.
        let Extent { growing, waits, .. } = take.extent();
        let (there, read_to) = (take.len(), self.reader.as_ref().map_or(self.from, BlockReader::read_to));
        let ahead = there.saturating_sub(read_to);
        let needed = self.threshold.as_secs_f64() * f64::from(take.rate()) * f64::from(speed);
        let is_all = !growing || there >= self.until;
        is_all || ahead.0 as f64 >= needed || (ahead > 0 && (waits || take.whole() == there))
    }
}
