//! From one sound to another in the middle of both, without a gap: for a moment both are heard, together as loud as one.

use std::f32::consts::FRAC_PI_2;
use std::ops::Range;
use std::time::Duration;

use crate::audio::clocks::TakeSample;
use crate::audio::play::block_reader::BlockReader;
use crate::audio::play::live::RingBlock;
use crate::audio::take::{Take, TakeError};

/// How long both are heard: too short for an echo, too long for a click.
const CROSSFADE: Duration = Duration::from_millis(12);

/// The last of a sound that is left, to be heard under the beginning of the next one.
pub struct Crossfade {
    leaving: Vec<f32>,
    at: usize,
}

impl Crossfade {
    /// Reads what is needed of the sound that is left, for a device of `rate` Hz; less where it ends before.
    ///
    /// # Errors
    /// The take cannot be read.
    pub fn out_of(reader: &mut BlockReader, gain: f32, rate: u32) -> Result<Crossfade, TakeError> {
        let samples = (f64::from(rate) * CROSSFADE.as_secs_f64()) as usize;
        let mut leaving = Vec::with_capacity(samples);
        while leaving.len() < samples {
            let Some(block) = reader.block()? else { break };
            leaving.extend(block.samples[..block.len].iter().map(|sample| sample * gain));
        }
        leaving.truncate(samples);
        Ok(Crossfade { leaving, at: 0 })
    }

    /// Lets the next sound rise above the one that is left. The powers of both add up to one.
    pub fn mix(&mut self, block: &mut RingBlock) {
        let length = self.leaving.len() as f32;
        for (sample, leaving) in block.samples[..block.len].iter_mut().zip(&self.leaving[self.at..]) {
            let (rising, falling) = ((self.at as f32 + 0.5) / length * FRAC_PI_2).sin_cos();
            *sample = *sample * rising + leaving * falling;
            self.at += 1;
        }
    }

    /// Whether nothing of the sound that is left is heard any more.
    pub fn is_over(&self) -> bool {
        self.at == self.leaving.len()
    }
}

/// The sample of a sound that stands where `at` does in another one: at the same part of the same piece where both have marks,
/// else of the whole.
pub fn same_place(
    (from, range): (&Take, &Range<TakeSample>),
    at: TakeSample,
    (to, wanted): (&Take, &Range<TakeSample>),
) -> TakeSample {
    let known = |take: &Take, range: &Range<TakeSample>| range.start..range.end.min(take.len()).max(range.start);
    let (range, wanted) = (known(from, range), known(to, wanted));
    let (mut before, mut after) = ((range.start, wanted.start), (range.end, wanted.end));
    let others = to.marks();
    for mark in from.marks() {
        let Some(other) = others.iter().find(|other| other.spoken == mark.spoken) else { continue };
        let is_inside = mark.sample > before.0 && mark.sample < range.end;
        if !is_inside || other.sample <= before.1 || other.sample >= wanted.end {
            continue;
        }
        if mark.sample > at {
            after = (mark.sample, other.sample);
            break;
        }
        before = (mark.sample, other.sample);
    }
    let (passed, whole) = (at.saturating_sub(before.0).0 as f64, after.0.saturating_sub(before.0).0.max(1) as f64);
    let length = after.1.saturating_sub(before.1).0 as f64;
    before.1 + TakeSample(((passed / whole).min(1.0) * length) as u64)
}

#[cfg(test)]
mod tests {
    use super::same_place;
    use crate::audio::clocks::TakeSample;
    use crate::audio::take::{Header, SegmentPlan, Take, TakeEnd, TakeWriter};

    /// A take of two pieces, and its folder.
    fn take(lengths: [usize; 2]) -> (Take, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let header = Header {
            id: "1".to_owned(),
            created: String::new(),
            parts: None,
            cast: None,
            document: None,
            text: "ab".to_owned(),
            markdown: false,
            pauses: false,
            voice_id: String::new(),
            voice_name: String::new(),
            account: String::new(),
            rate: 24_000,
            settings: serde_json::Value::Null,
            segments: vec![SegmentPlan { spoken: 0..2, source: 0..2, bytes: 2 }],
        };
        let mut writer = TakeWriter::create(&folder.path().join("take"), header).unwrap();
        let request = writer.begin(0).unwrap();
        for (at, length) in lengths.into_iter().enumerate() {
            writer.mark(request, at, at).unwrap();
            writer.append(request, &vec![1; length]).unwrap();
        }
        writer.complete(request).unwrap();
        writer.close(TakeEnd::Complete).unwrap();
        (writer.take(), folder)
    }

    #[test]
    fn the_same_place_is_in_the_same_piece() {
        let ((even, _a), (uneven, _b)) = (take([100, 100]), take([300, 100]));
        let whole = TakeSample::ZERO..TakeSample::MAX;
        let place = |at: u64| same_place((&even, &whole), TakeSample(at), (&uneven, &whole)).0;
        assert_eq!([0, 50, 100, 150, 200, 900].map(place), [0, 150, 300, 350, 400, 400]);
        // Of a part that has no mark inside, by its length.
        let (first, last) = (TakeSample(0)..TakeSample(80), TakeSample(100)..TakeSample(200));
        assert_eq!(same_place((&even, &first), TakeSample(40), (&uneven, &last)).0, 150);
    }
}
