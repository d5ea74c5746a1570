//! Takes, one after the other, as one stream of samples; while they grow, too.

use std::ops::Range;

use crate::audio::clocks::{RenderedSample, TakeSample};
use crate::audio::files::export::TimeMap;
use crate::audio::files::export::plan::ExportPlan;
use crate::audio::rendition::{ReadChunk, Rendition, RenditionReader};
use crate::audio::take::{Extent, TakeError};

/// How far takes are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReadLimit {
    /// What is there at the beginning, and no further; of a take that grows, the whole marks.
    Now,
    /// To the end of the take, and then all that can be played.
    ToTheEnd,
    /// To the end of the take, but never a mark that is not whole.
    Whole,
}

/// What the next step brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceStep {
    /// So many samples.
    Sound(usize),
    /// Nothing before the take changes: call [`BlockSource::wait`].
    Nothing,
    /// There will be no more.
    End,
}

/// Why there are no more samples though there should be.
#[derive(Debug)]
pub(super) enum Stuck {
    /// The take ended before it was whole.
    Incomplete,
    /// It cannot be read.
    Read(TakeError),
}

/// See the head of this file.
pub(super) struct BlockSource<'a> {
    renditions: &'a [Rendition],
    reach: ReadLimit,
    /// How far each of the takes was at the beginning.
    begun: Vec<TakeSample>,
    range: Range<TakeSample>,
    /// Whether the speed is that of the takes.
    even: bool,
    /// The take that is read, and the samples of those before it.
    take: usize,
    before: TakeSample,
    reader: Option<RenditionReader>,
    /// Whether the reader was told where the take ends.
    ends: bool,
    extent: Extent,
    /// Silence that is still to come after the take before, and before the one that is read.
    pause: RenderedSample,
    /// Samples of the takes that have been passed.
    passed: TakeSample,
    times: TimeMap,
}

