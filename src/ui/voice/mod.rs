//! The voice: which one speaks, and how.

pub mod board;
pub mod browser;
mod card;
mod clone;
mod filters;
mod grid;
mod index;
pub mod panel;
mod presets;
mod state;
mod traits;

pub use browser::VoiceBrowser;
pub use clone::{CloneAction, ClonePage, CloneSource, CloneState};
pub use index::{Among, Maker, Marks, VoiceFilter, VoiceIndex, VoiceOrder};
pub use state::{Voices, takes_context, takes_loudness};
pub use traits::{Gender, VoiceModel, VoiceStyle};

use crate::protocol::Voice;
use crate::store::{NameTaken, VoiceChoice, VoicePreset};
use crate::ui::voice::board::BoardAction;

/// What the user wants of the voices.
#[derive(Debug)]
pub enum VoiceAction {
    /// Choose a voice.
    Choose(VoiceChoice),
    /// Give the voice with this id a star, or take it away.
    Star(String),
    /// Hear the free sample of a voice, or no more of it.
    Preview(Box<Voice>),
    /// Hear a sentence in a voice, or no more of it.
    Audition {
        /// The voice.
        voice: Box<Voice>,
        /// The sentence.
        text: String,
    },
    /// About the voices that are compared.
    Board(BoardAction),
    /// Show all voices to choose from, or the page again.
    Browse,
    /// Ask for the voices once more.
    Refresh,
    /// About a voice that is to be cloned.
    Clone(CloneAction),
    /// Take these presets of a file; where a name is taken, this becomes of them.
    ImportPresets(Vec<VoicePreset>, NameTaken),
}
