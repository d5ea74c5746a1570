//! The one window of a home: who opens a second one hands over to the first what it was to open.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde::{Deserialize, Serialize};

use crate::store::atomic::Privacy;
use crate::store::lock::FileLock;
use crate::store::watch::FileWatch;
use crate::store::{FileAct, Home, StoreError, atomic, owned};

/// The most bytes that are read of what was handed over.
const LARGEST: u64 = 1 << 20;

/// So long the window that is open has to take what is handed over; else it is just being closed, or stuck.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often one looks meanwhile.
const LOOK: Duration = Duration::from_millis(20);

/// What a second start was to open.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Request {
    files: Vec<PathBuf>,
}

/// The right to be the window of a home.
pub struct SoleWindow {
    folder: PathBuf,
    told: Arc<AtomicBool>,
    _watch: Option<FileWatch>,
    _lock: FileLock,
}

impl SoleWindow {
    /// Becomes the window of this home, or hands `files` over to the window that is open already; nothing then. `wake` is
    /// called when something was handed over.
    ///
    /// # Errors
    /// [`StoreError::File`] where nothing can be written: then there may be two windows.
    pub fn claim(home: &Home, files: &[PathBuf]) -> Result<Option<SoleWindow>, StoreError> {
        let folder = folder(home);
        atomic::make_folder(&folder, Privacy::Private).map_err(StoreError::file(FileAct::Write, &folder))?;
        if let Some(window) = SoleWindow::lock(&folder)? {
            return Ok(Some(window));
        }
        let request = Request { files: files.iter().map(|file| absolute(file)).collect() };
        let json = serde_json::to_vec(&request).unwrap_or_default();
        let path = folder.join(format!("{}.json", std::process::id()));
        atomic::write(&path, &json, Privacy::Private)?;
        let begun = Instant::now();
        while path.exists() {
            if let Some(window) = SoleWindow::lock(&folder)? {
                fs::remove_file(&path).ok();
                return Ok(Some(window));
            }
            if begun.elapsed() > PATIENCE {
                fs::remove_file(&path).ok();
                break;
            }
            thread::park_timeout(LOOK);
        }
        Ok(None)
    }

    fn lock(folder: &Path) -> Result<Option<SoleWindow>, StoreError> {
        let lock = FileLock::take(&folder.join("lock"))?;
        Ok(lock.map(|lock| SoleWindow {
            folder: folder.to_path_buf(),
            told: Arc::default(),
            _watch: None,
            _lock: lock,
        }))
    }

    /// Calls `wake` from now on when something was handed over.
    pub fn watch(&mut self, wake: impl Fn() + Send + 'static) {
        let told = self.told.clone();
        self._watch = FileWatch::new(&[&self.folder], move || {
            told.store(true, Ordering::Release);
            wake();
        });
    }

    /// What was handed over since it was asked last; an empty list where the window is only to be seen.
    pub fn handed_over(&self) -> Vec<Vec<PathBuf>> {
        if !self.told.swap(false, Ordering::AcqRel) {
            return Vec::new();
        }
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let requests = entries.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
        requests.filter_map(|path| take(&path)).collect()
    }
}

/// Reads a request and removes it: a half one is still being written.
fn take(path: &Path) -> Option<Vec<PathBuf>> {
    let bytes = owned::read(path, LARGEST).ok().flatten()?;
    fs::remove_file(path).ok()?;
    Some(serde_json::from_slice::<Request>(&bytes).unwrap_or_default().files)
}

fn absolute(file: &Path) -> PathBuf {
    std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf())
}

/// Where requests are handed over.
fn folder(home: &Home) -> PathBuf {
    home.drafts.with_file_name("window")
}
