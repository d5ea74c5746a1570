//! The window without a pointer: the order of the keyboard, lists, menus and dialogs.

use egui::accesskit::{Action as Asked, ActionData, ActionRequest, Role};
use egui::{Color32, Key, Modifiers, Rect, Shape};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use langsheng::audio::Playback;
use langsheng::engine::BatchState;
use langsheng::store::Theme;
use langsheng::ui::playback::Stage;
use langsheng::ui::shell::theme;
use langsheng::words::{Lang, document, export, library, playback, queue, shell as words, voice};

use crate::desk::{Desk, Dropped, LANGS};

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

#[test]
fn in_the_sound_one_moves_with_arrows_and_as_a_screen_reader_asks() {
    for lang in LANGS {
        let mut desk = with_documents(lang, &[&"今天天气不错，我们去公园走走吧。".repeat(12)]);
        if desk.model().playback.state == Playback::Playing {
            desk.press(playback::PAUSE);
        }
        desk.until("it is held", |desk| desk.model().playback.state != Playback::Playing);
        let rate = desk.model().playback.take.as_ref().map_or(0, |take| u64::from(take.rate()));
        let all = desk.model().playback.take.as_ref().map_or(0, |take| take.len().0);
        assert!(all > 20 * rate, "{all} samples");
        desk.wave().focus();
        desk.step();
        desk.key(Modifiers::NONE, Key::Home);
        desk.until("it is at the start", |desk| desk.position() == 0);
        desk.key(Modifiers::NONE, Key::ArrowRight);
        desk.until("five seconds on", |desk| desk.position() == 5 * rate);
        assert_eq!(focused(&mut desk).map(|(role, _)| role), Some(Role::Slider), "the arrows stay with it");
        let ask = |desk: &mut Desk, action, data| {
            let (target_node, target_tree) = desk.wave().accesskit_node().locate();
            let request = ActionRequest { action, target_tree, target_node, data };
            desk.harness().event(egui::Event::AccessKitActionRequest(request));
            desk.step();
        };
        ask(&mut desk, Asked::Increment, None);
        desk.until("and five more", |desk| desk.position() == 10 * rate);
        ask(&mut desk, Asked::SetValue, Some(ActionData::NumericValue(2.0)));
        desk.until("to the second", |desk| desk.position() == 2 * rate);
        let wave = desk.wave();
        let value = wave.accesskit_node().numeric_value();
        assert!(value.is_some_and(|seconds| (seconds - 2.0).abs() < 0.1), "{value:?}");
    }
}

#[test]
fn the_queue_is_gone_through_and_worked_on_with_keys() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        let folder = desk.home().join("texts");
        std::fs::create_dir_all(&folder).expect("a folder");
        for name in ["1.txt", "2.txt", "3.txt"] {
            std::fs::write(folder.join(name), "今天天气不错。").expect("a file");
        }
        desk.offer_folder(&folder);
        desk.queue_into("out");
        desk.until("all are done", |desk| {
            let items = &desk.model().queue.batch.items;
            items.len() == 3 && items.iter().all(|item| item.state == BatchState::Done)
        });
        desk.harness().get_by_role_and_label(Role::Button, queue::ADD_FILES.get(lang)).focus();
        desk.step();
        for (key, row) in [(Key::ArrowDown, "1"), (Key::ArrowDown, "2"), (Key::End, "3"), (Key::ArrowUp, "2")] {
            desk.key(Modifiers::NONE, key);
            let (role, name) = focused(&mut desk).expect("a row");
            assert_eq!(role, Role::ListItem);
            assert!(name.starts_with(row) && name.ends_with(queue::ITEM_DONE.get(lang)), "{key:?}: {name}");
        }
        desk.key(Modifiers::NONE, Key::Delete);
        desk.until("it is taken out", |desk| desk.model().queue.batch.items.len() == 2);
        desk.harness().get_by_role_and_label(Role::Button, queue::ADD_FILES.get(lang)).focus();
        desk.step();
        desk.key(Modifiers::NONE, Key::ArrowDown);
        desk.key(Modifiers::NONE, Key::ArrowUp);
        assert_eq!(
            focused(&mut desk),
            Some((Role::Button, queue::ADD_FILES.get(lang).to_owned())),
            "back to the buttons"
        );
    }
}

