//! The settings beside the voice: the device, pauses, what is kept.

pub mod pauses;
pub mod sound;
