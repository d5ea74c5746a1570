//! The catalogue: what was read of each take, so that a take is opened again only when its files have changed.
//!
//! It is a cache. One file of JSON lines, rebuilt where it is missing, damaged or of another version; it can be deleted at
//! any time.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::audio::take;
use crate::store::atomic::Privacy;
use crate::store::library::about::About;
use crate::store::library::info;
use crate::store::library::info::{Described, TakeInfo, TakeState};
use crate::store::log::missed;
use crate::store::{atomic, owned};

/// Raised whenever what is kept, or how it is read from a take, becomes another.
const VERSION: u32 = 3;

/// The most bytes that are read of the file.
const LARGEST: u64 = 512 << 20;

/// The file is written when one in so many takes has changed: to read a few again costs less than to write all.
const WORTH_WRITING: usize = 256;

/// Times of files are coarse, up to 2 s on some file systems: what was read so soon after a change may be older than a
/// later change with the same time.
const SETTLED: u64 = 2_000_000_000;

/// What shows that the files of a take are as they were. Names come and go in its folder (audio, `about.json`), which
/// changes the folder's time; the journal grows; `about.json` may be edited in its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    folder: u64,
    /// Length and time.
    journal: (u64, u64),
    /// Length and time, where there is one.
    about: Option<(u64, u64)>,
}

impl Stamp {
    /// `before` spares a look: without a change of the folder no file has come.
    fn of(dir: &Path, before: Option<&Stamp>) -> Stamp {
        let length_and_time = |file: Metadata| (file.len(), nanoseconds(file.modified().ok()));
        let folder = fs::metadata(dir).ok().and_then(|folder| folder.modified().ok());
        let folder = nanoseconds(folder);
        let journal = fs::metadata(dir.join("take.jsonl")).map(length_and_time).unwrap_or_default();
        let still_none = before.is_some_and(|before| before.folder == folder && before.about.is_none());
        let about = if still_none { None } else { fs::metadata(About::path(dir)).ok().map(length_and_time) };
        Stamp { folder, journal, about }
    }

    fn latest(&self) -> u64 {
        self.folder.max(self.journal.1).max(self.about.map_or(0, |(_, time)| time))
    }
}

fn nanoseconds(time: Option<SystemTime>) -> u64 {
    let since = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}

/// What is known of one take.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct CatalogueEntry {
    stamp: Stamp,
    /// When it was read, in the same measure.
    read: u64,
    open_ended: bool,
    #[serde(with = "shared")]
    take: Arc<TakeInfo>,
}

impl CatalogueEntry {
    /// Reads a take; `None` where there is none.
    fn read(id: &str, dir: &Path, stamp: Stamp) -> Option<CatalogueEntry> {
        let read = nanoseconds(Some(SystemTime::now()));
        let Described { info, open_ended } = info::describe(id, dir)?;
        Some(CatalogueEntry { stamp, read, open_ended, take: Arc::new(info) })
    }

    /// Whether it still says what the files do.
    fn holds(&self, stamp: &Stamp) -> bool {
        // Audio of a take that is being written comes without a change of the stamp.
        let being_written = self.take.state == TakeState::Writing || self.open_ended && take::in_use(&self.take.dir);
        self.stamp == *stamp && stamp.latest().saturating_add(SETTLED) < self.read && !being_written
    }
}

/// The first line of the file.
#[derive(Serialize, Deserialize)]
struct CatalogueHead {
    catalogue: u32,
}

/// Everything that is known of a library.
#[derive(Debug)]
pub(super) struct Catalogue {
    file: PathBuf,
    /// Nothing before the file was looked for.
    entries: Option<HashMap<String, CatalogueEntry>>,
    /// Entries that the file does not have as they are here.
    changed: usize,
}

impl Catalogue {
    /// The catalogue in this file; reads nothing yet.
    pub fn new(file: PathBuf) -> Catalogue {
        Catalogue { file, entries: None, changed: 0 }
    }

    /// What is known of the takes with these ids in `library`. Reads those that have changed, and forgets all others.
    pub fn look(&mut self, library: &Path, ids: Vec<String>) -> Vec<Arc<TakeInfo>> {
        let mut known = self.entries.take().unwrap_or_else(|| load(&self.file, library));
        let mut entries = HashMap::with_capacity(ids.len());
        let mut takes = Vec::with_capacity(ids.len());
        for id in ids {
            let before = known.remove(&id);
            let dir = library.join(&id);
            let stamp = Stamp::of(&dir, before.as_ref().map(|entry| &entry.stamp));
            let entry = before.filter(|entry| entry.holds(&stamp)).or_else(|| {
                let read = CatalogueEntry::read(&id, &dir, stamp);
                self.changed += usize::from(read.is_some());
                read
            });
            let Some(entry) = entry else { continue };
            takes.push(entry.take.clone());
            entries.insert(id, entry);
        }
        self.changed += known.len();
        self.entries = Some(entries);
        takes
    }

    /// The bytes of the file and where it goes, if it is worth writing; then it counts as written.
    pub fn due(&mut self) -> Option<(PathBuf, Vec<u8>)> {
        let entries = self.entries.as_ref()?;
        if self.changed == 0 || self.changed * WORTH_WRITING < entries.len() {
            return None;
        }
        self.changed = 0;
        let mut bytes = line(&CatalogueHead { catalogue: VERSION });
        for entry in entries.values().filter(|entry| entry.take.state != TakeState::Writing) {
            bytes.extend(line(entry));
        }
        Some((self.file.clone(), bytes))
    }
}

/// Strings and numbers only: nothing here can fail to be written as JSON.
fn line(value: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).unwrap_or_default();
    line.push(b'\n');
    line
}

/// Writes the file. That it cannot be written, on a read-only disk for one, is no trouble: all is read again next time.
pub(super) fn write((file, bytes): (PathBuf, Vec<u8>)) {
    missed("catalogue", atomic::write(&file, &bytes, Privacy::Private));
}

/// Reads the file; a line that makes no sense is a take that will be read again.
fn load(file: &Path, library: &Path) -> HashMap<String, CatalogueEntry> {
    let bytes = owned::read(file, LARGEST).ok().flatten().unwrap_or_default();
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let head = lines.next().and_then(|head| serde_json::from_slice::<CatalogueHead>(head).ok());
    if head.is_none_or(|head| head.catalogue != VERSION) {
        return HashMap::new();
    }
    let entries = lines.filter_map(|line| serde_json::from_slice::<CatalogueEntry>(line).ok());
    let placed = |mut entry: CatalogueEntry| {
        // The path is not kept: the library may have moved.
        Arc::make_mut(&mut entry.take).dir = library.join(&entry.take.id);
        (entry.take.id.clone(), entry)
    };
    entries.map(placed).collect()
}

/// An `Arc` in JSON is what it holds.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use super::TakeInfo;

    pub fn serialize<S: Serializer>(take: &Arc<TakeInfo>, serializer: S) -> Result<S::Ok, S::Error> {
        take.as_ref().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<TakeInfo>, D::Error> {
        TakeInfo::deserialize(deserializer).map(Arc::new)
    }
}
