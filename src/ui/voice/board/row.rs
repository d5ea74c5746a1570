//! One entry of the board: what it is called, how it speaks, how far its sound is, and how good it was found.

use egui::{
    Align, CursorIcon, Frame, Label, Layout, Popup, Rect, Response, RichText, Role, Sense, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use crate::audio::Meter;
use crate::store::{BOARD, STARS, VoicePreset};
use crate::ui::Action;
use crate::ui::model::Model;
use crate::ui::playback::preview::{PreviewStage, Previewed};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::{CARD_ROUND, GAP};
use crate::ui::shell::{format, theme, widgets};
use crate::ui::voice::board::{BoardAction, BoardView, EntryStage};
use crate::ui::voice::card::paint_sign;
use crate::ui::voice::panel::{emotion_name, manner_ui};
use crate::words::outside::label;
use crate::words::{Lang, board as words, playback, voice as voice_words};

/// Height of an entry, and side of its buttons, in points.
const HEIGHT: f32 = 68.0;
const SMALL: f32 = 30.0;
/// Side of a star, in points.
const STAR: f32 = 22.0;

/// Height of an entry, in points.
pub(super) fn height_of() -> f32 {
    HEIGHT
}

/// Where an entry is shown.
pub(super) struct EntryPlace {
    /// Its place on the board, and the one in which it is shown.
    pub at: usize,
    pub nth: usize,
    pub rect: Rect,
    /// Whether the keys are about it.
    pub is_marked: bool,
}

/// An entry of the list that `list` is.
pub(super) fn entry_ui(
    ui: &mut Ui,
    lang: Lang,
    model: &mut Model,
    view: &mut BoardView,
    place: EntryPlace,
    list: &Response,
    meter: &Meter,
) -> Option<Action> {
    let EntryPlace { at, nth, rect, is_marked } = place;
    let palette = theme::palette(ui);
    let (entry, sound) = (model.entry(at)?.clone(), model.board_state.sound(at)?.clone());
    let is_blind = model.board_state.is_blind();
    let letter = model.board_state.letter(at).map(|letter| words::BLIND_NAME.with("letter", letter).get(lang));
    let own = match entry.spoken.voice.name.is_empty() {
        true => voice_words::DEFAULT_VOICE.get(lang).to_owned(),
        false => label(&entry.spoken.voice.name).into_owned(),
    };
    let name = letter.clone().filter(|_| is_blind).unwrap_or_else(|| own.clone());
    let stage = model.preview.stage(&Previewed::Compared(sound.id));
    let is_heard = stage != PreviewStage::Off;
    let id = list.id.with(sound.id.0);
    let row = ui.interact(rect, id, Sense::CLICK).on_hover_cursor(CursorIcon::PointingHand);
    let (status, failed) = (status(lang, &sound.stage), matches!(sound.stage, EntryStage::Failed(_)));
    let enabled = ui.is_enabled();
    row.widget_info(|| {
        let stars = words::RATED.with("n", entry.stars).get(lang);
        let parts = [name.as_str(), &status, if entry.stars > 0 { &stars } else { "" }];
        let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        WidgetInfo::selected(Role::ListBoxOption, enabled, is_heard, said.join(", "))
    });
    if is_marked {
        ui.ctx().accesskit_node_builder(list.id, |node| node.set_active_descendant(id.accesskit_id()));
    }
    let fill = match (is_heard, row.hovered()) {
        (true, _) => palette.accent_soft,
        (false, true) => palette.control,
        (false, false) => palette.panel,
    };
    ui.painter().rect_filled(rect, CARD_ROUND, fill);
    if is_marked && list.has_focus() {
        widgets::focus_ring(ui, rect.shrink(1.0), CARD_ROUND);
    }
    if let (PreviewStage::Sounding, EntryStage::Made(made)) = (stage, &sound.stage) {
        let done = meter.position().0 as f32 / made.take.len().0.max(1) as f32;
        let bar = Rect::from_min_size(
            pos2(rect.left() + 12.0, rect.bottom() - 4.0),
            vec2((rect.width() - 24.0) * done.min(1.0), 2.0),
        );
        ui.painter().rect_filled(bar, 1.0, palette.accent);
    }
    let mut action: Option<Action> = None;
    let hear = if is_heard { BoardAction::Silence } else { BoardAction::Hear(at) };
    let is_made = matches!(sound.stage, EntryStage::Made(_));
    if row.clicked() && is_made {
        action = Some(BoardAction::Hear(at).into());
    }
    let inside = UiBuilder::new().id_salt(("entry", sound.id.0)).max_rect(rect.shrink2(vec2(12.0, 4.0)));
    let mut inner = ui.new_child(inside.layout(Layout::left_to_right(Align::Center)));
    let ui_row = &mut inner;
    ui_row.spacing_mut().item_spacing.x = 6.0;
    let said = match (is_made, is_heard) {
        (false, _) => words::NO_SOUND.with("voice", &name).get(lang),
        (true, false) => words::PLAY.with("voice", &name).get(lang),
        (true, true) => playback::STOP_PREVIEW.get(lang).to_owned(),
    };
    let icon = if is_heard { Icon::Stop } else { Icon::Play };
    let play = ui_row.add_enabled_ui(is_made, |ui| widgets::icon_button_sized(ui, icon, &said, SMALL));
    if play.inner.clicked() {
        action = Some(hear.into());
    }
    let (sign, _) = ui_row.allocate_exact_size(Vec2::splat(36.0), Sense::hover());
    paint_sign(ui_row, sign, if is_blind { letter_of(&name) } else { &own });
    let width = (ui_row.available_width() - f32::from(STARS) * STAR - GAP).max(80.0);
    ui_row.allocate_ui_with_layout(vec2(width, HEIGHT - 8.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.add_space(9.0);
        ui.spacing_mut().item_spacing.y = 2.0;
        let shown = match letter.filter(|_| !is_blind) {
            Some(letter) => format!("{own} · {letter}"),
            None => name.clone(),
        };
        let number = if nth < 9 { format!("{}  ", nth + 1) } else { String::new() };
        ui.add(Label::new(RichText::new(format!("{number}{shown}")).size(15.0)).truncate().selectable(false));
        let manner = if is_blind { String::new() } else { manner(lang, model, &entry.spoken) };
        let facts = if failed { [status.as_str(), &manner] } else { [manner.as_str(), &status] };
        let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        let color = if failed { palette.bad } else { palette.soft };
        let facts =
            ui.add(Label::new(RichText::new(facts.join(" · ")).small().color(color)).truncate().selectable(false));
        if let EntryStage::Failed(failure) = &sound.stage {
            facts.on_hover_text(format!("{} {}", failure.why.get(lang), failure.todo.get(lang)));
        }
    });
    ui_row.allocate_ui_with_layout(vec2(f32::from(STARS) * STAR, HEIGHT - 8.0), Layout::top_down(Align::Max), |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        if is_blind {
            ui.add_space((HEIGHT - 8.0 - STAR) / 2.0);
        } else {
            ui.add_space(4.0);
            let buttons = vec2(ui.available_width(), SMALL);
            ui.allocate_ui_with_layout(buttons, Layout::right_to_left(Align::Center), |ui| {
                action = menu_ui(ui, lang, model, view, at, &name).or(action.take());
                let label = words::USE_VOICE.with("voice", &name).get(lang);
                let (icon, label, wish) = match failed {
                    true => (Icon::Again, words::AGAIN.get(lang), BoardAction::Make(vec![at])),
                    false => (Icon::Check, label.as_str(), BoardAction::Use(at)),
                };
                if widgets::icon_button_sized(ui, icon, label, SMALL).clicked() {
                    action = Some(wish.into());
                }
            });
        }
        stars_ui(ui, lang, model, at, &name);
    });
    if view.editing == Some(at) && !is_blind {
        edit_ui(ui, lang, model, view, (at, &name));
    }
    action
}

