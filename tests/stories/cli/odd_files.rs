//! What stands in the place of the program's own files is a folder, a pipe, a device or huge: it is neither waited for nor
//! read, what is lost by it is said, and the program goes on.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::Demo;
use crate::common::program::{Ended, Program, ended, json_lines};

/// More than the program may have.
const HUGE: u64 = 64 << 30;

type Make = fn(&Path);

/// Everything that is no file of ours.
const ODD: [(&str, Make); 4] = [
    ("folder", |path| fs::create_dir(path).unwrap()),
    ("pipe", |path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success())),
    ("device", |path| std::os::unix::fs::symlink("/dev/zero", path).unwrap()),
    ("huge", |path| File::create(path).unwrap().set_len(HUGE).unwrap()),
];

/// A program with such things at these places of its home.
fn with(names: &[&str], make: Make) -> Program {
    let program = Program::at(Demo::start());
    for name in names {
        let path = program.path("home").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        make(&path);
    }
    program
}

/// Runs it with two gigabytes to have.
fn run(program: &Program, args: &[&str]) -> Ended {
    let plain = program.command(args);
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -v 2000000; exec \"$0\" \"$@\""]).arg(plain.get_program()).args(plain.get_args());
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.current_dir(program.dir.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    ended(command.spawn().unwrap())
}

#[test]
fn settings_are_set_aside_with_a_word() {
    for (kind, make) in ODD {
        let program = with(&["settings.json"], make);
        let first = run(&program, &["voices"]);
        assert_eq!(first.code, 0, "{kind}: {}", first.stderr);
        for said in ["settings couldn’t be read", "far larger than any file", "settings.json.broken-1"] {
            assert!(first.stderr.contains(said), "{kind}: {}", first.stderr);
        }
        assert!(program.path("home/settings.json.broken-1").symlink_metadata().is_ok(), "{kind}: nothing is lost");
        let second = run(&program, &["voices"]);
        assert_eq!((second.code, second.stderr.as_str()), (0, ""), "{kind}");
    }
}

#[test]
fn caches_and_notes_are_done_without() {
    let names = [
        "made",
        "cache/catalogue.jsonl",
        "cache/voices-127.0.0.1%3a1.json",
        "cache/pieces/takes",
        "cache/pieces/00.jsonl",
    ];
    for (kind, make) in ODD {
        let program = with(&names, make);
        for text in ["One.", "Two."] {
            let spoken = run(&program, &["speak", text, "--no-play", "--json"]);
            assert_eq!(spoken.code, 0, "{kind}: {}", spoken.stderr);
        }
        let shown = run(&program, &["takes", "show", "last", "--text"]);
        assert_eq!((shown.code, shown.stdout), (0, b"Two.\n".to_vec()), "{kind}: {}", shown.stderr);
        assert_eq!(run(&program, &["takes", "list"]).code, 0, "{kind}");
    }
}

#[test]
fn the_queue_is_told_of_and_set_aside_when_a_new_one_is_begun() {
    for (kind, make) in ODD {
        let program = with(&["queue.jsonl"], make);
        let listed = run(&program, &["batch", "--list"]);
        assert!(listed.code == 8 && listed.stderr.contains("queue.jsonl"), "{kind}: {} {}", listed.code, listed.stderr);
        fs::write(program.path("a.txt"), "One.").unwrap();
        let spoken = run(&program, &["batch", "a.txt", "--json"]);
        assert_eq!(spoken.code, 8, "what was in it is not spoken; {kind}: {}", spoken.stderr);
        assert!(spoken.stderr.contains("queue.jsonl.broken-1"), "{kind}: {}", spoken.stderr);
        assert!(program.path("a.wav").is_file(), "{kind}: {:?}", json_lines(&spoken.stderr));
    }
}

#[test]
fn secrets_and_locks_are_refused() {
    for (kind, make) in ODD {
        let program = with(&["secrets.json"], make);
        let mut command = Program::bare(program.dir.path(), &["check", "--account", "coze.cn"]);
        let run = ended(command.spawn().unwrap());
        assert!(run.code == 8 && run.stderr.contains("secrets.json"), "{kind}: {} {}", run.code, run.stderr);
    }
    // What can be locked is a lock, whatever it holds.
    for (kind, make) in &ODD[..2] {
        let program = with(&["queue.lock"], *make);
        fs::write(program.path("a.txt"), "One.").unwrap();
        let refused = run(&program, &["batch", "a.txt"]);
        assert!(refused.code == 8 && refused.stderr.contains("queue.lock"), "{kind}: {}", refused.stderr);
    }
}
