//! Acting on what is kept: the library, exports, the queue of files.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use egui::Context;

use crate::app::App;
use crate::app::act::OpenPurpose;
use crate::app::dialogs::FileRequest;
use crate::audio::TakeSample;
use crate::audio::files::export::FileFormat;
use crate::audio::take::Take;
use crate::engine::{AutoSave, BatchCommand, BatchOrder, Command, Job, Pace, SaveId, SaveTo};
use crate::store::TakeInfo;
use crate::ui::export::{proposed, range_of};
use crate::ui::model::{SECONDS_PER_BYTE, SaveState};
use crate::ui::{
    Ask, ExportDraft, ExportFacts, ExportRange, ExportSource, FilePurpose, KeepAction, ReceiptSheet, Side,
};
use crate::words::{Failure, Phrase, keeping as words, ui as common};

/// How many characters of a text are enough to name a file.
const NAMING: usize = 200;

impl App {
    /// Does what the user wants with what is kept.
    pub(super) fn keep(&mut self, ctx: &Context, wish: KeepAction) {
        match wish {
            KeepAction::Export(source) => self.ask_export(source),
            KeepAction::ExportNow(draft) => self.export(*draft),
            KeepAction::CancelSave(id) => self.send(Command::CancelSave(id)),
            KeepAction::OpenFolder(path) => self.dialogs.show_folder(path),
            KeepAction::Browse(wanted) => self.browse(wanted),
            KeepAction::Rename { id, title } => self.send(Command::RenameTake { id, title }),
            KeepAction::Star { ids, starred } => self.send(Command::StarTakes { ids, starred }),
            KeepAction::Trash(ids) => self.delete_takes(ids, false),
            KeepAction::Restore { notice, ids } => {
                self.model.notices.dismiss(notice);
                self.send(Command::RestoreTakes(ids));
            }
            KeepAction::Delete(ids) => self.delete_takes(ids, true),
            KeepAction::Find(text) => self.send(Command::FindTakes(text)),
            KeepAction::ReuseText(id) => self.open_take(id, OpenPurpose::Text),
            KeepAction::ReplaceText { text, markdown } => {
                self.model.settings.markdown = markdown;
                self.model.set_text(text);
            }
            KeepAction::Receipt(id) => self.open_take(id, OpenPurpose::Receipt),
            KeepAction::AutoSave(on) => self.model.settings.auto_save = on.then(|| self.save_folder()),
            KeepAction::QueueGoOn => {
                if let Some(account) = self.account_or_ask() {
                    self.queue(BatchCommand::Resume(account));
                }
            }
            KeepAction::QueueRetry(ids) => {
                if let Some(account) = self.account_or_ask() {
                    self.queue(BatchCommand::Retry { ids, account });
                }
            }
            KeepAction::QueuePause => self.queue(BatchCommand::Pause),
            KeepAction::QueueRemove(id) => self.queue(BatchCommand::Remove(vec![id])),
            KeepAction::QueueClear => self.queue(BatchCommand::Clear),
        }
        // What was pressed may have closed a field; the next frame shows it.
        ctx.request_repaint();
    }

    fn queue(&mut self, command: BatchCommand) {
        self.model.keeping.is_queue_ours = true;
        self.send(Command::Batch(command));
    }

    fn delete_takes(&mut self, ids: Vec<String>, for_good: bool) {
        if self.model.playing.take.as_ref().is_some_and(|take| ids.iter().any(|id| id == take.id())) {
            self.player.stop();
            self.model.playing.take = None;
        }
        self.send(Command::DeleteTakes { ids, for_good });
    }

    /// Opens the export dialog for what the bar shows, or for the text where nothing is shown.
    pub(super) fn save_as(&mut self) {
        match self.model.playing.take {
            Some(_) => self.ask_export(ExportSource::Shown),
            None if self.model.text.trim().is_empty() => {}
            None => self.ask_export(ExportSource::Text),
        }
    }