#[test]
fn the_menu_of_the_page_opens_at_the_cursor_with_a_key_and_gives_the_keyboard_back() {
    for lang in LANGS {
        let mut desk = with_documents(lang, &["今天天气不错。我们去公园。"]);
        desk.until("it is read", |desk| desk.model().document.page.take.is_some());
        let text = |desk: &mut Desk| {
            desk.harness().get_by_role_and_label(Role::MultilineTextInput, document::TEXT.get(lang)).focus();
            desk.step();
        };
        for (held, key) in [(Modifiers::NONE, Key::Menu), (Modifiers::SHIFT, Key::F10)] {
            text(&mut desk);
            desk.key(Modifiers::COMMAND, Key::Home);
            desk.key(held, key);
            assert_eq!(focused(&mut desk), Some((Role::Button, document::SPEAK_FROM_HERE.get(lang).to_owned())));
            let menu = desk.harness().get_by_role_and_label(Role::Button, document::SPEAK_FROM_HERE.get(lang)).rect();
            let page = desk.harness().get_by_role_and_label(Role::MultilineTextInput, document::TEXT.get(lang)).rect();
            assert!(menu.top() < page.top() + 120.0 && menu.left() < page.left() + 80.0, "{menu} of {page}");
            desk.key(Modifiers::NONE, Key::Escape);
            assert!(!desk.shows(document::SPEAK_FROM_HERE.get(lang)), "Esc closes it");
            assert_eq!(focused(&mut desk).map(|(role, _)| role), Some(Role::MultilineTextInput));
        }
        desk.key(Modifiers::NONE, Key::Menu);
        desk.key(Modifiers::NONE, Key::ArrowDown);
        assert_eq!(focused(&mut desk), Some((Role::Button, document::REDO_SENTENCE.get(lang).to_owned())));
        desk.key(Modifiers::NONE, Key::Enter);
        desk.until("it is spoken once more", |desk| {
            desk.model().playback.take.as_ref().is_some_and(|take| !take.passages().is_empty())
        });
        desk.clear_text();
        text(&mut desk);
        desk.key(Modifiers::NONE, Key::Menu);
        assert_eq!(focused(&mut desk), Some((Role::Button, document::PASTE.get(lang).to_owned())), "of an empty page");
    }
}

#[test]
fn enter_puts_a_dropped_text_into_a_document_of_its_own() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.write("今天天气不错。");
        let file = desk.home().join("dropped.txt");
        std::fs::write(&file, "The dropped text.").expect("a file");
        let dropped = std::sync::Arc::new(Dropped(file)) as egui::DroppedFileHandle;
        desk.harness().input_mut().dropped_files.push(dropped);
        desk.until_shown(document::PLACE_ASK.get(lang));
        desk.step();
        let id = desk.model().document.id.clone();
        assert_eq!(focused(&mut desk), Some((Role::Button, document::AS_DOCUMENT.get(lang).to_owned())));
        desk.key(Modifiers::NONE, Key::Enter);
        desk.until("it is open", |desk| desk.model().document.text == "The dropped text.");
        assert_ne!(desk.model().document.id, id, "what was on the page is a document of its own");
    }
}

#[test]
fn a_ring_of_two_points_shows_what_has_the_keyboard() {
    for (lang, look) in [(Lang::Zh, Theme::Light), (Lang::En, Theme::Dark)] {
        let mut desk = with_documents(lang, &["今天天气不错。"]);
        desk.harness().state_mut().model_mut().settings.theme = look;
        desk.leave_text();
        let (mut seen, mut before) = (0, rings(&mut desk));
        for _ in 0..80 {
            desk.key(Modifiers::NONE, Key::Tab);
            let Some((role, name)) = focused(&mut desk) else { break };
            // A text shows where one is in it.
            if role == Role::MultilineTextInput {
                desk.leave_text();
                break;
            }
            let rect =
                desk.harness().root().children_recursive().find(|node| node.is_focused()).map(|node| node.rect());
            let now = rings(&mut desk);
            // Only what was not there before tells where the keyboard has gone.
            let is_new = |ring: &&Rect| !before.contains(ring);
            let is_ringed = |rect: Rect| now.iter().filter(is_new).any(|ring| rect.expand(8.0).contains_rect(*ring));
            assert!(rect.is_some_and(is_ringed), "{role:?} {name:?} at {rect:?}; {now:?} after {before:?}");
            before = now;
            seen += 1;
        }
        assert!(seen > 20, "{seen}");
    }
}

