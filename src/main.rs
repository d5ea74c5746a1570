//! The program: a window without arguments, the command line with them.

use std::process::ExitCode;

use langsheng::{app, cli};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        cli::Invocation::Done(code) => code,
        cli::Invocation::Window(home) => match app::run(home) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => cli::say(&failure),
        },
    }
}
