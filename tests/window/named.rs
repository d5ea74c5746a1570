//! What a screen reader is told: in every panel, menu and dialog each control has a name, and every word is of the language of
//! the window.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use langsheng::demo::{Fault, Faults};
use langsheng::engine::{BatchState, store_failure};
use langsheng::store::StoreError;
use langsheng::text::file::Encoding;
use langsheng::ui::playback::Stage;
use langsheng::ui::shell::keys::Shortcut;
use langsheng::ui::shell::{Ask, FilePurpose};
use langsheng::words::{Lang, account, document, export, library, outside, playback, queue, settings, voice};

use crate::desk::{Desk, LANGS, Plan};

/// Roles of what one can press, move or write into.
const CONTROLS: [Role; 14] = [
    Role::Button,
    Role::CheckBox,
    Role::ComboBox,
    Role::Link,
    Role::ListItem,
    Role::MultilineTextInput,
    Role::PasswordInput,
    Role::ProgressIndicator,
    Role::RadioButton,
    Role::Slider,
    Role::SpinButton,
    Role::Splitter,
    Role::Switch,
    Role::TextInput,
];

/// Words that are the same in both languages: names, formats, units, keys, permissions, and endings of files.
const NAMES: [&str; 37] = [
    "扣子",
    "朗声",
    "语言",
    "Langsheng",
    "Coze",
    "coze",
    "cn",
    "com",
    "Language",
    "Ctrl",
    "Shift",
    "Alt",
    "Enter",
    "Esc",
    "FLAC",
    "JSON",
    "LRC",
    "Markdown",
    "Opus",
    "PCM",
    "SRT",
    "UTF",
    "VTT",
    "WAV",
    "HTTP",
    "HTTPS",
    "kB",
    "kHz",
    "createSpeech",
    "listVoice",
    "espeak",
    "ng",
    "sh",
    "txt",
    "wav",
    "code",
    "logid",
];

/// What is on screen, looked through panel by panel.
struct Tour {
    desk: Desk,
    /// How many panels there were.
    panels: usize,
    /// Words of the other language, and where each stood first.
    foreign: BTreeMap<String, String>,
}

impl Tour {
    /// Looks through what is shown now: every control has a name, and every word is of the language of the window.
    #[track_caller]
    fn look(&mut self, panel: &str) {
        self.panels += 1;
        let lang = self.desk.lang;
        let mut voices: Vec<_> =
            self.desk.model().voices.list.iter().map(|voice| outside::label(&voice.name).into_owned()).collect();
        // The longest first: one may be the beginning of another.
        voices.sort_by_key(|name| Reverse(name.len()));
        let mut controls = 0;
        for node in self.desk.harness().root().children_recursive() {
            let node = node.accesskit_node();
            let name = node.label().or_else(|| node.labelled_by().next().and_then(|by| by.value().or(by.label())));
            if CONTROLS.contains(&node.role()) {
                controls += 1;
                let has_name = name.as_ref().is_some_and(|name| !name.trim().is_empty());
                assert!(has_name, "{panel} in {lang:?}: a {:?} at {:?}", node.role(), node.raw_bounds());
            }
            for said in [name, node.value(), node.description()].into_iter().flatten() {
                let said = voices.iter().fold(said, |said, voice| said.replace(voice, ""));
                for word in foreign(lang, &said) {
                    self.foreign.entry(word).or_insert_with(|| format!("{panel}: {said:?}"));
                }
            }
        }
        assert!(controls > 1, "{panel}: {controls} controls");
    }

    fn escape(&mut self) {
        self.desk.key(Modifiers::NONE, Key::Escape);
    }

    fn ask(&mut self, ask: Ask, panel: &str) {
        self.desk.harness().state_mut().view_mut().ask = Some(ask);
        self.desk.step();
        self.look(panel);
        self.escape();
    }
}