/// What is painted with a line of two points in the colour of the accent.
fn rings(desk: &mut Desk) -> Vec<Rect> {
    fn of(shape: &Shape, accent: Color32, found: &mut Vec<Rect>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| of(shape, accent, found)),
            Shape::Rect(one) if one.stroke.width >= 2.0 && one.stroke.color == accent => found.push(one.rect),
            Shape::Circle(one) if one.stroke.width >= 2.0 && one.stroke.color == accent => {
                found.push(one.visual_bounding_rect());
            }
            _ => {}
        }
    }
    let accent = theme::of(desk.harness().ctx.global_style().visuals.dark_mode).accent;
    let mut found = Vec::new();
    desk.harness().output().shapes.iter().for_each(|clipped| of(&clipped.shape, accent, &mut found));
    found
}

#[test]
fn what_clears_a_text_never_clears_the_library() {
    for lang in LANGS {
        let mut desk = with_documents(lang, &["第一份作品。", &"今天天气不错，我们去公园走走吧。".repeat(20)]);
        desk.harness().get_by_role_and_label(Role::MultilineTextInput, document::TEXT.get(lang)).focus();
        desk.key(Modifiers::COMMAND, Key::Enter);
        desk.key(Modifiers::NONE, Key::Escape);
        assert_eq!(focused(&mut desk).map(|(role, _)| role), Some(Role::MultilineTextInput), "one writes on");
        desk.key(Modifiers::COMMAND, Key::A);
        desk.key(Modifiers::NONE, Key::Delete);
        desk.until("the text is cleared", |desk| desk.model().document.text.is_empty());
        desk.leave_text();
        desk.key(Modifiers::COMMAND, Key::A);
        desk.key(Modifiers::NONE, Key::Delete);
        assert!(!desk.view().library.picking.is_active(), "nobody is at work in the list");
        desk.press(document::NEW);
        desk.until("the page is another", |desk| desk.model().document.text.is_empty());
        desk.harness().event(egui::Event::Paste("今天。".into()));
        desk.until("it is pasted without a click", |desk| desk.model().document.text == "今天。");
        assert_eq!(desk.takes(), 2);
        desk.type_into(library::SEARCH_TAKES.get(lang), "第一");
        desk.key(Modifiers::NONE, Key::ArrowDown);
        desk.key(Modifiers::COMMAND, Key::A);
        assert!(desk.view().library.picking.is_active(), "in the list it chooses all");
        desk.key(Modifiers::NONE, Key::Escape);
        desk.harness().get_by_role_and_label(Role::TextInput, library::SEARCH_TAKES.get(lang)).focus();
        desk.step();
        desk.key(Modifiers::NONE, Key::Escape);
        assert!(desk.view().library.looking.search.is_empty(), "Esc shows all again");
    }
}

#[test]
fn the_menu_of_a_document_opens_at_its_row() {
    for lang in LANGS {
        let mut desk = with_documents(lang, &["今天天气不错。"]);
        desk.type_into(library::SEARCH_TAKES.get(lang), "今天");
        desk.key(Modifiers::NONE, Key::ArrowDown);
        desk.key(Modifiers::NONE, Key::Menu);
        assert!(desk.shows(library::RENAME.get(lang)));
        desk.key(Modifiers::NONE, Key::Escape);
        assert!(!desk.shows(library::RENAME.get(lang)));
        let is_row = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == Role::ListItem;
        desk.harness().root().children_recursive().find(is_row).expect("a row").click_secondary();
        desk.step();
        assert!(desk.shows(library::RENAME.get(lang)));
    }
}
