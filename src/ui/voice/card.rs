//! A voice as a card: a sign drawn from its name, its name, language and abilities.

use egui::{Align2, Color32, FontId, Painter, Rect, TextStyle, Ui, Vec2, pos2, vec2};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::protocol::Voice;
use crate::ui::shell::theme;
use crate::ui::shell::theme::GAP;
use crate::ui::voice::index::VoiceEntry;
use crate::ui::voice::traits::VoiceModel;
use crate::ui::voice::{takes_context, takes_loudness};
use crate::words::outside::label;
use crate::words::{Lang, clone, voice as words};

/// Height of a tag, in points.
const TAG: f32 = 20.0;

/// Draws the sign of a voice into a square: the first character of its name on a ground of its own.
pub fn paint_sign(ui: &Ui, rect: Rect, name: &str) {
    let (ground, ink) = theme::of_name(ui.visuals().dark_mode, name);
    ui.painter().circle_filled(rect.center(), rect.width() / 2.0, ground);
    let is_telling = |part: &&str| part.chars().any(char::is_alphanumeric);
    let shown = label(name);
    let first: String = shown.graphemes(true).find(is_telling).unwrap_or("·").to_uppercase();
    let font = FontId::proportional(rect.width() * 0.45);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, first, font, ink);
}

/// The line below the name: language, gender, and whose it is.
pub fn facts(lang: Lang, voice: &Voice, entry: &VoiceEntry) -> String {
    let language = words::language(lang, voice.language_code.as_deref(), voice.language_name.as_deref());
    let gender = entry.gender.map(|gender| gender.name(lang));
    let maker = (!voice.is_system).then(|| words::CLONED.get(lang));
    let state = voice.is_in_training().then(|| clone::IN_TRAINING.get(lang));
    let parts = [Some(language.as_ref()), gender, maker, state];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What a voice is for and what it can do, the most telling first: the words, and whether it is an ability.
pub fn tags(lang: Lang, voice: &Voice, entry: &VoiceEntry) -> Vec<(String, bool)> {
    let mut tags = Vec::new();
    if !voice.emotions.is_empty() {
        tags.push((words::FEELINGS.with("n", voice.emotions.len()).get(lang), true));
    }
    if takes_context(voice) {
        tags.push((words::FOLLOWS_STYLE.get(lang).to_owned(), true));
    }
    if entry.model == VoiceModel::Small {
        tags.push((words::MODEL_SMALL.get(lang).to_owned(), false));
    }
    tags.extend(entry.styles.iter().map(|style| (style.name(lang).to_owned(), false)));
    if let Some(left) = voice.available_training_times.filter(|left| *left > 0 && !voice.is_system) {
        tags.push((clone::TRAININGS_LEFT.with("n", left).get(lang), false));
    }
    if !takes_loudness(voice) {
        tags.push((words::NO_LOUDNESS.get(lang).to_owned(), false));
    }
    tags
}

/// Draws tags in a row from `at` on, as many as have room.
pub fn paint_tags(ui: &Ui, at: egui::Pos2, width: f32, tags: &[(String, bool)]) {
    let palette = theme::palette(ui);
    let font = FontId::proportional(11.0);
    let mut x = at.x;
    for (words, is_ability) in tags {
        let (fill, ink) = match is_ability {
            true => (palette.accent_soft, palette.accent),
            false => (palette.control, palette.soft),
        };
        let galley = ui.painter().layout_no_wrap(words.clone(), font.clone(), ink);
        let size = vec2(galley.size().x + 12.0, TAG);
        if x + size.x > at.x + width {
            break;
        }
        let rect = Rect::from_min_size(pos2(x, at.y), size);
        ui.painter().rect_filled(rect, TAG / 2.0, fill);
        ui.painter().galley(Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect).min, galley, ink);
        x += size.x + 4.0;
    }
}

/// Writes one line into `width`, with dots where it is longer.
pub fn paint_line(painter: &Painter, at: egui::Pos2, width: f32, words: &str, font: FontId, ink: Color32) {
    let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    let galley = painter.layout_job(job);
    painter.galley(at, galley, ink);
}

/// The card of the voice that speaks, as it stands in the region of the voice.
pub fn chosen_card(ui: &mut Ui, lang: Lang, name: &str, voice: Option<(&Voice, &VoiceEntry)>) {
    let palette = theme::palette(ui);
    let side = 48.0;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), side), egui::Sense::hover());
    paint_sign(ui, Rect::from_min_size(rect.min, Vec2::splat(side)), name);
    let x = rect.left() + side + GAP + 4.0;
    let width = rect.right() - x;
    let strong = FontId::new(16.0, egui::FontFamily::Proportional);
    let shown = label(name);
    let (name_y, facts_y) = (rect.top() + 4.0, rect.top() + 27.0);
    paint_line(ui.painter(), pos2(x, name_y), width, &shown, strong, palette.ink);
    let facts = voice.map(|(voice, entry)| facts(lang, voice, entry)).unwrap_or_default();
    let small = TextStyle::Small.resolve(ui.style());
    paint_line(ui.painter(), pos2(x, facts_y), width, &facts, small, palette.soft);
    let described = ui.interact(rect, ui.scope_id().with("chosen voice"), egui::Sense::hover());
    let said = format!("{}: {shown}, {facts}", words::VOICE.get(lang));
    let enabled = ui.is_enabled();
    described.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, enabled, &said));
    if let Some((voice, entry)) = voice {
        let tags = tags(lang, voice, entry);
        if !tags.is_empty() {
            let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), TAG), egui::Sense::hover());
            paint_tags(ui, row.min, row.width(), &tags);
        }
    }
}
