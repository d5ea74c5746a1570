//! `takes list`.

use std::collections::HashSet;
use std::process::ExitCode;
use std::sync::Arc;

use clap::ArgMatches;
use serde_json::json;

use crate::cli::args::{given, is_set};
use crate::cli::report::ReportOutput;
use crate::cli::takes::{all, state, state_code};
use crate::cli::{Context, ExitResult, report};
use crate::engine;
use crate::store::{Library, Query, SortBy, TakeInfo, fold, sort};
use crate::words::outside::{label, padded};
use crate::words::{Failure, Lang, cli as say};

/// The most columns of a voice's name.
const VOICE: usize = 16;

pub(super) fn run(args: &ArgMatches, context: &Context) -> ExitResult {
    let takes = takes(args, context)?;
    let mut out = ReportOutput::new();
    if is_set(args, "json") {
        let list: Vec<_> = takes.iter().map(|take| data(take)).collect();
        out.json(&json!(list))?;
    } else {
        for take in &takes {
            out.row(&line(take, context.lang))?;
        }
        if takes.is_empty() {
            let narrowed = given::<String>(args, "search").is_some() || given::<String>(args, "voice").is_some();
            let said = if narrowed { say::NONE_FOUND } else { say::NO_TAKES };
            report::sentence(said.get(context.lang));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The takes that are wanted, in the order that is.
fn takes(args: &ArgMatches, context: &Context) -> Result<Vec<Arc<TakeInfo>>, Failure> {
    let library = Library::new(&context.home);
    let mut takes = all(&library)?;
    if let Some(text) = given::<String>(args, "search") {
        let found = library.find(&Query::new(&text), || false).map_err(|error| engine::store_failure(&error))?;
        let found: HashSet<String> = found.unwrap_or_default().into_iter().map(|found| found.id).collect();
        takes.retain(|take| found.contains(&take.id));
    }
    if let Some(voice) = given::<String>(args, "voice") {
        let wanted = fold(&voice);
        takes.retain(|take| fold(&take.voice_name).contains(&wanted) || take.voice_id == voice);
    }
    let by = match given::<String>(args, "sort").as_deref() {
        Some("length") => SortBy::Length,
        Some("voice") => SortBy::Voice,
        Some("title") => SortBy::Title,
        _ => SortBy::Date,
    };
    sort(&mut takes, by, false);
    Ok(takes)
}

fn line(take: &TakeInfo, lang: Lang) -> String {
    let date = take.created.get(..16).unwrap_or("–").replace('T', " ");
    let length = report::clock(take.duration().as_secs_f64());
    let star = if take.starred { "★" } else { " " };
    let (state, voice) = (padded(state(take).get(lang), 10), padded(&take.voice_name, VOICE));
    format!("{:<19}  {date:<16}  {length:>9}  {state}  {voice}  {star} {}", label(&take.id), take.name())
        .trim_end()
        .to_owned()
}

/// For programs.
fn data(take: &TakeInfo) -> serde_json::Value {
    json!({ "id": take.id, "dir": take.dir.display().to_string(), "created": take.created, "title": take.title,
        "starred": take.starred, "first_words": take.first_words, "voice": take.voice_name, "voice_id": take.voice_id,
        "account": take.account, "seconds": take.duration().as_secs_f64(), "samples": take.samples, "rate": take.rate,
        "bytes": take.bytes, "versions": take.versions, "state": state_code(take) })
}
