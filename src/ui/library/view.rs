//! What the window remembers of its look at what is kept.

mod picking;

use std::path::PathBuf;
use std::sync::Arc;

pub use picking::{Picking, Sum};

use crate::audio::TakeSample;
use crate::audio::take::Receipt;
use crate::store::{SortBy, StateFilter, TakeInfo, VoiceChoice};

/// What the export dialog is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportSource {
    /// The take that the bar at the bottom shows.
    Shown,
    /// A take of the library.
    Take(String),
    /// Several takes of the library, one file each.
    Takes(Vec<String>),
    /// The text on screen, which nobody has spoken yet.
    Text,
    /// Files that are to be spoken one after the other.
    Files(Vec<PathBuf>),
}

/// Which part of a take is exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportRange {
    /// All of it.
    #[default]
    Whole,
    /// From the playhead to the end.
    FromHere,
    /// Between two times that are typed.
    Between,
}

/// What is known of the thing to be exported, for its name and its size.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportFacts {
    /// Its title.
    pub title: Option<String>,
    /// The beginning of its text.
    pub words: String,
    /// The name of its voice.
    pub voice: String,
    /// When it was begun (RFC 3339).
    pub created: String,
    /// Samples a second.
    pub rate: u32,
    /// How long it is, in seconds; of a text that nobody has spoken, a guess.
    pub seconds: f64,
    /// Where the playhead is.
    pub playhead: TakeSample,
}

/// The export dialog while it is open. What it is to be remembered of it stands in the settings.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportDraft {
    /// What could be exported, of which one is chosen: what is played, or the text.
    pub choices: Vec<(ExportSource, ExportFacts)>,
    /// What is exported.
    pub source: ExportSource,
    /// What is known of it.
    pub facts: ExportFacts,
    /// Which part of it.
    pub reach: ExportRange,
    /// Where the part begins, as typed.
    pub from: String,
    /// Where the part ends, as typed.
    pub to: String,
    /// The name of the file without its ending, once the user has typed one; else by the template.
    pub name: Option<String>,
    /// The folder, as typed or chosen.
    pub folder: String,
    /// One file with chapters, and not one for each.
    pub join: bool,
    /// Files of the queue have the names of their texts, and not names by the template.
    pub by_source: bool,
    /// Nothing of it was painted yet.
    pub is_new: bool,
}

/// The receipt of a take while it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceiptSheet {
    /// The title of the take, or its first words.
    pub title: String,
    /// The receipt.
    pub receipt: Receipt,
}

/// Which takes the library shows, and in what order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looking {
    /// What is looked for, as typed.
    pub search: String,
    /// By what they are sorted.
    pub by: SortBy,
    /// The other way round than usual.
    pub reversed: bool,
    /// Only those with a star.
    pub starred: bool,
    /// Only those of a state.
    pub state: Option<StateFilter>,
    /// Only those of the voice with this id.
    pub voice: Option<String>,
}

/// The takes that the library shows, found once for each change of what they are found by.
#[derive(Debug, Default)]
pub struct Shelf {
    /// For which library (see `Keeping::edition`) and which wish.
    pub of: Option<(u64, Looking)>,
    /// The takes, in their order.
    pub shown: Vec<Arc<TakeInfo>>,
    /// What they take on disk, in bytes.
    pub bytes: u64,
    /// The voices of all takes and how many takes each has.
    pub voices: Vec<(VoiceChoice, usize)>,
    /// What all takes have on disk, in bytes.
    pub all_bytes: u64,
}

/// The look of the window at what is kept.
#[derive(Default)]
pub struct KeepView {
    /// Which takes are shown.
    pub looking: Looking,
    /// The takes that are.
    pub shelf: Shelf,
    /// Those of them that are chosen.
    pub picking: Picking,
    /// A take that is being renamed, and its title as typed.
    pub renaming: Option<(String, String)>,
    /// The field of that title was painted in this frame.
    pub is_title_shown: bool,
    /// The export dialog, while it is open.
    pub export: Option<ExportDraft>,
    /// The receipt, while it is shown.
    pub receipt: Option<ReceiptSheet>,
    /// Whether the room on disk is shown.
    pub space: bool,
    /// Whether the desktop can ask for a folder.
    pub can_browse: bool,
}

impl KeepView {
    /// The takes that are chosen, in the order of the list.
    pub fn chosen(&self) -> impl Iterator<Item = &Arc<TakeInfo>> {
        self.picking.chosen(&self.shelf.shown)
    }

    /// Whether a dialog is open, so that keys are its own.
    pub fn is_asking(&self) -> bool {
        self.export.is_some() || self.receipt.is_some() || self.space || self.renaming.is_some()
    }
}
