//! Saving by the engine: while it is spoken, in the service's own packets, cancelled, twice at once.

use std::path::{Path, PathBuf};

use langsheng::audio::files::export::{ExportPlan, ExportTarget, FileFormat, Mp3};
use langsheng::audio::take::Take;
use langsheng::audio::{PauseSettings, TakeSample};
use langsheng::engine::{Command, Event, Job, JobSettings, SaveId, SaveOrder, SaveReport, SaveTo, save_of};
use langsheng::protocol::{Codec, OutputAudio};
use langsheng::words::{Class, Failure, Lang};

use super::formats::{plan, save, speech, take_of};
use super::listen::{self, likeness};
use crate::common::Demo;
use crate::common::desk::{Desk, end_of_job, samples_of, settings};

const TEXT: &str = "今天天气不错，风也不大。我们去公园走走吧！\n\nThen we will come home. It is late already.";

fn ask(desk: &Desk, take: &Take, path: &Path, order: SaveOrder) -> Result<(u64, SaveReport), Failure> {
    let to = Box::new(SaveTo { path: path.to_owned(), order });
    desk.send(Command::Save { id: SaveId(7), take: take.clone(), to });
    desk.until(|event| match event {
        Event::Saved { id: SaveId(7), samples, report, .. } => Some(Ok((samples.0, report))),
        Event::SaveFailed { id: SaveId(7), failure, .. } => Some(Err(failure)),
        _ => None,
    })
}

fn order(format: FileFormat) -> SaveOrder {
    SaveOrder { format, ..SaveOrder::default() }
}

#[test]
fn every_format_follows_what_is_being_spoken() {
    let desk = Desk::at(Demo::start());
    for name in ["a.flac", "a.mp3", "a.opus", "a.wav"] {
        let path = desk.path(name);
        let job = Job {
            save: Some(SaveTo::plain(path.clone())),
            settings: JobSettings { reuse: false, ..settings() },
            ..desk.job(TEXT)
        };
        let wanted = save_of(job.id);
        desk.send(Command::Speak(Box::new(job)));
        let (mut take, mut saved, mut finished) = (None, false, false);
        desk.until(|event| {
            match event {
                Event::Accepted { take: accepted, .. } => take = Some(accepted),
                Event::Saved { id, .. } => saved |= id == wanted,
                Event::SaveFailed { failure, .. } => panic!("{failure:?}"),
                other => finished |= end_of_job(other).is_some(),
            }
            (saved && finished).then_some(())
        });
        let samples = samples_of(&take.unwrap());
        let heard = listen::ffmpeg_at(&path, 24_000);
        assert!(heard.len().abs_diff(samples.len()) <= 2, "{name}");
        assert!(likeness(&samples, &heard, 2).0 > 0.9, "{name}");
        if name == "a.flac" {
            assert!(heard == samples);
        }
        let probed = listen::probe(&path);
        assert_eq!(listen::tag(&probed, "artist").as_deref(), Some("Tones"), "{name}");
        assert!(listen::tag(&probed, "title").unwrap().starts_with("今天天气不错"), "{name}");
    }
}

