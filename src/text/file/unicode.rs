//! UTF-8 with bytes that are damaged, and UTF-16 without a mark.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::text::file::common::COMMON;

/// Bytes read as UTF-8.
#[derive(Default)]
pub(super) struct Utf8 {
    /// The text; U+FFFD stands for what is damaged.
    pub text: String,
    /// How often something is.
    pub damaged: usize,
    /// How much of it is UTF-8 and nothing else: characters of two bytes may be so by chance, longer ones hardly.
    evidence: usize,
}

impl Utf8 {
    /// Whether there is much more UTF-8 than damage.
    pub fn is_likely(&self) -> bool {
        self.damaged * 2 <= self.evidence
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        let weight = |c: char| match c.len_utf8() {
            1 => 0,
            2 => 1,
            _ => 4,
        };
        self.evidence += text.chars().map(weight).sum::<usize>();
    }
}

/// Reads UTF-8; also its variant in which a character beyond U+FFFF is two surrogates of three bytes each (CESU-8).
pub(super) fn utf8(bytes: &[u8]) -> Utf8 {
    let mut read = Utf8::default();
    let mut rest = bytes;
    while !rest.is_empty() {
        let error = match std::str::from_utf8(rest) {
            Ok(text) => {
                read.push(text);
                break;
            }
            Err(error) => error,
        };
        let (good, bad) = rest.split_at(error.valid_up_to());
        read.push(std::str::from_utf8(good).unwrap_or_default());
        let length = match surrogates(bad) {
            Some(c) => {
                read.push(c.encode_utf8(&mut [0; 4]));
                6
            }
            None => {
                read.text.push(char::REPLACEMENT_CHARACTER);
                read.damaged += 1;
                error.error_len().unwrap_or(bad.len())
            }
        };
        rest = &bad[length..];
    }
    read
}

/// The character of two surrogates at the start of `bytes`.
fn surrogates(bytes: &[u8]) -> Option<char> {
    let &[0xED, a @ 0xA0..=0xAF, b @ 0x80..=0xBF, 0xED, c @ 0xB0..=0xBF, d @ 0x80..=0xBF, ..] = bytes else {
        return None;
    };
    let ten = |high: u8, low: u8| u32::from(high & 0x0F) << 6 | u32::from(low & 0x3F);
    char::from_u32(0x1_0000 + (ten(a, b) << 10) + ten(c, d))
}

/// Which UTF-16 the bytes are, if they are any: in it few units are nonsense, and blanks, Latin, Cyrillic or common Chinese
/// characters are many.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    // Where it is UTF-16 its beginning is.
    let head = &bytes[..bytes.len().min(1 << 16) & !1];
    let share = |unit: fn([u8; 2]) -> u16| {
        let (mut likely, mut odd, mut hanzi, mut all) = (0_usize, 0_usize, 0_usize, 0_usize);
        let mut high = false;
        for pair in head.chunks_exact(2) {
            let unit = unit([pair[0], pair[1]]);
            let was_high = std::mem::replace(&mut high, (0xD800..0xDC00).contains(&unit));
            all += 1;
            // Two ASCII characters are a unit too, which says nothing; only kana are hardly ever such by chance.
            let is_ascii = pair.iter().all(|byte| matches!(byte, 9..=13 | 0x20..=0x7E));
            let speaks = !is_ascii || (0x3041..=0x307E).contains(&unit);
            match unit {
                9..=13 | 0x20..=0x7E | 0xA0..=0x5FF | 0x2010..=0x2030 | 0x3000..=0x30FF | 0xFF00..=0xFF60 => {
                    likely += usize::from(speaks);
                }
                // A file may be filled up with zeros.
                0 => all -= 1,
                1..=0x1F | 0x7F..=0x9F | 0xE000..=0xF8FF | 0xFFFE.. => odd += 1,
                0xDC00..=0xDFFF if !was_high => odd += 1,
                0x4E00..=0x9FFF if char::from_u32(unit.into()).is_some_and(|c| COMMON.contains(&c)) => {
                    likely += usize::from(speaks);
                    hanzi += 1;
                }
                0x4E00..=0x9FFF => hanzi += 1,
                _ => {}
            }
            odd += usize::from(was_high && !(0xDC00..0xE000).contains(&unit));
        }
        (all >= 2 && odd * 50 <= all && likely * 5 >= all && likely * 3 >= hanzi).then_some((likely, all))
    };
    let little = share(u16::from_le_bytes);
    let big = share(u16::from_be_bytes);
    let rate = |(likely, all): (usize, usize)| likely as f64 / all as f64;
    match (little, big) {
        (Some(little), Some(big)) if rate(little) < rate(big) => Some(UTF_16BE),
        (Some(_), _) => Some(UTF_16LE),
        (None, Some(_)) => Some(UTF_16BE),
        (None, None) => None,
    }
}
