//! Work that is watched to its end: a job, a saving, or both; from the command to the exit code.

mod ending;
mod news;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use self::ending::WrittenFile;
use crate::audio::files::export::ExportError;
use crate::audio::play::device::DeviceChoice;
use crate::audio::take::{Receipt, Take};
use crate::audio::{PauseSettings, PlayerControl};
use crate::cli::follow::{FollowedText, Written};
use crate::cli::report::{FailureData, Lines, StatusLine};
use crate::cli::{Context, ExitResult, job, report};
use crate::engine;
use crate::engine::{Command, Commands, Demo, Engine, EngineSetup, Event, Patience, SaveId};
use crate::words::{Class, Failure};

/// How often a progress bar that somebody sees is redrawn.
const REDRAW: Duration = Duration::from_millis(100);

/// Who presses Ctrl-C more often than this does not wait for work that cannot be stopped, such as the cutting of a text that
/// is as long as a library.
const PATIENCE: usize = 2;

/// Within so long after the end of a text that comes through a pipe, Ctrl-C is the one that has ended it.
const ONE_PRESS: Duration = Duration::from_millis(500);

/// What is to be done and watched.
pub(super) struct CliTask {
    /// What the engine is asked.
    pub command: Command,
    /// The saving that is requested without a job.
    pub saving: Option<SaveId>,
    /// The file that is to be written.
    pub out: Option<PathBuf>,
    /// The loudness that was requested.
    pub lufs: Option<f64>,
    /// Goes to standard output too, with this done at its joins.
    pub pipe: Option<PauseSettings>,
    /// Is to be heard.
    pub heard: Option<Hearing>,
    /// The text of the job, where it is still being written.
    pub followed: Option<FollowedText>,
}

/// How something is to be heard.
pub(super) struct Hearing {
    pub device: Option<String>,
    pub speed: f32,
    pub joins: PauseSettings,
}

impl CliTask {
    /// A job that is neither saved nor heard.
    pub fn of(command: Command) -> CliTask {
        CliTask { command, saving: None, out: None, lufs: None, pipe: None, heard: None, followed: None }
    }
}

/// Does the task that `plan` makes; whatever fails is told to programs too.
pub(super) fn watch(lines: &Lines, quiet: bool, context: &Context, plan: Result<CliTask, Failure>) -> ExitResult {
    let done = plan.and_then(|task| Watch::start(task, quiet, context, lines)?.until_over());
    if let Err(failure) = &done {
        lines.write("failed", &FailureData::new(failure, context.lang));
    }
    done.map(|()| ExitCode::SUCCESS)
}

/// Everything that wakes the command.
pub(super) enum Woken {
    /// The engine has news, or is gone.
    Engine,
    /// Ctrl-C.
    Interrupt,
    /// Standard output has all of it, or can take no more.
    Piped(Result<(), ExportError>),
    /// More of the text was written, or its end has come.
    Written(Written),
}

/// Wakes the command for the engine; once more when the engine drops it, so that one that died is not waited for.
struct EngineWaker(mpsc::Sender<Woken>);

impl EngineWaker {
    fn ring(&self) {
        self.0.send(Woken::Engine).ok();
    }
}

impl Drop for EngineWaker {
    fn drop(&mut self) {
        self.ring();
    }
}

/// An engine that wakes the command, and Ctrl-C that does.
pub(super) fn engine(context: &Context) -> Result<(Engine, Receiver<Woken>, mpsc::Sender<Woken>), Failure> {
    let (waker, woken) = mpsc::channel();
    let (for_engine, for_interrupt) = (EngineWaker(waker.clone()), waker.clone());
    let wake = Box::new(move || for_engine.ring());
    let setup = EngineSetup { home: context.home.clone(), demo: Demo::default(), patience: Patience::default(), wake };
    let engine = Engine::start(setup).map_err(|error| engine::start_failure(&error))?;
    let mut times = 0;
    let interrupted = move || {
        times += 1;
        if times > PATIENCE {
            // As after a kill: what was received is on disk.
            std::process::exit(Class::Interrupted.exit_code().into());
        }
        for_interrupt.send(Woken::Interrupt).ok();
    };
    ctrlc::set_handler(interrupted).map_err(|error| engine::start_failure(&std::io::Error::other(error)))?;
    Ok((engine, woken, waker))
}

/// A task at work, and what is still awaited of it.
struct Watch<'a> {
    context: &'a Context,
    lines: &'a Lines,
    progress: StatusLine,
    commands: Commands,
    events: Receiver<Event>,
    player: PlayerControl,
    engine: JoinHandle<()>,
    woken: Receiver<Woken>,
    /// Given away when the copying to standard output starts.
    waker: Option<mpsc::Sender<Woken>>,
    take: Option<Take>,
    segments: (usize, usize),
    /// Whether the end of the job is awaited.
    working: bool,
    /// Whether the end of the text is awaited.
    following: bool,
    /// When the text ended by itself, if it was followed.
    text_ended: Option<Instant>,
    /// Whether the end of the sound is awaited.
    playing: bool,
    /// Whether the end of the file is awaited.
    saving: bool,
    /// How far the file is, 0 to 1.
    saved_part: f32,
    /// Whether the end of standard output is awaited.
    piping: Option<PauseSettings>,
    /// A saving that was requested without a job.
    asked: Option<SaveId>,
    /// Where the file is to be, if one is wanted.
    out: Option<PathBuf>,
    /// The loudness that was requested.
    lufs: Option<f64>,
    saved: Option<WrittenFile>,
    part: Option<PathBuf>,
    receipt: Option<Receipt>,
    /// The first thing that went wrong decides the exit code.
    failure: Option<Failure>,
}

