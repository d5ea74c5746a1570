//! The queue in the engine's loop: it has the line when nobody else wants it, and gives it back at once.
//!
//! What its jobs and savings tell comes here and not to the window, which hears of them as [`Event::Batch`].

use std::path::PathBuf;

use crate::audio::take::Take;
use crate::engine::boundary::event::Event;
use crate::engine::core::Core;
use crate::engine::job::run::Outcome;
use crate::engine::job::spec::Job;
use crate::engine::queue::{BatchCommand, BatchOrder, FoundFiles, QueueTask};
use crate::engine::save::SaveSource;
use crate::engine::save::order::SaveTo;
use crate::engine::{blocking, failure, queue, save};
use crate::text::file;
use crate::text::file::{TextFile, is_same as is_same_file};
use crate::words::{Failure, local};

/// What the queue waits for.
#[derive(Debug)]
pub(in crate::engine) enum QueueNews {
    /// The files of an order were looked for.
    Found(Box<BatchOrder>, FoundFiles),
    /// Takes of an entry were opened, from one of them on.
    Opened(u64, usize, Vec<Take>),
    /// A file was read.
    Read(PathBuf, Result<TextFile, Failure>),
    /// A job or a saving of the queue has something to tell.
    Told(Event),
}

impl Core {
    /// Does what the user wants of the queue.
    pub(super) fn batch(&mut self, command: BatchCommand) {
        let ready = match command {
            BatchCommand::List => self.queue.look(),
            // Who begins a queue anew, or empties it, is not kept from that by one that cannot be read.
            BatchCommand::Add(_) | BatchCommand::Clear => self.claim_queue(true),
            _ => self.claim_queue(false),
        };
        match ready {
            Ok(()) => self.change_queue(command),
            Err(failure) => self.events.send(Event::Notice(failure)),
        }
        self.queue.ask();
    }

    fn claim_queue(&mut self, anew: bool) -> Result<(), Failure> {
        let (passed, aside) = self.queue.claim(anew)?;
        if let Some(failure) = aside {
            self.events.send(Event::Notice(failure));
        }
        self.let_go(passed);
        Ok(())
    }

    /// Takes are removed that the queue does not need any more. It writes first that it does not.
    fn let_go(&mut self, takes: Vec<String>) {
        if !takes.is_empty() {
            self.queue.keep(&self.events);
        }
        for take in takes {
            self.remove(take);
        }
    }

    fn change_queue(&mut self, command: BatchCommand) {
        match command {
            BatchCommand::List => {}
            BatchCommand::Add(order) => {
                let news = self.queue_news.clone();
                blocking::chore(move || {
                    let found = queue::find(&order.files);
                    news.send(QueueNews::Found(order, found)).ok();
                });
            }
            BatchCommand::Resume(account) => self.queue.resume(account),
            BatchCommand::Pause => {
                if self.queue.pause() {
                    self.stop();
                }
            }
            BatchCommand::Remove(ids) => {
                for id in ids {
                    let (job, saving) = self.queue.remove(id);
                    if job {
                        self.stop();
                    }
                    if let Some(saving) = saving.and_then(|id| self.saves.get(&id)) {
                        saving.cancel();
                    }
                }
            }
            BatchCommand::Retry { ids, account } => {
                if let Err(failure) = self.queue.retry(&ids, account) {
                    self.events.send(Event::Notice(failure));
                }
            }
            BatchCommand::Clear => self.queue.clear(),
        }
    }

