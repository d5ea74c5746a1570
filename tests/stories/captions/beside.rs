//! Captions and the receipt beside a saved file, made by the engine and read by ffmpeg.

use std::fs;
use std::path::{Path, PathBuf};

use langsheng::audio::files::captions::CaptionFormat;
use langsheng::audio::take::Take;
use langsheng::audio::{PauseSettings, TakeSample};
use langsheng::engine::{Command, Event, Job, SaveId, SaveOrder, SaveReport, SaveTo};
use serde_json::Value;

use super::ffmpeg::{Packet, packets};
use super::{TakeBuilder, ffmpeg};
use crate::common::Demo;
use crate::common::desk::{Desk, end_of_job};

pub fn all() -> SaveOrder {
    SaveOrder { captions: CaptionFormat::ALL.to_vec(), receipt: true, ..SaveOrder::default() }
}

/// Saves a take by an engine.
pub fn save(desk: &Desk, take: &Take, name: &str, order: SaveOrder) -> (PathBuf, u64, SaveReport) {
    let path = desk.path(name);
    let to = Box::new(SaveTo { path: path.clone(), order });
    desk.send(Command::Save { id: SaveId(1), take: take.clone(), to });
    desk.until(|event| match event {
        Event::Saved { samples, report, .. } => Some((path.clone(), samples.0, report)),
        Event::SaveFailed { failure, .. } => panic!("{failure:?}"),
        _ => None,
    })
}

fn receipt(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path.with_extension("receipt.json")).expect("a receipt")).expect("JSON")
}

fn near(packet: &Packet, sample: u64, rate: u32, within: f64) {
    let expected = sample as f64 / f64::from(rate);
    assert!((packet.start - expected).abs() <= within, "{packet:?}, not {expected}");
}

#[test]
fn what_is_spoken_and_saved_has_captions_at_its_marks() {
    let desk = Desk::at(Demo::start());
    let text =
        "今天天气不错，风也不大。\n\n我们去公园走走吧！路上可以买一点吃的东西。\r\n\r\nThen we will come home & sleep.";
    let path = desk.path("公园.wav");
    let to = SaveTo { path: path.clone(), order: all() };
    let job = Job { save: Some(to), ..desk.job(text) };
    desk.send(Command::Speak(Box::new(job)));
    let (mut take, mut report, mut finished) = (None, None, false);
    desk.until(|event| {
        match event {
            Event::Accepted { take: accepted, .. } => take = Some(accepted),
            Event::Saved { report: saved, .. } => report = Some(saved),
            other => finished |= end_of_job(other).is_some(),
        }
        (finished && report.is_some()).then_some(())
    });
    let (take, report) = (take.expect("a take"), report.expect("a report"));
    let endings = ["srt", "vtt", "lrc", "receipt.json"];
    assert_eq!(report.beside, endings.map(|ending| path.with_extension(ending)));

    // The demo service announces each sentence, so every cue begins at a mark.
    let marks = take.marks();
    let sentences = [
        "今天天气不错，风也不大。",
        "我们去公园走走吧！",
        "路上可以买一点吃的东西。",
        "Then we will come home & sleep.",
    ];
    for (ending, within) in [("srt", 0.001), ("vtt", 0.001), ("lrc", 0.01)] {
        let read = packets(&path.with_extension(ending));
        let spoken: Vec<&Packet> = read.iter().filter(|packet| !packet.text.is_empty()).collect();
        assert_eq!(spoken.iter().map(|packet| packet.text.as_str()).collect::<Vec<_>>(), sentences, "{ending}");
        for (packet, sentence) in spoken.iter().zip(sentences) {
            let at = langsheng::text::Script::new(text, false).spoken().find(sentence).expect("a sentence");
            let mark = marks.iter().find(|mark| mark.spoken == at).expect("a mark");
            near(packet, mark.sample.0, take.rate(), within);
        }
        assert!(spoken.windows(2).all(|pair| pair[0].start + pair[0].duration <= pair[1].start + 1e-6));
    }
    let receipt = receipt(&path);
    assert_eq!(receipt["captions"]["exact"], 4);
    assert_eq!(receipt["captions"]["estimated_cues"], serde_json::json!([]));
    assert_eq!(receipt["whole"], true);
    assert_eq!(receipt["file"]["samples"], take.len().0);
    assert_eq!(receipt["file"]["sha256"], ffmpeg::sha256(&path));
    assert_eq!(receipt["takes"][0]["text"]["bytes"], text.len());
    assert_eq!(receipt["takes"][0]["segments"][0]["state"], "done");
    assert!(receipt["takes"][0]["segments"][0]["logid"].is_string());
    assert!(!receipt.to_string().contains(Desk::TOKEN), "never a token");
}

