//! What every side of the window stands in and is made of: regions, questions, notices, looks, letters and keys.

pub mod ask;
pub mod floating;
pub mod fonts;
pub mod format;
pub mod icons;
pub mod keys;
pub mod notice;
pub mod regions;
pub mod row_ends;
pub mod sidebar;
pub mod theme;
pub mod walk;
pub mod widgets;

use std::path::PathBuf;

pub use ask::Ask;

use crate::ui::shell::notice::NoticeId;

/// What a file is wanted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePurpose {
    /// A text to read.
    Text,
    /// The folder to export to.
    ExportFolder,
    /// The folder that each finished take is saved to.
    AutoSaveFolder,
    /// A recording to clone a voice from.
    Recording,
    /// Texts for the queue.
    QueueFiles,
    /// A folder of texts for the queue.
    QueueFolder,
    /// A file of presets to read.
    PresetsIn,
    /// A file to write presets to.
    PresetsOut,
}

/// What the user wants that belongs to no slice.
#[derive(Debug)]
pub enum ShellAction {
    /// Take a notice away.
    Dismiss(NoticeId),
    /// Put this on the clipboard.
    Copy(String),
    /// Choose a folder, or files.
    Browse(FilePurpose),
    /// A path was typed, where there is no file dialog.
    PathTyped(FilePurpose, PathBuf),
    /// Show a folder in the desktop's file manager.
    OpenFolder(PathBuf),
}
