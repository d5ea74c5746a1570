//! WAV: 16 bit, one channel.

use super::encode::{Encode, End, Refused};
use super::header::{Layout, header, stream_header};

/// Samples as they are, behind a header.
pub(super) struct Wav {
    rate: u32,
    layout: Layout,
    coded: u64,
}

impl Wav {
    /// For a file of so many samples, if that is known.
    pub fn new(rate: u32, samples: Option<u64>) -> Wav {
        // A header with room for RF64 costs 36 bytes more, so only what is or may become too long for RIFF gets it.
        Wav { rate, layout: Layout::for_samples(samples.unwrap_or(0), samples.is_none()), coded: 0 }
    }

    /// For a stream, whose head is the canonical one with sizes that are not known.
    pub fn endless(rate: u32) -> Wav {
        Wav { rate, layout: Layout::Plain, coded: 0 }
    }
}

impl Encode for Wav {
    fn head(&self, end: Option<&End>) -> Vec<u8> {
        match end {
            // Sizes of a stream for now: should this process be killed, most programs can read such a file.
            None => stream_header(self.layout, self.rate),
            Some(end) => header(self.layout, self.rate, end.samples),
        }
    }

    fn push(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<(), Refused> {
        out.reserve(samples.len() * 2);
        out.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
        self.coded += samples.len() as u64;
        Ok(())
    }

    fn finish(&mut self, _: &End, _: &mut Vec<u8>) -> Result<(), Refused> {
        Ok(())
    }

    fn coded(&self) -> u64 {
        self.coded
    }
}
