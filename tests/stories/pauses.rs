//! Pauses that a text asks for, `{0.5s}`: not spoken, silent for so long at their place, and nothing else of the text is another.

use std::fs;
use std::time::Instant;

use langsheng::audio::files::captions::CaptionFormat;
use langsheng::audio::take::Take;
use langsheng::audio::{PauseSettings, TakeSample};
use langsheng::demo::{Fault, Faults, Tones};
use langsheng::engine;
use langsheng::engine::{CastText, Casting, Command, Event, Job, JobSettings, RedoVoice, SaveId, SaveOrder, SaveTo};
use langsheng::store::names::{NameFacts, Template};
use langsheng::store::{Home, Role, SentenceIndex, Settings, VoiceChoice};
use langsheng::text::{Script, ScriptReading};
use langsheng::words::outside;

use super::common::Demo;
use super::common::desk::{Desk, samples_of, settings};
use super::common::program::{Program, good};
use super::common::sound::{tones, wav};

const PLAIN: ScriptReading = ScriptReading { markdown: false, pauses: true };
const MARKDOWN: ScriptReading = ScriptReading { markdown: true, pauses: true };

/// The sentences of a text, each with the pause before it in ms, and the pause after the last.
fn read(text: &str, reading: ScriptReading) -> (Vec<(u32, String)>, u32) {
    let script = Script::new(text, reading);
    let sentences = script.words().enumerate().map(|(at, words)| (script.pause_before(at), words.to_owned())).collect();
    for pause in script.pauses() {
        let written = &text[pause.source.clone()];
        assert!(written.starts_with(['{', '｛']) && written.ends_with(['}', '｝']), "{written} in {text}");
    }
    (sentences, script.pause_before(script.sentences().len()))
}

/// What is heard: for each part its pause in ms, and its words.
fn heard(parts: &[(u32, &str)], end: u32) -> Vec<i16> {
    let silence = |millis: u32| vec![0; millis as usize * 24];
    let mut all: Vec<i16> =
        parts.iter().flat_map(|(millis, words)| [silence(*millis), tones(words)].concat()).collect();
    all.extend(silence(end));
    all
}

/// What a player reads of a take.
fn played(take: &Take) -> Vec<i16> {
    let mut reader = engine::rendition(take, PauseSettings::default()).reader(TakeSample(0));
    let (mut all, mut block) = (Vec::new(), [0; 1_000]);
    loop {
        let read = reader.read(&mut block, TakeSample::MAX).unwrap().samples;
        if read == 0 {
            return all;
        }
        all.extend(&block[..read]);
    }
}

fn spoken(desk: &Desk, text: &str) -> Take {
    let (take, last) = desk.speak(Job { settings: JobSettings { sessions: 1, ..settings() }, ..desk.job(text) });
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    take
}

fn saved(desk: &Desk, take: &Take, name: &str, order: SaveOrder) -> Vec<i16> {
    let path = desk.path(name);
    desk.send(Command::Save { id: SaveId(1), take: take.clone(), to: Box::new(SaveTo { path: path.clone(), order }) });
    desk.until(|event| match event {
        Event::Saved { .. } => Some(()),
        Event::SaveFailed { failure, .. } => panic!("{failure:?}"),
        _ => None,
    });
    wav(&path)
}

/// What was sent from a connection on.
fn sent(demo: &Demo, from: usize) -> Vec<String> {
    demo.recorder().notes().connections[from..].iter().map(|one| one.texts.concat()).collect()
}

