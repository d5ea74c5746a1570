//! A voice's own sample as it comes from the service: MP3 (protocol.md §7.1), or WAV as the demo account offers it.

use std::io::Cursor;

/// Why a sample cannot be heard.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// A WAV that is damaged, or of a kind that nobody uses for speech.
    #[error("{0}")]
    Wav(#[from] hound::Error),
    /// Neither WAV nor MP3.
    #[error("neither MP3 nor WAV")]
    Unknown,
}

/// Decodes a whole sample to mono. Returns the samples and their rate in Hz.
///
/// # Errors
/// The bytes are neither MP3 nor WAV, or are damaged.
pub fn decode(bytes: &[u8]) -> Result<(Vec<i16>, u32), SampleError> {
    if bytes.starts_with(b"RIFF") {
        let mut wav = hound::WavReader::new(Cursor::new(bytes))?;
        let spec = wav.spec();
        let samples: Vec<i16> = wav.samples::<i16>().collect::<Result<_, _>>()?;
        return Ok((mono(&samples, usize::from(spec.channels)), spec.sample_rate));
    }
    let decoded = nanomp3::decode_all::<i16>(bytes);
    match decoded.channels {
        Some(channels) if !decoded.samples.is_empty() => {
            Ok((mono(&decoded.samples, usize::from(channels.num())), decoded.sample_rate))
        }
        _ => Err(SampleError::Unknown),
    }
}

/// The mean of the channels of each frame.
fn mono(interleaved: &[i16], channels: usize) -> Vec<i16> {
    if channels <= 1 {
        return interleaved.to_vec();
    }
    let mean = |frame: &[i16]| {
        let sum: i64 = frame.iter().map(|sample| i64::from(*sample)).sum();
        // The mean of 16-bit values is one again.
        i16::try_from(sum / frame.len() as i64).unwrap_or_default()
    };
    interleaved.chunks_exact(channels).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::{SampleError, decode};

    #[test]
    fn a_stereo_wav_becomes_mono() {
        let mut bytes = Vec::new();
        let spec = hound::WavSpec {
            channels: 2,
            sample_rate: 22_050,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut wav = hound::WavWriter::new(std::io::Cursor::new(&mut bytes), spec).unwrap();
        for sample in [100_i16, 300, -5, -7, i16::MAX, i16::MAX] {
            wav.write_sample(sample).unwrap();
        }
        wav.finalize().unwrap();
        assert_eq!(decode(&bytes).unwrap(), (vec![200, -6, i16::MAX], 22_050));
    }

    #[test]
    fn what_is_no_sound_is_refused() {
        assert!(matches!(decode(b"<html>gone</html>"), Err(SampleError::Unknown)));
        assert!(matches!(decode(b"RIFF\0\0\0\0WAVE"), Err(SampleError::Wav(_))));
    }
}
