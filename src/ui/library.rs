//! The library: what was kept, how much room it takes, and what can be done with it.

use egui::{Align, Label, Layout, RichText, ScrollArea, Ui};

use super::icons::Icon;
use super::theme::{self, GAP};
use super::{Action, Ask, View, format, widgets};
use crate::store::{TakeInfo, TakeState};
use crate::ui::model::Model;
use crate::words::{Lang, ui as words};

/// The takes that are kept.
pub fn library_ui(ui: &mut Ui, model: &mut Model, view: &mut View) -> Option<Action> {
    let lang = model.lang();
    widgets::inset(ui, |ui| head_ui(ui, lang, model));
    if model.library.is_empty() {
        ui.add_space(GAP);
        widgets::inset(ui, |ui| widgets::explain(ui, words::LIBRARY_EMPTY.get(lang)));
        return None;
    }
    let mut action = None;
    let shown = model.playing.take.as_ref().map(|take| take.id().to_owned());
    let busy = model.running().is_some();
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, model.library.len(), |ui, rows| {
        for take in &model.library[rows] {
            let is_shown = shown.as_deref() == Some(take.id.as_str());
            let wish = widgets::inset(ui, |ui| take_ui(ui, lang, take, is_shown, busy, view));
            action = action.take().or(wish);
        }
    });
    action
}

/// How much is kept, and whether more will be.
fn head_ui(ui: &mut Ui, lang: Lang, model: &mut Model) {
    let palette = theme::palette(ui);
    let bytes = model.library.iter().map(|take| take.bytes).sum();
    let size = words::LIBRARY_SIZE.with("n", model.library.len()).with("size", format::bytes(bytes)).get(lang);
    let left = |ui: &mut Ui| ui.label(RichText::new(size).small().color(palette.soft));
    let right = |ui: &mut Ui| {
        widgets::switch(ui, &mut model.settings.keep_takes, words::KEEP_TAKES.get(lang))
            .on_hover_text(words::KEEP_TAKES_HINT.get(lang));
    };
    widgets::spread(ui, left, right);
}

/// Height of a take in the list, in points.
const ROW: f32 = 96.0;

fn take_ui(ui: &mut Ui, lang: Lang, take: &TakeInfo, is_shown: bool, busy: bool, view: &mut View) -> Option<Action> {
    let palette = theme::palette(ui);
    let mut action = None;
    let fill = if is_shown { palette.accent_soft } else { palette.paper };
    ui.allocate_ui(egui::vec2(ui.available_width(), ROW), |ui| {
        widgets::card(ui, fill, |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            let words = if take.first_words.is_empty() { "…" } else { take.first_words.as_str() };
            ui.add(Label::new(RichText::new(words).color(palette.ink)).truncate());
            let facts = format!("{} · {}", format::samples(take.samples, take.rate), take.voice_name);
            ui.add(Label::new(RichText::new(facts).small().color(palette.soft)).truncate());
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let named = |phrase: crate::words::Phrase| phrase.with("take", words).get(lang);
                if widgets::icon_button_sized(ui, Icon::Play, &named(words::PLAY_TAKE), 28.0).clicked() {
                    action = Some(Action::PlayTake(take.id.clone()));
                }
                if widgets::icon_button_sized(ui, Icon::Save, &named(words::SAVE_TAKE), 28.0).clicked() {
                    action = Some(Action::SaveTake(take.id.clone()));
                }
                if take.state != TakeState::Complete {
                    ui.add_enabled_ui(!busy, |ui| {
                        if widgets::icon_button_sized(ui, Icon::Again, &named(words::CONTINUE_TAKE), 28.0).clicked() {
                            action = Some(Action::ContinueTake(take.dir.clone()));
                        }
                    });
                }
                if widgets::icon_button_sized(ui, Icon::Trash, &named(words::DELETE_TAKE), 28.0).clicked() {
                    view.ask = Some(Ask::Delete { id: take.id.clone(), words: words.to_owned() });
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let facts = format!("{} · {}", format::minute(&take.created), format::bytes(take.bytes));
                    ui.label(RichText::new(facts).small().color(palette.faint));
                    if take.state != TakeState::Complete {
                        ui.label(RichText::new(words::INCOMPLETE.get(lang)).small().color(palette.warn));
                    }
                });
            });
        });
    });
    action
}
