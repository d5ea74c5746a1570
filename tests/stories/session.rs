//! A session against a server that is scripted down to the byte.

mod raw;
mod refusal;
mod rest;
mod trust;

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use langsheng::protocol::{
    CODES, Connect, Deadlines, Endpoint, ErrorKind, InEffect, Meaning, OutputAudio, Phase, Retry, Session,
    SessionEvent, judge, probe, rest as rest_calls,
};
use langsheng::words::{Class, Lang, service as words};
use raw::{Peer, TEXT, TOKEN, event, listen, open, patient, service};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{CloseCode, Data, OpCode};
use tokio_tungstenite::tungstenite::{Bytes, Message};

use crate::common::Demo;

fn audio(delta: &str) -> Value {
    event("speech.audio.update", json!({ "delta": delta }))
}

fn completed() -> Value {
    event("speech.audio.completed", Value::Null)
}

/// Runs a script after the client's three events, and gives what the session heard and how it ended.
async fn told<F, Fut>(script: F) -> (Vec<SessionEvent>, Result<(), ErrorKind>)
where
    F: FnOnce(Peer) -> Fut + Send + 'static,
    Fut: Future<Output = ()> + Send + 'static,
{
    let (connect, serving) = service(async move |mut peer: Peer| {
        peer.hear_all().await;
        script(peer).await;
    })
    .await;
    let mut session = open(&connect).await.expect("a session");
    let (heard, end) = listen(&mut session).await;
    drop(session);
    serving.await.expect("the script runs through");
    (heard, end.map_err(|error| error.kind))
}

#[tokio::test]
async fn a_whole_round_in_the_order_of_the_recording() {
    let (connect, serving) = service(async |mut peer: Peer| {
        // The client does not wait for us: all of it is there before our first word.
        let asked = peer.hear_all().await;
        peer.say(event("speech.created", Value::Null)).await;
        let settings = json!({"output_audio": {"codec": "pcm", "pcm_config": {"sample_rate": 16000}, "new": 1}});
        peer.say(event("speech.updated", settings)).await;
        peer.say(event("input_text_buffer.completed", Value::Null)).await;
        peer.say(event("conversation.audio.sentence_start", json!({"text": "清晨的码头很安静。"}))).await;
        peer.say(audio("AAABAAI=")).await;
        peer.say(audio("AwACAAEAAAD//w==")).await;
        peer.say(completed()).await;
        (asked, peer.request.clone(), peer.raw().await)
    })
    .await;

    let output = OutputAudio { speech_rate: Some(20), ..OutputAudio::default() };
    let mut session = Session::open(&connect, &output, TEXT, patient()).await.expect("a session");
    let (heard, end) = listen(&mut session).await;
    assert_eq!(end, Ok(()));
    assert_eq!(session.logid(), Some("0217"));
    let in_effect = InEffect { codec: Some("pcm".into()), pcm_rate: Some(16_000) };
    assert_eq!(heard[1], SessionEvent::Configured(in_effect));
    let rest = [
        SessionEvent::TextCompleted,
        SessionEvent::Sentence(TEXT.into()),
        SessionEvent::Audio(vec![0, 0, 1, 0, 2]),
        SessionEvent::Audio(vec![3, 0, 2, 0, 1, 0, 0, 0, 255, 255]),
    ];
    assert_eq!((&heard[0], &heard[2..]), (&SessionEvent::Created, &rest[..]));

    let (asked, request, goodbye) = serving.await.expect("the script runs through");
    let types = asked.each_ref().map(|event| event["event_type"].as_str().unwrap_or_default().to_owned());
    assert_eq!(types, ["speech.update", "input_text_buffer.append", "input_text_buffer.complete"]);
    assert_eq!(asked[0]["data"]["output_audio"]["speech_rate"], 20);
    assert_eq!(asked[1]["data"]["delta"], TEXT);
    assert!(asked.iter().all(|event| event["id"].is_string()) && asked[2].get("data").is_none());

    assert_eq!(request.uri(), "/v1/audio/speech", "no query, so no token in it");
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert_eq!(header("authorization"), format!("Bearer {TOKEN}"));
    assert_eq!(header("user-agent"), concat!("langsheng/", env!("CARGO_PKG_VERSION")));
    assert_eq!(request.headers().values().filter(|value| value.to_str().is_ok_and(|v| v.contains(TOKEN))).count(), 1);
    assert!(matches!(goodbye, Some(Message::Close(Some(frame))) if frame.code == CloseCode::Normal));
}

