//! From what the model predicts to sound.
//!
//! The model does not make samples. For each frame of 12.5 ms it predicts a spectrum in three parts: a filter for the
//! pulses of the voice, the size of the breath noise, and a part with a phase of its own. Here the pulses are made from
//! the pitch curve, the parts are added, and the frames are turned back and overlapped.

use std::f32::consts::{PI, TAU};
use std::sync::Arc;

use realfft::num_complex::Complex32;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};

/// Samples per second of what [`Vocoder::sound`] returns, in Hz.
pub const RATE: u32 = 24_000;
/// Bins of a spectrum, from 0 Hz up to half of [`RATE`].
pub const BINS: usize = WINDOW / 2 + 1;

const WINDOW: usize = 1_200;
const HOP: usize = 300;
/// Four periodic Hann windows, squared and overlapped at a quarter of their length, add up to this everywhere.
const OVERLAP: f32 = 1.5;
/// Below this pitch a frame has no voice (Hz).
const VOICED: f32 = 40.0;
/// The pulses have no harmonics above this (Hz): a little under half of [`RATE`].
const TOP: f32 = 11_000.0;
/// Logarithms above this come from a model that has gone astray; its own training clips them here.
const LOUDEST: f32 = 7.0;

/// One prediction: each part is `BINS` rows of `pitch.len()` frames, row by row.
pub struct Frames {
    /// The logarithm of the filter that shapes the pulses.
    pub pulse_gain: Vec<f32>,
    /// The phase of that filter; a tanh of it, times π, is the angle.
    pub pulse_phase: Vec<f32>,
    /// The logarithm of the size of the noise.
    pub noise_gain: Vec<f32>,
    /// The logarithm of the size of the free part.
    pub free_gain: Vec<f32>,
    /// The angle of the free part.
    pub free_phase: Vec<f32>,
    /// The pitch of each frame in Hz, under 40 where there is no voice.
    pub pitch: Vec<f32>,
}

/// The plans and windows that every utterance needs.
pub struct Vocoder {
    forward: Arc<dyn RealToComplex<f32>>,
    inverse: Arc<dyn ComplexToReal<f32>>,
    window: Vec<f32>,
}

impl Vocoder {
    /// A vocoder, ready to work.
    pub fn new() -> Vocoder {
        let mut planner = RealFftPlanner::new();
        Vocoder {
            forward: planner.plan_fft_forward(WINDOW),
            inverse: planner.plan_fft_inverse(WINDOW),
            window: (0..WINDOW).map(|i| 0.5 - 0.5 * (TAU * i as f32 / WINDOW as f32).cos()).collect(),
        }
    }

    /// The sound of `frames`, at [`RATE`] and at the level of the model. `seed` decides the breath noise, so the same
    /// frames with the same seed give the same samples.
    pub fn sound(&self, frames: &Frames, seed: u64) -> Vec<f32> {
        let count = frames.pitch.len();
        let train = pulses(&frames.pitch);
        let mut noise = Noise::new(seed);
        let mut samples = vec![0.0; count * HOP + WINDOW];
        let mut block = vec![0.0; WINDOW];
        let mut pulse = self.forward.make_output_vec();
        let mut spectrum = self.inverse.make_input_vec();

        for frame in 0..count {
            // Frame n is centred on sample n * HOP, so its window begins half a window earlier.
            let start = frame * HOP;
            for (i, (slot, window)) in block.iter_mut().zip(&self.window).enumerate() {
                let sample = (start + i).checked_sub(WINDOW / 2).and_then(|at| train.get(at)).copied().unwrap_or(0.0);
                *slot = sample * window / (WINDOW as f32 / 4.0);
            }
            if self.forward.process(&mut block, &mut pulse).is_err() {
                continue;
            }
            for (bin, (out, pulse)) in spectrum.iter_mut().zip(&pulse).enumerate() {
                let at = bin * count + frame;
                let voiced = Complex32::from_polar(gain(frames.pulse_gain[at]), PI * frames.pulse_phase[at].tanh());
                let free = Complex32::from_polar(gain(frames.free_gain[at]), frames.free_phase[at]);
                *out = pulse * voiced + noise.next() * gain(frames.noise_gain[at]) + free;
            }
            // A real signal has real first and last bins; the transform refuses anything else.
            spectrum[0].im = 0.0;
            spectrum[BINS - 1].im = 0.0;
            if self.inverse.process(&mut spectrum, &mut block).is_err() {
                continue;
            }
            let scale = 1.0 / (WINDOW as f32 * OVERLAP);
            for ((sample, value), window) in samples[start..].iter_mut().zip(&block).zip(&self.window) {
                *sample += value * window * scale;
            }
        }
        samples.drain(..WINDOW / 2);
        samples.truncate(count * HOP);
        samples
    }
}

