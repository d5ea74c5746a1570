//! Finding and replacing, the menu of the page, and files that are dropped on it.

use std::fs;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Event, HoveredFile, Key, Modifiers, OutputCommand, ViewportCommand};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use langsheng::words::{Lang, Phrase, document as words};

use crate::desk::{Desk, Dropped, LANGS};

const SHIFT_F3: (Modifiers, Key) = (Modifiers::SHIFT, Key::F3);
const F3: (Modifiers, Key) = (Modifiers::NONE, Key::F3);
const UNDO: (Modifiers, Key) = (Modifiers::COMMAND, Key::Z);

fn text(desk: &Desk) -> String {
    desk.model().document.text.clone()
}

fn place(lang: Lang, at: usize, n: usize) -> String {
    words::FOUND_PLACE.with("at", at).with("n", n).get(lang)
}

fn press(desk: &mut Desk, (modifiers, key): (Modifiers, Key)) {
    desk.key(modifiers, key);
    desk.step();
}

/// A row of the menu or a button, by its words.
fn is_enabled(desk: &mut Desk, label: &str) -> bool {
    !desk.harness().get_by_role_and_label(Role::Button, label).accesskit_node().is_disabled()
}

#[test]
fn what_is_looked_for_is_shown_counted_and_gone_through() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.write("Alpha beta. alpha Beta. ALPHA beta.");
        desk.key(Modifiers::CTRL, Key::Home);
        desk.key(Modifiers::COMMAND, Key::F);
        desk.step();
        desk.type_into(words::FIND.get(lang), "alpha");
        desk.until_shown(&place(lang, 1, 3));
        for (key, at) in [((Modifiers::NONE, Key::Enter), 2), (F3, 3), (F3, 1), (SHIFT_F3, 3), (SHIFT_F3, 2)] {
            press(&mut desk, key);
            assert!(desk.shows(&place(lang, at, 3)), "{key:?}: {at} of 3 among\n{}", desk.words());
        }
        desk.press(words::FIND_NEXT);
        desk.until_shown(&place(lang, 3, 3));
        desk.harness().get_by_label(words::MATCH_CASE.get(lang)).click();
        desk.until_shown(&place(lang, 1, 1));
        desk.fill(words::FIND.get(lang), "gamma");
        desk.until_shown(words::NOT_FOUND.get(lang));
        assert!(!desk.is_enabled(words::FIND_NEXT));
        desk.fill(words::FIND.get(lang), "Beta");
        desk.until_shown(&place(lang, 1, 1));
        desk.key(Modifiers::NONE, Key::Escape);
        desk.step();
        assert!(!desk.shows(words::MATCH_CASE.get(lang)));
        desk.harness().event(Event::Text("gamma".into()));
        desk.step();
        assert_eq!(text(&desk), "Alpha beta. alpha gamma. ALPHA beta.", "what was found is chosen");
        press(&mut desk, F3);
        assert!(desk.shows(words::NOT_FOUND.get(lang)), "F3 opens it again");
    }
}

#[test]
fn the_keyboard_goes_from_what_is_looked_for_to_what_takes_its_place() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.write("one two");
        desk.key(Modifiers::COMMAND, Key::H);
        desk.step();
        desk.type_into(words::FIND.get(lang), "one");
        desk.until_shown(&place(lang, 1, 1));
        for label in [words::REPLACE_WITH, words::FIND_PREVIOUS, words::FIND_NEXT] {
            desk.key(Modifiers::NONE, Key::Tab);
            let focused = desk.harness().root().children_recursive().find(|node| node.accesskit_node().is_focused());
            let name = focused.and_then(|node| node.accesskit_node().label());
            assert_eq!(name.as_deref(), Some(label.get(lang)));
        }
    }
}

#[test]
fn a_replacement_is_one_step_however_many_places_it_changes() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.write("one two one two one");
        desk.key(Modifiers::CTRL, Key::Home);
        desk.key(Modifiers::COMMAND, Key::H);
        desk.step();
        desk.type_into(words::FIND.get(lang), "one");
        desk.until_shown(&place(lang, 1, 3));
        desk.type_into(words::REPLACE_WITH.get(lang), "eins");
        desk.press(words::REPLACE_ONE);
        desk.until_shown(&place(lang, 1, 2));
        assert_eq!(text(&desk), "eins two one two one");
        desk.press(words::REPLACE_ALL);
        desk.until_shown(&words::REPLACED.with("n", 2).get(lang));
        assert_eq!(text(&desk), "eins two eins two eins");
        desk.until("it is counted", |desk| desk.model().document.is_counted());
        desk.key(Modifiers::NONE, Key::Escape);
        desk.step();
        for before in ["eins two one two one", "one two one two one", ""] {
            press(&mut desk, UNDO);
            assert_eq!(text(&desk), before);
        }
        for after in ["one two one two one", "eins two one two one", "eins two eins two eins"] {
            press(&mut desk, (Modifiers::COMMAND, Key::Y));
            assert_eq!(text(&desk), after);
        }
    }
}

#[test]
fn a_megabyte_is_gone_through_and_replaced() {
    let mut desk = Desk::open(Lang::En);
    let all = "今天天气不错，the Fox runs.\n".repeat(30_000);
    desk.write(&all);
    desk.key(Modifiers::COMMAND, Key::H);
    desk.step();
    desk.type_into(words::FIND.get(Lang::En), "fox");
    desk.until_shown("of 30,000");
    desk.type_into(words::REPLACE_WITH.get(Lang::En), "鹿");
    desk.press(words::REPLACE_ALL);
    assert!(text(&desk) == all.replace("Fox", "鹿"));
    desk.key(Modifiers::NONE, Key::Escape);
    desk.step();
    press(&mut desk, UNDO);
    assert!(text(&desk) == all);
}

