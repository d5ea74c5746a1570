//! Clones of voices: what is sent, what each refusal says, and that nothing is ever sent, and paid for, twice.

use langsheng::demo::{BadToken, CloneTrouble, Config, Recording, RestTrouble, ServerPace};
use langsheng::engine::{Account, CloneOrder, Command, Event, VoicesFrom};
use langsheng::protocol::{CloneLanguage, CloneRequest, Connect, Endpoint, ProxyChoice, Token, Upload, Voice};
use langsheng::store::VoiceChoice;
use langsheng::words::{Class, Failure, Lang};

use super::common::Demo;
use super::common::desk::Desk;

fn with(config: Config) -> Desk {
    Desk::at(Demo::with(Config { pace: ServerPace::Fast, ..config }))
}

fn troubled(trouble: CloneTrouble) -> Desk {
    with(Config { clone_trouble: Some(trouble), ..Config::default() })
}

fn account(desk: &Desk) -> Account {
    let connect = Connect {
        endpoint: Endpoint::parse(&desk.demo.endpoint()).expect("an endpoint"),
        token: Token::parse(Desk::TOKEN).expect("a token"),
        allow_insecure: false,
        proxy: ProxyChoice::default(),
    };
    Account::Service { name: "test".into(), connect }
}

fn request() -> CloneRequest {
    CloneRequest {
        name: " 我的“声音” ".into(),
        language: CloneLanguage::Chinese,
        format: "wav",
        file: vec![7; 300_000].into(),
        text: "今天\r\n天气--不错。".into(),
        preview_text: "你好".into(),
        ..CloneRequest::default()
    }
}

/// Has a voice cloned: the voice, or why not and whether it may have been made.
fn cloned(desk: &Desk, request: CloneRequest) -> Result<VoiceChoice, (Option<Failure>, bool)> {
    ask(desk, request, Upload::default());
    answer(desk)
}

fn ask(desk: &Desk, request: CloneRequest, upload: Upload) {
    let order = Box::new(CloneOrder { request, upload, recorded: None });
    desk.send(Command::CloneVoice { account: account(desk), order });
}

fn answer(desk: &Desk) -> Result<VoiceChoice, (Option<Failure>, bool)> {
    desk.until(|event| match event {
        Event::VoiceCloned { voice, .. } => Some(Ok(voice)),
        Event::CloneFailed { failure, is_uncertain } => Some(Err((failure, is_uncertain))),
        _ => None,
    })
}

fn listed(desk: &Desk) -> Vec<Voice> {
    desk.send(Command::Voices(account(desk)));
    desk.until(|event| match event {
        Event::Voices { voices, from: VoicesFrom::Service, .. } => Some(voices),
        _ => None,
    })
}

fn posted(desk: &Desk) -> usize {
    desk.demo.recorder().notes().calls.iter().filter(|call| call.method == "POST").count()
}

