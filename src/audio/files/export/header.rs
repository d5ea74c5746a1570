//! The header of a WAV file: RIFF, or RF64 where 32 bits are too few for its sizes.

use crate::audio::clocks::HeardSample;

/// Bytes a sample.
pub(super) const WIDTH: u64 = 2;

/// Whether the header has 64-bit sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// The canonical 44 bytes.
    Plain,
    /// 80 bytes: with the `ds64` of RF64 (EBU Tech 3306), or a chunk that programs skip where that is not needed after all.
    Roomy,
}

/// Bytes that are set aside for what stands after the samples, as long as nobody knows them.
pub(super) const TAIL: u64 = 4 << 20;

const PLAIN: u64 = 44;
const ROOMY: u64 = 80;

impl Layout {
    /// For a file of so many samples, with so many bytes after them.
    pub fn for_samples(HeardSample(samples): HeardSample, tail: u64) -> Layout {
        let fits = samples * WIDTH + PLAIN - 8 + tail < u64::from(u32::MAX);
        if fits { Layout::Plain } else { Layout::Roomy }
    }

    /// How long the header is.
    pub fn bytes(self) -> u64 {
        if self == Layout::Plain { PLAIN } else { ROOMY }
    }
}

/// The header of a file of so many samples and so many bytes of other chunks after them. RF64 where RIFF's 32 bits are too
/// few.
pub(super) fn header(layout: Layout, rate: u32, HeardSample(samples): HeardSample, tail: u64) -> Vec<u8> {
    let data = samples * WIDTH;
    let riff = data + tail + layout.bytes() - 8;
    match (u32::try_from(riff), u32::try_from(data)) {
        // 0xFFFFFFFF itself means "not known".
        (Ok(riff), Ok(data)) if riff < u32::MAX => assemble(layout, b"RIFF", riff, b"JUNK", [0; 3], rate, data),
        _ => assemble(layout, b"RF64", u32::MAX, b"ds64", [riff, data, samples], rate, u32::MAX),
    }
}

/// The header of a file whose length is not known.
pub(super) fn stream_header(layout: Layout, rate: u32) -> Vec<u8> {
    assemble(layout, b"RIFF", u32::MAX, b"JUNK", [0; 3], rate, u32::MAX)
}

fn assemble(
    layout: Layout,
    form: &[u8; 4],
    riff: u32,
    room: &[u8; 4],
    sizes: [u64; 3],
    rate: u32,
    data: u32,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(ROOMY as usize);
    out.extend_from_slice(form);
    out.extend_from_slice(&riff.to_le_bytes());
    out.extend_from_slice(b"WAVE");
    if layout == Layout::Roomy {
        out.extend_from_slice(room);
        out.extend_from_slice(&28u32.to_le_bytes());
        sizes.iter().for_each(|size| out.extend_from_slice(&size.to_le_bytes()));
        // No table of further chunk sizes.
        out.extend_from_slice(&0u32.to_le_bytes());
    }
    out.extend_from_slice(b"fmt ");
    out.extend_from_slice(&16u32.to_le_bytes());
    // Integer PCM, one channel.
    out.extend_from_slice(&1u16.to_le_bytes());
    out.extend_from_slice(&1u16.to_le_bytes());
    out.extend_from_slice(&rate.to_le_bytes());
    out.extend_from_slice(&rate.wrapping_mul(WIDTH as u32).to_le_bytes());
    out.extend_from_slice(&(WIDTH as u16).to_le_bytes());
    out.extend_from_slice(&16u16.to_le_bytes());
    out.extend_from_slice(b"data");
    out.extend_from_slice(&data.to_le_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn u32_at(header: &[u8], at: usize) -> u32 {
        u32::from_le_bytes(header[at..at + 4].try_into().unwrap())
    }

    fn u64_at(header: &[u8], at: usize) -> u64 {
        u64::from_le_bytes(header[at..at + 8].try_into().unwrap())
    }

    #[test]
    fn a_short_file_has_the_canonical_header() {
        let header = header(Layout::for_samples(HeardSample(100), TAIL), 24_000, HeardSample(100), 0);
        assert_eq!(header.len() as u64, PLAIN);
        assert_eq!((&header[..4], u32_at(&header, 4)), (&b"RIFF"[..], 236));
        assert_eq!((u32_at(&header, 24), u32_at(&header, 28)), (24_000, 48_000));
        assert_eq!((&header[36..40], u32_at(&header, 40)), (&b"data"[..], 200));
    }

    #[test]
    fn a_file_that_outgrows_32_bits_becomes_rf64_without_moving_its_data() {
        let last = (u64::from(u32::MAX) - 1 - (ROOMY - 8)) / WIDTH;
        let small = header(Layout::Roomy, 48_000, HeardSample(last), 0);
        assert_eq!((&small[..4], &small[12..16]), (&b"RIFF"[..], &b"JUNK"[..]));
        assert_eq!(u64::from(u32_at(&small, 4)), last * WIDTH + ROOMY - 8);

        let samples = last + 1;
        let large = header(Layout::Roomy, 48_000, HeardSample(samples), 0);
        assert_eq!(large.len(), small.len());
        assert_eq!((&large[..4], u32_at(&large, 4)), (&b"RF64"[..], u32::MAX));
        assert_eq!((&large[12..16], u32_at(&large, 16)), (&b"ds64"[..], 28));
        assert_eq!(u64_at(&large, 20), samples * WIDTH + ROOMY - 8);
        assert_eq!((u64_at(&large, 28), u64_at(&large, 36)), (samples * WIDTH, samples));
        assert_eq!((&large[72..76], u32_at(&large, 76)), (&b"data"[..], u32::MAX));
    }

    #[test]
    fn a_known_length_beyond_32_bits_asks_for_room_at_once() {
        let most = (u64::from(u32::MAX) - 1 - (PLAIN - 8) - TAIL) / WIDTH;
        assert_eq!(Layout::for_samples(HeardSample(most), TAIL), Layout::Plain);
        assert_eq!(&header(Layout::Plain, 48_000, HeardSample(most), TAIL)[..4], b"RIFF");
        assert_eq!(Layout::for_samples(HeardSample(most + 1), TAIL), Layout::Roomy);
    }
}
