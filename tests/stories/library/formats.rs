//! The page of the formats on disk, held against what is really written.

use std::fs;
use std::path::Path;

use langsheng::engine::{Command, Deletion};
use langsheng::store::{Home, Settings, VoiceCache};

use super::{Shelf, Writing, begin_take};
use crate::common::Demo;
use crate::common::desk::Desk;

fn source(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path)).expect("a source")
}

fn page() -> String {
    source("formats.md")
}

/// Whether the page names something, in its own marks.
fn named(page: &str, name: &str) -> bool {
    page.contains(&format!("`{name}`"))
}

#[test]
fn every_line_of_a_journal_is_on_the_page() {
    let journal = source("audio/take/journal.rs");
    let lines = journal
        .split("pub(super) enum JournalLine {")
        .nth(1)
        .and_then(|rest| rest.split("\n}").next())
        .expect("the lines");
    // The variants stand four blanks from the left; what belongs to them stands farther in.
    let variant = |line: &str| -> Option<String> {
        let name: String = line.strip_prefix("    ")?.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        name.starts_with(|c: char| c.is_ascii_uppercase()).then_some(name)
    };
    let names: Vec<String> =
        lines.lines().filter_map(variant).filter(|name| name != "Unknown").map(|name| snake(&name)).collect();
    assert!(names.len() >= 11, "{names:?}");
    let page = page();
    let missing: Vec<&String> = names.iter().filter(|name| !named(&page, name)).collect();
    assert!(missing.is_empty(), "src/formats.md does not tell of {missing:?}");
}

/// Every key of a JSON value, however deep.
fn keys(value: &serde_json::Value, into: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            into.push(name.clone());
            keys(value, into);
        }),
        serde_json::Value::Array(values) => values.iter().for_each(|value| keys(value, into)),
        _ => {}
    }
}

#[test]
fn every_field_of_a_journal_is_on_the_page() {
    let shelf = Shelf::new();
    let (id, mut writing) = begin_take(&shelf.library, "一。二。三。", 100);
    let Writing { writer, request } = &mut writing;
    writer.logid(*request, "abc").expect("a line");
    writer.mark(*request, 6, 6).expect("a line");
    writing.complete_all();
    shelf.library.rename(&id, "标题").expect("a title");

    let mut names = Vec::new();
    let journal = fs::read_to_string(shelf.dir(&id).join("take.jsonl")).expect("a journal");
    for line in journal.lines() {
        keys(&serde_json::from_str(line).expect("JSON"), &mut names);
    }
    assert!(names.len() > 30, "{names:?}");
    let page = page();
    let missing: Vec<&String> = names.iter().filter(|name| !named(&page, name)).collect();
    assert!(missing.is_empty(), "src/formats.md does not tell of {missing:?}");
    let about = fs::read_to_string(shelf.dir(&id).join("about.json")).expect("about it");
    keys(&serde_json::from_str(&about).expect("JSON"), &mut names);
    assert!(names.iter().rev().take(2).all(|name| page.contains(&format!("\"{name}\""))), "{about}");
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

#[test]
fn every_setting_is_on_the_page() {
    let page = page();
    let settings = serde_json::to_value(Settings::default()).expect("JSON");
    let mut names: Vec<&String> = settings.as_object().expect("an object").keys().collect();
    names.extend(settings["export"].as_object().expect("an object").keys());
    let missing: Vec<&&String> = names.iter().filter(|name| !named(&page, name)).collect();
    assert!(missing.is_empty(), "src/formats.md does not tell of {missing:?}");
}

#[test]
fn every_file_that_is_written_is_on_the_page() {
    let desk = Desk::at(Demo::start());
    let (take, _) = desk.speak(desk.job("留下痕迹。再来一句。"));
    let (gone, _) = desk.speak(desk.job("不要了。"));
    desk.send(Command::RenameTake { id: take.id().into(), title: "标题".into() });
    desk.send(Command::DeleteTakes { ids: vec![gone.id().into()], deletion: Deletion::ToTrash });
    desk.send(Command::SaveSettings(Box::default()));
    desk.takes();
    let home = Home::under(&desk.path(""));
    VoiceCache::new(&home).save("coze.cn", &[]).expect("a list of voices");
    let (_, mut writing) = begin_take(&langsheng::store::Library::new(&home), "有 Opus。", 100);
    writing.writer.packet(writing.request, &[1, 2, 3]).expect("a packet");
    drop(writing);
    drop(desk.engine.commands);
    desk.engine.thread.join().expect("the engine ends");

    let page = page();
    let mut waiting = vec![home.library.parent().expect("a home").to_path_buf()];
    let mut seen = 0;
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_string().expect("a name");
            if entry.file_type().expect("a kind").is_dir() {
                waiting.push(entry.path());
            }
            seen += 1;
            // Names that are made from something: the page gives an example of each.
            let shown = match name.as_str() {
                name if name.starts_with("202") => "20261122-141003-417".to_owned(),
                name if name.len() == "00.jsonl".len() && name.ends_with(".jsonl") => "00.jsonl".to_owned(),
                name if name.starts_with("voices-") => "voices-coze.cn.json".to_owned(),
                name => name.replace("0001", "0000").replace("0002", "0000"),
            };
            assert!(
                page.contains(&format!("`{shown}`")) || page.contains(&format!("`{shown}/`")),
                "{shown} is not on the page"
            );
        }
    }
    assert!(seen > 10);
}
