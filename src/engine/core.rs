//! The engine's loop: one closed list of inputs, one place that receives, one `match` that acts.

mod audition;
mod batch;
mod jobs;
mod keep;
mod preview;
mod versions;

use std::collections::HashMap;

use audition::Auditions;
use batch::QueueNews;
use tokio::sync::mpsc;
use tokio::time::sleep_until;

use crate::audio::take::Take;
use crate::audio::{Player, PlayerEvent, PreviewId};
use crate::engine::blocking;
use crate::engine::blocking::{ReadyPreview, ReadyTake, WorkDone};
use crate::engine::boundary::command::{Command, CommandReceiver};
use crate::engine::boundary::event::{Event, Events};
use crate::engine::demo::DemoHost;
use crate::engine::job::retry::Patience;
use crate::engine::job::run::JobRun;
use crate::engine::job::session::SessionReport;
use crate::engine::job::spec::{Account, SaveId};
use crate::engine::queue::Queue;
use crate::engine::save::SaveTask;
use crate::protocol::Connect;
use crate::store::{Home, Library, SentenceIndex};
use crate::words::Failure;

/// Everything that can make the engine act.
#[derive(Debug)]
enum Input {
    Command(Command),
    Session(SessionReport),
    Player(PlayerEvent),
    /// A running job wanted to be looked at now.
    Due,
    /// A saving has ended; its event has been sent.
    SaveEnded(SaveId),
    /// A voice's sample has been fetched, or could not be.
    Preview(Box<ReadyPreview>),
    /// The sentences of a take that is to be played have been found.
    Ready(Box<ReadyTake>),
    /// The files of the take of this id that was written are safe now.
    Synced(String),
    /// Someone has changed the library.
    LibraryChanged,
    /// The queue has what it was waiting for.
    Queue(QueueNews),
}

/// The engine's own things. Lives on the engine thread.
pub(super) struct Core {
    pub home: Home,
    pub events: Events,
    pub player: Player,
    pub demo: DemoHost,
    patience: Patience,
    secrets: blocking::SecretActor,
    /// Settings and drafts, in the order in which they were changed.
    writes: blocking::InOrder,
    library: Library,
    /// What is asked of the library in order.
    shelf: blocking::LibraryActor,
    /// The jobs that are carried out: of each document one at most, and one of the queue where there is no other.
    runs: Vec<JobRun>,
    /// What the player was given last.
    playing: Option<Take>,
    /// Whether there was no device to play it on.
    is_unheard: bool,
    /// The takes of the last jobs that are not to be kept once they are complete.
    passing: Vec<Take>,
    saves: HashMap<SaveId, SaveTask>,
    /// Takes to be deleted once nothing reads them any more.
    doomed: Vec<keep::PendingDeletion>,
    /// The preview that was requested last, unless it was stopped.
    previewed: Option<PreviewId>,
    /// Auditions that are being made, the last one last.
    auditions: Auditions,
    /// Counts what was requested to be heard: what is ready after something else was requested is not played.
    hearing: u64,
    /// Takes whose files are being made safe from a power cut.
    unsynced: Vec<Take>,
    pieces: SentenceIndex,
    reports: mpsc::Sender<SessionReport>,
    save_ended: mpsc::UnboundedSender<SaveId>,
    /// What blocking work has to tell.
    done: mpsc::UnboundedSender<WorkDone>,
    queue: Queue,
    queue_news: mpsc::UnboundedSender<QueueNews>,
}

/// The receiving ends of everything in [`Input`].
pub(super) struct Inputs {
    pub commands: CommandReceiver,
    pub player: mpsc::UnboundedReceiver<PlayerEvent>,
}

