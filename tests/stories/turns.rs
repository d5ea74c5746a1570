//! Several voices in one text: prefixes at the head of lines say who speaks, and each is requested as that speaker.

use std::fs;

use langsheng::audio::files::captions::CaptionFormat;
use langsheng::audio::take::Take;
use langsheng::demo::{Act, Fault, FaultPoint, Faults};
use langsheng::engine;
use langsheng::engine::{CastText, Casting, Command, Event, Job, JobSettings, RedoVoice, SaveId, SaveOrder, SaveTo};
use langsheng::protocol::{Emotion, EmotionConfig, OutputAudio, Voice};
use langsheng::store::{Role, VoiceChoice};
use langsheng::text::{Script, Turn};
use serde_json::Value;

use super::common::Demo;
use super::common::desk::{Desk, samples_of, settings};
use super::common::program::{Program, good};

const OWN: &str = "7426720361733046281";
const ENGLISH: &str = "7426720361753886757";
const FEELING: &str = "7524987545197821971";

const DIALOGUE: &str = "旁白先说。\n[小明|开心]你好！\n[小红|+20]我来了。你呢？\n[小明]也好。\n走吧。\n";

/// What was requested: text, voice, emotion and rate.
type Asked = (String, String, Option<String>, Option<i32>);

fn asked(text: &str, voice: &str, emotion: Option<&str>, rate: Option<i32>) -> Asked {
    (text.to_owned(), voice.to_owned(), emotion.map(str::to_owned), rate)
}

/// What was requested from a connection on.
fn requests(demo: &Demo, from: usize) -> Vec<Asked> {
    let notes = demo.recorder().notes();
    let request = |connection: &langsheng::demo::Connection| {
        let output = connection.output.clone().unwrap_or_default();
        let emotion = output.emotion_config.and_then(|config| config.emotion);
        let voice = output.voice_id.unwrap_or_else(|| OWN.to_owned());
        (connection.texts.concat(), voice, emotion, output.speech_rate)
    };
    notes.connections[from..].iter().map(request).collect()
}

fn dialogue() -> Vec<Asked> {
    vec![
        asked("旁白先说。", OWN, None, None),
        asked("你好！", FEELING, Some("happy"), None),
        asked("我来了。你呢？", ENGLISH, None, Some(20)),
        asked("也好。", FEELING, None, None),
        asked("走吧。", OWN, None, None),
    ]
}

fn role(name: &str, id: &str) -> Role {
    Role::new(name, VoiceChoice { id: id.into(), name: "Tones".into() })
}

/// A job in which 小明 and 小红 speak, one request after the other.
fn job(desk: &Desk, text: &str) -> Job {
    let happy = Emotion { display_name: Some("开心".into()), ..Emotion::plain("happy") };
    let feeling =
        Voice { id: FEELING.into(), name: "Tones（多情感）".into(), emotions: vec![happy], ..Voice::default() };
    let roles = [role("小明", FEELING), role("小红", ENGLISH)];
    let own = VoiceChoice { id: OWN.into(), name: "Tones".into() };
    let CastText { cast, .. } =
        engine::cast(text, Casting { roles: Some(&roles), quotes: None, voices: &[feeling], own: &own });
    let job = desk.job(text);
    Job { cast, settings: JobSettings { sessions: 1, ..job.settings }, ..job }
}

fn spoken(desk: &Desk, text: &str) -> Take {
    spoken_as(desk, job(desk, text))
}

fn spoken_as(desk: &Desk, job: Job) -> Take {
    let (take, last) = desk.speak(job);
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    take
}

#[test]
fn each_speaker_is_requested_with_its_own_voice_and_never_with_another() {
    let desk = Desk::at(Demo::start());
    let take = spoken(&desk, DIALOGUE);
    assert_eq!(requests(&desk.demo, 0), dialogue());
    // Every sentence stands where it is in the text, and begins at an exact mark.
    let script = engine::script(&take);
    let words: Vec<&str> = script.sentences().iter().map(|one| &DIALOGUE[one.source.clone()]).collect();
    assert_eq!(words, ["旁白先说。", "你好！", "我来了。", "你呢？", "也好。", "走吧。"]);
    let marks: Vec<usize> = take.marks().iter().map(|mark| mark.source).collect();
    assert!(script.sentences().iter().all(|one| marks.contains(&one.source.start)), "{marks:?}");

    // Lines of one speaker that follow each other are one request, and what is longer is cut as ever.
    let before = dialogue().len();
    spoken(&desk, "[小红]\n第一句。\n第二句。\n[小红]第三句。\n[默认]\n第四句。");
    let expected = [asked("第一句。\n第二句。\n第三句。", ENGLISH, None, None), asked("第四句。", OWN, None, None)];
    assert_eq!(requests(&desk.demo, before), expected);

    // The take is called by what is said.
    spoken(&desk, "[小红]我的名字。");
    assert!(desk.takes().iter().any(|take| take.first_words == "我的名字。"));
}

