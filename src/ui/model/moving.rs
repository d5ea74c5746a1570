//! Moving in what is played: which sentence is heard, where the others are, what is repeated.

use std::ops::Range;
use std::sync::Arc;

use crate::audio::take::{Passage, Take};
use crate::audio::{Meter, TakeSample, timing};
use crate::engine;
use crate::engine::Reused;
use crate::text::{Script, TextChapter, beginning};
use crate::ui::model::{Model, Ticks};

/// A sentence that was heard for longer is begun again by “previous”; one that was heard for less is left for the one before.
const JUST_BEGUN: f64 = 1.5;

/// What is played again and again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RepeatMode {
    /// Nothing.
    #[default]
    Off,
    /// The sentence that is heard.
    Sentence,
    /// Everything.
    All,
}

impl RepeatMode {
    /// The next one, in a circle.
    pub fn next(self) -> RepeatMode {
        match self {
            RepeatMode::Off => RepeatMode::Sentence,
            RepeatMode::Sentence => RepeatMode::All,
            RepeatMode::All => RepeatMode::Off,
        }
    }
}

/// The text of a take, read: its sentences, and where each of them stands.
#[derive(Debug)]
pub struct TakeText {
    /// The take.
    pub take: String,
    script: Script,
    chapters: Vec<TextChapter>,
}

impl TakeText {
    /// Reads the text of a take. Linear in the length of the text: not for the window's own thread.
    pub fn new(take: &Take) -> TakeText {
        let script = engine::script(take);
        let chapters = script.chapters(&take.text());
        TakeText { take: take.id().to_owned(), script, chapters }
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

    /// Where a sentence stands in the text, in bytes.
    pub fn source(&self, sentence: usize) -> Option<Range<usize>> {
        self.script.sentences().get(sentence).map(|sentence| sentence.source.clone())
    }

    /// The sentence at a byte of the text; where there is none, the one before.
    pub fn at_byte(&self, byte: usize) -> Option<usize> {
        self.script.sentences().partition_point(|sentence| sentence.source.start <= byte).checked_sub(1)
    }

    /// The bytes of a sentence in the spoken text.
    pub fn spoken(&self, sentence: usize) -> Option<Range<usize>> {
        self.script.sentences().get(sentence).map(|sentence| sentence.spoken.clone())
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

/// What the window knows of moving about in the take on the bar.
#[derive(Debug, Default)]
pub struct Moving {
    /// The text of the take on the bar, once it has been read.
    pub reading: Option<Arc<TakeText>>,
    /// What is repeated.
    pub repeat: RepeatMode,
    /// The sentence that is repeated, while one is.
    pub anchor: Option<usize>,
    /// What the last job took from the library.
    pub reused: Reused,
    /// What the take on the bar holds more than once.
    pub passages: Vec<Passage>,
    /// The chapters of the take on the bar, as they were found last.
    pub ticks: Ticks,
    /// Which text was compared with which take's, and whether they are the same.
    compared: Option<(u64, String, bool)>,
}

impl Model {
    /// The bar at the bottom is about `take` from now on.
    pub fn show(&mut self, take: Take) {
        let is_other = self.playing.take.as_ref().is_none_or(|shown| shown.id() != take.id());
        if is_other {
            self.moving.anchor = None;
        }
        self.moving.passages = take.passages();
        self.playing.take = Some(take);
    }

    /// The text of the take on the bar, if it has been read.
    pub fn reading(&self) -> Option<(&Take, &Arc<TakeText>)> {
        let take = self.playing.take.as_ref()?;
        self.moving.reading.as_ref().filter(|reading| reading.take == take.id()).map(|reading| (take, reading))
    }

    /// Whether the player has loaded the take on the bar, so that what it does is about that.
    pub fn is_loaded(&self) -> bool {
        let shown = self.playing.take.as_ref().map(Take::id);
        self.playing.loaded.as_ref().is_some_and(|loaded| shown == Some(&*loaded.id))
    }

    /// Where the listener is in the take on the bar, or is about to be: at its beginning before it is loaded.
    pub fn playhead(&self, meter: &Meter) -> TakeSample {
        if self.is_loaded() { meter.position() } else { TakeSample::ZERO }
    }

    /// The sentence that is heard.
    pub fn sentence(&self, meter: &Meter) -> Option<usize> {
        let (take, reading) = self.reading()?;
        // The very end belongs to the last sentence.
        let at = self.playhead(meter).min(take.len().previous().unwrap_or_default());
        reading.at_sample(take, at)
    }

    /// Where the sentence before begins, or this one where it was heard for a while.
    pub fn sentence_before(&self, meter: &Meter) -> Option<TakeSample> {
        let (take, reading) = self.reading()?;
        let now = self.sentence(meter)?;
        let start = reading.start_of(take, now)?;
        let heard = self.playhead(meter).saturating_sub(start).seconds(take.rate());
        match heard > JUST_BEGUN || now == 0 {
            true => Some(start),
            false => reading.start_of(take, now - 1),
        }
    }

    /// Where the next sentence begins; while it has not arrived, the end of what has, where it is waited for.
    pub fn sentence_after(&self, meter: &Meter) -> Option<TakeSample> {
        let (take, reading) = self.reading()?;
        let next = self.sentence(meter)? + 1;
        let waits = || (next < reading.len() && take.is_growing()).then(|| take.len());
        reading.start_of(take, next).or_else(waits)
    }

    /// What the player is to repeat, as far as it is known by now.
    pub fn repeated(&self) -> Option<Range<TakeSample>> {
        let (take, reading) = self.reading()?;
        match self.moving.repeat {
            RepeatMode::Off => None,
            RepeatMode::All => Some(TakeSample::ZERO..TakeSample::MAX),
            RepeatMode::Sentence => reading.samples(take, self.moving.anchor?),
        }
    }

    /// How many segments the take on the bar lacks that nobody is asking for.
    pub fn lacking(&self) -> Option<usize> {
        let take = self.playing.take.as_ref()?;
        let is_left = self.running().is_none() && !take.is_growing() && !take.is_complete();
        is_left.then(|| take.missing().len()).filter(|lacking| *lacking > 0)
    }

    /// Whether the text on screen is that of the take on the bar. A long text is compared only when one of them changes.
    pub fn is_text_of_take(&mut self) -> bool {
        let Some(take) = &self.playing.take else { return false };
        let known = self.moving.compared.as_ref();
        if let Some((_, _, same)) = known.filter(|(serial, id, _)| *serial == self.text_serial && id == take.id()) {
            return *same;
        }
        let same = take.text() == self.text;
        self.moving.compared = Some((self.text_serial, take.id().to_owned(), same));
        same
    }
}
