//! Subtitles: what is said in SubRip and WebVTT files, without numbers, times and tags.

use std::path::Path;

use crate::text::chars::is_cjk;
use crate::text::file::kind::TextKind;

/// Whether it is a file of subtitles: by its name, or by how it begins where its name says nothing.
pub(super) fn is_subtitles(path: &Path, text: &str) -> bool {
    if !matches!(crate::text::file::ending(path).as_str(), "" | "txt") {
        return TextKind::of_name(path) == Some(TextKind::Subtitles);
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    first == "WEBVTT" && text.contains("-->") || is_number(first) && lines.next().is_some_and(is_times)
}

/// What is said, each cue a paragraph; a sentence that goes on in the next cue goes on.
pub(super) fn spoken(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut cues: Vec<String> = Vec::new();
    let mut cue: Option<Vec<String>> = None;
    let mut last_line = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let number_of_next = is_number(line.trim()) && lines.peek().is_some_and(|next| is_times(next));
        if is_times(line) || line.trim().is_empty() || number_of_next {
            end_cue(&mut cues, cue.take());
            cue = is_times(line).then(Vec::new);
        } else if let Some(said) = &mut cue {
            let line = without_tags(line);
            // Captions that roll show a line again until the next one is said.
            if !line.is_empty() && line != last_line {
                last_line.clone_from(&line);
                said.push(line);
            }
        }
    }
    end_cue(&mut cues, cue);
    let mut out = String::with_capacity(text.len() / 2);
    for said in &cues {
        if !out.is_empty() {
            out.push_str(if goes_on(&out, said) { " " } else { "\n\n" });
        }
        out.push_str(said);
    }
    out
}

/// Joins the lines of a cue: they are one sentence, unless each is what another person says.
fn end_cue(cues: &mut Vec<String>, cue: Option<Vec<String>>) {
    let mut said = String::new();
    for line in cue.unwrap_or_default() {
        let is_other_speaker = line.starts_with(['-', '–', '—']);
        if let (Some(before), Some(next)) = (said.chars().next_back(), line.chars().next()) {
            match () {
                () if is_other_speaker => said.push('\n'),
                () if is_cjk(before) && is_cjk(next) && before.is_alphanumeric() => said.push('，'),
                () if is_cjk(before) && is_cjk(next) => {}
                () => said.push(' '),
            }
        }
        said.push_str(line.trim_start_matches(['-', '–', '—']).trim_start());
    }
    if !said.is_empty() {
        cues.push(said);
    }
}

/// Whether a sentence in a language with small letters is not at its end.
fn goes_on(before: &str, next: &str) -> bool {
    let is_open = before.chars().next_back().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || c == ',');
    is_open && next.chars().next().is_some_and(char::is_lowercase)
}

fn is_number(line: &str) -> bool {
    !line.is_empty() && line.len() <= 9 && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// `00:01:02,500 --> 00:01:04,000`, with what may stand after it.
fn is_times(line: &str) -> bool {
    let Some((from, to)) = line.split_once("-->") else { return false };
    is_time(from.trim()) && is_time(to.split_whitespace().next().unwrap_or_default())
}

fn is_time(time: &str) -> bool {
    time.contains(':')
        && time.starts_with(|c: char| c.is_ascii_digit())
        && time.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b',' | b'.'))
}

/// A line without `<i>`, `<v Name>`, `<00:00:01.000>` and `{\an8}`; what is no tag stays.
fn without_tags(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (length, meaning) = tag(rest).or_else(|| reference(rest)).unwrap_or((1, &rest[..1]));
        out.push_str(meaning);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// No tag is longer, in bytes: looked for without end, a line of beginnings would take for ever.
const LONGEST_TAG: usize = 1_000;

/// The length of the tag at the start, and what is read of it: nothing.
fn tag(rest: &str) -> Option<(usize, &'static str)> {
    let end = |sign: u8| rest.bytes().take(LONGEST_TAG).position(|byte| byte == sign);
    let end = if rest.starts_with("{\\") {
        end(b'}')?
    } else {
        let name = rest.strip_prefix('<')?;
        let end = end(b'>')?;
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') || is_time(&rest[1..end]);
        is_tag.then_some(end)?
    };
    Some((end + 1, ""))
}

fn reference(rest: &str) -> Option<(usize, &'static str)> {
    const REFERENCES: [(&str, &str); 7] =
        [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", "\""), ("&lrm;", ""), ("&rlm;", "")];
    REFERENCES.iter().find(|(name, _)| rest.starts_with(name)).map(|(name, meaning)| (name.len(), *meaning))
}
