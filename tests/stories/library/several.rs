//! Several takes saved into a folder, one file each.

use std::fs;
use std::path::Path;

use langsheng::audio::take::Take;
use langsheng::engine::{AutoSave, Command, Deletion, Event, SaveId, SaveOrder, SaveTally};
use langsheng::words::{Class, Lang};

use crate::common::Demo;
use crate::common::desk::Desk;

const ID: SaveId = SaveId(7);

fn save(desk: &Desk, takes: &[&str], folder: &Path) {
    let to = AutoSave { folder: folder.into(), template: "{title}".into(), order: SaveOrder::default() };
    let takes = takes.iter().map(ToString::to_string).collect();
    desk.send(Command::SaveAll { id: ID, takes, to: Box::new(to) });
}

fn tally(desk: &Desk) -> SaveTally {
    desk.until(|event| match event {
        Event::SavedAll { id: ID, tally, .. } => Some(tally),
        Event::SaveFailed { failure, .. } => panic!("{failure:?}"),
        _ => None,
    })
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn three(desk: &Desk) -> Vec<Take> {
    ["一月里来。", "二月里来。", "三月里来。"].map(|text| desk.speak(desk.job(text)).0).into()
}

#[test]
fn each_has_a_file_of_its_own_and_a_bad_one_costs_no_other() {
    let desk = Desk::at(Demo::start());
    let takes = three(&desk);
    let [a, b, c] = [&takes[0], &takes[1], &takes[2]].map(Take::id);
    desk.send(Command::RenameTake { id: c.into(), title: "春天".into() });
    desk.until(|event| match event {
        Event::Takes(listed) => listed.iter().find(|take| take.title.is_some()).map(drop),
        _ => None,
    });
    fs::write(takes[1].dir().join("take.jsonl"), "no journal\n").expect("a damaged take");
    let out = desk.path("out");
    save(&desk, &[a, b, "20200101-000000-000", c], &out);
    let tally = tally(&desk);
    assert_eq!((tally.files, tally.failed, tally.left), (2, 2, 0));
    assert_eq!(tally.failure.map(|failure| failure.class), Some(Class::Files));
    assert_eq!(names_in(&out), ["一月里来。.wav", "春天.wav"], "by the title, where one has been given");
    let samples = hound::WavReader::open(out.join("一月里来。.wav")).expect("a WAV").len();
    assert_eq!(u64::from(samples), takes[0].len());
}

#[test]
fn it_ends_where_nothing_can_be_written() {
    let desk = Desk::at(Demo::start());
    let takes = three(&desk);
    let file = desk.path("out");
    fs::write(&file, "a file where the folder should be").expect("a file");
    save(&desk, &[takes[0].id(), takes[1].id(), takes[2].id()], &file);
    let tally = tally(&desk);
    assert_eq!((tally.files, tally.failed, tally.left), (0, 1, 2), "what would fail for all is said once");
    let failure = tally.failure.expect("why");
    assert!(failure.text(Lang::En).contains(&file.display().to_string()), "{}", failure.text(Lang::En));
}

#[test]
fn it_ends_when_the_user_has_enough_and_leaves_only_whole_files() {
    let desk = Desk::at(Demo::start());
    let takes = three(&desk);
    let ids: Vec<&str> = takes.iter().map(Take::id).cycle().take(60).collect();
    let out = desk.path("out");
    save(&desk, &ids, &out);
    desk.send(Command::CancelSave(ID));
    let tally = tally(&desk);
    assert_eq!((tally.files + tally.left, tally.failed, tally.failure), (60, 0, None));
    let names = names_in(&out);
    assert_eq!(names.len(), tally.files, "{names:?}");
    assert!(names.iter().all(|name| name.ends_with(".wav")), "{names:?}");
}

#[test]
fn takes_that_are_to_go_wait_until_they_are_saved() {
    let desk = Desk::at(Demo::start());
    let takes = three(&desk);
    let ids: Vec<String> = takes.iter().map(|take| take.id().to_owned()).collect();
    let out = desk.path("out");
    save(&desk, &ids.iter().map(String::as_str).collect::<Vec<_>>(), &out);
    desk.send(Command::DeleteTakes { ids, deletion: Deletion::ForGood });
    assert_eq!(tally(&desk), SaveTally { files: 3, ..SaveTally::default() });
    desk.until(|event| match event {
        Event::Takes(takes) if takes.is_empty() => Some(()),
        _ => None,
    });
    assert_eq!(names_in(&out).len(), 3);
}
