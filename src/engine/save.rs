//! Writing takes to a file on a thread of its own, following them while they grow.

pub(in crate::engine) mod autosave;
pub(super) mod board;
pub(in crate::engine) mod captions;
mod chapters;
pub(in crate::engine) mod order;
mod scripts;
pub(super) mod series;

use std::cell::Cell;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use crate::audio::files::export;
use crate::audio::files::export::{
    ExportError, ExportPlan, ExportProgress, ExportTarget, ExportUntil, FileFormat, Tags,
};
use crate::audio::take::Take;
use crate::audio::{HeardSample, take};
use crate::engine::boundary::event::{Event, Events, SaveReport};
use crate::engine::failure;
use crate::engine::job::spec::SaveId;
use crate::engine::save::order::SaveTo;
use crate::engine::save::scripts::Scripts;
use crate::store::said;
use crate::words::{Failure, outside};

/// How often progress is told at most.
const PROGRESS: Duration = Duration::from_millis(100);

/// What is saved: one take, or several that become one file with a chapter for each.
pub(super) struct SaveSource {
    /// In playing order.
    pub takes: Vec<Take>,
    /// The title of the whole; the beginning of its text where absent.
    pub title: Option<String>,
    /// A name for each of the takes that are joined; none where there is one take. See `chapters`.
    pub chapters: Vec<String>,
}

impl From<Take> for SaveSource {
    fn from(take: Take) -> SaveSource {
        SaveSource { takes: vec![take], title: None, chapters: Vec::new() }
    }
}

/// Where a file is to go, and what stands beside it: looked at before anything is requested.
///
/// # Errors
/// It cannot be written there, or what is to stand beside it cannot have its name.
pub(super) fn open(to: &SaveTo) -> Result<ExportTarget, Failure> {
    let target = ExportTarget::open(&to.path).map_err(|error| failure::export(&error))?;
    if target.is_file() {
        captions::could_stand_beside(to)?;
    }
    Ok(target)
}

/// Whether a file of this format can be made of sound at this rate in Hz.
///
/// # Errors
/// It cannot; there is another way of saying it for each reason.
pub(super) fn suits(format: Option<FileFormat>, rate: u32) -> Result<(), Failure> {
    format.map_or(Ok(()), |format| export::suits(format, rate)).map_err(|error| failure::export(&error))
}

/// The same for a take that is there.
///
/// # Errors
/// As [`suits`], or there is no such take.
pub(super) fn suits_take(format: Option<FileFormat>, dir: &Path) -> Result<(), Failure> {
    if format.is_none() {
        return Ok(());
    }
    suits(format, take::header(dir).map_err(|error| failure::unread_take(&error))?.rate)
}

/// A saving at work.
pub(super) struct SaveTask {
    cancelled: Arc<AtomicBool>,
    /// Set before its end is told, if all of it was written.
    succeeded: Arc<AtomicBool>,
    /// The ids of all takes that it reads, or will read.
    reads: HashSet<String>,
    /// Those that it follows while they grow.
    takes: Vec<Take>,
    thread: Option<JoinHandle<()>>,
    last: Last,
    /// Whether it writes to something that may wait for somebody: a pipe that nobody reads, a device.
    may_wait: bool,
}

