//! UI: the window by what a person does there. Each slice has what it knows and how it folds the events that concern it, what it
//! shows, and what the user may want of it; a panel is a function of the slice it shows, and what the user wants comes back as an
//! [`Action`].
//!
//! Owns the model, the design tokens, the letters, the icons and the panels. Knows nothing of channels, threads and files: it
//! edits settings and drafts in place, and only the app acts.

pub mod account;
mod action;
pub mod document;
pub mod export;
pub mod library;
pub mod model;
pub mod playback;
pub mod queue;
pub mod settings;
pub mod shell;
mod view;
pub mod voice;

pub use action::Action;
pub use view::{Side, View};
