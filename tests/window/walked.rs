//! The window without a pointer: the order of the keyboard, lists, menus and dialogs.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use langsheng::ui::playback::Stage;
use langsheng::words::{Lang, document, export, library, playback, shell as words, voice};

use crate::desk::{Desk, LANGS};

/// What has the keyboard, by its role and its name.
fn focused(desk: &mut Desk) -> Option<(Role, String)> {
    let node = desk.harness().root().children_recursive().find(|node| node.is_focused())?;
    let node = node.accesskit_node();
    let label = node.label().or_else(|| node.labelled_by().next().and_then(|by| by.value().or(by.label())));
    Some((node.role(), label.unwrap_or_default()))
}

/// A window with as many documents as there are texts, the last one shown.
fn with_documents(lang: Lang, texts: &[&str]) -> Desk {
    let mut desk = Desk::open(lang);
    for (at, text) in texts.iter().enumerate() {
        desk.write(text);
        desk.press(playback::SPEAK);
        assert_eq!(desk.until_ended(), Stage::Finished);
        desk.until("it is listed", |desk| desk.takes() == at + 1);
        if at + 1 < texts.len() {
            desk.press(document::NEW);
            desk.until("the page is empty", |desk| desk.model().document.text.is_empty());
        }
    }
    desk
}

#[test]
fn the_keyboard_goes_through_the_window_from_left_to_right_and_then_to_the_player() {
    for lang in LANGS {
        let mut desk = with_documents(lang, &["今天天气不错。"]);
        desk.leave_text();
        let mut order = Vec::new();
        for _ in 0..80 {
            desk.key(Modifiers::NONE, Key::Tab);
            let Some(now) = focused(&mut desk) else { break };
            // The text keeps Tab for itself where it has the keyboard.
            if now.0 == Role::MultilineTextInput {
                order.push(now);
                desk.key(Modifiers::CTRL, Key::Tab);
                desk.leave_text();
                break;
            }
            order.push(now);
        }
        let place = |label: &str| order.iter().position(|(_, name)| name == label);
        let at = |label: &str| place(label).unwrap_or_else(|| panic!("{label} in {order:?}"));
        assert!(at(words::HIDE_LEFT.get(lang)) < at(document::NEW.get(lang)), "{order:?}");
        assert!(at(document::NEW.get(lang)) < at(library::SEARCH_TAKES.get(lang)));
        assert!(at(library::SEARCH_TAKES.get(lang)) < at(words::SETTINGS.get(lang)));
        assert!(at(words::SETTINGS.get(lang)) < at(document::TITLE.get(lang)), "{order:?}");
        let order: Vec<String> = {
            let of = |node: egui_kittest::Node<'_>| node.accesskit_node().label();
            desk.harness().root().children_recursive().filter_map(of).collect()
        };
        let at = |label: &str| order.iter().position(|name| name == label).unwrap_or_else(|| panic!("{label}"));
        let regions = [words::LEFT_REGION, words::PAGE_REGION, words::RIGHT_REGION, words::PLAYER_REGION];
        let places = regions.map(|region| at(region.get(lang)));
        assert!(places.is_sorted(), "{places:?}");
        assert!(at(document::TEXT.get(lang)) < at(voice::RATE.get(lang)));
        assert!(at(voice::RATE.get(lang)) < at(export::SAVE_AS.get(lang)));
    }
}

#[test]
fn in_the_library_one_filters_goes_down_and_opens() {
    for lang in LANGS {
        let mut desk = with_documents(lang, &["第一份作品。", "第二份作品。", "第三份作品。"]);
        desk.type_into(library::SEARCH_TAKES.get(lang), "作品");
        desk.key(Modifiers::NONE, Key::ArrowDown);
        assert_eq!(focused(&mut desk).map(|(role, _)| role), Some(Role::ListItem));
        for (key, row) in [
            (Key::ArrowDown, "第二"),
            (Key::End, "第一"),
            (Key::ArrowDown, "第一"),
            (Key::Home, "第三"),
            (Key::ArrowDown, "第二"),
            (Key::ArrowUp, "第三"),
            (Key::End, "第一"),
        ] {
            desk.key(Modifiers::NONE, key);
            let name = focused(&mut desk).map(|(_, name)| name).unwrap_or_default();
            assert!(name.starts_with(row), "{key:?}: {name}");
        }
        desk.key(Modifiers::NONE, Key::Enter);
        desk.until("it is open", |desk| desk.model().document.text == "第一份作品。");
        desk.harness().get_by_role_and_label(Role::TextInput, library::SEARCH_TAKES.get(lang)).focus();
        desk.step();
        desk.key(Modifiers::NONE, Key::ArrowDown);
        desk.key(Modifiers::NONE, Key::ArrowUp);
        assert_eq!(focused(&mut desk).map(|(role, _)| role), Some(Role::TextInput), "back into the field");
    }
}

#[test]
fn a_menu_is_gone_through_and_chosen_from_with_keys() {
    for lang in LANGS {
        let mut desk = with_documents(lang, &["今天天气不错。"]);
        let button = |desk: &mut Desk| {
            desk.harness().get_by_role_and_label(Role::Button, library::SORT.get(lang)).focus();
            desk.step();
            desk.key(Modifiers::NONE, Key::Enter);
        };
        button(&mut desk);
        assert!(desk.shows(library::BY_LENGTH.get(lang)));
        desk.key(Modifiers::NONE, Key::ArrowDown);
        desk.key(Modifiers::NONE, Key::ArrowDown);
        let chosen = focused(&mut desk);
        assert_eq!(chosen, Some((Role::RadioButton, library::BY_LENGTH.get(lang).to_owned())));
        desk.key(Modifiers::NONE, Key::Enter);
        assert_eq!(desk.view().library.looking.by, langsheng::store::SortBy::Length);
        assert!(!desk.shows(library::BY_SIZE.get(lang)), "it is closed");
        button(&mut desk);
        desk.key(Modifiers::NONE, Key::Escape);
        assert!(!desk.shows(library::BY_SIZE.get(lang)), "Esc closes it");
    }
}

#[test]
fn a_dialog_gives_the_keyboard_back_to_where_it_was() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.write("今天天气不错。");
        desk.key(Modifiers::COMMAND, Key::S);
        assert!(desk.view().export.is_some());
        desk.key(Modifiers::NONE, Key::Escape);
        assert!(desk.view().export.is_none());
        assert_eq!(focused(&mut desk).map(|(role, _)| role), Some(Role::MultilineTextInput), "one types on");
    }
}
