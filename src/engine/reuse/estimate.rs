//! What a text would cost.

use crate::engine::boundary::event::Reused;
use crate::engine::reuse::reusable_take::sentence_keys;
use crate::store::{Keys, SentenceIndex};
use crate::text::{Script, Segment, billed_characters};

/// More sentences than these are not looked up for an estimate, which is made with every change of the text.
const MANY: usize = 5_000;

/// What a text would cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Estimate {
    /// Requests.
    pub requests: usize,
    /// Characters that would be billed, about.
    pub characters: usize,
    /// What the library seems to have.
    pub saved: Reused,
    /// Requests if nothing were taken from the library.
    pub requests_afresh: usize,
}

/// Estimates by the index alone, without a look into the takes, so it is a little wrong where one of them is gone. Without
/// `keys` nothing is to be taken from the library.
pub fn estimate(script: &Script, limit_bytes: usize, pieces: &SentenceIndex, keys: Option<&Keys>) -> Estimate {
    let cost = |segments: &[Segment]| segments.iter().map(|segment| billed_characters(&segment.text)).sum::<usize>();
    let all = script.segments(limit_bytes);
    let afresh =
        Estimate { requests: all.len(), characters: cost(&all), saved: Reused::default(), requests_afresh: all.len() };
    let sentences = script.sentences();
    let Some(keys) = keys.filter(|_| sentences.len() <= MANY) else { return afresh };
    let text = |at: usize| &script.spoken()[sentences[at].spoken.clone()];
    let keys = sentence_keys(script, 0..sentences.len(), keys);
    let found = pieces.find(&keys).unwrap_or_default();
    if found.is_empty() {
        return afresh;
    }
    let mut estimate = Estimate { requests: 0, characters: 0, ..afresh };
    let mut at = 0;
    while at < keys.len() {
        if found.contains_key(&keys[at]) {
            estimate.saved.sentences += 1;
            estimate.saved.characters += billed_characters(text(at));
            at += 1;
            continue;
        }
        let count = keys[at..].iter().take_while(|key| !found.contains_key(*key)).count();
        let run = sentences[at].spoken.start..sentences[at + count - 1].spoken.end;
        let segments = script.segments_in(run, limit_bytes);
        estimate.requests += segments.len();
        estimate.characters += cost(&segments);
        at += count;
    }
    estimate
}
