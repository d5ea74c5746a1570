//! Whatever is said and whenever, the files can be read, and say the same.

use std::fs;
use std::ops::Range;
use std::path::Path;

use langsheng::audio::HeardSample;
use langsheng::audio::files::captions::{CaptionFormat, Captions, Cue, Word};
use proptest::prelude::*;

use super::ffmpeg::{Packet, packets};
use crate::common::cases;
use crate::common::odd::odd_text;

const RATE: u32 = 22_050;

fn cue(samples: Range<u64>, lines: &[&str]) -> Cue {
    let word = |line: &&str| vec![Word { text: (*line).to_owned(), sample: HeardSample(samples.start) }];
    Cue {
        exact: true,
        speaker: None,
        lines: lines.iter().map(word).collect(),
        samples: HeardSample(samples.start)..HeardSample(samples.end),
    }
}

fn captions(cues: Vec<Cue>) -> Captions {
    let samples = cues.last().map_or(0, |cue| cue.samples.end.0);
    Captions {
        title: "题目 [1]\n".into(),
        artist: "柔美女友".into(),
        rate: RATE,
        samples: HeardSample(samples),
        cues,
        chapters: Vec::new(),
        karaoke: false,
    }
}

/// Writes them, and reads them by ffprobe; an LRC's empty lines are left out.
fn read(captions: &Captions, format: CaptionFormat, folder: &Path) -> Vec<Packet> {
    let path = folder.join("x").with_extension(format.ending());
    fs::write(&path, captions.write(format)).unwrap();
    packets(&path).into_iter().filter(|packet| !packet.text.is_empty()).collect()
}

/// What a reader of SubRip or LRC sees: the word joiner is invisible.
fn seen(text: &str) -> String {
    text.replace('\u{2060}', "")
}

#[test]
fn each_format_is_as_its_readers_know_it() {
    let mut captions =
        captions(vec![cue(0..22_050, &["你好，", "世界。"]), cue(33_075..22_050 * 3_700, &["A & B <b>"])]);
    captions.cues[1].exact = false;
    assert_eq!(
        captions.write(CaptionFormat::Srt),
        "1\n00:00:00,000 --> 00:00:01,000\n你好，\n世界。\n\n\
         2\n00:00:01,500 --> 01:01:40,000\nA & B <\u{2060}b>\n\n"
    );
    assert_eq!(
        captions.write(CaptionFormat::Vtt),
        "WEBVTT\n\nNOTE\nCues whose name ends in \"-estimated\" begin at estimated times. 1 of 2 are exact.\n\n\
         1\n00:00:00.000 --> 00:00:01.000\n你好，\n世界。\n\n\
         2-estimated\n00:00:01.500 --> 01:01:40.000\nA &amp; B &lt;b&gt;\n\n"
    );
    assert_eq!(
        captions.write(CaptionFormat::Lrc),
        "[ti:题目  1]\n[ar:柔美女友]\n[length:61:40.00]\n[by:Langsheng]\n\
         [re:Langsheng; 1 of 2 times are exact, the others estimated]\n\n\
         [00:00.00]你好，世界。\n[00:01.50]A & B <b>\n[61:40.00]\n"
    );
}

#[test]
fn text_that_looks_like_the_format_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    let nasty = [
        "1",
        "00:00:01,000 --> 00:00:02,000",
        "NOTE this",
        "WEBVTT",
        "STYLE",
        "<i>slanted</i> & <v Bob>",
        "{\\an8}top",
        "[00:12.00]and [ti:x]",
        "<00:12.00>word",
        "a < b > c",
        "&lt;",
        "--> ->",
        "🎉 “quotes” 'and' \"more\"",
        "-",
        "[x]",
        "line\u{2028}separator",
        "a\r\nb\n\nc",
        "\u{85}next",
    ];
    let cues: Vec<Cue> = (0..).step_by(22_050).zip(nasty).map(|(at, text)| cue(at..at + 22_050, &[text])).collect();
    let captions = captions(cues);
    for format in CaptionFormat::ALL {
        let text = captions.write(format);
        assert!(!text.contains(['\r', '\u{2028}', '\u{85}']));
        let read = match format {
            CaptionFormat::Vtt => read(&captions, format, folder.path()),
            // Here angle brackets are text, and ffprobe gives them as they are.
            _ => super::ffmpeg::raw_packets(&folder.path().join("raw"), &text, format.ending()),
        };
        let read: Vec<String> = read.iter().map(|packet| seen(&packet.text)).collect();
        let expected: Vec<String> = nasty
            .iter()
            .map(|text| text.replace("\r\n", "  ").replace(['\n', '\u{2028}', '\u{85}'], " ").trim().to_owned())
            .collect();
        assert_eq!(read, expected, "{format:?}: {text}");
    }
}

