//! From the bytes of the service to samples: PCM, G.711 (A-law and µ-law) and bare Opus packets.

use opus_pure::OpusDecoder;

/// How the service encoded the audio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Signed 16 bit, little-endian, mono, without a header.
    Pcm,
    /// G.711 A-law, one byte a sample.
    G711a,
    /// G.711 µ-law, one byte a sample.
    G711u,
    /// One bare Opus packet a delta, without a container (protocol.md §5.4).
    Opus,
}

/// Why a delta could not be decoded. The session that brought it has failed; what was decoded before stays good.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// The delta is a page of an Ogg file, where a bare Opus packet was agreed.
    #[error("the service sent an Ogg page where a bare Opus packet was expected")]
    OggPage,
    /// Opus decodes to 8 000, 12 000, 16 000, 24 000 or 48 000 Hz only.
    #[error("Opus cannot be decoded at {0} Hz")]
    OpusRate(u32),
    /// The delta is not a valid Opus packet.
    #[error("not a valid Opus packet: {0}")]
    Opus(#[source] opus_pure::Error),
}

/// What was left when the stream of deltas ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finish {
    /// Half a PCM sample had arrived and was dropped: the stream was cut.
    pub odd_byte: bool,
}

/// Turns the deltas of one session into samples. Every session needs its own, because half a sample (PCM) or the sound
/// before (Opus) is carried from one delta to the next.
pub struct Decoder(DecoderKind);

enum DecoderKind {
    Pcm { odd: Option<u8> },
    Table(&'static [i16; 256]),
    Opus { decoder: Box<OpusDecoder>, rate: i32 },
    OpusAtWrongRate(u32),
}

impl Decoder {
    /// A decoder for `format` at `rate` Hz. The rate matters to Opus alone, which can decode to several; one that Opus
    /// does not know is reported by the first [`Decoder::push`].
    pub fn new(format: Format, rate: u32) -> Decoder {
        Decoder(match format {
            Format::Pcm => DecoderKind::Pcm { odd: None },
            Format::G711a => DecoderKind::Table(&A_LAW),
            Format::G711u => DecoderKind::Table(&U_LAW),
            Format::Opus => match i32::try_from(rate).map(|hz| (hz, OpusDecoder::new(hz, 1))) {
                Ok((hz, Ok(decoder))) => DecoderKind::Opus { decoder: Box::new(decoder), rate: hz },
                _ => DecoderKind::OpusAtWrongRate(rate),
            },
        })
    }

    /// Decodes one delta and appends its samples to `out`. An empty delta gives none.
    ///
    /// # Errors
    /// Only Opus can fail; `out` is then as it was.
    pub fn push(&mut self, delta: &[u8], out: &mut Vec<i16>) -> Result<(), DecodeError> {
        if delta.is_empty() {
            return Ok(());
        }
        match &mut self.0 {
            DecoderKind::Pcm { odd } => push_pcm(odd, delta, out),
            DecoderKind::Table(table) => out.extend(delta.iter().map(|&code| table[usize::from(code)])),
            DecoderKind::Opus { decoder, rate } => return push_opus(decoder, *rate, delta, out),
            DecoderKind::OpusAtWrongRate(rate) => return Err(DecodeError::OpusRate(*rate)),
        }
        Ok(())
    }

