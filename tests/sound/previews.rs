//! What is heard beside the main sound: how loud both are, and that the main sound is what it was afterwards.

use langsheng::audio::take::TakeEnd;
use langsheng::audio::{DeviceChoice, Playback, PlayerEvent, PreviewId, TakeSample};

use crate::pulse::{self, RATE};
use crate::stage::{Stage, in_three_tries};
use crate::waves;

/// The whole of a take.
const WHOLE: std::ops::Range<TakeSample> = TakeSample::ZERO..TakeSample::MAX;

/// The tone of a preview, which begins and ends without a step.
const TONE: f64 = 3_000.0;
const LOUD: f64 = 9_000.0;

fn tone(seconds: f64) -> Vec<i16> {
    let step = std::f64::consts::TAU * TONE / f64::from(RATE);
    (0..(seconds * f64::from(RATE)) as usize).map(|n| ((n as f64 * step).sin() * LOUD) as i16).collect()
}

/// How loud the tone is in what was heard: 1 is as it was played.
fn loudness(heard: &[f32]) -> f64 {
    let step = std::f64::consts::TAU * TONE / f64::from(RATE);
    let (mut sin, mut cos) = (0.0, 0.0);
    for (n, sample) in heard.iter().enumerate() {
        sin += f64::from(*sample) * (n as f64 * step).sin();
        cos += f64::from(*sample) * (n as f64 * step).cos();
    }
    2.0 * sin.hypot(cos) / heard.len() as f64 * 32_768.0 / LOUD
}

/// How loud a known sound is in what was heard.
fn gain(heard: &[f32], wanted: &[f64]) -> f64 {
    let both: f64 = heard.iter().zip(wanted).map(|(a, b)| f64::from(*a) * b).sum();
    both / wanted.iter().map(|sample| sample * sample).sum::<f64>()
}

fn steepest(samples: &[f32]) -> f32 {
    samples.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max)
}

fn as_floats(samples: &[i16]) -> Vec<f64> {
    samples.iter().map(|sample| f64::from(*sample) / 32_768.0).collect()
}

fn started(stage: &Stage, id: u64) {
    stage.until(|event| *event == PlayerEvent::PreviewStarted(PreviewId(id)));
}

fn ended(stage: &Stage, id: u64) {
    stage.until(|event| *event == PlayerEvent::PreviewEnded(PreviewId(id)));
}

#[test]
fn the_main_sound_goes_on_softly_under_a_preview_and_comes_back_sample_by_sample() {
    pulse::story("previews::the_main_sound_goes_on_softly_under_a_preview_and_comes_back_sample_by_sample", |sound| {
        in_three_tries(|| {
            let samples = waves::chirp(RATE, 4.0, 800.0);
            let (stage, beside) = (Stage::finished(RATE, &samples), Stage::finished(RATE, &tone(1.0)));
            let mut recording = sound.record();
            stage.play(0);
            stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
            recording.go_on(RATE as usize / 2);
            stage.player.preview(PreviewId(1), beside.writer.take(), WHOLE);
            started(&stage, 1);
            ended(&stage, 1);
            assert_eq!(stage.control.meter().state(), Playback::Playing);
            stage.until_end();
            assert_eq!((stage.position(), stage.control.meter().starved()), (samples.len() as u64, 0));

            let (heard, wanted) = (recording.end(), as_floats(&samples));
            let second = RATE as usize;
            let begin = waves::find(&heard, &wanted);
            let heard = &heard[begin..begin + wanted.len()];
            // Where the tone is: by its loudness in steps of 10 ms.
            let loud: Vec<usize> =
                (0..heard.len() / 480).filter(|at| loudness(&heard[at * 480..(at + 1) * 480]) > 0.5).collect();
            let (from, to) = (loud[0] * 480, (loud[loud.len() - 1] + 1) * 480);
            let middle = from + second / 4..to - second / 4;
            let (under, over) =
                (gain(&heard[middle.clone()], &wanted[middle.clone()]), loudness(&heard[middle.clone()]));
            let steep = steepest(heard);
            eprintln!("{} samples of preview; main sound {under:.4} under {over:.4}, steepest {steep:.3}", to - from);
            assert!((to - from).abs_diff(second) < 2 * 480, "the whole of the preview is heard");
            assert!((under - 0.25).abs() < 0.01, "12 dB softer");
            assert!((over - 1.0).abs() < 0.01, "the preview is as loud as it is");
            // The chirp itself has 0.093 at its end, and the tone 0.108 while the chirp is soft.
            assert!(steep < 0.15, "a click");
            // It becomes soft, and loud again, within 80 ms, and is the same as ever before and after.
            let soft = gain(&heard[from + 4_320..from + 9_120], &wanted[from + 4_320..from + 9_120]);
            assert!((soft - 0.25).abs() < 0.01);
            let exact = |at: std::ops::Range<usize>| {
                heard[at.clone()].iter().zip(&samples[at]).all(|(a, b)| *a == f32::from(*b) / 32_768.0)
            };
            assert!(exact(second / 100..from - 480), "as it is before");
            // The end is noticed when the device has given it: 50 ms, and 80 ms to become loud.
            assert!(exact(to + 9_600..heard.len()), "not a sample more or less afterwards");
        });
    });
}

