//! Which take has which sentence: an index by content, so that a sentence that was spoken once is not requested again.
//!
//! It only says where to look. What a take holds is asked of the take itself, so a line that is wrong, old or lost costs a
//! request at most, never a wrong sound. For the same reason it lives in the cache: it can be made anew from the library.
//!
//! There are 256 files, by the first byte of the key, so that a text of ten sentences reads ten of them whatever the
//! library holds. Each line is `{"k":"<key, 32 hex digits>","t":"<id of a take>"}`. One more file, `takes`, names the takes
//! that were looked into. Files are only appended to; a line that cannot be read is nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::store::atomic::Privacy;
use crate::store::keys::Key;
use crate::store::{FileAct, Home, Library, StoreError, atomic, owned};

/// The most bytes that are read of one of its files.
const LARGEST: u64 = 256 << 20;

/// So many takes that are gone make it worth to write the index anew, if they are more than those that are there.
const MANY_GONE: usize = 200;

/// A line of the index.
#[derive(Serialize, Deserialize)]
struct IndexLine<'a> {
    k: &'a str,
    t: &'a str,
}

/// The index of one library. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SentenceIndex {
    dir: PathBuf,
    takes: PathBuf,
}

impl SentenceIndex {
    /// The index of `home`. Reads and makes nothing yet.
    pub fn new(home: &Home) -> SentenceIndex {
        SentenceIndex { dir: home.cache.join("pieces"), takes: home.library.clone() }
    }

    /// The takes that have, or had, a sentence of each key, the newest first. Reads one file for each first byte among
    /// `keys`. Takes of which nothing is known are not named; an index that is not there knows nothing.
    ///
    /// # Errors
    /// [`StoreError::File`] where a file is there but cannot be read.
    pub fn find(&self, keys: &[Key]) -> Result<HashMap<Key, Vec<String>>, StoreError> {
        let mut found: HashMap<Key, BTreeSet<String>> = HashMap::new();
        for (shard, keys) in by_shard(keys) {
            for (key, take) in known(&self.read(&shard_name(shard))?, keys.into_iter()) {
                found.entry(key).or_default().insert(take.to_owned());
            }
        }
        // The name of a take is the time at which it was begun.
        Ok(found.into_iter().map(|(key, takes)| (key, takes.into_iter().rev().collect())).collect())
    }

    /// Notes that a take has these sentences. What is known already is not written again.
    ///
    /// # Errors
    /// [`StoreError::File`] where a file cannot be written.
    pub fn add(&self, take: &str, keys: &[Key]) -> Result<(), StoreError> {
        for (shard, mut keys) in by_shard(keys) {
            let there = self.read(&shard_name(shard))?;
            for (key, _) in known(&there, keys.clone().into_iter()).iter().filter(|(_, known)| *known == take) {
                keys.remove(key);
            }
            let line =
                |key: &Key| serde_json::to_string(&IndexLine { k: &key.hex(), t: take }).unwrap_or_default() + "\n";
            self.append(&shard_name(shard), &there, keys.iter().map(line).collect::<String>())?;
        }
        Ok(())
    }

    /// Looks into a take of the library: notes what sentences it has, and that nobody need look again before it grows.
    ///
    /// # Errors
    /// As [`SentenceIndex::add`].
    pub fn learn(&self, take: &str, keys: impl FnOnce() -> Vec<Key>) -> Result<(), StoreError> {
        // Before its sentences are read: what comes meanwhile is looked for again.
        let length = self.journal(take);
        self.add(take, &keys())?;
        let looked = self.read("takes")?;
        match names(&looked).get(take) == Some(&length) {
            true => Ok(()),
            false => self.append("takes", &looked, format!("{take} {length}\n")),
        }
    }

