//! What can be seen of a take without opening it.

use super::TakeError;
use super::journal::{self, Header, Line, VERSION};
use std::fs::{File, TryLockError};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Reads what a take is of, and nothing behind it: the first line of its journal.
///
/// # Errors
/// There is no take, its header is damaged, or it was written by a later version.
pub fn header(dir: &Path) -> Result<Header, TakeError> {
    let path = journal::path(dir);
    let damaged = |what: String| TakeError::Damaged { path: path.clone(), what };
    let file = File::open(&path).map_err(TakeError::io(&path))?;
    let mut line = Vec::new();
    BufReader::new(file).read_until(b'\n', &mut line).map_err(TakeError::io(&path))?;
    if line.last() != Some(&b'\n') {
        return Err(TakeError::NotATake(dir.into()));
    }
    match serde_json::from_slice(&line) {
        Ok(Line::Take { version, .. }) if version > VERSION => Err(TakeError::Newer { path, version }),
        Ok(Line::Take { header, .. }) => Ok(*header),
        Ok(_) => Err(damaged("its first line is no header".into())),
        Err(error) => Err(damaged(format!("its header: {error}"))),
    }
}

/// Whether a writer has the take in `dir` open, in this process or in another one that lives.
pub fn in_use(dir: &Path) -> bool {
    // To look is to try: a writer of this process that comes just then must not find the lock taken by the looking.
    let _turn = turn();
    let path = dir.join("lock");
    // To open a pipe would wait for its other end.
    if !path.is_file() {
        return false;
    }
    let Ok(file) = File::open(path) else { return false };
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

/// One at a time takes a lock or looks at one.
pub(super) fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}
