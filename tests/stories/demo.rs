//! The demo server, seen by somebody else's program: what was recorded of the service, and each guess about it.

mod pages;

use std::time::Duration;

use langsheng::demo::{
    BadToken, Config, ConnectionEnd, Disconnect, LimitReading, RestTrouble, SecondRound, ServerPace, Synthesizer, Tones,
};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::common::Demo;
use crate::common::client::{Client, Next};

const TEXT: &str = "今天天气不错";

fn fast() -> Config {
    Config { pace: ServerPace::Fast, ..Config::default() }
}

fn number(text: &Value) -> i64 {
    text.as_str().expect("a string").parse().expect("digits")
}

#[test]
fn a_round_goes_as_it_was_recorded() {
    let demo = Demo::with(Config::default());
    let mut client = Client::connect(demo.address());
    let round = client.round(TEXT, &Value::Null);
    let order = [
        "speech.created",
        "input_text_buffer.completed",
        "conversation.audio.sentence_start",
        "speech.audio.update",
        "speech.audio.completed",
    ];
    assert_eq!(round.order(), order);
    assert_eq!(round.sentences(), ["今天天气不错。"]);

    let sizes = round.sizes();
    assert_eq!(sizes[0], 10_800);
    assert_eq!(sizes[sizes.len() - 2..], [1_200, 14_400]);
    assert!(sizes[1..sizes.len() - 1].iter().all(|size| *size <= 12_000 && size % 2 == 0), "{sizes:?}");
    assert!(sizes.contains(&12_000) && sizes.iter().any(|size| *size < 300), "{sizes:?}");
    assert!(round.deltas.last().unwrap().iter().all(|byte| *byte == 0));
    assert_eq!(round.samples(), Tones::text(TEXT, 24_000));

    for event in &round.events {
        let keys: Vec<&String> = event.as_object().unwrap().keys().collect();
        let plain = ["detail", "event_type", "id"];
        assert!(keys == plain || (event["data"].is_object() && keys.len() == 4), "{keys:?}");
        assert_eq!(event["detail"]["logid"], client.logid.as_str(), "one log id for the whole connection");
        assert_eq!(event["id"].as_str().unwrap().len(), 36);
    }
    let ids: std::collections::BTreeSet<_> = round.events.iter().map(|event| event["id"].to_string()).collect();
    assert_eq!(ids.len(), round.events.len());
    assert!(client.logid.len() == 53 && client.logid.starts_with("02"));

    // Only lower bounds: a busy machine may be late, but nothing may come early.
    let at = |name: &str| {
        let event = round.events.iter().find(|event| event["event_type"] == name).unwrap();
        number(&event["detail"]["respond_at"])
    };
    let upgrade: i64 = client.logid[2..15].parse().unwrap();
    assert!(at("speech.created") - upgrade >= 79);
    assert!(at("speech.audio.update") - at("speech.created") >= 50 + 80 + 230 - 3);
    assert!(at("speech.audio.completed") - at("speech.audio.update") >= 180);
}

#[test]
fn the_text_may_come_in_pieces_and_is_cut_by_the_server() {
    let demo = Demo::start();
    let mut client = Client::connect(demo.address());
    for piece in ["清晨的码头很安静，", "只有海鸥在叫。船要开", "了吗"] {
        client.say(&json!({ "id": "c", "event_type": "input_text_buffer.append", "data": { "delta": piece } }));
    }
    client.say(&json!({ "event_type": "input_text_buffer.complete" }));
    let round = client.hear();
    assert_eq!(round.sentences(), ["清晨的码头很安静，只有海鸥在叫。", "船要开了吗。"]);
    assert_eq!(round.samples(), Tones::text("清晨的码头很安静，只有海鸥在叫。船要开了吗", 24_000));

    let early = Demo::with(Config { early_comma: true, ..fast() });
    let round = Client::connect(early.address()).round("是啊，好天气", &Value::Null);
    assert_eq!(round.sentences(), ["是啊。", "好天气。"]);
}

