//! Prefixes at the head of lines that say who speaks: `[小明|开心|+20]`, also in `【】` and with `｜`.
//!
//! With text after it on its line a prefix holds for that line. Alone on its line it holds for the lines after it, until the
//! next one that is alone. `[默认]` and `[default]` are the voice of the document. Which other names there are, whoever asks
//! knows: a prefix that names nobody is text and stays where it is, and so is what Markdown and footnotes put in brackets.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::chars::is_line_end;
use crate::text::clean::is_removed;

/// The most characters between the brackets: names are short, and what is longer is text.
const LONGEST: usize = 60;

/// A part of a text that one speaker speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "TurnOnDisk", into = "TurnOnDisk")]
pub struct Turn {
    /// Its bytes in the original text, without the prefix. Those of a text are in order.
    pub source: Range<usize>,
    /// The place of the speaker among those that were found; `None` for the voice of the document.
    pub speaker: Option<usize>,
}

/// Start, end and speaker: a long dialogue has many of them.
type TurnOnDisk = (usize, usize, Option<usize>);

impl From<TurnOnDisk> for Turn {
    fn from((start, end, speaker): TurnOnDisk) -> Turn {
        Turn { source: start..end, speaker }
    }
}

impl From<Turn> for TurnOnDisk {
    fn from(turn: Turn) -> TurnOnDisk {
        (turn.source.start, turn.source.end, turn.speaker)
    }
}

/// What a prefix says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prefix<'a> {
    /// What stands between the brackets.
    pub written: &'a str,
    /// A role or a voice.
    pub name: &'a str,
    /// How people or the service call an emotion.
    pub emotion: Option<&'a str>,
    /// By how many percent the speech is faster.
    pub speech_rate: Option<i32>,
}

impl Prefix<'_> {
    /// Whether it names the voice of the document.
    pub fn is_own(&self) -> bool {
        self.name == "默认" || self.name.eq_ignore_ascii_case("default")
    }
}

/// Divides a text among its speakers; `None` where it has no prefix that is known, so that all of it is spoken as it stands.
/// `resolve` says which speaker a prefix means, and is not called for `[默认]`. Linear in the length of the text.
pub fn turns(text: &str, mut resolve: impl FnMut(&Prefix<'_>) -> Option<usize>) -> Option<Vec<Turn>> {
    let mut turns: Vec<Turn> = Vec::new();
    // Who speaks the lines without a prefix; whether the last turn is made of such lines and may go on.
    let (mut standing, mut goes_on) = (None, false);
    let mut is_known = false;
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        let mut speaker = |prefix: &Prefix<'_>| match (prefix.is_own(), prefix.emotion, prefix.speech_rate) {
            (true, None, None) => Some(None),
            _ => resolve(prefix).map(Some),
        };
        match prefix(line).and_then(|(prefix, said)| Some((speaker(&prefix)?, said))) {
            Some((speaker, said)) => {
                is_known = true;
                goes_on = false;
                match line[said..].trim().is_empty() {
                    true => standing = speaker,
                    false => turns.push(Turn { source: at + said..end, speaker }),
                }
            }
            None => {
                match turns.last_mut().filter(|_| goes_on) {
                    Some(last) => last.source.end = end,
                    None => turns.push(Turn { source: at..end, speaker: standing }),
                }
                goes_on = true;
            }
        }
        at = end;
    }
    turns.retain(|turn| !text[turn.source.clone()].trim().is_empty());
    is_known.then_some(turns)
}

/// The byte after the line that begins at `at`.
fn line_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let Some((end, mark)) = rest.char_indices().find(|(_, c)| is_line_end(*c) || *c == '\r') else { return text.len() };
    let mark = if rest[end..].starts_with("\r\n") { 2 } else { mark.len_utf8() };
    at + end + mark
}

/// The prefix of a line, and where what follows it begins.
fn prefix(line: &str) -> Option<(Prefix<'_>, usize)> {
    let is_blank = |c: char| !is_line_end(c) && c != '\r' && (c.is_whitespace() || is_removed(c));
    let head = line.trim_start_matches(is_blank);
    let (inside, close) = match head.chars().next()? {
        '[' => (&head[1..], ']'),
        '【' => (&head['【'.len_utf8()..], '】'),
        _ => return None,
    };
    let end = inside.find(close)?;
    let after = &inside[end + close.len_utf8()..];
    // A link, a link with a name, and where such a name is explained.
    if close == ']' && (after.starts_with(['(', '[']) || is_link_target(after)) {
        return None;
    }
    let written = inside[..end].trim();
    let mut fields = written.split(['|', '｜']).map(str::trim);
    let name = fields.next()?;
    let is_name =
        name.contains(char::is_alphabetic) && !name.starts_with(['[', '^', '!']) && !matches!(name, "x" | "X");
    if !is_name || written.chars().nth(LONGEST).is_some() {
        return None;
    }
    let mut prefix = Prefix { written, name, emotion: None, speech_rate: None };
    for field in fields.filter(|field| !field.is_empty()) {
        match percent(field) {
            Some(percent) if prefix.speech_rate.is_none() => prefix.speech_rate = Some(percent),
            None if prefix.emotion.is_none() => prefix.emotion = Some(field),
            _ => return None,
        }
    }
    Some((prefix, line.len() - after.trim_start_matches(is_blank).len()))
}

