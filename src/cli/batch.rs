//! `langsheng batch`: many files, one after the other, also across several starts of the program.

mod show;

use std::collections::HashSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::TryRecvError;
use std::time::Instant;

use clap::ArgMatches;
use serde_json::json;

use self::show::{list, say_over};
use crate::cli::args::{all, given, is_set};
use crate::cli::report::{FailureData, Lines, StatusLine};
use crate::cli::saving::was_given;
use crate::cli::watch::Woken;
use crate::cli::{Context, ExitResult, account, job, report, saving, source, usage, watch};
use crate::engine;
use crate::engine::{Account, Batch, BatchCommand, BatchOrder, BatchState, Command, Engine, Event, Job};
use crate::words::{Class, Failure, Phrase, cli as say};

/// Does what the arguments want of the queue.
pub(super) fn run(args: &ArgMatches, context: &Context) -> ExitResult {
    let lines = Lines::new(is_set(args, "json"), false);
    let done = match () {
        () if is_set(args, "list") => list(args, context),
        () if is_set(args, "clear") => clear(context),
        () => work(args, context, &lines),
    };
    if let Err(failure) = &done {
        lines.write("failed", &FailureData::new(failure, context.lang));
    }
    done
}

/// The queue as the engine tells it after a command; nothing but what is refused is an error.
fn ask(engine: &Engine, command: BatchCommand) -> Result<Batch, Failure> {
    engine.commands.send(Command::Batch(command));
    let mut failure = None;
    let batch = engine.events.iter().find_map(|event| match event {
        Event::Notice(refused) => {
            failure = Some(refused);
            None
        }
        Event::Batch(batch) => Some(*batch),
        _ => None,
    });
    match (failure, batch) {
        (Some(failure), _) => Err(failure),
        (None, batch) => batch.ok_or_else(|| engine::fault("the engine has ended")),
    }
}

/// Empties the queue.
fn clear(context: &Context) -> ExitResult {
    let (engine, ..) = watch::engine(context)?;
    let batch = ask(&engine, BatchCommand::Clear)?;
    if !batch.items.is_empty() {
        ask(&engine, BatchCommand::Remove(batch.items.iter().map(|item| item.id).collect()))?;
    }
    let Engine { commands, thread, .. } = engine;
    drop(commands);
    thread.join().ok();
    Ok(ExitCode::SUCCESS)
}

/// Puts files into the queue, or goes on with it, and works until it is over.
fn work(args: &ArgMatches, context: &Context, lines: &Lines) -> ExitResult {
    let files: Vec<PathBuf> = all(args, "files");
    if files.is_empty() && !is_set(args, "continue") {
        return Err(usage::failure(say::NO_FILES, say::GIVE_FILES));
    }
    let order = (!files.is_empty()).then(|| order(args, context, files)).transpose()?;
    let account = match &order {
        Some(order) => order.job.account.clone(),
        None => account::chosen(args, context)?,
    };
    let (engine, woken, _waker) = watch::engine(context)?;
    let (before, aside) = match ask(&engine, BatchCommand::List) {
        // Files are to be spoken; a queue that is damaged is kept under another name.
        Err(_) if order.is_some() => {
            let aside = ask(&engine, BatchCommand::Clear).err();
            (ask(&engine, BatchCommand::List)?, aside)
        }
        listed => (listed?, None),
    };
    if let Some(aside) = &aside {
        report::sentence(&report::explained(aside, context.lang));
    }
    let left = before.left;
    if order.is_some() && left > 0 {
        report::sentence(&say::ALSO_WAITING.with("n", left).get(context.lang));
    }
    if order.is_none() && left == 0 {
        report::sentence(say::QUEUE_EMPTY.get(context.lang));
        return Ok(ExitCode::SUCCESS);
    }
    let by = account::by(args, context);
    if order.is_none()
        && let Some(other) = of_another(&before, &account, by)
    {
        return Err(other);
    }
    let over = before.items.iter().filter(|item| item.state != BatchState::Waiting).map(|item| item.id).collect();
    let working = Working {
        context,
        lines,
        progress: StatusLine::new(is_set(args, "json"), context.lang),
        over,
        done: 0,
        failed: 0,
        failure: None,
        aside,
        interrupted: false,
        refused: false,
        adding: order.is_some().then_some(before.items.len()),
        account,
        by,
        last: before,
    };
    let first = match order {
        Some(order) => BatchCommand::Add(Box::new(order)),
        None => BatchCommand::Resume(working.account.clone()),
    };
    engine.commands.send(Command::Batch(first));
    working.until_over(engine, &woken)
}

/// What to say where all that waits belongs to other accounts.
fn of_another(batch: &Batch, account: &Account, by: Phrase) -> Option<Failure> {
    let mut waiting = batch.items.iter().filter(|item| item.state == BatchState::Waiting);
    let first = &waiting.next()?.account;
    let is_other = first != account.name() && waiting.all(|item| item.account != account.name());
    is_other.then(|| say::queue_of_another(account.name(), by, first))
}

/// The order that the arguments describe.
fn order(args: &ArgMatches, context: &Context, files: Vec<PathBuf>) -> Result<BatchOrder, Failure> {
    let join: Option<PathBuf> = given(args, "join");
    if join.is_some() && was_given(args, "template") {
        return Err(usage::failure(say::NO_FOLDER_NAME, say::CHANGE_TEMPLATE));
    }
    let template: String = given(args, "template").unwrap_or_default();
    saving::template(&template)?;
    let saved = match &join {
        Some(path) => saving::order(args, context, Some(path))?,
        None => saving::order(args, context, None)?,
    };
    let account = account::chosen(args, context)?;
    let settings = job::settings(args, context, &account)?;
    let job = Job::new(job::JOB, account, settings);
    let folder = given(args, "out-dir").unwrap_or_else(|| PathBuf::from("."));
    Ok(BatchOrder { files, folder, template, order: saved, join, encoding: given(args, "encoding"), job })
}