    fn ask_export(&mut self, source: ExportSource) {
        let Some(facts) = self.facts(&source) else { return };
        let mut choices = vec![(source.clone(), facts.clone())];
        let shown = self.model.playing.take.as_ref().filter(|_| source == ExportSource::Shown);
        let is_other = shown.is_some_and(|take| take.text() != self.model.text);
        if is_other && !self.model.text.trim().is_empty() {
            choices.extend(self.facts(&ExportSource::Text).map(|facts| (ExportSource::Text, facts)));
        }
        self.view.keep.export = Some(ExportDraft {
            choices,
            source,
            facts,
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
                let first = self.model.library.iter().find(|info| info.id == *first)?;
                // The size that is foretold is that of all files together.
                let chosen: HashSet<&String> = ids.iter().collect();
                let of_all = self.model.library.iter().filter(|info| chosen.contains(&info.id));
                Some(ExportFacts { seconds: of_all.map(|info| info.duration().as_secs_f64()).sum(), ..listed(first) })
            }
            ExportSource::Shown => {
                let take = self.model.playing.take.as_ref()?;
                let known = self.model.library.iter().find(|info| info.id == take.id());
                Some(ExportFacts {
                    playhead: self.player.meter().position().min(take.len()),
                    title: known.and_then(|info| info.title.clone()),
                    ..facts_of(take)
                })
            }
            ExportSource::Take(id) => self.model.library.iter().find(|info| info.id == *id).map(|info| listed(info)),
            ExportSource::Text => {
                let words = self.model.text.chars().take(NAMING).collect();
                Some(spoken_now(words, self.model.text.len()))
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
                if let Some(take) = self.model.playing.take.clone() {
                    self.save(take, to);
                }
            }
            ExportSource::Take(id) => self.open_take(id, OpenPurpose::Save(Box::new(to))),
            ExportSource::Text => self.begin_job(Some(to)),
            ExportSource::Files(ref files) => self.add_to_queue(files.clone(), &draft, Some(to.path)),
            // Each has a name of its own, found when its turn has come.
            ExportSource::Takes(_) => {}
        }
    }

    pub(super) fn save(&mut self, take: Take, to: SaveTo) {
        let id = SaveId(self.model.next_id());
        self.model.saves.push(SaveState { id, path: to.path.clone(), takes: 1, done: 0.0 });
        self.send(Command::Save { id, take, to: Box::new(to) });
    }

    /// Exports takes of the library into a folder, one file each.
    fn save_all(&mut self, takes: Vec<String>, folder: PathBuf) {
        let id = SaveId(self.model.next_id());
        self.model.saves.push(SaveState { id, path: folder.clone(), takes: takes.len(), done: 0.0 });
        let template = self.model.settings.export.template.clone();
        let to = AutoSave { folder, template, order: self.model.save_order(None) };
        self.send(Command::SaveAll { id, takes, to: Box::new(to) });
    }

    /// Adds files to the queue; `join` is the one file that they become together.
    fn add_to_queue(&mut self, files: Vec<PathBuf>, draft: &ExportDraft, join: Option<PathBuf>) {
        let Some(account) = self.account_or_ask() else { return };
        let id = self.model.next_job();
        let folder = self.folder_of(&draft.folder);
        let export = &self.model.settings.export;
        let template = if draft.by_source { String::new() } else { export.template.clone() };
        let job = Job { play: false, pace: Pace::FullSpeed, ..self.model.job(id, account, None) };
        let order = self.model.save_order(None);
        self.view.side = Side::Queue;
        self.queue(BatchCommand::Add(Box::new(BatchOrder {
            files,
            folder,
            template,
            order,
            join,
            encoding: None,
            job,
        })));
    }

