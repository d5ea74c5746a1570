//! Sentences become captions that can be read.

use langsheng::text::caption::{LINE_WIDTH, captions, width, words};
use langsheng::text::{Script, speakable};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::common::cases;
use crate::common::odd::odd_text;

fn lines(text: &str) -> Vec<Vec<&str>> {
    captions(text, 0..text.len()).into_iter().map(|lines| lines.into_iter().map(|line| &text[line]).collect()).collect()
}

#[test]
fn what_fits_one_line_stays_on_it() {
    for text in [
        "你好。",
        "今天天气很好，我们去公园吧！",
        "The quick brown fox jumps over the lazy.",
        "十八个字十八个字十八个字十八个字。。",
    ] {
        assert_eq!(lines(text), [[text]]);
    }
    assert_eq!(lines(""), [[""; 0]; 0]);
    assert_eq!(lines("  \n "), [[""; 0]; 0]);
}

#[test]
fn a_long_sentence_is_broken_where_people_would_break_it() {
    assert_eq!(
        lines("春江潮水连海平，海上明月共潮生，滟滟随波千万里，何处春江无月明。"),
        [["春江潮水连海平，海上明月共潮生，", "滟滟随波千万里，何处春江无月明。"]]
    );
    assert_eq!(
        lines(
            "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness."
        ),
        [
            vec!["It was the best of times,", "it was the worst of times,"],
            vec!["it was the age of wisdom,", "it was the age of foolishness."],
        ]
    );
    assert_eq!(
        lines("月亮渐渐地升高了，墙外马路上孩子们的欢笑，已经听不见了；"),
        [vec!["月亮渐渐地升高了，", "墙外马路上孩子们的欢笑，"], vec!["已经听不见了；"]]
    );
    assert_eq!(
        lines(
            "He nuzzled his chin into his breast in an effort to escape the vile wind and slipped through the doors."
        ),
        [
            vec!["He nuzzled his chin into his breast", "in an effort to escape the vile wind"],
            vec!["and slipped through the doors."],
        ]
    );
    // No comma: two lines of about the same length, and no word or number in pieces.
    assert_eq!(
        lines("我们在2026年推出的langsheng是一个能够朗读任何文本的桌面程序"),
        [["我们在2026年推出的langsheng", "是一个能够朗读任何文本的桌面程序"]]
    );
}

#[test]
fn marks_stay_with_what_they_belong_to() {
    let text = "他对我说了一句话：\u{201c}你明天早上八点半到学校门口等我好吗？\u{201d}然后（没有等我回答）就走了……";
    for line in lines(text).concat() {
        let (first, last) = (line.chars().next().unwrap(), line.chars().next_back().unwrap());
        assert!(!"\u{201d}）？，。：…".contains(first), "{line}");
        assert!(!"\u{201c}（".contains(last), "{line}");
    }
    let url = format!("See https://example.org/{}, please.", "a".repeat(80));
    for line in lines(&url).concat() {
        assert!(!line.starts_with(','), "{line}");
    }
}

#[test]
fn an_address_that_is_longer_than_a_line_is_broken_behind_its_marks() {
    for length in 43..100 {
        let address =
            format!("https://example.org/a-long-path/{}?{}=7", "part/".repeat(2), "abc-de/".repeat(length / 7));
        let text = format!("请看 {} 这个地址，See {address} for more.", &address[..length.min(address.len())]);
        for line in lines(&text).concat() {
            let words: Vec<&str> = line.split(' ').collect();
            let short = |word: &&str| word.chars().all(|c| c.is_ascii_alphanumeric()) && word.len() < 3;
            assert!(!words.iter().any(short), "{length}: {line}");
        }
    }
    let address = "https://example.org/documents/2026/november/report.html";
    assert_eq!(lines(address), [["https://example.org/documents/", "2026/november/report.html"]]);
    let word = "a".repeat(43);
    assert!(lines(&word).concat().iter().all(|line| line.len() > 12), "{:?}", lines(&word));
}

#[test]
fn thai_is_broken_where_a_word_ends() {
    // “I want to learn Thai because I like Thai food and Thai people very much”, in words.
    let words = ["ฉัน", "อยาก", "เรียน", "ภาษา", "ไทย", "เพราะ", "ฉัน", "ชอบ", "อาหาร", "ไทย", "และ", "คน", "ไทย", "มาก"];
    let text = words.concat();
    let text = format!("{text}{text}");
    let ends: Vec<usize> = words
        .iter()
        .chain(&words)
        .scan(0, |at, word| {
            *at += word.len();
            Some(*at)
        })
        .collect();
    let broken = captions(&text, 0..text.len()).concat();
    assert!(broken.len() > 1 && broken.iter().all(|line| ends.contains(&line.end)), "{:?}", lines(&text));
    let short = words[..6].concat();
    assert_eq!(lines(&short), [[short.as_str()]]);
}

#[test]
fn numbers_of_wide_digits_stay_whole() {
    for text in [
        "这个仓库里一共有大约三十个箱子合计１，２５０，０００元整",
        "圆周率大约等于下面这个很长的数字３．１４１５９２６５",
    ] {
        for line in lines(text).concat() {
            let last = line.chars().next_back().unwrap();
            assert!(!"１２３４５６７８９０，．".contains(last) || text.ends_with(line), "{line}");
        }
    }
}

