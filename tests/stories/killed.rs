//! The program is killed, as by a power cut of its own: whatever it had finished is there, and is not asked for again.

use std::io::{BufRead as _, BufReader};
use std::sync::mpsc;

use langsheng::audio::take::{Missing, Take, TakeWriter};
use langsheng::demo::{Config, Recorder, ServerPace, Tones};
use langsheng::engine;
use langsheng::engine::{Account, Command, Engine, EngineSetup, Event, Patience};
use langsheng::store::Home;
use langsheng::text::Script;
use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::common::Demo;
use super::common::desk::{Desk, end_of_job, samples_of};
use super::common::program::Program;

/// Twelve requests of a few sentences each.
const LIMIT: usize = 160;

fn text() -> String {
    (0..48).map(|n| format!("这是第{n}句话，说完就算数。")).collect()
}

/// Starts the program and kills it when the server has sent so many deltas.
fn killed_after(program: &Program, deltas: usize) {
    let limit = LIMIT.to_string();
    let args = ["speak", "--no-play", "--keep", "--json", "--jobs", "4", "--segment-limit", &limit, &text()];
    let mut child = program.command(&args).spawn().unwrap();
    let (accepted, begun) = mpsc::channel();
    let lines = BufReader::new(child.stdout.take().unwrap());
    // Read to its end, so that the program never waits for us; the first line says that there is a take.
    let reading = move || {
        for _ in lines.lines().map_while(Result::ok) {
            accepted.send(()).ok();
        }
    };
    let reader = std::thread::Builder::new().name("reader".into()).spawn(reading).unwrap();
    begun.recv().expect("the program speaks");
    let sent = |notes: &langsheng::demo::Notes| notes.connections.iter().map(|c| c.deltas).sum::<usize>() >= deltas;
    program.demo.recorder().wait(sent).expect("so many deltas");
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap();
}

/// Asks for the rest in a process that lives.
fn continued(program: &Program, take: &Take) -> Take {
    let home = Home::under(&program.path("home"));
    let patience = Patience::default();
    let setup = EngineSetup { home, demo: engine::Demo::default(), patience, wake: Box::new(|| {}) };
    let engine = Engine::start(setup).unwrap();
    let desk = Desk::at(Demo::start());
    let mut job = Box::new(desk.job_at(&program.demo.endpoint(), ""));
    if let Account::Service { name, .. } = &mut job.account {
        name.clone_from(&take.header().account);
    }
    engine.commands.send(Command::Continue { job, take: take.dir().to_owned() });
    let mut whole = None;
    loop {
        match engine.events.recv().unwrap() {
            Event::Accepted { take, .. } => whole = Some(take),
            event => match end_of_job(event) {
                Some(Event::Finished { .. }) => return whole.unwrap(),
                Some(other) => panic!("{other:?}"),
                None => {}
            },
        }
    }
}

#[test]
fn killed_at_any_moment_a_take_holds_what_was_finished_and_asks_only_for_the_rest() {
    let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let wanted = Tones::text(&text(), 24_000);
    let (script, mut unfinished) = (Script::new(&text(), false), 0);
    for round in 0..16 {
        let recorder = Recorder::new();
        let config = Config { pace: ServerPace::Fast, recorder: Some(recorder.clone()), ..Config::default() };
        let program = Program::at(Demo::with(config));
        let deltas = (rng.next_u64() % 220) as usize;
        killed_after(&program, deltas);

        let [dir] = &program.takes()[..] else { panic!("one take, round {round}") };
        let take = Take::open(dir).unwrap();
        assert_eq!(take.damage(), None, "round {round}");
        let (there, whole) = (samples_of(&take), take.whole().0 as usize);
        assert!(wanted.starts_with(&there), "round {round}: what is there is not what was sent");
        // Opened for writing, the marks that broke off are left out and those that were whole are kept.
        let rest: Vec<Missing> = TakeWriter::resume(dir).unwrap().take().missing();
        unfinished += usize::from(!rest.is_empty());
        if rest.is_empty() {
            assert_eq!(there.len(), wanted.len());
            continue;
        }

        let before = recorder.notes().connections.len();
        let finished = continued(&program, &take);
        assert!(finished.is_complete());
        assert!(samples_of(&finished) == wanted, "round {round}: {} samples were whole", whole);
        let asked: String =
            recorder.notes().connections[before..].iter().flat_map(|connection| connection.texts.clone()).collect();
        let owed: String = rest.iter().map(|missing| &script.spoken()[missing.spoken.clone()]).collect();
        assert_eq!(
            asked.chars().count(),
            owed.chars().count(),
            "round {round}: asked for more or less than was lacking"
        );
    }
    assert!(unfinished > 8, "the program is too fast to be killed: {unfinished}");
}
