//! Which encoding a file is in, and what is left of it where bytes are damaged.

use std::path::Path;

use langsheng::text::file;
use langsheng::text::file::Encoding;
use proptest::prelude::*;

use super::{encoded, read};
use crate::common::cases;

const SIMPLIFIED: &str = "朗声是一个桌面朗读程序。它把文字变成声音，一边合成一边播放。今天天气很好，我们去公园散步吧。\n\
    老陈把船缆解开，回头看了一眼：“该走了。”没有人回答……他想起去年的冬天，雪下得很大，河面结了冰，孩子们在上面跑来跑去！\n";
const TRADITIONAL: &str = "朗聲是一個桌面朗讀程式。它把文字變成聲音，一邊合成一邊播放。今天天氣很好，我們去公園散步吧。\n\
    老陳把船纜解開，回頭看了一眼：「該走了。」沒有人回答……他想起去年的冬天，雪下得很大，河面結了冰，孩子們在上面跑來跑去！\n";
const OLD: &str = "话说天下大势，分久必合，合久必分。周末七国分争，并入于秦。及秦灭之后，楚、汉分争，又并入于汉。\n";

fn check(bytes: &[u8], encoding: &str, text: &str) {
    let opened = read(bytes).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!((opened.text.as_str(), opened.reading.encoding.name()), (text, encoding));
    assert_eq!(opened.reading.damaged, 0, "{text}");
}

#[test]
fn files_are_read_in_the_encoding_they_were_written_in() {
    for (encoding, text) in [
        ("UTF-8", SIMPLIFIED),
        ("GB18030", SIMPLIFIED),
        ("GB18030", TRADITIONAL),
        ("GB18030", OLD),
        ("GB18030", "他说 OK 😀，然后走了。㐂"),
        ("Big5", TRADITIONAL),
        ("UTF-16LE", SIMPLIFIED),
        ("UTF-16BE", SIMPLIFIED),
        ("UTF-16LE", "Plain English text, nothing else.\r\n"),
        ("UTF-16BE", "Plain English text, nothing else.\r\n"),
        ("UTF-16LE", "Это обычный русский текст, без всякой пометки."),
        ("Shift_JIS", "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"),
        ("EUC-JP", "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"),
        ("ISO-2022-JP", "吾輩は猫である。名前はまだ無い。"),
        ("EUC-KR", "오늘은 날씨가 좋습니다. 우리는 공원에 산책하러 갑니다. 내일은 비가 온다고 합니다."),
        ("windows-1251", "Сегодня хорошая погода, и мы идём гулять в парк. Завтра, говорят, будет дождь."),
        ("KOI8-R", "Сегодня хорошая погода, и мы идём гулять в парк. Завтра, говорят, будет дождь."),
        ("windows-1252", "L’été dernier, nous avons mangé des pâtes à la forêt ; ça n’était pas très réussi."),
        ("windows-1252", "Über den Wäldern zog ein kühler Wind; die Straße war naß, und größere Äste lagen herum."),
    ] {
        check(&encoded(encoding, text), encoding, text);
    }
}

#[test]
fn a_few_characters_are_enough() {
    for text in ["你好", "你好，世界。", "第一章", "龙猫", "序", "He said 你好."] {
        check(&encoded("GB18030", text), "GB18030", text);
    }
    check(&encoded("Big5", "第一章 這個"), "Big5", "第一章 這個");
    for text in ["café", "naïve", "Der Mann aß Käse.", "It’s £5"] {
        check(&encoded("windows-1252", text), "windows-1252", text);
    }
}

#[test]
fn what_is_odd_is_text_all_the_same() {
    // Zeros at the end and in between, vertical tabs, emoji as two surrogates, a page break, the end mark of old systems.
    assert_eq!(read("你好。\0\0\0".as_bytes()).unwrap().text, "你好。");
    assert_eq!(read("一。\0二。\0".as_bytes()).unwrap().text, "一。\n二。");
    assert_eq!(read(&[encoded("GB18030", "今天天气不错"), vec![0; 900]].concat()).unwrap().text, "今天天气不错");
    assert_eq!(read("one\u{B}two".as_bytes()).unwrap().text, "one\u{B}two");
    let cesu = ["好".as_bytes(), b"\xED\xA0\xBD\xED\xB8\x80", "！".as_bytes()].concat();
    let opened = read(&cesu).unwrap();
    assert_eq!((opened.text.as_str(), opened.reading.is_plain()), ("好😀！", true));
    assert_eq!(read(b"page\x0Cpage\x1A").unwrap().text, "page\x0Cpage\x1A");
    let padded = [encoded("UTF-16LE", "今天天气不错，我们去公园。"), vec![0; 512]].concat();
    assert_eq!(read(&padded).unwrap().text, "今天天气不错，我们去公园。");
}

