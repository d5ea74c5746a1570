//! `langsheng speak`: one job, from the text to the exit code.

mod ending;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread::JoinHandle;
use std::time::Duration;

use clap::ArgMatches;
use serde_json::json;

use self::ending::Saved;
use super::args::given;
use super::report::{self, FailureData, Lines, Progress};
use super::{Context, Done, account, piped, source};
use crate::audio::device::DeviceChoice;
use crate::audio::export::ExportError;
use crate::audio::take::{Receipt, Take};
use crate::audio::{Player, PlayerEvent};
use crate::engine::{self, Command, Commands, Demo, Engine, Event, Job, JobId, Pace, Patience, SaveTo, Setup};
use crate::words::{Failure, Said, cli as say};

/// The only job of this process.
const JOB: JobId = JobId(1);

/// How often a progress bar that somebody sees is redrawn.
const REDRAW: Duration = Duration::from_millis(100);

/// Speaks.
pub(super) fn run(args: &ArgMatches, context: &Context) -> Done {
    let out: Option<PathBuf> = given(args, "out");
    let piped = out.as_deref() == Some(Path::new("-"));
    let lines = Lines::new(args.get_flag("json"), piped);
    let done = job(args, context, out).and_then(|job| {
        let device: Option<String> = given(args, "device").or_else(|| context.settings.device.clone());
        Speaking::start(job, device, piped, args.get_flag("json"), context, &lines)?.until_over()
    });
    if let Err(failure) = &done {
        lines.write("failed", &FailureData::new(failure, context.lang));
    }
    done.map(|()| ExitCode::SUCCESS)
}

/// The job that the arguments describe.
fn job(args: &ArgMatches, context: &Context, out: Option<PathBuf>) -> Result<Job, Failure> {
    let text = source::read(args)?;
    let account = account::chosen(args, context)?;
    let output = source::output(args, &context.settings, account.name())?;
    let play = !args.get_flag("no-play");
    let saves = out.is_some();
    Ok(Job {
        id: JOB,
        text: text.text,
        markdown: text.markdown,
        voice_name: given::<String>(args, "voice").unwrap_or_default(),
        account,
        output,
        play,
        must_be_heard: play && !saves,
        pace: if play && !saves { Pace::AsHeard } else { Pace::FullSpeed },
        save: out.filter(|out| out != Path::new("-")).map(SaveTo::plain),
        reuse: context.settings.reuse,
        joins: context.settings.joins,
        keep: !saves || args.get_flag("keep"),
        limit_bytes: given::<u32>(args, "segment-limit").map_or(context.settings.segment_limit, |limit| limit as usize),
        sessions: given::<u8>(args, "jobs").map_or(context.settings.sessions, usize::from),
        max_requests: given(args, "max-requests"),
    })
}

/// Everything that wakes the command.
enum Woken {
    /// The engine has news, or is gone.
    Engine,
    /// Ctrl-C.
    Interrupt,
    /// Standard output has all of it, or can take no more.
    Piped(Result<(), ExportError>),
}

/// Wakes the command for the engine; once more when the engine drops it, so that one that died is not waited for.
struct Bell(mpsc::Sender<Woken>);

impl Bell {
    fn ring(&self) {
        self.0.send(Woken::Engine).ok();
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        self.ring();
    }
}

/// A job at work, and what is still awaited of it.
struct Speaking<'a> {
    context: &'a Context,
    lines: &'a Lines,
    progress: Progress,
    commands: Commands,
    events: Receiver<Event>,
    player: Player,
    engine: JoinHandle<()>,
    woken: Receiver<Woken>,
    /// Given away when the copying to standard output starts.
    waker: Option<mpsc::Sender<Woken>>,
    text_bytes: u64,
    take: Option<Take>,
    segments: (usize, usize),
    /// Whether the end of the sound is awaited.
    playing: bool,
    saving: bool,
    piping: bool,
    /// Where the file is to be, if one is wanted.
    out: Option<PathBuf>,
    saved: Option<Saved>,
    part: Option<PathBuf>,
    receipt: Option<Receipt>,
    /// The first thing that went wrong decides the exit code.
    failure: Option<Failure>,
}

