//! `langsheng voices` and `langsheng check`: questions to a service.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::Receiver;

use clap::ArgMatches;
use serde_json::json;

use crate::cli::args::{given, is_set};
use crate::cli::report::{FailureData, ReportOutput};
use crate::cli::{Context, ExitResult, account, report, usage};
use crate::engine;
use crate::engine::{Account, CloneOrder, Command, Demo, Engine, EngineSetup, Event, Patience, VoicesFrom};
use crate::protocol::{CloneLanguage, CloneRequest, Upload, Voice};
use crate::words::outside::label;
use crate::words::{Class, Failure, Lang, cli as say, clone as words};

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

/// Lists the voices of the service, or clones one.
pub(super) fn voices(args: &ArgMatches, context: &Context) -> ExitResult {
    if let Some((_, args)) = args.subcommand() {
        return clone(args, context);
    }
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
    let state = if voice.is_in_training() { "init" } else { "" };
    let row = format!(
        "{:<20} {:<6} {}  {}{state}",
        label(&voice.id),
        label(language),
        label(&voice.name),
        label(&emotions.join(" "))
    );
    row.trim_end().to_owned()
}

/// Clones a voice: looks at the recording, says what it costs, and sends it once.
fn clone(args: &ArgMatches, context: &Context) -> ExitResult {
    let lang = context.lang;
    let account = account::chosen(args, context)?;
    let recording = engine::examine_recording(&given::<PathBuf>(args, "file").unwrap_or_default())?;
    for finding in &recording.facts.findings {
        report::sentence(&engine::recording_finding(*finding).get(lang));
    }
    let text = |name| given::<String>(args, name).unwrap_or_default();
    let request = CloneRequest {
        name: text("name").trim().to_owned(),
        language: CloneLanguage::of(&text("language")).unwrap_or_default(),
        format: recording.facts.format,
        file: recording.file.clone(),
        voice_id: given(args, "again"),
        text: text("text"),
        preview_text: text("preview-text"),
    };
    engine::check_clone(&request)?;
    if recording.facts.is_blocked() {
        let first = recording.facts.findings.first().map(|finding| engine::recording_finding(*finding));
        let why = first.unwrap_or(words::NO_SOUND.into());
        return Err(Failure::new(Class::Files, words::BLOCKED, why, words::NOT_SENT));
    }
    if !is_set(args, "yes") && !matches!(account, Account::Demo) {
        let cost = if request.voice_id.is_some() { words::COST_AGAIN } else { words::COST };
        let question = words::ASK_COST.with_said("cost", cost.into()).get(lang);
        let answer = report::answer(&question).ok_or_else(|| usage::failure(words::UNASKED, words::GIVE_YES))?;
        if !answer.trim().to_lowercase().starts_with('y') {
            report::sentence(words::NOT_SENT.get(lang));
            return Ok(ExitCode::SUCCESS);
        }
    }
    let engine = engine(context)?;
    let order = Box::new(CloneOrder { request, upload: Upload::default(), recorded: None });
    engine.commands.send(Command::CloneVoice { account, order });
    let voice = answer(&engine.events, lang, |event| match event {
        Event::VoiceCloned { voice, .. } => Some(Ok(voice)),
        Event::CloneFailed { failure: Some(failure), .. } => Some(Err(failure)),
        _ => None,
    })??;
    let mut out = ReportOutput::new();
    match is_set(args, "json") {
        true => out.json(&json!({ "voice_id": voice.id, "name": voice.name }))?,
        false => {
            out.row(&label(&voice.id))?;
            report::sentence(&words::CLONED_NOTICE.with("name", &voice.name).get(lang));
        }
    }
    Ok(ExitCode::SUCCESS)
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
