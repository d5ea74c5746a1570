//! Chapters: the headings of Markdown, and lines of plain text that are headings of a book (`第一章 …`, `Chapter 3`, `序`).
//!
//! A heading of plain text has a line of its own, is short, and does not end as a sentence does: `第一章就这样结束了。` in running
//! prose is none. Where a title follows its number without a blank, it may hold no marks and may not begin with a word that
//! goes on with a sentence (`第一章讲的是…`).

use std::ops::Range;

use crate::text::beginning::beginning;
use crate::text::chars::{is_closer, is_line_end, is_opener};
use crate::text::script::Script;

/// A part of a script with a title. It goes as far as the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChapter {
    /// Its heading, on one line and without control characters; not empty.
    pub title: String,
    /// The byte of [`Script::spoken`] at which its heading begins.
    pub spoken: usize,
    /// The heading as a byte range in the original text.
    pub source: Range<usize>,
}

/// The most characters of a line that is a heading, and of a title that stands right after its number.
const LINE: usize = 50;
const TOUCHING: usize = 16;
/// The most characters of a title that is kept.
const TITLE: usize = 120;

/// What a book is divided into, after 第 and a number.
const UNITS: &str = "章回节節卷部集篇编編册冊幕折季话話";
/// Of these, those that a title may follow without a blank: 第二部电影 is none.
const OF_TITLES: &str = "章回卷";
/// What goes on with a sentence after 第一章.
const GOES_ON: &str = "的是里裡讲講写寫说說和与與到至就了节節合";
/// Chapters without a number.
const NAMED: [&str; 32] = [
    "序",
    "序章",
    "序言",
    "序幕",
    "序曲",
    "自序",
    "代序",
    "总序",
    "前言",
    "引言",
    "引子",
    "楔子",
    "导言",
    "导读",
    "绪论",
    "緒論",
    "尾声",
    "尾聲",
    "后记",
    "後記",
    "跋",
    "结语",
    "結語",
    "终章",
    "終章",
    "大结局",
    "番外",
    "番外篇",
    "附录",
    "附錄",
    "致谢",
    "题记",
];
const ENGLISH: [&str; 10] = ["chapter", "part", "book", "volume", "vol", "section", "act", "scene", "canto", "episode"];
const ENGLISH_NAMED: [&str; 11] = [
    "prologue",
    "epilogue",
    "preface",
    "foreword",
    "introduction",
    "afterword",
    "interlude",
    "conclusion",
    "acknowledgements",
    "acknowledgments",
    "appendix",
];
const SPELLED: &str = " one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
     seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety ";

impl Script {
    /// The chapters of the script, which was made from `text`, in order; none where the text has no headings. What stands
    /// before the first belongs to none.
    pub fn chapters(&self, text: &str) -> Vec<TextChapter> {
        let mut chapters = Vec::new();
        let mut push = |title: &str, spoken: usize, source: Range<usize>| {
            let title = clean(title);
            if !title.is_empty() {
                chapters.push(TextChapter { title, spoken, source });
            }
        };
        match self.headings() {
            Some(headings) => {
                for spoken in headings {
                    push(&self.spoken()[spoken.clone()], spoken.start, self.source(spoken.clone()));
                }
            }
            None => {
                let mut start = 0;
                for line in text.split_inclusive(|c: char| is_line_end(c) || c == '\r') {
                    let shown = trim(line);
                    let plain = self.without_pauses(shown);
                    if is_heading(trim(&plain)) {
                        let at = start + (shown.as_ptr() as usize - line.as_ptr() as usize);
                        push(trim(&plain), self.spoken_from(at), at..at + shown.len());
                    }
                    start += line.len();
                }
            }
        }
        chapters
    }

