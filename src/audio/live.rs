//! The one source of sound the mixer ever gets: endless, fed by blocks through a small ring, silent when there are none.
//!
//! Everything here except [`Feed`] runs in the audio callback: it takes no lock, allocates nothing and says nothing.
//! Whatever makes the sound begin or break off in the middle of a wave happens under a fade of a few milliseconds.

use super::meter::Meter;
use rtrb::{Consumer, Producer, RingBuffer};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{
    AtomicBool, AtomicU32, AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
};
use std::time::{Duration, Instant};

/// The samples in one block: 2.5 ms at 48 kHz.
pub const BLOCK: usize = 120;

/// How much sound the ring holds at most. Half of it is how long the player may sleep.
pub const RING: Duration = Duration::from_millis(60);

/// How long a fade of the whole loudness takes.
const FADE: Duration = Duration::from_millis(5);

/// How many samples pass between two looks at what others have asked for: 0.7 ms at 48 kHz.
const STRIDE: u32 = 32;

/// A few samples for the device and where they come from.
pub struct Block {
    /// The stretch of uninterrupted sound it belongs to; a stop or a seek begins a new one. Starts at 1.
    pub generation: u64,
    /// The sample of the take the first sample stands for.
    pub start: u64,
    /// How many samples of the take one sample stands for.
    pub step: f64,
    /// Whether its generation begins in the middle of a wave.
    pub fade_in: bool,
    /// Whether nothing comes after it.
    pub last: bool,
    /// How many of `samples` count.
    pub len: usize,
    /// The samples, at the device's rate.
    pub samples: [f32; BLOCK],
}

impl Block {
    const NONE: Block =
        Block { generation: 0, start: 0, step: 1.0, fade_in: false, last: true, len: 0, samples: [0.0; BLOCK] };

    fn position(&self, at: usize) -> u64 {
        self.start + (at as f64 * self.step) as u64
    }
}

/// What player and callback tell each other. It outlives devices, so that generations never repeat.
pub struct Control {
    /// The generation to be heard; blocks of earlier ones are dropped.
    wanted: AtomicU64,
    paused: AtomicBool,
    /// The last generation of which a sample was handed to the device, and when that was, in µs since `base`.
    sounding: AtomicU64,
    sounding_at: AtomicU64,
    /// The last generation whose last sample was handed to the device.
    ended: AtomicU64,
    /// How often the callback came so late that the device must have run out of samples.
    late: AtomicU32,
    base: Instant,
}

impl Default for Control {
    fn default() -> Control {
        Control {
            wanted: AtomicU64::new(0),
            paused: AtomicBool::new(false),
            sounding: AtomicU64::new(0),
            sounding_at: AtomicU64::new(0),
            ended: AtomicU64::new(0),
            late: AtomicU32::new(0),
            base: Instant::now(),
        }
    }
}

impl Control {
    /// Ends the present generation: what is left of it fades out. Returns the new one.
    pub fn renew(&self) -> u64 {
        self.wanted.fetch_add(1, Release) + 1
    }

    /// The generation to be heard.
    pub fn generation(&self) -> u64 {
        self.wanted.load(Relaxed)
    }

    /// Holds the sound where it is, or lets it go on.
    pub fn pause(&self, paused: bool) {
        self.paused.store(paused, Release);
    }

    /// When the first sample of the present generation was handed to the device, if it was.
    pub fn sounding_since(&self) -> Option<Instant> {
        let sounds = self.sounding.load(Acquire) == self.generation();
        sounds.then(|| self.base + Duration::from_micros(self.sounding_at.load(Relaxed)))
    }

    /// How often a callback of the open device came too late while there was something to hear. Not every system reports
    /// that the device came too short, so it is seen from here.
    pub fn late(&self) -> u32 {
        self.late.load(Relaxed)
    }

    /// Whether the last sample of the present generation was handed to the device.
    pub fn has_ended(&self) -> bool {
        self.ended.load(Acquire) == self.generation()
    }
}

/// The player's end of the ring.
pub struct Feed {
    ring: Producer<Block>,
    capacity: usize,
}

impl Feed {
    /// Whether another block fits.
    pub fn has_room(&self) -> bool {
        !self.ring.is_full()
    }

