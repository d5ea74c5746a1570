//! In which order the takes of a library were made: their ids, one a line, the last one last. Their names and dates are the
//! clock's, and a clock may be set back.

use std::collections::HashMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::store::library::info::TakeInfo;
use crate::store::log::missed;
use crate::store::{atomic, owned};

/// The most bytes that are read: more than two million takes.
const LARGEST: u64 = 64 << 20;

/// The file of a library stands beside it: in it there is nothing but takes.
fn path(library: &Path) -> PathBuf {
    library.with_file_name("made")
}

/// A take was made just now. Where that cannot be written the clock has to do.
pub(super) fn add(library: &Path, id: &str) {
    let file = atomic::private_file().append(true).create(true).open(path(library));
    // One write, so that two processes do not mix their lines.
    missed("order of takes", file.and_then(|mut file| file.write_all(format!("{id}\n").as_bytes())));
}

/// The file, which is made where there is none yet.
pub(super) fn noted(library: &Path) -> Option<PathBuf> {
    let path = path(library);
    missed("order of takes", atomic::private_file().append(true).create(true).open(&path))?;
    Some(path)
}

/// Touches the file, so that who watches it learns that a take has ended: that shows nowhere else.
pub(super) fn tell(library: &Path) {
    let file = atomic::private_file().append(true).create(true).open(path(library));
    missed("news of a take", file.and_then(|file| file.set_modified(SystemTime::now())));
}

/// The one of these takes that was made last. Those of which it is not known were made before all others, as far as it is
/// known of any; among themselves they stand as they came.
pub(super) fn last(library: &Path, takes: &[Arc<TakeInfo>]) -> Option<Arc<TakeInfo>> {
    let ids = owned::read(&path(library), LARGEST).ok().flatten().unwrap_or_default();
    let ids = String::from_utf8_lossy(&ids);
    let known: HashMap<&str, &Arc<TakeInfo>> = takes.iter().map(|take| (take.id.as_str(), take)).collect();
    ids.lines().rev().find_map(|id| known.get(id).copied()).or(takes.first()).cloned()
}
