//! Auditions: a text of the user's own in a voice that is tried. Each is made once and then kept in the cache, by what is
//! said, by whom and how; it is no document and in no library, but what the library has of it is not requested.
//!
//! One is wanted by a preview, which hears it as it comes, or by entries of a board, which wait until all of it is there.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::time::Instant;

use crate::audio::take::Take;
use crate::audio::{PreviewId, TakeSample};
use crate::engine::blocking;
use crate::engine::boundary::auditions::{AuditionId, AuditionOrder};
use crate::engine::boundary::event::{Event, Events};
use crate::engine::core::Core;
use crate::engine::job::run::{JobRun, Link, Outcome};
use crate::engine::job::session::SessionReport;
use crate::engine::job::spec::{Account, Job, JobId, JobSettings};
use crate::engine::job::start;
use crate::protocol::OutputAudio;
use crate::text::LIMIT;
use crate::words::Failure;

/// So many are made at once; whoever presses on in a hurry wants the last ones.
const AT_ONCE: usize = 3;

/// The auditions that are being made, and those that wait for their turn.
#[derive(Default)]
pub(super) struct Auditions {
    running: Vec<Audition>,
    waiting: VecDeque<WaitingAudition>,
    /// How many were begun.
    begun: u64,
}

/// An audition that is being made. Dropping it closes its sockets.
struct Audition {
    dir: PathBuf,
    /// The preview for which it was requested last.
    preview: Option<PreviewId>,
    /// The entries of a board that wait for it.
    entries: Vec<AuditionId>,
    run: JobRun,
    events: Events,
    told: Receiver<Event>,
}

/// An entry of a board that is not being made yet.
struct WaitingAudition {
    account: Account,
    text: String,
    order: AuditionOrder,
}

/// What is to be said, by whom, and how.
#[derive(Debug)]
pub(super) struct SpokenAudition {
    pub account: Account,
    pub text: String,
    pub voice_name: String,
    pub output: OutputAudio,
}

/// An audition that can be heard.
enum Prepared {
    /// All of it.
    Kept(Take),
    /// It is being made, at this place.
    Running(usize),
}

/// What the blocking part of the preparation finds.
enum Found {
    Kept(Take),
    Begun(Box<JobRun>),
}

impl Core {
    /// Lets a text be heard in a voice; where it was made before, or is being made, at no cost.
    ///
    /// # Errors
    /// The account cannot be reached, nothing in the text can be spoken, or the cache cannot be written.
    pub(super) async fn hear_audition(&mut self, id: PreviewId, wanted: SpokenAudition) -> Result<(), Failure> {
        let take = match self.prepare_audition(wanted).await? {
            Prepared::Kept(take) => take,
            Prepared::Running(at) => {
                let audition = &mut self.auditions.running[at];
                audition.preview = Some(id);
                audition.run.take().clone()
            }
        };
        self.play_preview(id, take, TakeSample::ZERO..TakeSample::MAX);
        self.go_on_with_auditions();
        Ok(())
    }

    /// Makes auditions one after the other, a few at once.
    pub(super) fn make_auditions(&mut self, account: &Account, text: &str, orders: Vec<AuditionOrder>) {
        let waiting = |order| WaitingAudition { account: account.clone(), text: text.to_owned(), order };
        self.auditions.waiting.extend(orders.into_iter().map(waiting));
    }

    /// Begins the auditions whose turn has come.
    pub(super) async fn begin_auditions(&mut self) {
        while self.auditions.running.len() < AT_ONCE {
            let Some(WaitingAudition { account, text, order }) = self.auditions.waiting.pop_front() else { return };
            let AuditionOrder { id, voice_name, output } = order;
            match self.prepare_audition(SpokenAudition { account, text, voice_name, output }).await {
                Ok(Prepared::Kept(take)) => blocking::tell_made(take, vec![id], &self.events),
                Ok(Prepared::Running(at)) => {
                    let audition = &mut self.auditions.running[at];
                    audition.entries.push(id);
                    let take = audition.run.take().clone();
                    self.events.send(Event::AuditionBegun { id, take });
                    self.go_on_with_audition(at, Outcome::Going);
                }
                Err(failure) => self.events.send(Event::AuditionFailed { id, failure }),
            }
        }
    }

    /// Makes no more auditions of boards; what was received of one that a preview does not hear is of no use.
    pub(super) fn stop_auditions(&mut self) {
        let previewed = self.previewed;
        self.auditions.waiting.clear();
        self.auditions.running.retain_mut(|audition| {
            let is_heard = audition.preview.is_some() && audition.preview == previewed;
            let is_kept = is_heard || audition.entries.is_empty();
            audition.entries.clear();
            is_kept
        });
        self.events.send(Event::AuditionsStopped);
        self.read_no_more();
    }

