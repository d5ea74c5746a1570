//! What is called how, where it goes, and what is left of what came to nothing.

use std::fs;
use std::path::Path;
use std::process::Command;

use langsheng::demo::{Act, Config, Fault, FaultPoint, Faults, ServerPace};

use super::common::Demo;
use super::common::program::{Program, ended, good};
use super::common::sound::{tones, wav};
use super::save::listen;

const TEXT: &str = "今天天气不错。我们去公园走走吧！";

/// A command that is refused with this code before anything is asked for or written, in words that have these in them.
fn refused(program: &Program, args: &[&str], code: i32, words: &[&str]) {
    let asked = program.demo.recorder().notes().connections.len();
    let before = names(program.dir.path());
    let run = program.run(args);
    assert_eq!(run.code, code, "{args:?}: {}", run.stderr);
    assert!(words.iter().all(|word| run.stderr.contains(word)), "{args:?}: {}", run.stderr);
    assert_eq!(program.demo.recorder().notes().connections.len(), asked, "{args:?}");
    assert_eq!(names(program.dir.path()), before, "{args:?}");
}

/// What is in a folder but the program's own.
fn names(dir: &Path) -> Vec<String> {
    let names = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name != "home").collect();
    names.sort();
    names
}

#[test]
fn a_name_that_asks_for_another_format_is_refused_with_those_there_are() {
    let program = Program::at(Demo::start());
    good(&program, &["speak", TEXT, "--no-play"]);
    fs::write(program.path("t.txt"), TEXT).unwrap();
    for ending in ["m4b", "m4a", "AAC", "mp4", "wma", "aiff", "txt", "1"] {
        let (name, said) = (format!("x.{ending}"), format!(".{ending}"));
        let words = [said.as_str(), ".wav", ".flac", ".mp3", ".opus"];
        refused(&program, &["speak", "又一句。", "--no-play", "--out", &name], 2, &words);
        refused(&program, &["takes", "export", "last", "--out", &name], 2, &words);
        refused(&program, &["batch", "t.txt", "--join", &name], 2, &words);
    }
    for (args, codec) in [
        (&["--out", "a.oga"][..], "opus"),
        (&["--out", "b.OGG"], "opus"),
        (&["--out", "c.wave"], "pcm_s16le"),
        (&["--out", "d"], "pcm_s16le"),
        (&["--out", "e.m4b", "--format", "flac"], "flac"),
    ] {
        good(&program, &[&["takes", "export", "last"], args].concat());
        assert_eq!(listen::probe(&program.path(args[1]))["streams"][0]["codec_name"], codec, "{args:?}");
    }
}

#[test]
fn a_constant_bit_rate_that_there_is_not_is_refused() {
    let program = Program::at(Demo::start());
    fs::write(program.path("t.txt"), TEXT).unwrap();
    let speak = ["speak", TEXT, "--no-play", "--out", "x.mp3", "--mp3-cbr"];
    for kbps in ["17", "0", "1000"] {
        refused(&program, &[&speak[..], &[kbps]].concat(), 2, &[kbps, "112"]);
    }
    refused(
        &program,
        &[&speak[..], &["320", "--sample-rate", "8000"]].concat(),
        2,
        &["320", "8000 Hz", "48, 64 kbit/s"],
    );
    refused(&program, &[&speak[..], &["192"]].concat(), 2, &["192", "24000 Hz", "160 kbit/s"]);
    let batch = ["batch", "t.txt", "--out-dir", ".", "--format", "mp3", "--mp3-cbr", "224"];
    refused(&program, &batch, 2, &["224", "24000 Hz"]);

    good(&program, &["speak", TEXT, "--no-play", "--sample-rate", "8000", "--out", "y.mp3", "--mp3-cbr", "64"]);
    assert_eq!(listen::probe(&program.path("y.mp3"))["streams"][0]["bit_rate"], "64000");
    refused(&program, &["takes", "export", "last", "--out", "x.mp3", "--mp3-cbr", "128"], 2, &["128", "8000 Hz"]);
}

