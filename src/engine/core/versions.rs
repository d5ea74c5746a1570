//! Passages of a take that are asked for once more, and the choice between their versions.

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::audio::take::{Take, TakeError, TakeWriter, VersionId};
use crate::engine::boundary::event::Event;
use crate::engine::core::Core;
use crate::engine::job::run::{Link, Outcome};
use crate::engine::job::spec::Job;
use crate::engine::job::start;
use crate::engine::{blocking, failure};
use crate::words::{Failure, engine as say};

impl Core {
    /// Asks for a passage of a take once more. What is played goes on until the new version is there.
    pub(super) async fn redo(&mut self, job: Box<Job>, take: PathBuf, spoken: Range<usize>) {
        let id = job.id;
        let (run, accepted) = match self.prepare_redo(*job, take, spoken).await {
            Ok(begun) => begun,
            Err(failure) => return self.events.send(Event::Refused { job: id, failure }),
        };
        self.stop();
        self.sample += 1;
        if run.job.play {
            self.player.prepare();
        }
        self.events.send(accepted);
        self.run = Some(run);
        self.go_on(Outcome::Going);
    }

    async fn prepare_redo(&mut self, job: Job, take: PathBuf, spoken: Range<usize>) -> Result<start::Begun, Failure> {
        self.is_free(&take)?;
        let connect = self.connect(&job.account).await?;
        let link = Link { connect, patience: self.patience.clone(), reports: self.reports.clone() };
        blocking::awaited(move || start::redo(job, link, &take, &spoken)).await?
    }

    /// Another version is heard from now on.
    pub(super) async fn use_version(&mut self, take: PathBuf, version: VersionId) {
        self.change(take, move |writer| writer.use_version(version)).await;
    }

    /// Deletes what is not heard.
    pub(super) async fn drop_versions(&mut self, take: PathBuf) {
        // A saving, and a job that copies from it, read the take as it was when they began.
        let id = take.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if self.is_read(id) {
            return self.events.send(Event::Notice(say::take_being_read()));
        }
        self.change(take, TakeWriter::drop_versions).await;
    }

    async fn change(
        &mut self,
        take: PathBuf,
        change: impl FnOnce(&mut TakeWriter) -> Result<(), TakeError> + Send + 'static,
    ) {
        let changed = match self.is_free(&take) {
            Ok(()) => blocking::awaited(move || changed(&take, change)).await.flatten(),
            Err(failure) => Err(failure),
        };
        match changed {
            Ok(writer) => {
                self.events.send(Event::TakeChanged(writer.take()));
                self.sync(writer, true);
            }
            Err(failure) => self.events.send(Event::Notice(failure)),
        }
    }

    /// A take has one writer; one that grows is waited for, or stopped, by who wants it otherwise.
    fn is_free(&self, take: &Path) -> Result<(), Failure> {
        let writes = self.run.as_ref().is_some_and(|run| run.take().dir() == take);
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
    changed.map_err(|error| match error {
        TakeError::Misused(_) => say::no_such_passage(),
        error => failure::take(&error),
    })
}
