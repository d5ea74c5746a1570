//! Shortcuts are shown and changed in the settings.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use langsheng::ui::shell::keys;
use langsheng::ui::shell::keys::Shortcut;
use langsheng::words::{Lang, document, export, settings as words, shell};

use crate::desk::{Desk, LANGS};

/// Shows the shortcuts, and waits for the new keys of one.
fn change(desk: &mut Desk, shortcut: Shortcut) {
    if !desk.view().settings {
        desk.settings_at(words::SHORTCUTS_SECTION);
    }
    let what = name(desk.lang, shortcut);
    desk.press_far(&words::CHANGE_KEYS_OF.with("what", what).get(desk.lang));
    assert!(desk.shows(words::PRESS_KEYS.get(desk.lang)));
}

fn name(lang: Lang, shortcut: Shortcut) -> &'static str {
    shortcut.name().get(lang).trim_end_matches('…')
}

#[test]
fn new_keys_take_effect_at_once_are_shown_and_stay() {
    let new = Modifiers { shift: true, ..Modifiers::COMMAND };
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.write("今天天气不错。");
        change(&mut desk, Shortcut::Export);
        desk.key(new, Key::L);
        assert!(desk.shows("Ctrl+Shift+L") && !desk.shows(words::PRESS_KEYS.get(lang)));
        desk.key(Modifiers::NONE, Key::Escape);
        assert!(!desk.view().settings, "Esc closes the page again");
        desk.key(Modifiers::COMMAND, Key::S);
        assert!(desk.view().export.is_none(), "the old keys are free");
        desk.key(new, Key::L);
        assert!(desk.view().export.is_some());
        desk.key(Modifiers::NONE, Key::Escape);
        desk.harness().get_by_role_and_label(Role::Button, export::SAVE_AS.get(lang)).hover();
        desk.until_shown("Ctrl+Shift+L");

        let mut desk = desk.again();
        desk.key(new, Key::L);
        assert!(desk.view().export.is_some());
        desk.key(Modifiers::NONE, Key::Escape);
        desk.settings_at(words::SHORTCUTS_SECTION);
        desk.press_far(&words::RESET_KEYS.with("what", name(lang, Shortcut::Export)).get(lang));
        assert!(desk.shows("Ctrl+S") && desk.model().settings.shortcuts.is_empty());
    }
}

#[test]
fn keys_that_do_something_else_are_named_and_may_be_taken() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        change(&mut desk, Shortcut::Mute);
        desk.key(Modifiers::COMMAND, Key::O);
        let export = name(lang, Shortcut::Open);
        let told = words::KEYS_OTHER.with("keys", "Ctrl+O").with("what", export).get(lang);
        assert!(desk.shows(&told), "{}", desk.words());
        desk.key(Modifiers::NONE, Key::Escape);
        assert!(!desk.shows(&told) && desk.view().settings, "Esc calls it off");
        assert!(desk.model().settings.shortcuts.is_empty());

        change(&mut desk, Shortcut::Mute);
        desk.key(Modifiers::COMMAND, Key::O);
        desk.key(Modifiers::NONE, Key::Enter);
        assert!(!desk.shows(&told));
        desk.key(Modifiers::COMMAND, Key::O);
        assert!(desk.model().settings.muted && !desk.shows(document::OPEN_TITLE.get(lang)));
        // Its own keys are no longer there to be had back without a question.
        desk.press_far(&words::RESET_KEYS.with("what", export).get(lang));
        let told = words::KEYS_OTHER.with("keys", "Ctrl+O").with("what", name(lang, Shortcut::Mute)).get(lang);
        assert!(desk.shows(&told), "{}", desk.words());
        desk.press_far(words::TAKE_KEYS.get(lang));
        desk.press_far(words::RESET_ALL_KEYS.get(lang));
        assert!(desk.model().settings.shortcuts.is_empty());
        desk.key(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::M);
        assert!(!desk.model().settings.muted, "everything is as it was");
    }
}

#[test]
fn keys_that_writing_needs_are_refused_with_a_reason_and_do_nothing() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.write("今天天气不错。");
        change(&mut desk, Shortcut::Speak);
        for (held, key, why) in [
            (Modifiers::NONE, Key::L, words::KEYS_WRITE),
            (Modifiers::NONE, Key::Space, words::KEYS_WRITE),
            (Modifiers::NONE, Key::Enter, words::KEYS_WRITE),
            (Modifiers::COMMAND, Key::A, words::KEYS_EDIT),
            (Modifiers::COMMAND, Key::Z, words::KEYS_EDIT),
            (Modifiers::NONE, Key::Tab, words::KEYS_OF_WINDOW),
        ] {
            desk.key(held, key);
            let keys = keys::said(&desk.harness().ctx, &egui::KeyboardShortcut::new(held, key));
            let why = why.with("keys", keys).with("command", "Ctrl").get(lang);
            assert!(desk.shows(&why), "{why} in\n{}", desk.words());
            assert!(desk.shows(words::PRESS_KEYS.get(lang)), "it waits for better ones");
        }
        desk.harness().event(Event::Copy);
        desk.step();
        assert!(desk.shows(&words::KEYS_EDIT.with("keys", "Ctrl+C").get(lang)));
        assert_eq!(desk.stage(), None);
        desk.key(Modifiers::NONE, Key::Escape);
        assert!(!desk.shows(words::PRESS_KEYS.get(lang)) && desk.view().settings);
        assert!(desk.model().settings.shortcuts.is_empty());
        let label = words::CHANGE_KEYS_OF.with("what", name(lang, Shortcut::Speak)).get(lang);
        let button = desk.harness().get_by_role_and_label(Role::Button, &label);
        assert!(button.is_focused(), "the keyboard is where it was");
    }
}

#[test]
fn who_clicks_elsewhere_has_the_keys_back() {
    let mut desk = Desk::open(Lang::En);
    change(&mut desk, Shortcut::Speak);
    desk.press(shell::HIDE_LEFT);
    assert!(!desk.shows(words::PRESS_KEYS.en));
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(!desk.view().settings);
}
