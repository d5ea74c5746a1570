//! Being told to slow down is no failure.

use std::fs;
use std::time::Duration;

use langsheng::demo::{Config, Fault, Faults, ServerPace, Tones};
use langsheng::engine::{BatchCommand, BatchOrder, BatchState, Command, Event, Job, JobId, JobSettings, SaveOrder};
use langsheng::words::Class;

use crate::common::Demo;
use crate::common::desk::{Desk, end_of_job, samples_of, settings};

const TEXT: &str = "今天天气不错。";

/// Every way in which the service says it.
fn wishes() -> [Fault; 6] {
    let too_fast = |retry_after| Fault::Refuse { status: 429, retry_after };
    let codes = [3003, 4013, 429].map(Fault::error_before_audio);
    let [a, b, c] = codes;
    [a, b, c, too_fast(None), too_fast(Some(0)), Fault::Refuse { status: 503, retry_after: Some(0) }]
}

#[test]
fn it_costs_no_try_in_whatever_way_it_is_said() {
    for wish in wishes() {
        let desk = Desk::at(Demo::faulty(Faults::first(9, wish.clone()))).with_waits(&[]);
        let (take, last) = desk.speak(desk.job(TEXT));
        assert!(matches!(last, Event::Finished { .. }), "{wish:?}: {last:?}");
        assert_eq!(samples_of(&take), Tones::text(TEXT, 24_000), "{wish:?}");
        assert_eq!(desk.demo.recorder().notes().connections.len(), 10, "{wish:?}");
    }
}

#[test]
fn the_waits_grow_and_have_an_end_and_are_told() {
    let desk = Desk::at(Demo::faulty(Faults::every(Fault::refuse(429)))).with_slow(&[1, 20, 60]);
    desk.send(Command::Speak(Box::new(desk.job(TEXT))));
    let mut waits = Vec::new();
    let last = desk.until(|event| match event {
        Event::Retrying { wait, failure, .. } => {
            assert_eq!(failure.class, Class::Pace);
            waits.push(wait);
            None
        }
        other => end_of_job(other),
    });
    let Event::Failed { failure, .. } = last else { panic!("{last:?}") };
    assert_eq!((failure.class, waits.len()), (Class::Pace, 3));
    assert!(waits.is_sorted() && waits[2] >= Duration::from_millis(60), "{waits:?}");
    assert_eq!(desk.demo.recorder().notes().connections.len(), 4);
}

#[test]
fn a_wait_that_is_asked_for_is_kept_and_stop_ends_it_at_once() {
    let desk = Desk::at(Demo::faulty(Faults::every(Fault::Refuse { status: 429, retry_after: Some(600) })));
    desk.send(Command::Speak(Box::new(desk.job(TEXT))));
    let wait = desk.until(|event| match event {
        Event::Retrying { wait, .. } => Some(wait),
        _ => None,
    });
    assert!(wait >= Duration::from_secs(600), "{wait:?}");
    desk.send(Command::Stop(JobId(1)));
    assert!(matches!(desk.until(end_of_job), Event::Stopped { .. }));
    assert_eq!(desk.demo.recorder().notes().connections.len(), 1);
}

#[test]
fn fewer_are_asked_for_at_once() {
    let faults = Faults::first(1, Fault::error_before_audio(4013));
    let desk = Desk::at(Demo::with(Config { faults, pace: ServerPace::Fast, ..Config::default() }));
    let (take, last) =
        desk.speak(Job { settings: JobSettings { sessions: 1, ..settings() }, ..desk.job(&TEXT.repeat(200)) });
    assert!(matches!(last, Event::Finished { .. }) && take.is_complete(), "{last:?}");
    let desk = Desk::at(Demo::with(Config { concurrency: 1, pace: ServerPace::Fast, ..Config::default() }));
    let (take, last) =
        desk.speak(Job { settings: JobSettings { sessions: 8, ..settings() }, ..desk.job(&TEXT.repeat(400)) });
    assert!(matches!(last, Event::Finished { .. }) && take.is_complete(), "{last:?}");
    let notes = desk.demo.recorder().notes();
    let segments = take.receipt().segments.len();
    // Once all of them together, and then one after the other.
    assert!(notes.connections.len() <= segments + 12, "{} for {segments}", notes.connections.len());
}

fn queue(desk: &Desk) {
    for name in ["a", "b", "c"] {
        fs::write(desk.path(&format!("{name}.txt")), format!("{name}。{TEXT}")).expect("a file");
    }
    let files = ["a.txt", "b.txt", "c.txt"].map(|name| desk.path(name)).to_vec();
    let (folder, job) = (desk.path("out"), desk.job(""));
    let order = BatchOrder {
        files,
        folder,
        template: String::new(),
        order: SaveOrder::default(),
        join: None,
        encoding: None,
        job,
    };
    desk.send(Command::Batch(BatchCommand::Add(Box::new(order))));
}

#[test]
fn the_queue_waits_and_none_of_its_files_fails() {
    let desk = Desk::at(Demo::faulty(Faults::every(Fault::refuse(429)))).with_slow(&[600_000]);
    queue(&desk);
    let batch = desk.until(|event| match event {
        Event::Batch(batch) if batch.slowed.is_some() => Some(batch),
        _ => None,
    });
    let slowed = batch.slowed.as_ref().expect("it waits");
    assert_eq!(slowed.failure.class, Class::Pace);
    assert!(!batch.paused && batch.items.iter().all(|item| !matches!(item.state, BatchState::Failed(_))), "{batch:?}");
    // It can be ended at once, and goes on later.
    desk.send(Command::Batch(BatchCommand::Pause));
    let batch = desk.until(|event| match event {
        Event::Batch(batch) if batch.paused && batch.slowed.is_none() => Some(batch),
        _ => None,
    });
    assert!(batch.items.iter().all(|item| item.state == BatchState::Waiting), "{batch:?}");
    assert_eq!(desk.demo.recorder().notes().connections.len(), 1, "for all three files");
}

#[test]
fn the_queue_goes_on_when_it_may_and_is_held_up_when_patience_ends() {
    let desk = Desk::at(Demo::faulty(Faults::first(7, Fault::error_before_audio(3003)))).with_waits(&[]);
    queue(&desk);
    let batch = desk.until(|event| match event {
        Event::Batch(batch) if batch.items.iter().filter(|item| item.state == BatchState::Done).count() == 3 => {
            Some(batch)
        }
        _ => None,
    });
    assert!(batch.slowed.is_none(), "{batch:?}");
    assert_eq!(desk.demo.recorder().notes().connections.len(), 10);

    let desk = Desk::at(Demo::faulty(Faults::every(Fault::error_before_audio(3003)))).with_slow(&[0, 0]);
    queue(&desk);
    let batch = desk.until(|event| match event {
        Event::Batch(batch) if batch.held_up.is_some() => Some(batch),
        _ => None,
    });
    assert_eq!(batch.held_up.as_ref().map(|failure| failure.class), Some(Class::Pace));
    assert!(batch.items.iter().all(|item| item.state == BatchState::Waiting), "{batch:?}");
    assert_eq!(desk.demo.recorder().notes().connections.len(), 3);
}