impl Core {
    /// Runs until the last sender of commands is gone.
    pub async fn run(
        home: Home,
        events: Events,
        player: Player,
        demo: DemoHost,
        patience: Patience,
        mut inputs: Inputs,
    ) {
        // Few, for each may be 128 KiB.
        let (reports, mut reported) = mpsc::channel(16);
        let (save_ended, mut saves_ended) = mpsc::unbounded_channel();
        let (done, mut work_done) = mpsc::unbounded_channel();
        let (queue_news, mut news_of_queue) = mpsc::unbounded_channel();
        let told = queue_news.clone();
        let events = events.diverting(move |event| {
            told.send(QueueNews::Told(event)).ok();
        });
        let library = Library::new(&home);
        let mut core = Core {
            secrets: blocking::SecretActor::new(&home, &events),
            writes: blocking::InOrder::new(&events),
            pieces: SentenceIndex::new(&home),
            queue: Queue::new(&home),
            queue_news,
            shelf: blocking::LibraryActor::new(&library, &events),
            library,
            home,
            events,
            player,
            demo,
            patience,
            runs: Vec::new(),
            playing: None,
            is_unheard: false,
            passing: Vec::new(),
            saves: HashMap::new(),
            doomed: Vec::new(),
            previewed: None,
            auditions: Auditions::default(),
            hearing: 0,
            unsynced: Vec::new(),
            reports,
            save_ended,
            done,
        };
        blocking::catch_up(&core.library, &core.pieces);
        loop {
            let run_due = core.runs.iter().filter_map(JobRun::due);
            let due = run_due.chain(core.queue.due()).chain(core.audition_due()).min();
            let input = tokio::select! {
                biased;
                command = inputs.commands.next() => match command {
                    Some(command) => Input::Command(command),
                    None => break,
                },
                Some(event) = inputs.player.recv() => Input::Player(event),
                Some(id) = saves_ended.recv() => Input::SaveEnded(id),
                Some(done) = work_done.recv() => match done {
                    WorkDone::Preview(ready) => Input::Preview(ready),
                    WorkDone::Ready(ready) => Input::Ready(ready),
                    WorkDone::Synced(id) => Input::Synced(id),
                    WorkDone::LibraryChanged => Input::LibraryChanged,
                },
                Some(report) = reported.recv() => Input::Session(report),
                Some(news) = news_of_queue.recv() => Input::Queue(news),
                () = sleep_until(due.unwrap_or_else(std::time::Instant::now).into()), if due.is_some() => Input::Due,
            };
            core.act(input).await;
            core.go_on_with_queue().await;
            core.begin_auditions().await;
        }
        core.end(&mut work_done, &mut news_of_queue).await;
    }

    async fn act(&mut self, input: Input) {
        match input {
            Input::Command(command) => self.command(command).await,
            Input::Session(report) if self.is_of_audition(&report) => self.audition_heard(report),
            Input::Session(SessionReport { job, request, news }) => {
                let Some(at) = self.runs.iter().position(|run| run.job.id == job) else { return };
                let outcome = self.runs[at].report(request, news, &self.events);
                self.go_on_with(at, outcome);
            }
            Input::Player(event) => self.player_said(event),
            Input::Due => {
                self.go_on();
                self.go_on_with_auditions();
            }
            Input::SaveEnded(id) => {
                if let Some(saving) = self.saves.remove(&id) {
                    self.spare_unsaved(&saving);
                }
                self.read_no_more();
            }
            Input::Preview(ready) => self.preview_ready(*ready),
            Input::Ready(ready) => self.play_ready(*ready),
            Input::Synced(id) => self.synced(&id),
            Input::LibraryChanged => self.shelf.list(),
            Input::Queue(news) => self.queue_heard(news).await,
        }
    }

