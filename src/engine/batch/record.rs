//! What the queue keeps on disk: enough for another process to go on. Never a token: an account is only named.

use std::collections::HashSet;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::BatchOrder;
use crate::engine::job::{Account, Job, JobId, Pace, SaveOrder};
use crate::protocol::OutputAudio;
use crate::words::{Class, Failure, Lang, Phrase, Said};

/// All of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Record {
    /// The number of the next entry.
    pub next: u64,
    /// In the order of their doing.
    pub entries: Vec<Entry>,
}

impl Record {
    /// Without what makes no sense, in whatever way it came into the file: an entry of no text would never end, and two of
    /// one number would be taken for each other.
    pub fn sound(mut self) -> Record {
        let mut numbers = HashSet::new();
        self.entries.retain(|entry| !entry.sources.is_empty() && entry.id < u64::MAX && numbers.insert(entry.id));
        self.entries.iter_mut().for_each(|entry| entry.takes.truncate(entry.sources.len()));
        self.next = self.entries.iter().map(|entry| entry.id + 1).fold(self.next, u64::max);
        self
    }
}

/// One output to come.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Names it.
    pub id: u64,
    /// The text files.
    pub sources: Vec<PathBuf>,
    /// Files that were to be among them and have nothing to speak.
    #[serde(default)]
    pub left_out: Vec<PathBuf>,
    /// How all of them are spoken and saved.
    pub plan: Plan,
    /// What it becomes, once that is chosen.
    pub output: Option<PathBuf>,
    /// Whether its saving has begun. Written when its `.part` is there, so if that is gone, it has become the output.
    #[serde(default)]
    pub saving: bool,
    /// The takes of the first sources, in their order; the last of them may be unfinished.
    pub takes: Vec<String>,
    /// How far it is.
    pub state: Progress,
}

/// How far an entry is. One that is at work counts as waiting: that is what it is for the next process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Progress {
    Waiting,
    Done,
    Failed(Trouble),
}

/// What a [`BatchOrder`] says of each of its files.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Plan {
    /// The name of the account.
    pub account: String,
    pub folder: PathBuf,
    pub template: String,
    pub join: Option<PathBuf>,
    pub order: SaveOrder,
    pub voice_name: String,
    pub output: OutputAudio,
    pub reuse: bool,
    pub keep: bool,
    pub limit_bytes: usize,
    pub sessions: usize,
    pub max_requests: Option<usize>,
}

impl Plan {
    pub fn of(order: &BatchOrder) -> Plan {
        let BatchOrder { folder, template, order, join, job, .. } = order;
        // The next process may be started elsewhere.
        let fixed = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        Plan {
            account: job.account.name().to_owned(),
            folder: fixed(folder),
            template: template.clone(),
            join: join.as_ref().map(fixed),
            order: order.clone(),
            voice_name: job.voice_name.clone(),
            output: job.output.clone(),
            reuse: job.reuse,
            keep: job.keep,
            limit_bytes: job.limit_bytes,
            sessions: job.sessions,
            max_requests: job.max_requests,
        }
    }

    /// A job for one of the files. It only receives; what is saved is saved when all of it is there.
    pub fn job(&self, id: JobId, account: Account, text: String, markdown: bool) -> Job {
        Job {
            id,
            text,
            markdown,
            account,
            voice_name: self.voice_name.clone(),
            output: self.output.clone(),
            play: false,
            must_be_heard: false,
            pace: Pace::FullSpeed,
            save: None,
            auto_save: None,
            reuse: self.reuse,
            joins: self.order.joins,
            // What was received is needed until its file is there.
            keep: true,
            limit_bytes: self.limit_bytes,
            sessions: self.sessions,
            max_requests: self.max_requests,
        }
    }
}

/// A failure in both languages, so that it can be shown after a restart in either.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Trouble {
    exit_code: u8,
    what: [String; 2],
    why: [String; 2],
    todo: [String; 2],
    code: Option<i64>,
    logid: Option<String>,
}

impl From<&Failure> for Trouble {
    fn from(failure: &Failure) -> Trouble {
        let both = |said: &Said| [Lang::Zh, Lang::En].map(|lang| said.get(lang));
        Trouble {
            exit_code: failure.class.exit_code(),
            what: both(&failure.what),
            why: both(&failure.why),
            todo: both(&failure.todo),
            code: failure.code,
            logid: failure.logid.clone(),
        }
    }
}

impl From<&Trouble> for Failure {
    fn from(trouble: &Trouble) -> Failure {
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
