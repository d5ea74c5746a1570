//! The command line, as a script and a user at a terminal meet it.

use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use langsheng::demo::{Act, Config, Fault, Faults, Pace, Point, Tones};

use super::common::Demo;
use super::common::program::{Ended, Program, ended, json_lines};

const TEXT: &str = "今天天气不错。我们去公园走走吧！";

fn wav(path: &Path) -> Vec<i16> {
    let mut reader = hound::WavReader::open(path).expect("a WAV");
    assert_eq!((reader.spec().channels, reader.spec().bits_per_sample), (1, 16));
    reader.samples().collect::<Result<_, _>>().expect("whole samples")
}

/// A text for several requests.
fn long() -> String {
    (0..60).map(|n| format!("这是第{n}句话，说的是今天的天气很不错。")).collect()
}

/// What the tones say for a text, cut as the program cuts it.
fn tones(text: &str) -> Vec<i16> {
    let segments = langsheng::text::Script::new(text, false).segments(1024);
    segments.iter().flat_map(|segment| Tones::text(&segment.text, 24_000)).collect()
}

#[test]
fn a_text_becomes_a_file_and_stays_a_take_unless_that_is_not_wanted() {
    let program = Program::at(Demo::start());
    let (out, kept) = (program.path("a.wav"), program.path("b.wav"));
    let text = long();
    let run = program.run(&["speak", &text, "--no-play", "--no-keep", "--out", out.to_str().unwrap()]);
    assert_eq!((run.code, run.stdout.len()), (0, 0), "{}", run.stderr);
    assert_eq!(wav(&out), tones(&text));
    assert!(program.takes().is_empty() && !program.path("a.wav.part").exists());

    let run = program.run(&["speak", TEXT, "--no-play", "--out", kept.to_str().unwrap()]);
    assert_eq!((run.code, program.takes().len()), (0, 1), "{}", run.stderr);
    assert_eq!(wav(&kept), tones(TEXT));
}

