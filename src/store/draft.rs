//! What a window knows of a document beyond its takes: the text as it stands, and where one was in it. A file for each document,
//! and a lock so that no two windows write over each other's.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use crate::store::atomic::Privacy;
use crate::store::lock::FileLock;
use crate::store::owned::Unusable;
use crate::store::{CastList, FileAct, Home, StoreError, atomic, owned};

/// The format of the file; a larger number was written by a later version of this program. One without a number has the first.
const VERSION: u32 = 1;

/// The most bytes that are read of the file: a text of 64 MiB, of which some characters take six bytes in JSON.
const LARGEST: u64 = 512 << 20;

/// A document as it stands in a window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The text; where it is empty, nobody was given a voice, and nothing was spoken of it, there is no draft.
    pub text: String,
    /// Whether it is Markdown.
    #[serde(default)]
    pub markdown: bool,
    /// The title, until a take carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The take that was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub take: Option<String>,
    /// Where one was in it, in samples.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub playhead: u64,
    /// How far down the page was scrolled, in bytes of the text.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub scroll: u64,
    /// Where what is said begins, in bytes of the text: what it is called is no prefix.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub said: u64,
    /// Who speaks besides its voice.
    #[serde(default, skip_serializing_if = "CastList::is_empty")]
    pub cast: CastList,
}

impl Draft {
    /// The text from where what is said begins.
    pub fn said(&self) -> &str {
        usize::try_from(self.said).ok().and_then(|start| self.text.get(start..)).unwrap_or(&self.text)
    }
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// What the file holds.
#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    #[serde(flatten)]
    draft: &'a Draft,
}

/// The place for the draft of one document: nobody else's for as long as this lives.
#[derive(Debug)]
pub struct DraftFile {
    id: String,
    path: PathBuf,
    _lock: FileLock,
}

impl DraftFile {
    /// Finds the document that a window begins with: the one that was written last of those that no other window has open, else
    /// a new one.
    ///
    /// # Errors
    /// [`StoreError::File`] where the folder cannot be made or read.
    pub fn claim(home: &Home) -> Result<DraftFile, StoreError> {
        let folder = &home.drafts;
        atomic::make_folder(folder, Privacy::Private).map_err(StoreError::file(FileAct::Write, folder))?;
        for id in ids(folder)? {
            if let Some(file) = DraftFile::lock(folder, &id)? {
                return Ok(file);
            }
        }
        DraftFile::new(home)
    }

    /// Makes the place of a new document.
    ///
    /// # Errors
    /// [`StoreError::File`] where the folder cannot be written.
    pub fn new(home: &Home) -> Result<DraftFile, StoreError> {
        let folder = &home.drafts;
        atomic::make_folder(folder, Privacy::Private).map_err(StoreError::file(FileAct::Write, folder))?;
        let now = jiff::Zoned::now().strftime("d%Y%m%d-%H%M%S-%3f").to_string();
        let mut number = 1;
        loop {
            let id = if number == 1 { now.clone() } else { format!("{now}-{number:03}") };
            match DraftFile::lock(folder, &id)? {
                Some(file) if file.path.symlink_metadata().is_err() => return Ok(file),
                _ => number += 1,
            }
        }
    }

    /// Finds the place of a document; nothing where another window has it open.
    ///
    /// # Errors
    /// [`StoreError::NoSuchTake`] where the name is none that this program gives; [`StoreError::File`].
    pub fn of(home: &Home, id: &str) -> Result<Option<DraftFile>, StoreError> {
        let folder = &home.drafts;
        if !is_document(id) {
            return Err(StoreError::NoSuchTake { id: id.to_owned() });
        }
        atomic::make_folder(folder, Privacy::Private).map_err(StoreError::file(FileAct::Write, folder))?;
        DraftFile::lock(folder, id)
    }

    /// The name of the document.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What was written last; an empty draft if nothing was. A file that makes no sense is set aside, so that the next
    /// [`write`](Self::write) destroys nothing.
    ///
    /// # Errors
    /// [`StoreError::File`]; [`StoreError::Damaged`] with the file's new name; or [`StoreError::Newer`] for what a later version
    /// wrote, which stays where it is.
    pub fn read(&self) -> Result<Draft, StoreError> {
        read(&self.path)
    }