#[test]
fn a_recording_becomes_a_voice_that_is_trained_and_then_speaks() {
    let desk = with(Config::default());
    let voice = cloned(&desk, request()).expect("a voice");
    assert_eq!(voice.name, "我的“声音”");
    let Recording { fields, file_name, file } = desk.demo.recorder().notes().recordings.remove(0);
    let wanted = [
        ("voice_name", "我的“声音”"),
        ("audio_format", "wav"),
        ("language", "zh"),
        ("text", "今天\r\n天气--不错。"),
        ("preview_text", "你好"),
    ];
    assert_eq!(fields, wanted.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(
        (&*file_name, &*file),
        ("recording.wav", &[7; 300_000][..]),
        "the user's own name of the file is not sent"
    );
    let states = [(); 3].map(|()| {
        let all = listed(&desk);
        let found = all.iter().find(|found| found.id == voice.id).expect("it is in the list").clone();
        assert!(!found.is_system);
        (found.is_in_training(), found.available_training_times)
    });
    assert_eq!(states, [(true, Some(9)), (true, Some(9)), (false, Some(9))]);
    let mut job = desk.job("你好。");
    job.settings.output.voice_id = Some(voice.id.clone());
    let (_, end) = desk.speak(job);
    assert!(matches!(end, Event::Finished { .. }), "{end:?}");

    let again = CloneRequest { voice_id: Some(voice.id.clone()), ..request() };
    for left in (0..9).rev() {
        assert_eq!(cloned(&desk, again.clone()).expect("it is trained once more").id, voice.id);
        let all = listed(&desk);
        let found = all.iter().find(|found| found.id == voice.id).expect("it is in the list");
        assert_eq!((found.is_in_training(), found.available_training_times), (true, Some(left)));
    }
    let (failure, is_uncertain) = cloned(&desk, again).expect_err("ten trainings");
    let failure = failure.expect("it says why");
    assert!(failure.text(Lang::Zh).contains("最多训练 10 次") && failure.text(Lang::En).contains("10 times"));
    assert!(!is_uncertain && failure.class == Class::Quota);
}

#[test]
fn each_refusal_says_what_why_and_what_to_do() {
    for (trouble, class, zh, en) in [
        (CloneTrouble::Code(4101), Class::Token, "createVoice", "createVoice"),
        (CloneTrouble::Code(1109), Class::Text, "差得太多", "differs too much"),
        (CloneTrouble::Code(4200), Class::Service, "找不到这个复刻音色", "can’t find this cloned voice"),
        (CloneTrouble::Code(4000), Class::Service, "不接受其中一项", "refuses the name, language"),
        (CloneTrouble::Code(4028), Class::Quota, "额度", "credits"),
        (CloneTrouble::Code(5000), Class::Service, "服务内部出错", "Internal error"),
        (CloneTrouble::Status(413), Class::Files, "太大", "too large"),
        (CloneTrouble::Status(403), Class::Token, "团队版和企业版", "team and enterprise"),
    ] {
        let desk = troubled(trouble);
        let (failure, is_uncertain) = cloned(&desk, request()).expect_err("it is refused");
        let failure = failure.expect("it says why");
        assert!(!is_uncertain, "{trouble:?}");
        assert_eq!(failure.class, class, "{trouble:?}");
        for (lang, wanted) in [(Lang::Zh, zh), (Lang::En, en)] {
            let said = failure.text(lang);
            assert!(said.contains(wanted) && !said.contains(Desk::TOKEN), "{trouble:?}: {said}");
        }
        assert_eq!(posted(&desk), 1, "{trouble:?}: it is sent once");
    }
    let refused = |config| cloned(&with(config), request()).expect_err("it is refused").0.expect("it says why");
    let bad = refused(Config { token: Some("other".into()), bad_token: BadToken::Error(4100), ..Config::default() });
    assert_eq!((bad.class, bad.code), (Class::Token, Some(4100)));
    let page = refused(Config { rest_trouble: Some(RestTrouble::NotJson), ..Config::default() });
    assert_eq!(page.class, Class::Network);
    let large = CloneRequest { file: vec![7; 13 << 20].into(), ..request() };
    let desk = with(Config::default());
    let (failure, is_uncertain) = cloned(&desk, large).expect_err("it is refused");
    let said = failure.expect("it says why").text(Lang::En);
    assert!(!is_uncertain && said.contains("too large"), "{said}");
}

#[test]
fn what_was_sent_and_not_answered_is_looked_for_and_never_sent_again() {
    let desk = troubled(CloneTrouble::LostAnswer);
    let voice = cloned(&desk, request()).expect("it is found in the list");
    assert!(listed(&desk).iter().any(|found| found.id == voice.id));
    assert_eq!((posted(&desk), desk.demo.recorder().notes().recordings.len()), (1, 1));
    // The same name once more is another voice, and is told from the first.
    let other = cloned(&desk, request()).expect("it is found in the list");
    assert_ne!(other.id, voice.id);
    let again = CloneRequest { voice_id: Some(other.id.clone()), ..request() };
    assert_eq!(cloned(&desk, again).expect("fewer trainings are left").id, other.id);
    assert_eq!(posted(&desk), 3);

    for trouble in [CloneTrouble::LostRequest, CloneTrouble::Status(504)] {
        let desk = troubled(trouble);
        let (failure, is_uncertain) = cloned(&desk, request()).expect_err("nothing is in the list");
        let failure = failure.expect("it says why");
        assert!(is_uncertain, "{trouble:?}");
        for (lang, wanted) in [(Lang::Zh, "没有再发一次"), (Lang::En, "wasn’t sent again")] {
            assert!(failure.text(lang).contains(wanted), "{}", failure.text(lang));
        }
        assert_eq!(posted(&desk), 1, "{trouble:?}");
    }
}

#[test]
fn what_did_not_arrive_whole_was_not_made_and_can_be_called_off() {
    let desk = troubled(CloneTrouble::LostBody);
    let large = || CloneRequest { file: vec![7; 9_900_000].into(), ..request() };
    let (failure, is_uncertain) = cloned(&desk, large()).expect_err("the connection is lost");
    let said = failure.expect("it says why").text(Lang::En);
    assert!(!is_uncertain && said.contains("nothing was charged"), "{said}");

    let desk = troubled(CloneTrouble::Stuck);
    let upload = Upload::default();
    ask(&desk, large(), upload.clone());
    while upload.done() == 0.0 {
        std::thread::yield_now();
    }
    assert!(!upload.is_sent());
    upload.cancel();
    // It can never be complete from here on, whenever the line notices.
    assert!(upload.is_cancelled() && !upload.is_sent() && desk.demo.recorder().notes().recordings.is_empty());
}

/// Words of 300 ms and pauses of 150 ms in a file, for so many seconds.
pub fn talk(path: &std::path::Path, seconds: u32) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 24_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut file = hound::WavWriter::create(path, spec).expect("a file");
    for n in 0..seconds * 24_000 {
        let loud = if n % 10_800 < 7_200 { 9_000.0 } else { 20.0 };
        file.write_sample((loud * (f64::from(n) * 0.05).sin()) as i16).expect("a sample");
    }
    file.finalize().expect("a WAV");
}

