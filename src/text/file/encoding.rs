//! The encodings that text files come in, by name.

use encoding_rs as known;

/// An encoding of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(pub(super) &'static known::Encoding);

impl Encoding {
    /// Those that can be chosen from a list: Chinese ones first, then by how often they are met.
    pub fn all() -> [Encoding; 16] {
        [
            known::UTF_8,
            known::GB18030,
            known::BIG5,
            known::UTF_16LE,
            known::UTF_16BE,
            known::SHIFT_JIS,
            known::EUC_JP,
            known::ISO_2022_JP,
            known::EUC_KR,
            known::WINDOWS_1252,
            known::WINDOWS_1250,
            known::WINDOWS_1251,
            known::KOI8_R,
            known::WINDOWS_1253,
            known::WINDOWS_1254,
            known::WINDOWS_1256,
        ]
        .map(Encoding)
    }

    /// UTF-8, what a file is in unless something else is said.
    pub fn utf8() -> Encoding {
        Encoding(known::UTF_8)
    }

    /// The encoding with this name, or one of the other names that it has: `GBK`, `gb2312`, `sjis`, `latin1`.
    pub fn named(name: &str) -> Option<Encoding> {
        let found = known::Encoding::for_label(name.trim().as_bytes())?;
        // Two that the Web knows by name only: one makes nothing of everything, the other is no encoding of letters.
        let usable = found != known::REPLACEMENT && found != known::X_USER_DEFINED;
        // GB18030 reads all that GBK writes, and the characters that were added since.
        usable.then_some(Encoding(if found == known::GBK { known::GB18030 } else { found }))
    }

    /// Its usual name.
    pub fn name(self) -> &'static str {
        if self.0 == known::GB18030 { "GB18030" } else { self.0.name() }
    }

    /// Whether it is UTF-8.
    pub fn is_utf8(self) -> bool {
        self.0 == known::UTF_8
    }

    pub(super) fn is_utf16(self) -> bool {
        self.0 == known::UTF_16LE || self.0 == known::UTF_16BE
    }
}

impl Default for Encoding {
    fn default() -> Encoding {
        Encoding::utf8()
    }
}
