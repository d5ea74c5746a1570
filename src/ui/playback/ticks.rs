//! Where the chapters and the sentences of the take on the bar begin in time.

use std::sync::Arc;

use crate::audio::TakeSample;
use crate::ui::playback::PlaybackState;

/// The beginning of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Its first sample.
    pub sample: TakeSample,
    /// The title of the chapter.
    pub title: String,
}

/// The chapters and sentences whose sound has come, as they were found last.
#[derive(Debug, Default)]
pub struct Ticks {
    take: String,
    facts: u64,
    growing: bool,
    /// How many sentences the take has, as far as its text was read.
    all: usize,
    chapters: Arc<Vec<Tick>>,
    sentences: Arc<Vec<TakeSample>>,
}

/// Of a take that grows, so many of the last chapters are looked for again: their mark may have ended since.
const UNSURE: usize = 4;

/// Sentences are looked for where there are at most so many: more have no room on any bar.
const MOST_SENTENCES: usize = 400;

impl PlaybackState {
    /// The chapters and the sentences of the take on the bar whose sound has come, in order. No sentences where there are too
    /// many for a bar. Looks only where something has changed since the last call.
    pub fn ticks(&mut self) -> (Arc<Vec<Tick>>, Arc<Vec<TakeSample>>) {
        let Some((take, reading)) = self.reading().map(|(take, reading)| (take.clone(), reading.clone())) else {
            return Default::default();
        };
        let extent = take.extent();
        let ticks = &mut self.ticks;
        let is_same = ticks.take == take.id() && ticks.all == reading.len();
        if !is_same || ticks.facts != extent.facts || ticks.growing != extent.growing {
            let chapters = Arc::make_mut(&mut ticks.chapters);
            chapters.truncate(if is_same && extent.growing { chapters.len().saturating_sub(UNSURE) } else { 0 });
            for chapter in &reading.chapters()[chapters.len()..] {
                let Some(sample) = reading.start_of_spoken(&take, chapter.spoken) else { break };
                chapters.push(Tick { sample, title: chapter.title.clone() });
            }
            let sentences = if reading.len() <= MOST_SENTENCES { 0..reading.len() } else { 0..0 };
            ticks.sentences = Arc::new(sentences.map_while(|sentence| reading.start_of(&take, sentence)).collect());
            (ticks.take, ticks.facts, ticks.growing) = (take.id().to_owned(), extent.facts, extent.growing);
            ticks.all = reading.len();
        }
        (ticks.chapters.clone(), ticks.sentences.clone())
    }
}
