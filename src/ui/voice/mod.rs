//! The voice: which one speaks, and how.

pub mod board;
pub mod browser;
mod card;
mod cast;
mod clone;
mod filters;
mod grid;
mod index;
pub mod panel;
mod presets;
mod state;
mod traits;

pub use browser::VoiceBrowser;
pub use card::paint_sign;
pub use cast::{CastAction, CastView};
pub use clone::{CloneAction, ClonePage, CloneSource, CloneState};
pub use index::{Among, Maker, Marks, VoiceFilter, VoiceIndex, VoiceOrder};
pub(in crate::ui) use panel::emotion_name;
pub use state::{Voices, takes_context, takes_loudness};
pub use traits::{Gender, VoiceModel, VoiceStyle};

use crate::protocol::Voice;
use crate::store::{NameTaken, VoiceChoice, VoicePreset};
use crate::ui::voice::board::BoardAction;

/// For whom a voice is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum VoiceTarget {
    /// The document.
    #[default]
    Document,
    /// A role of it.
    Role(String),
    /// Dialogue in quotes.
    Quotes,
}

/// What the user wants of the voices.
#[derive(Debug)]
pub enum VoiceAction {
    /// Choose a voice, for whom they are shown.
    Choose(VoiceChoice),
    /// About the roles of the document.
    Cast(CastAction),
    /// Show all voices, one of which is to speak for somebody.
    BrowseFor(VoiceTarget),
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
