//! Names of files are what the template says, and can be had everywhere.

use std::collections::HashSet;
use std::fs;
use std::sync::Barrier;

use jiff::civil::date;
use langsheng::store::names::{Claim, Mistake, NameFacts, Template};
use langsheng::store::{StoreError, names};
use langsheng::words::{Failure, Lang};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::common::cases;
use crate::common::odd::odd_char;

fn facts(text: &str) -> NameFacts<'_> {
    NameFacts { text, title: None, voice: "柔美女友", when: date(2026, 1, 2).at(15, 4, 5, 0), number: None }
}

fn stem(template: &str, text: &str) -> String {
    Template::parse(template).unwrap().stem(&facts(text))
}

#[test]
fn each_field_is_filled() {
    let text = "# 今天，天气/不错！\n明天";
    assert_eq!(stem("{date} {time} {voice}", text), "2026-01-02 15-04-05 柔美女友");
    assert_eq!(stem("{first:4}…", text), "今天，天…");
    assert_eq!(stem("{first}", text), "今天，天气 不错！ 明天");
    for (text, beginning) in [
        ("This is a first sentence.", "This is a"),
        ("This  is\na fi", "This is a fi"),
        ("An internationalization", "An internati"),
        ("今天是2026年11月", "今天是2026年11月"),
        ("我们去了一个叫Hogwarts的地方", "我们去了一个叫"),
    ] {
        assert_eq!(stem("{first:12}", text), beginning);
    }
    assert_eq!(stem("{title}", text), "今天，天气 不错！");
    assert_eq!(Template::parse("{title}").unwrap().stem(&NameFacts { title: Some("信"), ..facts(text) }), "信");
    assert_eq!(stem("{n}-{n:3}", text), "1-001");
    assert_eq!(Template::parse("第{n:2}回").unwrap().stem(&NameFacts { number: Some(123), ..facts(text) }), "第123回");
    assert_eq!(stem("{{first}} {first:2}", text), "{first} 今天");
    assert_eq!(stem("{first:3}", "👨\u{200D}👩\u{200D}👧a👩🏽\u{200D}🚀e\u{301}!"), "a👩🏽\u{200D}🚀e\u{301}");
    assert_eq!(
        names::preview(names::DEFAULT, &facts("Hello, world: \"quotes\"?"), "mp3").unwrap(),
        "Hello, world quotes.mp3"
    );
}

#[test]
fn a_wrong_template_says_what_is_wrong() {
    let mistake = |template| match Template::parse(template) {
        Err(StoreError::Template(mistake)) => mistake,
        other => panic!("{template}: {other:?}"),
    };
    assert_eq!(mistake("{name}"), Mistake::Unknown("name".into()));
    assert_eq!(mistake("{first:0}"), Mistake::Number("first:0".into()));
    assert_eq!(mistake("{first:x}"), Mistake::Number("first:x".into()));
    assert_eq!(mistake("{n:10}"), Mistake::Number("n:10".into()));
    assert_eq!(mistake("{date:3}"), Mistake::Number("date:3".into()));
    for unclosed in ["{first", "first}", "{", "a}b{{"] {
        assert_eq!(mistake(unclosed), Mistake::Brace, "{unclosed}");
    }
    let failure = Failure::from(Template::parse("{name}").unwrap_err());
    assert!(failure.text(Lang::En).contains("{name}") && failure.text(Lang::En).contains("{first:12}"));
    assert_eq!(names::proposal("{name}", &facts("你好"), "wav"), "你好.wav");
}

