//! Moving about in a take while it is heard: speed, repetition, and all of it at once.

use std::time::Instant;

use langsheng::audio::{DeviceFrame, PauseSettings, Playback, PlayerEvent, TakeSample};
use langsheng::demo::Tones;

use crate::pulse::{self, RATE};
use crate::stage::{Stage, assert_part, in_three_tries, silence_inside};
use crate::waves;

/// The rate of the takes, in Hz.
const HZ: u32 = 24_000;

fn sine(hz: f64, seconds: f64) -> Vec<i16> {
    let step = std::f64::consts::TAU * hz / f64::from(HZ);
    (0..(seconds * f64::from(HZ)) as usize).map(|n| ((n as f64 * step).sin() * 16_000.0) as i16).collect()
}

/// The pitch in Hz, by counting how often the wave rises through zero.
fn pitch(samples: &[f32], rate: u32) -> f64 {
    let rises: Vec<usize> = (1..samples.len()).filter(|at| samples[at - 1] < 0.0 && samples[*at] >= 0.0).collect();
    (rises.len() - 1) as f64 * f64::from(rate) / (rises[rises.len() - 1] - rises[0]) as f64
}

/// The highest step from one sample to the next.
fn steepest(samples: &[f32]) -> f32 {
    samples.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max)
}

fn first_sound(stage: &Stage) {
    stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
}

#[test]
fn a_tone_is_heard_at_its_own_pitch_at_any_speed() {
    pulse::story("moving::a_tone_is_heard_at_its_own_pitch_at_any_speed", |sound| {
        for speed in [0.5, 1.5, 2.0, 3.0] {
            in_three_tries(|| {
                let samples = sine(220.0, 3.0);
                let stage = Stage::finished(HZ, &samples);
                let recording = sound.record();
                stage.control.set_speed(speed);
                stage.play(0);
                stage.until_end();
                assert_eq!(stage.position(), samples.len() as u64);
                assert_eq!(stage.control.meter().speed(), speed);
                assert_eq!(stage.control.meter().starved(), 0);
                let heard = recording.end();
                let heard = &heard[waves::sounding(&heard)];
                // Both ends ring in the resampler.
                let inner = &heard[4_800..heard.len() - 4_800];
                let (hz, steep) = (pitch(inner, RATE), steepest(inner));
                let length = heard.len() as f64 / f64::from(RATE) * f64::from(speed) / 3.0;
                eprintln!("at {speed}: {hz:.2} Hz, length {length:.4}, steepest {steep:.4}");
                assert!((hz / 220.0 - 1.0).abs() < 0.01 && (length - 1.0).abs() < 0.02);
                // The tone itself has 0.0141.
                assert!(steep < 0.03, "there are clicks");
            });
        }
    });
}

#[test]
fn the_speed_changes_while_it_plays_without_a_gap_and_comes_back_exactly() {
    pulse::story("moving::the_speed_changes_while_it_plays_without_a_gap_and_comes_back_exactly", |sound| {
        in_three_tries(|| {
            let samples = waves::chirp(HZ, 6.0, 800.0);
            let stage = Stage::finished(HZ, &samples);
            let mut recording = sound.record();
            stage.play(0);
            first_sound(&stage);
            let mut before = 0;
            for speed in [2.0, 0.5, 1.3, 3.0, 0.8, 1.0] {
                recording.go_on(RATE as usize / 4);
                stage.control.set_speed(speed);
                assert!(stage.position() > before, "it goes on");
                before = stage.position();
            }
            stage.until_end();
            assert_eq!(stage.control.meter().starved(), 0);
            let heard = recording.end();
            let gap = silence_inside(&heard).len();
            let steep = steepest(&heard);
            eprintln!("longest silence {gap} samples, steepest {steep:.4}");
            // The chirp itself has 0.093, and a few samples near zero where it turns.
            assert!(gap < 10 && steep < 0.15);
            let wanted = waves::ideal(&samples, HZ, RATE);
            assert_part(&heard, &wanted[wanted.len() - 2 * RATE as usize..wanted.len() - 1_000]);
        });
    });
}

#[test]
fn a_voice_is_heard_in_half_the_time_and_nothing_starves_on_the_way() {
    pulse::story("moving::a_voice_is_heard_in_half_the_time_and_nothing_starves_on_the_way", |sound| {
        in_three_tries(|| {
            let samples = Tones::text("今天天气不错。我们去公园走走吧！", HZ);
            let mut stage = Stage::new(HZ, 1);
            let mut recording = sound.record();
            stage.control.set_speed(2.0);
            stage.play(0);
            let request = stage.writer.begin(0).unwrap();
            // Twice as fast as normal speed needs it, and so just fast enough.
            for delta in samples.chunks(2_400) {
                stage.writer.append(request, delta).unwrap();
                recording.go_on(2_000);
            }
            stage.finish(request);
            stage.until_end();
            assert_eq!(stage.control.meter().starved(), 0);
            let heard = recording.end();
            let length = waves::sounding(&heard).len() as f64;
            // The silence of the last sentence is not heard.
            let wanted = (samples.len() - HZ as usize * 3 / 10) as f64;
            eprintln!("{length} samples of {wanted}");
            assert!((length / wanted - 1.0).abs() < 0.03);
        });
    });
}

