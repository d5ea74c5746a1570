//! Decoding of what people have as a recording: WAV, MP3, M4A, AAC, Ogg Vorbis and Ogg Opus. What a file is says its content;
//! its name may say something else.

use std::io::Cursor;

use opus_pure::OggOpusReader;
use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

/// The longest recording that is decoded, in seconds: far beyond what is advised, and a few kilobytes may be hours.
const LONGEST: usize = 600;

/// What sound devices and our resampling know, in Hz.
const RATES: std::ops::RangeInclusive<u32> = 4_000..=192_000;

/// From here on a sample, 0 to 1, is as large as it can be.
const FULL: f32 = 0.9995;

/// Why a file is no recording.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// There is nothing in it.
    #[error("empty")]
    Empty,
    /// It is of none of the kinds.
    #[error("neither WAV, MP3, M4A, AAC nor Ogg")]
    Unknown,
    /// There is a picture in it.
    #[error("a video")]
    Video,
    /// It is damaged, or of a rare kind.
    #[error("{0}")]
    Damaged(String),
    /// It is longer than ten minutes.
    #[error("longer than {LONGEST} s")]
    TooLong,
}

/// A recording in samples.
#[derive(Clone, Debug, PartialEq)]
pub struct DecodedRecording {
    /// How the service names the kind of the file.
    pub format: &'static str,
    /// Hz.
    pub rate: u32,
    /// How many there were before they were mixed.
    pub channels: usize,
    /// Mono.
    pub samples: Vec<i16>,
    /// The share of samples that are as large as can be, 0 to 1, before the channels were mixed.
    pub clipped: f64,
}

/// Mixes and counts what a decoder gives.
struct Mixer {
    rate: u32,
    channels: usize,
    samples: Vec<i16>,
    full: usize,
    all: usize,
}

impl Mixer {
    fn new(rate: u32, channels: usize) -> Result<Mixer, RecordingError> {
        if !RATES.contains(&rate) || channels == 0 {
            return Err(RecordingError::Damaged(format!("{rate} Hz, {channels} channels")));
        }
        Ok(Mixer { rate, channels, samples: Vec::new(), full: 0, all: 0 })
    }

    fn push(&mut self, interleaved: &[f32]) -> Result<(), RecordingError> {
        self.all += interleaved.len();
        self.full += interleaved.iter().filter(|sample| sample.abs() >= FULL).count();
        let mean = |frame: &[f32]| (frame.iter().sum::<f32>() / frame.len() as f32 * 32_768.0).round() as i16;
        self.samples.extend(interleaved.chunks_exact(self.channels).map(mean));
        if self.samples.len() > LONGEST * self.rate as usize { Err(RecordingError::TooLong) } else { Ok(()) }
    }

    fn done(self, format: &'static str) -> Result<DecodedRecording, RecordingError> {
        let Mixer { rate, channels, samples, full, all } = self;
        if samples.is_empty() {
            return Err(RecordingError::Empty);
        }
        Ok(DecodedRecording { format, rate, channels, samples, clipped: full as f64 / all as f64 })
    }
}

/// Decodes a whole file to mono.
///
/// # Errors
/// It is empty, no sound, a video, damaged, or endless.
pub fn decode(bytes: &[u8]) -> Result<DecodedRecording, RecordingError> {
    if bytes.is_empty() {
        return Err(RecordingError::Empty);
    }
    let format = kind(bytes).ok_or(RecordingError::Unknown)?;
    let is_opus = format == "ogg" && bytes[..bytes.len().min(128)].windows(8).any(|part| part == b"OpusHead");
    if is_opus { opus(bytes) } else { other(bytes, format) }
}

/// The kind of a file by how it begins, as the service names it.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some("wav"),
        [b'O', b'g', b'g', b'S', ..] => Some("ogg"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some("m4a"),
        [b'I', b'D', b'3', ..] => Some("mp3"),
        // The same sync word; of AAC the layer is always 0.
        [0xFF, second, ..] if second & 0xF6 == 0xF0 => Some("aac"),
        [0xFF, second, ..] if second & 0xE0 == 0xE0 => Some("mp3"),
        _ => None,
    }
}

fn damaged(error: &Error) -> RecordingError {
    RecordingError::Damaged(error.to_string())
}

fn other(bytes: &[u8], kind: &'static str) -> Result<DecodedRecording, RecordingError> {
    let source = MediaSourceStream::new(Box::new(Cursor::new(bytes.to_vec())), Default::default());
    let mut hint = Hint::new();
    hint.with_extension(kind);
    let probe = symphonia::default::get_probe();
    let probed = probe.probe(&hint, source, FormatOptions::default(), MetadataOptions::default());
    let mut file = probed.map_err(|error| damaged(&error))?;
    if file.first_track(TrackType::Video).is_some() {
        return Err(RecordingError::Video);
    }
    let track = file.default_track(TrackType::Audio).ok_or(RecordingError::Unknown)?;
    let Some(CodecParameters::Audio(params)) = &track.codec_params else { return Err(RecordingError::Unknown) };
    let codecs = symphonia::default::get_codecs();
    let decoder = codecs.make_audio_decoder(params, &AudioDecoderOptions::default());
    let (mut decoder, id) = (decoder.map_err(|error| damaged(&error))?, track.id);
    let (mut mixer, mut interleaved, mut trouble) = (None::<Mixer>, Vec::<f32>::new(), None);
    loop {
        let packet = match file.next_packet() {
            Ok(Some(packet)) => packet,
            Ok(None) => break,
            // A file that was cut short is heard as far as it goes.
            Err(error) => {
                trouble = Some(error);
                break;
            }
        };
        if packet.track_id != id {
            continue;
        }
        match decoder.decode(&packet) {
            Ok(decoded) => {
                let (rate, channels) = (decoded.spec().rate(), decoded.spec().channels().count());
                decoded.copy_to_vec_interleaved(&mut interleaved);
                let mixer = match &mut mixer {
                    Some(mixer) => mixer,
                    none => none.insert(Mixer::new(rate, channels)?),
                };
                // What comes after a change of the format is left out.
                if (mixer.rate, mixer.channels) != (rate, channels) {
                    break;
                }
                mixer.push(&interleaved)?;
            }
            Err(Error::DecodeError(_)) => {}
            Err(error) => {
                trouble = Some(error);
                break;
            }
        }
    }
    match (mixer, trouble) {
        (Some(mixer), _) => mixer.done(kind),
        (None, Some(error)) => Err(damaged(&error)),
        (None, None) => Err(RecordingError::Empty),
    }
}

fn opus(bytes: &[u8]) -> Result<DecodedRecording, RecordingError> {
    const RATE: i32 = 48_000;
    let damaged = |error: opus_pure::Error| RecordingError::Damaged(error.to_string());
    let mut file = OggOpusReader::new(Cursor::new(bytes)).map_err(damaged)?;
    let channels = usize::from(file.head().channel_count);
    let mut decoder = file.head().decoder(RATE).map_err(damaged)?;
    let mut mixer = Mixer::new(RATE.unsigned_abs(), channels)?;
    let mut interleaved = Vec::new();
    while let Some(packet) = file.read_packet().map_err(damaged)? {
        let frames = opus_pure::packet::samples(&packet.data, RATE).map_err(damaged)?;
        interleaved.clear();
        interleaved.resize(frames * channels, 0.0);
        let decoded = decoder.decode(&packet.data, frames, &mut interleaved).map_err(damaged)?;
        mixer.push(&interleaved[..decoded * channels])?;
    }
    mixer.done("ogg")
}