/// What the next frames ask of the desktop: a text to copy, and whether something is to be pasted.
fn asked(desk: &mut Desk) -> (Option<String>, bool) {
    let mut asked = (None, false);
    for _ in 0..4 {
        desk.harness().step();
        let output = desk.harness().output();
        let copied = output.platform_output.commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        let mut views = output.viewport_output.values();
        let pastes = views.any(|view| view.commands.contains(&ViewportCommand::RequestPaste));
        asked = (copied.or(asked.0), pastes || asked.1);
    }
    asked
}

/// Opens the menu of the page and chooses from it.
fn choose(desk: &mut Desk, phrase: Phrase) -> (Option<String>, bool) {
    let label = phrase.get(desk.lang);
    desk.open_text_menu();
    desk.until_shown(label);
    desk.harness().get_by_role_and_label(Role::Button, label).click();
    asked(desk)
}

#[test]
fn the_menu_of_the_page_edits_in_any_state() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.open_text_menu();
        desk.until_shown(words::PASTE.get(lang));
        for (phrase, enabled) in
            [(words::CUT, false), (words::COPY, false), (words::PASTE, true), (words::CHOOSE_ALL, false)]
        {
            assert_eq!(is_enabled(&mut desk, phrase.get(lang)), enabled, "{phrase:?}");
        }
        desk.key(Modifiers::NONE, Key::Escape);
        assert_eq!(choose(&mut desk, words::PASTE), (None, true), "the desktop is asked for it");
        let written = "今天天气不错。";
        desk.harness().event(Event::Paste(written.into()));
        desk.step();
        assert_eq!(text(&desk), written, "the page has the keyboard");
        choose(&mut desk, words::CHOOSE_ALL);
        assert_eq!(choose(&mut desk, words::COPY), (Some(written.to_owned()), false));
        assert_eq!(choose(&mut desk, words::CUT), (Some(written.to_owned()), false));
        assert_eq!(text(&desk), "");
        press(&mut desk, UNDO);
        assert_eq!(text(&desk), written, "one step brings it back");
        let modifiers = Modifiers::COMMAND | Modifiers::SHIFT;
        desk.harness().event(Event::Key { key: Key::V, physical_key: None, pressed: true, repeat: false, modifiers });
        assert_eq!(asked(&mut desk), (None, true), "as plain text");
        choose(&mut desk, words::CHOOSE_ALL);
        choose(&mut desk, words::FIND_MENU);
        desk.until_shown(&place(lang, 1, 1));
    }
}

#[test]
fn a_file_that_is_dropped_on_a_text_asks_where_it_goes_and_is_one_step() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        let path = desk.home().join("dropped.txt");
        fs::write(&path, "Dropped.").expect("room");
        let hold = |desk: &mut Desk, held: bool| {
            let file = HoveredFile { path: Some(path.clone()), ..HoveredFile::default() };
            desk.harness().input_mut().hovered_files = held.then_some(file).into_iter().collect();
            desk.step();
        };
        let drop_it = |desk: &mut Desk| {
            let file = Arc::new(Dropped(path.clone())) as egui::DroppedFileHandle;
            desk.harness().input_mut().dropped_files.push(file);
            desk.step();
        };
        hold(&mut desk, true);
        assert!(desk.shows(words::DROP_OPENS.get(lang)));
        hold(&mut desk, false);
        assert!(!desk.shows(words::DROP_OPENS.get(lang)));

        desk.type_into(words::TEXT.get(lang), "typed, ");
        desk.harness().event(Event::Paste("pasted. ".into()));
        desk.step();
        hold(&mut desk, true);
        assert!(desk.shows(words::DROP_ASKS.get(lang)));
        hold(&mut desk, false);
        drop_it(&mut desk);
        desk.until_shown(words::PLACE_ASK.get(lang));
        desk.press(words::INSERT_HERE);
        desk.until("it is inserted", |desk| text(desk) == "typed, pasted. Dropped.");
        desk.step();
        drop_it(&mut desk);
        desk.until_shown(words::PLACE_ASK.get(lang));
        desk.press(words::REPLACE_PAGE);
        desk.until("it takes the page", |desk| text(desk) == "Dropped.");
        desk.type_into(words::TEXT.get(lang), "");
        for before in ["typed, pasted. Dropped.", "typed, pasted. ", "typed, ", ""] {
            press(&mut desk, UNDO);
            assert_eq!(text(&desk), before);
        }
        for _ in 0..2 {
            press(&mut desk, (Modifiers::COMMAND, Key::Y));
        }
        drop_it(&mut desk);
        desk.until_shown(words::PLACE_ASK.get(lang));
        desk.key(Modifiers::NONE, Key::Escape);
        desk.step();
        assert!(!desk.shows(words::PLACE_ASK.get(lang)));
        assert_eq!(text(&desk), "typed, pasted. ");
        let id = desk.model().document.id.clone();
        drop_it(&mut desk);
        desk.until_shown(words::PLACE_ASK.get(lang));
        desk.press(words::AS_DOCUMENT);
        desk.until("it is a document", |desk| text(desk) == "Dropped.");
        assert_ne!(desk.model().document.id, id);
    }
}