    /// How many blocks wait for the callback.
    pub fn waiting(&self) -> usize {
        self.capacity - self.ring.slots()
    }

    /// Hands a block to the callback; without room the block is dropped, so ask first.
    pub fn push(&mut self, block: Block) {
        let _ = self.ring.push(block);
    }
}

/// The callback's end of the ring, as a source for rodio. Yields for ever.
pub struct Live {
    ring: Consumer<Block>,
    control: Arc<Control>,
    meter: Arc<Meter>,
    rate: NonZero<u32>,
    block: Block,
    at: usize,
    wanted: u64,
    paused: bool,
    starving: bool,
    starved_samples: u64,
    /// How open the fade is, 0 to 1, and how far it moves with a sample.
    gain: f32,
    gain_step: f32,
    volume: f32,
    volume_wanted: f32,
    /// The value last given, let down to zero where samples break off.
    tail: f32,
    tail_decay: f32,
    peak: f32,
    level: f32,
    level_decay: f32,
    until_look: u32,
    looked: Instant,
    device_holds: Duration,
}

/// A ring for a device of `rate` Hz that holds so much sound itself, and the ring's two ends.
pub fn live(rate: NonZero<u32>, device_holds: Duration, control: Arc<Control>, meter: Arc<Meter>) -> (Feed, Live) {
    let hz = rate.get() as f32;
    let capacity = ((hz * RING.as_secs_f32()) as usize / BLOCK).max(4);
    let (producer, consumer) = RingBuffer::new(capacity);
    let volume = meter.volume();
    let live = Live {
        ring: consumer,
        control,
        meter,
        rate,
        block: Block::NONE,
        at: 0,
        wanted: 0,
        paused: false,
        starving: false,
        starved_samples: 0,
        gain: 0.0,
        gain_step: 1.0 / (hz * FADE.as_secs_f32()),
        volume,
        volume_wanted: volume,
        tail: 0.0,
        tail_decay: (-1.0 / (hz * 0.0006)).exp(),
        peak: 0.0,
        level: 0.0,
        level_decay: (-(STRIDE as f32) / (hz * 0.05)).exp(),
        until_look: 0,
        looked: Instant::now(),
        device_holds,
    };
    live.control.late.store(0, Relaxed);
    (Feed { ring: producer, capacity }, live)
}

impl Live {
    /// Learns what others have asked for and tells where the sound stands.
    fn look(&mut self) {
        self.until_look = STRIDE;
        let now = Instant::now();
        let sounding = !self.block.last && !self.paused && !self.starving && !self.is_stale();
        if sounding && now.duration_since(self.looked) > self.device_holds {
            self.control.late.fetch_add(1, Relaxed);
        }
        self.looked = now;
        self.wanted = self.control.wanted.load(Acquire);
        self.paused = self.control.paused.load(Acquire);
        self.volume_wanted = self.meter.volume();
        // While the old sound fades it still needs its blocks.
        if self.gain == 0.0 || !self.is_stale() {
            while self.ring.peek().is_ok_and(|next| next.generation < self.wanted) {
                let _ = self.ring.pop();
            }
        }
        if self.block.generation == self.wanted && self.wanted > 0 {
            self.meter.set_position(self.block.position(self.at));
        }
        if self.starved_samples > 0 {
            self.meter.add_starved_samples(self.starved_samples);
            self.starved_samples = 0;
        }
        self.level = self.peak.max(self.level * self.level_decay);
        if self.level < 1e-5 {
            self.level = 0.0;
        }
        self.peak = 0.0;
        self.meter.set_level(self.level);
    }

    /// Whether the block at hand belongs to what was stopped.
    fn is_stale(&self) -> bool {
        self.block.generation < self.wanted
    }

    fn sample(&mut self) -> f32 {
        let leaving = self.paused || self.is_stale();
        if leaving && self.gain == 0.0 {
            if self.is_stale() {
                self.at = self.block.len;
            }
            if self.paused {
                return self.let_down();
            }
        }
        if self.at == self.block.len && !self.next_block() {
            if leaving {
                self.gain = 0.0;
            }
            self.starve();
            return self.let_down();
        }
        let sample = self.block.samples[self.at];
        self.at += 1;
        if self.at == self.block.len && self.block.last {
            self.end();
        }
        let leaving = self.paused || self.is_stale();
        let given = sample * self.fade(leaving) * self.turn_volume();
        self.tail = given.clamp(-1.0, 1.0);
        self.tail
    }

