//! Positions in sound, one type for each clock that counts them.
//!
//! ```text
//! request's file ─▶ take ─▶ rendition (pauses, cuts) ─▶ speed ─▶ resampling
//!  RequestSample  TakeSample   RenderedSample        HeardSample  DeviceFrame
//! ```
//!
//! The first four run at the rate of the take, the last at that of the device. A value is a position or a length; both are
//! counted from 0. What leads from one clock to the next is written where it happens: the index of a take for the first step,
//! [`PositionMap`](crate::audio::play) and [`TimeMap`](crate::audio::files::export::TimeMap) for those after it.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub, SubAssign};

use serde::{Deserialize, Serialize};

macro_rules! clock {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl $name {
            /// The first sample; no length.
            pub const ZERO: $name = $name(0);
            /// Later than any sample.
            pub const MAX: $name = $name(u64::MAX);

            /// The last sample before a time in seconds.
            pub fn at_seconds(seconds: f64, rate: u32) -> $name {
                $name((seconds * f64::from(rate)) as u64)
            }

            /// A time in ms, rounded down.
            pub fn at_millis(millis: u32, rate: u32) -> $name {
                $name(u64::from(millis) * u64::from(rate) / 1000)
            }

            /// The time in seconds.
            pub fn seconds(self, rate: u32) -> f64 {
                self.0 as f64 / f64::from(rate.max(1))
            }

            /// The sample before it.
            pub fn previous(self) -> Option<$name> {
                self.0.checked_sub(1).map($name)
            }

            /// The length from `start` on; none where that is later.
            #[must_use]
            pub fn saturating_sub(self, start: $name) -> $name {
                $name(self.0.saturating_sub(start.0))
            }

            /// A length as that of a buffer that has room for so many samples.
            pub fn at_most(self, room: usize) -> usize {
                usize::try_from(self.0).map_or(room, |samples| samples.min(room))
            }
        }

        impl Add for $name {
            type Output = $name;

            fn add(self, length: $name) -> $name {
                $name(self.0 + length.0)
            }
        }

        impl Sub for $name {
            type Output = $name;

            fn sub(self, start: $name) -> $name {
                $name(self.0 - start.0)
            }
        }

        impl AddAssign for $name {
            fn add_assign(&mut self, length: $name) {
                self.0 += length.0;
            }
        }

        impl SubAssign for $name {
            fn sub_assign(&mut self, length: $name) {
                self.0 -= length.0;
            }
        }

        /// So many samples of a buffer later.
        impl Add<usize> for $name {
            type Output = $name;

            fn add(self, samples: usize) -> $name {
                $name(self.0 + samples as u64)
            }
        }

        impl AddAssign<usize> for $name {
            fn add_assign(&mut self, samples: usize) {
                self.0 += samples as u64;
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = $name>>(lengths: I) -> $name {
                lengths.fold($name::ZERO, Add::add)
            }
        }

        /// A number belongs to no clock, and may be compared with any.
        impl PartialEq<u64> for $name {
            fn eq(&self, number: &u64) -> bool {
                self.0 == *number
            }
        }

        impl PartialOrd<u64> for $name {
            fn partial_cmp(&self, number: &u64) -> Option<std::cmp::Ordering> {
                self.0.partial_cmp(number)
            }
        }

        impl PartialEq<$name> for u64 {
            fn eq(&self, samples: &$name) -> bool {
                *self == samples.0
            }
        }

        impl PartialOrd<$name> for u64 {
            fn partial_cmp(&self, samples: &$name) -> Option<std::cmp::Ordering> {
                self.partial_cmp(&samples.0)
            }
        }
    };
}

clock! {
    /// Samples of the file of one request, as they were received.
    RequestSample
}

clock! {
    /// Samples of a take: the pieces of its requests in playing order. The playhead is one.
    TakeSample
}

clock! {
    /// Samples of a take as it is rendered: its pauses are counted, the silence that was taken away is not.
    RenderedSample
}

clock! {
    /// Samples as they are heard, after pauses and speed, still at the rate of the take: those of a saved file.
    HeardSample
}

clock! {
    /// Samples at the rate of the device.
    DeviceFrame
}
