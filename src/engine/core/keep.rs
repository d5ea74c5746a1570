//! What is done with the takes that are kept.

use super::Core;
use crate::engine::chores;

impl Core {
    /// The user deletes takes.
    pub(super) fn delete_takes(&mut self, ids: &[String]) {
        for id in ids {
            self.delete_take(id);
        }
        chores::takes(&self.library, &self.events);
    }

    /// Gives a take a title.
    pub(super) fn rename_take(&mut self, id: String, title: String) {
        let _ = (id, title);
    }

    /// Gives a take a star.
    pub(super) fn star_take(&mut self, id: String, starred: bool) {
        let _ = (id, starred);
    }

    /// Looks for a text in the library.
    pub(super) fn find_takes(&mut self, text: String) {
        let _ = text;
    }
}
