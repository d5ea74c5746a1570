//! Acting on files that takes are written to.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::app::App;
use crate::app::act::OpenPurpose;
use crate::audio::files::export::FileFormat;
use crate::audio::take::Take;
use crate::engine::{AutoSave, Command, SaveId, SaveTo};
use crate::ui::export::{
    ExportAction, ExportDraft, ExportFacts, ExportRange, ExportSource, SaveState, proposed, range_of,
};
use crate::ui::playback::SECONDS_PER_BYTE;
use crate::words::Failure;

impl App {
    /// Does what the user wants of files.
    pub(super) fn act_on_export(&mut self, wish: ExportAction) {
        match wish {
            ExportAction::SaveAs => self.save_as(),
            ExportAction::Open(source) => self.ask_export(source),
            ExportAction::Write(draft) => self.export(*draft),
            ExportAction::Cancel(id) => self.send(Command::CancelSave(id)),
        }
    }

    /// Opens the export dialog for what the bar shows, or for the text where nothing is shown.
    fn save_as(&mut self) {
        match self.model.playback.take {
            Some(_) => self.ask_export(ExportSource::Shown),
            None if self.model.document.text.trim().is_empty() => {}
            None => self.ask_export(ExportSource::Text),
        }
    }

    pub(super) fn ask_export(&mut self, source: ExportSource) {
        let Some(facts) = self.facts(&source) else { return };
        let mut choices = vec![(source.clone(), facts.clone())];
        let shown = self.model.playback.take.as_ref().filter(|_| source == ExportSource::Shown);
        let is_other = shown.is_some_and(|take| take.text() != self.model.document.text);
        if is_other && !self.model.document.text.trim().is_empty() {
            choices.extend(self.facts(&ExportSource::Text).map(|facts| (ExportSource::Text, facts)));
        }
        self.view.export = Some(ExportDraft {
            choices,
            source,
            facts,
            export: self.model.settings.export.clone(),
            reach: ExportRange::Whole,
            from: String::new(),
            to: String::new(),
            name: None,
            folder: self.save_folder().display().to_string(),
            join: false,
            by_source: true,
            is_new: true,
        });
    }

    /// What is known of what is to be exported; `None` where it is gone.
    fn facts(&self, source: &ExportSource) -> Option<ExportFacts> {
        let spoken_now = |words: String, bytes: usize| ExportFacts {
            words,
            voice: self.model.voice().name,
            rate: self.model.settings.sample_rate,
            seconds: bytes as f64 * SECONDS_PER_BYTE,
            ..ExportFacts::default()
        };
        match source {
            ExportSource::Takes(ids) => {
                let first = ids.first()?;
                let first = self.model.library.takes.iter().find(|info| info.id == *first)?;
                // The size that is foretold is that of all files together.
                let chosen: HashSet<&String> = ids.iter().collect();
                let of_all = self.model.library.takes.iter().filter(|info| chosen.contains(&info.id));
                Some(ExportFacts {
                    seconds: of_all.map(|info| info.duration().as_secs_f64()).sum(),
                    ..ExportFacts::listed(first)
                })
            }
            ExportSource::Board => {
                let made: Vec<Take> = self.model.board_state.takes().cloned().collect();
                let seconds = made.iter().map(|take| take.len().seconds(take.rate())).sum();
                made.first().map(|take| ExportFacts { seconds, ..ExportFacts::of(take) })
            }
            ExportSource::Shown => {
                let take = self.model.playback.take.as_ref()?;
                let known = self.model.library.takes.iter().find(|info| info.id == take.id());
                Some(ExportFacts {
                    playhead: self.player.meter().position().min(take.len()),
                    title: known.and_then(|info| info.title.clone()),
                    ..ExportFacts::of(take)
                })
            }
            ExportSource::Take(id) => {
                self.model.library.takes.iter().find(|info| info.id == *id).map(|info| ExportFacts::listed(info))
            }
            ExportSource::Text => {
                let words = ExportFacts::naming(&self.model.document.text[self.model.said()]);
                let title = self.model.document.title.clone();
                Some(ExportFacts { title, ..spoken_now(words, self.model.document.text.len()) })
            }
            ExportSource::Files(files) => {
                let name = files.first().and_then(|file| file.file_stem()).unwrap_or_default();
                Some(spoken_now(name.to_string_lossy().into_owned(), 0))
            }
        }
    }

    /// Exports as the dialog says: finds a name that is free, or adds files to the queue.
    fn export(&mut self, mut draft: ExportDraft) {
        let folder = self.folder_of(&draft.folder);
        self.model.settings.save_folder = Some(folder.clone());
        // What is used is what the next one begins with, and what the queue goes by.
        self.model.settings.export.clone_from(&draft.export);
        // Who types an ending means it.
        if let Some(name) = &draft.name
            && let Some(format) = FileFormat::of(Path::new(name))
        {
            let export = &mut self.model.settings.export;
            if format.ending() != export.format.ending() {
                export.format = format;
            }
            draft.name = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        }
        let export = &self.model.settings.export;
        let stem = draft.name.clone().unwrap_or_else(|| proposed(&export.template, &draft.facts));
        if let ExportSource::Files(files) = &draft.source
            && !draft.join
        {
            let files = files.clone();
            return self.add_to_queue(files, &draft, None);
        }
        if let ExportSource::Takes(ids) = draft.source {
            return self.save_all(ids, folder);
        }
        if draft.source == ExportSource::Board {
            return self.save_board(folder);
        }
        let endings = self.model.save_order(None).endings();
        self.dialogs.claim(draft, folder, stem, endings);
    }

    /// A name was found for an export.
    pub(in crate::app) fn export_to(&mut self, draft: ExportDraft, path: Result<PathBuf, Failure>) {
        let path = match path {
            Ok(path) => path,
            Err(failure) => return self.model.notices.trouble(failure),
        };
        let to = SaveTo { path, order: self.model.save_order(range_of(&draft)) };
        match draft.source {
            ExportSource::Shown => {
                if let Some(take) = self.model.playback.take.clone() {
                    self.save(take, to);
                }
            }
            ExportSource::Take(id) => self.open_take(id, OpenPurpose::Save(Box::new(to))),
            ExportSource::Text => self.begin_job(Some(to)),
            ExportSource::Files(ref files) => self.add_to_queue(files.clone(), &draft, Some(to.path)),
            // Each has a name of its own, found when its turn has come.
            ExportSource::Takes(_) | ExportSource::Board => {}
        }
    }

    pub(super) fn save(&mut self, take: Take, to: SaveTo) {
        let id = SaveId(self.model.next_id());
        self.model.export.saves.push(SaveState { id, path: to.path.clone(), takes: 1, done: 0.0 });
        self.send(Command::Save { id, take, to: Box::new(to) });
    }

    /// Exports takes of the library into a folder, one file each.
    fn save_all(&mut self, takes: Vec<String>, folder: PathBuf) {
        let id = SaveId(self.model.next_id());
        self.model.export.saves.push(SaveState { id, path: folder.clone(), takes: takes.len(), done: 0.0 });
        let template = self.model.settings.export.template.clone();
        let to = AutoSave { folder, template, order: self.model.save_order(None) };
        self.send(Command::SaveAll { id, takes, to: Box::new(to) });
    }
}
