//! The list of voices: hundreds of them, so that one searches, narrows by language, and hears before choosing.

use egui::{Atom, AtomExt as _, Button, Popup, PopupCloseBehavior, Response, RichText, ScrollArea, Ui, vec2};

use crate::protocol::Voice;
use crate::store::VoiceChoice;
use crate::ui::Action;
use crate::ui::playback::preview::{PreviewState, Previewed, preview_button};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::{CONTROL, GAP};
use crate::ui::shell::{theme, widgets};
use crate::ui::voice::{VoiceAction, VoiceFilter, Voices};
use crate::words::outside::label;
use crate::words::{Lang, voice as words};

const ROW: f32 = 40.0;
/// More languages than this do not fit as words one can press; the search finds the rest.
const MOST_LANGUAGES: usize = 8;

/// The list below `button`, while it is open.
pub fn voice_list_ui(
    button: &Response,
    lang: Lang,
    voices: &Voices,
    preview: &PreviewState,
    chosen: &str,
    filter: &mut VoiceFilter,
) -> Option<Action> {
    let was_open = Popup::is_id_open(&button.ctx, Popup::default_response_id(button));
    Popup::menu(button)
        .width(340.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(words::VOICES.get(lang))
        .show(|ui| {
            if !was_open {
                // What was looked for the last time would hide voices.
                *filter = VoiceFilter::default();
            }
            let walked = walk(ui, filter);
            let search =
                widgets::line_edit(ui, &mut filter.search, words::SEARCH.get(lang), words::SEARCH_HINT.get(lang));
            if !was_open || ui.input(|input| input.pointer.any_pressed()) && button.clicked() {
                search.request_focus();
            }
            languages_ui(ui, lang, &voices.list, filter);
            let found: Vec<&Voice> = voices.list.iter().filter(|voice| fits(voice, filter)).collect();
            if found.is_empty() {
                widgets::explain(ui, words::NO_VOICES.get(lang));
            }
            filter.at = filter.at.map(|at| at.min(found.len().saturating_sub(1)));
            let mut action = None;
            if let (Walked::Entered, Some(voice)) = (walked, found.get(filter.at.unwrap_or(0))) {
                action = Some(choose(voice));
            }
            ui.spacing_mut().item_spacing.y = 2.0;
            let mut scroll = ScrollArea::vertical().max_height(300.0).auto_shrink([false, true]);
            if let (Walked::Moved, Some(at)) = (walked, filter.at) {
                scroll = scroll.vertical_scroll_offset((at as f32 - 3.0).max(0.0) * (ROW + 2.0));
            }
            let at = filter.at;
            scroll.show_rows(ui, ROW, found.len(), |ui, rows| {
                for (row, voice) in rows.clone().zip(&found[rows]) {
                    let marks = RowMarks { is_chosen: voice.id == chosen, is_at: at == Some(row) };
                    if let Some(wish) = row_ui(ui, lang, voice, marks, preview) {
                        action = Some(wish);
                    }
                }
            });
            if let Some(Action::Voice(VoiceAction::Choose(_))) = action {
                ui.close();
            }
            action
        })
        .and_then(|shown| shown.inner)
}

/// Whether a voice is among those that are looked for.
pub fn fits(voice: &Voice, filter: &VoiceFilter) -> bool {
    let search = filter.search.trim().to_lowercase();
    let spoken = filter.language.as_ref().is_none_or(|code| voice.language_code.as_ref() == Some(code));
    spoken && (search.is_empty() || voice.name.to_lowercase().contains(&search) || voice.id.starts_with(&search))
}

fn languages_ui(ui: &mut Ui, lang: Lang, voices: &[Voice], filter: &mut VoiceFilter) {
    let mut languages: Vec<(&str, Option<&str>)> = Vec::new();
    for voice in voices {
        let Some(code) = voice.language_code.as_deref() else { continue };
        if !languages.iter().any(|(known, _)| *known == code) {
            languages.push((code, voice.language_name.as_deref()));
        }
    }
    if languages.len() < 2 {
        filter.language = None;
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        ui.spacing_mut().button_padding = vec2(10.0, 4.0);
        ui.spacing_mut().interact_size.y = 26.0;
        if ui.add(chip(filter.language.is_none(), words::ALL_LANGUAGES.get(lang))).clicked() {
            filter.language = None;
        }
        for (code, name) in languages.into_iter().take(MOST_LANGUAGES) {
            if ui
                .add(chip(filter.language.as_deref() == Some(code), &words::language(lang, Some(code), name)))
                .clicked()
            {
                filter.language = Some(code.to_owned());
            }
        }
    });
}

