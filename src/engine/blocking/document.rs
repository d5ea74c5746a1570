//! Opening a document: its draft, and one of its takes.

use std::sync::Arc;

use crate::audio::take::Take;
use crate::engine::boundary::event::OpenedDocument;
use crate::engine::failure;
use crate::store::{Draft, DraftFile, Home, Library, StoreError, TakeState, cast_list};
use crate::words::{Failure, local};

/// A document, and what is wrong with its take.
pub type Opened = (OpenedDocument, Option<Failure>);

/// Opens a document: its draft, and the take that is wanted, else the one that was shown last, else the newest.
///
/// # Errors
/// Another window has it open, its draft cannot be read, or there is neither draft nor take.
pub fn open(home: &Home, library: &Library, id: &str, wanted: Option<String>) -> Result<Opened, Failure> {
    let told = |error: StoreError| failure::store(&error);
    let place = DraftFile::of(home, id).map_err(told)?.ok_or_else(local::document_is_open)?;
    let mut trouble = None;
    let mut draft = match place.read() {
        Ok(draft) => draft,
        // It has another name by now; what was spoken of it is still there.
        Err(error @ StoreError::Damaged { .. }) => {
            trouble = Some(told(error));
            Draft::default()
        }
        Err(error) => return Err(told(error)),
    };
    let is_new = draft == Draft::default();
    let is_known = |take: &String| library.dir(take).is_ok_and(|dir| dir.is_dir());
    let take = wanted.or_else(|| draft.take.clone().filter(is_known)).map_or_else(|| newest(library, id), Ok)?;
    let take = match (!take.is_empty()).then(|| read(library, &take)) {
        Some(Ok(take)) => Some(take),
        Some(Err(failure)) if is_new => return Err(failure),
        Some(Err(failure)) => {
            trouble = Some(failure);
            None
        }
        None => None,
    };
    if draft.take.as_deref() != take.as_ref().map(Take::id) {
        draft.playhead = 0;
    }
    if let Some(take) = take.as_ref().filter(|_| is_new) {
        draft.text = take.text().into_owned();
        draft.markdown = take.header().markdown;
        draft.cast = cast_list(take.header());
    }
    Ok((OpenedDocument { place: Some(Arc::new(place)), draft, take }, trouble))
}

/// The newest take of a document that has any; an empty name where it has none.
fn newest(library: &Library, document: &str) -> Result<String, Failure> {
    let takes = library.list().map_err(|error| failure::store(&error))?;
    let mut of_document = takes.iter().filter(|take| take.document == document);
    let first = of_document.clone().next();
    // One that can be heard is better than one that is newer.
    let whole = of_document.find(|take| take.samples > 0 && !matches!(take.state, TakeState::Damaged(_)));
    Ok(whole.or(first).map(|take| take.id.clone()).unwrap_or_default())
}

fn read(library: &Library, id: &str) -> Result<Take, Failure> {
    let dir = library.dir(id).map_err(|error| failure::store(&error))?;
    Take::open(&dir).map_err(|error| failure::unread_take(&error))
}
