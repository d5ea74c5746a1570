//! The text: what is written, and how it is written in.

pub(in crate::ui) mod encoding;
mod find_bar;
pub mod live;
mod margin;
mod page;
pub mod paper;
mod state;
pub mod text;

use std::path::PathBuf;

pub use margin::{PageMargin, PagePassage, PageRequest};
pub use page::PageText;
pub use state::{Count, DocumentState, PageMenu, Paper, TextPlace, TextPreview, read_as};

use crate::text::file::Encoding;

/// What the user wants of the text.
#[derive(Debug)]
pub enum DocumentAction {
    /// The text on screen was edited.
    Edited,
    /// Speak what is written from now on while it is written, or end that.
    ToggleLive,
    /// Speak what other programs copy from now on, or end that.
    ToggleCopies,
    /// Begin a new document.
    New,
    /// Empty the text.
    Clear,
    /// Write something to try.
    Sample,
    /// Choose a text file.
    Open,
    /// Read this text file.
    OpenPath(PathBuf),
    /// Ask where the text of a file goes that was dropped.
    AskPlace(PathBuf),
    /// Read this text file to such a place.
    OpenTo(PathBuf, TextPlace),
    /// Choose the encoding of a file, from this one on.
    ChooseEncoding(PathBuf, Encoding),
    /// See how a file begins in this encoding.
    Preview(PathBuf, Encoding),
    /// Read a text file in this encoding.
    OpenAs(PathBuf, Encoding),
    /// Call the document so; an empty title takes it away.
    Rename(String),
}
