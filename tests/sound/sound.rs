//! What is heard, recorded at the monitor of a real sound server's sink.

use langsheng::audio::play::device;
use langsheng::audio::play::device::{DeviceChoice, DeviceError};
use langsheng::audio::take::TakeEnd;
use langsheng::audio::{Decoder, Format, Playback, PlayerEvent, Resampler, TakeSample};

use crate::pulse::{self, RATE};
use crate::stage::{Stage, assert_part, in_three_tries, silence_inside};
use crate::waves;

/// Checks that `heard` is `wanted` and nothing else: 100 dB in each quarter, no click anywhere, not a sample more or less.
fn compare(heard: &[f32], wanted: &[f64]) {
    let at = waves::find(heard, wanted);
    assert!(at + wanted.len() <= heard.len(), "{} samples are missing", at + wanted.len() - heard.len());
    let sound = &heard[at..at + wanted.len()];
    let quarter = wanted.len().div_ceil(4);
    let quarters: Vec<f64> = sound.chunks(quarter).zip(wanted.chunks(quarter)).map(|(a, b)| waves::snr(a, b)).collect();
    let worst = sound.iter().zip(wanted).map(|(a, b)| (f64::from(*a) - b).abs()).fold(0.0, f64::max);
    let outside = heard[..at].iter().chain(&heard[at + wanted.len()..]).filter(|sample| sample.abs() > 1e-4).count();
    eprintln!("SNR by quarter {quarters:.1?} dB; worst sample off by {worst:.1e}; {outside} samples outside");
    assert!(quarters.iter().all(|snr| *snr > 100.0) && worst < 1e-4 && outside == 0);
}

#[test]
fn every_rate_becomes_every_other_without_loss() {
    for from in [8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000] {
        for to in [44_100, 48_000, 96_000] {
            let samples = waves::chirp(from, 1.0, f64::from(from.min(44_100)) * 0.4);
            let mut resampler = Resampler::new(from, to).unwrap();
            let mut out = Vec::new();
            samples.chunks(77).for_each(|chunk| resampler.push(chunk, &mut out));
            resampler.finish(&mut out);
            let wanted = waves::ideal(&samples, from, to);
            assert_eq!(out.len(), wanted.len());
            let snr = waves::snr(&out, &wanted);
            eprintln!("{from} Hz to {to} Hz: {snr:.1} dB");
            assert!(snr > 100.0, "{from} Hz to {to} Hz: {snr:.1} dB");
        }
    }
}

#[test]
fn ragged_deltas_in_three_segments_are_heard_as_one() {
    pulse::story("sound::ragged_deltas_in_three_segments_are_heard_as_one", |sound| {
        in_three_tries(|| {
            let samples = waves::chirp(24_000, 6.0, 9_000.0);
            let mut stage = Stage::new(24_000, 3);
            let mut recording = sound.record();
            stage.play(0);
            for (segment, part) in samples.chunks(samples.len() / 3).enumerate() {
                let request = stage.writer.begin(segment).unwrap();
                let mut decoder = Decoder::new(Format::Pcm, 24_000);
                for delta in waves::ragged(part) {
                    let mut decoded = Vec::new();
                    decoder.push(&delta, &mut decoded).unwrap();
                    stage.writer.append(request, &decoded).unwrap();
                    // The sink's clock keeps the writer a little faster than the sound.
                    recording.go_on(decoded.len());
                }
                stage.writer.complete(request).unwrap();
            }
            stage.writer.close(TakeEnd::Complete).unwrap();
            stage.until_end();
            assert_eq!(stage.position(), samples.len() as u64);
            compare(&recording.end(), &waves::ideal(&samples, 24_000, RATE));
        });
    });
}

#[test]
fn the_devices_own_rate_passes_through_bit_by_bit() {
    pulse::story("sound::the_devices_own_rate_passes_through_bit_by_bit", |sound| {
        in_three_tries(|| {
            let samples = waves::chirp(RATE, 1.0, 9_000.0);
            let stage = Stage::finished(RATE, &samples);
            let recording = sound.record();
            stage.play(0);
            stage.until_end();
            let heard = recording.end();
            let at = waves::find(&heard, &waves::ideal(&samples, RATE, RATE));
            assert!(heard[at..].iter().zip(&samples).all(|(a, b)| *a == f32::from(*b) / 32_768.0));
        });
    });
}

