//! Saved in every format, and heard by programs that are not ours.

use std::ops::ControlFlow;
use std::path::Path;

use langsheng::audio::files::export;
use langsheng::audio::files::export::{
    Chapter, ExportError, ExportPlan, ExportSummary, ExportTarget, ExportUntil, FileFormat, Mp3, Tags,
};
use langsheng::audio::take::{Header, Take, TakeEnd, TakeWriter};
use langsheng::audio::{HeardSample, Rendition, TakeSample};

use super::listen::{self, likeness};
use super::{header, played, sound};

/// A whole take of these samples.
pub fn take_of(folder: &Path, name: &str, rate: u32, samples: &[i16]) -> Take {
    let header = Header { rate, id: name.into(), ..header(1) };
    let mut writer = TakeWriter::create(&folder.join(name), header).unwrap();
    let request = writer.begin(0).unwrap();
    writer.append(request, samples).unwrap();
    writer.complete(request).unwrap();
    writer.close(TakeEnd::Complete).unwrap();
    writer.take()
}

/// Something like speech: a voice whose pitch moves, in syllables with gaps.
pub fn speech(rate: u32, seconds: f64) -> Vec<i16> {
    let (mut phase, mut out) = (0.0_f64, Vec::new());
    for n in 0..(f64::from(rate) * seconds) as usize {
        let at = n as f64 / f64::from(rate);
        phase += (140.0 + 30.0 * (at * 2.1).sin()) / f64::from(rate);
        let loud = (at * 3.3 * std::f64::consts::PI).sin().max(0.0).sqrt() * if at % 4.0 < 3.4 { 1.0 } else { 0.0 };
        let voice: f64 = (1..16).map(|n| (phase * f64::from(n) * std::f64::consts::TAU).sin() / f64::from(n)).sum();
        out.push((voice * loud * 6_000.0) as i16);
    }
    out
}

pub fn save(takes: &[Take], path: &Path, plan: &ExportPlan) -> Result<ExportSummary, ExportError> {
    let renditions: Vec<Rendition> = takes.iter().cloned().map(Rendition::from).collect();
    export::export(&renditions, ExportTarget::open(path)?, plan, ExportUntil::End, &|_| ControlFlow::Continue(()))
}

pub fn plan(format: FileFormat) -> ExportPlan {
    ExportPlan { format, ..ExportPlan::default() }
}

#[test]
fn wav_and_flac_come_back_to_the_sample_at_every_rate_and_length() {
    let folder = tempfile::tempdir().unwrap();
    let rates = [8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000].map(|rate| (rate, 12_345));
    let lengths = [1, 2, 15, 16, 17, 31, 33, 4095, 4096, 4097, 8193].map(|length| (24_000, length));
    for (rate, length) in rates.into_iter().chain(lengths) {
        let mut samples = speech(rate, 2.0);
        samples.extend(sound(7, 40_000));
        samples.rotate_right(length / 2);
        samples.truncate(length);
        let take = take_of(folder.path(), &format!("{rate}-{length}"), rate, &samples);
        for format in [FileFormat::Wav, FileFormat::Flac] {
            let path = folder.path().join(format!("{rate}-{length}.{}", format.ending()));
            let saved = save(std::slice::from_ref(&take), &path, &plan(format)).unwrap();
            assert_eq!((saved.samples, saved.rate), (HeardSample(length as u64), rate));
            assert!(listen::ffmpeg(&path) == samples, "{format:?} {rate} {length}");
            assert!(listen::sox(&path) == samples, "{format:?} {rate} {length}");
            assert_eq!(listen::probe(&path)["streams"][0]["sample_rate"], rate.to_string());
        }
    }
}

#[test]
fn flac_names_its_length_and_its_sum_and_can_be_sought_in() {
    let folder = tempfile::tempdir().unwrap();
    let samples = speech(24_000, 300.0);
    let take = take_of(folder.path(), "long", 24_000, &samples);
    let path = folder.path().join("long.flac");
    save(&[take], &path, &plan(FileFormat::Flac)).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let sum: String = bytes[26..42].iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(sum, listen::md5(&path));
    assert_eq!(listen::probe(&path)["format"]["duration"], "300.000000");
    assert!(bytes.len() < samples.len() * 3 / 2, "{}", bytes.len());
    // From the middle on.
    let from = ["-v", "error", "-ss", "200", "-i", path.to_str().unwrap(), "-f", "s16le", "-"];
    let rest = std::process::Command::new("ffmpeg").args(from).output().unwrap().stdout;
    assert_eq!(rest.len(), 100 * 24_000 * 2);
    assert_eq!(i16::from_le_bytes([rest[2000], rest[2001]]), samples[200 * 24_000 + 1000]);
}

