//! The voice: which one speaks, and how.

pub mod list;
pub mod panel;
mod state;

pub use state::{VoiceFilter, Voices, takes_context, takes_loudness};

use crate::protocol::Voice;
use crate::store::VoiceChoice;

/// What the user wants of the voices.
#[derive(Debug)]
pub enum VoiceAction {
    /// Choose a voice.
    Choose(VoiceChoice),
    /// Hear the free sample of a voice, or no more of it.
    Preview(Box<Voice>),
    /// Ask for the voices once more.
    Refresh,
}
