//! The life of a job and of what is played.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::mpsc;

use crate::audio::files::export::{ExportTarget, ExportUntil};
use crate::audio::take::{Take, TakeWriter};
use crate::audio::{Playback, PlayerEvent, SentenceStart, TakeSample};
use crate::engine::blocking::{ReadyTake, WorkDone};
use crate::engine::boundary::auditions::BoardFiles;
use crate::engine::boundary::event::{Event, Events};
use crate::engine::core::{Core, QueueNews};
use crate::engine::job::run::{JobRun, Link, Outcome, Playhead};
use crate::engine::job::spec::{Job, JobId, Pace, PlayFrom, SaveId, save_of};
use crate::engine::job::start;
use crate::engine::reuse::Sources;
use crate::engine::save::order::AutoSave;
use crate::engine::save::order::SaveTo;
use crate::engine::save::series;
use crate::engine::{blocking, failure, reuse, save};
use crate::store::log::missed;
use crate::store::names;
use crate::words::Failure;

impl Core {
    /// Takes on a job. Everything that can be refused is refused before one that runs is stopped for it.
    pub(super) async fn begin(&mut self, job: Box<Job>, continued: Option<PathBuf>) {
        let id = job.id;
        // A take has one writer, so the one that writes it now must end first.
        self.stop(|run| continued.as_deref() == Some(run.take().dir()));
        let out = job.save.as_ref().map(|to| to.path.clone());
        let ((run, accepted), target) = match self.prepare(*job, continued).await {
            Ok(prepared) => prepared,
            Err(failure) => {
                self.give_up(out).await;
                return self.events.send(Event::Refused { job: id, failure });
            }
        };
        self.make_way(&run.job);
        self.silence();
        self.hearing += 1;
        let take = run.take().clone();
        if run.job.play {
            // The device opens while the connection does.
            self.player.prepare();
        }
        self.events.send(accepted);
        match run.job.play_from {
            _ if !run.job.play => {}
            // Loaded as soon as it is there.
            Some(PlayFrom::Text(_)) => {}
            Some(PlayFrom::Sample(from)) => self.load(take.clone(), run.sentences(), from),
            None => self.load(take.clone(), run.sentences(), take.len()),
        }
        if let (Some(target), Some(to)) = (target, &run.job.save) {
            self.start_saving(save_of(id), take.clone().into(), to.clone(), target, ExportUntil::End);
        }
        let passing = (!run.job.settings.keep).then_some(take);
        self.runs.push(run);
        // Only now is it known that the new job copies from the take of the last one, which goes when it has done so.
        self.drop_passing();
        self.passing.extend(passing);
        self.go_on();
    }

    /// Ends what a new job takes the place of: the job of the same document, and that of the queue, which begins it again.
    pub(super) fn make_way(&mut self, job: &Job) {
        self.stop(|run| run.job.id.is_of_queue() || run.job.document == job.document);
    }

    /// Everything that can be refused, and that reads and writes files: a run that has not begun, and the file that follows it.
    pub(super) async fn prepare(
        &mut self,
        job: Job,
        continued: Option<PathBuf>,
    ) -> Result<(start::Begun, Option<ExportTarget>), Failure> {
        let connect = self.connect(&job.account).await?;
        let link = Link { connect, patience: self.patience.clone(), reports: self.reports.clone() };
        let sources = self.sources();
        let begin = move || {
            // A file that cannot be written is found out before a request is spent.
            let target = job.save.as_ref().map(save::open).transpose()?;
            let format = job.save.as_ref().map(|to| to.order.format);
            let begun = match continued {
                None => save::suits(format, job.settings.output.sample_rate())
                    .and_then(|()| start::speak(job, link, &sources)),
                Some(dir) => save::suits_take(format, &dir).and_then(|()| start::go_on(job, link, &dir, &sources)),
            };
            Ok((begun?, target))
        };
        blocking::awaited(begin).await?
    }

    /// Changes a job, or its text, while it runs.
    pub(super) fn change_job(&mut self, job: JobId, change: impl FnOnce(&mut JobRun, &Events) -> Outcome) {
        let Some(at) = self.runs.iter().position(|run| run.job.id == job) else { return };
        let outcome = change(&mut self.runs[at], &self.events);
        self.go_on_with(at, outcome);
    }

