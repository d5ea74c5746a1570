//! What a microphone hears: recorded, with its level and its length, and what becomes of it when the microphone goes.

use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use langsheng::audio::DeviceChoice;
use langsheng::audio::record;

use crate::pulse;

/// A tone into the sink, at a quarter of full scale, for so many seconds.
fn tone(path: &std::path::Path, seconds: u32) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 48_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut file = hound::WavWriter::create(path, spec).expect("a file");
    for n in 0..seconds * 48_000 {
        file.write_sample((8_192.0 * (f64::from(n) * 440.0 / 48_000.0 * std::f64::consts::TAU).sin()) as i16).unwrap();
    }
    file.finalize().expect("a WAV");
}

#[test]
fn a_microphone_is_recorded_at_its_level_and_without_holes() {
    pulse::story("record::a_microphone_is_recorded_at_its_level_and_without_holes", |sound| {
        let dir = tempfile::tempdir().expect("a folder");
        let (played, path) = (dir.path().join("tone.wav"), dir.path().join("deep/recording.wav"));
        tone(&played, 30);
        let found = record::microphones().expect("a list");
        assert!(found.iter().any(|one| one.is_default && one.id.contains("ci.monitor")), "{found:?}");
        let mut playing = Command::new("paplay").arg(&played).stdout(Stdio::null()).spawn().expect("paplay");
        // A clock as fast as the sound.
        let mut clock = sound.record();
        clock.go_on(48_000);
        let (told, ended) = channel();
        let lead = Duration::from_secs(1);
        let recording =
            record::record(DeviceChoice::Default, path.clone(), lead, move |trouble| told.send(trouble).unwrap());
        let recording = recording.expect("a thread");
        while recording.seconds().is_none_or(|seconds| seconds < 0.0) {
            clock.go_on(480);
        }
        assert!((0.2..0.3).contains(&recording.level()), "{}", recording.level());
        while recording.seconds().is_none_or(|seconds| seconds < 3.0) {
            clock.go_on(480);
        }
        let seconds = recording.seconds().expect("it goes on");
        recording.stop();
        assert!(ended.recv_timeout(pulse::PATIENCE).expect("it ends").is_none());
        playing.kill().ok();
        playing.wait().ok();
        let found = record::decode(&std::fs::read(&path).expect("a file")).expect("a recording");
        let length = found.samples.len() as f64 / f64::from(found.rate);
        assert!((seconds..seconds + 1.0).contains(&length), "{length} s of {seconds}");
        let loud =
            found.samples.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / found.samples.len() as f64;
        let level = 20.0 * (loud.sqrt() * std::f64::consts::SQRT_2 / 8_192.0).log10();
        assert!(level.abs() < 0.3, "{level} dB beside the tone");
        // A hole would be a jump between two neighbours.
        let jump = found.samples.windows(2).map(|pair| (i32::from(pair[0]) - i32::from(pair[1])).abs()).max();
        assert!(jump.is_some_and(|jump| jump < 700), "{jump:?}");
    });
}

#[test]
fn what_was_recorded_stays_when_the_microphone_goes() {
    pulse::story("record::what_was_recorded_stays_when_the_microphone_goes", |mut sound| {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("recording.wav");
        let (told, ended) = channel();
        let begun = record::record(DeviceChoice::Default, path.clone(), Duration::ZERO, move |trouble| {
            told.send(trouble).unwrap();
        });
        let recording = begun.expect("a thread");
        let mut clock = sound.record();
        while recording.seconds().is_none_or(|seconds| seconds < 1.0) {
            clock.go_on(480);
        }
        drop(clock);
        sound.kill_server();
        let trouble = ended.recv_timeout(pulse::PATIENCE).expect("it ends");
        assert!(trouble.is_some(), "it says that the microphone is gone");
        let found = record::decode(&std::fs::read(&path).expect("a file")).expect("a recording");
        assert!(found.samples.len() >= found.rate as usize, "{}", found.samples.len());
        assert!(found.samples.iter().all(|sample| *sample == 0), "nothing played");
        let facts = record::examine(&found);
        assert_eq!(facts.findings, [record::RecordingFinding::OnlyZeros], "as from a microphone that may not hear");
    });
}

#[test]
fn without_a_microphone_it_says_so() {
    pulse::story_without_server("record::without_a_microphone_it_says_so", || {
        let dir = tempfile::tempdir().expect("a folder");
        let (told, ended) = channel();
        let path = dir.path().join("recording.wav");
        let begun = record::record(DeviceChoice::Default, path.clone(), Duration::ZERO, move |trouble| {
            told.send(trouble).unwrap();
        });
        begun.expect("a thread");
        let trouble = ended.recv_timeout(pulse::PATIENCE).expect("it ends");
        assert!(trouble.is_some() && !path.exists(), "{trouble:?}");
    });
}
