//! What the outputs of the queue are called and made of: no two have one name, and nothing that is there is overwritten.

use std::path::{Path, PathBuf};

use crate::audio::files::export::part_of;
use crate::audio::take::Take;
use crate::engine::failure;
use crate::engine::queue::record::{FilePlan, QueueEntry};
use crate::engine::save::SaveSource;
use crate::engine::save::captions::path_beside as beside;
use crate::store::names::{Claim, NameFacts, Template};
use crate::store::{StoreError, names};
use crate::words::Failure;

/// A path for the output of `source` that no file has. Its `.part` is there from now on, empty, and keeps the name from
/// everybody else, also across restarts.
pub(super) fn choose(plan: &FilePlan, source: &Path, facts: &NameFacts<'_>) -> Result<PathBuf, Failure> {
    let endings = plan.order.endings();
    let claim = || -> Result<Claim, StoreError> {
        match plan.template.as_str() {
            "" => Claim::named(&plan.folder, &stem(source), &endings),
            template => Claim::new(&plan.folder, &Template::parse(template)?, facts, &endings),
        }
    };
    claim().map(Claim::take).map_err(|error| failure::store(&error))
}

/// Whether the output of an entry is written, so that its name is that of the queue's own file: it may have been killed
/// before it knew.
pub(super) fn is_ours(entry: &QueueEntry) -> bool {
    entry.saving && entry.output.as_ref().is_some_and(|path| path.is_file() && !part_of(path).exists())
}

/// Whether everything is written that an entry was to become; what stands beside the output is written after it.
pub(super) fn is_whole(entry: &QueueEntry) -> bool {
    let beside = |path: &PathBuf| entry.plan.order.endings().iter().skip(1).all(|end| beside(path, end).is_file());
    is_ours(entry) && entry.output.as_ref().is_some_and(beside)
}

/// Gives the name of an entry up that is not being saved. What an earlier process has half written is of no use to anybody.
pub(super) fn give_up(entry: &QueueEntry) {
    let Some(path) = &entry.output else { return };
    if entry.saving {
        std::fs::remove_file(part_of(path)).ok();
    } else {
        names::give_up(path);
    }
}

/// The path for the output of an entry that has failed and is tried again: somebody else may have the name that it gave up.
/// That of a joined output is claimed anew, any other is chosen when the entry begins.
pub(super) fn again(entry: &QueueEntry) -> Result<Option<PathBuf>, Failure> {
    // What was written already still keeps the name.
    let given_up = entry.output.as_deref().filter(|path| !part_of(path).exists());
    let Some(path) = given_up else { return Ok(entry.output.clone()) };
    if entry.plan.join.is_none() {
        return Ok(None);
    }
    let mut endings = entry.plan.order.endings();
    if let Some(ending) = path.extension().and_then(|ending| ending.to_str()) {
        endings[0] = ending;
    }
    let claim = Claim::named(path.parent().unwrap_or(Path::new("")), &stem(path), &endings);
    claim.map(|claim| Some(claim.take())).map_err(|error| failure::store(&error))
}

/// What an output is made of: a take, or several with the names of their files.
pub(super) fn source(entry: &QueueEntry, mut takes: Vec<Take>) -> SaveSource {
    if entry.plan.join.is_none() && takes.len() == 1 {
        return SaveSource::from(takes.remove(0));
    }
    let chapters = entry.sources.iter().map(|source| stem(source)).collect();
    SaveSource { chapters, title: entry.plan.join.as_deref().map(stem), takes }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