#[test]
fn a_range_is_heard_again_and_again_without_a_gap_or_a_click() {
    pulse::story("moving::a_range_is_heard_again_and_again_without_a_gap_or_a_click", |sound| {
        in_three_tries(|| {
            let samples = sine(220.0, 4.0);
            let stage = Stage::finished(HZ, &samples);
            let mut recording = sound.record();
            // Neither end is at a zero of the wave.
            let range = 24_013..36_050;
            stage.play(20_000);
            stage.control.repeat(Some(TakeSample(range.start)..TakeSample(range.end)));
            stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
            for _ in 0..30 {
                recording.go_on(RATE as usize / 10);
                assert!(range.contains(&stage.position()) || stage.position() < range.end + 100);
            }
            stage.control.repeat(None);
            stage.until_end();
            assert_eq!(stage.position(), samples.len() as u64);
            assert_eq!(stage.control.meter().starved(), 0);
            let heard = recording.end();
            let seconds = waves::sounding(&heard).len() as f64 / f64::from(RATE);
            let (gap, steep) = (silence_inside(&heard).len(), steepest(&heard));
            eprintln!("{seconds:.2} s, longest silence {gap} samples, steepest {steep:.4}");
            assert!((4.5..7.0).contains(&seconds) && gap < 480);
            assert!(steep < 0.03, "a click");
        });
    });
}

/// Hundreds of things a hand can do, at random times; in the end everything must be where it should be.
#[test]
fn a_storm_of_seeks_leaves_everything_in_its_place() {
    pulse::story("moving::a_storm_of_seeks_leaves_everything_in_its_place", |sound| {
        in_three_tries(|| {
            let samples = waves::chirp(HZ, 20.0, 1_000.0);
            let len = samples.len() as u64;
            let stage = Stage::finished(HZ, &samples);
            let mut recording = sound.record();
            stage.play(0);
            first_sound(&stage);
            let mut random = fastrand::Rng::with_seed(20_261_122);
            let (mut seeks, mut speed, mut repeating) = (0, 1.0, false);
            while seeks < 250 {
                let mut sought = None;
                match random.u32(0..20) {
                    0..10 => {
                        seeks += 1;
                        let place = random.u64(0..len - u64::from(2 * HZ));
                        sought = Some((place, Instant::now()));
                        stage.control.seek(TakeSample(place));
                    }
                    10..13 => {
                        speed = [0.5, 0.75, 1.0, 1.25, 2.0, 3.0][random.usize(0..6)];
                        stage.control.set_speed(speed);
                    }
                    13 => stage.control.pause(),
                    14..16 => stage.control.resume(),
                    16 => {
                        let start = random.u64(0..len - u64::from(HZ));
                        stage.control.repeat(Some(TakeSample(start)..TakeSample(start + random.u64(500..24_000))));
                        repeating = true;
                    }
                    17 => {
                        stage.control.repeat(None);
                        repeating = false;
                    }
                    _ => stage.control.set_joins(PauseSettings { trim: random.bool(), ..PauseSettings::default() }),
                }
                recording.go_on(random.usize(240..1_440));
                if let Some((sought, asked)) = sought.filter(|_| !repeating) {
                    stage.until(|event| *event == PlayerEvent::Seeked { position: TakeSample(sought) });
                    let position = stage.position();
                    // The sound is no faster than time, whatever the machine is; the device takes some of it in advance.
                    let passed = asked.elapsed().as_secs_f64() + 0.3;
                    let farthest = sought + (f64::from(speed * HZ as f32) * passed) as u64;
                    assert!((sought..farthest).contains(&position), "{position} after a seek to {sought}");
                }
            }
            stage.control.repeat(None);
            stage.control.set_joins(PauseSettings::default());
            stage.control.set_speed(1.0);
            stage.control.resume();
            let place = 431_003;
            stage.control.seek(TakeSample(place));
            stage.until(|event| *event == PlayerEvent::Seeked { position: TakeSample(place) });
            stage.until_end();
            stage.until_state(Playback::Idle);
            assert_eq!(stage.position(), len);
            let meter = stage.control.meter();
            let starved = (meter.starved(), meter.starved_samples());
            let heard = recording.end();
            let steep = steepest(&heard);
            eprintln!("{seeks} seeks, {} s of sound, starved {starved:?}, steepest {steep:.3}", heard.len() / 48_000);
            let wanted = waves::ideal(&samples, HZ, RATE);
            assert_part(
                &heard[heard.len() - 4 * RATE as usize..],
                &wanted[2 * place as usize + 1_000..wanted.len() - 100],
            );
            assert_eq!(starved, (0, DeviceFrame::ZERO), "a finished take never starves");
            // The chirp itself has 0.116; a fade adds a third of that at most.
            assert!(steep < 0.2, "a click");
        });
    });
}

