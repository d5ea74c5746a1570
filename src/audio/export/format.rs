//! The formats of files.

use serde::{Deserialize, Serialize};
use std::path::Path;

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
    /// Constant bit rate in kbit/s, one of those of MPEG-1, -2 or -2.5 layer III at the take's rate.
    Cbr(u32),
}

impl FileFormat {
    /// The format that a file's name asks for, with good settings for speech; `None` where its ending is none of ours.
    pub fn of(path: &Path) -> Option<FileFormat> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "wav" => Some(FileFormat::Wav),
            "flac" => Some(FileFormat::Flac),
            "mp3" => Some(FileFormat::Mp3(Mp3::Vbr(4))),
            "opus" | "ogg" => Some(FileFormat::Opus { kbps: 32 }),
            _ => None,
        }
    }

    /// The usual ending of its files, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            FileFormat::Wav => "wav",
            FileFormat::Flac => "flac",
            FileFormat::Mp3(_) => "mp3",
            FileFormat::Opus { .. } => "opus",
        }
    }
}
