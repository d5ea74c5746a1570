//! Stories of what comes out of the sound device. A program of their own, told one after the other: sound that is compared
//! sample by sample needs a machine that is not busy with other stories.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

#[path = "../stories/common/mod.rs"]
#[allow(dead_code, reason = "the other stories use more of it")]
mod common;

mod aloud;
mod board;
mod devices;
mod gone;
mod moving;
mod previews;
mod pulse;
mod record;
mod sound;
mod stage;
mod waves;
