//! The queue of files on disk, so that it goes on after a restart: a journal of JSON lines, to which only what has changed
//! is written, and a lock so that one process works on it.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::PathBuf;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tracing::debug;

use crate::store::atomic::Privacy;
use crate::store::lock::FileLock;
use crate::store::owned::Unusable;
use crate::store::{FileAct, Home, StoreError, atomic, owned};

/// The format of the journal; a larger number was written by a later version of this program.
const VERSION: u32 = 1;

/// The most bytes that are read of a file: ten thousand entries have five million.
const LARGEST: u64 = 512 << 20;

/// The place of the queue. What a line says, its user knows.
#[derive(Debug)]
pub struct QueueFile {
    /// The journal.
    path: PathBuf,
    /// What versions before the journal wrote: one object, written anew for each change.
    old: PathBuf,
    /// Taken while this process works on it.
    lock: Option<FileLock>,
    /// The journal, once this process has begun it.
    journal: Option<File>,
}

/// What is on disk.
#[derive(Debug)]
pub enum Kept<L, O> {
    /// Nothing.
    Nothing,
    /// The lines of the journal.
    Lines(Vec<L>),
    /// What an earlier version wrote.
    Old(O),
}

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    queue: u32,
}

impl QueueFile {
    /// The queue of `home`. Reads and makes nothing yet.
    pub fn new(home: &Home) -> QueueFile {
        let old = home.queue.clone();
        QueueFile { path: old.with_extension("jsonl"), old, lock: None, journal: None }
    }

    /// What was written last. A torn last line is that of a process that was killed, and is not looked at. Changes nothing.
    ///
    /// # Errors
    /// [`StoreError::File`], [`StoreError::Damaged`], or [`StoreError::Newer`] for what a later version wrote.
    pub fn read<L: DeserializeOwned, O: DeserializeOwned>(&self) -> Result<Kept<L, O>, StoreError> {
        if let Some(bytes) = owned::read(&self.path, LARGEST)? {
            return self.lines(&bytes).map(Kept::Lines);
        }
        let Some(bytes) = owned::read(&self.old, LARGEST)? else { return Ok(Kept::Nothing) };
        let path = self.old.clone();
        match owned::object(&bytes, 0) {
            Err(Unusable::Newer(version)) => Err(StoreError::Newer { path, version }),
            Err(Unusable::Broken(_)) => Err(StoreError::Damaged { path }),
            Ok(fields) => match serde_json::from_value(fields.into()) {
                Ok(old) => Ok(Kept::Old(old)),
                Err(_) => Err(StoreError::Damaged { path }),
            },
        }
    }

    fn lines<L: DeserializeOwned>(&self, bytes: &[u8]) -> Result<Vec<L>, StoreError> {
        let damaged = || StoreError::Damaged { path: self.path.clone() };
        let whole = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        let mut lines = bytes[..whole].split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
        let head: Head = lines.next().and_then(|line| serde_json::from_slice(line).ok()).ok_or_else(damaged)?;
        if head.queue > VERSION {
            return Err(StoreError::Newer { path: self.path.clone(), version: head.queue });
        }
        lines.map(|line| serde_json::from_slice(line).map_err(|_| damaged())).collect()
    }

    /// Puts what cannot be read out of the way, under another name; returns that.
    ///
    /// # Errors
    /// [`StoreError::File`] where it cannot be renamed.
    pub fn set_aside(&self) -> Result<PathBuf, StoreError> {
        atomic::set_aside(if self.path.symlink_metadata().is_ok() { &self.path } else { &self.old })
    }

    /// Begins the journal anew with all that there is.
    ///
    /// # Errors
    /// [`StoreError::File`]; what was written before is then untouched.
    pub fn begin(&mut self, lines: &[impl Serialize]) -> Result<(), StoreError> {
        self.journal = None;
        let mut bytes = self.json(&[Head { queue: VERSION }])?;
        bytes.extend(self.json(lines)?);
        // It names the user's files.
        atomic::write(&self.path, &bytes, Privacy::Private)?;
        debug!(lines = lines.len(), bytes = bytes.len(), "queue written");
        // The journal is looked at first, so that nothing is lost between these two.
        fs::remove_file(&self.old).ok();
        let opened = File::options().append(true).open(&self.path);
        self.journal = Some(opened.map_err(StoreError::file(FileAct::Write, &self.path))?);
        Ok(())
    }

    /// Whether this process has begun the journal, so that lines can be added.
    pub fn is_begun(&self) -> bool {
        self.journal.is_some()
    }

    /// Adds lines to the journal that was begun.
    ///
    /// # Errors
    /// [`StoreError::File`]; the journal is then to be begun anew, because half a line may be in it.
    pub fn append(&mut self, lines: &[impl Serialize]) -> Result<(), StoreError> {
        let bytes = self.json(lines)?;
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        let mut journal =
            self.journal.take().ok_or_else(missing).map_err(StoreError::file(FileAct::Write, &self.path))?;
        debug!(lines = lines.len(), bytes = bytes.len(), "queue appended");
        let written = journal.write_all(&bytes).and_then(|()| journal.sync_data());
        written.map_err(StoreError::file(FileAct::Write, &self.path))?;
        self.journal = Some(journal);
        Ok(())
    }

    fn json(&self, lines: &[impl Serialize]) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::new();
        for line in lines {
            let refused = |error| StoreError::file(FileAct::Write, &self.path)(io::Error::other(error));
            serde_json::to_writer(&mut bytes, line).map_err(refused)?;
            bytes.push(b'\n');
        }
        Ok(bytes)
    }

    /// Keeps other processes from working on it; tells whether it was free until now, so that what is on disk is news.
    ///
    /// # Errors
    /// [`StoreError::QueueInUse`], or [`StoreError::File`] where no lock can be made.
    pub fn claim(&mut self) -> Result<bool, StoreError> {
        if self.lock.is_some() {
            return Ok(false);
        }
        let path = self.old.with_extension("lock");
        if let Some(folder) = path.parent() {
            atomic::make_folder(folder, Privacy::Private).map_err(StoreError::file(FileAct::Write, &path))?;
        }
        self.lock = Some(FileLock::take(&path)?.ok_or(StoreError::QueueInUse)?);
        Ok(true)
    }

    /// Whether this process works on it.
    pub fn is_claimed(&self) -> bool {
        self.lock.is_some()
    }

    /// Lets others work on it.
    pub fn release(&mut self) {
        self.lock = None;
        self.journal = None;
    }
}
