//! What the library has of a text already, so that it is not requested again.
//!
//! A text is divided into stretches that are requested and stretches that another take has. The index of the library
//! ([`SentenceIndex`]) says which takes to look into; what they have is asked of them ([`ReusableTake`]), never believed of the index.
//! Knows nothing of how what is missing is requested.

mod estimate;
mod reusable_take;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

pub use estimate::{Estimate, estimate};
use reusable_take::{ReusableTake, sentence_keys};
pub(super) use reusable_take::{keys_in, keys_of};

use crate::audio::TakeSample;
use crate::audio::take::{ReuseOrigin, Take};
use crate::engine::demo::Demo;
use crate::store::{Key, Keys, Library, SentenceIndex};
use crate::text::{Script, billed_characters, speakable};

/// So many takes are looked into for one sentence before it is requested: that it is in none of the newest is a sign of an
/// index that knows takes which are gone.
const TRIES: usize = 6;

/// So many sentences in a row are enough to prefer one take to another.
const RUN: usize = 64;

/// Where sentences may be found.
#[derive(Clone)]
pub(super) struct Sources {
    pub library: Library,
    pub pieces: SentenceIndex,
    /// Takes that are open, and that the index may not know yet.
    pub at_hand: Vec<Take>,
    /// The built-in account, which may have no voice for a text.
    pub demo: Demo,
}

/// A stretch of the spoken text. Those of a text follow each other without a gap.
#[derive(Debug)]
pub(super) struct SpokenRange {
    pub spoken: Range<usize>,
    /// Where its sound is, if it is not requested.
    pub saved: Option<ReusedSound>,
}

/// Sound that another take has.
#[derive(Clone, Debug)]
pub(super) struct ReusedSound {
    pub take: Take,
    pub samples: Range<TakeSample>,
    /// The marks in it: the sample of the other take, and the byte of the new spoken text.
    pub marks: Vec<(TakeSample, usize)>,
    pub origin: ReuseOrigin,
    pub sentences: usize,
    pub characters: usize,
}

impl Sources {
    /// Divides a stretch of a script. `keys` are those of the voices and the settings that it is to be spoken with. Reads
    /// files; whatever cannot be read is requested.
    pub fn divide(&self, script: &Script, spoken: Range<usize>, keys: &Keys) -> Vec<SpokenRange> {
        let all = script.sentences();
        let first = all.partition_point(|sentence| sentence.spoken.end <= spoken.start);
        let last = all.partition_point(|sentence| sentence.spoken.start < spoken.end);
        if first >= last {
            return vec![SpokenRange { spoken, saved: None }];
        }
        let mut finder = ReuseFinder::new(self, script, first..last, keys);
        let mut parts: Vec<SpokenRange> = Vec::new();
        let mut at = first;
        let mut before = None;
        while at < last {
            let start = all[at].spoken.start.max(spoken.start);
            let hit = finder.find(at, start, spoken.end, before);
            let count = hit.as_ref().map_or(1, |hit| hit.count);
            let end = all.get(at + count).map_or(spoken.end, |next| next.spoken.start.min(spoken.end));
            finder.put(&mut parts, start..end, at, hit.as_ref());
            before = hit.map(|hit| (hit.kept, hit.unit));
            at += count;
        }
        for part in &mut parts {
            part.saved.take_if(|saved| !saved.is_there());
        }
        parts.dedup_by(|next, last| {
            let both_asked = next.saved.is_none() && last.saved.is_none();
            if both_asked {
                last.spoken.end = next.spoken.end;
            }
            both_asked
        });
        parts
    }
}

/// Sentences of the new text that a take has.
struct Hit {
    /// Which of the takes that are open.
    kept: usize,
    /// Which of its units.
    unit: usize,
    /// The first sample.
    from: TakeSample,
    /// How many sentences.
    count: usize,
}

/// The search for the sentences of one text.
struct ReuseFinder<'a> {
    sources: &'a Sources,
    script: &'a Script,
    /// The sentences in question; `keys[0]` is that of the first.
    range: Range<usize>,
    keys: Vec<Key>,
    /// The takes that may have a sentence, the most useful first.
    places: HashMap<Key, Vec<String>>,
    opened: Vec<ReusableTake>,
    looked: HashSet<String>,
}

