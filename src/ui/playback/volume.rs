//! How loud it is: silence, the volume, and the level of what is heard.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::audio::Meter;
use crate::store::Settings;
use crate::ui::Action;
use crate::ui::playback::{PlaybackAction, tools};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::{keys, theme, widgets};
use crate::words::{Lang, playback as words};

/// Silence, the volume and the level, from the right to the left.
pub fn volume_ui(ui: &mut Ui, lang: Lang, settings: &Settings, meter: &Meter) -> Option<Action> {
    let mut action = None;
    ui.spacing_mut().item_spacing.x = 4.0;
    level_ui(ui, lang, meter);
    let mut volume = settings.volume;
    let slider = widgets::bare_slider(ui, &mut volume, 0.0..=1.5, 76.0);
    ui.ctx().accesskit_node_builder(slider.id, |node| node.set_label(words::VOLUME_NAME.get(lang)));
    if slider.double_clicked() {
        volume = 1.0;
    }
    if volume != settings.volume {
        action = Some(PlaybackAction::Volume(volume));
    }
    slider.on_hover_text(words::VOLUME.with("n", (volume * 100.0).round()).get(lang));
    let (icon, label) = match settings.muted {
        true => (Icon::Muted, words::UNMUTE.get(lang)),
        false => (Icon::Speaker, words::MUTE.get(lang)),
    };
    if tools::tool(ui, icon, label, &keys::hint(ui.ctx(), label, &keys::MUTE), settings.muted).clicked() {
        action = Some(PlaybackAction::Mute);
    }
    action.map(Action::Playback)
}

/// The quietest sound that shows, in dB below the loudest.
const FLOOR: f32 = 48.0;

/// A small column as high as it is loud.
fn level_ui(ui: &mut Ui, lang: Lang, meter: &Meter) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(4.0, 22.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, words::LEVEL.get(lang)));
    ui.painter().rect_filled(rect, 2.0, palette.control_hover);
    let level = meter.level();
    if level > 0.0 {
        let full = (1.0 + 20.0 * level.log10() / FLOOR).clamp(0.0, 1.0);
        let column = Rect::from_min_max(pos2(rect.left(), rect.bottom() - rect.height() * full), rect.max);
        let color = if level > 0.98 { palette.warn } else { palette.accent };
        ui.painter().rect_filled(column, 2.0, color);
    }
}