#[test]
fn pauses_are_found_wherever_they_may_stand() {
    type PauseCase<'a> = (&'a str, ScriptReading, &'a [(u32, &'a str)], u32);
    let cases: &[PauseCase<'_>] = &[
        ("你好{0.5s}再见。", PLAIN, &[(0, "你好"), (500, "再见。")], 0),
        ("你好。{2秒}再见。", PLAIN, &[(0, "你好。"), (2_000, "再见。")], 0),
        ("你好{1s}。再见。", PLAIN, &[(0, "你好。"), (1_000, "再见。")], 0),
        ("他说：“{1s}你好。”", PLAIN, &[(0, "他说：“"), (1_000, "你好。”")], 0),
        ("“{1s}你好。”", PLAIN, &[(1_000, "“你好。”")], 0),
        ("一？{1s}！二。", PLAIN, &[(0, "一？！"), (1_000, "二。")], 0),
        ("{1s}{500ms} 一。\n{1s}\n二。{0.25s}", PLAIN, &[(1_500, "一。"), (1_000, "二。")], 250),
        ("Hello {300 ms} world. {1S}", PLAIN, &[(0, "Hello"), (300, "world.")], 1_000),
        ("一｛０．５ｓ｝二", PLAIN, &[(0, "一"), (500, "二")], 0),
        ("一{0s}二", PLAIN, &[(0, "一"), (0, "二")], 0),
        ("一{60s}二{61s}三", PLAIN, &[(0, "一"), (60_000, "二{61s}三")], 0),
        ("{name} {1} {} {a{1s}b}", PLAIN, &[(0, "{name} {1} {} {a"), (1_000, "b}")], 0),
        ("见 https://a.b/{2s}/c 。", PLAIN, &[(0, "见 https://a.b/{2s}/c 。")], 0),
        ("写作 \\{2s} 。", PLAIN, &[(0, "写作 \\{2s} 。")], 0),
        ("{1s}", PLAIN, &[], 1_000),
        ("你好{0.5s}再见。", ScriptReading::default(), &[(0, "你好{0.5s}再见。")], 0),
        // The line end only wraps, and the hyphen goes.
        (
            "It was a long and winding road that led to the\nlittle {1s} village by the sea, where nobody had been for ma-\nny years{2s} and a day or two, as they said there.\n",
            PLAIN,
            &[
                (0, "It was a long and winding road that led to the little"),
                (1_000, "village by the sea, where nobody had been for many years"),
                (2_000, "and a day or two, as they said there."),
            ],
            0,
        ),
        ("# 标{1s}题\n\n正文。", MARKDOWN, &[(0, "标"), (1_000, "题"), (0, "正文。")], 0),
        (
            "- 一{1s}\n- {2s}二\n\n{3s}\n\n**三{1s}**四",
            MARKDOWN,
            &[(0, "一"), (3_000, "二"), (3_000, "三"), (1_000, "四")],
            0,
        ),
        ("| 甲{1s} | 乙 |\n|---|---|\n| 丙 | 丁 |", MARKDOWN, &[(0, "甲"), (1_000, "，乙"), (0, "丙，丁")], 0),
        ("`{1s}` 一\n\n```\n{2s}\n```", MARKDOWN, &[(0, "{1s} 一"), (0, "{2s}")], 0),
        ("[名{1s}](https://a.b/{2s}){3s}二 <!-- {1s} -->%%{1s}%%", MARKDOWN, &[(0, "名"), (4_000, "二")], 0),
        ("写作 \\{1s}。", MARKDOWN, &[(0, "写作 {1s}。")], 0),
        ("---\nx: \"{1s}\"\n---\n\n一。", MARKDOWN, &[(0, "一。")], 0),
    ];
    for (text, reading, sentences, end) in cases {
        let expected: Vec<_> = sentences.iter().map(|(pause, words)| (*pause, (*words).to_owned())).collect();
        assert_eq!(read(text, *reading), (expected, *end), "{text}");
    }
    // However often it is asked for, silence has an end.
    assert_eq!(read(&"{60s}".repeat(20), PLAIN), (Vec::new(), 600_000));
}