#[test]
fn mp3_and_opus_have_the_exact_length_and_sound_alike() {
    let folder = tempfile::tempdir().unwrap();
    let formats = [
        (FileFormat::Mp3(Mp3::Vbr(0)), 24_000, 0.99),
        (FileFormat::Mp3(Mp3::Vbr(4)), 24_000, 0.99),
        (FileFormat::Mp3(Mp3::Vbr(9)), 24_000, 0.95),
        (FileFormat::Mp3(Mp3::Cbr(64)), 24_000, 0.99),
        (FileFormat::Mp3(Mp3::Cbr(128)), 48_000, 0.99),
        (FileFormat::Mp3(Mp3::Vbr(4)), 8_000, 0.97),
        (FileFormat::Mp3(Mp3::Vbr(4)), 16_000, 0.99),
        (FileFormat::Mp3(Mp3::Vbr(2)), 22_050, 0.99),
        (FileFormat::Mp3(Mp3::Vbr(2)), 44_100, 0.99),
        (FileFormat::Opus { kbps: 64 }, 24_000, 0.99),
        (FileFormat::Opus { kbps: 32 }, 24_000, 0.95),
        (FileFormat::Opus { kbps: 48 }, 8_000, 0.98),
        (FileFormat::Opus { kbps: 64 }, 16_000, 0.99),
        (FileFormat::Opus { kbps: 64 }, 22_050, 0.99),
        (FileFormat::Opus { kbps: 96 }, 32_000, 0.99),
        (FileFormat::Opus { kbps: 96 }, 44_100, 0.99),
        (FileFormat::Opus { kbps: 96 }, 48_000, 0.99),
    ];
    for (n, (format, rate, least)) in formats.into_iter().enumerate() {
        let samples = speech(rate, 5.123);
        let take = take_of(folder.path(), &n.to_string(), rate, &samples);
        let path = folder.path().join(format!("{n}.{}", format.ending()));
        let saved = save(&[take], &path, &plan(format)).unwrap();
        assert_eq!((saved.samples, saved.copied), (HeardSample(samples.len() as u64), false));
        let heard = listen::ffmpeg_at(&path, rate);
        assert!(heard.len().abs_diff(samples.len()) <= 2, "{format:?} {rate}: {} of {}", heard.len(), samples.len());
        let (alike, shift) = likeness(&samples, &heard, 2);
        assert!(alike > least, "{format:?} {rate}: {alike} at {shift}");
    }
}

#[test]
fn an_mp3_has_the_constant_bit_rate_that_was_asked_for_or_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for rate in [8_000, 11_025, 16_000, 24_000, 32_000, 48_000] {
        let take = take_of(folder.path(), &rate.to_string(), rate, &speech(rate, 0.5));
        for kbps in Mp3::CONSTANT {
            let path = folder.path().join("x.mp3");
            let saved = save(std::slice::from_ref(&take), &path, &plan(FileFormat::Mp3(Mp3::Cbr(kbps))));
            if Mp3::constant(rate).contains(&kbps) {
                saved.unwrap();
                let stream = &listen::probe(&path)["streams"][0];
                let wanted = (rate.to_string(), (kbps * 1000).to_string());
                assert_eq!((&stream["sample_rate"], &stream["bit_rate"]), (&wanted.0.into(), &wanted.1.into()));
            } else {
                let refused = saved.unwrap_err();
                assert!(matches!(refused, ExportError::Bitrate { .. }), "{rate} {kbps}: {refused:?}");
            }
        }
    }
}