#[tokio::test]
async fn an_error_ends_the_session_with_code_and_logid() {
    for (code, expected) in
        [(json!(4101), 4101), (json!("4101"), 4101), (json!(" 700012006 "), 700_012_006), (json!([]), 0)]
    {
        let (connect, serving) = service(async move |mut peer: Peer| {
            // It refuses at once, without hearing us out, and closes without a code (protocol.md §2.7).
            peer.say(event("error", json!({"code": code, "msg": format!("no permission for {TOKEN}")}))).await;
            let _ = peer.socket.close(None).await;
        })
        .await;
        let mut session = open(&connect).await.expect("the upgrade was fine");
        let error = session.next().await.expect_err("an error event");
        assert_eq!(error.logid.as_deref(), Some("0217"));
        let message = "no permission for ••••".to_owned();
        assert_eq!(error.kind, ErrorKind::Service { code: expected, message });
        assert!(!format!("{error} {error:?} {session:?}").contains(TOKEN));
        assert_eq!(session.next().await.map_err(|e| e.kind), Err(ErrorKind::Closed { code: None }), "it stays ended");
        serving.await.expect("the script runs through");
    }
}

#[tokio::test]
async fn a_close_is_success_after_completed_and_failure_before() {
    let going = || Some(CloseFrame { code: CloseCode::Error, reason: "going".into() });
    for after in [false, true] {
        for how in ["frame", "empty", "drop"] {
            let (heard, end) = told(async move |mut peer: Peer| {
                peer.say(audio("AAAB")).await;
                if after {
                    peer.say(completed()).await;
                }
                match how {
                    "frame" => drop(peer.socket.close(going()).await),
                    "empty" => drop(peer.socket.close(None).await),
                    _ => {}
                }
            })
            .await;
            assert_eq!(heard, [SessionEvent::Audio(vec![0, 0, 1])], "{how} {after}");
            let code = (how == "frame").then_some(1011);
            assert_eq!(end, if after { Ok(()) } else { Err(ErrorKind::Closed { code }) }, "{how} {after}");
        }
    }
}

#[tokio::test]
async fn silence_is_a_stall_whatever_pings_and_unknown_events_come() {
    let short = Duration::from_millis(60);
    let of = |phase| match phase {
        Phase::FirstEvent => Deadlines { first_event: short, ..patient() },
        Phase::FirstAudio => Deadlines { first_audio: short, ..patient() },
        Phase::NextEvent => Deadlines { next_event: short, ..patient() },
        Phase::Connect => Deadlines { connect: short, ..patient() },
    };
    for phase in [Phase::FirstEvent, Phase::FirstAudio, Phase::NextEvent] {
        let (connect, serving) = service(async move |mut peer: Peer| {
            peer.hear_all().await;
            if phase != Phase::FirstEvent {
                peer.say(event("speech.created", Value::Null)).await;
            }
            if phase == Phase::NextEvent {
                peer.say(audio("AAAB")).await;
            }
            // Alive, but getting nowhere, until the client has had enough.
            let (mut out, mut back) = peer.socket.split();
            let chatter = async {
                loop {
                    let unknown = Message::text(event("speech.thinking", Value::Null).to_string());
                    let sent = async { out.feed(Message::Ping(Bytes::new())).await.and(out.send(unknown).await) };
                    if sent.await.is_err() {
                        break;
                    }
                    tokio::time::sleep(short / 6).await;
                }
            };
            let gone =
                async { while !matches!(back.next().await, Some(Ok(Message::Close(_))) | Some(Err(_)) | None) {} };
            tokio::select! { () = chatter => {}, () = gone => {} }
        })
        .await;
        let mut session = Session::open(&connect, &OutputAudio::default(), TEXT, of(phase)).await.expect("a session");
        let (_, end) = listen(&mut session).await;
        assert_eq!(end.map_err(|error| error.kind), Err(ErrorKind::Stalled(phase)));
        serving.await.expect("the script runs through");
    }

    // Somebody listens, but nobody answers.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let connect = raw::connect(listener.local_addr().expect("its address"));
    let error =
        Session::open(&connect, &OutputAudio::default(), TEXT, of(Phase::Connect)).await.expect_err("no answer");
    assert_eq!(error.kind, ErrorKind::Stalled(Phase::Connect));
}

#[tokio::test]
async fn a_listener_who_comes_late_finds_everything() {
    let (written, all_written) = tokio::sync::oneshot::channel();
    let (connect, _serving) = service(async |mut peer: Peer| {
        peer.hear_all().await;
        peer.say(audio("AAAB")).await;
        peer.say(audio("AAAC")).await;
        peer.say(completed()).await;
        written.send(()).expect("the story goes on");
        peer.raw().await;
    })
    .await;
    // No time at all between events: only what is already there may be heard.
    let deadlines = Deadlines { next_event: Duration::ZERO, ..patient() };
    let mut session = Session::open(&connect, &OutputAudio::default(), TEXT, deadlines).await.expect("a session");
    all_written.await.expect("the server has said all");
    let (heard, end) = listen(&mut session).await;
    assert_eq!((heard.len(), end), (2, Ok(())));
}