#[test]
fn the_sound_is_silent_for_so_long_where_they_stand() {
    let desk = Desk::at(Demo::start());
    let text = "{1s}一二三{0.5s}四五。{1s}{500ms}六七八。九十。{2秒}";
    let take = spoken(&desk, text);
    assert_eq!(sent(&desk.demo, 0), ["一二三", "四五。", "六七八。九十。"], "one more request for each pause inside");
    let expected = heard(&[(1_000, "一二三"), (500, "四五。"), (1_500, "六七八。九十。")], 2_000);
    assert!(played(&take) == expected, "what is heard");
    let captions = SaveOrder { captions: vec![CaptionFormat::Srt], ..SaveOrder::default() };
    assert!(saved(&desk, &take, "a.wav", captions) == expected, "what is saved");
    let rate = f64::from(take.rate());
    let length = |words: &str| tones(words).len() as f64 / rate;
    let srt = fs::read_to_string(desk.path("a.srt")).unwrap();
    assert!(!srt.contains('{') && srt.contains("一二三\n"), "{srt}");
    let starts: Vec<&str> = srt.lines().filter_map(|line| line.split_once(" --> ")).map(|(start, _)| start).collect();
    let at = |seconds: f64| format!("00:00:0{}", format!("{seconds:.3}").replace('.', ","));
    let second = 1.0 + length("一二三") + 0.5;
    assert_eq!(starts[..3], [at(1.0), at(second), at(second + length("四五。") + 1.5)], "{srt}");

    // From a sentence on, the pause before it is not heard once more; pauses between sentences are other ones.
    let joins = PauseSettings { sentence_ms: 300, paragraph_ms: 900, trim: false };
    let order = SaveOrder { joins, ..SaveOrder::default() };
    let ninth = tones("六七八。").len();
    let expected = heard(&[(1_000, "一二三"), (500, "四五。"), (1_500, "六七八。"), (300, "九十。")], 2_000);
    assert_eq!(expected.len(), played(&take).len() + 300 * 24);
    assert!(ninth > 0 && saved(&desk, &take, "b.wav", order) == expected, "with pauses between sentences");
}

#[test]
fn what_was_spoken_is_not_asked_for_again_when_a_pause_is_changed() {
    let desk = Desk::at(Demo::start());
    let first = spoken(&desk, "一二三。{1s}四五六{2s}七八九。");
    let asked = sent(&desk.demo, 0).len();
    assert_eq!(asked, 3);
    let second = spoken(&desk, "一二三。{0.1s}四五六{5s}七八九。");
    assert_eq!(sent(&desk.demo, asked), [""; 0]);
    assert!(samples_of(&first) == samples_of(&second));
    assert!(played(&second) == heard(&[(0, "一二三。"), (100, "四五六"), (5_000, "七八九。")], 0));
    // Nor for one that comes between sentences.
    let third = spoken(&desk, "{1s}一二三。四五六{5s}七八九。{1s}");
    assert_eq!(sent(&desk.demo, asked), [""; 0]);
    assert!(played(&third) == heard(&[(1_000, "一二三。"), (0, "四五六"), (5_000, "七八九。")], 1_000));
    // The three are other renderings, and none of the text as it would be without pauses.
    let takes = desk.takes();
    let name = |take: &Take| takes.iter().find(|info| info.id == take.id()).unwrap().fingerprint.clone();
    assert!(name(&first) != name(&second) && name(&second) != name(&third));
}

/// Two sentences that the service has spoken in one go have no mark between them, where a pause could stand.
#[test]
fn sound_without_a_mark_where_a_pause_is_to_be_is_asked_for_again() {
    let silent = Faults::every(Fault::NoSentenceStart);
    let desk = Desk::at(Demo::faulty(silent));
    spoken(&desk, "一二三。四五六。");
    let take = spoken(&desk, "一二三。{1s}四五六。");
    assert_eq!(sent(&desk.demo, 1), ["一二三。", "四五六。"]);
    assert!(played(&take) == heard(&[(0, "一二三。"), (1_000, "四五六。")], 0));
}

