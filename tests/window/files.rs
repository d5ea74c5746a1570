//! Files: a text that is opened, a take that is saved, one that is deleted.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use langsheng::ui::playback::Stage;
use langsheng::words::{Lang, document as words, export, library, playback, shell as common};

use crate::desk::{Desk, LANGS};

/// Answers the path dialog that `press` opens.
fn answer(desk: &mut Desk, path: &str, yes: langsheng::words::Phrase) {
    let label = common::PATH.get(desk.lang);
    desk.until_shown(common::PATH_WHY.get(desk.lang));
    desk.step();
    desk.fill(label, path);
    desk.press(yes);
}

#[test]
fn a_markdown_file_is_opened_spoken_saved_and_deleted() {
    let mut desk = Desk::open(Lang::Zh);
    let file = desk.home().join("notes.md");
    std::fs::write(&file, "# 标题\n\n**今天**天气不错。\n").expect("a file");
    desk.press(words::OPEN);
    answer(&mut desk, &file.display().to_string(), words::OPEN_NOW);
    desk.until("the text is there", |desk| desk.model().document.text.starts_with("# 标题"));
    assert!(desk.model().settings.markdown, "a .md file is read as Markdown");

    desk.until("the text is counted", |desk| desk.model().document.is_counted());
    desk.press(playback::SPEAK);
    assert_eq!(desk.until_ended(), Stage::Finished);
    let samples = desk.model().playback.take.as_ref().expect("a take").len();

    let wav = desk.home().join("今天.wav");
    desk.press(export::SAVE_AS);
    let home = desk.home().display().to_string();
    desk.fill(export::FOLDER.zh, &home);
    desk.fill(export::FILE_NAME.zh, "今天");
    desk.press(export::SAVE);
    desk.until("the file is saved", |desk| desk.model().export.saves.is_empty() && wav.exists());
    let saved = std::fs::metadata(&wav).expect("a WAV").len();
    assert!(saved >= samples.0 * 2, "{saved} bytes for {samples:?}");

    desk.choose(library::LIBRARY_TAB.zh);
    desk.until("the take is listed", |desk| desk.takes() == 1);
    assert_eq!(desk.model().library.takes[0].title.as_deref(), Some("notes"), "it is called what its file is called");
    desk.press_label(&library::MORE.with("take", "notes").get(Lang::Zh));
    desk.press(library::TO_TRASH);
    desk.until("the take is gone", |desk| desk.model().library.takes.is_empty());
    assert!(desk.shows(library::LIBRARY_EMPTY.zh));
}

#[test]
fn a_text_can_be_saved_without_being_heard() {
    let mut desk = Desk::open(Lang::En);
    desk.write("Save this without a sound.");
    let wav = desk.home().join("quiet.wav");
    desk.key(Modifiers::COMMAND, Key::S);
    let home = desk.home().display().to_string();
    desk.fill(export::FOLDER.en, &home);
    // An ending that is typed is meant.
    desk.fill(export::FILE_NAME.en, "quiet.wav");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.until_ended(), Stage::Finished);
    desk.until("the file is there", |_| wav.exists());
}

#[test]
fn what_is_no_text_is_a_notice() {
    let mut desk = Desk::open(Lang::En);
    let file = desk.home().join("missing.txt");
    desk.press(words::OPEN);
    answer(&mut desk, &file.display().to_string(), words::OPEN_NOW);
    desk.until("a notice comes", |desk| desk.words().contains("missing.txt"));
}

#[test]
fn a_file_in_another_encoding_says_so_and_can_be_read_again_in_another() {
    const TEXT: &str = "今天天气不错，我们去公园走走吧！";
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        let (gbk, plain) = (desk.home().join("gbk.txt"), desk.home().join("plain.txt"));
        std::fs::write(&gbk, encoding_rs::GB18030.encode(TEXT).0).expect("a file");
        std::fs::write(&plain, TEXT).expect("a file");
        let read_as = |encoding: &str| words::OPENED_AS.with("name", "gbk.txt").with("encoding", encoding).get(lang);

        desk.press(words::OPEN);
        answer(&mut desk, &plain.display().to_string(), words::OPEN_NOW);
        desk.until("the text is there", |desk| desk.model().document.text == TEXT);
        assert!(!desk.shows(words::CHOOSE_ENCODING.get(lang)), "nothing to say of UTF-8: {}", desk.words());

        desk.press(words::OPEN);
        answer(&mut desk, &gbk.display().to_string(), words::OPEN_NOW);
        desk.until_shown(&read_as("GB18030"));
        assert_eq!(desk.model().document.text, TEXT);

        // The beginning is shown in the encoding that is chosen, before it is taken.
        desk.press(words::CHOOSE_ENCODING);
        desk.until("the beginning is shown", |desk| {
            desk.model().document.preview.as_ref().is_some_and(|shown| shown.beginning == TEXT)
        });
        desk.step();
        assert!(desk.shows(words::ENCODING_ASK.get(lang)) && desk.shows(TEXT), "{}", desk.words());
        let menu = format!("{}: GB18030", words::ENCODING.get(lang));
        desk.harness().get_by_role_and_label(Role::ComboBox, &menu).click();
        desk.step();
        desk.choose("windows-1251");
        let wrong = encoding_rs::WINDOWS_1251.decode(&std::fs::read(&gbk).expect("a file")).0.into_owned();
        desk.until_shown(&wrong);
        assert_eq!(desk.model().document.text, TEXT, "only looked at");
        desk.press(words::OPEN_SO);
        desk.until("it is read again", |desk| desk.model().document.text == wrong);
        desk.until_shown(&read_as("windows-1251"));

        desk.press(words::OPEN);
        answer(&mut desk, &plain.display().to_string(), words::OPEN_NOW);
        desk.until("the text is there", |desk| desk.model().document.text == TEXT);
        desk.step();
        assert!(!desk.shows(words::CHOOSE_ENCODING.get(lang)), "the notice is of the last file");
    }
}
