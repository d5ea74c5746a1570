//! The order in which people count: 第九章 before 第十章 before 第一百零二章, Chapter IX before Chapter X, 上 before 中 before 下.
//!
//! Numbers of every writing become plain digits, and are then compared by value. A Chinese numeral is a number only where
//! it counts something: behind 第, between 卷 and the end of a word, before 章, alone, in brackets, or before `、`; in 三国演义 it
//! is a part of the name. Behind hundreds without 零 a single numeral counts ones, as old books have it: 第一百一回 is 101.
//! Roman numerals and English number words count behind a word such as Chapter; Roman ones alone only among their like.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::path::{Path, PathBuf};

/// What is counted, where its number stands between 第 and this, or before it at a word's end.
const UNITS: &str = "章回节節卷集册冊部篇编編折幕话話季辑輯";
/// Words behind which a Roman numeral or an English number is meant.
const WORDS: [&str; 14] = [
    "chapter", "volume", "vol", "part", "book", "section", "act", "scene", "episode", "canto", "lesson", "unit",
    "chap", "ch",
];
const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
/// What stands before the first chapter, and what behind the last.
const FRONT: [&str; 14] = [
    "封面",
    "扉页",
    "自序",
    "序",
    "前言",
    "引言",
    "引子",
    "楔子",
    "导言",
    "导读",
    "prologue",
    "preface",
    "foreword",
    "introduction",
];
const BACK: [&str; 14] = [
    "尾声",
    "尾聲",
    "终章",
    "終章",
    "后记",
    "後記",
    "跋",
    "番外",
    "附录",
    "附錄",
    "epilogue",
    "afterword",
    "appendix",
    "appendices",
];

/// `name` with its numbers as plain digits, without zeros in front; see the head of this file.
pub fn counted(name: &str) -> Cow<'_, str> {
    count(name, false)
}

/// Puts paths into the order in which people count, folder by folder. Letters of either case are the same, what stands before
/// the first chapter (楔子, Prologue) comes first and what stands behind the last (番外, Epilogue) last. Names that are the same in
/// that way are told apart by their characters, so that the order is always the same one.
pub fn sort_by_count(paths: &mut [PathBuf]) {
    let of_one_folder = paths.windows(2).all(|pair| pair[0].parent() == pair[1].parent());
    let names = |path: &Path| -> Vec<String> {
        match path.file_name().filter(|_| of_one_folder) {
            Some(name) => vec![name.to_string_lossy().into_owned()],
            None => path.iter().map(|name| name.to_string_lossy().into_owned()).collect(),
        }
    };
    // I, V and X alone are letters, unless II is there.
    let roman = paths.iter().any(|path| path.iter().any(|name| name.to_str().is_some_and(|name| stem(name) == "II")));
    paths.sort_by_cached_key(|path| names(path).iter().map(|name| Place::new(name, roman)).collect::<Vec<_>>());
}

/// Where a name stands among others.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// Of a book's parts: front matter, chapters, back matter.
    part: Ordering,
    signs: Vec<Sign>,
    /// Tells apart what is the same otherwise.
    name: String,
}

/// A letter, or a number where `0` would stand, by its length and then by its digits.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Sign(char, usize, String);

impl Place {
    fn new(name: &str, roman: bool) -> Place {
        let counted = count(name, roman);
        let mut signs = Vec::new();
        let mut rest = &*counted;
        while let Some(c) = rest.chars().next() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (number, letter) = (&rest[..digits], &rest[c.len_utf8()..]);
            if digits > 0 {
                let number = number.trim_start_matches('0');
                signs.push(Sign('0', number.len(), number.to_owned()));
                rest = &rest[digits..];
            } else {
                signs.extend(c.to_lowercase().map(|c| Sign(c, 0, String::new())));
                rest = letter;
            }
        }
        Place { part: part(name), signs, name: name.to_owned() }
    }
}

