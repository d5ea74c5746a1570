//! The grid of cards: only those in sight are laid out, and one walks through them by keys.

use egui::{
    CursorIcon, EventFilter, FontId, Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, TextStyle, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use crate::protocol::Voice;
use crate::store::VoiceChoice;
use crate::ui::Action;
use crate::ui::model::Model;
use crate::ui::playback::preview::{PreviewStage, Previewed};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::{CARD_ROUND, GAP, GROUP, ROUND};
use crate::ui::shell::{theme, widgets};
use crate::ui::voice::board::BoardAction;
use crate::ui::voice::browser::{Hears, VoiceBrowser, own_id_ui};
use crate::ui::voice::card::{facts, paint_line, paint_sign, paint_tags, tags};
use crate::ui::voice::index::VoiceEntry;
use crate::ui::voice::{Among, VoiceAction};
use crate::words::outside::label;
use crate::words::{Lang, board, playback, voice as words};

/// The least width of a card, and its height, in points.
const CARD: Vec2 = vec2(248.0, 96.0);
/// Side of a button on a card, in points.
const SMALL: f32 = 28.0;
/// What the keys did.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pressed {
    Nothing,
    /// Another card is marked.
    Moved,
    Preview,
    Star,
    Compare,
    Use,
}

/// The name of the grid, which holds the keyboard while one walks through it.
fn grid_id() -> Id {
    Id::unique("voices")
}

/// The cards. Keys that are not the search's are theirs.
pub(super) fn grid_ui(
    ui: &mut Ui,
    model: &Model,
    browser: &mut VoiceBrowser,
    search: &Response,
    shows_marked: bool,
) -> Option<Action> {
    let lang = model.lang();
    let mut action = own_id_ui(ui, lang, model, browser, search);
    let found = browser.found.places.len();
    if found == 0 {
        let why = match browser.filter.among {
            Among::Favourites if model.voice_marks().favourites.is_empty() => words::NO_FAVOURITES,
            Among::Recent if model.voice_marks().recent.is_empty() => words::NO_RECENT,
            Among::Document if browser.filter.search.is_empty() => words::NO_DOCUMENT,
            _ => words::NO_VOICES,
        };
        ui.add_space(GROUP);
        widgets::explain(ui, why.get(lang));
        return action;
    }
    let width = ui.available_width() - widgets::SCROLL_ROOM;
    let columns = (((width + GAP) / (CARD.x + GAP)).floor() as usize).max(1);
    let card = vec2((width - 4.0 + GAP) / columns as f32 - GAP, CARD.y);
    let grid = ui.interact(ui.available_rect_before_wrap(), grid_id(), Sense::focusable_noninteractive());
    let enabled = ui.is_enabled();
    grid.widget_info(|| WidgetInfo::labeled(Role::ListBox, enabled, words::VOICES.get(lang)));
    let pressed = keys(ui, browser, search, &grid, (found, columns));
    let marked = browser.found.places.get(browser.at).and_then(|place| model.voices.list.get(*place));
    if let (Some(voice), Pressed::Preview | Pressed::Star | Pressed::Compare | Pressed::Use) = (marked, pressed) {
        action = Some(match pressed {
            Pressed::Preview => hear(browser, voice),
            Pressed::Star => Action::Voice(VoiceAction::Star(voice.id.clone())),
            Pressed::Compare => BoardAction::Add(VoiceChoice::of(voice)).into(),
            _ => choose(voice),
        });
    }
    let chosen = model.voice().id;
    let step = card + Vec2::splat(GAP);
    let rows = found.div_ceil(columns);
    ScrollArea::vertical().id_salt("voice cards").auto_shrink(false).show_viewport(ui, |ui, view| {
        ui.set_height(rows as f32 * step.y + GROUP);
        // The ring around the first card would be cut.
        let origin = ui.max_rect().min + Vec2::splat(2.0);
        let place = |at: usize| {
            let corner = origin + vec2((at % columns) as f32 * step.x, (at / columns) as f32 * step.y);
            Rect::from_min_size(corner, card)
        };
        if pressed == Pressed::Moved || shows_marked {
            ui.scroll_to_rect_animation(place(browser.at).expand(GAP), None, egui::style::ScrollAnimation::none());
        }
        let first = (view.min.y / step.y).floor().max(0.0) as usize;
        let last = ((view.max.y / step.y).ceil().max(0.0) as usize).min(rows);
        for at in (first * columns)..(last * columns).min(found) {
            let list = browser.found.places[at];
            let (Some(voice), Some(entry)) = (model.voices.list.get(list), model.voices.index.entry(list)) else {
                continue;
            };
            let shown = Shown {
                is_chosen: voice.id == chosen,
                is_marked: at == browser.at,
                has_keys: grid.has_focus() || search.has_focus(),
                is_compared: model.board().has(&voice.id),
                is_made: browser.hears == Hears::Sentence && model.voices.has_made(&voice.id, browser.sentence()),
                is_starred: model.voice_marks().favourites.contains(&voice.id),
                hears: browser.hears,
                stage: model.preview.stage(&match browser.hears {
                    Hears::Sample => Previewed::Sample(voice.id.clone()),
                    Hears::Sentence => Previewed::Audition(voice.id.clone()),
                }),
            };
            let Some(touched) = card_ui(ui, lang, place(at), voice, entry, shown, &grid) else { continue };
            browser.at = at;
            action = Some(match touched {
                Pressed::Preview => hear(browser, voice),
                Pressed::Star => Action::Voice(VoiceAction::Star(voice.id.clone())),
                Pressed::Compare => BoardAction::Add(VoiceChoice::of(voice)).into(),
                _ => choose(voice),
            });
        }
    });
    action
}