#[test]
fn a_changed_prefix_costs_its_line_and_the_same_text_nothing() {
    let desk = Desk::at(Demo::start());
    let first = spoken(&desk, DIALOGUE);
    let before = dialogue().len();
    let second = spoken(&desk, &DIALOGUE.replace("[小明]也好", "[小红]也好"));
    assert_eq!(requests(&desk.demo, before), [asked("也好。", ENGLISH, None, None)]);
    let third = spoken(&desk, DIALOGUE);
    assert_eq!(requests(&desk.demo, before).len(), 1, "all of it is there");
    assert_eq!(samples_of(&first), samples_of(&third));
    let takes = desk.takes();
    let name = |take: &Take| takes.iter().find(|info| info.id == take.id()).unwrap().fingerprint.clone();
    assert_eq!(name(&first), name(&third));
    assert_ne!(name(&first), name(&second));
}

#[test]
fn an_interrupted_take_goes_on_with_its_speakers() {
    let desk = Desk::at(Demo::faulty(Faults::on(2, Fault::error_before_audio(4028))));
    let (take, last) = desk.speak(job(&desk, DIALOGUE));
    assert!(matches!(last, Event::Failed { segment: 2, .. }), "{last:?}");
    let dir = take.dir().to_owned();
    drop(take);
    // Whoever goes on knows neither roles nor voices.
    let job = desk.job("");
    let job = Job { settings: JobSettings { sessions: 1, ..job.settings }, ..job };
    let (take, last) = desk.run(Command::Continue { job: Box::new(job), take: dir });
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert!(take.is_complete());
    assert_eq!(requests(&desk.demo, 3), dialogue()[2..]);
}

#[test]
fn a_sentence_that_is_redone_keeps_its_speaker_until_another_voice_is_chosen() {
    let desk = Desk::at(Demo::start());
    let take = spoken(&desk, DIALOGUE);
    let passage = |take: &Take, words: &str| {
        let script = engine::script(take);
        let is_meant = |spoken: &std::ops::Range<usize>| &script.spoken()[spoken.clone()] == words;
        script.sentences().iter().map(|one| one.spoken.clone()).find(is_meant).unwrap()
    };
    let redo = |output: OutputAudio, voice| {
        let before = desk.demo.recorder().notes().connections.len();
        let job = Job { settings: JobSettings { output, ..settings() }, ..desk.job("") };
        let spoken = passage(&take, "你好！");
        let dir = take.dir().to_owned();
        let (take, last) = desk.run(Command::Redo { job: Box::new(job), take: dir, spoken, voice });
        assert!(matches!(last, Event::Finished { .. }), "{last:?}");
        let other = take.marks().iter().any(|mark| take.is_other_at(mark.sample));
        (requests(&desk.demo, before), other)
    };
    let own = OutputAudio::default();
    let same = redo(own.clone(), RedoVoice::Kept);
    assert_eq!(same, (vec![asked("你好！", FEELING, Some("happy"), None)], false));
    let faster = OutputAudio { speech_rate: Some(50), ..own.clone() };
    let faster = redo(faster, RedoVoice::Kept);
    assert_eq!(faster, (vec![asked("你好！", FEELING, Some("happy"), Some(50))], true));
    // Who changes the voice of the document does not change that of a role, nor what it feels.
    let sad = Some(EmotionConfig { emotion: Some("sad".into()), emotion_scale: None });
    let other = OutputAudio { voice_id: Some(ENGLISH.into()), emotion_config: sad, ..own.clone() };
    let same = redo(other, RedoVoice::Kept);
    assert_eq!(same, (vec![asked("你好！", FEELING, Some("happy"), None)], false));
    for chosen in [ENGLISH, OWN] {
        let other = OutputAudio { voice_id: Some(chosen.into()), ..own.clone() };
        assert_eq!(redo(other, RedoVoice::OfJob), (vec![asked("你好！", chosen, None, None)], true));
    }
}

