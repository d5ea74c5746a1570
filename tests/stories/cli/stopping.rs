//! Ctrl-C, once and again.

use std::process::Command;

use langsheng::demo::{Act, Fault, FaultPoint, Faults, Tones};

use super::TEXT;
use crate::common::Demo;
use crate::common::program::{Program, ended};
use crate::common::sound::wav;

#[test]
fn ctrl_c_keeps_what_was_received_and_says_where() {
    let program = Program::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(14), Act::StallForever))));
    let out = program.path("out.wav");
    let child =
        program.command(&["speak", TEXT, "--no-play", "--json", "--out", out.to_str().unwrap()]).spawn().unwrap();
    program.demo.recorder().wait(|notes| notes.connections.first().is_some_and(|one| one.deltas >= 14)).unwrap();
    // The first sentence is in the file before the user loses patience.
    let whole = 44 + 2 * Tones::text("今天天气不错。", 24_000).len() as u64;
    let part = program.path("out.wav.part");
    while std::fs::metadata(&part).map_or(0, |file| file.len()) < whole {
        std::thread::yield_now();
    }
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let run = ended(child);
    assert_eq!(run.code, 130, "{}", run.stderr);
    assert!(!out.exists() && !part.exists(), "what was received is in the take");
    assert_eq!(run.lines().last().unwrap()["event"], "failed");
    program.demo.recorder().wait(|notes| notes.open() == 0).expect("the socket is closed");

    // It says how the file can be had, and the first sentence is not asked for again.
    let take = program.takes().pop().expect("the take can be continued");
    let id = take.file_name().unwrap().to_str().unwrap();
    let said = format!("langsheng speak --resume {id} --out {}", out.display());
    assert!(run.stderr.contains(take.to_str().unwrap()) && run.stderr.contains(&said), "{}", run.stderr);
    let run = program.run(&["speak", "--no-play", "--resume", id, "--out", out.to_str().unwrap()]);
    assert_eq!((run.code, wav(&out)), (0, Tones::text(TEXT, 24_000)), "{}", run.stderr);
    assert_eq!(program.demo.recorder().notes().texts(), [TEXT, "我们去公园走走吧！"]);
}

/// A user who presses Ctrl-C again and again does not wait for the file, and is told all the same.
#[test]
fn an_impatient_user_is_told_where_the_take_is() {
    let program = Program::at(Demo::faulty(Faults::every(Fault::At(FaultPoint::Delta(14), Act::StallForever))));
    let out = program.path("out.wav");
    let child = program.command(&["speak", TEXT, "--no-play", "--out", out.to_str().unwrap()]).spawn().unwrap();
    program.demo.recorder().wait(|notes| notes.connections.first().is_some_and(|one| one.deltas >= 14)).unwrap();
    for _ in 0..2 {
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    }
    let run = ended(child);
    assert_eq!(run.code, 130, "{}", run.stderr);
    assert!(run.stderr.contains(program.takes()[0].to_str().unwrap()), "{}", run.stderr);
    assert!(!program.path("out.wav.part").exists());
}

/// Whoever is to read a pipe may never come.
#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_ends_what_waits_for_the_reader_of_a_pipe() {
    let program = Program::at(Demo::start());
    let pipe = program.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    assert_eq!(program.run(&["speak", TEXT, "--no-play"]).code, 0);
    // One that comes a little late gets all of it.
    let child = program.command(&["takes", "export", "last", "--out", "pipe"]).spawn().unwrap();
    let read = std::fs::read(&pipe).unwrap();
    assert_eq!((ended(child).code, &read[..4]), (0, &b"RIFF"[..]));
    for args in [&["takes", "export", "last"][..], &["speak", TEXT, "--no-play", "--fresh"]] {
        let mut child = program.command(&[args, &["--json", "--out", "pipe"]].concat()).spawn().unwrap();
        while !saves(&child) {
            assert!(child.try_wait().unwrap().is_none(), "it waits for the reader");
        }
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
        let run = ended(child);
        assert_eq!((run.code, &run.lines().last().unwrap()["event"]), (130, &"failed".into()), "{}", run.stderr);
    }
}

/// Whether the program has its thread that saves.
#[cfg(target_os = "linux")]
fn saves(child: &std::process::Child) -> bool {
    let threads = std::fs::read_dir(format!("/proc/{}/task", child.id())).into_iter().flatten().flatten();
    let mut names = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("comm")).ok());
    names.any(|name| name.trim() == "save")
}
