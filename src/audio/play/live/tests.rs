//! The source without a device: blocks in, samples out.

use crate::audio::play::live::*;
use crate::audio::{DeviceFrame, TakeSample};

const RATE: u32 = 48_000;

/// What the device holds.
const HOLDS: Duration = Duration::from_millis(20);
const HELD: usize = RATE as usize / 50;

struct Bench {
    feed: Feed,
    live: Live,
    control: Arc<Control>,
    meter: Arc<Meter>,
    next: u64,
}

impl Bench {
    fn new() -> Bench {
        let (control, meter) = (Arc::new(Control::default()), Arc::new(Meter::default()));
        let (feed, live) = live(NonZero::new(RATE).unwrap(), HOLDS, control.clone(), meter.clone());
        Bench { feed, live, control, meter, next: 0 }
    }

    /// A generation whose samples are all `value`.
    fn push(&mut self, blocks: usize, value: f32, last: bool, fade_in: bool) {
        for index in 1..=blocks {
            let last = last && index == blocks;
            let (generation, start) = (self.control.generation(), self.next);
            self.feed.push(RingBlock {
                generation,
                start: TakeSample(start),
                step: 0.5,
                fade_in,
                last,
                len: BLOCK,
                samples: [value; BLOCK],
            });
            self.next += BLOCK as u64 / 2;
        }
    }

    fn pull(&mut self, samples: usize) -> Vec<f32> {
        self.live.by_ref().take(samples).collect()
    }
}

fn steepest(samples: &[f32]) -> f32 {
    samples.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max)
}

#[test]
fn the_ring_holds_no_more_than_it_may() {
    let mut bench = Bench::new();
    bench.control.next_generation();
    while bench.feed.has_room() {
        bench.push(1, 0.5, false, false);
    }
    assert_eq!(bench.feed.waiting() * BLOCK, (f64::from(RATE) * RING.as_secs_f64()) as usize);
}

#[test]
fn a_take_is_handed_on_sample_by_sample_and_its_end_is_told() {
    let mut bench = Bench::new();
    bench.control.next_generation();
    assert_eq!(bench.pull(100), [0.0; 100]);
    assert_eq!(bench.control.sounding_since(), None);
    bench.push(4, 0.5, true, false);
    assert_eq!(bench.pull(4 * BLOCK), [0.5; 4 * BLOCK]);
    assert!(bench.control.sounding_since().is_some());
    assert_eq!(bench.meter.position(), 4 * BLOCK as u64 / 2);
    bench.pull(HELD);
    assert!(!bench.control.has_ended(), "the device still holds the end");
    bench.pull(1);
    assert!(bench.control.has_ended());
    bench.pull(1_000);
    assert_eq!(bench.pull(10), [0.0; 10]);
    assert_eq!((bench.meter.starved(), bench.meter.starved_samples()), (0, DeviceFrame::ZERO));
    assert!(bench.meter.level() < 0.5);
}

#[test]
fn running_dry_is_silence_counted_and_the_sound_goes_on() {
    let mut bench = Bench::new();
    bench.control.next_generation();
    bench.push(4, 0.5, false, false);
    let mut heard = bench.pull(4 * BLOCK + 4_800);
    assert_eq!(heard[4 * BLOCK + 1_000..], [0.0; 3_800]);
    bench.push(4, 0.5, true, false);
    heard.extend(bench.pull(4 * BLOCK));
    assert_eq!(heard.last(), Some(&0.5));
    assert!(steepest(&heard) < 0.05, "breaking off and going on are free of clicks: {}", steepest(&heard));
    assert_eq!(bench.meter.starved(), 1);
    bench.pull(STRIDE as usize);
    assert_eq!(bench.meter.starved_samples(), 4_800);
}

#[test]
fn silence_at_rest_is_not_counted_and_the_sound_goes_on_without_a_click() {
    let mut bench = Bench::new();
    bench.control.next_generation();
    bench.push(4, 0.5, false, false);
    bench.control.rest(true);
    let mut heard = bench.pull(4 * BLOCK + 4_800);
    bench.control.rest(false);
    bench.push(4, 0.5, false, false);
    heard.extend(bench.pull(4 * BLOCK));
    assert!(steepest(&heard) < 0.05, "{}", steepest(&heard));
    assert_eq!((bench.meter.starved(), bench.meter.starved_samples()), (0, DeviceFrame::ZERO));
    bench.pull(480 + STRIDE as usize);
    assert_eq!(bench.meter.starved(), 1, "what is missing now was expected");
}

#[test]
fn a_stop_fades_and_drops_the_rest() {
    let mut bench = Bench::new();
    bench.control.next_generation();
    bench.push(20, 0.5, false, false);
    let mut heard = bench.pull(600);
    bench.control.next_generation();
    bench.feed.next_generation();
    assert!(!bench.feed.is_clear());
    heard.extend(bench.pull(1_000));
    assert!(bench.feed.is_clear());
    assert!(steepest(&heard) < 0.01, "{}", steepest(&heard));
    assert_eq!(heard[600 + 240 + 2 * STRIDE as usize..].iter().copied().fold(0.0, f32::max), 0.0);
    assert_eq!(bench.feed.waiting(), 0);
    assert_eq!(bench.meter.starved(), 0);
}

