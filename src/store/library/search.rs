//! Searching: words that must all be found, however they are written.

use crate::store::library::collate::{fold, place_of};
use crate::store::library::info::TakeInfo;

/// How many characters stand before what was found, and behind it.
const AROUND: (usize, usize) = (10, 80);

/// A take in which something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundTake {
    /// Its id.
    pub id: String,
    /// Where it stands in the text; none where it stands elsewhere, or where so many were found that nobody looks at all of them.
    pub excerpt: Option<Excerpt>,
}

/// The words around something that was found, in one line and as they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands before it.
    pub before: String,
    /// What was found.
    pub hit: String,
    /// What follows.
    pub after: String,
}

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

    /// The first place in a text where one of the words stands.
    pub(super) fn excerpt(&self, text: &str) -> Option<Excerpt> {
        let place = self.words.iter().filter_map(|word| place_of(text, word)).min_by_key(|place| place.start)?;
        let line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        let blank = |at: Option<char>| if at.is_some_and(char::is_whitespace) { " " } else { "" };
        let (before, after) = (&text[..place.start], &text[place.end..]);
        let begin = before.char_indices().nth_back(AROUND.0 - 1).map_or(0, |(at, _)| at);
        let end = after.char_indices().nth(AROUND.1).map_or(after.len(), |(at, _)| at);
        let dots = if begin > 0 { "…" } else { "" };
        Some(Excerpt {
            before: format!("{dots}{}{}", line(&before[begin..]), blank(before.chars().next_back())),
            hit: line(&text[place]),
            after: format!("{}{}", blank(after.chars().next()), line(&after[..end])),
        })
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
