//! What is chosen stays chosen; the language and the colours change at once.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use langsheng::store::Theme;
use langsheng::words::{Lang, playback, settings, shell as common, voice as words};

use crate::desk::Desk;

#[test]
fn the_language_is_switched_live_and_stays() {
    let mut desk = Desk::open(Lang::Zh);
    assert!(desk.shows(playback::SPEAK.zh));
    desk.settings_at(settings::APPEARANCE_SECTION);
    desk.choose_in(common::LANGUAGE.zh, common::AS_SYSTEM.zh, "English");
    desk.lang = Lang::En;
    desk.step();
    assert!(desk.shows(common::SETTINGS.en));
    desk.key(egui::Modifiers::NONE, egui::Key::Escape);
    assert!(desk.shows(playback::SPEAK.en) && !desk.shows(playback::SPEAK.zh));
    let desk = desk.again();
    assert!(desk.shows(playback::SPEAK.en));
}

#[test]
fn settings_survive_a_restart() {
    let mut desk = Desk::open(Lang::En);
    desk.until("the voices are there", |desk| desk.model().voices.list.len() > 1);
    let slider = |desk: &mut Desk, label: &str, value: f64| {
        desk.harness().get_by_role_and_label(Role::Slider, label).set_value_accesskit(value);
        desk.step();
    };
    slider(&mut desk, words::RATE.en, 35.0);
    slider(&mut desk, words::LOUDNESS.en, -20.0);
    slider(&mut desk, playback::VOLUME_NAME.en, 0.5);
    desk.settings_at(settings::APPEARANCE_SECTION);
    desk.choose_in(common::COLOURS.en, common::AS_SYSTEM.en, common::DARK.en);
    desk.settings();
    desk.use_voice("Tones (English)");
    let mut before = desk.model().settings.clone();
    assert_eq!((before.speech_rate, before.loudness, before.volume, before.theme), (35, -20, 0.5, Theme::Dark));
    assert_eq!(desk.model().voice().name, "Tones (English)");
    let desk = desk.again();
    let mut after = desk.model().settings.clone();
    (before.window, after.window) = (None, None);
    assert_eq!(before, after);
}

#[test]
fn feelings_are_offered_only_by_voices_that_have_them() {
    let mut desk = Desk::open(Lang::En);
    desk.until("the voices are there", |desk| desk.model().voices.list.len() > 1);
    assert!(!desk.shows(words::EMOTION.en));
    desk.use_voice("情感");
    desk.choose("Happy");
    let output = desk.model().output();
    assert_eq!(output.emotion_config.expect("a feeling").emotion.as_deref(), Some("happy"));
}
