//! The server's own way of cutting a text into sentences. It is not the client's on purpose: no client may count on it.

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

/// The sentences of a text that comes in pieces, normalised as recorded: trimmed, with `。` where no final mark stands
/// (protocol.md §3.3).
#[derive(Clone, Debug, Default)]
pub(super) struct Sentences {
    text: String,
    /// How much of it was given out, in bytes.
    given: usize,
    /// Whether the first piece ends at a comma already.
    early_comma: bool,
    has_ended: bool,
}

impl Sentences {
    /// Of a text that is still empty. With `early_comma`, the first piece already ends at a comma.
    pub(super) fn new(early_comma: bool) -> Sentences {
        Sentences { early_comma, ..Sentences::default() }
    }

    /// Of a whole text.
    pub(super) fn of(text: &str, early_comma: bool) -> Sentences {
        Sentences { text: text.to_owned(), early_comma, has_ended: true, given: 0 }
    }

    /// More of the text has come.
    pub(super) fn push(&mut self, delta: &str) {
        self.text.push_str(delta);
    }

    /// That was all of it: its last sentence need not have an end.
    pub(super) fn end(&mut self) {
        self.has_ended = true;
    }

    /// All that has come.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The longest of those that are left, in bytes.
    pub(super) fn longest(&self) -> usize {
        self.clone().map(|sentence| sentence.len()).max().unwrap_or(0)
    }

    /// Where the first piece of `rest` ends, if it has an end.
    fn end_of_piece(&self, rest: &str) -> Option<usize> {
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            let ends = FINAL.contains(c)
                || c == '\n'
                // What follows the last character may still come.
                || (c == '.' && (next.is_some() || self.has_ended) && is_full_stop(&rest[..at], next))
                || (self.early_comma && "，,".contains(c));
            if !ends {
                continue;
            }
            let mut end = at + c.len_utf8();
            while let Some((at, c)) =
                chars.next_if(|(_, next)| c != '\n' && (FINAL.contains(*next) || CLOSING.contains(*next)))
            {
                end = at + c.len_utf8();
            }
            return Some(end);
        }
        (self.has_ended && !rest.is_empty()).then_some(rest.len())
    }
}

impl Iterator for Sentences {
    type Item = String;

    /// The next sentence that is all there.
    fn next(&mut self) -> Option<String> {
        loop {
            let rest = &self.text[self.given..];
            let end = self.end_of_piece(rest)?;
            let found = normalised(&rest[..end]);
            self.given += end;
            if found.is_some() {
                self.early_comma = false;
                return found;
            }
        }
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
    fn a_sentence_is_given_out_when_it_is_all_there() {
        let mut sentences = Sentences::new(false);
        let mut given = |delta| {
            sentences.push(delta);
            sentences.by_ref().collect::<Vec<String>>()
        };
        assert_eq!(given("今天天气"), [""; 0]);
        assert_eq!(given("不错。明天"), ["今天天气不错。"]);
        assert_eq!(given("呢？It is 3."), ["明天呢？"]);
        assert_eq!(given("5 km. "), ["It is 3.5 km."]);
        sentences.push("再见");
        sentences.end();
        assert_eq!(sentences.collect::<Vec<_>>(), ["再见。"]);
    }

    #[test]
    fn latin_full_stops_cut_only_between_sentences() {
        let text = "Dr. Smith paid 3.50 to J. Doe, i.e. us. \"Well done.\" Version 1.2. is out";
        let found = ["Dr. Smith paid 3.50 to J. Doe, i.e. us.", "\"Well done.\" Version 1.2. is out。"];
        assert_eq!(cut(text, false), found);
    }
}
