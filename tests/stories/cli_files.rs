//! What the command line can make of a text, and what it refuses.

use super::common::Demo;
use super::common::program::Program;

const TEXT: &str = "今天天气不错。我们去公园走走吧！";

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
        (&["--out", "x.wav", "--captions", "ass"], &["“ass”", "srt, vtt, lrc"]),
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
    assert!(program.demo.witness().notes().connections.is_empty());
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
        assert_eq!((run.code, program.demo.witness().notes().texts().len()), (0, asked), "{}", run.stderr);
        let reused = run.lines()[0]["reused_sentences"].as_u64().unwrap();
        assert_eq!(reused > 0, run.stderr.contains("from the library"), "{}", run.stderr);
    }
}
