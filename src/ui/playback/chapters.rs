//! Where the chapters of the take on the bar begin in time.

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

/// The chapters whose sound has come, as they were found last.
#[derive(Debug, Default)]
pub struct Ticks {
    take: String,
    facts: u64,
    growing: bool,
    found: Arc<Vec<Tick>>,
}

/// Of a take that grows, so many of the last ticks are looked for again: their mark may have ended since.
const UNSURE: usize = 4;

impl PlaybackState {
    /// The chapters of the take on the bar whose sound has come, in order. Looks only for what has changed since the last call.
    pub fn chapters(&mut self) -> Arc<Vec<Tick>> {
        let Some((take, reading)) = self.reading().map(|(take, reading)| (take.clone(), reading.clone())) else {
            return Arc::default();
        };
        let extent = take.extent();
        let ticks = &mut self.ticks;
        let same = ticks.take == take.id();
        if same && ticks.facts == extent.facts && ticks.growing == extent.growing {
            return ticks.found.clone();
        }
        let found = Arc::make_mut(&mut ticks.found);
        found.truncate(if same && extent.growing { found.len().saturating_sub(UNSURE) } else { 0 });
        for chapter in &reading.chapters()[found.len()..] {
            let Some(sample) = reading.start_of_spoken(&take, chapter.spoken) else { break };
            found.push(Tick { sample, title: chapter.title.clone() });
        }
        (ticks.take, ticks.facts, ticks.growing) = (take.id().to_owned(), extent.facts, extent.growing);
        ticks.found.clone()
    }
}
