//! Text files that cannot be read as such.

use std::path::Path;

use crate::words::{Class, Failure, Phrase};

/// A text file above the size that is read.
pub fn text_too_large(path: &Path, limit_mib: u64) -> Failure {
    Failure::new(
        Class::Text,
        Phrase::new("“{path}”太大。", "“{path}” is too large.").with("path", path.display()),
        Phrase::new("文本文件最大为 {n} MiB。", "Text files can be up to {n} MiB.").with("n", limit_mib),
        Phrase::new("把它分成几个文件。", "Split it into several files."),
    )
}

/// A file that holds no text, and nobody knows what it is.
pub fn text_binary(path: &Path) -> Failure {
    Failure::new(
        Class::Text,
        Phrase::new("“{path}”不是文本文件。", "“{path}” isn’t a text file.").with("path", path.display()),
        Phrase::new("它含有文本中不会出现的字节。", "It contains bytes that don’t occur in text."),
        Phrase::new(
            "打开纯文本、Markdown、字幕或网页文件；其他文档请先另存为纯文本。",
            "Open plain text, Markdown, subtitles or a web page; save other documents as plain text first.",
        ),
    )
}

/// A file of a known kind that is no text.
pub fn text_of_kind(path: &Path, kind: Phrase, todo: Phrase) -> Failure {
    Failure::new(
        Class::Text,
        Phrase::new("“{path}”不是文本文件。", "“{path}” isn’t a text file.").with("path", path.display()),
        Phrase::new("它是{kind}文件。", "It is {kind}.").with_said("kind", kind.into()),
        todo,
    )
}

/// What kinds of files are called that have no name in all languages, and how the text in each kind is had.
pub mod kinds {
    use crate::words::Phrase;

    phrases! {
        PDF: " PDF ", "a PDF file";
        EPUB: " EPUB 电子书", "an EPUB book";
        MOBI: " Kindle 电子书", "a Kindle book";
        WORD: " Word ", "a Word document";
        OPEN_DOCUMENT: " OpenDocument ", "an OpenDocument file";
        RTF: " RTF ", "an RTF document";
        EXCEL: " Excel ", "an Excel workbook";
        POWER_POINT: " PowerPoint ", "a PowerPoint file";
        ARCHIVE: "压缩", "a compressed archive";
        PICTURE: "图片", "an image";
        MEDIA: "音频或视频", "an audio or video file";
        PROGRAM: "程序", "a program";
        FROM_PDF: "先取出其中的文字：在阅读器里全选、复制、粘贴，或运行 pdftotext 文件.pdf。扫描件要先做文字识别。",
            "Extract the text first: select all in a PDF reader, copy and paste, or run pdftotext FILE.pdf. Scanned pages need text recognition (OCR) first.";
        FROM_BOOK: "先转换成纯文本，例如用 calibre：ebook-convert 书名.epub 书名.txt。受版权保护（DRM）的书不能转换。",
            "Convert it to plain text first, for example with calibre: ebook-convert BOOK.epub BOOK.txt. Copy-protected (DRM) books can’t be converted.";
        FROM_DOCUMENT: "在 Word、WPS 或 LibreOffice 中另存为纯文本（.txt），或复制其中的文字粘贴到这里。",
            "Save it as plain text (.txt) in Word, WPS or LibreOffice, or copy its text and paste it here.";
        FROM_ARCHIVE: "先解压，再打开其中的文本文件。", "Unpack it first, then open the text file in it.";
        FROM_PICTURE: "先用文字识别取出图中的文字。", "Extract the text with text recognition (OCR) first.";
        FROM_OTHERS: "打开文本文件。", "Open a text file.";
    }
}