/// The same while the take arrives: also to places that are not there yet, where the sound waits for them.
#[test]
fn seeks_in_a_take_that_grows_wait_for_what_has_not_arrived() {
    pulse::story("moving::seeks_in_a_take_that_grows_wait_for_what_has_not_arrived", |sound| {
        in_three_tries(|| {
            let samples = waves::chirp(HZ, 8.0, 1_000.0);
            let mut stage = Stage::new(HZ, 1);
            let mut recording = sound.record();
            let request = stage.writer.begin(0).unwrap();
            stage.writer.append(request, &samples[..12_000]).unwrap();
            stage.play(0);
            first_sound(&stage);
            let mut random = fastrand::Rng::with_seed(20_261_123);
            // The last second arrives when all else has been tried.
            let deltas: Vec<&[i16]> = samples[12_000..samples.len() - HZ as usize].chunks(2_000).collect();
            let mut behind = 0;
            for delta in deltas {
                let len = stage.writer.take().len().0;
                let place = random.u64(0..len + 6_000);
                stage.control.seek(TakeSample(place));
                stage.until(|event| *event == PlayerEvent::Seeked { position: TakeSample(place) });
                recording.go_on(random.usize(480..2_400));
                if place >= len {
                    behind += 1;
                    assert_eq!(stage.position(), place, "it waits there");
                }
                stage.writer.append(request, delta).unwrap();
            }
            assert!(behind > 5, "{behind} places were not there");
            let place = samples.len() as u64 - 20_000;
            stage.control.seek(TakeSample(place));
            stage.until(|event| *event == PlayerEvent::Seeked { position: TakeSample(place) });
            recording.go_on(RATE as usize / 10);
            assert_eq!(stage.position(), place);
            stage.writer.append(request, &samples[samples.len() - HZ as usize..]).unwrap();
            stage.finish(request);
            stage.until_end();
            assert_eq!(stage.position(), samples.len() as u64);
            let heard = recording.end();
            let steep = steepest(&heard);
            eprintln!("{behind} places were waited for, steepest {steep:.3}");
            let wanted = waves::ideal(&samples, HZ, RATE);
            assert_part(
                &heard[heard.len() - 2 * RATE as usize..],
                &wanted[2 * place as usize + 1_000..wanted.len() - 100],
            );
            // The chirp itself has 0.116; a fade adds a third of that at most.
            assert!(steep < 0.2, "a click");
        });
    });
}

/// What is repeated is spoken anew meanwhile: it is heard anew from where it differs, and goes on being repeated.
#[test]
fn what_is_repeated_may_become_another_version() {
    pulse::story("moving::what_is_repeated_may_become_another_version", |sound| {
        in_three_tries(|| {
            let (first, second, anew) = (sine(220.0, 1.0), sine(330.0, 1.0), sine(440.0, 0.7));
            let mut stage = Stage::new(HZ, 1);
            let request = stage.writer.begin(0).unwrap();
            stage.writer.append(request, &first).unwrap();
            stage.writer.complete(request).unwrap();
            let mut recording = sound.record();
            stage.play(0);
            stage.control.repeat(Some(TakeSample(4_000)..TakeSample(20_000)));
            first_sound(&stage);
            recording.go_on(RATE as usize);
            let (request, _) = stage.writer.redo(0..1, None).unwrap();
            stage.writer.append(request, &second).unwrap();
            stage.writer.complete(request).unwrap();
            stage.until_state(Playback::Playing);
            recording.go_on(RATE as usize);
            assert!(stage.position() < 20_200);
            // Shorter than what is repeated: its end is where the way leads back.
            let (request, _) = stage.writer.redo(0..1, None).unwrap();
            stage.writer.append(request, &anew).unwrap();
            stage.writer.complete(request).unwrap();
            stage.writer.close(langsheng::audio::take::TakeEnd::Complete).unwrap();
            stage.until_state(Playback::Playing);
            recording.go_on(RATE as usize);
            assert!(stage.position() <= anew.len() as u64, "{}", stage.position());
            stage.control.repeat(None);
            stage.until_end();
            let heard = recording.end();
            let steep = steepest(&heard);
            // The highest tone itself has 0.028.
            eprintln!("steepest {steep:.4}");
            assert!(steep < 0.06, "a click");
            let last = &heard[waves::sounding(&heard).end - RATE as usize / 4..waves::sounding(&heard).end - 2_400];
            assert!((pitch(last, RATE) / 440.0 - 1.0).abs() < 0.01, "the last version is heard");
        });
    });
}
