//! Which takes are shown, and in what order.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::store::VoiceChoice;
use crate::store::library::info::{TakeInfo, TakeState};
use crate::store::library::search::Query;

/// What a list of takes is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// When they were begun; the newest first.
    #[default]
    Date,
    /// How long they play; the longest first.
    Length,
    /// What they are called: Chinese by its sound, numbers by their value.
    Title,
    /// The name of the voice, then the newest first.
    Voice,
    /// What they take on disk; the largest first.
    Size,
}

/// Sorts takes. Those that are equal in what counts stand the newest first.
pub fn sort(takes: &mut [Arc<TakeInfo>], by: SortBy, reversed: bool) {
    let newest = |a: &Arc<TakeInfo>, b: &Arc<TakeInfo>| (b.begun, &b.id).cmp(&(a.begun, &a.id));
    let turned = |order: Ordering| if reversed { order.reverse() } else { order };
    match by {
        SortBy::Date => takes.sort_unstable_by(|a, b| turned(newest(a, b))),
        SortBy::Length => takes.sort_unstable_by(|a, b| turned(b.duration().cmp(&a.duration())).then(newest(a, b))),
        SortBy::Size => takes.sort_unstable_by(|a, b| turned(b.bytes.cmp(&a.bytes)).then(newest(a, b))),
        SortBy::Title => takes.sort_unstable_by(|a, b| turned(a.title_key().cmp(b.title_key())).then(newest(a, b))),
        SortBy::Voice => takes.sort_unstable_by(|a, b| turned(a.voice_key().cmp(b.voice_key())).then(newest(a, b))),
    }
}

/// The states that a list can be narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StateFilter {
    /// Only what is complete.
    Complete,
    /// Only what lacks something, also what is being written.
    Unfinished,
    /// Only what is damaged.
    Damaged,
}

/// Which takes are shown. The default shows all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What was typed into the search field.
    pub query: Query,
    /// Ids that a search of the whole texts has found for the same query.
    pub found: HashSet<String>,
    /// Only those of the voice with this id.
    pub voice: Option<String>,
    /// Only those of a state.
    pub state: Option<StateFilter>,
    /// Only those with a star.
    pub starred: bool,
}

impl Filter {
    /// Whether a take is shown.
    pub fn shows(&self, take: &TakeInfo) -> bool {
        let state = match self.state {
            None => true,
            Some(StateFilter::Complete) => take.state == TakeState::Complete,
            Some(StateFilter::Unfinished) => matches!(take.state, TakeState::Unfinished | TakeState::Writing),
            Some(StateFilter::Damaged) => matches!(take.state, TakeState::Damaged(_)),
        };
        state
            && (!self.starred || take.starred)
            && self.voice.as_ref().is_none_or(|voice| *voice == take.voice_id)
            && (self.query.matches(take) || self.found.contains(&take.id))
    }
}

/// The voices of a list and how many takes each of them has; the most used first.
pub fn voices(takes: &[Arc<TakeInfo>]) -> Vec<(VoiceChoice, usize)> {
    // A voice that was renamed at the service has the name of its newest take.
    let mut count: HashMap<&str, (i64, &str, usize)> = HashMap::new();
    for take in takes.iter().filter(|take| !take.voice_id.is_empty()) {
        let voice = count.entry(&take.voice_id).or_insert((i64::MIN, "", 0));
        if take.begun >= voice.0 {
            (voice.0, voice.1) = (take.begun, &take.voice_name);
        }
        voice.2 += 1;
    }
    let named = |(id, (_, name, takes)): (&str, (i64, &str, usize))| {
        (VoiceChoice { id: id.to_owned(), name: name.to_owned() }, takes)
    };
    let mut voices: Vec<(VoiceChoice, usize)> = count.into_iter().map(named).collect();
    voices.sort_unstable_by(|(a, m), (b, n)| n.cmp(m).then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id))));
    voices
}
