//! The takes that are kept, one folder each.

use std::cmp::Reverse;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::atomic::{self, Privacy};
use super::{FileAct, Home, StoreError};
use crate::audio::Take;

/// How many characters of a text the list shows.
const FIRST_WORDS: usize = 80;

/// How far a take came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakeState {
    /// Every segment has completed with audio.
    Complete,
    /// Something is missing; what is there can be heard and saved.
    Unfinished,
    /// It cannot be read, or only in part; the reason is for the curious.
    Damaged(String),
}

/// A take as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeInfo {
    /// Name of its folder: the local time at which it was begun.
    pub id: String,
    /// Its folder.
    pub dir: PathBuf,
    /// The beginning of its text, on one line.
    pub first_words: String,
    /// The name of its voice.
    pub voice_name: String,
    /// When it was begun, RFC 3339; empty where damaged.
    pub created: String,
    /// Samples that can be played from the start without a gap.
    pub samples: u64,
    /// Hz; 0 where damaged.
    pub rate: u32,
    /// What the folder takes on disk, in bytes.
    pub bytes: u64,
    /// How far it came.
    pub state: TakeState,
}

/// The folder of takes.
#[derive(Clone, Debug)]
pub struct Library {
    dir: PathBuf,
}

impl Library {
    /// The library of `home`. Reads and makes nothing yet.
    pub fn new(home: &Home) -> Library {
        Library { dir: home.library.clone() }
    }

    /// Makes an empty folder for a new take: its id and path. The id is the local time, to the millisecond; two takes that
    /// begin in the same one are told apart by a number, and making the folder decides who was first, whatever process asks.
    ///
    /// # Errors
    /// [`StoreError::File`] where no folder can be made.
    pub fn new_take_dir(&self) -> Result<(String, PathBuf), StoreError> {
        atomic::make_folder(&self.dir, Privacy::Private).map_err(StoreError::file(FileAct::Write, &self.dir))?;
        let now = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S-%3f").to_string();
        let mut id = now.clone();
        let mut again = 1_u32;
        loop {
            let dir = self.dir.join(&id);
            match fs::create_dir(&dir) {
                Ok(()) => return Ok((id, dir)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    again += 1;
                    id = format!("{now}-{again:03}");
                }
                Err(source) => return Err(StoreError::file(FileAct::Write, &dir)(source)),
            }
        }
    }

    /// Every take, the newest first. A damaged take is in the list as such; what is no take of ours is not.
    ///
    /// # Errors
    /// [`StoreError::File`] where the folder is there but cannot be read.
    pub fn list(&self) -> Result<Vec<TakeInfo>, StoreError> {
        let refused = || StoreError::file(FileAct::Read, &self.dir);
        let entries = match fs::read_dir(&self.dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(refused()(source)),
        };
        let mut takes = Vec::new();
        for entry in entries {
            let entry = entry.map_err(refused())?;
            let Ok(id) = entry.file_name().into_string() else { continue };
            if is_id(&id) && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                takes.push(describe(id, &entry.path()));
            }
        }
        takes.sort_by_cached_key(|take| Reverse((begun(take), take.id.clone())));
        Ok(takes)
    }

    /// The folder of a take.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTake`] where the name is none that we have given: no path is made of what someone else wrote.
    pub fn dir(&self, id: &str) -> Result<PathBuf, StoreError> {
        if is_id(id) { Ok(self.dir.join(id)) } else { Err(StoreError::NoSuchTake { id: id.to_owned() }) }
    }

    /// Deletes a take with all its files.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTake`] where there is none, [`StoreError::File`] where the system refused; what is left stays in
    /// the list, so that it can be tried again.
    pub fn delete(&self, id: &str) -> Result<(), StoreError> {
        let missing = || StoreError::NoSuchTake { id: id.to_owned() };
        // Only a name that we have given is ever deleted: never a path, nor a folder that someone else put here.
        if !is_id(id) {
            return Err(missing());
        }
        let dir = self.dir.join(id);
        fs::remove_dir_all(&dir).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => missing(),
            _ => StoreError::file(FileAct::Delete, &dir)(source),
        })
    }
}

/// Whether a name has the shape that [`Library::new_take_dir`] gives: `20261122-141003-417`, perhaps with a number behind.
fn is_id(name: &str) -> bool {
    let mut parts = name.split('-');
    let mut digits = |wanted: Option<usize>| {
        let part = parts.next()?;
        let good =
            wanted.is_none_or(|n| part.len() == n) && part.len() >= 3 && part.bytes().all(|b| b.is_ascii_digit());
        Some(good)
    };
    let dated = [8, 6, 3].iter().all(|&n| digits(Some(n)) == Some(true));
    dated && digits(None).unwrap_or(true) && parts.next().is_none()
}

/// When a take was begun. The id is only the fall-back: local time runs through one hour twice each autumn.
fn begun(take: &TakeInfo) -> Option<Timestamp> {
    let by_id = || {
        let local = DateTime::strptime("%Y%m%d-%H%M%S", take.id.get(..15)?).ok()?;
        Some(local.to_zoned(TimeZone::system()).ok()?.timestamp())
    };
    take.created.parse().ok().or_else(by_id)
}

/// Reads what the list shows of one take. Whatever is wrong with it is told in its state, so that one take never costs the list.
fn describe(id: String, dir: &Path) -> TakeInfo {
    let dir = dir.to_path_buf();
    match Take::open(&dir) {
        Ok(take) => {
            let header = take.header();
            let state = match take.damage() {
                Some(damage) => TakeState::Damaged(damage),
                None if take.is_complete() => TakeState::Complete,
                None => TakeState::Unfinished,
            };
            TakeInfo {
                id,
                first_words: first_words(&header.text),
                voice_name: header.voice_name.clone(),
                created: header.created.clone(),
                samples: take.len(),
                rate: header.rate,
                bytes: take.bytes_on_disk(),
                state,
                dir,
            }
        }
        Err(error) => TakeInfo {
            id,
            first_words: String::new(),
            voice_name: String::new(),
            created: String::new(),
            samples: 0,
            rate: 0,
            bytes: size_of(&dir),
            state: TakeState::Damaged(error.to_string()),
            dir,
        },
    }
}

/// The beginning of a text on one line.
fn first_words(text: &str) -> String {
    let start = text.trim_start();
    // Blanks become one space each, so a little more than what is shown is enough to look at.
    let head = &start[..start.floor_char_boundary(4 * FIRST_WORDS)];
    let words: String = head.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(FIRST_WORDS).collect()
}

/// The bytes of the files in a folder that is no take any more.
fn size_of(dir: &Path) -> u64 {
    let files = fs::read_dir(dir).into_iter().flatten().flatten();
    files.filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).sum()
}
