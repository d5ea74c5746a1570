//! Texts in which everything that has ever mattered is common. Of all of Unicode a character that decides something is so
//! rare that a search meets it once in a thousand texts, and two of them beside each other never.

use std::ops::RangeInclusive;

use proptest::prelude::*;

/// Where characters stand that join, cut, turn around, count, or look like others: marks, blanks, signs of other scripts.
const BLOCKS: &[RangeInclusive<char>] = &[
    '\u{0}'..='\u{20}',
    '!'..='@',
    '['..='`',
    '{'..='\u{AD}',
    '\u{2B0}'..='\u{36F}',
    '\u{589}'..='\u{5F4}',
    '\u{600}'..='\u{66D}',
    '\u{6D4}'..='\u{70F}',
    '\u{900}'..='\u{9F0}',
    '\u{E01}'..='\u{EDF}',
    '\u{F00}'..='\u{F3F}',
    '\u{1000}'..='\u{104F}',
    '\u{10FB}'..='\u{1200}',
    '\u{1361}'..='\u{1369}',
    '\u{1680}'..='\u{1680}',
    '\u{17B4}'..='\u{180F}',
    '\u{1AB0}'..='\u{1ACE}',
    '\u{1DC0}'..='\u{1E01}',
    '\u{2000}'..='\u{206F}',
    '\u{20D0}'..='\u{20F0}',
    '\u{2160}'..='\u{218B}',
    '\u{2460}'..='\u{24FF}',
    '\u{2E00}'..='\u{2E5D}',
    '\u{3000}'..='\u{303F}',
    '\u{3099}'..='\u{309E}',
    '\u{3131}'..='\u{3163}',
    '\u{3200}'..='\u{33FF}',
    '\u{A4F8}'..='\u{A4FF}',
    '\u{A8E0}'..='\u{A8FF}',
    '\u{AC00}'..='\u{AC20}',
    '\u{D7B0}'..='\u{D7FF}',
    '\u{E000}'..='\u{E002}',
    '\u{F900}'..='\u{F910}',
    '\u{FB00}'..='\u{FB1E}',
    '\u{FD3E}'..='\u{FD3F}',
    '\u{FE00}'..='\u{FE6B}',
    '\u{FEFF}'..='\u{FF21}',
    '\u{FF3B}'..='\u{FFA0}',
    '\u{FFE0}'..='\u{FFFF}',
    '\u{11000}'..='\u{11050}',
    '\u{16FE0}'..='\u{16FF1}',
    '\u{1D165}'..='\u{1D172}',
    '\u{1D400}'..='\u{1D410}',
    '\u{1E000}'..='\u{1E02A}',
    '\u{1F1E6}'..='\u{1F1FF}',
    '\u{1F3FB}'..='\u{1F3FF}',
    '\u{1F466}'..='\u{1F469}',
    '\u{20000}'..='\u{20010}',
    '\u{E0020}'..='\u{E007F}',
    '\u{E0100}'..='\u{E0110}',
    '\u{10FFFE}'..='\u{10FFFF}',
];

/// A character of these blocks, each block as often as any other.
pub fn odd_char() -> impl Strategy<Value = char> {
    prop::sample::select(BLOCKS).prop_flat_map(|block| prop::char::range(*block.start(), *block.end()))
}

/// A few of them, among ordinary letters and blanks.
pub fn odd_text(longest: usize) -> impl Strategy<Value = String> {
    let ordinary = prop::sample::select(vec!["a", "字", "1", " ", "。", ". ", "\n", "e\u{301}", "\u{200D}"]);
    let part = prop_oneof![3 => odd_char().prop_map(String::from), 2 => ordinary.prop_map(str::to_owned)];
    prop::collection::vec(part, 0..longest).prop_map(|parts| parts.concat())
}

/// Any Unicode, with much of what decides: marks, blanks, line ends, joiners, digits.
pub fn anything() -> impl Strategy<Value = String> {
    let telling = prop::sample::select(vec![
        "。",
        "！”",
        "……",
        "...",
        ". ",
        "Mr. ",
        "“",
        "\"",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "　",
        "，",
        ", ",
        "——",
        "e.g. ",
        "3.14",
        "\u{301}",
        // A letter of Glagolitic that stands on what is before it.
        "\u{1E027}",
        "\u{200D}",
        "\u{FE0F}",
        "\u{FEFF}",
        "\u{7}",
        "👨\u{200D}👩\u{200D}👧",
        "🇨🇳",
        "字",
        "春天来了",
        "word",
        "A",
        "# ",
        "- ",
        "1. ",
        "| ",
        "|---|---|\n",
        "`",
        "**",
        "[a](b)",
        "&amp;",
        "<b>",
        "```\n",
        "\\",
        "> ",
        "[^1]",
        "\u{600}",
        "한국",
        "क्षि",
        "; ",
        "! ",
        "，",
        "３．１４",
        "１，２５０",
        "infor-\nmation",
        "well-\nknown",
        "https://a.b/c?d=1,2",
        "a.b@c.org",
        "ฉันชอบกินข้าว",
        "清晨的码头很安静，只有海鸥在叫，老陈把船\n缆解开，回头看了一眼岸上的人，说该走了吧\n",
        "The ship left the harbour before anyone in\nthe town had woken up, and was seen by few\n",
        "   ",
        "\u{3000}\u{3000}",
        "alice: ",
    ]);
    prop::collection::vec(
        prop_oneof![
            6 => telling.prop_map(str::to_owned),
            1 => "\\PC{0,6}",
            1 => any::<char>().prop_map(String::from),
            2 => odd_char().prop_map(String::from),
        ],
        0..60,
    )
    .prop_map(|parts| parts.concat())
}
