//! How loud it is: silence and the volume.

use egui::Ui;

use crate::store::Settings;
use crate::ui::Action;
use crate::ui::playback::{PlaybackAction, tools};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::keys::Shortcut;
use crate::ui::shell::{keys, widgets};
use crate::words::{Lang, playback as words};

/// Silence and the volume, from the right to the left.
pub fn volume_ui(ui: &mut Ui, lang: Lang, settings: &Settings) -> Option<Action> {
    let mut action = None;
    ui.spacing_mut().item_spacing.x = 4.0;
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
    if tools::tool(ui, icon, label, &keys::hint(ui.ctx(), label, Shortcut::Mute), settings.muted).clicked() {
        action = Some(PlaybackAction::Mute);
    }
    action.map(Action::Playback)
}