#[tokio::test]
async fn what_is_not_the_protocol_fails_the_session_only() {
    for bad in [
        "{",
        "",
        "[]",
        "{\"id\":1}",
        r#"{"event_type":"speech.audio.update"}"#,
        r#"{"event_type":"speech.audio.update","data":{"delta":7}}"#,
        r#"{"event_type":"speech.audio.update","data":{"delta":"AA*B"}}"#,
        r#"{"event_type":"speech.audio.update","data":{"delta":"A"}}"#,
    ] {
        let (heard, end) = told(async move |mut peer: Peer| {
            peer.say(audio("AAAB")).await;
            peer.send(Message::text(bad)).await;
            peer.raw().await;
        })
        .await;
        assert_eq!(heard.len(), 1, "{bad}");
        assert!(matches!(end, Err(ErrorKind::Malformed(_))), "{bad}: {end:?}");
    }
    let (_, end) = told(async |mut peer: Peer| peer.send(Message::binary(vec![0xff, 0xfe])).await).await;
    assert!(matches!(end, Err(ErrorKind::Malformed(_))), "{end:?}");
}

#[tokio::test]
async fn what_is_unknown_or_odd_is_passed_over() {
    let (heard, end) = told(async |mut peer: Peer| {
        for data in [Value::Null, json!(7), json!("x"), json!([1, {"delta": 2}]), json!({"delta": 5, "code": {}})] {
            peer.say(event("conversation.new", data.clone())).await;
            peer.say(json!({"data": data, "event_type": "speech.new", "detail": data, "id": data})).await;
            peer.say(event("speech.created", data)).await;
        }
        peer.say(json!({"event_type": "conversation.audio.sentence_start"})).await;
        peer.say(audio("")).await;
        peer.say(audio("AA==")).await;
        peer.say(audio("AA")).await;
        peer.send(Message::binary(audio("AAE=").to_string())).await;
        peer.say(completed()).await;
        // Whatever follows the end is nobody's business.
        peer.say(completed()).await;
        peer.say(audio("AAAB")).await;
        peer.send(Message::text("{")).await;
    })
    .await;
    assert_eq!(end, Ok(()));
    assert_eq!(heard[0], SessionEvent::Created, "once, however often it is said");
    let sound = [SessionEvent::Audio(vec![0]), SessionEvent::Audio(vec![0]), SessionEvent::Audio(vec![0, 1])];
    assert_eq!(heard[1..], [&[SessionEvent::Sentence(String::new())][..], &sound].concat());
}

#[tokio::test]
async fn large_and_fragmented_messages_are_taken_and_endless_ones_refused() {
    let (heard, end) = told(async |mut peer: Peer| {
        peer.say(audio(&"AAAB".repeat(512 * 1024))).await;
        // One event in many frames, cut through a character, with a ping in between.
        let text = event("conversation.audio.sentence_start", json!({"text": TEXT})).to_string();
        let pieces: Vec<&[u8]> = text.as_bytes().chunks(7).collect();
        for (at, piece) in pieces.iter().enumerate() {
            let kind = OpCode::Data(if at == 0 { Data::Text } else { Data::Continue });
            let frame = Frame::message(piece.to_vec(), kind, at + 1 == pieces.len());
            peer.send(Message::Frame(frame)).await;
            if at == 2 {
                peer.send(Message::Ping(Bytes::from_static(b"tide"))).await;
            }
        }
        assert_eq!(peer.raw().await, Some(Message::Pong(Bytes::from_static(b"tide"))), "pings are answered");
        peer.say(completed()).await;
    })
    .await;
    assert_eq!(end, Ok(()));
    assert!(matches!(&heard[0], SessionEvent::Audio(bytes) if bytes.len() == 1536 * 1024));
    assert_eq!(heard[1], SessionEvent::Sentence(TEXT.into()));

    let (_, end) = told(async |mut peer: Peer| {
        let endless = audio(&"AAAB".repeat(4 * 1024 * 1024 + 1)).to_string();
        // The client may hang up before it has all been written.
        let _ = peer.socket.send(Message::text(endless)).await;
    })
    .await;
    assert_eq!(end, Err(ErrorKind::TooLarge));
}

