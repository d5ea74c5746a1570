//! The server's own way of cutting a text into sentences. It is not the client's on purpose: no client may count on it.

use std::collections::VecDeque;

/// Marks that end a sentence wherever they stand (protocol.md §13).
const FINAL: &str = "。！？!?；;…";
/// Marks that belong to the sentence before them.
const CLOSING: &str = "”’」』）)】》\"'";
/// Marks that are taken off the end of a piece before it gets its final mark.
const HANGING: &str = "，,、：:";
/// Words whose full stop ends nothing.
const SHORT: [&str; 12] = ["mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "no", "fig", "jr", "sr"];

/// The silence after each sentence, in samples: 300 ms of zeros (protocol.md §3.2).
pub(super) fn silence(rate: u32) -> usize {
    rate as usize * 3 / 10
}

/// The sentences of a text, normalised as recorded: trimmed, with `。` where no final mark stands (protocol.md §3.3).
#[derive(Clone, Debug, Default)]
pub(super) struct Sentences(VecDeque<String>);

impl Sentences {
    /// Cuts a text. With `early`, the first piece already ends at a comma.
    pub(super) fn of(text: &str, early: bool) -> Sentences {
        let mut found = VecDeque::new();
        let mut start = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            let ends = FINAL.contains(c)
                || c == '\n'
                || (c == '.' && is_full_stop(&text[start..at], next))
                || (early && found.is_empty() && "，,".contains(c));
            if !ends {
                continue;
            }
            let mut end = at + c.len_utf8();
            while let Some((at, c)) =
                chars.next_if(|(_, next)| c != '\n' && (FINAL.contains(*next) || CLOSING.contains(*next)))
            {
                end = at + c.len_utf8();
            }
            found.extend(normalised(&text[start..end]));
            start = end;
        }
        found.extend(normalised(&text[start..]));
        Sentences(found)
    }

    /// How many are left.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The longest of them, in bytes.
    pub(super) fn longest(&self) -> usize {
        self.0.iter().map(String::len).max().unwrap_or(0)
    }
}

impl Iterator for Sentences {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        self.0.pop_front()
    }
}

/// A full stop ends a Latin sentence when a blank follows it, and a word of more than one letter that is no abbreviation
/// stands before it.
fn is_full_stop(before: &str, next: Option<char>) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace())
        .next()
        .unwrap_or(before)
        .trim_matches(|c: char| !c.is_alphanumeric());
    let short = word.chars().count() < 2 || word.contains('.') || SHORT.contains(&word.to_lowercase().as_str());
    next.is_none_or(char::is_whitespace) && !short
}

/// The piece as it is announced; nothing where nothing in it can be spoken.
fn normalised(piece: &str) -> Option<String> {
    if !piece.chars().any(char::is_alphanumeric) {
        return None;
    }
    let piece = piece.trim().trim_end_matches(|c: char| HANGING.contains(c) || c.is_whitespace());
    let bare = piece.trim_end_matches(|c: char| CLOSING.contains(c));
    let ended = bare.ends_with(|c: char| FINAL.contains(c) || c == '.');
    Some(if ended { piece.to_owned() } else { format!("{piece}。") })
}

#[cfg(test)]
mod tests {
    use super::Sentences;

    fn cut(text: &str, early: bool) -> Vec<String> {
        Sentences::of(text, early).collect()
    }

    #[test]
    fn sentences_are_cut_and_normalised_as_recorded() {
        assert_eq!(cut("今天天气不错", false), ["今天天气不错。"]);
        assert_eq!(cut("是啊，好天气呢！ 走？！”嗯", false), ["是啊，好天气呢！", "走？！”", "嗯。"]);
        assert_eq!(cut("是啊，好天气，呢！", true), ["是啊。", "好天气，呢！"]);
        assert_eq!(cut("标题\n\n正文：\n……", false), ["标题。", "正文。"]);
        assert_eq!(cut("", false), [""; 0]);
    }

    #[test]
    fn latin_full_stops_cut_only_between_sentences() {
        let text = "Dr. Smith paid 3.50 to J. Doe, i.e. us. \"Well done.\" Version 1.2. is out";
        let found = ["Dr. Smith paid 3.50 to J. Doe, i.e. us.", "\"Well done.\" Version 1.2. is out。"];
        assert_eq!(cut(text, false), found);
    }
}
