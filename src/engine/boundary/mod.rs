//! What is asked of the engine and what it tells: all that whoever uses it has to know.

pub(in crate::engine) mod auditions;
pub(in crate::engine) mod command;
pub(in crate::engine) mod event;
pub(in crate::engine) mod finding;
