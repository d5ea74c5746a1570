//! What a file is: a text by the ending of its name; what is no text by how it begins, or by its name where that says nothing.

use std::path::Path;

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// As it is to be read.
    Plain,
    /// Markdown.
    Markdown,
    /// SubRip or WebVTT.
    Subtitles,
    /// HTML.
    Page,
}

impl TextKind {
    /// The endings of texts, in small letters and without the dot, the usual ones of each kind first.
    pub const ENDINGS: [(&str, TextKind); 15] = [
        ("txt", TextKind::Plain),
        ("text", TextKind::Plain),
        ("md", TextKind::Markdown),
        ("markdown", TextKind::Markdown),
        ("mdown", TextKind::Markdown),
        ("mkd", TextKind::Markdown),
        ("mkdn", TextKind::Markdown),
        ("mdwn", TextKind::Markdown),
        ("srt", TextKind::Subtitles),
        ("vtt", TextKind::Subtitles),
        ("html", TextKind::Page),
        ("htm", TextKind::Page),
        ("xhtml", TextKind::Page),
        ("xht", TextKind::Page),
        ("shtml", TextKind::Page),
    ];

    /// What the ending of a name says; `None` where it is none of a text.
    pub fn of_name(path: &Path) -> Option<TextKind> {
        let ending = path.extension()?.to_str()?;
        TextKind::ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind)
    }
}

/// What a file is that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
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

impl FileKind {
    /// What `bytes` begin like.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<FileKind> {
        const HEADS: &[(&[u8], FileKind)] = &[
            (b"%PDF-", FileKind::Pdf),
            (b"{\\rtf", FileKind::Rtf),
            (b"\xD0\xCF\x11\xE0", FileKind::OldWord),
            (b"\x89PNG", FileKind::Picture),
            (b"\xFF\xD8\xFF", FileKind::Picture),
            (b"GIF8", FileKind::Picture),
            (b"BM", FileKind::Picture),
            (b"II*\0", FileKind::Picture),
            (b"MM\0*", FileKind::Picture),
            (b"ID3", FileKind::Media),
            (b"OggS", FileKind::Media),
            (b"fLaC", FileKind::Media),
            (b"RIFF", FileKind::Media),
            (b"\xFF\xFB", FileKind::Media),
            (b"\xFF\xF3", FileKind::Media),
            (b"\x1A\x45\xDF\xA3", FileKind::Media),
            (b"\x1F\x8B", FileKind::Archive),
            (b"7z\xBC\xAF", FileKind::Archive),
            (b"Rar!", FileKind::Archive),
            (b"\xFD7zXZ", FileKind::Archive),
            (b"\x7FELF", FileKind::Program),
            (b"MZ", FileKind::Program),
        ];
        if bytes.starts_with(b"PK\x03\x04") {
            return Some(FileKind::of_zip(bytes));
        }
        if let Some(b"BOOKMOBI" | b"TEXtREAd") = bytes.get(60..68) {
            return Some(FileKind::Mobi);
        }
        if bytes.get(4..8) == Some(b"ftyp") {
            return Some(FileKind::Media);
        }
        HEADS.iter().find(|(head, _)| bytes.starts_with(head)).map(|(_, kind)| *kind)
    }

    /// A ZIP names the files in it; documents are such files, and some say first of all what they are.
    fn of_zip(bytes: &[u8]) -> FileKind {
        let head = &bytes[..bytes.len().min(1 << 16)];
        let has = |name: &[u8]| head.windows(name.len()).any(|part| part == name);
        match () {
            () if has(b"application/epub+zip") || has(b"META-INF/container.xml") => FileKind::Epub,
            () if has(b"application/vnd.oasis.opendocument") => FileKind::OpenDocument,
            () if has(b"word/") => FileKind::Word,
            () if has(b"xl/") => FileKind::Excel,
            () if has(b"ppt/") => FileKind::PowerPoint,
            () => FileKind::Archive,
        }
    }

    /// What a name says.
    pub(super) fn of_name(path: &Path) -> Option<FileKind> {
        Some(match crate::text::file::ending(path).as_str() {
            "pdf" => FileKind::Pdf,
            "epub" => FileKind::Epub,
            "mobi" | "azw" | "azw3" | "prc" => FileKind::Mobi,
            "docx" | "docm" | "dotx" => FileKind::Word,
            "doc" | "dot" | "wps" => FileKind::OldWord,
            "odt" | "ods" | "odp" => FileKind::OpenDocument,
            "rtf" => FileKind::Rtf,
            "xlsx" | "xls" => FileKind::Excel,
            "pptx" | "ppt" => FileKind::PowerPoint,
            "zip" | "gz" | "7z" | "rar" | "xz" | "tar" => FileKind::Archive,
            "png" | "jpg" | "jpeg" | "gif" | "bmp" | "webp" | "tif" | "tiff" | "heic" => FileKind::Picture,
            "mp3" | "wav" | "ogg" | "opus" | "flac" | "m4a" | "mp4" | "mkv" | "avi" | "mov" => FileKind::Media,
            "exe" | "dll" | "so" => FileKind::Program,
            _ => return None,
        })
    }

    /// Whether such a file may be all letters, and still nobody wants to hear them.
    pub(super) fn is_never_text(self) -> bool {
        matches!(self, FileKind::Pdf | FileKind::Rtf)
    }
}
