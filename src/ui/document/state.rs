//! What the window knows of the text that is to be spoken.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Pos2;

use crate::engine::{Cast, Estimate, UnknownPrefix};
use crate::store::CastList;
use crate::text::file::Reading;
use crate::text::prefixes;
use crate::ui::document::live::LiveWriting;
use crate::ui::document::margin::FoundMargin;
use crate::ui::document::paper::{Completion, Editor, Finder, KnownPrefixes, Splice};
use crate::ui::document::{PageMargin, PageText};
use crate::ui::model::Model;
use crate::ui::playback::PlaybackAction;
use crate::words::{Said, document as words};

/// What a text will cost, and how the demo would speak it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Count {
    /// Which text was counted: [`DocumentState::serial`].
    pub serial: u64,
    /// Requests, each of which is one call of the account's quota, characters, and what is saved of them.
    pub cost: Estimate,
    /// Whether the demo has no voice for it on this machine, only a placeholder.
    pub placeholder: bool,
    /// Names the rendering that it would become: [`Keys::rendering`](crate::store::Keys::rendering).
    pub rendering: String,
    /// Who speaks what of it, where several do.
    pub cast: Option<Arc<Cast>>,
    /// What stands in it like a prefix and is text.
    pub unknown: Arc<Vec<UnknownPrefix>>,
    /// Its prefixes, by what stands between their brackets, and the names of their speakers; nothing for its own voice.
    pub known: KnownPrefixes,
}

/// How a text file begins in an encoding.
#[derive(Clone, Debug, PartialEq)]
pub struct TextPreview {
    /// The file.
    pub path: PathBuf,
    /// The encoding, and how much did not fit.
    pub reading: Reading,
    /// Its first lines.
    pub beginning: String,
}

/// The menu of the page, while it is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageMenu {
    /// The byte of the text that it is about.
    pub byte: usize,
    /// Where it stands.
    pub at: Pos2,
    /// Whether the keyboard has opened it, and gets it back.
    pub by_key: bool,
}

/// What the text box remembers of what is read aloud from it.
#[derive(Debug, Default)]
pub struct Paper {
    /// The text as it is set on the screen, its cursor, and what can be undone.
    pub editor: Editor,
    /// The names that are offered while a prefix is typed.
    pub completion: Completion,
    /// The title as it is typed, while it is.
    pub naming: Option<String>,
    /// What is looked for in it.
    pub finder: Finder,
    /// The sentence that was marked last.
    pub marked: Option<usize>,
    /// Whether it was to be seen: who has scrolled away from it is left alone.
    pub was_seen: bool,
    /// The user went to another sentence, so it is to be seen.
    pub show: bool,
    /// The menu, while it is open.
    pub menu: Option<PageMenu>,
    /// What stands beside it.
    pub margin: Arc<PageMargin>,
    /// What asks again for what failed, where that can be done now.
    pub ask_again: Option<PlaybackAction>,
    /// The passage whose versions are to be shown: where it begins in the spoken text.
    pub versions: Option<usize>,
    /// The request that is heard: a byte of the spoken text in it.
    pub heard: Option<usize>,
    /// The first byte in sight.
    pub top: usize,
    /// The byte that is to be the first in sight.
    pub scroll_to: Option<usize>,
}

/// Where the text of a file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextPlace {
    /// Into a document of its own.
    Document,
    /// In place of the text on the page.
    Page,
    /// To the cursor.
    Cursor,
}

/// The text on screen and what is known of it.
#[derive(Debug, Default)]
pub struct DocumentState {
    /// Its name, which takes carry; none where nothing can be kept.
    pub id: Option<String>,
    /// What the user calls it.
    pub title: Option<String>,
    /// What the user typed or opened.
    pub text: String,
    /// Who speaks besides its voice.
    pub cast: CastList,
    /// Its sentences, and which of them are in the take on the bar.
    pub page: PageText,
    /// What its margins tell, as they were found last.
    pub(super) margin: FoundMargin,
    /// Rises with each change of the text, so that a late count can be told from a fresh one.
    pub serial: u64,
    /// The latest count of the text, perhaps of an earlier one.
    pub count: Count,
    /// What is spoken while it is written, while something is.
    pub live: Option<LiveWriting>,
    /// Whether what other programs copy is added to it.
    pub takes_copies: bool,
    /// The file whose text comes onto this page.
    pub awaited: Option<(PathBuf, TextPlace)>,
    /// How the file begins whose encoding is being chosen.
    pub preview: Option<TextPreview>,
}

impl DocumentState {
    /// Replaces the text, as when a file is opened.
    pub fn set_text(&mut self, text: String) {
        if let Some(change) = Splice::between(&self.text, &text) {
            self.page.splice(change);
        }
        self.text = text;
        if let Some(live) = &mut self.live {
            live.replace(&self.text);
        }
        self.changed();
    }

    /// Adds a paragraph at the end. The blank line after it tells that it is whole.
    pub fn add_paragraph(&mut self, paragraph: &str) {
        let end = self.text.trim_end().len();
        let before = if end > 0 { "\n\n" } else { "" };
        self.put(end..self.text.len(), &format!("{before}{}\n\n", paragraph.trim()));
    }

    /// Puts words in place of a range; what is spoken while it is written goes on.
    pub fn put(&mut self, range: Range<usize>, words: &str) {
        self.page.splice(Splice { at: range.start, old: range.len(), new: words.len() });
        self.text.replace_range(range, words);
        self.changed();
    }

    /// Takes in where its sentences were found.
    pub fn set_page(&mut self, mut page: PageText) {
        page.edition = self.page.edition + 1;
        self.page = page;
    }

    /// Notes that the text is not what was counted.
    pub fn changed(&mut self) {
        self.serial += 1;
    }

    /// Whether [`DocumentState::count`] is about the text as it stands.
    pub fn is_counted(&self) -> bool {
        self.count.serial == self.serial
    }
}

/// So much of a text is looked at for what it is called, in bytes.
const HEAD: usize = 4_000;

impl Model {
    /// The bytes of the text from where what is said begins: what it is called is no prefix.
    pub fn said(&self) -> Range<usize> {
        let text = &self.document.text;
        let head = &text[..text.floor_char_boundary(HEAD)];
        let mut start = 0;
        for found in prefixes(head) {
            let is_first = head[start..found.range.start].trim().is_empty();
            if !is_first || !self.document.count.known.contains_key(found.prefix.written) {
                break;
            }
            start = found.range.end;
        }
        start..text.len()
    }

    /// Who speaks what of the text on screen, where several do.
    pub fn cast(&self) -> Option<Arc<Cast>> {
        match self.document.is_counted() {
            true => self.document.count.cast.clone(),
            false => self.job_settings().cast(&self.document.text, &self.voices.list).cast.map(Arc::new),
        }
    }
}

/// What is said of how a file was read.
pub fn read_as(path: &Path, reading: Reading) -> Said {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let phrase = if reading.damaged > 0 { words::OPENED_DAMAGED } else { words::OPENED_AS };
    phrase.with("name", name).with("encoding", reading.encoding.name()).with("n", reading.damaged)
}