    /// Where sentences may be found that need not be requested. What was spoken just now may not be in the index yet.
    pub(super) fn sources(&self) -> Sources {
        let running = self.runs.iter().map(JobRun::take);
        let at_hand = running.chain(&self.passing).chain(&self.unsynced).cloned().collect();
        Sources { library: self.library.clone(), pieces: self.pieces.clone(), at_hand, demo: self.demo.demo() }
    }

    /// Lets every run open what it wants, and lets it go when it is over.
    pub(super) fn go_on(&mut self) {
        for at in (0..self.runs.len()).rev() {
            self.go_on_with(at, Outcome::Going);
        }
    }

    /// The same of one run, after what was just decided of it.
    pub(super) fn go_on_with(&mut self, at: usize, outcome: Outcome) {
        let playhead = self.playhead(&self.runs[at]);
        let run = &mut self.runs[at];
        let outcome = match outcome {
            Outcome::Going => run.advance(playhead, &self.events),
            settled => settled,
        };
        if let Some(place) = run.place_to_play(outcome == Outcome::Over) {
            let (take, sentences) = (run.take().clone(), run.sentences());
            self.load(take, sentences, place);
        }
        if outcome == Outcome::Over {
            let run = self.runs.remove(at);
            self.over(run);
        }
    }

    /// Where the listener is in the take of a run; `None` if nobody listens to it, so that nothing is awaited.
    fn playhead(&self, run: &JobRun) -> Option<Playhead> {
        if run.is_redo() || self.is_unheard {
            return None;
        }
        self.playing.as_ref().filter(|take| take.id() == run.take().id())?;
        let meter = self.player.control().meter();
        let moving = matches!(meter.state(), Playback::Playing);
        Some(Playhead { position: meter.position(), moving, speed: f64::from(meter.speed()) })
    }

    pub(super) fn player_said(&mut self, event: PlayerEvent) {
        match &event {
            PlayerEvent::Opened { .. } => {
                self.is_unheard = false;
                self.runs.iter_mut().for_each(JobRun::set_ready);
            }
            PlayerEvent::NoDevice(error) => {
                let failure = failure::device(error);
                let is_pointless = |run: &JobRun| run.job.must_be_heard && !run.is_ready();
                if let Some(at) = self.runs.iter().position(is_pointless) {
                    let run = self.runs.remove(at);
                    let job = run.job.id;
                    self.discard(run);
                    self.events.send(Event::Refused { job, failure });
                } else {
                    // Nobody can listen, so nothing is held back: the text is received, shown and saved all the same.
                    self.is_unheard = true;
                }
            }
            _ => {}
        }
        self.events.send(Event::Player(event));
        self.go_on();
    }

    /// Forgets a run that never requested anything, and its take if nothing was ever received for it.
    fn discard(&mut self, run: JobRun) {
        self.silence();
        self.passing.retain(|take| take.id() != run.take().id());
        let (kept, is_new) = (run.job.settings.keep, run.is_new);
        self.put_away(run.into_writer(), kept, is_new);
    }

    /// Stops the jobs of which this holds.
    pub(super) fn stop(&mut self, is_stopped: impl Fn(&JobRun) -> bool) {
        while let Some(at) = self.runs.iter().position(&is_stopped) {
            let run = self.runs.remove(at);
            let kept = run.job.settings.keep;
            let writer = run.stop(&self.events);
            self.sync(writer, kept);
        }
    }

    /// What becomes of a take whose job has ended by itself. One that was made for it and in which nothing has come is of no
    /// use to anybody: what was wrong would be wrong again, and its text is where it came from. What the user has stopped
    /// can be gone on with.
    fn put_away(&mut self, writer: TakeWriter, kept: bool, is_new: bool) {
        let take = writer.take();
        if is_new && take.received() == 0 {
            drop(writer);
            self.passing.retain(|passing| passing.id() != take.id());
            self.remove_empty(take.id().to_owned());
        } else {
            self.sync(writer, kept);
        }
    }