#[test]
fn range_and_pauses_are_counted() {
    let text = "第一句话说的是这样一件事情。第二句话说的是另外一件事情。\n\n第三句话说的是最后一件事情。";
    let mut builder = TakeBuilder::new(text, false, 8_000, 1024);
    let starts = builder.speak(|_| 16_000, |_| true);
    let take = builder.take();
    let desk = Desk::at(Demo::start());

    let joins = PauseSettings { sentence_ms: 500, paragraph_ms: 1_500, trim: false };
    let (path, samples, _) = save(&desk, &take, "pauses.wav", SaveOrder { joins, ..all() });
    assert_eq!(samples, 48_000 + 4_000 + 12_000);
    let read = packets(&path.with_extension("vtt"));
    let seconds: Vec<(f64, f64)> = read.iter().map(|packet| (packet.start, packet.start + packet.duration)).collect();
    assert_eq!(seconds, [(0.0, 2.0), (2.5, 4.5), (6.0, 8.0)]);

    let range = Some(TakeSample(starts[1] - 8_000)..TakeSample(starts[2] + 8_000));
    let (path, ..) = save(&desk, &take, "range.wav", SaveOrder { range, ..all() });
    let read = packets(&path.with_extension("srt"));
    let seconds: Vec<(f64, f64)> = read.iter().map(|packet| (packet.start, packet.duration)).collect();
    assert_eq!(seconds, [(0.0, 1.0), (1.0, 2.0), (3.0, 1.0)]);
    let receipt = receipt(&path);
    // Of the first only the end is heard, so nobody announced where it begins.
    assert_eq!(receipt["captions"]["estimated_cues"], serde_json::json!([1]));
    assert_eq!(receipt["whole"], false);
}

#[test]
fn a_faster_file_has_faster_captions_in_any_format() {
    let text = "第一句话说的是这样一件事情。第二句话说的是另外一件事情。\n\n第三句话说的是最后一件事情。";
    let mut builder = TakeBuilder::new(text, false, 24_000, 1024);
    let starts = builder.speak(|at| 48_000 + at * 777, |_| true);
    let take = builder.take();
    let desk = Desk::at(Demo::start());
    for name in ["fast.wav", "fast.flac", "fast.mp3", "fast.opus"] {
        let to = SaveOrder::for_path(Path::new(name));
        let (path, samples, _) = save(&desk, &take, name, SaveOrder { speed: 2.0, format: to.format, ..all() });
        assert!(samples.abs_diff(take.len().0 / 2) < 2_400, "{name}: {samples} samples");
        let read = packets(&path.with_extension("srt"));
        assert_eq!(read.len(), 3);
        for (packet, start) in read.iter().zip(&starts) {
            near(packet, start * samples / take.len().0, take.rate(), 0.001);
        }
        assert_eq!(receipt(&path)["file"]["samples"], samples);
    }
}

