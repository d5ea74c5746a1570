//! What the window remembers about its own look, and forgets when it closes.

use std::path::PathBuf;

use crate::text::file::Encoding;
use crate::ui::document::paper::Editor;
pub use crate::ui::library::view::{
    ExportDraft, ExportFacts, ExportRange, ExportSource, KeepView, Looking, Picking, ReceiptSheet, Shelf, Sum,
};
use crate::words::Failure;

/// What the panel at the side shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Voice and sound.
    #[default]
    Voice,
    /// What was kept.
    Library,
    /// Files that are spoken one after the other.
    Queue,
}

/// What a file is wanted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePurpose {
    /// A text to read.
    Text,
    /// The folder to export to.
    ExportFolder,
    /// The folder that each finished take is saved to.
    AutoSaveFolder,
    /// Texts for the queue.
    QueueFiles,
    /// A folder of texts for the queue.
    QueueFolder,
}

/// What a dialog asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Whether that many requests may be spent.
    Spend {
        /// Requests.
        requests: usize,
        /// Characters that are billed, about.
        characters: usize,
    },
    /// Whether a take may be deleted.
    Delete {
        /// The take.
        id: String,
        /// Its title or first words.
        words: String,
    },
    /// Whether several takes may be deleted.
    DeleteAll {
        /// Which.
        ids: Vec<String>,
        /// What they have on disk, in bytes.
        bytes: u64,
        /// The names of those with a star.
        starred: Vec<String>,
        /// How many stay although they were chosen, because they are being written.
        written: usize,
    },
    /// Whether the versions that are not heard may be deleted.
    DropVersions {
        /// How many these are.
        others: usize,
    },
    /// Whether takes that the trash does not take may be deleted for good.
    ForGood {
        /// The takes.
        ids: Vec<String>,
        /// Why the trash does not take them.
        failure: Failure,
    },
    /// Whether a text may take the place of the one on screen.
    Replace {
        /// The text.
        text: String,
        /// Whether it is Markdown.
        markdown: bool,
        /// Characters that would be lost.
        lost: usize,
    },
    /// In which encoding a file is to be read.
    Encoding {
        /// The file.
        path: PathBuf,
        /// What is chosen.
        chosen: Encoding,
    },
    /// For a path, where there is no file dialog.
    Path {
        /// What it is wanted for.
        wanted: FilePurpose,
        /// What has been typed.
        path: String,
    },
}

/// Which kind of account the dialog shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AccountKind {
    /// The built-in demo.
    #[default]
    Demo,
    /// 扣子, in China.
    Cn,
    /// Coze, elsewhere.
    Com,
    /// Any other address.
    Custom,
}

/// The account dialog while it is open.
#[derive(Clone, Default)]
pub struct AccountDraft {
    /// Which kind of account is shown.
    pub kind: AccountKind,
    /// Address of a custom one, as typed.
    pub address: String,
    /// A token as typed. Emptied as soon as it is kept or the dialog closes.
    pub token: String,
    /// Whether the letters of the token are shown.
    pub reveal: bool,
}

/// Which voices the list shows.
#[derive(Clone, Debug, Default)]
pub struct VoiceFilter {
    /// Part of a name or id.
    pub search: String,
    /// Only this language code.
    pub language: Option<String>,
}

/// What the text box remembers of what is read aloud from it.
#[derive(Debug, Default)]
pub struct Paper {
    /// The text as it is set on the screen, its cursor, and what can be undone.
    pub editor: Editor,
    /// The sentence that was marked last.
    pub marked: Option<usize>,
    /// Whether it was to be seen: who has scrolled away from it is left alone.
    pub was_seen: bool,
    /// The user went to another sentence, so it is to be seen.
    pub show: bool,
    /// The sentence for which the menu is open.
    pub menu: Option<usize>,
}

/// Everything the window remembers about its look.
#[derive(Default)]
pub struct View {
    /// What the panel at the side shows.
    pub side: Side,
    /// The account dialog, while it is open.
    pub account: Option<AccountDraft>,
    /// Which voices the list shows.
    pub voices: VoiceFilter,
    /// What the text box remembers.
    pub paper: Paper,
    /// A question that waits for an answer.
    pub ask: Option<Ask>,
    /// The look at what is kept.
    pub keep: KeepView,
    /// Whether a menu was open in the last frame; its Esc is not ours. egui knows of menus only while it paints them.
    pub menu_open: bool,
    /// Whether an input method is composing; its Esc and Enter are not ours.
    pub composing: bool,
}