#[test]
fn every_rate_of_pcm_and_every_wish_is_obeyed() {
    let demo = Demo::start();
    for rate in [8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000] {
        let wish = json!({ "codec": "pcm", "pcm_config": { "sample_rate": rate }, "speech_rate": null });
        let round = Client::connect(demo.address()).round(TEXT, &wish);
        let updated = &round.events[1];
        assert_eq!(updated["event_type"], "speech.updated");
        assert_eq!(updated["data"]["output_audio"]["pcm_config"]["sample_rate"], rate);
        assert_eq!(updated["data"]["output_audio"]["speech_rate"], 0);
        assert!(round.samples() == Tones::text(TEXT, rate), "{rate} Hz");
    }
    let samples = |wish: Value| Client::connect(demo.address()).round(TEXT, &wish).samples();
    let plain = samples(Value::Null);
    let spoken = plain.len() - 7_200;
    assert_eq!(samples(json!({ "speech_rate": 100 })).len(), spoken / 2 + 7_200);
    assert_eq!(samples(json!({ "speech_rate": -50 })).len(), spoken * 2 + 7_200);
    let loud = samples(json!({ "loudness_rate": 100 }));
    assert!(loud.iter().zip(&plain).all(|(loud, plain)| i32::from(*loud) == i32::from(*plain) * 2));

    let frames = Client::connect(demo.address()).round(TEXT, &json!({ "pcm_config": { "frame_size_ms": 50 } }));
    let sizes = frames.sizes();
    assert!(sizes[..sizes.len() - 1].iter().all(|size| *size == 2_400), "{sizes:?}");
    assert_eq!(frames.samples(), plain);
}

#[test]
fn a_throttle_that_was_asked_for_is_kept() {
    let demo = Demo::start();
    let limit = json!({ "period": 1, "max_frame_num": 20 });
    let wish = json!({ "pcm_config": { "frame_size_ms": 50, "limit_config": limit } });
    let round = Client::connect(demo.address()).round(TEXT, &wish);
    let audio = round.events.iter().filter(|event| event["event_type"] == "speech.audio.update");
    let times: Vec<i64> = audio.map(|event| number(&event["detail"]["respond_at"])).collect();
    assert!(times.len() > 20 && times[20] - times[0] >= 990, "{times:?}");
    // Without a length of frames it means nothing.
    let wish = json!({ "pcm_config": { "limit_config": { "period": 3600, "max_frame_num": 1 } } });
    assert!(Client::connect(demo.address()).round(TEXT, &wish).end.is_none());
}

#[test]
fn the_telephone_codecs_are_8000_hz_whatever_was_asked() {
    let demo = Demo::start();
    let expected = Tones::text(TEXT, 8_000).len();
    for (codec, silence) in [("g711a", 0xd5), ("g711u", 0xff)] {
        let wish = json!({ "codec": codec, "pcm_config": { "sample_rate": 48_000 } });
        let round = Client::connect(demo.address()).round(TEXT, &wish);
        let bytes = round.bytes();
        assert_eq!(bytes.len(), expected);
        assert!(bytes[bytes.len() - 2_400..].iter().all(|byte| *byte == silence));
        assert_eq!(round.events[1]["data"]["output_audio"]["pcm_config"]["sample_rate"], 8_000);
    }
}

#[test]
fn opus_comes_as_one_bare_packet_a_delta() {
    let demo = Demo::start();
    for frame_ms in [2.5, 10.0, 60.0] {
        let wish = json!({ "codec": "opus", "opus_config": { "bitrate": 32_000, "frame_size_ms": frame_ms } });
        let round = Client::connect(demo.address()).round(TEXT, &wish);
        let mut decoder = opus_pure::OpusDecoder::new(24_000, 1).unwrap();
        let mut out = vec![0.0_f32; 5_760];
        let mut samples = 0;
        for packet in &round.deltas {
            let decoded = decoder.decode(packet, out.len(), &mut out).expect("a bare packet");
            assert_eq!(decoded as f64, frame_ms * 24.0);
            samples += decoded;
        }
        let wanted = Tones::text(TEXT, 24_000).len();
        assert!((wanted..wanted + 1_440).contains(&samples), "{samples} of {wanted}");
        assert_eq!(round.events[1]["data"]["output_audio"]["opus_config"]["use_cbr"], false);
    }
}