#[test]
fn what_brought_no_sound_leaves_neither_a_take_nor_a_part() {
    for code in [4_100, 4_028, 5_000, 40_000_100] {
        let program = Program::at(Demo::faulty(Faults::every(Fault::error_before_audio(code))));
        for out in [&[][..], &["--out", "x.wav"], &["--out", "x.flac"], &["--out", "-"]] {
            let run = program.run(&[&["speak", TEXT, "--no-play"], out].concat());
            assert!(run.code > 2, "{}", run.stderr);
            assert!(program.takes().is_empty(), "{code} {out:?}");
            assert!(names(program.dir.path()).is_empty(), "{code} {out:?}: {:?}", names(program.dir.path()));
            assert!(!run.stderr.contains(".part") && !run.stderr.contains("--resume"), "{}", run.stderr);
        }
        fs::write(program.path("t.txt"), TEXT).unwrap();
        let run = program.run(&["batch", "t.txt"]);
        assert!(run.code > 2, "{}", run.stderr);
        assert_eq!((program.takes().len(), names(program.dir.path())), (0, vec!["t.txt".to_owned()]));
    }
}

#[test]
fn half_a_sample_at_the_end_costs_no_sentence_and_is_said() {
    let program = Program::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::AfterAudio, Act::Delta(vec![7])))));
    let run = good(&program, &["speak", TEXT, "--no-play", "--out", "x.wav"]);
    assert!(wav(&program.path("x.wav")) == tones(TEXT));
    assert_eq!(program.demo.recorder().notes().connections.len(), 1, "nothing is asked for again");
    assert!(run.stderr.contains("half a sample"), "{}", run.stderr);
}

#[test]
fn names_that_only_what_stands_beside_makes_impossible_are_refused_before_anything_is_paid() {
    let program = Program::at(Demo::start());
    // With `.wav.part` it has 255 bytes, which is as long as a name may be.
    let long = format!("{}.wav", "n".repeat(246));
    let speak = ["speak", TEXT, "--no-play", "--out", &long];
    refused(&program, &[&speak[..], &["--receipt"]].concat(), 8, &["receipt.json", "name"]);
    refused(&program, &["speak", TEXT, "--no-play", "--out", &format!("n{long}")], 8, &["name"]);
    good(&program, &[&speak[..], &["--captions", "srt,vtt,lrc"]].concat());
    assert_eq!(names(program.dir.path()).len(), 4);

    fs::create_dir(program.path("a.srt")).unwrap();
    refused(
        &program,
        &["speak", "又一句。", "--no-play", "--out", "a.wav", "--captions", "srt"],
        8,
        &["a.srt", "folder"],
    );
    refused(&program, &["takes", "export", "last", "--out", "a.wav", "--captions", "srt"], 8, &["a.srt"]);
}

#[test]
fn an_interrupted_batch_leaves_no_empty_part_and_goes_on() {
    let stall = Fault::At(FaultPoint::Delta(2), Act::StallForever);
    let program = Program::at(Demo::faulty(Faults::on(0, stall)));
    for name in ["a.txt", "b.txt"] {
        fs::write(program.path(name), format!("{TEXT}{name}。")).unwrap();
    }
    let child = program.command(&["batch", "a.txt", "b.txt", "--out-dir", "out"]).spawn().unwrap();
    program
        .demo
        .recorder()
        .wait(|notes| notes.connections.first().is_some_and(|one| one.deltas >= 2))
        .expect("it stalls");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let run = ended(child);
    assert_eq!(run.code, 130, "{}", run.stderr);
    assert!(names(&program.path("out")).is_empty(), "{:?}", names(&program.path("out")));

    good(&program, &["batch", "--continue"]);
    assert_eq!(names(&program.path("out")), ["a.wav", "b.wav"]);
    for name in ["a", "b"] {
        assert!(wav(&program.path(&format!("out/{name}.wav"))) == tones(&format!("{TEXT}{name}.txt。")));
    }
}

#[cfg(unix)]
#[test]
fn nothing_but_what_a_saving_left_is_replaced_where_the_part_goes() {
    use std::os::unix::fs::symlink;
    let program = Program::at(Demo::start());
    let part = program.path("x.wav.part");
    let speak = ["speak", TEXT, "--no-play", "--out", "x.wav"];
    fs::write(program.path("letter"), "dear").unwrap();
    let make: [(&str, &dyn Fn()); 5] = [
        ("a link", &|| symlink("letter", &part).unwrap()),
        ("a link to nothing", &|| symlink("nowhere", &part).unwrap()),
        ("another name of a file", &|| fs::hard_link(program.path("letter"), &part).unwrap()),
        ("a pipe", &|| assert!(Command::new("mkfifo").arg(&part).status().unwrap().success())),
        ("somebody's file", &|| fs::write(&part, "half a download").unwrap()),
    ];
    for (what, make) in make {
        make();
        refused(&program, &speak, 8, &["x.wav.part", "in the way"]);
        assert!(fs::read(program.path("letter")).unwrap() == b"dear", "{what}");
        assert!(!program.path("nowhere").exists() && !program.path("x.wav").exists(), "{what}");
        fs::remove_file(&part).unwrap();
    }
    fs::create_dir(&part).unwrap();
    refused(&program, &speak, 8, &["x.wav.part", "in the way"]);
    fs::remove_dir(&part).unwrap();

    // What an earlier saving left is replaced.
    fs::write(&part, b"RIFF half a sound").unwrap();
    good(&program, &speak);
    assert!(wav(&program.path("x.wav")) == tones(TEXT) && !part.exists());
}

