//! Text: what a reader would call a sentence, what fits into a request, and where each stands in what was typed.

mod chapters;
mod cuts;
mod obsidian;
mod wrapped;

use std::ops::Range;

use langsheng::text::{Aligner, LIMIT, Script, Segment, billed_characters, speakable};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::common::cases;
use crate::common::odd::anything;

/// Cuts `input` as plain text and compares with `expected`, written with ` | ` between sentences.
fn check(input: &str, expected: &str) {
    compare(&Script::new(input, false), input, expected);
}

/// The same for Markdown.
fn check_markdown(input: &str, expected: &str) {
    compare(&Script::new(input, true), input, expected);
}

fn compare(script: &Script, input: &str, expected: &str) {
    let found: Vec<&str> =
        script.sentences().iter().map(|sentence| &script.spoken()[sentence.spoken.clone()]).collect();
    assert_eq!(found.join(" | "), expected, "of {input:?}");
}

#[test]
fn chinese_marks_end_a_sentence_and_closing_quotes_stay_with_it() {
    check("今天天气不错。我们去公园吧！好吗？", "今天天气不错。 | 我们去公园吧！ | 好吗？");
    check("他说：“你好！”她笑了。", "他说：“你好！” | 她笑了。");
    check("「走吧。」他站起来，「天黑了……」", "「走吧。」 | 他站起来，「天黑了……」");
    check("『真的？！』（他不信。）然后呢", "『真的？！』 | （他不信。） | 然后呢");
    check("“你好。”，他说。", "“你好。”，他说。");
    check("“走！”——他喊道。", "“走！”——他喊道。");
    check("他说\"走!\"然后离开。\"好\"她答。", "他说\"走!\" | 然后离开。 | \"好\"她答。");
    check("第一；第二；第三。", "第一； | 第二； | 第三。");
    check("天黑了……他走了……", "天黑了…… | 他走了……");
    check("你好!我是小明.你呢?", "你好! | 我是小明. | 你呢?");
}

#[test]
fn a_full_stop_in_an_abbreviation_a_name_or_a_number_ends_nothing() {
    check("Dr. Smith met Mr. Jones. They left.", "Dr. Smith met Mr. Jones. | They left.");
    check("J. R. R. Tolkien wrote it. I read it.", "J. R. R. Tolkien wrote it. | I read it.");
    check(
        "The U.S. army came. He lives in the U.S. They do not.",
        "The U.S. army came. | He lives in the U.S. | They do not.",
    );
    check(
        "Use fruit, e.g. apples, i.e. round ones. See Fig. 3 vs. No. 5.",
        "Use fruit, e.g. apples, i.e. round ones. | See Fig. 3 vs. No. 5.",
    );
    check("Is it? No. It is not.", "Is it? | No. | It is not.");
    check(
        "Bread, milk, etc. are sold. Cheese etc. Bring both.",
        "Bread, milk, etc. are sold. | Cheese etc. | Bring both.",
    );
    check(
        "Pi is 3.14. Version v1.2.3 is out. It costs $5.99!",
        "Pi is 3.14. | Version v1.2.3 is out. | It costs $5.99!",
    );
    check("At 5 p.m. we met on Jan. 5. Acme Inc. paid.", "At 5 p.m. we met on Jan. 5. | Acme Inc. paid.");
    check("She has a Ph.D. in physics. Good.", "She has a Ph.D. in physics. | Good.");
    check(
        "(He was late.) She was not. \"Really?\" he asked. \"Yes.\" OK.",
        "(He was late.) | She was not. | \"Really?\" he asked. | \"Yes.\" | OK.",
    );
    check("Sam said “I know. You do not.” Then he left.", "Sam said “I know. | You do not.” | Then he left.");
}

#[test]
fn ellipses_and_addresses_are_not_cut() {
    check("Wait... what? Well... maybe. So. . . yes", "Wait... what? | Well... maybe. | So. . . yes");
    check(
        "See https://example.com/a.b?x=1;y=2!Z for more. Or www.example.com.",
        "See https://example.com/a.b?x=1;y=2!Z for more. | Or www.example.com.",
    );
    check("Mail a.b@example.co.uk now. Open main.rs first.", "Mail a.b@example.co.uk now. | Open main.rs first.");
    check("请看 https://example.com/a?b=1。谢谢", "请看 https://example.com/a?b=1。 | 谢谢");
    check("Stop!Now", "Stop! | Now");
}