#[test]
fn the_limit_of_1024_bytes_has_three_readings() {
    let long = "很长。".repeat(100); // 900 bytes
    let twice = |reading| {
        let demo = Demo::with(Config { limit: reading, ..fast() });
        let mut client = Client::connect(demo.address());
        for id in ["c-0001", "c-0002"] {
            client.say(&json!({ "id": id, "event_type": "input_text_buffer.append", "data": { "delta": long } }));
        }
        client.say(&json!({ "event_type": "input_text_buffer.complete" }));
        client.hear()
    };
    assert_eq!(twice(LimitReading::A).error(), None);
    assert_eq!(twice(LimitReading::C).error(), None);
    let refused = twice(LimitReading::B);
    assert_eq!(refused.error(), Some(3010));
    assert!(matches!(refused.end, Some(Next::Closed(None))), "the close has no code");
    let origin = refused.events.last().unwrap()["detail"]["origin_message"].as_str().unwrap();
    assert_eq!(serde_json::from_str::<Value>(origin).unwrap()["id"], "c-0002");

    let once = |reading, text: &str| {
        let demo = Demo::with(Config { limit: reading, ..fast() });
        Client::connect(demo.address()).round(text, &Value::Null).error()
    };
    let sentence = "a".repeat(1_024);
    assert_eq!(once(LimitReading::A, &format!("{sentence}b")), Some(3010));
    assert_eq!(once(LimitReading::C, &format!("{sentence}b")), Some(3010));
    assert_eq!(once(LimitReading::A, &sentence), None);
    assert_eq!(once(LimitReading::B, &sentence), None);
}

#[test]
fn what_is_out_of_range_is_refused_with_4000() {
    let demo = Demo::start();
    let bad = [
        json!({ "speech_rate": 101 }),
        json!({ "loudness_rate": -51 }),
        json!({ "codec": "mp3" }),
        json!({ "pcm_config": { "sample_rate": 11_025 } }),
        json!({ "pcm_config": { "frame_size_ms": 1_001 } }),
        json!({ "codec": "opus", "opus_config": { "frame_size_ms": 15 } }),
        json!({ "codec": "opus", "opus_config": { "sample_rate": 44_100 } }),
        json!({ "voice_id": "1" }),
        json!({ "voice_id": "7524987545197821971", "emotion_config": { "emotion": "coldness" } }),
        json!({ "emotion_config": { "emotion": "happy", "emotion_scale": 6 } }),
        json!({ "speech_rate": "fast" }),
    ];
    for wish in bad {
        let mut client = Client::connect(demo.address());
        client.say(&json!({ "event_type": "speech.update", "data": { "output_audio": wish } }));
        assert_eq!(client.hear().error(), Some(4000), "{wish}");
    }
    let good = [
        json!({}),
        json!({ "voice_id": "7524987545197821971", "emotion_config": { "emotion": "happy", "emotion_scale": 3.5 } }),
        json!({ "emotion_config": { "emotion": "coldness" }, "context_texts": "轻一点" }),
    ];
    for wish in good {
        assert_eq!(Client::connect(demo.address()).round(TEXT, &wish).error(), None, "{wish}");
    }
    let other = Demo::with(Config { unknown_voice: 3050, ..fast() });
    assert_eq!(Client::connect(other.address()).round(TEXT, &json!({ "voice_id": "1" })).error(), Some(3050));
}

#[test]
fn what_is_no_event_is_refused() {
    let demo = Demo::start();
    let frames = [
        Message::text("{\"event_type\":\"conversation.chat.cancel\"}"),
        Message::text("{\"event_type\":\"input_text_buffer.append\",\"data\":{}}"),
        Message::text("{\"event_type\":"),
        Message::text("[1]"),
        Message::binary(vec![0, 1, 2]),
    ];
    for frame in frames {
        let mut client = Client::connect(demo.address());
        client.send(frame);
        assert_eq!(client.hear().error(), Some(4000));
    }
    for nothing in ["", "  ", "……！", "😀"] {
        let round = Client::connect(demo.address()).round(nothing, &Value::Null);
        assert_eq!(round.error(), Some(3011), "{nothing:?}");
    }
}