#[test]
fn a_take_is_read_as_it_was_made_whatever_is_chosen_now() {
    let desk = Desk::at(Demo::faulty(Faults::on(1, Fault::error_before_audio(4028))));
    let text = "一二三。{1s}四五六。{0.5s}";
    let literal = |job: Job| Job { settings: JobSettings { pauses: false, sessions: 1, ..settings() }, ..job };
    let (take, last) = desk.speak(desk.job(text));
    assert!(matches!(last, Event::Failed { .. }), "{last:?}");
    let dir = take.dir().to_owned();
    drop(take);
    // Whoever goes on does not know that there are such things as pauses.
    let job = literal(desk.job(""));
    let (take, last) = desk.run(Command::Continue { job: Box::new(job), take: dir.clone() });
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    let expected = heard(&[(0, "一二三。"), (1_000, "四五六。")], 500);
    assert!(played(&take) == expected);
    let at = engine::script(&take).sentences()[1].spoken.clone();
    let job = literal(desk.job(""));
    drop(take);
    let (take, last) = desk.run(Command::Redo { job: Box::new(job), take: dir, spoken: at, voice: RedoVoice::OfJob });
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert!(played(&take) == expected, "the sentence is another, the pause is the same");

    // Where pauses are text, they are spoken, and so they were in takes that say nothing of them.
    let before = sent(&desk.demo, 0).len();
    let (take, _) = desk.speak(literal(desk.job(text)));
    assert_eq!(sent(&desk.demo, before), ["{1s}四五六。{0.5s}"], "the first sentence is in the library");
    assert!(!fs::read_to_string(take.dir().join("take.jsonl")).unwrap_or_default().contains("\"pauses\""));
    assert!(played(&take) == samples_of(&take));
}

#[test]
fn each_of_several_voices_pauses_where_its_lines_do() {
    let desk = Desk::at(Demo::start());
    let text = "旁白。\n[小明] 你好{0.5s}再见。\n{1s}\n[小明]{2s}走吧。";
    let role = Role::new("小明", VoiceChoice { id: "7426720361753886757".into(), name: "Tones".into() });
    let own = VoiceChoice::default();
    let casting = Casting { roles: Some(&[role]), quotes: None, voices: &[], own: &own };
    let CastText { cast, .. } = engine::cast(text, casting);
    let job = Job { cast, settings: JobSettings { sessions: 1, ..settings() }, ..desk.job(text) };
    let (take, last) = desk.speak(job);
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert_eq!(sent(&desk.demo, 0), ["旁白。", "你好", "再见。", "走吧。"]);
    assert!(played(&take) == heard(&[(0, "旁白。"), (0, "你好"), (500, "再见。"), (3_000, "走吧。")], 0));
}

#[test]
fn names_are_made_of_what_is_said() {
    let text = "{1s}今天{0.5s}天气｛２ 秒｝不错。";
    assert_eq!(outside::title_of(text, false), "今天天气不错。");
    let facts = NameFacts::now(text, "Tones");
    for (template, name) in [("{first}", "今天天气不错"), ("{first:2}", "今天"), ("{title}", "今天天气不错")]
    {
        assert!(Template::parse(template).unwrap().stem(&facts).starts_with(name), "{template}");
    }
    let desk = Desk::at(Demo::start());
    spoken(&desk, text);
    assert_eq!(desk.takes()[0].first_words, "今天天气不错。");
    // Chapters too.
    let book = "第一章{1s} 开始\n\n今天。\n\n第二章 结束{2s}\n\n明天。";
    let chapters = Script::new(book, PLAIN).chapters(book);
    assert_eq!(chapters.iter().map(|one| &*one.title).collect::<Vec<_>>(), ["第一章 开始", "第二章 结束"]);
}

