//! Questions that wait for an answer, each in a dialog of its own.

use std::path::{Path, PathBuf};

use egui::{Context, Id, Key, Modal, Ui};

use crate::store::{NameTaken, VoicePreset};
use crate::text::file::Encoding;
use crate::ui::Action;
use crate::ui::document::encoding::encoding_ui;
use crate::ui::document::{DocumentAction, TextPlace, TextPreview};
use crate::ui::library::LibraryAction;
use crate::ui::playback::PlaybackAction;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::GROUP;
use crate::ui::shell::{FilePurpose, ShellAction, format, widgets};
use crate::ui::voice::VoiceAction;
use crate::words::{Failure, Lang, clone, document, export, library, outside, playback, queue, shell as words, voice};

/// So many names are told of those that are taken.
const NAMES: usize = 8;

/// What a dialog asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Whether that many requests may be spent.
    Spend {
        /// Requests.
        requests: usize,
        /// Characters that are billed, about.
        characters: usize,
    },
    /// Whether the versions that are not heard may be deleted.
    DropVersions {
        /// How many these are.
        others: usize,
    },
    /// Whether takes that the trash does not take may be deleted for good.
    ForGood {
        /// The takes.
        ids: Vec<String>,
        /// Why the trash does not take them.
        failure: Box<Failure>,
    },
    /// In which encoding a file is to be read.
    Encoding {
        /// The file.
        path: PathBuf,
        /// What is chosen.
        chosen: Encoding,
    },
    /// Where the text of a file goes that was dropped on another.
    Place {
        /// The file.
        path: PathBuf,
    },
    /// What becomes of presets of a file whose names are taken.
    Presets {
        /// All that are in the file.
        presets: Vec<VoicePreset>,
        /// The names that are taken.
        taken: Vec<String>,
    },
    /// For a path, where there is no file dialog.
    Path {
        /// What it is wanted for.
        wanted: FilePurpose,
        /// What has been typed.
        path: String,
    },
}

/// The question that is open, if any.
pub fn ask_ui(ctx: &Context, lang: Lang, ask: &mut Option<Ask>, preview: Option<&TextPreview>) -> Option<Action> {
    let question = ask.as_mut()?;
    let shown = Modal::new(Id::unique("ask")).frame(widgets::dialog(ctx)).show(ctx, |ui| {
        ui.set_width(400.0_f32.min(ctx.content_rect().width() - 64.0));
        match question {
            Ask::Spend { requests, characters } => {
                let body = playback::SPEND_WHY
                    .with("requests", format::number(*requests))
                    .with("characters", format::number(*characters));
                let title = playback::SPEND.with("n", format::number(*requests)).get(lang);
                question_ui(ui, &title, &body.get(lang));
                answers_ui(ui, lang, Icon::Play, playback::SPEAK_ANYWAY.get(lang), || {
                    Action::Playback(PlaybackAction::SpeakAnyway)
                })
            }
            Ask::ForGood { ids, failure } => {
                let why = library::FOR_GOOD_WHY.with("n", ids.len()).get(lang);
                let body = format!("{}\n{}\n{why}", failure.what.get(lang), failure.why.get(lang));
                question_ui(ui, library::FOR_GOOD_ASK.get(lang), &body);
                answers_ui(ui, lang, Icon::Trash, library::FOR_GOOD.get(lang), || {
                    Action::Library(LibraryAction::Delete(ids.clone()))
                })
            }
            Ask::DropVersions { others } => {
                let why = playback::DROP_WHY.with("n", format::number(*others)).get(lang);
                question_ui(ui, playback::DROP_ASK.get(lang), &why);
                let yes = || Action::Playback(PlaybackAction::DropVersions);
                answers_ui(ui, lang, Icon::Trash, words::DELETE.get(lang), yes)
            }
            Ask::Encoding { path, chosen } => encoding_ui(ui, lang, path, chosen, preview),
            Ask::Place { path } => place_ui(ui, lang, path),
            Ask::Presets { presets, taken } => names_ui(ui, lang, presets, taken),
            Ask::Path { wanted, path } => path_ui(ui, lang, wanted, path),
        }
    });
    let closed = shown.should_close();
    let AskAnswer { done, action } = shown.inner;
    if done || closed {
        *ask = None;
    }
    action
}

pub(in crate::ui) struct AskAnswer {
    pub done: bool,
    pub action: Option<Action>,
}

fn question_ui(ui: &mut Ui, title: &str, body: &str) {
    ui.heading(title);
    widgets::explain(ui, body);
    ui.add_space(GROUP);
}

pub(in crate::ui) fn answers_ui(
    ui: &mut Ui,
    lang: Lang,
    icon: Icon,
    yes: &str,
    action: impl FnOnce() -> Action,
) -> AskAnswer {
    let mut answer = AskAnswer { done: false, action: None };
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if answer_ui(ui, icon, yes) {
            answer = AskAnswer { done: true, action: Some(action()) };
        }
        if widgets::button(ui, Icon::Close, words::CANCEL.get(lang)).clicked() {
            answer.done = true;
        }
    });
    answer
}