/// How good an entry was found; the same star once more takes them away.
fn stars_ui(ui: &mut Ui, lang: Lang, model: &mut Model, at: usize, name: &str) {
    let palette = theme::palette(ui);
    let Some(entry) = model.board_mut().entries.get_mut(at) else { return };
    let room = vec2(ui.available_width(), STAR);
    ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
        for n in 1..=STARS {
            let (icon, color) = match n <= entry.stars {
                true => (Icon::StarFull, palette.accent),
                false => (Icon::Star, palette.faint),
            };
            let label = words::STARS.with("voice", name).with("n", n).get(lang);
            let (rect, star) = ui.allocate_exact_size(Vec2::splat(STAR), Sense::click());
            let enabled = ui.is_enabled();
            star.widget_info(|| WidgetInfo::selected(Role::Button, enabled, n <= entry.stars, &label));
            let color = if star.hovered() { palette.ink } else { color };
            icon.paint(ui.painter(), Rect::from_center_size(rect.center(), Vec2::splat(15.0)), color);
            if star.has_focus() {
                widgets::focus_ring(ui, rect, theme::ROUND);
            }
            if star.on_hover_text(label).on_hover_cursor(CursorIcon::PointingHand).clicked() {
                entry.stars = if entry.stars == n { 0 } else { n };
            }
        }
    });
}

