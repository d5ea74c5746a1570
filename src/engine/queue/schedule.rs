//! What the queue decides: what comes next, and what follows from how it went. It reads and writes its own file and
//! nothing else; the engine's loop carries out what it wants.

mod hear;
mod retry;
mod tell;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use self::hear::RECEIVED;
use crate::audio::take::Take;
use crate::engine::cast::script_of;
use crate::engine::failure;
use crate::engine::job::spec::{Account, Job, JobId, SaveId, save_of};
use crate::engine::queue::files::{FileRead, FileToRead};
use crate::engine::queue::record::{EntryProgress, FilePlan, Line, Old, QueueEntry, Record, Takes};
use crate::engine::queue::{Batch, BatchOrder, FoundFiles, Slowed, output};
use crate::engine::save::SaveSource;
use crate::engine::save::order::SaveTo;
use crate::store::names::NameFacts;
use crate::store::{Home, Kept, Library, QueueFile, StoreError};
use crate::text::ScriptReading;
use crate::text::file::{Encoding, TextFile};
use crate::words::{Failure, queue as say};

/// The queue at work.
pub(in crate::engine) struct Queue {
    file: QueueFile,
    library: Library,
    record: Record,
    paused: bool,
    held_up: Option<Failure>,
    slowed: Option<Slowed>,
    /// Those whose tokens are known to this process, by name.
    accounts: HashMap<String, Account>,
    work: Work,
    /// How much of the output in progress is there, 0 to 1.
    done: f32,
    /// How many jobs were begun.
    jobs: u64,
    /// Of which entry how many takes are known to be whole, because this process has opened or spoken them: an entry may have
    /// hundreds, and each is opened once to go on and once to be saved.
    whole: (u64, usize),
    /// How many lines were added to the file since it was begun.
    added: usize,
    /// How things stand is to be told even if nothing has changed.
    asked: bool,
    /// How things stood when that was told last.
    told: Batch,
    /// What was worked on then.
    ran: Option<u64>,
    /// When that was.
    told_at: Option<Instant>,
    /// The entry in progress has come a little further since.
    progressed: bool,
}

/// What is being done now, and for which entry.
enum Work {
    Nothing,
    /// Its takes are being opened, its file read, or its next job or saving prepared.
    Beginning(u64),
    Speaking(u64, JobId, Take),
    Saving(u64, SaveId),
}

/// What is to be done next.
pub(in crate::engine) enum QueueTask {
    /// Takes of an entry, from one of them on, are to be opened with [`open()`]; [`Queue::opened`] is told.
    Open { entry: u64, from: usize, dirs: Vec<PathBuf> },
    /// A text file is to be read; [`Queue::read`] is told.
    Read(Box<FileToRead>),
    /// A take is to be gone on with; [`Queue::began`] or [`Queue::failed`] is told.
    Continue(Box<Job>, PathBuf),
    /// Takes are to be saved; [`Queue::saving`] or [`Queue::failed`] is told.
    Save(SaveSource, SaveTo),
}

/// What is done with a queue on disk that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Unreadable {
    /// It is put out of the way, and the queue begins anew.
    IsSetAside,
    /// It stays, and the queue is refused.
    Stays,
}

/// Whose turn it is to speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Turn {
    /// The queue's: nobody else has a job.
    Queue,
    /// Somebody else's; the queue begins nothing.
    Other,
}

/// What is to be stopped for an entry that was taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Removed {
    /// Nothing.
    Idle,
    /// The running job.
    Speaking,
    /// This saving.
    Saving(SaveId),
}

/// Opens takes as far as they are there and sound: one that is gone was deleted by the user, and its file is spoken anew; so
/// is that of a damaged one, because what it has lost nobody asks for. Reads files.
pub(in crate::engine) fn open(dirs: &[PathBuf]) -> Vec<Take> {
    let open = |dir: &PathBuf| Take::open(dir).ok().filter(|take| take.damage().is_none());
    dirs.iter().map_while(open).collect()
}

impl Queue {
    /// The queue of `home`. Reads nothing yet.
    pub fn new(home: &Home) -> Queue {
        Queue {
            file: QueueFile::new(home),
            library: Library::new(home),
            record: Record::default(),
            paused: false,
            held_up: None,
            slowed: None,
            accounts: HashMap::new(),
            work: Work::Nothing,
            done: 0.0,
            jobs: 0,
            whole: (u64::MAX, 0),
            added: 0,
            asked: false,
            told: Batch::default(),
            ran: None,
            told_at: None,
            progressed: false,
        }
    }

