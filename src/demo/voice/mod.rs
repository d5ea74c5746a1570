//! The voice behind the demo server: a sentence in, samples out.
//!
//! Owns the trait and the voices that really speak. Knows nothing of sockets, events or codecs.

mod catalogue;
pub(super) mod crowd;
mod english;
mod machine;
mod net;
mod placeholder;
mod plain;
mod runs;
mod sound;
mod speech;
mod unknown;
mod vocoder;

pub use machine::Machine;
pub use speech::Speech;

/// What speaks. [`Synthesizer::speak`] and [`Synthesizer::rest`] may take their time: the server calls them on its own voice thread only, one
/// sentence at a time. The others must answer at once.
pub trait Synthesizer: Send + Sync {
    /// The voices to choose from, the one that speaks by default first. At least one; requested once.
    fn voices(&self) -> Vec<VoiceInfo>;

    /// Speaks one sentence: mono samples at [`SpeakRequest::rate_hz`], without silence added at the end (the server adds its
    /// own). The sentence is normalised as the service does it: trimmed, with a final mark, which is `。` where the text had
    /// none, whatever the language. Nothing comes back where nothing in it can be spoken.
    fn speak(&self, sentence: &str, request: &SpeakRequest) -> Vec<i16>;

    /// What [`Synthesizer::speak`] would give for this sentence.
    fn kind(&self, sentence: &str) -> VoiceKind;

    /// Called after a minute without a sentence: the time to let go of a model. It is loaded again when needed.
    fn rest(&self) {}
}

/// Whether one hears words or only their rhythm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoiceKind {
    /// Words that can be understood.
    Speech,
    /// A syllable-shaped sound, because this machine has no voice for the language. The window says so.
    Placeholder,
}

/// How a sentence is to be spoken. Loudness is not here: the server applies it, the same for every voice.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeakRequest {
    /// One of [`Synthesizer::voices`].
    pub voice_id: String,
    /// Samples a second wanted: one of the PCM rates, or 12 000 for Opus.
    pub rate_hz: u32,
    /// −50 (half speed) to 100 (double speed).
    pub speech_rate: i32,
    /// A feeling that the voice lists; voices that list none never get one.
    pub emotion: Option<String>,
}

impl SpeakRequest {
    /// A request for the voice at its own speed, without a feeling.
    pub fn plain(voice_id: impl Into<String>, rate_hz: u32) -> SpeakRequest {
        SpeakRequest { voice_id: voice_id.into(), rate_hz, speech_rate: 0, emotion: None }
    }
}

/// One voice as the list shows it (protocol.md §7.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceInfo {
    /// A numeric string of 19 digits, as the service has them.
    pub id: String,
    /// For people.
    pub name: String,
    /// Such as `zh` or `en`.
    pub language_code: String,
    /// Such as `中文` or `English`.
    pub language_name: String,
    /// What the free sample says.
    pub preview_text: String,
    /// The feelings it knows: pairs of the wire's word and the word for people. Empty for most.
    pub emotions: Vec<(String, String)>,
    /// Whether it is the service's own, and not one that the user has cloned.
    pub is_system: bool,
    /// `big` or `small`.
    pub model_type: String,
}

impl VoiceInfo {
    /// A large voice of the service's own, without feelings.
    pub fn new(id: &str, name: &str, language: (&str, &str), preview_text: &str) -> VoiceInfo {
        VoiceInfo {
            id: id.into(),
            name: name.into(),
            language_code: language.0.into(),
            language_name: language.1.into(),
            preview_text: preview_text.into(),
            emotions: Vec::new(),
            is_system: true,
            model_type: "big".into(),
        }
    }
}
