//! Numbers and names as people read them.

use std::path::Path;

use crate::audio::TakeSample;
use crate::words::outside;
pub use crate::words::time::whole as time;

/// The last part of a path, safe to show.
pub fn name_of(path: &Path) -> String {
    outside::label(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy()).into_owned()
}

/// A path on one line, safe to show.
pub fn path(path: &Path) -> String {
    outside::line(&path.to_string_lossy(), PATH).into_owned()
}

/// The most columns of a path: as many as one may have bytes.
const PATH: usize = 4_096;

/// Samples as a time.
pub fn samples(samples: TakeSample, rate: u32) -> String {
    time(samples.seconds(rate))
}

/// `1`, `1.25`, `0.9`: a speed.
pub fn speed(speed: f32) -> String {
    let hundredths = (speed * 100.0).round() / 100.0;
    format!("{hundredths}")
}

/// `812 B`, `3.4 kB`, `12 MB`.
pub fn bytes(bytes: u64) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < units.len() {
        value /= 1000.0;
        unit += 1;
    }
    match unit > 0 && value < 10.0 {
        true => format!("{value:.1} {}", units[unit]),
        false => format!("{value:.0} {}", units[unit]),
    }
}

/// `7`, `1024`, `12,345`: both languages read this.
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    if digits.len() <= 4 {
        return digits;
    }
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The day and the minute of an RFC 3339 time: `11-22 14:03`.
pub fn minute(time: &str) -> String {
    time.get(5..16).unwrap_or(time).replace('T', " ")
}

/// `+1.5`, `−16.0`: with the sign that typesetters use.
pub fn signed(value: f64) -> String {
    match value < 0.0 {
        true => format!("−{:.1}", -value),
        false => format!("+{value:.1}"),
    }
}

/// `+20 %`, `0 %`, `−35 %`.
pub fn percent(value: i32) -> String {
    match value {
        0 => "0 %".to_owned(),
        value if value > 0 => format!("+{value} %"),
        value => format!("−{} %", value.unsigned_abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(
            [bytes(812), bytes(3_400), bytes(12_345_678), bytes(999_999)],
            ["812 B", "3.4 kB", "12 MB", "1.0 MB"]
        );
        assert_eq!([number(7), number(1024), number(12345), number(1234567)], ["7", "1024", "12,345", "1,234,567"]);
        assert_eq!([percent(0), percent(20), percent(-35)], ["0 %", "+20 %", "−35 %"]);
        assert_eq!([speed(1.0), speed(1.25), speed(0.9), speed(2.95)], ["1", "1.25", "0.9", "2.95"]);
        assert_eq!(minute("2026-11-22T14:03:09+08:00"), "11-22 14:03");
    }
}
