//! Holds the table of directions: who may know whom. Reads `src/` as text; comments and tests inside files do not count.

use std::fs;
use std::path::{Path, PathBuf};

/// Room, and the rooms of this crate that it may name.
const MAY_NAME: [(&str, &[&str]); 10] = [
    ("words", &[]),
    ("text", &[]),
    ("protocol", &[]),
    ("audio", &[]),
    ("store", &["words", "protocol", "audio"]),
    ("demo", &["protocol", "audio"]),
    ("engine", &["words", "text", "protocol", "audio", "store", "demo"]),
    ("cli", &["words", "text", "protocol", "audio", "store", "engine"]),
    ("ui", &["words", "text", "protocol", "audio", "store", "engine"]),
    ("app", &["words", "text", "protocol", "audio", "store", "engine", "ui"]),
];

/// A crate that only some places may name.
const ONLY_IN: [(&str, &[&str]); 7] = [
    ("egui", &["src/app", "src/ui", "src/main.rs"]),
    ("eframe", &["src/app", "src/ui", "src/main.rs"]),
    ("rodio", &["src/audio/play/live", "src/audio/play/device"]),
    ("cpal", &["src/audio/play/live", "src/audio/play/device", "src/audio/record/microphone"]),
    ("tokio_tungstenite", &["src/protocol", "src/demo"]),
    ("clap", &["src/cli"]),
    ("tracing_subscriber", &["src/store/log"]),
];

/// The most lines of a file.
const LONGEST: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below `dir`, with its path from the root and its text.
pub fn sources(dir: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join(dir)];
    while let Some(dir) = waiting.pop() {
        for entry in fs::read_dir(&dir).expect("a folder of sources") {
            let path: PathBuf = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).expect("a source")));
            }
        }
    }
    assert!(!found.is_empty(), "there are sources in {dir}");
    found
}

/// The code without comments and without the tests at its foot.
pub fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    body.lines().map(|line| line.split("//").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// Whether `word` stands in `code` as a word of its own.
fn names(code: &str, word: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
    })
}

#[test]
fn rooms_name_only_the_rooms_they_may() {
    let mut wrong = Vec::new();
    for (file, text) in sources("src") {
        let Some(room) = file.split('/').nth(1) else { continue };
        let Some((_, may)) = MAY_NAME.iter().find(|(name, _)| *name == room) else { continue };
        let code = code(&text);
        for (other, _) in MAY_NAME.iter().filter(|(other, _)| *other != room && !may.contains(other)) {
            if names(&code, &format!("crate::{other}")) {
                wrong.push(format!("{file} names {other}"));
            }
        }
        // `use crate::{a, b}` would hide the names from this test.
        if code.contains("crate::{") {
            wrong.push(format!("{file} imports several rooms in one line"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn crates_are_named_only_where_they_belong() {
    let mut wrong = Vec::new();
    for (file, text) in sources("src") {
        let code = code(&text);
        for (name, places) in ONLY_IN {
            if names(&code, name) && !places.iter().any(|place| file.starts_with(place)) {
                wrong.push(format!("{file} names {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_room_says_what_it_owns_and_what_it_does_not_know() {
    for (room, _) in MAY_NAME {
        let text = fs::read_to_string(root().join("src").join(room).join("mod.rs")).expect("a room");
        let head: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
        assert!(head.to_lowercase().contains("nows nothing") || head.contains("does not know"), "{room}: {head}");
    }
}

#[test]
fn no_file_is_too_long() {
    let files = sources("src").into_iter().chain(sources("tests"));
    let long: Vec<_> =
        files.map(|(file, text)| (text.lines().count(), file)).filter(|(lines, _)| *lines > LONGEST).collect();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn a_name_inside_a_longer_one_does_not_count() {
    assert!(names("use egui::Ui;", "egui"));
    assert!(!names("use egui_kittest::Harness;", "egui"));
    assert!(!names(&code("let x = 1; // egui\n"), "egui"));
    assert!(names("pub use crate::store;", "crate::store"));
}
