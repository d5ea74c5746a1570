//! Where what is heard of a take stands in a file.

use std::ops::Range;

use crate::audio::play::stretch::{SpeedMap, TimePoint};

/// From the samples of the takes to the samples of the file: ranges, pauses, silence that was taken away and the speed are
/// counted. Its size grows with the number of pauses; at another speed also, slowly, with the length.
#[derive(Clone, Debug, Default)]
pub struct TimeMap {
    /// In playing order.
    stretches: Vec<TakeRange>,
    /// Samples before the speed.
    heard: u64,
    /// The way through the stretched sound, and the speed.
    course: Option<(SpeedMap, f32)>,
    /// Samples of the file, once it has ended.
    samples: u64,
}

/// Samples of a take that stand one after the other in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TakeRange {
    take: usize,
    at: u64,
    samples: u64,
    /// The first of them, before the speed.
    heard: u64,
}

impl TimeMap {
    /// How many samples the file has.
    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// The sample of the file at which sample `at` of a take (from 0) is heard. Silence that was taken away stands where the
    /// sound goes on. `None` where it is not in the file; the end of what is in it counts as in it.
    pub fn of(&self, take: usize, at: u64) -> Option<u64> {
        let behind = self.stretches.partition_point(|stretch| (stretch.take, stretch.at) <= (take, at));
        let next = self.stretches.get(behind).filter(|next| next.take == take);
        let stretch = self.stretches[..behind].last().filter(|stretch| stretch.take == take)?;
        let heard = match next {
            _ if at < stretch.at + stretch.samples => stretch.heard + at - stretch.at,
            Some(next) => next.heard,
            None if at == stretch.at + stretch.samples => stretch.heard + stretch.samples,
            None => return None,
        };
        Some(self.sped(heard))
    }

    /// The sample of the file behind the last one that is heard of a take (from 0) before its sample `at`: a pause that
    /// stands there comes after it, and so does what follows silence that was taken away. `None` where nothing is heard before.
    pub fn end_of(&self, take: usize, at: u64) -> Option<u64> {
        let before = self.stretches.partition_point(|stretch| (stretch.take, stretch.at) < (take, at));
        let stretch = self.stretches[..before].last().filter(|stretch| stretch.take == take)?;
        Some(self.sped(stretch.heard + (at - stretch.at).min(stretch.samples)))
    }

    /// The samples of a take (from 0) that the file has sound of, from the first to the last.
    pub fn range(&self, take: usize) -> Option<Range<u64>> {
        let mut of_take = self.stretches.iter().filter(|stretch| stretch.take == take);
        let first = of_take.next()?;
        let last = of_take.next_back().unwrap_or(first);
        Some(first.at..last.at + last.samples)
    }

    /// Where a sample that was heard stands now that the speed is done.
    fn sped(&self, heard: u64) -> u64 {
        let given = |(course, speed): &(SpeedMap, f32)| course.given(heard, *speed).min(self.samples);
        self.course.as_ref().map_or(heard, given)
    }

    /// Samples of a take come next.
    pub(super) fn sound(&mut self, take: usize, at: u64, samples: u64) {
        let heard = self.heard;
        self.heard += samples;
        match self.stretches.last_mut() {
            Some(last) if last.take == take && last.at + last.samples == at && last.heard + last.samples == heard => {
                last.samples += samples;
            }
            _ => self.stretches.push(TakeRange { take, at, samples, heard }),
        }
    }

    /// A pause comes next.
    pub(super) fn pause(&mut self, samples: u64) {
        self.heard += samples;
    }

    /// From the start on the sound has this speed; one point in `spacing` samples is kept.
    pub(super) fn set_speed(&mut self, speed: f32, spacing: u64) {
        self.course = Some((SpeedMap::new(spacing), speed));
    }

    /// What was learned of the way through the stretched sound.
    pub(super) fn points(&mut self, points: impl IntoIterator<Item = TimePoint>) {
        if let Some((course, _)) = &mut self.course {
            course.extend(points);
        }
    }

    /// The file has so many samples.
    pub(super) fn end(&mut self, samples: u64) {
        self.samples = samples;
    }
}

#[cfg(test)]
mod tests {
    use super::{TimeMap, TimePoint};

    #[test]
    fn plain_sound_stands_where_it_was() {
        let mut times = TimeMap::default();
        times.sound(0, 0, 100);
        times.sound(0, 100, 50);
        times.end(150);
        assert_eq!((times.samples(), times.stretches.len()), (150, 1));
        assert_eq!([0, 99, 149, 150, 151].map(|at| times.of(0, at)), [Some(0), Some(99), Some(149), Some(150), None]);
        assert_eq!((times.of(1, 0), times.range(0), times.range(1)), (None, Some(0..150), None));
    }

    #[test]
    fn pauses_cuts_takes_and_speed_are_counted() {
        let mut times = TimeMap::default();
        // Take 0 from sample 1000, with 20 samples of silence taken away and 300 put in; then take 1.
        times.sound(0, 1000, 500);
        times.pause(300);
        times.sound(0, 1520, 80);
        times.sound(1, 0, 100);
        times.end(980);
        let of = |take, at| times.of(take, at);
        assert_eq!([of(0, 999), of(0, 1000), of(0, 1499)], [None, Some(0), Some(499)]);
        assert_eq!([of(0, 1500), of(0, 1510), of(0, 1520), of(0, 1600)], [Some(800), Some(800), Some(800), Some(880)]);
        assert_eq!([of(0, 1601), of(1, 0), of(1, 100)], [None, Some(880), Some(980)]);
        // What is heard before a pause ends before it, also where silence was taken away there.
        let end_of = |take, at| times.end_of(take, at);
        assert_eq!([end_of(0, 1000), end_of(0, 1001), end_of(0, 1499)], [None, Some(1), Some(499)]);
        assert_eq!([end_of(0, 1500), end_of(0, 1510), end_of(0, 1520)], [Some(500); 3]);
        assert_eq!([end_of(0, 1521), end_of(0, 1600), end_of(1, 0)], [Some(801), Some(880), None]);
        assert_eq!(times.range(0), Some(1000..1600));

        times.set_speed(2.0, 100);
        times.points([(400, 210), (980, 490)].map(|(taken, given)| TimePoint { taken, given }));
        times.end(490);
        assert_eq!((times.samples(), times.of(0, 1400), times.of(1, 100)), (490, Some(210), Some(490)));
    }
}
