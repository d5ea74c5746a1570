//! What a take has of its text that can be copied: its sentences, by the marks that bound them.

use std::collections::HashMap;
use std::ops::Range;

use crate::audio::TakeSample;
use crate::audio::take::{Mark, Take};
use crate::protocol::OutputAudio;
use crate::store::{Key, Keys, Library};
use crate::text::{Script, Sentence, speakable};

/// A take that was looked into.
pub(in crate::engine) struct ReusableTake {
    pub take: Take,
    sentences: Vec<Sentence>,
    keys: Vec<Key>,
    marks: Vec<Mark>,
    units: Vec<ExactSound>,
    by_key: HashMap<Key, Vec<usize>>,
}

/// Sentences whose sound has an exact beginning and an exact end, and none in between: mostly one.
struct ExactSound {
    sentences: Range<usize>,
    samples: Range<TakeSample>,
    marks: Range<usize>,
}

impl ReusableTake {
    /// Looks into a take. `None` if nothing of it may be copied: it is damaged, or its settings are not known.
    pub fn of(take: Take) -> Option<ReusableTake> {
        let header = take.header();
        let output: OutputAudio = serde_json::from_value(header.settings.clone()).ok()?;
        if take.damage().is_some() || output.sample_rate() != take.rate() {
            return None;
        }
        let script = crate::engine::job::rendition::script(&take);
        let keys = sentence_keys(&script, 0..script.sentences().len(), &Keys::of_take(header)?);
        // What is open may still be left out.
        let whole = take.whole();
        let marks = take.marks().into_iter().filter(|mark| mark.sample <= whole).collect();
        let mut kept = ReusableTake {
            sentences: script.sentences().to_vec(),
            units: Vec::new(),
            by_key: HashMap::new(),
            keys,
            marks,
            take,
        };
        kept.find_units(script.spoken());
        for (at, unit) in kept.units.iter().enumerate() {
            kept.by_key.entry(kept.keys[unit.sentences.start]).or_default().push(at);
        }
        Some(kept)
    }

    /// The units that begin with a sentence.
    pub fn units_of(&self, key: Key) -> &[usize] {
        self.by_key.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The sentences of a unit.
    pub fn keys(&self, unit: usize) -> Option<&[Key]> {
        self.units.get(unit).map(|unit| &self.keys[unit.sentences.clone()])
    }

    /// The sound of a unit.
    pub fn samples(&self, unit: usize) -> Range<TakeSample> {
        self.units[unit].samples.clone()
    }

    /// The sample at which a unit goes on `inside` bytes behind its beginning, if there is a mark.
    pub fn sample_inside(&self, unit: usize, inside: usize) -> Option<TakeSample> {
        let unit = &self.units[unit];
        let start = self.sentences[unit.sentences.start].spoken.start;
        self.marks[unit.marks.clone()].iter().find(|mark| mark.spoken == start + inside).map(|mark| mark.sample)
    }

    /// The marks of a unit from a sample on, with their bytes in another text, where its sentences are `there`.
    pub fn marks(&self, unit: usize, from: TakeSample, there: &[Sentence]) -> Vec<(TakeSample, usize)> {
        let unit = &self.units[unit];
        let here = &self.sentences[unit.sentences.clone()];
        let moved = |mark: &Mark| {
            let at = here.partition_point(|sentence| sentence.spoken.start <= mark.spoken).saturating_sub(1);
            let inside = mark.spoken.saturating_sub(here[at].spoken.start);
            Some((mark.sample, there.get(at)?.spoken.start + inside.min(here[at].spoken.len())))
        };
        self.marks[unit.marks.clone()].iter().filter(|mark| mark.sample >= from).filter_map(moved).collect()
    }

    /// The keys under which the take is to be found.
    fn first_keys(&self) -> Vec<Key> {
        self.units.iter().map(|unit| self.keys[unit.sentences.start]).collect()
    }

    /// The places at which a sentence begins exactly, in the order of both the text and the sound.
    fn edges(&self, text: &str) -> Vec<Edge> {
        let whole = self.take.whole();
        let mut edges: Vec<Edge> = Vec::new();
        let mut sentence = 0;
        for (mark, &Mark { sample, spoken, .. }) in self.marks.iter().enumerate() {
            let begins_here = |one: &Sentence| is_same_place(text, one.spoken.start, spoken);
            let is_behind = |one: &&Sentence| one.spoken.start < spoken && !begins_here(one);
            sentence += self.sentences[sentence..].iter().take_while(is_behind).count();
            if self.sentences.get(sentence).is_some_and(begins_here) {
                edges.push(Edge { sentence, mark, sample });
            }
        }
        // The end of what there is, if it is the end of a sentence too.
        let end = match self.take.is_complete() {
            true => Some(text.len()),
            false => self.take.missing().first().map(|missing| missing.spoken.start),
        };
        if let Some(end) = end.filter(|_| self.take.len() == whole) {
            let sentence = self.sentences.partition_point(|one| one.spoken.start < end);
            let next = self.sentences.get(sentence).map_or(text.len(), |next| next.spoken.start);
            if is_same_place(text, next, end) {
                edges.push(Edge { sentence, mark: self.marks.len(), sample: whole });
            }
        }
        // A sentence that begins twice begins where it did first.
        edges.dedup_by_key(|edge| edge.sentence);
        edges
    }

    fn find_units(&mut self, text: &str) {
        for pair in self.edges(text).windows(2) {
            let (from, to) = (&pair[0], &pair[1]);
            let (sentences, samples) = (from.sentence..to.sentence, from.sample..to.sample);
            // A passage that was requested anew with another voice is not what its key says.
            let is_other = self.marks[from.mark..to.mark].iter().any(|mark| self.take.is_other_at(mark.sample));
            if !sentences.is_empty() && !samples.is_empty() && !is_other {
                self.units.push(ExactSound { sentences, samples, marks: from.mark..to.mark });
            }
        }
    }
}

/// A place at which a sentence begins exactly, by its mark.
struct Edge {
    sentence: usize,
    mark: usize,
    sample: TakeSample,
}

/// The keys of sentences, each as its speaker speaks it.
pub(super) fn sentence_keys(script: &Script, sentences: Range<usize>, keys: &Keys) -> Vec<Key> {
    let key = |spoken: &Range<usize>| keys.spoken_by(script.speaker_at(spoken.start), &script.spoken()[spoken.clone()]);
    script.sentences()[sentences].iter().map(|sentence| key(&sentence.spoken)).collect()
}

/// Whether nothing that can be spoken stands between two places: then a sentence that begins at one begins at the other.
fn is_same_place(text: &str, a: usize, b: usize) -> bool {
    text.get(a.min(b)..a.max(b)).is_some_and(|between| !speakable(between))
}

/// The keys under which a take of the library is to be found; none if it cannot be read.
pub(in crate::engine) fn keys_of(library: &Library, id: &str) -> Vec<Key> {
    let take = library.dir(id).ok().and_then(|dir| Take::open(&dir).ok());
    take.and_then(ReusableTake::of).map_or_else(Vec::new, |kept| kept.first_keys())
}

/// The same for a take that is open.
pub(in crate::engine) fn keys_in(take: &Take) -> Vec<Key> {
    ReusableTake::of(take.clone()).map_or_else(Vec::new, |kept| kept.first_keys())
}