    /// The first byte of the spoken text that stands for something from this byte of the original text on.
    fn spoken_from(&self, source: usize) -> usize {
        let (mut low, mut high) = (0, self.spoken().len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.source(middle..middle + 1).start < source {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// A title for where there is one line and nothing may be hidden in it.
fn clean(title: &str) -> String {
    let shown = |c: char| match c {
        // Marks that turn the direction of what stands around them.
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_control() || is_line_end(c) => Some(' '),
        c => Some(c),
    };
    let title: String = title.chars().filter_map(shown).collect();
    let words: Vec<&str> = title.split_whitespace().collect();
    beginning(&words.join(" "), TITLE)
}

fn trim(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{FEFF}')
}

/// Whether a line of plain text, without the blanks at its ends, is a heading. Looks at its beginning only if it is long.
pub(super) fn is_heading(line: &str) -> bool {
    let Some(first) = line.chars().next() else { return false };
    if line.len() > LINE * 4 || line.chars().nth(LINE).is_some() {
        return false;
    }
    let inside = line.strip_prefix(['【', '〔', '[']).and_then(|inside| inside.strip_suffix(['】', '〕', ']']));
    let line = inside.map_or(line, trim);
    let line = line.strip_prefix("正文").filter(|rest| rest.starts_with(char::is_whitespace)).map_or(line, trim);
    if first.is_ascii() && inside.is_none() {
        return first.is_ascii_uppercase() && is_english(line);
    }
    if line.ends_with(['。', '，', '；', '：', '、', ',', ';', ':', '…', '.', '—']) {
        return false;
    }
    is_numbered(line) || is_named(line) || (inside.is_some() && is_english(line))
}

/// `第十二回 …`, `卷二 …`, `上卷`.
fn is_numbered(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix('第') {
        let Some(rest) = number(rest.trim_start()) else { return false };
        let mut rest = rest.trim_start().chars();
        let Some(unit) = rest.next().filter(|&unit| UNITS.contains(unit)) else { return false };
        // 第二部分 is a part too.
        let rest = rest.as_str();
        let rest = rest.strip_prefix('分').filter(|_| unit == '部').unwrap_or(rest);
        return is_title(rest) || (OF_TITLES.contains(unit) && touches(rest));
    }
    if let Some(rest) = line.strip_prefix('卷') {
        let rest = rest.strip_prefix('之').unwrap_or(rest).trim_start();
        return number(rest).is_some_and(is_title);
    }
    let rest =
        line.strip_prefix(['上', '中', '下']).and_then(|rest| rest.strip_prefix(['卷', '篇', '部', '册', '编', '集']));
    rest.is_some_and(is_title)
}

/// `序`, `番外三 …`, `楔子：…`.
fn is_named(line: &str) -> bool {
    let is = |word: &&str| {
        let Some(rest) = line.strip_prefix(*word) else { return false };
        is_title(rest) || number(rest).is_some_and(is_title)
    };
    NAMED.iter().any(is)
}

/// `Chapter IX: …`, `PART TWO`, `Prologue`.
fn is_english(line: &str) -> bool {
    if line.ends_with([',', ';', ':']) {
        return false;
    }
    let (word, rest) = first_word(line);
    let lower = word.to_ascii_lowercase();
    if ENGLISH_NAMED.contains(&&*lower) {
        let rest = rest.trim_start();
        let more = rest.strip_prefix([':', '：', '.', '-', '–', '—']);
        return rest.is_empty() || more.is_some_and(|title| !title.ends_with('.') || title.is_empty());
    }
    if !ENGLISH.contains(&&*lower) {
        return false;
    }
    let after = rest.strip_prefix('.').unwrap_or(rest);
    let number = after.trim_start();
    if number.len() == after.len() {
        return false;
    }
    let end = number.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(number.len());
    let (number, rest) = number.split_at(end);
    if !is_english_number(number.trim_end_matches('-')) {
        return false;
    }
    let title = rest.trim_start();
    if title.is_empty() || title == "." {
        return true;
    }
    // `Part I played was small` goes on; a title begins with a capital.
    let marked = title.starts_with([':', '：', '.', '-', '–', '—']) || number.ends_with('-');
    (marked || !title.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | '\'' | '’' | ')')))
        && !title.ends_with('.')
}

fn is_english_number(text: &str) -> bool {
    if text.is_empty() || text.len() > 20 {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let spelled = |part: &str| !part.is_empty() && SPELLED.contains(&format!(" {part} "));
    text.bytes().all(|byte| byte.is_ascii_digit())
        || (text.bytes().all(|byte| b"IVXLC".contains(&byte)) && text.len() <= 8)
        || lower.split('-').all(spelled)
}

fn first_word(line: &str) -> (&str, &str) {
    line.split_at(line.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(line.len()))
}

/// What stands after a number: `一百零二`, `12`, `１２`, also in brackets.
fn number(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(['（', '(']);
    let text = inside.unwrap_or(text);
    let is_number = |c: char| {
        c.is_ascii_digit()
            || ('０'..='９').contains(&c)
            || "零〇○一二三四五六七八九十百千万两廿卅壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬兩".contains(c)
    };
    let rest = text.trim_start_matches(is_number);
    let found = rest.len() < text.len();
    let rest = if inside.is_some() { rest.strip_prefix(['）', ')'])? } else { rest };
    found.then_some(rest)
}

/// Whether this is nothing, or a title that something parts from what stands before it.
fn is_title(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| {
        c.is_whitespace()
            || is_opener(c)
            || is_closer(c)
            || matches!(c, '：' | ':' | '、' | '.' | '．' | '·' | '—' | '-' | '–' | '_')
    })
}

/// Whether this is a title that stands right after the number.
fn touches(rest: &str) -> bool {
    rest.chars().nth(TOUCHING).is_none()
        && !rest.starts_with(|c| GOES_ON.contains(c))
        && rest.chars().all(|c| c.is_alphanumeric() || c.is_whitespace())
}
