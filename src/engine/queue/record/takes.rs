//! The takes of an entry: a book has one for each chapter, and only what was added is to be written.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// Ids of takes, in the order of the sources, and how many of them are on disk as they are here.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub(in crate::engine::queue) struct Takes {
    ids: Vec<String>,
    kept: usize,
}

impl Takes {
    pub fn push(&mut self, id: String) {
        self.ids.push(id);
    }

    pub fn truncate(&mut self, most: usize) {
        self.ids.truncate(most);
        self.kept = self.kept.min(most);
    }

    /// Takes one away.
    pub fn remove(&mut self, id: &str) {
        if let Some(at) = self.ids.iter().position(|one| one == id) {
            self.ids.remove(at);
            self.kept = self.kept.min(at);
        }
    }

    /// Gives all of them away.
    pub fn take(&mut self) -> Vec<String> {
        self.kept = 0;
        std::mem::take(&mut self.ids)
    }

    /// How many stay as they are on disk, and those that follow.
    pub fn news(&self) -> (usize, Vec<String>) {
        (self.kept, self.ids[self.kept..].to_vec())
    }

    /// All of them are on disk.
    pub fn written(&mut self) {
        self.kept = self.ids.len();
    }
}

impl Deref for Takes {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.ids
    }
}

impl From<Vec<String>> for Takes {
    fn from(ids: Vec<String>) -> Takes {
        // They come from the disk.
        Takes { kept: ids.len(), ids }
    }
}

impl From<Takes> for Vec<String> {
    fn from(takes: Takes) -> Vec<String> {
        takes.ids
    }
}