/// The rest of what can be done with an entry.
fn menu_ui(ui: &mut Ui, lang: Lang, model: &Model, view: &mut BoardView, at: usize, name: &str) -> Option<Action> {
    let more = widgets::icon_button_sized(ui, Icon::More, &words::MORE.with("voice", name).get(lang), SMALL);
    let mut action = None;
    Popup::menu(&more).width(210.0).show(|ui| {
        if widgets::menu_action(ui, Icon::Check, words::USE.get(lang)).clicked() {
            action = Some(BoardAction::Use(at));
        }
        if model.sentence_of_board().is_some()
            && widgets::menu_action(ui, Icon::Again, words::USE_SENTENCE.get(lang)).clicked()
        {
            action = Some(BoardAction::UseForSentence(at));
        }
        if widgets::menu_action(ui, Icon::Pencil, words::SETTINGS.get(lang)).clicked() {
            view.edit(at);
        }
        if model.board().entries.len() < BOARD
            && widgets::menu_action(ui, Icon::Copy, words::DUPLICATE.get(lang)).clicked()
        {
            action = Some(BoardAction::Duplicate(at));
        }
        if widgets::menu_action(ui, Icon::Trash, words::REMOVE.get(lang)).clicked() {
            action = Some(BoardAction::Remove(at));
        }
    });
    action.map(Action::from)
}

/// How an entry speaks, to be changed.
fn edit_ui(ui: &mut Ui, lang: Lang, model: &mut Model, view: &mut BoardView, (at, name): (usize, &str)) {
    let Some(entry) = model.entry(at) else { return };
    let mut spoken = entry.spoken.clone();
    let voice = model.voices.get(&spoken.voice.id);
    let frame = Frame::new().inner_margin(egui::Margin::symmetric(60, 6));
    let is_done = frame.show(ui, |ui| {
        ui.push_id(("manner", at), |ui| {
            manner_ui(ui, lang, voice, &mut spoken);
            let done = widgets::button(ui, Icon::Check, words::DONE.get(lang));
            let enabled = ui.is_enabled();
            done.widget_info(|| {
                WidgetInfo::labeled(Role::Button, enabled, format!("{} · {name}", words::DONE.get(lang)))
            });
            done.clicked()
        })
        .inner
    });
    if is_done.inner {
        view.editing = None;
    }
    if let Some(entry) = model.board_mut().entries.get_mut(at) {
        // The next frame asks what there is of it.
        if entry.spoken != spoken {
            ui.ctx().request_repaint();
        }
        entry.spoken = spoken;
    }
}

/// How far the sound is, for people.
fn status(lang: Lang, stage: &EntryStage) -> String {
    let time = |take: &crate::audio::Take| format::samples(take.len(), take.rate());
    match stage {
        EntryStage::Unknown => String::new(),
        EntryStage::Missing => words::NOT_MADE.get(lang).to_owned(),
        EntryStage::Waiting => words::WAITING.get(lang).to_owned(),
        EntryStage::Making(take) => words::MAKING.with("time", time(take)).get(lang),
        EntryStage::Made(sound) => time(&sound.take),
        EntryStage::Failed(failure) => failure.what.get(lang),
    }
}

/// How an entry speaks, for people.
pub fn manner(lang: Lang, model: &Model, spoken: &VoicePreset) -> String {
    let output = model.output_of(spoken);
    let voice = model.voices.get(&spoken.voice.id);
    let mut parts = Vec::new();
    if voice.is_none() && model.voices.from.is_some() && !spoken.voice.id.is_empty() {
        parts.push(words::VANISHED.get(lang).to_owned());
    }
    if let Some(rate) = output.speech_rate {
        parts.push(format!("{} {}", voice_words::RATE.get(lang), format::percent(rate)));
    }
    if let Some(loudness) = output.loudness_rate {
        parts.push(format!("{} {}", voice_words::LOUDNESS.get(lang), format::percent(loudness)));
    }
    let emotion = output.emotion_config.as_ref().and_then(|config| config.emotion.as_deref());
    let known = emotion.and_then(|wanted| voice?.emotions.iter().find(|known| known.emotion == wanted));
    parts.extend(known.map(|known| emotion_name(lang, known)));
    parts.extend(output.context_texts.map(|context| label(&context).into_owned()));
    parts.join(" · ")
}

/// The letter of a voice without a name, which stands last.
fn letter_of(name: &str) -> &str {
    name.char_indices().next_back().map_or(name, |(at, _)| &name[at..])
}
