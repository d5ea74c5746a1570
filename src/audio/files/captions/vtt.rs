//! WebVTT, as of the W3C.

use std::fmt::Write as _;
use std::ops::Range;

use crate::audio::files::captions::{Captions, Cue, one_line};
use crate::audio::files::clock;

pub(super) fn write(captions: &Captions) -> String {
    let mut out = String::from("WEBVTT\n\n");
    let (exact, all) = (captions.exact(), captions.cues.len());
    if exact < all {
        let note = "NOTE\nCues whose name ends in \"-estimated\" begin at estimated times.";
        write!(out, "{note} {exact} of {all} are exact.\n\n").ok();
    }
    if captions.karaoke {
        out.push_str("NOTE\nTimes inside of cues are estimates.\n\n");
    }
    let mut chapters = captions.chapters.iter().peekable();
    for (number, (time, cue)) in (1..).zip(captions.timed(1000)) {
        while let Some((at, title)) = chapters.next_if(|(at, _)| *at <= cue.samples.start) {
            let at = clock::hours(clock::units(*at, captions.rate, 1000), '.');
            // The arrow would make it a cue.
            write!(out, "NOTE Chapter {at} {}\n\n", one_line(title).replace("-->", "→")).ok();
        }
        let estimated = if cue.exact { "" } else { "-estimated" };
        let (start, end) = (clock::hours(time.start, '.'), clock::hours(time.end, '.'));
        write!(out, "{number}{estimated}\n{start} --> {end}\n").ok();
        if let Some(name) = cue.speaker.as_deref().map(one_line).filter(|name| !name.is_empty()) {
            out.push_str("<v ");
            escape(&mut out, &name);
            out.push('>');
        }
        if captions.karaoke {
            karaoke(&mut out, captions, time, cue);
        } else {
            cue.text_lines().for_each(|line| {
                escape(&mut out, &line);
                out.push('\n');
            });
        }
        out.push('\n');
    }
    out
}

/// The lines of a cue with the times of their words: inside of the cue, and rising.
fn karaoke(out: &mut String, captions: &Captions, time: Range<u64>, cue: &Cue) {
    let mut last = time.start;
    for line in &cue.lines {
        let shown = line.iter().rposition(|word| !word.text.trim().is_empty());
        let Some(shown) = shown else { continue };
        for (at, word) in line[..=shown].iter().enumerate() {
            let begins = clock::units(word.sample, captions.rate, 1000);
            if begins > last && begins < time.end {
                write!(out, "<{}>", clock::hours(begins, '.')).ok();
                last = begins;
            }
            let text = one_line(&word.text);
            let text = if at == 0 { text.trim_start() } else { &text };
            escape(out, if at == shown { text.trim_end() } else { text });
        }
        out.push('\n');
    }
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
}