#[test]
fn a_line_that_runs_dry_is_silence_and_goes_on_where_it_stopped() {
    pulse::story("sound::a_line_that_runs_dry_is_silence_and_goes_on_where_it_stopped", |sound| {
        in_three_tries(|| {
            let samples = waves::chirp(24_000, 2.0, 6_000.0);
            let mut stage = Stage::new(24_000, 1);
            let mut recording = sound.record();
            stage.play(0);
            let request = stage.writer.begin(0).unwrap();
            stage.writer.append(request, &samples[..24_000]).unwrap();
            stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
            stage.until_state(Playback::Buffering);
            recording.go_on(RATE as usize / 2);
            assert_eq!(stage.control.meter().starved(), 1, "the silence is counted while it lasts");
            let so_far = stage.control.meter().starved_samples();
            assert!(so_far > u64::from(RATE) / 4, "{} samples of silence are counted", so_far.0);
            stage.writer.append(request, &samples[24_000..]).unwrap();
            stage.finish(request);
            stage.until_end();
            assert_eq!(stage.position(), samples.len() as u64);
            assert_eq!(stage.control.meter().starved(), 1);
            let heard = recording.end();
            let gap = silence_inside(&heard);
            assert!(gap.len() > RATE as usize / 4, "{} samples of silence", gap.len());
            // Together both parts are the whole; the silence begins and ends under a fade of its own.
            let ends = waves::sounding(&heard);
            let given = ends.len() - gap.len();
            assert!(given.abs_diff(2 * samples.len()) < 400, "{given} samples of sound");
            let wanted = waves::ideal(&samples, 24_000, RATE);
            assert_part(&heard[gap.end..], &wanted[60_000..90_000]);
            assert_part(&heard[..gap.start], &wanted[10_000..40_000]);
        });
    });
}

#[test]
fn a_pause_goes_on_where_it_was() {
    pulse::story("sound::a_pause_goes_on_where_it_was", |sound| {
        in_three_tries(|| {
            let samples = waves::chirp(24_000, 2.0, 6_000.0);
            let stage = Stage::finished(24_000, &samples);
            let mut recording = sound.record();
            stage.play(0);
            stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
            recording.go_on(RATE as usize / 2);
            stage.control.pause();
            stage.until_state(Playback::Paused);
            recording.go_on(RATE as usize / 4);
            let held = stage.position();
            recording.go_on(RATE as usize / 4);
            assert_eq!(stage.position(), held, "a pause stands still");
            stage.control.resume();
            stage.until_end();
            let heard = recording.end();
            let gap = silence_inside(&heard);
            let given = waves::sounding(&heard).len() - gap.len();
            assert!(given.abs_diff(2 * samples.len()) < 60, "{given} samples of {}", 2 * samples.len());
            assert_eq!(stage.control.meter().starved(), 0);
        });
    });
}

#[test]
fn a_seek_is_heard_from_there_and_a_finished_take_can_be_heard_again() {
    pulse::story("sound::a_seek_is_heard_from_there_and_a_finished_take_can_be_heard_again", |sound| {
        in_three_tries(|| {
            let samples = waves::chirp(24_000, 3.0, 6_000.0);
            let wanted = waves::ideal(&samples, 24_000, RATE);
            let stage = Stage::finished(24_000, &samples);
            let mut recording = sound.record();
            stage.play(0);
            stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
            recording.go_on(RATE as usize / 4);
            stage.control.seek(TakeSample(48_000));
            stage.until(|event| *event == PlayerEvent::Seeked { position: TakeSample(48_000) });
            stage.until_end();
            let heard = recording.end();
            assert_part(&heard, &wanted[97_000..130_000]);
            assert!(waves::sounding(&heard).len() < 2 * RATE as usize, "what lay between was not heard");

            let recording = sound.record();
            stage.control.seek(TakeSample(0));
            stage.until_end();
            assert_part(&recording.end(), &wanted[1_000..130_000]);
        });
    });
}

#[test]
fn a_stop_ends_the_sound_and_a_new_take_begins_from_its_first_sample() {
    pulse::story("sound::a_stop_ends_the_sound_and_a_new_take_begins_from_its_first_sample", |sound| {
        let stage = Stage::finished(24_000, &waves::chirp(24_000, 5.0, 3_000.0));
        let mut recording = sound.record();
        stage.play(0);
        stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
        recording.go_on(RATE as usize / 4);
        stage.control.stop();
        stage.until_state(Playback::Idle);
        let heard = recording.end();
        assert!(waves::sounding(&heard).len() < RATE as usize, "the rest is not heard");
        in_three_tries(|| {
            let samples = waves::chirp(16_000, 1.0, 6_000.0);
            let second = Stage::finished(16_000, &samples);
            let recording = sound.record();
            stage.player.play(second.writer.take(), Default::default(), TakeSample(0));
            stage.until_end();
            compare(&recording.end(), &waves::ideal(&samples, 16_000, RATE));
        });
    });
}

