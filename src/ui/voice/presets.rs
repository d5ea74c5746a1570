//! Presets: a voice and how it speaks, brought back by one press.

use egui::{Key, Popup, Ui, vec2};

use crate::store::VoicePreset;
use crate::ui::Action;
use crate::ui::model::Model;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::keys::{Shortcut, hint};
use crate::ui::shell::{FilePurpose, ShellAction, widgets};
use crate::ui::voice::panel::choice_chip;
use crate::words::outside::line;
use crate::words::{Lang, shell as common, voice as words};

/// The widest that the name of a preset is shown, in columns.
const SHOWN: usize = 24;

/// Side of the button of the menu, in points.
const SMALL: f32 = 26.0;

/// The presets of the account, and the way to one more. `draft` is the name of one that is being saved.
pub(super) fn presets_ui(ui: &mut Ui, lang: Lang, model: &mut Model, draft: &mut Option<String>) -> Option<Action> {
    let action = heading_ui(ui, lang, !model.settings.presets.is_empty());
    let voice = model.voice();
    let settings = &mut model.settings;
    let own: Vec<VoicePreset> = settings.own_presets().cloned().collect();
    let in_use = own.iter().find(|preset| preset.is_in_use(settings, &voice)).map(|preset| preset.name.clone());
    if !own.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for (number, preset) in (0..).zip(&own) {
                let is_in_use = in_use.as_ref() == Some(&preset.name);
                let mut chip = choice_chip(ui, is_in_use, &line(&preset.name, SHOWN));
                if number < 9 {
                    chip = chip.on_hover_text(hint(ui.ctx(), &preset.name, Shortcut::Preset(number)));
                }
                if chip.clicked() {
                    settings.use_preset(preset);
                }
            }
        });
    }
    match draft {
        None => {
            ui.horizontal_wrapped(|ui| {
                if in_use.is_none() && widgets::quiet_button(ui, Icon::Plus, words::SAVE_PRESET.get(lang)).clicked() {
                    *draft = Some(String::new());
                }
                if let Some(name) = &in_use
                    && widgets::quiet_button(ui, Icon::Trash, words::DROP_PRESET.get(lang)).clicked()
                {
                    settings.drop_preset(name);
                }
            });
        }
        Some(name) => {
            let field = widgets::line_edit(ui, name, words::PRESET_NAME.get(lang), words::PRESET_NAME.get(lang));
            if name.is_empty() && !field.has_focus() && !field.lost_focus() {
                field.request_focus();
            }
            let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let (mut is_saved, mut is_over) = (is_entered, false);
            ui.horizontal(|ui| {
                is_saved |= widgets::button(ui, Icon::Check, words::KEEP_PRESET.get(lang)).clicked();
                is_over = widgets::quiet_button(ui, Icon::Close, common::CANCEL.get(lang)).clicked();
            });
            let preset = VoicePreset::of(settings, voice, name).filter(|_| is_saved);
            if is_over || preset.is_some() {
                *draft = None;
            }
            if let Some(preset) = preset {
                settings.keep_preset(preset);
            }
        }
    }
    action
}

/// What the presets are called, and how they come from files and go there.
fn heading_ui(ui: &mut Ui, lang: Lang, has_some: bool) -> Option<Action> {
    let left = |ui: &mut Ui| widgets::heading(ui, words::PRESETS.get(lang));
    let right = |ui: &mut Ui| widgets::icon_button_sized(ui, Icon::More, words::PRESETS_MENU.get(lang), SMALL);
    let (_, more) = widgets::spread(ui, left, right);
    let mut wanted = None;
    Popup::menu(&more).width(210.0).show(|ui| {
        if widgets::menu_action(ui, Icon::Open, words::IMPORT_PRESETS.get(lang)).clicked() {
            wanted = Some(FilePurpose::PresetsIn);
        }
        let export = |ui: &mut Ui| widgets::menu_action(ui, Icon::Save, words::EXPORT_PRESETS.get(lang)).clicked();
        if ui.add_enabled_ui(has_some, export).inner {
            wanted = Some(FilePurpose::PresetsOut);
        }
    });
    wanted.map(|wanted| Action::Shell(ShellAction::Browse(wanted)))
}