#[test]
fn words_are_words_and_characters() {
    let cut = |text: &'static str| words(text, 0..text.len()).into_iter().map(|word| &text[word]).collect::<Vec<_>>();
    assert_eq!(cut("今天，很好。"), ["今", "天，", "很", "好。"]);
    assert_eq!(
        cut("\u{201c}Don't stop,\u{201d} she said 3.14 times."),
        ["\u{201c}Don't ", "stop,\u{201d} ", "she ", "said ", "3.14 ", "times."]
    );
    assert_eq!(cut("用Rust写（很快）"), ["用", "Rust", "写", "（很", "快）"]);
    assert_eq!(cut("…"), ["…"]);
}

#[test]
fn what_is_shown_is_the_original_on_one_line() {
    let text = "这是第一行很长很长的中文它被手工\r\n换行了，  而且  有空格；and so is\r\nthis one.\u{7}";
    let script = Script::new(text, false);
    let shown = script.shown(text, 0..script.spoken().trim_end().len());
    assert!(!shown.contains(['\n', '\r', '\u{7}']) && !shown.contains("  "), "{shown}");
    let markdown = "# 标题\n\n**今天**天气[不错](https://example.org)。";
    let script = Script::new(markdown, true);
    let sentence = script.sentences()[1].spoken.clone();
    assert_eq!(script.shown(markdown, sentence), "今天天气不错。");
}

#[test]
fn a_megabyte_without_a_mark_is_broken_too() {
    for text in ["字".repeat(300_000), "a".repeat(300_000), "a\u{301}".repeat(100_000), "！".repeat(100_000)] {
        let broken = lines(&text);
        assert_eq!(broken.concat().concat(), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(1500)))]

    #[test]
    fn nothing_is_lost_and_every_line_can_be_read(text in any_text()) {
        let captions = captions(&text, 0..text.len());
        let kept: String = captions.concat().iter().map(|line| &text[line.clone()]).collect();
        let without_blanks = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(without_blanks(&kept), without_blanks(&text));
        let graphemes: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let mut end = 0;
        for lines in &captions {
            prop_assert!((1..=2).contains(&lines.len()));
            for line in lines {
                prop_assert!(line.start >= end && line.start < line.end, "in order");
                end = line.end;
                let shown = &text[line.clone()];
                prop_assert!(width_shown(shown) <= LINE_WIDTH, "{shown:?}");
                for edge in [line.start, line.end] {
                    prop_assert!(graphemes.binary_search(&edge).is_ok(), "{shown:?} is cut inside a character");
                }
                prop_assert_eq!(words(&text, line.clone()).iter().map(|word| &text[word.clone()]).collect::<String>(), shown);
            }
        }
    }

    #[test]
    fn usual_text_keeps_words_and_marks_whole(parts in proptest::collection::vec(
        prop_oneof![
            3 => "[一-龥]{1,6}", 2 => "[a-zA-Z]{1,12}", 1 => "[0-9]{1,4}(\\.[0-9]{1,2}|,[0-9]{3}|%)?",
            2 => "[，。；：、？！]", 1 => "[,.;:?!] ", 2 => " ", 1 => "“[一-龥]{1,4}”", 1 => "（[a-z]{1,8}）", 1 => "👨\u{200D}👩\u{200D}👧",
        ], 1..60)
    ) {
        let text = parts.concat();
        let breaks = captions(&text, 0..text.len()).concat();
        for pair in breaks.windows(2) {
            let (end, start) = (pair[0].end, pair[1].start);
            let (before, after) = (text[..end].chars().next_back().unwrap(), text[start..].chars().next().unwrap());
            prop_assert!(!"，。；：、？！”）%".contains(after), "{:?} begins a line", after);
            prop_assert!(!"“（".contains(before), "{:?} ends a line", before);
            let in_word = end == start && before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
            // Parts that follow each other without a blank may make a word that is, with its marks, longer than a line.
            let letter = |c: char| c.is_ascii_alphanumeric();
            let before: usize = text[..end].chars().rev().take_while(|&c| letter(c) || ",.%;:?!（“".contains(c)).map(char::len_utf8).sum();
            let letters: usize = text[start..].chars().take_while(|&c| letter(c) || ",.%;:?!".contains(c)).map(char::len_utf8).sum();
            // No line begins with a mark, so a blank before one holds it.
            let marks: usize = text[start + letters..].chars().take_while(|&c| " ,.%;:?!，。；：、？！”）".contains(c)).map(char::len_utf8).sum();
            let held = text[end - before..start + letters + marks].trim_end();
            prop_assert!(!in_word || width(held) > LINE_WIDTH, "{:?} is cut", &text[..end]);
        }
        for line in breaks.iter().filter(|line| speakable(&text[line.start..line.end])) {
            for word in words(&text, line.clone()) {
                prop_assert!(speakable(&text[word]));
            }
        }
    }
}

/// How wide a line is with several blanks as one. A blank that carries an accent is none.
fn width_shown(line: &str) -> u32 {
    let blank = |grapheme: &str| grapheme.trim().is_empty();
    let graphemes: Vec<&str> = line.graphemes(true).collect();
    let runs = graphemes.chunk_by(|a, b| blank(a) && blank(b));
    runs.map(|run| if blank(run[0]) { width(" ") } else { width(run[0]) }).sum()
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        odd_text(80),
        "[一-龥，。！“”（）a-z 0-9\n.,\"'-]{0,200}",
        "[a-z/.,!?]{0,200}",
        "([ก-๛]|https://a.b/|[a-z]{1,9}|[０-９]|．|，|/){0,80}",
        "([a-z]\u{301}|👨\u{200D}👩\u{200D}👧|🇨🇳|국|ひ|ー|ッ| |」|「){0,80}",
        "[\u{300}-\u{310}a ]{0,100}",
    ]
}