#[test]
fn a_piece_that_is_left_out_is_heard_anew_from_its_start() {
    pulse::story("sound::a_piece_that_is_left_out_is_heard_anew_from_its_start", |sound| {
        in_three_tries(|| {
            let (whole, broken) = (waves::chirp(24_000, 1.0, 3_000.0), vec![900; 24_000]);
            let anew = waves::chirp(24_000, 1.5, 8_000.0);
            let mut stage = Stage::new(24_000, 1);
            let mut recording = sound.record();
            stage.play(0);
            let request = stage.writer.begin(0).unwrap();
            stage.writer.append(request, &whole).unwrap();
            stage.writer.mark(request, 0, 0).unwrap();
            stage.writer.append(request, &broken).unwrap();
            stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
            while stage.position() < 30_000 {
                recording.go_on(480);
            }
            stage.writer.fail(request).unwrap();
            stage.until_state(Playback::Buffering);
            assert_eq!(stage.position(), 24_000, "back to where the broken piece began");
            recording.go_on(RATE as usize / 4);
            assert_eq!(stage.control.meter().starved(), 1, "the silence after the cut is counted while it lasts");
            let so_far = stage.control.meter().starved_samples();
            assert!(so_far > u64::from(RATE) / 8, "{} samples of silence are counted", so_far.0);
            let request = stage.writer.begin(0).unwrap();
            stage.writer.append(request, &anew).unwrap();
            stage.finish(request);
            stage.until_end();
            let wanted = waves::ideal(&anew, 24_000, RATE);
            assert_part(&recording.end(), &wanted[1_000..70_000]);
            assert_eq!(stage.position(), 60_000);
        });
    });
}

#[test]
fn a_lost_device_pauses_and_comes_back() {
    pulse::story("sound::a_lost_device_pauses_and_comes_back", |mut sound| {
        let stage = Stage::finished(24_000, &waves::chirp(24_000, 2.0, 6_000.0));
        let mut recording = sound.record();
        stage.play(0);
        stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
        recording.go_on(RATE as usize / 4);
        sound.kill_server();
        stage.until(|event| matches!(event, PlayerEvent::Lost(DeviceError::Lost(_))));
        stage.until_state(Playback::Paused);
        let held = stage.position();
        assert!(held > 0 && held < 48_000);
        stage.control.resume();
        stage.until(|event| matches!(event, PlayerEvent::NoDevice(_)));
        stage.until_state(Playback::Paused);
        assert_eq!(stage.position(), held);
        sound.restart_server();
        let recording = sound.record();
        stage.control.resume();
        stage.until_end();
        assert_eq!(stage.position(), 48_000);
        let rest = waves::sounding(&recording.end()).len() as u64;
        let missing = (2 * (48_000 - held)).saturating_sub(rest);
        // A busy machine tears small holes, which only make it longer.
        let longer = rest.saturating_sub(2 * (48_000 - held));
        assert!(missing < 100 && longer < u64::from(RATE) / 10, "{rest} samples after {held}");
    });
}

#[test]
fn a_sink_that_is_removed_is_a_lost_device() {
    pulse::story("sound::a_sink_that_is_removed_is_a_lost_device", |sound| {
        let stage = Stage::finished(24_000, &waves::chirp(24_000, 2.0, 6_000.0));
        let recording = sound.record();
        stage.play(0);
        stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
        drop(recording);
        sound.pactl(&["unload-module", "module-null-sink"]);
        stage.until(|event| matches!(event, PlayerEvent::Lost(_)));
        stage.until_state(Playback::Paused);
        sound.pactl(&["load-module", "module-null-sink", "sink_name=other", "rate=44100"]);
        stage.control.choose(DeviceChoice::Named("pulseaudio:other".to_owned()));
        stage.until(|event| matches!(event, PlayerEvent::Opened { rate: 44_100, .. }));
        stage.until_state(Playback::Playing);
    });
}

