//! Times as people read them; both languages write them alike.

/// Seconds, cut to whole ones: `0:07`, `12:34`, `1:02:03`.
pub fn whole(seconds: f64) -> String {
    clock(seconds.max(0.0) as u64)
}

/// Seconds, rounded to tenths: `0:07.4`, `1:02:03.0`.
pub fn tenths(seconds: f64) -> String {
    // Rounded before it is taken apart, so that there is no sixtieth second.
    let tenths = (seconds.max(0.0) * 10.0).round() as u64;
    format!("{}.{}", clock(tenths / 10), tenths % 10)
}

fn clock(seconds: u64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{rest:02}"),
        _ => format!("{hours}:{minutes:02}:{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{tenths, whole};

    #[test]
    fn times_read_well() {
        assert_eq!([whole(0.0), whole(67.9), whole(3723.0)], ["0:00", "1:07", "1:02:03"]);
        assert_eq!([tenths(0.0), tenths(7.44), tenths(3723.0)], ["0:00.0", "0:07.4", "1:02:03.0"]);
    }

    #[test]
    fn no_minute_has_a_sixtieth_second() {
        assert_eq!([tenths(59.96), tenths(3599.99)], ["1:00.0", "1:00:00.0"]);
        assert_eq!([whole(59.96), whole(f64::NAN)], ["0:59", "0:00"]);
    }
}
