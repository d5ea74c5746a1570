//! Searching: words that must all be found, however they are written.

use crate::store::library::collate::fold;
use crate::store::library::info::TakeInfo;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// The words of what was typed. Chinese needs no blanks: a word is found anywhere inside of a text.
    pub fn new(typed: &str) -> Query {
        Query { words: fold(typed).split_whitespace().map(str::to_owned).collect() }
    }

    /// Nothing is looked for, so everything is found.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every word stands in the title, the voice or the beginning of the text of a take, or begins its id.
    pub fn matches(&self, take: &TakeInfo) -> bool {
        self.words.iter().all(|word| seen(take, word))
    }

    /// The same with the whole text, which is read only if it can still matter.
    pub(super) fn matches_whole(&self, take: &TakeInfo, text: impl FnOnce() -> Option<String>) -> bool {
        let mut left = self.words.iter().filter(|word| !seen(take, word)).peekable();
        if left.peek().is_none() {
            return true;
        }
        if take.searched_whole {
            return false;
        }
        text().map(|text| fold(&text)).is_some_and(|text| left.all(|word| text.contains(word.as_str())))
    }
}

/// An id is a time, so it is found by its beginning, from the whole date on: any shorter number would find too many.
fn seen(take: &TakeInfo, word: &str) -> bool {
    const DATE: usize = "20261122".len();
    take.search.contains(word) || word.len() >= DATE && take.id.starts_with(word)
}