fn chip(is_chosen: bool, label: &str) -> Button<'_> {
    Button::selectable(is_chosen, RichText::new(label).small()).corner_radius(13)
}

/// What the keys did in the list while one types what is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walked {
    No,
    /// Another row is marked.
    Moved,
    /// The marked row, or the first, is chosen.
    Entered,
}

/// Takes the arrows and Enter from the field.
fn walk(ui: &Ui, filter: &mut VoiceFilter) -> Walked {
    let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    if !ui.ctx().text_edit_focused() {
        return Walked::No;
    }
    if pressed(egui::Key::ArrowDown) {
        filter.at = Some(filter.at.map_or(0, |at| at + 1));
        return Walked::Moved;
    }
    if pressed(egui::Key::ArrowUp) {
        filter.at = filter.at.map(|at| at.saturating_sub(1));
        return Walked::Moved;
    }
    match pressed(egui::Key::Enter) {
        true => Walked::Entered,
        false => Walked::No,
    }
}

/// How a row is marked.
#[derive(Clone, Copy)]
struct RowMarks {
    is_chosen: bool,
    /// The arrows stand at it.
    is_at: bool,
}

fn choose(voice: &Voice) -> Action {
    Action::Voice(VoiceAction::Choose(VoiceChoice { id: voice.id.clone(), name: voice.name.clone() }))
}

fn row_ui(ui: &mut Ui, lang: Lang, voice: &Voice, marks: RowMarks, preview: &PreviewState) -> Option<Action> {
    let RowMarks { is_chosen, is_at } = marks;
    let palette = theme::palette(ui);
    let mut action = None;
    ui.horizontal(|ui| {
        let width = ui.available_width() - CONTROL - GAP;
        let mark = Atom::paint(egui::Vec2::splat(theme::ICON), move |ui, args| {
            if is_chosen {
                Icon::Check.paint(ui.painter(), args.rect, palette.accent);
            }
        });
        let shown = label(&voice.name);
        let name = RichText::new(shown.as_ref()).color(palette.ink);
        let language = words::language(lang, voice.language_code.as_deref(), voice.language_name.as_deref());
        let language = RichText::new(language.as_ref()).small().color(palette.faint);
        ui.spacing_mut().button_padding = vec2(10.0, 6.0);
        let button = Button::new((mark, name.atom_shrink(true), Atom::grow(), language))
            .frame_when_inactive(is_chosen)
            .truncate()
            .min_size(vec2(width, ROW - 2.0));
        let button = if is_chosen { button.fill(palette.accent_soft) } else { button };
        let response = ui.add_sized(vec2(width, ROW - 2.0), button);
        let enabled = ui.is_enabled();
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, enabled, is_chosen, &shown));
        if is_at {
            widgets::focus_ring(ui, response.rect.shrink(2.0), theme::ROUND);
        }
        if response.clicked() {
            action = Some(choose(voice));
        }
        action = sample_ui(ui, lang, voice, preview, CONTROL).or(action.take());
    });
    action
}

/// The button that plays a voice's free sample, and ends it.
pub fn sample_ui(ui: &mut Ui, lang: Lang, voice: &Voice, preview: &PreviewState, side: f32) -> Option<Action> {
    let label = words::PLAY_SAMPLE.with("voice", label(&voice.name)).get(lang);
    let stage = preview.stage(&Previewed::Sample(voice.id.clone()));
    let pressed = preview_button(ui, lang, &label, stage, side).clicked();
    pressed.then(|| Action::Voice(VoiceAction::Preview(Box::new(voice.clone()))))
}
