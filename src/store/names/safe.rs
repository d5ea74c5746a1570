//! Names that every system takes.

use sanitize_filename::{Options, sanitize_with_options};
use unicode_segmentation::UnicodeSegmentation;

/// The name of a file that has no other.
const NAMELESS: &str = "langsheng";
/// The most bytes of a name, on every file system in use.
const LONGEST: usize = 255;
/// What may come behind: ` (9999)`, `.receipt.json` and `.part`, and a little more.
const ROOM: usize = 32;

/// A name without an ending that can be had on Windows, macOS and Linux, and is as much of `name` as can be.
pub fn safe(name: &str) -> String {
    let shown: String = name.chars().filter(|&c| !is_invisible(c)).collect();
    let options = Options { windows: false, truncate: false, replacement: " " };
    let legal = sanitize_with_options(shown, options);
    let mut name = legal.split_whitespace().collect::<Vec<_>>().join(" ");
    // A dot in front hides a file, and Windows loses one at the end.
    name = name.trim_matches(['.', ' ']).to_owned();
    cut(&mut name);
    // What is left after a cut may be a device too.
    if is_reserved(&name) {
        let device = name.find('.').unwrap_or(name.len());
        name.insert(device, '_');
        cut(&mut name);
    }
    if name.chars().all(|c| c.is_ascii_punctuation() || c == ' ') { NAMELESS.to_owned() } else { name }
}

/// Cuts between characters as people count them, so that neither a letter loses its accent nor a family its child.
fn cut(name: &mut String) {
    let most = LONGEST - ROOM;
    if name.len() > most {
        let ends = name.grapheme_indices(true).map(|(at, grapheme)| at + grapheme.len());
        let end = ends.take_while(|end| *end <= most).last().unwrap_or(0);
        name.truncate(end);
        name.truncate(name.trim_end_matches(['.', ' ']).len());
    }
}

/// Marks that nobody sees, but that turn a name around or make two names look alike. Those that hold an emoji together stay.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        || matches!(c, '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{E000}'..='\u{F8FF}')
}

/// A name of a device on Windows, which stays one whatever ending it has.
fn is_reserved(name: &str) -> bool {
    let name = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered =
        |rest: &str| matches!(rest, "¹" | "²" | "³") || (rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit());
    let port = ["COM", "LPT"].iter().filter_map(|port| name.strip_prefix(port)).any(numbered);
    port || matches!(name.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" | "CLOCK$")
}
