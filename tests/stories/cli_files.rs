//! What the command line can make of a text, and what it refuses.

use langsheng::demo::Tones;
use serde_json::Value;

use super::common::Demo;
use super::common::program::Program;

const TEXT: &str = "今天天气不错。我们去公园走走吧！";

/// What ffprobe says of a file.
fn probe(path: &std::path::Path) -> Value {
    let args = ["-v", "error", "-print_format", "json", "-show_format", "-show_streams"];
    let run = std::process::Command::new("ffprobe").args(args).arg(path).output();
    let run = run.expect("ffprobe (assets/setup.sh --test installs it)");
    serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&run.stderr)))
}

#[test]
fn one_line_makes_a_flac_with_captions_at_a_loudness_and_a_speed() {
    let program = Program::at(Demo::start());
    let args = ["speak", "--no-play", "--out", "x.flac", "--captions", "srt,lrc", "--lufs", "-16", "--speed", "1.25"];
    let run = program.run(&[&args[..], &["--json", "--receipt", TEXT]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let lines = run.lines();
    let saved = lines.iter().find(|line| line["event"] == "saved").expect("it says what was saved");

    let probe = probe(&program.path("x.flac"));
    let (stream, format) = (&probe["streams"][0], &probe["format"]);
    assert_eq!((&stream["codec_name"], &stream["sample_rate"]), (&"flac".into(), &"24000".into()), "{probe}");
    let wanted = Tones::text(TEXT, 24_000).len() as f64 / 24_000.0 / 1.25;
    let seconds: f64 = format["duration"].as_str().unwrap().parse().unwrap();
    assert!((seconds - wanted).abs() < 0.05, "{seconds} s, not {wanted}");
    assert!((saved["seconds"].as_f64().unwrap() - seconds).abs() < 0.001);
    // Steady tones are as loud as they are peaked, so −16 can be had.
    assert!((saved["lufs"].as_f64().unwrap() + 16.0).abs() < 0.5, "{saved}");
    let text = |name: &str| std::fs::read_to_string(program.path(name)).unwrap();
    assert!(text("x.srt").contains("00:00:00,000 -->") && text("x.srt").contains("公园"), "{}", text("x.srt"));
    assert!(text("x.lrc").contains("[00:00.00]"), "{}", text("x.lrc"));
    let beside = saved["beside"].as_array().unwrap();
    assert_eq!(beside.len(), 3, "captions and receipt: {saved}");
    assert_eq!(program.takes().len(), 1, "everything spoken stays a take");
}

#[test]
fn every_format_can_be_named() {
    let program = Program::at(Demo::start());
    for (args, codec) in [
        (&["--out", "a.mp3"][..], "mp3"),
        (&["--out", "b.mp3", "--mp3-cbr", "64"], "mp3"),
        (&["--out", "c.opus", "--opus-kbps", "24"], "opus"),
        (&["--out", "d.bin", "--format", "flac"], "flac"),
        (&["--out", "e.wav", "--sentence-pause", "300", "--trim"], "pcm_s16le"),
    ] {
        let run = program.run(&[&["speak", TEXT, "--no-play"], args].concat());
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
        assert_eq!(probe(&program.path(args[1]))["streams"][0]["codec_name"], codec, "{args:?}");
    }
}

#[test]
fn what_does_not_go_together_is_refused_in_words() {
    let program = Program::at(Demo::start());
    for (args, words) in [
        (&["--captions", "srt"][..], &["--captions", "--out"][..]),
        (&["--lufs", "-16"], &["--lufs", "--out"]),
        (&["--template", "x"], &["--template"]),
        (&["--out", "-", "--captions", "srt"], &["--captions", "--out -", "WAV"]),
        (&["--out", "-", "--format", "flac"], &["--format", "--out -"]),
        (&["--out", "-", "--lufs", "-16"], &["--lufs"]),
        (&["--out", "-", "--no-play", "--speed", "2"], &["--speed"]),
        (&["--out", "x.flac", "--mp3-vbr", "2"], &["--mp3-vbr", "flac"]),
        (&["--out", "x.mp3", "--opus-kbps", "32"], &["--opus-kbps", "mp3"]),
        (&["--out", "x.mp3", "--mp3-vbr", "2", "--mp3-cbr", "64"], &["--mp3-vbr", "--mp3-cbr"]),
        (&["--out", "x.wav", "--captions", "ass"], &["“ass”", "srt, vtt"]),
        (&["--out", "x.wav", "--lufs", "0"], &["“0”", "-40 to -5"]),
        (&["--out", "x.wav", "--speed", "4"], &["“4”", "0.5 to 3"]),
        (&["--out", "x.wav", "--karaoke"], &["--captions"]),
        (&["--out", "x.wav", "--template", "{n}"], &["--template", "folder"]),
        (&["--out", "./", "--template", "{what}"], &["{what}"]),
    ] {
        let run = program.run(&[&["speak", "a"], args].concat());
        assert_eq!(run.code, 2, "{args:?}: {}", run.stderr);
        assert!(words.iter().all(|word| run.stderr.contains(word)), "{args:?}: {}", run.stderr);
    }
    assert!(program.demo.recorder().notes().connections.is_empty());
    assert!(!program.path("x.wav.part").exists());
}

#[test]
fn a_folder_gets_a_name_by_the_template_and_a_refused_text_leaves_nothing() {
    let program = Program::at(Demo::start());
    std::fs::create_dir(program.path("out")).unwrap();
    for _ in 0..2 {
        let run = program.run(&["speak", TEXT, "--no-play", "--out", "out", "--template", "{first:4}-{n}"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let run = program.run(&["speak", "……", "--no-play", "--out", "out"]);
    assert_eq!(run.code, 5, "{}", run.stderr);
    let mut names: Vec<_> =
        std::fs::read_dir(program.path("out")).unwrap().map(|one| one.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["今天天气-1.wav", "今天天气-2.wav"]);
}

#[test]
fn what_the_library_has_is_not_asked_for_again_unless_it_is_wanted() {
    let program = Program::at(Demo::start());
    for (args, asked) in [(&[][..], 1), (&[], 1), (&["--fresh"], 2)] {
        let run = program.run(&[&["speak", TEXT, "--no-play", "--json"], args].concat());
        assert_eq!((run.code, program.demo.recorder().notes().texts().len()), (0, asked), "{}", run.stderr);
        let reused = run.lines()[0]["reused_sentences"].as_u64().unwrap();
        assert_eq!(reused > 0, run.stderr.contains("from the library"), "{}", run.stderr);
    }
}

#[test]
fn a_text_is_not_overwritten_by_its_own_sound() {
    let program = Program::at(Demo::start());
    std::fs::write(program.path("a.txt"), TEXT).unwrap();
    for args in [
        &["speak", "--no-play", "--file", "a.txt", "--out", "./a.txt"][..],
        &["batch", "a.txt", "--join", "a.txt"],
        &["batch", ".", "--join", "a.txt"],
    ] {
        let run = program.run(args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains("a.txt"), "{}", run.stderr);
        assert_eq!(std::fs::read_to_string(program.path("a.txt")).unwrap(), TEXT);
    }
    assert!(program.demo.recorder().notes().connections.is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn what_could_not_be_saved_stays_in_the_library() {
    let program = Program::at(Demo::start());
    // A device that takes nothing.
    let run = program.run(&["speak", TEXT, "--no-play", "--out", "/dev/full"]);
    assert_eq!((run.code, program.takes().len()), (8, 1), "{}", run.stderr);
    let run = program.run(&["speak", TEXT, "--no-play", "--out", "a.wav"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let wav = hound::WavReader::open(program.path("a.wav")).expect("a WAV");
    assert!(wav.into_samples().collect::<Result<Vec<i16>, _>>().expect("samples") == Tones::text(TEXT, 24_000));
}