    /// The stream has ended: says what was left over.
    pub fn finish(&mut self) -> Finish {
        let odd_byte = match &mut self.0 {
            DecoderKind::Pcm { odd } => odd.take().is_some(),
            _ => false,
        };
        Finish { odd_byte }
    }
}

fn push_pcm(odd: &mut Option<u8>, mut delta: &[u8], out: &mut Vec<i16>) {
    if let (Some(low), Some((&high, rest))) = (*odd, delta.split_first()) {
        out.push(i16::from_le_bytes([low, high]));
        delta = rest;
        *odd = None;
    }
    let (pairs, rest) = delta.as_chunks::<2>();
    out.extend(pairs.iter().map(|&pair| i16::from_le_bytes(pair)));
    if let [low] = rest {
        *odd = Some(*low);
    }
}

fn push_opus(decoder: &mut OpusDecoder, rate: i32, packet: &[u8], out: &mut Vec<i16>) -> Result<(), DecodeError> {
    // `O` is also a possible first byte of a packet, but four bytes that equal the capture pattern are a page.
    if packet.starts_with(b"OggS") {
        return Err(DecodeError::OggPage);
    }
    // The packet itself says how long it is; the setting `frame_size_ms` is only a wish (protocol.md §5.4).
    let samples = opus_pure::packet::samples(packet, rate).map_err(DecodeError::Opus)?;
    let before = out.len();
    out.resize(before + samples, 0);
    match decoder.decode_s16(packet, samples, &mut out[before..]) {
        Ok(decoded) => {
            out.truncate(before + decoded);
            Ok(())
        }
        Err(error) => {
            out.truncate(before);
            Err(DecodeError::Opus(error))
        }
    }
}

static A_LAW: [i16; 256] = {
    let mut table = [0; 256];
    let mut code = 0;
    while code < 256 {
        table[code] = a_law(code as u8);
        code += 1;
    }
    table
};

static U_LAW: [i16; 256] = {
    let mut table = [0; 256];
    let mut code = 0;
    while code < 256 {
        table[code] = u_law(code as u8);
        code += 1;
    }
    table
};

/// G.711 A-law: even bits inverted; sign, three bits of exponent, four of mantissa; 13 bits, here scaled to 16.
const fn a_law(code: u8) -> i16 {
    let code = code ^ 0x55;
    let exponent = (code >> 4) & 7;
    let mantissa = ((code & 0x0f) as i16) << 4;
    // The middle of the step; above the lowest step the leading one is implied.
    let size = match exponent {
        0 => mantissa + 0x008,
        _ => (mantissa + 0x108) << (exponent - 1),
    };
    if code & 0x80 != 0 { size } else { -size }
}

/// G.711 µ-law: all bits inverted; sign, exponent, mantissa, and a bias of 33 (132 when scaled to 16 bits).
const fn u_law(code: u8) -> i16 {
    const BIAS: i16 = 132;
    let code = !code;
    let exponent = (code >> 4) & 7;
    let mantissa = ((code & 0x0f) as i16) << 3;
    let size = ((mantissa + BIAS) << exponent) - BIAS;
    if code & 0x80 != 0 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use opus_pure::{Application, OpusEncoder};
    use proptest::prelude::*;

    use super::*;

    fn decode(format: Format, rate: u32, deltas: &[&[u8]]) -> Vec<i16> {
        let mut decoder = Decoder::new(format, rate);
        let mut out = Vec::new();
        for delta in deltas {
            decoder.push(delta, &mut out).unwrap();
        }
        out
    }

    #[test]
    fn g711_gives_the_values_of_the_recommendation() {
        // Pairs from the tables of ITU-T G.711, at 16 bits.
        let a = [(0x55, -8), (0xd5, 8), (0x2a, -32256), (0xaa, 32256), (0x80, 5504), (0x00, -5504)];
        let u = [(0x00, -32124), (0x80, 32124), (0x7f, 0), (0xff, 0), (0xfe, 8), (0x7e, -8), (0x8f, 16764)];
        for (code, sample) in a {
            assert_eq!(decode(Format::G711a, 8000, &[&[code]]), [sample], "A-law {code:#x}");
        }
        for (code, sample) in u {
            assert_eq!(decode(Format::G711u, 8000, &[&[code]]), [sample], "µ-law {code:#x}");
        }
    }

    #[test]
    fn opus_packets_decode_at_every_rate_whatever_the_encoder_used() {
        let mut encoder = OpusEncoder::new(24_000, 1, Application::Audio).unwrap();
        let tone: Vec<i16> = (0..240).map(|i| ((i as f32 * 0.1).sin() * 8000.0) as i16).collect();
        let mut packet = vec![0; 4000];
        let length = encoder.encode_s16(&tone, 240, &mut packet).unwrap();
        for rate in [8_000, 12_000, 16_000, 24_000, 48_000] {
            let out = decode(Format::Opus, rate, &[&packet[..length], &[], &packet[..length]]);
            assert_eq!(out.len() as u32, rate / 100 * 2, "two packets of 10 ms at {rate} Hz");
        }
    }

    #[test]
    fn opus_trouble_is_named() {
        let mut out = Vec::new();
        let mut decoder = Decoder::new(Format::Opus, 24_000);
        assert!(matches!(decoder.push(b"OggS\0\x02", &mut out), Err(DecodeError::OggPage)));
        assert!(matches!(decoder.push(&[0xff], &mut out), Err(DecodeError::Opus(_))));
        let mut decoder = Decoder::new(Format::Opus, 22_050);
        assert!(matches!(decoder.push(&[0xf8], &mut out), Err(DecodeError::OpusRate(22_050))));
        assert!(out.is_empty());
    }

    #[test]
    fn half_a_sample_at_the_end_is_told() {
        let mut decoder = Decoder::new(Format::Pcm, 24_000);
        let mut out = Vec::new();
        decoder.push(&[1, 0, 2], &mut out).unwrap();
        assert_eq!((out, decoder.finish()), (vec![1], Finish { odd_byte: true }));
        assert_eq!(decoder.finish(), Finish { odd_byte: false });
    }

    proptest! {
        #[test]
        fn pcm_does_not_care_where_deltas_are_cut(samples: Vec<i16>, cuts: Vec<usize>) {
            let bytes: Vec<u8> = samples.iter().flat_map(|s| s.to_le_bytes()).collect();
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let deltas: Vec<&[u8]> = cuts.windows(2).map(|w| &bytes[w[0]..w[1]]).collect();
            prop_assert_eq!(decode(Format::Pcm, 24_000, &deltas), samples);
        }

        #[test]
        fn no_bytes_make_opus_panic(packets: Vec<Vec<u8>>) {
            let mut decoder = Decoder::new(Format::Opus, 24_000);
            let mut out = Vec::new();
            for packet in packets {
                let _ = decoder.push(&packet, &mut out);
            }
        }
    }
}