#[test]
fn mixed_text_numbers_of_lists_and_faces() {
    check("我用 Python 3.11。It works! 对吧？", "我用 Python 3.11。 | It works! | 对吧？");
    check("1. 打开文件。\n2. 按朗读。", "1. 打开文件。 | 2. 按朗读。");
    check("1.苹果\n2.香蕉", "1.苹果 | 2.香蕉");
    check("Steps: 1. Open it. 2. Close it.", "Steps: 1. Open it. | 2. Close it.");
    check("太好了！😀 走吧！️好", "太好了！ | 😀 走吧！️ | 好");
    check("“……”他没说话。***", "“……”他没说话。***");
    check("नमस्ते। आप कैसे हैं? مرحبا؟ نعم", "नमस्ते। | आप कैसे हैं? | مرحبا؟ | نعم");
    check("。！？ … ***\n\n——", "");
}

#[test]
fn a_line_end_ends_titles_items_and_verses_but_not_wrapped_lines() {
    check("The quick brown fox\njumps over the lazy dog.", "The quick brown fox jumps over the lazy dog.");
    check("Chapter One\nThe story begins here.", "Chapter One | The story begins here.");
    check("milk\neggs\nbread", "milk | eggs | bread");
    check("第一章\n天亮了。\n\n床前明月光，\n疑是地上霜", "第一章 | 天亮了。 | 床前明月光， 疑是地上霜");
    check("Title\r\n\r\nText\rMore", "Title | Text | More");
    check("- first thing\n- second thing\n* third", "- first thing | - second thing | * third");
    let mail = "It is a truth universally acknowledged, that a man in\nPossession of a good fortune, must be in want of a wife\nHowever little known the feelings of such a man may be.";
    check(mail, &mail.replace('\n', " "));
}

#[test]
fn the_last_sentence_of_a_paragraph_says_so() {
    let script = Script::new("一。二。\n三", false);
    let ends: Vec<bool> = script.sentences().iter().map(|sentence| sentence.paragraph_end).collect();
    assert_eq!(ends, [false, true, true]);
}

#[test]
fn markdown_is_read_without_its_signs() {
    check_markdown("# 标题\n\n这是**重点。**下一句\n换行。", "标题 | 这是重点。 | 下一句换行。");
    check_markdown(
        "See [the *docs*](https://a.b) and\n![a cat](cat.png) `x = 1` <b>now</b>.",
        "See the docs and a cat x = 1 now.",
    );
    check_markdown("- one\n- two\n  - deep\n\n3) three\n4) four", "one | two | deep | 3. three | 4. four");
    check_markdown("**提示：**先**保存。**再关。", "提示：先保存。 | 再关。");
    check_markdown("2**3 is 8.", "2**3 is 8.");
    check_markdown("- [x] done\n- [ ] open", "done | open");
    check_markdown("```rust\nfn main() {}\nlet a = 1;\n```\nAfter.", "fn main() {} | let a = 1; | After.");
    check_markdown(
        "| 城市 | 人口 |\n|---|---|\n| 北京 | 2189 |\n| Rome | 280 |\n| Oslo | |",
        "城市，人口 | 北京，2189 | Rome, 280 | Oslo",
    );
    check_markdown(
        "---\ntitle: x\n---\n> [!NOTE]\n> 引用\n\n---\n\nA note[^1].\n\n[^1]: The foot.",
        "引用 | A note. | The foot.",
    );
    check_markdown("a &amp; b \\*c\\* ~~d~~&#7;<!-- no -->", "a & b *c* d");
    check_markdown("<div>\nhidden\n</div>\n\nshown<br>two", "shown | two");
}

#[test]
fn ranges_lead_back_to_what_was_typed() {
    let typed = "\u{FEFF}一\u{7}。\r\n二&amp;。";
    let script = Script::new(typed, false);
    assert_eq!(script.spoken(), "一。\n二&amp;。");
    let source: Vec<&str> = script.sentences().iter().map(|sentence| &typed[sentence.source.clone()]).collect();
    assert_eq!(source, ["一\u{7}。", "二&amp;。"]);

    let typed = "# A **b**\r\n\r\n| x | y |\r\n|---|---|\r\n| `1` | R&amp;D |\r\n";
    let script = Script::new(typed, true);
    let source: Vec<&str> = script.sentences().iter().map(|sentence| &typed[sentence.source.clone()]).collect();
    assert_eq!(source, ["A **b", "x | y", "1` | R&amp;D"]);
}

#[test]
fn only_control_characters_and_byte_order_marks_are_removed() {
    let script = Script::new("e\u{301} ﬁ Å\tx\u{0}\u{1B}\u{7F}\u{85}\u{200B}\u{200D}\u{FEFF}y", false);
    assert_eq!(script.spoken(), "e\u{301} ﬁ Å\tx\u{200B}\u{200D}y");
}

