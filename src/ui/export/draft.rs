//! The export dialog while it is open.

use std::path::PathBuf;

use crate::audio::TakeSample;
use crate::audio::take::Take;
use crate::store::{ExportSettings, TakeInfo, TakeState};

/// What the export dialog is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportSource {
    /// The take that the bar at the bottom shows.
    Shown,
    /// A take of the library.
    Take(String),
    /// Several takes of the library, one file each.
    Takes(Vec<String>),
    /// The voices that are compared, one file each, and a table.
    Board,
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
    /// Whether something of it was not received, and is not being received now.
    pub is_partial: bool,
}

/// How many characters of a text are enough to name a file.
const NAMING: usize = 200;

impl ExportFacts {
    /// What is known of a take.
    pub fn of(take: &Take) -> ExportFacts {
        let header = take.header();
        ExportFacts {
            title: None,
            words: ExportFacts::naming(&take.text()),
            voice: header.voice_name.clone(),
            created: header.created.clone(),
            rate: header.rate,
            seconds: take.len().seconds(header.rate),
            playhead: TakeSample::ZERO,
            is_partial: !take.is_complete() && !take.is_growing(),
        }
    }

    /// What the library knows of a take.
    pub fn listed(info: &TakeInfo) -> ExportFacts {
        ExportFacts {
            title: info.title.clone(),
            words: info.first_words.clone(),
            voice: info.voice_name.clone(),
            created: info.created.clone(),
            rate: info.rate,
            seconds: info.duration().as_secs_f64(),
            playhead: TakeSample::ZERO,
            is_partial: info.state == TakeState::Unfinished,
        }
    }

    /// The part of a text that may name a file.
    pub fn naming(text: &str) -> String {
        text.chars().take(NAMING).collect()
    }
}

/// The export dialog while it is open. Nothing of it is remembered until it is used.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportDraft {
    /// What could be exported, of which one is chosen: what is played, or the text.
    pub choices: Vec<(ExportSource, ExportFacts)>,
    /// What is exported.
    pub source: ExportSource,
    /// What is known of it.
    pub facts: ExportFacts,
    /// How it becomes a file.
    pub export: ExportSettings,
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
