//! The formats of files.

use std::path::Path;

use serde::{Deserialize, Serialize};

/// What a take is saved as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// 16-bit PCM in a WAV file; RF64 above 4 GiB.
    #[default]
    Wav,
    /// FLAC, without loss.
    Flac,
    /// MP3 by LAME; not in every build (feature `mp3`).
    Mp3(Mp3),
    /// Ogg Opus.
    Opus {
        /// kbit/s, 6 to 256.
        kbps: u32,
    },
}

/// How an MP3 is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mp3 {
    /// Variable bit rate; 0 is the best quality, 9 the smallest file.
    Vbr(u8),
    /// Constant bit rate in kbit/s, one of [`Mp3::constant`].
    Cbr(u32),
}

impl Mp3 {
    /// All constant bit rates, in kbit/s; none of them goes with every sample rate.
    pub const CONSTANT: [u32; 16] = [8, 16, 24, 32, 40, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

    /// Those of a sample rate in Hz: MPEG-2.5 below 16 kHz, MPEG-2 below 32 kHz, MPEG-1 above.
    pub fn constant(rate: u32) -> &'static [u32] {
        match rate {
            0..16_000 => &Mp3::CONSTANT[..7],
            16_000..32_000 => &Mp3::CONSTANT[..12],
            _ => &Mp3::CONSTANT[3..],
        }
    }
}

/// What is known of a format without writing it.
#[derive(Clone, Copy, Debug)]
pub struct FormatInfo {
    /// What people call it.
    pub name: &'static str,
    /// The endings of its files, without the dot, the usual one first.
    pub endings: &'static [&'static str],
    /// The format with good settings for speech.
    pub for_speech: FileFormat,
    /// Whether this build can write it.
    pub is_built_in: bool,
}

/// All formats, in the order in which they are offered.
pub const FORMATS: [FormatInfo; 4] = [
    FormatInfo { name: "WAV", endings: &["wav", "wave"], for_speech: FileFormat::Wav, is_built_in: true },
    FormatInfo { name: "FLAC", endings: &["flac"], for_speech: FileFormat::Flac, is_built_in: true },
    FormatInfo {
        name: "MP3",
        endings: &["mp3"],
        for_speech: FileFormat::Mp3(Mp3::Vbr(4)),
        is_built_in: cfg!(feature = "mp3"),
    },
    FormatInfo {
        name: "Opus",
        endings: &["opus", "ogg", "oga"],
        for_speech: FileFormat::Opus { kbps: 32 },
        is_built_in: true,
    },
];

/// Endings of sound and film that people have elsewhere.
const FOREIGN: [&str; 32] = [
    "aac", "ac3", "aif", "aifc", "aiff", "alac", "amr", "ape", "au", "avi", "caf", "dts", "m4a", "m4b", "m4p", "m4r",
    "m4v", "mka", "mkv", "mov", "mp2", "mp4", "mpc", "mpga", "ogv", "ra", "spx", "tta", "weba", "webm", "wma", "wv",
];

impl FileFormat {
    /// The format that a file's name asks for, with good settings for speech; `None` where its ending is none of ours.
    pub fn of(path: &Path) -> Option<FileFormat> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        FORMATS.iter().find(|format| format.endings.contains(&&*ending)).map(|format| format.for_speech)
    }

    /// What is known of it, whatever its settings.
    pub fn info(self) -> &'static FormatInfo {
        let [wav, flac, mp3, opus] = &FORMATS;
        match self {
            FileFormat::Wav => wav,
            FileFormat::Flac => flac,
            FileFormat::Mp3(_) => mp3,
            FileFormat::Opus { .. } => opus,
        }
    }

    /// The ending of a name that asks for sound or film of a kind that is none of ours, as it stands there.
    pub fn foreign(path: &Path) -> Option<&str> {
        let ending = path.extension()?.to_str()?;
        FOREIGN.contains(&ending.to_ascii_lowercase().as_str()).then_some(ending)
    }

    /// The usual ending of its files, without the dot.
    pub fn ending(self) -> &'static str {
        self.info().endings[0]
    }
}
