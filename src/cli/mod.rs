//! Command line: the engine without a window.
//!
//! Owns the arguments, the progress bar, the JSON lines and the exit codes. Knows nothing of egui, and does nothing that
//! the engine could do.

mod account;
mod args;
mod batch;
mod follow;
mod job;
mod listen;
mod piped;
mod presets;
mod report;
mod saving;
mod service;
mod source;
mod speak;
mod takes;
mod token_file;
mod usage;
mod watch;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

pub use listen::serve_demo;

use crate::store::log::{LOG_VARIABLE, Log, LogEcho};
use crate::store::{Home, Settings, log};
use crate::words::{Failure, Lang};

/// What the arguments ask for.
pub enum Invocation {
    /// No command: the window, with the place where files live, the files that it is to open, and the log for as long as it is
    /// open.
    Window(Box<Home>, Vec<PathBuf>, Option<Log>),
    /// The command line has done its work.
    Done(ExitCode),
}

/// Reads the arguments and does what they say, but for the window, which is the caller's.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Invocation {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let refused = |failure: &Failure, lang| {
        usage::tell_program(&arguments, failure, lang);
        Invocation::Done(report::failed(failure, lang))
    };
    let home = match Home::find() {
        Ok(home) => home,
        Err(error) => return refused(&crate::engine::store_failure(&error), system_language()),
    };
    // The window reads the settings itself. If they are broken they are set aside then, and the window says so.
    if let Some(files) = files_of(&arguments) {
        let log = start_log(&home, LogEcho::Silent);
        return Invocation::Window(Box::new(home), files, log);
    }
    let (settings, unread) = Settings::load(&home);
    let lang = settings.language.unwrap_or_else(system_language);
    if let Some(unread) = unread {
        report::sentence(&report::explained(&unread.into(), lang));
    }
    let mut grammar = args::grammar(lang);
    let matches = match grammar.try_get_matches_from_mut(&arguments) {
        Ok(matches) => matches,
        Err(error) if error.use_stderr() => {
            // So that every argument can be asked for its name and its help, those of commands below commands too.
            grammar.build();
            return refused(&usage::explain(&error, &grammar), lang);
        }
        Err(help) => {
            help.print().ok();
            return Invocation::Done(ExitCode::SUCCESS);
        }
    };
    // Whoever names what is logged wants to see it.
    let is_told = matches.get_flag("verbose") || std::env::var_os(LOG_VARIABLE).is_some();
    let log = start_log(&home, if is_told { LogEcho::Terminal } else { LogEcho::Silent });
    let context = Context { home, settings, lang };
    let done = match matches.subcommand() {
        None => return Invocation::Window(Box::new(context.home), Vec::new(), log),
        Some(("speak", args)) => speak::run(args, &context),
        Some(("takes", args)) => takes::run(args, &context),
        Some(("batch", args)) => batch::run(args, &context),
        Some(("voices", args)) => service::voices(args, &context),
        Some(("presets", args)) => presets::run(args, &context),
        Some(("check", args)) => service::check(args, &context),
        Some((_, args)) => serve_demo(args, &context),
    };
    Invocation::Done(match done {
        Ok(code) => code,
        Err(failure) => report::failed(&failure, lang),
    })
}

/// The files that the window is to open, where there is nothing but files among the arguments, or nothing at all. What is the
/// name of a command is the command.
fn files_of(arguments: &[OsString]) -> Option<Vec<PathBuf>> {
    let files: Vec<PathBuf> = arguments.iter().skip(1).map(PathBuf::from).collect();
    let is_command =
        |name: &OsString| name.to_str().is_some_and(|name| args::grammar(Lang::En).find_subcommand(name).is_some());
    let are_files = files.iter().all(|file| file.is_file()) && !arguments.get(1).is_some_and(is_command);
    are_files.then_some(files)
}

/// Starts the log, with what the environment says of it; else with more detail where somebody looks.
fn start_log(home: &Home, echo: LogEcho) -> Option<Log> {
    let usual = if echo == LogEcho::Terminal { "debug" } else { "info" };
    log::start(home, std::env::var(LOG_VARIABLE).as_deref().unwrap_or(usual), echo)
}

/// What every command needs to know.
pub struct Context {
    home: Home,
    settings: Settings,
    lang: Lang,
}

/// The language that the system is set to.
fn system_language() -> Lang {
    sys_locale::get_locale().map_or(Lang::En, |tag| Lang::from_tag(&tag))
}

/// Says a failure of the window on standard error and gives its exit code.
pub fn say(failure: &Failure) -> ExitCode {
    report::failed(failure, system_language())
}

/// The result of a command: its exit code, or why it could not be carried out.
type ExitResult = Result<ExitCode, Failure>;
