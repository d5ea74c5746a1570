//! The queue on disk: what of it is written, and what becomes of one that cannot be read.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use langsheng::demo::Tones;
use langsheng::engine::{BatchCommand, BatchOrder, BatchState, Command, Event, SaveOrder};
use langsheng::store::names::Claim;
use serde_json::{Value, json};

use super::common::Demo;
use super::common::desk::Desk;
use super::common::program::{Program, json_lines};
use super::common::sound::wav;

/// The last line of a kind in the journal of a queue.
pub fn last(queue: &Path, kind: &str) -> Value {
    let lines = json_lines(&fs::read_to_string(queue).expect("a journal"));
    lines.into_iter().rfind(|line| line["line"] == kind).expect("such a line")
}

/// The last line that says how an entry stands.
pub fn last_step(queue: &Path) -> Value {
    let lines = json_lines(&fs::read_to_string(queue).expect("a journal"));
    lines.into_iter().rfind(|line| line["line"] == "change" || line["line"] == "entry").expect("an entry")
}

/// Adds a line to the journal.
pub fn add(queue: &Path, line: &Value) {
    let mut file = fs::File::options().append(true).open(queue).expect("a journal");
    writeln!(file, "{line}").expect("a line");
}

#[test]
fn a_queue_that_cannot_be_read_is_said_each_time_and_kept_by_whoever_begins_anew() {
    let program = Program::at(Demo::start());
    fs::write(program.path("a.txt"), "一句话。").unwrap();
    assert_eq!(program.run(&["batch", "a.txt", "--out-dir", "out"]).code, 0);
    let (queue, aside) = (program.path("home/queue.jsonl"), program.path("home/queue.jsonl.broken-1"));
    let good = fs::read_to_string(&queue).unwrap();
    // A head that is none, a line in the middle that is none, nothing at all.
    for broken in ["nonsense\n".to_owned(), good.replacen("\n", "\n{\"line\":", 1), String::new()] {
        fs::write(&queue, &broken).unwrap();
        for args in
            [&["batch", "--list"][..], &["batch", "--list", "--json"], &["batch", "--continue"], &["batch", "--list"]]
        {
            let run = program.run(args);
            assert_eq!((run.code, run.stderr.contains("queue.jsonl")), (8, true), "{args:?}: {}", run.stderr);
            assert!(!run.stderr.contains("is empty"), "{}", run.stderr);
        }
        assert_eq!(
            (fs::read_to_string(&queue).unwrap(), aside.exists()),
            (broken.clone(), false),
            "nothing has changed"
        );

        // Who adds files gets them spoken, hears where the old one is, and is warned by the exit code.
        let run = program.run(&["batch", "a.txt", "--out-dir", "out"]);
        assert_eq!((run.code, run.stderr.contains("queue.jsonl.broken-1")), (8, true), "{}", run.stderr);
        assert!(run.stderr.contains("Done: 1, failed: 0"), "{}", run.stderr);
        assert_eq!(fs::read_to_string(&aside).unwrap(), broken);
        fs::remove_file(&aside).unwrap();
        assert_eq!(program.run(&["batch", "--list"]).code, 0);
    }
    fs::write(&queue, "nonsense\n").unwrap();
    assert_eq!(program.run(&["batch", "--clear"]).code, 8);
    assert_eq!((program.run(&["batch", "--list"]).code, aside.exists()), (0, true), "cleared, and kept");
}

#[test]
fn a_queue_of_a_later_version_is_named_as_such_and_left_alone() {
    for (name, text) in
        [("queue.jsonl", "{\"queue\":7}\n{\"line\":\"riddle\"}\n"), ("queue.json", "{\"version\":7,\"entries\":[]}")]
    {
        let program = Program::at(Demo::start());
        fs::create_dir(program.path("home")).unwrap();
        fs::write(program.path("a.txt"), "一句话。").unwrap();
        let queue = program.path("home").join(name);
        fs::write(&queue, text).unwrap();
        for args in [&["batch", "--list"][..], &["batch", "--continue"], &["batch", "--clear"], &["batch", "a.txt"]] {
            let run = program.run(args);
            assert_eq!(
                (run.code, run.stderr.contains("newer version of Langsheng")),
                (8, true),
                "{args:?}: {}",
                run.stderr
            );
        }
        assert_eq!(fs::read_to_string(&queue).unwrap(), text);
        assert!(program.demo.recorder().notes().texts().is_empty(), "nothing was paid for");
    }
}

