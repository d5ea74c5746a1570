//! From samples to the clocks that files carry, of captions and of chapters: one conversion, rounded to the nearest.

use crate::audio::clocks::HeardSample;

/// A position in `per_second`ths of a second.
pub(in crate::audio) fn units(HeardSample(samples): HeardSample, rate: u32, per_second: u64) -> u64 {
    let rate = u128::from(rate.max(1));
    let units = (u128::from(samples) * u128::from(per_second) + rate / 2) / rate;
    u64::try_from(units).unwrap_or(u64::MAX - 1)
}

/// `01:02:03` and then the milliseconds after `point`; hours grow as they need.
pub(in crate::audio) fn hours(ms: u64, point: char) -> String {
    let seconds = ms / 1000;
    format!("{:02}:{:02}:{:02}{point}{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60, ms % 1000)
}

/// `62:03.45`: minutes grow as they need, for lyrics know no hours.
pub(in crate::audio) fn minutes(cs: u64) -> String {
    format!("{:02}:{:02}.{:02}", cs / 6000, cs / 100 % 60, cs % 100)
}

#[cfg(test)]
mod tests {
    use super::{hours, minutes};
    use crate::audio::clocks::HeardSample;

    fn units(samples: u64, rate: u32, per_second: u64) -> u64 {
        super::units(HeardSample(samples), rate, per_second)
    }

    #[test]
    fn a_time_is_rounded_once() {
        assert_eq!([units(0, 24_000, 1000), units(11, 24_000, 1000), units(12, 24_000, 1000)], [0, 0, 1]);
        // A hundred hours at 44.1 kHz and one sample.
        let samples = 100 * 3600 * 44_100;
        assert_eq!((units(samples, 44_100, 1000), units(samples + 22, 44_100, 1000)), (360_000_000, 360_000_000));
        assert_eq!(units(samples + 23, 44_100, 1000), 360_000_001);
        assert_eq!(hours(360_000_001, ','), "100:00:00,001");
        assert_eq!(hours(3_723_045, '.'), "01:02:03.045");
        assert_eq!([minutes(372_345), minutes(1_234_567)], ["62:03.45", "205:45.67"]);
    }
}