/// Whether a name in brackets is explained by an address: `[name]: https://…`.
fn is_link_target(after: &str) -> bool {
    let target = after.strip_prefix(':').map(str::trim_start);
    target.is_some_and(|target| target.contains("://") || target.starts_with(['<', '#', '/', '.']))
}

/// A number with its sign.
fn percent(field: &str) -> Option<i32> {
    let faster = field.strip_prefix(['+', '＋']);
    let slower = field.strip_prefix(['-', '−', '－']);
    let digits = faster.or(slower)?;
    let digits = digits.strip_suffix(['%', '％']).unwrap_or(digits).trim();
    let percent: i32 = digits.parse().ok().filter(|_| digits.bytes().all(|c| c.is_ascii_digit()))?;
    Some(if faster.is_some() { percent } else { -percent })
}

#[cfg(test)]
mod tests {
    use super::{Prefix, Turn, turns};

    /// The turns of a text in which 小明 and 小红 are known, as who says what.
    fn told(text: &str) -> Option<Vec<(Option<usize>, &str)>> {
        let known = |prefix: &Prefix<'_>| ["小明", "小红"].iter().position(|name| *name == prefix.name);
        let turns = turns(text, known)?;
        Some(turns.into_iter().map(|turn| (turn.speaker, text[turn.source].trim())).collect())
    }

    #[test]
    fn a_prefix_holds_for_its_line_and_one_alone_for_those_after_it() {
        let text = "旁白。\n[小明]你好。\n又是旁白。\n\n  【小红｜+20】  \r\n我来了。\r\n真的。\n[小明] 等等！\n我走了。\n[默认]\n完。";
        let expected = [
            (None, "旁白。"),
            (Some(0), "你好。"),
            (None, "又是旁白。"),
            (Some(1), "我来了。\r\n真的。"),
            (Some(0), "等等！"),
            (Some(1), "我走了。"),
            (None, "完。"),
        ];
        assert_eq!(told(text).as_deref(), Some(&expected[..]));
    }

    #[test]
    fn what_names_nobody_is_text() {
        for text in [
            "",
            "今天。",
            "[小刚]你好。",
            "说[小明]你好。",
            "[小明](https://a.b)说",
            "[小明][1]",
            "[小明]: https://a.b",
            "[1]",
            "[]",
            "[ ] 小明",
            "[x] 小明",
            "[^小明]",
            "[!小明]",
            "[[小明]]",
            "[小明",
            "【小明]",
            "[小明|开心|难过]",
            "[小明|+20|-20]",
            "[小\n明]",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
        let text = "[小刚]你好。\n[小明]你好。\n[1]你好。";
        assert_eq!(told(text).unwrap(), [(None, "[小刚]你好。"), (Some(0), "你好。"), (None, "[1]你好。")]);
        assert_eq!(told("[小明]").unwrap(), [], "nothing is left to speak");
        assert_eq!(told("\u{FEFF}　　[小明]你好").unwrap(), [(Some(0), "你好")]);
    }

    #[test]
    fn emotion_and_rate_are_told_apart_by_the_sign() {
        let said = |text: &str| {
            let mut said = None;
            turns(text, |prefix| {
                said = Some((prefix.name.to_owned(), prefix.emotion.map(str::to_owned), prefix.speech_rate));
                None
            });
            said
        };
        let manner = |emotion: Option<&str>, rate| Some(("小明".to_owned(), emotion.map(str::to_owned), rate));
        assert_eq!(said("[ 小明 | 开心 | +20% ]"), manner(Some("开心"), Some(20)));
        assert_eq!(said("【小明｜－１】"), manner(Some("－１"), None));
        assert_eq!(said("【小明｜－10％｜happy】"), manner(Some("happy"), Some(-10)));
        assert_eq!(said("[小明||+5]"), manner(None, Some(5)));
        assert_eq!(said("[默认]你好"), None, "it is nobody's business");
        assert_eq!(said("[Default|+5]").map(|said| said.2), Some(Some(5)));
    }

    #[test]
    fn turns_are_short_on_disk_and_a_long_text_takes_no_time() {
        let turn = Turn { source: 3..9, speaker: Some(1) };
        let json = serde_json::to_string(&turn).unwrap();
        assert_eq!((&*json, serde_json::from_str(&json).ok()), ("[3,9,1]", Some(turn)));
        let text = "[小明]你好，我是小明。\n".repeat(30_000) + &"[".repeat(200_000);
        assert_eq!(told(&text).map(|turns| turns.len()), Some(30_001));
    }
}
