//! The text: what is written, and how it is written in.

pub mod paper;
pub mod text;