#[tokio::test]
async fn dropping_a_session_closes_its_socket() {
    let (connect, serving) = service(async |mut peer: Peer| {
        peer.hear_all().await;
        peer.say(audio("AAAB")).await;
        peer.raw().await
    })
    .await;
    let mut session = open(&connect).await.expect("a session");
    session.next().await.expect("some audio");
    drop(session);
    assert_eq!(serving.await.expect("the script runs through"), None);
}

#[tokio::test]
async fn a_probe_spends_no_synthesis() {
    let (connect, serving) = service(async |mut peer: Peer| {
        peer.say(event("speech.created", Value::Null)).await;
        let first = peer.hear().await;
        peer.say(event("speech.updated", json!({"output_audio": {}}))).await;
        (first, peer.raw().await)
    })
    .await;
    assert_eq!(probe(&connect, patient()).await, Ok(Some("0217".to_owned())));
    let (first, second) = serving.await.expect("the script runs through");
    assert_eq!(first["event_type"], "speech.update");
    assert!(matches!(second, Some(Message::Close(_))), "{second:?}");

    let (connect, _serving) = service(async |mut peer: Peer| {
        peer.say(event("speech.created", Value::Null)).await;
        peer.say(event("error", json!({"code": 4100, "msg": "authentication is invalid"}))).await;
    })
    .await;
    let error = probe(&connect, patient()).await.expect_err("a bad token");
    assert_eq!((error.kind.meaning(), error.logid.as_deref()), (Meaning::Token, Some("0217")));
}

#[tokio::test]
async fn a_token_is_not_sent_in_the_clear() {
    let endpoint = Endpoint::parse("ws://ws.coze.cn").expect("an endpoint");
    let connect = Connect { endpoint, ..raw::connect(([127, 0, 0, 1], 9).into()) };
    let error = open(&connect).await.expect_err("nothing is sent");
    assert_eq!(error.kind, ErrorKind::InsecureToken);
    assert!(!format!("{connect:?} {error:?} {error}").contains(TOKEN));
}

#[test]
fn the_demo_account_speaks_the_same_language() {
    let demo = Demo::start();
    let endpoint = Endpoint::parse(&demo.endpoint()).expect("an endpoint");
    let connect = Connect { endpoint, ..raw::connect(demo.address()) };
    let voices = rest_calls::voices(&connect).expect("voices");
    assert!(!voices.is_empty() && voices.iter().all(|voice| !voice.name.is_empty()));
    rest_calls::me(&connect).expect("a user");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        assert!(probe(&connect, patient()).await.expect("a good token").is_some());
        let mut session = open(&connect).await.expect("a session");
        let (heard, end) = listen(&mut session).await;
        assert_eq!(end, Ok(()));
        assert!(heard.contains(&SessionEvent::Sentence(TEXT.into())), "{heard:?}");
        assert!(heard.iter().any(|heard| matches!(heard, SessionEvent::Audio(_))));
        assert!(session.logid().is_some());
    });
}

/// The words and the decisions are made in two rooms that do not know each other: here they meet.
#[test]
fn every_code_has_words_in_both_languages_and_a_decision() {
    for (code, meaning, retry) in CODES {
        assert!(words::is_known(code), "{code} has no words of its own");
        let failure = words::service(code, "");
        assert_eq!(failure.code, Some(code));
        assert_ne!(failure.text(Lang::Zh), failure.text(Lang::En));
        let class = match meaning {
            Meaning::Token | Meaning::Permission | Meaning::Risk => Class::Token,
            Meaning::Quota => Class::Quota,
            Meaning::TooLong | Meaning::Text => Class::Text,
            Meaning::Pace => Class::Pace,
            Meaning::Setting | Meaning::Voice | Meaning::Server | Meaning::Unknown => Class::Service,
        };
        assert_eq!(failure.class, class, "{code}");
        assert_eq!(matches!(retry, Retry::SlowDown(_)), class == Class::Pace, "{code}");
        if !matches!(class, Class::Service | Class::Pace) {
            assert!(matches!(retry, Retry::Never | Retry::SplitSmaller), "{code}");
        }
    }
    for (code, message, class) in [
        (3001, "quota exceeded for types: text_words_lifetime", Class::Quota),
        (3001, "quota exceeded for types: concurrency", Class::Pace),
        (45_000_000, "quota exceeded for types: concurrency", Class::Pace),
        (3031, "Init Engine Instance failed", Class::Service),
        (3001, "illegal input text!", Class::Text),
        (3001, "requested grant not found", Class::Token),
    ] {
        assert_eq!(words::service(code, message).class, class, "{message}");
        let patient = judge(code, message).1 != Retry::Never;
        assert_eq!(patient, message.ends_with("concurrency"), "{message}");
    }
}