/// What the keys ask for. While the search has them, it keeps what moves in a text or is a part of one; what is typed into the
/// grid goes on in the search.
fn keys(
    ui: &mut Ui,
    browser: &mut VoiceBrowser,
    search: &Response,
    grid: &Response,
    (found, columns): (usize, usize),
) -> Pressed {
    // A field of one line lets go of the keyboard at Enter.
    let in_search = search.has_focus() || search.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if !in_search && !grid.has_focus() {
        return Pressed::Nothing;
    }
    let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(grid.id, filter));
    let is_free = !in_search || browser.filter.search.is_empty();
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Enter) {
        return Pressed::Use;
    }
    if is_free && pressed(Key::Space) {
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, egui::Event::Text(text) if text == " ")));
        browser.filter.search.clear();
        return Pressed::Preview;
    }
    let before = browser.at;
    let mut at = before;
    let mut has_moved = false;
    for (key, by, is_ours) in [
        (Key::ArrowDown, columns.cast_signed(), true),
        (Key::ArrowUp, -columns.cast_signed(), true),
        (Key::ArrowRight, 1, is_free),
        (Key::ArrowLeft, -1, is_free),
        (Key::PageDown, 4 * columns.cast_signed(), true),
        (Key::PageUp, -4 * columns.cast_signed(), true),
    ] {
        if is_ours && pressed(key) {
            // The first arrow down leads to the first card.
            let leaves_search = in_search && by > 0 && before == 0 && key == Key::ArrowDown;
            at = if leaves_search { 0 } else { at.saturating_add_signed(by).min(found - 1) };
            has_moved = true;
        }
    }
    if !in_search {
        if pressed(Key::Home) {
            (at, has_moved) = (0, true);
        }
        if pressed(Key::End) {
            (at, has_moved) = (found - 1, true);
        }
        if pressed(Key::S) {
            return Pressed::Star;
        }
        if pressed(Key::C) {
            return Pressed::Compare;
        }
        let mut typed = String::new();
        ui.input_mut(|input| {
            input.events.retain(|event| match event {
                egui::Event::Text(text) => {
                    typed.push_str(text);
                    false
                }
                _ => true,
            });
        });
        if !typed.is_empty() && !["s", "c"].contains(&typed.to_lowercase().as_str()) {
            browser.filter.search.push_str(&typed);
            move_cursor_to_end(ui, search, &browser.filter.search);
        }
    }
    browser.at = at;
    if has_moved {
        grid.request_focus();
        return Pressed::Moved;
    }
    Pressed::Nothing
}

/// Gives the keyboard to the search, behind what stands there.
fn move_cursor_to_end(ui: &Ui, search: &Response, text: &str) {
    search.request_focus();
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), search.id).unwrap_or_default();
    let end = egui::text::CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
    state.store(ui.ctx(), search.id);
}

/// What lets one hear a voice, or ends that.
fn hear(browser: &VoiceBrowser, voice: &Voice) -> Action {
    let voice = Box::new(voice.clone());
    Action::Voice(match browser.hears {
        Hears::Sample => VoiceAction::Preview(voice),
        Hears::Sentence => VoiceAction::Audition { voice, text: browser.sentence().to_owned() },
    })
}

fn choose(voice: &Voice) -> Action {
    Action::Voice(VoiceAction::Choose(VoiceChoice::of(voice)))
}

/// How a card is shown.
#[derive(Clone, Copy)]
struct Shown {
    is_chosen: bool,
    /// The arrows stand at it.
    is_marked: bool,
    /// And they would move.
    has_keys: bool,
    is_starred: bool,
    is_compared: bool,
    /// The sentence was made in this voice, so that hearing it costs nothing.
    is_made: bool,
    hears: Hears,
    stage: PreviewStage,
}