    /// Goes to the next block that is to be heard; false where there is none.
    fn next_block(&mut self) -> bool {
        while let Ok(next) = self.ring.peek() {
            let goes_on = next.generation == self.block.generation;
            let fading = goes_on && self.gain > 0.0;
            let stale = next.generation < self.wanted;
            let Ok(block) = self.ring.pop() else { return false };
            if stale && !fading {
                continue;
            }
            self.wanted = self.wanted.max(block.generation);
            self.block = block;
            self.at = 0;
            if !goes_on {
                self.begin();
            } else if self.starving {
                self.gain = 0.0;
            }
            self.starving = false;
            if self.block.len > 0 {
                return true;
            }
            if self.block.last {
                self.end();
            }
        }
        false
    }

    /// The first block of a generation is at hand.
    fn begin(&mut self) {
        self.gain = if self.block.fade_in || self.paused { 0.0 } else { 1.0 };
        if self.block.len == 0 {
            return;
        }
        let since = self.control.base.elapsed().as_micros();
        self.control.sounding_at.store(u64::try_from(since).unwrap_or(u64::MAX), Relaxed);
        self.control.sounding.store(self.block.generation, Release);
    }

    /// The last sample of a generation is given.
    fn end(&mut self) {
        if !self.is_stale() {
            self.meter.set_position(self.block.position(self.block.len));
        }
        self.control.ended.store(self.block.generation, Release);
    }

    /// There is nothing to give. Before a first block, after a last one and after a stop that is as it should be.
    fn starve(&mut self) {
        if self.block.last || self.is_stale() || self.paused {
            return;
        }
        if !self.starving {
            self.starving = true;
            self.meter.add_starvation();
        }
        self.starved_samples += 1;
    }

    /// One step of the fade; its ends are smooth, so that it has no kink of its own.
    fn fade(&mut self, leaving: bool) -> f32 {
        let gain = self.gain;
        self.gain = if leaving { (gain - self.gain_step).max(0.0) } else { (gain + self.gain_step).min(1.0) };
        gain * gain * (3.0 - 2.0 * gain)
    }

    fn turn_volume(&mut self) -> f32 {
        let missing = self.volume_wanted - self.volume;
        self.volume += missing.clamp(-self.gain_step, self.gain_step);
        self.volume
    }

    /// Silence, reached without a step from the value last given.
    fn let_down(&mut self) -> f32 {
        self.tail *= self.tail_decay;
        if self.tail.abs() < 1e-6 {
            self.tail = 0.0;
        }
        self.tail
    }
}

impl Iterator for Live {
    type Item = rodio::Sample;

    fn next(&mut self) -> Option<rodio::Sample> {
        if self.until_look == 0 {
            self.look();
        }
        self.until_look -= 1;
        let sample = self.sample();
        self.peak = self.peak.max(sample.abs());
        Some(sample)
    }
}

impl rodio::Source for Live {
    /// One endless span: rodio rebuilds its converters at every span, which is heard as a click.
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> rodio::ChannelCount {
        NonZero::<u16>::MIN
    }

    fn sample_rate(&self) -> rodio::SampleRate {
        self.rate
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 48_000;

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
            let (feed, live) =
                live(NonZero::new(RATE).unwrap(), Duration::from_secs(9), control.clone(), meter.clone());
            Bench { feed, live, control, meter, next: 0 }
        }

