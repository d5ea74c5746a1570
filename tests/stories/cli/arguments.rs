//! What is asked for wrongly, what goes wrong, and how that is said.

use langsheng::demo::{Config, Fault, Faults, ServerPace};

use super::{TEXT, long, tones};
use crate::common::Demo;
use crate::common::program::{Program, ended, json_lines};
use crate::common::sound::wav;

#[test]
fn commands_that_cannot_be_carried_out_are_refused_before_any_request() {
    let program = Program::at(Demo::start());
    for args in [
        &["speak"][..],
        &["speak", "a", "--file", "b"],
        &["speak", "a", "--rate", "101"],
        &["speak", "a", "--loudness", "-51"],
        &["speak", "a", "--emotion-scale", "6"],
        &["speak", "a", "--jobs", "9"],
        &["speak", "a", "--codec", "mp3"],
        &["speak", "a", "--codec", "opus", "--sample-rate", "24000"],
        &["speak", "a", "--codec", "g711u", "--sample-rate", "16000"],
        &["speak", "a", "--sample-rate", "12345"],
        &["speak", "a", "--account", "nobody"],
        &["speak", "a", "--endpoint", "ftp://example.invalid"],
        &["sing"],
    ] {
        let run = program.run(args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.stderr);
        assert!(!run.stderr.is_empty() && run.stdout.is_empty());
    }
    assert!(program.demo.recorder().notes().connections.is_empty());
}

#[test]
fn wrong_arguments_are_explained_in_the_users_language() {
    let dir = tempfile::TempDir::new().unwrap();
    for (args, words) in [
        (&["speak", "a", "--rate", "101"][..], &["--rate <N>", "“101”", "-50（半速）到 100（两倍）"][..]),
        (&["speak", "a", "--emotion", "odd"], &["“odd”", "happy"]),
        (&["speak", "a", "--emotion-scale", "6"], &["“6”", "1 到 5"]),
        (&["speak", "a", "--rate"], &["--rate <N> 后面要写一个值"]),
        (&["speak", "a", "--rat", "1"], &["不认识“--rat”", "--rate"]),
        (&["speak", "a", "--max-requests", "-1"], &["--max-requests <N> 不能是“-1”"]),
        (&["speak", "a", "b"], &["不认识“b”", "引号"]),
        (&["speak", "a", "--file", "b"], &["不能同时使用"]),
        (&["speak", "a", "--json", "--json"], &["--json 写了两次"]),
        (&["speak", "a", "--json=1"], &["--json 后面的值太多了"]),
        (&["sing"], &["没有命令“sing”", "voices"]),
        (&["takes", "sing"], &["没有命令“sing”", "rename"]),
        (&["takes", "show", "last"], &["没有音频"]),
        (&["takes", "export", "last", "--out", "x.wav", "--from", "-1"], &["--from <TIME> 不能是“-1”"]),
        (&["demo", "--allow-origin", "example.org"], &["“example.org”", "http://localhost:5173"]),
        (&["speak"], &["没有给出要朗读的文本"]),
        (&["speak", "a", "--endpoint", "ftp://example.org", "--token-file", "none"], &["无法读取“none”"]),
    ] {
        let run = ended(Program::bare(dir.path(), args).env("LC_ALL", "zh_CN.UTF-8").spawn().unwrap());
        assert!(words.iter().all(|word| run.stderr.contains(word)), "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains("怎么办") && !run.stderr.contains("error:"), "{}", run.stderr);
    }
    for args in [&["--help"][..], &["speak", "--help"], &["voices", "-h"], &["demo", "--help"], &["check", "--help"]] {
        let help = ended(Program::bare(dir.path(), args).env("LC_ALL", "zh_CN.UTF-8").spawn().unwrap());
        let command = args.iter().filter(|arg| !arg.starts_with('-')).map(|arg| format!("{arg} ")).collect::<String>();
        let usage = format!("用法：langsheng {command}[");
        let help = (help.code, String::from_utf8(help.stdout).unwrap());
        assert!(help.0 == 0 && help.1.contains(&usage) && help.1.contains("显示帮助"), "{}", help.1);
        for english in ["Usage", "Options", "Commands", "Arguments", "Print", "default", "possible"] {
            assert!(!help.1.contains(english), "{english}: {}", help.1);
        }
    }
    let version = ended(Program::bare(dir.path(), &["--version"]).spawn().unwrap());
    assert_eq!(version.stdout, concat!("langsheng ", env!("CARGO_PKG_VERSION"), "\n").as_bytes());
}

#[test]
fn a_program_is_told_of_wrong_arguments_too() {
    let program = Program::at(Demo::start());
    for args in [
        &["speak", "a", "--json", "--rate", "101"][..],
        &["speak", "a", "--json", "--sample-rate", "12345"],
        &["speak", "--json"],
    ] {
        let run = program.run(args);
        let lines = run.lines();
        assert_eq!((run.code, lines.len(), &lines[0]["event"]), (2, 1, &"failed".into()), "{args:?}: {lines:?}");
    }
    let piped = program.run(&["speak", "a", "--json", "--out", "-", "--rate", "101"]);
    assert!(piped.stdout.is_empty() && json_lines(&piped.stderr).len() == 1, "{}", piped.stderr);
}

#[test]
fn broken_settings_are_set_aside_with_a_word() {
    let dir = tempfile::TempDir::new().unwrap();
    std::fs::create_dir(dir.path().join("home")).unwrap();
    std::fs::write(dir.path().join("home/settings.json"), "{ broken").unwrap();
    let run = ended(Program::bare(dir.path(), &["speak", "……", "--no-play"]).spawn().unwrap());
    assert!(run.stderr.contains("settings couldn’t be read"), "{}", run.stderr);
    let again = ended(Program::bare(dir.path(), &["speak", "……", "--no-play"]).spawn().unwrap());
    assert!(!again.stderr.contains("settings couldn’t be read"), "{}", again.stderr);
}

#[test]
fn each_kind_of_trouble_has_its_exit_code() {
    let denied =
        Program::at(Demo::with(Config { token: Some("other".into()), pace: ServerPace::Fast, ..Config::default() }));
    assert_eq!(denied.run(&["speak", "a", "--no-play"]).code, 3);
    let broken = Program::at(Demo::faulty(Faults::every(Fault::error_before_audio(4000))));
    assert_eq!(broken.run(&["speak", "a", "--no-play"]).code, 4);

    let program = Program::at(Demo::start());
    assert_eq!(program.run(&["speak", "……！", "--no-play"]).code, 5);
    assert_eq!(program.run(&["speak", &long(), "--no-play", "--max-requests", "1"]).code, 5);
    assert_eq!(program.run_with(&["speak", "-", "--no-play"], b"\xff\xfe").code, 5);
    let silent = program.run(&["speak", "a"]);
    assert_eq!(silent.code, 7, "{}", silent.stderr);
    assert_eq!(program.run(&["speak", "--file", "nowhere.txt"]).code, 8);
    assert!(program.demo.recorder().notes().connections.is_empty(), "nothing of this was worth a request");
    let unwritable = program.run(&["speak", "a", "--no-play", "--out", "nowhere/a.wav"]);
    assert_eq!(unwritable.code, 8, "{}", unwritable.stderr);

    // With a file to write, a missing device is no more than a warning.
    let out = program.path("a.wav");
    let run = program.run(&["speak", TEXT, "--out", out.to_str().unwrap()]);
    assert_eq!((run.code, wav(&out)), (0, tones(TEXT)), "{}", run.stderr);
    assert!(run.stderr.contains("without playback"), "{}", run.stderr);
}
