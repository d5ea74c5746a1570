//! Voices' samples, whose addresses are the service's word: where it may send us, and what it may send.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use langsheng::audio::PreviewId;
use langsheng::engine::{Account, Command, Event, PreviewSource};
use langsheng::protocol::{Connect, Endpoint, ProxyChoice, Token, Voice};
use langsheng::words::{Failure, Lang};

use super::common::Demo;
use super::common::desk::{Desk, samples_of};

/// Asks an engine for the sample of a voice at this address, of this service.
fn ask(desk: &Desk, service: &str, address: &str) -> Result<Vec<i16>, Failure> {
    let connect = Connect {
        endpoint: Endpoint::parse(service).expect("an endpoint"),
        token: Token::parse(Desk::TOKEN).expect("a token"),
        allow_insecure: false,
        proxy: ProxyChoice::default(),
    };
    let account = Account::Service { name: "test".into(), connect };
    let voice = Voice { id: "1".into(), preview_audio: Some(address.to_owned()), ..Voice::default() };
    let of = PreviewSource::Sample { account, voice: Box::new(voice) };
    desk.send(Command::Preview { id: PreviewId(1), of });
    let heard = desk.until(|event| match event {
        Event::PreviewReady { take, .. } => {
            let mut extent = take.extent();
            while extent.growing {
                extent = take.wait(extent.changes);
            }
            // Of one that is not whole it is still to be said why.
            extent.complete.then(|| Ok(samples_of(&take)))
        }
        Event::PreviewFailed { failure, .. } => Some(Err(failure)),
        _ => None,
    });
    if let Err(failure) = &heard {
        let said = failure.text(Lang::Zh) + &failure.text(Lang::En);
        assert!(!said.contains(Desk::TOKEN) && !said.contains("sign=s"), "{said}");
        assert!(!desk.path("cache/samples").exists(), "nothing of it is kept");
    }
    heard
}

/// A server that gives one client these bytes again and again; how many it got rid of.
fn server(head: &str, body: Vec<u8>, times: usize) -> (SocketAddr, Arc<AtomicUsize>, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address");
    let sent = Arc::new(AtomicUsize::new(0));
    let (head, count) = (format!("HTTP/1.1 200 OK\r\n{head}\r\n"), sent.clone());
    let serve = move || {
        let mut stream = listener.accept().expect("a client").0;
        let asked = request(&mut stream);
        let mut good = stream.write_all(head.as_bytes()).is_ok();
        for _ in 0..times {
            good = good && stream.write_all(&body).is_ok();
            count.fetch_add(if good { body.len() } else { 0 }, Ordering::SeqCst);
        }
        asked
    };
    let serving = std::thread::Builder::new().name("samples".into()).spawn(serve).expect("a thread");
    (address, sent, serving)
}

fn request(stream: &mut TcpStream) -> String {
    let mut asked = Vec::new();
    while !asked.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).expect("a whole request");
        asked.push(byte[0]);
    }
    String::from_utf8(asked).expect("text")
}

/// An hour of silence in few bytes: frames of 72 ms at 8 kbit/s, the least there is.
fn frames(count: usize) -> Vec<u8> {
    let mut frame = [0; 72];
    frame[..4].copy_from_slice(&[0xFF, 0xE3, 0x18, 0xC0]);
    frame.repeat(count)
}

fn wav(rate: u32, samples: &[i16]) -> Vec<u8> {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 24_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut file = std::io::Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut file, spec).expect("a header");
    samples.iter().for_each(|sample| writer.write_sample(*sample).expect("a sample"));
    writer.finalize().expect("a WAV");
    let mut bytes = file.into_inner();
    bytes[24..28].copy_from_slice(&rate.to_le_bytes());
    bytes[28..32].copy_from_slice(&(rate * 2).to_le_bytes());
    bytes
}

#[test]
fn an_address_that_is_none_to_be_asked_is_not_asked() {
    let desk = Desk::at(Demo::start());
    let here = desk.demo.address();
    for address in [
        "file:///etc/passwd?sign=s",
        "data:audio/wav;base64,UklGRg==",
        "ftp://lf3.example/p.mp3?sign=s",
        "p.mp3?sign=s",
        "http://lf3.example/p.mp3?sign=s",
        &format!("http://{here}/v1/users/me?sign=s"),
        &format!("https://{here}/v1/users/me?sign=s"),
        &format!("https://lf3.example/{}?sign=s", "a".repeat(1_000_000)),
    ] {
        let refused = ask(&desk, "https://api.coze.cn", address).expect_err("it is refused");
        for (lang, why, todo) in [
            (Lang::Zh, "不是互联网上的 https 地址", "朗读"),
            (Lang::En, "isn’t an https address on the internet", "press Speak"),
        ] {
            let said = refused.text(lang);
            assert!(said.contains(why) && said.contains(todo), "{said}");
        }
    }
    let notes = desk.demo.recorder().notes();
    assert!(notes.calls.is_empty() && notes.connections.is_empty(), "what else is on this machine is not asked");
}

