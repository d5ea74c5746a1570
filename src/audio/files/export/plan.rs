//! What is requested, and what came of it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::audio::clocks::{HeardSample, TakeSample};
use crate::audio::files::export::{FileFormat, TimeMap};

/// What a file is to hold.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportPlan {
    /// Its format.
    pub format: FileFormat,
    /// Only these samples of the takes, counted over all of them one after the other.
    pub range: Option<Range<TakeSample>>,
    /// Faster or slower at the same pitch, 0.5 to 3.0.
    pub speed: f32,
    /// The loudness of the whole in LUFS (EBU R 128); as it is where absent.
    pub lufs: Option<f64>,
    /// What it says about itself.
    pub tags: Tags,
    /// Its chapters, in playing order.
    pub chapters: Vec<Chapter>,
}

impl Default for ExportPlan {
    fn default() -> ExportPlan {
        ExportPlan {
            format: FileFormat::Wav,
            range: None,
            speed: 1.0,
            lufs: None,
            tags: Tags::default(),
            chapters: Vec::new(),
        }
    }
}

/// How far the takes of a file are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportUntil {
    /// What is there now: of a take that grows, its whole marks. That is a success.
    Now,
    /// The end of each take, which is waited for. One that ends without being complete is
    /// [`ExportError::Incomplete`](crate::audio::files::export::ExportError::Incomplete).
    End,
}

/// What a file says about itself; what is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    /// The title.
    pub title: String,
    /// Who speaks: the voice.
    pub artist: String,
    /// The day (RFC 3339), or only its year.
    pub date: String,
    /// The text that is spoken.
    pub text: String,
}

/// A place with a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Its title.
    pub title: String,
    /// Which of the takes, from 0.
    pub take: usize,
    /// Where it begins there.
    pub begins: Begins,
}

/// Where in a take something begins; of a take that grows it is asked when its sound has come.
#[derive(Clone)]
pub struct Begins(Arc<dyn Fn() -> Option<TakeSample> + Send + Sync>);

impl Begins {
    /// At the sample that `find` answers; at none as long as its sound has not come.
    pub fn found_by(find: impl Fn() -> Option<TakeSample> + Send + Sync + 'static) -> Begins {
        Begins(Arc::new(find))
    }

    /// The sample of the take, if its sound has come.
    pub fn sample(&self) -> Option<TakeSample> {
        self.0()
    }
}

impl From<TakeSample> for Begins {
    fn from(sample: TakeSample) -> Begins {
        Begins::found_by(move || Some(sample))
    }
}

/// Two are the same if they are asked in the same way.
impl PartialEq for Begins {
    fn eq(&self, other: &Begins) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Begins {}

impl fmt::Debug for Begins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Begins")
    }
}

impl Chapter {
    /// The sample of the file at which it begins; `None` where it is not in it.
    pub fn place(&self, times: &TimeMap) -> Option<HeardSample> {
        times.of(self.take, self.begins.sample()?)
    }
}

/// How far a saving is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExportProgress {
    /// How many samples were given to the file.
    pub samples: HeardSample,
    /// 0 to 1, over all passes; of a take that grows, a guess by its text.
    pub done: f32,
}

/// What was saved.
#[derive(Clone, Debug)]
pub struct ExportSummary {
    /// How many samples the file has, at [`rate`](ExportSummary::rate).
    pub samples: HeardSample,
    /// The rate of the takes in Hz. Opus is decoded at 48 kHz, whatever went in; lengths are counted at this rate all the same.
    pub rate: u32,
    /// The gain of the whole in dB, where a loudness was requested; `None` also where nothing could be measured, because it
    /// is silent or shorter than 400 ms.
    pub gain_db: Option<f64>,
    /// The loudness it has now in LUFS, where `gain_db` is there. Lower than requested where the peaks allow no more.
    pub lufs: Option<f64>,
    /// Samples that were clipped.
    pub clipped: u64,
    /// Whether the packets of the service were copied without encoding them anew.
    pub copied: bool,
    /// Where what was heard stands in the file.
    pub times: TimeMap,
}
