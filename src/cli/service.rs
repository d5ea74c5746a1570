//! `langsheng voices` and `langsheng check`: questions to a service.

use std::process::ExitCode;
use std::sync::mpsc::Receiver;

use clap::ArgMatches;
use serde_json::json;

use crate::cli::report::{FailureData, ReportOutput};
use crate::cli::{Context, ExitResult, account, report};
use crate::engine;
use crate::engine::{Command, Demo, Engine, EngineSetup, Event, Patience, VoicesFrom};
use crate::protocol::Voice;
use crate::words::outside::label;
use crate::words::{Class, Failure, Lang, cli as say};

/// An engine that is only asked things.
fn engine(context: &Context) -> Result<Engine, Failure> {
    let setup = EngineSetup {
        home: context.home.clone(),
        demo: Demo::default(),
        patience: Patience::default(),
        wake: Box::new(|| {}),
    };
    Engine::start(setup).map_err(|error| engine::start_failure(&error))
}

/// The answer that `pick` finds among the events. Notices are passed on as they come.
fn answer<T>(events: &Receiver<Event>, lang: Lang, mut pick: impl FnMut(Event) -> Option<T>) -> Result<T, Failure> {
    let found = events.iter().find_map(|event| match event {
        // The account cannot be reached at all, and no other answer will come.
        Event::Notice(failure) if matches!(failure.class, Class::Service | Class::Pace) => Some(Err(failure)),
        Event::Notice(failure) => {
            report::sentence(&report::explained(&failure, lang));
            None
        }
        other => pick(other).map(Ok),
    });
    found.unwrap_or_else(|| Err(engine::fault("the engine has ended")))
}

/// Lists the voices of the service.
pub(super) fn voices(args: &ArgMatches, context: &Context) -> ExitResult {
    let account = account::chosen(args, context)?;
    let engine = engine(context)?;
    engine.commands.send(Command::Voices(account));
    let (voices, failure) = answer(&engine.events, context.lang, |event| match event {
        Event::Voices { voices, failure: Some(failure), .. } => Some((voices, Some(failure))),
        Event::Voices { voices, from: VoicesFrom::Service, .. } => Some((voices, None)),
        _ => None,
    })?;
    let mut out = ReportOutput::new();
    if args.get_flag("json") {
        let list: Vec<_> = voices.iter().map(|voice| json!(voice)).collect();
        out.json(&json!(list))?;
    } else {
        for voice in &voices {
            out.row(&line(voice))?;
        }
    }
    match failure {
        None => Ok(ExitCode::SUCCESS),
        Some(failure) => {
            report::sentence(say::VOICES_FALLBACK.get(context.lang));
            Err(failure)
        }
    }
}

fn line(voice: &Voice) -> String {
    let language = voice.language_code.as_deref().unwrap_or("–");
    let emotions: Vec<&str> = voice.emotions.iter().map(|emotion| emotion.emotion.as_str()).collect();
    let row = format!(
        "{:<20} {:<6} {}  {}",
        label(&voice.id),
        label(language),
        label(&voice.name),
        label(&emotions.join(" "))
    );
    row.trim_end().to_owned()
}

/// Says whether a token is good here.
pub(super) fn check(args: &ArgMatches, context: &Context) -> ExitResult {
    let account = account::chosen(args, context)?;
    let engine = engine(context)?;
    engine.commands.send(Command::Check(account));
    let report = answer(&engine.events, context.lang, |event| match event {
        Event::Checked { report, .. } => Some(report),
        _ => None,
    })?;
    let lang = context.lang;
    let mut out = ReportOutput::new();
    if args.get_flag("json") {
        let findings: Vec<_> = report
            .findings
            .iter()
            .map(|finding| {
                json!({
                    "what": finding.what.get(lang),
                    "good": finding.outcome.is_ok(),
                    "outcome": finding.outcome.as_ref().ok().map(|said| said.get(lang)),
                    "failure": finding.outcome.as_ref().err().map(|failure| FailureData::new(failure, lang)),
                    "logid": finding.logid,
                })
            })
            .collect();
        let all = json!({ "good": report.good, "advice": report.advice.get(lang), "findings": findings });
        out.json(&all)?;
    } else {
        for finding in &report.findings {
            let (mark, said) = match &finding.outcome {
                Ok(said) => ("✓", said.get(lang)),
                Err(failure) => ("✗", format!("{} – {}", failure.what.get(lang), failure.why.get(lang))),
            };
            let logid = finding.logid.as_ref().map_or(String::new(), |logid| format!("  (logid {})", label(logid)));
            out.row(&format!("{mark} {}: {said}{logid}", finding.what.get(lang)))?;
        }
        out.lines(&report.advice.get(lang))?;
    }
    let failed = report.findings.iter().find_map(|finding| finding.outcome.as_ref().err());
    let code =
        if report.good { 0 } else { failed.map_or(Class::Token.exit_code(), |failure| failure.class.exit_code()) };
    Ok(ExitCode::from(code))
}
