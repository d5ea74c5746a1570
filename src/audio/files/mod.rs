//! Takes as files that people know: sound in every format, and captions.

pub mod captions;
pub(in crate::audio) mod clock;
pub mod export;