#[test]
fn opus_that_the_service_sent_is_copied_where_nothing_is_changed() {
    let desk = Desk::at(Demo::start());
    let output = OutputAudio { codec: Codec::Opus, ..OutputAudio::default() };
    let (take, last) = desk.speak(Job { settings: JobSettings { output, ..settings() }, ..desk.job(TEXT) });
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    let samples = samples_of(&take);
    let path = desk.path("copied.opus");
    let (length, report) = ask(&desk, &take, &path, order(FileFormat::Opus { kbps: 16 })).unwrap();
    assert_eq!((length, report.copied), (samples.len() as u64, true));
    let heard = listen::ffmpeg_at(&path, take.rate());
    assert!(heard.len().abs_diff(samples.len()) <= 2, "{} of {}", heard.len(), samples.len());
    assert!(likeness(&samples, &heard, 2).0 > 0.99);
    assert!(listen::tag(&listen::probe(&path), "lyrics").unwrap().contains("公园"));

    // A take that was given a title has it in its files.
    desk.send(Command::RenameTake { id: take.id().to_owned(), title: "散步".to_owned() });
    desk.until(|event| matches!(event, Event::Takes(_)).then_some(()));
    ask(&desk, &take, &path, order(FileFormat::Opus { kbps: 16 })).unwrap();
    assert_eq!(listen::tag(&listen::probe(&path), "title").as_deref(), Some("散步"));

    let changed =
        SaveOrder { range: Some(TakeSample(100)..TakeSample(20_000)), ..order(FileFormat::Opus { kbps: 64 }) };
    let (length, report) = ask(&desk, &take, &path, changed).unwrap();
    assert_eq!((length, report.copied), (19_900, false));
    assert!(listen::ffmpeg_at(&path, take.rate()).len().abs_diff(19_900) <= 2);
}

#[test]
fn a_file_is_written_by_one_saving_at_a_time_and_a_cancelled_one_keeps_its_part() {
    let desk = Desk::at(Demo::start());
    let (take, _) = desk.speak(desk.job(TEXT));
    let path = desk.path("one.wav");
    let other = ExportTarget::open(&path).unwrap();
    let failure = ask(&desk, &take, &path, SaveOrder::default()).unwrap_err();
    assert_eq!(failure.class, Class::Files);
    assert!(failure.text(Lang::En).contains("being exported"));
    drop(other);
    assert!(!desk.path("one.wav.part").exists());
    ask(&desk, &take, &path, SaveOrder::default()).unwrap();
    assert_eq!(listen::ffmpeg(&path), samples_of(&take));
    // No folder, and a format that does not know the rate, are told too.
    let failure = ask(&desk, &take, &desk.path("nowhere/a.mp3"), order(FileFormat::Mp3(Mp3::Vbr(4)))).unwrap_err();
    assert_eq!(failure.class, Class::Files);
}

#[test]
fn speed_and_pauses_are_in_the_file_and_in_its_times() {
    let folder = tempfile::tempdir().unwrap();
    let samples = speech(24_000, 20.0);
    let take = take_of(folder.path(), "take", 24_000, &samples);
    for (speed, name) in [(1.25, "fast.flac"), (0.5, "slow.mp3"), (3.0, "fastest.opus")] {
        let path: PathBuf = folder.path().join(name);
        let format = FileFormat::of(&path).unwrap();
        let saved = save(std::slice::from_ref(&take), &path, &ExportPlan { speed, ..plan(format) }).unwrap();
        let ratio = samples.len() as f64 / saved.samples.0 as f64;
        assert!((ratio / f64::from(speed) - 1.0).abs() < 0.02, "{name}: {ratio}");
        let heard = listen::ffmpeg_at(&path, 24_000);
        assert!((heard.len() as u64).abs_diff(saved.samples.0) <= 2);
        let middle = saved.times.of(0, TakeSample(240_000)).unwrap().0 as f64 / saved.samples.0 as f64;
        assert!((middle - 0.5).abs() < 0.02, "{name}: {middle}");
        assert_eq!(saved.times.of(0, TakeSample(480_000)), Some(saved.samples));
    }

    let desk = Desk::at(Demo::start());
    let (take, _) = desk.speak(desk.job(TEXT));
    let joins = PauseSettings { sentence_ms: 500, paragraph_ms: 2_000, trim: false };
    let path = desk.path("paused.wav");
    let (length, _) = ask(&desk, &take, &path, SaveOrder { joins, ..SaveOrder::default() }).unwrap();
    // Four sentences, and a paragraph between the second and the third.
    assert_eq!(length, take.len() + 24_000 * 3);
    assert_eq!(listen::ffmpeg(&path).len() as u64, length);
}
