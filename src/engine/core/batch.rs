//! The queue in the engine's loop: it has the line when nobody else wants it, and gives it back at once.
//!
//! What its jobs and savings tell comes here and not to the window, which hears of them as [`Event::Batch`].

use std::path::PathBuf;

use crate::audio::files::export::{ExportTarget, ExportUntil};
use crate::audio::take::Take;
use crate::engine::boundary::event::Event;
use crate::engine::core::Core;
use crate::engine::job::spec::Job;
use crate::engine::queue::{
    BatchCommand, BatchOrder, FileRead, FoundFiles, Queue, QueueTask, Removed, Turn, Unreadable,
};
use crate::engine::save::order::SaveTo;
use crate::engine::save::{SaveSource, SaveTask};
use crate::engine::{blocking, queue, save};
use crate::text::file::TextFile;
use crate::words::{Failure, local};

/// What the queue waits for.
#[derive(Debug)]
pub(in crate::engine) enum QueueNews {
    /// The files of an order were looked for.
    Found(Box<BatchOrder>, FoundFiles),
    /// Takes of an entry were opened, from one of them on.
    Opened(u64, usize, Vec<Take>),
    /// A file was read.
    Read(PathBuf, Result<FileRead, Failure>),
    /// A job or a saving of the queue has something to tell.
    Told(Event),
}

impl Core {
    /// Does what the user wants of the queue.
    pub(super) async fn batch(&mut self, command: BatchCommand) {
        let ready = match command {
            BatchCommand::List => self.at_queue(Queue::look).await.flatten(),
            // Who begins a queue anew, or empties it, is not kept from that by one that cannot be read.
            BatchCommand::Add(_) | BatchCommand::Clear => self.claim_queue(Unreadable::IsSetAside).await,
            _ => self.claim_queue(Unreadable::Stays).await,
        };
        match ready {
            Ok(()) => self.change_queue(command).await,
            Err(failure) => self.events.send(Event::Notice(failure)),
        }
        self.queue.ask();
    }

