//! The chapters of a saved file: what its texts are divided into, and the files it was joined of.
//!
//! A text with headings gives a chapter for each; what stands before the first is one of the name of the whole. A file
//! without headings is one chapter among others, and none by itself.

use std::ops::Range;
use std::sync::Arc;

use crate::audio::TakeSample;
use crate::audio::files::export::{Begins, Chapter};
use crate::audio::take::Take;
use crate::audio::timing;
use crate::engine::save::SaveSource;
use crate::engine::save::scripts::Scripts;
use crate::text::Script;

/// The chapters of `source`, of which only `range` (over all takes one after the other) is saved. `title_of` names
/// what stands before the first heading of a take that is not one of several.
pub(super) fn of(
    source: &SaveSource,
    scripts: &Scripts<'_>,
    range: Option<&Range<TakeSample>>,
    title_of: impl Fn(&Take) -> String,
) -> Vec<Chapter> {
    let mut chapters = Vec::new();
    for (number, take) in source.takes.iter().enumerate() {
        let name = source.chapters.get(number);
        let inside = inside(take, number, &scripts.get(number), || name.cloned().unwrap_or_else(|| title_of(take)));
        match (inside.is_empty(), name) {
            (true, Some(name)) => {
                chapters.push(Chapter { title: name.clone(), take: number, begins: TakeSample::ZERO.into() })
            }
            _ => chapters.extend(inside),
        }
    }
    match range {
        Some(range) => in_range(chapters, &source.takes, range),
        None => chapters,
    }
}

/// The chapters of one take, from its first sample on.
fn inside(take: &Take, number: usize, script: &Arc<Script>, name: impl FnOnce() -> String) -> Vec<Chapter> {
    let found = script.chapters(&take.text());
    let (Some(first), Some(sentence)) = (found.first(), script.sentences().first()) else { return Vec::new() };
    let has_front = sentence.spoken.start < first.spoken;
    let front = has_front.then(|| Chapter { title: name(), take: number, begins: TakeSample::ZERO.into() });
    let chapter = |(place, chapter): (usize, crate::text::TextChapter)| {
        let begins = if place == 0 && !has_front {
            TakeSample::ZERO.into()
        } else {
            let (take, script) = (take.clone(), script.clone());
            Begins::found_by(move || {
                timing::start_of(&take, chapter.spoken, &|range| script.weight(range)).map(|place| place.sample)
            })
        };
        Chapter { title: chapter.title, take: number, begins }
    };
    front.into_iter().chain(found.into_iter().enumerate().map(chapter)).collect()
}

/// Those that are heard in `range`; the one in whose midst it begins, begins with it.
fn in_range(chapters: Vec<Chapter>, takes: &[Take], range: &Range<TakeSample>) -> Vec<Chapter> {
    let before = |number: usize| takes[..number].iter().map(Take::len).sum::<TakeSample>();
    let mut kept: Vec<Chapter> = Vec::new();
    for chapter in chapters {
        let before = before(chapter.take);
        let at = chapter.begins.sample().map(|sample| before + sample);
        match at {
            Some(at) if at <= range.start => {
                let begins = range.start.saturating_sub(before).into();
                kept = vec![Chapter { begins, ..chapter }];
            }
            Some(at) if at < range.end => kept.push(chapter),
            _ => {}
        }
    }
    kept
}
