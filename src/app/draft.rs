//! The draft: what stands in the text box is there again when the window is opened next time.
//!
//! It is written after a pause in typing and when the window closes, by the engine: a frame only copies the text.

use std::sync::Arc;

use egui::Context;

use crate::app::App;
use crate::engine::Command;
use crate::store::{Draft, DraftFile, Home, StoreError};
use crate::ui::model::Model;
use crate::words::{Failure, document as words};

/// Seconds without a change after which the text is written.
const PAUSE: f64 = 1.0;

/// Which text it is, without holding it: a comparison of a megabyte in each frame would be felt.
type TextVersion = (u64, bool);

fn version(model: &Model) -> TextVersion {
    (model.document.serial, model.settings.markdown)
}

/// What is known of the draft on disk.
pub(super) struct Drafting {
    /// Where it is; `None` where nothing can be kept, of which the user was told.
    place: Option<Arc<DraftFile>>,
    /// What was sent to be written last.
    written: TextVersion,
    /// What stood there when the window last looked, and since when (in egui's seconds).
    seen: (TextVersion, f64),
}

impl Drafting {
    /// Puts the draft that a closed window has left into the text box.
    pub fn restore(home: &Home, model: &mut Model) -> Drafting {
        let found = DraftFile::claim(home).map(|(place, others)| (place.read(), place, others));
        let mut place = None;
        match found {
            Ok((Ok(draft), file, others)) => {
                if !draft.text.is_empty() {
                    model.settings.markdown = draft.markdown;
                    model.document.set_text(draft.text);
                }
                if others > 0 {
                    model.notices.hint(words::DRAFTS_LEFT.with("n", others));
                }
                place = Some(Arc::new(file));
            }
            Ok((Err(error), file, _)) => {
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
        let now = version(model);
        Drafting { place, written: now, seen: (now, 0.0) }
    }
}

impl App {
    /// Has the text written once it has not changed for a while; until then the window asks to be woken for it.
    pub(super) fn attend_draft(&mut self, ctx: &Context) {
        let now = version(&self.model);
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

    /// Has the text written where it differs from what was written.
    pub(super) fn keep_draft(&mut self) {
        let now = version(&self.model);
        if std::mem::replace(&mut self.drafting.written, now) != now
            && let Some(place) = &self.drafting.place
        {
            let draft = Draft { text: self.model.document.text.clone(), markdown: self.model.settings.markdown };
            self.send(Command::KeepDraft { place: place.clone(), draft });
        }
    }
}
