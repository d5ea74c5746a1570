//! A text with headings becomes a file with chapters, and captions that name them.

use std::fs;
use std::path::Path;
use std::process::Command as Program;

use langsheng::audio::TakeSample;
use langsheng::audio::files::export::{FileFormat, Mp3};
use langsheng::engine::{Command, Event, Job, SaveOrder, SaveTo};
use serde_json::Value;

use super::TakeBuilder;
use super::beside::{all, save};
use crate::common::Demo;
use crate::common::desk::{Desk, end_of_job};

/// Start in seconds and title of each chapter, as ffprobe finds them.
fn chapters(path: &Path) -> Vec<(f64, String)> {
    let args = ["-v", "error", "-show_chapters", "-of", "json"];
    let output = Program::new("ffprobe").args(args).arg(path).output();
    let output = output.expect("ffprobe (assets/setup.sh --test installs it)");
    let probed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let chapter = |one: &Value| {
        let start = one["start_time"].as_str().unwrap().parse().unwrap();
        (start, one["tags"]["title"].as_str().unwrap_or_default().to_owned())
    };
    probed["chapters"].as_array().unwrap().iter().map(chapter).collect()
}

const BOOK: &str = "序\n这是一本书。\n\n第一章 出发\n天亮了，我们出发。\n\n第二章\n第三章 上山\n山很高。";

#[test]
fn what_is_spoken_and_saved_has_the_chapters_of_its_text() {
    for format in [FileFormat::Mp3(Mp3::Vbr(4)), FileFormat::Flac, FileFormat::Opus { kbps: 32 }] {
        let desk = Desk::at(Demo::start());
        let path = desk.path("书").with_extension(format.ending());
        let to = SaveTo { path: path.clone(), order: SaveOrder { format, ..all() } };
        desk.send(Command::Speak(Box::new(Job { save: Some(to), ..desk.job(BOOK) })));
        let (mut take, mut saved, mut finished) = (None, false, false);
        desk.until(|event| {
            match event {
                Event::Accepted { take: accepted, .. } => take = Some(accepted),
                Event::Saved { .. } => saved = true,
                other => finished |= end_of_job(other).is_some(),
            }
            (finished && saved).then_some(())
        });
        let take = take.expect("a take");
        let found = chapters(&path);
        let titles: Vec<&str> = found.iter().map(|(_, title)| title.as_str()).collect();
        assert_eq!(titles, ["序", "第一章 出发", "第二章", "第三章 上山"], "{format:?}");
        // Each begins at the mark of its heading: the file was written while nobody knew where that would be.
        let script = langsheng::text::Script::new(BOOK, false);
        for ((start, title), chapter) in found.iter().zip(script.chapters(BOOK)) {
            let mark = take.marks().into_iter().find(|mark| mark.spoken == chapter.spoken).expect("a mark");
            let expected = mark.sample.0 as f64 / f64::from(take.rate());
            assert!((start - expected).abs() < 0.002, "{format:?} {title} at {start}, not {expected}");
        }
        let vtt = fs::read_to_string(path.with_extension("vtt")).unwrap();
        assert!(vtt.contains("NOTE Chapter 00:00:00.000 序\n\n1\n00:00:00.000 -->"), "{vtt}");
        assert_eq!(vtt.matches("NOTE Chapter").count(), 4);
    }
}

#[test]
fn what_stands_before_the_first_heading_is_a_chapter_and_a_part_has_its_own() {
    let text = "写在前面的话。\n\n# 一\n\n天亮了。\n\n# --> 二\n\n天黑了。";
    let mut builder = TakeBuilder::new(text, true, 8_000, 1024);
    let starts = builder.speak(|_| 16_000, |_| true);
    let take = builder.take();
    let desk = Desk::at(Demo::start());
    let order = || SaveOrder { format: FileFormat::Flac, ..all() };
    let (path, ..) = save(&desk, &take, "whole.flac", order());
    let found = chapters(&path);
    assert_eq!(found, [(0.0, "写在前面的话。".into()), (2.0, "一".into()), (6.0, "--> 二".into())]);
    let vtt = fs::read_to_string(path.with_extension("vtt")).unwrap();
    assert!(vtt.contains("\n\nNOTE Chapter 00:00:06.000 → 二\n\n"), "{vtt}");

    let range = Some(TakeSample(starts[2])..TakeSample(starts[3] + 8_000));
    let (path, ..) = save(&desk, &take, "part.flac", SaveOrder { range, ..order() });
    assert_eq!(chapters(&path), [(0.0, "一".into()), (2.0, "--> 二".into())]);
}

#[test]
fn a_text_without_headings_has_no_chapters() {
    let mut builder = TakeBuilder::new("今天天气不错。第一章就这样结束了。", false, 8_000, 1024);
    builder.speak(|_| 8_000, |_| true);
    let desk = Desk::at(Demo::start());
    let (path, ..) = save(&desk, &builder.take(), "x.flac", SaveOrder { format: FileFormat::Flac, ..all() });
    assert!(chapters(&path).is_empty());
    assert!(!fs::read_to_string(path.with_extension("vtt")).unwrap().contains("Chapter"));
}

#[test]
fn three_thousand_chapters_are_all_there() {
    let text: String = (1..=3000).map(|n| format!("第{n}章\n天亮了。\n\n")).collect();
    let mut builder = TakeBuilder::new(&text, false, 8_000, 1024);
    builder.speak(|_| 80, |_| true);
    let desk = Desk::at(Demo::start());
    let order = SaveOrder { format: FileFormat::Mp3(Mp3::Vbr(4)), ..SaveOrder::default() };
    let (path, ..) = save(&desk, &builder.take(), "x.mp3", order);
    let found = chapters(&path);
    assert_eq!((found.len(), &*found[2999].1), (3000, "第3000章"));
    assert!((found[2999].0 - 2999.0 * 0.02).abs() < 0.002);
}
