//! What may be read about the sound at any moment, by anyone, without asking: a handful of atomics.

use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64};

use crate::audio::clocks::{DeviceFrame, TakeSample};

/// What the player is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Playback {
    /// Nothing is to be heard.
    #[default]
    Idle,
    /// The device is being opened.
    Opening,
    /// Waiting for more of the take to arrive.
    Buffering,
    /// Samples go to the device.
    Playing,
    /// Held at a position until `resume`.
    Paused,
}

/// Figures of the sound, written by the player and the audio callback, read by the window whenever it paints.
///
/// Each figure is right by itself; two of them read one after the other need not belong to the same instant.
#[derive(Debug)]
pub struct Meter {
    state: AtomicU8,
    position: AtomicU64,
    /// Where a seek leads that the player has not carried out, or [`NOWHERE`].
    sought: AtomicU64,
    starvations: AtomicU64,
    starved_samples: AtomicU64,
    level: AtomicU32,
    volume: AtomicU32,
    speed: AtomicU32,
}

/// No sample of any take.
const NOWHERE: TakeSample = TakeSample::MAX;

impl Default for Meter {
    fn default() -> Meter {
        Meter {
            state: AtomicU8::new(Playback::Idle as u8),
            position: AtomicU64::new(0),
            sought: AtomicU64::new(NOWHERE.0),
            starvations: AtomicU64::new(0),
            starved_samples: AtomicU64::new(0),
            level: AtomicU32::new(0),
            volume: AtomicU32::new(1.0_f32.to_bits()),
            speed: AtomicU32::new(1.0_f32.to_bits()),
        }
    }
}

impl Meter {
    /// What the player is doing.
    pub fn state(&self) -> Playback {
        const ALL: [Playback; 5] =
            [Playback::Idle, Playback::Opening, Playback::Buffering, Playback::Playing, Playback::Paused];
        ALL.into_iter().find(|state| *state as u8 == self.state.load(Relaxed)).unwrap_or_default()
    }

    /// The sample of the take that is being handed to the device; from the call of a seek on, the one that was sought.
    pub fn position(&self) -> TakeSample {
        match TakeSample(self.sought.load(Relaxed)) {
            NOWHERE => TakeSample(self.position.load(Relaxed)),
            sought => sought,
        }
    }

    /// How often the sound ran dry since the take was begun.
    pub fn starved(&self) -> u64 {
        self.starvations.load(Relaxed)
    }

    /// The silence that running dry has cost since the take was begun.
    pub fn starved_samples(&self) -> DeviceFrame {
        DeviceFrame(self.starved_samples.load(Relaxed))
    }

    /// The loudest sample of about the last 50 ms, 0 to 1, falling smoothly.
    pub fn level(&self) -> f32 {
        f32::from_bits(self.level.load(Relaxed))
    }

    /// The volume the user wants: 1.0 leaves the sound as it is.
    pub fn volume(&self) -> f32 {
        f32::from_bits(self.volume.load(Relaxed))
    }

    /// How fast the take is played, 0.5 to 3.0: so many samples of it are heard in the time of one.
    pub fn speed(&self) -> f32 {
        f32::from_bits(self.speed.load(Relaxed))
    }

    pub(super) fn set_speed(&self, speed: f32) {
        self.speed.store(speed.to_bits(), Relaxed);
    }

    pub(super) fn set_state(&self, state: Playback) {
        self.state.store(state as u8, Relaxed);
    }

    pub(super) fn set_position(&self, sample: TakeSample) {
        self.position.store(sample.0, Relaxed);
    }

    /// A seek leads to this sample as soon as the player comes to it.
    pub(super) fn seek(&self, sample: TakeSample) {
        self.sought.store(sample.0, Relaxed);
    }

    /// The player has carried out a seek to this sample; a later one is still to come.
    pub(super) fn has_sought(&self, sample: TakeSample) {
        self.sought.compare_exchange(sample.0, NOWHERE.0, Relaxed, Relaxed).ok();
    }

    pub(super) fn set_volume(&self, volume: f32) {
        let volume = if volume.is_finite() { volume.clamp(0.0, 2.0) } else { 1.0 };
        self.volume.store(volume.to_bits(), Relaxed);
    }

    pub(super) fn set_level(&self, level: f32) {
        self.level.store(level.to_bits(), Relaxed);
    }

    pub(super) fn add_starvation(&self) {
        self.starvations.fetch_add(1, Relaxed);
    }

    pub(super) fn add_starved_samples(&self, samples: DeviceFrame) {
        self.starved_samples.fetch_add(samples.0, Relaxed);
    }

    pub(super) fn forget_starvation(&self) {
        self.starvations.store(0, Relaxed);
        self.starved_samples.store(0, Relaxed);
    }
}
