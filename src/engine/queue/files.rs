//! Which files an order means: folders become the texts in them, in the order in which people count. So do files that are
//! named in the order of their characters, as a shell names them for `*.txt`; any other order is meant as it is.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::engine::cast::{Cast, CastText};
use crate::engine::demo::listed_voices;
use crate::engine::failure;
use crate::engine::job::spec::JobSettings;
use crate::store::{Home, sort_by_count, stand_as_in_a_pattern};
use crate::text::file;
use crate::text::file::{Encoding, TextFile, TextKind, is_same};
use crate::words::local::FileAct;
use crate::words::{Failure, local, queue};

/// What was found.
#[derive(Debug, Default)]
pub(in crate::engine) struct FoundFiles {
    /// The files, each once; absolute, because the next process may be started elsewhere.
    pub files: Vec<PathBuf>,
    /// What was named and cannot be had.
    pub failures: Vec<Failure>,
    /// One of the files, if the joined output has its name: it replaces what is there, but not a text that it is made of.
    pub in_the_way: Option<PathBuf>,
}

/// A file that is to be read, and what is to become of it.
#[derive(Debug)]
pub(in crate::engine) struct FileToRead {
    pub path: PathBuf,
    /// The encoding that was chosen, if one was.
    pub encoding: Option<Encoding>,
    /// The name of the account that speaks it.
    pub account: String,
    pub settings: JobSettings,
}

/// A file that was read.
#[derive(Debug, Default)]
pub(in crate::engine) struct FileRead {
    pub file: TextFile,
    /// Who speaks what of it, where several do.
    pub cast: Option<Cast>,
    /// What stands in it like the name of a speaker and is none.
    pub unknown: Vec<String>,
}

impl FileToRead {
    /// Reads it.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(&self, home: &Home) -> Result<FileRead, Failure> {
        let file = file::read(&self.path, self.encoding).map_err(|error| failure::text_file(&error))?;
        // A list of voices is long, and most texts name none.
        let names = self.settings.roles.is_some() && file.text.contains(['[', '【']);
        let voices = if names { listed_voices(home, &self.account) } else { Vec::new() };
        let CastText { cast, unknown, .. } = self.settings.cast(&file.text, &voices);
        let unknown = unknown.into_iter().map(|one| one.written).collect();
        Ok(FileRead { file, cast, unknown })
    }
}

/// Looks for the files, and for one that the output `join` would replace. A file that is named is meant whatever its ending;
/// it is read when its turn comes.
pub(in crate::engine) fn find(named: &[PathBuf], join: Option<&Path>) -> FoundFiles {
    let mut search = Search::default();
    for path in meant(named) {
        let path = std::path::absolute(&path).unwrap_or(path);
        match fs::metadata(&path) {
            Ok(there) if there.is_dir() => {
                let before = (search.found.files.len(), search.found.failures.len());
                search.folder(&path);
                if before == (search.found.files.len(), search.found.failures.len()) {
                    search.found.failures.push(queue::no_texts(&path));
                }
            }
            Ok(_) => search.file(path),
            Err(error) => search.found.failures.push(local::file(FileAct::Read, &path, &error)),
        }
    }
    let mut found = search.found;
    found.in_the_way = join.and_then(|join| found.files.iter().find(|file| is_same(file, join)).cloned());
    found
}

/// What was named, in the order that is meant.
fn meant(named: &[PathBuf]) -> Vec<PathBuf> {
    let mut named = named.to_vec();
    if stand_as_in_a_pattern(&named) {
        sort_by_count(&mut named);
        return named;
    }
    // Of several patterns each names the files of its folder.
    for run in named.chunk_by_mut(|a, b| a.parent() == b.parent()) {
        if stand_as_in_a_pattern(run) {
            sort_by_count(run);
        }
    }
    named
}

#[derive(Default)]
struct Search {
    found: FoundFiles,
    /// What was taken in already, by its real place: links may lead back to where they are.
    seen: HashSet<PathBuf>,
}

impl Search {
    fn file(&mut self, path: PathBuf) {
        if !self.seen.insert(fs::canonicalize(&path).unwrap_or_else(|_| path.clone())) {
            return;
        }
        match path.to_str() {
            Some(_) => self.found.files.push(path),
            None => self.found.failures.push(queue::odd_name(&path)),
        }
    }

    fn folder(&mut self, folder: &Path) {
        if !self.seen.insert(fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())) {
            return;
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.found.failures.push(local::file(FileAct::Read, folder, &error)),
        };
        let mut paths: Vec<PathBuf> =
            entries.flatten().map(|entry| entry.path()).filter(|path| !hidden(path)).collect();
        sort_by_count(&mut paths);
        for path in paths {
            if path.is_dir() {
                self.folder(&path);
            } else if path.is_file() && TextKind::of_name(&path).is_some() {
                self.file(path);
            }
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn hidden(path: &Path) -> bool {
    name(path).starts_with('.')
}
