//! Documents in the library: their takes are one row, and their texts come back.

use egui::{Key, Modifiers};
use langsheng::ui::playback::Stage;
use langsheng::words::{document, library as words, playback};

use super::{CHINESE, ENGLISH, in_menu, name_of, with_takes};
use crate::desk::{Desk, LANGS};

#[test]
fn the_text_of_an_earlier_take_is_put_back_and_that_of_another_is_a_document() {
    for lang in LANGS {
        let mut desk = with_takes(lang);
        let id = desk.model().document.id.clone();
        in_menu(&mut desk, "今天", words::REUSE_TEXT);
        desk.until("it is a new document", |desk| desk.model().document.text == CHINESE);
        assert_ne!(desk.model().document.id, id);
        desk.until("it is listed", |desk| desk.model().library.takes.len() == 3);

        // Of the same document it takes the place of what was edited since.
        desk.press_label(&words::PLAY_TAKE.with("take", name_of(&desk, "A quick")).get(lang));
        desk.until("it is on the page", |desk| desk.model().document.text == ENGLISH);
        assert_eq!(desk.model().document.id, id);
        desk.fill(document::TEXT.get(lang), "Words of my own.");
        in_menu(&mut desk, "A quick", words::REUSE_TEXT);
        desk.until("it is put back", |desk| desk.model().document.text == ENGLISH);
        assert_eq!(desk.model().document.id, id);
        desk.type_into(document::TEXT.get(lang), "");
        desk.key(Modifiers::COMMAND, Key::Z);
        assert_eq!(desk.model().document.text, "Words of my own.");
    }
}

#[test]
fn a_document_is_one_row_and_goes_and_comes_back_with_all_its_takes() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.write(ENGLISH);
        desk.press(playback::SPEAK);
        assert_eq!(desk.until_ended(), Stage::Finished);
        desk.fill(document::TEXT.get(lang), &ENGLISH.replace("brown", "red"));
        desk.until("it is counted", |desk| desk.model().document.is_counted());
        desk.key(Modifiers::COMMAND, Key::Enter);
        desk.until("there are two takes", |desk| desk.takes() == 2);
        let rows = |desk: &Desk| desk.view().library.shelf.shown.len();
        desk.until("they are one row", |desk| rows(desk) == 1);
        in_menu(&mut desk, "A quick red", words::SHOW_EARLIER);
        desk.until("both are shown", |desk| rows(desk) == 2);
        in_menu(&mut desk, "A quick red", words::HIDE_EARLIER);
        desk.until("they are one row again", |desk| rows(desk) == 1);

        let id = desk.model().document.id.clone();
        in_menu(&mut desk, "A quick red", words::TO_TRASH);
        desk.until("nothing is left", |desk| desk.model().library.takes.is_empty());
        desk.until("there is a new document", |desk| desk.model().document.id != id);
        assert_eq!(desk.model().document.text, "");
        desk.until_shown(words::UNDO.get(lang));
        desk.press(words::UNDO);
        desk.until("both are back", |desk| desk.takes() == 2);
        assert!(desk.model().library.takes.iter().all(|take| Some(&take.document) == id.as_ref()));
        desk.press_label(&words::PLAY_TAKE.with("take", name_of(&desk, "A quick red")).get(lang));
        desk.until("its text is on the page", |desk| desk.model().document.text.contains("red"));
        assert_eq!(desk.model().document.id, id);
    }
}
