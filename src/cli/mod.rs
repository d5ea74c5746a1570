//! Command line: the engine without a window.
//!
//! Owns the arguments, the progress bar, the JSON lines and the exit codes. Knows nothing of egui, and does nothing that
//! the engine could do.

mod account;
mod args;
mod listen;
mod piped;
mod report;
mod service;
mod source;
mod speak;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::store::{Home, Settings};
use crate::words::{Class, Failure, Lang};

pub use listen::serve_demo;

/// What the arguments ask for.
pub enum Asked {
    /// No command: the window, with the place where files live.
    Window(Home),
    /// The command line has done its work.
    Done(ExitCode),
}

/// Reads the arguments and does what they say, but for the window, which is the caller's.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Asked {
    let home = match Home::find() {
        Ok(home) => home,
        Err(error) => return Asked::Done(report::failed(&crate::engine::store_failure(&error), system_language())),
    };
    // Looking at the settings costs a small read; what is wrong with them is said in the window, not in a pipe.
    let (settings, _) = Settings::load(&home);
    let lang = settings.language.unwrap_or_else(system_language);
    let matches = match args::grammar(lang).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => {
            error.print().ok();
            let code = if error.use_stderr() { Class::Usage.exit_code() } else { 0 };
            return Asked::Done(ExitCode::from(code));
        }
    };
    let context = Context { home, settings, lang };
    let done = match matches.subcommand() {
        None => return Asked::Window(context.home),
        Some(("speak", args)) => speak::run(args, &context),
        Some(("voices", args)) => service::voices(args, &context),
        Some(("check", args)) => service::check(args, &context),
        Some((_, args)) => serve_demo(args, &context),
    };
    Asked::Done(match done {
        Ok(code) => code,
        Err(failure) => report::failed(&failure, lang),
    })
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
type Done = Result<ExitCode, Failure>;
