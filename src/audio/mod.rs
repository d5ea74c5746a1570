//! Room: the sound. Owns what happens to audio between the bytes of the service and the ear or a file: codecs, the take and
//! where its text is heard, the player, the device, the files and the captions that are saved. Knows nothing of the protocol, of
//! how text is cut, of settings or of the window.
//!
//! # Words and units
//!
//! * sample: one mono `i16`. Everything in this room is mono.
//! * rate: always in Hz. A take has one rate.
//! * delta: the bytes of one message of the service, of any length, even one byte or none.
//! * mark: a piece that the service announced: its first sample, and its place in the text.
//! * take: one rendering of a script by a voice, on disk from its first delta.
//! * playhead: a position in a take.
//! * rendition: a take as it is heard and saved: the versions that were chosen, with the pauses that the user set.
//!
//! A length or a position is counted in samples, by the type of the clock that it is of ([`TakeSample`] and the others of
//! `clocks`); a time is derived from samples and the rate, never counted on its own, so that nothing drifts.

mod bytes;
mod clocks;
pub mod codec;
pub mod files;
mod loudness;
mod meter;
pub mod play;
pub mod record;
mod rendition;
pub mod sample;
pub mod take;
pub mod timing;

pub use clocks::{DeviceFrame, HeardSample, RenderedSample, RequestSample, TakeSample};
pub use codec::{DecodeError, Decoder, Finish, Format};
pub use loudness::{Gain, Loudness};
pub use meter::{Meter, Playback};
pub use play::{LoadedTake, Player, PlayerControl, PlayerEvent, PreviewId, PreviewSound, START_THRESHOLD};
pub use rendition::{PauseSettings, ReadChunk, Rendition, RenditionReader, SentenceStart};
pub use take::{Take, TakeError, TakeWriter};

pub use crate::audio::play::device::{DeviceChoice, DeviceError, DeviceInfo, devices};
pub use crate::audio::play::resample::{RateError, Resampler};
pub use crate::audio::play::stretch::{SPEEDS, SpeedMap, StretchError, Stretcher, TimePoint};

/// Bends a fade from 0 to 1 so that it begins and ends without a kink.
fn smoothstep(open: f64) -> f64 {
    open * open * (3.0 - 2.0 * open)
}
