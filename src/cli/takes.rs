//! `langsheng takes`: the library.

mod change;
mod export;
mod list;
mod redo;
mod show;

use std::sync::Arc;

use clap::ArgMatches;

use crate::cli::{Context, ExitResult};
use crate::engine;
use crate::store::{Library, TakeInfo, TakeState};
use crate::words::{Class, Failure, Phrase, cli as say};

/// Does what `takes` and its command say.
pub(super) fn run(args: &ArgMatches, context: &Context) -> ExitResult {
    match args.subcommand() {
        Some(("show", args)) => show::run(args, context),
        Some(("export", args)) => export::run(args, context),
        Some(("delete", args)) => change::delete(args, context),
        Some(("redo", args)) => redo::run(args, context),
        Some(("rename", args)) => change::rename(args, context),
        Some(("star", args)) => change::star(args, context),
        Some((_, args)) => list::run(args, context),
        None => list::run(args, context),
    }
}

/// Every take, the newest first.
fn all(library: &Library) -> Result<Vec<Arc<TakeInfo>>, Failure> {
    let takes = library.list().map_err(|error| engine::store_failure(&error))?;
    library.remember();
    Ok(takes)
}

/// The take that is meant by an id, its beginning, or `last`.
fn find(context: &Context, id: &str) -> Result<Arc<TakeInfo>, Failure> {
    let library = Library::new(&context.home);
    pick(&library, &all(&library)?, id, say::NO_TAKES)
}

/// The same among those that can be gone on with, so that `last` is the last of these; a whole one may be named too.
pub(super) fn unfinished(context: &Context, id: &str) -> Result<Arc<TakeInfo>, Failure> {
    let library = Library::new(&context.home);
    let mut takes = all(&library)?;
    if id == "last" {
        takes.retain(|take| take.state == TakeState::Unfinished);
    }
    pick(&library, &takes, id, say::NO_UNFINISHED_WHY)
}

fn pick(library: &Library, takes: &[Arc<TakeInfo>], id: &str, none: Phrase) -> Result<Arc<TakeInfo>, Failure> {
    if id == "last" {
        let missing = || Failure::new(Class::Files, say::NO_TAKE.with("id", id), none, say::SEE_TAKES);
        return library.last(takes).ok_or_else(missing);
    }
    // An empty id is a variable of a script that was never set, not the beginning of every id.
    let meant: Vec<_> = takes.iter().filter(|take| !id.is_empty() && take.id.starts_with(id)).collect();
    match meant[..] {
        [take] => Ok(take.clone()),
        [] => Err(Failure::new(Class::Files, say::NO_TAKE.with("id", id), say::NO_TAKE_WHY, say::SEE_TAKES)),
        // A whole id may be the beginning of another one, of a take that was begun in the same millisecond.
        _ => meant.iter().find(|take| take.id == id).map(|take| Arc::clone(take)).ok_or_else(|| {
            let some: Vec<&str> = meant.iter().take(5).map(|take| take.id.as_str()).collect();
            let why = say::MANY_TAKES_WHY.with("ids", some.join(" "));
            Failure::new(Class::Usage, say::MANY_TAKES.with("id", id), why, say::SEE_TAKES)
        }),
    }
}

/// How far a take is, in a word.
fn state(take: &TakeInfo) -> crate::words::Phrase {
    match take.state {
        TakeState::Complete => say::COMPLETE,
        TakeState::Unfinished => say::UNFINISHED,
        TakeState::Writing => say::WRITING,
        TakeState::Damaged(_) => say::DAMAGED,
        TakeState::Unspoken => say::UNSPOKEN,
    }
}

/// The same for programs.
fn state_code(take: &TakeInfo) -> &'static str {
    match take.state {
        TakeState::Complete => "complete",
        TakeState::Unfinished => "unfinished",
        TakeState::Writing => "writing",
        TakeState::Damaged(_) => "damaged",
        TakeState::Unspoken => "unspoken",
    }
}