    /// How the queue stands is to be told, even if nothing has changed.
    pub fn ask(&mut self) {
        self.asked = true;
    }

    /// Reads what is on disk, unless this process is the one that writes it. Changes nothing there.
    pub fn look(&mut self) -> Result<(), Failure> {
        if !self.file.is_claimed() {
            // What was there before is not there any more, even if what is cannot be read.
            self.take_in(Record::default());
            let read = self.file.read().map_err(|error| unread(&error))?;
            self.take_in(Record::of(read));
            // What waits waits for an account.
            self.paused = self.waits();
        }
        Ok(())
    }

    /// Makes this process the one that works on the queue. Returns the takes that nobody needs any more, and that a queue
    /// was put out of the way.
    pub fn claim(&mut self, unreadable: Unreadable) -> Result<(Vec<String>, Option<Failure>), Failure> {
        let (mut passed, mut aside) = (Vec::new(), None);
        if self.file.claim().map_err(|error| failure::store(&error))? {
            let read = match self.file.read() {
                Err(StoreError::Damaged { .. }) if unreadable == Unreadable::IsSetAside => {
                    self.file.set_aside().map(|path| {
                        aside = Some(say::set_aside(&path));
                        Kept::<Line<QueueEntry>, Old>::Nothing
                    })
                }
                read => read,
            };
            // What cannot be read now is not ours to write over.
            let read = read.inspect_err(|_| self.file.release()).map_err(|error| unread(&error))?;
            self.take_in(Record::of(read));
            self.whole = (u64::MAX, 0);
            // The last process may have been killed when an output was written and it had not yet noted that.
            let whole: Vec<u64> =
                self.record.waiting().filter(|entry| output::is_whole(entry)).map(|entry| entry.id).collect();
            for id in whole {
                let done = self.record.change(id, |entry| {
                    (entry.state, entry.saving) = (EntryProgress::Done, false);
                    if entry.plan.settings.keep { Vec::new() } else { entry.takes.take() }
                });
                passed.extend(done.unwrap_or_default());
            }
            self.paused = self.waits();
        }
        Ok((passed, aside))
    }

    fn take_in(&mut self, record: Record) {
        self.record = record;
        self.told.items.clear();
        self.ask();
    }

    fn waits(&self) -> bool {
        self.record.left() > 0
    }

    /// A queue in which nothing waits is not paused for what comes next, whatever has paused it.
    fn begin_where_nothing_waits(&mut self) {
        if !self.waits() {
            (self.paused, self.held_up) = (false, None);
        }
    }

    /// Puts what was found for an order at the end.
    pub fn add(&mut self, order: &BatchOrder, found: FoundFiles) {
        let plan = FilePlan::of(order);
        self.begin_where_nothing_waits();
        self.accounts.insert(plan.account.clone(), order.job.account.clone());
        let groups: Vec<Vec<PathBuf>> = match plan.join {
            Some(_) if found.files.is_empty() => Vec::new(),
            Some(_) => vec![found.files],
            None => found.files.into_iter().map(|file| vec![file]).collect(),
        };
        for sources in groups {
            self.record.add(|id| QueueEntry {
                id,
                sources: sources.into(),
                left_out: Vec::new(),
                plan: plan.clone(),
                output: plan.join.clone(),
                saving: false,
                takes: Takes::default(),
                state: EntryProgress::Waiting,
            });
        }
    }

    /// Works on, with the files of this account and of those that were given before.
    pub fn resume(&mut self, account: Account) {
        let name = account.name().to_owned();
        self.accounts.insert(name.clone(), account);
        let mut wanted = self.record.waiting().map(|entry| entry.plan.account.as_str());
        let first = wanted.clone().next();
        self.held_up = match first {
            Some(first) if wanted.all(|wanted| wanted != name) => Some(say::other_account(&name, first)),
            _ => None,
        };
        self.paused = self.held_up.is_some();
    }

    /// Stops. Returns whether a job is to be stopped for it.
    pub fn pause(&mut self) -> bool {
        self.paused = true;
        self.job().is_some()
    }

    /// Takes an entry away. Returns what is to be stopped for it.
    pub fn remove(&mut self, id: u64) -> Removed {
        let is_saved_now = matches!(self.work, Work::Saving(at, _) if at == id);
        if let Some(entry) = self.record.get(id).filter(|entry| entry.state == EntryProgress::Waiting && !is_saved_now)
        {
            output::give_up(entry);
        }
        self.record.remove(id);
        let stop = match self.work {
            Work::Speaking(at, ..) if at == id => Removed::Speaking,
            Work::Saving(at, save) if at == id => Removed::Saving(save),
            _ => return Removed::Idle,
        };
        self.work = Work::Nothing;
        stop
    }