#[test]
fn ten_thousand_pauses_are_counted_at_once_and_before_anything_is_asked() {
    let text = "今天天气不错。{0.1s}".repeat(10_000);
    let begun = Instant::now();
    let script = Script::new(&text, PLAIN);
    let folder = tempfile::TempDir::new().unwrap();
    let index = SentenceIndex::new(&Home::under(folder.path()));
    let cost = engine::estimate(&script, 1_024, &index, None);
    assert_eq!(cost.requests, 10_000, "the last one costs none");
    assert_eq!(script.pauses().len(), 10_000);
    let desk = Desk::at(Demo::start());
    let job = Job { settings: JobSettings { max_requests: Some(20), ..settings() }, ..desk.job(&text) };
    desk.send(Command::Speak(Box::new(job)));
    let refused = desk.until(|event| if let Event::Refused { failure, .. } = event { Some(failure) } else { None });
    assert!(format!("{refused:?}").contains("10000"), "{refused:?}");
    assert!(sent(&desk.demo, 0).is_empty());
    // Each of them read anew would be a hundred million.
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

#[test]
fn the_program_pauses_unless_it_is_told_not_to() {
    let program = Program::at(Demo::start());
    let text = "一二三{0.5s}四五六。";
    good(&program, &["speak", text, "--no-play", "--out", "a.wav"]);
    let expected = heard(&[(0, "一二三"), (500, "四五六。")], 0);
    assert!(wav(&program.path("a.wav")) == expected);
    assert!(fs::read_dir(program.path("home/library")).unwrap().count() == 1);
    // And from the library.
    good(&program, &["takes", "export", "last", "--out", "b.wav"]);
    assert!(wav(&program.path("b.wav")) == expected);
    let before = sent(&program.demo, 0).len();
    good(&program, &["speak", text, "--no-play", "--no-directives", "--fresh", "--out", "c.wav"]);
    assert_eq!(sent(&program.demo, before), [text]);
    let settings = Settings { directives: false, ..Settings::default() };
    settings.save(&Home::under(&program.path("home"))).unwrap();
    good(&program, &["speak", text, "--no-play", "--fresh", "--out", "d.wav"]);
    assert_eq!(sent(&program.demo, before + 1), [text]);
    assert_eq!(program.run(&["speak", text, "--no-directives", "--role", "a=b"]).code, 2);
}

#[test]
fn files_of_the_queue_pause_and_are_called_by_what_is_said() {
    let program = Program::at(Demo::start());
    fs::write(program.path("a.txt"), "{1s}一二三{0.5s}四五六。").unwrap();
    fs::write(program.path("b.md"), "# {1s}七八九\n\n十{0.5s}。\n").unwrap();
    good(&program, &["batch", "a.txt", "b.md", "--out-dir", "out", "--template", "{first}"]);
    assert!(wav(&program.path("out/一二三四五六。.wav")) == heard(&[(1_000, "一二三"), (500, "四五六。")], 0));
    let mut names: Vec<_> = fs::read_dir(program.path("out")).unwrap().map(|one| one.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names.len(), 2);
    assert!(names.iter().all(|name| !name.to_string_lossy().contains('{')), "{names:?}");
    // Several as one: each keeps its own.
    good(&program, &["batch", "a.txt", "b.md", "--join", "all.wav"]);
    let expected = heard(&[(1_000, "一二三"), (500, "四五六。"), (1_000, "七八九"), (0, "十。")], 500);
    assert!(wav(&program.path("all.wav")) == expected);
}

/// What is heard while it is written has no pauses; the take has them.
#[test]
fn a_text_that_is_still_being_written_does_not_speak_its_pauses() {
    let program = Program::at(Demo::start());
    let text = "一二三。{0.5s}四五{1s}六。{2s}";
    let run = program.run_with(&["speak", "--follow", "-", "--no-play", "--keep"], text.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let said: String = sent(&program.demo, 0).concat();
    assert_eq!(said.split_whitespace().collect::<String>(), "一二三。四五六。");
    let take = Take::open(&program.takes()[0]).unwrap();
    assert!(played(&take) == heard(&[(0, "一二三。"), (500, "四五"), (1_000, "六。")], 2_000));
    assert_eq!(samples_of(&take), [Tones::text("一二三。", 24_000), tones("四五"), tones("六。")].concat());
}
