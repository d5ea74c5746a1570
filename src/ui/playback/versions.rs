//! The versions of passages that were spoken more than once: which is heard, and what the others are.

use egui::{Popup, PopupCloseBehavior, RichText, ScrollArea, Ui};

use crate::audio::take::{Passage, Take, Version};
use crate::ui::Action;
use crate::ui::playback::preview::{PreviewState, Previewed, preview_button};
use crate::ui::playback::{PlaybackAction, TakeText, tools};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::{CONTROL, GAP};
use crate::ui::shell::{Ask, format, theme, widgets};
use crate::words::{Lang, outside, playback as words};

/// A button that is there only where the take has several versions of something; it opens the list of them.
pub fn versions_ui(ui: &mut Ui, lang: Lang, shown: ShownVersions<'_>, ask: &mut Option<Ask>) -> Option<Action> {
    let passages = shown.passages;
    let label = match passages.len() {
        0 => return None,
        1 => words::ONE_VERSIONS.get(lang).to_owned(),
        n => words::VERSIONS.with("n", n).get(lang),
    };
    let button = tools::line_button(ui, Icon::Versions, &label);
    let mut action = None;
    let popup = Popup::menu(&button).width(380.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        widgets::explain(ui, words::VERSIONS_WHY.get(lang));
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for passage in passages {
                action = passage_ui(ui, lang, shown, passage).or(action.take());
            }
        });
        ui.separator();
        ui.add_enabled_ui(shown.can_change, |ui| {
            if tools::menu_item(ui, Icon::Trash, words::KEEP_HEARD.get(lang), "").clicked() {
                let others = passages.iter().map(|passage| passage.versions.len().saturating_sub(1)).sum();
                *ask = Some(Ask::DropVersions { others });
                ui.close();
            }
        });
    });
    action.map(Action::Playback)
}

/// The take whose versions are shown.
#[derive(Clone, Copy)]
pub struct ShownVersions<'a> {
    /// The take.
    pub take: &'a Take,
    /// What it holds more than once.
    pub passages: &'a [Passage],
    /// Its text, if it has been read.
    pub reading: Option<&'a TakeText>,
    /// What is heard beside it.
    pub preview: &'a PreviewState,
    /// Whether another version can be chosen now.
    pub can_change: bool,
}

impl ShownVersions<'_> {
    /// The first words of a passage.
    pub fn words_of(&self, passage: &Passage) -> String {
        self.reading.map_or_else(|| "…".to_owned(), |reading| reading.words_of(passage.spoken.clone(), 40))
    }
}

/// The versions of a passage. Each can be heard without being chosen, and one of them is.
pub(in crate::ui) fn passage_ui(
    ui: &mut Ui,
    lang: Lang,
    shown: ShownVersions<'_>,
    passage: &Passage,
) -> Option<PlaybackAction> {
    let palette = theme::palette(ui);
    let take = shown.take;
    ui.add_space(GAP / 2.0);
    ui.add(egui::Label::new(RichText::new(shown.words_of(passage)).color(palette.ink)).truncate());
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut action = None;
    for (index, version) in passage.versions.iter().enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let stage = shown.preview.stage(&Previewed::Version(take.id().to_owned(), version.id));
            let label = words::HEAR_VERSION.with("n", index + 1).get(lang);
            if preview_button(ui, lang, &label, stage, CONTROL).clicked() {
                action = Some(PlaybackAction::PreviewVersion(version.id));
            }
            ui.add_enabled_ui(shown.can_change, |ui| {
                if widgets::choice_row(ui, version.heard, &version_label(lang, take, index, version)).clicked() {
                    action = Some(PlaybackAction::Version { id: version.id, at: passage.samples.start });
                }
            });
        });
    }
    action
}

/// What can be requested once more, in bytes of the spoken text: with the voice and the settings on screen, or in another voice.
pub(in crate::ui) fn redo_ui(
    ui: &mut Ui,
    lang: Lang,
    label: &str,
    spoken: &std::ops::Range<usize>,
) -> Option<PlaybackAction> {
    let mut action = None;
    let redo = tools::menu_item(ui, Icon::Again, label, "");
    if redo.on_hover_text(words::REDO_HINT.get(lang)).clicked() {
        action = Some(PlaybackAction::Redo { spoken: spoken.clone(), voice: None });
    }
    let other = tools::menu_item(ui, Icon::Voice, words::REDO_IN.get(lang), "");
    if other.on_hover_text(words::REDO_IN_HINT.get(lang)).clicked() {
        action = Some(PlaybackAction::ChooseRedoVoice(spoken.clone()));
    }
    action
}

/// `Version 2 · 0:03 · Tones`: where there is no room, it is the voice that is cut.
pub fn version_label(lang: Lang, take: &Take, index: usize, version: &Version) -> String {
    let name = words::VERSION.with("n", index + 1).get(lang);
    let voice = version.voice.as_ref().map_or(&take.header().voice_name, |voice| &voice.name);
    let voice = if voice.is_empty() { words::VERSION_OF_TAKE.get(lang).into() } else { outside::label(voice) };
    format!("{name} · {} · {voice}", format::samples(version.samples, take.rate()))
}
