//! What the margins of the page tell of the text beside them: its requests, and which sentences failed.

use std::ops::Range;
use std::sync::Arc;

use crate::audio::Meter;
use crate::audio::take::{Passage, Take};
use crate::ui::document::PageText;
use crate::ui::model::Model;
use crate::ui::playback::{SegmentProgress, Slice, TakeText};

/// A request of the text on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageRequest {
    /// Its number, from 0.
    pub number: usize,
    /// Its bytes of the text.
    pub source: Range<usize>,
    /// Its bytes of the spoken text of the take; empty before anything was requested.
    pub spoken: Range<usize>,
    /// How many bytes are sent; 0 for what another take had.
    pub bytes: usize,
    /// How many may be.
    pub limit: usize,
    /// What has become of it; none before anything was requested.
    pub state: Option<SegmentProgress>,
}

/// What the margins tell.
#[derive(Debug, Default)]
pub struct PageMargin {
    /// The requests of the take on the bar, as far as the page still has them, else those that would be made.
    pub requests: Vec<PageRequest>,
    /// The bytes of the text of which a request failed, in whole sentences; sentences in a row are one.
    pub failed: Vec<Range<usize>>,
    /// What was spoken more than once, in the order of the page.
    pub passages: Vec<PagePassage>,
}

/// A passage of the take on the bar that has several versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePassage {
    /// Its bytes of the text, in whole sentences: as far as the page still has them.
    pub source: Range<usize>,
    /// Its bytes of the spoken text.
    pub spoken: Range<usize>,
}

/// The margins as they were found last, and what of.
#[derive(Debug, Default)]
pub struct FoundMargin {
    key: MarginKey,
    found: Arc<PageMargin>,
}

/// What the margins are found from: while it is the same, they are too.
#[derive(Debug, Default)]
struct MarginKey {
    page: u64,
    limit: usize,
    /// The text of the take, and how often more than its length has changed.
    reading: Option<(Arc<TakeText>, u64)>,
    states: Vec<SegmentProgress>,
    passages: Arc<[Passage]>,
}

impl MarginKey {
    fn is_same(&self, other: &MarginKey) -> bool {
        let is_same_take = match (&self.reading, &other.reading) {
            (Some((one, facts)), Some((other, others))) => Arc::ptr_eq(one, other) && facts == others,
            (one, other) => one.is_none() && other.is_none(),
        };
        let is_same_page = (self.page, self.limit) == (other.page, other.limit);
        is_same_page && is_same_take && self.states == other.states && Arc::ptr_eq(&self.passages, &other.passages)
    }
}

impl Model {
    /// What the margins of the page tell. Looks only where something has changed since the last call.
    pub fn margin(&mut self, meter: &Meter) -> Arc<PageMargin> {
        let shown = self.playback.reading().map(|(take, reading)| (take.clone(), reading.clone()));
        let take = shown.as_ref().map(|(take, _)| take).or(self.playback.unkept());
        let states = take.map_or(&[][..], |take| self.playback.states_of(take));
        let key = MarginKey {
            page: self.document.page.edition,
            limit: self.settings.segment_limit,
            reading: shown.as_ref().map(|(take, reading)| (reading.clone(), take.extent().facts)),
            states: states.to_vec(),
            passages: self.playback.passages.clone(),
        };
        if !self.document.margin.key.is_same(&key) {
            let limit = key.limit;
            let found = match shown {
                None => {
                    let unkept = self.playback.unkept().filter(|take| take.text() == self.document.text);
                    let plans = unkept.map_or_else(Vec::new, Take::segments);
                    let failed = plans.into_iter().zip(states).filter(|(_, state)| **state == SegmentProgress::Failed);
                    let failed = failed.map(|(plan, _)| plan.source).collect();
                    PageMargin { failed, ..PageMargin::planned(&self.document.page, limit) }
                }
                Some((take, _)) if self.document.page.take.as_deref() != Some(take.id()) => PageMargin::default(),
                Some((take, reading)) => {
                    let slices = self.playback.timeline(meter).slices;
                    let failed =
                        |place: usize| slices.get(place).is_some_and(|one| one.state == SegmentProgress::Failed);
                    let missing = take.missing().into_iter().filter(|one| failed(one.segment)).map(|one| one.spoken);
                    let found = PageMargin::of_take(&self.document.page, &reading, &slices, missing, limit);
                    PageMargin { passages: passages(&self.document.page, &reading, &key.passages), ..found }
                }
            };
            self.document.margin = FoundMargin { key, found: Arc::new(found) };
        }
        self.document.margin.found.clone()
    }

    /// The byte of the spoken text at which the piece begins that is heard.
    pub fn heard_byte(&self, meter: &Meter) -> Option<usize> {
        let take = self.playback.take.as_ref().filter(|_| self.playback.has_playhead())?;
        take.mark_at(self.playback.playhead(meter)).map(|mark| mark.spoken)
    }
}

impl PageMargin {
    /// That of a text of which nothing was requested.
    fn planned(page: &PageText, limit: usize) -> PageMargin {
        let request = |(number, (source, bytes)): (usize, &(Range<usize>, usize))| PageRequest {
            number,
            source: source.clone(),
            spoken: 0..0,
            bytes: *bytes,
            limit,
            state: None,
        };
        PageMargin { requests: page.planned.iter().enumerate().map(request).collect(), ..PageMargin::default() }
    }

    /// That of a take. `missing` are the bytes of the spoken text whose requests failed.
    fn of_take(
        page: &PageText,
        reading: &TakeText,
        slices: &[Slice],
        missing: impl Iterator<Item = Range<usize>>,
        limit: usize,
    ) -> PageMargin {
        let request = |(number, slice): (usize, &Slice)| {
            let sounds = reading.touching(&slice.spoken);
            let first = page.source_of(sounds.start)?;
            let last = page.source_of(sounds.end.checked_sub(1)?)?;
            (first.start < last.end).then(|| PageRequest {
                number,
                source: first.start..last.end,
                spoken: slice.spoken.clone(),
                bytes: slice.bytes,
                limit,
                state: Some(slice.state),
            })
        };
        PageMargin {
            requests: slices.iter().enumerate().filter_map(request).collect(),
            failed: missing.flat_map(|spoken| page.sources_of(reading.touching(&spoken))).collect(),
            passages: Vec::new(),
        }
    }

    /// Whether a request for the sentence at a byte of the text failed.
    pub fn has_failed(&self, byte: usize) -> bool {
        self.failed.iter().any(|failed| failed.contains(&byte))
    }
}

/// Where passages stand on the page, in its order.
fn passages(page: &PageText, reading: &TakeText, all: &[Passage]) -> Vec<PagePassage> {
    let found = all.iter().filter_map(|passage| {
        let sources = page.sources_of(reading.touching(&passage.spoken));
        let source = sources.first()?.start..sources.last()?.end;
        (source.start < source.end).then(|| PagePassage { source, spoken: passage.spoken.clone() })
    });
    let mut found: Vec<PagePassage> = found.collect();
    found.sort_by_key(|passage| passage.source.start);
    found
}
