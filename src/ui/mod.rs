//! UI: what the window knows and how it looks. The model folds events; panels are functions of the slice they show, and
//! what the user wants comes back as an [`Action`].
//!
//! Owns the model, the design tokens, the letters, the icons and the panels. Knows nothing of channels, threads and files: it
//! edits settings and drafts in place, and only the app acts.

pub mod account;
mod action;
pub mod ask;
mod encoding;
pub mod export;
pub mod fonts;
pub mod format;
pub mod icons;
pub mod joins;
pub mod keys;
pub mod library;
pub mod model;
pub mod moving;
pub mod notices;
pub mod paper;
pub mod queue;
pub mod receipt;
pub mod savings;
pub mod sound;
pub mod text;
pub mod theme;
pub mod timeline;
mod tools;
pub mod topbar;
pub mod transport;
pub mod versions;
mod view;
pub mod voice;
pub mod voice_list;
mod volume;
pub mod widgets;

pub use action::{Action, KeepAction, MoveAction};
pub use view::{AccountDraft, AccountKind, Ask, Paper, Side, View, VoiceFilter, Wanted};
pub use view::{ExportDraft, Facts, KeepView, Looking, Picking, Reach, ReceiptSheet, Shelf, Source, Sum};