/// The button that answers; Enter presses it, and Esc does not.
fn answer_ui(ui: &mut Ui, icon: Icon, label: &str) -> bool {
    let button = widgets::primary_button(ui, icon, label);
    if ui.memory(|memory| memory.focused().is_none()) {
        button.request_focus();
    }
    button.clicked()
}

/// Three places for a text, the one that takes nothing away first.
fn place_ui(ui: &mut Ui, lang: Lang, path: &Path) -> AskAnswer {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let name = crate::words::outside::label(&name).into_owned();
    question_ui(ui, document::PLACE_ASK.get(lang), &document::PLACE_WHY.with("name", name).get(lang));
    let mut answer = AskAnswer { done: false, action: None };
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let mut to = |place| {
            let action = Action::Document(DocumentAction::OpenTo(path.to_owned(), place));
            answer = AskAnswer { done: true, action: Some(action) };
        };
        if answer_ui(ui, Icon::Plus, document::AS_DOCUMENT.get(lang)) {
            to(TextPlace::Document);
        }
        if widgets::button(ui, Icon::Next, document::INSERT_HERE.get(lang)).clicked() {
            to(TextPlace::Cursor);
        }
        if widgets::button(ui, Icon::Copy, document::REPLACE_PAGE.get(lang)).clicked() {
            to(TextPlace::Page);
        }
    });
    answer
}

/// What becomes of presets whose names are taken, what loses nothing first.
fn names_ui(ui: &mut Ui, lang: Lang, presets: &[VoicePreset], taken: &[String]) -> AskAnswer {
    let more = if taken.len() > NAMES { " …" } else { "" };
    let names: Vec<_> = taken.iter().take(NAMES).map(|name| outside::label(name)).collect();
    let title = voice::PRESETS_TAKEN.with("n", taken.len()).get(lang);
    question_ui(ui, &title, &(names.join(voice::BETWEEN_NAMES.get(lang)) + more));
    let mut answer = AskAnswer { done: false, action: None };
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let mut to = |taken| {
            let action = Action::Voice(VoiceAction::ImportPresets(presets.to_vec(), taken));
            answer = AskAnswer { done: true, action: Some(action) };
        };
        if answer_ui(ui, Icon::Plus, voice::KEEP_BOTH.get(lang)) {
            to(NameTaken::KeepBoth);
        }
        if widgets::button(ui, Icon::Copy, voice::REPLACE_PRESETS.get(lang)).clicked() {
            to(NameTaken::Replace);
        }
        if widgets::button(ui, Icon::Close, voice::SKIP_PRESETS.get(lang)).clicked() {
            to(NameTaken::Skip);
        }
    });
    answer
}

/// A field for a path: what a desktop without file dialogs gets.
fn path_ui(ui: &mut Ui, lang: Lang, wanted: &FilePurpose, path: &mut String) -> AskAnswer {
    let (title, why, icon, yes) = match wanted {
        FilePurpose::Recording => (clone::CHOOSE_TITLE, words::PATH_WHY, Icon::Open, document::OPEN_NOW),
        FilePurpose::Text => (document::OPEN_TITLE, words::PATH_WHY, Icon::Open, document::OPEN_NOW),
        FilePurpose::PresetsIn => (voice::IMPORT_PRESETS, words::PATH_WHY, Icon::Open, document::OPEN_NOW),
        FilePurpose::PresetsOut => (voice::EXPORT_PRESETS, words::PATH_WHY, Icon::Save, voice::WRITE_PRESETS),
        FilePurpose::QueueFiles | FilePurpose::QueueFolder => {
            (queue::QUEUE_ASK, queue::FOLDER_PATH_WHY, Icon::Plus, queue::ADD)
        }
        FilePurpose::ExportFolder | FilePurpose::AutoSaveFolder => {
            (export::CHOOSE_FOLDER, words::PATH_WHY, Icon::Open, document::OPEN_NOW)
        }
    };
    ui.heading(title.get(lang));
    widgets::explain(ui, why.get(lang));
    let field = widgets::line_edit(ui, path, words::PATH.get(lang), words::PATH.get(lang));
    if !field.has_focus() && !field.lost_focus() && ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
        // What is proposed is replaced by typing, and gone on with from its end.
        widgets::choose_all(ui, &field, path);
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(GROUP);
    let typed = || Action::Shell(ShellAction::PathTyped(wanted.clone(), PathBuf::from(path.trim())));
    let answer = answers_ui(ui, lang, icon, yes.get(lang), typed);
    if entered && !path.trim().is_empty() {
        return AskAnswer { done: true, action: Some(typed()) };
    }
    answer
}
