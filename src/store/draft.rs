//! The text of a window that nobody has spoken yet, so that closing the window does not lose it: a file for each window,
//! and a lock so that no two windows write over each other's.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use crate::store::atomic::Privacy;
use crate::store::lock::FileLock;
use crate::store::owned::Unusable;
use crate::store::{FileAct, Home, StoreError, atomic, owned};

/// The format of the file; a larger number was written by a later version of this program. One without a number has the first.
const VERSION: u32 = 1;

/// The most bytes that are read of the file: a text of 64 MiB, of which some characters take six bytes in JSON.
const LARGEST: u64 = 512 << 20;

/// What stands in the text box of a window.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The text; where it is empty there is no draft.
    pub text: String,
    /// Whether it is Markdown.
    #[serde(default)]
    pub markdown: bool,
}

/// What the file holds.
#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    #[serde(flatten)]
    draft: &'a Draft,
}

/// The place for the draft of one window: nobody else's for as long as this lives.
#[derive(Debug)]
pub struct DraftFile {
    path: PathBuf,
    _lock: FileLock,
}

impl DraftFile {
    /// Finds a place that no other window has: that of the newest draft, else a new one. Also returns how many drafts of
    /// closed windows there are besides; further windows will find them.
    ///
    /// # Errors
    /// [`StoreError::File`] where the folder cannot be made or read.
    pub fn claim(home: &Home) -> Result<(DraftFile, usize), StoreError> {
        let folder = &home.drafts;
        atomic::make_folder(folder, Privacy::Private).map_err(StoreError::file(FileAct::Write, folder))?;
        let mut mine = None;
        let mut others = 0;
        for number in numbers(folder)? {
            match (DraftFile::lock(folder, number)?, &mine) {
                (Some(file), None) => mine = Some(file),
                (Some(_), Some(_)) => others += 1,
                // That window is open.
                (None, _) => {}
            }
        }
        match mine {
            Some(file) => Ok((file, others)),
            None => Ok((DraftFile::new(home)?, others)),
        }
    }

    /// Makes a place that no other window has, and no draft.
    ///
    /// # Errors
    /// [`StoreError::File`] where the folder cannot be written.
    pub fn new(home: &Home) -> Result<DraftFile, StoreError> {
        let mut number = 1;
        loop {
            match DraftFile::lock(&home.drafts, number)? {
                Some(file) if file.path.symlink_metadata().is_err() => return Ok(file),
                _ => number += 1,
            }
        }
    }

    /// What was written last; an empty draft if nothing was. A file that makes no sense is set aside, so that the next
    /// [`write`](Self::write) destroys nothing.
    ///
    /// # Errors
    /// [`StoreError::File`]; [`StoreError::Damaged`] with the file's new name; or [`StoreError::Newer`] for what a later version
    /// wrote, which stays where it is.
    pub fn read(&self) -> Result<Draft, StoreError> {
        let draft = match owned::read(&self.path, LARGEST) {
            Ok(None) => return Ok(Draft::default()),
            Ok(Some(bytes)) => match owned::object(&bytes, VERSION) {
                Err(Unusable::Newer(version)) => return Err(StoreError::Newer { path: self.path.clone(), version }),
                Err(Unusable::Broken(_)) => None,
                Ok(fields) => serde_json::from_value(fields.into()).ok(),
            },
            Err(StoreError::Damaged { .. }) => None,
            Err(error) => return Err(error),
        };
        match draft {
            Some(draft) => Ok(draft),
            None => Err(StoreError::Damaged { path: atomic::set_aside(&self.path)? }),
        }
    }

    /// Writes a draft; of an empty one nothing stays on disk.
    ///
    /// # Errors
    /// [`StoreError::File`]; what was written before is then untouched.
    pub fn write(&self, draft: &Draft) -> Result<(), StoreError> {
        let refused = || StoreError::file(FileAct::Write, &self.path);
        if draft.text.is_empty() {
            return match fs::remove_file(&self.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(refused()(error)),
                _ => Ok(()),
            };
        }
        let written = Written { version: VERSION, draft };
        let json = serde_json::to_vec(&written).map_err(|error| refused()(io::Error::other(error)))?;
        atomic::write(&self.path, &json, Privacy::Private)
    }

    /// The place of this number, if no window has it.
    fn lock(folder: &Path, number: u32) -> Result<Option<DraftFile>, StoreError> {
        let path = folder.join(format!("{number}.json"));
        let lock = FileLock::take(&path.with_extension("lock"))?;
        Ok(lock.map(|lock| DraftFile { path, _lock: lock }))
    }
}

/// The numbers of the drafts of a folder, the newest first.
fn numbers(folder: &Path) -> Result<Vec<u32>, StoreError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(StoreError::file(FileAct::Read, folder))?.flatten() {
        let name = PathBuf::from(entry.file_name());
        if name.extension().is_some_and(|ending| ending == "json")
            && let Some(number) = name.file_stem().and_then(|stem| stem.to_str()?.parse::<u32>().ok())
        {
            let written = entry.metadata().and_then(|facts| facts.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
            found.push((Reverse(written), number));
        }
    }
    found.sort_unstable();
    Ok(found.into_iter().map(|(_, number)| number).collect())
}