#[test]
fn mp3_and_opus_of_any_length_are_as_long_as_the_sound() {
    let folder = tempfile::tempdir().unwrap();
    // ffmpeg hears an MP3 of less than 47 samples too long: it does not skip and cut in one frame.
    let lengths = [1, 2, 47, 240, 241, 481, 575, 577, 1105, 1106, 1151, 1153, 9_600];
    let formats = [FileFormat::Mp3(Mp3::Vbr(4)), FileFormat::Mp3(Mp3::Cbr(64)), FileFormat::Opus { kbps: 64 }];
    for rate in [8_000, 24_000, 44_100] {
        for length in lengths {
            let mut samples = speech(rate, 2.0);
            samples.rotate_left(rate as usize / 4);
            samples.truncate(length);
            let take = take_of(folder.path(), &format!("{rate}-{length}"), rate, &samples);
            for format in formats.into_iter().filter(|format| length >= 47 || *format == formats[2]) {
                let path = folder.path().join(format!("x.{}", format.ending()));
                save(std::slice::from_ref(&take), &path, &plan(format)).unwrap();
                let heard = listen::ffmpeg_at(&path, rate);
                assert!(heard.len().abs_diff(length) <= 2, "{format:?} {rate} {length}: {}", heard.len());
            }
        }
    }
}

#[test]
fn tags_hold_any_text() {
    let folder = tempfile::tempdir().unwrap();
    let take = take_of(folder.path(), "take", 24_000, &speech(24_000, 1.0));
    let text = "“引号” \"quotes\" 'single' \\ back; semi=colon [a] <b> & 😀👩‍👩‍👧 𠮷\nnext\tline\n\nlast";
    let long = format!("{text}\n").repeat(5_000);
    for format in [FileFormat::Wav, FileFormat::Flac, FileFormat::Mp3(Mp3::Vbr(4)), FileFormat::Opus { kbps: 32 }] {
        for (title, text) in [("😀 “朗”\"声\" = a;b\\", text), ("x", long.as_str())] {
            let path = folder.path().join(format!("tagged.{}", format.ending()));
            let tags = Tags { title: title.into(), artist: "A/B; C".into(), date: "2026".into(), text: text.into() };
            save(std::slice::from_ref(&take), &path, &ExportPlan { tags, ..plan(format) }).unwrap();
            let probed = listen::probe(&path);
            let tag = |name| listen::tag(&probed, name).unwrap_or_else(|| panic!("{format:?} {name}"));
            assert_eq!((tag("title"), tag("artist")), (title.to_owned(), "A/B; C".to_owned()), "{format:?}");
            assert_eq!(tag("lyrics").trim(), text.trim(), "{format:?}");
            assert!(listen::ffmpeg_at(&path, 24_000).len().abs_diff(24_000) <= 2, "{format:?}");
        }
    }
}

#[test]
fn every_format_says_what_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let take = take_of(folder.path(), "take", 24_000, &speech(24_000, 3.0));
    let chapters = [(0, "开头"), (24_000, "Two = 2"), (60_000, "#3")];
    let chapters =
        chapters.map(|(sample, title)| Chapter { title: title.into(), take: 0, begins: TakeSample(sample).into() });
    let text = "第一行，“引号”。\nSecond line; with = signs.\n".repeat(50);
    let tags =
        Tags { title: "标题 Title".into(), artist: "柔美女友".into(), date: "2026-01-02T03:04:05Z".into(), text };
    for format in [
        FileFormat::Wav,
        FileFormat::Flac,
        FileFormat::Mp3(Mp3::Vbr(4)),
        FileFormat::Mp3(Mp3::Cbr(64)),
        FileFormat::Opus { kbps: 32 },
    ] {
        let path = folder.path().join(format!("tagged.{}", format.ending()));
        let plan = ExportPlan { tags: tags.clone(), chapters: chapters.to_vec(), ..plan(format) };
        save(std::slice::from_ref(&take), &path, &plan).unwrap();
        let probed = listen::probe(&path);
        let tag = |name| listen::tag(&probed, name).unwrap_or_else(|| panic!("{format:?} {name}: {probed:#}"));
        assert_eq!((tag("title"), tag("artist")), ("标题 Title".into(), "柔美女友".into()), "{format:?}");
        assert!(tag("date").starts_with("2026"), "{format:?}");
        assert_eq!(tag("lyrics").trim(), tags.text.trim(), "{format:?}");
        assert!(tag("encoder").starts_with("langsheng"), "{format:?}: {probed:#}");
        let found = listen::chapters(&probed);
        let wanted = [(0.0, "开头"), (1.0, "Two = 2"), (2.5, "#3")].map(|(start, title)| (start, title.to_owned()));
        // No program that is not an editor looks for chapters in a WAV; they are in its tag all the same.
        assert!(found == wanted || format == FileFormat::Wav, "{format:?}: {found:?}");
        assert!((probed["format"]["duration"].as_str().unwrap().parse::<f64>().unwrap() - 3.0).abs() < 0.05);
    }
}