    async fn command(&mut self, command: Command) {
        match command {
            Command::Speak(job) => self.begin(job, None).await,
            Command::Continue { job, take } => self.begin(job, Some(take)).await,
            Command::Play { take, from } => self.play(take, from),
            Command::Append { job, text } => self.change_job(job, |run, events| run.append(&text, events)),
            Command::FlushText(job) => self.change_job(job, |run, _| run.flush_text()),
            Command::EndText(job) => self.change_job(job, |run, _| run.end_text()),
            Command::Stop(job) => {
                self.stop(|run| run.job.id == job);
                self.read_no_more();
            }
            Command::Finish(job) => self.change_job(job, |run, _| run.finish()),
            Command::Unload => self.unload(),
            Command::Redo { job, take, spoken, voice } => self.redo(job, take, spoken, voice).await,
            Command::UseVersion { take, version } => self.use_version(take, version).await,
            Command::DropVersions { take } => self.drop_versions(take).await,
            Command::Save { id, take, to } => self.save(id, take, *to).await,
            Command::SaveAll { id, takes, to } => self.save_all(id, takes, *to),
            Command::CancelSave(id) => {
                if let Some(saving) = self.saves.get(&id) {
                    saving.cancel();
                }
            }
            Command::Voices(account) => match self.connect(&account).await {
                Ok(connect) => blocking::voices(&self.home, account.name(), connect, &self.events),
                Err(failure) => self.events.send(Event::Notice(failure)),
            },
            Command::Microphones => blocking::microphones(&self.events),
            Command::Record(choice) => blocking::record(&self.home, choice, &self.events),
            Command::FindRecording => blocking::find_recording(&self.home, &self.events),
            Command::DropRecording => blocking::drop_recording(&self.home),
            Command::ExamineRecording(path) => blocking::examine(path, &self.events),
            Command::CloneVoice { account, order } => match self.connect(&account).await {
                Ok(connect) => blocking::clone(account.name(), connect, *order, &self.events),
                Err(failure) => self.events.send(Event::CloneFailed { failure: Some(failure), is_uncertain: false }),
            },
            Command::Check(account) => match self.connect(&account).await {
                Ok(connect) => {
                    crate::engine::check::run(account.name(), connect, self.patience.deadlines, &self.events)
                }
                Err(failure) => self.events.send(Event::Notice(failure)),
            },
            Command::Preview { id, of } => self.preview(id, of).await,
            Command::StopPreview => self.stop_preview(),
            Command::RepeatPreview(repeats) => self.player.control().repeat_preview(repeats),
            Command::FindAuditions { account, text, outputs } => {
                blocking::find_auditions(self.audition_names(account, text), outputs, &self.events);
            }
            Command::OpenAuditions { account, text, orders } => {
                let pieces = self.pieces.clone();
                blocking::open_auditions(self.audition_names(account, text), orders, pieces, &self.events);
            }
            Command::MakeAuditions { account, text, orders } => self.make_auditions(&account, &text, orders),
            Command::StopAuditions => self.stop_auditions(),
            Command::SaveBoard { id, board } => self.save_board(id, *board),
            Command::LoadToken(account) => self.secrets.load(account),
            Command::KeepToken { account, token } => self.secrets.keep(account, token),
            Command::ClearToken(account) => self.secrets.clear(account),
            Command::SaveSettings(settings) => blocking::save_settings(&mut self.writes, &self.home, *settings),
            Command::KeepDraft { place, draft } => self.shelf.keep_draft(place, draft),
            Command::OpenDocument { id, take } => self.shelf.open(&self.home, id, take),
            Command::NewDocument(draft) => self.shelf.new_document(&self.home, draft),
            Command::OpenText { path, encoding } => blocking::open_text(path, encoding, &self.events),
            Command::PreviewText { path, encoding } => blocking::preview_text(path, encoding, &self.events),
            Command::Devices => blocking::devices(&self.events),
            Command::Takes => self.shelf.list(),
            Command::WatchLibrary => self.shelf.watch(self.done.clone()),
            Command::OpenTake(id) => blocking::open_take(&self.library, id, &self.events),
            Command::DeleteTakes { ids, deletion } => self.delete_takes(ids, deletion),
            Command::RestoreTakes(ids) => self.shelf.restore(ids),
            Command::RenameTake { id, title } => self.shelf.rename(id, title),
            Command::StarTakes { ids, starred } => self.shelf.star(ids, starred),
            Command::FindTakes(text) => self.shelf.find(text),
            Command::Batch(command) => self.batch(command).await,
        }
    }

    /// Endpoint and token of an account; starts the demo server if it is the demo's.
    async fn connect(&mut self, account: &Account) -> Result<Connect, Failure> {
        match account {
            Account::Service { connect, .. } => Ok(connect.clone()),
            Account::Demo => self.demo.connect().await,
        }
    }
}
