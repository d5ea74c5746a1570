//! Where what is heard of a take stands in a file.

use std::ops::Range;

use crate::audio::clocks::{HeardSample, RenderedSample, TakeSample};
use crate::audio::play::stretch::{SpeedMap, TimePoint};

/// From the samples of the takes to the samples of the file: ranges, pauses, silence that was taken away and the speed are
/// counted. Its size grows with the number of pauses; at another speed also, slowly, with the length.
#[derive(Clone, Debug, Default)]
pub struct TimeMap {
    /// In playing order.
    ranges: Vec<TakeRange>,
    /// How long all of it is before the speed.
    rendered: RenderedSample,
    /// The way through the speed, if there is one, and the speed.
    speed: Option<(SpeedMap, f32)>,
    /// How many samples the file has, once it has ended.
    samples: HeardSample,
}

/// Samples of a take that stand one after the other in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TakeRange {
    take: usize,
    at: TakeSample,
    samples: TakeSample,
    /// The first of them, before the speed.
    rendered: RenderedSample,
}

impl TakeRange {
    fn end(&self) -> TakeSample {
        self.at + self.samples
    }

    /// Where a sample of the range stands before the speed.
    fn rendered(&self, at: TakeSample) -> RenderedSample {
        self.rendered + RenderedSample((at - self.at).0)
    }
}

impl TimeMap {
    /// How many samples the file has.
    pub fn samples(&self) -> HeardSample {
        self.samples
    }

    /// The sample of the file at which sample `at` of a take (from 0) is heard. Silence that was taken away stands where the
    /// sound goes on. `None` where it is not in the file; the end of what is in it counts as in it.
    pub fn of(&self, take: usize, at: TakeSample) -> Option<HeardSample> {
        let behind = self.ranges.partition_point(|range| (range.take, range.at) <= (take, at));
        let next = self.ranges.get(behind).filter(|next| next.take == take);
        let range = self.ranges[..behind].last().filter(|range| range.take == take)?;
        let rendered = match next {
            _ if at < range.end() => range.rendered(at),
            Some(next) => next.rendered,
            None if at == range.end() => range.rendered(at),
            None => return None,
        };
        Some(self.heard(rendered))
    }

    /// The sample of the file after the last one that is heard of a take (from 0) before its sample `at`: a pause that
    /// stands there comes after it, and so does what follows silence that was taken away. `None` where nothing is heard before.
    pub fn end_of(&self, take: usize, at: TakeSample) -> Option<HeardSample> {
        let before = self.ranges.partition_point(|range| (range.take, range.at) < (take, at));
        let range = self.ranges[..before].last().filter(|range| range.take == take)?;
        Some(self.heard(range.rendered(at.min(range.end()))))
    }

    /// The samples of a take (from 0) that the file has sound of, from the first to the last.
    pub fn range(&self, take: usize) -> Option<Range<TakeSample>> {
        let mut of_take = self.ranges.iter().filter(|range| range.take == take);
        let first = of_take.next()?;
        let last = of_take.next_back().unwrap_or(first);
        Some(first.at..last.end())
    }

    /// Where a sample stands after the speed.
    fn heard(&self, rendered: RenderedSample) -> HeardSample {
        match &self.speed {
            Some((map, speed)) => map.given(rendered, *speed).min(self.samples),
            None => HeardSample(rendered.0),
        }
    }

    /// Samples of a take come next.
    pub(super) fn sound(&mut self, take: usize, at: TakeSample, samples: usize) {
        let rendered = self.rendered;
        self.rendered += samples;
        match self.ranges.last_mut() {
            Some(last) if last.take == take && last.end() == at && last.rendered(at) == rendered => {
                last.samples += samples;
            }
            _ => self.ranges.push(TakeRange { take, at, samples: TakeSample(samples as u64), rendered }),
        }
    }

    /// A pause comes next.
    pub(super) fn pause(&mut self, samples: usize) {
        self.rendered += samples;
    }

    /// From the start on the sound has this speed; one point in a length of `spacing` is kept.
    pub(super) fn set_speed(&mut self, speed: f32, spacing: HeardSample) {
        self.speed = Some((SpeedMap::new(spacing), speed));
    }

    /// What was learned of the way through the speed.
    pub(super) fn points(&mut self, points: impl IntoIterator<Item = TimePoint>) {
        if let Some((map, _)) = &mut self.speed {
            map.extend(points);
        }
    }

    /// The file has so many samples.
    pub(super) fn end(&mut self, samples: HeardSample) {
        self.samples = samples;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(times: &TimeMap, take: usize, at: u64) -> Option<u64> {
        times.of(take, TakeSample(at)).map(|heard| heard.0)
    }

    fn range(times: &TimeMap, take: usize) -> Option<Range<u64>> {
        times.range(take).map(|range| range.start.0..range.end.0)
    }

    #[test]
    fn plain_sound_stands_where_it_was() {
        let mut times = TimeMap::default();
        times.sound(0, TakeSample(0), 100);
        times.sound(0, TakeSample(100), 50);
        times.end(HeardSample(150));
        assert!(times.samples() == 150 && times.ranges.len() == 1);
        let places = [0, 99, 149, 150, 151].map(|at| of(&times, 0, at));
        assert_eq!(places, [Some(0), Some(99), Some(149), Some(150), None]);
        assert_eq!((of(&times, 1, 0), range(&times, 0), range(&times, 1)), (None, Some(0..150), None));
    }

    #[test]
    fn pauses_cuts_takes_and_speed_are_counted() {
        let mut times = TimeMap::default();
        // Take 0 from sample 1000, with 20 samples of silence taken away and 300 put in; then take 1.
        times.sound(0, TakeSample(1000), 500);
        times.pause(300);
        times.sound(0, TakeSample(1520), 80);
        times.sound(1, TakeSample(0), 100);
        times.end(HeardSample(980));
        let heard = |take, at| of(&times, take, at);
        assert_eq!([heard(0, 999), heard(0, 1000), heard(0, 1499)], [None, Some(0), Some(499)]);
        let around = [1500, 1510, 1520, 1600].map(|at| heard(0, at));
        assert_eq!(around, [Some(800), Some(800), Some(800), Some(880)]);
        assert_eq!([heard(0, 1601), heard(1, 0), heard(1, 100)], [None, Some(880), Some(980)]);
        // What is heard before a pause ends before it, also where silence was taken away there.
        let end_of = |take, at| times.end_of(take, TakeSample(at)).map(|end| end.0);
        assert_eq!([end_of(0, 1000), end_of(0, 1001), end_of(0, 1499)], [None, Some(1), Some(499)]);
        assert_eq!([end_of(0, 1500), end_of(0, 1510), end_of(0, 1520)], [Some(500); 3]);
        assert_eq!([end_of(0, 1521), end_of(0, 1600), end_of(1, 0)], [Some(801), Some(880), None]);
        assert_eq!(range(&times, 0), Some(1000..1600));

        times.set_speed(2.0, HeardSample(100));
        let point = |(taken, given)| TimePoint { taken: RenderedSample(taken), given: HeardSample(given) };
        times.points([(400, 210), (980, 490)].map(point));
        times.end(HeardSample(490));
        assert!(times.samples() == 490);
        assert_eq!((of(&times, 0, 1400), of(&times, 1, 100)), (Some(210), Some(490)));
    }
}
