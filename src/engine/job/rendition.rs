//! A take with the places where pauses may stand, which only its text knows.

use std::sync::Arc;

use crate::audio::take::Take;
use crate::audio::{PauseSettings, Rendition, SentenceStart};
use crate::engine::cast::{Cast, script_of};
use crate::text::Script;

/// The take as it is heard and saved.
pub fn rendition(take: &Take, joins: PauseSettings) -> Rendition {
    if joins.is_none() {
        return take.clone().into();
    }
    Rendition::new(take.clone(), joins, sentences_of(take))
}

/// Where the sentences of a take begin. Linear in the length of its text.
pub(in crate::engine) fn sentences_of(take: &Take) -> Arc<[SentenceStart]> {
    sentence_starts(&script(take))
}

/// The script of a take, read by its speakers, or in the parts in which it was spoken. Linear in the length of the text.
pub fn script(take: &Take) -> Script {
    let header = take.header();
    match Cast::of(header) {
        Some(cast) => script_of(&take.text(), header.markdown, Some(&cast)),
        None => Script::of_parts(&take.text(), &take.text_parts(), header.markdown),
    }
}

/// The places of a script where pauses may stand. A paragraph begins where the one before has ended; before the first
/// sentence there is no join.
pub(in crate::engine) fn sentence_starts(script: &Script) -> Arc<[SentenceStart]> {
    let pairs = script.sentences().windows(2);
    pairs.map(|pair| SentenceStart { spoken: pair[1].spoken.start, paragraph: pair[0].paragraph_end }).collect()
}
