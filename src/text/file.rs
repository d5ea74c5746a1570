//! Reading text files in whatever encoding they were written, and of subtitles and web pages what is to be heard.

mod chinese;
mod common;
mod detect;
mod encoding;
mod html;
mod kind;
mod stream;
mod subtitles;
mod unicode;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use detect::Decoded;
pub use encoding::Encoding;
pub use kind::{FileKind, TextKind};
pub use stream::TextStream;

/// The largest file that is read, in bytes: about two hundred novels.
pub const LARGEST: u64 = 64 << 20;

/// A text file as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextFile {
    /// Its text, without a byte-order mark; of subtitles what is said, of a web page what is seen.
    pub text: String,
    /// Whether its name says that it is Markdown.
    pub markdown: bool,
    /// How its bytes were read.
    pub reading: Reading,
}

/// How the bytes of a file were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The encoding it was in.
    pub encoding: Encoding,
    /// How often something could not be read; U+FFFD stands there.
    pub damaged: usize,
}

impl Reading {
    /// Whether it is UTF-8 without damage, of which nothing need be said.
    pub fn is_plain(self) -> bool {
        self.encoding.is_utf8() && self.damaged == 0
    }
}

/// Why a file cannot be read as text.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is not there, or may not be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is a folder.
    #[error("{} is a folder", path.display())]
    Folder {
        /// What was requested.
        path: PathBuf,
    },
    /// It is larger than [`LARGEST`].
    #[error("{} is larger than {} MiB", path.display(), LARGEST >> 20)]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// It holds something else than text.
    #[error("{} is not a text file", path.display())]
    Binary {
        /// The file.
        path: PathBuf,
        /// What it is, if that is known.
        kind: Option<FileKind>,
    },
}

/// Reads the text file at `path`, in the encoding that was chosen, else in the one that its bytes speak for.
///
/// Whatever gives bytes is a file here, a pipe and `/dev/stdin` included; one that never ends is too large.
///
/// # Errors
/// The file is missing, a folder, too large, or not text.
pub fn read(path: &Path, encoding: Option<Encoding>) -> Result<TextFile, ReadError> {
    let fail = |source| ReadError::Io { path: path.to_owned(), source };
    // Asked before opening, because Windows refuses to open a folder and gives a reason that misleads.
    if path.is_dir() {
        return Err(ReadError::Folder { path: path.to_owned() });
    }
    read_from(File::open(path).map_err(fail)?, path, encoding)
}

/// The same for what comes from elsewhere, such as standard input; `path` is what it is called.
///
/// # Errors
/// It cannot be read, is too large, or not text.
pub fn read_from(source: impl Read, path: &Path, encoding: Option<Encoding>) -> Result<TextFile, ReadError> {
    let fail = |source| ReadError::Io { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    // The length in the metadata may be old by now; what is read counts.
    source.take(LARGEST + 1).read_to_end(&mut bytes).map_err(fail)?;
    if bytes.len() as u64 > LARGEST {
        return Err(ReadError::TooLarge { path: path.to_owned() });
    }
    let kind = FileKind::of_bytes(&bytes);
    let binary =
        |kind: Option<FileKind>| ReadError::Binary { path: path.to_owned(), kind: kind.or(FileKind::of_name(path)) };
    if kind.is_some_and(FileKind::is_never_text) {
        return Err(binary(kind));
    }
    let is_page = html::is_page(path, &bytes);
    let declared = if is_page { html::declared(&bytes) } else { None };
    let decoded = match encoding {
        Some(encoding) => Some(detect::decode_as(encoding, &bytes)).filter(|read| detect::is_text(&read.text, 0)),
        None => detect::decode(bytes, declared),
    };
    let Decoded { text, encoding, damaged } = decoded.ok_or_else(|| binary(kind))?;
    let text = match () {
        () if is_page => html::seen(&text),
        () if subtitles::is_subtitles(path, &text) => subtitles::spoken(&text),
        () => text,
    };
    let markdown = TextKind::of_name(path) == Some(TextKind::Markdown);
    Ok(TextFile { text, markdown, reading: Reading { encoding, damaged } })
}

/// Whether two paths lead to one file that is there.
pub fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// The ending of a name, in small letters.
fn ending(path: &Path) -> String {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase()
}