#[test]
fn a_loudness_is_reached_or_said_not_to_be() {
    let folder = tempfile::tempdir().unwrap();
    for (rate, divide) in [(24_000, 1), (48_000, 8), (16_000, 40)] {
        let samples: Vec<i16> = speech(rate, 12.0).into_iter().map(|sample| sample / divide).collect();
        let take = take_of(folder.path(), &format!("{rate}"), rate, &samples);
        for format in [FileFormat::Wav, FileFormat::Flac] {
            let path = folder.path().join(format!("{rate}.{}", format.ending()));
            let saved =
                save(std::slice::from_ref(&take), &path, &ExportPlan { lufs: Some(-23.0), ..plan(format) }).unwrap();
            let (heard, peak) = listen::loudness(&path);
            assert!((heard + 23.0).abs() < 0.5 && peak < -0.9, "{rate}: {heard} {peak}");
            assert!((saved.lufs.unwrap() - heard).abs() < 0.5 && saved.clipped == 0, "{saved:?}");
        }
        // Louder than the peaks allow.
        let path = folder.path().join("loud.wav");
        let saved = save(&[take], &path, &ExportPlan { lufs: Some(-5.0), ..plan(FileFormat::Wav) }).unwrap();
        let (heard, peak) = listen::loudness(&path);
        assert!((saved.lufs.unwrap() - heard).abs() < 0.5 && heard < -5.5, "{heard} {saved:?}");
        assert!((peak + 1.0).abs() < 0.3 && saved.clipped == 0, "{peak}");
    }
    let silence = take_of(folder.path(), "silence", 24_000, &[0; 48_000]);
    let path = folder.path().join("silence.wav");
    let saved = save(&[silence], &path, &ExportPlan { lufs: Some(-16.0), ..ExportPlan::default() }).unwrap();
    assert_eq!((saved.gain_db, saved.lufs, saved.samples), (None, None, HeardSample(48_000)));
}

#[test]
fn a_range_and_several_takes_are_one_file_and_the_times_say_where_all_stands() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (sound(1, 10_001), sound(2, 20_002));
    let takes = [take_of(folder.path(), "one", 24_000, &one), take_of(folder.path(), "two", 24_000, &two)];
    let both = [&one[..], &two].concat();
    for format in [FileFormat::Wav, FileFormat::Flac] {
        let path = folder.path().join(format!("both.{}", format.ending()));
        let saved = save(&takes, &path, &plan(format)).unwrap();
        assert!(listen::ffmpeg(&path) == both);
        assert_eq!(
            (saved.times.of(0, TakeSample(9)), saved.times.of(1, TakeSample(9))),
            (Some(HeardSample(9)), Some(HeardSample(10_010)))
        );

        let range = Some(TakeSample(9_000)..TakeSample(12_345));
        let saved = save(&takes, &path, &ExportPlan { range, ..plan(format) }).unwrap();
        assert!(listen::ffmpeg(&path) == both[9_000..12_345]);
        assert_eq!(
            (saved.times.of(0, TakeSample(8_999)), saved.times.of(0, TakeSample(9_000))),
            (None, Some(HeardSample(0)))
        );
        assert_eq!(
            (saved.times.range(1), saved.times.of(1, TakeSample(0))),
            (Some(TakeSample(0)..TakeSample(2_344)), Some(HeardSample(1_001)))
        );
    }
    let other = take_of(folder.path(), "other", 16_000, &one);
    let error = save(&[takes[0].clone(), other], &folder.path().join("x.wav"), &ExportPlan::default()).unwrap_err();
    assert!(matches!(error, ExportError::Rates { first: 24_000, other: 16_000 }));
    assert!(!folder.path().join("x.wav.part").exists());
    assert!(played(&takes[0]) == one);
}