    /// Takes in what the queue was waiting for.
    pub(super) async fn queue_heard(&mut self, news: QueueNews) {
        match news {
            QueueNews::Found(order, found) => {
                self.add_to_queue(&order, found);
                self.queue.ask();
            }
            QueueNews::Read(path, read) => {
                let free = self.run.is_none();
                if let Ok(TextFile { reading, .. }) = &read
                    && !reading.is_plain()
                {
                    self.events.send(Event::QueueRead { path: path.clone(), reading: *reading });
                }
                if let Some((job, output)) = self.queue.read(&path, read, free) {
                    // The name is taken by now; a process that is killed before the take begins knows whose it is.
                    self.queue.keep(&self.events);
                    self.begin_file(job, output).await;
                }
            }
            QueueNews::Opened(entry, from, takes) => {
                let free = self.run.is_none();
                if let Some(task) = self.queue.opened(entry, from, takes, free) {
                    self.carry_out(task).await;
                }
            }
            QueueNews::Told(event) => {
                let passed = self.queue.hear(&event);
                self.let_go(passed);
            }
        }
    }

    fn add_to_queue(&mut self, order: &BatchOrder, mut found: FoundFiles) {
        for failure in std::mem::take(&mut found.failures) {
            self.events.send(Event::Notice(failure));
        }
        // A joined output replaces what has its name; the texts that it is made of it may not.
        let same = |file: &PathBuf| order.join.as_ref().is_some_and(|join| is_same_file(file, join));
        if let Some(text) = found.files.iter().find(|file| same(file)) {
            return self.events.send(Event::Notice(local::text_in_the_way(text)));
        }
        // What no file can be made of is not asked for; a wish that makes no sense is one for all of them.
        if let Err(failure) = save::suits(Some(order.order.format), order.job.output.sample_rate()) {
            return self.events.send(Event::Notice(failure));
        }
        // While the files were looked for the queue may have become idle, and another process may have taken it.
        match self.claim_queue(true) {
            Ok(()) => self.queue.add(order, found),
            Err(failure) => self.events.send(Event::Notice(failure)),
        }
    }

    /// Gives the queue the line if nobody has it; called after everything that happens.
    pub(super) async fn go_on_with_queue(&mut self) {
        while self.run.is_none()
            && let Some(task) = self.queue.next()
        {
            self.carry_out(task).await;
        }
        self.queue.keep(&self.events);
    }

    async fn carry_out(&mut self, task: QueueTask) {
        let news = self.queue_news.clone();
        match task {
            QueueTask::Open { entry, from, dirs } => blocking::chore(move || {
                news.send(QueueNews::Opened(entry, from, queue::open(&dirs))).ok();
            }),
            QueueTask::Read(path, encoding) => blocking::chore(move || {
                let read = file::read(&path, encoding).map_err(|error| failure::text_file(&error));
                news.send(QueueNews::Read(path, read)).ok();
            }),
            QueueTask::Continue(job, take) => self.begin_for_queue(*job, Some(take)).await,
            QueueTask::Save(source, to) => self.save_for_queue(source, to),
        }
    }

    /// Begins with a file that was read. An output that cannot be written is found out before a request is spent.
    async fn begin_file(&mut self, job: Job, output: SaveTo) {
        match save::open(&output) {
            Ok(target) => {
                target.leave();
                self.begin_for_queue(job, None).await;
            }
            Err(failure) => self.queue.failed(&failure),
        }
    }

    async fn begin_for_queue(&mut self, job: Job, continued: Option<PathBuf>) {
        let id = job.id;
        match self.prepare(job, continued).await {
            Ok(((run, _), _)) => {
                self.queue.began(id, run.take());
                // Written before the first request: a process that is killed now leaves nothing that is asked for twice.
                self.queue.keep(&self.events);
                self.run = Some(run);
                self.go_on(Outcome::Going);
            }
            Err(failure) => self.queue.failed(&failure),
        }
    }

    fn save_for_queue(&mut self, source: SaveSource, to: SaveTo) {
        let id = self.queue.new_save();
        match save::open(&to) {
            Ok(target) => {
                self.queue.saving(id);
                // Written before the file gets its name: a process that is killed then does not make it once more.
                self.queue.keep(&self.events);
                self.start_saving(id, source, to, target, false);
            }
            Err(failure) => self.queue.failed(&failure),
        }
    }
}
