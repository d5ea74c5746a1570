//! The voice behind the demo account: is it speech, and does it read whatever it is given?

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use langsheng::demo::{Machine, SpeakRequest, Speech, Synthesizer, VoiceKind};

const ENGLISH: &str = "7000000000000000011";
const CHINESE: &str = "7000000000000000001";

const PASSAGE: [&str; 6] = [
    "Last summer my brother and I walked along the river to a small town.",
    "The morning was cold and bright, and there was nobody on the road.",
    "We bought bread and apples at the market, and a man with a white hat told us about the old bridge.",
    "It was built two hundred years ago, and every spring the children of the town paint it green.",
    "In the afternoon it began to rain, so we waited in the church until the sky was clear again.",
    "When we came home, it was already dark, and our mother was standing at the window.",
];

fn speak(voice: &Speech, id: &str, sentence: &str, rate_hz: u32) -> Vec<i16> {
    voice.speak(sentence, &SpeakRequest::plain(id, rate_hz))
}

/// This machine's speech engine, which these tests need.
fn machine() -> Machine {
    Machine::find().expect("these tests need `espeak-ng` (package espeak-ng)")
}

/// Sound that a person would hear, and no sample at full scale.
fn assert_sounds(samples: &[i16], what: &str) {
    let loudest = samples.iter().map(|s| s.unsigned_abs()).max().unwrap_or(0);
    assert!(loudest > 1_500, "{what}: loudest sample {loudest}");
    assert!(loudest < 32_767, "{what}: clipped");
}