/// The words in what is said that are of the other language, without what is quoted, and without paths, numbers, and names of
/// variables.
fn foreign(lang: Lang, said: &str) -> Vec<String> {
    let is_foreign = |char: char| match lang {
        Lang::En => ('\u{3001}'..='\u{303f}').contains(&char) || ('\u{3400}'..='\u{9fff}').contains(&char),
        Lang::Zh => char.is_ascii_alphabetic(),
    };
    let mut said = said.to_owned();
    for (opening, closing) in [('“', '”'), ('{', '}')] {
        while let Some((start, length)) = said.find(opening).and_then(|at| Some((at, said[at..].find(closing)?))) {
            said.replace_range(start..start + length + closing.len_utf8(), " ");
        }
    }
    let words = said.split_whitespace().filter(|word| !word.contains('/'));
    let words =
        words.flat_map(|word| word.split(|char: char| !is_foreign(char) && !char.is_ascii_digit() && char != '_'));
    let is_word = |word: &&str| word.chars().count() > 1 && word.chars().all(is_foreign) && !NAMES.contains(word);
    words.filter(is_word).map(str::to_owned).collect()
}

#[test]
fn every_control_has_a_name_and_every_word_is_of_the_language_of_the_window() {
    for lang in LANGS {
        let (text, other) = match lang {
            Lang::Zh => ("今天天气不错。我们去公园走走吧。", "另一份作品。"),
            Lang::En => ("It is a fine day. We go to the park.", "Another document."),
        };
        let mut tour = Tour { desk: Plan::new(lang).open(), panels: 0, foreign: BTreeMap::new() };
        tour.desk.until("the voices are there", |desk| desk.model().voices.list.len() > 1);
        tour.look("empty window");
        tour.desk.write(other);
        tour.desk.press(playback::SPEAK);
        assert_eq!(tour.desk.until_ended(), Stage::Finished);
        tour.desk.press(document::NEW);
        tour.desk.until("the page is empty", |desk| desk.model().document.text.is_empty());
        tour.desk.write(text);
        tour.desk.press(playback::SPEAK);
        assert_eq!(tour.desk.until_ended(), Stage::Finished);
        tour.desk.until("both are listed", |desk| desk.takes() == 2);
        tour.desk.until("it is read", |desk| desk.model().document.page.take.is_some());
        tour.desk.step();
        tour.look("spoken");
        page(&mut tour);
        documents(&mut tour);
        player(&mut tour);
        voices(&mut tour);
        questions(&mut tour);
        pages(&mut tour);
        assert!(tour.panels > 30, "{}", tour.panels);
        assert!(tour.foreign.is_empty(), "in {lang:?}: {:#?}", tour.foreign);
    }
}

#[test]
fn what_fails_is_said_in_the_language_of_the_window() {
    for lang in LANGS {
        let text = match lang {
            Lang::Zh => "今天天气不错。",
            Lang::En => "It is a fine day.",
        };
        let mut plan = Plan::new(lang);
        plan.config.faults = Faults::every(Fault::error_before_audio(4101));
        let mut tour = Tour { desk: plan.open(), panels: 0, foreign: BTreeMap::new() };
        tour.desk.write(text);
        tour.desk.press(playback::SPEAK);
        assert_eq!(tour.desk.until_ended(), Stage::Failed);
        tour.desk.unfold_notice();
        tour.look("notice of a failure");
        let folder = tour.desk.home().join("1");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("1.txt"), text).expect("a file");
        tour.desk.offer_folder(&folder);
        tour.look("export of the queue");
        tour.desk.queue_into("2");
        let has_failed = |desk: &Desk| {
            let queue = &desk.model().queue.batch;
            queue.held_up.is_some() || queue.items.iter().any(|item| matches!(item.state, BatchState::Failed(_)))
        };
        tour.desk.until("it fails", has_failed);
        tour.desk.step();
        tour.look("queue");
        assert!(tour.foreign.is_empty(), "in {lang:?}: {:#?}", tour.foreign);
    }
}

/// The page: its menus, what is looked for, versions, and the choice of a voice for a sentence.
fn page(tour: &mut Tour) {
    let lang = tour.desk.lang;
    tour.desk.press(document::MORE_OF_TEXT);
    tour.look("menu of the text");
    tour.escape();
    for (key, panel) in [(Shortcut::Find, "find"), (Shortcut::Replace, "replace")] {
        let key = key.usual()[0];
        tour.desk.key(key.modifiers, key.logical_key);
        tour.look(panel);
        tour.escape();
    }
    tour.desk.open_text_menu();
    tour.look("menu of a sentence");
    tour.desk.press(playback::REDO_IN);
    tour.look("another voice");
    tour.escape();
    tour.desk.open_text_menu();
    tour.desk.press(document::REDO_SENTENCE);
    let has_versions =
        |desk: &Desk| desk.model().playback.take.as_ref().is_some_and(|take| !take.passages().is_empty());
    tour.desk.until("it has versions", has_versions);
    assert_eq!(tour.desk.until_ended(), Stage::Finished);
    tour.desk.step();
    tour.desk.open_text_menu();
    tour.desk.press(playback::SHOW_VERSIONS);
    tour.desk.until_shown(playback::VERSIONS_WHY.get(lang));
    tour.look("versions");
    tour.escape();
}

