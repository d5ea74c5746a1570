//! Reading text files in whatever encoding they were written.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// The largest file that is read, in bytes: about two hundred novels.
pub const LARGEST: u64 = 64 << 20;

/// A text file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Its text, without a byte-order mark.
    pub text: String,
    /// Whether its name says that it is Markdown.
    pub markdown: bool,
    /// The name of its encoding, such as `UTF-8` or `GB18030`.
    pub encoding: &'static str,
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
        /// What was asked for.
        path: PathBuf,
    },
    /// It is larger than [`LARGEST`].
    #[error("{} is larger than {} MiB", path.display(), LARGEST >> 20)]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// It holds something else than text.
    #[error("{} is not a text file{}", path.display(), looks_like(.kind))]
    Binary {
        /// The file.
        path: PathBuf,
        /// What it looks like, if that is known: `PDF`, `ZIP (Word, EPUB …)`.
        kind: Option<&'static str>,
    },
}

/// Reads the text file at `path`. Its encoding is told by its byte-order mark; else it is UTF-8 if it is valid UTF-8;
/// else it is guessed from its bytes.
///
/// Whatever gives bytes is a file here, a pipe and `/dev/stdin` included; one that never ends is too large.
///
/// # Errors
/// The file is missing, a folder, too large, or not text.
pub fn read(path: &Path) -> Result<Opened, ReadError> {
    let fail = |source| ReadError::Io { path: path.to_owned(), source };
    // Asked before opening, because Windows refuses to open a folder and gives a reason that misleads.
    if path.is_dir() {
        return Err(ReadError::Folder { path: path.to_owned() });
    }
    let file = File::open(path).map_err(fail)?;
    let mut bytes = Vec::new();
    // The length in the metadata may be old by now; what is read counts.
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(fail)?;
    if bytes.len() as u64 > LARGEST {
        return Err(ReadError::TooLarge { path: path.to_owned() });
    }
    let (text, encoding) = decode(bytes).map_err(|kind| ReadError::Binary { path: path.to_owned(), kind })?;
    Ok(Opened { text, markdown: is_markdown(path), encoding })
}

/// Whether two paths lead to one file that is there.
pub fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// Whether the name of a file says that it is Markdown.
pub fn is_markdown(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase();
    matches!(ending.as_str(), "md" | "markdown" | "mdown" | "mkd" | "mkdn" | "mdwn")
}

/// The text and the name of its encoding, or what it looks like instead.
fn decode(bytes: Vec<u8>) -> Result<(String, &'static str), Option<&'static str>> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let wide = encoding == UTF_16LE || encoding == UTF_16BE;
        // A UTF-16 mark is two bytes that other files may begin with too.
        if is_binary_text(&text) || (wide && broken && bytes.len() % 2 == 1) {
            return Err(None);
        }
        return Ok((text.into_owned(), encoding.name()));
    }
    let kind = known_kind(&bytes);
    if matches!(kind, Some("PDF" | "RTF")) {
        // These two may be all letters, and still nobody wants to hear them.
        return Err(kind);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if is_binary_text(&text) => return Err(kind),
        Ok(text) => return Ok((text, UTF_8.name())),
        Err(error) => error.into_bytes(),
    };
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes, true);
    let guess = match detector.guess(None, Utf8Detection::Allow) {
        // GB18030 reads all that GBK writes, and the characters that were added since.
        guess if guess == GBK => GB18030,
        guess => guess,
    };
    let (text, _) = guess.decode_without_bom_handling(&bytes);
    if is_binary_text(&text) { Err(kind) } else { Ok((text.into_owned(), guess.name())) }
}

/// More than one character in a hundred is a control character or could not be decoded: no text has so many.
fn is_binary_text(text: &str) -> bool {
    let is_odd = |c: char| c == '\u{FFFD}' || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0C' | '\x1B'));
    let (mut odd, mut all) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        odd += usize::from(is_odd(c));
    }
    odd * 100 > all
}

/// Files that people drop on a reader and that begin like text.
fn known_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF-", "PDF"),
        (b"PK\x03\x04", "ZIP (Word, EPUB …)"),
        (b"{\\rtf", "RTF"),
        (b"\xD0\xCF\x11\xE0", "Word"),
        (b"\x89PNG", "PNG"),
        (b"\xFF\xD8\xFF", "JPEG"),
        (b"GIF8", "GIF"),
        (b"ID3", "MP3"),
        (b"OggS", "Ogg"),
        (b"RIFF", "WAV"),
        (b"\x1F\x8B", "gzip"),
        (b"\x7FELF", "ELF"),
    ];
    KINDS.iter().find(|(head, _)| bytes.starts_with(head)).map(|(_, kind)| *kind)
}

fn looks_like(kind: &Option<&'static str>) -> String {
    kind.map(|kind| format!(": it looks like {kind}")).unwrap_or_default()
}