impl SaveTask {
    /// Ends it early; of a file nothing is left.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
        // It may be waiting for a take that does not move.
        self.takes.iter().for_each(Take::wake);
        if self.may_wait {
            // Its thread may be waiting for whoever is to read the pipe, and nothing but that ends it; nobody waits for it.
            self.last.tell(|id| Event::SaveFailed {
                id,
                failure: failure::export(&ExportError::Cancelled),
                part: None,
            });
        }
    }

    /// Whether it reads this take.
    pub fn reads(&self, id: &str) -> bool {
        self.reads.contains(id)
    }

    /// Whether it has ended and all of it was written.
    pub fn succeeded(&self) -> bool {
        self.succeeded.load(Ordering::Acquire)
    }

    /// Waits for it, for the process is about to end. The takes must be closed, so that this does end; what may wait for
    /// somebody is cancelled.
    pub fn finish(&mut self) {
        if self.may_wait {
            return self.cancel();
        }
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

/// The last word of a saving: said once, by whoever knows of its end first.
#[derive(Clone)]
struct Last {
    id: SaveId,
    told: Arc<AtomicBool>,
    events: Events,
    ended: mpsc::UnboundedSender<SaveId>,
}

impl Last {
    fn tell(&self, event: impl FnOnce(SaveId) -> Event) {
        if !self.told.swap(true, Ordering::AcqRel) {
            self.events.send(event(self.id));
            self.ended.send(self.id).ok();
        }
    }
}

/// Starts one. Its last event is sent before `ended` hears of it, however it ends.
pub(super) fn start(
    id: SaveId,
    source: SaveSource,
    (to, target): (SaveTo, ExportTarget),
    until: ExportUntil,
    events: &Events,
    ended: mpsc::UnboundedSender<SaveId>,
) -> Result<SaveTask, Failure> {
    let last = Last { id, told: Arc::default(), events: events.clone(), ended };
    let may_wait = !target.is_file();
    let takes = source.takes.clone();
    let work = move |going: SaveProgress<'_>| save(id, &source, &to, target, until, going);
    Ok(SaveTask { may_wait, ..spawn(last, takes, HashSet::new(), work)? })
}

/// Says how far it is, 0 to 1, and hears whether to go on.
type SaveProgress<'a> = &'a dyn Fn(f32) -> ControlFlow<()>;

/// Starts a saving that reads `takes`, and those of the ids in `reads`. `work` gives its last event.
fn spawn(
    last: Last,
    takes: Vec<Take>,
    mut reads: HashSet<String>,
    work: impl FnOnce(SaveProgress<'_>) -> Event + Send + 'static,
) -> Result<SaveTask, Failure> {
    reads.extend(takes.iter().map(|take| take.id().to_owned()));
    let cancelled = Arc::new(AtomicBool::new(false));
    let succeeded = Arc::new(AtomicBool::new(false));
    let (id, events, end) = (last.id, last.events.clone(), last.clone());
    let (stop, whole) = (cancelled.clone(), succeeded.clone());
    let work = move || {
        let told = Cell::new(Instant::now());
        let going = |done: f32| {
            if told.get().elapsed() >= PROGRESS {
                told.set(Instant::now());
                events.send(Event::Saving { id, done });
            }
            if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        // An encoder that panics must not leave the window waiting for an end that never comes.
        let last = catch_unwind(AssertUnwindSafe(|| work(&going)));
        let last = last.unwrap_or_else(|_| Event::SaveFailed {
            id,
            failure: failure::fault("a panic while saving"),
            part: None,
        });
        whole.store(matches!(last, Event::Saved { .. }), Ordering::Release);
        end.tell(|_| last);
    };
    let thread = std::thread::Builder::new().name("save".into()).spawn(work);
    let thread = thread.map_err(|error| failure::start(&error))?;
    Ok(SaveTask { cancelled, succeeded, reads, takes, thread: Some(thread), last, may_wait: false })
}

/// Does it, and gives its last event.
fn save(
    id: SaveId,
    source: &SaveSource,
    to: &SaveTo,
    target: ExportTarget,
    until: ExportUntil,
    going: SaveProgress<'_>,
) -> Event {
    match write(source, to, target, until, going) {
        Ok((samples, report)) => Event::Saved { id, path: to.path.clone(), samples, report },
        Err(NotWritten::Export(ExportError::Incomplete { part, samples })) => Event::SavedInPart { id, part, samples },
        Err(NotWritten::Export(error)) => {
            // A part that was never begun, because the disk was full from the start, is none.
            let part = error.part().filter(|part| part.is_file()).map(PathBuf::from);
            Event::SaveFailed { id, failure: failure::export(&error), part }
        }
        Err(NotWritten::Beside(failure)) => Event::SaveFailed { id, failure, part: Some(to.path.clone()) },
    }
}

/// What was not written.
enum NotWritten {
    /// The file itself.
    Export(ExportError),
    /// What stands beside it; the file is there.
    Beside(Failure),
}

/// Writes the file and what stands beside it: how many samples it holds, and what was done to them.
fn write(
    source: &SaveSource,
    to: &SaveTo,
    target: ExportTarget,
    until: ExportUntil,
    going: SaveProgress<'_>,
) -> Result<(HeardSample, SaveReport), NotWritten> {
    source.takes.iter().for_each(|take| wait_for_text(take, going));
    let scripts = Scripts::of(&source.takes);
    let renditions = scripts.renditions(to.order.joins);
    let going = |progress: ExportProgress| going(progress.done);
    let plan = plan(source, &scripts, to);
    let saved = export::export(&renditions, target, &plan, until, &going).map_err(NotWritten::Export)?;
    let beside =
        captions::beside(&scripts, &plan.chapters, to, &saved.times, saved.rate).map_err(NotWritten::Beside)?;
    let report = SaveReport {
        rate: saved.rate,
        gain_db: saved.gain_db,
        lufs: saved.lufs,
        wanted_lufs: to.order.lufs,
        clipped: saved.clipped,
        copied: saved.copied,
        beside,
    };
    Ok((saved.samples, report))
}

/// Waits until the text of a take is written: title, chapters and pauses are made of it. Ends early where the saving is not
/// wanted any more, which the export then finds too.
fn wait_for_text(take: &Take, going: SaveProgress<'_>) {
    let mut extent = take.extent();
    while extent.growing && take.is_being_written() && going(0.0).is_continue() {
        extent = take.wait_for_fact(extent.facts);
    }
}

fn plan(source: &SaveSource, scripts: &Scripts<'_>, to: &SaveTo) -> ExportPlan {
    ExportPlan {
        format: to.order.format,
        range: to.order.range.clone(),
        speed: to.order.speed,
        lufs: to.order.lufs,
        tags: tags(source),
        chapters: chapters::of(source, scripts, to.order.range.as_ref(), title_of),
    }
}

fn tags(source: &SaveSource) -> Tags {
    let Some(first) = source.takes.first() else { return Tags::default() };
    let texts: Vec<_> = source.takes.iter().map(Take::text).collect();
    Tags {
        title: source.title.clone().unwrap_or_else(|| title_of(first)),
        artist: first.header().voice_name.clone(),
        date: first.header().created.clone(),
        text: texts.join("\n\n"),
    }
}

/// What a take is called where it has no title.
fn title_of(take: &Take) -> String {
    let (header, text) = (take.header(), take.text());
    outside::title_of(if header.cast.is_some() { said(header) } else { &text }, header.markdown)
}
