//! Takes of which something is lost: the list, an export and a resumption say the same of them, and none of them sends anybody
//! to delete what is still there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use langsheng::demo::{Faults, Tones};
use langsheng::engine::{Command as Ask, Event, SaveId, SaveTo};
use langsheng::words::Class;

use super::common::Demo;
use super::common::desk::Desk;
use super::common::program::Program;
use super::common::sound::wav;

const TEXT: [&str; 3] = ["今天天气不错。", "我们去公园走走吧！", "路上小心。"];

/// A program with one whole take of three requests, numbered in the order of the text; and the take's folder.
fn kept() -> (Program, PathBuf) {
    let program = Program::at(Demo::faulty(Faults::default()));
    let run = program.run(&["speak", &TEXT.concat(), "--no-play", "--jobs", "1", "--segment-limit", "27"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let dir = program.takes().remove(0);
    (program, dir)
}

/// What the list says of the only take, and how an export and a resumption end.
fn said(program: &Program) -> (String, (i32, String), (i32, String)) {
    let list = program.run(&["takes", "list", "--json"]);
    assert_eq!(list.code, 0, "{}", list.stderr);
    let list: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    let id = list[0]["id"].as_str().unwrap_or_default().to_owned();
    let state = list[0]["state"].as_str().unwrap_or("none").to_owned();
    let export = program.run(&["takes", "export", &id, "--out", "x.wav"]);
    let resume = program.run(&["speak", "--no-play", "--resume", &id, "--out", "y.wav"]);
    assert!(!program.path("y.wav").exists() && !program.path("y.wav.part").exists());
    (state, (export.code, export.stderr), (resume.code, resume.stderr))
}

#[test]
fn of_a_take_whose_sound_is_gone_nothing_is_made_and_everybody_says_so() {
    for gone in [&[0, 1, 2][..], &[0], &[1], &[2]] {
        let (program, dir) = kept();
        let left: String = (0..3).filter(|request| !gone.contains(request)).map(|request| TEXT[request]).collect();
        for request in gone {
            fs::remove_file(dir.join(format!("{request:04}.pcm"))).unwrap();
        }
        let (state, export, resume) = said(&program);
        assert_eq!((state.as_str(), export.0, resume.0), ("damaged", 8, 8), "{gone:?}: {} {}", export.1, resume.1);
        let what = format!("the audio of request {} is not all there", gone[0]);
        assert!(export.1.contains(&what) && resume.1.contains(&what), "{} {}", export.1, resume.1);
        assert!(!program.path("x.wav").exists());
        let part = program.path("x.wav.part");
        let some = !left.is_empty();
        assert_eq!((part.exists(), export.1.contains("x.wav.part")), (some, some), "{}", export.1);
        if some {
            assert!(wav(&part) == Tones::text(&left, 24_000));
        }
        // A part of it that is all there can be had.
        if gone[0] > 0 {
            let run = program.run(&["takes", "export", "last", "--out", "z.wav", "--to", "1"]);
            assert_eq!(run.code, 0, "{}", run.stderr);
            assert!(wav(&program.path("z.wav")) == Tones::text(TEXT[0], 24_000)[..24_000]);
        }
        assert_eq!(program.demo.recorder().notes().connections.len(), 3, "nothing is asked for");
    }
}

#[test]
fn a_journal_that_is_cut_in_its_first_line_sends_nobody_to_delete_the_sound() {
    for length in [0, 1, 40] {
        let (program, dir) = kept();
        let journal = fs::File::options().write(true).open(dir.join("take.jsonl")).unwrap();
        journal.set_len(length).unwrap();
        let (state, export, resume) = said(&program);
        assert_eq!((state.as_str(), export.0, resume.0), ("damaged", 8, 8), "{} {}", export.1, resume.1);
        for said in [export.1, resume.1] {
            assert!(said.contains("Don’t delete it") && said.contains("0000.pcm"), "{said}");
        }
        assert!(dir.join("0000.pcm").exists() && !program.path("x.wav").exists());
    }
    // Without its journal too.
    let (program, dir) = kept();
    fs::remove_file(dir.join("take.jsonl")).unwrap();
    let (state, export, _) = said(&program);
    assert_eq!((state.as_str(), export.0), ("damaged", 8));
    assert!(export.1.contains("Don’t delete it"), "{}", export.1);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_or_far_too_large_is_not_waited_for() {
    let fifo = |path: &Path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    let large = |path: &Path| fs::File::create(path).unwrap().set_len(100_000_000).unwrap();
    for name in ["take.jsonl", "0001.pcm", "lock"] {
        let (program, dir) = kept();
        fs::remove_file(dir.join(name)).unwrap();
        fifo(&dir.join(name));
        let (state, export, resume) = said(&program);
        let wanted = if name == "lock" { ("complete", 0, 8) } else { ("damaged", 8, 8) };
        assert_eq!((state.as_str(), export.0, resume.0), wanted, "{name}: {} {}", export.1, resume.1);
    }
    let (program, dir) = kept();
    large(&dir.join("take.jsonl"));
    let (state, export, resume) = said(&program);
    assert_eq!((state.as_str(), export.0, resume.0), ("damaged", 8, 8), "{} {}", export.1, resume.1);
    assert!(export.1.contains("too large"), "{}", export.1);
}

#[test]
fn a_take_of_nothing_is_not_saved_as_a_file_of_nothing() {
    let (program, dir) = kept();
    // As if it had been killed before its first request.
    let journal = fs::read_to_string(dir.join("take.jsonl")).unwrap();
    fs::write(dir.join("take.jsonl"), format!("{}\n", journal.lines().next().unwrap())).unwrap();
    let run = program.run(&["takes", "export", "last", "--out", "x.wav"]);
    assert_eq!((run.code, run.stderr.contains("There is no audio to save")), (8, true), "{}", run.stderr);
    assert!(!program.path("x.wav").exists() && !program.path("x.wav.part").exists());
}

#[test]
fn a_folder_that_goes_away_under_an_export_is_a_failure_in_words() {
    let desk = Desk::at(Demo::start());
    let (take, _) = desk.speak(desk.job(&TEXT.concat()));
    fs::remove_dir_all(take.dir()).unwrap();
    for name in ["a.wav", "a.flac"] {
        let to = Box::new(SaveTo::plain(desk.path(name)));
        desk.send(Ask::Save { id: SaveId(9), take: take.clone(), to });
        let (failure, part) = desk.until(|event| match event {
            Event::SaveFailed { failure, part, .. } => Some((failure, part)),
            Event::Saved { .. } => panic!("of what?"),
            _ => None,
        });
        assert_eq!((failure.class, part), (Class::Files, None));
        assert!(!desk.path(name).exists() && !desk.path(&format!("{name}.part")).exists());
    }
}

#[cfg(unix)]
#[test]
fn tokens_behind_a_link_stay_there_and_what_is_no_file_is_not_waited_for() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use langsheng::protocol::Token;
    use langsheng::store::{Home, Secrets};
    let folder = tempfile::tempdir().unwrap();
    let home = Home::under(&folder.path().join("home"));
    fs::create_dir(folder.path().join("home")).unwrap();
    let real = folder.path().join("real.json");
    fs::write(&real, "{}").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o644)).unwrap();
    symlink(&real, &home.secrets).unwrap();
    let (secrets, token) = (Secrets::open(&home), Token::parse("pat_behindALink").unwrap());
    secrets.set("coze.cn", &token).unwrap();
    assert!(home.secrets.symlink_metadata().unwrap().is_symlink());
    assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(secrets.get("coze.cn").unwrap().unwrap().reveal(), token.reveal());
    fs::remove_file(&home.secrets).unwrap();
    for device in ["/dev/zero", "pipe"] {
        let target = folder.path().join(device);
        if device == "pipe" {
            assert!(Command::new("mkfifo").arg(&target).status().unwrap().success());
        }
        symlink(&target, &home.secrets).unwrap();
        assert!(secrets.get("coze.cn").is_err(), "{device}");
        secrets.set("coze.cn", &token).unwrap();
        assert_eq!(secrets.get("coze.cn").unwrap().unwrap().reveal(), token.reveal());
        fs::remove_file(&home.secrets).unwrap();
    }
}
