//! What the user wants of what is kept.

/// A wish about what is kept.
#[derive(Debug)]
pub enum KeepAction {}