#[test]
fn segments_are_full_and_end_at_sentences() {
    for (sentence, count) in [
        ("今天的天气很好，我们一起去公园散步，看看湖边的花。", 400),
        ("The lamp on the pier went out, and nobody came to light it. ", 900),
    ] {
        let text = sentence.repeat(count);
        let segments = Script::new(&text, false).segments(LIMIT);
        let most = (text.len().div_ceil(LIMIT) as f64 * 1.15 + 1.0) as usize;
        assert!(segments.len() <= most, "{} segments, at most {most}", segments.len());
        assert!(segments.iter().all(|segment| segment.text.ends_with(['。', '.'])));
    }
}

#[test]
fn a_sentence_that_is_too_long_is_cut_at_clauses_then_blanks_then_graphemes() {
    let sent = |text: &str, limit| -> Vec<String> {
        Script::new(text, false).segments(limit).into_iter().map(|segment| segment.text).collect()
    };
    assert_eq!(sent("one two, three 1,000 four", 16), ["one two,", "three 1,000 four"]);
    assert_eq!(sent("一二三，四五六：七", 12), ["一二三，", "四五六：", "七"]);
    assert_eq!(sent("alpha beta gamma", 11), ["alpha beta", "gamma"]);
    assert_eq!(sent("e\u{301}e\u{301}e\u{301}", 4), ["e\u{301}", "e\u{301}", "e\u{301}"]);
    assert_eq!(sent("字。", 4), ["字"], "a mark without room is not sent alone");
    assert_eq!(sent("*** 一。 *** ***", 1024), ["*** 一。 *** ***"]);
    assert_eq!(sent(&format!("{}\n\nhello", "! ".repeat(3000)), 1024), ["hello"]);
    assert!(sent("……！", 1024).is_empty());
}

#[test]
fn a_part_of_a_script_is_cut_again() {
    let script = Script::new("一二三。四五六。七八九。", false);
    let text =
        |spoken, limit| script.segments_in(spoken, limit).into_iter().map(|s: Segment| s.text).collect::<Vec<_>>();
    assert_eq!(text(12..36, 24), ["四五六。七八九。"]);
    assert_eq!(text(15..30, 12), ["五六。", "七八"]);
    assert_eq!(text(13..14, 12), Vec::<String>::new());
    assert_eq!(text(0..usize::MAX, 1024), ["一二三。四五六。七八九。"]);
}

#[test]
fn what_is_billed_and_what_can_be_spoken() {
    assert_eq!(billed_characters("你好, a1。\n"), 8);
    assert!(speakable("…３"));
    assert!(!speakable("。！😀 —\u{301}"));
    assert!(!Script::new("😀。", false).is_speakable());
}

/// Places `marks` in `sent` and compares with what stands there; `None` for a mark that must not be found.
fn check_places(sent: &str, marks: &[(&str, Option<&str>)]) {
    let mut aligner = Aligner::new(sent);
    for (mark, expected) in marks {
        let found = aligner.place(mark);
        match expected {
            Some(start) => {
                let found = found.unwrap_or_else(|| panic!("{mark} is not found in {sent}"));
                assert!(sent[found..].starts_with(start), "{mark} in {sent} at {}", &sent[found..]);
            }
            None => assert_eq!(found, None, "{mark} in {sent}"),
        }
    }
}

#[test]
fn marks_are_found_whatever_the_service_made_of_them() {
    check_places("今天天气不错", &[("今天天气不错。", Some("今天"))]);
    check_places(
        "“是啊，好天气！” “走 吧”",
        &[("是啊。", Some("“是啊")), ("好天气！", Some("好")), ("走吧。", Some("“走"))],
    );
    check_places("Hello WORLD. ＡＢＣ fine.", &[("hello world.", Some("Hello")), ("ABC fine.", Some("ＡＢＣ"))]);
    check_places(
        "我知道。我知道。我走了。",
        &[("我知道。", Some("我知道。我知道。")), ("我知道。", Some("我知道。我走")), ("我走了。", Some("我走"))],
    );
    check_places(
        "In 2024 we met. Then we left.",
        &[("in twenty twenty four we met.", Some("In")), ("then we left.", Some("Then"))],
    );
    check_places(
        "2024年到了。新年好。再见。",
        &[("二零二四年到了。", None), ("新年好。", Some("新")), ("。", None), ("再见。", Some("再"))],
    );
    let far = format!("一。{}啊。", "好".repeat(300));
    check_places(&far, &[("一。", Some("一")), ("啊。", None)]);
    check_places("banana. a pear.", &[("banana", Some("banana")), ("a pear", Some("a pear"))]);
}

