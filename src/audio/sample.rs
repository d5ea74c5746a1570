//! A voice's own sample as it comes from the service: MP3 (protocol.md §7.1), or WAV as the demo account offers it.

use std::io::Cursor;

/// The longest sample in seconds; those of the service have about ten.
const LONGEST: usize = 300;

/// How a WAV begins.
const RIFF: &[u8] = b"RIFF";

/// So many frames of an MP3 at the end of what is there may be other ones once there is more.
const UNCERTAIN: usize = 2;

/// What sound devices and our resampling know, in Hz.
const RATES: std::ops::RangeInclusive<u32> = 4_000..=192_000;

/// Why a sample cannot be heard.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// A WAV that is damaged, or of a kind that nobody uses for speech.
    #[error("{0}")]
    Wav(#[from] hound::Error),
    /// Neither WAV nor MP3.
    #[error("neither MP3 nor WAV")]
    Unknown,
    /// Far longer, or larger, than any sample.
    #[error("longer than {LONGEST} s")]
    TooLong,
    /// A rate that no sound has, in Hz.
    #[error("{0} Hz")]
    Rate(u32),
}

/// Decodes a whole sample to mono. Returns the samples and their rate in Hz.
///
/// # Errors
/// The bytes are neither MP3 nor WAV, are damaged, or are no sample of a voice.
pub fn decode(bytes: &[u8]) -> Result<(Vec<i16>, u32), SampleError> {
    if bytes.starts_with(RIFF) {
        return wav(bytes, |samples| samples.collect());
    }
    mp3(bytes, 0)?.ok_or(SampleError::Unknown)
}

/// The same of a sample of which only the beginning is there: what of it is certain, and nothing where that is none.
///
/// # Errors
/// It is no sample of a voice, whatever follows.
pub fn decode_beginning(bytes: &[u8]) -> Result<Option<(Vec<i16>, u32)>, SampleError> {
    if !bytes.starts_with(RIFF) {
        return mp3(bytes, UNCERTAIN);
    }
    match wav(bytes, |samples| Ok(samples.map_while(Result::ok).collect())) {
        // More of it may mend that.
        Err(SampleError::Wav(_)) => Ok(None),
        read => read.map(Some),
    }
}

fn wav(
    bytes: &[u8],
    read: impl FnOnce(&mut dyn Iterator<Item = hound::Result<i16>>) -> hound::Result<Vec<i16>>,
) -> Result<(Vec<i16>, u32), SampleError> {
    let wav = hound::WavReader::new(Cursor::new(bytes))?;
    let spec = wav.spec();
    let most = most(spec.sample_rate, usize::from(spec.channels))?;
    let samples = read(&mut wav.into_samples::<i16>().take(most + 1))?;
    if samples.len() > most {
        return Err(SampleError::TooLong);
    }
    Ok((mono(&samples, usize::from(spec.channels)), spec.sample_rate))
}

/// The sound of the frames, but for the last ones; nothing where there is none.
fn mp3(bytes: &[u8], without: usize) -> Result<Option<(Vec<i16>, u32)>, SampleError> {
    let mut mp3 = nanomp3::SliceReader::<i16>::new(bytes);
    let (mut samples, mut ends) = (Vec::new(), Vec::new());
    // What comes after a change of the format is left out.
    while let Ok(Some(frame)) = mp3.read_frame() {
        samples.extend_from_slice(frame);
        ends.push(samples.len());
        let channels = mp3.channels().map_or(1, |channels| usize::from(channels.num()));
        if samples.len() > most(mp3.sample_rate(), channels)? {
            return Err(SampleError::TooLong);
        }
    }
    samples.truncate(ends.len().checked_sub(without + 1).map_or(0, |last| ends[last]));
    let channels = mp3.channels().filter(|_| !samples.is_empty());
    Ok(channels.map(|channels| (mono(&samples, usize::from(channels.num())), mp3.sample_rate())))
}

/// The most samples of all channels that are decoded; a few kilobytes may be hours.
fn most(rate: u32, channels: usize) -> Result<usize, SampleError> {
    if RATES.contains(&rate) { Ok(LONGEST * rate as usize * channels.max(1)) } else { Err(SampleError::Rate(rate)) }
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
    use super::{SampleError, decode, decode_beginning};

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
        // Its beginning, byte by byte.
        let beginning = |end: usize| decode_beginning(&bytes[..end]).unwrap();
        let head = bytes.len() - 12;
        assert_eq!((beginning(3), beginning(head - 1)), (None, None));
        assert_eq!(beginning(head + 7), Some((vec![200], 22_050)));
        assert_eq!(beginning(bytes.len()), Some(decode(&bytes).unwrap()));
    }

    #[test]
    fn what_is_no_sound_is_refused() {
        assert!(matches!(decode(b"<html>gone</html>"), Err(SampleError::Unknown)));
        assert!(matches!(decode(b"RIFF\0\0\0\0WAVE"), Err(SampleError::Wav(_))));
    }
}