fn gain(logarithm: f32) -> f32 {
    logarithm.min(LOUDEST).exp()
}

/// Pulses at the pitch: a sum of cosines of equal size, all harmonics up to [`TOP`], written as the closed form
/// `sin((h + ½)t) / (2 sin(t/2)) − ½` so that a sample costs two sines and not a hundred.
fn pulses(pitch: &[f32]) -> Vec<f32> {
    let mut turns = 0.0f64;
    let mut samples = Vec::with_capacity(pitch.len() * HOP);
    for at in 0..pitch.len() * HOP {
        let hz = pitch_at(pitch, at);
        let floor = hz.max(VOICED);
        turns = (turns + f64::from(floor) / f64::from(RATE)).fract();
        if hz <= VOICED {
            samples.push(0.0);
            continue;
        }
        let angle = turns as f32 * TAU;
        let harmonics = (TOP / floor).floor() + 0.5;
        let half = 2.0 * (angle / 2.0).sin();
        let peak = half.abs() <= 2e-3;
        samples.push(if peak { harmonics } else { (harmonics * angle).sin() / half } - 0.5);
    }
    samples
}

/// The pitch at a sample, on straight lines between the middles of the frames.
fn pitch_at(pitch: &[f32], sample: usize) -> f32 {
    let place = ((sample as f32 + 0.5) / HOP as f32 - 0.5).max(0.0);
    let left = (place as usize).min(pitch.len() - 1);
    let right = (left + 1).min(pitch.len() - 1);
    pitch[left] + (pitch[right] - pitch[left]) * place.fract()
}

/// Normal noise from a small generator (splitmix64) and the Box-Muller transform: two values at a time, which is what a
/// complex bin needs.
struct Noise(u64);

impl Noise {
    fn new(seed: u64) -> Noise {
        Noise(seed)
    }

    fn uniform(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ (bits >> 31)) >> 40) as f32 / (1u64 << 24) as f32
    }

    fn next(&mut self) -> Complex32 {
        // One minus keeps zero out of the logarithm.
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        Complex32::from_polar(radius, TAU * self.uniform())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frames whose pulse filter is flat and whose other parts are silent.
    fn flat(pitch: f32, count: usize) -> Frames {
        Frames {
            pulse_gain: vec![0.0; BINS * count],
            pulse_phase: vec![0.0; BINS * count],
            noise_gain: vec![-60.0; BINS * count],
            free_gain: vec![-60.0; BINS * count],
            free_phase: vec![0.0; BINS * count],
            pitch: vec![pitch; count],
        }
    }

    #[test]
    fn a_steady_pitch_repeats_with_its_period() {
        let samples = Vocoder::new().sound(&flat(200.0, 40), 1);
        assert_eq!(samples.len(), 40 * HOP);
        let period = RATE as usize / 200;
        let middle = 4 * WINDOW..5 * WINDOW;
        let energy: f32 = samples[middle.clone()].iter().map(|s| s * s).sum();
        let change: f32 = middle.map(|i| (samples[i] - samples[i + period]).powi(2)).sum();
        assert!(energy > 0.0 && change < 0.01 * energy, "{change} of {energy}");
    }

    #[test]
    fn without_a_pitch_only_noise_is_left() {
        let samples = Vocoder::new().sound(&flat(0.0, 10), 1);
        assert!(samples.iter().all(|s| s.abs() < 1e-6));
    }
}
