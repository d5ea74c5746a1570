//! UI: what the window knows and how it looks. The model folds events; panels are functions of the slice they show, and
//! what the user wants comes back as an [`Action`].
//!
//! Owns the model, the design tokens, the letters, the icons and the panels. Knows nothing of channels, threads and files: it
//! edits settings and drafts in place, and only the app acts.

pub mod account;
mod action;
pub mod document;
mod encoding;
pub mod export;
pub mod library;
pub mod model;
pub mod playback;
pub mod queue;
pub mod settings;
pub mod shell;
pub mod voice;

pub use action::{Action, KeepAction, MoveAction};

pub use crate::ui::shell::view::{
    AccountDraft, AccountKind, Ask, ExportDraft, ExportFacts, ExportRange, ExportSource, FilePurpose, KeepView,
    Looking, Paper, Picking, ReceiptSheet, Shelf, Side, Sum, View, VoiceFilter,
};
