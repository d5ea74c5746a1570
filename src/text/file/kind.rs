//! What is no text: told by how it begins, or by its name where that says nothing.

use std::path::Path;

/// What a file is that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// PDF.
    Pdf,
    /// A book in EPUB.
    Epub,
    /// A book for Kindle: MOBI, AZW.
    Mobi,
    /// A document of Word, `.docx`.
    Word,
    /// A document of Word before 2007, or of another Office program of that time.
    OldWord,
    /// A document of OpenOffice or LibreOffice.
    OpenDocument,
    /// Rich Text Format.
    Rtf,
    /// A workbook of Excel.
    Excel,
    /// Slides of PowerPoint.
    PowerPoint,
    /// Packed files: ZIP, gzip, 7z, RAR.
    Archive,
    /// A picture.
    Picture,
    /// Sound or film.
    Media,
    /// A program.
    Program,
}

impl Kind {
    /// What `bytes` begin like.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Kind> {
        const HEADS: &[(&[u8], Kind)] = &[
            (b"%PDF-", Kind::Pdf),
            (b"{\\rtf", Kind::Rtf),
            (b"\xD0\xCF\x11\xE0", Kind::OldWord),
            (b"\x89PNG", Kind::Picture),
            (b"\xFF\xD8\xFF", Kind::Picture),
            (b"GIF8", Kind::Picture),
            (b"BM", Kind::Picture),
            (b"II*\0", Kind::Picture),
            (b"MM\0*", Kind::Picture),
            (b"ID3", Kind::Media),
            (b"OggS", Kind::Media),
            (b"fLaC", Kind::Media),
            (b"RIFF", Kind::Media),
            (b"\xFF\xFB", Kind::Media),
            (b"\xFF\xF3", Kind::Media),
            (b"\x1A\x45\xDF\xA3", Kind::Media),
            (b"\x1F\x8B", Kind::Archive),
            (b"7z\xBC\xAF", Kind::Archive),
            (b"Rar!", Kind::Archive),
            (b"\xFD7zXZ", Kind::Archive),
            (b"\x7FELF", Kind::Program),
            (b"MZ", Kind::Program),
        ];
        if bytes.starts_with(b"PK\x03\x04") {
            return Some(Kind::of_zip(bytes));
        }
        if let Some(b"BOOKMOBI" | b"TEXtREAd") = bytes.get(60..68) {
            return Some(Kind::Mobi);
        }
        if bytes.get(4..8) == Some(b"ftyp") {
            return Some(Kind::Media);
        }
        HEADS.iter().find(|(head, _)| bytes.starts_with(head)).map(|(_, kind)| *kind)
    }

    /// A ZIP names the files in it; documents are such files, and some say first of all what they are.
    fn of_zip(bytes: &[u8]) -> Kind {
        let head = &bytes[..bytes.len().min(1 << 16)];
        let has = |name: &[u8]| head.windows(name.len()).any(|part| part == name);
        match () {
            () if has(b"application/epub+zip") || has(b"META-INF/container.xml") => Kind::Epub,
            () if has(b"application/vnd.oasis.opendocument") => Kind::OpenDocument,
            () if has(b"word/") => Kind::Word,
            () if has(b"xl/") => Kind::Excel,
            () if has(b"ppt/") => Kind::PowerPoint,
            () => Kind::Archive,
        }
    }

    /// What a name says.
    pub(super) fn of_name(path: &Path) -> Option<Kind> {
        Some(match super::ending(path).as_str() {
            "pdf" => Kind::Pdf,
            "epub" => Kind::Epub,
            "mobi" | "azw" | "azw3" | "prc" => Kind::Mobi,
            "docx" | "docm" | "dotx" => Kind::Word,
            "doc" | "dot" | "wps" => Kind::OldWord,
            "odt" | "ods" | "odp" => Kind::OpenDocument,
            "rtf" => Kind::Rtf,
            "xlsx" | "xls" => Kind::Excel,
            "pptx" | "ppt" => Kind::PowerPoint,
            "zip" | "gz" | "7z" | "rar" | "xz" | "tar" => Kind::Archive,
            "png" | "jpg" | "jpeg" | "gif" | "bmp" | "webp" | "tif" | "tiff" | "heic" => Kind::Picture,
            "mp3" | "wav" | "ogg" | "opus" | "flac" | "m4a" | "mp4" | "mkv" | "avi" | "mov" => Kind::Media,
            "exe" | "dll" | "so" => Kind::Program,
            _ => return None,
        })
    }

    /// Whether such a file may be all letters, and still nobody wants to hear them.
    pub(super) fn is_never_text(self) -> bool {
        matches!(self, Kind::Pdf | Kind::Rtf)
    }
}
