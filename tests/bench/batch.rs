//! What a file of the queue costs beside its sound, however many others there are: `cargo bench --bench batch`.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use langsheng::demo::{Config, SpeakRequest, Synthesizer, VoiceInfo, VoiceKind};
use langsheng::engine::{
    Account, BatchCommand, BatchOrder, BatchState, Command, Engine, EngineSetup, Event, Job, JobId, JobSettings,
    Patience, SaveOrder,
};
use langsheng::protocol::{Connect, Endpoint, ProxyChoice, Token};
use langsheng::store::Home;
use langsheng::{demo, engine};

/// How many files there are at most.
const MANY: usize = 10_000;
/// The most that a file may cost, in ms.
const LIMIT: f64 = 5.0;
/// Longer than anything here takes.
const HANG: Duration = Duration::from_secs(600);

/// A tenth of a second for whatever is said: what is measured is the queue.
struct Short;

impl Synthesizer for Short {
    fn voices(&self) -> Vec<VoiceInfo> {
        demo::Tones.voices()
    }

    fn speak(&self, _: &str, request: &SpeakRequest) -> Vec<i16> {
        vec![1_000; request.rate_hz as usize / 10]
    }

    fn kind(&self, _: &str) -> VoiceKind {
        VoiceKind::Placeholder
    }
}

fn main() {
    let mut slow = false;
    for (files, join) in [(100, false), (MANY, false), (MANY, true)] {
        let ms = queue(files, join);
        slow |= ms > LIMIT;
        println!("{files:6} files {:24} {ms:8.2} ms a file", if join { "into one" } else { "each into its own" });
    }
    assert!(!slow, "more than {LIMIT} ms a file");
}

/// Speaks so many files in one queue, with a connection for each.
fn queue(files: usize, join: bool) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let texts = folder.path().join("texts");
    fs::create_dir(&texts).unwrap();
    // The folder of a joined output is the user's own.
    fs::create_dir(folder.path().join("out")).unwrap();
    for n in 0..files {
        fs::write(texts.join(format!("{n}.txt")), "好。").unwrap();
    }
    let (stop, address) = serve();
    let setup = EngineSetup {
        home: Home::under(&folder.path().join("home")),
        demo: engine::Demo::default(),
        patience: Patience::default(),
        wake: Box::new(|| {}),
    };
    let Engine { commands, events, thread, .. } = Engine::start(setup).unwrap();
    let start = Instant::now();
    let order = order(address, texts, folder.path().join("out"), join);
    commands.send(Command::Batch(BatchCommand::Add(Box::new(order))));
    loop {
        match events.recv_timeout(HANG).expect("the queue goes on") {
            Event::Batch(batch) if batch.left == 0 && !batch.items.is_empty() => {
                let failed = batch.items.iter().find(|item| item.state != BatchState::Done);
                assert!(failed.is_none(), "{failed:?}");
                break;
            }
            Event::Batch(batch) => assert!(batch.held_up.is_none(), "{:?}", batch.held_up),
            Event::Notice(failure) => panic!("{failure:?}"),
            _ => {}
        }
    }
    let ms = start.elapsed().as_secs_f64() * 1_000.0 / files as f64;
    drop(commands);
    thread.join().unwrap();
    drop(stop);
    ms
}

/// A demo server, until what it returns is dropped.
fn serve() -> (tokio::sync::oneshot::Sender<()>, String) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    listener.set_nonblocking(true).unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serve = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            let config = Config { pace: demo::ServerPace::Fast, ..Config::default() };
            let shutdown = async {
                stopped.await.ok();
            };
            demo::run(listener, config, Arc::new(Short), shutdown).await;
        });
    };
    std::thread::Builder::new().name("demo server".into()).spawn(serve).unwrap();
    (stop, address)
}

fn order(address: String, texts: PathBuf, out: PathBuf, join: bool) -> BatchOrder {
    let connect = Connect {
        endpoint: Endpoint::parse(&address).unwrap(),
        token: Token::parse("pat_SECRETsecretSECRET").unwrap(),
        allow_insecure: false,
        proxy: ProxyChoice::default(),
    };
    let account = Account::Service { name: "test".into(), connect };
    let settings = JobSettings { voice_name: "Short".into(), reuse: false, sessions: 1, ..JobSettings::default() };
    let job = Job::new(JobId(0), account, settings);
    BatchOrder {
        files: vec![texts],
        join: join.then(|| out.join("book.wav")),
        folder: out,
        template: String::new(),
        order: SaveOrder::default(),
        encoding: None,
        job,
    }
}