impl<'a> ReuseFinder<'a> {
    fn new(sources: &'a Sources, script: &'a Script, range: Range<usize>, keys: &Keys) -> ReuseFinder<'a> {
        let keys = sentence_keys(script, range.clone(), keys);
        // An index that cannot be read costs requests, which is what a text costs anyway.
        let mut places = sources.pieces.find(&keys).unwrap_or_default();
        let mut votes: HashMap<String, usize> = HashMap::new();
        for take in keys.iter().filter_map(|key| places.get(key)).flatten() {
            *votes.entry(take.clone()).or_default() += 1;
        }
        // A take that has much of the text is better than one that has a sentence of it: its sentences fit each other.
        places.values_mut().for_each(|takes| takes.sort_by_key(|take| std::cmp::Reverse(votes[take])));
        let mut finder =
            ReuseFinder { sources, script, range, keys, places, opened: Vec::new(), looked: HashSet::new() };
        for take in &sources.at_hand {
            finder.open(take.clone());
        }
        finder
    }

    fn open(&mut self, take: Take) {
        // What was deleted meanwhile is no source, whoever still holds it.
        if take.dir().is_dir() && self.looked.insert(take.id().to_owned()) {
            self.opened.extend(ReusableTake::of(take));
        }
    }

    /// Who has the sentence `at` from byte `start` on, and best what follows it too, up to byte `end`.
    fn find(&mut self, at: usize, start: usize, end: usize, before: Option<(usize, usize)>) -> Option<Hit> {
        if let Some((kept, unit)) = before
            && let Some(hit) = self.hit(kept, unit + 1, at, start, end)
        {
            return Some(hit);
        }
        let key = self.keys[at - self.range.start];
        if let Some(hit) = self.best_of_opened(key, at, start, end) {
            return Some(hit);
        }
        let takes = self.places.get(&key)?.iter().filter(|take| !self.looked.contains(*take));
        let takes: Vec<String> = takes.take(TRIES).cloned().collect();
        for id in takes {
            let opened = self.sources.library.dir(&id).ok().and_then(|dir| Take::open(&dir).ok());
            self.looked.insert(id);
            self.opened.extend(opened.and_then(ReusableTake::of));
            if let Some(hit) = self.best_of_opened(key, at, start, end) {
                return Some(hit);
            }
        }
        None
    }

    fn best_of_opened(&self, key: Key, at: usize, start: usize, end: usize) -> Option<Hit> {
        let hits = self.opened.iter().enumerate().flat_map(|(kept, take)| {
            take.units_of(key).iter().filter_map(move |&unit| self.hit(kept, unit, at, start, end))
        });
        // The take that was opened first is the more useful one.
        hits.max_by_key(|hit| (self.run(hit, at, end), std::cmp::Reverse(hit.kept)))
    }

    /// Whether a unit of a take is what the sentences from `at` on are.
    fn hit(&self, kept: usize, unit: usize, at: usize, start: usize, end: usize) -> Option<Hit> {
        let take = &self.opened[kept];
        let keys = take.keys(unit)?;
        let all = self.script.sentences();
        let wanted = self.keys[at - self.range.start..].get(..keys.len())?;
        let whole = all[at + keys.len() - 1].spoken.end <= end;
        // A pause stands where a mark is known, and only there.
        let is_paused = (at + 1..at + keys.len()).any(|inside| self.script.pause_before(inside) > 0);
        if wanted != keys || !whole || is_paused {
            return None;
        }
        let sentence = &all[at].spoken;
        let inside = start.saturating_sub(sentence.start);
        let from = match speakable(&self.script.spoken()[sentence.start..sentence.start + inside]) {
            // What was begun is gone on with where it stopped.
            true => take.sample_inside(unit, inside)?,
            false => take.samples(unit).start,
        };
        Some(Hit { kept, unit, from, count: keys.len() })
    }

    /// How many sentences in a row a take has from a hit on.
    fn run(&self, hit: &Hit, at: usize, end: usize) -> usize {
        let (mut at, mut unit, mut count) = (at + hit.count, hit.unit + 1, hit.count);
        while count < RUN && at < self.range.end {
            let start = self.script.sentences()[at].spoken.start;
            let Some(next) = self.hit(hit.kept, unit, at, start, end) else { break };
            (at, unit, count) = (at + next.count, unit + 1, count + next.count);
        }
        count
    }

    /// Adds a stretch to the parts, or to the last of them if it goes on there.
    fn put(&self, parts: &mut Vec<SpokenRange>, spoken: Range<usize>, at: usize, hit: Option<&Hit>) {
        let saved = hit.and_then(|hit| self.saved(&spoken, at, hit));
        match (parts.last_mut(), saved) {
            (Some(SpokenRange { spoken: last, saved: None }), None) => last.end = spoken.end,
            (Some(SpokenRange { spoken: last, saved: Some(before) }), Some(saved))
                if before.goes_on_in(&saved) && self.script.pause_before(at) == 0 =>
            {
                last.end = spoken.end;
                before.samples.end = saved.samples.end;
                before.marks.extend(saved.marks);
                before.sentences += saved.sentences;
                before.characters += saved.characters;
            }
            (_, saved) => parts.push(SpokenRange { spoken, saved }),
        }
    }

    fn saved(&self, spoken: &Range<usize>, at: usize, hit: &Hit) -> Option<ReusedSound> {
        let kept = &self.opened[hit.kept];
        let samples = hit.from..kept.samples(hit.unit).end;
        let here = &self.script.sentences()[at..at + hit.count];
        let mut marks = kept.marks(hit.unit, samples.start, here);
        if let Some(first) = marks.first_mut() {
            *first = (samples.start, spoken.start);
        }
        Some(ReusedSound {
            origin: kept.take.origin_at(samples.start)?,
            take: kept.take.clone(),
            samples,
            marks,
            sentences: hit.count,
            characters: billed_characters(&self.script.spoken()[spoken.clone()]),
        })
    }
}

impl ReusedSound {
    /// Whether its last sample can be read: a take that is held open may have lost its files meanwhile.
    fn is_there(&self) -> bool {
        let last = self.samples.end.previous().unwrap_or_default();
        matches!(self.take.reader().read(last, &mut [0]), Ok(1))
    }

    /// Whether `next` is the very next sound of the same request of the same take.
    fn goes_on_in(&self, next: &ReusedSound) -> bool {
        self.origin.take == next.origin.take
            && self.origin.request == next.origin.request
            && self.samples.end == next.samples.start
    }
}