#[test]
fn a_token_is_taken_from_the_header_or_the_query_and_refused_in_every_form() {
    let config = |bad_token| Config { token: Some("pat_good".into()), bad_token, ..fast() };
    let demo = Demo::with(config(BadToken::Http401));
    for (query, header) in [
        ("", Some("Bearer pat_good")),
        ("?authorization=Bearer%20pat_good", None),
        ("?authorization=Bearer+pat_good", None),
    ] {
        let mut client = Client::with(demo.address(), query, header).expect("a good token");
        assert_eq!(client.round(TEXT, &Value::Null).error(), None);
    }
    for (query, header) in
        [("", None), ("", Some("Bearer pat_bad")), ("", Some("pat_good")), ("?authorization=Bearer%20x", None)]
    {
        let (status, body, _) = Client::with(demo.address(), query, header).err().expect("a refusal");
        assert_eq!((status, &body["code"]), (401, &json!(700_012_006)));
        assert_eq!(body["detail"]["logid"].as_str().unwrap().len(), 53);
    }
    let demo = Demo::with(config(BadToken::Http403));
    let (status, body, _) = Client::with(demo.address(), "", None).err().expect("a refusal");
    assert_eq!((status, &body["code"]), (403, &json!(4101)));
    for code in [4100, 4101, 700_012_006] {
        let demo = Demo::with(config(BadToken::Error(code)));
        let round = Client::connect(demo.address()).hear();
        assert_eq!(round.error(), Some(code));
        assert_eq!(round.order(), ["error"]);
        assert!(matches!(round.end, Some(Next::Closed(None))));
    }
}

#[test]
fn sessions_at_once_are_limited() {
    let demo = Demo::with(Config { concurrency: 2, ..fast() });
    let mut first = Client::connect(demo.address());
    let mut second = Client::connect(demo.address());
    for client in [&mut first, &mut second] {
        assert_eq!(client.event()["event_type"], "speech.created");
    }
    assert_eq!(Client::connect(demo.address()).hear().error(), Some(3003));
    // A round that is through gives its seat back, even if its socket stays open.
    first.say(&json!({ "event_type": "input_text_buffer.append", "data": { "delta": TEXT } }));
    first.say(&json!({ "event_type": "input_text_buffer.complete" }));
    assert_eq!(first.hear().error(), None);
    assert_eq!(Client::connect(demo.address()).round(TEXT, &Value::Null).error(), None);
    assert_eq!(demo.recorder().notes().most_at_once, 2);
}

#[test]
fn after_the_first_round_everything_is_possible() {
    let second = |second_round| {
        let demo = Demo::with(Config { second_round, ..fast() });
        let mut client = Client::connect(demo.address());
        assert_eq!(client.round(TEXT, &Value::Null).error(), None);
        (demo, client)
    };
    let (_demo, mut client) = second(SecondRound::Works);
    assert_eq!(client.round("你好", &Value::Null).samples(), Tones::text("你好", 24_000));

    let (_demo, mut client) = second(SecondRound::Error);
    assert_eq!(client.round("你好", &Value::Null).error(), Some(4000));

    let (_demo, mut client) = second(SecondRound::Silence);
    client.say(&json!({ "event_type": "input_text_buffer.append", "data": { "delta": "你好" } }));
    client.say(&json!({ "event_type": "input_text_buffer.complete" }));
    client.send(Message::Ping("there?".into()));
    assert!(matches!(client.next(), Next::Pong), "alive, but silent");
    assert!(client.hears_nothing_for(Duration::from_millis(100)));

    for (cut, code) in [(Disconnect::Code(1000), Some(1000)), (Disconnect::Empty, None)] {
        let demo = Demo::with(Config { closing: Some(cut), ..fast() });
        let mut client = Client::connect(demo.address());
        assert_eq!(client.round(TEXT, &Value::Null).error(), None);
        assert!(matches!(client.next(), Next::Closed(found) if found == code));
    }
}

fn get(demo: &Demo, target: &str) -> (u16, Value, String) {
    call(ureq::get(demo.endpoint() + target).header("authorization", "Bearer pat_test").config())
}