#[test]
fn json_tells_the_story_of_a_job_in_order() {
    let program = Program::at(Demo::faulty(Faults::on(0, Fault::refuse(502))));
    let run = program.run(&["speak", TEXT, "--no-play", "--json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let lines = run.lines();
    let names = lines.iter().map(|line| line["event"].as_str().unwrap()).collect::<Vec<_>>().join(" ");
    assert_eq!(names, "accepted connecting retrying connecting created first_delta segment finished");
    assert!(lines.is_sorted_by_key(|line| line["t_ms"].as_f64().unwrap() as u64));
    let (segment, finished) = (&lines[6], &lines[7]);
    let samples = tones(TEXT).len();
    assert_eq!((&segment["index"], &segment["bytes"], &segment["retries"]), (&0.into(), &TEXT.len().into(), &1.into()));
    assert_eq!((&segment["samples"], &finished["samples"]), (&samples.into(), &samples.into()));
    assert!(segment["logid"].as_str().is_some_and(|logid| logid.starts_with("02")));
    for (key, value) in [("rate", 24_000), ("segments", 1), ("connections", 2), ("retries", 1), ("starved", 0)] {
        assert_eq!(finished[key], value, "{key}");
    }
    assert_eq!(Path::new(finished["path"].as_str().unwrap()), program.takes()[0]);
}

#[test]
fn a_wav_streams_to_standard_output() {
    let program = Program::at(Demo::faulty(Faults::on(0, Fault::At(Point::Delta(14), Act::Error(5000)))));
    let run = program.run(&["speak", TEXT, "--no-play", "--no-keep", "--json", "--out", "-"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (header, data) = run.stdout.split_at(44);
    assert_eq!((&header[..4], &header[4..8], &header[40..44]), (&b"RIFF"[..], &[0xFF; 4][..], &[0xFF; 4][..]));
    let samples: Vec<i16> = data.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
    assert_eq!(samples, tones(TEXT), "a broken sentence is not in the stream twice");
    let lines = json_lines(&run.stderr);
    assert_eq!(lines.last().unwrap()["event"], "finished");
    assert!(program.takes().is_empty());
}

#[test]
fn a_failure_leaves_a_valid_part_and_says_what_to_do() {
    let faults = Faults::every(Fault::At(Point::Delta(14), Act::ErrorSaying(4028, "Insufficient balance".into())));
    let program = Program::at(Demo::faulty(faults));
    let out = program.path("out.wav");
    let run = program.run(&["speak", TEXT, "--no-play", "--json", "--out", out.to_str().unwrap()]);
    assert_eq!(run.code, 6, "{}", run.stderr);
    assert!(!out.exists());
    let part = program.path("out.wav.part");
    let first = Tones::text("今天天气不错。", 24_000);
    assert_eq!(wav(&part), first, "what is whole is in the part");
    assert!(run.stderr.contains(part.to_str().unwrap()), "{}", run.stderr);
    let lines = run.lines();
    let last = lines.last().unwrap();
    assert_eq!((&last["event"], &last["code"]), (&"failed".into(), &4028.into()));
    for key in ["logid", "what", "why", "todo"] {
        assert!(last[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {last}");
    }
    assert_eq!(lines.iter().filter(|line| line["event"] == "failed" || line["event"] == "finished").count(), 1);
}

#[test]
fn text_comes_from_arguments_files_and_standard_input() {
    let program = Program::at(Demo::start());
    std::fs::write(program.path("a.md"), "# 标题\n\n**今天**天气不错。").unwrap();
    std::fs::write(program.path("b.txt"), "**今天**天气不错。").unwrap();
    std::fs::write(program.path("gbk.txt"), b"\xc4\xe3\xba\xc3\xa3\xac\xca\xc0\xbd\xe7\xa1\xa3").unwrap();
    for args in [
        &["-"][..],
        &["--file", "-"],
        &["--file", "a.md"],
        &["--file", "b.txt"],
        &["--file", "b.txt", "--markdown", "on"],
        &["--file", "a.md", "--markdown", "off"],
        &["--file", "gbk.txt"],
    ] {
        let run = program.run_with(&[&["speak", "--no-play", "--fresh"], args].concat(), "从管道来。".as_bytes());
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
    }
    let texts = program.demo.witness().notes().texts();
    assert_eq!(texts[..2], ["从管道来。", "从管道来。"]);
    assert!(texts[2].starts_with("标题") && texts[2].ends_with("今天天气不错。"), "{}", texts[2]);
    assert_eq!(texts[3], "**今天**天气不错。");
    assert_eq!(texts[4], "今天天气不错。");
    assert!(texts[5].starts_with('#'));
    assert_eq!(texts[6], "你好，世界。");
}

#[test]
fn what_is_asked_for_reaches_the_service() {
    let program = Program::at(Demo::start());
    let args = [
        "speak",
        "你好。",
        "--no-play",
        "--rate",
        "-20",
        "--loudness",
        "30",
        "--emotion",
        "happy",
        "--emotion-scale",
        "3.5",
        "--context",
        "轻一点",
        "--sample-rate",
        "16000",
    ];
    let run = program.run(&args);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = program.run(&["speak", "你好。", "--no-play", "--codec", "g711a", "--json"]);
    assert_eq!((run.code, &run.lines().last().unwrap()["rate"]), (0, &8_000.into()));
    let notes = program.demo.witness().notes();
    let output = notes.connections[0].output.as_ref().unwrap();
    assert_eq!((output.speech_rate, output.loudness_rate), (Some(-20), Some(30)));
    assert_eq!(output.emotion_config.as_ref().unwrap().emotion_scale, Some(3.5));
    assert_eq!(output.context_texts.as_deref(), Some("轻一点"));
    assert_eq!(output.sample_rate(), 16_000);
}

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
    assert!(program.demo.witness().notes().connections.is_empty());
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
        (&["takes", "show", "last"], &["没有录音"]),
        (&["takes", "export", "last", "--out", "x.wav", "--from", "-1"], &["--from <TIME> 不能是“-1”"]),
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
    assert!(run.stderr.contains("settings could not be read"), "{}", run.stderr);
    let again = ended(Program::bare(dir.path(), &["speak", "……", "--no-play"]).spawn().unwrap());
    assert!(!again.stderr.contains("settings could not be read"), "{}", again.stderr);
}

#[test]
fn a_notice_is_passed_on_and_the_answer_comes_all_the_same() {
    let program = Program::at(Demo::start());
    std::fs::create_dir(program.path("home")).unwrap();
    // A file where the folder of the cache should be.
    std::fs::write(program.path("home/cache"), "").unwrap();
    let run = program.run(&["voices", "--json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("could not be written"), "{}", run.stderr);
    assert!(serde_json::from_slice::<serde_json::Value>(&run.stdout).unwrap().is_array());
}

#[cfg(unix)]
#[test]
fn a_text_may_come_through_a_pipe_with_a_name() {
    let program = Program::at(Demo::start());
    let run = program.run_with(&["speak", "--no-play", "--file", "/dev/stdin"], "从管道来。".as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(program.demo.witness().notes().texts(), ["从管道来。"]);
    let folder = program.run(&["speak", "--no-play", "--file", "."]);
    assert_eq!(folder.code, 8, "{}", folder.stderr);
    assert!(folder.stderr.contains("folder"), "{}", folder.stderr);
}

#[test]
fn each_kind_of_trouble_has_its_exit_code() {
    let denied = Program::at(Demo::with(Config { token: Some("other".into()), pace: Pace::Fast, ..Config::default() }));
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
    assert!(program.demo.witness().notes().connections.is_empty(), "nothing of this was worth a request");
    let unwritable = program.run(&["speak", "a", "--no-play", "--out", "nowhere/a.wav"]);
    assert_eq!(unwritable.code, 8, "{}", unwritable.stderr);

    // With a file to write, a missing device is no more than a warning.
    let out = program.path("a.wav");
    let run = program.run(&["speak", TEXT, "--out", out.to_str().unwrap()]);
    assert_eq!((run.code, wav(&out)), (0, tones(TEXT)), "{}", run.stderr);
    assert!(run.stderr.contains("without sound"), "{}", run.stderr);
}

#[test]
fn an_endpoint_needs_a_token_and_the_token_is_never_shown() {
    let program = Program::at(Demo::with(Config {
        token: Some("pat_fromTHEfile".into()),
        pace: Pace::Fast,
        ..Config::default()
    }));
    let mut command = program.command(&["speak", "a", "--no-play"]);
    command.env_remove("COZE_API_TOKEN");
    let run = ended(command.spawn().unwrap());
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("createSpeech"), "{}", run.stderr);

    std::fs::write(program.path("token"), "Bearer pat_fromTHEfile\n").unwrap();
    let good = program.run(&["speak", "你好。", "--no-play", "--json", "--token-file", "token"]);
    assert_eq!(good.code, 0, "the file comes before the environment: {}", good.stderr);
    let bad = program.run(&["speak", "你好。", "--no-play", "--json", "--fresh"]);
    assert_eq!(bad.code, 3);
    for Ended { stdout, stderr, .. } in [&good, &bad] {
        let all = format!("{}{stderr}", String::from_utf8_lossy(stdout));
        assert!(!all.contains("THEfile") && !all.contains("SECRET"), "{all}");
    }
    let kept = Command::new("grep").args(["-rlE", "THEfile|SECRET"]).arg(program.path("home")).output().unwrap();
    assert!(kept.stdout.is_empty(), "{}", String::from_utf8_lossy(&kept.stdout));
    assert!(program.demo.witness().notes().connections.iter().all(|one| !one.request.target.contains("pat_")));

    let insecure = program.run(&["speak", "a", "--no-play", "--endpoint", "http://192.0.2.1"]);
    assert_eq!(insecure.code, 3, "{}", insecure.stderr);
    assert!(insecure.stderr.contains("unencrypted") || insecure.stderr.contains("https"), "{}", insecure.stderr);
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_was_received_and_says_where() {
    let program = Program::at(Demo::faulty(Faults::on(0, Fault::At(Point::Delta(14), Act::StallForever))));
    let out = program.path("out.wav");
    let child =
        program.command(&["speak", TEXT, "--no-play", "--json", "--out", out.to_str().unwrap()]).spawn().unwrap();
    program.demo.witness().wait(|notes| notes.connections.first().is_some_and(|one| one.deltas >= 14)).unwrap();
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
    program.demo.witness().wait(|notes| notes.open() == 0).expect("the socket is closed");

    // It says how the file can be had, and the first sentence is not asked for again.
    let take = program.takes().pop().expect("the take can be continued");
    let id = take.file_name().unwrap().to_str().unwrap();
    let said = format!("langsheng speak --resume {id} --out {}", out.display());
    assert!(run.stderr.contains(take.to_str().unwrap()) && run.stderr.contains(&said), "{}", run.stderr);
    let run = program.run(&["speak", "--no-play", "--resume", id, "--out", out.to_str().unwrap()]);
    assert_eq!((run.code, wav(&out)), (0, Tones::text(TEXT, 24_000)), "{}", run.stderr);
    assert_eq!(program.demo.witness().notes().texts(), [TEXT, "我们去公园走走吧！"]);
}

/// A user who presses Ctrl-C again and again does not wait for the file, and is told all the same.
#[cfg(unix)]
#[test]
fn an_impatient_user_is_told_where_the_take_is() {
    let program = Program::at(Demo::faulty(Faults::every(Fault::At(Point::Delta(14), Act::StallForever))));
    let out = program.path("out.wav");
    let child = program.command(&["speak", TEXT, "--no-play", "--out", out.to_str().unwrap()]).spawn().unwrap();
    program.demo.witness().wait(|notes| notes.connections.first().is_some_and(|one| one.deltas >= 14)).unwrap();
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

#[test]
fn what_a_crash_has_left_of_a_file_is_in_nobodys_way() {
    let program = Program::at(Demo::start());
    assert_eq!(program.run(&["speak", TEXT, "--no-play"]).code, 0);
    std::fs::write(program.path("x.wav.part"), "RIFF, and half a sound").unwrap();
    let run = program.run(&["takes", "export", "last", "--out", "x.wav"]);
    assert_eq!((run.code, wav(&program.path("x.wav"))), (0, Tones::text(TEXT, 24_000)), "{}", run.stderr);
    assert!(!program.path("x.wav.part").exists());
}

/// A take of which something was lost is not completed, and nobody is told that it was.
#[test]
fn a_damaged_take_is_not_gone_on_with() {
    let program = Program::at(Demo::start());
    assert_eq!(program.run(&["speak", TEXT, "--no-play"]).code, 0);
    let sound = program.takes()[0].join("0000.pcm");
    std::fs::File::options().write(true).open(sound).unwrap().set_len(20_000).unwrap();
    let id = program.takes()[0].file_name().unwrap().to_str().unwrap().to_owned();
    let run = program.run(&["speak", "--resume", &id, "--no-play", "--json", "--out", "x.wav"]);
    assert_eq!(run.code, 8, "{}", run.stderr);
    assert!(run.stderr.contains("damaged") && run.stderr.contains("takes show"), "{}", run.stderr);
    assert!(!program.path("x.wav").exists() && !program.path("x.wav.part").exists());
    assert_eq!(run.lines().last().unwrap()["event"], "failed");
    assert_eq!(program.demo.witness().notes().texts().len(), 1);
}

#[test]
fn voices_and_check_answer_people_and_programs() {
    let program = Program::at(Demo::start());
    let run = program.run(&["voices", "--json"]);
    let voices: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        voices
            .as_array()
            .is_some_and(|list| !list.is_empty() && list.iter().all(|voice| voice["voice_id"].is_string()))
    );
    let plain = program.run(&["voices"]);
    assert!(String::from_utf8_lossy(&plain.stdout).contains(voices[0]["voice_id"].as_str().unwrap()));

    let good = program.run(&["check"]);
    assert_eq!((good.code, good.stderr.as_str()), (0, ""));
    let denied = Program::at(Demo::with(Config { token: Some("other".into()), pace: Pace::Fast, ..Config::default() }));
    let bad = denied.run(&["check", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&bad.stdout).unwrap();
    assert_eq!((bad.code, &report["good"]), (3, &false.into()));
    assert!(report["findings"].as_array().unwrap().iter().all(|finding| finding["logid"].is_string()), "{report}");
    assert_eq!(denied.demo.witness().notes().texts().len(), 0, "a check costs no characters");
}

#[test]
fn without_token_and_endpoint_the_demo_account_speaks_and_is_named() {
    let dir = tempfile::TempDir::new().unwrap();
    let run = ended(Program::bare(dir.path(), &["speak", "Hello there.", "--no-play", "--json"]).spawn().unwrap());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("demo account"), "{}", run.stderr);
    let samples = run.lines().last().unwrap()["samples"].as_u64().unwrap();
    assert!((12_000..120_000).contains(&samples), "half a second to five: {samples}");

    let check = ended(Program::bare(dir.path(), &["check"]).spawn().unwrap());
    let said = String::from_utf8_lossy(&check.stdout);
    assert_eq!(check.code, 0, "{}", check.stderr);
    assert!(check.stderr.contains("demo account") && said.contains("built-in demo account"), "{said}");
    assert!(!said.contains("127.0.0.1"), "{said}");

    let mut command = Program::bare(dir.path(), &["speak", "……", "--no-play"]);
    let chinese = ended(command.env("LC_ALL", "zh_CN.UTF-8").spawn().unwrap());
    assert!(chinese.stderr.contains("演示账号") && chinese.stderr.contains("怎么办"), "{}", chinese.stderr);
}

#[cfg(unix)]
#[test]
fn the_demo_account_serves_other_programs() {
    let dir = tempfile::TempDir::new().unwrap();
    let mut server = Program::bare(dir.path(), &["demo", "--token", "letmein", "--fast"]).spawn().unwrap();
    let mut stderr = server.stderr.take().unwrap();
    let mut said = Vec::new();
    while !said.ends_with(b"\n") {
        let mut byte = [0];
        stderr.read_exact(&mut byte).expect("it says where it is");
        said.push(byte[0]);
    }
    let said = String::from_utf8(said).unwrap();
    let base = said.split("http://").nth(1).and_then(|rest| rest.split(')').next()).expect("an address");
    let mut command = Program::bare(dir.path(), &["speak", "Hello.", "--no-play", "--endpoint"]);
    let run = ended(command.arg(format!("http://{base}")).env("COZE_API_TOKEN", "letmein").spawn().unwrap());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(Command::new("kill").args(["-INT", &server.id().to_string()]).status().unwrap().success());
    assert_eq!(server.wait().unwrap().code(), Some(0));
}
