//! Acting on what belongs to no slice: notices, and files and folders that the user chooses.

use std::path::PathBuf;

use egui::Context;

use crate::app::App;
use crate::app::dialogs::FileRequest;
use crate::engine::Command;
use crate::ui::export::ExportSource;
use crate::ui::shell::{FilePurpose, ShellAction};
use crate::ui::voice::CloneAction;
use crate::words::{Phrase, clone, document, export, queue, voice};

impl App {
    /// Does what the user wants that belongs to no slice.
    pub(super) fn act_on_shell(&mut self, ctx: &Context, wish: ShellAction) {
        match wish {
            ShellAction::Dismiss(notice) => self.model.notices.dismiss(notice),
            ShellAction::Copy(text) => ctx.copy_text(text),
            ShellAction::Browse(wanted) => self.browse(wanted),
            ShellAction::PathTyped(wanted, path) => self.picked(wanted, vec![path]),
            ShellAction::OpenFolder(path) => self.dialogs.show_folder(path),
        }
    }

    fn browse(&mut self, wanted: FilePurpose) {
        let title = match wanted {
            FilePurpose::Recording => clone::CHOOSE_TITLE,
            FilePurpose::PresetsIn => voice::IMPORT_PRESETS,
            FilePurpose::PresetsOut => voice::EXPORT_PRESETS,
            FilePurpose::QueueFiles => queue::FILES_TITLE,
            FilePurpose::QueueFolder => queue::FOLDER_TITLE,
            FilePurpose::Text | FilePurpose::ExportFolder | FilePurpose::AutoSaveFolder => export::CHOOSE_FOLDER,
        };
        let folder = match wanted {
            FilePurpose::ExportFolder => self.view.export.as_ref().map(|draft| self.folder_of(&draft.folder)),
            FilePurpose::AutoSaveFolder => self.model.settings.auto_save.clone(),
            _ => None,
        };
        let folder = folder.unwrap_or_else(|| self.save_folder());
        self.ask_for_file(wanted, folder, title);
    }

    pub(super) fn ask_for_file(&self, wanted: FilePurpose, folder: PathBuf, title: Phrase) {
        let lang = self.model.lang();
        let kind = match wanted {
            FilePurpose::Recording => clone::AUDIO_FILES,
            FilePurpose::PresetsIn | FilePurpose::PresetsOut => voice::PRESET_FILES,
            _ => document::TEXT_FILES,
        };
        let (title, kind) = (title.get(lang).to_owned(), kind.get(lang).to_owned());
        self.dialogs.ask(FileRequest { wanted, title, kind, folder });
    }

    /// Files or a folder were chosen, or a path was typed.
    pub(in crate::app) fn picked(&mut self, wanted: FilePurpose, mut paths: Vec<PathBuf>) {
        paths.retain(|path| !path.as_os_str().is_empty());
        let Some(first) = paths.first().cloned() else { return };
        match wanted {
            FilePurpose::Text => self.send(Command::OpenText { path: first, encoding: None }),
            FilePurpose::Recording => self.act_on_clone(CloneAction::File(first)),
            FilePurpose::QueueFiles | FilePurpose::QueueFolder => self.ask_export(ExportSource::Files(paths)),
            FilePurpose::ExportFolder => {
                if let Some(draft) = &mut self.view.export {
                    draft.folder = first.display().to_string();
                }
            }
            FilePurpose::AutoSaveFolder => self.model.settings.auto_save = Some(first),
            FilePurpose::PresetsIn => self.dialogs.read_presets(first),
            FilePurpose::PresetsOut => self.dialogs.write_presets(first, self.model.settings.presets.clone()),
        }
    }

    /// The folder that was saved to last, else the user's own for sound, else their home.
    pub(super) fn save_folder(&self) -> PathBuf {
        let last = self.model.settings.save_folder.clone().filter(|folder| folder.is_absolute());
        let own = || {
            let dirs = directories::UserDirs::new()?;
            Some(dirs.audio_dir().unwrap_or_else(|| dirs.home_dir()).to_path_buf())
        };
        last.or_else(own).unwrap_or_default()
    }

    /// A folder as typed: one that does not say where it is stands in the user's home.
    pub(super) fn folder_of(&self, typed: &str) -> PathBuf {
        let typed = typed.trim();
        let home = directories::UserDirs::new().map(|dirs| dirs.home_dir().to_path_buf()).unwrap_or_default();
        home.join(typed.strip_prefix("~/").unwrap_or(if typed == "~" { "" } else { typed }))
    }
}