    /// Looks into the takes of the library that were never looked into, or have grown since: those of an earlier version, of
    /// another process, or of one that was killed. `keys` says what a take holds. Takes its time; one that is interrupted is gone on with the
    /// next time.
    ///
    /// # Errors
    /// [`StoreError::File`] where the library cannot be read or the index not be written.
    pub fn catch_up(&self, library: &Library, keys: impl Fn(&str) -> Vec<Key>) -> Result<(), StoreError> {
        let there = self.library_ids(library)?;
        let known = self.read("takes")?;
        let known = names(&known);
        let gone = known.keys().filter(|name| !there.contains(**name)).count();
        if gone > MANY_GONE.max(there.len()) {
            return self.rebuild(library, keys);
        }
        // The newest first: they are requested most.
        for id in there.iter().rev().filter(|id| known.get(id.as_str()) != Some(&self.journal(id))) {
            self.learn(id, || keys(id))?;
        }
        Ok(())
    }

    /// Makes the index anew from the library.
    ///
    /// # Errors
    /// As [`SentenceIndex::catch_up`].
    pub fn rebuild(&self, library: &Library, keys: impl Fn(&str) -> Vec<Key>) -> Result<(), StoreError> {
        match fs::remove_dir_all(&self.dir) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(StoreError::file(FileAct::Delete, &self.dir)(error));
            }
            _ => {}
        }
        for id in self.library_ids(library)?.iter().rev() {
            self.learn(id, || keys(id))?;
        }
        Ok(())
    }

    /// How long the journal of a take is, in bytes: all that can be known of its sentences stands there.
    fn journal(&self, take: &str) -> u64 {
        self.takes.join(take).join("take.jsonl").metadata().map_or(0, |file| file.len())
    }

    fn library_ids(&self, library: &Library) -> Result<BTreeSet<String>, StoreError> {
        let entries = match fs::read_dir(&self.takes) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
            Err(error) => return Err(StoreError::file(FileAct::Read, &self.takes)(error)),
        };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        Ok(names.filter(|name| library.dir(name).is_ok()).collect())
    }

    fn read(&self, name: &str) -> Result<String, StoreError> {
        let path = self.dir.join(name);
        let bytes = match owned::read(&path, LARGEST) {
            Err(StoreError::Damaged { path }) => atomic::set_aside(&path).map(|_| None),
            read => read,
        }?;
        let bytes = bytes.unwrap_or_default();
        // What is no text is a damaged line, and costs no other.
        Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }

    /// Appends whole lines, in one piece because another process may do the same.
    fn append(&self, name: &str, there: &str, mut lines: String) -> Result<(), StoreError> {
        if lines.is_empty() {
            return Ok(());
        }
        if !there.is_empty() && !there.ends_with('\n') {
            // Half a line of a killed process must not take the next one with it.
            lines.insert(0, '\n');
        }
        let path = self.dir.join(name);
        let write = || {
            atomic::make_folder(&self.dir, Privacy::Private)?;
            atomic::private_file().append(true).create(true).open(&path)?.write_all(lines.as_bytes())
        };
        write().map_err(StoreError::file(FileAct::Write, &path))
    }
}

fn by_shard(keys: &[Key]) -> BTreeMap<u8, BTreeSet<Key>> {
    let mut shards: BTreeMap<u8, BTreeSet<Key>> = BTreeMap::new();
    for key in keys {
        shards.entry(key.shard()).or_default().insert(*key);
    }
    shards
}

fn shard_name(shard: u8) -> String {
    format!("{shard:02x}.jsonl")
}

/// The takes that a shard names for the keys that are wanted.
fn known<'a>(shard: &'a str, wanted: impl Iterator<Item = Key>) -> Vec<(Key, &'a str)> {
    let wanted: BTreeMap<String, Key> = wanted.map(|key| (key.hex(), key)).collect();
    let line = |line: &'a str| {
        // Nearly all lines are of other sentences: they are told by their digits, without reading them as JSON.
        let key = *wanted.get(line.strip_prefix(r#"{"k":""#)?.get(..32)?)?;
        let line: IndexLine<'a> = serde_json::from_str(line).ok()?;
        Some((key, line.t))
    };
    shard.lines().filter_map(line).collect()
}

/// The takes in the file of those that were looked into, each with the length that its journal had the last time.
fn names(file: &str) -> HashMap<&str, u64> {
    // An earlier version wrote no lengths; what it looked into is looked into once more.
    file.lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(name, at)| Some((name, at.parse().ok()?)))
        .collect()
}
