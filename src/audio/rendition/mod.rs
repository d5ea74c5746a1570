//! A take as it is heard: with pauses where the user or the text wants them, and without the silence at joins. It is saved so only
//! where somebody has chosen some of that; else a file has what was received ([`RenditionReader::as_received`]).
//!
//! The take itself is not changed by this. Positions stay positions of the take; a pause is time in which they stand. Where
//! sentences begin it is told ([`SentenceStart`]): it knows nothing of text.
//!
//! What is done happens at marks only, and depends on nothing but the samples around the mark: so it is the same wherever
//! reading began, costs the same in a long take as in a short one, and can be done while the take grows.

mod piece;
mod reader;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use reader::{ReadChunk, RenditionReader};
use serde::{Deserialize, Serialize};

use crate::audio::clocks::{RenderedSample, TakeSample};
use crate::audio::take::{Mark, Take};

/// What is done where one piece of sound ends and the next begins. With the default nothing is: what is heard of two requests
/// only meets without a click, and a file has every sample as it was received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct PauseSettings {
    /// Silence put between sentences, in ms.
    pub sentence_ms: u32,
    /// Silence put between paragraphs instead, in ms.
    pub paragraph_ms: u32,
    /// Whether the silence that the service leaves at both sides of a join is taken away first.
    pub trim: bool,
}

impl PauseSettings {
    /// Whether anything is changed at all.
    pub fn is_none(self) -> bool {
        self == PauseSettings::default()
    }
}

/// A place where a sentence of the text begins, or where the text ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SentenceStart {
    /// The byte of the spoken text.
    pub spoken: usize,
    /// Whether a paragraph begins here too.
    pub paragraph: bool,
    /// Silence that the text asks for before it, in ms; it stands in the place of any other pause.
    pub pause_ms: u32,
}

/// How many bytes of a sentence may stand before what is spoken of it: four Chinese marks.
const UNSPOKEN: usize = 12;

/// A take and what is done at its joins. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Rendition {
    take: Take,
    joins: PauseSettings,
    sentences: Arc<[SentenceStart]>,
}

impl Rendition {
    /// A take whose pauses stand where `sentences` begin, which rise: the first is the first of the text, the last its end. Of a
    /// take that has only pauses between sentences these two may be absent.
    pub fn new(take: Take, joins: PauseSettings, sentences: Arc<[SentenceStart]>) -> Rendition {
        Rendition { take, joins, sentences }
    }

    /// What it renders.
    pub fn take(&self) -> &Take {
        &self.take
    }

    /// What is done at its joins.
    pub fn joins(&self) -> PauseSettings {
        self.joins
    }

    /// Where its sentences begin.
    pub fn sentences(&self) -> &Arc<[SentenceStart]> {
        &self.sentences
    }

    /// Whether it is the take as it was received, but for what keeps a join from clicking.
    pub fn is_plain(&self) -> bool {
        self.joins.is_none() && self.sentences.iter().all(|sentence| sentence.pause_ms == 0)
    }

    /// The silence before the first sample.
    pub(in crate::audio) fn opening(&self) -> RenderedSample {
        self.silence(self.sentences.first())
    }

    /// The silence after the last sample, once all of the take is there.
    pub(in crate::audio) fn closing(&self) -> RenderedSample {
        self.silence(self.sentences.last().filter(|_| self.sentences.len() > 1))
    }

    fn silence(&self, place: Option<&SentenceStart>) -> RenderedSample {
        RenderedSample::at_millis(place.map_or(0, |place| place.pause_ms), self.take.rate())
    }

    /// Reads it from sample `at` of the take on.
    pub fn reader(&self, at: TakeSample) -> RenditionReader {
        RenditionReader::new(self.clone(), at)
    }

    /// What happens between a mark and the one before it, as silence; `None` where the sound simply goes on.
    fn join(&self, before: Option<Mark>, mark: Mark) -> Option<RenderedSample> {
        let before = before?;
        let written = self.written(before.spoken, mark.spoken);
        let millis = match self.sentence_at(before.spoken, mark.spoken) {
            _ if written > 0 => written,
            Some(SentenceStart { paragraph: true, .. }) => self.joins.paragraph_ms,
            Some(_) => self.joins.sentence_ms,
            None => 0,
        };
        let pause = RenderedSample::at_millis(millis, self.take.rate());
        (mark.joined || pause > 0).then_some(pause)
    }

    /// The silence that the text asks for between two marks, in ms: a request begins wherever there is some, so that it stands
    /// right before the second of them, also where a sentence in between is missing.
    fn written(&self, before: usize, mark: usize) -> u32 {
        let place = |spoken: usize| self.sentences.partition_point(|sentence| sentence.spoken <= spoken);
        let between = self.sentences.get(place(before)..place(mark)).unwrap_or_default();
        between.iter().fold(0, |sum, sentence| sum.saturating_add(sentence.pause_ms))
    }

    /// The sentence that begins where a mark does: the last one after the mark before. What a voice does not speak, such
    /// as a dash, may stand between the beginning of the sentence and the mark; a mark further inside is none of a
    /// sentence's beginning.
    fn sentence_at(&self, before: usize, mark: usize) -> Option<SentenceStart> {
        let after = self.sentences.partition_point(|sentence| sentence.spoken <= mark);
        let last = *self.sentences[..after].last()?;
        (last.spoken > before && mark - last.spoken <= UNSPOKEN).then_some(last)
    }
}

/// A take without pauses, and with all of its silence.
impl From<Take> for Rendition {
    fn from(take: Take) -> Rendition {
        Rendition::new(take, PauseSettings::default(), Arc::new([]))
    }
}
