//! What the user wants of what is played.

/// A wish about what is played.
#[derive(Debug)]
pub enum MoveAction {}
