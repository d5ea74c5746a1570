//! An hour of PCM from a loopback server through session, codec, take and WAV: CPU seconds and peak memory, beside a bare
//! loop that decodes the same messages and writes the same bytes once.
//!
//! Server and clients are processes of their own, so that each is measured alone. Linux only: the figures are read from
//! `/proc`.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::{SinkExt as _, StreamExt as _};
use langsheng::audio::HeardSample;
use langsheng::engine;
use langsheng::engine::{Account, Engine, EngineSetup, Event, Job, JobId, JobSettings, Patience, SaveTo};
use langsheng::protocol::{Connect, Endpoint, OutputAudio, ProxyChoice, Token};
use langsheng::store::Home;
use serde::Deserialize;
use tokio_tungstenite::tungstenite::Message;

/// Bytes of one delta, as the service mostly sends them (protocol.md §3.2).
const DELTA: usize = 12_000;

/// Deltas in an hour of 24 kHz mono.
const DELTAS: usize = 3_600 * 48_000 / DELTA;

/// How often each client runs; the best run counts, for the machine may be busy.
const RUNS: usize = 5;

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    match (args.next().as_deref(), args.next()) {
        (Some("server"), _) => runtime().block_on(serve()),
        (Some("ours"), Some(address)) => ours(&address),
        (Some("bare"), Some(address)) => runtime().block_on(bare(&address)),
        _ => compare(),
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

fn compare() {
    let mut server = child(&["server"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut address = String::new();
    BufReader::new(server.stdout.as_mut().unwrap()).read_line(&mut address).unwrap();
    let best = |client: &str| {
        let runs = (0..RUNS).map(|_| {
            let output = child(&[client, address.trim()]).output().unwrap();
            assert!(output.status.success(), "{client}: {}", String::from_utf8_lossy(&output.stderr));
            let text = String::from_utf8(output.stdout).unwrap();
            let mut figures = text.split_whitespace().map(|figure| figure.parse::<f64>().unwrap());
            (figures.next().unwrap(), figures.next().unwrap())
        });
        runs.reduce(|a, b| if b.0 < a.0 { b } else { a }).unwrap()
    };
    let both = std::panic::catch_unwind(|| (best("ours"), best("bare")));
    server.kill().unwrap();
    server.wait().unwrap();
    let (ours, bare) = both.unwrap();
    println!("an hour of PCM ({} MB), best of {RUNS} runs", DELTA * DELTAS / 1_000_000);
    println!("  bare loop, one file:            {:.2} s CPU, {:.1} MB peak", bare.0, bare.1);
    println!("  session, codec, take and WAV:   {:.2} s CPU, {:.1} MB peak", ours.0, ours.1);
    println!("  ratio:                          {:.2}", ours.0 / bare.0);
}

fn child(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(args);
    command
}

/// Prints the CPU seconds and the peak memory of this process, in MB.
fn report() {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit(')').next().unwrap();
    let ticks: Vec<f64> = after_name.split_whitespace().skip(11).take(2).map(|field| field.parse().unwrap()).collect();
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kib: f64 = peak.split_whitespace().next().unwrap().parse().unwrap();
    // The kernel counts in hundredths of a second for every process (USER_HZ).
    println!("{} {}", (ticks[0] + ticks[1]) / 100.0, kib / 1024.0);
}

/// The service's half, reduced to what costs the client something.
async fn serve() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    std::io::stdout().flush().unwrap();
    let samples: Vec<u8> = (0..DELTA).map(|n| (n * 7 % 251) as u8).collect();
    let detail =
        r#""detail":{"logid":"021795312000123fdbddc0300aa01b2000000000000000c41d7e9","respond_at":"1795312000602"}"#;
    let event = |name: &str, data: &str| {
        Message::text(format!(
            r#"{{"event_type":"{name}","id":"7f3c9e14-0d52-4a8b-9c61-2e8f5d7a4b13",{data}{detail}}}"#
        ))
    };
    let delta = event("speech.audio.update", &format!(r#""data":{{"delta":"{}"}},"#, STANDARD.encode(samples)));
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let mut socket = tokio_tungstenite::accept_async(stream).await.unwrap();
        socket.send(event("speech.created", "")).await.unwrap();
        for _ in 0..DELTAS {
            socket.feed(delta.clone()).await.unwrap();
        }
        socket.send(event("speech.audio.completed", "")).await.unwrap();
        while let Some(Ok(_)) = socket.next().await {}
    }
}

/// The program's own way.
fn ours(address: &str) {
    let dir = tempfile::tempdir().unwrap();
    let setup = EngineSetup {
        home: Home::under(dir.path()),
        demo: engine::Demo::default(),
        patience: Patience::default(),
        wake: Box::new(|| {}),
    };
    let engine = Engine::start(setup).unwrap();
    let connect = Connect {
        endpoint: Endpoint::parse(&format!("ws://{address}")).unwrap(),
        token: Token::parse("token").unwrap(),
        allow_insecure: false,
        proxy: ProxyChoice::default(),
    };
    let out = dir.path().join("out.wav");
    let output = OutputAudio { speech_rate: Some(-50), ..OutputAudio::default() };
    let settings = JobSettings { output, reuse: false, sessions: 1, ..JobSettings::default() };
    let job = Job {
        // As many characters as an hour of slow speech may be made of: more sound than that is refused.
        text: "An hour of sound. ".repeat(33),
        save: Some(SaveTo::plain(out.clone())),
        ..Job::new(JobId(1), Account::Service { name: "bench".into(), connect }, settings)
    };
    engine.commands.send(engine::Command::Speak(Box::new(job)));
    let saved = engine.events.iter().find_map(|event| match event {
        Event::Saved { samples, .. } => Some(samples),
        Event::Failed { failure, .. } | Event::SaveFailed { failure, .. } => panic!("{failure:?}"),
        _ => None,
    });
    assert_eq!(saved, Some(HeardSample((DELTA * DELTAS / 2) as u64)));
    // All samples, a header, and tags that hold the text too.
    let rest = fs::metadata(out).unwrap().len() - (DELTA * DELTAS) as u64;
    assert!(rest < 3_000, "{rest} bytes beside the sound");
    report();
}

#[derive(Deserialize)]
struct Frame<'a> {
    event_type: &'a str,
    #[serde(borrow)]
    data: Option<Delta<'a>>,
}

#[derive(Deserialize)]
struct Delta<'a> {
    delta: &'a str,
}

/// The least that a client can do.
async fn bare(address: &str) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("out.pcm");
    let mut file = fs::File::create(&path).unwrap();
    let (mut socket, _) = tokio_tungstenite::connect_async(format!("ws://{address}")).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(message) = socket.next().await {
        let Message::Text(text) = message.unwrap() else { continue };
        let frame: Frame<'_> = serde_json::from_str(&text).unwrap();
        match frame {
            Frame { data: Some(data), .. } => {
                bytes.clear();
                STANDARD.decode_vec(data.delta, &mut bytes).unwrap();
                file.write_all(&bytes).unwrap();
            }
            Frame { event_type: "speech.audio.completed", .. } => break,
            Frame { .. } => {}
        }
    }
    assert_eq!(fs::metadata(Path::new(&path)).unwrap().len(), (DELTA * DELTAS) as u64);
    report();
}