    /// Takes away what is over.
    pub fn clear(&mut self) {
        let over = self.record.all().filter(|entry| entry.state != EntryProgress::Waiting);
        for id in over.map(|entry| entry.id).collect::<Vec<_>>() {
            self.record.remove(id);
        }
    }

    /// Nobody works on the queue for now: names that were taken for outputs of which nothing is written yet are free again,
    /// so that no empty file stays. They are chosen anew when their turn comes.
    pub fn give_up_names(&mut self) {
        if !self.file.is_claimed() {
            return;
        }
        let named = self.record.waiting().filter(|entry| entry.output.is_some() && !entry.saving);
        for id in named.map(|entry| entry.id).collect::<Vec<_>>() {
            self.record.change(id, |entry| {
                output::give_up(entry);
                // That of a joined output is the user's own.
                entry.output.take_if(|_| entry.plan.join.is_none());
            });
        }
    }

    /// The job in progress.
    pub fn job(&self) -> Option<JobId> {
        match self.work {
            Work::Speaking(_, job, _) => Some(job),
            _ => None,
        }
    }

    /// What is to be done next, if nothing is being done; the loop asks when nobody else has a job.
    pub fn next(&mut self) -> Option<QueueTask> {
        if self.paused || !matches!(self.work, Work::Nothing) || !self.file.is_claimed() {
            return None;
        }
        let known = |entry: &&QueueEntry| self.accounts.contains_key(&entry.plan.account);
        let Some(entry) = self.record.waiting().find(known) else {
            let waiting = self.record.waiting().next().map(|entry| entry.plan.account.clone());
            if let Some(wanted) = waiting {
                // What is left belongs to an account that nobody has given.
                self.paused = true;
                let given = self.accounts.keys().next().map_or("", String::as_str);
                self.held_up = Some(say::other_account(given, &wanted));
            }
            return None;
        };
        let whole = if self.whole.0 == entry.id { self.whole.1.min(entry.takes.len()) } else { 0 };
        self.work = Work::Beginning(entry.id);
        self.done = whole as f32 / entry.sources.len() as f32 * RECEIVED;
        // To be saved they are all wanted, as they are now: the user may have mended one meanwhile.
        let from = if whole == entry.sources.len() { 0 } else { whole };
        match entry.sources.get(whole) {
            Some(source) if entry.takes.len() <= whole => {
                let encoding = entry.plan.encoding.as_deref().and_then(Encoding::named);
                let (account, settings) = (entry.plan.account.clone(), entry.plan.settings.clone());
                Some(QueueTask::Read(Box::new(FileToRead { path: source.clone(), encoding, account, settings })))
            }
            _ => {
                let dirs = entry.takes[from..].iter().map_while(|id| self.library.dir(id).ok()).collect();
                Some(QueueTask::Open { entry: entry.id, from, dirs })
            }
        }
    }

    /// Takes of an entry were opened. What is to be done with them; nothing if [`Queue::next`] is to be asked.
    pub fn opened(&mut self, id: u64, from: usize, takes: Vec<Take>, turn: Turn) -> Option<QueueTask> {
        if !matches!(self.work, Work::Beginning(at) if at == id) {
            return None;
        }
        self.work = Work::Nothing;
        let unfinished = takes.last().filter(|take| !take.is_complete());
        if self.record.get(id)?.takes.len() > from + takes.len() {
            self.record.change(id, |entry| entry.takes.truncate(from + takes.len()));
        }
        let entry = self.record.get(id)?;
        let whole = entry.takes.len() - usize::from(unfinished.is_some());
        let is_all = from == 0 && whole == entry.sources.len();
        self.whole = (id, whole);
        if turn == Turn::Other || self.paused {
            return None;
        }
        if let Some(take) = unfinished {
            let job = self.new_job(id, String::new(), false)?;
            return Some(QueueTask::Continue(Box::new(job), take.dir().to_owned()));
        }
        let first = takes.first().filter(|_| is_all)?.clone();
        let entry = self.record.get(id)?;
        let (order, source) = (entry.plan.order.clone(), output::source(entry, takes));
        match self.output(id, &NameFacts::of(first.header())) {
            Ok(path) => {
                self.work = Work::Beginning(id);
                Some(QueueTask::Save(source, SaveTo { path, order }))
            }
            Err(failure) => {
                self.settle(id, &failure);
                None
            }
        }
    }

