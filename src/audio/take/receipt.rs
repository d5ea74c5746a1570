//! The receipt: what was asked, what came, and whether it is all there.

use serde::Serialize;

use crate::audio::clocks::TakeSample;

/// What came of every segment of a take, in playing order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// One entry a segment.
    pub segments: Vec<SegmentReceipt>,
    /// Samples of all segments together.
    pub samples: TakeSample,
    /// The rate of the take in Hz.
    pub rate: u32,
    /// Every segment has completed with audio.
    pub complete: bool,
}

/// What came of one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentReceipt {
    /// Its number, from 0; it keeps it when others are split, which its place in the order does not.
    pub number: usize,
    /// Bytes of UTF-8 that were requested.
    pub bytes: usize,
    /// Samples that are kept.
    pub samples: TakeSample,
    /// Connections that were made for it.
    pub connections: u32,
    /// Connections after the first.
    pub retries: u32,
    /// The service's log id of the latest connection.
    pub logid: Option<String>,
    /// How the service sent the sound of the latest connection that did not keep to what was requested.
    pub in_effect: Option<ActualFormat>,
    /// Where it stands.
    pub state: SegmentState,
    /// The service's error code, if it was given up with one.
    pub code: Option<i64>,
    /// The id of the take that its sound was copied from, if it was not requested.
    pub saved: Option<String>,
    /// Requests for passages of it that were requested once more; counted in `connections`, not in `retries`.
    pub redone: u32,
}

/// A codec and a rate that are in effect without having been requested.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActualFormat {
    /// As the service calls it.
    pub codec: String,
    /// Hz.
    pub rate: u32,
}

/// Where a segment stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentState {
    /// Nobody is asking for it now: not yet, or not any more since the take was stopped or its process killed.
    #[default]
    Waiting,
    /// A request for it is open.
    Running,
    /// It is whole.
    Done,
    /// It was given up.
    Failed,
}
