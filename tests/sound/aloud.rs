//! From text to what comes out of the sound device: engine, command line and player together.

use std::time::Duration;

use langsheng::audio::{Playback, PlayerEvent, TakeSample};
use langsheng::demo::{Act, Fault, FaultPoint, Faults, Tones};
use langsheng::engine::{Command, Event, Job, LiveText, Pace};

use super::common::Demo;
use super::common::desk::Desk;
use super::common::program::{Program, ended};
use super::pulse::{self, RATE};
use super::stage::in_three_tries;
use super::waves;

/// Tones at the service's rate, as the sink's monitor should have them.
fn heard_as(samples: &[i16]) -> Vec<f64> {
    waves::ideal(samples, 24_000, RATE)
}

#[test]
fn a_command_is_heard_at_the_sink() {
    pulse::story("aloud::a_command_is_heard_at_the_sink", |sound| {
        in_three_tries(|| {
            let program = Program::at(Demo::start());
            let text = "今天天气不错。我们去公园走走吧！";
            let recording = sound.record();
            let runtime = std::env::var_os("XDG_RUNTIME_DIR").expect("the story's sound server");
            let mut command = program.command(&["speak", text, "--json"]);
            let run =
                ended(command.env("XDG_RUNTIME_DIR", runtime).env_remove("PULSE_SERVER").spawn().expect("it starts"));
            assert_eq!(run.code, 0, "{}", run.stderr);

            let lines = run.lines();
            let at = |name: &str| {
                let line = lines.iter().find(|line| line["event"] == name);
                line.unwrap_or_else(|| panic!("no {name} in {lines:?}"))["t_ms"].as_f64().expect("a time")
            };
            assert!(at("first_delta") <= at("first_sound"), "{lines:?}");
            assert_eq!(lines.last().expect("lines")["event"], "finished");

            let (heard, wanted) = (recording.end(), heard_as(&Tones::text(text, 24_000)));
            let begin = waves::find(&heard, &wanted);
            let end = (begin + wanted.len()).min(heard.len());
            let snr = waves::snr(&heard[begin..end], &wanted[..end - begin]);
            eprintln!("SNR {snr:.1} dB");
            assert!(snr > 60.0, "what is heard is what was said");
        });
    });
}

#[test]
fn a_listener_is_asked_for_no_more_than_is_about_to_be_heard() {
    pulse::story("aloud::a_listener_is_asked_for_no_more_than_is_about_to_be_heard", |_sound| {
        let desk = Desk::at(Demo::start());
        // Each segment is more than a minute of sound.
        let text: String = (0..100).map(|n| format!("这是第{n}句话，说的是今天的天气很不错。")).collect();
        let job = Job { play: true, pace: Pace::AsHeard, ..desk.job(&text) };
        desk.send(Command::Speak(Box::new(job)));
        let take = desk.until(|event| match event {
            Event::Accepted { take, .. } => Some(take),
            _ => None,
        });
        let player = desk.engine.player.clone();
        let (mut sounding, mut complete) = (false, false);
        desk.until(|event| {
            sounding |= matches!(event, Event::Player(PlayerEvent::FirstSound { .. }));
            complete |= matches!(event, Event::Segment { segment: 0, .. });
            (sounding && complete).then_some(())
        });
        let asked = || desk.demo.recorder().notes().connections.len();
        assert_eq!(asked(), 1, "a minute is ahead; nothing more is needed");

        // Near the end of what is there, the next segment is needed.
        player.seek(take.len() - TakeSample(24_000 * 5));
        desk.until(|event| matches!(event, Event::Segment { segment: 1, .. }).then_some(()));
        assert_eq!(asked(), 2);

        // Who wants the whole of it as a file gets it at full speed.
        let path = desk.path("all.wav");
        desk.send(Command::Save {
            id: langsheng::engine::SaveId(7),
            take: take.clone(),
            to: Box::new(langsheng::engine::SaveTo::plain(path.clone())),
        });
        let (mut finished, mut saved) = (false, false);
        desk.until(|event| {
            finished |= matches!(event, Event::Finished { .. });
            saved |= matches!(event, Event::Saved { .. });
            (finished && saved).then_some(())
        });
        assert_eq!(asked(), take.header().segments.len());
        assert_eq!(hound::WavReader::open(path).expect("a WAV").duration() as u64, take.len());
    });
}

