//! Dialogue in quotes: what somebody says, and not a word that is only put in quotes.
//!
//! Pairs are “…”, 「…」, 『…』 and "…" within a paragraph; of pairs inside each other the outer one counts. What is between them is
//! dialogue where it ends in a mark, stands after a colon, a comma or a word of saying, or alone in its line: 所谓的“专家” is no
//! dialogue. Quotes in links, tags and code of Markdown are none.

use std::ops::Range;

use crate::text::chars::is_line_end;

/// The longest link, tag or piece of code that is passed over, in bytes.
const LONGEST: usize = 2_000;

/// The longest that somebody says, in bytes: what is longer was not closed.
const SAID_AT_MOST: usize = 6_000;

/// So much is looked at before quotes, in bytes, and behind them, in characters.
const LOOKED_BACK: usize = 200;
const NEAR: usize = 6;

/// What ends something that is said.
const ENDS: &str = "。！？…，；—～.!?,;~-";
/// What stands before something that is said.
const BEFORE: &str = "：:，,";
/// Words of saying, as the last before the quotes.
const SAYING: &str = "说說道问問答喊叫嚷讲講骂罵笑想叹嘆念唱写寫";
const SAID: [&str; 16] = [
    "said",
    "says",
    "say",
    "asked",
    "asks",
    "replied",
    "replies",
    "answered",
    "cried",
    "shouted",
    "whispered",
    "called",
    "yelled",
    "muttered",
    "added",
    "thought",
];

/// The mark that closes what `open` opens.
fn closing(open: char) -> Option<char> {
    Some(match open {
        '“' => '”',
        '「' => '」',
        '『' => '』',
        '"' => '"',
        _ => return None,
    })
}

/// Where dialogue stands in a text, with its quotes, in order. Linear in the length of the text.
pub(super) fn dialogue(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    let (mut at, mut is_code) = (0, false);
    let mut before = None;
    while let Some(c) = text[at..].chars().next() {
        let begins_line = before.is_none_or(is_line_end);
        let line = || line_of(&text[at..]);
        if begins_line && line().trim().is_empty() {
            // What is not closed in its paragraph opens nothing.
            open = None;
        }
        let is_fence = begins_line && ["```", "~~~"].iter().any(|fence| line().trim_start().starts_with(fence));
        is_code ^= is_fence;
        if is_code || is_fence {
            open = None;
            at += line().len().max(1);
            before = Some('\n');
            continue;
        }
        if let Some(len) = passed_over(&text[at..]) {
            at += len;
            before = Some('x');
            continue;
        }
        let next = text[at + c.len_utf8()..].chars().next();
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let closes =
            |(mark, _): (char, usize)| closing(mark) == Some(c) && (c != '"' || !is_blank(before) && !is_word(next));
        if let Some((_, start)) = open.filter(|open| closes(*open)) {
            let whole = start..at + c.len_utf8();
            if whole.len() <= SAID_AT_MOST && is_said(text, &whole) {
                found.push(whole);
            }
            open = None;
        } else if closing(c).is_some()
            && (c != '"' || !is_word(before) && !is_blank(next))
            && open.is_none_or(|(mark, _)| mark == c)
        {
            open = Some((c, at));
        }
        before = Some(c);
        at += c.len_utf8();
    }
    found
}

/// A line with its end.
fn line_of(text: &str) -> &str {
    let end = text.char_indices().find(|(_, c)| is_line_end(*c)).map_or(text.len(), |(at, c)| at + c.len_utf8());
    &text[..end]
}

/// How many bytes a link, a tag or a piece of code has that begins here.
fn passed_over(text: &str) -> Option<usize> {
    let head = || &text[..text.floor_char_boundary(LONGEST)];
    // Looked for byte by byte: a megabyte of brackets is looked through for each of them.
    let until = |mark: char| head().find(mark).filter(|end| !head()[..*end].contains('\n'));
    match text.as_bytes().first()? {
        b'`' => {
            let ticks = text.len() - text.trim_start_matches('`').len();
            let (fence, rest) = head().split_at(ticks.min(head().len()));
            rest.find(fence).map_or(Some(ticks), |end| Some(ticks + end + ticks))
        }
        b'[' => {
            let target = until(']').filter(|end| text[end + 1..].starts_with('('))?;
            until(')').filter(|end| *end > target).map(|end| end + 1)
        }
        b'<' if text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) => {
            until('>').map(|end| end + 1)
        }
        _ => None,
    }
}

/// Whether what stands between quotes is said.
fn is_said(text: &str, whole: &Range<usize>) -> bool {
    let mut inside = text[whole.clone()].chars();
    inside.next();
    inside.next_back();
    let before = &text[text.floor_char_boundary(whole.start.saturating_sub(LOOKED_BACK))..whole.start];
    let line = before.rfind(is_line_end).map_or(before, |end| &before[end..]).trim();
    let last = line.chars().next_back();
    let word = line.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    inside.as_str().trim_end().ends_with(|c| ENDS.contains(c))
        || last.is_some_and(|c| BEFORE.contains(c) || SAYING.contains(c))
        || (last.is_none() && stands_alone(&text[whole.end..]))
        || SAID.iter().any(|said| word.eq_ignore_ascii_case(said))
}

/// Whether what follows quotes at the head of a line is none of their sentence, or says who has said it: “好”他说.
fn stands_alone(after: &str) -> bool {
    let mut next = after.chars().take(NEAR).take_while(|c| c.is_alphanumeric()).peekable();
    next.peek().is_none() || next.any(|c| SAYING.contains(c))
}

#[cfg(test)]
mod tests {
    use super::dialogue;

    fn found(text: &str) -> Vec<&str> {
        dialogue(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn what_somebody_says_is_found_in_all_quotes() {
        for (text, said) in [
            ("他说：“你好。”然后走了。", &["“你好。”"][..]),
            ("「走吧！」『好。』", &["「走吧！」", "『好。』"]),
            ("\"Come,\" she said, \"now.\"", &["\"Come,\"", "\"now.\""]),
            ("他说\"走\"就走。", &["\"走\""]),
            ("他喊“救命”。", &["“救命”"]),
            ("“救命”\n", &["“救命”"]),
            ("“救命”她喊。", &["“救命”"]),
            ("“他说‘好’。”", &["“他说‘好’。”"]),
            ("「他说『好』。」", &["「他说『好』。」"]),
            ("He said “it is\na long way” and went.", &["“it is\na long way”"]),
            ("> “引用。”", &["“引用。”"]),
            ("“[名](https://a.b/\"x\")来了。”", &["“[名](https://a.b/\"x\")来了。”"]),
        ] {
            assert_eq!(found(text), said, "{text}");
        }
    }

    #[test]
    fn what_is_only_put_in_quotes_is_none() {
        for text in [
            "",
            "所谓的“专家”都来了。",
            "“专家”都来了。",
            "a 5\" pipe and a 6\" pipe.",
            "没有关上的“话。\n\n下一段。”",
            "[“名”](https://a.b)",
            "<a href=\"https://a.b.\">",
            "`print(\"a.\")`",
            "```\nsay(\"好。\")\n```",
            "关上”和“打开",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
        assert_eq!(found("“没关上。\n“好。”"), ["“好。”"]);
        assert_eq!(found("```\n\"a.\"\n```\n“好。”"), ["“好。”"]);
    }

    #[test]
    fn nothing_costs_more_than_its_length() {
        for piece in ["“", "\"", "[", "<a", "`", "“好。”\n", "\n"] {
            found(&piece.repeat(20_000));
        }
    }
}
