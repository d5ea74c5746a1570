//! How a take becomes a file: what is requested, as the window, the command line and the queue say it.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::audio::files::captions::CaptionFormat;
use crate::audio::files::export::FileFormat;
use crate::audio::{PauseSettings, TakeSample};

/// The ending of receipts.
pub(in crate::engine) const RECEIPT: &str = "receipt.json";

/// A file to save to, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct SaveTo {
    /// Where to. Written beside it as `.part` first.
    pub path: PathBuf,
    /// What it is to hold.
    pub order: SaveOrder,
}

/// What a saved file holds, and what is written beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveOrder {
    /// The format of the file.
    pub format: FileFormat,
    /// Only these samples of the take.
    pub range: Option<Range<TakeSample>>,
    /// Faster or slower at the same pitch, 0.5 to 3.0.
    pub speed: f32,
    /// The loudness of the whole, in LUFS (EBU R 128); as it is where absent.
    pub lufs: Option<f64>,
    /// What is done at the joins.
    pub joins: PauseSettings,
    /// Captions written beside it, each with its own ending.
    pub captions: Vec<CaptionFormat>,
    /// Whether captions that can do so carry times of words or characters; all of these are estimates.
    pub karaoke: bool,
    /// Whether the receipt is written beside it as JSON.
    pub receipt: bool,
}

impl SaveOrder {
    /// What a name asks for: the format of its ending, WAV where that is none of ours.
    pub fn for_path(path: &Path) -> SaveOrder {
        SaveOrder { format: FileFormat::of(path).unwrap_or_default(), ..SaveOrder::default() }
    }

    /// The endings of all files that it makes, that of the audio first.
    pub fn endings(&self) -> Vec<&'static str> {
        let captions = self.captions.iter().map(|captions| captions.ending());
        let receipt = self.receipt.then_some(RECEIPT);
        std::iter::once(self.format.ending()).chain(captions).chain(receipt).collect()
    }
}

impl SaveTo {
    /// Just the audio, in the format that the name asks for.
    pub fn plain(path: PathBuf) -> SaveTo {
        SaveTo { order: SaveOrder::for_path(&path), path }
    }
}

impl Default for SaveOrder {
    fn default() -> SaveOrder {
        SaveOrder {
            format: FileFormat::Wav,
            range: None,
            speed: 1.0,
            lufs: None,
            joins: PauseSettings::default(),
            captions: Vec::new(),
            karaoke: false,
            receipt: false,
        }
    }
}

/// The folder that takes are saved to, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct AutoSave {
    /// The folder; made if it is not there.
    pub folder: PathBuf,
    /// How the files are named; see [`crate::store::names`].
    pub template: String,
    /// What they hold.
    pub order: SaveOrder,
}
