//! How soon a sentence that has just been finished is on its way, and heard of: `cargo bench --bench follow`.
//!
//! The last figure is taken with a sound server of its own, on a device that is open.
#![allow(missing_docs, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

#[path = "../sound/pulse.rs"]
mod pulse;

use std::sync::Arc;
use std::time::{Duration, Instant};

use langsheng::audio::{PlayerEvent, START_THRESHOLD};
use langsheng::demo::{Config, Recorder, ServerPace, Tones};
use langsheng::engine::{
    Account, Command, Demo, Engine, EngineSetup, Event, Job, JobId, JobSettings, LiveText, Patience,
};
use langsheng::store::Home;

/// Sentences that are written one after the other.
const SENTENCES: usize = 200;

/// Texts of which the first sound is waited for; what the first one waits for is the device.
const TEXTS: usize = 31;

/// An engine at a server that does not wait.
fn start(recorder: Recorder) -> (Engine, tempfile::TempDir) {
    let folder = tempfile::TempDir::new().unwrap();
    let config = Config { pace: ServerPace::Fast, recorder: Some(recorder), ..Config::default() };
    let setup = EngineSetup {
        home: Home::under(folder.path()),
        demo: Demo { config, voice: Arc::new(Tones) },
        patience: Patience::default(),
        wake: Box::new(|| {}),
    };
    (Engine::start(setup).unwrap(), folder)
}

fn main() {
    // The program is run once more for the sound; what is measured first belongs to the first run.
    if std::env::var_os("LANGSHENG_TEST_STORY").is_none() {
        sent_and_received();
    }
    pulse::program("follow", |_sound| heard());
}

/// From the end of a sentence to the first of it that is heard.
fn heard() {
    let (engine, _folder) = start(Recorder::default());
    let mut times = Vec::new();
    for n in 0..TEXTS {
        let id = JobId(n as u64 + 1);
        let live = Some(LiveText::default());
        let job = Job { live, play: true, ..Job::new(id, Account::Demo, JobSettings::default()) };
        engine.commands.send(Command::Speak(Box::new(job)));
        while !matches!(engine.events.recv().unwrap(), Event::Accepted { .. }) {}
        engine.commands.send(Command::Append { job: id, text: format!("第{n}句话，写完就") });
        let start = Instant::now();
        engine.commands.send(Command::Append { job: id, text: "走。".to_owned() });
        let heard = loop {
            if let Event::Player(PlayerEvent::FirstSound { at, .. }) = engine.events.recv().unwrap() {
                break at.saturating_duration_since(start);
            }
        };
        times.extend((n > 0).then_some(heard));
        engine.commands.send(Command::EndText(id));
        while !matches!(engine.events.recv().unwrap(), Event::Player(PlayerEvent::Ended { .. })) {}
    }
    let median = tell("end mark written to its first sample in the callback", times);
    println!("the threshold is {} ms of sound, which this server sends at once", START_THRESHOLD.as_millis());
    assert!(median < START_THRESHOLD + Duration::from_millis(10), "a sentence waits");
}

/// From the end of a sentence to the socket, and to the take.
fn sent_and_received() {
    let recorder = Recorder::default();
    let (engine, _folder) = start(recorder.clone());
    let id = JobId(1);
    let job = Job { live: Some(LiveText::default()), ..Job::new(id, Account::Demo, JobSettings::default()) };
    engine.commands.send(Command::Speak(Box::new(job)));
    let take = loop {
        if let Event::Accepted { take, .. } = engine.events.recv().unwrap() {
            break take;
        }
    };
    let (mut sent, mut sounded) = (Vec::new(), Vec::new());
    for n in 0..SENTENCES {
        let text = format!("第{n}句话，写完就走。");
        let before = take.len();
        let start = Instant::now();
        engine.commands.send(Command::Append { job: id, text });
        let appends = |notes: &langsheng::demo::Notes| notes.connections.iter().map(|one| one.appends).sum::<usize>();
        recorder.wait(|notes| appends(notes) > n).unwrap();
        sent.push(start.elapsed());
        let mut changes = take.extent();
        while changes.len <= before {
            changes = take.wait(changes.changes);
        }
        sounded.push(start.elapsed());
    }
    for (what, times) in [("append at the server", sent), ("its first samples in the take", sounded)] {
        let median = tell(&format!("end mark written to {what}"), times);
        assert!(median < Duration::from_millis(5), "a sentence waits");
    }
    engine.commands.send(Command::EndText(id));
    while !matches!(engine.events.recv().unwrap(), Event::Finished { .. }) {}
    let connections = recorder.notes().connections.len();
    println!("{SENTENCES} sentences of {} bytes in all, on {connections} connections", take.text().len());
}

/// Prints the median, which comes back, and the worst.
fn tell(what: &str, mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{what}: {:.2} ms in the median, {:.2} ms at worst", ms(median), ms(worst));
    median
}
