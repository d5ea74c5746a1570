//! Passages of a take that are asked for once more, and the choice between their versions.

use std::ops::Range;
use std::path::PathBuf;

use super::Core;
use crate::audio::take::VersionId;
use crate::engine::job::Job;

impl Core {
    /// Asks for a passage of a take once more.
    pub(super) async fn redo(&mut self, job: Box<Job>, take: PathBuf, spoken: Range<usize>) {
        let _ = (job, take, spoken);
    }

    /// Another version is heard from now on.
    pub(super) fn use_version(&mut self, take: PathBuf, version: VersionId) {
        let _ = (take, version);
    }

    /// Deletes what is not heard.
    pub(super) fn drop_versions(&mut self, take: PathBuf) {
        let _ = take;
    }
}
