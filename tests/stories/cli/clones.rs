//! `langsheng voices clone`: looked at, asked for, sent once.

use langsheng::demo::{CloneTrouble, Config};

use crate::clones::talk;
use crate::common::Demo;
use crate::common::program::Program;

#[test]
fn a_voice_is_cloned_once_somebody_has_agreed_to_the_cost() {
    let program = Program::at(Demo::start());
    talk(&program.path("me.wav"), 12);
    let sent = || program.demo.recorder().notes().recordings.len();
    let args = ["voices", "clone", "me.wav", "--name", "小海", "--language", "zh", "--text", "今天天气不错"];
    // Nobody is there to agree.
    let run = program.run(&args);
    assert_eq!((run.code, sent()), (2, 0), "{}", run.stderr);
    assert!(run.stderr.contains("--yes"), "{}", run.stderr);
    let run = program.run(&[&args[..], &["--yes"]].concat());
    assert_eq!((run.code, sent()), (0, 1), "{}", run.stderr);
    let id = String::from_utf8(run.stdout).expect("an id").trim().to_owned();
    let run = program.run(&["voices"]);
    let listed = String::from_utf8(run.stdout).expect("a list");
    let row = listed.lines().find(|row| row.starts_with(&id)).expect("it is in the list");
    assert!(row.contains("小海") && row.ends_with("init"), "{row}");
    let run = program.run(&[&args[..], &["--again", &id, "--yes", "--json"]].concat());
    assert_eq!((run.code, sent()), (0, 2), "{}", run.stderr);
    assert_eq!(run.lines()[0]["voice_id"], id.as_str());
    let run = program.run(&["voices", "clone", "nowhere.wav", "--name", "a", "--yes"]);
    assert_eq!((run.code, sent()), (8, 2), "{}", run.stderr);
    let run = program.run(&["voices", "clone", "me.wav", "--name", &"音".repeat(43), "--yes"]);
    assert_eq!((run.code, sent()), (2, 2), "{}", run.stderr);
    let run = program.run(&["voices", "clone", "me.wav", "--name", "a", "--language", "fr", "--yes"]);
    assert_eq!((run.code, sent()), (2, 2), "{}", run.stderr);
    talk(&program.path("short.wav"), 3);
    let run = program.run(&["voices", "clone", "short.wav", "--name", "a", "--yes"]);
    assert_eq!((run.code, sent()), (0, 3), "{}", run.stderr);
    assert!(run.stderr.contains("Only 3.0 s"), "{}", run.stderr);
}

#[test]
fn a_refusal_has_its_exit_code_and_says_what_to_do() {
    let config = Config { clone_trouble: Some(CloneTrouble::Code(4101)), ..Config::default() };
    let program = Program::at(Demo::with(config));
    talk(&program.path("me.wav"), 12);
    let run = program.run(&["voices", "clone", "me.wav", "--name", "a", "--yes"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("createVoice") && !run.stderr.contains(Program::TOKEN), "{}", run.stderr);
}
