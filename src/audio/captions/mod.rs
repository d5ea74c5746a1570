//! Captions: what is said when, for players and editors.

use serde::{Deserialize, Serialize};

/// A format of captions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptionFormat {
    /// SubRip.
    Srt,
    /// WebVTT.
    Vtt,
    /// Lyrics.
    Lrc,
}

impl CaptionFormat {
    /// All of them.
    pub const ALL: [CaptionFormat; 3] = [CaptionFormat::Srt, CaptionFormat::Vtt, CaptionFormat::Lrc];

    /// The usual ending of its files, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            CaptionFormat::Srt => "srt",
            CaptionFormat::Vtt => "vtt",
            CaptionFormat::Lrc => "lrc",
        }
    }
}
