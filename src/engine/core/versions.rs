//! Passages of a take that are requested once more, and the choice between their versions.

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::audio::TakeSample;
use crate::audio::take::{Take, TakeError, TakeWriter, VersionId};
use crate::engine::boundary::command::RedoVoice;
use crate::engine::boundary::event::Event;
use crate::engine::core::Core;
use crate::engine::job::run::Link;
use crate::engine::job::spec::Job;
use crate::engine::job::start;
use crate::engine::{blocking, failure};
use crate::words::{Failure, engine as say};

impl Core {
    /// Asks for a passage of a take once more. What is played goes on until the new version is there.
    pub(super) async fn redo(&mut self, job: Box<Job>, take: PathBuf, spoken: Range<usize>, voice: RedoVoice) {
        let id = job.id;
        let (run, accepted) = match self.prepare_redo(*job, take, spoken, voice).await {
            Ok(begun) => begun,
            Err(failure) => return self.events.send(Event::Refused { job: id, failure }),
        };
        self.make_way(&run.job);
        self.hearing += 1;
        if run.job.play {
            self.player.prepare();
        }
        self.events.send(accepted);
        self.runs.push(run);
        self.go_on();
    }

    async fn prepare_redo(
        &mut self,
        job: Job,
        take: PathBuf,
        spoken: Range<usize>,
        voice: RedoVoice,
    ) -> Result<start::Begun, Failure> {
        self.is_free(&take)?;
        let connect = self.connect(&job.account).await?;
        let link = Link { connect, patience: self.patience.clone(), reports: self.reports.clone() };
        blocking::awaited(move || start::redo(job, link, &take, &spoken, voice)).await?
    }

    /// Chooses another version, which is heard from its beginning.
    pub(super) async fn use_version(&mut self, take: PathBuf, version: VersionId) {
        let Some(take) = self.change(take, move |writer| writer.use_version(version)).await else { return };
        let begins = take.passages().iter().find(|passage| passage.has(version)).map(|passage| passage.samples.start);
        if self.is_loaded(&take) {
            self.reload(&take, begins);
        } else {
            self.play(take, begins.unwrap_or_default());
        }
    }

    /// Deletes what is not heard.
    pub(super) async fn drop_versions(&mut self, take: PathBuf) {
        // A saving, and a job that copies from it, read the take as it was when they began.
        let id = take.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if self.is_read(id) {
            return self.events.send(Event::Notice(say::take_being_read()));
        }
        if let Some(take) = self.change(take, TakeWriter::drop_versions).await {
            // What is heard is the same, so it is where it was.
            self.reload(&take, None);
        }
    }

    /// Changes a take; `None` if it could not be changed, which is told.
    async fn change(
        &mut self,
        take: PathBuf,
        change: impl FnOnce(&mut TakeWriter) -> Result<(), TakeError> + Send + 'static,
    ) -> Option<Take> {
        let changed = match self.is_free(&take) {
            Ok(()) => blocking::awaited(move || changed(&take, change)).await.flatten(),
            Err(failure) => Err(failure),
        };
        match changed {
            Ok(writer) => {
                let take = writer.take();
                self.events.send(Event::TakeChanged(take.clone()));
                self.sync(writer, true);
                Some(take)
            }
            Err(failure) => {
                self.events.send(Event::Notice(failure));
                None
            }
        }
    }

    /// A take has one writer; one that grows is waited for, or stopped, by who wants it otherwise.
    fn is_free(&self, take: &Path) -> Result<(), Failure> {
        let writes = self.runs.iter().any(|run| run.take().dir() == take);
        if writes { Err(say::take_grows()) } else { Ok(()) }
    }
}

/// Changes a take, which ends as it had ended before.
fn changed(dir: &Path, change: impl FnOnce(&mut TakeWriter) -> Result<(), TakeError>) -> Result<TakeWriter, Failure> {
    let old = Take::open(dir).map_err(|error| failure::unread_take(&error))?;
    let before = start::end_of(&old);
    let changed = TakeWriter::resume(dir).and_then(|mut writer| {
        let changed = change(&mut writer);
        writer.end(before)?;
        changed.map(|()| writer)
    });
    changed.map_err(|error| refused(&error))
}

/// A version as a preview lets one hear it: the take as it is with that version, and where it is heard there.
///
/// # Errors
/// There is no such version, or the take cannot be read.
pub(super) fn version(dir: &Path, version: VersionId) -> Result<(Take, Range<TakeSample>), Failure> {
    Take::with_version(dir, version).map_err(|error| refused(&error))
}

fn refused(error: &TakeError) -> Failure {
    match error {
        TakeError::Misused(_) => say::no_such_passage(),
        error => failure::take(error),
    }
}
