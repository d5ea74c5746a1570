//! Text files: whatever they were written in, what is read is what was written; what is no text is named.

mod encodings;
mod pages;

use std::io::Write as _;
use std::path::Path;

use langsheng::text::file;
use langsheng::text::file::{Encoding, FileKind, ReadError, TextFile};

/// Bytes as a file without a name that says anything.
fn read(bytes: &[u8]) -> Result<TextFile, ReadError> {
    file::read_from(bytes, Path::new("a"), None)
}

/// The same as a file of this name, which has to be text.
fn read_named(name: &str, bytes: &[u8]) -> TextFile {
    file::read_from(bytes, Path::new(name), None).unwrap_or_else(|error| panic!("{name}: {error}"))
}

pub fn encoded(encoding: &str, text: &str) -> Vec<u8> {
    match encoding {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        name => {
            let (bytes, _, lost) = encoding_rs::Encoding::for_label(name.as_bytes()).expect("a name").encode(text);
            assert!(!lost, "{text} cannot be written in {name}");
            bytes.into_owned()
        }
    }
}

#[test]
fn what_is_not_a_text_file_is_refused_and_its_kind_is_known() {
    let noise: Vec<u8> = (0..5000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let zip = |inside: &str| [b"PK\x03\x04".as_slice(), &[0; 26], inside.as_bytes(), &noise].concat();
    let mobi = [[0_u8; 60].as_slice(), b"BOOKMOBI", &noise].concat();
    for (name, bytes, kind) in [
        ("a.pdf", b"%PDF-1.7 words".to_vec(), Some(FileKind::Pdf)),
        ("b.bin", noise.clone(), None),
        ("c.docx", zip("word/document.xml"), Some(FileKind::Word)),
        ("d", zip("mimetypeapplication/epub+zip"), Some(FileKind::Epub)),
        ("e.odt", zip("mimetypeapplication/vnd.oasis.opendocument.text"), Some(FileKind::OpenDocument)),
        ("f.txt", zip("readme.txt"), Some(FileKind::Archive)),
        ("g.doc", [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &noise].concat(), Some(FileKind::OldWord)),
        ("h.rtf", b"{\\rtf1 words}".to_vec(), Some(FileKind::Rtf)),
        ("i.mobi", mobi, Some(FileKind::Mobi)),
        ("j", [b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".as_slice(), &noise].concat(), Some(FileKind::Picture)),
        ("k", [b"\x7FELF\x02\x01\x01\0".as_slice(), &noise].concat(), Some(FileKind::Program)),
        ("l", [b"ID3\x04\0\0".as_slice(), &noise].concat(), Some(FileKind::Media)),
        ("m.epub", noise.clone(), Some(FileKind::Epub)),
        ("n.txt", vec![0; 4096], None),
    ] {
        match file::read_from(&*bytes, Path::new(name), None) {
            Err(ReadError::Binary { kind: found, .. }) => assert_eq!(found, kind, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    // Words that begin as such files do are words.
    for text in ["BMW builds cars.", "MZ is a mark.", "ID3 tags, RIFF and OggS.", "GIF89 was a year."] {
        assert_eq!(read(text.as_bytes()).unwrap().text, text);
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.txt");
    std::fs::File::create(&path).unwrap().set_len(file::LARGEST + 1).unwrap();
    assert!(matches!(file::read(&path, None), Err(ReadError::TooLarge { .. })));
    assert!(matches!(file::read(folder.path(), None), Err(ReadError::Folder { .. })));
    assert!(matches!(file::read(&folder.path().join("none"), None), Err(ReadError::Io { .. })));
    #[cfg(unix)]
    assert!(matches!(file::read(Path::new("/dev/zero"), None), Err(ReadError::TooLarge { .. })));
    for (bytes, name) in [(&b""[..], "empty"), (b"\xEF\xBB\xBF", "only a mark"), (b"\xFF\xFE", "only a mark")] {
        assert_eq!(read(bytes).unwrap().text, "", "{name}");
    }
}

/// Whoever writes may have got as far as the middle of a character.
#[test]
fn a_file_that_grows_while_it_is_read_is_read_as_far_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.txt");
    let line = encoded("gb18030", "今天天气不错，我们去公园走走吧。\n");
    let mut log = std::fs::File::create(&path).unwrap();
    log.write_all(&line.repeat(50)).unwrap();
    let grow = move || {
        for byte in line.repeat(200) {
            log.write_all(&[byte]).unwrap();
        }
    };
    let growing = std::thread::Builder::new().name("writer".into()).spawn(grow).unwrap();
    loop {
        let is_over = growing.is_finished();
        let opened = file::read(&path, None).unwrap();
        assert_eq!(opened.reading.encoding.name(), "GB18030");
        assert!(opened.reading.damaged <= 1 && opened.text.starts_with("今天天气不错"), "{:?}", opened.reading);
        if is_over {
            assert_eq!((opened.text.lines().count(), opened.reading.damaged), (250, 0));
            break;
        }
    }
    growing.join().unwrap();
}

#[test]
fn an_encoding_has_the_names_that_people_give_it() {
    for (name, usual) in [
        ("gbk", "GB18030"),
        ("GB2312", "GB18030"),
        ("big5", "Big5"),
        ("sjis", "Shift_JIS"),
        ("utf8", "UTF-8"),
        ("latin1", "windows-1252"),
        ("utf-16", "UTF-16LE"),
    ] {
        assert_eq!(Encoding::named(name).map(Encoding::name), Some(usual), "{name}");
    }
    assert!(["replacement", "x-user-defined", "klingon", ""].iter().all(|name| Encoding::named(name).is_none()));
    for encoding in Encoding::all() {
        assert_eq!(Encoding::named(encoding.name()), Some(encoding));
    }
}
