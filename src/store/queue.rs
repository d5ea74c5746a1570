//! The queue of files on disk, so that it goes on after a restart: one JSON file, and a lock so that one process works on it.

use std::fs;
use std::io;
use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::atomic::{self, Privacy};
use super::lock::Lock;
use super::{FileAct, Home, StoreError};

/// The place of the queue. What an entry is, its user knows.
#[derive(Debug)]
pub struct Queue {
    path: PathBuf,
    /// Taken while this process works on it.
    lock: Option<Lock>,
}

impl Queue {
    /// The queue of `home`. Reads and makes nothing yet.
    pub fn new(home: &Home) -> Queue {
        Queue { path: home.queue.clone(), lock: None }
    }

    /// What was written last; nothing if nothing was. A file that makes no sense is set aside, so that the next
    /// [`write`](Self::write) destroys nothing.
    ///
    /// # Errors
    /// [`StoreError::File`], or [`StoreError::Damaged`] with the file's new name.
    pub fn read<T: DeserializeOwned>(&self) -> Result<Option<T>, StoreError> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(StoreError::file(FileAct::Read, &self.path)(source)),
        };
        match serde_json::from_slice(&bytes) {
            Ok(queue) => Ok(Some(queue)),
            Err(_) => Err(StoreError::Damaged { path: atomic::set_aside(&self.path)? }),
        }
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// [`StoreError::File`]; what was written before is then untouched.
    pub fn write(&self, queue: &impl Serialize) -> Result<(), StoreError> {
        let refused = |error| StoreError::file(FileAct::Write, &self.path)(io::Error::other(error));
        let json = serde_json::to_vec_pretty(queue).map_err(refused)?;
        // It names the user's files.
        atomic::write(&self.path, &json, Privacy::Private)
    }

    /// Keeps other processes from working on it; tells whether it was free until now, so that what is on disk is news.
    ///
    /// # Errors
    /// [`StoreError::QueueInUse`], or [`StoreError::File`] where no lock can be made.
    pub fn claim(&mut self) -> Result<bool, StoreError> {
        if self.lock.is_some() {
            return Ok(false);
        }
        let path = self.path.with_extension("lock");
        if let Some(folder) = path.parent() {
            atomic::make_folder(folder, Privacy::Private).map_err(StoreError::file(FileAct::Write, &path))?;
        }
        self.lock = Some(Lock::take(&path)?.ok_or(StoreError::QueueInUse)?);
        Ok(true)
    }

    /// Whether this process works on it.
    pub fn is_claimed(&self) -> bool {
        self.lock.is_some()
    }

    /// Lets others work on it.
    pub fn release(&mut self) {
        self.lock = None;
    }
}