        /// A generation whose samples are all `value`.
        fn push(&mut self, blocks: usize, value: f32, last: bool, fade_in: bool) {
            for index in 1..=blocks {
                let last = last && index == blocks;
                let (generation, start) = (self.control.generation(), self.next);
                self.feed.push(Block {
                    generation,
                    start,
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
        bench.control.renew();
        while bench.feed.has_room() {
            bench.push(1, 0.5, false, false);
        }
        assert_eq!(bench.feed.waiting() * BLOCK, (f64::from(RATE) * RING.as_secs_f64()) as usize);
    }

    #[test]
    fn a_take_is_handed_on_sample_by_sample_and_its_end_is_told() {
        let mut bench = Bench::new();
        bench.control.renew();
        assert_eq!(bench.pull(100), [0.0; 100]);
        assert_eq!(bench.control.sounding_since(), None);
        bench.push(4, 0.5, true, false);
        assert_eq!(bench.pull(4 * BLOCK), [0.5; 4 * BLOCK]);
        assert!(bench.control.sounding_since().is_some());
        assert!(bench.control.has_ended());
        assert_eq!(bench.meter.position(), 4 * BLOCK as u64 / 2);
        bench.pull(1_000);
        assert_eq!(bench.pull(10), [0.0; 10]);
        assert_eq!((bench.meter.starved(), bench.meter.starved_samples()), (0, 0));
        assert!(bench.meter.level() < 0.5);
    }

    #[test]
    fn running_dry_is_silence_counted_and_the_sound_goes_on() {
        let mut bench = Bench::new();
        bench.control.renew();
        bench.push(4, 0.5, false, false);
        let mut heard = bench.pull(4 * BLOCK + 4_800);
        assert_eq!(heard[4 * BLOCK + 1_000..], [0.0; 3_800]);
        bench.push(4, 0.5, true, false);
        heard.extend(bench.pull(4 * BLOCK));
        assert_eq!(heard.last(), Some(&0.5));
        assert!(bench.control.has_ended());
        assert!(steepest(&heard) < 0.05, "breaking off and going on are free of clicks: {}", steepest(&heard));
        assert_eq!(bench.meter.starved(), 1);
        bench.pull(STRIDE as usize);
        assert_eq!(bench.meter.starved_samples(), 4_800);
    }

    #[test]
    fn a_stop_fades_and_drops_the_rest() {
        let mut bench = Bench::new();
        bench.control.renew();
        bench.push(20, 0.5, false, false);
        let mut heard = bench.pull(600);
        bench.control.renew();
        heard.extend(bench.pull(1_000));
        assert!(steepest(&heard) < 0.01, "{}", steepest(&heard));
        assert_eq!(heard[600 + 240 + 2 * STRIDE as usize..].iter().copied().fold(0.0, f32::max), 0.0);
        assert_eq!(bench.feed.waiting(), 0);
        assert_eq!(bench.meter.starved(), 0);
    }

    #[test]
    fn a_seek_goes_from_one_place_to_the_other_without_a_step() {
        let mut bench = Bench::new();
        bench.control.renew();
        bench.push(10, 0.5, false, false);
        let mut heard = bench.pull(600);
        bench.control.renew();
        bench.next = 48_000;
        bench.push(10, -0.5, false, true);
        heard.extend(bench.pull(900));
        assert!(steepest(&heard) < 0.01, "{}", steepest(&heard));
        assert_eq!(heard.last(), Some(&-0.5));
        assert!((48_000..48_500).contains(&bench.meter.position()));
    }

    #[test]
    fn a_pause_loses_no_sample() {
        let mut bench = Bench::new();
        bench.control.renew();
        for block in 0..20_u64 {
            let mut samples = [0.0; BLOCK];
            for (at, sample) in samples.iter_mut().enumerate() {
                *sample = (block as usize * BLOCK + at) as f32 / 10_000.0;
            }
            let (generation, start) = (1, block * BLOCK as u64);
            bench.feed.push(Block {
                generation,
                start,
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
        let at = after.iter().position(|sample| *sample == (held + 400) as f32 / 10_000.0);
        assert!(at.is_some_and(|at| at < 400 + 2 * STRIDE as usize), "{at:?}");
        assert!(bench.control.has_ended());
        assert_eq!(bench.meter.starved(), 0);
    }

    #[test]
    fn volume_moves_without_a_step() {
        let mut bench = Bench::new();
        bench.control.renew();
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
        bench.control.renew();
        let (generation, samples) = (1, [0.0; BLOCK]);
        bench.feed.push(Block { generation, start: 7, step: 1.0, fade_in: false, last: true, len: 0, samples });
        assert_eq!(bench.pull(100), [0.0; 100]);
        assert!(bench.control.has_ended());
        assert_eq!(bench.control.sounding_since(), None);
    }
}
