//! What the user wants of what is played.

use std::ops::Range;

use crate::audio::TakeSample;
use crate::audio::take::VersionId;

/// A wish about what is played.
#[derive(Clone, Debug, PartialEq)]
pub enum MoveAction {
    /// Speak the text on screen and take nothing of it from the library.
    SpeakAfresh,
    /// Go on, or begin again where there is nothing to go on with.
    Play,
    /// Hold.
    Pause,
    /// Hear the next sentence.
    NextSentence,
    /// Hear this sentence from its start, or the one before where it has only just begun.
    PreviousSentence,
    /// Hear this sentence of the take on the bar.
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
    /// Speak these bytes of the take's spoken text once more, with the voice and the settings on screen.
    Redo(Range<usize>),
    /// Hear this version of a passage, from the passage's start.
    Version {
        /// The version.
        id: VersionId,
        /// Where its passage begins.
        at: TakeSample,
    },
    /// Delete the versions that are not heard.
    DropVersions,
}
