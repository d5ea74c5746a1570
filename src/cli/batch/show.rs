//! How the queue stands, in words and for programs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ArgMatches;
use serde_json::{Value, json};

use crate::cli::args::is_set;
use crate::cli::batch::ask;
use crate::cli::report::{FailureData, Lines, ReportOutput, StatusLine};
use crate::cli::{Context, ExitResult, report, watch};
use crate::engine::{BatchCommand, BatchItem, BatchState};
use crate::words::{Lang, cli as say, outside};

/// The most columns of a path in a row.
const PATH: usize = 4_096;

/// Lists the queue.
pub(super) fn list(args: &ArgMatches, context: &Context) -> ExitResult {
    let (engine, ..) = watch::engine(context)?;
    let batch = ask(&engine, BatchCommand::List)?;
    let mut out = ReportOutput::new();
    if is_set(args, "json") {
        let items: Vec<Value> = batch.items.iter().map(|item| data(item, context.lang)).collect();
        out.json(&json!(items))?;
        return Ok(ExitCode::SUCCESS);
    }
    for item in &batch.items {
        out.row(&line(item, context.lang))?;
        for left_out in &item.left_out {
            out.row(&say::LEFT_OUT.with("source", near(left_out)).get(context.lang))?;
        }
    }
    if batch.items.is_empty() {
        report::sentence(say::QUEUE_EMPTY.get(context.lang));
    }
    Ok(ExitCode::SUCCESS)
}

/// What people call an item: its file, or the first of several.
pub(super) fn name(item: &BatchItem, lang: Lang) -> String {
    let first = item.sources.first().map(|source| near(source)).unwrap_or_default();
    match item.sources.len() {
        1 => first,
        n => say::AND_OTHERS.with("first", first).with("n", n).get(lang),
    }
}

/// A path as it is seen from here.
fn near(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let below = here.and_then(|here| path.strip_prefix(here).ok());
    outside::line(&below.unwrap_or(path).display().to_string(), PATH).into_owned()
}

fn line(item: &BatchItem, lang: Lang) -> String {
    let source = name(item, lang);
    let output = item.output.as_ref().map(|output| near(output)).unwrap_or_default();
    match &item.state {
        BatchState::Done => say::DONE_ONE.with("source", source).with("output", output).get(lang),
        BatchState::Failed(failure) => {
            let said = say::FAILED_ONE.with("source", source).with_said("what", failure.what.clone());
            said.with_said("why", failure.why.clone()).get(lang)
        }
        BatchState::Waiting => format!("· {source} ({})", say::ITEM_WAITING.get(lang)),
        BatchState::Running => format!("▸ {source} ({})", say::ITEM_RUNNING.get(lang)),
    }
}

/// Says that an item is over.
pub(super) fn say_over(item: &BatchItem, lines: &Lines, progress: &StatusLine, lang: Lang) {
    progress.tell(&line(item, lang));
    for left_out in &item.left_out {
        progress.say(&say::LEFT_OUT.with("source", near(left_out)));
    }
    lines.write("item", &data(item, lang));
}

fn data(item: &BatchItem, lang: Lang) -> Value {
    let paths = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
    let (state, failure) = match &item.state {
        BatchState::Waiting => ("waiting", None),
        BatchState::Running => ("running", None),
        BatchState::Done => ("done", None),
        BatchState::Failed(failure) => ("failed", Some(FailureData::new(failure, lang))),
    };
    json!({ "id": item.id, "sources": paths(&item.sources), "left_out": paths(&item.left_out), "output": item.output.as_ref().map(|path| path.display().to_string()),
        "account": item.account, "state": state, "failure": failure })
}