#[test]
fn names_that_no_system_would_take_become_some_that_all_do() {
    for (name, safe) in [
        ("", "langsheng"),
        ("...", "langsheng"),
        (" - _ ", "langsheng"),
        (".hidden.", "hidden"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\x", "C Windows x"),
        ("con", "con_"),
        ("Aux.txt", "Aux_.txt"),
        ("COM1", "COM1_"),
        ("lpt9.a.b", "lpt9_.a.b"),
        ("COM¹", "COM¹_"),
        ("CONtext", "CONtext"),
        ("a\u{202E}gpj.exe", "agpj.exe"),
        ("a\u{0}b\tc\r\nd", "a b c d"),
        ("名字  。 ", "名字 。"),
        ("🎉", "🎉"),
    ] {
        assert_eq!(names::safe(name), safe, "{name:?}");
    }
    let cut = format!("con {}", "\u{200D}".repeat(80));
    assert_eq!(names::safe(&cut), "con_", "one long character does not fit, and what is left is a device");
}

#[test]
fn names_are_numbered_and_never_shared() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("not there yet");
    let claim =
        |template: &str| Claim::new(&folder, &Template::parse(template).unwrap(), &facts("你好"), &["wav", "srt"]);
    let name = |claim: &Claim| claim.path().file_name().unwrap().to_str().unwrap().to_owned();

    let first = claim("{first}").unwrap();
    let second = claim("{first}").unwrap();
    assert_eq!((name(&first), name(&second)), ("你好.wav".into(), "你好 (2).wav".into()));
    // Given up, it can be had again; and what stands beside it counts.
    drop(first);
    fs::write(folder.join("你好.srt"), "").unwrap();
    assert_eq!(name(&claim("{first}").unwrap()), "你好 (3).wav");
    drop(second);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing else is left behind");

    // A template that counts needs no brackets.
    fs::write(folder.join("1.wav"), "").unwrap();
    assert_eq!(name(&claim("{n}").unwrap()), "2.wav");
    let path = claim("{n}").unwrap().take();
    assert!(folder.join("2.wav.part").exists() && path.ends_with("2.wav"));

    // A number that a long name leaves no room for counts all the same.
    let text = "很".repeat(300);
    for length in 60..80 {
        let template = Template::parse(&format!("{{first:{length}}}{{n}}")).unwrap();
        let claims: Vec<Claim> =
            (0..12).map(|_| Claim::new(&folder, &template, &facts(&text), &["wav"]).unwrap()).collect();
        assert_eq!(claims.iter().map(Claim::path).collect::<HashSet<_>>().len(), 12);
    }

    let together = Barrier::new(8);
    let claims: Vec<Claim> = std::thread::scope(|scope| {
        let race = || {
            together.wait();
            (0..25).map(|_| claim("race").unwrap()).collect::<Vec<_>>()
        };
        let racing: Vec<_> = (0..8).map(|_| scope.spawn(race)).collect();
        racing.into_iter().flat_map(|racer| racer.join().unwrap()).collect()
    });
    let mut names: Vec<String> = claims.iter().map(name).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 200);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(400)))]

    #[test]
    fn any_name_is_safe(name in any_name()) {
        let safe = names::safe(&name);
        let longest = format!("{safe} (9999).receipt.json.part");
        let windows = sanitize_filename::OptionsForCheck { windows: true, truncate: true };
        prop_assert!(sanitize_filename::is_sanitized_with_options(&longest, windows.clone()), "{safe:?}");
        prop_assert!(sanitize_filename::is_sanitized_with_options(&safe, windows), "{safe:?}");
        prop_assert!(longest.len() <= 255 && !safe.is_empty() && safe == safe.trim() && !safe.starts_with('.'));
        prop_assert_eq!(&names::safe(&safe), &safe, "once is enough");
        // What was legal and short enough has stayed.
        if name.chars().all(char::is_alphanumeric) && name.chars().count() > 4 && name.len() < 200 {
            prop_assert_eq!(&safe, &name);
        }
        // No character was cut in two.
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(&longest), "").unwrap();
    }

    #[test]
    fn a_long_name_is_cut_between_characters(graphemes in proptest::collection::vec("[a-z]\u{301}?|👨\u{200D}👩\u{200D}👧|国|🇨🇳", 60..300)) {
        let name = graphemes.concat();
        let safe = names::safe(&name);
        prop_assert!(name.starts_with(&safe) && safe.len() <= 223);
        let cut: Vec<&str> = name.graphemes(true).take(safe.graphemes(true).count()).collect();
        prop_assert_eq!(cut.concat(), safe);
    }

    #[test]
    fn any_template_is_understood_or_refused(template in "[{}a-z:0-9 ]{0,20}", text in any::<String>()) {
        if let Ok(template) = Template::parse(&template) {
            prop_assert!(!template.stem(&facts(&text)).is_empty());
        }
    }
}

fn any_name() -> impl Strategy<Value = String> {
    // What a system takes for a device, loses, hides or cuts, in any order.
    let parts = prop::sample::select(vec![
        "con",
        "NUL",
        "Aux",
        "prn",
        "COM1",
        "lpt9",
        "com0",
        "COM¹",
        "CONIN$",
        "clock$",
        ".",
        "..",
        " ",
        "\u{3000}",
        "_",
        "-",
        "~",
        "a",
        ".wav",
        "/",
        "\\",
        ":",
        "?",
        "\u{0}",
        "\n",
        "\u{202E}",
        "\u{200D}",
        "\u{FE0F}",
        "\u{301}",
        "国",
        "。",
        "👨\u{200D}👩\u{200D}👧",
        "🇨🇳",
    ]);
    let long = (parts.clone(), 30..260_usize).prop_map(|(part, times)| part.repeat(times));
    let part = prop_oneof![
        12 => parts.prop_map(str::to_owned),
        1 => long,
        3 => odd_char().prop_map(String::from),
    ];
    prop_oneof![
        3 => prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat()),
        1 => any::<String>(),
        1 => "[a-zA-Z0-9 ._/:*?<>|\"\\\\-]{0,40}",
        1 => "(con|NUL|aux|com1|LPT9|CON)[. a]{0,4}(wav|)",
        1 => "[国。👍é]{0,300}",
        1 => "[a-z\u{202E}\u{200B}\u{FEFF}\r\n\t\u{0}\u{85}. ]{0,30}",
    ]
}
