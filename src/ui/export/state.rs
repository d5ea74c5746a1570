//! What the window knows of files that are being saved.

use std::ops::Range;
use std::path::PathBuf;

use crate::audio::TakeSample;
use crate::engine::{SaveId, SaveOrder, SaveReport, SaveTally};
use crate::ui::model::Model;
use crate::ui::shell::notice::Notices;
use crate::words::{Class, Failure, local};

/// A saving at work.
#[derive(Clone, Debug, PartialEq)]
pub struct SaveState {
    /// Its name.
    pub id: SaveId,
    /// The file; the folder, where many takes are saved.
    pub path: PathBuf,
    /// How many takes are saved, one file each.
    pub takes: usize,
    /// 0 to 1.
    pub done: f32,
}

/// The savings at work.
#[derive(Debug, Default)]
pub struct ExportState {
    /// In the order in which they were begun.
    pub saves: Vec<SaveState>,
}

impl ExportState {
    /// How far a saving is.
    pub fn going(&mut self, id: SaveId, done: f32) {
        if let Some(saving) = self.saves.iter_mut().find(|saving| saving.id == id) {
            saving.done = done.clamp(0.0, 1.0);
        }
    }

    /// A file was written.
    pub fn saved(&mut self, id: SaveId, path: PathBuf, report: SaveReport, notices: &mut Notices) {
        self.ended(id, None, notices);
        notices.saved(path, report);
    }

    /// Files were written into a folder.
    pub fn saved_all(&mut self, id: SaveId, folder: PathBuf, tally: SaveTally, notices: &mut Notices) {
        self.ended(id, None, notices);
        if let Some(failure) = &tally.failure {
            notices.trouble(failure.clone());
        }
        notices.saved_all(folder, tally);
    }

    /// A file could not be written.
    pub fn failed(&mut self, id: SaveId, failure: Failure, part: Option<PathBuf>, notices: &mut Notices) {
        // Who cancels has not met with trouble, and only wants to know what is left.
        if failure.class != Class::Interrupted {
            notices.trouble(failure);
        }
        self.ended(id, part, notices);
    }

    /// A saving has ended; `part` is what is left of a file that is not whole.
    pub fn ended(&mut self, id: SaveId, part: Option<PathBuf>, notices: &mut Notices) {
        self.saves.retain(|saving| saving.id != id);
        if let Some(part) = part {
            notices.hint(local::part_kept(&part));
        }
    }
}

impl Model {
    /// What a file is to hold, by the settings.
    pub fn save_order(&self, range: Option<Range<TakeSample>>) -> SaveOrder {
        let settings = &self.settings;
        let export = &settings.export;
        SaveOrder {
            format: export.format,
            range,
            speed: if export.at_speed { settings.speed } else { 1.0 },
            lufs: export.lufs,
            joins: settings.joins,
            captions: export.captions.clone(),
            karaoke: export.karaoke,
            receipt: export.receipt,
        }
    }
}
