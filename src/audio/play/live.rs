//! The one source of sound the mixer ever gets: endless, fed by blocks through a small ring, silent when there are none.
//!
//! What stands here runs in the audio callback: it takes no lock, allocates nothing and says nothing.
//! Whatever makes the sound begin or break off in the middle of a wave happens under a fade of a few milliseconds.

mod ring;
#[cfg(test)]
mod tests;

use std::num::NonZero;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use ring::{BLOCK, Control, Feed, RING, RingBlock};
use rtrb::Consumer;

use crate::audio::clocks::DeviceFrame;
use crate::audio::meter::Meter;
use crate::audio::smoothstep;

/// How long a fade of the whole loudness takes.
const FADE: Duration = Duration::from_millis(5);

/// What is left of the sound while another one is heard beside it (-12 dB), and how long it takes to become so soft, and
/// loud again.
const DUCKED: f32 = 0.25;
const DUCKING: Duration = Duration::from_millis(80);

/// How many samples pass between two looks at what others want: 0.7 ms at 48 kHz.
const STRIDE: u32 = 32;

/// The callback's end of the ring, as a source for rodio. Yields for ever.
pub struct Live {
    ring: Consumer<RingBlock>,
    control: Arc<Control>,
    meter: Arc<Meter>,
    rate: NonZero<u32>,
    block: RingBlock,
    at: usize,
    wanted: u64,
    paused: bool,
    starving: bool,
    /// Whether the silence of it counts.
    counts: bool,
    starved_samples: DeviceFrame,
    /// How open the fade is, 0 to 1, and how far it moves with a sample.
    gain: f32,
    gain_step: f32,
    volume: f32,
    volume_wanted: f32,
    /// How much of the sound is left beside another, how much is to be, and how far that moves with a sample.
    duck: f32,
    duck_wanted: f32,
    duck_step: f32,
    /// The value last given, let down to zero where samples break off.
    tail: f32,
    /// What is left of a tail while the next sound has begun already; it is let down under it.
    under: f32,
    tail_decay: f32,
    peak: f32,
    level: f32,
    level_decay: f32,
    until_look: u32,
    looked: Instant,
    device_holds: Duration,
    /// A generation whose last sample was given, and how many more must be taken before it has left the device.
    leaving_device: Option<(u64, DeviceFrame)>,
}

/// A ring for a device of `rate` Hz that holds so much sound itself, and the ring's two ends.
pub fn live(rate: NonZero<u32>, device_holds: Duration, control: Arc<Control>, meter: Arc<Meter>) -> (Feed, Live) {
    let hz = rate.get() as f32;
    let capacity = ((hz * RING.as_secs_f32()) as usize / BLOCK).max(4);
    let (feed, ring) = ring::ring(capacity);
    let volume = meter.volume();
    let duck = if control.is_ducked() { DUCKED } else { 1.0 };
    let live = Live {
        ring,
        meter,
        rate,
        block: RingBlock::NONE,
        at: 0,
        wanted: 0,
        paused: false,
        starving: false,
        counts: true,
        starved_samples: DeviceFrame::ZERO,
        gain: 0.0,
        gain_step: 1.0 / (hz * FADE.as_secs_f32()),
        volume,
        volume_wanted: volume,
        duck,
        duck_wanted: duck,
        duck_step: (1.0 - DUCKED) / (hz * DUCKING.as_secs_f32()),
        tail: 0.0,
        under: 0.0,
        tail_decay: (-1.0 / (hz * 0.0006)).exp(),
        peak: 0.0,
        level: 0.0,
        level_decay: (-(STRIDE as f32) / (hz * 0.05)).exp(),
        until_look: 0,
        looked: Instant::now(),
        device_holds,
        leaving_device: None,
        control,
    };
    live.control.tell_opened();
    (feed, live)
}

impl Live {
    /// Learns what others want, and tells where the sound stands.
    fn look(&mut self) {
        self.until_look = STRIDE;
        let now = Instant::now();
        let sounding = !self.block.last && !self.paused && !self.starving && !self.is_stale();
        if sounding && now.duration_since(self.looked) > self.device_holds {
            self.control.tell_late();
        }
        self.looked = now;
        self.wanted = self.control.wanted();
        self.paused = self.control.is_paused();
        self.volume_wanted = self.meter.volume();
        self.duck_wanted = if self.control.is_ducked() { DUCKED } else { 1.0 };
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
            self.starved_samples = DeviceFrame::ZERO;
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
        let given = sample * self.fade(leaving) * self.turn_volume() * self.duck + self.under;
        self.under = self.decayed(self.under);
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
            if !goes_on || self.starving {
                self.under = self.tail;
            }
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
        if self.block.len > 0 {
            self.control.tell_sounding(self.block.generation);
        }
    }

    /// The last sample of a generation is given.
    fn end(&mut self) {
        if !self.is_stale() {
            self.meter.set_position(self.block.position(self.block.len));
        }
        let holds = self.device_holds.as_secs_f64() * f64::from(self.rate.get());
        self.leaving_device = Some((self.block.generation, DeviceFrame(holds.ceil() as u64)));
    }

    /// A generation has ended when its last sample has left the device, as far as can be seen from here.
    fn leave_device(&mut self) {
        match &mut self.leaving_device {
            None => {}
            Some((generation, DeviceFrame::ZERO)) => {
                self.control.tell_ended(*generation);
                self.leaving_device = None;
            }
            Some((_, left)) => *left -= DeviceFrame(1),
        }
    }

    /// There is nothing to give. Before a first block, after a last one and after a stop that is as it should be, unless
    /// the take was cut: then the listener waits for what takes the place of what was left out.
    fn starve(&mut self) {
        let expected = if self.is_stale() { self.control.cut_short() != self.wanted } else { self.block.last };
        if self.paused || expected {
            return;
        }
        if !self.starving {
            self.starving = true;
            self.counts = !self.control.is_at_rest();
            if self.counts {
                self.meter.add_starvation();
            }
        }
        if self.counts {
            self.starved_samples += 1;
        }
    }

    /// One step of the fade; its ends are smooth, so that it has no kink of its own.
    fn fade(&mut self, leaving: bool) -> f32 {
        let gain = self.gain;
        self.gain = if leaving { (gain - self.gain_step).max(0.0) } else { (gain + self.gain_step).min(1.0) };
        smoothstep(f64::from(gain)) as f32
    }

    fn turn_volume(&mut self) -> f32 {
        let missing = self.volume_wanted - self.volume;
        self.volume += missing.clamp(-self.gain_step, self.gain_step);
        self.volume
    }

    fn turn_duck(&mut self) {
        let missing = self.duck_wanted - self.duck;
        self.duck += missing.clamp(-self.duck_step, self.duck_step);
    }

    /// Silence, reached without a step from the value last given.
    fn let_down(&mut self) -> f32 {
        self.tail = self.decayed(self.tail);
        self.under = self.tail;
        self.tail
    }

    fn decayed(&self, value: f32) -> f32 {
        let decayed = value * self.tail_decay;
        if decayed.abs() < 1e-6 { 0.0 } else { decayed }
    }
}

impl Iterator for Live {
    type Item = rodio::Sample;

    fn next(&mut self) -> Option<rodio::Sample> {
        if self.until_look == 0 {
            self.look();
        }
        self.until_look -= 1;
        self.leave_device();
        // Also in silence: what begins under another sound begins softly.
        self.turn_duck();
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