#[test]
fn a_seek_goes_from_one_place_to_the_other_without_a_step() {
    let mut bench = Bench::new();
    bench.control.next_generation();
    bench.push(10, 0.5, false, false);
    let mut heard = bench.pull(600);
    bench.control.next_generation();
    bench.next = 48_000;
    bench.push(10, -0.5, false, true);
    heard.extend(bench.pull(900));
    assert!(steepest(&heard) < 0.01, "{}", steepest(&heard));
    assert_eq!(heard.last(), Some(&-0.5));
    assert!((48_000..48_500).contains(&bench.meter.position()));
}

#[test]
fn a_seek_with_little_left_has_no_step_either() {
    for left in [0, 1, 20, 100] {
        let mut bench = Bench::new();
        bench.control.next_generation();
        bench.push(10, 0.5, false, false);
        let mut heard = bench.pull(10 * BLOCK - left);
        bench.control.next_generation();
        bench.push(10, -0.5, false, true);
        heard.extend(bench.pull(900));
        assert!(steepest(&heard) < 0.02, "{left} left: {}", steepest(&heard));
        assert_eq!(heard.last(), Some(&-0.5));
    }
}

#[test]
fn the_silence_after_a_cut_is_counted() {
    let mut bench = Bench::new();
    bench.control.next_generation();
    bench.push(4, 0.5, false, false);
    bench.pull(2 * BLOCK);
    bench.control.next_generation();
    bench.control.tell_cut_short();
    bench.pull(4_800);
    assert_eq!(bench.meter.starved(), 1);
    assert!(bench.meter.starved_samples() > 4_000);
    bench.push(4, 0.5, true, true);
    bench.pull(4_800);
    let so_far = bench.meter.starved_samples();
    assert!(so_far < 5_000, "what follows the end is no starvation");
    bench.control.next_generation();
    bench.pull(4_800);
    assert_eq!((bench.meter.starved(), bench.meter.starved_samples()), (1, so_far), "a stop is not a cut");
}

#[test]
fn a_pause_loses_no_sample() {
    let mut bench = Bench::new();
    bench.control.next_generation();
    for block in 0..20_u64 {
        let mut samples = [0.0; BLOCK];
        for (at, sample) in samples.iter_mut().enumerate() {
            *sample = (block as usize * BLOCK + at) as f32 / 10_000.0;
        }
        let (generation, start) = (1, block * BLOCK as u64);
        bench.feed.push(RingBlock {
            generation,
            start: TakeSample(start),
            step: 1.0,
            fade_in: false,
            last: block == 19,
            len: BLOCK,
            samples,
        });
    }
    let before = bench.pull(600);
    bench.control.pause(true);
    let fading = bench.pull(1_000);
    let held = bench.meter.position();
    assert_eq!(fading[900..], [0.0; 100]);
    bench.pull(10_000);
    assert_eq!(bench.meter.position(), held, "a pause stands still");
    bench.control.pause(false);
    let after = bench.pull(20 * BLOCK);
    let full = before.iter().chain(&after).filter(|sample| **sample > 0.0).count();
    // What was given before, and what is given after, add up to the whole but for the fade itself.
    assert_eq!(before[599], 599.0 / 10_000.0);
    assert!(full > 20 * BLOCK - 600);
    let at = after.iter().position(|sample| *sample == (held + 400).0 as f32 / 10_000.0);
    assert!(at.is_some_and(|at| at < 400 + 2 * STRIDE as usize), "{at:?}");
    bench.pull(HELD + 1);
    assert!(bench.control.has_ended());
    assert_eq!(bench.meter.starved(), 0);
}

#[test]
fn volume_moves_without_a_step() {
    let mut bench = Bench::new();
    bench.control.next_generation();
    bench.push(20, 0.5, false, false);
    let mut heard = bench.pull(300);
    bench.meter.set_volume(0.0);
    heard.extend(bench.pull(600));
    assert!(steepest(&heard) < 0.01);
    assert_eq!(heard.last(), Some(&0.0));
    bench.meter.set_volume(f32::NAN);
    assert_eq!(bench.meter.volume(), 1.0);
}

#[test]
fn an_empty_take_ends_at_once_and_makes_no_sound() {
    let mut bench = Bench::new();
    bench.control.next_generation();
    let (generation, samples) = (1, [0.0; BLOCK]);
    bench.feed.push(RingBlock {
        generation,
        start: TakeSample(7),
        step: 1.0,
        fade_in: false,
        last: true,
        len: 0,
        samples,
    });
    assert_eq!(bench.pull(HELD + 2), [0.0; HELD + 2]);
    assert!(bench.control.has_ended());
    assert_eq!(bench.control.sounding_since(), None);
}
