//! A job: what one asks for, its beginning, its run with all its sessions and retries, and what is played of it.

pub(in crate::engine) mod rendition;
pub(in crate::engine) mod retry;
pub(in crate::engine) mod run;
pub(in crate::engine) mod session;
pub(in crate::engine) mod spec;
pub(in crate::engine) mod start;
