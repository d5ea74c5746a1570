//! Writing a take to a file on a thread of its own, following it while it grows.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use tokio::sync::mpsc;

use super::event::{Event, Events, SaveReport};
use super::failure;
use super::job::{SaveId, SaveTo};
use crate::audio::take::Take;
use crate::audio::wav::{self, ExportError, Target};
use crate::words::Failure;

/// A saving at work.
pub(super) struct Saving {
    cancelled: Arc<AtomicBool>,
    take: Take,
    thread: JoinHandle<()>,
}

impl Saving {
    /// Ends it early; what is written so far stays as a valid `.part`.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
        // It may be waiting for a take that does not move.
        self.take.wake();
    }

    /// What it reads.
    pub fn take(&self) -> &Take {
        &self.take
    }

    /// Waits for it, for the process is about to end. The take must be closed, so that this does end.
    pub fn finish(self) {
        self.thread.join().ok();
    }
}

/// Starts one. Its event is sent before `ended` hears of it.
pub(super) fn start(
    id: SaveId,
    take: Take,
    (to, target): (SaveTo, Target),
    follow: bool,
    events: &Events,
    ended: mpsc::UnboundedSender<SaveId>,
) -> Result<Saving, Failure> {
    let cancelled = Arc::new(AtomicBool::new(false));
    let (events, stop, followed) = (events.clone(), cancelled.clone(), take.clone());
    let work = move || {
        let going =
            |_samples| if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        match wav::export_to(&followed, target, follow, &going) {
            Ok(saved) => {
                let report = SaveReport { rate: followed.rate(), ..SaveReport::default() };
                events.send(Event::Saved { id, path: to.path, samples: saved.samples, report });
            }
            Err(ExportError::Incomplete { part: Some(part), samples }) => {
                events.send(Event::SavedInPart { id, part, samples });
            }
            Err(error) => {
                let part = error.part().map(PathBuf::from);
                events.send(Event::SaveFailed { id, failure: failure::export(&error), part });
            }
        }
        ended.send(id).ok();
    };
    let thread = std::thread::Builder::new().name("save".into()).spawn(work);
    let thread = thread.map_err(|error| failure::start(&error))?;
    Ok(Saving { cancelled, take, thread })
}
