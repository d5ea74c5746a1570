//! Being told that something in a folder, or a file, has changed.

use std::path::Path;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::store::log::missed;

/// Tells of changes as long as it is there.
pub struct FileWatch(#[allow(dead_code, reason = "it watches until it is dropped")] RecommendedWatcher);

impl FileWatch {
    /// Watches files, and what stands directly in folders; who only reads is no change. `changed` is called on a thread of the
    /// system's, perhaps several times for one change. Nothing where the file system tells nothing.
    pub fn new(paths: &[&Path], changed: impl Fn() + Send + 'static) -> Option<FileWatch> {
        let told = move |event: notify::Result<Event>| {
            // What could not be understood may have been a change.
            if event.map_or(true, |event| !event.kind.is_access()) {
                changed();
            }
        };
        let watcher = notify::recommended_watcher(told).and_then(|mut watcher| {
            paths.iter().try_for_each(|path| watcher.watch(path, RecursiveMode::NonRecursive))?;
            Ok(watcher)
        });
        match watcher {
            Ok(watcher) => Some(FileWatch(watcher)),
            Err(error) => {
                missed("watch", Err::<(), _>(error));
                None
            }
        }
    }
}
