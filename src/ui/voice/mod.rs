//! The voice: which one speaks, and how.

pub mod list;
pub mod panel;
