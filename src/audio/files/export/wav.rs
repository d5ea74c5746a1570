//! WAV: 16 bit, one channel.

use crate::audio::bytes;
use crate::audio::clocks::HeardSample;
use crate::audio::files::export::encode::{Encode, EncodedEnd, EncoderRefusal};
use crate::audio::files::export::header::{Layout, TAIL, header, stream_header};
use crate::audio::files::export::plan::{ExportPlan, Tags};
use crate::audio::files::export::tag::tag;

/// Samples as they are, after a header; after them the tags, if there are any.
pub(super) struct Wav {
    plan: ExportPlan,
    rate: u32,
    layout: Layout,
    coded: HeardSample,
    /// Bytes after the samples.
    tail: u64,
}

impl Wav {
    /// For a file of so many samples, if that is known.
    pub fn new(plan: &ExportPlan, rate: u32, samples: Option<HeardSample>) -> Wav {
        // Of a take that grows nobody knows; the one in ten thousand that becomes too long for RIFF is moved at its end.
        let layout = Layout::for_samples(samples.unwrap_or_default(), TAIL);
        Wav { plan: plan.clone(), rate, layout, coded: HeardSample::ZERO, tail: 0 }
    }

    /// For a stream, whose head is the canonical one with sizes that are not known. It has no end, so nothing after it.
    pub fn endless(rate: u32) -> Wav {
        Wav { plan: ExportPlan::default(), rate, layout: Layout::Plain, coded: HeardSample::ZERO, tail: 0 }
    }

    /// What the header is at the end: as it was at the beginning, unless the sound has outgrown that.
    fn last_layout(&self, end: &EncodedEnd) -> Layout {
        if self.layout == Layout::Roomy { self.layout } else { Layout::for_samples(end.samples, self.tail) }
    }
}

impl Encode for Wav {
    fn head(&self, end: Option<&EncodedEnd>) -> Vec<u8> {
        match end {
            // Sizes of a stream for now: should this process be killed, most programs can read such a file.
            None => stream_header(self.layout, self.rate),
            Some(end) => header(self.last_layout(end), self.rate, end.samples, self.tail),
        }
    }

    fn push(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<(), EncoderRefusal> {
        bytes::write(samples, out);
        self.coded += samples.len();
        Ok(())
    }

    fn finish(&mut self, end: &EncodedEnd, out: &mut Vec<u8>) -> Result<(), EncoderRefusal> {
        if self.plan.tags == Tags::default() && self.plan.chapters.is_empty() {
            return Ok(());
        }
        let tag = tag(&self.plan, self.rate, Some(end));
        let before = out.len();
        out.extend_from_slice(b"id3 ");
        out.extend((tag.len() as u32).to_le_bytes());
        out.extend_from_slice(&tag);
        // Chunks begin at even bytes.
        out.resize(before + (out.len() - before).next_multiple_of(2), 0);
        self.tail = (out.len() - before) as u64;
        Ok(())
    }

    fn coded(&self) -> HeardSample {
        self.coded
    }

    fn outgrown(&self, end: &EncodedEnd) -> u64 {
        self.last_layout(end).bytes() - self.layout.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_known_to_become_so_long_gets_room_for_its_sizes_at_the_end() {
        let end = |samples| EncodedEnd { samples, chapters: Vec::new(), whole: true };
        for (known, samples, first, last, outgrown) in [
            (None, 100, 44, 44, 0),
            (None, 1 << 31, 44, 80, 36),
            (Some(100), 100, 44, 44, 0),
            (Some(1 << 31), 1 << 31, 80, 80, 0),
        ] {
            let (known, samples) = (known.map(HeardSample), HeardSample(samples));
            let wav = Wav::new(&ExportPlan::default(), 48_000, known);
            assert_eq!(
                (wav.head(None).len(), wav.head(Some(&end(samples))).len()),
                (first, last),
                "{known:?} {samples:?}"
            );
            assert_eq!(wav.outgrown(&end(samples)), outgrown);
        }
        let wav = Wav::new(&ExportPlan::default(), 48_000, None);
        assert_eq!(&wav.head(Some(&end(HeardSample(1 << 31))))[..4], b"RF64");
    }
}
