//! What the queue keeps on disk: enough for another process to go on. Never a token: an account is only named.

mod lines;
mod takes;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

pub(super) use lines::{Line, Old};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub(super) use takes::Takes;

use crate::engine::job::spec::{Account, Job, JobId, JobSettings};
use crate::engine::queue::BatchOrder;
use crate::engine::save::order::SaveOrder;
use crate::words::{Class, Failure, Lang, Phrase, Said};

/// All of it, and what of it is not on disk yet: a step costs what it changes, however long the queue is.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The number of the next entry.
    next: u64,
    /// In the order of their doing.
    entries: BTreeMap<u64, QueueEntry>,
    /// Those whose turn is to come.
    waiting: BTreeSet<u64>,
    /// Entries that are not on disk at all.
    added: BTreeSet<u64>,
    /// Entries of which something has changed.
    changed: BTreeSet<u64>,
    /// What else is to be written.
    more: Vec<Line<QueueEntry>>,
    /// Entries that look different since this was asked last.
    stale: BTreeSet<u64>,
}

impl Record {
    /// Puts an entry at the end: `entry` makes it for its number.
    pub fn add(&mut self, entry: impl FnOnce(u64) -> QueueEntry) {
        let entry = entry(self.next);
        self.added.insert(entry.id);
        self.put(entry);
    }

    /// Takes an entry in, unless it makes no sense, in whatever way it came into the file: one of no text would never end.
    fn put(&mut self, mut entry: QueueEntry) {
        let id = entry.id;
        if entry.sources.is_empty() || id == u64::MAX {
            return;
        }
        entry.takes.truncate(entry.sources.len());
        self.next = self.next.max(id + 1);
        self.stale.insert(id);
        self.sort_in(id, entry.state == EntryProgress::Waiting);
        self.entries.insert(id, entry);
    }

    fn sort_in(&mut self, id: u64, waits: bool) {
        if waits {
            self.waiting.insert(id);
        } else {
            self.waiting.remove(&id);
        }
    }

    pub fn get(&self, id: u64) -> Option<&QueueEntry> {
        self.entries.get(&id)
    }

    /// Changes what an entry has become; its sources change by [`Record::leave_out`] only.
    pub fn change<R>(&mut self, id: u64, change: impl FnOnce(&mut QueueEntry) -> R) -> Option<R> {
        let entry = self.entries.get_mut(&id)?;
        let result = change(entry);
        let waits = entry.state == EntryProgress::Waiting;
        self.sort_in(id, waits);
        self.changed.insert(id);
        self.stale.insert(id);
        Some(result)
    }

    /// The next file of an entry becomes no chapter.
    pub fn leave_out(&mut self, id: u64) {
        let Some(entry) = self.entries.get_mut(&id) else { return };
        let at = entry.takes.len();
        entry.leave_out(at);
        self.stale.insert(id);
        if !self.added.contains(&id) {
            self.more.push(Line::LeftOut { id, at });
        }
    }

    pub fn remove(&mut self, id: u64) {
        if self.entries.remove(&id).is_none() {
            return;
        }
        self.waiting.remove(&id);
        self.changed.remove(&id);
        self.stale.insert(id);
        if !self.added.remove(&id) {
            self.more.push(Line::Gone { id });
        }
    }

    /// All entries, in their order.
    pub fn all(&self) -> impl Iterator<Item = &QueueEntry> {
        self.entries.values()
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entries whose turn is to come.
    pub fn waiting(&self) -> impl Iterator<Item = &QueueEntry> + Clone {
        self.waiting.iter().filter_map(|id| self.entries.get(id))
    }

    /// How many these are.
    pub fn left(&self) -> usize {
        self.waiting.len()
    }

    /// Whether any entry may look different since [`Record::take_stale`].
    pub fn is_stale(&self) -> bool {
        !self.stale.is_empty()
    }

    /// The entries that may look different since this was asked last, those that are gone among them.
    pub fn take_stale(&mut self) -> BTreeSet<u64> {
        std::mem::take(&mut self.stale)
    }
}

/// One output to come.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct QueueEntry {
    /// Names it.
    pub id: u64,
    /// The text files, shared with what is told of them: a book has thousands.
    #[serde(serialize_with = "write_shared", deserialize_with = "read_shared")]
    pub sources: Arc<Vec<PathBuf>>,
    /// Files that were to be among them and have nothing to speak.
    #[serde(default)]
    pub left_out: Vec<PathBuf>,
    /// How all of them are spoken and saved.
    pub plan: FilePlan,
    /// What it becomes, once that is chosen.
    pub output: Option<PathBuf>,
    /// Whether its saving has begun. Written when its `.part` is there, so if that is gone, it has become the output.
    #[serde(default)]
    pub saving: bool,
    /// The takes of the first sources, in their order; the last of them may be unfinished.
    pub takes: Takes,
    /// How far it is.
    pub state: EntryProgress,
}