#[test]
fn four_hours_do_not_drift() {
    let text: String = (0..4_810).map(|at| format!("第{at}句，不长也不短的一句话。")).collect();
    // A rate at which no time is a round number.
    let mut builder = TakeBuilder::new(&text, false, 1_103, 1024);
    let starts = builder.speak(|at| 3_307 + at % 5, |_| true);
    let take = builder.take();
    assert!(take.len() > 4 * 3600 * 1_103);
    let desk = Desk::at(Demo::start());
    let (path, ..) = save(&desk, &take, "long.wav", all());
    for (ending, within) in [("srt", 0.000_501), ("vtt", 0.000_501), ("lrc", 0.005_001)] {
        let read = packets(&path.with_extension(ending));
        let spoken: Vec<&Packet> = read.iter().filter(|packet| !packet.text.is_empty()).collect();
        assert_eq!(spoken.len(), starts.len());
        for (packet, start) in spoken.into_iter().zip(&starts) {
            near(packet, *start, take.rate(), within);
        }
    }
}

#[test]
fn estimates_are_marked_so_and_karaoke_has_a_time_for_each_word() {
    let text = "春江潮水连海平，海上明月共潮生，滟滟随波千万里，何处春江无月明。江流宛转绕芳甸。";
    let mut builder = TakeBuilder::new(text, false, 8_000, 1024);
    builder.speak(|at| if at == 0 { 96_000 } else { 24_000 }, |at| at == 0);
    let take = builder.take();
    let desk = Desk::at(Demo::start());
    let order = SaveOrder { karaoke: true, ..all() };
    let (path, ..) = save(&desk, &take, "poem.wav", order);
    let receipt = receipt(&path);
    assert_eq!((&receipt["captions"]["exact"], &receipt["captions"]["estimated"]), (&1.into(), &1.into()));

    let vtt = fs::read_to_string(path.with_extension("vtt")).expect("captions");
    assert!(vtt.contains("NOTE\nCues whose name ends in \"-estimated\"") && vtt.contains("1 of 2 are exact"));
    assert!(vtt.contains("\n1\n00:00:00.000 --> ") && vtt.contains("\n2-estimated\n"), "{vtt}");
    assert!(vtt.contains("\n春<00:00:00."), "{vtt}");
    let lrc = fs::read_to_string(path.with_extension("lrc")).expect("captions");
    assert!(lrc.contains("[re:Langsheng; 1 of 2 times are exact, the others estimated; times of words are estimates]"));
    let line = lrc.lines().find(|line| line.starts_with("[00:00.00]")).expect("the first line");
    let times: Vec<f64> = line.split('<').skip(1).map(|word| word[3..8].parse().expect("seconds")).collect();
    assert_eq!(times.len(), 29, "one for each character, and the end: {line}");
    assert!(times.windows(2).all(|pair| pair[0] <= pair[1]) && times[0] == 0.0, "{times:?}");
    // Without the times it is what is shown.
    let read = packets(&path.with_extension("vtt"));
    assert_eq!(read.iter().map(|packet| packet.text.replace('\n', "")).collect::<String>(), text);
}

#[test]
fn markdown_is_captioned_as_it_is_spoken_and_short_sentences_stay_together() {
    let text = "# 标题\n\n他说：**好**！好！好！我们走吧。\n";
    let mut builder = TakeBuilder::new(text, true, 8_000, 1024);
    builder.speak(|at| if (1..3).contains(&at) { 3_000 } else { 16_000 }, |_| true);
    let desk = Desk::at(Demo::start());
    let (path, ..) = save(&desk, &builder.take(), "notes.wav", all());
    let texts: Vec<String> = packets(&path.with_extension("srt")).into_iter().map(|packet| packet.text).collect();
    assert_eq!(texts, ["标题", "他说：好！好！好！", "我们走吧。"]);
    // Saved once more, the captions are those of the new file.
    let (path, ..) = save(
        &desk,
        &builder.take(),
        "notes.wav",
        SaveOrder { range: Some(TakeSample(0)..TakeSample(16_000)), ..all() },
    );
    assert_eq!(packets(&path.with_extension("srt")).len(), 1);
}
