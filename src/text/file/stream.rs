//! A text that is read while it is written, cut anywhere.

use encoding_rs::{Decoder, UTF_8};

use crate::text::file::Encoding;

/// Makes text of bytes as they come: characters that are cut wait for their rest, line ends become `\n`, and NULs go.
pub struct TextStream {
    decoder: Decoder,
    /// Whether the last character was a CR, of which an LF may be the other half.
    after_cr: bool,
    damaged: usize,
}

impl TextStream {
    /// Of a text in this encoding; UTF-8, or what its byte-order mark says, where none is given.
    pub fn new(encoding: Option<Encoding>) -> TextStream {
        let decoder = encoding.map_or(UTF_8, |encoding| encoding.0).new_decoder();
        TextStream { decoder, after_cr: false, damaged: 0 }
    }

    /// The text of these bytes, as far as it is whole.
    pub fn push(&mut self, bytes: &[u8]) -> String {
        self.decode(bytes, false)
    }

    /// What is left when no more bytes come.
    pub fn end(&mut self) -> String {
        self.decode(&[], true)
    }

    /// How often something could not be read; U+FFFD stands there.
    pub fn damaged(&self) -> usize {
        self.damaged
    }

    fn decode(&mut self, bytes: &[u8], is_last: bool) -> String {
        let room = self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3 + 16);
        let mut decoded = String::with_capacity(room);
        let (_, _, is_damaged) = self.decoder.decode_to_string(bytes, &mut decoded, is_last);
        if is_damaged {
            self.damaged += decoded.matches('\u{FFFD}').count();
        }
        let mut text = String::with_capacity(decoded.len());
        for c in decoded.chars() {
            match c {
                '\0' => continue,
                '\n' if self.after_cr => {}
                '\r' => text.push('\n'),
                c => text.push(c),
            }
            self.after_cr = c == '\r';
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::TextStream;
    use crate::text::file::Encoding;

    #[test]
    fn a_text_cut_anywhere_is_the_text() {
        let text = "\u{FEFF}今天\0天气，👩‍👧 不错。\r\nHello.\rÜber\n";
        let clean = "今天天气，👩‍👧 不错。\nHello.\nÜber\n";
        for size in 1..12 {
            let mut stream = TextStream::new(None);
            let mut read: String = text.as_bytes().chunks(size).map(|bytes| stream.push(bytes)).collect();
            read.push_str(&stream.end());
            assert_eq!((read.as_str(), stream.damaged()), (clean, 0), "{size}");
        }
    }

    #[test]
    fn what_is_broken_is_counted_and_the_rest_is_read() {
        let mut stream = TextStream::new(None);
        assert_eq!(stream.push(b"a\xFFb\xE4\xBB"), "a\u{FFFD}b");
        assert_eq!((stream.end().as_str(), stream.damaged()), ("\u{FFFD}", 2));
        let mut stream = TextStream::new(Encoding::named("GB18030"));
        assert_eq!(stream.push(b"\xC4") + &stream.push(b"\xE3\xBA\xC3"), "你好");
    }
}
