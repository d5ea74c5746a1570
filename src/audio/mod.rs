//! audio: to be built.