impl<'a> Watch<'a> {
    fn start(task: CliTask, quiet: bool, context: &'a Context, lines: &'a Lines) -> Result<Watch<'a>, Failure> {
        let (engine, woken, waker) = engine(context)?;
        let playing = task.heard.is_some();
        if let Some(Hearing { device, speed, joins }) = task.heard {
            if let Some(name) = device {
                engine.player.choose(DeviceChoice::Named(name));
            }
            engine.player.set_speed(speed);
            engine.player.set_joins(joins);
        }
        let following = task.followed.is_some();
        engine.commands.send(task.command);
        if let Some(followed) = task.followed {
            let waker = waker.clone();
            let tell = move |written| {
                waker.send(Woken::Written(written)).ok();
            };
            followed.start(tell).map_err(|error| engine::start_failure(&error))?;
        }
        Ok(Watch {
            context,
            lines,
            progress: StatusLine::new(quiet, context.lang),
            commands: engine.commands,
            events: engine.events,
            player: engine.player,
            engine: engine.thread,
            woken,
            waker: Some(waker),
            take: None,
            segments: (0, 0),
            working: task.saving.is_none(),
            playing,
            following,
            text_ended: None,
            saving: task.out.is_some(),
            saved_part: 0.0,
            piping: task.pipe,
            asked: task.saving,
            out: task.out,
            lufs: task.lufs,
            saved: None,
            part: None,
            receipt: None,
            failure: None,
        })
    }

    /// Works until nothing is awaited any more, then says how it went.
    fn until_over(mut self) -> Result<(), Failure> {
        while self.working || self.playing || self.saving || self.piping.is_some() {
            match self.next() {
                Some(Woken::Engine) => loop {
                    match self.events.try_recv() {
                        Ok(event) => self.event(event),
                        Err(TryRecvError::Empty) => break,
                        Err(TryRecvError::Disconnected) => {
                            self.fail(engine::fault("the engine has ended"));
                            return self.end();
                        }
                    }
                },
                // What is there is spoken to its end; who wants less presses once more.
                Some(Woken::Interrupt) if self.following => self.end_text(),
                // The same press has ended the program at the other end of the pipe.
                Some(Woken::Interrupt) if self.text_ended.is_some_and(|at| at.elapsed() < ONE_PRESS) => {}
                Some(Woken::Interrupt) => {
                    let impatient = self.failure.is_some();
                    self.interrupt();
                    if impatient {
                        break;
                    }
                }
                Some(Woken::Piped(result)) => self.piped(result),
                Some(Woken::Written(written)) => self.written(written),
                None => {}
            }
            self.show();
        }
        self.end()
    }

    fn next(&self) -> Option<Woken> {
        if !self.progress.is_shown() {
            return self.woken.recv().ok();
        }
        self.woken.recv_timeout(REDRAW).ok()
    }

    /// Hands on what was written.
    fn written(&mut self, written: Written) {
        match written {
            _ if !self.following => {}
            Written::Text(text) => self.commands.send(Command::Append { job: job::JOB, text }),
            Written::End => {
                self.text_ended = Some(Instant::now());
                self.end_text();
            }
            Written::Broken(failure) => {
                self.failure.get_or_insert(failure);
                self.written(Written::End);
            }
        }
    }

    fn end_text(&mut self) {
        self.following = false;
        self.commands.send(Command::EndText(job::JOB));
    }

    fn piped(&mut self, result: Result<(), ExportError>) {
        self.piping = None;
        match result {
            // After `Incomplete` the job has said why, or is about to.
            Ok(()) | Err(ExportError::Incomplete { .. }) => {}
            Err(ExportError::Write { source, .. }) => self.fail(report::stdout_gone(&source)),
            Err(error) => self.fail(engine::export_failure(&error)),
        }
    }

    fn saves(&self) -> bool {
        self.out.is_some() || self.piping.is_some()
    }

    /// Remembers the first failure and stops what still runs.
    fn fail(&mut self, failure: Failure) {
        self.failure.get_or_insert(failure);
        self.playing = false;
        self.player.stop();
        self.commands.send(Command::Stop(job::JOB));
    }

    /// The user wants no more, not of the file either: half a file is no use to who has the take.
    fn interrupt(&mut self) {
        // Before the take ends, which would make a part of the file.
        if self.saving {
            self.commands.send(Command::CancelSave(self.asked.unwrap_or(engine::save_of(job::JOB))));
        }
        self.fail(engine::interrupted());
    }

    fn show(&self) {
        if !self.progress.is_shown() {
            return;
        }
        if self.saving && !self.working && !self.playing {
            return self.progress.show_saving(self.saved_part);
        }
        let Some(take) = &self.take else { return };
        let of = take.text_len() as u64;
        let done = if self.receipt.is_some() { of } else { take.marks().last().map_or(0, |mark| mark.source as u64) };
        let heard = self.playing.then(|| self.player.meter().position().seconds(take.rate()));
        self.progress.show(done, of, take.received().seconds(take.rate()), heard, self.segments);
    }
}
