//! A take as it is heard and saved: with pauses where the user wants them, and without the silence at joins.
//!
//! The take itself is not changed by this. Positions stay positions of the take; a pause is time in which they stand.

use super::take::{Reader, Take, TakeError};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is done where one piece of sound ends and the next begins. The default changes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Joins {
    /// Silence put between sentences, in ms.
    pub sentence_ms: u32,
    /// Silence put between paragraphs instead, in ms.
    pub paragraph_ms: u32,
    /// Whether the silence that the service leaves at both sides of a join is taken away first.
    pub trim: bool,
}

impl Joins {
    /// Whether anything is changed at all.
    pub fn is_none(self) -> bool {
        self == Joins::default()
    }
}

/// A place where a sentence of the text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The byte of the spoken text.
    pub spoken: usize,
    /// Whether a paragraph begins here too.
    pub paragraph: bool,
}

/// A take and what is done at its joins. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Rendition {
    take: Take,
    joins: Joins,
    stops: Arc<[Stop]>,
}

impl Rendition {
    /// A take with pauses at `stops`, which rise.
    pub fn new(take: Take, joins: Joins, stops: Arc<[Stop]>) -> Rendition {
        Rendition { take, joins, stops }
    }

    /// What it renders.
    pub fn take(&self) -> &Take {
        &self.take
    }

    /// What is done at its joins.
    pub fn joins(&self) -> Joins {
        self.joins
    }

    /// Where its sentences begin.
    pub fn stops(&self) -> &Arc<[Stop]> {
        &self.stops
    }

    /// Reads it from sample `at` of the take on.
    pub fn reader(&self, at: u64) -> RenditionReader {
        RenditionReader { reader: self.take.reader(), at }
    }
}

/// A take just as it was received.
impl From<Take> for Rendition {
    fn from(take: Take) -> Rendition {
        Rendition::new(take, Joins::default(), Arc::new([]))
    }
}

/// A stretch of sound that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// How many samples were written to the buffer; 0 at the present end.
    pub samples: usize,
    /// The sample of the take that the first of them stands for.
    pub at: u64,
    /// Whether they are samples of the take; a pause stands at `at` all the time.
    pub moves: bool,
}

/// Reads a rendition forward.
pub struct RenditionReader {
    reader: Reader,
    at: u64,
}

impl RenditionReader {
    /// The next sample of the take that will be read.
    pub fn at(&self) -> u64 {
        self.at
    }

    /// Reads on, at most to sample `limit` of the take: a limit that is not the end of the take has to be a place that
    /// is settled, such as [`Take::whole`].
    ///
    /// # Errors
    /// As [`Reader::read`].
    pub fn read(&mut self, out: &mut [i16], limit: u64) -> Result<Stretch, TakeError> {
        let at = self.at;
        let room = usize::try_from(limit.saturating_sub(at)).unwrap_or(usize::MAX).min(out.len());
        let samples = self.reader.read(at, &mut out[..room])?;
        self.at += samples as u64;
        Ok(Stretch { samples, at, moves: true })
    }
}
