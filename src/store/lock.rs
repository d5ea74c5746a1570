//! A file that only one holds at a time, here and in every other process.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;

use crate::store::{FileAct, StoreError, atomic};

/// Keeps others away until it is dropped. The system lets go of it if the process dies.
#[derive(Debug)]
pub(super) struct FileLock(File);

impl FileLock {
    /// Takes the lock on the file at `path`, which is made if there is none; nothing if somebody has it.
    ///
    /// # Errors
    /// [`StoreError::File`] where the file cannot be made or locked.
    pub fn take(path: &Path) -> Result<Option<FileLock>, StoreError> {
        let refused = |source| StoreError::file(FileAct::Write, path)(source);
        let file = atomic::private_file().create(true).truncate(false).write(true).open(path).map_err(refused)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(FileLock(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            // Some network file systems know no locks; that is no reason not to write there.
            Err(TryLockError::Error(source)) if source.kind() == ErrorKind::Unsupported => Ok(Some(FileLock(file))),
            Err(TryLockError::Error(source)) => Err(refused(source)),
        }
    }
}

impl Drop for FileLock {
    /// By word, not by closing: a program that is just being started may have a copy of the file, and with it the lock.
    fn drop(&mut self) {
        self.0.unlock().ok();
    }
}
