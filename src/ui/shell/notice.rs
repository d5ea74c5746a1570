//! What the user has to be told, until it is read.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::engine::{SaveReport, SaveTally};
use crate::text::file::Reading;
use crate::words::{Failure, Said, outside, queue};

/// Names one notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NoticeId(u64);

/// How serious a notice is.
#[derive(Clone, Debug, PartialEq)]
pub enum Tone {
    /// A file was written.
    Saved {
        /// The file.
        path: PathBuf,
        /// What was done to its samples.
        report: SaveReport,
    },
    /// Many takes were written into a folder, as far as that went.
    SavedAll {
        /// The folder.
        folder: PathBuf,
        /// What became of them.
        tally: SaveTally,
    },
    /// Takes were moved to the trash.
    Trashed {
        /// Which.
        ids: Vec<String>,
        /// What is said of it.
        said: Said,
        /// Whether they can be had back from here.
        can_restore: bool,
    },
    /// A text was opened that was not in UTF-8, or is damaged.
    ReadAs {
        /// The file.
        path: PathBuf,
        /// How it was read.
        reading: Reading,
    },
    /// The demo account speaks, and one's own can.
    Demo,
    /// Something is worth knowing.
    Hint(Said),
    /// Something did not work.
    Trouble(Failure),
}

/// One thing to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Its name.
    pub id: NoticeId,
    /// What it says.
    pub tone: Tone,
    /// Since when it is shown.
    pub since: Instant,
}

/// What went well is told for so long; what is to be read or decided stays.
const TOLD: Duration = Duration::from_secs(15);

impl Notice {
    /// How long it is still shown, if it goes by itself.
    pub fn left(&self) -> Option<Duration> {
        let goes = match &self.tone {
            Tone::Saved { .. } => true,
            Tone::SavedAll { tally, .. } => tally.failed + tally.left == 0,
            _ => false,
        };
        goes.then(|| TOLD.saturating_sub(self.since.elapsed()))
    }
}

/// The notices on screen, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    list: Vec<Notice>,
    ids: u64,
}

/// So many names that nobody has are told.
const NAMES: usize = 5;

/// A screen has room for few; who has not read the oldest of these will not read it.
const MOST: usize = 3;

impl Notices {
    /// Shows a failure. The same failure is not shown twice.
    pub fn trouble(&mut self, failure: Failure) {
        self.show(Tone::Trouble(failure));
    }

    /// Shows that a file was written. Several may be written at once, so it takes nobody's place.
    pub fn saved(&mut self, path: PathBuf, report: SaveReport) {
        self.show(Tone::Saved { path, report });
    }

    /// Shows what became of many takes that were to be written into a folder.
    pub fn saved_all(&mut self, folder: PathBuf, tally: SaveTally) {
        self.show(Tone::SavedAll { folder, tally });
    }

    /// Shows that takes are in the trash, and offers to bring them back where that can be done.
    pub fn trashed(&mut self, ids: Vec<String>, said: Said, can_restore: bool) {
        self.show(Tone::Trashed { ids, said, can_restore });
    }

    /// Shows how one's own account is used.
    pub fn demo(&mut self) {
        self.show(Tone::Demo);
    }

    /// Shows something worth knowing.
    pub fn hint(&mut self, said: Said) {
        self.show(Tone::Hint(said));
    }

    /// Shows how the text on screen was read, unless it was plain UTF-8. Only the last file is on screen.
    pub fn read_as(&mut self, path: PathBuf, reading: Reading) {
        self.list.retain(|notice| !matches!(notice.tone, Tone::ReadAs { .. }));
        if !reading.is_plain() {
            self.show(Tone::ReadAs { path, reading });
        }
    }

    /// Shows which names of a file that the queue speaks nobody has.
    pub fn unknown_speakers(&mut self, path: &Path, unknown: &[String]) {
        let shown: Vec<_> = unknown.iter().take(NAMES).map(|name| format!("[{}]", outside::label(name))).collect();
        let more = if unknown.len() > NAMES { " …" } else { "" };
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        if !shown.is_empty() {
            self.hint(queue::UNKNOWN_SPEAKERS.with("name", name).with("names", shown.join(" ") + more));
        }
    }

    /// Takes a notice away.
    pub fn dismiss(&mut self, id: NoticeId) {
        self.list.retain(|notice| notice.id != id);
    }

    /// Takes away the trouble that is over.
    pub fn over(&mut self, is_over: impl Fn(&Failure) -> bool) {
        self.list.retain(|notice| !matches!(&notice.tone, Tone::Trouble(failure) if is_over(failure)));
    }

    /// Takes away what a new attempt makes old: everything but hints about the text. Who has begun with the demo voices knows
    /// of them, and reads along where the notice lay.
    pub fn clear(&mut self) {
        self.list.retain(|notice| matches!(notice.tone, Tone::Hint(_) | Tone::ReadAs { .. }));
    }

    /// The notices, oldest first.
    pub fn list(&self) -> &[Notice] {
        &self.list
    }

    fn show(&mut self, tone: Tone) {
        self.list.retain(|notice| notice.tone != tone);
        self.ids += 1;
        self.list.push(Notice { id: NoticeId(self.ids), tone, since: Instant::now() });
        if self.list.len() > MOST {
            self.list.remove(0);
        }
    }
}
