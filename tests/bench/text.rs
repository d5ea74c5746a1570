//! How long a megabyte takes from text to segments: `cargo bench --bench text`.
#![allow(missing_docs, clippy::print_stdout)]

use std::time::Instant;

use langsheng::text::{LIMIT, Script};

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
}
