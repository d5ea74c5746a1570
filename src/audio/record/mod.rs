//! Recordings from which a voice is cloned: made with a microphone or read from a file, and looked at before they are sent.

mod check;
mod decode;
mod microphone;

pub use check::{RecordingFacts, RecordingFinding, examine};
pub use decode::{DecodedRecording, RecordingError, decode};
pub use microphone::{LONGEST_SECONDS, MicrophoneError, MicrophoneRecording, microphones, record};

/// So many seconds are advised (protocol.md §7.3).
pub const ADVISED_SECONDS: std::ops::RangeInclusive<f64> = 10.0..=30.0;