#[test]
fn captions_and_the_receipt_name_the_speakers() {
    let desk = Desk::at(Demo::start());
    let save = |take: &Take, name: &str, karaoke: bool| {
        let order = SaveOrder { captions: CaptionFormat::ALL.to_vec(), receipt: true, karaoke, ..SaveOrder::default() };
        let to = SaveTo { path: desk.path(name), order };
        let path = to.path.clone();
        desk.send(Command::Save { id: SaveId(1), take: take.clone(), to: Box::new(to) });
        desk.until(|event| match event {
            Event::Saved { .. } => Some(()),
            Event::SaveFailed { failure, .. } => panic!("{failure:?}"),
            _ => None,
        });
        let read = |ending: &str| fs::read_to_string(path.with_extension(ending)).unwrap();
        ["vtt", "srt", "lrc", "receipt.json"].map(read)
    };
    let take = spoken(&desk, DIALOGUE);
    let [vtt, srt, lrc, receipt] = save(&take, "a.wav", false);
    for line in ["<v Tones>旁白先说。", "<v 小明>你好！", "<v 小红>我来了。", "<v 小明>也好。", "<v Tones>走吧。"]
    {
        assert!(vtt.contains(line), "{line} in {vtt}");
    }
    for text in [&srt, &lrc] {
        let named: Vec<&str> = text.lines().filter(|line| line.contains(": ")).collect();
        let named: Vec<&str> = named.iter().map(|line| line.rsplit(']').next().unwrap()).collect();
        assert_eq!(named.len(), 5, "{text}");
        assert_eq!(named[1..2], ["小明: 你好！"]);
        assert!(named[2].starts_with("小红: 我来了。") && named[4] == "Tones: 走吧。", "{text}");
    }
    let receipt: Value = serde_json::from_str(&receipt).unwrap();
    let voices: Vec<&str> = receipt["takes"][0]["segments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["voice_id"].as_str().unwrap())
        .collect();
    // The voice of the take was not named, so the service has chosen it.
    assert_eq!(voices, ["", FEELING, ENGLISH, FEELING, ""]);
    let [vtt, _, lrc, _] = save(&take, "k.wav", true);
    assert!(vtt.contains("<v 小明>你") && lrc.contains("]小明: <"), "{vtt} {lrc}");

    let plain = spoken(&desk, "旁白先说。走吧。");
    let [vtt, srt, _, receipt] = save(&plain, "b.wav", false);
    assert!(!vtt.contains("<v") && !srt.contains(": ") && !receipt.contains("speaker"));
}

#[test]
fn without_a_prefix_that_is_known_a_text_is_what_it_was() {
    let desk = Desk::at(Demo::start());
    for text in ["[小刚]你好。\n【导语】今天。", "[1] 一。\n- [x] 二。\n[链接](https://a.b)三。"] {
        assert!(job(&desk, text).cast.is_none());
        let before = desk.demo.recorder().notes().connections.len();
        spoken(&desk, text);
        let whole = Script::new(text, false).segments(1024).remove(0).text;
        assert_eq!(requests(&desk.demo, before), [asked(&whole, OWN, None, None)]);
    }
}

#[test]
fn turns_that_make_no_sense_are_ignored() {
    let turn = |source, speaker| Turn { source, speaker };
    let turns = [
        turn(0..1, Some(0)),
        turn(3..3, None),
        turn(6..9, Some(7)),
        turn(3..6, Some(1)),
        turn(9..90, None),
        turn(9..12, None),
    ];
    for markdown in [false, true] {
        let script = Script::of_turns("一二三四", &turns, markdown);
        assert_eq!(script.words().collect::<Vec<_>>(), ["三", "四"]);
        let speakers: Vec<_> = script.sentences().iter().map(|one| script.speaker_at(one.spoken.start)).collect();
        assert_eq!(speakers, [Some(7), None]);
        let ends: Vec<bool> = script.sentences().iter().map(|one| one.paragraph_end).collect();
        assert_eq!(ends, [false, true], "the line goes on");
        assert_eq!(script.segments(1024).len(), 2);
    }
    assert!(!Script::of_turns("一", &[], false).is_speakable());
}

#[test]
fn the_program_reads_prefixes_by_roles_and_says_which_names_it_does_not_know() {
    let program = Program::at(Demo::start());
    let speak = ["speak", "--no-play", "--fresh", "--jobs", "1"];
    let text = "[小明|开心]你好！\n[Harmony|+20]我来了。\n[小刚]你是谁？\n[小刚]我。";
    let run = good(&program, &[&speak[..], &[text, "--role", "小明=柔美女友（多情感）"]].concat());
    let expected = [
        asked("你好！", FEELING, Some("happy"), None),
        asked("我来了。", ENGLISH, None, Some(20)),
        asked("[小刚]你是谁？\n[小刚]我。", OWN, None, None),
    ];
    assert_eq!(requests(&program.demo, 0), expected);
    assert_eq!(run.stderr.matches("[小刚]").count(), 1, "{}", run.stderr);

    let before = expected.len();
    let run = good(&program, &[&speak[..], &[text, "--no-roles"]].concat());
    assert!(!run.stderr.contains("小刚"), "{}", run.stderr);
    assert_eq!(requests(&program.demo, before), [asked(text, OWN, None, None)]);

    for wrong in [&["--role", "小明=没有"][..], &["--role", "小明"], &["--role", "a=b", "--no-roles"]] {
        assert_eq!(program.run(&[&speak[..], &[text], wrong].concat()).code, 2, "{wrong:?}");
    }
}

#[test]
fn the_queue_keeps_its_roles_for_another_process() {
    let stall = Fault::At(FaultPoint::BeforeAudio, Act::StallForever);
    let program = Program::at(Demo::faulty(Faults::on(0, stall)));
    fs::write(program.path("a.txt"), "[小明]你好！\n[小刚]你好！").unwrap();
    fs::write(program.path("b.txt"), "[小红]我来了。\n走吧。").unwrap();
    let roles = ["--role", &format!("小明={FEELING}"), "--role", &format!("小红={ENGLISH}")].map(str::to_owned);
    let args: Vec<&str> = ["batch", "a.txt", "b.txt", "--jobs", "1", "--out-dir", "out"]
        .into_iter()
        .chain(roles.iter().map(String::as_str))
        .collect();
    let mut child = program.command(&args).spawn().unwrap();
    while program.demo.recorder().notes().texts().is_empty() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    let first = String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap();
    assert!(first.contains("[小刚]"), "{first}");
    assert_eq!(program.run(&["batch", "--continue"]).code, 0);
    let expected = [
        asked("你好！", FEELING, None, None),
        asked("[小刚]你好！", OWN, None, None),
        asked("我来了。", ENGLISH, None, None),
        asked("走吧。", OWN, None, None),
    ];
    assert_eq!(requests(&program.demo, 1), expected);
}

#[test]
fn dialogue_in_quotes_has_a_voice_of_its_own_within_its_paragraph() {
    let program = Program::at(Demo::start());
    let speak = ["speak", "--no-play", "--fresh", "--jobs", "1"];
    let text = "他说：“你好！”然后走了。\n“专家”没有来。\n[Harmony]“我来了。”";
    good(&program, &[&speak[..], &[text, "--quotes", FEELING]].concat());
    let expected = [
        asked("他说：", OWN, None, None),
        asked("“你好！”", FEELING, None, None),
        asked("然后走了。\n“专家”没有来。", OWN, None, None),
        asked("“我来了。”", ENGLISH, None, None),
    ];
    assert_eq!(requests(&program.demo, 0), expected);
    good(&program, &[&speak[..], &["“好。”\n[Harmony]好。", "--quotes", FEELING, "--no-roles"]].concat());
    let expected = [asked("“好。”", FEELING, None, None), asked("[Harmony]好。", OWN, None, None)];
    assert_eq!(requests(&program.demo, 4), expected);
    assert_eq!(program.run(&[&speak[..], &[text, "--quotes", "没有"]].concat()).code, 2);

    // Where a line goes on there is no end of a paragraph, whoever speaks it.
    let desk = Desk::at(Demo::start());
    let voice = VoiceChoice { id: ENGLISH.into(), name: "Harmony".into() };
    let settings = JobSettings { roles: Some(Vec::new()), quotes: Some(voice), ..settings() };
    for markdown in [false, true] {
        let CastText { cast, .. } = settings.cast(text, &[]);
        let take = spoken_as(&desk, Job { cast, markdown, ..desk.job(text) });
        let script = engine::script(&take);
        let ends: Vec<bool> = script.sentences().iter().take(3).map(|one| one.paragraph_end).collect();
        // A line end within a paragraph of Markdown ends none.
        assert_eq!(ends, [false, false, !markdown]);
    }
}

#[test]
fn a_document_that_only_its_take_knows_is_opened_with_its_roles() {
    let desk = Desk::at(Demo::start());
    let take = spoken(&desk, DIALOGUE);
    desk.send(Command::OpenDocument { id: format!("t{}", take.id()), take: None });
    let draft = desk.until(|event| match event {
        Event::DocumentOpened(opened) => Some(opened.draft.clone()),
        Event::Notice(failure) => panic!("{failure:?}"),
        _ => None,
    });
    let account = take.header().account.clone();
    let roles: Vec<_> = draft.cast.of(&account).map(|role| (&*role.name, &*role.voice.id)).collect();
    assert_eq!((draft.text.as_str(), roles), (DIALOGUE, vec![("小明", FEELING), ("小红", ENGLISH)]));
}