#[test]
fn a_broken_sentence_that_is_being_heard_is_heard_again_from_its_start() {
    pulse::story("aloud::a_broken_sentence_that_is_being_heard_is_heard_again_from_its_start", |sound| {
        in_three_tries(|| {
            // The second sentence breaks off after its first delta, and the connection hangs long enough for it to be heard.
            let faults =
                Faults::on(0, Fault::At(FaultPoint::Delta(14), Act::Close(langsheng::demo::Disconnect::Reset)));
            let desk = Desk::at(Demo::faulty(faults)).with_waits(&[2_500, 1]);
            let text = "今天天气不错。我们去公园走走吧！";
            let recording = sound.record();
            desk.send(Command::Speak(Box::new(Job { play: true, pace: Pace::AsHeard, ..desk.job(text) })));
            desk.until(|event| matches!(event, Event::Player(PlayerEvent::Ended { .. })).then_some(()));
            let heard = recording.end();
            for sentence in ["今天天气不错。", "我们去公园走走吧！"] {
                let wanted = heard_as(&Tones::text(sentence, 24_000));
                let begin = waves::find(&heard, &wanted);
                let end = (begin + wanted.len()).min(heard.len());
                let snr = waves::snr(&heard[begin..end], &wanted[..end - begin]);
                assert!(snr > 25.0, "{sentence} is heard whole: {snr:.1} dB");
            }
        });
    });
}

#[test]
fn a_writer_who_is_slower_than_the_voice_is_waited_for_in_silence() {
    pulse::story("aloud::a_writer_who_is_slower_than_the_voice_is_waited_for_in_silence", |sound| {
        in_three_tries(|| {
            let desk = Desk::at(Demo::start());
            let live = Some(LiveText { quiet_after: Duration::from_secs(600) });
            let job = Job { live, play: true, pace: Pace::AsHeard, ..desk.job("") };
            let id = job.id;
            let recording = sound.record();
            desk.send(Command::Speak(Box::new(job)));
            let sentences = ["今天天气不错。", "我们去公园走走吧！"];
            for sentence in sentences {
                desk.send(Command::Append { job: id, text: sentence.into() });
                // It has been heard to its end, on a connection that is still open.
                let mut sounding = false;
                desk.until(|event| match event {
                    Event::Player(PlayerEvent::State(Playback::Playing)) => {
                        sounding = true;
                        None
                    }
                    Event::Player(PlayerEvent::State(Playback::Buffering)) => sounding.then_some(()),
                    _ => None,
                });
            }
            assert_eq!(desk.demo.recorder().notes().texts(), [""; 0]);
            desk.send(Command::EndText(id));
            desk.until(|event| matches!(event, Event::Player(PlayerEvent::Ended { .. })).then_some(()));
            assert_eq!(desk.engine.player.meter().starved(), 0);
            assert_eq!(desk.demo.recorder().notes().texts(), [sentences.concat()]);
            let heard = recording.end();
            for sentence in sentences {
                let wanted = heard_as(&Tones::text(sentence, 24_000));
                let begin = waves::find(&heard, &wanted);
                let end = (begin + wanted.len()).min(heard.len());
                let snr = waves::snr(&heard[begin..end], &wanted[..end - begin]);
                assert!(snr > 25.0, "{sentence} is heard whole: {snr:.1} dB");
            }
        });
    });
}

/// The file is whole before the sound is over; whoever stops listening then is told that they have it.
#[cfg(unix)]
#[test]
fn a_saved_file_is_named_although_the_playing_was_interrupted() {
    pulse::story("aloud::a_saved_file_is_named_although_the_playing_was_interrupted", |_sound| {
        let program = Program::at(Demo::start());
        let text: String = (0..60).map(|n| format!("这是第{n}句话，说的是今天的天气很不错。")).collect();
        let out = program.path("out.wav");
        let runtime = std::env::var_os("XDG_RUNTIME_DIR").unwrap();
        let mut command = program.command(&["speak", &text, "--json", "--out", out.to_str().unwrap()]);
        let child = command.env("XDG_RUNTIME_DIR", runtime).env_remove("PULSE_SERVER").spawn().unwrap();
        while !out.exists() {
            std::thread::yield_now();
        }
        assert!(std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
        let run = ended(child);
        assert_eq!(run.code, 130, "{}", run.stderr);
        let saved: Vec<i16> = hound::WavReader::open(&out).unwrap().samples().map(Result::unwrap).collect();
        let segments = langsheng::text::Script::new(&text, false).segments(1024);
        assert_eq!(saved, segments.iter().flat_map(|segment| Tones::text(&segment.text, 24_000)).collect::<Vec<_>>());
        assert!(run.stderr.contains(&format!("Saved {}", out.display())), "{}", run.stderr);
        assert_eq!(run.lines().last().unwrap()["event"], "failed");
    });
}
