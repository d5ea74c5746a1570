//! The engine's loop: one closed list of inputs, one place that receives, one `match` that acts.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::time::sleep_until;

use super::chores;
use super::command::Command;
use super::demo::DemoHost;
use super::event::{Event, Events};
use super::failure;
use super::job::{Account, Job, JobId, Pace, SaveId};
use super::retry::Patience;
use super::run::{Link, Outcome, Playhead, Run};
use super::save::{self, Saving};
use super::session::Report;
use super::start;
use crate::audio::Playback;
use crate::audio::take::Take;
use crate::audio::{Player, PlayerEvent};
use crate::protocol::Connect;
use crate::store::{Home, Library, Secrets};
use crate::words::Failure;

/// Everything that can make the engine act.
#[derive(Debug)]
enum Input {
    Command(Command),
    Session(Report),
    Player(PlayerEvent),
    /// The running job wanted to be looked at now.
    Due,
    /// A saving has ended; its event has been sent.
    SaveEnded(SaveId),
}

/// The engine's own things. Lives on the engine thread.
pub(super) struct Core {
    pub home: Home,
    pub events: Events,
    pub player: Player,
    pub demo: DemoHost,
    patience: Patience,
    secrets: Arc<Secrets>,
    library: Library,
    run: Option<Run>,
    /// What the player was given last.
    playing: Option<Take>,
    /// The take of the last job, if it is not to be kept once it is complete.
    passing: Option<Take>,
    saves: HashMap<SaveId, Saving>,
    reports: mpsc::Sender<Report>,
    save_ended: mpsc::UnboundedSender<SaveId>,
}

