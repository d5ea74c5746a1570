//! A text becomes sound, a take and a file.

use std::path::Path;

use langsheng::demo::{Act, Fault, FaultPoint, Faults, Tones};

use super::{TEXT, long, tones};
use crate::common::Demo;
use crate::common::program::{Program, json_lines};
use crate::common::sound::wav;

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
    let program = Program::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(14), Act::Error(5000)))));
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
    let faults = Faults::every(Fault::At(FaultPoint::Delta(14), Act::ErrorSaying(4028, "Insufficient balance".into())));
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
    let texts = program.demo.recorder().notes().texts();
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
    let notes = program.demo.recorder().notes();
    let output = notes.connections[0].output.as_ref().unwrap();
    assert_eq!((output.speech_rate, output.loudness_rate), (Some(-20), Some(30)));
    assert_eq!(output.emotion_config.as_ref().unwrap().emotion_scale, Some(3.5));
    assert_eq!(output.context_texts.as_deref(), Some("轻一点"));
    assert_eq!(output.sample_rate(), 16_000);
}

#[cfg(unix)]
#[test]
fn a_text_may_come_through_a_pipe_with_a_name() {
    let program = Program::at(Demo::start());
    let run = program.run_with(&["speak", "--no-play", "--file", "/dev/stdin"], "从管道来。".as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(program.demo.recorder().notes().texts(), ["从管道来。"]);
    let folder = program.run(&["speak", "--no-play", "--file", "."]);
    assert_eq!(folder.code, 8, "{}", folder.stderr);
    assert!(folder.stderr.contains("folder"), "{}", folder.stderr);
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
    assert_eq!(program.demo.recorder().notes().texts().len(), 1);
}
