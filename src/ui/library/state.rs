//! What the window knows of the takes that are kept, and how it looks at them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::audio::take::{Receipt, Take};
use crate::store::{Excerpt, FoundTake, SortBy, StateFilter, TakeInfo, VoiceChoice, said};
use crate::text::Spelling;
use crate::ui::library::Picking;
use crate::ui::shell::format;
use crate::ui::shell::notice::Notices;
use crate::ui::shell::walk::ListPlace;
use crate::words::{library as words, outside};

/// How many bytes of a text are enough to name it, blanks before it included.
const NAMING: usize = 4096;

/// What was found in whole texts.
#[derive(Clone, Debug, Default)]
pub struct TextMatches {
    /// What was looked for.
    pub text: String,
    /// The takes that have it, and where in their texts.
    pub takes: HashMap<String, Option<Excerpt>>,
}

/// What is kept.
#[derive(Debug, Default)]
pub struct LibraryState {
    /// The takes, newest first.
    pub takes: Vec<Arc<TakeInfo>>,
    /// Rises with each change of the list of takes or of what was found.
    pub edition: u64,
    /// The last answer to a search.
    pub found: TextMatches,
}

impl LibraryState {
    /// What is known of the take with this id.
    pub fn info(&self, id: &str) -> Option<&Arc<TakeInfo>> {
        self.takes.iter().find(|take| take.id == id)
    }

    /// What a take is called, safe to show: as it is listed, or by its text.
    pub fn title_of(&self, take: &Take) -> String {
        // While a text is spoken while it is written, the list may know of nothing that names it.
        let known = self.info(take.id()).filter(|info| info.title.is_some() || !info.first_words.is_empty());
        match known {
            Some(info) => info.name().into_owned(),
            None => {
                let header = take.header();
                let text = if header.cast.is_some() { said(header).to_owned() } else { take.text_beginning(NAMING) };
                outside::label(&outside::title_of(&text, header.markdown)).into_owned()
            }
        }
    }

    /// The rows of a document, newest first.
    pub fn takes_of(&self, document: Option<&str>) -> impl Iterator<Item = &Arc<TakeInfo>> {
        self.takes.iter().filter(move |take| document == Some(&*take.document))
    }

    /// What is deleted with these rows: with the newest take of a document all of it, else that take alone.
    pub fn with_documents(&self, rows: &[String]) -> Vec<String> {
        let of_document = |takes: &[&TakeInfo]| {
            let ids = takes.iter().map(|take| take.id.clone());
            ids.chain(takes.first().map(|take| take.document.clone())).collect()
        };
        let mut ids = self.rows(rows, of_document);
        let mut known = HashSet::new();
        ids.retain(|id| known.insert(id.clone()));
        ids
    }

    /// The takes of these rows: for the newest take of a document all of them, else that take alone.
    pub fn with_earlier(&self, rows: &[String]) -> Vec<String> {
        self.rows(rows, |takes| takes.iter().map(|take| take.id.clone()).collect())
    }

    /// Goes through the documents once for all rows. `of_document` gets the takes of a document, the newest first.
    fn rows(&self, rows: &[String], of_document: impl Fn(&[&TakeInfo]) -> Vec<String>) -> Vec<String> {
        let mut documents: HashMap<&str, Vec<&TakeInfo>> = HashMap::new();
        for take in &self.takes {
            documents.entry(&take.document).or_default().push(take);
        }
        let newest: HashMap<&str, &[&TakeInfo]> =
            documents.values().filter_map(|takes| Some((&*takes.first()?.id, &**takes))).collect();
        let of_row = |row: &String| newest.get(&**row).map_or_else(|| vec![row.clone()], |takes| of_document(takes));
        rows.iter().flat_map(of_row).collect()
    }

    /// A take as the list shows it: one whose text is being written is called by what is there of it.
    pub fn shown(&self, info: &Arc<TakeInfo>, own: Option<&Take>) -> Arc<TakeInfo> {
        let mut info = Arc::clone(info);
        if let Some(take) = own.filter(|_| info.first_words.is_empty()) {
            let text = take.text_beginning(NAMING);
            Arc::make_mut(&mut info).first_words = outside::title_of(&text, take.header().markdown);
        }
        info
    }

