//! The queue: added, carried out, held, and gone on with after a restart.

use std::fs;
use std::time::Duration;

use langsheng::demo::{Fault, Faults};
use langsheng::engine::BatchState;
use langsheng::words::{keeping as words, ui as common};

use crate::desk::{Desk, LANGS, Plan};

/// A folder with two texts.
fn texts(desk: &Desk) -> String {
    let folder = desk.home().join("texts");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("one.txt"), "The first text. It has two sentences.").expect("a file");
    fs::write(folder.join("二.txt"), "第二个文本，也不长。").expect("a file");
    folder.display().to_string()
}

/// Adds the folder to the queue by way of its dialogs.
fn add(desk: &mut Desk) {
    let lang = desk.lang;
    let folder = texts(desk);
    desk.choose(words::QUEUE_TAB.get(lang));
    desk.press(words::ADD_FOLDER);
    desk.until_shown(words::FOLDER_PATH_WHY.get(lang));
    desk.step();
    desk.fill(common::PATH.get(lang), &folder);
    desk.press(words::ADD);
    desk.until_shown(words::FILE_NAMES.get(lang));
    let out = desk.home().join("out").display().to_string();
    desk.fill(words::FOLDER.get(lang), &out);
    desk.press(words::ADD);
    desk.until("the files are in the queue", |desk| desk.model().keeping.queue.items.len() == 2);
}

fn all_done(desk: &Desk) -> bool {
    let items = &desk.model().keeping.queue.items;
    items.len() == 2 && items.iter().all(|item| item.state == BatchState::Done)
}

#[test]
fn a_folder_of_texts_becomes_sound_files() {
    for lang in LANGS {
        let mut desk = Plan::new(lang).open();
        add(&mut desk);
        desk.until("both are done", all_done);
        desk.step();
        assert!(desk.shows(words::ITEM_DONE.get(lang)));
        for name in ["one.wav", "二.wav"] {
            assert!(desk.home().join("out").join(name).exists(), "{name}");
        }
        desk.press(words::QUEUE_CLEAR);
        desk.until("the queue is empty", |desk| desk.model().keeping.queue.items.is_empty());
        desk.step();
        assert!(desk.shows(words::QUEUE_EMPTY.get(lang)));
    }
}

#[test]
fn a_queue_that_was_left_is_shown_and_gone_on_with() {
    for lang in LANGS {
        let mut plan = Plan::new(lang);
        plan.config.faults = Faults::every(Fault::SlowAnswer(Duration::from_secs(600)));
        let mut desk = plan.open();
        add(&mut desk);
        desk.press(words::QUEUE_PAUSE);
        desk.until("it is held", |desk| desk.model().keeping.queue.paused);

        let mut desk = desk.again();
        desk.until("it is there again", |desk| desk.model().keeping.queue.items.len() == 2);
        desk.step();
        desk.choose(&desk.model().keeping.queue_tab(lang));
        assert!(desk.shows(words::QUEUE_LEFT.get(lang)));
        desk.press(words::QUEUE_GO_ON);
        desk.until("both are done", all_done);
    }
}
