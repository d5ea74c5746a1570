//! What is done between sentences, and what is kept, used again or saved by itself.

use egui::Ui;

use crate::audio::PauseSettings;
use crate::ui::export::folder_ui;
use crate::ui::model::Model;
use crate::ui::settings::SettingsAction;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::{FilePurpose, ShellAction, format, widgets};
use crate::ui::{Action, View};
use crate::words::{Lang, library, settings as words};

/// The longest pauses that are offered, in ms.
const SENTENCE: u32 = 2000;
const PARAGRAPH: u32 = 4000;
/// What one sees and sets is rounded to this, in ms.
const STEP: u32 = 50;

/// Pauses, in playback and in files.
pub(super) fn pauses_ui(ui: &mut Ui, lang: Lang, joins: &mut PauseSettings) {
    let shown = |ms: u32| match ms {
        0 => words::NO_PAUSE.get(lang).to_owned(),
        ms => words::MS.with("n", ms).get(lang),
    };
    let said = shown(joins.sentence_ms);
    widgets::slider(ui, words::SENTENCE_PAUSE.get(lang), &said, &mut joins.sentence_ms, 0..=SENTENCE, 0);
    let said = shown(joins.paragraph_ms);
    widgets::slider(ui, words::PARAGRAPH_PAUSE.get(lang), &said, &mut joins.paragraph_ms, 0..=PARAGRAPH, 0);
    for ms in [&mut joins.sentence_ms, &mut joins.paragraph_ms] {
        *ms = ms.next_multiple_of(STEP);
    }
    widgets::switch_row(ui, &mut joins.trim, words::TRIM.get(lang), words::TRIM_HINT.get(lang));
}

/// Saving each finished rendering by itself.
pub(super) fn auto_save_ui(ui: &mut Ui, lang: Lang, model: &mut Model, can_browse: bool) -> Option<Action> {
    let mut is_on = model.settings.auto_save.is_some();
    let switch = widgets::switch_row(ui, &mut is_on, words::AUTO_SAVE.get(lang), words::AUTO_SAVE_HINT.get(lang));
    if switch.changed() {
        return Some(Action::Settings(SettingsAction::AutoSave(is_on)));
    }
    let folder = model.settings.auto_save.as_mut()?;
    let mut typed = folder.display().to_string();
    let browse = folder_ui(ui, lang, &mut typed, can_browse);
    if typed != folder.display().to_string() && !typed.trim().is_empty() {
        *folder = typed.into();
    }
    browse.then_some(Action::Shell(ShellAction::Browse(FilePurpose::AutoSaveFolder)))
}

/// What is kept, what of it is used again, and how much room that takes.
pub(super) fn storage_ui(ui: &mut Ui, lang: Lang, model: &mut Model, view: &mut View) {
    let settings = &mut model.settings;
    let hint = library::KEEP_TAKES_HINT.get(lang);
    widgets::switch_row(ui, &mut settings.keep_takes, library::KEEP_TAKES.get(lang), hint);
    widgets::switch_row(ui, &mut settings.reuse, words::REUSE.get(lang), words::REUSE_HINT.get(lang));
    let bytes: u64 = model.library.takes.iter().map(|take| take.bytes).sum();
    let used = library::SPACE_USED.with("all", format::number(model.library.takes.len()));
    let used = used.with("size", format::bytes(bytes)).get(lang);
    let left = |ui: &mut Ui| ui.label(used);
    let right = |ui: &mut Ui| widgets::button(ui, Icon::Trash, words::SPACE_LIMIT.get(lang)).clicked();
    if widgets::spread(ui, left, right).1 {
        view.library.space = true;
    }
}
