//! How loud a sound is as a whole (EBU R 128, the loudness of ITU-R BS.1770), and the one gain that makes it as loud as was
//! requested.

use ebur128::{EbuR128, Mode};

use crate::audio::clocks::TakeSample;
use crate::audio::take::{Take, TakeError};

/// The highest true peak that a gain may lead to, in dBTP (EBU R 128): what encoders and converters add stays below full
/// scale.
const HIGHEST_PEAK: f64 = -1.0;

/// How loud sounds are that are compared, in LUFS, unless the peaks of one of them keep it from that.
const COMPARED: f64 = -18.0;

/// How loud a sound is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loudness {
    /// The integrated loudness in LUFS.
    pub lufs: f64,
    /// The true peak in dBTP.
    pub peak_db: f64,
}

impl Loudness {
    /// The gain towards `lufs` that the peaks allow.
    pub fn gain(self, lufs: f64) -> Gain {
        let db = (lufs - self.lufs).min(HIGHEST_PEAK - self.peak_db);
        Gain { db, lufs: self.lufs + db }
    }

    /// The loudness, in LUFS, at which sounds are compared: one that each of them reaches without clipping.
    pub fn common(all: impl IntoIterator<Item = Loudness>) -> f64 {
        all.into_iter().map(|loudness| loudness.gain(COMPARED).lufs).fold(COMPARED, f64::min)
    }

    /// Measures all of a take.
    ///
    /// # Errors
    /// The take cannot be read. What has no loudness, such as silence, is `None`.
    pub fn of_take(take: &Take) -> Result<Option<Loudness>, TakeError> {
        let Some(mut meter) = LoudnessMeter::new(take.rate()).ok() else { return Ok(None) };
        let (mut reader, mut chunk, mut at) = (take.reader(), [0; 4_096], TakeSample::ZERO);
        loop {
            let read = reader.read(at, &mut chunk)?;
            if read == 0 || meter.hear(&chunk[..read]).is_err() {
                return Ok(meter.loudness());
            }
            at += read;
        }
    }
}

/// Hears everything once.
pub(in crate::audio) struct LoudnessMeter(EbuR128);

impl LoudnessMeter {
    /// For one channel of `rate` Hz.
    pub fn new(rate: u32) -> Result<LoudnessMeter, ebur128::Error> {
        // With a histogram the memory does not grow with the length; it costs a twentieth of a LU.
        EbuR128::new(1, rate, Mode::I | Mode::TRUE_PEAK | Mode::HISTOGRAM).map(LoudnessMeter)
    }

    pub fn hear(&mut self, samples: &[i16]) -> Result<(), ebur128::Error> {
        self.0.add_frames_i16(samples)
    }

    /// How loud it was; `None` where there is nothing to measure: silence, or less than 400 ms.
    pub fn loudness(&self) -> Option<Loudness> {
        let lufs = self.0.loudness_global().ok().filter(|heard| heard.is_finite())?;
        let peak_db = 20.0 * self.0.true_peak(0).ok()?.log10();
        peak_db.is_finite().then_some(Loudness { lufs, peak_db })
    }
}

/// A gain for the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// In dB.
    pub db: f64,
    /// The loudness that it leads to.
    pub lufs: f64,
}

impl Gain {
    /// What each sample is multiplied with.
    pub fn factor(self) -> f32 {
        10_f64.powf(self.db / 20.0) as f32
    }

    /// Applies it, and returns how many samples had to be clipped.
    pub(in crate::audio) fn apply(self, samples: &mut [i16]) -> u64 {
        let factor = self.factor();
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
    use super::{Gain, Loudness, LoudnessMeter};

    fn tone(rate: u32, seconds: f64, height: f64) -> Vec<i16> {
        let sample = |n: usize| (n as f64 * 1000.0 * std::f64::consts::TAU / f64::from(rate)).sin();
        (0..(f64::from(rate) * seconds) as usize).map(|n| (sample(n) * height * 32767.0).round() as i16).collect()
    }

    fn gain(samples: &[i16], rate: u32, lufs: f64) -> Option<Gain> {
        let mut loudness = LoudnessMeter::new(rate).unwrap();
        samples.chunks(997).for_each(|part| loudness.hear(part).unwrap());
        loudness.loudness().map(|loudness| loudness.gain(lufs))
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

    #[test]
    fn what_is_compared_is_equally_loud_and_the_softest_that_must_be_decides() {
        let (loud, soft) = (Loudness { lufs: -12.0, peak_db: -1.0 }, Loudness { lufs: -30.0, peak_db: -9.0 });
        let common = Loudness::common([loud, soft]);
        assert_eq!(common, -22.0);
        assert_eq!((loud.gain(common).lufs, soft.gain(common).lufs), (-22.0, -22.0));
        assert_eq!(Loudness::common([loud]), -18.0);
        assert_eq!(Loudness::common([]), -18.0);
    }
}
