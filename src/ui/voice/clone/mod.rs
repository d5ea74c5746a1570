//! Cloning a voice: its page in the browser, from a recording to the voice.

mod page;
mod state;

use std::path::PathBuf;

pub(super) use page::clone_ui;
pub use state::{ClonePage, CloneSource, CloneState};

/// What the user wants of a voice that is to be cloned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CloneAction {
    /// Show its page.
    Open,
    /// Show the voices again.
    Close,
    /// Look at the recording in this file.
    File(PathBuf),
    /// Record with the microphone.
    Record,
    /// End the recording.
    StopRecording,
    /// Delete the recording.
    DropRecording,
    /// Hear the recording, or no more of it.
    Hear,
    /// Send it.
    Send,
    /// Send it no further.
    Cancel,
}
