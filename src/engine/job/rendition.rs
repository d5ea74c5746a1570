//! A take with the places where pauses may stand, which only its text knows.

use std::sync::Arc;

use crate::audio::take::{Header, Take};
use crate::audio::{PauseSettings, Rendition, SentenceStart, TakeSample, timing};
use crate::engine::cast::{Cast, script_of};
use crate::text::{Script, ScriptReading};

/// The take as it is heard and saved.
pub fn rendition(take: &Take, joins: PauseSettings) -> Rendition {
    if joins.is_none() && !take.header().pauses {
        return take.clone().into();
    }
    Rendition::new(take.clone(), joins, sentences_of(take))
}

/// Where the sentences of a take begin. Linear in the length of its text.
pub(in crate::engine) fn sentences_of(take: &Take) -> Arc<[SentenceStart]> {
    sentence_starts(&script(take))
}

/// How the text of a take is read.
pub(in crate::engine) fn reading_of(header: &Header) -> ScriptReading {
    ScriptReading { markdown: header.markdown, pauses: header.pauses }
}

/// The first sample of the sentence at a byte of the text, where that has come.
pub(in crate::engine) fn start_of_source(script: &Script, take: &Take, byte: usize) -> Option<TakeSample> {
    let at = script.sentences().partition_point(|sentence| sentence.source.start <= byte).saturating_sub(1);
    let spoken = script.sentences().get(at)?.spoken.start;
    let place = timing::start_of(take, spoken, &|range| script.weight(range))?;
    // In a piece that is still coming in it is a guess, which the rest of the piece may prove wrong.
    (place.exact || place.sample < take.extent().whole).then_some(place.sample)
}

/// The script of a take, read by its speakers, or in the parts in which it was spoken. Linear in the length of the text.
pub fn script(take: &Take) -> Script {
    let header = take.header();
    match Cast::of(header) {
        Some(cast) => script_of(&take.text(), reading_of(header), Some(&cast)),
        None => Script::of_parts(&take.text(), &take.text_parts(), reading_of(header)),
    }
}

/// The places of a script where pauses may stand: before its sentences, and at its end. A paragraph begins where the one before has
/// ended.
pub(in crate::engine) fn sentence_starts(script: &Script) -> Arc<[SentenceStart]> {
    let sentences = script.sentences();
    let place = |at: usize| SentenceStart {
        spoken: sentences.get(at).map_or(script.spoken().len(), |sentence| sentence.spoken.start),
        paragraph: at.checked_sub(1).is_some_and(|before| sentences[before].paragraph_end),
        pause_ms: script.pause_before(at),
    };
    (0..=sentences.len()).map(place).collect()
}
