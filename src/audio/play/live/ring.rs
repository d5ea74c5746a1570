//! What stands between the player and the audio callback: a ring of blocks, and a few atomics.

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64};
use std::time::{Duration, Instant};

use rtrb::{Consumer, Producer, RingBuffer};

use crate::audio::clocks::TakeSample;

/// The samples in one block: 2.5 ms at 48 kHz.
pub const BLOCK: usize = 120;

/// How much sound the ring holds at most. Half of it is how long the player may sleep.
pub const RING: Duration = Duration::from_millis(60);

/// A few samples for the device and where they come from.
pub struct RingBlock {
    /// The uninterrupted sound it belongs to; a stop or a seek begins a new one. Starts at 1.
    pub generation: u64,
    /// What the first sample stands for.
    pub start: TakeSample,
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

impl RingBlock {
    /// What stands in the callback's hand before the first block.
    pub(super) const NONE: RingBlock = RingBlock {
        generation: 0,
        start: TakeSample::ZERO,
        step: 1.0,
        fade_in: false,
        last: true,
        len: 0,
        samples: [0.0; BLOCK],
    };

    /// The sample of the take that sample `at` stands for.
    pub fn position(&self, at: usize) -> TakeSample {
        // A step that is a quotient may come out a hair too small.
        self.start + (at as f64 * self.step + 1e-6) as usize
    }
}

/// What player and callback tell each other. It outlives devices, so that generations never repeat.
pub struct Control {
    /// The generation to be heard; blocks of earlier ones are dropped.
    wanted: AtomicU64,
    /// The last generation that began because the take was cut under the listener; 0 where none did.
    cut_short: AtomicU64,
    paused: AtomicBool,
    /// Another sound is heard beside this one, which is softer meanwhile.
    ducked: AtomicBool,
    /// Nothing more is expected before more of the text is written.
    at_rest: AtomicBool,
    /// The last generation of which a sample was handed to the device, and when that was, in µs since `base`.
    sounding: AtomicU64,
    sounding_at: AtomicU64,
    /// The last generation whose last sample has left the device.
    ended: AtomicU64,
    /// How often the callback came so late that the device must have run out of samples.
    late: AtomicU32,
    base: Instant,
}

impl Default for Control {
    fn default() -> Control {
        Control {
            wanted: AtomicU64::new(0),
            cut_short: AtomicU64::new(0),
            paused: AtomicBool::new(false),
            ducked: AtomicBool::new(false),
            at_rest: AtomicBool::new(false),
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
    pub fn next_generation(&self) -> u64 {
        self.wanted.fetch_add(1, Release) + 1
    }

    /// The generation to be heard.
    pub fn generation(&self) -> u64 {
        self.wanted.load(Relaxed)
    }

    /// The listener now waits for the present generation because the take was cut: its silence counts as running dry.
    pub fn tell_cut_short(&self) {
        self.cut_short.store(self.generation(), Release);
    }

    pub(super) fn cut_short(&self) -> u64 {
        self.cut_short.load(Acquire)
    }

    pub(super) fn is_paused(&self) -> bool {
        self.paused.load(Acquire)
    }

    pub(super) fn wanted(&self) -> u64 {
        self.wanted.load(Acquire)
    }

    pub(super) fn tell_sounding(&self, generation: u64) {
        let since = u64::try_from(self.base.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.sounding_at.store(since, Relaxed);
        self.sounding.store(generation, Release);
    }

    pub(super) fn tell_ended(&self, generation: u64) {
        self.ended.store(generation, Release);
    }

    pub(super) fn tell_late(&self) {
        self.late.fetch_add(1, Relaxed);
    }

    pub(super) fn tell_opened(&self) {
        self.late.store(0, Relaxed);
    }

    /// Holds the sound where it is, or lets it go on.
    pub fn pause(&self, paused: bool) {
        self.paused.store(paused, Release);
    }

    /// Makes the sound softer for the one beside it, or as loud as before.
    pub fn duck(&self, ducked: bool) {
        self.ducked.store(ducked, Release);
    }

    pub(super) fn is_ducked(&self) -> bool {
        self.ducked.load(Acquire)
    }

    /// Says whether nothing more is expected: the silence that follows is then the writer's, and no starvation.
    pub fn rest(&self, at_rest: bool) {
        self.at_rest.store(at_rest, Release);
    }

    pub(super) fn is_at_rest(&self) -> bool {
        self.at_rest.load(Acquire)
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

    /// Whether the last sample of the present generation was handed to the device and has left its buffer.
    pub fn has_ended(&self) -> bool {
        self.ended.load(Acquire) == self.generation()
    }
}

/// A ring of `capacity` blocks: its two ends.
pub(super) fn ring(capacity: usize) -> (Feed, Consumer<RingBlock>) {
    let (producer, consumer) = RingBuffer::new(capacity);
    (Feed { ring: producer, capacity, pushed: 0, stale: 0 }, consumer)
}

/// The player's end of the ring.
pub struct Feed {
    ring: Producer<RingBlock>,
    capacity: usize,
    pushed: u64,
    /// How many of the blocks ever pushed belong to what was stopped.
    stale: u64,
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

    /// Says that a new generation begins: everything in the ring is to be dropped.
    pub fn next_generation(&mut self) {
        self.stale = self.pushed;
    }

    /// Whether the callback has dropped what belongs to earlier generations. Until then there is little room, and the few
    /// blocks that would fit would be played long before more could follow.
    pub fn is_clear(&self) -> bool {
        self.pushed - self.waiting() as u64 >= self.stale
    }

    /// Hands a block to the callback; without room the block is dropped, so ask first.
    pub fn push(&mut self, block: RingBlock) {
        self.pushed += u64::from(self.ring.push(block).is_ok());
    }
}
