//! `output_audio`: how the service is asked to speak (protocol.md §5, the union of documentation and SDKs).

use serde::{Deserialize, Serialize};

/// The seven sample rates of PCM, in Hz (protocol.md §5).
pub const PCM_RATES: [u32; 7] = [8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

/// The voice that speaks when none is named: 柔美女友 (protocol.md §5).
pub const DEFAULT_VOICE: &str = "7426720361733046281";

/// The form in which the audio bytes come (protocol.md §5.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Codec {
    /// Signed 16-bit little-endian mono.
    #[default]
    Pcm,
    /// One bare Opus packet a delta (protocol.md §5.4).
    Opus,
    /// G.711 A-law, 8 000 Hz mono.
    G711a,
    /// G.711 µ-law, 8 000 Hz mono.
    G711u,
}

impl Codec {
    /// The codec that the service calls so.
    pub fn named(name: &str) -> Option<Codec> {
        [Codec::Pcm, Codec::Opus, Codec::G711a, Codec::G711u].into_iter().find(|codec| codec.name() == name)
    }

    /// What the service calls it.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Pcm => "pcm",
            Codec::Opus => "opus",
            Codec::G711a => "g711a",
            Codec::G711u => "g711u",
        }
    }
}

/// What `speech.updated` says is in effect. It need not say anything, nor what was requested.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InEffect {
    /// The codec as the service calls it, which need not be one of [`Codec`].
    pub codec: Option<String>,
    /// Samples a second of PCM, in Hz.
    pub pcm_rate: Option<u32>,
}

/// At most `max_frame_num` packets every `period` seconds (protocol.md §5.2). We never ask for it; the demo server obeys it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LimitConfig {
    /// Seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<u32>,
    /// Packets in a period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_frame_num: Option<u32>,
}

/// Settings of the PCM codec.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PcmConfig {
    /// Hz, one of [`PCM_RATES`]; 24 000 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample_rate: Option<u32>,
    /// Length of each delta in ms, 0 to 1 000; irregular where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame_size_ms: Option<f64>,
    /// Throttle; works only together with `frame_size_ms`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_config: Option<LimitConfig>,
}

/// Settings of the Opus codec.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OpusConfig {
    /// bit/s; 48 000 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bitrate: Option<u32>,
    /// Constant bit rate; false where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub use_cbr: Option<bool>,
    /// 2.5, 5, 10, 20, 40 or 60 ms; 10 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame_size_ms: Option<f64>,
    /// Hz of the encoder; 24 000 where absent. A decoder may use any rate that Opus knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample_rate: Option<u32>,
    /// Throttle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_config: Option<LimitConfig>,
}

/// Feeling of a multi-emotion voice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EmotionConfig {
    /// `happy sad angry surprised fear hate excited coldness neutral`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emotion: Option<String>,
    /// 1.0 to 5.0; 4.0 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emotion_scale: Option<f64>,
}

/// Everything that can be asked of the voice and its sound. Absent fields keep the service's default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutputAudio {
    /// Form of the audio bytes.
    #[serde(default)]
    pub codec: Codec,
    /// Only for [`Codec::Pcm`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pcm_config: Option<PcmConfig>,
    /// Only for [`Codec::Opus`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opus_config: Option<OpusConfig>,
    /// −50 (half speed) to 100 (double speed); 0 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speech_rate: Option<i32>,
    /// −50 (half) to 100 (double); 0 where absent. Not for cloned voices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loudness_rate: Option<i32>,
    /// Id of the voice; [`DEFAULT_VOICE`] where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice_id: Option<String>,
    /// Only for multi-emotion voices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emotion_config: Option<EmotionConfig>,
    /// An instruction in natural language; only for Doubao 2.0 voices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context_texts: Option<String>,
}

impl OutputAudio {
    /// The sample rate, in Hz, of the samples that these settings lead to.
    pub fn sample_rate(&self) -> u32 {
        match self.codec {
            Codec::Pcm => self.pcm_config.as_ref().and_then(|pcm| pcm.sample_rate).unwrap_or(24_000),
            Codec::G711a | Codec::G711u => 8_000,
            Codec::Opus => self.opus_config.as_ref().and_then(|opus| opus.sample_rate).unwrap_or(24_000),
        }
    }
}