    pub(super) fn audition_names(&self, account: Account, text: String) -> blocking::AuditionNames {
        blocking::AuditionNames::new(&self.home, &self.demo.demo(), account, text)
    }

    /// Finds an audition in the cache or among those that are being made, or begins to make it.
    async fn prepare_audition(&mut self, wanted: SpokenAudition) -> Result<Prepared, Failure> {
        let connect = self.connect(&wanted.account).await?;
        let sources = self.sources();
        let SpokenAudition { account, text, voice_name, output } = wanted;
        let names = self.audition_names(account.clone(), text.clone());
        let how = output.clone();
        let dir = blocking::awaited(move || names.folder(&how)).await?;
        if let Some(at) = self.auditions.running.iter().position(|audition| audition.dir == dir) {
            return Ok(Prepared::Running(at));
        }
        self.auditions.begun += 1;
        let settings =
            JobSettings { voice_name, output, keep: false, limit_bytes: LIMIT, sessions: 1, ..JobSettings::default() };
        let job = Job { text, ..Job::new(JobId::of_audition(self.auditions.begun), account, settings) };
        let link = Link { connect, patience: self.patience.clone(), reports: self.reports.clone() };
        let place = dir.clone();
        let prepare = move || {
            if let Some(take) = blocking::kept_audition(&place) {
                return Ok(Found::Kept(take));
            }
            place.parent().inspect(|parent| blocking::prune(parent));
            // What is left of an earlier try is of no use.
            std::fs::remove_dir_all(&place).ok();
            start::audition(job, link, &sources, &place).map(|(run, _)| Found::Begun(Box::new(run)))
        };
        let run = match blocking::awaited(prepare).await?? {
            Found::Kept(take) => return Ok(Prepared::Kept(take)),
            Found::Begun(run) => run,
        };
        let running = &mut self.auditions.running;
        if running.len() >= AT_ONCE
            && let Some(oldest) = running.iter().position(|audition| audition.entries.is_empty())
        {
            running.remove(oldest);
        }
        let (events, told) = Events::new(|| {});
        running.push(Audition { dir, preview: None, entries: Vec::new(), run: *run, events, told });
        Ok(Prepared::Running(running.len() - 1))
    }

    /// When an audition wants to be looked at.
    pub(super) fn audition_due(&self) -> Option<Instant> {
        self.auditions.running.iter().filter_map(|audition| audition.run.due()).min()
    }

    /// Whether a session speaks for an audition.
    pub(super) fn is_of_audition(&self, report: &SessionReport) -> bool {
        self.auditions.running.iter().any(|audition| audition.run.job.id == report.job)
    }

    /// Takes in what a session of an audition reports.
    pub(super) fn audition_heard(&mut self, report: SessionReport) {
        let SessionReport { job, request, news } = report;
        let running = &mut self.auditions.running;
        let Some(at) = running.iter().position(|audition| audition.run.job.id == job) else { return };
        let Audition { run, events, .. } = &mut running[at];
        let outcome = run.report(request, news, events);
        self.go_on_with_audition(at, outcome);
    }

    /// Lets every audition open what it wants now.
    pub(super) fn go_on_with_auditions(&mut self) {
        for at in (0..self.auditions.running.len()).rev() {
            self.go_on_with_audition(at, Outcome::Going);
        }
    }

    fn go_on_with_audition(&mut self, at: usize, outcome: Outcome) {
        let Audition { run, events, .. } = &mut self.auditions.running[at];
        let outcome = match outcome {
            // Nobody waits for a listener: it is one request.
            Outcome::Going => run.advance(None, events),
            settled => settled,
        };
        if outcome != Outcome::Over {
            return;
        }
        let Audition { dir, preview, entries, run, told, .. } = self.auditions.running.remove(at);
        let failed = told.try_iter().find_map(|event| match event {
            Event::Failed { failure, .. } => Some(failure),
            _ => None,
        });
        let take = run.take().clone();
        // A cache is not worth waiting for the disk.
        drop(run.into_writer());
        self.read_no_more();
        let Some(failure) = failed else {
            if preview.is_some() {
                self.events.send(Event::AuditionKept);
            }
            return blocking::tell_made(take, entries, &self.events);
        };
        for id in entries {
            self.events.send(Event::AuditionFailed { id, failure: failure.clone() });
        }
        if let Some(id) = preview.filter(|id| self.previewed == Some(*id)) {
            self.stop_preview();
            self.events.send(Event::PreviewFailed { id, failure });
        }
        blocking::spawn(move || {
            std::fs::remove_dir_all(&dir).ok();
        });
    }
}

impl Auditions {
    /// Whether sound of this take is still to be copied.
    pub(super) fn need(&self, take: &str) -> bool {
        self.running.iter().any(|audition| audition.run.needs(take))
    }
}
