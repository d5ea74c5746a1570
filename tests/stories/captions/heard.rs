//! The times of captions against what is heard in the file: found in its sound, and not taken from anything that counts.

use std::ops::Range;
use std::path::Path;

use langsheng::audio::take::Take;
use langsheng::audio::{PauseSettings, TakeSample};
use langsheng::engine::{Command, Event, Job, JobSettings, RedoVoice, SaveOrder};
use langsheng::protocol::OutputAudio;

use super::beside::{all, save};
use super::ffmpeg::packets;
use crate::common::Demo;
use crate::common::desk::{Desk, settings};

/// Each sentence is a tone, and behind each are 300 ms of silence.
const TEXT: &str = "今天天气不错，风也不大。我们一起去那边的公园里走走吧！\n\n路上可以买一点吃的东西。Then we will come home again, all of us.";

/// Shorter silence than this is inside of a sentence, in seconds.
const SHORT: f64 = 0.05;

/// Where sound stands in a file, in seconds.
fn sounds(path: &Path) -> Vec<Range<f64>> {
    let mut file = hound::WavReader::open(path).expect("a WAV");
    let rate = f64::from(file.spec().sample_rate);
    let mut found: Vec<Range<f64>> = Vec::new();
    for (at, sample) in file.samples::<i16>().map(|sample| sample.expect("a sample")).enumerate() {
        let at = at as f64 / rate;
        match found.last_mut().filter(|last| at - last.end < SHORT) {
            _ if sample.unsigned_abs() < 300 => {}
            Some(last) => last.end = at,
            None => found.push(at..at),
        }
    }
    found
}

/// Checks that every caption begins with its sentence, and is gone before the pause behind it is over.
fn assert_true(desk: &Desk, take: &Take, order: SaveOrder) {
    let (path, ..) = save(desk, take, "heard.wav", order.clone());
    let heard = sounds(&path);
    for ending in ["srt", "vtt", "lrc"] {
        let cues = packets(&path.with_extension(ending));
        let cues: Vec<_> = cues.into_iter().filter(|cue| !cue.text.is_empty()).collect();
        assert_eq!(cues.len(), heard.len(), "{ending}: {cues:?} for {heard:?}");
        for (at, (cue, heard)) in cues.iter().zip(&heard).enumerate() {
            // A changed speed moves whole periods, a fade begins softly, and 20 ms of silence stay before a trimmed sound.
            assert!((cue.start - heard.start).abs() < 0.04, "{ending} {at}: {cue:?} for {heard:?} with {order:?}");
            if ending != "lrc" {
                let behind = cue.start + cue.duration - heard.end;
                // What follows the last one is no join.
                let trimmed = order.joins.trim && at + 1 < cues.len();
                let silence = if trimmed { 0.05 } else { 0.3 } / f64::from(order.speed);
                assert!(
                    (-0.04..silence + 0.06).contains(&behind) || cue.duration <= 1.001,
                    "{ending} {at}: {cue:?} for {heard:?} with {order:?}"
                );
            }
        }
    }
}

#[test]
fn captions_stand_where_the_sentences_are_heard() {
    let desk = Desk::at(Demo::start());
    let (take, _) = desk.speak(desk.job(TEXT));
    let pauses = PauseSettings { sentence_ms: 700, paragraph_ms: 2_000, trim: false };
    for joins in [
        PauseSettings::default(),
        pauses,
        PauseSettings { trim: true, ..pauses },
        PauseSettings { trim: true, ..PauseSettings::default() },
    ] {
        for speed in [1.0, 1.25, 0.5] {
            // Without a pause and without silence two sentences are one sound.
            if joins.sentence_ms > 0 || !joins.trim {
                assert_true(&desk, &take, SaveOrder { joins, speed, ..all() });
            }
        }
    }
}

#[test]
fn captions_follow_a_sentence_that_was_spoken_anew() {
    let desk = Desk::at(Demo::start());
    let (mut take, _) = desk.speak(desk.job(TEXT));
    let second = TEXT.find('我').expect("the second sentence");
    let spoken = second..second + "我们一起去那边的公园里走走吧！".len();
    // Longer, and then shorter than it was.
    for speech_rate in [-50, 100] {
        let job = Job {
            settings: JobSettings {
                output: OutputAudio { speech_rate: Some(speech_rate), ..OutputAudio::default() },
                ..settings()
            },
            ..desk.job("")
        };
        let command = Command::Redo {
            job: Box::new(job),
            take: take.dir().to_owned(),
            spoken: spoken.clone(),
            voice: RedoVoice::OfJob,
        };
        let (redone, last) = desk.run(command);
        assert!(matches!(last, Event::Finished { .. }), "{last:?}");
        take = redone;
        let joins = PauseSettings { sentence_ms: 400, paragraph_ms: 900, trim: true };
        for order in [all(), SaveOrder { joins, ..all() }, SaveOrder { joins, speed: 1.25, ..all() }] {
            assert_true(&desk, &take, order);
        }
    }
}

#[test]
fn a_range_that_is_cut_in_silence_has_no_caption_of_what_is_not_heard() {
    let desk = Desk::at(Demo::start());
    let (take, _) = desk.speak(desk.job(TEXT));
    let marks = take.marks();
    // From 100 ms before the second sentence to 100 ms behind the sound of the third.
    let range = Some(marks[1].sample - TakeSample(2_400)..marks[3].sample - TakeSample(4_800));
    let (path, ..) = save(&desk, &take, "cut.wav", SaveOrder { range, ..all() });
    let cues = packets(&path.with_extension("srt"));
    assert_eq!(cues.len(), 2, "{cues:?}");
    assert!((cues[0].start - 0.1).abs() < 0.002, "{cues:?}");
}
