//! Presets: on keys, to a file and back, and pauses in the text that a switch of the settings makes text again.

use egui::Key;
use langsheng::store::{NameTaken, Settings, VoiceChoice, VoicePreset, read_presets, write_presets};
use langsheng::ui::shell::keys::Shortcut;
use langsheng::words::{Lang, document, playback, settings as settings_words, shell as common, voice as words};

use crate::desk::{Desk, LANGS};

fn preset(name: &str, account: &str, speech_rate: i32) -> VoicePreset {
    let settings = Settings { speech_rate, account: account.into(), ..Settings::default() };
    let voice = VoiceChoice { id: "7426720361753886757".into(), name: "Tones (English)".into() };
    VoicePreset::of(&settings, voice, name).expect("a name")
}

fn keep(desk: &mut Desk, presets: Vec<VoicePreset>) {
    let done = desk.harness().state_mut().model_mut().settings.import_presets(presets, NameTaken::Replace);
    assert!(done.left_out == 0);
    desk.step();
}

/// Chooses from the menu of the presets and types a path.
fn by_menu(desk: &mut Desk, entry: langsheng::words::Phrase, path: &str, yes: langsheng::words::Phrase) {
    desk.press(words::PRESETS_MENU);
    desk.press(entry);
    desk.until_shown(common::PATH_WHY.get(desk.lang));
    desk.step();
    desk.fill(common::PATH.get(desk.lang), path);
    desk.press(yes);
}

#[test]
fn the_first_nine_presets_of_the_account_have_a_key_each() {
    let mut desk = Desk::open(Lang::En);
    keep(&mut desk, (1..=10).map(|n| preset(&format!("P{n}"), "demo", n)).collect());
    keep(&mut desk, vec![preset("Elsewhere", "coze.cn", 50)]);
    for number in 0..9_u8 {
        let key = Shortcut::Preset(number).usual()[0];
        desk.key(key.modifiers, key.logical_key);
        let name = format!("P{}", number + 1);
        assert_eq!(desk.model().settings.speech_rate, i32::from(number) + 1, "{name}");
        assert_eq!(desk.model().voice().name, "Tones (English)");
        assert!(desk.shows(&words::PRESET_USED.with("name", &name).get(Lang::En)), "{}", desk.words());
    }
    // A key without a preset does nothing, and writing is not disturbed by any.
    let key = Shortcut::Preset(8).usual()[0];
    let mut desk = Desk::open(Lang::En);
    keep(&mut desk, vec![preset("Only", "demo", 20)]);
    desk.key(key.modifiers, key.logical_key);
    assert_eq!(desk.model().settings.speech_rate, 0);
    desk.write("Hello.");
    desk.key(Shortcut::Preset(0).usual()[0].modifiers, Shortcut::Preset(0).usual()[0].logical_key);
    assert_eq!((desk.model().settings.speech_rate, &*desk.model().document.text), (20, "Hello."));
}

#[test]
fn presets_go_to_a_file_and_come_back_and_a_taken_name_is_asked_about() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.press(words::PRESETS_MENU);
        assert!(!desk.is_enabled(words::EXPORT_PRESETS), "there are none");
        desk.key(egui::Modifiers::NONE, Key::Escape);
        keep(&mut desk, vec![preset("夜", "demo", 10), preset("朝", "demo", 20)]);
        let path = desk.home().join("mine.json");
        by_menu(&mut desk, words::EXPORT_PRESETS, &path.display().to_string(), words::WRITE_PRESETS);
        desk.until_shown(&words::PRESETS_WRITTEN.with("n", 2).with("path", path.display()).get(lang));
        let written = read_presets(&path).expect("a file of presets");
        assert_eq!(written, desk.model().settings.presets);
        // What is there is not replaced without a question.
        by_menu(&mut desk, words::EXPORT_PRESETS, &path.display().to_string(), words::WRITE_PRESETS);
        desk.until("it is written again", |desk| desk.home().join("mine (2).json").exists());

        let other = vec![preset("夜", "demo", 50), preset("新", "demo", 60), preset("朝", "demo", 20)];
        write_presets(&path, &other).expect("a file");
        let title = words::PRESETS_TAKEN.with("n", 1).get(lang);
        for (answer, names, rate) in [
            (words::SKIP_PRESETS, vec!["夜", "朝", "新"], 10),
            (words::KEEP_BOTH, vec!["夜", "朝", "新", "夜 (2)"], 10),
            (words::REPLACE_PRESETS, vec!["朝", "新", "夜"], 50),
        ] {
            desk.harness().state_mut().model_mut().settings.presets = written.clone();
            by_menu(&mut desk, words::IMPORT_PRESETS, &path.display().to_string(), document::OPEN_NOW);
            desk.until_shown(&title);
            assert_eq!(desk.model().settings.presets, written, "nothing before it is answered");
            desk.press(answer);
            let presets = &desk.model().settings.presets;
            let mut found: Vec<&str> = presets.iter().map(|preset| &*preset.name).collect();
            let mut wanted = names.clone();
            found.sort_unstable();
            wanted.sort_unstable();
            assert_eq!((found, desk.model().settings.preset("夜").expect("it").speech_rate), (wanted, rate));
        }
        // Esc takes none.
        desk.harness().state_mut().model_mut().settings.presets = written.clone();
        by_menu(&mut desk, words::IMPORT_PRESETS, &path.display().to_string(), document::OPEN_NOW);
        desk.until_shown(&title);
        desk.key(egui::Modifiers::NONE, Key::Escape);
        assert!(!desk.shows(&title) && desk.model().settings.presets == written);
        // Without a question where no name is taken; of another account it is said.
        write_presets(&path, &[preset("别处", "coze.cn", 5)]).expect("a file");
        by_menu(&mut desk, words::IMPORT_PRESETS, &path.display().to_string(), document::OPEN_NOW);
        desk.until_shown(&words::PRESETS_ELSEWHERE.with("n", 1).get(lang));
        std::fs::write(&path, "{}").expect("a file");
        by_menu(&mut desk, words::IMPORT_PRESETS, &path.display().to_string(), document::OPEN_NOW);
        let failure = langsheng::words::cli::no_preset_file(&path);
        desk.until_shown(&failure.what.get(lang));
    }
}

#[test]
fn a_pause_in_the_text_is_counted_not_spoken_and_can_be_text() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        let text = "今天天气不错{0.5s}我们去公园。{2秒}";
        desk.write(text);
        assert_eq!(desk.model().document.count.cost.requests, 2, "the pause at the end costs none");
        desk.press(playback::SPEAK);
        desk.until_ended();
        desk.until("the text of the take is read", |desk| desk.model().playback.reading().is_some());
        let sentences: Vec<String> = {
            let (_, reading) = desk.model().playback.reading().expect("a text");
            reading.sentences().map(str::to_owned).collect()
        };
        assert_eq!(sentences, ["今天天气不错", "我们去公园。"]);
        desk.until("the take is listed", |desk| desk.takes() == 1);
        assert_eq!(desk.model().library.takes[0].first_words, "今天天气不错我们去公园。");
        desk.settings_at(settings_words::TEXT_SECTION);
        let switch = settings_words::DIRECTIVES.get(lang);
        let found = egui_kittest::kittest::Queryable::get_by_role_and_label(
            desk.harness(),
            egui::accesskit::Role::Switch,
            switch,
        );
        found.click();
        desk.step();
        assert!(!desk.model().settings.directives);
        desk.until("it is counted anew", |desk| desk.model().document.is_counted());
        desk.until("as text", |desk| desk.model().document.count.cost.requests == 1);
    }
}