fn call<B>(request: ureq::config::ConfigBuilder<ureq::typestate::RequestScope<B>>) -> (u16, Value, String)
where
    ureq::RequestBuilder<B>: Call,
{
    let mut response = request.http_status_as_error(false).build().call_it();
    let logid = response.headers()["x-tt-logid"].to_str().unwrap().to_owned();
    let body = response.body_mut().read_to_vec().unwrap();
    (response.status().as_u16(), serde_json::from_slice(&body).unwrap_or_default(), logid)
}

trait Call {
    fn call_it(self) -> ureq::http::Response<ureq::Body>;
}

impl Call for ureq::RequestBuilder<ureq::typestate::WithoutBody> {
    fn call_it(self) -> ureq::http::Response<ureq::Body> {
        self.call().expect("an answer")
    }
}

#[test]
fn the_voices_are_listed_page_by_page() {
    let demo = Demo::start();
    let (status, body, logid) = get(&demo, "/v1/audio/voices");
    assert_eq!((status, &body["code"], logid.len()), (200, &json!(0), 34));
    assert_eq!(body["detail"]["logid"], logid.as_str());
    let all = body["data"]["voice_list"].as_array().unwrap().clone();
    assert_eq!(all.len(), Tones.voices().len());
    assert_eq!(body["data"]["has_more"], false);
    assert_eq!(all[2]["support_emotions"][0]["emotion_scale_interval"]["default"], 4.0);

    let mut found = Vec::new();
    for page in 1.. {
        let (_, body, _) = get(&demo, &format!("/v1/audio/voices?page_num={page}&page_size=1"));
        found.extend(body["data"]["voice_list"].as_array().unwrap().clone());
        if body["data"]["has_more"] == false {
            break;
        }
    }
    assert_eq!(found, all);
    for none in ["page_num=9", "filter_system_voice=true", "model_type=small", "voice_state=init"] {
        let (_, body, _) = get(&demo, &format!("/v1/audio/voices?{none}"));
        assert_eq!(body["data"]["voice_list"], json!([]), "{none}");
    }
    for bad in ["page_num=0", "page_size=101", "page_size=x", "model_type=huge"] {
        let (status, body, _) = get(&demo, &format!("/v1/audio/voices?{bad}"));
        assert_eq!((status, &body["code"]), (400, &json!(4000)), "{bad}");
    }
    let sample = all[0]["preview_audio"].as_str().unwrap();
    let wav = ureq::get(sample).call().expect("open to all").body_mut().read_to_vec().unwrap();
    let wav: Vec<i16> = hound::WavReader::new(wav.as_slice()).unwrap().samples().map(Result::unwrap).collect();
    assert_eq!(wav, Tones::text(all[0]["preview_text"].as_str().unwrap(), 24_000));
}

#[test]
fn the_other_calls_answer_in_the_envelope() {
    let demo = Demo::with(Config { token: Some("pat_test".into()), ..fast() });
    assert!(get(&demo, "/v1/users/me").1["data"]["user_id"].is_string());
    assert_eq!(get(&demo, "/v1/nothing").1["code"], 4200);

    let post = |body: Value| {
        let request = ureq::post(demo.endpoint() + "/v1/audio/speech").header("authorization", "Bearer pat_test");
        let mut response = request.config().http_status_as_error(false).build().send_json(body).expect("an answer");
        (response.status().as_u16(), response.body_mut().read_to_vec().unwrap())
    };
    let voice = &Tones.voices()[0].id;
    let (status, pcm) =
        post(json!({ "input": TEXT, "voice_id": voice, "response_format": "pcm", "sample_rate": 16_000 }));
    let samples: Vec<i16> = pcm.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
    assert!(status == 200 && samples == Tones::text(TEXT, 16_000));
    let (_, wav) = post(json!({ "input": TEXT, "voice_id": voice, "response_format": "wav", "speed": 2.0 }));
    assert_eq!(hound::WavReader::new(wav.as_slice()).unwrap().spec().sample_rate, 24_000);
    for bad in [
        json!({ "input": TEXT, "voice_id": voice }),
        json!({ "input": TEXT, "response_format": "wav" }),
        json!({ "input": "", "voice_id": voice, "response_format": "wav" }),
        json!({ "input": "长".repeat(400), "voice_id": voice, "response_format": "wav" }),
        json!({ "input": "。", "voice_id": voice, "response_format": "wav" }),
        json!({ "input": TEXT, "voice_id": voice, "response_format": "wav", "speed": 9 }),
    ] {
        let (status, body) = post(bad.clone());
        let body: Value = serde_json::from_slice(&body).expect("the envelope");
        assert!(status == 400 && body["code"].as_i64() > Some(0), "{bad} {body}");
    }
    let calls = demo.recorder().notes().calls;
    assert!(calls.iter().all(|call| call.header("authorization") == Some("Bearer pat_test")));
}