    /// Takes in the list.
    pub fn listed(&mut self, takes: Vec<Arc<TakeInfo>>) {
        self.takes = takes;
        self.edition += 1;
    }

    /// Takes in which takes have a text that was looked for.
    pub fn found(&mut self, text: String, found: Vec<FoundTake>) {
        self.found = TextMatches { text, takes: found.into_iter().map(|found| (found.id, found.excerpt)).collect() };
        self.edition += 1;
    }

    /// Takes are in the trash. The list that lacks them comes next.
    pub fn trashed(&mut self, ids: Vec<String>, can_restore: bool, notices: &mut Notices) {
        let documents: HashMap<&str, &TakeInfo> =
            ids.iter().filter_map(|id| self.info(id)).map(|take| (&*take.document, &**take)).collect();
        let mut gone = documents.into_values();
        let said = match (gone.next(), gone.len()) {
            (Some(take), 0) => words::TRASHED.with("take", take.name()),
            (_, others) => words::TRASHED_ALL.with("n", format::number(others + 1)),
        };
        notices.trashed(ids, said, can_restore);
    }
}

/// The receipt of a take while it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceiptSheet {
    /// The title of the take, or its first words.
    pub title: String,
    /// The receipt.
    pub receipt: Receipt,
}

/// Which takes the library shows, and in what order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looking {
    /// What is looked for, as typed.
    pub search: String,
    /// By what they are sorted.
    pub by: SortBy,
    /// The other way round than usual.
    pub reversed: bool,
    /// Only those with a star.
    pub starred: bool,
    /// Only those of a state.
    pub state: Option<StateFilter>,
    /// Only those of the voice with this id.
    pub voice: Option<String>,
}

/// The takes that the library shows, found once for each change of what they are found by.
#[derive(Debug, Default)]
pub struct Shelf {
    /// For which library (see [`LibraryState::edition`]), which wish, and which documents show all their takes.
    pub of: Option<(u64, Looking, HashSet<String>)>,
    /// How the titles of all takes sound, by their ids; found when one looks for letters.
    pub spellings: HashMap<String, Spelling>,
    /// The newest take of each document in their order, and after it the earlier ones where they are shown.
    pub shown: Vec<Arc<TakeInfo>>,
    /// How many documents there are.
    pub documents: usize,
    /// How many earlier takes each document has that is shown.
    pub earlier: HashMap<String, usize>,
    /// What they take on disk, in bytes.
    pub bytes: u64,
    /// The voices of all takes and how many takes each has.
    pub voices: Vec<(VoiceChoice, usize)>,
    /// What all takes have on disk, in bytes.
    pub all_bytes: u64,
}

/// The look of the window at what is kept.
#[derive(Default)]
pub struct LibraryView {
    /// Which takes are shown.
    pub looking: Looking,
    /// The takes that are.
    pub shelf: Shelf,
    /// The documents of which the earlier takes are shown too.
    pub unfolded: HashSet<String>,
    /// Those of them that are chosen.
    pub picking: Picking,
    /// How far the list was scrolled in the last frame.
    pub place: ListPlace,
    /// A take that is being renamed, and its title as typed.
    pub renaming: Option<(String, String)>,
    /// The field of that title was painted in this frame.
    pub is_title_shown: bool,
    /// The receipt, while it is shown.
    pub receipt: Option<ReceiptSheet>,
    /// Whether the room on disk is shown.
    pub space: bool,
}

impl LibraryView {
    /// The takes that are chosen, in the order of the list.
    pub fn chosen(&self) -> impl Iterator<Item = &Arc<TakeInfo>> {
        self.picking.chosen(&self.shelf.shown)
    }

    /// Whether a dialog is open, so that keys are its own.
    pub fn is_asking(&self) -> bool {
        self.receipt.is_some() || self.space || self.renaming.is_some()
    }
}
