//! The text of a take, and where its sentences are heard.

use std::borrow::Cow;
use std::ops::Range;

use crate::audio::take::Take;
use crate::audio::{TakeSample, timing};
use crate::engine;
use crate::engine::Cast;
use crate::store::Keys;
use crate::text::{Script, TextChapter, beginning};

/// The text of a take, read: its sentences, and where each of them stands.
#[derive(Debug)]
pub struct TakeText {
    /// The take.
    pub take: String,
    /// Names what it is a rendering of: [`Keys::rendering`]. Empty where that is not known.
    pub rendering: String,
    script: Script,
    cast: Option<Cast>,
    own: String,
    chapters: Vec<TextChapter>,
}

impl TakeText {
    /// Reads the text of a take. Linear in the length of the text: not for the window's own thread.
    pub fn new(take: &Take) -> TakeText {
        let script = engine::script(take);
        let text = take.text();
        let header = take.header();
        let rendering =
            Keys::of_take(header).map(|keys| keys.rendering(&text, header.markdown, header.pauses)).unwrap_or_default();
        TakeText {
            take: take.id().to_owned(),
            rendering,
            chapters: script.chapters(&text),
            script,
            cast: Cast::of(header),
            own: header.voice_id.clone(),
        }
    }

    /// How many sentences there are.
    pub fn len(&self) -> usize {
        self.script.sentences().len()
    }

    /// Whether there is nothing to speak.
    pub fn is_empty(&self) -> bool {
        self.script.sentences().is_empty()
    }

    /// The chapters of the text, in order.
    pub fn chapters(&self) -> &[TextChapter] {
        &self.chapters
    }

    /// What is spoken of each sentence, without blanks at its ends.
    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        self.script.words()
    }

    /// What tells its sentences apart by their sound: [`engine::sounds`].
    pub fn sounds(&self) -> Vec<Cow<'_, str>> {
        engine::sounds(&self.script, self.cast.as_ref(), &self.own)
    }

    /// The bytes of a sentence in the spoken text.
    pub fn spoken(&self, sentence: usize) -> Option<Range<usize>> {
        self.script.sentences().get(sentence).map(|sentence| sentence.spoken.clone())
    }

    /// Whether a byte of the spoken text is spoken by somebody else than the voice of the take.
    pub fn has_speaker(&self, byte: usize) -> bool {
        self.script.speaker_at(byte).is_some()
    }

    /// The sentence at a byte of the spoken text; where there is none, the one before.
    pub fn at_spoken(&self, byte: usize) -> Option<usize> {
        self.script.sentences().partition_point(|sentence| sentence.spoken.start <= byte).checked_sub(1)
    }

    /// The sentences of which something stands in these bytes of the spoken text.
    pub fn touching(&self, spoken: &Range<usize>) -> Range<usize> {
        let first = self.at_spoken(spoken.start).unwrap_or(0);
        let end = self.at_spoken(spoken.end.saturating_sub(1)).map_or(0, |last| last + 1);
        first..end.max(first)
    }

    /// The first words of a sentence, in one line.
    pub fn words(&self, sentence: usize, most: usize) -> String {
        let spoken = self.spoken(sentence).unwrap_or_default();
        self.words_of(spoken, most)
    }

    /// The first words of a range of the spoken text, in one line.
    pub fn words_of(&self, spoken: Range<usize>, most: usize) -> String {
        let text = self.script.spoken().get(spoken).unwrap_or_default().trim();
        beginning(text, most).replace(char::is_control, " ")
    }

    /// The sentence that is heard at a sample of its take; `None` where nothing has arrived.
    pub fn at_sample(&self, take: &Take, sample: TakeSample) -> Option<usize> {
        let spoken = timing::spoken_at(take, sample, &|range| self.script.weight(range))?;
        let begun = self.script.sentences().partition_point(|sentence| sentence.spoken.start <= spoken);
        Some(begun.saturating_sub(1)).filter(|_| !self.is_empty())
    }

    /// The sample at which a sentence begins, if it has arrived.
    pub fn start_of(&self, take: &Take, sentence: usize) -> Option<TakeSample> {
        self.start_of_spoken(take, self.spoken(sentence)?.start)
    }

    /// The sample at which a byte of the spoken text is heard, if it has arrived.
    pub fn start_of_spoken(&self, take: &Take, spoken: usize) -> Option<TakeSample> {
        timing::start_of(take, spoken, &|range| self.script.weight(range)).map(|place| place.sample)
    }

    /// Where a sentence is heard; it ends where the next one begins. `None` where it has not come to its end.
    pub fn samples(&self, take: &Take, sentence: usize) -> Option<Range<TakeSample>> {
        let start = self.start_of(take, sentence)?;
        let end = match self.start_of(take, sentence + 1) {
            Some(end) => end,
            None if take.is_growing() => return None,
            None => take.len(),
        };
        (end > start).then_some(start..end)
    }
}
