//! What a screen reader is told: every control has a name, in every panel and in both languages.

use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use langsheng::ui::playback::Stage;
use langsheng::words::{account, document, export, library, playback, queue};

use crate::desk::{Desk, LANGS};

/// Roles of what one can press, move or write into.
const CONTROLS: [Role; 12] = [
    Role::Button,
    Role::CheckBox,
    Role::ComboBox,
    Role::Link,
    Role::MultilineTextInput,
    Role::PasswordInput,
    Role::ProgressIndicator,
    Role::RadioButton,
    Role::Slider,
    Role::SpinButton,
    Role::Switch,
    Role::TextInput,
];

/// Every control that is shown has a name.
#[track_caller]
fn all_named(desk: &mut Desk, panel: &str) {
    let lang = desk.lang;
    let mut controls = 0;
    for node in desk.harness().root().children_recursive() {
        let node = node.accesskit_node();
        if !CONTROLS.contains(&node.role()) {
            continue;
        }
        controls += 1;
        let name = node.label().or_else(|| node.labelled_by().next().and_then(|by| by.value().or(by.label())));
        let has_name = name.is_some_and(|name| !name.trim().is_empty());
        assert!(has_name, "{panel} in {lang:?}: a {:?} at {:?}", node.role(), node.raw_bounds());
    }
    assert!(controls > 5, "{panel}: {controls} controls");
}

#[test]
fn every_control_of_every_panel_has_a_name_in_both_languages() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.until("the voices are there", |desk| desk.model().voices.list.len() > 1);
        all_named(&mut desk, "empty window");
        desk.write("今天天气不错。我们去公园走走吧。");
        desk.press(playback::SPEAK);
        assert_eq!(desk.until_ended(), Stage::Finished);
        desk.until("it is listed", |desk| !desk.model().library.takes.is_empty());
        desk.step();
        all_named(&mut desk, "library");
        desk.press(library::FILTER);
        all_named(&mut desk, "filter");
        desk.key(egui::Modifiers::NONE, egui::Key::Escape);
        desk.press(library::PICK);
        all_named(&mut desk, "several");
        desk.press(library::PICK_END);
        desk.press(document::MORE_OF_TEXT);
        all_named(&mut desk, "menu of the text");
        desk.key(egui::Modifiers::NONE, egui::Key::Escape);
        desk.press(export::SAVE_AS);
        desk.more_of_export();
        all_named(&mut desk, "export");
        desk.key(egui::Modifiers::NONE, egui::Key::Escape);
        desk.settings();
        all_named(&mut desk, "settings");
        desk.settings();
        desk.choose(&desk.model().queue.tab(lang));
        assert!(desk.shows(queue::QUEUE_EMPTY.get(lang)));
        all_named(&mut desk, "queue");
        let name = account::DEMO_ACCOUNT.get(lang);
        desk.press_label(&format!("{}: {name}", account::ACCOUNT.get(lang)));
        for tab in [account::DEMO.get(lang), "coze.cn", account::CUSTOM.get(lang)] {
            desk.choose(tab);
            all_named(&mut desk, tab);
        }
    }
}
