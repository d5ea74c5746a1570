//! Prefixes at the head of lines that say who speaks: `[小明|开心|+20]`, also in `【】` and with `｜`.
//!
//! With text after it on its line a prefix holds for that line. Alone on its line it holds for the lines after it, until the
//! next one that is alone. `[默认]` and `[default]` are the voice of the document. Which other names there are, whoever asks
//! knows: a prefix that names nobody is text and stays where it is, and so is what Markdown and footnotes put in brackets.
//! Where dialogue in quotes has a speaker, it is found in what no prefix gives to anybody.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::chars::is_line_end;
use crate::text::clean::is_removed;
use crate::text::quotes::dialogue;

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

/// Divides a text among its speakers; `None` where it has no prefix that is known, and no dialogue that has a speaker, so that
/// all of it is spoken as it stands. `quoted` is the speaker of dialogue in quotes; `resolve` says whom a prefix means, the voice
/// of the document being `Some(None)`. Linear in the length of the text.
pub fn turns(
    text: &str,
    quoted: Option<usize>,
    mut resolve: impl FnMut(&Prefix<'_>) -> Option<Option<usize>>,
) -> Option<Vec<Turn>> {
    let mut turns: Vec<Turn> = Vec::new();
    // Who speaks the lines without a prefix; whether the last turn is made of such lines and may go on.
    let (mut standing, mut goes_on) = (None, false);
    let mut is_known = false;
    // The turns that no prefix gives to anybody.
    let mut free: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        let found = prefix(line).and_then(|found| Some((resolve(&found.prefix)?, found.range.end)));
        match found {
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
                    None => {
                        if standing.is_none() {
                            free.push(turns.len());
                        }
                        turns.push(Turn { source: at..end, speaker: standing });
                    }
                }
                goes_on = true;
            }
        }
        at = end;
    }
    if quoted.is_some() {
        // From the last on, so that the places of the others stay.
        for place in free.into_iter().rev() {
            let source = turns[place].source.clone();
            let split = divided(text, source, quoted);
            is_known |= split.len() > 1 || split.iter().any(|turn| turn.speaker.is_some());
            turns.splice(place..=place, split);
        }
    }
    turns.retain(|turn| !text[turn.source.clone()].trim().is_empty());
    is_known.then_some(turns)
}

/// Gives the dialogue in a part of a text to its speaker.
fn divided(text: &str, part: Range<usize>, quoted: Option<usize>) -> Vec<Turn> {
    let (mut split, mut at) = (Vec::new(), part.start);
    for said in dialogue(&text[part.clone()]) {
        let said = part.start + said.start..part.start + said.end;
        if said.start > at {
            split.push(Turn { source: at..said.start, speaker: None });
        }
        at = said.end;
        split.push(Turn { source: said, speaker: quoted });
    }
    if at < part.end {
        split.push(Turn { source: at..part.end, speaker: None });
    }
    split
}

/// A prefix where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPrefix<'a> {
    /// What it says.
    pub prefix: Prefix<'a>,
    /// Its bytes, with brackets and the blanks around them.
    pub range: Range<usize>,
}

/// Everything in a text that stands in the place of a prefix, whether it is known or not.
pub fn prefixes(text: &str) -> impl Iterator<Item = FoundPrefix<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = (at < text.len()).then_some(at)?;
        at = line_end(text, start);
        Some((start, &text[start..at]))
    })
    .filter_map(|(start, line)| {
        let found = prefix(line)?;
        Some(FoundPrefix { range: start + found.range.start..start + found.range.end, ..found })
    })
}

/// The text in which another name stands in all prefixes with a name; `None` where there is none.
pub fn renamed(text: &str, from: &str, to: &str) -> Option<String> {
    let from = from.trim().to_lowercase();
    let (mut new, mut copied) = (String::new(), 0);
    for FoundPrefix { prefix, .. } in prefixes(text).filter(|found| found.prefix.name.to_lowercase() == from) {
        let start = prefix.name.as_ptr() as usize - text.as_ptr() as usize;
        new.push_str(&text[copied..start]);
        new.push_str(to);
        copied = start + prefix.name.len();
    }
    new.push_str(&text[copied..]);
    (copied > 0).then_some(new)
}

/// The byte after the line that begins at `at`.
fn line_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let Some((end, mark)) = rest.char_indices().find(|(_, c)| is_line_end(*c) || *c == '\r') else { return text.len() };
    let mark = if rest[end..].starts_with("\r\n") { 2 } else { mark.len_utf8() };
    at + end + mark
}

/// The prefix of a line.
fn prefix(line: &str) -> Option<FoundPrefix<'_>> {
    let is_blank = |c: char| !is_line_end(c) && c != '\r' && (c.is_whitespace() || is_removed(c));
    let head = line.trim_start_matches(is_blank);
    let (inside, close) = match head.chars().next()? {
        '[' => (&head[1..], ']'),
        '【' => (&head['【'.len_utf8()..], '】'),
        _ => return None,
    };
    // What is longer is none.
    let end = inside[..inside.floor_char_boundary(8 * LONGEST)].find(close)?;
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
    let range = line.len() - head.len()..line.len() - after.trim_start_matches(is_blank).len();
    Some(FoundPrefix { prefix, range })
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
    use super::{Prefix, Turn, prefixes, renamed, turns};

    /// The turns of a text in which 小明 and 小红 are known, as who says what.
    fn told(text: &str) -> Option<Vec<(Option<usize>, &str)>> {
        told_with(text, None)
    }

    fn told_with(text: &str, quoted: Option<usize>) -> Option<Vec<(Option<usize>, &str)>> {
        let known = |prefix: &Prefix<'_>| match prefix.is_own() {
            true => Some(None),
            false => ["小明", "小红"].iter().position(|name| *name == prefix.name).map(Some),
        };
        let turns = turns(text, quoted, known)?;
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
    fn dialogue_is_given_to_its_speaker_where_no_prefix_gives_the_line_to_another() {
        let text = "他说：“你好。”走了。\n“我也走。”\n[小明]“不！”\n[默认]“旁白。”\n[小红]\n“一。”\n[默认]\n「二。」";
        let expected = [
            (None, "他说："),
            (Some(9), "“你好。”"),
            (None, "走了。"),
            (Some(9), "“我也走。”"),
            (Some(0), "“不！”"),
            (None, "“旁白。”"),
            (Some(1), "“一。”"),
            (Some(9), "「二。」"),
        ];
        assert_eq!(told_with(text, Some(9)).as_deref(), Some(&expected[..]));
        assert_eq!(told_with("“好。”", Some(9)).unwrap(), [(Some(9), "“好。”")]);
        assert_eq!(told_with("没有对白，只有“词”。", Some(9)), None);
    }

    #[test]
    fn a_name_is_changed_in_all_its_prefixes_and_nowhere_else() {
        let text = "小明。\n[小明]你好，小明。\n 【 小明 ｜开心】好。\n[小明](https://a.b)";
        let new = "小明。\n[小华]你好，小明。\n 【 小华 ｜开心】好。\n[小明](https://a.b)";
        assert_eq!(renamed(text, "小明", "小华").as_deref(), Some(new));
        assert_eq!(renamed("[anna]a", "Anna", "B").as_deref(), Some("[B]a"));
        assert_eq!(renamed(text, "小红", "小华"), None);
        let found: Vec<&str> = prefixes(text).map(|found| &text[found.range]).collect();
        assert_eq!(found, ["[小明]", "【 小明 ｜开心】"]);
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
            turns(text, None, |prefix| {
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
        assert_eq!(said("[默认]你好").map(|said| said.0), Some("默认".to_owned()));
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