#[cfg(unix)]
#[test]
fn a_link_as_the_output_stays_one_and_a_pipe_gets_the_stream() {
    use std::os::unix::fs::symlink;
    let program = Program::at(Demo::start());
    good(&program, &["speak", TEXT, "--no-play"]);
    symlink("deep/real.wav", program.path("link.wav")).unwrap();
    fs::create_dir(program.path("deep")).unwrap();
    for _ in 0..2 {
        // The first time there is nothing behind it, the second time a file.
        good(&program, &["takes", "export", "last", "--out", "link.wav"]);
        assert!(program.path("link.wav").symlink_metadata().unwrap().is_symlink());
        assert!(wav(&program.path("deep/real.wav")) == tones(TEXT));
    }
    symlink("b.wav", program.path("a.wav")).unwrap();
    symlink("a.wav", program.path("b.wav")).unwrap();
    refused(&program, &["takes", "export", "last", "--out", "a.wav"], 8, &["a.wav"]);

    let pipe = program.path("p.fifo");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child = program.command(&["takes", "export", "last", "--out", "p.fifo"]).spawn().unwrap();
    let bytes = fs::read(&pipe).unwrap();
    assert_eq!(ended(child).code, 0);
    let samples: Vec<i16> = bytes[44..].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
    assert!(samples == tones(TEXT));
}

#[cfg(unix)]
#[test]
fn what_is_kept_is_for_nobody_else_whatever_the_umask() {
    use std::os::unix::fs::PermissionsExt as _;
    let program = Program::at(Demo::start());
    for umask in ["000", "027"] {
        let script = format!(r#"umask {umask}; exec "$0" "$@""#);
        let args = ["speak", TEXT, "--no-play", "--fresh", "--codec", "opus"];
        let inner = program.command(&args);
        let mut command = Command::new("sh");
        command.args(["-c", &script]).arg(inner.get_program()).args(inner.get_args()).current_dir(program.dir.path());
        for (name, value) in inner.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        assert!(command.output().unwrap().status.success());
    }
    good(&program, &["takes", "rename", "last", "Mine"]);
    let library = program.path("home/library");
    let mut left = vec![library.clone()];
    let mut seen = 0;
    while let Some(path) = left.pop() {
        let there = path.metadata().unwrap();
        let wanted = if there.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(there.permissions().mode() & 0o777, wanted, "{}", path.display());
        seen += 1;
        if there.is_dir() {
            left.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    assert!(seen >= 12, "{seen}");
}

#[test]
fn the_last_take_is_the_one_that_was_made_last_whatever_the_clock_said() {
    let program = Program::at(Demo::with(Config { pace: ServerPace::Fast, ..Config::default() }));
    for text in ["一。", "二。", "三。"] {
        good(&program, &["speak", text, "--no-play"]);
    }
    let text_of_last = || String::from_utf8(good(&program, &["takes", "show", "last", "--text"]).stdout).unwrap();
    assert_eq!(text_of_last(), "三。\n");
    // As if the clock had been set back by years before the last one.
    let takes = program.takes();
    let newest = takes.iter().max().unwrap();
    let (id, old) = (newest.file_name().unwrap().to_str().unwrap().to_owned(), "20010203-040506-789");
    for file in [newest.join("take.jsonl"), program.path("home/made")] {
        let said = fs::read_to_string(&file).unwrap().replace(&id, old);
        fs::write(&file, said.replace("\"created\":\"20", "\"created\":\"19")).unwrap();
    }
    fs::rename(newest, newest.with_file_name(old)).unwrap();
    assert_eq!(text_of_last(), "三。\n");
    good(&program, &["takes", "delete", "last", "--yes"]);
    assert_eq!(text_of_last(), "二。\n");
    // Without a record of it the clock has to do.
    fs::remove_file(program.path("home/made")).unwrap();
    assert_eq!(text_of_last(), "二。\n");
}
