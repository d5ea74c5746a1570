//! How soon a sentence that has just been finished is on its way, and heard of: `cargo bench --bench follow`.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use langsheng::demo::{Config, Recorder, ServerPace, Tones};
use langsheng::engine::{
    Account, Command, Demo, Engine, EngineSetup, Event, Job, JobId, JobSettings, LiveText, Patience,
};
use langsheng::store::Home;

/// Sentences that are written one after the other.
const SENTENCES: usize = 200;

fn main() {
    let folder = tempfile::TempDir::new().unwrap();
    let recorder = Recorder::default();
    let config = Config { pace: ServerPace::Fast, recorder: Some(recorder.clone()), ..Config::default() };
    let setup = EngineSetup {
        home: Home::under(folder.path()),
        demo: Demo { config, voice: Arc::new(Tones) },
        patience: Patience::default(),
        wake: Box::new(|| {}),
    };
    let engine = Engine::start(setup).unwrap();
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
    tell("end mark written to append at the server", sent);
    tell("end mark written to its first samples in the take", sounded);
    engine.commands.send(Command::EndText(id));
    while !matches!(engine.events.recv().unwrap(), Event::Finished { .. }) {}
    let connections = recorder.notes().connections.len();
    println!("{SENTENCES} sentences of {} bytes in all, on {connections} connections", take.text().len());
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{what}: {:.2} ms in the median, {:.2} ms at worst", ms(median), ms(worst));
    assert!(median < Duration::from_millis(5), "a sentence waits");
}
