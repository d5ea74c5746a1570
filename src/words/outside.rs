//! Text from outside made safe to show: names, titles, messages, paths. On a terminal such a text may otherwise move the
//! cursor, forge rows, change the title of the window or turn the reading order around; in a label it may break the row, and
//! one of a megabyte costs a megabyte's layout.
//!
//! What cannot be shown is written as `less` and `cat -v` do it (`^[`, `^J`, `<U+202E>`), and not dropped: two names that differ
//! look different, and every font has the signs.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The most columns of a name in a row or a label.
const LABEL: usize = 200;
/// The most columns of a value inside a sentence: as long as a path may be, because commands to copy hold one.
pub(super) const VALUE: usize = 4_096;
/// The most characters of what a reader takes for one: families and flags have fewer, and piles of accents are cut.
const JOINED: usize = 16;

/// A name or title on one line, cut to what a row can hold.
pub fn label(text: &str) -> Cow<'_, str> {
    line(text, LABEL)
}

/// A text on one line, at most `columns` wide; with dots where it was cut.
pub fn line(text: &str, columns: usize) -> Cow<'_, str> {
    // No character has more columns than bytes.
    if text.len() <= columns && !text.contains(is_dangerous) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let (mut used, mut whole) = (0, 0);
    for grapheme in text.graphemes(true) {
        let mut shown = String::new();
        grapheme.chars().take(JOINED).for_each(|c| write_safe(c, &mut shown));
        used += shown.width().max(1);
        if used > columns {
            out.truncate(whole);
            out.push('…');
            break;
        }
        out.push_str(&shown);
        if used < columns {
            whole = out.len();
        }
    }
    Cow::Owned(out)
}

/// A text without the pauses that it asks for in braces, such as `{0.5s}` and `{2 秒}`: for names, of which they are no part.
pub fn without_pauses(text: &str) -> Cow<'_, str> {
    let is_number = |c: char| c.is_numeric() || ".． \u{3000}".contains(c);
    let is_pause = |inside: &str| {
        let unit = inside.trim().trim_start_matches(is_number).to_lowercase();
        inside.contains(char::is_numeric) && ["s", "ms", "秒", "毫秒", "ｓ", "ｍｓ"].contains(&&*unit)
    };
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '｛']) {
        let (before, braced) = rest.split_at(at);
        out.push_str(before);
        let open = braced.chars().next().map_or(0, char::len_utf8);
        let close = braced.find(['}', '｝']).filter(|close| is_pause(&braced[open..*close]));
        rest = match close {
            Some(close) => &braced[close + braced[close..].chars().next().map_or(0, char::len_utf8)..],
            None => {
                out.push_str(&braced[..open]);
                &braced[open..]
            }
        };
    }
    if rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The most characters of a title that is made of the text.
const TITLE: usize = 80;

/// What a text is called where nobody gave it a title: its first line that says something, with one blank where there are
/// several, at most 80 characters; of Markdown without the signs before its first word. Empty where no line says anything.
pub fn title_of(text: &str, markdown: bool) -> String {
    let is_sign = |c: char| c.is_whitespace() || (markdown && "#>*_-=`".contains(c));
    let text = text.trim_start_matches(is_sign);
    // Blanks become one each, so a little more than what is shown is enough to look at, however long the line is.
    let head = without_pauses(&text[..text.floor_char_boundary(8 * TITLE)]);
    let head = head.trim_start_matches(is_sign);
    let words = head.lines().next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(TITLE) {
        Some((cut, _)) => format!("{}…", &words[..cut]),
        None => words,
    }
}

/// A text on one line in exactly so many columns of a terminal, where Chinese takes two a character.
pub fn padded(text: &str, columns: usize) -> String {
    let mut shown = line(text, columns).into_owned();
    // `line` counts what has no width of its own.
    shown.extend(std::iter::repeat_n(' ', columns.saturating_sub(shown.width())));
    shown
}

/// A text of several lines, whole: line ends and tabs stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    let is_bad = |c: char| is_dangerous(c) && !matches!(c, '\n' | '\t');
    if !text.contains(is_bad) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.replace("\r\n", "\n").chars() {
        if is_bad(c) {
            write_safe(c, &mut out);
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// JSON that says the same and holds nothing a terminal obeys. JSON itself allows most of that inside of strings.
pub fn json(text: &str) -> Cow<'_, str> {
    if !text.contains(is_dangerous) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        // All of these have one unit of UTF-16; outside of strings JSON has line ends only.
        if is_dangerous(c) && c != '\n' {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// What a terminal obeys, what ends a line, and what turns the reading order around.
fn is_dangerous(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    matches!(c, '\u{80}'..='\u{9F}' | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Writes a character; one that is dangerous by what stands for it.
fn write_safe(c: char, out: &mut String) {
    if !is_dangerous(c) {
        out.push(c);
    } else if c.is_ascii() {
        // Those below 32 stand 64 below the letters that name them, and DEL 64 above its sign.
        out.push('^');
        out.push(char::from(c as u8 ^ 0x40));
    } else {
        out.push_str(&format!("<U+{:04X}>", u32::from(c)));
    }
}

#[cfg(test)]
mod tests {
    use super::title_of;

    #[test]
    fn a_text_is_called_by_its_first_line_and_not_by_signs() {
        assert_eq!(title_of("  \n\t今天  天气\n很好", false), "今天 天气");
        assert_eq!(title_of("# 第一章\r\n\r\n今天", true), "第一章");
        assert_eq!(title_of("> *First* words", true), "First* words");
        assert_eq!(title_of("{1s}\n# 第{ 0.5 秒}一章{2 s}", true), "第一章");
        assert_eq!(title_of("{一} {1} {s} ｛２毫秒｝好", false), "{一} {1} {s} 好");
        assert_eq!(title_of("# 1 in C", false), "# 1 in C");
        assert_eq!(title_of(&"字".repeat(1_000_000), false), "字".repeat(80) + "…");
        assert_eq!([title_of("", true), title_of(" \n ", false), title_of("---\n***", true)], ["", "", ""]);
    }
}
