//! Damaged takes are shown as such, and never cost the list.

use std::fs::{self, File};
use std::io::Write as _;

use langsheng::audio::TakeSample;
use langsheng::store::TakeState;

use super::{Shelf, age, begin_take};

/// A healthy take beside the one that is damaged: whatever happens, it is listed.
struct Pair {
    shelf: Shelf,
    healthy: String,
    hurt: String,
}

impl Pair {
    fn new() -> Pair {
        let shelf = Shelf::new();
        let healthy = shelf.take("好的。");
        let (hurt, mut writing) = begin_take(&shelf.library, "会坏的。第二句。", 2_400);
        writing.writer.mark(writing.request, 12, 12).unwrap();
        writing.writer.append(writing.request, &[9; 2_400]).unwrap();
        writing.complete_all();
        age(&shelf.dir(&hurt));
        Pair { shelf, healthy, hurt }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.shelf.dir(&self.hurt).join(name)
    }

    /// What another process, which has no catalogue, makes of it.
    fn state(&self) -> TakeState {
        let takes = self.shelf.elsewhere().list().expect("a list");
        let healthy = takes.iter().find(|take| take.id == self.healthy).expect("the other one is listed");
        assert_eq!((&healthy.state, healthy.samples), (&TakeState::Complete, TakeSample(2_400)));
        takes.iter().find(|take| take.id == self.hurt).expect("the damaged one is listed").state.clone()
    }

    fn is_damaged(&self, what: &str) {
        let state = self.state();
        assert!(matches!(state, TakeState::Damaged(_)), "{what}: {state:?}");
    }
}

#[test]
fn a_journal_may_end_anywhere() {
    let pair = Pair::new();
    let journal = pair.path("take.jsonl");
    let whole = fs::read(&journal).unwrap();
    let header = whole.iter().position(|byte| *byte == b'\n').unwrap();
    for length in (0..whole.len()).rev().step_by(3) {
        fs::write(&journal, &whole[..length]).unwrap();
        let state = pair.state();
        assert_eq!(matches!(state, TakeState::Damaged(_)), length <= header, "{length} of {}: {state:?}", whole.len());
        assert_ne!(state, TakeState::Writing, "nobody writes it");
    }
}

#[test]
fn a_journal_may_hold_anything() {
    let pair = Pair::new();
    let journal = pair.path("take.jsonl");
    let whole = fs::read(&journal).unwrap();
    let mut random = fastrand::Rng::with_seed(20_261_122);
    for _ in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..random.usize(1..6) {
            let at = random.usize(..bytes.len());
            match random.u8(..4) {
                0 => bytes[at] = random.u8(..),
                1 => bytes.truncate(at.max(1)),
                2 => bytes.insert(at, *random.choice(b"{}[]\",:\n-9e\0").unwrap()),
                _ => drop(bytes.drain(at..(at + random.usize(..40)).min(bytes.len()))),
            }
            if bytes.is_empty() {
                break;
            }
        }
        fs::write(&journal, &bytes).unwrap();
        pair.state();
    }
    for garbage in [&b""[..], b"\n", b"\n\n\n", b"null\n", b"{}\n", b"[[[[[[[[\n", &[0; 100_000], &[0xff; 1_000]] {
        fs::write(&journal, garbage).unwrap();
        pair.is_damaged(&format!("{:?}", &garbage[..garbage.len().min(8)]));
    }
    let deep = format!("{}\n", "[".repeat(200_000));
    fs::write(&journal, deep).unwrap();
    pair.is_damaged("nested deeply");
}

#[test]
fn a_take_of_the_future_is_left_alone() {
    let pair = Pair::new();
    let journal = pair.path("take.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replacen("\"version\":1", "\"version\":7", 1)).unwrap();
    let TakeState::Damaged(why) = pair.state() else { panic!("{:?}", pair.state()) };
    assert!(why.contains("newer"), "{why}");
}

