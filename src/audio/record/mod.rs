//! Recordings from which a voice is cloned: read from a file, and looked at before they are sent.

mod check;
mod decode;

pub use check::{RecordingFacts, RecordingFinding, examine};
pub use decode::{DecodedRecording, RecordingError, decode};

/// So many seconds are advised (protocol.md §7.3).
pub const ADVISED_SECONDS: std::ops::RangeInclusive<f64> = 10.0..=30.0;
