//! `langsheng demo`: the demo account for other programs.

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use clap::ArgMatches;

use crate::cli::args::{all, given};
use crate::cli::{Context, ExitResult, report};
use crate::engine;
use crate::engine::{Origin, Serving, TurnedAway};
use crate::words::outside::label;
use crate::words::{Lang, cli as say};

/// So many hosts and pages that were turned away are told of, each once; a page may ask again and again, and from any name.
const TOLD: usize = 100;

/// Serves until Ctrl-C.
pub fn serve_demo(args: &ArgMatches, context: &Context) -> ExitResult {
    let (turned_away, refusals) = mpsc::sync_channel(16);
    let served = engine::serve_demo(Serving {
        port: given::<u16>(args, "port").unwrap_or(0),
        token: given(args, "token"),
        fast: args.get_flag("fast"),
        after_complete: args.get_flag("after-complete"),
        idle_close: given::<f64>(args, "idle-close").map(Duration::from_secs_f64),
        limit_bytes: given::<u32>(args, "limit").and_then(|bytes| usize::try_from(bytes).ok()),
        more_voices: given::<u32>(args, "voices").and_then(|voices| usize::try_from(voices).ok()).unwrap_or(0),
        origins: all::<Origin>(args, "allow-origin"),
        turned_away: Some(turned_away),
    })?;
    let said = say::DEMO_AT
        .with("ws", format!("ws://{}/v1/audio/speech", served.address))
        .with("rest", format!("http://{}", served.address));
    report::sentence(&said.get(context.lang));
    let lang = context.lang;
    let work = move || tell(&refusals, lang);
    let teller =
        std::thread::Builder::new().name("log".into()).spawn(work).map_err(|error| engine::start_failure(&error))?;
    let (interrupt, interrupted) = mpsc::channel();
    let handler = move || {
        interrupt.send(()).ok();
    };
    ctrlc::set_handler(handler).map_err(|error| engine::start_failure(&std::io::Error::other(error)))?;
    interrupted.recv().ok();
    served.stop();
    teller.join().ok();
    Ok(ExitCode::SUCCESS)
}

/// Says who was turned away, until the server ends.
fn tell(refusals: &Receiver<TurnedAway>, lang: Lang) {
    let mut told = BTreeSet::new();
    for who in refusals {
        if told.len() == TOLD || !told.insert(who.clone()) {
            continue;
        }
        let said = match &who {
            TurnedAway::Host(host) => say::FOREIGN_HOST.with("host", label(host)),
            TurnedAway::Page(origin) => {
                let allowed = report::quoted(&label(origin));
                say::FOREIGN_PAGE.with("origin", label(origin)).with("allowed", allowed)
            }
        };
        report::sentence(&said.get(lang));
    }
}
