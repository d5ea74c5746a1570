//! How long a library of ten thousand takes makes one wait: `cargo bench --bench library`.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used)]

use std::collections::HashSet;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use langsheng::audio::take::{Header, SegmentPlan, TakeEnd, TakeWriter};
use langsheng::store::{Filter, Home, Library, Query, SortBy, TakeInfo, budget, sort};

const TAKES: usize = 10_000;
const PROSE: &str = "清晨的码头很安静，只有海鸥在叫。老陈把船缆解开，回头看了一眼：“该走了。”Nobody answered him.\n";

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::under(folder.path());
    let library = Library::new(&home);
    println!("{:34} {:8.0} ms", "writing the takes", timed(|| fill(&library, TAKES)).0);

    let before = resident();
    let library = Library::new(&home);
    let (ms, takes) = timed(|| library.list().unwrap());
    assert_eq!(takes.len(), TAKES);
    println!("{:34} {ms:8.1} ms", "list, no catalogue");
    println!("{:34} {:8.1} MB", "memory for it", resident() - before);
    let (ms, ()) = timed(|| library.remember());
    let bytes = fs::metadata(home.cache.join("catalogue.jsonl")).unwrap().len() as f64 / 1e6;
    println!("{:34} {ms:8.1} ms  {bytes:.1} MB", "writing the catalogue");

    for _ in 0..3 {
        println!("{:34} {:8.1} ms", "list again", timed(|| library.list().unwrap()).0);
    }
    drop(takes);
    drop(library);
    let before = resident();
    let library = Library::new(&home);
    let (ms, takes) = timed(|| library.list().unwrap());
    println!("{:34} {ms:8.1} ms  {:.1} MB more", "list in a new process", resident() - before);

    library.star(&takes[TAKES / 2].id, true).unwrap();
    println!("{:34} {:8.1} ms", "list after one has changed", timed(|| library.list().unwrap()).0);

    let mut shown: Vec<Arc<TakeInfo>> = takes.clone();
    for by in [SortBy::Date, SortBy::Length, SortBy::Title, SortBy::Voice, SortBy::Size] {
        println!("{:34} {:8.1} ms", format!("sort by {by:?}"), timed(|| sort(&mut shown, by, false)).0);
    }
    for typed in ["码头 第77篇", "ＮＯＢＯＤＹ", "not in any of them"] {
        let filter = Filter { query: Query::new(typed), ..Filter::default() };
        let (ms, found) = timed(|| takes.iter().filter(|take| filter.shows(take)).count());
        println!("{:34} {ms:8.1} ms  {found} found", format!("filter by {typed:?}"));
    }
    let (ms, found) = timed(|| library.find(&Query::new("不可能的结尾"), || false).unwrap().unwrap());
    println!("{:34} {ms:8.1} ms  {} found", "search of the whole texts", found.len());
    let (ms, plan) = timed(|| budget(&takes, 100_000_000));
    println!("{:34} {ms:8.1} ms  {} to go", "budget", plan.remove.iter().collect::<HashSet<_>>().len());
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed().as_secs_f64() * 1000.0, done)
}

/// What this process has in memory, in MB.
fn resident() -> f64 {
    let pages = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<f64>().ok()).unwrap_or(0.0) * 4096.0 / 1e6
}

/// Short texts for the most part, one in twenty a chapter, one in a thousand a book.
fn fill(library: &Library, takes: usize) {
    let voices = ["柔美女友", "Tones", "广州德哥", "爽快思思"];
    for n in 0..takes {
        let times = match n {
            n if n % 1000 == 999 => 8_000,
            n if n % 20 == 19 => 60,
            n => 1 + n % 5,
        };
        let mut text = format!("第{n}篇。{}", PROSE.repeat(times));
        if n % 500 == 499 {
            text.push_str("不可能的结尾");
        }
        let (id, dir) = library.new_take_dir().unwrap();
        let header = Header {
            id,
            created: format!("2026-{:02}-{:02}T10:{:02}:00+08:00", 1 + n % 12, 1 + n % 28, n % 60),
            markdown: false,
            pauses: false,
            voice_id: format!("74{}", n % 4),
            voice_name: voices[n % 4].into(),
            account: "demo".into(),
            rate: 24_000,
            settings: serde_json::Value::Null,
            parts: None,
            cast: None,
            document: None,
            segments: vec![SegmentPlan { spoken: 0..text.len(), source: 0..text.len(), bytes: text.len() }],
            text,
        };
        let mut writer = TakeWriter::create(&dir, header).unwrap();
        let request = writer.begin(0).unwrap();
        for mark in 0..times.min(200) {
            writer.mark(request, mark * 10, mark * 10).unwrap();
            writer.append(request, &[1; 240]).unwrap();
        }
        writer.complete(request).unwrap();
        writer.end(TakeEnd::Complete).unwrap();
        age(&dir);
    }
}

/// Makes a take as old as those of yesterday, which are believed to stay as they are.
fn age(dir: &Path) {
    let yesterday = SystemTime::now() - Duration::from_secs(86_400);
    for path in [&dir.join("take.jsonl"), dir] {
        File::open(path).unwrap().set_modified(yesterday).unwrap();
    }
}
