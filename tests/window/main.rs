//! The window, driven by the labels a user reads.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod account;
mod board;
mod board_more;
mod cast;
mod chapters;
mod clones;
mod desk;
#[cfg(target_os = "linux")]
mod desktop;
mod draft;
mod editor;
mod elsewhere;
mod failed;
mod files;
mod find;
mod input_method;
mod keys;
mod letters;
mod library;
mod live;
mod model;
mod moving;
mod named;
mod outside;
mod painter;
mod pictures;
mod playback;
mod presets;
mod previews;
#[path = "../sound/pulse.rs"]
#[allow(dead_code)] // the stories of the sound use more of it
mod pulse;
mod queue;
mod real;
mod regions;
mod requests;
mod screen;
mod settings;
mod shortcuts;
mod speak;
mod starts;
mod versions;
mod voices;
mod walked;