    /// Lets the queue do what reads or writes files, away from the loop's thread. The next input comes after it, for what
    /// follows rests on what is on disk then.
    ///
    /// # Errors
    /// It has died, and the queue with it: what is on disk is what there is.
    async fn at_queue<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut Queue) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let mut queue = std::mem::replace(&mut self.queue, Queue::new(&self.home));
        let work = move || {
            let done = work(&mut queue);
            (queue, done)
        };
        let (queue, done) = blocking::awaited(work).await?;
        self.queue = queue;
        Ok(done)
    }

    /// What came of something; a failure is told.
    fn noticed<T: Default>(&self, done: Result<T, Failure>) -> T {
        done.unwrap_or_else(|failure| {
            self.events.send(Event::Notice(failure));
            T::default()
        })
    }

    /// Tells how the queue stands, if that is wanted, and writes what has changed.
    async fn keep_queue(&mut self) {
        self.queue.show(&self.events);
        if self.queue.is_unwritten() {
            let written = self.at_queue(Queue::write).await.flatten();
            self.noticed(written);
        }
    }

    /// The engine ends: names that were taken for outputs are free again, and the rest is written.
    pub(super) async fn leave_queue(&mut self) {
        let freed = self.at_queue(Queue::give_up_names).await;
        self.noticed(freed);
        self.keep_queue().await;
    }

    async fn claim_queue(&mut self, unreadable: Unreadable) -> Result<(), Failure> {
        let (passed, aside) = self.at_queue(move |queue| queue.claim(unreadable)).await??;
        if let Some(failure) = aside {
            self.events.send(Event::Notice(failure));
        }
        self.let_go(passed).await;
        Ok(())
    }

    /// Takes are removed that the queue does not need any more. It writes first that it does not.
    async fn let_go(&mut self, takes: Vec<String>) {
        if !takes.is_empty() {
            self.keep_queue().await;
        }
        for take in takes {
            self.remove(take);
        }
    }

    async fn change_queue(&mut self, command: BatchCommand) {
        match command {
            BatchCommand::List => {}
            BatchCommand::Add(order) => {
                let news = self.queue_news.clone();
                blocking::spawn(move || {
                    let found = queue::find(&order.files, order.join.as_deref());
                    news.send(QueueNews::Found(order, found)).ok();
                });
            }
            BatchCommand::Resume(account) => self.queue.resume(account),
            BatchCommand::Pause => {
                if self.queue.pause() {
                    self.stop(|run| run.job.id.is_of_queue());
                }
            }
            BatchCommand::Remove(ids) => {
                let removed = self.at_queue(move |queue| ids.into_iter().map(|id| queue.remove(id)).collect());
                let removed: Result<Vec<Removed>, Failure> = removed.await;
                for removed in self.noticed(removed) {
                    match removed {
                        Removed::Idle => {}
                        Removed::Speaking => self.stop(|run| run.job.id.is_of_queue()),
                        Removed::Saving(id) => self.saves.get(&id).into_iter().for_each(SaveTask::cancel),
                    }
                }
            }
            BatchCommand::Retry { ids, account } => {
                let retried = self.at_queue(move |queue| queue.retry(&ids, account)).await.flatten();
                self.noticed(retried);
            }
            BatchCommand::Clear => self.queue.clear(),
        }
    }

    /// Takes in what the queue was waiting for.
    pub(super) async fn queue_heard(&mut self, news: QueueNews) {
        match news {
            QueueNews::Found(order, found) => {
                self.add_to_queue(&order, found).await;
                self.queue.ask();
            }
            QueueNews::Read(path, read) => {
                let turn = self.turn();
                if let Ok(FileRead { file: TextFile { reading, .. }, unknown, .. }) = &read
                    && !(reading.is_plain() && unknown.is_empty())
                {
                    let (path, unknown) = (path.clone(), unknown.clone());
                    self.events.send(Event::QueueRead { path, reading: *reading, unknown });
                }
                let begun = self.at_queue(move |queue| queue.read(&path, read, turn)).await;
                if let Some((job, output)) = self.noticed(begun) {
                    // The name is taken by now; a process that is killed before the take begins knows whose it is.
                    self.keep_queue().await;
                    self.begin_file(job, output).await;
                }
            }
            QueueNews::Opened(entry, from, takes) => {
                let turn = self.turn();
                let task = self.at_queue(move |queue| queue.opened(entry, from, takes, turn)).await;
                if let Some(task) = self.noticed(task) {
                    self.carry_out(task).await;
                }
            }
            QueueNews::Told(event) => {
                let passed = self.at_queue(move |queue| queue.hear(&event)).await;
                let passed = self.noticed(passed);
                self.let_go(passed).await;
            }
        }
    }

    /// Whose turn it is: the queue waits for everybody else.
    fn turn(&self) -> Turn {
        if self.runs.is_empty() { Turn::Queue } else { Turn::Other }
    }

    async fn add_to_queue(&mut self, order: &BatchOrder, mut found: FoundFiles) {
        for failure in std::mem::take(&mut found.failures) {
            self.events.send(Event::Notice(failure));
        }
        if let Some(text) = &found.in_the_way {
            return self.events.send(Event::Notice(local::text_in_the_way(text)));
        }
        // What no file can be made of is not requested; a wish that makes no sense is one for all of them.
        if let Err(failure) = save::suits(Some(order.order.format), order.job.settings.output.sample_rate()) {
            return self.events.send(Event::Notice(failure));
        }
        // While the files were looked for the queue may have become idle, and another process may have taken it.
        match self.claim_queue(Unreadable::IsSetAside).await {
            Ok(()) => self.queue.add(order, found),
            Err(failure) => self.events.send(Event::Notice(failure)),
        }
    }

    /// Gives the queue the line if nobody has it; called after everything that happens.
    pub(super) async fn go_on_with_queue(&mut self) {
        while self.runs.is_empty()
            && let Some(task) = self.queue.next()
        {
            self.carry_out(task).await;
        }
        self.keep_queue().await;
    }

    async fn carry_out(&mut self, task: QueueTask) {
        let news = self.queue_news.clone();
        match task {
            QueueTask::Open { entry, from, dirs } => blocking::spawn(move || {
                news.send(QueueNews::Opened(entry, from, queue::open(&dirs))).ok();
            }),
            QueueTask::Read(file) => {
                let home = self.home.clone();
                blocking::spawn(move || {
                    let read = file.read(&home);
                    news.send(QueueNews::Read(file.path, read)).ok();
                });
            }
            QueueTask::Continue(job, take) => self.begin_for_queue(*job, Some(take)).await,
            QueueTask::Save(source, to) => self.save_for_queue(source, to).await,
        }
    }

    /// The task that the queue gave last could not be begun.
    async fn queue_failed(&mut self, failure: Failure) {
        let settled = self.at_queue(move |queue| queue.failed(&failure)).await;
        self.noticed(settled);
    }

    /// Begins with a file that was read. An output that cannot be written is found out before a request is spent.
    async fn begin_file(&mut self, job: Job, output: SaveTo) {
        let try_it = move || save::open(&output).map(ExportTarget::leave);
        match blocking::awaited(try_it).await.flatten() {
            Ok(()) => self.begin_for_queue(job, None).await,
            Err(failure) => self.queue_failed(failure).await,
        }
    }

    async fn begin_for_queue(&mut self, job: Job, continued: Option<PathBuf>) {
        let id = job.id;
        match self.prepare(job, continued).await {
            Ok(((run, _), _)) => {
                self.queue.began(id, run.take());
                // Written before the first request: a process that is killed now leaves nothing that is requested twice.
                self.keep_queue().await;
                self.runs.push(run);
                self.go_on();
            }
            Err(failure) => self.queue_failed(failure).await,
        }
    }

    async fn save_for_queue(&mut self, source: SaveSource, to: SaveTo) {
        let id = self.queue.new_save();
        let wanted = to.clone();
        match blocking::awaited(move || save::open(&wanted)).await.flatten() {
            Ok(target) => {
                self.queue.saving(id);
                // Written before the file gets its name: a process that is killed then does not make it once more.
                self.keep_queue().await;
                self.start_saving(id, source, to, target, ExportUntil::Now);
            }
            Err(failure) => self.queue_failed(failure).await,
        }
    }
}
