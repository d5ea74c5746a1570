//! `--out -`: the take as a WAV on standard output, whole marks only, while it grows.

use std::io;
use std::ops::ControlFlow;
use std::thread::JoinHandle;

use crate::audio::PauseSettings;
use crate::audio::files::export;
use crate::audio::files::export::ExportError;
use crate::audio::take::Take;
use crate::engine;

/// Copies `take` to standard output on a thread of its own and tells `ended` how it went.
///
/// Only whole marks are written: a mark that breaks is requested again and comes anew, and what has left through a pipe
/// cannot be taken back.
pub(super) fn start(
    take: &Take,
    joins: PauseSettings,
    ended: impl FnOnce(Result<(), ExportError>) + Send + 'static,
) -> io::Result<JoinHandle<()>> {
    let rendition = engine::rendition(take, joins);
    std::thread::Builder::new().name("stdout".into()).spawn(move || {
        ended(export::stream(&rendition, io::stdout().lock(), &|_| ControlFlow::Continue(())).map(drop));
    })
}