fn part(name: &str) -> Ordering {
    let lower = stem(name).to_lowercase();
    let ends = |c: char| !c.is_alphabetic() || digit(c).is_some() || unit(c).is_some() || c == '章';
    let is = |word: &&str| lower.strip_prefix(word).is_some_and(|rest| rest.chars().next().is_none_or(ends));
    if FRONT.iter().any(&is) {
        Ordering::Less
    } else if BACK.iter().any(&is) {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}

/// The name without an ending such as `.txt`.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or(name, |(stem, _)| stem)
}

fn count(name: &str, roman: bool) -> Cow<'_, str> {
    if name.is_ascii() && !roman && !has_word(name) {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len());
    let mut at = 0;
    while let Some(c) = name[at..].chars().next() {
        let number = of_digits(&name[at..])
            .or_else(|| numeral(name, at))
            .or_else(|| position(name, at))
            .or_else(|| latin(name, at, roman));
        match number {
            Some((digits, len)) => {
                // Two numbers side by side stay two.
                if out.ends_with(|c: char| c.is_ascii_digit()) {
                    out.push(' ');
                }
                out.push_str(&digits);
                at += len;
            }
            None => {
                out.push(c);
                at += c.len_utf8();
            }
        }
    }
    Cow::Owned(out)
}

/// A run of digits of any width, and its length in bytes.
fn of_digits(rest: &str) -> Option<(String, usize)> {
    let run = || {
        rest.chars().map_while(|c| match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
            _ => None,
        })
    };
    let digits: String = run().collect();
    let len = rest.chars().take(digits.len()).map(char::len_utf8).sum();
    (!digits.is_empty()).then(|| (plain(&digits), len))
}

fn plain(digits: &str) -> String {
    let number = digits.trim_start_matches('0');
    if number.is_empty() { "0".into() } else { number.into() }
}

/// A Chinese numeral that counts something, and its length in bytes.
fn numeral(name: &str, at: usize) -> Option<(String, usize)> {
    let rest = &name[at..];
    let len: usize = rest.chars().take_while(|&c| digit(c).is_some() || unit(c).is_some()).map(char::len_utf8).sum();
    if len == 0 {
        return None;
    }
    let before = name[..at].trim_end().chars().next_back();
    let touching = name[..at].chars().next_back();
    let after = rest[len..].trim_start().chars().next();
    let ends = rest[len..].chars().next().is_none_or(|c| !c.is_alphabetic() || c == '第' || c == '卷');
    let is_unit = |c: char| UNITS.contains(c);
    let counts = match before {
        Some('第') => true,
        Some(c) if is_unit(c) || matches!(c, '之' | '外' | '序') => ends || after.is_some_and(is_unit),
        _ => false,
    };
    let begins = touching.is_none_or(|c| !c.is_alphanumeric());
    let of_unit = || {
        let mut after = rest[len..].trim_start().chars();
        after.next().is_some_and(is_unit) && after.next().is_none_or(|c| !c.is_alphabetic())
    };
    (counts || (begins && (ends || of_unit()))).then(|| (value(&rest[..len]), len))
}

/// 上, 中, 下 where they say which volume it is.
fn position(name: &str, at: usize) -> Option<(String, usize)> {
    let mut rest = name[at..].chars();
    let number = match rest.next()? {
        '上' => "1",
        '中' => "2",
        '下' => "3",
        _ => return None,
    };
    let next = rest.next();
    let ends = next.is_none_or(|c| !c.is_alphanumeric());
    let behind = name[..at].chars().next_back().is_none_or(|c| !c.is_alphabetic() || UNITS.contains(c));
    let of_unit =
        next.is_some_and(|c| UNITS.contains(c)) && rest.next().is_none_or(|c| !c.is_alphabetic() || c == '第');
    (of_unit || (ends && behind)).then(|| (number.into(), 3))
}