impl<'a> BlockSource<'a> {
    /// What the plan wants of all takes one after the other.
    pub fn new(renditions: &'a [Rendition], reach: ReadLimit, plan: &ExportPlan) -> BlockSource<'a> {
        let extents: Vec<Extent> = renditions.iter().map(|rendition| rendition.take().extent()).collect();
        let begun = extents.iter().map(|extent| if extent.growing { extent.whole } else { extent.len }).collect();
        let mut source = BlockSource {
            renditions,
            reach,
            begun,
            range: plan.range.clone().unwrap_or(TakeSample::ZERO..TakeSample::MAX),
            even: plan.speed == 1.0,
            take: 0,
            before: TakeSample::ZERO,
            reader: None,
            ends: false,
            extent: Extent::default(),
            pause: RenderedSample::ZERO,
            passed: TakeSample::ZERO,
            times: TimeMap::default(),
        };
        source.rewind();
        source
    }

    /// Begins anew, with the same samples.
    pub fn rewind(&mut self) {
        (self.take, self.before, self.passed) = (0, TakeSample::ZERO, TakeSample::ZERO);
        (self.reader, self.ends, self.pause) = (None, false, RenderedSample::ZERO);
        self.extent = self.renditions.first().map(|first| first.take().extent()).unwrap_or_default();
        self.times = TimeMap::default();
    }

    /// Where what was read stands.
    pub fn into_times(self) -> TimeMap {
        self.times
    }

    /// The same, before the end.
    pub fn times(&self) -> &TimeMap {
        &self.times
    }

    /// For what happens to the samples after this.
    pub fn times_mut(&mut self) -> &mut TimeMap {
        &mut self.times
    }

    /// Reads on.
    pub fn read(&mut self, out: &mut [i16]) -> Result<SourceStep, Stuck> {
        loop {
            if self.before >= self.range.end {
                return Ok(SourceStep::End);
            }
            if self.pause > 0 {
                let samples = self.pause.at_most(out.len());
                out[..samples].fill(0);
                self.pause -= RenderedSample(samples as u64);
                self.times.pause(samples);
                return Ok(SourceStep::Sound(samples));
            }
            let Some(rendition) = self.renditions.get(self.take) else { return Ok(SourceStep::End) };
            let start = self.range.start.saturating_sub(self.before);
            let end = self.range.end - self.before;
            let begun = self.begun[self.take];
            // What comes after the end of what is saved decides nothing about it, and is not waited for.
            let last = if self.reach == ReadLimit::Now { end.min(begun) } else { end };
            let even = self.even;
            let reader = self.reader.get_or_insert_with(|| {
                let reader = rendition.reader(start).ending_at(last);
                // Where nobody wants anything else, what is saved is what was received, steps between requests and all.
                if even && rendition.is_plain() { reader.as_received() } else { reader }
            });
            let limit = self.reach.limit(begun, self.extent).min(end);
            if reader.at() < limit {
                let at = reader.at();
                let ReadChunk { samples, at: start, moves } = reader.read(out, limit).map_err(Stuck::Read)?;
                if samples > 0 {
                    if moves {
                        self.times.sound(self.take, start, samples);
                    } else {
                        self.times.pause(samples);
                    }
                    self.passed += reader.at() - at;
                    return Ok(SourceStep::Sound(samples));
                }
                if reader.at() > at {
                    // Silence was left out.
                    self.passed += reader.at() - at;
                    continue;
                }
                if self.extent.complete && !self.ends {
                    // A writer may stay at a take that has all of its text; nothing more is to be waited for.
                    self.ends = true;
                    self.reader = self.reader.take().map(|reader| reader.ending_at(limit));
                    continue;
                }
                // What should be there is not: more may come, or the files are shorter than they say.
                return if self.extent.growing { Ok(SourceStep::Nothing) } else { Err(Stuck::Incomplete) };
            }
            match self.reach {
                _ if limit == end => return Ok(SourceStep::End),
                ReadLimit::Now => {}
                _ if self.extent.complete => {}
                _ if !self.extent.growing => return Err(Stuck::Incomplete),
                _ => return Ok(SourceStep::Nothing),
            }
            if let Some(lost) = rendition.take().lost() {
                return Err(Stuck::Read(lost));
            }
            self.next_take(limit);
        }
    }

    /// Waits until more of the take that is read is settled, or it has ended.
    pub fn wait(&mut self) {
        if let Some(rendition) = self.renditions.get(self.take) {
            self.extent = rendition.take().wait_for_fact(self.extent.facts);
        }
    }

    /// Between two takes stands what stands between two paragraphs, unless one of the texts has a pause there.
    fn next_take(&mut self, length: TakeSample) {
        let is_heard = self.range.start < self.before + length;
        let closing = self.renditions.get(self.take).filter(|_| is_heard && self.extent.complete);
        self.pause = closing.map_or(RenderedSample::ZERO, Rendition::closing);
        self.before += length;
        self.take += 1;
        (self.reader, self.ends) = (None, false);
        let Some(next) = self.renditions.get(self.take) else { return };
        self.extent = next.take().extent();
        if is_heard && self.pause == 0 && next.opening() == 0 {
            self.pause = RenderedSample::at_millis(next.joins().paragraph_ms, next.take().rate());
        }
    }

    /// How far it is, 0 to 1; while a take grows, a guess by its text.
    pub fn done(&self) -> f32 {
        let length = |(take, rendition): (usize, &Rendition)| match self.reach {
            ReadLimit::Now => self.begun[take].0 as f64,
            _ if take == self.take => guess(rendition, self.extent),
            _ => guess(rendition, rendition.take().extent()),
        };
        let all: f64 = self.renditions.iter().enumerate().map(length).sum();
        let wanted = (self.range.end.0 as f64).min(all) - self.range.start.0 as f64;
        if wanted > 0.0 { (self.passed.0 as f64 / wanted).min(1.0) as f32 } else { 0.0 }
    }
}

impl ReadLimit {
    /// How far a take may be read now. While it grows only whole marks are safe from being left out later.
    fn limit(self, begun: TakeSample, extent: Extent) -> TakeSample {
        match self {
            ReadLimit::Now => begun,
            ReadLimit::ToTheEnd if !extent.growing => extent.len,
            ReadLimit::ToTheEnd | ReadLimit::Whole => extent.whole,
        }
    }
}

/// How long a take will be, if the rest of its text is spoken as what is there.
fn guess(rendition: &Rendition, extent: Extent) -> f64 {
    let take = rendition.take();
    if !extent.growing {
        return extent.len.0 as f64;
    }
    let text = take.segment_at(usize::MAX).map_or(0, |last| last.spoken.end) as f64;
    match take.mark_at(extent.whole) {
        Some(mark) if mark.spoken > 0 => {
            let whole = extent.whole.0 as f64;
            (whole * text / mark.spoken as f64).max(whole)
        }
        // Nothing is known: as if nothing were there.
        _ => f64::INFINITY,
    }
}
