//! What can be told of a recording before it is sent: whether a voice can be learnt from it.

use crate::audio::record::{ADVISED_SECONDS, DecodedRecording};

/// What speaks against a recording. Levels are in dB below full scale, shares in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RecordingFinding {
    /// It is shorter than a second.
    NoLength,
    /// Every sample is zero: a microphone that may not hear gives that.
    OnlyZeros,
    /// It is shorter than advised; in seconds.
    Short(f64),
    /// It is longer than advised; in seconds.
    Long(f64),
    /// Its loudest samples are cut off.
    Clipped(f64),
    /// What is between the words is hardly quieter than the words; how much quieter, in dB.
    Noisy(f64),
    /// The words are very quiet; how loud they are, in dB.
    Quiet(f64),
    /// Most of it is silence.
    Silent(f64),
    /// It has more channels than one; how many.
    Channels(usize),
}

impl RecordingFinding {
    /// Whether it cannot be sent so.
    pub fn is_hard(self) -> bool {
        matches!(self, RecordingFinding::NoLength | RecordingFinding::OnlyZeros)
    }
}

/// What a recording is, and what speaks against it.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordingFacts {
    /// How the service names the kind of the file.
    pub format: &'static str,
    /// Length.
    pub seconds: f64,
    /// Hz.
    pub rate: u32,
    /// How many channels it has.
    pub channels: usize,
    /// The gravest first.
    pub findings: Vec<RecordingFinding>,
}

impl RecordingFacts {
    /// Whether it cannot be sent so.
    pub fn is_blocked(&self) -> bool {
        self.findings.iter().any(|finding| finding.is_hard())
    }
}

/// Looks at a recording.
pub fn examine(recording: &DecodedRecording) -> RecordingFacts {
    let DecodedRecording { format, rate, channels, samples, clipped } = recording;
    let seconds = samples.len() as f64 / f64::from(*rate);
    let mut findings = Vec::new();
    if samples.iter().all(|sample| *sample == 0) {
        findings.push(RecordingFinding::OnlyZeros);
    } else if seconds < 1.0 {
        findings.push(RecordingFinding::NoLength);
    } else {
        if seconds < *ADVISED_SECONDS.start() {
            findings.push(RecordingFinding::Short(seconds));
        } else if seconds > *ADVISED_SECONDS.end() {
            findings.push(RecordingFinding::Long(seconds));
        }
        // Whoever shouts once is not yet cut off.
        if *clipped > 0.000_3 {
            findings.push(RecordingFinding::Clipped(clipped * 100.0));
        }
        findings.extend(levels(samples, *rate as usize / 50));
        if *channels > 1 {
            findings.push(RecordingFinding::Channels(*channels));
        }
    }
    RecordingFacts { format, seconds, rate: *rate, channels: *channels, findings }
}

/// Looks at the levels of pieces of 20 ms: the loud ones are words, and the quiet ones are what is between them.
fn levels(samples: &[i16], piece: usize) -> Vec<RecordingFinding> {
    let level = |piece: &[i16]| {
        let power =
            piece.iter().map(|sample| (f64::from(*sample) / 32_768.0).powi(2)).sum::<f64>() / piece.len() as f64;
        10.0 * power.max(1e-12).log10()
    };
    let mut levels: Vec<f64> = samples.chunks_exact(piece.max(1)).map(level).collect();
    levels.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| levels.get((levels.len() as f64 * share) as usize).copied().unwrap_or(-120.0);
    let (words, pauses) = (at(0.95), at(0.1));
    let mut findings = Vec::new();
    if words < -36.0 {
        findings.push(RecordingFinding::Quiet(words));
    }
    let silent = levels.iter().filter(|level| **level < words - 30.0).count() as f64 / levels.len().max(1) as f64;
    if silent > 0.6 {
        findings.push(RecordingFinding::Silent(silent * 100.0));
    }
    if words - pauses < 20.0 {
        findings.push(RecordingFinding::Noisy(words - pauses));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{RecordingFinding, examine};
    use crate::audio::record::DecodedRecording;

    /// Words of 300 ms and pauses of 150 ms, so loud, over a hiss so loud, for so many seconds.
    fn talk(loud: f64, hiss: f64, seconds: usize) -> DecodedRecording {
        let random = fastrand::Rng::with_seed(7);
        let mut random = random;
        let sample = |n: usize| {
            let word = if n % 10_800 < 7_200 { loud * (n as f64 * 0.05).sin() } else { 0.0 };
            ((word + hiss * (random.f64() * 2.0 - 1.0)) * 32_767.0) as i16
        };
        let samples: Vec<i16> = (0..seconds * 24_000).map(sample).collect();
        DecodedRecording { format: "wav", rate: 24_000, channels: 1, samples, clipped: 0.0 }
    }

    #[test]
    fn a_clear_recording_has_nothing_against_it_and_others_say_what_it_is() {
        let found = |recording: &DecodedRecording| examine(recording).findings;
        assert_eq!(found(&talk(0.3, 0.001, 15)), []);
        assert!(matches!(found(&talk(0.3, 0.001, 4))[..], [RecordingFinding::Short(s)] if s == 4.0));
        assert!(matches!(found(&talk(0.3, 0.001, 40))[..], [RecordingFinding::Long(s)] if s == 40.0));
        assert!(matches!(found(&talk(0.3, 0.1, 15))[..], [RecordingFinding::Noisy(_)]));
        assert!(matches!(found(&talk(0.005, 0.000_05, 15))[..], [RecordingFinding::Quiet(_)]));
        let clipped = DecodedRecording { clipped: 0.01, channels: 2, ..talk(0.3, 0.001, 15) };
        assert_eq!(found(&clipped), [RecordingFinding::Clipped(1.0), RecordingFinding::Channels(2)]);
        let mut silent = talk(0.3, 0.001, 15);
        silent.samples[100_000..].fill(1);
        assert!(found(&silent).iter().any(|finding| matches!(finding, RecordingFinding::Silent(_))));
        let mut zeros = talk(0.3, 0.001, 15);
        zeros.samples.fill(0);
        assert_eq!(found(&zeros), [RecordingFinding::OnlyZeros]);
        assert!(examine(&zeros).is_blocked() && examine(&talk(0.3, 0.001, 0)).is_blocked());
        let mut short = talk(0.3, 0.001, 1);
        short.samples.truncate(10_000);
        assert_eq!(found(&short), [RecordingFinding::NoLength]);
    }
}