#[test]
fn the_calls_refuse_and_fail_as_wished() {
    for (bad_token, wanted) in [
        (BadToken::Http401, (401, 700_012_006)),
        (BadToken::Http403, (403, 4101)),
        (BadToken::Error(4100), (200, 4100)),
    ] {
        let demo = Demo::with(Config { token: Some("pat_good".into()), bad_token, ..fast() });
        let (status, body, _) = get(&demo, "/v1/users/me");
        assert_eq!((status, body["code"].as_i64().unwrap()), wanted);
    }
    for (trouble, status) in
        [(RestTrouble::Status(502), 502), (RestTrouble::Code(4101), 200), (RestTrouble::NotJson, 200)]
    {
        let demo = Demo::with(Config { rest_trouble: Some(trouble), ..fast() });
        assert_eq!(get(&demo, "/v1/audio/voices").0, status);
    }
}

#[test]
fn the_recorder_knows_what_was_asked_and_how_it_ended() {
    let demo = Demo::start();
    let mut client = Client::connect(demo.address());
    client.round(TEXT, &json!({ "speech_rate": 10 }));
    client.send(Message::Close(None));
    let gone = Client::connect(demo.address());
    drop(gone);
    let notes = demo.recorder().wait(|notes| notes.connections.len() == 2 && notes.open() == 0).expect("both ended");
    let first = &notes.connections[0];
    assert_eq!(notes.texts(), [TEXT]);
    assert_eq!((first.status, first.appends, first.completed), (101, 1, 1));
    assert_eq!(first.sentences, ["今天天气不错。"]);
    assert_eq!(first.output.as_ref().unwrap().speech_rate, Some(10));
    assert_eq!(first.request.target, "/v1/audio/speech");
    assert_eq!(first.end, Some(ConnectionEnd::ClientClosed(None)));
    assert_eq!(notes.connections[1].end, Some(ConnectionEnd::ClientGone));
    assert!(!format!("{:?}", demo.recorder()).contains("pat_test"));
}

#[test]
fn a_close_in_the_middle_of_the_audio_is_answered_and_noted() {
    let demo = Demo::start();
    let mut client = Client::connect(demo.address());
    client.say(&json!({ "event_type": "input_text_buffer.append", "data": { "delta": "很长。".repeat(100) } }));
    client.say(&json!({ "event_type": "input_text_buffer.complete" }));
    while client.event()["event_type"] != "speech.audio.update" {}
    client.send(Message::Close(Some(CloseFrame { code: CloseCode::Normal, reason: "".into() })));
    let end = client.hear().end;
    assert!(matches!(end, Some(Next::Closed(Some(1000)))), "{end:?}");
    let notes = demo.recorder().wait(|notes| notes.open() == 0).expect("it ends");
    assert_eq!(notes.connections[0].end, Some(ConnectionEnd::ClientClosed(Some(1000))));
    assert_eq!(notes.connections[0].completed, 0);
}

#[test]
fn the_end_of_the_server_closes_every_socket() {
    let demo = Demo::start();
    let mut client = Client::connect(demo.address());
    assert_eq!(client.event()["event_type"], "speech.created");
    let recorder = demo.recorder().clone();
    drop(demo);
    assert!(matches!(client.next(), Next::Gone | Next::Reset));
    assert_eq!(recorder.notes().connections[0].end, Some(ConnectionEnd::Server));
}
