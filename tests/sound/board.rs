//! Sounds that are compared: the one takes the other's place in the middle, without a gap and without a click, and all are
//! equally loud.

use std::ops::Range;

use ebur128::{EbuR128, Mode};
use langsheng::audio::{Loudness, Playback, PlayerEvent, PreviewId, PreviewSound, Take, TakeSample};

use crate::pulse::{self, RATE};
use crate::stage::{Stage, in_three_tries, silence_inside};
use crate::waves;

/// How long both are heard where they change, in samples; a little more than it is.
const BOTH: usize = RATE as usize * 13 / 1000;

fn sound(take: Take, gain: f32, repeats: bool) -> PreviewSound {
    PreviewSound { take, range: TakeSample::ZERO..TakeSample::MAX, gain, repeats }
}

fn tone(hertz: f64, height: f64, seconds: f64) -> Vec<i16> {
    let step = std::f64::consts::TAU * hertz / f64::from(RATE);
    (0..(seconds * f64::from(RATE)) as usize).map(|n| ((n as f64 * step).sin() * height * 32_767.0) as i16).collect()
}

fn started(stage: &Stage, id: u64) {
    stage.until(|event| *event == PlayerEvent::PreviewStarted(PreviewId(id)));
}

fn steepest(samples: &[f32]) -> f32 {
    samples.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max)
}

fn is_exactly(heard: &[f32], wanted: &[f32]) -> bool {
    heard.len() == wanted.len() && heard.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-4)
}

fn lufs(heard: &[f32]) -> f64 {
    let mut meter = EbuR128::new(1, RATE, Mode::I).unwrap();
    meter.add_frames_f32(heard).unwrap();
    meter.loudness_global().unwrap()
}

#[test]
fn another_voice_goes_on_at_the_same_place_without_a_gap_and_without_a_click() {
    pulse::story("board::another_voice_goes_on_at_the_same_place_without_a_gap_and_without_a_click", |server| {
        in_three_tries(|| {
            // The second one takes half as long again, falls where the first one rises, and is half as loud.
            let first = waves::chirp(RATE, 4.0, 800.0);
            let second: Vec<i16> = waves::chirp(RATE, 6.0, 800.0).iter().rev().map(|sample| sample / 2).collect();
            let (stage, other) = (Stage::finished(RATE, &first), Stage::finished(RATE, &second));
            let mut recording = server.record();
            stage.player.switch_preview(PreviewId(1), sound(stage.writer.take(), 1.0, false));
            started(&stage, 1);
            recording.go_on(RATE as usize);
            stage.player.switch_preview(PreviewId(2), sound(other.writer.take(), 2.0, false));
            stage.until(|event| *event == PlayerEvent::PreviewEnded(PreviewId(1)));
            started(&stage, 2);
            stage.until(|event| *event == PlayerEvent::PreviewEnded(PreviewId(2)));
            assert_eq!(stage.control.meter().state(), Playback::Idle, "nothing is loaded");

            let heard = recording.end();
            let floats = |samples: &[i16], gain: f32| -> Vec<f32> {
                samples.iter().map(|sample| f32::from(*sample) / 32_768.0 * gain).collect()
            };
            let (first, second) = (floats(&first, 1.0), floats(&second, 2.0));
            let beginning: Vec<f64> = first[..RATE as usize / 2].iter().map(|sample| f64::from(*sample)).collect();
            let begin = waves::find(&heard, &beginning);
            let alike = heard[begin..].iter().zip(&first).take_while(|(a, b)| (*a - *b).abs() < 1e-4).count();
            assert!(alike > RATE as usize / 2, "only {alike} samples of the first");
            let after = &heard[begin + alike..];
            // What follows both is the second, from the same part of its length on.
            let part = |at: usize| -> Range<usize> { at + BOTH..at + BOTH + RATE as usize / 4 };
            let expected = alike * 3 / 2;
            let place = (expected - 480..expected + 480).find(|at| is_exactly(&after[part(0)], &second[part(*at)]));
            let place = place.expect("the second goes on near the same place");
            let silence = silence_inside(&heard[begin..begin + alike + BOTH + RATE as usize / 4]);
            let steep = steepest(&heard[begin..begin + alike + BOTH + RATE as usize / 4]);
            eprintln!("after {alike} samples, at {place} ({expected}); silence {silence:?}, steepest {steep:.3}");
            assert!(place.abs_diff(expected) < RATE as usize / 1000, "within a millisecond of the same place");
            assert!(silence.len() <= RATE as usize / 1000, "a gap");
            // The chirps have 0.093 where they are highest, and both together are at most 1.42 times as steep.
            assert!(steep < 0.14, "a click");
        });
    });
}

#[test]
fn what_is_compared_is_equally_loud_and_goes_on_again_and_again() {
    pulse::story("board::what_is_compared_is_equally_loud_and_goes_on_again_and_again", |server| {
        in_three_tries(|| {
            let loud = Stage::finished(RATE, &tone(1_000.0, 0.8, 1.0));
            let soft = Stage::finished(RATE, &tone(300.0, 0.03, 1.5));
            let takes = [loud.writer.take(), soft.writer.take()];
            let known = takes.clone().map(|take| Loudness::of_take(&take).unwrap().unwrap());
            let common = Loudness::common(known);
            let mut heard = Vec::new();
            for (id, (take, loudness)) in (1..).zip(takes.into_iter().zip(known)) {
                loud.player.switch_preview(PreviewId(id), sound(take, loudness.gain(common).factor(), true));
                started(&loud, id);
                let mut recording = server.record();
                // Twice as long as either of them.
                recording.go_on(3 * RATE as usize);
                let all = recording.end();
                heard.push(lufs(&all[RATE as usize / 2..]));
            }
            loud.control.repeat_preview(false);
            loud.until(|event| *event == PlayerEvent::PreviewEnded(PreviewId(2)));
            eprintln!("{known:?} are heard at {heard:?}, all at {common:.1}");
            // One channel of the sink is recorded.
            assert!((heard[0] - heard[1]).abs() < 0.5, "{heard:?}");
            assert!((heard[0] - common).abs() < 0.5, "{heard:?} at {common}");
        });
    });
}