#[test]
fn the_english_voice_is_understood_by_a_stranger() {
    let voice = Speech::with_machine(None);
    let mut samples = Vec::new();
    for sentence in PASSAGE {
        samples.extend(speak(&voice, ENGLISH, sentence, 16_000));
        samples.extend([0; 4_800]);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("passage.wav");
    write_wav(&path, 16_000, &samples);

    let heard = Command::new("pocketsphinx_continuous")
        .arg("-infile")
        .arg(&path)
        .output()
        .expect("this test needs `pocketsphinx_continuous` (packages pocketsphinx and pocketsphinx-en-us)");
    let heard = String::from_utf8_lossy(&heard.stdout).into_owned();
    let (said, understood) = (words(&PASSAGE.join(" ")), words(&heard));
    let right = in_common(&said, &understood);
    eprintln!("understood {right} of {} words", said.len());
    assert!(right * 100 >= said.len() * 80, "understood {right} of {} words: {heard}", said.len());
}

#[test]
fn mandarin_is_spoken_by_the_machine_and_english_never_is() {
    let (with, without) = (Speech::with_machine(Some(machine())), Speech::with_machine(None));
    let (chinese, english, mixed) = ("今天天气不错。", "A fine day.", "今天用 Rust 写程序。");

    assert_eq!(with.kind(chinese), VoiceKind::Speech);
    assert_eq!(without.kind(chinese), VoiceKind::Placeholder);
    assert_eq!(without.kind(mixed), VoiceKind::Placeholder);
    assert_eq!(without.kind(english), VoiceKind::Speech);

    let (spoken, hummed) = (speak(&with, CHINESE, chinese, 24_000), speak(&without, CHINESE, chinese, 24_000));
    assert_sounds(&spoken, "Mandarin");
    assert_sounds(&hummed, "placeholder");
    assert_ne!(spoken, hummed);
    assert_eq!(speak(&with, CHINESE, english, 24_000), speak(&without, CHINESE, english, 24_000));
    assert_sounds(&speak(&with, CHINESE, mixed, 24_000), "mixed");
}

#[test]
fn whatever_can_be_read_sounds_at_every_rate() {
    let voice = Speech::with_machine(Some(machine()));
    let long = "The rain fell on the roof, and nobody in the house said a word; ".repeat(16);
    let sentences = [
        "Hello world。",
        "12345",
        "3.14159",
        "50% & 20°C",
        "@ # %",
        "v0.1.0 at https://example.com/docs?x=1",
        "qwrtpsdfg",
        "A",
        "Ｈｅｌｌｏ，ｗｏｒｌｄ！",
        "[word](/sounds/) and [[hello]]",
        "naïve café — “quoted” straße",
        "你好",
        "２０２４年１１月２２日，一共３.１４元。",
        "用 3D 打印 iPhone 15 的外壳",
        "こんにちは、世界。",
        "Привет, мир!",
        "안녕하세요",
        &long,
    ];
    assert!(long.chars().count() > 1_000);
    for sentence in sentences {
        assert_sounds(&speak(&voice, ENGLISH, sentence, 24_000), sentence);
    }
    for rate in [8_000, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000] {
        let samples = speak(&voice, CHINESE, "你好 world", rate);
        assert_sounds(&samples, &rate.to_string());
        let seconds = samples.len() as f32 / rate as f32;
        assert!((0.8..3.0).contains(&seconds), "{rate} Hz: {seconds} s");
    }
}

#[test]
fn what_cannot_be_read_gives_nothing() {
    for voice in [Speech::with_machine(None), Speech::with_machine(Some(machine()))] {
        for sentence in ["", "。", "……！", "😀👍", " \n\t", "\u{200B}"] {
            assert!(speak(&voice, ENGLISH, sentence, 24_000).is_empty(), "{sentence:?}");
            assert!(speak(&voice, CHINESE, sentence, 24_000).is_empty(), "{sentence:?}");
        }
    }
}

#[test]
fn an_unknown_word_is_not_left_out() {
    let voice = Speech::with_machine(None);
    let without = speak(&voice, ENGLISH, "We saw the house.", 8_000).len();
    let with = speak(&voice, ENGLISH, "We saw the zhangrovnik house.", 8_000).len();
    assert!(with > without + 8_000 / 4, "{with} {without}");
}

#[test]
fn the_rate_changes_the_length() {
    let voice = Speech::with_machine(Some(machine()));
    for sentence in [PASSAGE[2], "好天气总能让人心情也跟着变好呢！"] {
        let length = |speech_rate| {
            let request = SpeakRequest { speech_rate, ..SpeakRequest::plain(ENGLISH, 16_000) };
            // The silence around a sentence is always the same.
            (voice.speak(sentence, &request).len() - 16_000 * 300 / 1000) as f32
        };
        let (slow, plain, fast) = (length(-50), length(0), length(100));
        assert!((1.7..2.4).contains(&(slow / plain)), "{sentence}: {slow} {plain}");
        assert!((1.6..2.4).contains(&(plain / fast)), "{sentence}: {plain} {fast}");
    }
}

#[test]
fn a_sentence_begins_with_the_silence_of_the_service() {
    let voice = Speech::with_machine(None);
    let samples = speak(&voice, ENGLISH, PASSAGE[0], 24_000);
    let first = samples.iter().position(|s| s.unsigned_abs() > 100).unwrap();
    assert!((2_784..3_840).contains(&first), "{} ms", first / 24);
}

#[test]
fn the_same_words_are_the_same_samples_before_and_after_a_rest() {
    let voice = Speech::with_machine(None);
    let before = speak(&voice, ENGLISH, PASSAGE[1], 24_000);
    assert_eq!(speak(&voice, ENGLISH, PASSAGE[1], 24_000), before);
    voice.rest();
    assert_eq!(speak(&voice, ENGLISH, PASSAGE[1], 24_000), before);
}

#[test]
fn voices_are_different_and_named_like_the_services() {
    let voice = Speech::with_machine(None);
    let voices = voice.voices();
    let mut sounds: Vec<Vec<i16>> = Vec::new();
    for info in &voices {
        assert!(info.id.len() == 19 && info.id.bytes().all(|b| b.is_ascii_digit()), "{}", info.id);
        let samples = speak(&voice, &info.id, PASSAGE[1], 16_000);
        assert_sounds(&samples, &info.name);
        if info.language_code == "en" {
            assert!(!sounds.contains(&samples), "{} sounds like another", info.name);
            sounds.push(samples);
        }
        for (emotion, _) in &info.emotions {
            let request = SpeakRequest { emotion: Some(emotion.clone()), ..SpeakRequest::plain(&info.id, 16_000) };
            assert_sounds(&voice.speak(PASSAGE[1], &request), emotion);
        }
    }
    assert!(sounds.len() > 2);
}

/// An engine that hangs costs its sentence the words, not the program its voice; and its process is gone.
#[cfg(unix)]
#[test]
fn an_engine_that_hangs_is_killed() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("espeak-ng");
    let note = folder.path().join("pid");
    std::fs::write(&program, format!("#!/bin/sh\necho $$ > '{}'\nexec sleep 1000\n", note.display())).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();

    let voice = Speech::with_machine(Some(Machine::at(program).patient_for(Duration::from_secs(1))));
    assert_sounds(&speak(&voice, CHINESE, "你好", 16_000), "placeholder");
    let pid = std::fs::read_to_string(&note).unwrap();
    let alive = Command::new("kill").args(["-0", pid.trim()]).output().unwrap();
    assert!(!alive.status.success(), "process {pid} is still there");
}

fn write_wav(path: &Path, rate: u32, samples: &[i16]) {
    let spec =
        hound::WavSpec { channels: 1, sample_rate: rate, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    samples.iter().for_each(|sample| writer.write_sample(*sample).unwrap());
    writer.finalize().unwrap();
}

fn words(text: &str) -> Vec<String> {
    let word = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    text.split_whitespace().map(word).filter(|word| !word.is_empty()).collect()
}

/// How many words of `said` stand in `heard` in the same order: their longest common subsequence.
fn in_common(said: &[String], heard: &[String]) -> usize {
    let mut row = vec![0; heard.len() + 1];
    for word in said {
        let mut diagonal = 0;
        for (at, other) in heard.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[heard.len()]
}
