//! Many takes as files in a folder, one after the other: one saving with one progress and one end.

use std::fs;
use std::ops::ControlFlow;
use std::sync::Arc;

use tokio::sync::mpsc;

use crate::audio::files::export::{ExportError, ExportUntil};
use crate::audio::take;
use crate::audio::take::Take;
use crate::engine::boundary::event::{Event, Events, SaveTally};
use crate::engine::failure;
use crate::engine::job::spec::SaveId;
use crate::engine::save::order::AutoSave;
use crate::engine::save::{Last, NotWritten, SaveProgress, SaveSource, SaveTask, spawn, write};
use crate::store::{Library, log};
use crate::words::{Failure, local};

/// What is saved.
pub(in crate::engine) struct Series {
    /// Where the takes are.
    pub library: Library,
    /// Which, in the order in which they are written.
    pub takes: Vec<String>,
    /// Where to, and how.
    pub to: AutoSave,
}

/// Starts it. Its last event is sent before `ended` hears of it, however it ends.
pub(in crate::engine) fn start(
    id: SaveId,
    series: Series,
    events: &Events,
    ended: mpsc::UnboundedSender<SaveId>,
) -> Result<SaveTask, Failure> {
    let reads = series.takes.iter().cloned().collect();
    let last = Last { id, told: Arc::default(), events: events.clone(), ended };
    spawn(last, Vec::new(), reads, move |going| {
        let tally = series.save(going);
        Event::SavedAll { id, folder: series.to.folder, tally }
    })
}

/// Why one of many takes was not saved.
pub(super) enum Missed {
    /// It is the take's own fault; the next one may be better.
    This(Failure),
    /// What is wrong would be so for all that follow: no room, no such folder.
    All(Failure),
    /// The user had enough.
    Cancelled,
}

impl Series {
    fn save(&self, going: SaveProgress<'_>) -> SaveTally {
        save_each(self.takes.len(), going, |place, going| self.save_one(place, &self.takes[place], going))
    }

    fn save_one(&self, place: usize, id: &str, going: SaveProgress<'_>) -> Result<(), Missed> {
        let dir = self.library.dir(id).map_err(|error| Missed::This(failure::store(&error)))?;
        if take::in_use(&dir) {
            return Err(Missed::This(local::take_not_ready(&dir)));
        }
        let take = Take::open(&dir).map_err(|error| Missed::This(failure::unread_take(&error)))?;
        let title = self.library.title(id);
        let number = u32::try_from(place + 1).ok();
        let (to, target) = self.to.place(&take, title.as_deref(), number).map_err(Missed::All)?;
        let source = SaveSource { title, ..take.into() };
        write(&source, &to, target, ExportUntil::Now, going).map(drop).map_err(Missed::from)
    }
}

/// Saves one after the other, by their places, until the user has enough or what is wrong would be so for all that follow.
pub(super) fn save_each(
    all: usize,
    going: SaveProgress<'_>,
    mut save_one: impl FnMut(usize, SaveProgress<'_>) -> Result<(), Missed>,
) -> SaveTally {
    let mut tally = SaveTally::default();
    for place in 0..all {
        // Each counts the same: how long they are is only known once they are open.
        let going = |done: f32| going((place as f32 + done.clamp(0.0, 1.0)) / all as f32);
        let saved = match going(0.0) {
            ControlFlow::Break(()) => Err(Missed::Cancelled),
            ControlFlow::Continue(()) => save_one(place, &going),
        };
        let (failure, is_last) = match saved {
            Ok(()) => {
                tally.files += 1;
                continue;
            }
            Err(Missed::This(failure)) => (failure, false),
            Err(Missed::All(failure)) => (failure, true),
            Err(Missed::Cancelled) => {
                tally.left = all - place;
                break;
            }
        };
        tally.failed += 1;
        tally.failure = Some(failure);
        if is_last {
            tally.left = all - place - 1;
            break;
        }
    }
    tally
}

impl From<NotWritten> for Missed {
    fn from(refused: NotWritten) -> Missed {
        match refused {
            NotWritten::Beside(failure) => Missed::All(failure),
            NotWritten::Export(error) => {
                // The take is where it was, so a beginning of it is of no use to anybody.
                if let Some(part) = error.part() {
                    log::missed("deletion of a part", fs::remove_file(part));
                }
                missed(&error)
            }
        }
    }
}

fn missed(error: &ExportError) -> Missed {
    let failure = || failure::export(error);
    match error {
        ExportError::Cancelled => Missed::Cancelled,
        ExportError::Read { .. }
        | ExportError::Incomplete { .. }
        | ExportError::InUse(_)
        | ExportError::InTheWay(_)
        | ExportError::NoSound
        | ExportError::Rate { .. }
        | ExportError::Bitrate { .. }
        | ExportError::Rates { .. }
        | ExportError::Encode { .. } => Missed::This(failure()),
        ExportError::Create { .. }
        | ExportError::Write { .. }
        | ExportError::Rename { .. }
        | ExportError::NotBuiltIn(_)
        | ExportError::Misused(_) => Missed::All(failure()),
    }
}
