//! Every switch for a fault does what it says, seen by a client that knows nothing but WebSocket.

use std::time::{Duration, Instant};

use langsheng::demo::{Act, ConnectionEnd, Disconnect, Fault, FaultPoint, Faults, Tones};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::common::Demo;
use crate::common::client::{Client, Next, Round};

const TEXT: &str = "今天天气不错";

/// One round on the first connection of a faulty server.
fn round(faults: Faults) -> Round {
    let demo = Demo::faulty(faults);
    Client::connect(demo.address()).round(TEXT, &Value::Null)
}

fn whole() -> Vec<i16> {
    Tones::text(TEXT, 24_000)
}

#[test]
fn the_upgrade_is_refused() {
    for (status, code) in [(401, 700_012_006), (403, 4101), (404, 4200), (429, 4013), (500, 5000), (502, 5000)] {
        let demo = Demo::faulty(Faults::on(0, Fault::Refuse { status, retry_after: Some(7) }));
        let (found, body, retry) = Client::with(demo.address(), "", Some("Bearer x")).err().expect("a refusal");
        assert_eq!((found, body["code"].as_i64().unwrap(), retry.as_str()), (status, code, "7"));
        // Only the first connection was meant.
        assert_eq!(Client::connect(demo.address()).round(TEXT, &Value::Null).samples(), whole());
        let notes = demo.recorder().notes();
        assert_eq!([notes.connections[0].status, notes.connections[1].status], [status, 101]);
    }
}

#[test]
fn the_upgrade_is_answered_late_or_never() {
    let late = Duration::from_millis(200);
    let demo = Demo::faulty(Faults::on(0, Fault::SlowAnswer(late)).and_on(1, Fault::NeverAnswer));
    let start = Instant::now();
    let mut client = Client::connect(demo.address());
    assert!(start.elapsed() >= late);
    assert_eq!(client.round(TEXT, &Value::Null).samples(), whole());

    let socket = std::net::TcpStream::connect(demo.address()).unwrap();
    let request = "GET /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                   Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    std::io::Write::write_all(&mut &socket, request.as_bytes()).unwrap();
    demo.recorder().wait(|notes| notes.connections.len() == 2).expect("the request arrives");
    socket.set_read_timeout(Some(late)).unwrap();
    let silence = std::io::Read::read(&mut &socket, &mut [0; 16]).expect_err("no answer");
    assert!(matches!(silence.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut));
    drop(socket);
    let notes = demo.recorder().wait(|notes| notes.connections[1].end.is_some()).expect("it is noticed");
    assert_eq!((notes.connections[1].status, notes.connections[1].end), (0, Some(ConnectionEnd::ClientGone)));
}

#[test]
fn deltas_are_odd_or_tiny_and_still_whole() {
    let odd = round(Faults::every(Fault::OddDeltas));
    let sizes = odd.sizes();
    assert!(sizes.len() > 5 && sizes[..sizes.len() - 1].iter().all(|size| size % 2 == 1), "{sizes:?}");
    assert_eq!(odd.samples(), whole());

    let demo = Demo::faulty(Faults::every(Fault::TinyDeltas));
    let tiny = Client::connect(demo.address()).round("嗯", &json!({ "pcm_config": { "sample_rate": 8_000 } }));
    assert!(tiny.sizes().chunks(2).all(|pair| pair[0] == 1 && pair.get(1).is_none_or(|size| *size <= 2)));
    assert_eq!(tiny.samples(), Tones::text("嗯", 8_000));
}

#[test]
fn something_strange_is_said_among_the_audio() {
    let at = |act| round(Faults::on(0, Fault::At(FaultPoint::Delta(2), act)));
    let third = |round: &Round| {
        let mut deltas = round.events.iter().filter(|event| event["event_type"] == "speech.audio.update");
        deltas.nth(2).unwrap().clone()
    };
    let empty = at(Act::Delta(Vec::new()));
    assert_eq!(third(&empty)["data"]["delta"], "");
    assert_eq!(empty.samples(), whole());
    assert!(third(&at(Act::DeltaMissing))["data"].get("delta").is_none());
    assert!(!third(&at(Act::BadBase64))["data"]["delta"].as_str().unwrap().is_ascii());
    let big = at(Act::Big(2_000_000));
    assert!(big.events.iter().any(|event| event.to_string().len() > 2_000_000));
    assert_eq!(big.samples(), whole());
    assert!(matches!(at(Act::Say("{\"event_type\":".into())).end, Some(Next::Garbage(text)) if text.ends_with(':')));
    assert!(matches!(at(Act::Binary(vec![1, 2])).end, Some(Next::Binary(bytes)) if bytes == [1, 2]));
}

