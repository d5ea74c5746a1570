//! The window, driven by the labels a user reads.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]
