//! What is heard: the transport, the timeline, speed, volume and versions.

pub mod moving;
pub mod timeline;
pub(in crate::ui) mod tools;
pub mod transport;
pub mod versions;
pub(in crate::ui) mod volume;