#[test]
fn events_have_more_or_less_in_them_than_known() {
    let unknown = round(Faults::every(Fault::UnknownThings));
    assert!(unknown.events.iter().any(|event| event["event_type"] == "speech.audio.viseme"));
    assert!(unknown.events.iter().any(|event| event.get("from_the_future").is_some()));
    assert_eq!(unknown.samples(), whole());

    let untimed = round(Faults::every(Fault::NoRespondAt));
    assert!(untimed.events.iter().all(|event| event["detail"].as_object().unwrap().len() == 1));
    let bare = round(Faults::every(Fault::NoDetail));
    assert!(bare.events.iter().all(|event| event.get("detail").is_none() && event.get("id").is_none()));
    assert_eq!(bare.samples(), whole());

    let faults = Faults::every(Fault::CodeAsText).and_on(0, Fault::error_before_audio(3003));
    assert_eq!(round(faults).events.last().unwrap()["data"]["code"], "3003");
}

#[test]
fn events_come_in_several_frames() {
    let demo = Demo::faulty(Faults::every(Fault::Fragmented));
    let round = Client::connect(demo.address()).round("你好，😀世界", &Value::Null);
    assert_eq!(round.sentences(), ["你好，😀世界。"]);
    assert_eq!(round.samples(), Tones::text("你好，😀世界", 24_000));
}

#[test]
fn events_are_missing_or_doubled() {
    let silent = round(Faults::every(Fault::NoSentenceStart));
    assert!(silent.sentences().is_empty() && silent.samples() == whole());
    let nothing = round(Faults::every(Fault::NoAudio));
    assert_eq!(nothing.order(), ["speech.created", "input_text_buffer.completed", "speech.audio.completed"]);

    let faults = Faults::on(0, Fault::At(FaultPoint::AfterCompleted, Act::Delta(vec![1, 2])))
        .and_on(0, Fault::At(FaultPoint::AfterCompleted, Act::Completed));
    let demo = Demo::faulty(faults);
    let mut client = Client::connect(demo.address());
    assert_eq!(client.round(TEXT, &Value::Null).samples(), whole());
    let after = client.hear();
    assert_eq!((after.order(), after.bytes()), (vec!["speech.audio.update", "speech.audio.completed"], vec![1, 2]));
}

#[test]
fn the_connection_ends_in_every_way_at_every_point() {
    let points = [
        (FaultPoint::BeforeCreated, 0),
        (FaultPoint::BeforeAudio, 2),
        (FaultPoint::Delta(0), 3),
        (FaultPoint::Delta(3), 6),
        (FaultPoint::AfterAudio, usize::MAX),
        (FaultPoint::AfterCompleted, usize::MAX),
    ];
    for (point, events) in points {
        for cut in
            [Disconnect::Code(1011), Disconnect::Code(1000), Disconnect::Empty, Disconnect::Drop, Disconnect::Reset]
        {
            let demo = Demo::faulty(Faults::on(0, Fault::At(point, Act::Close(cut))));
            let mut client = Client::connect(demo.address());
            if events > 0 {
                client.say(&json!({ "event_type": "input_text_buffer.append", "data": { "delta": TEXT } }));
                client.say(&json!({ "event_type": "input_text_buffer.complete" }));
            }
            let mut round = client.hear();
            let completed = round.order().contains(&"speech.audio.completed");
            assert_eq!(completed, point == FaultPoint::AfterCompleted);
            let end = if completed { client.next() } else { round.end.take().unwrap() };
            // What a reset destroys on its way to us is up to the system.
            assert!(
                events == usize::MAX || round.events.len() == events || cut == Disconnect::Reset,
                "{point:?} {cut:?}"
            );
            let right = match (cut, &end) {
                (Disconnect::Code(code), Next::Closed(found)) => *found == Some(code),
                (Disconnect::Empty, Next::Closed(None))
                | (Disconnect::Drop, Next::Gone)
                | (Disconnect::Reset, Next::Reset) => true,
                _ => false,
            };
            assert!(right, "{point:?} {cut:?} {end:?}");
            assert_eq!(demo.recorder().notes().connections[0].end, Some(ConnectionEnd::Server));
        }
    }
}

