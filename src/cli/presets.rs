//! `langsheng presets`: a voice and how it speaks, listed, written to a file and read from one.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ArgMatches;
use serde_json::json;

use crate::cli::args::{all, given, is_set};
use crate::cli::report::ReportOutput;
use crate::cli::{Context, ExitResult, report, usage};
use crate::engine;
use crate::engine::Account;
use crate::store::{NameTaken, Settings, VoiceCache, VoicePreset, read_presets, write_presets};
use crate::words::cli as say;
use crate::words::outside::label;

/// Does what the arguments say with the presets.
pub(super) fn run(args: &ArgMatches, context: &Context) -> ExitResult {
    match args.subcommand() {
        Some(("export", args)) => export(args, context),
        Some(("import", args)) => import(args, context),
        Some((_, args)) => list(args, context),
        None => Ok(ExitCode::SUCCESS),
    }
}

fn list(args: &ArgMatches, context: &Context) -> ExitResult {
    let presets = &context.settings.presets;
    let mut out = ReportOutput::new();
    if is_set(args, "json") {
        out.json(&json!(presets))?;
        return Ok(ExitCode::SUCCESS);
    }
    for VoicePreset { name, account, voice, .. } in presets {
        out.row(&format!("{}  {}  {}", label(name), label(account), label(&voice.name)))?;
    }
    if presets.is_empty() {
        report::sentence(say::NO_PRESETS.get(context.lang));
    }
    Ok(ExitCode::SUCCESS)
}

fn export(args: &ArgMatches, context: &Context) -> ExitResult {
    let names: Vec<String> = all(args, "name");
    let known = || context.settings.presets.iter().map(|preset| preset.name.as_str()).collect::<Vec<_>>().join(", ");
    if let Some(name) = names.iter().find(|name| context.settings.preset(name).is_none()) {
        return Err(usage::failure(say::NO_PRESET.with("name", name).with("known", known()), say::MAKE_PRESET));
    }
    let is_meant = |preset: &&VoicePreset| names.is_empty() || names.iter().any(|name| name.trim() == preset.name);
    let meant: Vec<VoicePreset> = context.settings.presets.iter().filter(is_meant).cloned().collect();
    let path: PathBuf = given(args, "file").unwrap_or_default();
    write_presets(&path, &meant).map_err(|error| engine::store_failure(&error))?;
    report::sentence(&say::PRESETS_EXPORTED.with("n", meant.len()).with("path", path.display()).get(context.lang));
    Ok(ExitCode::SUCCESS)
}

fn import(args: &ArgMatches, context: &Context) -> ExitResult {
    let lang = context.lang;
    let path: PathBuf = given(args, "file").unwrap_or_default();
    let presets = read_presets(&path).map_err(|error| match error {
        crate::store::StoreError::Damaged { .. } => say::no_preset_file(&path),
        other => engine::store_failure(&other),
    })?;
    let (mut settings, unread) = Settings::load(&context.home);
    if let Some(unread) = unread {
        return Err(unread.into());
    }
    let taken = if is_set(args, "replace") { NameTaken::Replace } else { NameTaken::KeepBoth };
    let done = settings.import_presets(presets.clone(), taken);
    settings.save(&context.home).map_err(|error| engine::store_failure(&error))?;
    let counted = say::PRESETS_IMPORTED.with("n", done.added.len() + done.renamed.len() + done.replaced.len());
    report::sentence(&counted.with("same", done.same).get(lang));
    for (name, new) in &done.renamed {
        report::sentence(&say::PRESET_RENAMED.with("name", name).with("new", new).get(lang));
    }
    for name in &done.replaced {
        report::sentence(&say::PRESET_REPLACED.with("name", name).get(lang));
    }
    if done.left_out > 0 {
        report::sentence(&say::PRESETS_LEFT_OUT.with("n", done.left_out).get(lang));
    }
    for preset in &presets {
        let cache = (preset.account != Account::DEMO).then(|| VoiceCache::new(&context.home).load(&preset.account));
        let is_missing = cache.flatten().is_some_and(|known| known.iter().all(|voice| voice.id != preset.voice.id));
        if is_missing {
            let said = say::PRESET_WITHOUT_VOICE.with("name", &preset.name).with("voice", &preset.voice.name);
            report::sentence(&said.with("account", &preset.account).get(lang));
        }
    }
    Ok(ExitCode::SUCCESS)
}
