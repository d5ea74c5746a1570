//! What is done between sentences, and what is kept or used again by itself.

use egui::{CollapsingHeader, Ui};

use crate::audio::PauseSettings;
use crate::ui::Action;
use crate::ui::export::folder_ui;
use crate::ui::model::Model;
use crate::ui::settings::SettingsAction;
use crate::ui::shell::{FilePurpose, ShellAction, widgets};
use crate::words::{Lang, settings as words};

/// The longest pauses that are offered, in ms.
const SENTENCE: u32 = 2000;
const PARAGRAPH: u32 = 4000;
/// What one sees and sets is rounded to this, in ms.
const STEP: u32 = 50;

/// Pauses, reuse, and saving by itself.
pub fn joins_ui(ui: &mut Ui, lang: Lang, model: &mut Model, can_browse: bool) -> Option<Action> {
    let pauses = CollapsingHeader::new(words::PAUSES.get(lang)).id_salt("pauses");
    pauses.show_unindented(ui, |ui| pauses_ui(ui, lang, &mut model.settings.joins));
    let reuse = CollapsingHeader::new(words::SAVING_AND_REUSE.get(lang)).id_salt("reuse");
    reuse.show_unindented(ui, |ui| reuse_ui(ui, lang, model, can_browse)).body_returned.flatten()
}

fn pauses_ui(ui: &mut Ui, lang: Lang, joins: &mut PauseSettings) {
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
    widgets::switch(ui, &mut joins.trim, words::TRIM.get(lang)).on_hover_text(words::TRIM_HINT.get(lang));
}

fn reuse_ui(ui: &mut Ui, lang: Lang, model: &mut Model, can_browse: bool) -> Option<Action> {
    let settings = &mut model.settings;
    widgets::switch(ui, &mut settings.reuse, words::REUSE.get(lang)).on_hover_text(words::REUSE_HINT.get(lang));
    let mut is_on = settings.auto_save.is_some();
    let switch = widgets::switch(ui, &mut is_on, words::AUTO_SAVE.get(lang));
    if switch.on_hover_text(words::AUTO_SAVE_HINT.get(lang)).changed() {
        return Some(Action::Settings(SettingsAction::AutoSave(is_on)));
    }
    let folder = settings.auto_save.as_mut()?;
    let mut typed = folder.display().to_string();
    let browse = folder_ui(ui, lang, &mut typed, can_browse);
    if typed != folder.display().to_string() && !typed.trim().is_empty() {
        *folder = typed.into();
    }
    browse.then_some(Action::Shell(ShellAction::Browse(FilePurpose::AutoSaveFolder)))
}
