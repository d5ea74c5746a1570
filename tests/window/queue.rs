//! The queue: added, carried out, held, and gone on with after a restart.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use langsheng::demo::{Fault, Faults};
use langsheng::engine::BatchState;
use langsheng::words::{export, queue as words};

use crate::desk::{Desk, Dropped, LANGS, Plan};

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
    let folder = texts(desk);
    add_folder(desk, &folder);
}

fn add_folder(desk: &mut Desk, folder: &str) {
    desk.offer_folder(Path::new(folder));
    desk.queue_into("out");
    desk.until("the files are in the queue", |desk| desk.model().queue.batch.items.len() == 2);
}

fn all_done(desk: &Desk) -> bool {
    let items = &desk.model().queue.batch.items;
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
        desk.until("the queue is empty", |desk| desk.model().queue.batch.items.is_empty());
        desk.step();
        assert!(desk.shows(words::QUEUE_EMPTY.get(lang)));
    }
}

#[test]
fn several_files_that_are_dropped_are_offered_to_the_queue_and_one_is_opened() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        let folder = PathBuf::from(texts(&desk));
        let drop_on = |desk: &mut Desk, names: &[&str]| {
            let files = names.iter().map(|name| Arc::new(Dropped(folder.join(name))) as egui::DroppedFileHandle);
            desk.harness().input_mut().dropped_files.extend(files);
            desk.step();
        };
        drop_on(&mut desk, &["one.txt"]);
        desk.until("one is opened", |desk| desk.model().document.text.starts_with("The first text"));
        drop_on(&mut desk, &["one.txt", "二.txt"]);
        desk.until_shown(words::QUEUE_ASK.get(lang));
        desk.step();
        desk.harness().get_by_role_and_label(Role::Switch, words::JOIN.get(lang)).click();
        desk.step();
        let out = desk.home().join("out").display().to_string();
        desk.fill(export::FOLDER.get(lang), &out);
        desk.fill(export::FILE_NAME.get(lang), "书");
        desk.press(words::ADD);
        desk.until("it is one file", |desk| {
            let items = &desk.model().queue.batch.items;
            let failed = items.iter().find(|item| matches!(item.state, BatchState::Failed(_)));
            assert!(failed.is_none(), "{failed:?}");
            matches!(items.as_slice(), [book] if book.sources.len() == 2 && book.state == BatchState::Done)
        });
        assert!(desk.home().join("out").join("书.wav").exists());
        assert!(desk.shows(&words::CHAPTERS.with("name", "书.wav").with("n", 2).get(lang)));
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
        desk.until("it is held", |desk| desk.model().queue.batch.paused);

        let mut desk = desk.again();
        desk.until("it is there again", |desk| desk.model().queue.batch.items.len() == 2);
        desk.step();
        desk.choose(&desk.model().queue.tab(lang));
        assert!(desk.shows(words::QUEUE_LEFT.get(lang)));
        let said = words::QUEUE_PAUSED.with("done", 0).with("all", 2).get(lang);
        let said = desk.harness().get_by_label(&said).rect();
        let go_on = desk.harness().get_by_role_and_label(Role::Button, words::QUEUE_GO_ON.get(lang)).rect();
        assert!(said.right() <= go_on.left(), "{said} {go_on}");
        desk.press(words::QUEUE_GO_ON);
        desk.until("both are done", all_done);
    }
}

#[test]
fn what_has_failed_is_counted_and_tried_again() {
    for lang in LANGS {
        let mut desk = Plan::new(lang).open();
        let folder = PathBuf::from(texts(&desk));
        for name in ["one.txt", "二.txt"] {
            fs::write(folder.join(name), "……").expect("a file");
        }
        add_folder(&mut desk, &folder.display().to_string());
        let failed = |desk: &Desk| desk.model().queue.failed().len();
        desk.until("both have failed", |desk| failed(desk) == 2);
        desk.step();
        assert!(desk.shows(&words::QUEUE_FAILED.with("n", 2).get(lang)), "{}", desk.words());

        fs::write(folder.join("one.txt"), "The first text.").expect("a file");
        desk.press_label(&words::QUEUE_RETRY.with("name", "one.txt").get(lang));
        desk.until("one is done", |desk| desk.model().queue.done() == 1);
        desk.step();
        assert!(desk.shows(&words::QUEUE_FAILED.with("n", 1).get(lang)), "{}", desk.words());
        fs::write(folder.join("二.txt"), "第二个文本。").expect("a file");
        desk.press(words::QUEUE_RETRY_ALL);
        desk.until("both are done", all_done);
        desk.step();
        let any = words::QUEUE_FAILED.with("n", "").get(lang);
        assert!(!desk.shows(any.trim()), "{}", desk.words());
    }
}