/// A Roman numeral or an English number behind a word that is counted, and its length in bytes.
fn latin(name: &str, at: usize, roman: bool) -> Option<(String, usize)> {
    let rest = &name[at..];
    if let c @ '\u{2160}'..='\u{216B}' = rest.chars().next()? {
        return Some(((u32::from(c) - 0x215F).to_string(), c.len_utf8()));
    }
    if name[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) || !rest.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        return None;
    }
    let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    if rest[len..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let word = &rest[..len];
    let before = name[..at].trim_end_matches([' ', '.', '_', '-', '\u{3000}']);
    let of_word = before.len() < at && WORDS.iter().any(|word| ends_with_word(before, word));
    if of_word && let Some((number, len)) = spelled(rest) {
        return Some((number.to_string(), len));
    }
    let alone = roman && at == 0 && word == stem(name) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    if (of_word || alone) && len <= 15 { roman_value(word).map(|number| (number.to_string(), len)) } else { None }
}

fn has_word(name: &str) -> bool {
    let mut letters = name.split(|c: char| !c.is_ascii_alphabetic());
    letters.any(|part| WORDS.iter().any(|word| part.eq_ignore_ascii_case(word)))
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let start = text.len().checked_sub(word.len());
    start.is_some_and(|start| {
        text.is_char_boundary(start)
            && text[start..].eq_ignore_ascii_case(word)
            && !text[..start].ends_with(|c: char| c.is_ascii_alphanumeric())
    })
}

/// `Nine`, `twenty-one`.
fn spelled(rest: &str) -> Option<(usize, usize)> {
    let word = |text: &str| text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let one_of = |words: &[&str], text: &str| words.iter().position(|word| word.eq_ignore_ascii_case(text));
    let len = word(rest);
    if let Some(number) = one_of(&ONES, &rest[..len]) {
        return Some((number, len));
    }
    let tens = (one_of(&TENS, &rest[..len])? + 2) * 10;
    let more = rest[len..].strip_prefix(['-', ' ']).unwrap_or_default();
    let ones = one_of(&ONES[..10], &more[..word(more)]).filter(|&ones| ones > 0);
    Some(ones.map_or((tens, len), |ones| (tens + ones, len + 1 + word(more))))
}

/// The value of a Roman numeral that is written as it should be.
fn roman_value(text: &str) -> Option<usize> {
    const PARTS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let upper = text.to_ascii_uppercase();
    let (mut rest, mut value) = (upper.as_str(), 0);
    while let Some((worth, part)) = PARTS.iter().find(|(_, part)| rest.starts_with(part)) {
        (rest, value) = (&rest[part.len()..], value + worth);
    }
    let (mut written, mut left) = (String::new(), value);
    while let Some((worth, part)) = PARTS.iter().find(|(worth, _)| *worth <= left).filter(|_| value < 4000) {
        (written, left) = (written + part, left - worth);
    }
    (value > 0 && written == upper).then_some(value)
}

/// The value of a Chinese numeral as digits: by its units, or digit by digit where it has none.
fn value(numeral: &str) -> String {
    if !numeral.chars().any(|c| unit(c).is_some()) {
        return plain(&numeral.chars().filter_map(digit).map(|n| char::from(b'0' + n)).collect::<String>());
    }
    let (mut total, mut section, mut ones) = (0_u64, 0_u64, None);
    for c in numeral.chars() {
        match (digit(c), unit(c)) {
            (Some(n), _) => ones = Some(ones.unwrap_or(0_u64).saturating_mul(10).saturating_add(u64::from(n))),
            (_, Some(10_000)) => {
                total = total.saturating_add(section).saturating_add(ones.unwrap_or(0)).max(1).saturating_mul(10_000);
                (section, ones) = (0, None);
            }
            // 廿 is twenty by itself.
            (_, Some(worth @ (20 | 30 | 40))) => section = section.saturating_add(worth),
            (_, Some(worth)) => {
                section = section.saturating_add(worth.saturating_mul(ones.take().unwrap_or(1).max(1)));
            }
            _ => {}
        }
    }
    total.saturating_add(section).saturating_add(ones.unwrap_or(0)).to_string()
}

fn digit(c: char) -> Option<u8> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' | '壱' => 1,
        '二' | '贰' | '貳' | '弐' | '两' | '兩' => 2,
        '三' | '叁' | '參' | '叄' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn unit(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '廿' => 20,
        '卅' => 30,
        '卌' => 40,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        _ => return None,
    })
}
