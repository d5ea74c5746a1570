//! Where a text that is too long for one request is cut, and that no piece of it is ever too long.

use langsheng::text::{LIMIT, Script, Segment, speakable};
use proptest::prelude::*;

use super::{assert_whole, check, letters};
use crate::common::cases;
use crate::common::odd::anything;

fn sent(text: &str, limit: usize) -> Vec<String> {
    Script::new(text, false).segments(limit).into_iter().map(|segment| segment.text).collect()
}

#[test]
fn wide_digits_with_wide_marks_are_numbers() {
    check("圆周率是３．１４１５。共１，２５０元．好", "圆周率是３．１４１５。 | 共１，２５０元． | 好");
    check("１．苹果很好吃\n２．香蕉", "１．苹果很好吃 | ２．香蕉");
    check("我买了３．然后走了．", "我买了３． | 然后走了．");
    check("版本３.２．１号。", "版本３.２．１号。");
    check("ＡＢＣ公司。他去了ＵＳＡ．再见", "ＡＢＣ公司。 | 他去了ＵＳＡ． | 再见");
    assert_eq!(sent("共有１，２５０元好", 20), ["共有", "１，２５０元", "好"]);
    assert_eq!(sent("时间１２：３０，好吧", 20), ["时间", "１２：３０，", "好吧"]);
}

#[test]
fn no_cut_is_inside_a_number_a_word_or_an_address() {
    assert_eq!(sent("时间是2024年", 11), ["时间是", "2024年"]);
    assert_eq!(sent("圆周率3.14159约", 14), ["圆周率", "3.14159约"]);
    assert_eq!(sent("我们用Python写", 12), ["我们用", "Python写"]);
    assert_eq!(sent("请看https://a.b/c?d=1,2;e吧", 26), ["请看", "https://a.b/c?d=1,2;e吧"]);
    assert_eq!(sent("写信给ann.b@example.org吧", 20), ["写信给", "ann.b@example.org吧"]);
    assert_eq!(sent("see https://a.b/c?d=e,f now", 20), ["see", "https://a.b/c?d=e,f", "now"]);
    assert_eq!(sent("Straße—naïveté", 12), ["Straße—", "naïveté"]);
    assert_eq!(sent("in 1990–2000, 12:30", 14), ["in", "1990–2000,", "12:30"]);
    assert_eq!(sent("don't can't", 6), ["don't", "can't"]);
    // An address that alone is over the limit is cut between its words, and a word only where it is alone too long.
    assert_eq!(sent("https://example.org/number/3.14159", 12), ["https://", "example.org/", "number/", "3.14159"]);
    assert_eq!(sent("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    // Thai: “I”, “like”, “to eat”, “rice”, “at”, “home”.
    let cut = sent("ฉันชอบกินข้าวที่บ้าน", 30);
    assert_eq!(cut.concat(), "ฉันชอบกินข้าวที่บ้าน");
    assert!(
        cut.len() > 1
            && cut[1..].iter().all(|piece| ["ชอบ", "กิน", "ข้าว", "ที่", "บ้าน"].iter().any(|word| piece.starts_with(word))),
        "{cut:?}"
    );
}

#[test]
fn the_cuts_of_a_long_text_stand_between_words_and_numbers() {
    let unit = "我们在2024年用Python写了3.14159个程序１，２５０次见https://example.org/a?b=1,2或者a.b@example.org";
    let text = unit.repeat(200);
    let segments = Script::new(&text, false).segments(LIMIT);
    assert!(segments.len() > 10);
    for pair in segments.windows(2) {
        let (before, after) = (pair[0].text.chars().next_back().unwrap(), pair[1].text.chars().next().unwrap());
        let narrow = |c: char| c.is_ascii_graphic() || ('０'..='９').contains(&c) || c == '，';
        assert!(!(narrow(before) && narrow(after)), "{before}｜{after}");
    }
}

/// The storm: what the service finds too long is cut smaller, and what cannot become smaller is never asked for again.
fn halve(script: &Script, segment: &Segment, limit: usize) {
    let limit = limit.min(segment.text.len()).div_ceil(2);
    if limit < 4 || segment.text.len() <= limit {
        return;
    }
    let smaller = script.segments_in(segment.spoken.clone(), limit);
    assert!(smaller.iter().all(|piece| piece.text.len() <= limit && piece.spoken.len() <= limit));
    assert_eq!(smaller.iter().map(|piece| letters(&piece.text)).collect::<String>(), letters(&segment.text));
    smaller.iter().for_each(|piece| halve(script, piece, limit));
}

fn assert_never_too_long(typed: &str, limit: usize) {
    let script = Script::new(typed, false);
    let segments = script.segments(limit);
    assert_whole(&script, typed, &segments, limit);
    for segment in &segments {
        // As an engine asks that only knows what a segment lacks.
        let again = script.segments_in(segment.spoken.clone(), segment.spoken.len());
        assert_eq!(again.len(), 1);
        assert!(again[0].text.len() <= limit && letters(&again[0].text) == letters(&segment.text));
        halve(&script, segment, limit);
    }
}

#[test]
fn a_grapheme_larger_than_the_limit_never_makes_a_request_larger() {
    for typed in [
        format!("Hello. a{} world.", "\u{301}".repeat(2500)),
        format!("a{}", "\u{301}".repeat(2500)),
        format!("{} world.", "\u{301}".repeat(2500)),
        format!("你好{}世界。", "*".repeat(5000)),
        format!("Hi. {}end", "👩\u{200D}".repeat(900)),
        format!("{}가", "\u{1100}".repeat(900)),
        format!("a{}b", "\u{1E027}".repeat(700)),
        format!("\"{}\" yes", "\u{600}".repeat(1200)),
        "क्".repeat(600),
    ] {
        for limit in [4, 5, 7, 64, 1024, 1500] {
            assert_never_too_long(&typed, limit);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(300), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_unicode_does_no_request_is_too_long(
        parts in prop::collection::vec((anything(), prop::sample::select(vec!["\u{301}", "\u{200D}👩", "\u{1100}", "\u{600}", "*", "क्", "\u{1E027}", "！", "a", "9", "\u{E31}"]), 0_usize..120), 1..4),
        limit in 4_usize..150,
    ) {
        let typed: String = parts.iter().map(|(text, unit, times)| format!("{text}{}", unit.repeat(*times))).collect();
        assert_never_too_long(&typed, limit);
        prop_assert!(Script::new(&typed, false).segments(limit).iter().all(|segment| speakable(&segment.text)));
    }
}