#[test]
fn a_torn_last_line_and_lines_of_later_versions_are_passed_over() {
    let program = Program::at(Demo::start());
    for (name, text) in [("a.txt", "一。"), ("b.txt", "二。")] {
        fs::write(program.path(name), text).unwrap();
    }
    assert_eq!(program.run(&["batch", "a.txt", "b.txt", "--out-dir", "out"]).code, 0);
    let queue = program.path("home/queue.jsonl");
    add(&queue, &json!({ "line": "riddle", "id": 0 }));
    // Settings stand among the rest of the plan; one that an earlier version did not know has its default.
    let mut entry = last(&queue, "entry");
    let plan = entry["plan"].as_object_mut().unwrap();
    assert_eq!((plan.remove("sessions"), &plan["limit_bytes"]), (Some(4.into()), &1_024.into()));
    add(&queue, &entry);
    let mut change = last(&queue, "change");
    change["state"] = "waiting".into();
    add(&queue, &change);
    let mut file = fs::File::options().append(true).open(&queue).unwrap();
    file.write_all(b"{\"line\":\"gone\",\"i").unwrap();
    drop(file);
    fs::remove_file(program.path("out/b.wav")).unwrap();
    let listed = program.run(&["batch", "--list", "--json"]);
    let items: Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!((&items[0]["state"], &items[1]["state"]), (&"done".into(), &"waiting".into()));
    assert_eq!(program.run(&["batch", "--continue"]).code, 0);
    assert_eq!(wav(&program.path("out/b.wav")), Tones::text("二。", 24_000));
    assert_eq!(program.demo.recorder().notes().texts().len(), 2, "and nothing was asked for again");
}

/// What a step writes does not grow with the queue, and neither does what it tells.
#[test]
fn a_file_costs_the_same_in_a_long_queue() {
    const FILES: usize = 300;
    for join in [false, true] {
        let desk = Desk::at(Demo::start());
        for folder in ["in", "out"] {
            fs::create_dir(desk.path(folder)).unwrap();
        }
        for n in 0..FILES {
            fs::write(desk.path("in").join(format!("{n}.txt")), "好。").unwrap();
        }
        let order = BatchOrder {
            files: vec![desk.path("in")],
            folder: desk.path("out"),
            template: String::new(),
            order: SaveOrder::default(),
            join: join.then(|| desk.path("out/book.wav")),
            encoding: None,
            job: desk.job(""),
        };
        desk.send(Command::Batch(BatchCommand::Add(Box::new(order))));
        let mut told = 0;
        desk.until(|event| match event {
            Event::Batch(batch) => {
                told += 1;
                let is_over = batch.left == 0 && !batch.items.is_empty();
                assert!(!is_over || batch.items.iter().all(|item| item.state == BatchState::Done), "all are done");
                is_over.then_some(())
            }
            _ => None,
        });
        assert!(told < 12 * FILES, "{told}");
        desk.send(Command::Batch(BatchCommand::List));
        desk.until(|event| matches!(event, Event::Batch(_)).then_some(()));
        let lines = fs::read_to_string(desk.path("queue.jsonl")).unwrap();
        let longest = lines.lines().filter(|line| line.contains("\"change\"")).map(str::len).max().unwrap();
        assert!(longest < 2_000, "join {join}: {longest} bytes for a step");
        let steps = lines.lines().count();
        assert!(steps < 8 * FILES, "join {join}: {steps} lines");
    }
}

#[test]
fn a_name_is_found_behind_thousands_that_are_taken() {
    let folder = tempfile::tempdir().unwrap();
    let name = |number: u32| if number == 1 { "a.wav".to_owned() } else { format!("a ({number}).wav") };
    for number in 1..=2_000 {
        fs::write(folder.path().join(name(number)), "").unwrap();
    }
    let claim = Claim::named(folder.path(), "a", &["wav"]).unwrap();
    assert_eq!(claim.path().file_name().unwrap().to_str(), Some(name(2_001).as_str()));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2_001, "and no other was touched");
    drop(claim);
    fs::remove_file(folder.path().join(name(17))).unwrap();
    let claim = Claim::named(folder.path(), "a", &["wav"]).unwrap();
    assert_eq!(claim.path().file_name().unwrap().to_str(), Some(name(17).as_str()), "a gap among the first is filled");
}
