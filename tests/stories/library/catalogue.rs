//! The list: quick where nothing has changed, right where something has.

use std::fs;
use std::time::{Duration, SystemTime};

use langsheng::audio::TakeSample;
use langsheng::store::{TakeState, clean_title};

use super::{Shelf, age, begin_take, ids, set_time};

/// Overwrites a journal, so that whoever opens it finds no take, and puts its times back, so that nobody sees a reason to.
fn spoil(shelf: &Shelf, id: &str) {
    let journal = shelf.dir(id).join("take.jsonl");
    let before = fs::metadata(&journal).unwrap();
    fs::write(&journal, "x".repeat(before.len() as usize)).unwrap();
    set_time(&shelf.dir(id), before.modified().unwrap());
}

#[test]
fn only_takes_that_have_changed_are_opened() {
    let shelf = Shelf::new();
    let (still, moved) = (shelf.take("不动的。"), shelf.take("会变的。"));
    let before = shelf.info(&still);
    shelf.library.remember();
    spoil(&shelf, &still);
    assert_eq!(shelf.info(&still), before, "it was not opened");

    let elsewhere = shelf.elsewhere();
    let known = elsewhere.list().unwrap();
    assert!(known.contains(&before), "nor by another process, which knows it from the catalogue: {known:?}");

    elsewhere.star(&moved, true).unwrap();
    let known = shelf.list();
    assert!(known.contains(&before) && known.iter().any(|take| take.id == moved && take.starred));

    set_time(&shelf.dir(&still), SystemTime::now() - Duration::from_secs(60));
    assert!(matches!(shelf.info(&still).state, TakeState::Damaged(_)), "now there is a reason to look");
}

#[test]
fn what_was_read_too_soon_after_a_change_is_read_again() {
    let shelf = Shelf::new();
    let id = shelf.take("刚刚写好的。");
    set_time(&shelf.dir(&id), SystemTime::now());
    assert_eq!(shelf.info(&id).state, TakeState::Complete);
    spoil(&shelf, &id);
    assert!(matches!(shelf.info(&id).state, TakeState::Damaged(_)), "the time of a file is too coarse to trust");
}

#[test]
fn a_catalogue_that_is_damaged_is_made_again() {
    let shelf = Shelf::new();
    for text in ["一。", "二。", "三。"] {
        shelf.take(text);
    }
    let right = shelf.list();
    shelf.library.remember();
    let file = shelf.home.cache.join("catalogue.jsonl");
    let good = fs::read_to_string(&file).expect("it was written");
    let (head, lines) = good.split_once('\n').unwrap();
    let broken = [
        String::new(),
        "\0".repeat(4_096),
        good[..good.len() / 2].to_owned(),
        lines.to_owned(),
        format!("{head}\n[1,2]\nnull\n{{\"stamp\":7}}\n{}", &lines[20..]),
        good.replace("\"samples\":2400", "\"samples\":-1"),
        good.replace("\"catalogue\":1", "\"catalogue\":999999"),
        good.replace("一", "假").replace(head, "{\"catalogue\":0}"),
    ];
    for broken in broken {
        fs::write(&file, &broken).unwrap();
        let library = shelf.elsewhere();
        assert_eq!(library.list().expect("a list"), right, "{broken:.80}");
    }
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let library = shelf.elsewhere();
    assert_eq!(library.list().expect("a list"), right);
    library.remember();
}

#[test]
fn a_home_that_cannot_be_written_is_listed_all_the_same() {
    let shelf = Shelf::new();
    let id = shelf.take("只读。");
    // Permission bits do not hold root back; a file where a folder should be does.
    fs::write(&shelf.home.cache, "a file").unwrap();
    assert_eq!(shelf.ids(), [id]);
    shelf.library.remember();
    assert_eq!(fs::read(&shelf.home.cache).unwrap(), b"a file");
}

#[test]
fn a_take_is_shown_as_it_grows_ends_and_is_killed() {
    let shelf = Shelf::new();
    let (id, mut writing) = begin_take(&shelf.library, "还在写。", 100);
    for samples in [100, 100_100] {
        // Audio comes without a change of the journal or the folder.
        set_time(&shelf.dir(&id), SystemTime::now() - Duration::from_secs(600));
        let info = shelf.info(&id);
        assert_eq!((&info.state, info.samples), (&TakeState::Writing, TakeSample(samples)));
        assert_eq!(shelf.elsewhere().list().unwrap()[0].state, TakeState::Writing, "also for another process");
        writing.writer.append(writing.request, &[1; 100_000]).unwrap();
    }
    drop(writing);
    age(&shelf.dir(&id));
    let info = shelf.info(&id);
    assert_eq!((&info.state, info.samples), (&TakeState::Unfinished, TakeSample(200_100)), "what a kill leaves");
    assert_eq!(shelf.info(&id), info);

    let (id, mut writing) = begin_take(&shelf.library, "写完了。", 100);
    assert_eq!(shelf.info(&id).state, TakeState::Writing);
    writing.complete_all();
    assert_eq!(shelf.info(&id).state, TakeState::Complete);
}

