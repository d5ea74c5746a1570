//! How loud the whole is (EBU R 128), and the one gain that makes it as loud as was requested.

use ebur128::{EbuR128, Mode};

use crate::audio::files::export::encode::EncoderRefusal;

/// The highest true peak that a gain may lead to, in dBTP (EBU R 128): what encoders and converters add stays below full
/// scale.
const HIGHEST_PEAK: f64 = -1.0;

/// Hears everything once.
pub(super) struct LoudnessMeter(EbuR128);

impl LoudnessMeter {
    /// For one channel of `rate` Hz.
    pub fn new(rate: u32) -> Result<LoudnessMeter, EncoderRefusal> {
        // With a histogram the memory does not grow with the length; it costs a twentieth of a LU.
        let meter = EbuR128::new(1, rate, Mode::I | Mode::TRUE_PEAK | Mode::HISTOGRAM);
        meter.map(LoudnessMeter).map_err(EncoderRefusal::because)
    }

    pub fn hear(&mut self, samples: &[i16]) -> Result<(), EncoderRefusal> {
        self.0.add_frames_i16(samples).map_err(EncoderRefusal::because)
    }

    /// The gain towards `lufs`; `None` where there is nothing to measure: silence, or less than 400 ms.
    pub fn gain(&self, lufs: f64) -> Option<Gain> {
        let heard = self.0.loudness_global().ok().filter(|heard| heard.is_finite())?;
        let peak = 20.0 * self.0.true_peak(0).ok()?.log10();
        let db = (lufs - heard).min(HIGHEST_PEAK - peak);
        db.is_finite().then_some(Gain { db, lufs: heard + db })
    }
}

/// A gain for the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gain {
    /// In dB.
    pub db: f64,
    /// The loudness that it leads to.
    pub lufs: f64,
}

impl Gain {
    /// Applies it, and returns how many samples had to be clipped.
    pub fn apply(self, samples: &mut [i16]) -> u64 {
        let factor = 10_f64.powf(self.db / 20.0) as f32;
        let mut clipped = 0;
        for sample in samples {
            let louder = (f32::from(*sample) * factor).round();
            // A cast of a float stops at the ends of the range.
            *sample = louder as i16;
            clipped += u64::from(louder != f32::from(*sample));
        }
        clipped
    }
}

#[cfg(test)]
mod tests {
    use super::{Gain, LoudnessMeter};

    fn tone(rate: u32, seconds: f64, height: f64) -> Vec<i16> {
        let sample = |n: usize| (n as f64 * 1000.0 * std::f64::consts::TAU / f64::from(rate)).sin();
        (0..(f64::from(rate) * seconds) as usize).map(|n| (sample(n) * height * 32767.0).round() as i16).collect()
    }

    fn gain(samples: &[i16], rate: u32, lufs: f64) -> Option<Gain> {
        let mut loudness = LoudnessMeter::new(rate).unwrap();
        samples.chunks(997).for_each(|part| loudness.hear(part).unwrap());
        loudness.gain(lufs)
    }

    #[test]
    fn a_tone_is_as_loud_as_the_standard_says() {
        // 1 kHz at -20 dBFS in one channel: about -23 LUFS.
        let gain = gain(&tone(48_000, 5.0, 0.1), 48_000, -16.0).unwrap();
        assert!((gain.db - 7.0).abs() < 0.2 && (gain.lufs + 16.0).abs() < 1e-9, "{gain:?}");
    }

    #[test]
    fn peaks_limit_the_gain_and_nothing_clips() {
        let mut samples = tone(24_000, 5.0, 0.5);
        let gain = gain(&samples, 24_000, -2.0).unwrap();
        assert!((gain.db - 5.0).abs() < 0.2 && gain.lufs < -2.0, "{gain:?}");
        assert_eq!(gain.apply(&mut samples), 0);
        assert_eq!(Gain { db: 12.0, lufs: 0.0 }.apply(&mut [20_000, -20_000, 100]), 2);
    }

    #[test]
    fn silence_and_a_moment_are_left_as_they_are() {
        assert_eq!(gain(&[0; 48_000], 24_000, -16.0), None);
        assert_eq!(gain(&tone(24_000, 0.3, 0.5), 24_000, -16.0), None);
        assert_eq!(gain(&[], 24_000, -16.0), None);
    }
}
