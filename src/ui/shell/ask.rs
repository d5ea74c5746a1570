//! Questions that wait for an answer, each in a dialog of its own.

use std::path::PathBuf;

use egui::{Context, Id, Key, Modal, Ui};

use crate::ui::encoding::encoding_ui;
use crate::ui::model::TextPreview;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::GROUP;
use crate::ui::shell::{format, widgets};
use crate::ui::{Action, Ask, FilePurpose, KeepAction, MoveAction};
use crate::words::{Lang, keeping, moving, ui as words};

/// The question that is open, if any.
pub fn ask_ui(ctx: &Context, lang: Lang, ask: &mut Option<Ask>, preview: Option<&TextPreview>) -> Option<Action> {
    let question = ask.as_mut()?;
    let shown = Modal::new(Id::unique("ask")).frame(widgets::dialog(ctx)).show(ctx, |ui| {
        ui.set_width(400.0_f32.min(ctx.content_rect().width() - 64.0));
        match question {
            Ask::Spend { requests, characters } => {
                let body = words::SPEND_WHY
                    .with("requests", format::number(*requests))
                    .with("characters", format::number(*characters));
                let title = words::SPEND.with("n", format::number(*requests)).get(lang);
                question_ui(ui, &title, &body.get(lang));
                answers_ui(ui, lang, Icon::Play, words::SPEAK_ANYWAY.get(lang), || Action::SpeakAnyway)
            }
            Ask::Delete { id, words: first } => {
                question_ui(ui, keeping::TRASH_ASK.get(lang), &keeping::TRASH_WHY.with("take", &*first).get(lang));
                answers_ui(ui, lang, Icon::Trash, keeping::TO_TRASH.get(lang), || {
                    Action::Keep(KeepAction::Trash(vec![id.clone()]))
                })
            }
            Ask::DeleteAll { ids, bytes, starred, written } => {
                let title = keeping::TRASH_ALL_ASK.with("n", format::number(ids.len())).get(lang);
                question_ui(ui, &title, &delete_all_why(lang, *bytes, starred, *written));
                answers_ui(ui, lang, Icon::Trash, keeping::TO_TRASH.get(lang), || {
                    Action::Keep(KeepAction::Trash(ids.clone()))
                })
            }
            Ask::ForGood { ids, failure } => {
                let why = keeping::FOR_GOOD_WHY.with("n", ids.len()).get(lang);
                let body = format!("{}\n{}\n{why}", failure.what.get(lang), failure.why.get(lang));
                question_ui(ui, keeping::FOR_GOOD_ASK.get(lang), &body);
                answers_ui(ui, lang, Icon::Trash, keeping::FOR_GOOD.get(lang), || {
                    Action::Keep(KeepAction::Delete(ids.clone()))
                })
            }
            Ask::Replace { text, markdown, lost } => {
                let why = keeping::REPLACE_WHY.with("n", format::number(*lost)).get(lang);
                question_ui(ui, keeping::REPLACE_ASK.get(lang), &why);
                answers_ui(ui, lang, Icon::Copy, keeping::REPLACE.get(lang), || {
                    Action::Keep(KeepAction::ReplaceText { text: text.clone(), markdown: *markdown })
                })
            }
            Ask::DropVersions { others } => {
                let why = moving::DROP_WHY.with("n", format::number(*others)).get(lang);
                question_ui(ui, moving::DROP_ASK.get(lang), &why);
                let yes = || Action::Move(MoveAction::DropVersions);
                answers_ui(ui, lang, Icon::Trash, words::DELETE.get(lang), yes)
            }
            Ask::Encoding { path, chosen } => encoding_ui(ui, lang, path, chosen, preview),
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

/// So many names of takes with a star are said, and the others counted.
const NAMED: usize = 3;

fn delete_all_why(lang: Lang, bytes: u64, starred: &[String], written: usize) -> String {
    let mut why = vec![keeping::TRASH_ALL_WHY.with("size", format::bytes(bytes)).get(lang)];
    if !starred.is_empty() {
        let quoted = |name: &String| keeping::QUOTED.with("name", name).get(lang);
        let names: Vec<String> = starred.iter().take(NAMED).map(quoted).collect();
        let names = names.join(keeping::BETWEEN_NAMES.get(lang));
        let phrase = if starred.len() > NAMED { keeping::AND_STARRED_MORE } else { keeping::AND_STARRED };
        why.push(phrase.with("names", names).with("n", format::number(starred.len())).get(lang));
    }
    if written > 0 {
        why.push(keeping::WRITTEN_STAY.with("n", format::number(written)).get(lang));
    }
    why.join("\n")
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
        if widgets::primary_button(ui, icon, yes).clicked() {
            answer = AskAnswer { done: true, action: Some(action()) };
        }
        if widgets::button(ui, Icon::Close, words::CANCEL.get(lang)).clicked() {
            answer.done = true;
        }
    });
    answer
}

/// A field for a path: what a desktop without file dialogs gets.
fn path_ui(ui: &mut Ui, lang: Lang, wanted: &FilePurpose, path: &mut String) -> AskAnswer {
    let (title, why, icon, yes) = match wanted {
        FilePurpose::Text => (words::OPEN_TITLE, words::PATH_WHY, Icon::Open, words::OPEN_NOW),
        FilePurpose::QueueFiles | FilePurpose::QueueFolder => {
            (keeping::QUEUE_ASK, keeping::FOLDER_PATH_WHY, Icon::Plus, keeping::ADD)
        }
        FilePurpose::ExportFolder | FilePurpose::AutoSaveFolder => {
            (keeping::CHOOSE_FOLDER, words::PATH_WHY, Icon::Open, words::OPEN_NOW)
        }
    };
    ui.heading(title.get(lang));
    widgets::explain(ui, why.get(lang));
    let field = widgets::line_edit(ui, path, words::PATH.get(lang), words::PATH.get(lang));
    if !field.has_focus() && !field.lost_focus() && ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(GROUP);
    let typed = || Action::PathTyped(wanted.clone(), PathBuf::from(path.trim()));
    let answer = answers_ui(ui, lang, icon, yes.get(lang), typed);
    if entered && !path.trim().is_empty() {
        return AskAnswer { done: true, action: Some(typed()) };
    }
    answer
}
