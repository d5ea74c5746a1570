//! From bytes to text: which encoding they are in, or that they are no text.
//!
//! The encodings are tried in an order: what leaves no doubt, then UTF-8, then the Chinese ones, because those who use this
//! program have such files, then the others. None is ruled out by a few bytes that do not fit: these are damaged.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs as known;
use encoding_rs::{EUC_JP, EUC_KR, ISO_2022_JP, SHIFT_JIS, UTF_8, WINDOWS_1252};

use crate::text::file::encoding::Encoding;
use crate::text::file::{chinese, unicode};

/// Bytes that were read as text.
pub(super) struct Decoded {
    pub text: String,
    pub encoding: Encoding,
    /// How often something could not be read; U+FFFD stands there.
    pub damaged: usize,
}

impl Decoded {
    fn is_text(&self) -> bool {
        is_text(&self.text, self.damaged)
    }
}

/// Reads the bytes in the encoding that was chosen.
pub(super) fn decode_as(encoding: Encoding, bytes: &[u8]) -> Decoded {
    let (text, damaged) = match encoding.0 {
        known if known == UTF_8 => {
            let read = unicode::utf8(bytes);
            (read.text, read.damaged)
        }
        known if known == known::GB18030 || known == known::BIG5 => chinese::decode(known, bytes),
        known => {
            let (text, broken) = known.decode_without_bom_handling(bytes);
            let damaged = if broken { count(&text, char::REPLACEMENT_CHARACTER) } else { 0 };
            (text.into_owned(), damaged)
        }
    };
    let text = match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    Decoded { text: without_nul(text), encoding, damaged }
}

/// Finds out the encoding and reads the bytes; `None` where they are no text. `declared` is what the file says of itself.
pub(super) fn decode(mut bytes: Vec<u8>, declared: Option<Encoding>) -> Option<Decoded> {
    if let Some((marked, length)) = known::Encoding::for_bom(&bytes) {
        let marked = Encoding(marked);
        if marked.is_utf16() {
            let read = decode_as(marked, &bytes[length..]);
            // Of noise one unit in sixteen cannot be read.
            let few = 1 + (bytes.len() - length) / 100;
            return Some(read).filter(|read| read.damaged <= few && read.is_text());
        }
        // What was written after the mark of UTF-8 need not be UTF-8.
        bytes.drain(..length);
    }
    let plain = bytes.iter().position(|&byte| byte == 0).is_none();
    let is_utf8 = std::str::from_utf8(&bytes).is_ok();
    if (!plain || !is_utf8)
        && let Some(wide) = unicode::utf16(&bytes)
    {
        let read = decode_as(Encoding(wide), &bytes);
        if read.is_text() {
            return Some(read);
        }
    }
    if !plain {
        blank_nul(&mut bytes)?;
    }
    let controls = bytes.iter().filter(|&&byte| is_control(byte)).count();
    if controls * 100 > bytes.len() {
        return None;
    }
    if bytes.is_ascii() && bytes.windows(3).any(|three| matches!(three, b"\x1B$B" | b"\x1B$@")) {
        return Some(decode_as(Encoding(ISO_2022_JP), &bytes)).filter(Decoded::is_text);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Some(Decoded { text, encoding: Encoding::utf8(), damaged: 0 }).filter(Decoded::is_text),
        Err(other) => other.into_bytes(),
    };
    if worth_reading_as_utf8(&bytes) {
        let read = unicode::utf8(&bytes);
        if read.is_likely() {
            let read = Decoded { text: read.text, encoding: Encoding::utf8(), damaged: read.damaged };
            return Some(read).filter(Decoded::is_text);
        }
    }
    if let Some(declared) = declared.filter(|declared| !declared.is_utf8() && !declared.is_utf16()) {
        let read = decode_as(declared, &bytes);
        if read.damaged * 50 <= read.text.len() && read.is_text() {
            return Some(read);
        }
    }
    let encoding = chinese::of(&bytes).or_else(|| japanese_or_korean(&bytes)).map(Encoding);
    let read = decode_as(encoding.unwrap_or_else(|| other(&bytes)), &bytes);
    let few = 1 + bytes.len() / if encoding.is_some() { 10 } else { 100 };
    let likely = read.damaged <= few || read.encoding.is_utf8();
    (likely && is_text(&read.text, if read.damaged <= few { 0 } else { read.damaged })).then_some(read)
}