/// The region of documents.
fn documents(tour: &mut Tour) {
    let lang = tour.desk.lang;
    for (button, panel) in [(library::FILTER, "filter"), (library::SORT, "order")] {
        tour.desk.press(button);
        tour.look(panel);
        tour.escape();
    }
    tour.desk.press(library::PICK);
    tour.look("several");
    tour.desk.press(library::PICK_END);
    let name = tour.desk.model().library.takes[0].name().into_owned();
    let more = library::MORE.with("take", name).get(lang);
    tour.desk.press_label(&more);
    tour.look("menu of a document");
    tour.desk.press(library::RECEIPT);
    tour.desk.until("it is read", |desk| desk.view().library.receipt.is_some());
    tour.desk.step();
    tour.look("receipt");
    tour.escape();
    tour.desk.press_label(&more);
    tour.desk.press(library::RENAME);
    tour.look("renaming");
    tour.escape();
}

/// The player, its menus, and the export.
fn player(tour: &mut Tour) {
    let lang = tour.desk.lang;
    tour.desk.press(playback::MORE_SPEAKING);
    tour.look("menu of the main button");
    tour.escape();
    tour.desk.press_label(&playback::SPEED.with("n", "1").get(lang));
    tour.look("speed");
    tour.escape();
    tour.desk.press(export::SAVE_AS);
    tour.look("export");
    tour.desk.more_of_export();
    tour.look("more of the export");
    tour.escape();
}

/// The region of the voice, the browser and presets.
fn voices(tour: &mut Tour) {
    tour.desk.press(voice::SAVE_PRESET);
    tour.look("naming a preset");
    tour.escape();
    let key = Shortcut::Voices.usual()[0];
    tour.desk.key(key.modifiers, key.logical_key);
    tour.look("voices");
    tour.escape();
}

/// Questions that wait for an answer.
fn questions(tour: &mut Tour) {
    let path = tour.desk.home().join("a.txt");
    std::fs::write(&path, "a").expect("a file");
    let failure = Box::new(store_failure(&StoreError::NoHome));
    tour.ask(Ask::Spend { requests: 40, characters: 9000 }, "many requests");
    tour.ask(Ask::DropVersions { others: 3 }, "deleting versions");
    tour.ask(Ask::ForGood { ids: vec!["1".into()], failure }, "deleting for good");
    tour.ask(Ask::Encoding { path: path.clone(), chosen: Encoding::utf8() }, "encoding");
    tour.ask(Ask::Place { path: path.clone() }, "place");
    for (wanted, panel) in [
        (FilePurpose::Text, "a text"),
        (FilePurpose::ExportFolder, "a folder to export to"),
        (FilePurpose::AutoSaveFolder, "a folder to save to"),
        (FilePurpose::QueueFiles, "files for the queue"),
        (FilePurpose::QueueFolder, "a folder for the queue"),
    ] {
        tour.ask(Ask::Path { wanted, path: String::new() }, panel);
    }
}

/// Settings, queue and account.
fn pages(tour: &mut Tour) {
    let lang = tour.desk.lang;
    tour.desk.settings_at(settings::SHORTCUTS_SECTION);
    tour.look("settings");
    let what = Shortcut::Mute.name().get(lang);
    tour.desk.press_far(&settings::CHANGE_KEYS_OF.with("what", what).get(lang));
    tour.look("keys of a shortcut");
    tour.desk.key(Modifiers::COMMAND, Key::O);
    tour.look("keys that are taken");
    tour.escape();
    tour.escape();
    tour.desk.choose(&tour.desk.model().queue.tab(lang));
    assert!(tour.desk.shows(queue::QUEUE_EMPTY.get(lang)));
    tour.look("queue");
    let name = account::DEMO_ACCOUNT.get(lang);
    tour.desk.press_label(&format!("{}: {name}", account::ACCOUNT.get(lang)));
    for tab in [account::DEMO.get(lang), "coze.cn", account::CUSTOM.get(lang)] {
        tour.desk.choose(tab);
        tour.look(tab);
    }
    tour.escape();
}
