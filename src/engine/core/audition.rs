//! Auditions: a sentence of the user's own in a voice that is tried. Each is made once and then kept in the cache, by what is
//! said, by whom and how; it is no document and in no library, but what the library has of it is not requested.

use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::time::Instant;

use crate::audio::take::Take;
use crate::audio::{PreviewId, TakeSample};
use crate::engine::blocking;
use crate::engine::boundary::event::{Event, Events};
use crate::engine::core::Core;
use crate::engine::job::run::{JobRun, Link, Outcome};
use crate::engine::job::session::SessionReport;
use crate::engine::job::spec::{Account, Job, JobId, JobSettings};
use crate::engine::job::start;
use crate::protocol::OutputAudio;
use crate::store::Keys;
use crate::text::LIMIT;
use crate::words::Failure;

/// So many are made at once; whoever presses on in a hurry wants the last ones.
const AT_ONCE: usize = 3;

/// An audition that is being made. Dropping it closes its sockets.
pub(super) struct Audition {
    dir: PathBuf,
    /// The preview for which it was requested last.
    preview: PreviewId,
    run: JobRun,
    events: Events,
    told: Receiver<Event>,
}

/// What is to be said, by whom, and how.
#[derive(Debug)]
pub(super) struct AuditionOrder {
    pub account: Account,
    pub text: String,
    pub voice_name: String,
    pub output: OutputAudio,
}

/// An audition that can be heard.
enum Prepared {
    /// All of it.
    Kept(Take),
    /// As it comes.
    Begun(Box<JobRun>),
}

impl Core {
    /// Lets a sentence be heard in a voice; where it was made before, or is being made, at no cost.
    ///
    /// # Errors
    /// The account cannot be reached, nothing in the text can be spoken, or the cache cannot be written.
    pub(super) async fn audition(&mut self, id: PreviewId, order: AuditionOrder) -> Result<(), Failure> {
        let connect = self.connect(&order.account).await?;
        let sources = self.sources();
        let parent = self.home.cache.join("auditions");
        let AuditionOrder { account, text, voice_name, output } = order;
        let (demo, of, said, how) = (sources.demo.clone(), account.clone(), text.clone(), output.clone());
        let name = move || {
            let placeholder = matches!(of, Account::Demo) && demo.is_placeholder(&said);
            Keys::with_placeholder(of.name(), &how, placeholder).rendering(&said, false)
        };
        let dir = parent.join(blocking::awaited(name).await?);
        if let Some(audition) = self.auditions.iter_mut().find(|audition| audition.dir == dir) {
            audition.preview = id;
            let take = audition.run.take().clone();
            self.play_preview(id, take, TakeSample::ZERO..TakeSample::MAX);
            return Ok(());
        }
        self.auditioned += 1;
        let settings =
            JobSettings { voice_name, output, keep: false, limit_bytes: LIMIT, sessions: 1, ..JobSettings::default() };
        let job = Job { text, ..Job::new(JobId::of_audition(self.auditioned), account, settings) };
        let link = Link { connect, patience: self.patience.clone(), reports: self.reports.clone() };
        let place = dir.clone();
        let prepare = move || {
            if let Some(take) = Take::open(&place).ok().filter(Take::is_complete) {
                blocking::touch(&place);
                return Ok(Prepared::Kept(take));
            }
            blocking::prune(&parent);
            // What is left of an earlier try is of no use.
            std::fs::remove_dir_all(&place).ok();
            start::audition(job, link, &sources, &place).map(|(run, _)| Prepared::Begun(Box::new(run)))
        };
        match blocking::awaited(prepare).await?? {
            Prepared::Kept(take) => self.play_preview(id, take, TakeSample::ZERO..TakeSample::MAX),
            Prepared::Begun(run) => {
                if self.auditions.len() >= AT_ONCE {
                    self.auditions.remove(0);
                }
                let (events, told) = Events::new(|| {});
                let take = run.take().clone();
                self.auditions.push(Audition { dir, preview: id, run: *run, events, told });
                self.play_preview(id, take, TakeSample::ZERO..TakeSample::MAX);
                self.go_on_with_audition(self.auditions.len() - 1, Outcome::Going);
            }
        }
        Ok(())
    }

    /// When an audition wants to be looked at.
    pub(super) fn audition_due(&self) -> Option<Instant> {
        self.auditions.iter().filter_map(|audition| audition.run.due()).min()
    }

    /// Whether a session speaks for an audition.
    pub(super) fn is_of_audition(&self, report: &SessionReport) -> bool {
        self.auditions.iter().any(|audition| audition.run.job.id == report.job)
    }

    /// Takes in what a session of an audition reports.
    pub(super) fn audition_heard(&mut self, report: SessionReport) {
        let SessionReport { job, request, news } = report;
        let Some(at) = self.auditions.iter().position(|audition| audition.run.job.id == job) else { return };
        let Audition { run, events, .. } = &mut self.auditions[at];
        let outcome = run.report(request, news, events);
        self.go_on_with_audition(at, outcome);
    }

    /// Lets every audition open what it wants now.
    pub(super) fn go_on_with_auditions(&mut self) {
        for at in (0..self.auditions.len()).rev() {
            self.go_on_with_audition(at, Outcome::Going);
        }
    }

    fn go_on_with_audition(&mut self, at: usize, outcome: Outcome) {
        let Audition { run, events, .. } = &mut self.auditions[at];
        let outcome = match outcome {
            // Nobody waits for a listener: it is one request.
            Outcome::Going => run.advance(None, events),
            settled => settled,
        };
        if outcome != Outcome::Over {
            return;
        }
        let Audition { dir, preview, run, told, .. } = self.auditions.remove(at);
        let failed = told.try_iter().find_map(|event| match event {
            Event::Failed { failure, .. } => Some(failure),
            _ => None,
        });
        // A cache is not worth waiting for the disk.
        drop(run.into_writer());
        self.read_no_more();
        let Some(failure) = failed else { return };
        if self.previewed == Some(preview) {
            self.stop_preview();
            self.events.send(Event::PreviewFailed { id: preview, failure });
        }
        blocking::spawn(move || {
            std::fs::remove_dir_all(&dir).ok();
        });
    }
}

impl Audition {
    /// Whether sound of this take is still to be copied.
    pub(super) fn needs(&self, take: &str) -> bool {
        self.run.needs(take)
    }
}
