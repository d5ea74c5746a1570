//! The choice of a voice in which a part of a take is spoken once more.

use std::ops::Range;

use egui::{Id, Key, Label, Modal, Modifiers, RichText, ScrollArea, Ui};

use crate::protocol::Voice;
use crate::store::VoiceChoice;
use crate::ui::Action;
use crate::ui::model::Model;
use crate::ui::playback::PlaybackAction;
use crate::ui::playback::preview::{Previewed, preview_button};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::CONTROL;
use crate::ui::shell::{theme, widgets};
use crate::ui::voice::{Marks, VoiceAction, VoiceFilter, VoiceOrder};
use crate::words::{Lang, outside, playback as words, shell, voice as voices};

/// What is to be spoken once more, and which voices are looked at.
#[derive(Debug, Default)]
pub struct RedoDraft {
    /// Its bytes of the spoken text of the take on the bar.
    pub spoken: Range<usize>,
    /// Part of the name or the id of a voice.
    pub search: String,
    /// The row at which the arrows stand.
    at: usize,
}

impl RedoDraft {
    /// Nothing is looked for yet.
    pub fn new(spoken: Range<usize>) -> RedoDraft {
        RedoDraft { spoken, ..RedoDraft::default() }
    }
}

/// Width of the dialog and height of its list, in points.
const WIDTH: f32 = 380.0;
const HEIGHT: f32 = 320.0;

/// The dialog, while it is open. What is chosen in it is requested at once.
pub fn redo_voice_ui(ctx: &egui::Context, model: &Model, open: &mut Option<RedoDraft>) -> Option<Action> {
    let draft = open.as_mut()?;
    let lang = model.lang();
    let id = Id::unique("redo voice");
    let shown = Modal::new(id).frame(widgets::dialog(ctx)).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ctx.content_rect().width() - 64.0));
        let heading = |ui: &mut Ui| ui.heading(words::REDO_IN_TITLE.get(lang));
        let cross = |ui: &mut Ui| widgets::icon_button(ui, Icon::Close, shell::CLOSE.get(lang)).clicked();
        let is_closed = widgets::spread(ui, heading, cross).1;
        if let Some((_, reading)) = model.playback.reading() {
            let spoken = RichText::new(reading.words_of(draft.spoken.clone(), 60)).color(theme::palette(ui).soft);
            ui.add(Label::new(spoken).truncate());
        }
        let action = list_ui(ui, lang, model, draft, widgets::is_opened(ctx, id));
        (is_closed, action)
    });
    let is_closed = shown.should_close();
    let (has_closed, action) = shown.inner;
    let is_chosen = matches!(action, Some(Action::Playback(_)));
    if is_closed || has_closed || is_chosen {
        *open = None;
    }
    action
}

/// The voices, those that were used last first. The arrows and Enter go through them while one types what is looked for.
fn list_ui(ui: &mut Ui, lang: Lang, model: &Model, draft: &mut RedoDraft, is_new: bool) -> Option<Action> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (down, up, entered) = (pressed(Key::ArrowDown), pressed(Key::ArrowUp), pressed(Key::Enter));
    let before = draft.search.len();
    let search = widgets::line_edit(ui, &mut draft.search, voices::SEARCH.get(lang), voices::BROWSER_HINT.get(lang));
    if is_new {
        search.request_focus();
    }
    let order = if draft.search.trim().is_empty() { VoiceOrder::Recent } else { VoiceOrder::Service };
    let filter = VoiceFilter { search: draft.search.clone(), order, ..VoiceFilter::default() };
    let marks = Marks { recent: &model.voice_marks().recent, ..Marks::default() };
    let found = model.voices.index.found(&model.voices.list, &filter, &marks);
    let found: Vec<&Voice> = found.into_iter().filter_map(|place| model.voices.list.get(place)).collect();
    if found.is_empty() {
        widgets::explain(ui, voices::NO_VOICES.get(lang));
    }
    let moved = if before == draft.search.len() { draft.at + usize::from(down) } else { 0 };
    draft.at = moved.saturating_sub(usize::from(up)).min(found.len().saturating_sub(1));
    let chosen = |voice: &Voice| {
        let voice = Some(VoiceChoice::of(voice));
        Action::Playback(PlaybackAction::Redo { spoken: draft.spoken.clone(), voice })
    };
    let mut action = found.get(draft.at).filter(|_| entered).map(|voice| chosen(voice));
    let own = model.voice().id;
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut scroll = ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]);
    if down || up {
        scroll = scroll.vertical_scroll_offset((draft.at as f32 - 3.0).max(0.0) * (CONTROL + 2.0));
    }
    scroll.show_rows(ui, CONTROL, found.len(), |ui, rows| {
        for (row, voice) in rows.clone().zip(&found[rows]) {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let label = voices::PLAY_SAMPLE.with("voice", outside::label(&voice.name)).get(lang);
                let stage = model.preview.stage(&Previewed::Sample(voice.id.clone()));
                if preview_button(ui, lang, &label, stage, CONTROL).clicked() {
                    action = Some(Action::Voice(VoiceAction::Preview(Box::new((*voice).clone()))));
                }
                let choice = widgets::choice_row(ui, voice.id == own, &voice.name);
                if row == draft.at {
                    widgets::focus_ring(ui, choice.rect.shrink(2.0), theme::ROUND);
                }
                if choice.clicked() {
                    action = Some(chosen(voice));
                }
            });
        }
    });
    action
}
