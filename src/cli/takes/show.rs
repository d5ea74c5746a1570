//! `takes show`.

use std::process::ExitCode;

use clap::ArgMatches;
use serde_json::json;

use crate::audio::take::{SegmentReceipt, SegmentState, Take};
use crate::cli::args::{given, is_set};
use crate::cli::report::ReportOutput;
use crate::cli::takes::{find, state};
use crate::cli::{Context, ExitResult, report};
use crate::engine;
use crate::store::{TakeInfo, TakeState};
use crate::text::beginning;
use crate::words::{Failure, Phrase, cli as say, outside};

/// How many characters of a text are shown.
const BEGINNING: usize = 400;

/// The most columns of any other fact: as long as a path may be.
const FACT: usize = 4_096;

/// How many of a passage.
const PASSAGE: usize = 40;

pub(super) fn run(args: &ArgMatches, context: &Context) -> ExitResult {
    let info = find(context, &given::<String>(args, "id").unwrap_or_default())?;
    let take = Take::open(&info.dir).map_err(|error| engine::take_failure(&error))?;
    let mut out = ReportOutput::new();
    if is_set(args, "text") {
        out.text(&take.header().text)?;
    } else if is_set(args, "json") {
        out.json(&receipt(&take))?;
    } else {
        out.lines(&facts(&info, &take, context))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn facts(info: &TakeInfo, take: &Take, context: &Context) -> String {
    let lang = context.lang;
    let (header, receipt) = (take.header(), take.receipt());
    let mut lines: Vec<String> = Vec::new();
    let mut fact = |name: Phrase, value: String| {
        if !value.is_empty() {
            lines.push(format!("{}: {}", name.get(lang), outside::line(&value, FACT)));
        }
    };
    fact(say::SHOW_ID, info.id.clone());
    fact(say::SHOW_TITLE, info.title.clone().unwrap_or_default());
    fact(say::SHOW_CREATED, header.created.clone());
    fact(say::SHOW_VOICE, format!("{} {}", header.voice_name, header.voice_id).trim().to_owned());
    fact(say::SHOW_ACCOUNT, header.account.clone());
    let length = report::clock(take.len().seconds(take.rate()));
    fact(say::SHOW_LENGTH, format!("{length} ({} × {} Hz)", take.len().0, take.rate()));
    let damage = if let TakeState::Damaged(why) = &info.state { format!(" ({why})") } else { String::new() };
    fact(say::SHOW_STATE, format!("{}{damage}", state(info).get(lang)));
    fact(say::SHOW_STAR, if info.starred { "★".to_owned() } else { String::new() });
    fact(say::SHOW_SIZE, format!("{:.1} MiB", info.bytes as f64 / f64::from(1 << 20)));
    fact(say::SHOW_FOLDER, info.dir.display().to_string());
    fact(say::SHOW_MARKS, take.marks().len().to_string());
    let done = receipt.segments.iter().filter(|segment| segment.state == SegmentState::Done).count();
    let connections: u32 = receipt.segments.iter().map(|segment| segment.connections).sum();
    let segments = say::SEGMENTS_OF.with("done", done).with("all", receipt.segments.len());
    fact(say::SHOW_SEGMENTS, segments.with("connections", connections).get(lang));
    for passage in take.passages().iter().filter(|passage| passage.versions.len() > 1) {
        let text = beginning(header.text.get(passage.source.clone()).unwrap_or_default(), PASSAGE);
        let said = say::VERSION_OF.with("text", text).with("n", passage.versions.len());
        fact(say::SHOW_VERSIONS, said.get(lang));
    }
    lines.push(format!("{}: {}", say::SHOW_TEXT.get(lang), beginning(&header.text, BEGINNING)));
    lines.join("\n")
}

/// What was asked, what came, and whether it is all there.
fn receipt(take: &Take) -> serde_json::Value {
    let receipt = take.receipt();
    let segment = |segment: &SegmentReceipt| {
        json!({ "bytes": segment.bytes, "samples": segment.samples, "connections": segment.connections,
            "retries": segment.retries, "logid": segment.logid, "code": segment.code,
            "state": segment.state })
    };
    let segments: Vec<_> = receipt.segments.iter().map(segment).collect();
    json!({ "take": take.id(), "complete": receipt.complete, "samples": receipt.samples, "rate": receipt.rate,
        "segments": segments })
}

/// A take that can be read.
pub(super) fn open(context: &Context, id: &str) -> Result<Take, Failure> {
    let info = find(context, id)?;
    Take::open(&info.dir).map_err(|error| engine::take_failure(&error))
}