/// Text nobody would write takes no longer than other text; a quadratic step would make this test run for minutes.
#[test]
fn text_that_nobody_would_write_is_cut_too() {
    let unit = [
        "a",
        "字",
        "\n",
        "\u{301}",
        "！",
        "! ",
        ". ",
        "Mr. ",
        "1. ",
        "\" ",
        "A!",
        "e.",
        "😀\u{200D}",
        "\u{FEFF}",
        "\r",
        "| ",
        "- ",
    ];
    for unit in unit {
        let text = format!("a{}b", unit.repeat((1 << 18) / unit.len()));
        for markdown in [false, true] {
            let script = Script::new(&text, markdown);
            assert_whole(&script, &text, &script.segments(LIMIT), LIMIT);
        }
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What holds for every script and its segments.
fn assert_whole(script: &Script, typed: &str, segments: &[Segment], limit: usize) {
    let spoken = script.spoken();
    assert_eq!(
        segments.iter().map(|segment| letters(&segment.text)).collect::<String>(),
        letters(spoken),
        "nothing lost"
    );
    let mut before: Option<&Segment> = None;
    for segment in segments {
        assert!(segment.text.len() <= limit && speakable(&segment.text));
        assert!(spoken[segment.spoken.clone()].starts_with(&segment.text));
        assert!(typed.get(segment.source.clone()).is_some());
        assert!(segment.spoken.len() <= limit, "what a segment lacks fits one request");
        if let Some(before) = before {
            let between = before.spoken.end..segment.spoken.start;
            assert!(between.is_empty() || before.spoken.len() + 4 > limit, "ranges follow each other");
            assert!(!speakable(&spoken[between]));
            assert!(before.source.end <= segment.source.end && before.source.start <= segment.source.start);
        }
        before = Some(segment);
    }
    assert!(before.is_none_or(|last| last.spoken.end == spoken.len() || last.spoken.len() + 4 > limit));
    assert_eq!(script.is_speakable(), speakable(spoken));
    assert_eq!(script.is_speakable(), !segments.is_empty());

    let (mut end, mut source): (usize, Range<usize>) = (0, 0..0);
    for sentence in script.sentences() {
        assert!(sentence.spoken.start >= end);
        assert!(sentence.source.start >= source.start && sentence.source.end >= source.end);
        assert!(speakable(&spoken[sentence.spoken.clone()]) && typed.get(sentence.source.clone()).is_some());
        (end, source) = (sentence.spoken.end, sentence.source.clone());
    }
}

/// No segment begins inside a grapheme, unless the grapheme itself is larger than the limit; blanks do not count.
fn assert_graphemes(spoken: &str, segments: &[Segment], limit: usize) {
    for (at, grapheme) in spoken.grapheme_indices(true).filter(|(_, grapheme)| grapheme.len() <= limit) {
        for segment in segments {
            for cut in [segment.spoken.start, segment.spoken.start + segment.text.len()] {
                let inside = at < cut && cut < at + grapheme.len();
                assert!(
                    !inside || spoken[cut..at + grapheme.len()].trim().is_empty(),
                    "{grapheme:?} is cut in {spoken:?}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(500), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_reordered_or_too_long(typed in anything(), limit in 4_usize..80, markdown in any::<bool>()) {
        let script = Script::new(&typed, markdown);
        let segments = script.segments(limit);
        assert_whole(&script, &typed, &segments, limit);
        assert_graphemes(script.spoken(), &segments, limit);
        if !markdown {
            prop_assert_eq!(letters(script.spoken()), letters(&typed));
        }
    }

    #[test]
    fn a_rest_asked_for_again_is_the_same_text(typed in anything(), limit in 4_usize..80, from in 0_usize..200) {
        let script = Script::new(&typed, false);
        let from = script.spoken().ceil_char_boundary(from.min(script.spoken().len()));
        let rest: String = script.segments_in(from..script.spoken().len(), limit).iter().map(|s| letters(&s.text)).collect();
        prop_assert_eq!(rest, letters(&script.spoken()[from..]));
    }

    #[test]
    fn each_segment_of_a_script_aligns_with_itself(typed in anything(), limit in 40_usize..400) {
        let script = Script::new(&typed, false);
        for segment in script.segments(limit) {
            prop_assert_eq!(Aligner::new(&segment.text).place(&segment.text), Some(0));
        }
    }

    #[test]
    fn a_mark_never_leads_out_of_the_text(sent in anything(), marks in prop::collection::vec(anything(), 0..6)) {
        let mut aligner = Aligner::new(&sent);
        let mut last = 0;
        for at in marks.iter().filter_map(|mark| aligner.place(mark)) {
            prop_assert!(sent.get(at..).is_some() && at >= last);
            last = at;
        }
    }
}