    fn browse(&mut self, wanted: FilePurpose) {
        let title = match wanted {
            FilePurpose::QueueFiles => words::FILES_TITLE,
            FilePurpose::QueueFolder => words::FOLDER_TITLE,
            FilePurpose::Text | FilePurpose::ExportFolder | FilePurpose::AutoSaveFolder => words::CHOOSE_FOLDER,
        };
        let folder = match wanted {
            FilePurpose::ExportFolder => self.view.keep.export.as_ref().map(|draft| self.folder_of(&draft.folder)),
            FilePurpose::AutoSaveFolder => self.model.settings.auto_save.clone(),
            _ => None,
        };
        let folder = folder.unwrap_or_else(|| self.save_folder());
        self.ask_for_file(wanted, folder, title);
    }

    pub(super) fn ask_for_file(&self, wanted: FilePurpose, folder: PathBuf, title: Phrase) {
        let lang = self.model.lang();
        let (title, kind) = (title.get(lang).to_owned(), common::TEXT_FILES.get(lang).to_owned());
        self.dialogs.ask(FileRequest { wanted, title, kind, folder });
    }

    /// Files or a folder were chosen, or a path was typed.
    pub(in crate::app) fn picked(&mut self, wanted: FilePurpose, mut paths: Vec<PathBuf>) {
        paths.retain(|path| !path.as_os_str().is_empty());
        let Some(first) = paths.first().cloned() else { return };
        match wanted {
            FilePurpose::Text => self.send(Command::OpenText { path: first, encoding: None }),
            FilePurpose::QueueFiles | FilePurpose::QueueFolder => self.ask_export(ExportSource::Files(paths)),
            FilePurpose::ExportFolder => {
                if let Some(draft) = &mut self.view.keep.export {
                    draft.folder = first.display().to_string();
                }
            }
            FilePurpose::AutoSaveFolder => self.model.settings.auto_save = Some(first),
        }
    }

    /// The folder that was saved to last, else the user's own for sound, else their home.
    fn save_folder(&self) -> PathBuf {
        let last = self.model.settings.save_folder.clone().filter(|folder| folder.is_absolute());
        let own = || {
            let dirs = directories::UserDirs::new()?;
            Some(dirs.audio_dir().unwrap_or_else(|| dirs.home_dir()).to_path_buf())
        };
        last.or_else(own).unwrap_or_default()
    }

    /// A folder as typed: one that does not say where it is stands in the user's home.
    fn folder_of(&self, typed: &str) -> PathBuf {
        let typed = typed.trim();
        let home = directories::UserDirs::new().map(|dirs| dirs.home_dir().to_path_buf()).unwrap_or_default();
        home.join(typed.strip_prefix("~/").unwrap_or(if typed == "~" { "" } else { typed }))
    }

    /// Puts the text of a take into the text box, and asks first where that would lose something.
    pub(super) fn reuse_text(&mut self, take: &Take) {
        let (text, markdown) = (take.text().into_owned(), take.header().markdown);
        let now = &self.model.text;
        let is_kept = self.model.playing.take.as_ref().is_some_and(|shown| shown.text() == *now);
        if now.trim().is_empty() || *now == text || is_kept {
            self.model.settings.markdown = markdown;
            self.model.set_text(text);
        } else {
            self.view.ask = Some(Ask::Replace { text, markdown, lost: now.chars().count() });
        }
    }

    pub(super) fn show_receipt(&mut self, take: &Take) {
        let facts = facts_of(take);
        let title = facts.words.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned();
        self.view.keep.receipt = Some(ReceiptSheet { title, receipt: take.receipt() });
    }
}

fn facts_of(take: &Take) -> ExportFacts {
    let header = take.header();
    ExportFacts {
        title: None,
        words: header.text.chars().take(NAMING).collect(),
        voice: header.voice_name.clone(),
        created: header.created.clone(),
        rate: header.rate,
        seconds: take.len().seconds(header.rate),
        playhead: TakeSample::ZERO,
    }
}

fn listed(info: &TakeInfo) -> ExportFacts {
    ExportFacts {
        title: info.title.clone(),
        words: info.first_words.clone(),
        voice: info.voice_name.clone(),
        created: info.created.clone(),
        rate: info.rate,
        seconds: info.duration().as_secs_f64(),
        playhead: TakeSample::ZERO,
    }
}