/// One card, and what was pressed of it.
fn card_ui(
    ui: &mut Ui,
    lang: Lang,
    rect: Rect,
    voice: &Voice,
    entry: &VoiceEntry,
    shown: Shown,
    grid: &Response,
) -> Option<Pressed> {
    let palette = theme::palette(ui);
    let id = grid.id.with(&voice.id);
    // Not one stop each for the Tab key: the grid is one.
    let response = ui.interact(rect, id, Sense::CLICK).on_hover_cursor(CursorIcon::PointingHand);
    let name = label(&voice.name);
    let (facts, tags) = (facts(lang, voice, entry), tags(lang, voice, entry));
    let facts = if shown.is_made { format!("{} · {facts}", board::FREE_HERE.get(lang)) } else { facts };
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        let abilities: Vec<&str> = tags.iter().map(|(words, _)| words.as_str()).collect();
        let said = format!("{name}, {facts}, {}", abilities.join(", "));
        WidgetInfo::selected(Role::ListBoxOption, enabled, shown.is_chosen, said.trim_end_matches([',', ' ']))
    });
    if shown.is_marked {
        ui.ctx().accesskit_node_builder(grid.id, |node| node.set_active_descendant(id.accesskit_id()));
    }
    let fill = match (shown.is_chosen, response.hovered()) {
        (true, _) => palette.accent_soft,
        (false, true) => palette.control,
        (false, false) => palette.panel,
    };
    ui.painter().rect_filled(rect, CARD_ROUND, fill);
    if shown.is_marked && shown.has_keys {
        widgets::focus_ring(ui, rect.shrink(1.0), CARD_ROUND);
    }
    paint_sign(ui, Rect::from_min_size(rect.min + vec2(12.0, 12.0), Vec2::splat(40.0)), &voice.name);
    let x = rect.left() + 64.0;
    let width = rect.right() - 12.0 - x;
    let body = TextStyle::Body.resolve(ui.style());
    let small = TextStyle::Small.resolve(ui.style());
    let name_font = FontId::new(15.0, body.family.clone());
    let painter = ui.painter_at(rect);
    paint_line(&painter, pos2(x, rect.top() + 12.0), width, &name, name_font, palette.ink);
    paint_line(&painter, pos2(x, rect.top() + 34.0), width, &facts, small, palette.soft);
    let room = rect.width() - 3.0 * SMALL - 28.0;
    paint_tags(ui, pos2(rect.left() + 12.0, rect.bottom() - 30.0), room, &tags);

    let row = rect.bottom() - 6.0 - SMALL;
    let button = |n: f32| Rect::from_min_size(pos2(rect.right() - 8.0 - n * SMALL, row), Vec2::splat(SMALL));
    let mut touched = response.clicked().then_some(Pressed::Use);
    let (star, said) = match shown.is_starred {
        true => (Icon::StarFull, words::DROP_FAVOURITE),
        false => (Icon::Star, words::ADD_FAVOURITE),
    };
    let color = if shown.is_starred { palette.accent } else { palette.faint };
    let said = said.with("voice", name.as_ref()).get(lang);
    if small_button(ui, button(1.0), id.with("star"), star, &said, color).clicked() {
        touched = Some(Pressed::Star);
    }
    let (icon, said, color) = match shown.is_compared {
        true => (Icon::Check, board::ADDED, palette.accent),
        false => (Icon::Plus, board::ADD, palette.faint),
    };
    let said = said.with("voice", name.as_ref()).get(lang);
    if small_button(ui, button(3.0), id.with("compare"), icon, &said, color).clicked() {
        touched = Some(Pressed::Compare);
    }
    let sample = match shown.hears {
        Hears::Sample => words::PLAY_SAMPLE,
        Hears::Sentence => words::PLAY_SENTENCE,
    };
    let sample = sample.with("voice", name.as_ref()).get(lang);
    let made = format!("{sample} · {}", board::MADE.get(lang));
    let (play, said, color) = match shown.stage {
        PreviewStage::Off if shown.is_made => (Icon::Play, made.as_str(), palette.accent),
        PreviewStage::Off => (Icon::Play, sample.as_str(), palette.soft),
        PreviewStage::Coming => (Icon::Stop, playback::PREVIEW_COMING.get(lang), palette.accent),
        PreviewStage::Sounding => (Icon::Stop, playback::STOP_PREVIEW.get(lang), palette.accent),
    };
    if small_button(ui, button(2.0), id.with("play"), play, said, color).clicked() {
        touched = Some(Pressed::Preview);
    }
    touched
}

/// A square button on a card; the Tab key goes past it.
fn small_button(ui: &Ui, rect: Rect, id: Id, icon: Icon, label: &str, color: egui::Color32) -> Response {
    let palette = theme::palette(ui);
    let response = ui.interact(rect, id, Sense::CLICK);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
    if response.hovered() {
        ui.painter().rect_filled(rect, ROUND, palette.control_hover);
    }
    let color = if response.hovered() { palette.ink } else { color };
    icon.paint(ui.painter(), Rect::from_center_size(rect.center(), Vec2::splat(15.0)), color);
    response.on_hover_text(label).on_hover_cursor(CursorIcon::PointingHand)
}
