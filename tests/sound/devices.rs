//! Another device while the sound goes on.

use langsheng::audio::play::device::DeviceChoice;
use langsheng::audio::{Playback, PlayerEvent};

use crate::pulse::{self, RATE, Sound};
use crate::stage::{Stage, assert_part, in_three_tries};
use crate::waves;

/// A second sink.
fn with_another_sink(sound: &Sound) {
    sound.pactl(&["load-module", "module-null-sink", "sink_name=other", "rate=48000", "channels=2", "norewinds=1"]);
    sound.pactl(&["set-default-sink", "ci"]);
}

/// On which sink, by its number, the program is heard.
fn sink_in_use(sound: &Sound) -> String {
    let inputs = sound.pactl(&["list", "short", "sink-inputs"]);
    inputs.lines().next().and_then(|line| line.split('\t').nth(1)).unwrap_or_default().to_owned()
}

fn number_of(sound: &Sound, name: &str) -> String {
    let sinks = sound.pactl(&["list", "short", "sinks"]);
    let line = sinks.lines().find(|line| line.split('\t').nth(1) == Some(name)).expect("the sink");
    line.split('\t').next().unwrap_or_default().to_owned()
}

#[test]
fn another_device_goes_on_at_the_same_sample() {
    pulse::story("devices::another_device_goes_on_at_the_same_sample", |sound| {
        with_another_sink(&sound);
        in_three_tries(|| {
            let samples = waves::chirp(24_000, 5.0, 6_000.0);
            let wanted = waves::ideal(&samples, 24_000, RATE);
            let stage = Stage::finished(24_000, &samples);
            let (mut first, second) = (sound.record(), sound.record_from("other"));
            stage.play(0);
            stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
            first.go_on(RATE as usize * 2);
            stage.control.choose(DeviceChoice::Named("pulseaudio:other".to_owned()));
            stage.until(|event| matches!(event, PlayerEvent::Opened { .. }));
            stage.until_end();
            assert_eq!(stage.position(), samples.len() as u64);
            let (first, second) = (first.end(), second.end());
            let (first, second) = (&first[waves::sounding(&first)], &second[waves::sounding(&second)]);
            // Nothing is left out; what the first device still held may be heard again.
            let both = first.len() + second.len();
            let again = both as f64 - wanted.len() as f64;
            eprintln!("{} and {} samples, {again} of them twice", first.len(), second.len());
            // Where the chirp begins and ends a few samples are too soft to be found.
            assert!((-60.0..4_800.0).contains(&again), "{again}");
            assert_part(first, &wanted[5_000..first.len() - 5_000]);
            assert_part(second, &wanted[wanted.len() - second.len() + 5_000..wanted.len() - 1_000]);
        });
    });
}

#[test]
fn held_sound_stays_where_it_is_on_another_device() {
    pulse::story("devices::held_sound_stays_where_it_is_on_another_device", |sound| {
        with_another_sink(&sound);
        let samples = waves::chirp(24_000, 2.0, 6_000.0);
        let stage = Stage::finished(24_000, &samples);
        let (mut clock, _reader) = (sound.record(), sound.record_from("other"));
        stage.play(0);
        stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
        clock.go_on(RATE as usize / 2);
        stage.control.pause();
        stage.until_state(Playback::Paused);
        clock.go_on(RATE as usize / 4);
        let held = stage.position();
        stage.control.choose(DeviceChoice::Named("pulseaudio:other".to_owned()));
        // Opened and held again before anything was given to it.
        stage.control.resume();
        stage.control.pause();
        stage.until(|event| matches!(event, PlayerEvent::Opened { .. }));
        stage.until_state(Playback::Paused);
        assert_eq!(stage.position(), held);
        stage.control.resume();
        stage.until_end();
        assert_eq!(stage.position(), samples.len() as u64);
    });
}

#[test]
fn the_default_device_is_followed_and_a_chosen_one_is_not_left() {
    pulse::story("devices::the_default_device_is_followed_and_a_chosen_one_is_not_left", |sound| {
        with_another_sink(&sound);
        sound.pactl(&["load-module", "module-null-sink", "sink_name=third", "rate=48000", "channels=2", "norewinds=1"]);
        let (ci, other) = (number_of(&sound, "ci"), number_of(&sound, "other"));
        let stage = Stage::finished(24_000, &waves::chirp(24_000, 30.0, 6_000.0));
        let (mut clock, _reader) = (sound.record(), sound.record_from("other"));
        let _third = sound.record_from("third");
        let move_default = |to: &str| {
            sound.pactl(&["set-default-sink", to]);
        };
        stage.play(0);
        stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
        assert_eq!(sink_in_use(&sound), ci);
        move_default("other");
        let before = stage.position();
        clock.go_on(RATE as usize / 2);
        assert_eq!(sink_in_use(&sound), other, "the system's choice is followed");
        assert!(stage.position() > before, "and the sound goes on");

        stage.control.choose(DeviceChoice::Named("pulseaudio:ci".to_owned()));
        stage.until(|event| matches!(event, PlayerEvent::Opened { .. }));
        stage.until_state(Playback::Playing);
        assert_eq!(sink_in_use(&sound), ci);
        move_default("third");
        clock.go_on(RATE as usize / 2);
        assert_eq!(sink_in_use(&sound), ci, "the user's choice stays");

        stage.control.choose(DeviceChoice::Default);
        stage.until(|event| matches!(event, PlayerEvent::Opened { .. }));
        stage.until_state(Playback::Playing);
        assert_eq!(sink_in_use(&sound), number_of(&sound, "third"));
    });
}
