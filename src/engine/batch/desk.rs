//! What the queue decides: what comes next, and what follows from how it went. It reads and writes its own file and
//! nothing else; the engine's loop carries out what it wants.

mod hear;
mod retry;
mod tell;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use self::hear::RECEIVED;
use super::record::{Entry, Plan, Progress, Record};
use super::{BatchOrder, Found, output};
use crate::audio::take::Take;
use crate::engine::core::save_of;
use crate::engine::failure;
use crate::engine::job::{Account, Job, JobId, SaveId, SaveTo};
use crate::engine::save::Source;
use crate::store::names::Facts;
use crate::store::{Home, Library, Queue};
use crate::text::Script;
use crate::text::file::Opened;
use crate::words::{Failure, queue as say};

/// The queue at work.
pub(in crate::engine) struct Desk {
    file: Queue,
    library: Library,
    record: Record,
    paused: bool,
    held_up: Option<Failure>,
    /// Those whose tokens are known to this process, by name.
    accounts: HashMap<String, Account>,
    work: Work,
    /// How much of the output in progress is there, 0 to 1.
    done: f32,
    /// How many jobs were begun.
    jobs: u64,
    /// What is still to be said of texts that become no chapter.
    notices: Vec<Failure>,
    /// Something has changed that is not on disk yet.
    unwritten: bool,
    /// Something has changed that was not said yet.
    untold: bool,
}

/// What is being done now, and for which entry.
enum Work {
    Nothing,
    /// Its file is being read, or its next job or saving prepared.
    Beginning(u64),
    Speaking(u64, JobId, Take),
    Saving(u64, SaveId),
}

/// What is to be done next.
pub(in crate::engine) enum Task {
    /// A text file is to be read; [`Desk::read`] is told.
    Read(PathBuf),
    /// A take is to be gone on with; [`Desk::began`] or [`Desk::failed`] is told.
    Continue(Box<Job>, PathBuf),
    /// Takes are to be saved; [`Desk::saving`] or [`Desk::failed`] is told.
    Save(Source, SaveTo),
}

impl Desk {
    /// The queue of `home`. Reads nothing yet.
    pub fn new(home: &Home) -> Desk {
        Desk {
            file: Queue::new(home),
            library: Library::new(home),
            record: Record::default(),
            paused: false,
            held_up: None,
            accounts: HashMap::new(),
            work: Work::Nothing,
            done: 0.0,
            jobs: 0,
            notices: Vec::new(),
            unwritten: false,
            untold: false,
        }
    }

    /// The queue is to be said as it stands, and written if it is this process's.
    pub fn touch(&mut self) {
        (self.unwritten, self.untold) = (true, true);
    }

    /// Reads what is on disk, unless this process is the one that writes it.
    pub fn look(&mut self) -> Result<(), Failure> {
        if !self.file.is_claimed() {
            let read: Option<Record> = self.file.read().map_err(|error| failure::store(&error))?;
            self.record = read.unwrap_or_default().sound();
            // What waits waits for an account.
            self.paused = self.waits();
        }
        Ok(())
    }

    /// Makes this process the one that works on the queue.
    pub fn claim(&mut self) -> Result<(), Failure> {
        if self.file.claim().map_err(|error| failure::store(&error))? {
            let read: Result<Option<Record>, _> = self.file.read().map_err(|error| failure::store(&error));
            // What cannot be read now is not ours to write over.
            self.record = read.inspect_err(|_| self.file.release())?.unwrap_or_default().sound();
            self.paused = self.waits();
        }
        Ok(())
    }

    fn waits(&self) -> bool {
        self.record.entries.iter().any(|entry| entry.state == Progress::Waiting)
    }

    /// A queue in which nothing waits is not paused for what comes next, whatever has paused it.
    fn begin_where_nothing_waits(&mut self) {
        if !self.waits() {
            (self.paused, self.held_up) = (false, None);
        }
    }

    /// Puts what was found for an order at the end.
    pub fn add(&mut self, order: &BatchOrder, found: Found) {
        let plan = Plan::of(order);
        self.begin_where_nothing_waits();
        self.accounts.insert(plan.account.clone(), order.job.account.clone());
        let groups: Vec<Vec<PathBuf>> = match plan.join {
            Some(_) if found.files.is_empty() => Vec::new(),
            Some(_) => vec![found.files],
            None => found.files.into_iter().map(|file| vec![file]).collect(),
        };
        for sources in groups {
            let (id, output) = (self.record.next, plan.join.clone());
            self.record.next += 1;
            let (plan, takes, state) = (plan.clone(), Vec::new(), Progress::Waiting);
            self.record.entries.push(Entry { id, sources, plan, output, takes, state });
        }
    }

