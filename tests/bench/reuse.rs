//! What it costs to know what need not be asked for, with half a million sentences in the index:
//! `cargo bench --bench reuse`.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use langsheng::demo::{Config, ServerPace, Tones};
use langsheng::engine::{Account, Command, Demo, Engine, EngineSetup, Event, Job, JobId, JobSettings, Patience};
use langsheng::protocol::OutputAudio;
use langsheng::store::{Home, Key, Keys, SentenceIndex};

/// Sentences in the index.
const KNOWN: usize = 500_000;
/// Takes that they are in.
const TAKES: usize = 250;

fn main() {
    let folder = tempfile::TempDir::new().unwrap();
    let home = Home::under(folder.path());
    let pieces = SentenceIndex::new(&home);
    let keys = Keys::new("demo", &OutputAudio::default());
    let key = |n: usize| keys.of(&format!("第{n}句话，不长也不短。"));

    let start = Instant::now();
    for take in 0..TAKES {
        let own = take * KNOWN / TAKES..(take + 1) * KNOWN / TAKES;
        pieces.add(&format!("20250101-{take:06}-000"), &own.map(key).collect::<Vec<_>>()).unwrap();
    }
    println!("made: {KNOWN} sentences of {TAKES} takes in {:.1} s", start.elapsed().as_secs_f64());

    for count in [1, 10, 100, 1_000, 10_000] {
        let wanted: Vec<Key> = (0..count).map(|n| key(n * 97 + 13 * (n % 2) * KNOWN)).collect();
        let (spent, found) = best(|| pieces.find(&wanted).unwrap().len());
        println!("find {count:6} keys: {:8.2} ms, {found} known", ms(spent));
    }
    let text: String = (0..10).map(|n| format!("今天的第{n}件事，其实和昨天的一样。")).collect();
    let one = text.replacen("今天", "明天", 1);
    first_sound(&home, "once", &text, true, None);
    for (what, text, reuse, cold) in [
        ("all new, without reuse", &text, false, true),
        ("all new, with reuse", &text, true, true),
        ("one of ten is new", &one, true, false),
        ("all saved", &text, true, false),
    ] {
        let spent = (0..7).map(|n| first_sound(&home, what, text, reuse, cold.then_some(n))).min().unwrap();
        println!("Speak to the first samples, {what}: {:.1} ms", ms(spent));
    }
}

/// From the command to the first samples in the take, in an engine that has just been started.
fn first_sound(home: &Home, what: &str, text: &str, reuse: bool, cold: Option<usize>) -> Duration {
    let config = Config { pace: ServerPace::Fast, ..Config::default() };
    let setup = EngineSetup {
        home: home.clone(),
        demo: Demo { config, voice: Arc::new(Tones) },
        patience: Patience::default(),
        wake: Box::new(|| {}),
    };
    let engine = Engine::start(setup).unwrap();
    let job = |id: u64, text: String, keep: bool| {
        let settings = JobSettings { reuse, keep, ..JobSettings::default() };
        Job { text, ..Job::new(JobId(id), Account::Demo, settings) }
    };
    // The demo server is started by the first job; that is not what is measured.
    engine.commands.send(Command::Speak(Box::new(job(1, "开始。".into(), false))));
    wait(&engine, |event| matches!(event, Event::Finished { .. }));
    // What was never said: another number in it.
    let text = cold.map_or(text.to_owned(), |n| text.replace("今天", &format!("{what}{n}")));
    let start = Instant::now();
    engine.commands.send(Command::Speak(Box::new(job(2, text, what == "once"))));
    wait(&engine, |event| matches!(event, Event::FirstDelta { job: JobId(2) }));
    let spent = start.elapsed();
    wait(&engine, |event| matches!(event, Event::Finished { .. }));
    drop((engine.commands, engine.player));
    engine.thread.join().unwrap();
    spent
}

fn wait(engine: &Engine, wanted: impl Fn(&Event) -> bool) {
    while !wanted(&engine.events.recv().unwrap()) {}
}

fn best<T>(mut work: impl FnMut() -> T) -> (Duration, T) {
    let mut run = || {
        let start = Instant::now();
        let result = work();
        (start.elapsed(), result)
    };
    (0..5).map(|_| run()).min_by_key(|(spent, _)| *spent).unwrap()
}

fn ms(spent: Duration) -> f64 {
    spent.as_secs_f64() * 1_000.0
}