#[test]
fn what_players_take_for_marks_is_disarmed() {
    let text = |line: &str, format| captions(vec![cue(0..RATE.into(), &[line])]).write(format);
    for line in ["<i>x</i>", "<font color=red>x</font>", "{\\an8}x", "a --> b", "a<5>b"] {
        let srt = text(line, CaptionFormat::Srt);
        let shown = srt.lines().nth(2).unwrap();
        assert!(
            !shown.contains("<i")
                && !shown.contains("<5")
                && !shown.contains("<f")
                && !shown.contains("</")
                && !shown.contains("{\\")
                && !shown.contains("-->")
        );
        assert_eq!(seen(shown), line);
    }
    for line in ["[00:12.00]x", "<1:2>x", "[ 12:00]x"] {
        let lrc = text(line, CaptionFormat::Lrc);
        assert!(!lrc.contains(line) && seen(&lrc).contains(line), "{lrc}");
    }
}

#[test]
fn players_of_subrip_show_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        "若 a<5 且 b>3",
        "i<j && k>l, vector<int> 1<2>",
        "<3 heart> you",
        "a<>b a<_b>c <é> <中>",
        "x < y > z",
        "{y:i}abc {Y:b} {C:$0000FF} {\\b1}x {\\an8}top",
        "a{b}c [x]",
        r"C:\Network\new\home",
        "&lt;b&gt; &amp; R&D; AT&T",
        "</i><<b>><font color=red>x</font>",
        "00:00:01,000 --> 00:00:02,000",
    ];
    let cues: Vec<Cue> = (0..).step_by(22_050).zip(texts).map(|(at, text)| cue(at..at + 22_050, &[text])).collect();
    let path = folder.path().join("x.srt");
    fs::write(&path, captions(cues).write(CaptionFormat::Srt)).unwrap();
    let shown: Vec<String> = super::ffmpeg::shown(&path).iter().map(|text| seen(text)).collect();
    assert_eq!(shown, texts);
    let written = fs::read_to_string(&path).unwrap();
    assert!(!written.contains(r"\N") && !written.contains("&lt;"), "{written}");
}

#[test]
fn hundreds_of_hours_and_single_samples_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let late = 22_050 * 3_600 * 250;
    let cues = vec![
        cue(0..1, &["one"]),
        cue(1..2, &["two"]),
        cue(2..2, &["three"]),
        cue(2..90_000, &["four"]),
        cue(66_150..132_300, &["five"]),
        cue(150_000..160_000, &["", " \n"]),
        cue(160_000..170_000, &["\u{E}"]),
        cue(late..late + 1, &["late"]),
    ];
    let captions = captions(cues);
    for format in CaptionFormat::ALL {
        let read = read(&captions, format, folder.path());
        assert_eq!(
            read.iter().map(|packet| packet.text.as_str()).collect::<Vec<_>>(),
            ["one", "two", "three", "four", "five", "late"]
        );
        for pair in read.windows(2) {
            assert!(
                pair[0].duration > 0.0 && pair[0].start + pair[0].duration <= pair[1].start + 1e-6,
                "{format:?} {pair:?}"
            );
        }
        assert!((read[5].start - 900_000.0).abs() < 1e-6 && (read[4].start - 3.0).abs() < 1e-6);
    }
    let text = captions.write(CaptionFormat::Srt);
    assert!(text.contains("\n250:00:00,000 --> 250:00:00,001\n"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(300)))]

    #[test]
    fn no_text_breaks_a_file(texts in proptest::collection::vec(prop_oneof![any::<String>(), odd_text(30), "[<>&\\-\\[\\]{}\\\\0-9:,.\n\r /ab]{0,30}"], 1..8), karaoke: bool) {
        let cues: Vec<Cue> = (0..).step_by(10_000).zip(&texts).map(|(at, text)| {
            let words = text.split_inclusive(' ').zip(0..);
            let words = words.map(|(word, number)| Word { text: word.to_owned(), sample: HeardSample(at + number * 700) }).collect();
            Cue { samples: HeardSample(at)..HeardSample(at + 10_000), exact: text.len() % 2 == 0, speaker: None, lines: vec![words] }
        }).collect();
        let captions = Captions { karaoke, ..captions(cues) };
        let shown: Vec<&String> = texts.iter().filter(|text| text.chars().any(|c| !c.is_control() && !c.is_whitespace())).collect();
        let empty = texts.len() - texts.iter().filter(|text| !text.replace(|c: char| c.is_control(), " ").trim().is_empty()).count();

        let srt = captions.write(CaptionFormat::Srt);
        prop_assert_eq!(srt.matches(" --> ").count(), texts.len() - empty);
        let vtt = captions.write(CaptionFormat::Vtt);
        prop_assert_eq!(vtt.matches("-->").count(), texts.len() - empty);
        for text in [&srt, &vtt] {
            prop_assert!(!text.contains('\r') && !text.contains("\n\n\n"), "{:?}", text);
            let blocks = text.split("\n\n").filter(|block| block.contains(" --> "));
            for block in blocks {
                // Number, times, and the one line of these cues.
                prop_assert_eq!(block.lines().count(), 3, "{:?}", block);
            }
        }
        let lrc = captions.write(CaptionFormat::Lrc);
        let body = lrc.split_once("\n\n").map_or("", |(_, body)| body);
        prop_assert!(body.lines().all(|line| line.starts_with('[')), "{:?}", lrc);
        prop_assert!(body.lines().count() >= shown.len());
    }
}