#[test]
fn a_recording_is_looked_at_before_it_is_sent() {
    let desk = with(Config::default());
    let look = |name: &str| {
        desk.send(Command::ExamineRecording(desk.path(name)));
        desk.until(|event| match event {
            Event::RecordingExamined { outcome, .. } => Some(outcome),
            _ => None,
        })
    };
    std::fs::create_dir_all(desk.path("")).expect("a folder");
    talk(&desk.path("good.wav"), 12);
    // What it is called does not matter.
    std::fs::copy(desk.path("good.wav"), desk.path("good.mp3")).expect("a copy");
    for name in ["good.wav", "good.mp3"] {
        let found = look(name).expect("a recording");
        assert_eq!((found.facts.format, found.facts.seconds, found.facts.channels), ("wav", 12.0, 1));
        assert_eq!(found.facts.findings, []);
        assert_eq!(found.file.len(), 12 * 48_000 + 44);
    }
    talk(&desk.path("nothing.wav"), 0);
    let found = look("nothing.wav").map(|found| found.facts.is_blocked());
    assert!(found.is_err() || found == Ok(true), "a recording of 0 s");
    let junk: [(&str, Vec<u8>, &str, &str); 6] = [
        ("empty.wav", Vec::new(), "空的", "empty"),
        ("text.wav", "今天天气不错。".repeat(99).into_bytes(), "不是音频文件", "isn’t audio"),
        ("broken.wav", b"RIFF\0\0\0\0WAVEjunk".to_vec(), "损坏", "damaged"),
        ("broken.m4a", [&b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42"[..], &[0; 99]].concat(), "", "can’t be used"),
        ("broken.ogg", b"OggS\0\x02junkjunkjunkjunkjunk".to_vec(), "损坏", "damaged"),
        ("large.mp3", vec![0xFF; 11_000_000], "11.0 MB", "11.0 MB"),
    ];
    for (name, bytes, zh, en) in junk {
        std::fs::write(desk.path(name), bytes).expect("a file");
        let failure = look(name).expect_err("no recording");
        let (said_zh, said_en) = (failure.text(Lang::Zh), failure.text(Lang::En));
        assert!(said_zh.contains(zh) && said_en.contains(en), "{name}: {said_zh} {said_en}");
        assert_eq!(failure.class, Class::Files);
    }
    assert_eq!(look("missing.wav").expect_err("there is none").class, Class::Files);
    let refused = |name: &str, text: String| {
        let request = CloneRequest { name: name.into(), text, ..CloneRequest::default() };
        langsheng::engine::check_clone(&request).map_err(|failure| failure.text(Lang::Zh))
    };
    assert_eq!(refused(&"音".repeat(42), "文".repeat(341)), Ok(()));
    assert!(refused(&"音".repeat(43), String::new()).is_err_and(|said| said.contains("129 字节")));
    assert!(refused(" \u{3000} ", String::new()).is_err_and(|said| said.contains("要有一个名称")));
    assert!(refused("a", "文".repeat(342)).is_err_and(|said| said.contains("1026 字节")));
}
