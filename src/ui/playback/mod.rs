//! What is spoken and heard: the transport, the timeline, speed, volume and versions.

pub mod controls;
mod fold;
mod job;
pub mod preview;
pub mod redo;
mod state;
mod take_text;
mod ticks;
mod timeline;
pub(in crate::ui) mod tools;
pub mod transport;
pub mod versions;
pub(in crate::ui) mod volume;
pub mod wave;

use std::ops::Range;

pub use job::{JobState, SegmentProgress, Stage};
pub use state::{PlaybackState, Rendering, RepeatMode};
pub use take_text::TakeText;
pub use ticks::{Tick, Ticks};
pub use timeline::{SECONDS_PER_BYTE, Slice, Timeline};

use crate::audio::TakeSample;
use crate::audio::take::VersionId;
use crate::store::VoiceChoice;

/// What the user wants of what is spoken and heard.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaybackAction {
    /// Speak the text on screen.
    Speak,
    /// Hear the text from this byte on; what was not spoken yet is spoken, as a take of the rest of the text.
    SpeakFrom(usize),
    /// Speak these bytes of the text alone.
    SpeakPart(Range<usize>),
    /// Speak it although it needs many requests.
    SpeakAnyway,
    /// Speak it and take nothing of it from the library.
    SpeakAfresh,
    /// Ask again for what the take on the bar lacks.
    Continue,
    /// End the job and the sound.
    Stop,
    /// Hold, or go on as `Play` does.
    PauseOrResume,
    /// Go on where it is held or was stopped, or begin again where it has ended.
    Play,
    /// Hold.
    Pause,
    /// Play what the bar shows again, from its start.
    Replay,
    /// Hear from this sample of the take on.
    Seek(TakeSample),
    /// Hear the next sentence.
    NextSentence,
    /// Hear this sentence from its start, or the one before where it has only just begun.
    PreviousSentence,
    /// Hear this sentence of the take on the bar, also where the sound is held.
    Sentence(usize),
    /// Move so many seconds, back where negative.
    Skip(f64),
    /// What is repeated changes: nothing, the sentence, everything.
    NextRepeat,
    /// Play faster or slower by so many steps.
    Faster(i32),
    /// Play at this speed.
    Speed(f32),
    /// Play at this volume.
    Volume(f32),
    /// Silence, or not.
    Mute,
    /// Speak a part of the take on the bar once more, with the settings on screen.
    Redo {
        /// Its bytes of the take's spoken text.
        spoken: Range<usize>,
        /// The voice; that on screen where absent.
        voice: Option<VoiceChoice>,
    },
    /// Choose a voice in which these bytes of the take's spoken text are spoken once more.
    ChooseRedoVoice(Range<usize>),
    /// Hear a version of a passage beside the rest, which stays what it is, or no more of it.
    PreviewVersion(VersionId),
    /// Hear this version of a passage, from the passage's start.
    Version {
        /// The version.
        id: VersionId,
        /// Where its passage begins.
        at: TakeSample,
    },
    /// Delete the versions that are not heard.
    DropVersions,
    /// List the sound devices.
    RefreshDevices,
    /// End what is heard beside it.
    StopPreview,
    /// Play on this device; the system's default where `None`.
    ChooseDevice(Option<String>),
}