#[test]
fn what_comes_is_bounded_and_has_to_be_sound() {
    let desk = Desk::at(Demo::start());
    let typed = |kind: &str| format!("Content-Type: {kind}\r\nConnection: close\r\n");
    for (head, body, times, why) in [
        (typed("application/json"), b"{\"code\":0,\"data\":{}}".to_vec(), 1, "neither MP3 nor WAV"),
        (typed("audio/mpeg"), Vec::new(), 1, "neither MP3 nor WAV"),
        (typed("audio/mpeg"), b"GIF89a\0\0".repeat(1_000), 1, "neither MP3 nor WAV"),
        (typed("audio/wav"), wav(0, &[0; 100]), 1, "0 Hz"),
        (typed("audio/wav"), wav(2_000_000_000, &[0; 100]), 1, "2000000000 Hz"),
        (typed("audio/wav"), wav(24_000, &[0; 100])[..100].to_vec(), 1, "details:"),
        (typed("audio/mpeg"), frames(100_000), 1, "longer than 300 s"),
        (typed("audio/mpeg"), vec![0; 1 << 20], 100, "longer than 300 s"),
        (format!("Content-Length: {}\r\n", 1_u64 << 40), vec![0; 1 << 20], 100, "longer than 300 s"),
    ] {
        let (address, sent, serving) = server(&head, body, times);
        let service = format!("http://{address}");
        let refused = ask(&desk, &service, &format!("{service}/p.mp3?sign=s")).expect_err(why);
        let said = refused.text(Lang::En);
        assert!(said.contains(why) && said.contains("can’t be played"), "{why}: {said}");
        let asked = serving.join().expect("the server ends");
        assert!(!asked.contains(Desk::TOKEN) && asked.starts_with("GET /p.mp3?sign=s "), "{asked}");
        // What the two systems hold on the way comes on top of the limit of 8 MiB.
        assert!(sent.load(Ordering::SeqCst) < 32 << 20, "{why}: {sent:?}");
    }
    let sound: Vec<i16> = (0..24_000).map(|n| n as i16).collect();
    let (address, _, serving) = server(&typed("audio/wav"), wav(24_000, &sound), 1);
    let service = format!("http://{address}");
    assert_eq!(ask(&desk, &service, &format!("{service}/p.mp3?sign=s")).expect("a sample"), sound);
    serving.join().expect("the server ends");
}

/// A server that gives the beginning of a file, and the rest once it is told to; none where it is not told.
fn in_two(body: &[u8], first: usize) -> (SocketAddr, Sender<()>, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address");
    let (go_on, told) = channel::<()>();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
    let (beginning, rest) = (body[..first].to_vec(), body[first..].to_vec());
    let serve = move || {
        let mut stream = listener.accept().expect("a client").0;
        request(&mut stream);
        stream.write_all(&[head.into_bytes(), beginning].concat()).expect("it reads");
        if told.recv().is_ok() {
            stream.write_all(&rest).expect("it reads");
        }
    };
    (address, go_on, std::thread::Builder::new().name("samples".into()).spawn(serve).expect("a thread"))
}

#[test]
fn a_sample_is_heard_while_it_comes_and_kept_once_it_is_whole() {
    let desk = Desk::at(Demo::start());
    let sound: Vec<i16> = (0..48_000).map(|n| (n % 1_000) as i16).collect();
    let mut id = 0;
    let mut begin = |desk: &Desk, address: SocketAddr| {
        id += 1;
        let service = format!("http://{address}");
        let connect = Connect {
            endpoint: Endpoint::parse(&service).expect("an endpoint"),
            token: Token::parse(Desk::TOKEN).expect("a token"),
            allow_insecure: false,
            proxy: ProxyChoice::default(),
        };
        let account = Account::Service { name: "test".into(), connect };
        let voice = Voice { id: "1".into(), preview_audio: Some(format!("{service}/p.wav")), ..Voice::default() };
        let of = PreviewSource::Sample { account, voice: Box::new(voice) };
        desk.send(Command::Preview { id: PreviewId(id), of });
        desk.until(|event| match event {
            Event::PreviewReady { take, .. } => Some(take),
            Event::PreviewFailed { failure, .. } => panic!("{failure:?}"),
            _ => None,
        })
    };
    let file = wav(24_000, &sound);
    let (address, go_on, serving) = in_two(&file, 20_000);
    let take = begin(&desk, address);
    assert!(take.is_growing() && !desk.path("cache/samples").exists(), "it can be heard, and is not kept yet");
    go_on.send(()).expect("the server waits");
    let mut extent = take.extent();
    while extent.growing {
        extent = take.wait(extent.changes);
    }
    assert!(extent.complete && samples_of(&take) == sound);
    serving.join().expect("the server ends");
    // It is kept, and nobody is asked for it again. That is written after it was heard.
    let kept = || {
        std::fs::read_dir(desk.path("cache/samples")).is_ok_and(|mut all| {
            all.any(|one| one.is_ok_and(|one| !one.file_name().to_string_lossy().starts_with('.')))
        })
    };
    while !kept() {
        std::thread::yield_now();
    }
    let again = begin(&desk, address);
    assert!(again.is_complete() && samples_of(&again) == sound);

    // One that breaks off is explained, and nothing of it is kept.
    let (address, go_on, serving) = in_two(&file, 20_000);
    let take = begin(&desk, address);
    drop(go_on);
    let failure =
        desk.until(|event| if let Event::PreviewFailed { failure, .. } = event { Some(failure) } else { None });
    assert!(!take.is_complete() && !failure.text(Lang::En).is_empty());
    serving.join().expect("the server ends");
    let folders = std::fs::read_dir(desk.path("cache/samples")).expect("the folder").count();
    assert_eq!(folders, 1, "only the one that was whole");
}