/// Whether the beginning is not UTF-8 in every second character, as it is where it is something else.
fn worth_reading_as_utf8(bytes: &[u8]) -> bool {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let sample = &bytes[start..bytes.len().min(start + (1 << 16))];
    // Its end may stand inside a character.
    let read = unicode::utf8(sample);
    read.is_likely() || read.damaged <= 2
}

/// Zeros at the end are taken away, those in between part what stands on both sides. `None` where there are too many.
fn blank_nul(bytes: &mut Vec<u8>) -> Option<()> {
    while bytes.last() == Some(&0) {
        bytes.pop();
    }
    let zeros = bytes.iter().filter(|&&byte| byte == 0).count();
    if bytes.is_empty() || zeros * 2 > bytes.len() {
        return None;
    }
    bytes.iter_mut().filter(|byte| **byte == 0).for_each(|byte| *byte = b'\n');
    Some(())
}

/// The same in a text.
fn without_nul(text: String) -> String {
    if text.contains('\0') { text.trim_end_matches('\0').replace('\0', "\n") } else { text }
}

/// No text has many of these. Tabs and line ends of all kinds are none, nor is the sign with which old systems end a file.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 14..=25 | 28..=31 | 0x7F)
}

/// More than one character in a hundred is a control character or could not be read: no text has so many. What is damaged is
/// allowed for where the encoding is beyond doubt.
pub(super) fn is_text(text: &str, damaged: usize) -> bool {
    let is_odd =
        |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\x1A' | '\x1B' | '\u{85}');
    let (mut odd, mut all) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        odd += usize::from(is_odd(c));
    }
    odd * 100 <= all && damaged * 3 <= all + 3
}

fn count(text: &str, wanted: char) -> usize {
    text.chars().filter(|&c| c == wanted).count()
}

/// Japanese is told by its kana, Korean by its syllables.
fn japanese_or_korean(bytes: &[u8]) -> Option<&'static known::Encoding> {
    let start = bytes.iter().position(|byte| !byte.is_ascii())?;
    let sample = &bytes[start..bytes.len().min(start + (1 << 18))];
    [EUC_JP, SHIFT_JIS, EUC_KR].into_iter().find(|encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let (mut own, mut half, mut bad, mut all) = (0_usize, 0_usize, 0_usize, 0_usize);
        for c in text.chars().filter(|c| !c.is_ascii()) {
            all += 1;
            match c {
                '\u{3041}'..='\u{30FF}' if *encoding != EUC_KR => own += 1,
                '\u{AC00}'..='\u{D7A3}' if *encoding == EUC_KR => own += 1,
                '\u{FF61}'..='\u{FF9F}' => half += 1,
                char::REPLACEMENT_CHARACTER => bad += 1,
                _ => {}
            }
        }
        let least = if *encoding == EUC_KR { 70 } else { 25 };
        own >= 3 && own * 100 >= all * least && half * 10 <= all && bad * 20 <= all + 20
    })
}

/// What is neither Unicode nor of East Asia.
fn other(bytes: &[u8]) -> Encoding {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if high <= 3 {
        // Too few to tell anything: they are Western letters and marks, or damage.
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
        let is_western = |c: char| {
            c.is_ascii() || c.is_lowercase() || matches!(c, '\u{2010}'..='\u{2026}' | '€' | '°' | '£' | '«' | '»' | '§')
        };
        return Encoding(if text.chars().all(|c| is_western(c) && c != 'ÿ') { WINDOWS_1252 } else { UTF_8 });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let reads_alike = |one: &'static known::Encoding| {
        one.decode_without_bom_handling(bytes).0 == guess.decode_without_bom_handling(bytes).0
    };
    Encoding(match guess {
        guess if guess == known::GBK => known::GB18030,
        // Where no letter of Ukrainian tells them apart, the name that people know.
        guess if guess == known::KOI8_U && reads_alike(known::KOI8_R) => known::KOI8_R,
        guess => guess,
    })
}
