//! `langsheng demo`: the demo account for other programs.

use std::process::ExitCode;
use std::sync::mpsc;

use clap::ArgMatches;

use super::args::given;
use super::{Context, Done, report};
use crate::engine;
use crate::words::cli as say;

/// Serves until Ctrl-C.
pub fn serve_demo(args: &ArgMatches, context: &Context) -> Done {
    let port = given::<u16>(args, "port").unwrap_or(0);
    let served = engine::serve_demo(port, given(args, "token"), args.get_flag("fast"))?;
    let said = say::DEMO_AT
        .with("ws", format!("ws://{}/v1/audio/speech", served.address))
        .with("rest", format!("http://{}", served.address));
    report::sentence(&said.get(context.lang));
    let (interrupt, interrupted) = mpsc::channel();
    let handler = move || {
        interrupt.send(()).ok();
    };
    ctrlc::set_handler(handler).map_err(|error| engine::start_failure(&std::io::Error::other(error)))?;
    interrupted.recv().ok();
    served.stop();
    Ok(ExitCode::SUCCESS)
}