#[test]
fn a_take_that_is_gone_is_gone_from_the_list_and_the_catalogue() {
    let shelf = Shelf::new();
    let (stays, goes) = (shelf.take("留下。"), shelf.take("不要了。"));
    assert_eq!(shelf.list().len(), 2);
    shelf.library.remember();
    shelf.library.delete(&goes).unwrap();
    assert_eq!(shelf.ids(), [stays]);
    shelf.library.remember();
    assert!(!fs::read_to_string(shelf.home.cache.join("catalogue.jsonl")).unwrap().contains("不要了"));
}

#[test]
fn titles_and_stars_are_kept_beside_the_journal() {
    let shelf = Shelf::new();
    let id = shelf.take("海鸥在叫。");
    let journal = fs::read(shelf.dir(&id).join("take.jsonl")).unwrap();
    assert_eq!(shelf.info(&id).name(), "海鸥在叫。");

    shelf.library.rename(&id, "  码头\t的\u{0}早晨\n ").unwrap();
    shelf.library.star(&id, true).unwrap();
    let info = shelf.elsewhere().list().unwrap().remove(0);
    assert_eq!(
        (info.title.as_deref(), info.name().as_ref(), info.starred),
        (Some("码头 的 早晨"), "码头 的 早晨", true)
    );

    // What a later version writes there is kept.
    let about = shelf.dir(&id).join("about.json");
    fs::write(&about, r#"{"title":" 手写 ","starred":true,"mood":[1]}"#).unwrap();
    assert_eq!(shelf.info(&id).title.as_deref(), Some("手写"), "it may be edited by hand");
    shelf.library.rename(&id, "").unwrap();
    let text = fs::read_to_string(&about).unwrap();
    assert!(text.contains("mood") && !text.contains("title"), "{text}");
    assert!(shelf.info(&id).starred);

    // What makes no sense is set aside, not overwritten.
    fs::write(&about, "{\"title\": 5}").unwrap();
    assert_eq!((shelf.info(&id).title.clone(), shelf.info(&id).starred), (None, false));
    shelf.library.star(&id, true).unwrap();
    assert!(shelf.info(&id).starred);
    assert_eq!(fs::read_to_string(shelf.dir(&id).join("about.json.broken-1")).unwrap(), "{\"title\": 5}");

    assert_eq!(fs::read(shelf.dir(&id).join("take.jsonl")).unwrap(), journal, "the journal has one writer");
    let gone = "20200101-000000-000";
    for refused in [shelf.library.star(gone, true), shelf.library.rename("../x", "y")] {
        refused.expect_err("there is no such take");
    }
    assert!(!shelf.dir(gone).exists(), "nothing is made for it");
}

#[test]
fn titles_are_made_fit() {
    assert_eq!(clean_title(" \t\r\n\u{7f}"), None);
    assert_eq!(clean_title("a\u{0}b\u{9b}c"), Some("a b c".into()));
    assert_eq!(clean_title(&"长".repeat(300)), Some("长".repeat(200)));
    assert_eq!(
        clean_title(&format!("{} x", "y".repeat(199))),
        Some("y".repeat(199)),
        "no blank at the end of what is left"
    );
}

#[test]
fn many_may_list_name_and_delete_at_once() {
    let shelf = Shelf::new();
    let takes: Vec<String> = (0..60).map(|n| shelf.take(&format!("第{n}篇。"))).collect();
    std::thread::scope(|scope| {
        let worker = |name: &str, work: &'static (dyn Fn(&langsheng::store::Library, &str) + Sync)| {
            let (library, takes) = (shelf.elsewhere(), &takes);
            let run = move || takes.iter().for_each(|id| work(&library, id));
            std::thread::Builder::new().name(name.into()).spawn_scoped(scope, run).expect("a thread");
        };
        // A take that has gone meanwhile is told as such; nothing is brought back by it.
        worker("stars", &|library, id| drop(library.star(id, true)));
        worker("names", &|library, id| drop(library.rename(id, "名字")));
        for name in ["lists", "lists too"] {
            worker(name, &|library, _| {
                library.list().expect("a list");
                library.remember();
            });
        }
        worker("deletes", &|library, id| {
            if id.as_bytes()[18].is_multiple_of(2) {
                library.trash(id).expect("it goes");
            }
        });
    });
    let known = shelf.elsewhere().list().unwrap();
    fs::remove_dir_all(&shelf.home.cache).unwrap();
    let read = shelf.elsewhere().list().unwrap();
    assert_eq!(known, read, "the catalogue tells nothing else than the takes");
    let mut stay: Vec<String> = takes.into_iter().filter(|id| !id.as_bytes()[18].is_multiple_of(2)).collect();
    stay.sort_by(|a, b| b.cmp(a));
    assert_eq!(ids(&read), stay);
    assert!(read.iter().all(|take| take.state == TakeState::Complete));
}
