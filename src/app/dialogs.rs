//! File dialogs: the desktop's own, on a thread of their own, or a field for a path where there is no desktop to ask.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::ui::Wanted;

/// How a dialog ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// A file was chosen.
    File(Wanted, PathBuf),
    /// The user changed their mind.
    Nothing,
    /// There is no dialog here: the window has to ask by itself.
    AskHere(Wanted, PathBuf),
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
pub struct Question {
    /// What it is wanted for.
    pub wanted: Wanted,
    /// Title of the dialog.
    pub title: String,
    /// What the kind of file is called.
    pub kind: String,
    /// Where to start, and the name to propose when saving.
    pub proposal: PathBuf,
}

impl Dialogs {
    /// `wake` is called after each answer.
    pub fn new(style: Style, wake: impl Fn() + Send + Sync + 'static) -> Dialogs {
        let (sender, picked) = channel();
        Dialogs { style, sender, picked, wake: Arc::new(wake) }
    }

    /// Opens a dialog. Its answer comes from [`Dialogs::picked`].
    pub fn ask(&self, question: Question) {
        let here = Picked::AskHere(question.wanted.clone(), question.proposal.clone());
        let (sender, wake) = (self.sender.clone(), self.wake.clone());
        let answer = move |picked| {
            sender.send(picked).ok();
            wake();
        };
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

    /// An answer that has come.
    pub fn picked(&self) -> Option<Picked> {
        self.picked.try_recv().ok()
    }
}

fn native(question: Question, here: Picked) -> Picked {
    let begun = Instant::now();
    let mut dialog = rfd::FileDialog::new().set_title(&question.title);
    if let Some(folder) = question.proposal.parent().filter(|folder| folder.is_dir()) {
        dialog = dialog.set_directory(folder);
    }
    let file = match question.wanted {
        Wanted::Text => dialog.add_filter(&question.kind, &["txt", "md", "markdown", "text"]).pick_file(),
        Wanted::Save | Wanted::SaveTake(_) => {
            let name = question.proposal.file_name().unwrap_or_default().to_string_lossy();
            dialog.add_filter(&question.kind, &["wav"]).set_file_name(name).save_file()
        }
    };
    match file {
        Some(path) => Picked::File(question.wanted, path),
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