    /// Works on, with the files of this account and of those that were given before.
    pub fn resume(&mut self, account: Account) {
        let name = account.name().to_owned();
        self.accounts.insert(name.clone(), account);
        let wanted = self.record.entries.iter().filter(|entry| entry.state == Progress::Waiting);
        let mut wanted = wanted.map(|entry| entry.plan.account.as_str());
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

    /// Takes an entry away. Returns what is to be stopped for it: whether a job, and which saving.
    pub fn remove(&mut self, id: u64) -> (bool, Option<SaveId>) {
        if let Some(path) =
            self.entry(id).filter(|entry| entry.state == Progress::Waiting).and_then(|entry| entry.output.as_ref())
        {
            output::give_up(path);
        }
        self.record.entries.retain(|entry| entry.id != id);
        let stop = match self.work {
            Work::Speaking(at, ..) if at == id => (true, None),
            Work::Saving(at, save) if at == id => (false, Some(save)),
            _ => return (false, None),
        };
        self.work = Work::Nothing;
        stop
    }

    /// Takes away what is over.
    pub fn clear(&mut self) {
        self.record.entries.retain(|entry| entry.state == Progress::Waiting);
    }

    /// The job in progress.
    pub fn job(&self) -> Option<JobId> {
        match self.work {
            Work::Speaking(_, job, _) => Some(job),
            _ => None,
        }
    }

    /// What is to be done next, if nothing is being done; the loop asks when nobody else has a job.
    pub fn next(&mut self) -> Option<Task> {
        if self.paused || !matches!(self.work, Work::Nothing) || !self.file.is_claimed() {
            return None;
        }
        let known =
            |entry: &&mut Entry| entry.state == Progress::Waiting && self.accounts.contains_key(&entry.plan.account);
        let Some(entry) = self.record.entries.iter_mut().find(known) else {
            if let Some(waiting) = self.record.entries.iter().find(|entry| entry.state == Progress::Waiting) {
                // What is left belongs to an account that nobody has given.
                self.paused = true;
                self.untold = true;
                let given = self.accounts.keys().next().map_or("", String::as_str);
                self.held_up = Some(say::other_account(given, &waiting.plan.account));
            }
            return None;
        };
        // A take that is gone was deleted by the user; its file is spoken anew. So is that of a damaged one: what it has lost
        // nobody asks for, and it would never be complete.
        let open = |id: &String| {
            let take = self.library.dir(id).ok().and_then(|dir| Take::open(&dir).ok());
            take.filter(|take| take.damage().is_none())
        };
        let takes: Vec<Take> = entry.takes.iter().map_while(open).collect();
        entry.takes.truncate(takes.len());
        let id = entry.id;
        self.done = takes.len().saturating_sub(1) as f32 / entry.sources.len() as f32 * RECEIVED;
        if let Some(last) = takes.last().filter(|take| !take.is_complete()) {
            let dir = last.dir().to_owned();
            let job = self.new_job(id, String::new(), false)?;
            return Some(Task::Continue(Box::new(job), dir));
        }
        match entry.sources.get(takes.len()) {
            Some(source) => {
                let source = source.clone();
                self.work = Work::Beginning(id);
                Some(Task::Read(source))
            }
            None => {
                let order = entry.plan.order.clone();
                let source = output::source(entry, takes.clone());
                match self.output(id, &Facts::of(takes.first()?.header())) {
                    Ok(path) => {
                        self.work = Work::Beginning(id);
                        Some(Task::Save(source, SaveTo { path, order }))
                    }
                    Err(failure) => {
                        self.settle(id, &failure);
                        self.next()
                    }
                }
            }
        }
    }

    fn new_job(&mut self, entry: u64, text: String, markdown: bool) -> Option<Job> {
        let plan = &self.record.entries.iter().find(|one| one.id == entry)?.plan;
        let account = self.accounts.get(&plan.account)?.clone();
        self.jobs += 1;
        self.work = Work::Beginning(entry);
        Some(plan.job(JobId::of_queue(self.jobs), account, text, markdown))
    }

    /// A file was read. The job for it, and where its output goes; nothing if it is not wanted any more.
    pub fn read(&mut self, path: &Path, read: Result<Opened, Failure>, may_begin: bool) -> Option<(Job, PathBuf)> {
        let Work::Beginning(id) = self.work else { return None };
        self.work = Work::Nothing;
        let source = self.entry(id).and_then(|entry| entry.sources.get(entry.takes.len()));
        source.filter(|source| *source == path)?;
        if !may_begin || self.paused {
            return None;
        }
        match read {
            Ok(Opened { text, markdown, .. })
                if self.may_leave_out(id) && !Script::new(&text, markdown).is_speakable() =>
            {
                self.notices.push(say::left_out(path));
                self.touch();
                let entry = self.entry(id)?;
                entry.sources.remove(entry.takes.len());
                None
            }
            Ok(Opened { text, markdown, .. }) => {
                let voice = self.entry(id)?.plan.voice_name.clone();
                match self.output(id, &Facts::now(&text, &voice)) {
                    Ok(output) => Some((self.new_job(id, text, markdown)?, output)),
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
    fn may_leave_out(&mut self, id: u64) -> bool {
        self.entry(id).is_some_and(|entry| entry.plan.join.is_some() && entry.sources.len() > 1)
    }

    /// Where the output of an entry goes: as it was decided before, unless there is a file of that name by now.
    fn output(&mut self, id: u64, facts: &Facts<'_>) -> Result<PathBuf, Failure> {
        let gone = || failure::fault("an entry of the queue is gone");
        let entry = self.entry(id).ok_or_else(gone)?;
        let decided = entry.output.clone().filter(|path| entry.plan.join.is_some() || !path.exists());
        let path = match (decided, entry.sources.first()) {
            (Some(path), _) => path,
            (None, Some(source)) => output::choose(&entry.plan, source, facts)?,
            (None, None) => return Err(gone()),
        };
        entry.output = Some(path.clone());
        Ok(path)
    }

    /// The job of the last task has a take, new or old.
    pub fn began(&mut self, job: JobId, take: &Take) {
        self.touch();
        let Work::Beginning(id) = self.work else { return };
        self.work = Work::Speaking(id, job, take.clone());
        if let Some(entry) = self.entry(id)
            && entry.takes.last().is_none_or(|last| last != take.id())
        {
            entry.takes.push(take.id().to_owned());
        }
    }

    /// The saving of the last task has begun.
    pub fn saving(&mut self, save: SaveId) {
        if let Work::Beginning(id) = self.work {
            self.work = Work::Saving(id, save);
        }
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

    fn entry(&mut self, id: u64) -> Option<&mut Entry> {
        self.record.entries.iter_mut().find(|entry| entry.id == id)
    }
}