#[test]
fn a_few_damaged_bytes_in_utf8_leave_it_utf8_and_are_counted() {
    for (bytes, text, damaged) in [
        (["你好\u{FFFD}世界".replace('\u{FFFD}', "").as_bytes(), b"\xFF"].concat(), "你好世界\u{FFFD}", 1),
        (["“Yes,” he said. ".as_bytes(), b"\x80", "OK".as_bytes()].concat(), "“Yes,” he said. \u{FFFD}OK", 1),
        ("我们去公园".as_bytes()[..13].to_vec(), "我们去公\u{FFFD}", 1),
        (["\u{FEFF}好的".as_bytes(), b"\xC4"].concat(), "好的\u{FFFD}", 1),
    ] {
        let opened = read(&bytes).unwrap();
        assert_eq!((opened.text.as_str(), opened.reading.encoding.name()), (text, "UTF-8"));
        assert_eq!(opened.reading.damaged, damaged);
    }
    let wide = [b"\xFF\xFE".as_slice(), &encoded("UTF-16LE", SIMPLIFIED), b"\x4F"].concat();
    let opened = read(&wide).unwrap();
    assert_eq!((opened.reading.encoding.name(), opened.reading.damaged), ("UTF-16LE", 1));
}

#[test]
fn an_encoding_that_was_chosen_is_the_one() {
    let bytes = encoded("Big5", TRADITIONAL);
    for encoding in Encoding::all() {
        if let Ok(opened) = file::read_from(&*bytes, Path::new("a.txt"), Some(encoding)) {
            assert_eq!(opened.reading.encoding, encoding);
            assert_eq!(opened.text == TRADITIONAL, encoding.name() == "Big5", "{}", encoding.name());
        }
    }
    let marked = ["\u{FEFF}".as_bytes(), "好".as_bytes()].concat();
    assert_eq!(file::read_from(&*marked, Path::new("a"), Encoding::named("UTF-8")).unwrap().text, "好");
}

/// What stands between the longest beginning and the longest end that two texts have in common, in characters of the first.
fn differing(wanted: &str, found: &str) -> usize {
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| pairs.take_while(|(a, b)| a == b).count();
    let (all, other) = (wanted.chars().count(), found.chars().count());
    let head = same(&mut wanted.chars().zip(found.chars()));
    let tail = same(&mut wanted.chars().rev().zip(found.chars().rev()));
    all.max(other) - (head + tail).min(all.min(other))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(400), failure_persistence: None, ..ProptestConfig::default() })]

    /// One byte is changed, lost or put in, or the file is cut off.
    #[test]
    fn whatever_byte_is_damaged_the_others_are_read(
        which in 0_usize..4, at in any::<prop::sample::Index>(), byte in any::<u8>(), how in 0..4,
    ) {
        let (encoding, text) =
            [("GB18030", SIMPLIFIED), ("GB18030", OLD), ("Big5", TRADITIONAL), ("UTF-8", SIMPLIFIED)][which];
        let text = text.repeat(8);
        let mut bytes = encoded(encoding, &text);
        let at = at.index(bytes.len());
        match how {
            0 => bytes[at] = byte,
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, byte),
            _ => bytes.truncate(at.max(40)),
        }
        let opened = read(&bytes).unwrap();
        prop_assert_eq!(opened.reading.encoding.name(), encoding);
        if how == 3 {
            let whole = opened.text.trim_end_matches('\u{FFFD}');
            prop_assert!(text.starts_with(whole) && opened.reading.damaged <= 1, "{:?}", opened.reading);
        } else {
            let n = differing(&text, &opened.text);
            prop_assert!(n <= 8, "{} characters differ ({} at {}): {}", n, how, at, opened.text);
            prop_assert!(opened.reading.damaged <= 4);
        }
    }

    /// Noise is no text, however it is looked at.
    #[test]
    fn random_bytes_are_no_text(bytes in prop::collection::vec(any::<u8>(), 200..2_000)) {
        let read = read(&bytes);
        prop_assert!(read.is_err(), "{:?}", read.map(|opened| (opened.reading, opened.text)));
    }
}
