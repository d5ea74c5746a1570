//! Lyrics (LRC): a line with the time at which it is shown until the next one; the times of words in the form that is known
//! as A2.

use std::fmt::Write as _;
use std::ops::Range;

use crate::audio::files::captions::{Captions, Cue, disarm, lead, one_line};
use crate::audio::files::clock;

/// After a line that is followed by nothing for so long, in hundredths of a second, an empty one takes it away.
const GAP: u64 = 100;

pub(super) fn write(captions: &Captions) -> String {
    let mut out = String::new();
    let length = clock::minutes(clock::units(captions.samples, captions.rate, 100));
    let (exact, all) = (captions.exact(), captions.cues.len());
    let times =
        if exact < all { format!("; {exact} of {all} times are exact, the others estimated") } else { String::new() };
    let words = if captions.karaoke { "; times of words are estimates" } else { "" };
    for (tag, value) in [
        ("ti", tag_value(&captions.title)),
        ("ar", tag_value(&captions.artist)),
        ("length", length),
        ("by", "Langsheng".to_owned()),
        ("re", format!("Langsheng{times}{words}")),
    ] {
        if !value.is_empty() {
            writeln!(out, "[{tag}:{value}]").ok();
        }
    }
    out.push('\n');
    let mut last = None;
    let mut cues = captions.timed(100).peekable();
    while let Some((time, cue)) = cues.next() {
        write!(out, "[{}]", clock::minutes(time.start)).ok();
        let mut line = lead(cue, &mut last).unwrap_or_default();
        if !captions.karaoke {
            let words: String = cue.lines.iter().flatten().map(|word| one_line(&word.text)).collect();
            line.push_str(words.trim());
        }
        if line.starts_with('[') {
            // Right after the time some readers take any bracket for another one.
            out.push('\u{2060}');
        }
        out.push_str(&disarm(&line, is_mark));
        if captions.karaoke {
            karaoke(&mut out, captions, time.clone(), cue);
        }
        out.push('\n');
        if cues.peek().is_none_or(|(next, _)| next.start >= time.end + GAP) {
            writeln!(out, "[{}]", clock::minutes(time.end)).ok();
        }
    }
    out
}

/// The words of a cue, each after its time; the end of the last one is the end of the cue.
fn karaoke(out: &mut String, captions: &Captions, time: Range<u64>, cue: &Cue) {
    let mut last = time.start;
    let words: Vec<_> = cue.lines.iter().flatten().filter(|word| !word.text.trim().is_empty()).collect();
    for (at, word) in words.iter().enumerate() {
        last = clock::units(word.sample, captions.rate, 100).clamp(last, time.end);
        let text = one_line(&word.text);
        let text = if at == 0 { text.trim_start() } else { &text };
        let text = if at + 1 == words.len() { text.trim_end() } else { text };
        write!(out, "<{}>{}", clock::minutes(last), disarm(text, is_mark)).ok();
    }
    write!(out, "<{}>", clock::minutes(time.end)).ok();
}

/// What would be read as a time.
fn is_mark(text: &str) -> bool {
    let rest = text.strip_prefix(['[', '<']).unwrap_or_default().trim_start();
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < rest.len() && digits.starts_with(':')
}

fn tag_value(value: &str) -> String {
    one_line(value).replace(['[', ']'], " ").trim().to_owned()
}
