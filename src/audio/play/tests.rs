//! The reader without a device: what is in its blocks, and which place of the take they name.

use std::sync::Arc;

use crate::audio::TakeSample;
use crate::audio::play::block_reader::{BlockReader, Start};
use crate::audio::play::live::BLOCK;
use crate::audio::play::playback::Play;
use crate::audio::play::waker::ThreadWaker;
use crate::audio::rendition::{PauseSettings, Rendition, SentenceStart};
use crate::audio::take::{Header, SegmentPlan, TakeEnd, TakeWriter};

const HZ: u32 = 24_000;
const DEVICE: u32 = 48_000;

/// How far apart the ticks stand that name places, in samples.
const APART: u64 = HZ as u64 / 2;

/// A soft tone with a loud tick at every half second, and a mark at every second; `seconds` are the text.
fn ticking(seconds: usize) -> (TakeWriter, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let header = Header {
        id: "reader".to_owned(),
        created: "2026-11-22T00:00:00Z".to_owned(),
        text: "x".repeat(seconds),
        markdown: false,
        pauses: false,
        voice_id: "1".to_owned(),
        voice_name: "a clock".to_owned(),
        account: "demo".to_owned(),
        rate: HZ,
        settings: serde_json::Value::Null,
        parts: None,
        cast: None,
        document: None,
        segments: vec![SegmentPlan { spoken: 0..seconds, source: 0..seconds, bytes: seconds }],
    };
    let mut writer = TakeWriter::create(&folder.path().join("take"), header).unwrap();
    let request = writer.begin(0).unwrap();
    let step = std::f64::consts::TAU * 130.0 / f64::from(HZ);
    for second in 0..seconds {
        writer.mark(request, second, second).unwrap();
        let sample = |n: u64| match n % APART {
            6_000..6_040 => 20_000,
            _ => ((n as f64 * step).sin() * 1_500.0) as i16,
        };
        let start = second as u64 * u64::from(HZ);
        let samples: Vec<i16> = (start..start + u64::from(HZ)).map(sample).collect();
        writer.append(request, &samples).unwrap();
    }
    writer.complete(request).unwrap();
    writer.end(TakeEnd::Complete).unwrap();
    (writer, folder)
}

fn start(speed: f32) -> Start {
    Start { generation: 1, range: TakeSample::ZERO..TakeSample::MAX, rate: DEVICE, speed, repeat: None }
}

/// What the device gets: each sample with the place it names.
fn give(reader: &mut BlockReader, blocks: usize) -> Vec<(u64, f32)> {
    let mut given = Vec::new();
    for _ in 0..blocks {
        let Some(block) = reader.block().unwrap() else { break };
        given.extend(block.samples[..block.len].iter().enumerate().map(|(at, sample)| (block.position(at).0, *sample)));
    }
    given
}

/// How far the named places of the ticks are from the true ones at worst, in ms, and how many ticks there were.
fn worst(given: &[(u64, f32)]) -> (f64, usize) {
    let (mut worst, mut ticks, mut at) = (0_u64, 0, 0);
    while let Some(next) = given[at..].iter().position(|(_, sample)| *sample > 0.25) {
        let named = given[at + next].0;
        let inside = (named + APART - 6_000) % APART;
        worst = worst.max(inside.min(APART - inside));
        ticks += 1;
        at += next + DEVICE as usize / 50;
        if at >= given.len() {
            break;
        }
    }
    (worst as f64 * 1e3 / f64::from(HZ), ticks)
}

