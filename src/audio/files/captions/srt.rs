//! SubRip. It was never written down; this is what its readers agree on.

use std::fmt::Write as _;

use crate::audio::files::captions::{Captions, disarm, lead};
use crate::audio::files::clock;

pub(super) fn write(captions: &Captions) -> String {
    let mut out = String::new();
    let mut last = None;
    for (number, (time, cue)) in (1..).zip(captions.timed(1000)) {
        let (start, end) = (clock::hours(time.start, ','), clock::hours(time.end, ','));
        write!(out, "{number}\n{start} --> {end}\n").ok();
        let mut lead = lead(cue, &mut last);
        for line in cue.text_lines() {
            let line = lead.take().unwrap_or_default() + &line;
            out.push_str(&disarm(&line, is_mark));
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// What one reader or another takes for a mark: tags as of HTML, for which any letter, digit or sign after `<` is enough;
/// orders in braces, also as in MicroDVD (`{y:i}`); line ends and blanks of ASS (`\N`, `\h`), into which many a player turns
/// it; entities; and the arrow of a time line.
fn is_mark(text: &str) -> bool {
    let mut chars = text.chars();
    let mark = chars.next();
    let next = chars.next();
    match mark {
        Some('<') => next.is_some_and(|c| !c.is_whitespace() && c != '\u{2060}'),
        Some('{') => next == Some('\\') || (next.is_some_and(|c| c.is_ascii_alphabetic()) && chars.next() == Some(':')),
        Some('\\') => matches!(next, Some('N' | 'n' | 'h')),
        Some('&') => {
            next.is_some_and(|c| c.is_ascii_alphabetic() || c == '#') && text.chars().take(10).any(|c| c == ';')
        }
        Some('-') => text.starts_with("-->"),
        _ => false,
    }
}
