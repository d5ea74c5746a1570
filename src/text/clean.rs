//! Takes out what no text should hold: control characters and byte-order marks. Line ends become `\n`.
//!
//! Nothing else is changed. In particular there is no Unicode normalisation: the service does its own, and the user's
//! text is shown as it is.

use crate::text::map::{Builder, Map};

/// The cleaned text and where it stands in `source`.
pub(super) fn clean(source: &str) -> (String, Map) {
    let mut out = Builder::default();
    let mut kept = 0;
    let mut chars = source.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !is_removed(c) {
            continue;
        }
        out.copy(source, kept..at);
        kept = at + c.len_utf8();
        // The `\n` of a `\r\n` follows by itself; a lone `\r` was the line end of old Macs.
        if c == '\r' && !matches!(chars.peek(), Some((_, '\n'))) {
            out.replace("\n", at..kept);
        }
    }
    out.copy(source, kept..source.len());
    out.finish()
}

/// Control characters but tab and newline, and U+FEFF wherever it stands.
pub(super) fn is_removed(c: char) -> bool {
    match c {
        '\t' | '\n' | ' '..='~' => false,
        '\u{FEFF}' => true,
        c => c.is_control(),
    }
}