    /// Writes a draft; of an empty one nothing stays on disk.
    ///
    /// # Errors
    /// [`StoreError::File`]; what was written before is then untouched.
    pub fn write(&self, draft: &Draft) -> Result<(), StoreError> {
        let refused = || StoreError::file(FileAct::Write, &self.path);
        if draft.text.is_empty() && draft.take.is_none() && draft.cast.is_empty() {
            return match fs::remove_file(&self.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(refused()(error)),
                _ => Ok(()),
            };
        }
        write(&self.path, draft)
    }

    /// The place of this document, if no window has it.
    fn lock(folder: &Path, id: &str) -> Result<Option<DraftFile>, StoreError> {
        let path = path(folder, id);
        let lock = FileLock::take(&path.with_extension("lock"))?;
        Ok(lock.map(|lock| DraftFile { id: id.to_owned(), path, _lock: lock }))
    }
}

impl Drop for DraftFile {
    /// Where nothing was written, nothing is left.
    fn drop(&mut self) {
        if self.path.symlink_metadata().is_err() {
            fs::remove_file(self.path.with_extension("lock")).ok();
        }
    }
}

/// Where the draft of a document stands.
pub(super) fn path(folder: &Path, id: &str) -> PathBuf {
    folder.join(format!("{id}.json"))
}

/// What a draft says, where it can be read and says something; changes nothing.
pub(super) fn look(path: &Path) -> Option<Draft> {
    let bytes = owned::read(path, LARGEST).ok().flatten()?;
    let draft: Draft = serde_json::from_value(owned::object(&bytes, VERSION).ok()?.into()).ok()?;
    (!draft.text.trim().is_empty()).then_some(draft)
}

pub(super) fn read(path: &Path) -> Result<Draft, StoreError> {
    let draft = match owned::read(path, LARGEST) {
        Ok(None) => return Ok(Draft::default()),
        Ok(Some(bytes)) => match owned::object(&bytes, VERSION) {
            Err(Unusable::Newer(version)) => return Err(StoreError::Newer { path: path.to_path_buf(), version }),
            Err(Unusable::Broken(_)) => None,
            Ok(fields) => serde_json::from_value(fields.into()).ok(),
        },
        Err(StoreError::Damaged { .. }) => None,
        Err(error) => return Err(error),
    };
    match draft {
        Some(draft) => Ok(draft),
        None => Err(StoreError::Damaged { path: atomic::set_aside(path)? }),
    }
}

fn write(path: &Path, draft: &Draft) -> Result<(), StoreError> {
    let written = Written { version: VERSION, draft };
    let refused = |error| StoreError::file(FileAct::Write, path)(io::Error::other(error));
    let json = serde_json::to_vec(&written).map_err(refused)?;
    atomic::write(path, &json, Privacy::Private)
}

/// Gives a document a title, in its file.
pub(super) fn rename(path: &Path, title: Option<String>) -> Result<(), StoreError> {
    let draft = Draft { title, ..read(path)? };
    write(path, &draft)
}

/// The name of the document of a take that was made without one.
pub(super) fn of_take(id: &str) -> String {
    format!("t{id}")
}

/// Whether this is the name of a document: `d` and the time at which it was begun; `t` and the id of its take, where that was made
/// without a window; or a number, as earlier versions gave.
pub fn is_document(id: &str) -> bool {
    let stamp = id.strip_prefix(['d', 't']).unwrap_or(id);
    !stamp.is_empty() && stamp.len() <= 40 && stamp.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// The documents that have a draft, that which was written last first.
pub(super) fn ids(folder: &Path) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(StoreError::file(FileAct::Read, folder))?,
    };
    for entry in entries.flatten() {
        let name = PathBuf::from(entry.file_name());
        if name.extension().is_some_and(|ending| ending == "json")
            && let Some(id) = name.file_stem().and_then(|stem| stem.to_str()).filter(|id| is_document(id))
        {
            let written = entry.metadata().and_then(|facts| facts.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
            found.push((Reverse(written), id.to_owned()));
        }
    }
    found.sort_unstable();
    Ok(found.into_iter().map(|(_, id)| id).collect())
}