#[test]
fn the_place_that_is_named_is_the_one_that_is_heard_at_any_speed_and_across_pauses() {
    let (writer, _folder) = ticking(20);
    let sentences: Arc<[SentenceStart]> =
        (0..20).map(|spoken| SentenceStart { spoken, paragraph: spoken % 2 == 1, pause_ms: 0 }).collect();
    for joins in [PauseSettings::default(), PauseSettings { sentence_ms: 130, paragraph_ms: 410, trim: false }] {
        let rendition = Rendition::new(writer.take(), joins, sentences.clone());
        for speed in [0.5, 0.7, 1.0, 1.3, 2.0, 3.0] {
            let mut reader = BlockReader::new(&rendition, start(speed)).unwrap();
            let given = give(&mut reader, usize::MAX);
            let (worst, ticks) = worst(&given);
            // Fast, a tick may be left out together with its period.
            assert!(reader.has_ended() && ticks >= 15, "{ticks} ticks");
            assert!(worst < 20.0, "{worst:.1} ms beside at {speed} with {joins:?}");
            assert!(given.windows(2).all(|pair| pair[1].0 + 2 > pair[0].0), "it does not jump back");
            let pauses = f64::from(joins.sentence_ms * 10 + joins.paragraph_ms * 9) / 1e3;
            let wanted = (20.0 + pauses) / f64::from(speed);
            let seconds = given.len() as f64 / f64::from(DEVICE);
            assert!((seconds / wanted - 1.0).abs() < 0.03, "{seconds:.2} s instead of {wanted:.2} at {speed}");
        }
    }
}

#[test]
fn the_last_block_names_the_end_of_the_take() {
    let (writer, _folder) = ticking(2);
    for speed in [0.5, 1.0, 1.7, 3.0] {
        let mut reader = BlockReader::new(&Rendition::from(writer.take()), start(speed)).unwrap();
        let last = std::iter::from_fn(|| reader.block().unwrap()).last().unwrap();
        assert!(last.last);
        assert_eq!(last.position(last.len), u64::from(2 * HZ), "at {speed}");
    }
}

#[test]
fn a_place_that_a_take_did_not_come_to_is_its_end_also_if_it_ends_just_before_the_sound_begins() {
    let (writer, _folder) = ticking(2);
    let waker = ThreadWaker::new(Arc::default(), std::thread::current());
    let mut play = Play::new(Rendition::from(writer.take()), TakeSample(1_000_000), waker);
    assert!(play.may_begin(1.0), "it does not grow any more");
    let reader = play.begin(1, DEVICE, 1.0).unwrap();
    let last = reader.block().unwrap().expect("an empty block that ends it");
    assert!(last.last && last.position(last.len) == 2 * u64::from(HZ), "at {}", last.position(last.len).0);
}

#[test]
fn the_speed_may_change_at_any_block() {
    let (writer, _folder) = ticking(30);
    let mut reader = BlockReader::new(&Rendition::from(writer.take()), start(1.0)).unwrap();
    let mut given = Vec::new();
    for speed in [1.0, 2.0, 0.5, 3.0, 1.0, 1.1, 0.9, 2.5, 1.0] {
        reader.set_speed(speed);
        given.extend(give(&mut reader, DEVICE as usize / BLOCK));
    }
    let (worst, ticks) = worst(&given);
    assert!(worst < 20.0 && ticks > 15, "{worst:.1} ms beside in {ticks} ticks");
    let steepest = given.windows(2).map(|pair| (pair[1].1 - pair[0].1).abs()).fold(0.0, f32::max);
    assert!(steepest < 0.6, "only the ticks are steep: {steepest}");
}

#[test]
fn what_is_repeated_goes_round_at_any_speed() {
    let (writer, _folder) = ticking(10);
    for speed in [0.5, 1.0, 2.0] {
        let range = 4 * u64::from(HZ)..5 * u64::from(HZ);
        let repeat = TakeSample(range.start)..TakeSample(range.end);
        let start = Start { range: repeat.start..TakeSample::MAX, repeat: Some(repeat), ..start(speed) };
        let mut reader = BlockReader::new(&Rendition::from(writer.take()), start).unwrap();
        let given = give(&mut reader, 5 * DEVICE as usize / BLOCK);
        let rounds = given.windows(2).filter(|pair| pair[1].0 + 20_000 < pair[0].0).count();
        // The last round may be just about to end.
        assert!(rounds.abs_diff((5.0 * speed) as usize) <= 1, "{rounds} rounds at {speed}");
        assert!(given.iter().all(|(at, _)| *at >= range.start && *at < range.end + 800), "inside of the range");
        assert!(worst(&given).0 < 20.0);
        reader.repeat(None);
        let rest = give(&mut reader, usize::MAX);
        assert!(reader.has_ended() && rest.last().unwrap().0 > 10 * u64::from(HZ) - 200);
    }
}
