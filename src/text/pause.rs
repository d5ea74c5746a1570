//! Pauses that a text asks for: `{0.5s}`, `{500ms}`, `{2秒}`, `{300 毫秒}`, also in full width.
//!
//! They are not spoken; where they stand the sound is silent for so long. What else stands in braces is text, and so is a pause
//! behind a backslash or within an address.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::map::{Builder, Map};

/// The longest pause in ms.
const LONGEST: f64 = 60_000.0;

/// No pause has more characters between its braces, and no address is looked at further back than so many bytes.
const MOST_CHARACTERS: usize = 24;
const MOST_BYTES: usize = 512;

/// A pause as a text asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPause {
    /// Its bytes in the original text, braces included.
    pub source: Range<usize>,
    /// How long it is, in ms.
    pub millis: u32,
    /// The sentence before which it stands; the number of sentences where none follows.
    pub sentence: usize,
}

/// A pause that was taken out of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CutPause {
    /// The byte of what was made of the text at which it stood.
    pub at: usize,
    /// Its bytes in the text from which it was taken.
    pub source: Range<usize>,
    /// How long it is, in ms.
    pub millis: u32,
}

/// `text` without its pauses, and where it stands in `text` if there are any.
pub(super) fn take_out(text: String) -> (String, Option<Map>, Vec<CutPause>) {
    let (mut out, mut copied) = (Builder::default(), 0);
    let found = find(&text, 0..text.len());
    if found.is_empty() {
        return (text, None, Vec::new());
    }
    let mut pauses = Vec::with_capacity(found.len());
    for (source, millis) in found {
        out.copy(&text, copied..source.start);
        copied = source.end;
        pauses.push(CutPause { at: out.made().len(), source, millis });
    }
    out.copy(&text, copied..text.len());
    let (made, map) = out.finish();
    (made, Some(map), pauses)
}

/// A text without its pauses.
pub(super) fn without(text: &str) -> Cow<'_, str> {
    let mut found = find(text, 0..text.len());
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut kept = text.to_owned();
    while let Some((pause, _)) = found.pop() {
        kept.replace_range(pause, "");
    }
    Cow::Owned(kept)
}

/// The pauses in a range of `text` and how long they are, in order.
pub fn find(text: &str, range: Range<usize>) -> Vec<(Range<usize>, u32)> {
    let mut found = Vec::new();
    let mut at = range.start;
    while let Some(brace) = text[at..range.end].find(['{', '｛']) {
        let start = at + brace;
        let pause = pause(&text[start..range.end]).filter(|_| !is_text(&text[..start]));
        match pause {
            Some((bytes, millis)) => {
                at = start + bytes;
                found.push((start..at, millis));
            }
            None => at = text.ceil_char_boundary(start + 1),
        }
    }
    found
}

/// The pause that a text begins with: its bytes, and how long it is in ms.
fn pause(text: &str) -> Option<(usize, u32)> {
    let mut inside = String::with_capacity(MOST_CHARACTERS);
    let (end, _) = text.char_indices().skip(1).take(MOST_CHARACTERS).find(|(_, c)| {
        let c = narrow(*c);
        inside.push(c);
        c == '}' || c.is_control()
    })?;
    let inside = inside.strip_suffix('}')?.trim().to_ascii_lowercase();
    let units = [("毫秒", 1.0), ("ms", 1.0), ("秒", 1_000.0), ("s", 1_000.0)];
    let (number, unit) =
        units.iter().find_map(|(name, millis)| Some((inside.strip_suffix(name)?.trim_end(), millis)))?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let millis = number.parse::<f64>().ok().filter(|_| is_number)? * unit;
    let bytes = end + text[end..].chars().next().map_or(0, char::len_utf8);
    (millis <= LONGEST).then(|| (bytes, millis.round() as u32))
}

/// A full-width character as its narrow one.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// Whether what stands before it makes a pause text.
fn is_text(before: &str) -> bool {
    let is_address = |byte: &&u8| byte.is_ascii_graphic() && !b"()<>[]\"'`".contains(byte);
    let bytes = before.len();
    let word = before.as_bytes().iter().rev().take(MOST_BYTES).take_while(is_address).count();
    let word = &before[bytes - word..];
    before.ends_with('\\') || word.contains("://") || word.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::{find, take_out};

    /// The pauses of a text in ms.
    fn millis(text: &str) -> Vec<u32> {
        find(text, 0..text.len()).into_iter().map(|(_, millis)| millis).collect()
    }

    #[test]
    fn a_pause_is_a_time_in_braces() {
        for (text, expected) in [
            ("{0.5s}", 500),
            ("{500ms}", 500),
            ("{2秒}", 2_000),
            ("{ 1.5 秒 }", 1_500),
            ("{300 毫秒}", 300),
            ("{1S}", 1_000),
            ("｛０．５ｓ｝", 500),
            ("｛２　秒}", 2_000),
            ("{.25s}", 250),
            ("{0s}", 0),
            ("{0.0004s}", 0),
            ("{60s}", 60_000),
            ("{{1s}}", 1_000),
        ] {
            assert_eq!(millis(text), [expected], "{text}");
        }
        for text in [
            "{}",
            "{s}",
            "{1}",
            "{1m}",
            "{1min}",
            "{-1s}",
            "{+1s}",
            "{1e1s}",
            "{infs}",
            "{1.2.3s}",
            "{60.001s}",
            "{61s}",
            "{1\ns}",
            "{1s",
            "1s}",
            "{0.50000000000000000000000s}",
            "{ }",
            "{.s}",
            "\\{1s}",
            "http://a.b/{2s}/c",
            "www.a.b/{2s}",
            "{1 s s}",
            "{一秒}",
        ] {
            assert!(millis(text).is_empty(), "{text}");
        }
        assert_eq!(millis("[x](http://a.b){1s} <http://a.b>{2s} http://a.b {3s}"), [1_000, 2_000, 3_000]);
    }

    #[test]
    fn what_is_left_is_the_text_without_them() {
        let (text, map, pauses) = take_out("一{1s}二{2秒}{3s}三".into());
        let found: Vec<_> = pauses.iter().map(|pause| (pause.at, pause.millis)).collect();
        assert_eq!((&*text, found), ("一二三", vec![(3, 1_000), (6, 2_000), (6, 3_000)]));
        assert_eq!(map.unwrap().source(3..9), 7..23);
        assert!(matches!(take_out("{一}".into()), (text, None, pauses) if text == "{一}" && pauses.is_empty()));
    }

    #[test]
    fn braces_without_end_take_no_time() {
        assert!(millis(&"{".repeat(1 << 20)).is_empty());
        assert!(millis(&"http://{1s}".repeat(100_000)).is_empty());
        assert_eq!(millis(&"{1s}".repeat(250_000)).len(), 250_000);
    }
}
