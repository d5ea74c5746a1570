//! The library through the engine: named, found, and removed by the user.

use std::path::{Path, PathBuf};
use std::process::Command as Process;

use langsheng::audio::take::{Take, TakeEnd};
use langsheng::audio::{HeardSample, TakeSample};
use langsheng::demo::{Act, Fault, FaultPoint, Faults};
use langsheng::engine::{Command, Deletion, Event, Job, JobId, JobSettings, SaveId, SaveTo};
use langsheng::store::{Home, Library, TakeState};
use langsheng::words::{Class, Failure, Lang};

use super::{begin_take, ids};
use crate::common::Demo;
use crate::common::desk::{Desk, end_of_job, settings};
use crate::common::program::Program;

/// The names in a folder; none where there is no folder.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect()
}

/// The library that the engine of a desk works on, as another process sees it.
fn library_of(desk: &Desk) -> Library {
    Library::new(&Home::under(&desk.path("")))
}

fn listed(desk: &Desk) -> Vec<String> {
    desk.until(|event| match event {
        Event::Takes(takes) => Some(ids(&takes)),
        _ => None,
    })
}

fn delete(desk: &Desk, ids: &[&str], deletion: Deletion) {
    let ids = ids.iter().map(ToString::to_string).collect();
    desk.send(Command::DeleteTakes { ids, deletion });
}

fn notice(desk: &Desk) -> Failure {
    desk.until(|event| match event {
        Event::Notice(failure) => Some(failure),
        _ => None,
    })
}

#[test]
fn takes_are_named_starred_and_found_in_order() {
    let desk = Desk::at(Demo::start());
    let (first, _) = desk.speak(desk.job("清晨的码头。"));
    let (second, _) = desk.speak(desk.job(&format!("{}灯塔在结尾。", "海鸥在叫。".repeat(200))));
    // All at once: whoever listens sees the last of it.
    for (title, starred) in [("一", true), ("二", false), ("三", true)] {
        desk.send(Command::RenameTake { id: first.id().into(), title: title.into() });
        desk.send(Command::StarTakes { ids: vec![first.id().into()], starred });
    }
    let done = desk.until(|event| match event {
        Event::Takes(takes) => takes.into_iter().find(|take| take.title.as_deref() == Some("三") && take.starred),
        _ => None,
    });
    assert_eq!((&*done.id, &*done.account, &*done.voice_name), (first.id(), "test", "Tones"));

    for (text, found) in [("灯塔", second.id()), ("三", first.id()), ("码头 tones", first.id())] {
        // Only the last of several searches matters.
        desk.send(Command::FindTakes("没有".into()));
        desk.send(Command::FindTakes(text.into()));
        let takes = desk.until(|event| match event {
            Event::TakesFound { text: looked, found } if looked == text => Some(found),
            _ => None,
        });
        let ids: Vec<&str> = takes.iter().map(|take| &*take.id).collect();
        assert_eq!(ids, [found], "{text}");
    }

    desk.send(Command::RenameTake { id: "20200101-000000-000".into(), title: "x".into() });
    assert_eq!(notice(&desk).class, Class::Files);
}

#[test]
fn a_deleted_take_is_in_the_trash_and_one_deleted_for_good_is_not() {
    let desk = Desk::at(Demo::start());
    let takes: Vec<Take> = ["一。", "二。", "三。"].map(|text| desk.speak(desk.job(text)).0).into();
    let [a, b, c] = [&takes[0], &takes[1], &takes[2]].map(Take::id);
    let trash = desk.path("trash");

    delete(&desk, &[a], Deletion::ToTrash);
    assert_eq!(listed(&desk), [c, b]);
    assert_eq!(names_in(&trash), [a]);
    let back = Take::open(&trash.join(a)).expect("it can be had back");
    assert!(back.is_complete());
    std::fs::rename(trash.join(a), desk.path("library").join(a)).expect("put back");
    assert_eq!(ids(&desk.takes()), [c, b, a]);

    delete(&desk, &[b], Deletion::ForGood);
    assert_eq!(listed(&desk), [c, a]);
    assert_eq!(names_in(&trash), Vec::<String>::new());
    assert!(!b.is_empty() && !desk.path("library").join(b).exists());

    delete(&desk, &[b, "..", "", a], Deletion::ToTrash);
    for _ in 0..3 {
        assert_eq!(notice(&desk).class, Class::Files, "what is none of ours is not touched, and told");
    }
    assert_eq!(listed(&desk), [c]);
    assert_eq!(names_in(&trash), [a], "what can go goes");
}

