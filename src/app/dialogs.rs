//! File dialogs: the desktop's own, on a thread of their own, or a field for a path where there is no desktop to ask.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::engine::{start_failure, store_failure};
use crate::store;
use crate::store::names::Claim;
use crate::store::{StoreError, VoicePreset};
use crate::text::file::TextKind;
use crate::ui::export::ExportDraft;
use crate::ui::shell::FilePurpose;
use crate::words::{Class, Failure, cli, export as words};

/// How a dialog ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Picked {
    /// A file, several, or a folder were chosen.
    Files(FilePurpose, Vec<PathBuf>),
    /// A name was found for an export, or why there is none.
    Claimed(Box<ExportDraft>, Result<PathBuf, Failure>),
    /// Presets of a file, or why it gives none.
    PresetsRead(Result<Vec<VoicePreset>, Failure>),
    /// How many presets were written, and where to.
    PresetsWritten(Result<(usize, PathBuf), Failure>),
    /// The desktop does not show a folder.
    NotOpened(Failure),
    /// The user changed their mind.
    Nothing,
    /// There is no dialog here: the window has to ask by itself.
    AskHere(FilePurpose, PathBuf),
}

/// Whether the desktop is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// The desktop's dialog where there is one.
    #[default]
    Native,
    /// Always a field in the window.
    InWindow,
}

/// What a file of presets is called if nobody says otherwise, and its ending.
const PRESETS_NAME: &str = "langsheng-presets.json";
const PRESETS: &str = "json";

/// Nobody cancels a dialog this fast: there was none. The portal gives no other sign.
const TOO_FAST: Duration = Duration::from_millis(250);

/// The window's end of its file dialogs.
pub struct Dialogs {
    style: Style,
    sender: Sender<Picked>,
    picked: Receiver<Picked>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

/// A question for a file.
#[derive(Clone, Debug)]
pub struct FileRequest {
    /// What it is wanted for.
    pub wanted: FilePurpose,
    /// Title of the dialog.
    pub title: String,
    /// What the kind of file is called.
    pub kind: String,
    /// The folder to start in.
    pub folder: PathBuf,
}

impl Dialogs {
    /// `wake` is called after each answer.
    pub fn new(style: Style, wake: impl Fn() + Send + Sync + 'static) -> Dialogs {
        let (sender, picked) = channel();
        Dialogs { style, sender, picked, wake: Arc::new(wake) }
    }

    /// Opens a dialog. Its answer comes from [`Dialogs::picked`].
    pub fn ask(&self, question: FileRequest) {
        let proposal = match question.wanted {
            FilePurpose::PresetsOut => question.folder.join(PRESETS_NAME),
            _ => question.folder.clone(),
        };
        let here = Picked::AskHere(question.wanted.clone(), proposal);
        let answer = self.answer();
        if self.style == Style::InWindow || !desktop_can_ask() {
            return answer(here);
        }
        let asked = thread::Builder::new().name("file dialog".into()).spawn({
            let (answer, here) = (answer.clone(), here.clone());
            move || answer(native(question, here))
        });
        if asked.is_err() {
            answer(here);
        }
    }

    /// Whether the desktop can be asked at all.
    pub fn can_browse(&self) -> bool {
        self.style == Style::Native && desktop_can_ask()
    }

    /// Claims the name of a file in a folder, numbered where it is taken. A disk may be slow, so it is asked on a thread.
    pub fn claim(&self, draft: ExportDraft, folder: PathBuf, stem: String, endings: Vec<&'static str>) {
        self.work("file name", move || {
            let claimed = Claim::named(&folder, &stem, &endings).map(Claim::take);
            Picked::Claimed(Box::new(draft), claimed.map_err(|error| store_failure(&error)))
        });
    }

    /// Reads a file of presets.
    pub fn read_presets(&self, path: PathBuf) {
        self.work("presets", move || {
            let read = store::read_presets(&path);
            Picked::PresetsRead(read.map_err(|error| match error {
                StoreError::Damaged { .. } => cli::no_preset_file(&path),
                other => store_failure(&other),
            }))
        });
    }

