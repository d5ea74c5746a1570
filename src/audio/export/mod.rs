//! Takes as files of the formats people use.

mod format;

pub use format::{FileFormat, Mp3};