fn trashed(desk: &Desk) -> Vec<String> {
    desk.until(|event| match event {
        Event::Trashed { ids, can_restore: true } => Some(ids),
        _ => None,
    })
}

#[test]
fn what_was_deleted_comes_back_as_it_was() {
    let desk = Desk::at(Demo::start());
    let takes: Vec<Take> = ["一。", "二。", "三。"].map(|text| desk.speak(desk.job(text)).0).into();
    let [a, b, c] = [&takes[0], &takes[1], &takes[2]].map(Take::id);
    desk.send(Command::RenameTake { id: a.into(), title: "甲".into() });
    let all = [c, b, a].map(str::to_owned);
    for _ in 0..2 {
        delete(&desk, &[a, c], Deletion::ToTrash);
        let gone = trashed(&desk);
        assert_eq!(gone, [a, c]);
        assert_eq!(listed(&desk), [b]);
        desk.send(Command::RestoreTakes(gone));
        assert_eq!(listed(&desk), all);
        assert_eq!(names_in(&desk.path("trash")), Vec::<String>::new());
    }
    assert_eq!(library_of(&desk).title(a).as_deref(), Some("甲"));
    assert_eq!(Take::open(takes[0].dir()).expect("it opens").len(), takes[0].len());

    // One that is there stays as it is; one that the trash has lost is told, and costs the others nothing.
    delete(&desk, &[a, b], Deletion::ToTrash);
    trashed(&desk);
    std::fs::remove_dir_all(desk.path("trash").join(b)).expect("the trash is emptied in part");
    desk.send(Command::RestoreTakes(vec![b.into(), a.into(), c.into()]));
    let told = notice(&desk);
    assert!(told.text(Lang::En).contains("no longer in the trash"), "{}", told.text(Lang::En));
    assert_eq!(listed(&desk), [c, a]);
}

#[test]
fn a_take_that_was_not_to_be_kept_does_not_fill_the_trash() {
    let desk = Desk::at(Demo::start());
    let (passing, _) =
        desk.speak(Job { settings: JobSettings { keep: false, ..settings() }, ..desk.job("只听一次。") });
    let (kept, _) = desk.speak(desk.job("留着。"));
    assert_eq!(ids(&desk.takes()), [kept.id()]);
    assert!(!passing.dir().exists() && !desk.path("trash").exists());
}

#[test]
fn where_there_is_no_trash_nothing_is_deleted_until_the_user_says_for_good() {
    // A file where the trash should be.
    let desk = Desk::at(Demo::start()).with_home_as(|home| home.trash = Some(home.settings.join("trash")));
    std::fs::write(desk.path("settings.json"), "{}").expect("a file");
    let (a, _) = desk.speak(desk.job("一。"));
    let (b, _) = desk.speak(desk.job("二。"));
    delete(&desk, &[a.id(), b.id()], Deletion::ToTrash);
    let (ids, failure) = desk.until(|event| match event {
        Event::NotTrashed { ids, failure } => Some((ids, failure)),
        _ => None,
    });
    assert_eq!(ids, [a.id(), b.id()]);
    assert_eq!(failure.class, Class::Files);
    assert!(failure.text(Lang::En).contains("delete it permanently"), "{}", failure.text(Lang::En));
    assert_eq!(listed(&desk), [b.id(), a.id()], "they are where they were");
    assert_eq!(a.reader().read(TakeSample(0), &mut [0; 100]).expect("it can be read"), 100);

    delete(&desk, &[a.id(), b.id()], Deletion::ForGood);
    assert_eq!(listed(&desk), Vec::<String>::new());
}

#[test]
fn a_take_that_is_being_written_is_not_deleted() {
    let desk = Desk::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(2), Act::StallForever))));
    desk.send(Command::Speak(Box::new(desk.job("还没有说完。"))));
    let take = desk.until(|event| match event {
        Event::Accepted { take, .. } => Some(take),
        _ => None,
    });
    let (other, writing) = begin_take(&library_of(&desk), "另一个程序在写。", 100);
    let states: Vec<TakeState> = desk.takes().iter().map(|take| take.state.clone()).collect();
    assert_eq!(states, [TakeState::Writing, TakeState::Writing]);

    for deletion in [Deletion::ToTrash, Deletion::ForGood] {
        delete(&desk, &[take.id(), &other], deletion);
        for _ in 0..2 {
            assert!(notice(&desk).text(Lang::En).contains("writing"));
        }
        assert_eq!(listed(&desk).len(), 2);
    }
    drop(writing);
    desk.send(Command::Stop(JobId(1)));
    desk.until(end_of_job);
    delete(&desk, &[take.id(), &other], Deletion::ToTrash);
    assert_eq!(listed(&desk), Vec::<String>::new());
    assert_eq!(names_in(&desk.path("trash")).len(), 2, "an unfinished take can be deleted, if the user says so");
}

