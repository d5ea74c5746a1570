//! Pitch, length, places and bits.

use proptest::prelude::*;

use crate::audio::play::stretch::*;
use crate::audio::{HeardSample, RenderedSample};

const RATE: u32 = 24_000;

fn sine(hz: f64, samples: usize) -> Vec<i16> {
    let step = std::f64::consts::TAU * hz / f64::from(RATE);
    (0..samples).map(|n| ((n as f64 * step).sin() * 12_000.0) as i16).collect()
}

fn stretched(speed: f32, samples: &[i16]) -> Vec<i16> {
    let mut stretcher = Stretcher::new(RATE, speed).unwrap();
    let mut out = Vec::new();
    samples.chunks(1_000).for_each(|chunk| stretcher.push(chunk, &mut out));
    stretcher.finish(&mut out);
    assert_eq!((stretcher.taken().0, stretcher.given().0), (samples.len() as u64, out.len() as u64));
    out
}

/// The pitch by counting how often the wave rises through zero.
fn pitch(samples: &[i16]) -> f64 {
    let rises: Vec<usize> = (1..samples.len()).filter(|at| samples[at - 1] < 0 && samples[*at] >= 0).collect();
    (rises.len() - 1) as f64 * f64::from(RATE) / (rises[rises.len() - 1] - rises[0]) as f64
}

#[test]
fn a_tone_keeps_its_pitch_at_every_speed() {
    for speed in [0.5, 0.75, 1.25, 1.5, 2.0, 2.5, 3.0] {
        for hz in [110.0, 220.0, 330.0] {
            let samples = sine(hz, 10 * RATE as usize);
            let out = stretched(speed, &samples);
            let heard = pitch(&out);
            let length = out.len() as f64 * f64::from(speed) / samples.len() as f64;
            assert!((heard / hz - 1.0).abs() < 0.01, "{hz} Hz became {heard:.1} at {speed}");
            assert!((length - 1.0).abs() < 0.02, "the length is off by {length:.3} at {speed} for {hz} Hz");
            let steepest = |samples: &[i16]| samples.windows(2).map(|pair| pair[1].abs_diff(pair[0])).max().unwrap();
            let end = out.len() - RATE as usize / 10;
            assert!(steepest(&out[..end]) < 2 * steepest(&samples), "a click at {speed}");
        }
    }
}

#[test]
fn normal_speed_changes_no_bit() {
    let samples: Vec<i16> = (i16::MIN..=i16::MAX).collect();
    for speed in [1.0, 1.000_001, f32::NAN] {
        assert_eq!(stretched(speed, &samples), samples);
    }
}

#[test]
fn speeds_stay_in_their_range_and_rates_in_theirs() {
    assert_eq!([-1.0, 0.1, 0.5, 2.9, 9.0, f32::INFINITY].map(nearest), [0.5, 0.5, 0.5, 2.9, 3.0, 3.0]);
    assert_eq!(Stretcher::new(10, 1.0).err(), Some(StretchError(10)));
}

#[test]
fn the_speed_changes_in_the_middle_without_a_click_and_comes_back_to_every_bit() {
    let samples = sine(150.0, 20 * RATE as usize);
    let mut stretcher = Stretcher::new(RATE, 1.0).unwrap();
    let mut out = Vec::new();
    for (chunk, speed) in samples.chunks(2 * RATE as usize).zip([1.0, 2.0, 0.5, 1.3, 3.0, 0.9, 1.0, 1.0, 2.5, 1.0]) {
        stretcher.set_speed(speed);
        stretcher.push(chunk, &mut out);
    }
    stretcher.finish(&mut out);
    let steepest = out.windows(2).map(|pair| pair[1].abs_diff(pair[0])).max().unwrap();
    assert!(steepest < 800, "{steepest}, the tone itself has 472");
    assert_eq!(out[out.len() - RATE as usize..], samples[samples.len() - RATE as usize..]);
}

#[test]
fn places_are_known_and_do_not_drift() {
    // A click of its own on a quiet tone every second: its place is known beforehand, and is found again.
    let second = RATE as usize;
    let mut samples = sine(97.0, 60 * second);
    samples.iter_mut().for_each(|sample| *sample /= 8);
    for at in (second..samples.len()).step_by(second) {
        samples[at..at + 40].fill(20_000);
    }
    for speed in [0.5, 0.8, 1.4, 2.0, 3.0] {
        let mut stretcher = Stretcher::new(RATE, speed).unwrap();
        let (mut coarse, mut out) = (SpeedMap::new(HeardSample(RATE.into())), Vec::new());
        let mut fine = SpeedMap::new(HeardSample::ZERO);
        for chunk in samples.chunks(480) {
            stretcher.push(chunk, &mut out);
            let points: Vec<TimePoint> = stretcher.points().collect();
            coarse.extend(points.iter().copied());
            fine.extend(points);
        }
        stretcher.finish(&mut out);
        let points: Vec<TimePoint> = stretcher.points().collect();
        coarse.extend(points.iter().copied());
        fine.extend(points);
        let mut worst = 0;
        for at in (second..samples.len()).step_by(second) {
            let pushed = RenderedSample(at as u64);
            let given = fine.given(pushed, speed);
            assert!(coarse.given(pushed, speed).0.abs_diff(given.0) < u64::from(RATE) / 25, "kept coarsely");
            assert!(fine.taken(given, speed).0.abs_diff(pushed.0) < 100);
            let given = given.0 as usize;
            let near = given - 2_000..(given + 2_000).min(out.len());
            // At high speeds a click may be left out with its period.
            if let Some(found) = out[near.clone()].iter().position(|sample| *sample > 10_000) {
                worst = worst.max((near.start + found).abs_diff(given));
            }
        }
        assert!(worst < second * 20 / 1000, "at {speed} a place is off by {worst} samples");
        assert_eq!(fine.given(RenderedSample(samples.len() as u64), speed), out.len() as u64);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn cuts_do_not_matter(
        speed in 0.4_f32..3.2,
        other in 0.4_f32..3.2,
        cuts in prop::collection::vec(1_usize..4_000, 1..12),
    ) {
        let samples = sine(180.0, cuts.iter().sum());
        let change = cuts.iter().take(cuts.len() / 2).sum::<usize>();
        let run = |pieces: &[usize]| {
            let mut stretcher = Stretcher::new(RATE, speed).unwrap();
            let (mut out, mut at, mut points) = (Vec::new(), 0, Vec::new());
            for piece in pieces {
                if at == change {
                    stretcher.set_speed(other);
                }
                stretcher.push(&samples[at..at + piece], &mut out);
                at += piece;
                points.extend(stretcher.points());
            }
            stretcher.finish(&mut out);
            points.extend(stretcher.points());
            (out, points)
        };
        let (out, points) = run(&cuts);
        prop_assert_eq!(&out, &run(&[change, samples.len() - change]).0);
        prop_assert!(points.windows(2).all(|pair| pair[0].taken <= pair[1].taken && pair[0].given <= pair[1].given));
    }
}
