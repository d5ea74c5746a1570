//! What every format can do.

use crate::audio::clocks::HeardSample;

/// Samples in, the bytes of a file out. An encoder touches no file.
///
/// A file is a head and a body, which only grows. The head is written twice: first as it has to be while nobody knows how the
/// sound will end, and once more when that is known. It never becomes shorter; if it becomes longer, it covers what the
/// encoder has left at the start of the body for that, or the body is moved ([`Encode::outgrown`]).
pub(super) trait Encode {
    /// The head. `end` is absent as long as the sound goes on.
    fn head(&self, end: Option<&EncodedEnd>) -> Vec<u8>;

    /// Takes samples in, and appends to `out` what of the body is ready; that may be nothing for now.
    fn push(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<(), EncoderRefusal>;

    /// Appends the rest of the body.
    fn finish(&mut self, end: &EncodedEnd, out: &mut Vec<u8>) -> Result<(), EncoderRefusal>;

    /// How many of the samples that were pushed the body has so far.
    fn coded(&self) -> HeardSample;

    /// By how many bytes the head becomes longer for which the encoder has left no room.
    fn outgrown(&self, _end: &EncodedEnd) -> u64 {
        0
    }
}

/// What an encoder's bytes go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutputKind {
    /// A file, whose head is written again at the end.
    File,
    /// A pipe or a device, in which nobody can go back.
    Stream,
}

/// How the sound ended.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EncodedEnd {
    /// How many samples the file has.
    pub samples: HeardSample,
    /// Where its chapters begin, one for each of the plan that is in it.
    pub chapters: Vec<HeardSample>,
    /// Whether the body has all that was pushed; not where the disk was full.
    pub whole: bool,
}

/// An encoder does not want the sound, and says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EncoderRefusal(pub String);

impl EncoderRefusal {
    pub fn because(why: impl ToString) -> EncoderRefusal {
        EncoderRefusal(why.to_string())
    }
}
