//! Many files from the command line, across Ctrl-C, kill and restart.

use std::fs;
use std::process::Command;

use langsheng::demo::{Act, Fault, FaultPoint, Faults};

use super::common::Demo;
use super::common::program::{Program, ended};
use super::common::sound::{tones, wav};

const TEXT: &str = "今天天气不错。我们去公园走走吧！";
const SECOND: &str = "我们去公园走走吧！";

/// A program whose first connection stands still in the second sentence of `TEXT`.
fn stalling() -> Program {
    let program = Program::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(14), Act::StallForever))));
    for (name, text) in [("a.txt", TEXT), ("b.txt", "又一个。")] {
        fs::write(program.path(name), text).unwrap();
    }
    program
}

/// Waits until the only take has the first sentence and some of the second.
fn wait_for_second(program: &Program) {
    let whole = 2 * tones("今天天气不错。").len() as u64;
    let size = || Some(fs::metadata(program.takes().first()?.join("0000.pcm")).ok()?.len());
    while size().unwrap_or(0) <= whole {
        std::thread::yield_now();
    }
}

fn texts(program: &Program) -> Vec<String> {
    program.demo.recorder().notes().texts()
}

#[test]
fn files_become_files_and_an_empty_one_is_named() {
    let program = Program::at(Demo::start());
    fs::create_dir(program.path("in")).unwrap();
    for (name, text) in [("in/1.txt", "一。"), ("in/2.txt", ""), ("in/10.md", "# 十")] {
        fs::write(program.path(name), text).unwrap();
    }
    let run = program.run(&["batch", "in", "--out-dir", "out", "--no-keep", "--json"]);
    assert_eq!(run.code, 5, "{}", run.stderr);
    assert!(run.stderr.contains("✗") && run.stderr.contains("2.txt") && run.stderr.contains("Done: 2, failed: 1"));
    assert_eq!((wav(&program.path("out/1.wav")), wav(&program.path("out/10.wav"))), (tones("一。"), tones("十")));
    assert!(program.takes().is_empty(), "with --no-keep the files are all");
    let lines = run.lines();
    let states: Vec<_> =
        lines.iter().filter(|line| line["event"] == "item").map(|line| line["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["done", "failed", "done"]);
    assert_eq!(lines.last().unwrap()["event"], "finished");

    let run = program.run(&["batch", "in/1.txt", "in/10.md", "--join", "book.wav"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(wav(&program.path("book.wav")), [tones("一。"), tones("十")].concat());
    assert_eq!(program.takes().len(), 2);

    // A chapter that has nothing to speak is named, and the book is a whole one all the same.
    let run = program.run(&["batch", "in", "--join", "all.wav", "--json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("skipped, nothing to speak") && run.stderr.contains("2.txt"), "{}", run.stderr);
    assert_eq!(wav(&program.path("all.wav")), [tones("一。"), tones("十")].concat());
    let lines = run.lines();
    let item = lines.iter().find(|line| line["event"] == "item").unwrap();
    assert_eq!((item["left_out"].as_array().unwrap().len(), &item["state"]), (1, &"done".into()));
    let run = program.run(&["batch", "in/2.txt", "--join", "none.wav"]);
    assert_eq!(run.code, 5, "of nothing no book is made: {}", run.stderr);
    assert!(!program.path("none.wav").exists() && !program.path("none.wav.part").exists());

    for (args, code) in [
        (&["batch"][..], 2),
        (&["batch", "nowhere.txt"], 8),
        (&["batch", "in", "--list"], 2),
        (&["batch", "in", "--join", "x.wav", "--out-dir", "y"], 2),
        (&["batch", "in", "--template", "{what}"], 2),
    ] {
        let run = program.run(args);
        assert_eq!(run.code, code, "{args:?}: {}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_queue_that_was_killed_goes_on_and_asks_nothing_twice() {
    let program = stalling();
    let mut child = program.command(&["batch", "a.txt", "b.txt", "--out-dir", "out"]).spawn().unwrap();
    wait_for_second(&program);
    child.kill().unwrap();
    child.wait().unwrap();

    let listed = program.run(&["batch", "--list", "--json"]);
    let items: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!((listed.code, items.as_array().unwrap().len(), &items[0]["state"]), (0, 2, &"waiting".into()));
    assert!(!fs::read_to_string(program.path("home/queue.jsonl")).unwrap().contains(Program::TOKEN));

    let run = program.run(&["batch", "--continue"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(texts(&program), [TEXT, SECOND, "又一个。"], "what was whole is not asked for again");
    assert_eq!(wav(&program.path("out/a.wav")), tones(TEXT));
    assert_eq!(fs::read_dir(program.path("out")).unwrap().count(), 2, "nothing half is left");
    let again = program.run(&["batch", "--continue"]);
    assert_eq!((again.code, again.stderr.contains("queue is empty")), (0, true), "{}", again.stderr);
}

#[cfg(unix)]
#[test]
fn ctrl_c_pauses_and_says_how_to_go_on() {
    let program = stalling();
    let child = program.command(&["batch", "a.txt", "b.txt"]).spawn().unwrap();
    wait_for_second(&program);
    // Another process does not get in between.
    let other = program.run(&["batch", "--continue"]);
    assert_eq!((other.code, other.stderr.contains("Another copy of Langsheng")), (8, true), "{}", other.stderr);
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let run = ended(child);
    assert_eq!(run.code, 130, "{}", run.stderr);
    assert!(run.stderr.contains("batch --continue") && run.stderr.contains('2'), "{}", run.stderr);
    let names =
        fs::read_dir(program.dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: Vec<String> = names.filter(|name| name.contains("wav")).collect();
    assert!(names.is_empty(), "nothing is left that has nothing in it: {names:?}");

    // Another account does not pay for it.
    let mut demo = program.command(&["batch", "--continue", "--account", "demo"]);
    let refused = ended(demo.env_remove("COZE_API_BASE").spawn().unwrap());
    assert_eq!(refused.code, 3, "{}", refused.stderr);
    assert!(refused.stderr.contains("“demo”"), "{}", refused.stderr);

    assert_eq!(program.run(&["batch", "--clear"]).code, 0);
    assert!(program.run(&["batch", "--list"]).stderr.contains("queue is empty"));
    assert_eq!((texts(&program).len(), program.takes().len()), (1, 1), "what was received stays");
}

#[test]
fn a_folder_that_was_spoken_costs_nothing_the_second_time() {
    let program = Program::at(Demo::start());
    fs::create_dir(program.path("in")).unwrap();
    for (name, text) in [("in/1.txt", "一句话。"), ("in/2.txt", "另一句话。")] {
        fs::write(program.path(name), text).unwrap();
    }
    assert_eq!(program.run(&["batch", "in", "--out-dir", "first"]).code, 0);
    assert_eq!(texts(&program).len(), 2);
    assert_eq!(program.run(&["batch", "in", "--out-dir", "second"]).code, 0);
    assert_eq!(texts(&program).len(), 2, "what the library has is not asked for again");
    assert_eq!(wav(&program.path("first/2.wav")), wav(&program.path("second/2.wav")));
}
