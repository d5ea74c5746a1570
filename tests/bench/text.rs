//! How long a megabyte takes from text to segments: `cargo bench --bench text`.
#![allow(missing_docs, clippy::print_stdout)]

use std::time::Instant;

use langsheng::text::{LIMIT, Script, matches};

const CHINESE: &str = "清晨的码头很安静，只有海鸥在叫。老陈把船缆解开，回头看了一眼：“该走了。”没有人回答……\n他想起去年的冬天，雪下得很大，\
    河面结了冰，孩子们在上面跑来跑去！那时候，谁会想到今天呢？\n\n";
const ENGLISH: &str = "Dr. Hale walked to the end of the pier, where the lamp had gone out at 5 p.m. and nobody had come to light it.\n\
    \"Is it broken?\" he asked. No one answered; the sea was at 3.5 degrees, e.g. far too cold for talk.\n\n";

fn main() {
    let mixed = format!("{CHINESE}{ENGLISH}第 3 步：打开 https://example.com/a.b?c=1，然后按 OK。\n");
    let prose = [("Chinese", CHINESE), ("English", ENGLISH), ("mixed", &mixed)];
    let strange =
        [("no marks", "a"), ("one word of 字", "字"), ("accents", "\u{301}"), ("line ends", "\n"), ("stops", "Mr. ")];
    for (name, unit) in prose.into_iter().chain(strange) {
        let text = format!("a{}", unit.repeat((1 << 20) / unit.len()));
        for markdown in [false, true] {
            let (mut best, mut segments, mut sentences) = (f64::MAX, 0, 0);
            for _ in 0..7 {
                let start = Instant::now();
                let script = Script::new(&text, markdown);
                segments = script.segments(LIMIT).len();
                best = best.min(start.elapsed().as_secs_f64() * 1000.0);
                sentences = script.sentences().len();
            }
            let full = text.len() as f64 / LIMIT as f64;
            let kind = if markdown { "Markdown" } else { "plain" };
            println!(
                "{name:15} {kind:9} {best:7.1} ms  {sentences:6} sentences  {segments:5} segments ({:.2} of full ones)",
                segments as f64 / full
            );
        }
    }
    for (name, unit) in [("Chinese", CHINESE), ("English", ENGLISH)] {
        matching(name, unit);
    }
}

/// How long it takes to find the sentences of a megabyte again after paragraphs were inserted, deleted and moved.
fn matching(name: &str, unit: &str) {
    let paragraphs: Vec<String> = (0..(1 << 20) / unit.len()).map(|n| format!("{n}. {unit}")).collect();
    let mut edited = paragraphs.clone();
    let moved: Vec<String> = edited.drain(100..200).collect();
    edited.splice(1_000..1_000, moved);
    edited.insert(50, "A new one. 新的一句。\n".into());
    edited.remove(500);
    let (old, new) = (Script::new(&paragraphs.concat(), false), Script::new(&edited.concat(), false));
    let pieces = |script: &Script| -> Vec<String> {
        script.sentences().iter().map(|one| script.spoken()[one.spoken.clone()].trim().to_owned()).collect()
    };
    let (old, new) = (pieces(&old), pieces(&new));
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
    let (mut best, mut found) = (f64::MAX, 0);
    for _ in 0..7 {
        let start = Instant::now();
        found = matches(&old, &new).iter().flatten().count();
        best = best.min(start.elapsed().as_secs_f64() * 1000.0);
    }
    println!("{name:15} matching  {best:7.1} ms  {found} of {} sentences are found again", new.len());
}
