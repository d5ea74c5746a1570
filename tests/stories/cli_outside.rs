//! Names, titles, messages and paths from outside on the terminal: nothing of them is obeyed there, and rows stay rows.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

use langsheng::demo::{
    Act, Config, Fault, FaultPoint, Faults, ServerPace, SpeakRequest, Synthesizer, Tones, VoiceInfo, VoiceKind,
};
use langsheng::words::{Phrase, outside};

use super::common::Demo;
use super::common::program::Program;

/// Clears the screen, sets a title, turns the reading order around, forges a row, comes back to the start of the line.
const HOSTILE: &str =
    "\u{1b}[2J\u{1b}]0;owned\u{7}\u{202e}gnp\u{2066}x\u{85}y\r\n7426720361733046281 forged\u{2028}\u{9b}31mz\0";

/// A voice whose names are what nobody wants on a terminal.
struct Hostile;

impl Synthesizer for Hostile {
    fn voices(&self) -> Vec<VoiceInfo> {
        let name = format!("{HOSTILE}{}", "名".repeat(350_000));
        let mut all = Tones.voices();
        all.push(VoiceInfo::new("7500000000000000001", &name, ("zh", HOSTILE), "你好"));
        all.push(VoiceInfo::new("7500000000000000002", HOSTILE, ("zh\u{1b}c", "中文"), "你好"));
        all
    }

    fn speak(&self, sentence: &str, request: &SpeakRequest) -> Vec<i16> {
        Tones.speak(sentence, request)
    }

    fn kind(&self, sentence: &str) -> VoiceKind {
        Tones.kind(sentence)
    }
}

fn hostile(faults: Faults) -> Program {
    Program::at(Demo::speaking(Config { pace: ServerPace::Fast, faults, ..Config::default() }, Arc::new(Hostile)))
}

/// Nothing but letters and line ends.
#[track_caller]
fn is_tame(what: &str, text: &str) {
    let bad = |c: &char| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let found: Vec<char> = text.chars().filter(bad).take(5).collect();
    assert!(found.is_empty(), "{what}: {found:?}");
}

/// Runs it; what it says is tame, and so are its rows.
#[track_caller]
fn rows(program: &Program, args: &[&str], code: i32) -> Vec<String> {
    let run = program.run(args);
    let stdout = String::from_utf8(run.stdout).unwrap();
    assert_eq!(run.code, code, "{args:?}: {}", run.stderr.chars().take(2_000).collect::<String>());
    is_tame("standard output", &stdout);
    is_tame("standard error", &run.stderr);
    assert!(run.stderr.len() < 20_000, "{}", run.stderr.len());
    stdout.lines().map(str::to_owned).collect()
}

#[test]
fn the_names_of_voices_are_only_read() {
    let program = hostile(Faults::none());
    let voices = rows(&program, &["voices"], 0);
    assert_eq!(voices.len(), Tones.voices().len() + 2, "a row for each voice: {}", voices.len());
    assert!(voices.iter().all(|row| row.len() < 2_000), "and no row is endless");
    let json = rows(&program, &["voices", "--json"], 0);
    let list: serde_json::Value = serde_json::from_str(&json.join("\n")).unwrap();
    let last = list.as_array().unwrap().last().unwrap();
    assert_eq!(last["name"], HOSTILE, "programs get all of it");
    rows(&program, &["check"], 0);

    // It goes on into takes.
    rows(&program, &["speak", "一句话。", "--no-play", "--voice", "7500000000000000001"], 0);
    let listed = rows(&program, &["takes", "list"], 0);
    assert_eq!(listed.len(), 1, "{listed:?}");
    let shown = rows(&program, &["takes", "show", "last"], 0);
    assert_eq!(shown.iter().filter(|row| row.starts_with("Voice: ")).count(), 1);
    assert!(shown.len() < 20 && shown.iter().all(|row| row.len() < 20_000), "{}", shown.len());
}

#[test]
fn a_title_and_a_text_forge_no_rows() {
    let program = Program::at(Demo::start());
    let text = "第一\u{202e}句。\u{1b}[31m红。";
    rows(&program, &["speak", text, "--no-play"], 0);
    let about = program.takes()[0].join("about.json");
    let title = format!("{HOSTILE}{}", "长".repeat(5_000));
    fs::write(&about, serde_json::json!({ "title": title, "starred": true }).to_string()).unwrap();
    let listed = rows(&program, &["takes", "list"], 0);
    assert!(listed.len() == 1 && listed[0].len() < 2_000, "{} rows", listed.len());
    let shown = rows(&program, &["takes", "show", "last"], 0);
    assert_eq!(shown.iter().filter(|row| row.starts_with("Title: ")).count(), 1, "{}", shown.len());
    rows(&program, &["takes", "list", "--json"], 0);
    // Whoever wants the text for something else gets the text.
    assert_eq!(program.run(&["takes", "show", "last", "--text"]).stdout, format!("{text}\n").as_bytes());
}

