//! The engine's thread reads and writes no files that it could have to wait for. Linux counts what each thread moves.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

use langsheng::engine::{
    Batch, BatchCommand, BatchOrder, Command, Demo, Engine, EngineSetup, Event, Patience, SaveOrder,
};
use langsheng::store::{Home, Settings};

use super::common::Demo as Server;
use super::common::desk::Desk;

/// Longer than anything here takes; only a hang reaches it.
const HANG: Duration = Duration::from_secs(60);

/// Files in the queue.
const FILES: usize = 300;

/// How many bytes this thread has read from files and written to them; `None` where the system does not count.
fn moved() -> Option<u64> {
    let counted = fs::read_to_string("/proc/thread-self/io").ok()?;
    let number = |name: &str| counted.lines().find_map(|line| line.strip_prefix(name)?.trim().parse::<u64>().ok());
    Some(number("rchar:")? + number("wchar:")?)
}

/// An engine, and what its own thread has moved when it has told something.
fn counting(home: &Home) -> (Engine, mpsc::Receiver<u64>) {
    let (counted, counts) = mpsc::channel();
    let wake = Box::new(move || {
        if std::thread::current().name() == Some("engine") {
            counted.send(moved().unwrap_or_default()).ok();
        }
    });
    let setup = EngineSetup { home: home.clone(), demo: Demo::default(), patience: Patience::default(), wake };
    (Engine::start(setup).expect("an engine"), counts)
}

fn batch(engine: &Engine, mut wanted: impl FnMut(&Batch) -> bool) -> Batch {
    loop {
        match engine.events.recv_timeout(HANG).expect("the engine goes on") {
            Event::Batch(batch) if wanted(&batch) => return *batch,
            _ => {}
        }
    }
}

fn end(engine: Engine) {
    let Engine { commands, thread, .. } = engine;
    drop(commands);
    thread.join().expect("an end");
}

#[test]
fn the_loop_leaves_settings_and_the_queue_to_others() {
    if moved().is_none() {
        return eprintln!("this system does not count what a thread moves");
    }
    let folder = tempfile::tempdir().unwrap();
    let home = Home::under(folder.path());
    let files: Vec<PathBuf> = (0..FILES).map(|n| folder.path().join(format!("{n}.txt"))).collect();
    files.iter().for_each(|file| fs::write(file, "One. Two. Three.").unwrap());
    let desk = Desk::at(Server::start());
    let order = BatchOrder {
        files,
        folder: folder.path().join("out"),
        template: String::new(),
        order: SaveOrder::default(),
        join: None,
        encoding: None,
        job: desk.job(""),
    };
    let (engine, _counts) = counting(&home);
    engine.commands.send(Command::Batch(BatchCommand::Add(Box::new(order))));
    batch(&engine, |batch| batch.items.len() == FILES);
    engine.commands.send(Command::Batch(BatchCommand::Pause));
    batch(&engine, |batch| batch.paused && batch.running.is_none());
    end(engine);
    let journal = fs::metadata(home.queue.with_extension("jsonl")).unwrap().len();
    assert!(journal > 100_000, "{journal}");

    let (engine, counts) = counting(&home);
    let settings = Settings { context: "x".repeat(20_000), ..Settings::default() };
    for _ in 0..10 {
        engine.commands.send(Command::SaveSettings(Box::new(settings.clone())));
    }
    let last = Settings { speech_rate: 7, ..settings };
    engine.commands.send(Command::SaveSettings(Box::new(last.clone())));
    engine.commands.send(Command::Batch(BatchCommand::List));
    let ids = batch(&engine, |batch| batch.items.len() > FILES / 2).items.iter().map(|item| item.id).collect();
    engine.commands.send(Command::Batch(BatchCommand::Remove(ids)));
    batch(&engine, |batch| batch.items.is_empty());
    end(engine);
    let most = counts.iter().max().expect("it has told something");
    assert!(most < 50_000, "{most} bytes");
    assert_eq!(Settings::load(&home), (last, None), "in the order in which they were changed");
}