#[test]
fn a_take_that_is_being_saved_goes_when_that_is_done() {
    let desk = Desk::at(Demo::start());
    let library = library_of(&desk);
    let (id, mut writing) = begin_take(&library, "边写边存。", 4_800);
    let to = Box::new(SaveTo::plain(desk.path("out.wav")));
    desk.send(Command::Save { id: SaveId(1), take: writing.writer.take(), to });
    delete(&desk, &[&id], Deletion::ToTrash);
    assert_eq!(listed(&desk), [id.as_str()], "the saving reads it");
    assert!(!desk.path("trash").exists());

    // It ends before its sentence does, so that the saving cannot end before the writer has let go.
    writing.writer.end(TakeEnd::Stopped).expect("closed");
    let saved = desk.until(|event| match event {
        Event::SavedInPart { part, samples, .. } => Some((part, samples)),
        Event::SaveFailed { failure, .. } => panic!("{failure:?}"),
        _ => None,
    });
    assert_eq!(saved, (Some(desk.path("out.wav.part")), HeardSample(4_800)));
    assert_eq!(listed(&desk), Vec::<String>::new(), "nobody needs to ask again");
    assert_eq!(names_in(&desk.path("trash")), [id]);
}

#[test]
fn the_command_line_deletes_for_good_where_there_is_no_trash() {
    let program = Program::at(Demo::start());
    assert_eq!(program.run(&["speak", "--keep", "--out", "a.wav", "一句话。"]).code, 0);
    std::fs::write(program.path("home/trash"), "a file").expect("a file where the trash should be");
    let refused = program.run(&["takes", "delete", "--yes", "last"]);
    assert_eq!(refused.code, i32::from(Class::Files.exit_code()), "{}", refused.stderr);
    assert_eq!(program.takes().len(), 1);
    let gone = program.run(&["takes", "delete", "--yes", "--for-good", "last"]);
    assert_eq!(gone.code, 0, "{}", gone.stderr);
    assert_eq!(program.takes(), Vec::<PathBuf>::new());
}

/// Set in the process that is started to have a trash of its own.
const TRASH: &str = "LANGSHENG_STORY_TRASH";

/// Where the system's trash is, the environment says, and that cannot be changed in a process with threads: so the story
/// is told in a process of its own.
#[test]
#[cfg(target_os = "linux")]
fn the_systems_trash_takes_takes() {
    if let Some(trash) = std::env::var_os(TRASH) {
        return with_the_systems_trash(&PathBuf::from(trash));
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("file"), "").expect("a file");
    for data in [folder.path().join("data"), folder.path().join("file")] {
        let child = Process::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "library::remove::the_systems_trash_takes_takes", "--nocapture"])
            .env(TRASH, data.join("Trash"))
            .env("XDG_DATA_HOME", &data)
            // The same file system for the take and the trash, as it is for most people.
            .env("TMPDIR", folder.path())
            .output()
            .expect("this program again");
        let told = String::from_utf8_lossy(&child.stdout);
        assert!(
            child.status.success() && told.contains("1 passed"),
            "{told}{}",
            String::from_utf8_lossy(&child.stderr)
        );
    }
}

#[cfg(target_os = "linux")]
fn with_the_systems_trash(trash: &Path) {
    let desk = Desk::at(Demo::start()).with_home_as(|home| home.trash = None);
    let (take, _) = desk.speak(desk.job("会回来的。"));
    delete(&desk, &[take.id()], Deletion::ToTrash);
    if trash.parent().is_some_and(Path::is_file) {
        let refused = desk.until(|event| match event {
            Event::NotTrashed { ids, .. } => Some(ids),
            _ => None,
        });
        assert_eq!(refused, [take.id()]);
        assert_eq!(listed(&desk), [take.id()]);
        return;
    }
    assert_eq!(listed(&desk), Vec::<String>::new());
    assert!(Take::open(&trash.join("files").join(take.id())).expect("it is there").is_complete());
    // What a file manager needs to put it back.
    let info = std::fs::read_to_string(trash.join("info").join(format!("{}.trashinfo", take.id()))).expect("its card");
    assert!(info.contains(&format!("/library/{}", take.id())) && info.contains("DeletionDate=20"), "{info}");
    desk.send(Command::RestoreTakes(vec![take.id().to_owned()]));
    assert_eq!(listed(&desk), [take.id()], "and so can we");
    assert_eq!(names_in(&trash.join("files")), Vec::<String>::new());
}
