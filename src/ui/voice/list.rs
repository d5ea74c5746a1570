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
            let mut action = None;
            ui.spacing_mut().item_spacing.y = 2.0;
            ScrollArea::vertical().max_height(300.0).auto_shrink([false, true]).show_rows(
                ui,
                ROW,
                found.len(),
                |ui, rows| {
                    for voice in &found[rows] {
                        if let Some(wish) = row_ui(ui, lang, voice, voice.id == chosen, preview) {
                            action = Some(wish);
                        }
                    }
                },
            );
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
    let mut languages: Vec<(&str, &str)> = Vec::new();
    for voice in voices {
        let Some(code) = voice.language_code.as_deref() else { continue };
        if !languages.iter().any(|(known, _)| *known == code) {
            languages.push((code, voice.language_name.as_deref().unwrap_or(code)));
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
            if ui.add(chip(filter.language.as_deref() == Some(code), &label(name))).clicked() {
                filter.language = Some(code.to_owned());
            }
        }
    });
}

fn chip(is_chosen: bool, label: &str) -> Button<'_> {
    Button::selectable(is_chosen, RichText::new(label).small()).corner_radius(13)
}

fn row_ui(ui: &mut Ui, lang: Lang, voice: &Voice, is_chosen: bool, preview: &PreviewState) -> Option<Action> {
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
        let language = voice.language_name.as_deref().or(voice.language_code.as_deref()).unwrap_or_default();
        let language = RichText::new(label(language)).small().color(palette.faint);
        ui.spacing_mut().button_padding = vec2(10.0, 6.0);
        let button = Button::new((mark, name.atom_shrink(true), Atom::grow(), language))
            .frame_when_inactive(is_chosen)
            .truncate()
            .min_size(vec2(width, ROW - 2.0));
        let button = if is_chosen { button.fill(palette.accent_soft) } else { button };
        let response = ui.add_sized(vec2(width, ROW - 2.0), button);
        let enabled = ui.is_enabled();
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, enabled, is_chosen, &shown));
        if response.clicked() {
            action = Some(Action::Voice(VoiceAction::Choose(VoiceChoice {
                id: voice.id.clone(),
                name: voice.name.clone(),
            })));
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