/// The receiving ends of everything in [`Input`].
pub(super) struct Inputs {
    pub commands: mpsc::UnboundedReceiver<Command>,
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
        let (reports, mut reported) = mpsc::channel(64);
        let (save_ended, mut saves_ended) = mpsc::unbounded_channel();
        let mut core = Core {
            secrets: Arc::new(Secrets::open(&home)),
            library: Library::new(&home),
            home,
            events,
            player,
            demo,
            patience,
            run: None,
            playing: None,
            passing: None,
            saves: HashMap::new(),
            reports,
            save_ended,
        };
        loop {
            let due = core.run.as_ref().and_then(Run::due);
            let input = tokio::select! {
                biased;
                command = inputs.commands.recv() => match command {
                    Some(command) => Input::Command(command),
                    None => break,
                },
                Some(event) = inputs.player.recv() => Input::Player(event),
                Some(id) = saves_ended.recv() => Input::SaveEnded(id),
                Some(report) = reported.recv() => Input::Session(report),
                () = sleep_until(due.unwrap_or_else(std::time::Instant::now).into()), if due.is_some() => Input::Due,
            };
            core.act(input).await;
        }
        core.end();
    }

    async fn act(&mut self, input: Input) {
        match input {
            Input::Command(command) => self.command(command).await,
            Input::Session(Report { job, request, news }) => {
                let Some(run) = self.run.as_mut().filter(|run| run.job.id == job) else { return };
                let outcome = run.report(request, news, &self.events);
                self.go_on(outcome);
            }
            Input::Player(event) => self.player_said(event),
            Input::Due => self.go_on(Outcome::Going),
            Input::SaveEnded(id) => {
                self.saves.remove(&id);
            }
        }
    }

    async fn command(&mut self, command: Command) {
        match command {
            Command::Speak(job) => self.begin(job, None).await,
            Command::Continue { job, take } => self.begin(job, Some(take)).await,
            Command::Stop => self.stop(),
            Command::Save { id, take, path } => self.save(id, take, path),
            Command::CancelSave(id) => {
                if let Some(saving) = self.saves.get(&id) {
                    saving.cancel();
                }
            }
            Command::Voices(account) => match self.connect(&account).await {
                Ok(connect) => chores::voices(&self.home, account.name(), connect, &self.events),
                Err(failure) => self.events.send(Event::Notice(failure)),
            },
            Command::Check(account) => match self.connect(&account).await {
                Ok(connect) => super::check::run(account.name(), connect, &self.events),
                Err(failure) => self.events.send(Event::Notice(failure)),
            },
            Command::Preview { account, voice } => match self.connect(&account).await {
                Ok(connect) => chores::preview(&self.home, connect, *voice, &self.player, &self.events),
                Err(failure) => self.events.send(Event::PreviewFailed { voice: voice.id, failure }),
            },
            Command::LoadToken(account) => chores::load_token(&self.secrets, account, &self.events),
            Command::KeepToken { account, token } => chores::keep_token(&self.secrets, account, token, &self.events),
            Command::ClearToken(account) => chores::clear_token(&self.secrets, account, &self.events),
            Command::SaveSettings(settings) => chores::save_settings(&self.home, *settings, &self.events),
            Command::OpenText(path) => chores::open_text(path, &self.events),
            Command::Devices => chores::devices(&self.events),
            Command::Takes => chores::takes(&self.library, &self.events),
            Command::OpenTake(id) => chores::open_take(&self.library, id, &self.events),
            Command::DeleteTake(id) => self.delete_take(id),
        }
    }

    /// Endpoint and token of an account; starts the demo server if it is the demo's.
    async fn connect(&mut self, account: &Account) -> Result<Connect, Failure> {
        match account {
            Account::Service { connect, .. } => Ok(connect.clone()),
            Account::Demo => self.demo.connect().await,
        }
    }

    async fn begin(&mut self, job: Box<Job>, take: Option<std::path::PathBuf>) {
        self.stop();
        self.drop_passing();
        let id = job.id;
        let begun = self.connect(&job.account).await.and_then(|connect| {
            let link = Link { connect, patience: self.patience.clone(), reports: self.reports.clone() };
            match take {
                None => start::speak(*job, link, &self.library),
                Some(dir) => start::go_on(*job, link, &dir),
            }
        });
        let (run, accepted) = match begun {
            Ok(begun) => begun,
            Err(failure) => return self.events.send(Event::Refused { job: id, failure }),
        };
        let take = run.take().clone();
        if run.job.play {
            // The device opens while the connection does.
            self.player.prepare();
        }
        self.events.send(accepted);
        if run.job.play {
            self.player.play(take.clone(), 0);
            self.playing = Some(take.clone());
        }
        if let Some(path) = run.job.save.clone() {
            self.start_saving(save_of(id), take.clone(), path);
        }
        self.passing = (!run.job.keep).then_some(take);
        self.run = Some(run);
        self.go_on(Outcome::Going);
    }

    /// Lets the run open what it wants, and lets it go when it is over.
    fn go_on(&mut self, outcome: Outcome) {
        let playhead = self.playhead();
        let Some(run) = &mut self.run else { return };
        let outcome = match outcome {
            Outcome::Going => run.advance(playhead, &self.events),
            settled => settled,
        };
        if outcome == Outcome::Over {
            self.run = None;
        }
    }

    /// Where the listener is in the take of the running job; `None` if nobody listens to it, so that nothing is awaited.
    fn playhead(&self) -> Option<Playhead> {
        let run = self.run.as_ref()?;
        self.playing.as_ref().filter(|take| take.id() == run.take().id())?;
        let meter = self.player.meter();
        let moving = matches!(meter.state(), Playback::Playing);
        Some(Playhead { position: meter.position(), moving })
    }

    fn player_said(&mut self, event: PlayerEvent) {
        match &event {
            PlayerEvent::Opened { .. } => {
                if let Some(run) = &mut self.run {
                    run.set_ready();
                }
            }
            PlayerEvent::NoDevice(error) => {
                let failure = failure::device(error);
                if let Some(run) = self.run.take_if(|run| run.job.must_be_heard) {
                    let job = run.job.id;
                    self.discard(run);
                    self.events.send(Event::Refused { job, failure });
                } else {
                    // Nobody can listen, so nothing is held back: the text is received, shown and saved all the same.
                    self.playing = None;
                }
            }
            _ => {}
        }
        self.events.send(Event::Player(event));
        self.go_on(Outcome::Going);
    }

    /// Forgets a run that never asked for anything, and its empty take.
    fn discard(&mut self, run: Run) {
        let dir = run.take().dir().to_owned();
        self.player.stop();
        drop(run);
        self.passing = None;
        self.playing = None;
        std::fs::remove_dir_all(dir).ok();
    }

    fn stop(&mut self) {
        if let Some(run) = self.run.take() {
            run.stop(&self.events);
        }
    }

    /// Removes the last job's take if it is complete and was not to be kept; what is incomplete is never thrown away.
    fn drop_passing(&mut self) {
        let Some(take) = self.passing.take().filter(Take::is_complete) else { return };
        if self.playing.as_ref().is_some_and(|playing| playing.id() == take.id()) {
            self.player.stop();
            self.playing = None;
        }
        if let Err(error) = self.library.delete(take.id()) {
            self.events.send(Event::Notice(failure::store(&error)));
        }
    }

    fn save(&mut self, id: SaveId, take: Take, path: std::path::PathBuf) {
        if let Some(run) = self.run.as_mut().filter(|run| run.take().id() == take.id()) {
            // Somebody wants the whole of it now.
            run.job.pace = Pace::FullSpeed;
        }
        self.start_saving(id, take, path);
        self.go_on(Outcome::Going);
    }

    fn start_saving(&mut self, id: SaveId, take: Take, path: std::path::PathBuf) {
        match save::start(id, take, path, &self.events, self.save_ended.clone()) {
            Ok(saving) => {
                self.saves.insert(id, saving);
            }
            Err(failure) => self.events.send(Event::SaveFailed { id, failure, part: None }),
        }
    }

    fn delete_take(&mut self, id: String) {
        let written = self.run.as_ref().is_some_and(|run| run.take().id() == id);
        if !written {
            if self.playing.as_ref().is_some_and(|take| take.id() == id) {
                self.player.stop();
                self.playing = None;
            }
            if self.passing.as_ref().is_some_and(|take| take.id() == id) {
                self.passing = None;
            }
            if let Err(error) = self.library.delete(&id) {
                self.events.send(Event::Notice(failure::store(&error)));
            }
        }
        chores::takes(&self.library, &self.events);
    }

    /// The last command sender is gone: closes what is open and loses nothing.
    fn end(mut self) {
        self.stop();
        self.drop_passing();
        self.player.stop();
        // A saving that is still at work has all it needs now that the take is closed; its own thread ends it.
        for saving in self.saves.into_values() {
            saving.finish();
        }
    }
}

/// The id of the saving that a job brings along with [`Job::save`]: the job's own number, with the top bit set to keep it
/// apart from the savings that are asked for later.
pub fn save_of(job: JobId) -> SaveId {
    SaveId(job.0 | 1 << 63)
}
