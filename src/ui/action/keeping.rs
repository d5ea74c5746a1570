//! What the user wants of what is kept.

use std::path::PathBuf;

use crate::engine::SaveId;
use crate::ui::model::NoticeId;
use crate::ui::{ExportDraft, ExportSource, FilePurpose};

/// A wish about what is kept.
#[derive(Debug)]
pub enum KeepAction {
    /// Open the dialog that exports this.
    Export(ExportSource),
    /// Export as the dialog says.
    ExportNow(Box<ExportDraft>),
    /// End a saving early.
    CancelSave(SaveId),
    /// Show a folder in the desktop's file manager.
    OpenFolder(PathBuf),
    /// Choose a folder, or files.
    Browse(FilePurpose),
    /// Try these items of the queue again, which have failed.
    QueueRetry(Vec<u64>),
    /// Give a take a title; an empty one takes it away.
    Rename {
        /// The take.
        id: String,
        /// Its title.
        title: String,
    },
    /// Give takes a star, or take it away.
    Star {
        /// Which.
        ids: Vec<String>,
        /// Whether they have one.
        starred: bool,
    },
    /// Move takes to the trash.
    Trash(Vec<String>),
    /// Bring takes back from the trash.
    Restore {
        /// The notice that offered it, which has done its work.
        notice: NoticeId,
        /// Which.
        ids: Vec<String>,
    },
    /// Delete takes for good, because the trash does not take them.
    Delete(Vec<String>),
    /// Look for a text in the whole texts of the library.
    Find(String),
    /// Put the text of a take into the text box.
    ReuseText(String),
    /// Put this text into the text box, whatever stands there.
    ReplaceText {
        /// The text.
        text: String,
        /// Whether it is Markdown.
        markdown: bool,
    },
    /// Show the receipt of a take.
    Receipt(String),
    /// Save finished takes by themselves, or not.
    AutoSave(bool),
    /// Work on the queue.
    QueueGoOn,
    /// Hold the queue.
    QueuePause,
    /// Take an item out of the queue.
    QueueRemove(u64),
    /// Take out of the queue what is done.
    QueueClear,
}
