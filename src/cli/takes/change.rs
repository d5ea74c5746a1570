//! `takes delete`, `takes rename`, `takes star`.

use std::process::ExitCode;

use clap::ArgMatches;

use crate::cli::args::{given, is_set};
use crate::cli::takes::{all, find, pick};
use crate::cli::{Context, ExitResult, args, report, usage};
use crate::engine;
use crate::store::Library;
use crate::words::{Failure, cli as say};

/// Moves takes to the trash, or deletes them for good; a terminal is asked first.
pub(super) fn delete(args: &ArgMatches, context: &Context) -> ExitResult {
    let library = Library::new(&context.home);
    let takes = all(&library)?;
    let mut meant = Vec::new();
    // Everything is found before anything goes: a name that is wrong may not cost the others.
    for id in args::all::<String>(args, "id") {
        let take = pick(&library, &takes, &id, say::NO_TAKES)?;
        if !meant.contains(&take.id) {
            meant.push(take.id.clone());
        }
    }
    let for_good = is_set(args, "for-good");
    let (question, done) =
        if for_good { (say::DELETE_FOR_GOOD_ASK, say::DELETED_FOR_GOOD) } else { (say::DELETE_ASK, say::DELETED) };
    if !is_set(args, "yes") && !agreed(&question.with("n", meant.len()).get(context.lang))? {
        return Ok(ExitCode::SUCCESS);
    }
    let mut failure: Option<Failure> = None;
    let mut deleted = 0;
    for id in meant {
        match if for_good { library.delete(&id) } else { library.trash(&id) } {
            Ok(()) => deleted += 1,
            Err(error) => {
                if let Some(said) = failure.replace(engine::store_failure(&error)) {
                    report::sentence(&report::explained(&said, context.lang));
                }
            }
        }
    }
    report::sentence(&done.with("n", deleted).get(context.lang));
    failure.map_or(Ok(ExitCode::SUCCESS), Err)
}

fn agreed(question: &str) -> Result<bool, Failure> {
    let unasked = || usage::failure(say::DELETE_UNASKED, say::DELETE_YES);
    let answer = report::answer(question).ok_or_else(unasked)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是"))
}

/// Gives a take a title.
pub(super) fn rename(args: &ArgMatches, context: &Context) -> ExitResult {
    let take = find(context, &given::<String>(args, "id").unwrap_or_default())?;
    let title = given::<String>(args, "title").unwrap_or_default();
    let renamed = Library::new(&context.home).rename(&take.id, &title);
    renamed.map_err(|error| engine::store_failure(&error))?;
    Ok(ExitCode::SUCCESS)
}

/// Gives a take a star, or takes it away.
pub(super) fn star(args: &ArgMatches, context: &Context) -> ExitResult {
    let take = find(context, &given::<String>(args, "id").unwrap_or_default())?;
    let starred = Library::new(&context.home).star(&take.id, !is_set(args, "off"));
    starred.map_err(|error| engine::store_failure(&error))?;
    Ok(ExitCode::SUCCESS)
}