    fn new_job(&mut self, entry: u64, text: String, markdown: bool) -> Option<Job> {
        let plan = &self.record.get(entry)?.plan;
        let account = self.accounts.get(&plan.account)?.clone();
        self.jobs += 1;
        self.work = Work::Beginning(entry);
        Some(plan.job(JobId::of_queue(self.jobs), account, text, markdown))
    }

    /// A file was read. The job for it, and where its output goes; nothing if it is not wanted any more.
    pub fn read(&mut self, path: &Path, read: Result<FileRead, Failure>, turn: Turn) -> Option<(Job, SaveTo)> {
        let Work::Beginning(id) = self.work else { return None };
        self.work = Work::Nothing;
        let source = self.record.get(id).and_then(|entry| entry.sources.get(entry.takes.len()));
        source.filter(|source| *source == path)?;
        if turn == Turn::Other || self.paused {
            return None;
        }
        match read {
            Ok(FileRead { file: TextFile { text, markdown, .. }, cast, .. }) => {
                let FilePlan { settings, order, .. } = self.record.get(id)?.plan.clone();
                let reading = ScriptReading { markdown, pauses: settings.pauses };
                if self.may_leave_out(id) && !script_of(&text, reading, cast.as_ref()).is_speakable() {
                    self.record.leave_out(id);
                    return None;
                }
                let said = cast.as_ref().map_or(&*text, |cast| cast.said(&text));
                match self.output(id, &NameFacts::now(said, &settings.voice_name)) {
                    Ok(path) => {
                        let job = self.new_job(id, text, markdown)?;
                        Some((Job { cast, ..job }, SaveTo { path, order }))
                    }
                    Err(failure) => {
                        self.settle(id, &failure);
                        None
                    }
                }
            }
            Err(failure) => {
                self.settle(id, &failure);
                None
            }
        }
    }

    /// Whether an entry is more than the file whose turn it is: an empty text among chapters does not cost the others.
    fn may_leave_out(&self, id: u64) -> bool {
        self.record.get(id).is_some_and(|entry| entry.plan.join.is_some() && entry.sources.len() > 1)
    }

    /// Where the output of an entry goes: as it was decided before, unless there is a file of that name by now.
    fn output(&mut self, id: u64, facts: &NameFacts<'_>) -> Result<PathBuf, Failure> {
        let gone = || failure::fault("an entry of the queue is gone");
        let entry = self.record.get(id).ok_or_else(gone)?;
        let may_be_there = entry.plan.join.is_some() || output::is_ours(entry);
        if let Some(path) = entry.output.clone().filter(|path| may_be_there || !path.exists()) {
            return Ok(path);
        }
        let source = entry.sources.first().ok_or_else(gone)?;
        let path = output::choose(&entry.plan, source, facts)?;
        self.record.change(id, |entry| (entry.output, entry.saving) = (Some(path.clone()), false));
        Ok(path)
    }

    /// The job of the last task has a take, new or old.
    pub fn began(&mut self, job: JobId, take: &Take) {
        let Work::Beginning(id) = self.work else { return };
        self.work = Work::Speaking(id, job, take.clone());
        self.slowed = None;
        if self.record.get(id).is_some_and(|entry| entry.takes.last().is_none_or(|last| last != take.id())) {
            self.record.change(id, |entry| entry.takes.push(take.id().to_owned()));
        }
    }

    /// The saving of the last task is about to begin: its `.part` is there.
    pub fn saving(&mut self, save: SaveId) {
        let Work::Beginning(id) = self.work else { return };
        self.work = Work::Saving(id, save);
        self.record.change(id, |entry| entry.saving = true);
    }

    /// A number for a saving.
    pub fn new_save(&mut self) -> SaveId {
        self.jobs += 1;
        save_of(JobId::of_queue(self.jobs))
    }

    /// The task that was given last could not be begun.
    pub fn failed(&mut self, failure: &Failure) {
        if let Work::Beginning(id) | Work::Speaking(id, ..) | Work::Saving(id, _) = self.work {
            self.settle(id, failure);
        }
    }
}

/// Why the file cannot be read.
fn unread(error: &StoreError) -> Failure {
    match error {
        StoreError::Damaged { path } => say::damaged(path),
        error => failure::store(error),
    }
}