#[test]
fn a_preview_alone_opens_the_device_and_loads_nothing() {
    pulse::story("previews::a_preview_alone_opens_the_device_and_loads_nothing", |sound| {
        in_three_tries(|| {
            let stage = Stage::finished(RATE, &tone(2.0));
            let recording = sound.record();
            // A range that does not begin where the take does.
            let range = TakeSample(24_000)..TakeSample(72_000);
            stage.player.preview(PreviewId(1), stage.writer.take(), range.clone());
            stage.until(|event| matches!(event, PlayerEvent::Opened { .. }));
            started(&stage, 1);
            ended(&stage, 1);
            assert_eq!((stage.control.meter().state(), stage.position()), (Playback::Idle, 0));
            assert_eq!(stage.control.preview_meter().position(), range.end);
            assert!(stage.events.try_recv().is_err(), "nothing was loaded, and no state is another");
            let heard = recording.end();
            let length = waves::sounding(&heard).len();
            eprintln!("{length} samples, steepest {:.3}", steepest(&heard));
            assert!(length.abs_diff(RATE as usize) < 300 && steepest(&heard) < 0.15);
        });
    });
}

#[test]
fn a_preview_takes_the_place_of_the_one_before_and_a_pause_of_the_main_sound_leaves_it() {
    pulse::story(
        "previews::a_preview_takes_the_place_of_the_one_before_and_a_pause_of_the_main_sound_leaves_it",
        |sound| {
            in_three_tries(|| {
                let stage = Stage::finished(RATE, &waves::chirp(RATE, 4.0, 800.0));
                let beside = Stage::finished(RATE, &tone(3.0));
                stage.play(0);
                stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
                stage.control.pause();
                stage.until_state(Playback::Paused);
                let mut recording = sound.record();
                recording.go_on(RATE as usize / 10);
                let held = stage.position();
                stage.player.preview(PreviewId(1), beside.writer.take(), WHOLE);
                started(&stage, 1);
                recording.go_on(RATE as usize / 2);
                stage.player.preview(PreviewId(2), beside.writer.take(), WHOLE);
                ended(&stage, 1);
                started(&stage, 2);
                recording.go_on(RATE as usize / 2);
                stage.player.stop_preview();
                ended(&stage, 2);
                stage.player.stop_preview();
                assert_eq!((stage.control.meter().state(), stage.position()), (Playback::Paused, held));
                let heard = recording.end();
                let sounding = waves::sounding(&heard);
                let steep = steepest(&heard);
                eprintln!("{} samples were heard, steepest {steep:.3}", sounding.len());
                assert!(sounding.len() < 2 * RATE as usize, "it is silent once it is stopped");
                // The tone itself has 0.108, and so it may be against the tail of the one before.
                assert!(steep < 0.2, "a click");
                stage.control.resume();
                stage.until_end();
                assert_eq!(stage.control.meter().starved(), 0);
            });
        },
    );
}

#[test]
fn a_preview_of_a_take_that_grows_is_heard_as_it_comes() {
    pulse::story("previews::a_preview_of_a_take_that_grows_is_heard_as_it_comes", |sound| {
        in_three_tries(|| {
            let samples = waves::chirp(24_000, 2.0, 800.0);
            let mut stage = Stage::new(24_000, 1);
            let mut recording = sound.record();
            stage.player.preview(PreviewId(1), stage.writer.take(), TakeSample::ZERO..TakeSample(48_000));
            let request = stage.writer.begin(0).unwrap();
            stage.writer.append(request, &samples[..12_000]).unwrap();
            started(&stage, 1);
            // It runs dry, waits, and goes on.
            recording.go_on(RATE as usize);
            stage.writer.append(request, &samples[12_000..]).unwrap();
            // What lies beyond its range is not waited for.
            stage.writer.append(request, &samples).unwrap();
            ended(&stage, 1);
            assert_eq!(stage.control.meter().starved(), 0, "it is nothing of the main sound");
            stage.writer.close(TakeEnd::Stopped).unwrap();
            let heard = recording.end();
            let wanted = waves::ideal(&samples, 24_000, RATE);
            crate::stage::assert_part(&heard, &wanted[26_000..90_000]);
            assert!(waves::sounding(&heard).len() < 4 * RATE as usize);
        });
    });
}

#[test]
fn without_a_device_a_preview_is_over_and_says_why() {
    pulse::story_without_server("previews::without_a_device_a_preview_is_over_and_says_why", || {
        let stage = Stage::finished(RATE, &tone(1.0));
        stage.player.preview(PreviewId(1), stage.writer.take(), WHOLE);
        stage.until(|event| matches!(event, PlayerEvent::NoDevice(_)));
        ended(&stage, 1);
        assert_eq!(stage.control.meter().state(), Playback::Idle);
    });
}

#[test]
fn a_preview_goes_on_on_another_device() {
    pulse::story("previews::a_preview_goes_on_on_another_device", |sound| {
        let other = ["load-module", "module-null-sink", "sink_name=other", "rate=48000", "channels=2", "norewinds=1"];
        sound.pactl(&other);
        sound.pactl(&["set-default-sink", "ci"]);
        let stage = Stage::finished(RATE, &tone(3.0));
        let mut recording = sound.record();
        stage.player.preview(PreviewId(1), stage.writer.take(), WHOLE);
        started(&stage, 1);
        recording.go_on(RATE as usize / 2);
        let _reader = sound.record_from("other");
        stage.control.choose(DeviceChoice::Named("pulseaudio:other".to_owned()));
        stage.until(|event| matches!(event, PlayerEvent::Opened { .. }));
        ended(&stage, 1);
        assert_eq!(stage.control.preview_meter().position(), 3 * u64::from(RATE));
        assert_eq!(stage.control.meter().state(), Playback::Idle);
    });
}
