//! What a take holds more than once: passages that were requested again. And what it holds that was never requested,
//! because another take had it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::audio::clocks::{RequestSample, TakeSample};

/// Names a version of a passage, in its take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct VersionId(pub u32);

/// Where sound was taken from that was not requested again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReuseOrigin {
    /// The id of the take that requested it.
    pub take: String,
    /// The request there.
    pub request: u32,
    /// The first sample in that request's file.
    pub from: RequestSample,
}

/// A range of the text that the take holds in several versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Its bytes in the spoken text.
    pub spoken: Range<usize>,
    /// Its bytes in the text of the header.
    pub source: Range<usize>,
    /// Where it is heard now, in samples of the take.
    pub samples: Range<TakeSample>,
    /// Its versions, the oldest first; one of them is heard.
    pub versions: Vec<Version>,
}

/// One version of a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its name.
    pub id: VersionId,
    /// How long it is.
    pub samples: TakeSample,
    /// Whether it is the one that is heard.
    pub heard: bool,
    /// Who speaks it, where voice or settings were others than the take's.
    pub voice: Option<VersionVoice>,
}

/// The voice of a version that was requested in another way than its take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionVoice {
    /// Its name for people.
    pub name: String,
    /// Its id at the service; earlier versions of the program did not note it.
    pub id: Option<String>,
}

impl Passage {
    /// Whether one of its versions is this one.
    pub fn has(&self, version: VersionId) -> bool {
        self.versions.iter().any(|known| known.id == version)
    }
}
