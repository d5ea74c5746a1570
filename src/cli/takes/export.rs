//! `takes export`.

use std::ops::Range;

use clap::ArgMatches;

use crate::audio::TakeSample;
use crate::audio::take::Take;
use crate::cli::args::{Time, given, is_set};
use crate::cli::report::Lines;
use crate::cli::saving::AudioOut;
use crate::cli::takes::show;
use crate::cli::watch::CliTask;
use crate::cli::{Context, ExitResult, report, usage, watch};
use crate::engine::{Command, SaveId, SaveTo};
use crate::store::names::NameFacts;
use crate::words::{Failure, Phrase, cli as say};

/// The only saving of this process.
const SAVE: SaveId = SaveId(1);

pub(super) fn run(args: &ArgMatches, context: &Context) -> ExitResult {
    let json = is_set(args, "json");
    let lines = Lines::new(json, false);
    watch::watch(&lines, json, context, task(args, context))
}

fn task(args: &ArgMatches, context: &Context) -> Result<CliTask, Failure> {
    let no_file = |why: Phrase| usage::failure(why, say::GIVE_OUT);
    let out = match AudioOut::of(args, context)? {
        AudioOut::Nowhere => return Err(no_file(say::NEED_OUT)),
        AudioOut::Pipe => return Err(no_file(say::PIPE_ONLY_SPEAK)),
        out => out,
    };
    let take = show::open(context, &given::<String>(args, "id").unwrap_or_default())?;
    let range = range(args, &take)?;
    let to = out.to(args, context, &NameFacts::of(take.header()))?;
    let Some(SaveTo { path, mut order }) = to else { return Err(no_file(say::NEED_OUT)) };
    order.range = range;
    if let Some(damage) = take.damage() {
        report::sentence(&say::EXPORT_DAMAGED.with("why", damage).get(context.lang));
    } else if !take.is_complete() {
        report::sentence(say::EXPORT_UNFINISHED.get(context.lang));
    }
    let (out, lufs) = (Some(path.clone()), order.lufs);
    let command = Command::Save { id: SAVE, take, to: Box::new(SaveTo { path, order }) };
    Ok(CliTask { saving: Some(SAVE), out, lufs, ..CliTask::of(command) })
}

/// The samples between the times that were given.
fn range(args: &ArgMatches, take: &Take) -> Result<Option<Range<TakeSample>>, Failure> {
    let sample = |name| {
        given::<Time>(args, name).map(|Time(seconds)| TakeSample((seconds * f64::from(take.rate())).round() as u64))
    };
    let (from, to) = match (sample("from"), sample("to")) {
        (None, None) => return Ok(None),
        (from, to) => (from.unwrap_or_default(), to.unwrap_or(TakeSample::MAX).min(take.len())),
    };
    if from < to {
        return Ok(Some(from..to));
    }
    let length = report::clock(take.len().seconds(take.rate()));
    let mut failure = usage::failure(say::RANGE_EMPTY, say::SEE_TAKES);
    failure.todo = say::RANGE_OF.with("length", length);
    Err(failure)
}
