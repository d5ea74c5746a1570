//! The program: a window without arguments, the command line with them.

use std::process::ExitCode;

use langsheng::{app, cli};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        cli::Invocation::Done(code) => code,
        // The log is open until the window is closed.
        cli::Invocation::Window(home, files, _log) => match app::run(*home, files) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => cli::say(&failure),
        },
    }
}