#[test]
fn an_error_of_any_code_comes_before_or_within_the_audio() {
    for code in [3003, 3010, 3011, 4100, 4101, 5000, 55_000_000, 700_012_006] {
        for (fault, deltas) in [(Fault::error_before_audio(code), 0), (Fault::error_within_audio(4, code), 4)] {
            let round = round(Faults::on(0, fault));
            assert_eq!((round.error(), round.deltas.len()), (Some(code), deltas));
            assert!(matches!(round.end, Some(Next::Closed(None))));
        }
    }
    let own = round(Faults::on(0, Fault::At(FaultPoint::BeforeAudio, Act::ErrorSaying(45_000_000, "no grant".into()))));
    assert_eq!(own.events.last().unwrap()["data"], json!({ "code": 45_000_000, "msg": "no grant" }));
}

#[test]
fn the_audio_stalls_for_a_while_or_for_ever() {
    let time = Duration::from_millis(150);
    let start = Instant::now();
    assert_eq!(round(Faults::on(0, Fault::At(FaultPoint::Delta(3), Act::Stall(time)))).samples(), whole());
    assert!(start.elapsed() >= time);

    let demo = Demo::faulty(Faults::on(0, Fault::At(FaultPoint::BeforeAudio, Act::StallForever)));
    let mut client = Client::connect(demo.address());
    client.say(&json!({ "event_type": "input_text_buffer.append", "data": { "delta": TEXT } }));
    client.say(&json!({ "event_type": "input_text_buffer.complete" }));
    assert_eq!(client.event()["event_type"], "speech.created");
    assert_eq!(client.event()["event_type"], "input_text_buffer.completed");
    assert!(client.hears_nothing_for(time));
    // Alive all the same, and it notices when we go.
    client.send(Message::Ping("there?".into()));
    assert!(matches!(client.next(), Next::Pong));
    drop(client);
    demo.recorder().wait(|notes| notes.open() == 0).expect("the end is noticed");
}

#[test]
fn pings_come_from_the_server_and_stay_unanswered() {
    let demo = Demo::faulty(Faults::on(0, Fault::At(FaultPoint::BeforeCreated, Act::Ping)));
    let mut client = Client::connect(demo.address());
    assert!(matches!(client.next(), Next::Ping));
    assert_eq!(client.round(TEXT, &Value::Null).samples(), whole());

    let stall = Fault::At(FaultPoint::Delta(1), Act::StallForever);
    let demo = Demo::faulty(Faults::every(Fault::IgnorePings).and_on(0, stall));
    let mut client = Client::connect(demo.address());
    client.say(&json!({ "event_type": "input_text_buffer.append", "data": { "delta": TEXT } }));
    client.say(&json!({ "event_type": "input_text_buffer.complete" }));
    client.send(Message::Ping("there?".into()));
    while client.event()["event_type"] != "speech.audio.update" {}
    assert!(client.hears_nothing_for(Duration::from_millis(150)));
    assert_eq!(demo.recorder().notes().connections[0].pings, 0);
}

#[test]
fn opus_comes_in_ogg_pages() {
    let demo = Demo::faulty(Faults::every(Fault::OggPages));
    let round = Client::connect(demo.address()).round(TEXT, &json!({ "codec": "opus" }));
    assert!(round.deltas.iter().all(|delta| delta.starts_with(b"OggS")));
}

#[test]
fn a_script_gives_each_connection_its_own() {
    let faults = Faults::script(vec![vec![Fault::refuse(502)], vec![], vec![Fault::error_before_audio(4009)]]);
    let demo = Demo::faulty(faults);
    assert_eq!(Client::with(demo.address(), "", Some("Bearer x")).err().unwrap().0, 502);
    let round = || Client::connect(demo.address()).round(TEXT, &Value::Null).error();
    assert_eq!([round(), round(), round()], [None, Some(4009), None]);

    let demo = Demo::faulty(Faults::first(2, Fault::refuse(500)));
    for _ in 0..2 {
        assert_eq!(Client::with(demo.address(), "", Some("Bearer x")).err().unwrap().0, 500);
    }
    assert_eq!(Client::connect(demo.address()).round(TEXT, &Value::Null).error(), None);
}
