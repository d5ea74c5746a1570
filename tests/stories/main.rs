//! Stories at the boundaries: the real engine against the real demo server over a real socket.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod common;

mod auditions;
mod batch;
mod batch_kept;
mod bounds;
mod captions;
mod circles;
mod cli;
mod cli_batch;
mod cli_files;
mod cli_follow;
mod cli_outside;
mod cli_takes;
mod cli_texts;
mod clones;
mod compared;
mod demo;
mod directions;
mod engine;
mod faults;
mod files;
mod files_out;
mod follow;
mod killed;
mod library;
mod log;
mod lost;
mod names;
mod off_loop;
mod pauses;
mod proxies;
mod received;
mod redo;
mod reuse;
mod samples;
mod save;
mod sdk;
mod session;
mod store;
mod text;
mod turns;
mod voice;
mod voices;
mod words;
