//! Finding what the service says it speaks in what was sent.
//!
//! The service normalises: it adds a full stop, cuts at commas, drops blanks, may write numbers as words. So only letters
//! and digits are compared, forward, and a piece that cannot be found makes the search for the next one wider, not wrong.

use crate::text::chars::{is_cjk, is_letter, is_opener};

/// How far ahead, in letters, a piece is searched for at most while none was missed. A piece stands right after the one
/// before; farther away a likeness is more likely an accident.
const AHEAD: usize = 64;
/// So many equal letters at its beginning place a piece whose rest was written otherwise.
const ALIKE: usize = 4;

/// Places the pieces announced by the service in the text of one segment, in the order in which they come.
#[derive(Clone, Debug)]
pub struct Aligner {
    letters: Vec<Letter>,
    /// How much text there is, in bytes, and its last character.
    bytes: usize,
    before: char,
    /// Where opening marks begin that nothing else has followed yet.
    opened: Option<usize>,
    /// The first letter that no piece has taken.
    next: usize,
    /// How many letters the pieces that were not found may have taken.
    missed: usize,
}

#[derive(Clone, Debug)]
struct Letter {
    folded: char,
    /// Where a piece that begins with this letter starts: its own byte, or the opening marks before it.
    at: usize,
    /// Whether a piece may begin here: not in the middle of a Latin word.
    begins: bool,
}

impl Aligner {
    /// An aligner for the text of one segment, as it was sent.
    pub fn new(segment_text: &str) -> Aligner {
        let mut aligner = Aligner { letters: Vec::new(), bytes: 0, before: ' ', opened: Some(0), next: 0, missed: 0 };
        aligner.extend(segment_text);
        aligner
    }

    /// More was sent after the text so far.
    pub fn extend(&mut self, more: &str) {
        for (at, c) in more.char_indices() {
            let at = self.bytes + at;
            if is_letter(c) {
                let start = self.opened.take().unwrap_or(at);
                let begins = is_cjk(c) || is_cjk(self.before) || !is_letter(self.before);
                self.letters.extend(fold(c).map(|folded| Letter { folded, at: start, begins }));
            } else if self.letters.is_empty() {
                // All that stands before the first letter belongs to it.
            } else if is_opener(c) || (c == '"' && self.before.is_whitespace()) {
                self.opened.get_or_insert(at);
            } else {
                self.opened = None;
            }
            self.before = c;
        }
        self.bytes += more.len();
    }

    /// The byte offset in the segment's text at which the piece `mark_text` starts, or none if it cannot be found there.
    pub fn place(&mut self, mark_text: &str) -> Option<usize> {
        let mark: Vec<char> = mark_text.chars().filter(|&c| is_letter(c)).flat_map(fold).collect();
        if mark.is_empty() {
            return None;
        }
        let ahead = AHEAD.min(8 * mark.len()) + 2 * self.missed;
        let last = self.letters.len().min(self.next.saturating_add(ahead));
        let places = || (self.next..last).filter(|&at| at == self.next || self.letters[at].begins);
        let whole = places().find(|&at| self.alike(at, &mark) == mark.len());
        // At the very place where it is expected, less likeness is enough.
        let partly =
            || places().find(|&at| self.alike(at, &mark) >= if at == self.next { ALIKE.min(2) } else { ALIKE });
        let Some(at) = whole.or_else(partly) else {
            self.missed = self.missed.saturating_add(mark.len()).min(self.letters.len());
            return None;
        };
        let alike = self.alike(at, &mark);
        self.next = at + alike;
        self.missed = mark.len() - alike;
        Some(self.letters[at].at)
    }

    /// How many letters of `mark` stand at `at`, from its first one on.
    fn alike(&self, at: usize, mark: &[char]) -> usize {
        self.letters[at..].iter().zip(mark).take_while(|(letter, mark)| letter.folded == **mark).count()
    }
}

/// A letter as it is compared: small, and not full-width.
fn fold(c: char) -> impl Iterator<Item = char> {
    let narrow = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    narrow.to_lowercase()
}