    /// Writes a file of presets. Where nobody was asked whether a file may be replaced, the new one gets a number.
    pub fn write_presets(&self, mut path: PathBuf, presets: Vec<VoicePreset>) {
        if path.extension().is_none() {
            path.set_extension(PRESETS);
        }
        let was_asked = self.can_browse();
        self.work("presets", move || {
            let (folder, ending) = (path.parent().unwrap_or(Path::new("")), path.extension().unwrap_or_default());
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let place = match was_asked {
                true => Ok(path.clone()),
                false => Claim::named(folder, &stem, &[&ending.to_string_lossy()]).map(|claim| claim.path().to_owned()),
            };
            let written = place.and_then(|path| store::write_presets(&path, &presets).map(|()| (presets.len(), path)));
            Picked::PresetsWritten(written.map_err(|error| store_failure(&error)))
        });
    }

    /// Shows a folder in the desktop's file manager.
    pub fn show_folder(&self, path: PathBuf) {
        self.work("file manager", move || match open::that(&path) {
            Ok(()) => Picked::Nothing,
            Err(error) => Picked::NotOpened(Failure::new(
                Class::Files,
                words::CANNOT_OPEN.with("path", path.display()),
                words::CANNOT_OPEN_WHY.with("error", error),
                words::CANNOT_OPEN_TODO,
            )),
        });
    }

    fn work(&self, name: &str, work: impl FnOnce() -> Picked + Send + 'static) {
        let answer = self.answer();
        let begun = thread::Builder::new().name(name.into()).spawn({
            let answer = answer.clone();
            move || answer(work())
        });
        if let Err(error) = begun {
            answer(Picked::NotOpened(start_failure(&error)));
        }
    }

    /// How an answer comes back, from any thread.
    fn answer(&self) -> impl Fn(Picked) + Clone + Send + 'static {
        let (sender, wake) = (self.sender.clone(), self.wake.clone());
        move |picked| {
            sender.send(picked).ok();
            wake();
        }
    }

    /// An answer that has come.
    pub fn picked(&self) -> Option<Picked> {
        self.picked.try_recv().ok()
    }
}

fn native(question: FileRequest, here: Picked) -> Picked {
    let begun = Instant::now();
    let mut dialog = rfd::FileDialog::new().set_title(&question.title);
    if question.folder.is_dir() {
        dialog = dialog.set_directory(&question.folder);
    }
    let texts = TextKind::ENDINGS.map(|(ending, _)| ending);
    let one = |path| vec![path];
    let paths = match question.wanted {
        FilePurpose::Recording => {
            dialog.add_filter(&question.kind, &["wav", "mp3", "m4a", "aac", "ogg", "opus"]).pick_file().map(one)
        }
        FilePurpose::Text => dialog.add_filter(&question.kind, &texts).pick_file().map(one),
        FilePurpose::QueueFiles => dialog.add_filter(&question.kind, &texts).pick_files(),
        FilePurpose::PresetsIn => dialog.add_filter(&question.kind, &[PRESETS]).pick_file().map(one),
        FilePurpose::PresetsOut => {
            dialog.add_filter(&question.kind, &[PRESETS]).set_file_name(PRESETS_NAME).save_file().map(one)
        }
        FilePurpose::ExportFolder | FilePurpose::AutoSaveFolder | FilePurpose::QueueFolder => {
            dialog.pick_folder().map(one)
        }
    };
    match paths {
        Some(paths) => Picked::Files(question.wanted, paths),
        None if begun.elapsed() < TOO_FAST => here,
        None => Picked::Nothing,
    }
}

/// Whether there is a desktop to ask: on Linux its dialogs come over the session bus.
fn desktop_can_ask() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let named = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|address| !address.is_empty());
    let usual = || {
        let folder = std::env::var_os("XDG_RUNTIME_DIR").filter(|folder| !folder.is_empty());
        folder.is_some_and(|folder| Path::new(&folder).join("bus").exists())
    };
    named || usual()
}
