//! The sentences of the text on screen, and which of them have their sound in the take on the bar.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::{Script, matches};
use crate::ui::document::paper::Splice;
use crate::ui::playback::TakeText;

/// A sentence on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PageSentence {
    /// Its bytes of the text.
    source: Range<usize>,
    /// Which sentence of the take it is; none where it was not spoken yet.
    sound: Option<usize>,
}

/// The sentences of a text, matched with those of a take.
#[derive(Debug, Default)]
pub struct PageText {
    /// Which text it is of: [`DocumentState::serial`](crate::ui::document::DocumentState::serial).
    pub serial: u64,
    /// Rises with each change of it in the window.
    pub(super) edition: u64,
    /// The take, where there is one.
    pub take: Option<String>,
    sentences: Vec<PageSentence>,
    /// For each sentence of the take, which one it is on the page.
    places: Vec<Option<usize>>,
    /// How many sentences have no sound.
    unspoken: usize,
    /// How the text would be cut into requests: their bytes of the text, and how many bytes are sent.
    pub planned: Vec<(Range<usize>, usize)>,
}

impl PageText {
    /// Finds the sentences of a script, whose [`sounds`](crate::engine::sounds) these are, and those of the take that are the same.
    /// Linear in the length of both: not for the window's own thread.
    pub fn new(
        serial: u64,
        script: &Script,
        sounds: &[Cow<'_, str>],
        limit: usize,
        reading: Option<&TakeText>,
    ) -> PageText {
        let all = script.sentences();
        let new: Vec<&str> = sounds.iter().map(Cow::as_ref).collect();
        let there = reading.map(TakeText::sounds).unwrap_or_default();
        let old: Vec<&str> = there.iter().map(Cow::as_ref).collect();
        let sounds = matches(&old, &new);
        let mut places = vec![None; old.len()];
        for (at, sound) in sounds.iter().enumerate() {
            if let Some(sound) = sound {
                places[*sound] = Some(at);
            }
        }
        let unspoken = sounds.iter().filter(|sound| sound.is_none()).count();
        let sentences = all.iter().zip(sounds);
        PageText {
            serial,
            edition: 0,
            take: reading.map(|reading| reading.take.clone()),
            sentences: sentences.map(|(one, sound)| PageSentence { source: one.source.clone(), sound }).collect(),
            places,
            unspoken,
            // What was spoken is cut as it was requested.
            planned: match reading {
                Some(_) => Vec::new(),
                None => script.segments(limit).into_iter().map(|one| (one.source, one.text.len())).collect(),
            },
        }
    }

    /// Moves the sentences with an edit, until they are found anew: one that was changed has lost its sound.
    pub(super) fn splice(&mut self, change: Splice) {
        self.edition += 1;
        let end = change.at + change.old;
        let moved = |at: usize| if at >= end { at - change.old + change.new } else { at.min(change.at) };
        for sentence in &mut self.sentences {
            let Range { start, end: last } = sentence.source;
            if last <= change.at {
                continue;
            }
            if start < end
                && let Some(sound) = sentence.sound.take()
            {
                self.places[sound] = None;
                self.unspoken += 1;
            }
            sentence.source = moved(start)..moved(last);
        }
        for (source, _) in &mut self.planned {
            *source = moved(source.start)..moved(source.end);
        }
    }

    /// Where a sentence of the take stands in the text, in bytes; none where it was changed or deleted.
    pub fn source_of(&self, sound: usize) -> Option<Range<usize>> {
        let place = (*self.places.get(sound)?)?;
        self.sentences.get(place).map(|sentence| sentence.source.clone())
    }

    /// Where on the page one is who is in a sentence of the take: there, or where what follows the sentence before it begins.
    /// None where nothing before it is on the page, or nothing follows.
    pub fn place_of(&self, sound: usize) -> Option<usize> {
        let own = self.source_of(sound).map(|source| source.start);
        let after = || {
            let before = self.places.get(..sound)?.iter().rev().find_map(|place| *place)?;
            self.sentences.get(before + 1).map(|sentence| sentence.source.start)
        };
        own.or_else(after)
    }

    /// The sentence of the take that stands at a byte of the text; where there is none, the one before it on the page. None for
    /// a sentence without sound.
    pub fn sound_at(&self, byte: usize) -> Option<usize> {
        let place = self.sentences.partition_point(|sentence| sentence.source.start <= byte).checked_sub(1)?;
        self.sentences[place].sound
    }

    /// Where the sentence at a byte of the text begins; where there is none, the byte itself.
    pub fn start_at(&self, byte: usize) -> usize {
        let place = self.sentences.partition_point(|sentence| sentence.source.start <= byte).checked_sub(1);
        place.map_or(byte, |place| self.sentences[place].source.start)
    }

    /// Whether the sentence at a byte and all that follow it follow each other in the take too.
    pub fn is_spoken_from(&self, byte: usize) -> bool {
        let first = self.sentences.partition_point(|sentence| sentence.source.start <= byte).saturating_sub(1);
        let rest = &self.sentences[first..];
        let follows = |pair: &[PageSentence]| pair[0].sound.is_some_and(|sound| pair[1].sound == Some(sound + 1));
        rest.first().is_some_and(|sentence| sentence.sound.is_some()) && rest.windows(2).all(follows)
    }

    /// How many sentences were not spoken yet.
    pub fn unspoken(&self) -> usize {
        self.unspoken
    }

    /// Where the sentences without sound stand that touch these bytes of the text; those in a row are one.
    pub fn unspoken_in(&self, bytes: &Range<usize>) -> Vec<Range<usize>> {
        let first = self.sentences.partition_point(|sentence| sentence.source.end <= bytes.start);
        let near =
            (first..).zip(&self.sentences[first..]).take_while(|(_, sentence)| sentence.source.start < bytes.end);
        self.in_rows(near.filter(|(_, sentence)| sentence.sound.is_none()).map(|(place, _)| place))
    }

    /// Where these sentences of the take stand in the text; those in a row are one.
    pub(super) fn sources_of(&self, sounds: Range<usize>) -> Vec<Range<usize>> {
        self.in_rows(sounds.filter_map(|sound| *self.places.get(sound)?))
    }

    /// The bytes of sentences, by their places on the page; each that follows the one before is joined to it.
    fn in_rows(&self, places: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut next = None;
        for place in places {
            let source = self.sentences[place].source.clone();
            match found.last_mut() {
                Some(last) if next == Some(place) => last.end = source.end,
                _ => found.push(source),
            }
            next = Some(place + 1);
        }
        found
    }
}