#[test]
fn audio_that_is_missing_is_missed() {
    let pair = Pair::new();
    // The list must see it although the journal is as it was.
    assert_eq!(pair.shelf.info(&pair.hurt).state, TakeState::Complete);
    fs::remove_file(pair.path("0000.pcm")).unwrap();
    pair.is_damaged("no audio");
    assert!(matches!(pair.shelf.info(&pair.hurt).state, TakeState::Damaged(_)), "also by who had listed it before");

    File::create(pair.path("0000.pcm")).unwrap().write_all(&[0; 999]).unwrap();
    pair.is_damaged("less audio than there was");
}

#[test]
fn what_is_no_journal_is_not_read() {
    let pair = Pair::new();
    let journal = pair.path("take.jsonl");
    fs::remove_file(&journal).unwrap();
    pair.is_damaged("no journal");
    fs::create_dir(&journal).unwrap();
    pair.is_damaged("a folder");
    fs::remove_dir(&journal).unwrap();
    // Sparse: it takes no room here, and would take all of the memory.
    File::create(&journal).unwrap().set_len(600 << 20).unwrap();
    pair.is_damaged("a huge one");
}

#[test]
fn what_was_killed_before_it_began_is_no_take() {
    let shelf = Shelf::new();
    let healthy = shelf.take("好的。");
    let (id, dir) = shelf.library.new_take_dir().unwrap();
    assert_eq!(shelf.ids(), [&*healthy], "an empty folder");
    fs::write(dir.join("lock"), "").unwrap();
    assert_eq!(shelf.ids(), [&*healthy], "a lock");
    let text = fs::read_to_string(shelf.dir(&healthy).join("take.jsonl")).unwrap();
    for length in [0, 1, 30] {
        fs::write(dir.join("take.jsonl"), &text[..length]).unwrap();
        assert_eq!(shelf.ids(), [&*healthy], "half a first line");
    }
    // Sound was paid for, and a whole line says what it is of.
    fs::write(dir.join("0000.pcm"), [1; 10]).unwrap();
    assert!(matches!(shelf.info(&id).state, TakeState::Damaged(_)));
    fs::remove_file(dir.join("0000.pcm")).unwrap();
    fs::write(dir.join("take.jsonl"), text.split_inclusive('\n').next().unwrap()).unwrap();
    assert_eq!(shelf.info(&id).state, TakeState::Unfinished);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_lead_nowhere() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let pair = Pair::new();
    let journal = pair.path("take.jsonl");
    for target in ["take.jsonl", "/dev/zero", "..", "/nowhere"] {
        fs::remove_file(&journal).unwrap();
        symlink(target, &journal).unwrap();
        pair.is_damaged(target);
    }
    let pipe = |path: &std::path::Path| {
        fs::remove_file(path).ok();
        let made = std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo, of coreutils");
        assert!(made.success());
    };
    // Who opens a pipe waits for somebody at its other end.
    for name in ["take.jsonl", "about.json", "lock"] {
        pipe(&pair.path(name));
        pair.is_damaged(name);
    }
    assert_eq!(pair.shelf.library.find(&langsheng::store::Query::new("没有这个"), || false).unwrap(), Some(vec![]));

    let odd = pair.shelf.home.library.join("20200101-000000-000");
    symlink(&pair.shelf.home.library, &odd).unwrap();
    fs::create_dir(pair.shelf.home.library.join("20200101-000000-001")).unwrap();
    symlink("..", pair.shelf.home.library.join("20200101-000000-001/loop")).unwrap();
    pair.is_damaged("a loop beside it");
    let listed = pair.shelf.ids();
    assert!(!listed.contains(&"20200101-000000-000".to_owned()), "a link is no take: {listed:?}");
    pair.shelf.library.delete("20200101-000000-000").expect_err("nor is it deleted");
    pair.shelf.library.delete("20200101-000000-001").expect("a folder with a loop in it");
    assert!(pair.shelf.home.library.join(&pair.healthy).exists());

    // Root may read it all the same; the list is there in either case.
    fs::set_permissions(pair.shelf.dir(&pair.hurt), fs::Permissions::from_mode(0o0)).unwrap();
    pair.state();
    fs::set_permissions(pair.shelf.dir(&pair.hurt), fs::Permissions::from_mode(0o700)).unwrap();
}
