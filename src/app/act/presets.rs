//! Presets that come from files and go there.

use std::path::PathBuf;

use crate::app::App;
use crate::store::{NameTaken, VoicePreset};
use crate::ui::shell::Ask;
use crate::words::{Failure, voice as words};

impl App {
    /// A file of presets was read: where names are taken, it is asked what becomes of those.
    pub(in crate::app) fn presets_read(&mut self, read: Result<Vec<VoicePreset>, Failure>) {
        match read.map(|presets| (self.model.settings.taken_presets(&presets), presets)) {
            Ok((taken, presets)) if taken.is_empty() => self.import_presets(presets, NameTaken::KeepBoth),
            Ok((taken, presets)) => self.view.ask = Some(Ask::Presets { presets, taken }),
            Err(failure) => self.model.notices.trouble(failure),
        }
    }

    /// Takes presets of a file among its own.
    pub(super) fn import_presets(&mut self, presets: Vec<VoicePreset>, taken: NameTaken) {
        let settings = &mut self.model.settings;
        let is_elsewhere = presets.iter().all(|preset| preset.account != settings.account);
        let done = settings.import_presets(presets, taken);
        let n = done.added.len() + done.renamed.len() + done.replaced.len();
        let said = match (n, done.left_out) {
            (0, 0) => words::PRESETS_SAME.into(),
            (n, 0) if is_elsewhere => words::PRESETS_ELSEWHERE.with("n", n),
            (n, 0) => words::PRESETS_HERE.with("n", n),
            (n, left) => words::PRESETS_NOT_ALL.with("n", n).with("left", left),
        };
        self.model.notices.hint(said);
    }

    /// A file of presets was written, or could not be.
    pub(in crate::app) fn presets_written(&mut self, written: Result<(usize, PathBuf), Failure>) {
        match written {
            Ok((n, path)) => self.model.notices.hint(words::PRESETS_WRITTEN.with("n", n).with("path", path.display())),
            Err(failure) => self.model.notices.trouble(failure),
        }
    }
}