    /// Stops what is played for a job.
    pub(super) fn silence(&mut self) {
        if self.playing.take().is_some() {
            self.player.control().stop();
        }
    }

    /// Nothing is heard any more, nor what was about to be. Jobs go on without a listener, for whom nothing is awaited.
    pub(super) fn unload(&mut self) {
        self.hearing += 1;
        self.silence();
        self.runs.iter_mut().for_each(|run| run.job.play = false);
        self.go_on();
    }

    /// Gives the player a take to play. No other is heard while it is made.
    fn load(&mut self, take: Take, sentences: Arc<[SentenceStart]>, from: TakeSample) {
        self.playing = Some(take.clone());
        self.is_unheard = false;
        for run in &mut self.runs {
            run.job.play_from = None;
            match run.take().id() == take.id() {
                true => run.listen(),
                false => run.job.play = false,
            }
        }
        self.player.play(take, sentences, from);
    }

    /// Plays a take from a sample on, as soon as it is known where its sentences begin.
    pub(super) fn play(&mut self, take: Take, from: TakeSample) {
        self.hearing += 1;
        blocking::ready(take, from, self.hearing, self.done.clone());
    }

    pub(super) fn play_ready(&mut self, ready: ReadyTake) {
        let ReadyTake { number, take, sentences, from } = ready;
        if number == self.hearing {
            self.load(take, sentences, from);
            self.go_on();
        }
    }

    /// Whether a take is loaded and not at its end.
    pub(super) fn is_loaded(&self, take: &Take) -> bool {
        let is_idle = self.player.control().meter().state() == Playback::Idle;
        !is_idle && self.playing.as_ref().is_some_and(|playing| playing.id() == take.id())
    }

    /// The take is read by this handle from now on. Who listens to it goes on at `from`, or else at the same sample.
    pub(super) fn reload(&mut self, take: &Take, from: Option<TakeSample>) {
        if let Some(playing) = self.playing.as_mut().filter(|playing| playing.id() == take.id()) {
            *playing = take.clone();
            self.player.replace(take.clone(), from);
        }
    }

    /// A run has ended by itself: what it wrote is made safe, and a passage that was requested once more is heard.
    fn over(&mut self, run: JobRun) {
        if let Some(at) = run.redone_at().filter(|_| run.job.play) {
            self.load(run.take().clone(), run.sentences(), at);
        }
        let kept = run.job.settings.keep;
        let auto_save = run.job.auto_save.clone().filter(|_| kept && run.job.save.is_none() && !run.is_redo());
        let (job, take, is_new) = (run.job.id, run.take().clone(), run.is_new);
        self.put_away(run.into_writer(), kept, is_new);
        if let Some(auto_save) = auto_save.filter(|_| take.is_complete()) {
            let id = save_of(job);
            self.saving(id, save::autosave::start(id, take, auto_save, &self.events, self.save_ended.clone()));
        }
        // A take that was to go as soon as nothing is copied from it can go now.
        self.read_no_more();
    }

    /// Makes the files of a take safe from a power cut and its sentences known, without waiting for it.
    pub(super) fn sync(&mut self, mut writer: TakeWriter, kept: bool) {
        let take = writer.take();
        self.unsynced.push(take.clone());
        let (done, events, pieces) = (self.done.clone(), self.events.clone(), self.pieces.clone());
        let library = self.library.clone();
        blocking::spawn(move || {
            // First, because the disk takes its time, and the user may speak the same text again at once.
            if kept {
                // Without it a sentence may be requested twice; that is no reason to alarm anybody.
                missed("index of a take", pieces.learn(take.id(), || reuse::keys_in(&take)));
            }
            if let Err(error) = writer.sync() {
                events.send(Event::Notice(failure::take(&error)));
            }
            drop(writer);
            library.tell();
            done.send(WorkDone::Synced(take.id().to_owned())).ok();
        });
    }

    /// The files of a take are safe.
    pub(super) fn synced(&mut self, id: &str) {
        if let Some(at) = self.unsynced.iter().position(|take| take.id() == id) {
            self.unsynced.remove(at);
        }
    }

