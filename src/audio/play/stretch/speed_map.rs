//! Where a stretched sound stands.

use std::collections::VecDeque;

use crate::audio::clocks::{HeardSample, RenderedSample};

/// A sample that was pushed, and the sample of the result that it became.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimePoint {
    /// The one that was pushed.
    pub taken: RenderedSample,
    /// What it became.
    pub given: HeardSample,
}

/// The way of a stretched sound, by points: linear between them, so it does not drift, however long it is.
#[derive(Clone, Debug, Default)]
pub struct SpeedMap {
    points: VecDeque<TimePoint>,
    spacing: HeardSample,
}

impl SpeedMap {
    /// A map that keeps no more than one point in `spacing` samples of the result. A point has 16 bytes: at 24 kHz, one
    /// in 2 400 keeps ten hours in 6 MB, and times to a hundredth of a second.
    pub fn new(spacing: HeardSample) -> SpeedMap {
        SpeedMap { points: VecDeque::new(), spacing }
    }

    /// Adds what [`Stretcher::points`](crate::audio::play::stretch::Stretcher::points) gave.
    pub fn extend(&mut self, points: impl IntoIterator<Item = TimePoint>) {
        for point in points {
            let anchors = self.points.len();
            if let (Some(before), Some(last)) =
                (anchors.checked_sub(2).and_then(|at| self.points.get(at)), self.points.back())
            {
                // The last point is always kept, so that the map reaches as far as it is known.
                if last.given - before.given < self.spacing || *last == point {
                    self.points.pop_back();
                }
            }
            self.points.push_back(point);
        }
    }

    /// The sample of the result that a pushed sample became. After the last point as if the speed were `speed` there.
    pub fn given(&self, taken: RenderedSample, speed: f32) -> HeardSample {
        HeardSample(self.look_up(taken.0, 1.0 / f64::from(speed), |point| (point.taken.0, point.given.0)))
    }

    /// The pushed sample that a sample of the result was made of.
    pub fn taken(&self, given: HeardSample, speed: f32) -> RenderedSample {
        RenderedSample(self.look_up(given.0, f64::from(speed), |point| (point.given.0, point.taken.0)))
    }

    fn look_up(&self, at: u64, beyond: f64, pair: impl Fn(&TimePoint) -> (u64, u64)) -> u64 {
        let behind = self.points.partition_point(|point| pair(point).0 <= at);
        let Some(before) = behind.checked_sub(1).and_then(|before| self.points.get(before)).map(&pair) else {
            return self.points.front().map_or(at, |first| pair(first).1);
        };
        let inside = (at - before.0) as f64;
        let slope = match self.points.get(behind).map(&pair) {
            Some(next) => (next.1 - before.1) as f64 / (next.0 - before.0) as f64,
            None => beyond,
        };
        before.1 + (inside * slope).round() as u64
    }

    /// How far the map is known.
    pub fn end(&self) -> TimePoint {
        self.points.back().copied().unwrap_or_default()
    }

    /// Forgets what stands before a sample of the result.
    pub fn forget_before(&mut self, given: HeardSample) {
        while self.points.get(1).is_some_and(|second| second.given <= given) {
            self.points.pop_front();
        }
    }
}
