//! The library from the command line.

use langsheng::demo::{Act, Fault, FaultPoint, Faults};
use serde_json::Value;

use super::common::Demo;
use super::common::program::{Program, ended, good};
use super::common::sound::{tones, wav};

const TEXT: &str = "今天天气不错。我们去公园走走吧！";

/// Two voices that the demo account has.
const V1: &str = "7426720361733046281";
const V2: &str = "7426720361753886757";

fn list(program: &Program, more: &[&str]) -> Vec<Value> {
    let run = good(program, &[&["takes", "list", "--json"], more].concat());
    serde_json::from_slice(&run.stdout).expect("a list")
}

/// The beginnings of the texts of a list.
fn names(list: &[Value]) -> Vec<&str> {
    list.iter().map(|take| take["first_words"].as_str().unwrap()).collect()
}

#[test]
fn takes_are_listed_found_and_shown() {
    let program = Program::at(Demo::start());
    assert!(good(&program, &["takes", "list"]).stderr.contains("no takes"));
    let long = format!("{}最后说到了熊猫。", "一二三四五，上山打老虎。".repeat(60));
    for (text, voice) in [(TEXT, V1), ("Hello there.", V2), (&long, V1)] {
        good(&program, &["speak", text, "--no-play", "--voice", voice]);
    }
    let takes = list(&program, &[]);
    assert_eq!(names(&takes)[1..], ["Hello there.", TEXT], "the newest first");
    assert_eq!(names(&list(&program, &["--search", "天气"])), [TEXT]);
    assert_eq!(list(&program, &["--search", "熊猫"]).len(), 1, "the whole text is looked at");
    assert_eq!(names(&list(&program, &["--voice", V2])), ["Hello there."]);
    assert_eq!(list(&program, &["--sort", "length"])[0]["id"], takes[0]["id"]);
    let id = takes[2]["id"].as_str().unwrap();
    let plain = good(&program, &["takes", "list"]);
    let lines = String::from_utf8(plain.stdout).unwrap();
    assert!(lines.lines().last().is_some_and(|line| line.starts_with(id) && line.ends_with(TEXT)), "{lines}");

    let shown = String::from_utf8(good(&program, &["takes", "show", id]).stdout).unwrap();
    for part in [id, TEXT, "complete", V1, "24000 Hz", "1/1"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert_eq!(good(&program, &["takes", "show", id, "--text"]).stdout, format!("{TEXT}\n").as_bytes());
    let receipt: Value = serde_json::from_slice(&good(&program, &["takes", "show", "last", "--json"]).stdout).unwrap();
    assert_eq!(receipt["complete"], true);
    assert!(receipt["segments"].as_array().is_some_and(|all| all.len() > 1), "{receipt}");

    for (id, code) in [("2", 2), ("1999", 8)] {
        let run = program.run(&["takes", "show", id]);
        assert_eq!((run.code, run.stderr.contains("takes list")), (code, true), "{}", run.stderr);
    }
}

#[test]
fn takes_are_exported_in_part_and_as_a_whole() {
    let program = Program::at(Demo::start());
    good(&program, &["speak", TEXT, "--no-play"]);
    let run = good(&program, &["takes", "export", "last", "--out", "a.wav", "--json"]);
    let lines = run.lines();
    let saved = lines.iter().find(|line| line["event"] == "saved").expect("it says what was saved");
    let whole = tones(TEXT);
    assert_eq!((&saved["samples"], &saved["rate"]), (&whole.len().into(), &24_000.into()));
    assert_eq!(wav(&program.path("a.wav")), whole);
    good(&program, &["takes", "export", "last", "--out", "b.wav", "--from", "0.5", "--to", "0:01.5"]);
    assert_eq!(wav(&program.path("b.wav")), whole[12_000..36_000]);

    std::fs::create_dir(program.path("out")).unwrap();
    for _ in 0..2 {
        good(&program, &["takes", "export", "last", "--out", "out", "--template", "{first:4}"]);
    }
    assert!(program.path("out/今天天气.wav").exists() && program.path("out/今天天气 (2).wav").exists());
    for args in [&["--from", "2", "--to", "1"][..], &["--from", "9:59"], &["--from", "1:2:3:4"], &["--to", "-1"]] {
        let run = program.run(&[&["takes", "export", "last", "--out", "c.wav"], args].concat());
        assert_eq!(run.code, 2, "{args:?}: {}", run.stderr);
    }
    assert_eq!(program.run(&["takes", "export", "last"]).code, 2);
    assert_eq!(program.run(&["takes", "export", "last", "--out", "-"]).code, 2);
    assert!(!program.path("c.wav").exists() && program.demo.recorder().notes().connections.len() == 1);
}

#[test]
fn takes_are_named_starred_and_put_into_the_trash() {
    let program = Program::at(Demo::start());
    for text in ["一。", "二。", "三。"] {
        good(&program, &["speak", text, "--no-play"]);
    }
    good(&program, &["takes", "rename", "last", "我的录音"]);
    good(&program, &["takes", "star", "last"]);
    let takes = list(&program, &["--search", "录音"]);
    assert_eq!((&takes[0]["title"], &takes[0]["starred"]), (&"我的录音".into(), &true.into()));
    good(&program, &["takes", "star", "last", "--off"]);
    assert_eq!(list(&program, &[])[0]["starred"], false);

    let unasked = program.run(&["takes", "delete", "last"]);
    assert_eq!((unasked.code, unasked.stderr.contains("--yes")), (2, true), "{}", unasked.stderr);
    let wrong = program.run(&["takes", "delete", "last", "1999", "--yes"]);
    assert_eq!((wrong.code, program.takes().len()), (8, 3), "nothing goes if a name is wrong: {}", wrong.stderr);
    let id = list(&program, &[])[1]["id"].as_str().unwrap().to_owned();
    good(&program, &["takes", "delete", "last", &id, "--yes"]);
    assert_eq!(names(&list(&program, &[])), ["一。"]);
    // A script whose variable was never set means no take, also where there is only one.
    let unset = program.run(&["takes", "delete", "", "--yes"]);
    assert_eq!((unset.code, program.takes().len()), (8, 1), "{}", unset.stderr);
}

#[test]
fn a_sentence_is_asked_for_once_more_and_both_versions_stay() {
    let program = Program::at(Demo::start());
    good(&program, &["speak", TEXT, "--no-play", "--voice", V1]);
    good(&program, &["takes", "redo", "last", "--sentence", "2", "--voice", V2]);
    let notes = program.demo.recorder().notes();
    assert_eq!(notes.texts(), [TEXT, "我们去公园走走吧！"]);
    assert_eq!(notes.connections[1].output.as_ref().unwrap().voice_id.as_deref(), Some(V2));
    let shown = String::from_utf8(good(&program, &["takes", "show", "last"]).stdout).unwrap();
    assert!(shown.contains("“我们去公园走走吧！”: 2 versions"), "{shown}");
    for args in [&["--sentence", "3"][..], &["--segment", "2"], &["--sentence", "0"], &[]] {
        assert_eq!(program.run(&[&["takes", "redo", "last"], args].concat()).code, 2, "{args:?}");
    }
    good(&program, &["takes", "redo", "last", "--segment", "1"]);
    assert_eq!(program.demo.recorder().notes().texts()[2], TEXT);
}

#[test]
fn an_unfinished_take_is_gone_on_with_and_saved_whole() {
    let program = Program::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(14), Act::Error(4028)))));
    assert_eq!(program.run(&["speak", TEXT, "--no-play"]).code, 6);
    good(&program, &["speak", "别的。", "--no-play"]);
    good(&program, &["speak", "--resume", "--no-play", "--out", "a.wav"]);
    assert_eq!(program.demo.recorder().notes().texts(), [TEXT, "别的。", "我们去公园走走吧！"]);
    assert_eq!(wav(&program.path("a.wav")), tones(TEXT));
    assert!(list(&program, &[]).iter().all(|take| take["state"] == "complete"), "and it stays in the library");
    assert_eq!(program.run(&["speak", "--resume", "--no-play"]).code, 8, "there is none left");
    assert_eq!(program.run(&["speak", "--resume", "last", "text"]).code, 2);
}