fn write_shared<S: Serializer>(sources: &Arc<Vec<PathBuf>>, to: S) -> Result<S::Ok, S::Error> {
    sources.as_slice().serialize(to)
}

fn read_shared<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Vec<PathBuf>>, D::Error> {
    Vec::deserialize(from).map(Arc::new)
}

impl QueueEntry {
    fn leave_out(&mut self, at: usize) {
        let source = Arc::make_mut(&mut self.sources).remove(at);
        self.left_out.push(source);
    }
}

/// How far an entry is. One that is at work counts as waiting: that is what it is for the next process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum EntryProgress {
    Waiting,
    Done,
    Failed(SavedFailure),
}

/// What a [`BatchOrder`] says of each of its files.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct FilePlan {
    /// The name of the account.
    pub account: String,
    pub folder: PathBuf,
    pub template: String,
    pub join: Option<PathBuf>,
    pub order: SaveOrder,
    /// The name of the encoding of its files, where one was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    #[serde(flatten)]
    pub settings: JobSettings,
}

impl FilePlan {
    pub fn of(order: &BatchOrder) -> FilePlan {
        let BatchOrder { folder, template, order, join, encoding, job, .. } = order;
        // The next process may be started elsewhere.
        let fixed = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        FilePlan {
            account: job.account.name().to_owned(),
            folder: fixed(folder),
            template: template.clone(),
            join: join.as_ref().map(fixed),
            order: order.clone(),
            encoding: encoding.map(|encoding| encoding.name().to_owned()),
            settings: job.settings.clone(),
        }
    }

    /// A job for one of the files. It only receives; what is saved is saved when all of it is there.
    pub fn job(&self, id: JobId, account: Account, text: String, markdown: bool) -> Job {
        // What was received is needed until its file is there.
        let settings = JobSettings { keep: true, ..self.settings.clone() };
        Job { text, markdown, ..Job::new(id, account, settings) }
    }
}

/// A failure in both languages, so that it can be shown after a restart in either.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SavedFailure {
    exit_code: u8,
    what: [String; 2],
    why: [String; 2],
    todo: [String; 2],
    code: Option<i64>,
    logid: Option<String>,
}

impl From<&Failure> for SavedFailure {
    fn from(failure: &Failure) -> SavedFailure {
        let both = |said: &Said| [Lang::Zh, Lang::En].map(|lang| said.get(lang));
        SavedFailure {
            exit_code: failure.class.exit_code(),
            what: both(&failure.what),
            why: both(&failure.why),
            todo: both(&failure.todo),
            code: failure.code,
            logid: failure.logid.clone(),
        }
    }
}

impl From<&SavedFailure> for Failure {
    fn from(trouble: &SavedFailure) -> Failure {
        const EITHER: Phrase = Phrase::new("{zh}", "{en}");
        let said = |[zh, en]: &[String; 2]| EITHER.with("zh", zh).with("en", en);
        const CLASSES: [Class; 7] =
            [Class::Usage, Class::Token, Class::Service, Class::Text, Class::Quota, Class::Device, Class::Interrupted];
        let class = CLASSES.into_iter().find(|class| class.exit_code() == trouble.exit_code).unwrap_or(Class::Files);
        let mut failure = Failure::new(class, said(&trouble.what), said(&trouble.why), said(&trouble.todo));
        (failure.code, failure.logid) = (trouble.code, trouble.logid.clone());
        failure
    }
}
