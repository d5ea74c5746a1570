//! One writer at a time, here and in every other process.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::audio::take::{TakeError, file};

/// Keeps other writers away from a take until it is dropped. The system drops it with the process.
pub(super) struct TakeLock(File);

impl TakeLock {
    /// Takes the lock of the take in `dir`. It is on a file of its own, because on Windows a lock also keeps readers out.
    pub fn take(dir: &Path) -> Result<TakeLock, TakeError> {
        let _turn = turn();
        let path = path(dir);
        file::is_one(&path).map_err(TakeError::io(&path))?;
        let file = file::options().create(true).append(true).open(&path).map_err(TakeError::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(TakeLock(file)),
            Err(TryLockError::WouldBlock) => Err(TakeError::InUse(dir.into())),
            // Some network file systems know no locks; that is no reason not to write there.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(TakeLock(file)),
            Err(TryLockError::Error(error)) => Err(TakeError::io(path)(error)),
        }
    }
}

impl Drop for TakeLock {
    /// By word: closing the file is not enough, because a program that is being started at this very moment has a copy of it,
    /// and with it the lock.
    fn drop(&mut self) {
        self.0.unlock().ok();
    }
}

/// Whether a writer has the take in `dir` open, in this process or in another one that lives.
pub fn in_use(dir: &Path) -> bool {
    // To look is to try: a writer of this process that comes just then must not find the lock taken by the looking.
    let _turn = turn();
    let path = path(dir);
    let Ok(file) = file::open(&path) else { return false };
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => true,
        // Where there are no locks, nobody can know.
        Err(TryLockError::Error(_)) => false,
        Ok(()) => {
            file.unlock().ok();
            false
        }
    }
}

fn path(dir: &Path) -> PathBuf {
    dir.join("lock")
}

/// One at a time takes a lock or looks at one.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}