#[test]
fn a_take_is_gone_on_with_by_its_own_account_and_no_other() {
    let program = Program::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(14), Act::Error(4028)))));
    assert_eq!(program.run(&["speak", TEXT, "--no-play"]).code, 6);
    let before = list(&program, &[]);
    for more in [&[][..], &["--account", "demo"]] {
        let args = [&["speak", "--resume", "--no-play"], more].concat();
        let run = ended(Program::bare(program.dir.path(), &args).spawn().unwrap());
        assert_eq!(run.code, 2, "{more:?}: {}", run.stderr);
        assert!(run.stderr.contains(before[0]["account"].as_str().unwrap()) || more.is_empty(), "{}", run.stderr);
    }
    assert_eq!(list(&program, &[])[0]["samples"], before[0]["samples"], "nobody else has spoken in it");
    good(&program, &["speak", "--resume", "--no-play"]);
}

#[test]
fn the_demo_account_says_who_really_speaks() {
    let program = Program::at(Demo::start());
    for (locale, voice) in [("C", "Demo English"), ("zh_CN.UTF-8", "演示·中文")] {
        let mut run = Program::bare(program.dir.path(), &["speak", "Hello.", "--no-play", "--account", "demo"]);
        let run = ended(run.env("LC_ALL", locale).spawn().unwrap());
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert_eq!(list(&program, &[])[0]["voice"], voice, "it speaks the language of who uses it");
    }
}