impl<'a> Speaking<'a> {
    fn start(
        job: Job,
        device: Option<String>,
        piping: bool,
        quiet: bool,
        context: &'a Context,
        lines: &'a Lines,
    ) -> Result<Speaking<'a>, Failure> {
        let (waker, woken) = mpsc::channel();
        let (bell, for_interrupt) = (Bell(waker.clone()), waker.clone());
        let wake = Box::new(move || bell.ring());
        let setup = Setup { home: context.home.clone(), demo: Demo::default(), patience: Patience::default(), wake };
        let engine = Engine::start(setup).map_err(|error| engine::start_failure(&error))?;
        let interrupted = move || {
            for_interrupt.send(Woken::Interrupt).ok();
        };
        ctrlc::set_handler(interrupted).map_err(|error| engine::start_failure(&std::io::Error::other(error)))?;
        if let Some(name) = device {
            engine.player.choose(DeviceChoice::Named(name));
        }
        let speaking = Speaking {
            context,
            lines,
            progress: Progress::new(quiet, context.lang),
            commands: engine.commands,
            events: engine.events,
            player: engine.player,
            engine: engine.thread,
            woken,
            waker: Some(waker),
            text_bytes: job.text.len() as u64,
            take: None,
            segments: (0, 0),
            playing: job.play,
            saving: job.save.is_some(),
            piping,
            out: job.save.as_ref().map(|to| to.path.clone()),
            saved: None,
            part: None,
            receipt: None,
            failure: None,
        };
        speaking.commands.send(Command::Speak(Box::new(job)));
        Ok(speaking)
    }

    /// Works until nothing is awaited any more, then says how it went.
    fn until_over(mut self) -> Result<(), Failure> {
        let mut job_over = false;
        while !job_over || self.playing || self.saving || self.piping {
            match self.next() {
                Some(Woken::Engine) => loop {
                    match self.events.try_recv() {
                        Ok(event) => job_over |= self.event(event),
                        Err(TryRecvError::Empty) => break,
                        Err(TryRecvError::Disconnected) => {
                            self.fail(engine::fault("the engine has ended"));
                            return self.end();
                        }
                    }
                },
                Some(Woken::Interrupt) if self.failure.is_some() => break,
                Some(Woken::Interrupt) => self.fail(engine::interrupted()),
                Some(Woken::Piped(result)) => self.piped(result),
                None => {}
            }
            self.show();
        }
        self.end()
    }

    fn piped(&mut self, result: Result<(), ExportError>) {
        self.piping = false;
        match result {
            // After `Incomplete` the job has said why, or is about to.
            Ok(()) | Err(ExportError::Incomplete { .. }) => {}
            Err(ExportError::Write { source, .. }) => self.fail(report::stdout_gone(&source)),
            Err(error) => self.fail(engine::export_failure(&error)),
        }
    }

    fn next(&self) -> Option<Woken> {
        if !self.progress.is_shown() {
            return self.woken.recv().ok();
        }
        self.woken.recv_timeout(REDRAW).ok()
    }

    /// Takes in an event; tells whether it was the last of the job.
    fn event(&mut self, event: Event) -> bool {
        match event {
            Event::Accepted { take, segments, .. } => self.accepted(take, segments),
            Event::Connecting { segment, attempt, .. } => {
                self.lines.write("connecting", &json!({ "segment": segment, "attempt": attempt }));
            }
            Event::Created { segment, logid, .. } => {
                self.lines.write("created", &json!({ "segment": segment, "logid": logid }));
            }
            Event::FirstDelta { .. } => self.lines.write("first_delta", &json!({})),
            Event::Segment { segment, receipt, .. } => {
                self.segments.0 += 1;
                let retries = receipt.retries;
                let data = json!({ "index": segment, "bytes": receipt.bytes, "samples": receipt.samples,
                    "retries": retries, "logid": receipt.logid });
                self.lines.write("segment", &data);
            }
            Event::Retrying { segment, failure, wait, .. } => {
                let wait = wait.as_secs_f64();
                let again = if wait < 0.05 { say::RETRYING_NOW } else { say::RETRYING };
                let said = again.with("n", segment + 1).with_said("what", failure.what);
                self.progress.say(&said.with("wait", format!("{wait:.1}")));
            }
            Event::Split { into, .. } => self.segments.1 += into.saturating_sub(1),
            Event::Finished { receipt, .. } => {
                self.receipt = Some(receipt);
                return true;
            }
            Event::Failed { failure, .. } => {
                self.fail(failure);
                return true;
            }
            Event::Refused { failure, .. } => {
                self.fail(failure);
                (self.saving, self.piping) = (false, false);
                return true;
            }
            Event::Stopped { .. } => return true,
            Event::Saved { path, samples, .. } => {
                self.saving = false;
                self.saved = Some(Saved { path, samples });
            }
            Event::SavedInPart { part, .. } => {
                self.saving = false;
                self.part = Some(part);
            }
            Event::SaveFailed { failure, part, .. } => {
                self.saving = false;
                self.part = part;
                self.fail(failure);
            }
            Event::Player(event) => self.heard(event),
            Event::Notice(failure) => self.progress.say(&Said::plain(report::explained(&failure, self.context.lang))),
            _ => {}
        }
        false
    }

    fn accepted(&mut self, take: Take, segments: usize) {
        self.segments.1 = segments;
        if let (true, Some(waker)) = (self.piping, self.waker.take()) {
            let ended = move |result| {
                waker.send(Woken::Piped(result)).ok();
            };
            if let Err(error) = piped::start(take.clone(), ended) {
                self.piping = false;
                self.fail(engine::start_failure(&error));
            }
        }
        self.take = Some(take);
    }

    fn heard(&mut self, event: PlayerEvent) {
        match event {
            PlayerEvent::FirstSound { at, .. } => self.lines.write_at(at, "first_sound", &json!({})),
            PlayerEvent::Ended { .. } => self.playing = false,
            PlayerEvent::NoDevice(error) | PlayerEvent::Lost(error) if self.playing => {
                self.playing = false;
                let failure = engine::device_failure(&error);
                if self.saves() {
                    self.progress.say(&say::WITHOUT_SOUND.with_said("what", failure.what));
                } else {
                    // Without a file, sound was all that was asked for.
                    self.fail(failure);
                }
            }
            _ => {}
        }
    }

    fn saves(&self) -> bool {
        self.out.is_some() || self.piping
    }

    /// Remembers the first failure and stops what still runs.
    fn fail(&mut self, failure: Failure) {
        self.failure.get_or_insert(failure);
        self.playing = false;
        self.player.stop();
        self.commands.send(Command::Stop);
    }

    fn show(&self) {
        let Some(take) = self.take.as_ref().filter(|_| self.progress.is_shown()) else { return };
        let seconds = |samples: u64| samples as f64 / f64::from(take.rate());
        let done = if self.receipt.is_some() {
            self.text_bytes
        } else {
            take.marks().last().map_or(0, |mark| mark.source as u64)
        };
        let heard = self.playing.then(|| seconds(self.player.meter().position()));
        self.progress.show(done, self.text_bytes, seconds(take.received()), heard, self.segments);
    }
}
