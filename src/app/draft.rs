//! The draft: what stands on the page, and where one was in it, is there again when the document is opened next time.
//!
//! It is written after a pause in typing, when one is held, each minute while one listens, when another document is opened, and
//! when the window closes, by the engine: a frame only copies the text.

use std::sync::Arc;

use egui::Context;

use crate::app::App;
use crate::audio::Playback;
use crate::engine::Command;
use crate::store::{Draft, DraftFile, Home, StoreError};
use crate::ui::model::Model;
use crate::words::Failure;

/// Seconds without a change after which the text is written.
const PAUSE: f64 = 1.0;

/// While one listens, the place is written this often, in seconds.
const LISTENED: u64 = 60;

/// Which text it is, without holding it: a comparison of a megabyte in each frame would be felt. And what it is called, and
/// which take is shown where, so that also a window that is killed is found again with it.
type DraftVersion = (u64, bool, Option<String>, Option<ShownPlace>);

/// The take that is shown, whether it sounds, and how often [`LISTENED`] has gone by in it.
type ShownPlace = (String, bool, u64);

fn version(model: &Model, place: Option<ShownPlace>) -> DraftVersion {
    (model.document.serial, model.settings.markdown, model.document.title.clone(), place)
}

/// What is known of the draft on disk.
pub(super) struct Drafting {
    /// Where it is; `None` where nothing can be kept, of which the user was told.
    place: Option<Arc<DraftFile>>,
    /// What was sent to be written last.
    written: DraftVersion,
    /// What stood there when the window last looked, and since when (in egui's seconds).
    seen: (DraftVersion, f64),
}

impl Drafting {
    /// Puts the document on the page that a closed window has left. Also returns what it says besides its text.
    pub fn restore(home: &Home, model: &mut Model) -> (Drafting, Draft) {
        let found = DraftFile::claim(home).map(|place| (place.read(), place));
        let (mut place, mut draft) = (None, Draft::default());
        match found {
            Ok((Ok(found), file)) => {
                place = Some(Arc::new(file));
                draft = found;
            }
            Ok((Err(error), file)) => {
                // What makes no sense has another name by now; what cannot be read must not be written over.
                let new = match error {
                    StoreError::Damaged { .. } => Some(file),
                    StoreError::Newer { .. } => DraftFile::new(home).ok(),
                    _ => None,
                };
                place = new.map(Arc::new);
                model.notices.trouble(Failure::from(error));
            }
            Err(error) => model.notices.trouble(Failure::from(error)),
        }
        let mut drafting = Drafting { place: None, written: version(model, None), seen: (version(model, None), 0.0) };
        drafting.begin(place, &mut draft, model);
        (drafting, draft)
    }

    /// Writes nothing more of the document on the page.
    pub fn let_go(&mut self) {
        self.place = None;
    }

    /// Takes the place of another document, whose text is on the page from now on.
    pub fn begin(&mut self, place: Option<Arc<DraftFile>>, draft: &mut Draft, model: &mut Model) {
        model.document.id = place.as_ref().map(|place| place.id().to_owned());
        model.document.title = draft.title.take();
        let cast = std::mem::take(&mut draft.cast);
        if model.document.cast != cast {
            model.document.cast = cast;
            model.document.changed();
        }
        if !draft.text.is_empty() || draft.take.is_some() {
            model.settings.markdown = draft.markdown;
        }
        if draft.text != model.document.text {
            model.document.set_text(std::mem::take(&mut draft.text));
        }
        self.place = place;
        self.written = version(model, None);
    }
}

impl App {
    fn draft_version(&self) -> DraftVersion {
        let playback = &self.model.playback;
        let place = playback.take.as_ref().map(|take| {
            let listened = playback.playhead(self.player.meter()).0 / (LISTENED * u64::from(take.rate()));
            (take.id().to_owned(), playback.state == Playback::Playing, listened)
        });
        version(&self.model, place)
    }

    /// Has the text written once it has not changed for a while; until then the window asks to be woken for it.
    pub(super) fn attend_draft(&mut self, ctx: &Context) {
        let now = self.draft_version();
        if now == self.drafting.written {
            return;
        }
        let time = ctx.input(|input| input.time);
        if now != self.drafting.seen.0 {
            self.drafting.seen = (now, time);
        }
        let left = self.drafting.seen.1 + PAUSE - time;
        if left <= 0.0 {
            self.keep_draft();
        } else {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(left));
        }
    }

    /// Has the document written where it differs from what was written.
    pub(super) fn keep_draft(&mut self) {
        if self.drafting.written != self.draft_version() {
            self.write_draft();
        }
    }

    /// Has the document written, and where one is in it.
    pub(super) fn write_draft(&mut self) {
        self.drafting.written = self.draft_version();
        let Some(place) = &self.drafting.place else { return };
        let (document, playback) = (&self.model.document, &self.model.playback);
        let draft = Draft {
            text: document.text.clone(),
            markdown: self.model.settings.markdown,
            title: document.title.clone(),
            take: playback.take.as_ref().map(|take| take.id().to_owned()),
            playhead: playback.playhead(self.player.meter()).0,
            scroll: self.view.paper.top as u64,
            said: self.model.said().start as u64,
            cast: document.cast.clone(),
        };
        self.send(Command::KeepDraft { place: place.clone(), draft });
        // The list shows a document by its text until it has a take.
        if playback.take.is_none() {
            self.send(Command::Takes);
        }
    }
}
