//! A take of ten hours: opening it, reading anywhere in it, its marks and its wave, and what all that needs of memory.
//!
//! Each part runs in a process of its own, so that its peak memory is its own. Linux only: memory is read from `/proc`.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use langsheng::audio::TakeSample;
use langsheng::audio::take::{Header, SegmentPlan, Take, TakeEnd, TakeWriter, Wave};

const RATE: usize = 24_000;
const SECONDS: usize = 36_000;

/// A sentence of three seconds.
const SENTENCE: &str = "这是一句十来个字的话。";
/// Sentences in a request of at most 1 024 bytes.
const SENTENCES: usize = 30;
const MARK: usize = 3 * RATE;

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    match (args.next().as_deref(), args.next()) {
        (Some(part), Some(dir)) => {
            measure(part, Path::new(&dir));
            println!("    peak memory of the process: {:.1} MB", peak_memory());
        }
        _ => {
            let folder = tempfile::tempdir().unwrap();
            let dir = folder.path().join("take");
            write(&dir);
            println!("a take of ten hours, {SECONDS} s at {RATE} Hz");
            for part in ["open", "read", "wave"] {
                let mut child = Command::new(std::env::current_exe().unwrap());
                assert!(child.arg(part).arg(&dir).status().unwrap().success());
            }
        }
    }
}

fn peak_memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    peak.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1_024.0
}

/// Ten hours, 400 requests of 30 sentences.
fn write(dir: &Path) {
    let requests = SECONDS / 3 / SENTENCES;
    let bytes = SENTENCE.len() * SENTENCES;
    let plan = |n: usize| SegmentPlan { spoken: n * bytes..(n + 1) * bytes, source: n * bytes..(n + 1) * bytes, bytes };
    let header = Header {
        id: "ten-hours".into(),
        created: "2026-01-02T03:04:05Z".into(),
        text: SENTENCE.repeat(requests * SENTENCES),
        markdown: false,
        pauses: false,
        voice_id: "1".into(),
        voice_name: "Bench".into(),
        account: "demo".into(),
        rate: RATE as u32,
        settings: serde_json::Value::Null,
        parts: None,
        cast: None,
        document: None,
        segments: (0..requests).map(plan).collect(),
    };
    let mut writer = TakeWriter::create(dir, header).unwrap();
    let sound: Vec<i16> = (0..MARK).map(|n| ((n as f64 * 0.05).sin() * 8_000.0) as i16).collect();
    let begun = Instant::now();
    for segment in 0..requests {
        let request = writer.begin(segment).unwrap();
        for sentence in 0..SENTENCES {
            let at = segment * bytes + sentence * SENTENCE.len();
            writer.mark(request, at, at).unwrap();
            // As deltas come: a quarter of a second each.
            for delta in sound.chunks(RATE / 4) {
                writer.append(request, delta).unwrap();
            }
        }
        writer.complete(request).unwrap();
    }
    writer.end(TakeEnd::Complete).unwrap();
    let took = begun.elapsed().as_secs_f64();
    println!("written in {took:.1} s, {:.0} × real time", SECONDS as f64 / took);
}

fn measure(part: &str, dir: &Path) {
    let begun = Instant::now();
    let take = Take::open(dir).unwrap();
    let opened = begun.elapsed();
    assert!(take.is_complete());
    match part {
        "open" => println!("  opened in {:.1} ms, {} marks", opened.as_secs_f64() * 1e3, take.marks().len()),
        "read" => {
            let (mut reader, mut block) = (take.reader(), vec![0; 4_800]);
            let mut places = fastrand::Rng::with_seed(1);
            let mut times: Vec<f64> = (0..2_000)
                .map(|_| {
                    let at = TakeSample(places.u64(..take.len().0));
                    let begun = Instant::now();
                    take.mark_at(at).unwrap();
                    take.mark_after(at);
                    reader.read(at, &mut block).unwrap();
                    begun.elapsed().as_secs_f64() * 1e6
                })
                .collect();
            times.sort_by(f64::total_cmp);
            println!(
                "  200 ms of sound and its mark, anywhere: median {:.0} µs, worst {:.0} µs",
                times[1_000], times[1_999]
            );
            let begun = Instant::now();
            let mut at = 0;
            loop {
                match reader.read(TakeSample(at), &mut block).unwrap() {
                    0 => break,
                    read => at += read as u64,
                }
            }
            println!("  read from end to end in {:.2} s", begun.elapsed().as_secs_f64());
        }
        _ => {
            let begun = Instant::now();
            let peaks = Wave::new(take).read(0, usize::MAX).unwrap();
            println!("  wave of {} peaks in {:.0} ms", peaks.len(), begun.elapsed().as_secs_f64() * 1e3);
        }
    }
}
