//! A take is written, followed, killed, continued and saved.

mod damage;
mod disk;
mod engine;
mod follow;
mod formats;
mod kill;
pub mod listen;
mod model;
mod redone;
mod versions;

use std::ops::Range;
use std::path::Path;

use langsheng::audio::TakeSample;
use langsheng::audio::take::{Header, SegmentPlan, Take, TakeWriter};

const RATE: u32 = 24_000;

/// A header over `segments` segments of 100 bytes each.
fn header(segments: usize) -> Header {
    Header {
        id: "2026-01-02-1".into(),
        created: "2026-01-02T03:04:05Z".into(),
        parts: None,
        cast: None,
        document: None,
        text: "a".repeat(segments * 100),
        markdown: false,
        pauses: false,
        voice_id: "7426720361733046281".into(),
        voice_name: "柔美女友".into(),
        account: "demo".into(),
        rate: RATE,
        settings: serde_json::json!({ "speech_rate": 0 }),
        segments: (0..segments).map(|i| plan(i * 100..(i + 1) * 100)).collect(),
    }
}

fn plan(range: Range<usize>) -> SegmentPlan {
    SegmentPlan { bytes: range.len(), spoken: range.clone(), source: range }
}

/// A writer in a folder that goes away with the test.
fn writer(segments: usize) -> (tempfile::TempDir, TakeWriter) {
    let folder = tempfile::tempdir().unwrap();
    let writer = TakeWriter::create(&folder.path().join("take"), header(segments)).unwrap();
    (folder, writer)
}

/// Samples that tell where they come from: no two stretches are alike.
fn sound(seed: u64, length: usize) -> Vec<i16> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as i16
    };
    (0..length).map(|_| next()).collect()
}

/// All that can be played, read in uneven steps.
fn played(take: &Take) -> Vec<i16> {
    let (mut reader, mut all, mut block) = (take.reader(), Vec::new(), [0; 997]);
    loop {
        match reader.read(TakeSample(all.len() as u64), &mut block).unwrap() {
            0 => return all,
            samples => all.extend_from_slice(&block[..samples]),
        }
    }
}

/// What another program's reader finds in a WAV.
fn wav(path: &Path) -> Vec<i16> {
    let mut file = hound::WavReader::open(path).unwrap();
    let spec =
        hound::WavSpec { channels: 1, sample_rate: RATE, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    assert_eq!(file.spec(), spec);
    file.samples().collect::<Result<_, _>>().unwrap()
}
