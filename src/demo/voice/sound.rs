//! Sound on its way from an engine to the server: trimmed, brought to the asked rate and loudness, with the silence the
//! service has around a sentence.

use audioadapter_buffers::owned::InterleavedOwned;
use rubato::{Fft, FixedSync, Resampler};

/// Mono sound as an engine makes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MonoSound {
    /// Samples; full scale is ±1.
    pub samples: Vec<f32>,
    /// Samples per second, in Hz.
    pub rate: u32,
}

/// The silence before a sentence. The recorded service has 116–139 ms (protocol.md §3.2).
const BEFORE_MS: usize = 130;
/// The silence after a sentence. The recorded service has 150–210 ms before its 300 ms of zeros (protocol.md §3.2).
const AFTER_MS: usize = 170;
/// Quieter than this is silence (−50 dB).
const SILENCE: f32 = 0.003;
/// What is kept on both sides of the audible part, so that soft beginnings and ends are not cut.
const MARGIN_MS: usize = 15;
/// From here on loud samples are bent, so that none reaches full scale.
const KNEE: f32 = 0.7;

impl MonoSound {
    /// The audible part only, its ends faded.
    pub fn trimmed(mut self) -> MonoSound {
        let margin = self.rate as usize * MARGIN_MS / 1000;
        let audible = |sample: &f32| sample.abs() > SILENCE;
        let Some(last) = self.samples.iter().rposition(audible) else {
            self.samples.clear();
            return self;
        };
        let first = self.samples.iter().position(audible).unwrap_or(0);
        self.samples.truncate(last + 1 + margin);
        self.samples.drain(..first.saturating_sub(margin));
        let length = self.samples.len();
        let fade = margin.min(length / 2);
        for i in 0..fade {
            let gain = i as f32 / fade as f32;
            self.samples[i] *= gain;
            self.samples[length - 1 - i] *= gain;
        }
        self
    }

    /// The same sound at another rate, band-limited. An engine's rate of 0 or a rate that cannot be converted gives no
    /// samples.
    pub fn at_rate(self, rate: u32) -> MonoSound {
        if self.rate == rate || self.samples.is_empty() {
            return MonoSound { rate, ..self };
        }
        let frames = self.samples.len();
        let input = InterleavedOwned::new_from(self.samples, 1, frames);
        let samples = Fft::<f32>::new(self.rate as usize, rate as usize, 1024, 1, FixedSync::Input)
            .ok()
            .zip(input.ok())
            .and_then(|(mut resampler, input)| resampler.process_all(&input, frames, None).ok())
            .map_or_else(Vec::new, InterleavedOwned::take_data);
        MonoSound { samples, rate }
    }

    /// `gain` times as loud.
    pub fn times(mut self, gain: f32) -> MonoSound {
        self.samples.iter_mut().for_each(|sample| *sample *= gain);
        self
    }
}

/// Joins the runs of one sentence, all at `rate`, with a short pause between them.
pub fn join(runs: Vec<MonoSound>, rate: u32, pause_ms: usize) -> MonoSound {
    let mut samples = Vec::new();
    for run in runs.into_iter().filter(|run| !run.samples.is_empty()) {
        if !samples.is_empty() {
            samples.resize(samples.len() + rate as usize * pause_ms / 1000, 0.0);
        }
        samples.extend(run.samples);
    }
    MonoSound { samples, rate }
}

/// The samples of a sentence as the service would send them, but for the zeros at its end: `gain` times as loud, never
/// at full scale, with the silence before and after it.
pub fn finished(sound: MonoSound, gain: f32) -> Vec<i16> {
    let silence = |ms: usize| vec![0i16; sound.rate as usize * ms / 1000];
    let mut samples = silence(BEFORE_MS);
    samples.extend(sound.samples.iter().map(|sample| (bent(sample * gain) * 32_767.0).round() as i16));
    samples.extend(silence(AFTER_MS));
    samples
}

/// A straight line up to the knee, then a curve that never reaches 1. A value that is no number is silence.
fn bent(sample: f32) -> f32 {
    let size = sample.abs();
    if size.is_nan() {
        return 0.0;
    }
    if size <= KNEE {
        return sample;
    }
    let room = 1.0 - KNEE;
    (KNEE + room * 0.99 * ((size - KNEE) / room).tanh()).copysign(sample)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(rate: u32, hz: f32, seconds: f32) -> MonoSound {
        let count = (rate as f32 * seconds) as usize;
        let samples = (0..count).map(|i| 0.5 * (std::f32::consts::TAU * hz * i as f32 / rate as f32).sin()).collect();
        MonoSound { samples, rate }
    }

    #[test]
    fn a_tone_keeps_its_length_and_level_at_every_rate() {
        for rate in [8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000] {
            let other = tone(22_050, 440.0, 1.0).at_rate(rate);
            assert!(other.samples.len().abs_diff(rate as usize) <= 1, "{rate}: {}", other.samples.len());
            let middle = &other.samples[rate as usize / 4..rate as usize / 2];
            let power = middle.iter().map(|s| s * s).sum::<f32>() / middle.len() as f32;
            assert!((power - 0.125).abs() < 0.001, "{rate}: {power}");
        }
    }

    #[test]
    fn trimming_takes_the_silence_and_nothing_else() {
        let mut padded = tone(16_000, 300.0, 0.5);
        padded.samples.splice(0..0, vec![0.0; 4_000]);
        padded.samples.resize(20_000, 0.0);
        let kept = padded.trimmed().samples.len();
        assert!((8_000..8_000 + 2 * 240 + 2).contains(&kept), "{kept}");
        assert!(MonoSound { samples: vec![0.0; 100], rate: 8_000 }.trimmed().samples.is_empty());
    }

    #[test]
    fn nothing_reaches_full_scale() {
        let loud = finished(tone(8_000, 200.0, 0.2).times(8.0), 2.0);
        assert!(loud.iter().all(|s| s.unsigned_abs() < 32_767));
        let broken = finished(MonoSound { samples: vec![f32::NAN, f32::INFINITY], rate: 8_000 }, 1.0);
        assert!(broken.iter().all(|s| s.unsigned_abs() < 32_767));
    }
}