#[test]
fn a_program_that_was_stopped_for_a_moment_goes_on_by_itself() {
    pulse::story("sound::a_program_that_was_stopped_for_a_moment_goes_on_by_itself", |sound| {
        let stage = Stage::finished(24_000, &waves::chirp(24_000, 3.0, 6_000.0));
        let mut recording = sound.record();
        stage.play(0);
        stage.until(|event| matches!(event, PlayerEvent::FirstSound { .. }));
        recording.go_on(RATE as usize / 4);
        // As Ctrl-Z and `fg` do. The signal interrupts what waits for the sound server.
        let stop = "kill -STOP $0 && sleep 0.05; kill -CONT $0";
        let told = std::process::Command::new("sh").args(["-c", stop, &std::process::id().to_string()]).status();
        assert!(told.unwrap().success());
        stage.until(|event| match event {
            PlayerEvent::Lost(error) => panic!("given up: {error}"),
            event => matches!(event, PlayerEvent::Ended { .. }),
        });
        assert_eq!(stage.position(), 72_000);
    });
}

#[test]
fn the_end_is_heard_even_if_the_device_is_closed_as_soon_as_it_is_told() {
    pulse::story("sound::the_end_is_heard_even_if_the_device_is_closed_as_soon_as_it_is_told", |sound| {
        in_three_tries(|| {
            let samples = waves::chirp(24_000, 1.0, 6_000.0);
            let stage = Stage::finished(24_000, &samples);
            let recording = sound.record();
            stage.play(0);
            stage.until_end();
            drop(stage);
            compare(&recording.end(), &waves::ideal(&samples, 24_000, RATE));
        });
    });
}

#[test]
fn a_place_that_never_arrives_is_the_end() {
    pulse::story("sound::a_place_that_never_arrives_is_the_end", |sound| {
        let mut stage = Stage::new(24_000, 1);
        let _recording = sound.record();
        stage.play(0);
        stage.control.seek(TakeSample(1_000_000));
        stage.until(|event| matches!(event, PlayerEvent::Seeked { .. }));
        let request = stage.writer.begin(0).unwrap();
        stage.writer.append(request, &[0; 24_000]).unwrap();
        stage.finish(request);
        stage.until_end();
        assert_eq!(stage.position(), 24_000);
    });
}

#[test]
fn a_device_is_chosen_by_its_name() {
    pulse::story("sound::a_device_is_chosen_by_its_name", |sound| {
        sound.pactl(&["load-module", "module-null-sink", "sink_name=other", "rate=44100"]);
        sound.pactl(&["set-default-sink", "ci"]);
        let listed = device::devices().unwrap();
        assert_eq!(
            listed.iter().map(|device| device.id.as_str()).collect::<Vec<_>>(),
            ["pulseaudio:ci", "pulseaudio:other"]
        );
        assert_eq!(listed.iter().map(|device| device.is_default).collect::<Vec<_>>(), [true, false]);
        let stage = Stage::finished(24_000, &waves::chirp(24_000, 0.5, 6_000.0));
        stage.control.choose(DeviceChoice::Named("pulseaudio:other".to_owned()));
        stage.player.prepare();
        stage.until(|event| matches!(event, PlayerEvent::Opened { rate: 44_100, .. }));
        stage.control.choose(DeviceChoice::Named("nowhere".to_owned()));
        stage.play(0);
        stage.until(|event| *event == PlayerEvent::NoDevice(DeviceError::Unknown("nowhere".to_owned())));
        stage.until_state(Playback::Paused);
        let recording = sound.record();
        stage.control.choose(DeviceChoice::Default);
        stage.until(|event| matches!(event, PlayerEvent::Opened { rate: RATE, .. }));
        stage.until_end();
        assert!(!waves::sounding(&recording.end()).is_empty());
    });
}

#[test]
fn without_a_device_the_player_lives() {
    pulse::story_without_server("sound::without_a_device_the_player_lives", || {
        let stage = Stage::finished(24_000, &waves::chirp(24_000, 0.5, 6_000.0));
        stage.player.prepare();
        stage.until(|event| matches!(event, PlayerEvent::NoDevice(_)));
        stage.play(0);
        stage.until(|event| match event {
            PlayerEvent::NoDevice(_) => panic!("told twice"),
            event => *event == PlayerEvent::State(Playback::Paused),
        });
        stage.control.resume();
        stage.until(|event| matches!(event, PlayerEvent::NoDevice(_)));
        stage.until_state(Playback::Paused);
        stage.control.seek(TakeSample(100));
        stage.until(|event| *event == PlayerEvent::Seeked { position: TakeSample(100) });
        stage.control.stop();
        stage.until_state(Playback::Idle);
    });
}