#[test]
fn what_the_service_says_and_files_are_called_is_only_read() {
    let message = format!("{HOSTILE}{}", "m".repeat(1_000));
    let refused = Fault::At(FaultPoint::Delta(0), Act::ErrorSaying(4_000, message));
    let program = hostile(Faults::every(refused));
    let run = program.run(&["speak", "一句话。", "--no-play", "--json"]);
    is_tame("standard error", &run.stderr);
    is_tame("standard output", &String::from_utf8(run.stdout).unwrap());
    assert_ne!(run.code, 0);
    rows(&program, &["speak", "x", "--voice", HOSTILE.trim_end_matches('\0'), "--bad\u{1b}[2J"], 2);

    #[cfg(unix)]
    {
        let program = Program::at(Demo::start());
        let name = "one\ntwo\u{1b}[31m\u{202e}.txt";
        fs::create_dir(program.path("in")).unwrap();
        fs::write(program.path("in").join(name), "一句话。").unwrap();
        fs::write(program.path("in/empty.txt"), "").unwrap();
        rows(&program, &["batch", "in", "--out-dir", "out"], 5);
        let listed = rows(&program, &["batch", "--list"], 0);
        assert_eq!(listed.len(), 2, "a row for each file: {listed:?}");
        rows(&program, &["batch", "--list", "--json"], 0);
        rows(&program, &["batch", "no\nsuch\u{1b}c.txt"], 8);
        let path = format!("in/{name}");
        rows(&program, &["speak", "--file", &path, "--no-play", "--out", "a\nb.wav"], 0);
        assert!(program.path("a\nb.wav").exists(), "a file may be called so");
    }
}

/// What fills a place in a phrase, of whatever kind and length, stands on one line and does nothing.
#[test]
fn a_value_in_a_sentence_is_one_line() {
    let said = Phrase::new("“{x}”。", "“{x}”.").with("x", HOSTILE).get(langsheng::words::Lang::En);
    is_tame("a sentence", &said);
    assert_eq!(said.lines().count(), 1);
    assert!(
        said.contains("^[[2J") && said.contains("^M^J") && said.contains("<U+202E>"),
        "what was there is still seen: {said}"
    );
    let endless = "a".repeat(10 << 20);
    assert!(Phrase::new("{x}", "{x}").with("x", endless).get(langsheng::words::Lang::Zh).len() < 5_000);

    assert_eq!(outside::label("今天 café 👨‍👩‍👧 ไทย"), "今天 café 👨‍👩‍👧 ไทย", "what people write stays");
    assert_eq!(outside::line("今天天气不错", 7), "今天天…", "cut between characters, by columns");
    assert_eq!(outside::line("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 5), "👨‍👩‍👧👨‍👩‍👧…");
    let pile = format!("e{}", "\u{301}".repeat(1_000_000));
    assert!(outside::label(&pile).chars().count() < 20, "a pile of accents is no tower");
    assert_eq!(outside::padded("今天", 6), "今天  ");
    assert_eq!(outside::lines("a\r\n\tb\u{1b}"), "a\n\tb^[");
    let json = serde_json::json!({ "a": HOSTILE, "😀": 1 }).to_string();
    let safe = outside::json(&json);
    is_tame("JSON", &safe);
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(read(&safe), read(&json));
}

/// `… | head -1`: who has seen enough is not told that something went wrong.
#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let program = Program::at(Demo::start());
    rows(&program, &["speak", "一句话。", "--no-play"], 0);
    fs::write(program.path("a.txt"), "一。").unwrap();
    rows(&program, &["batch", "a.txt"], 0);
    for args in [
        &["voices"][..],
        &["voices", "--json"],
        &["check"],
        &["check", "--json"],
        &["takes", "list"],
        &["takes", "list", "--json"],
        &["takes", "show", "last"],
        &["takes", "show", "last", "--text"],
        &["takes", "show", "last", "--json"],
        &["batch", "--list"],
        &["batch", "--list", "--json"],
        &["speak", "又一句。", "--no-play", "--json"],
        &["batch", "a.txt", "--json"],
        &["--help"],
        &["speak", "--help"],
        &["--version"],
    ] {
        let mut child = program.command(args).stdout(Stdio::piped()).spawn().unwrap();
        // It is gone before anything is written.
        drop(child.stdout.take());
        let mut stderr = String::new();
        child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        let code = child.wait().unwrap().code();
        assert_eq!(code, Some(0), "{args:?}: {stderr}");
        assert!(!stderr.contains("langsheng:") && !stderr.contains("panick"), "{args:?}: {stderr}");
    }
}

#[test]
fn a_text_that_begins_with_a_sign_is_told_where_it_stands() {
    let program = Program::at(Demo::start());
    for text in ["-5度", "--5度", "-你好"] {
        let run = program.run(&["speak", text]);
        assert!(run.code == 2 && run.stderr.contains("speak -- "), "{text}: {}", run.stderr);
    }
    let run = program.run(&["speak", "--tset"]);
    assert!(run.code == 2 && !run.stderr.contains("speak -- "), "{}", run.stderr);
    assert_eq!(program.run(&["speak", "--no-play", "--", "-5度"]).code, 0);
    let help = String::from_utf8(program.run(&["batch", "--help"]).stdout).unwrap();
    assert!(help.lines().next().unwrap().contains("--join"), "{help}");
}

/// Whatever the command line writes goes through the one place that makes it safe.
#[test]
fn only_one_place_writes_to_the_terminal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut waiting = vec![root.join("src")];
    let mut wrong = Vec::new();
    while let Some(folder) = waiting.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            // The second copies sound, the third writes the log, which holds no text.
            if ["cli/report.rs", "cli/piped.rs", "store/log.rs"].iter().any(|file| path.ends_with(file)) {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let words = ["stdout()", "stderr()", "println!", "eprint", " print!"];
            wrong.extend(
                code.filter(|line| words.iter().any(|word| line.contains(word)))
                    .map(|line| (path.clone(), line.to_owned())),
            );
        }
    }
    wrong.retain(|(_, line)| !line.contains("Stdio::") && !line.contains("use_stderr()"));
    assert!(wrong.is_empty(), "{wrong:#?}");
}
