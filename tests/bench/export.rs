//! Saving: how many times faster than speech for each format, over twenty minutes; and the memory of ten hours, each in a
//! process of its own. Linux only: the figures are read from `/proc`.
//!
//! Counted is the processor time of that process, so that it does not matter what else the machine does. A slow disk comes on
//! top of it.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

use langsheng::audio::Rendition;
use langsheng::audio::files::export;
use langsheng::audio::files::export::{ExportPlan, ExportTarget, ExportUntil, FileFormat, Mp3};
use langsheng::audio::take::{Header, SegmentPlan, Take, TakeEnd, TakeWriter};

const RATE: u32 = 24_000;

/// What is saved, by the name that the measuring process is given.
fn plans() -> Vec<(&'static str, ExportPlan)> {
    let of = |format| ExportPlan { format, ..ExportPlan::default() };
    vec![
        ("WAV", of(FileFormat::Wav)),
        ("FLAC", of(FileFormat::Flac)),
        ("MP3 V4", of(FileFormat::Mp3(Mp3::Vbr(4)))),
        ("MP3 64 kbit/s", of(FileFormat::Mp3(Mp3::Cbr(64)))),
        ("Opus 32 kbit/s", of(FileFormat::Opus { kbps: 32 })),
        ("WAV at -16 LUFS", ExportPlan { lufs: Some(-16.0), ..ExportPlan::default() }),
        ("WAV at speed 1.5", ExportPlan { speed: 1.5, ..ExportPlan::default() }),
    ]
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [take, name] = &args[..] {
        return measure(Path::new(take), name);
    }
    let folder = tempfile::tempdir().unwrap();
    for (minutes, wanted) in [(20, &[][..]), (600, &["WAV", "FLAC"])] {
        let take = folder.path().join(minutes.to_string());
        speak(&take, minutes);
        println!("{minutes} min at {RATE} Hz:");
        for (name, _) in plans().iter().filter(|(name, _)| wanted.is_empty() || wanted.contains(name)) {
            let output = Command::new(std::env::current_exe().unwrap()).arg(&take).arg(name).output().unwrap();
            assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
            print!("{}", String::from_utf8_lossy(&output.stdout));
        }
    }
}

fn measure(take: &Path, name: &str) {
    let (_, plan) = plans().into_iter().find(|(known, _)| *known == name).unwrap();
    let rendition = Rendition::from(Take::open(take).unwrap());
    let path = take.with_extension(plan.format.ending());
    let before = processor_seconds();
    let target = ExportTarget::open(&path).unwrap();
    let saved = export::export(&[rendition], target, &plan, ExportUntil::End, &|_| ControlFlow::Continue(())).unwrap();
    let took = processor_seconds() - before;
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: f64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    let length = saved.times.range(0).unwrap().end.0 as f64 / f64::from(RATE);
    let mib = path.metadata().unwrap().len() as f64 / 1048576.0;
    println!("  {name:<18} {:>7.0} × real time   {mib:>7.1} MiB   peak {:.1} MiB", length / took, peak / 1024.0);
    std::fs::remove_file(path).unwrap();
}

/// User and system time of the main thread, which does all of it.
fn processor_seconds() -> f64 {
    let spent = std::fs::read_to_string("/proc/self/schedstat").unwrap();
    spent.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1e9
}

/// A take of something like speech, in one segment for each ten minutes.
fn speak(dir: &Path, minutes: usize) {
    let segments = minutes / 10;
    let plan = |n: usize| SegmentPlan { spoken: n * 100..n * 100 + 100, source: n * 100..n * 100 + 100, bytes: 100 };
    let header = Header {
        id: "bench".into(),
        created: "2026-01-02T03:04:05Z".into(),
        parts: None,
        cast: None,
        document: None,
        text: "a".repeat(segments * 100),
        markdown: false,
        pauses: false,
        voice_id: "1".into(),
        voice_name: "bench".into(),
        account: "demo".into(),
        rate: RATE,
        settings: serde_json::Value::Null,
        segments: (0..segments).map(plan).collect(),
    };
    let minute = voice();
    let mut writer = TakeWriter::create(dir, header).unwrap();
    for segment in 0..segments {
        let request = writer.begin(segment).unwrap();
        (0..10).for_each(|_| writer.append(request, &minute).unwrap());
        writer.complete(request).unwrap();
    }
    writer.close(TakeEnd::Complete).unwrap();
}

/// A minute of a voice: harmonics of a pitch that moves, in syllables, with a breath of noise.
fn voice() -> Vec<i16> {
    let (mut phase, mut noise) = (0.0_f64, 1_u32);
    let sample = |n: u32| {
        let at = f64::from(n) / f64::from(RATE);
        phase += (140.0 + 30.0 * (at * 2.1).sin()) / f64::from(RATE);
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let loud = (at * 3.3 * std::f64::consts::PI).sin().max(0.0).sqrt() * if at % 4.0 < 3.4 { 1.0 } else { 0.0 };
        let tones: f64 = (1..20).map(|n| (phase * f64::from(n) * std::f64::consts::TAU).sin() / f64::from(n)).sum();
        ((tones * loud + f64::from(noise >> 16) / 65_536.0 * 0.02) * 6_000.0) as i16
    };
    (0..60 * RATE).map(sample).collect()
}
