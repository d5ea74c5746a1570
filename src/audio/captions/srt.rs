//! SubRip. It was never written down; this is what its readers agree on.

use super::{Captions, disarm};
use crate::audio::clock;
use std::fmt::Write as _;

pub(super) fn write(captions: &Captions) -> String {
    let mut out = String::new();
    for (number, (time, cue)) in (1..).zip(captions.timed(1000)) {
        let (start, end) = (clock::hours(time.start, ','), clock::hours(time.end, ','));
        write!(out, "{number}\n{start} --> {end}\n").ok();
        for line in cue.text_lines() {
            out.push_str(&disarm(&line, is_mark));
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// Tags as of HTML, orders in braces, and the arrow of a time line.
fn is_mark(text: &str) -> bool {
    let tag = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    text.strip_prefix('<').is_some_and(tag) || text.starts_with("{\\") || text.starts_with("-->")
}