    /// Frees a name that was taken for a file which is not written after all.
    async fn give_up(&self, out: Option<PathBuf>) {
        if let Some(out) = out {
            blocking::awaited(move || names::give_up(&out)).await.ok();
        }
    }

    /// Saves a take to a file.
    pub(super) async fn save(&mut self, id: SaveId, take: Take, to: SaveTo) {
        if let Some(run) = self.runs.iter_mut().find(|run| run.take().id() == take.id()) {
            // Somebody wants the whole of it now.
            run.job.pace = Pace::FullSpeed;
        }
        // What is not growing any more is saved as it is, whole or not.
        let until = if take.is_growing() { ExportUntil::End } else { ExportUntil::Now };
        let (library, of, wanted) = (self.library.clone(), take.id().to_owned(), to.clone());
        let open = move || save::open(&wanted).map(|target| (target, library.title(&of)));
        match blocking::awaited(open).await.flatten() {
            Ok((target, title)) => {
                self.start_saving(id, save::SaveSource { title, ..take.into() }, to, target, until);
            }
            Err(failure) => {
                self.give_up(Some(to.path)).await;
                self.events.send(Event::SaveFailed { id, failure, part: None });
            }
        }
        self.go_on();
    }

    /// Saves takes of the library into a folder, one after the other.
    pub(super) fn save_all(&mut self, id: SaveId, takes: Vec<String>, to: AutoSave) {
        let series = series::Series { library: self.library.clone(), takes, to };
        self.saving(id, series::start(id, series, &self.events, self.save_ended.clone()));
    }

    /// Saves a board into a folder.
    pub(super) fn save_board(&mut self, id: SaveId, board: BoardFiles) {
        self.saving(id, save::board::start(id, board, &self.events, self.save_ended.clone()));
    }

    pub(super) fn start_saving(
        &mut self,
        id: SaveId,
        source: save::SaveSource,
        to: SaveTo,
        target: ExportTarget,
        until: ExportUntil,
    ) {
        self.saving(id, save::start(id, source, (to, target), until, &self.events, self.save_ended.clone()));
    }

    /// Takes in a saving that was started, or tells that it could not be.
    fn saving(&mut self, id: SaveId, started: Result<save::SaveTask, Failure>) {
        match started {
            Ok(saving) => {
                self.saves.insert(id, saving);
            }
            Err(failure) => self.events.send(Event::SaveFailed { id, failure, part: None }),
        }
    }

    /// Removes the takes that were not to be kept, once nobody writes them; what is incomplete is never thrown away.
    fn drop_passing(&mut self) {
        let is_written = |take: &Take| self.runs.iter().any(|run| run.take().id() == take.id());
        let (written, over): (Vec<_>, Vec<_>) = std::mem::take(&mut self.passing).into_iter().partition(is_written);
        self.passing = written;
        over.iter().filter(|take| take.is_complete()).for_each(|take| self.remove(take.id().to_owned()));
    }

    /// The last command sender is gone: closes what is open and loses nothing.
    pub(super) async fn end(
        mut self,
        done: &mut mpsc::UnboundedReceiver<WorkDone>,
        queue: &mut mpsc::UnboundedReceiver<QueueNews>,
    ) {
        self.stop(|_| true);
        self.player.control().stop();
        self.player.stop_preview();
        // A saving that is still at work has all it needs now that the take is closed; its own thread ends it.
        let finish = |mut saving: save::SaveTask| {
            saving.finish();
            saving
        };
        for saving in std::mem::take(&mut self.saves).into_values() {
            if let Ok(saving) = blocking::awaited(move || finish(saving)).await {
                self.spare_unsaved(&saving);
            }
        }
        // What the queue has saved in the end is not to be saved once more by the next process.
        while let Ok(news) = queue.try_recv() {
            // Nothing is begun any more.
            if let QueueNews::Told(_) = news {
                self.queue_heard(news).await;
            }
        }
        self.leave_queue().await;
        self.drop_passing();
        self.delete_doomed();
        self.shelf.end().await;
        while !self.unsynced.is_empty() {
            if let Some(WorkDone::Synced(id)) = done.recv().await {
                self.synced(&id);
            }
        }
        self.writes.end().await;
        self.secrets.end().await;
    }
}