/// A queue at work, as it was told last.
struct Working<'a> {
    context: &'a Context,
    lines: &'a Lines,
    progress: StatusLine,
    /// Items whose end was said.
    over: HashSet<u64>,
    done: usize,
    failed: usize,
    /// The first thing that went wrong decides the exit code.
    failure: Option<Failure>,
    /// The queue that was there could not be read, and was put out of the way.
    aside: Option<Failure>,
    interrupted: bool,
    /// Whether the last thing that was requested was refused.
    refused: bool,
    /// How many items there were before ours; until there are more, ours are being looked for.
    adding: Option<usize>,
    account: Account,
    /// Why it is that one.
    by: Phrase,
    last: Batch,
}

impl Working<'_> {
    fn until_over(mut self, engine: Engine, woken: &std::sync::mpsc::Receiver<Woken>) -> ExitResult {
        let Engine { commands, events, thread, .. } = engine;
        'work: loop {
            if let Ok(Woken::Interrupt) = woken.recv() {
                if std::mem::replace(&mut self.interrupted, true) {
                    break;
                }
                commands.send(Command::Batch(BatchCommand::Pause));
                continue;
            }
            loop {
                match events.try_recv() {
                    Ok(Event::Batch(batch)) => {
                        if let Some(command) = self.stands(*batch) {
                            commands.send(Command::Batch(command));
                        }
                        if self.is_over() {
                            break 'work;
                        }
                    }
                    Ok(Event::QueueRead { path, reading, unknown }) => {
                        if let Some(said) = source::said(&path, reading) {
                            self.progress.say(&said);
                        }
                        if let Some(said) = source::said_of_unknown(&unknown) {
                            self.progress.say(&said);
                        }
                        self.lines.write("read", &source::data(&path, reading, &unknown));
                    }
                    Ok(Event::Notice(failure)) => {
                        self.progress.tell(&report::explained(&failure, self.context.lang));
                        self.failure.get_or_insert(failure);
                        self.refused = true;
                    }
                    Ok(_) => {}
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => return Err(engine::fault("the engine has ended")),
                }
            }
        }
        self.progress.end();
        drop(commands);
        thread.join().ok();
        self.end()
    }

    /// Takes in how the queue stands; perhaps something is to be done about it.
    fn stands(&mut self, batch: Batch) -> Option<BatchCommand> {
        for (at, item) in batch.items.iter().enumerate() {
            // What is the same has been looked at.
            if self.last.items.get(at).is_some_and(|before| Arc::ptr_eq(before, item)) {
                continue;
            }
            let over = match &item.state {
                BatchState::Done => None,
                BatchState::Failed(failure) => Some(failure.clone()),
                BatchState::Waiting | BatchState::Running => continue,
            };
            if !self.over.insert(item.id) {
                continue;
            }
            say_over(item, self.lines, &self.progress, self.context.lang);
            match over {
                None => self.done += 1,
                Some(failure) => {
                    self.failed += 1;
                    self.failure.get_or_insert(failure);
                }
            }
        }
        let over = batch.items.len() - batch.left;
        if let Some(item) = batch.running() {
            self.progress.show_queue(over, batch.items.len(), item.done, &show::name(item, self.context.lang));
            let data = json!({ "item": item.id, "source": item.sources[0].display().to_string(), "done": item.done });
            self.lines.write("progress", &data);
        }
        if let Some(slowed) = batch.slowed.as_ref().filter(|slowed| self.last.slowed.as_ref() != Some(*slowed)) {
            let wait = slowed.until.saturating_duration_since(Instant::now()).as_secs_f64();
            let said = say::SLOWED.with_said("what", slowed.failure.what.clone());
            self.progress.say(&said.with("wait", format!("{wait:.0}")));
            self.lines.write("slowed", &json!({ "code": slowed.failure.code, "wait": wait }));
        }
        // Files of before may have kept the queue waiting for a word.
        let resume = self.adding.take_if(|before| batch.items.len() > *before).is_some() && batch.paused;
        self.last = batch;
        self.refused &= !resume;
        resume.then(|| BatchCommand::Resume(self.account.clone()))
    }

    fn is_over(&self) -> bool {
        let (running, waiting) = (self.last.running.is_some(), self.last.left > 0);
        let looking = self.adding.is_some() && self.failure.is_none();
        let stopped = self.last.paused && (self.interrupted || self.refused || self.last.held_up.is_some());
        !running && !looking && (!waiting || stopped)
    }

    fn end(mut self) -> ExitResult {
        if self.adding.is_some() && self.failure.is_none() {
            report::sentence(say::NOTHING_ADDED.get(self.context.lang));
        }
        let lang = self.context.lang;
        let left = self.last.items.iter().filter(|item| !self.over.contains(&item.id)).count();
        report::sentence(&say::QUEUE_OVER.with("done", self.done).with("failed", self.failed).get(lang));
        if left > 0 {
            report::sentence(&say::LEFT_OVER.with("n", left).get(lang));
        }
        if self.interrupted {
            return Err(engine::interrupted());
        }
        if let Some(held_up) = self.last.held_up.take() {
            return Err(of_another(&self.last, &self.account, self.by).unwrap_or(held_up));
        }
        let data = json!({ "done": self.done, "failed": self.failed, "left": left });
        match self.failure.or(self.aside) {
            // What failed was said when it did.
            Some(failure) if failure.class != Class::Interrupted => {
                self.lines.write("finished", &data);
                Ok(ExitCode::from(failure.class.exit_code()))
            }
            _ => {
                self.lines.write("finished", &data);
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}
