//! Nothing is asked for twice: sentences that the library has are copied, and only what is new costs a request.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use langsheng::audio::take::{SegmentState, Take};
use langsheng::demo::voice::{SpeakRequest, Synthesizer, VoiceInfo, VoiceKind};
use langsheng::demo::{Act, Fault, FaultPoint, Faults, Tones};
use langsheng::engine;
use langsheng::engine::{Account, Command, Engine, EngineSetup, Event, Job, JobSettings, Pace, Patience, Reused};
use langsheng::protocol::{Codec, EmotionConfig, OutputAudio, PcmConfig};
use langsheng::store::{Home, Key, Keys, Library, SentenceIndex};
use langsheng::text::Script;

use super::common::Demo;
use super::common::desk::{Desk, end_of_job, samples_of, settings};

const FIVE: &str = "今天天气不错。我们去公园走走吧！你带水了吗？路上小心。The bus leaves at noon.";

/// Where nobody listens.
const DOWN: &str = "http://127.0.0.1:9";

/// What is heard if a text is spoken from its beginning to its end.
fn tones(text: &str, markdown: bool) -> Vec<i16> {
    Tones::text(Script::new(text, markdown).spoken(), 24_000)
}

/// Speaks a job to its end: its take, what it asked for, and what it saved.
fn speak(desk: &Desk, job: Job) -> (Take, Vec<String>, Reused) {
    let before = desk.demo.recorder().notes().connections.len();
    desk.send(Command::Speak(Box::new(job)));
    let (take, requests, saved) = accepted(desk);
    let last = desk.until(end_of_job);
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert!(take.is_complete());
    let notes = desk.demo.recorder().notes();
    let asked: Vec<String> = notes.connections[before..].iter().flat_map(|one| one.texts.clone()).collect();
    assert_eq!(asked.len(), requests, "what is said beforehand is what is asked for");
    (take, asked, saved)
}

fn accepted(desk: &Desk) -> (Take, usize, Reused) {
    desk.until(|event| match event {
        Event::Accepted { take, segments, saved, .. } => Some((take, segments, saved)),
        Event::Refused { failure, .. } => panic!("{failure:?}"),
        _ => None,
    })
}

#[test]
fn of_an_edited_text_only_the_new_sentence_is_asked_for() {
    let desk = Desk::at(Demo::start());
    let (first, asked, saved) = speak(&desk, desk.job(FIVE));
    assert_eq!((asked, saved), (vec![FIVE.to_owned()], Reused::default()));

    let edited = FIVE.replace("你带水了吗？", "水带够了吗？");
    let (second, asked, saved) = speak(&desk, desk.job(&edited));
    assert_eq!(asked, ["水带够了吗？"]);
    assert_eq!(saved.sentences, 4);
    assert_eq!(saved.characters, edited.chars().count() - 6);
    assert!(samples_of(&second) == tones(&edited, false));
    // The others are the very samples of the first take.
    let (old, new) = (samples_of(&first), samples_of(&second));
    let head = tones("今天天气不错。我们去公园走走吧！", false).len();
    assert!(old[..head] == new[..head]);
    // Every sentence is found in the new text by an exact mark.
    let marks: Vec<&str> = second.marks().iter().map(|mark| &edited[mark.source..]).collect();
    let script = Script::new(&edited, false);
    for sentence in script.sentences() {
        assert!(marks.contains(&&edited[sentence.source.start..]), "{sentence:?}");
    }
    // The receipt tells what was not asked for.
    let receipt = second.receipt();
    let states = receipt.segments.iter().map(|segment| (segment.saved.is_some(), segment.connections));
    assert_eq!(states.collect::<Vec<_>>(), [(true, 0), (false, 1), (true, 0)]);
    assert!(receipt.complete && receipt.segments.iter().all(|segment| segment.state == SegmentState::Done));
    assert_eq!(receipt.segments[0].saved.as_deref(), Some(first.id()));

    // What was copied is as good a source as what was asked for.
    let third = edited.replace("今天", "明天");
    let (take, asked, _) = speak(&desk, desk.job(&third));
    assert_eq!(asked, ["明天天气不错。"]);
    assert!(samples_of(&take) == tones(&third, false));
}

#[test]
fn paragraphs_in_another_order_cost_nothing() {
    let desk = Desk::at(Demo::start());
    let paragraphs =
        ["第一段。它有两句。", "The second one is English. Dr. Li wrote it.", "第三段，也是最后一段！真的吗？"];
    speak(&desk, desk.job(&paragraphs.join("\n\n")));
    let turned = [paragraphs[2], paragraphs[0], paragraphs[1], paragraphs[0]].join("\n\n");
    let (take, asked, saved) = speak(&desk, desk.job(&turned));
    assert_eq!((asked.len(), saved.sentences), (0, 8));
    assert!(samples_of(&take) == tones(&turned, false));
}

#[test]
fn another_voice_or_other_settings_are_another_sound() {
    let desk = Desk::at(Demo::start());
    speak(&desk, desk.job(FIVE));
    let plain = OutputAudio::default();
    let pcm = |sample_rate| Some(PcmConfig { sample_rate: Some(sample_rate), ..PcmConfig::default() });
    let happy = EmotionConfig { emotion: Some("happy".into()), emotion_scale: Some(4.0) };
    for output in [
        OutputAudio { voice_id: Some("7426720361753886757".into()), ..plain.clone() },
        OutputAudio { speech_rate: Some(20), ..plain.clone() },
        OutputAudio { loudness_rate: Some(20), ..plain.clone() },
        OutputAudio { emotion_config: Some(happy), ..plain.clone() },
        OutputAudio { context_texts: Some("慢一点".into()), ..plain.clone() },
        OutputAudio { pcm_config: pcm(16_000), ..plain.clone() },
    ] {
        let (_, asked, saved) = speak(&desk, Job { settings: JobSettings { output, ..settings() }, ..desk.job(FIVE) });
        assert_eq!((asked.len(), saved), (1, Reused::default()));
    }
    let Account::Service { connect, .. } = desk.job("").account else { panic!("a service") };
    let account = Account::Service { name: "another".into(), connect };
    let (_, asked, _) = speak(&desk, Job { account, ..desk.job(FIVE) });
    assert_eq!(asked.len(), 1, "the same voice id may be another voice elsewhere");
    // What is the default anyway may be named.
    let voice_id = Some(langsheng::protocol::DEFAULT_VOICE.into());
    let named = OutputAudio { voice_id, speech_rate: Some(0), pcm_config: pcm(24_000), ..plain };
    let (_, asked, _) = speak(&desk, Job { settings: JobSettings { output: named, ..settings() }, ..desk.job(FIVE) });
    assert_eq!(asked.len(), 0);
}

#[test]
fn spoken_afresh_everything_is_asked_for() {
    let desk = Desk::at(Demo::start());
    speak(&desk, desk.job(FIVE));
    let (_, asked, saved) =
        speak(&desk, Job { settings: JobSettings { reuse: false, ..settings() }, ..desk.job(FIVE) });
    assert_eq!((asked, saved), (vec![FIVE.to_owned()], Reused::default()));
}

#[test]
fn a_text_that_is_wholly_saved_needs_no_service() {
    let desk = Desk::at(Demo::start());
    let (_, _, _) = speak(&desk, desk.job(FIVE));
    let connections = desk.demo.recorder().notes().connections.len();
    let job = Job {
        pace: Pace::AsHeard,
        play: true,
        settings: JobSettings { max_requests: Some(0), ..settings() },
        ..desk.job_at(DOWN, FIVE)
    };
    let (take, asked, saved) = speak(&desk, job);
    assert_eq!((asked.len(), saved.sentences), (0, 5));
    assert!(samples_of(&take) == tones(FIVE, false));
    let notes = desk.demo.recorder().notes();
    assert_eq!((notes.connections.len(), notes.calls.len()), (connections, 0));
}

#[test]
fn only_what_is_asked_for_counts_against_the_limit() {
    let desk = Desk::at(Demo::start());
    speak(&desk, desk.job(FIVE));
    let two = FIVE.replace("今天", "明天").replace("路上小心", "一路小心");
    desk.send(Command::Speak(Box::new(Job {
        settings: JobSettings { max_requests: Some(1), ..settings() },
        ..desk.job(&two)
    })));
    assert!(matches!(desk.until(end_of_job), Event::Refused { .. }));
    let (take, asked, _) =
        speak(&desk, Job { settings: JobSettings { max_requests: Some(2), ..settings() }, ..desk.job(&two) });
    // Requests run at once, so they come in any order.
    assert_eq!(asked.len(), 2);
    assert!(samples_of(&take) == tones(&two, false));
}

#[test]
fn markdown_and_plain_text_share_their_sentences() {
    let desk = Desk::at(Demo::start());
    let markdown = "# 码头的早晨\n\n船要开了吗？**老人**把缆绳解开。\n\n* 第一件事。\n* 第二件事。\n";
    speak(&desk, Job { markdown: true, ..desk.job(markdown) });
    let edited = markdown.replace("第二件事", "另一件事");
    let (take, asked, _) = speak(&desk, Job { markdown: true, ..desk.job(&edited) });
    assert_eq!(asked, ["另一件事。"]);
    assert!(samples_of(&take) == tones(&edited, true));
    let (take, asked, saved) = speak(&desk, desk.job("老人把缆绳解开。第一件事。"));
    assert_eq!((asked.len(), saved.sentences), (0, 2));
    assert!(samples_of(&take) == tones("老人把缆绳解开。第一件事。", false));
}

#[test]
fn a_stopped_take_gives_what_it_has() {
    let desk = Desk::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(30), Act::StallForever))));
    for again in [false, true] {
        if again {
            let (take, asked, saved) = speak(&desk, desk.job(FIVE));
            // The sentence that had begun is asked for again, and what follows it.
            assert_eq!(asked.len(), 1);
            assert!(FIVE.ends_with(&asked[0]) && saved.sentences > 0, "{asked:?} {saved:?}");
            assert!(samples_of(&take) == tones(FIVE, false));
        } else {
            desk.send(Command::Speak(Box::new(desk.job(FIVE))));
            let (take, ..) = accepted(&desk);
            let mut extent = take.extent();
            while extent.whole == 0 || extent.len == extent.whole {
                extent = take.wait(extent.changes);
            }
            // The next job stops this one, and begins with what it has.
        }
    }
}

#[test]
fn a_source_that_is_gone_does_no_harm() {
    let desk = Desk::at(Demo::start());
    let (first, ..) = speak(&desk, desk.job(FIVE));
    let edited = FIVE.replace("今天", "明天");
    let (second, asked, _) = speak(&desk, desk.job(&edited));
    assert_eq!(asked.len(), 1);
    fs::remove_dir_all(first.dir()).unwrap();
    assert!(samples_of(&Take::open(second.dir()).unwrap()) == tones(&edited, false));
    // Its own sentence is asked for again, the others are found in the copy.
    let (take, asked, saved) = speak(&desk, desk.job(FIVE));
    assert_eq!((asked, saved.sentences), (vec!["今天天气不错。".to_owned()], 4));
    assert!(samples_of(&take) == tones(FIVE, false));
    // A file that lost its end is no source either.
    for take in [second.dir(), take.dir()] {
        let longest = fs::read_dir(take).unwrap().flatten().map(|entry| entry.path());
        for pcm in longest.filter(|path| path.extension().is_some_and(|ending| ending == "pcm")) {
            let file = fs::File::options().write(true).open(&pcm).unwrap();
            file.set_len(file.metadata().unwrap().len() / 2).unwrap();
        }
    }
    let (take, asked, _) = speak(&desk, desk.job(FIVE));
    assert_eq!(asked, [FIVE]);
    assert!(samples_of(&take) == tones(FIVE, false));
}

#[test]
fn an_old_library_is_learned_and_a_damaged_index_is_only_poorer() {
    let desk = Desk::at(Demo::start());
    let (take, ..) = speak(&desk, desk.job(FIVE));
    // The engine ends when it has noted everything; another one takes its place.
    let home = desk.path("");
    let pieces = home.join("cache/pieces");
    let another = |home: &Path| {
        let setup = EngineSetup {
            home: Home::under(home),
            demo: engine::Demo::default(),
            patience: Patience::default(),
            wake: Box::new(|| {}),
        };
        let engine = Engine::start(setup).expect("an engine");
        drop((engine.commands, engine.player));
        engine.thread.join().expect("the engine ends");
    };
    let lines = |pieces: &Path| -> Vec<String> {
        let files = fs::read_dir(pieces).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some()).collect();
        files.sort();
        files
            .iter()
            .flat_map(|path| fs::read_to_string(path).unwrap().lines().map(String::from).collect::<Vec<_>>())
            .collect()
    };
    // The first answer comes when the first take is noted.
    speak(&desk, desk.job("又一句。"));
    fs::remove_dir_all(&pieces).ok();
    another(&home);
    let known = lines(&pieces);
    assert!(known.len() >= 6 && known.iter().filter(|line| line.contains(take.id())).count() == 5, "{known:?}");
    another(&home);
    assert_eq!(lines(&pieces), known, "what is known is not written again");

    // Half lines, and lines that say what is not so.
    for path in fs::read_dir(&pieces).unwrap().map(|entry| entry.unwrap().path()) {
        let whole = fs::read(&path).unwrap();
        fs::write(&path, [&b"{\"k\":\"00\",\n\xff\xfe\n"[..], &whole, &whole[..whole.len() / 2]].concat()).unwrap();
    }
    let output = OutputAudio::default();
    let wrong = Keys::new("test", &output).of("从来没有说过。");
    SentenceIndex::new(&Home::under(&home)).add(take.id(), &[wrong]).unwrap();
    let (again, asked, _) = speak(&desk, desk.job(&format!("{FIVE}\n从来没有说过。")));
    assert_eq!(asked, ["从来没有说过。"]);
    assert!(samples_of(&again) == tones(&format!("{FIVE}\n从来没有说过。"), false));
}

#[test]
fn what_a_known_take_has_got_since_is_found_too() {
    let folder = tempfile::TempDir::new().unwrap();
    let home = Home::under(folder.path());
    let (library, pieces) = (Library::new(&home), SentenceIndex::new(&home));
    let (id, dir) = library.new_take_dir().unwrap();
    let keys = Keys::new("coze.cn", &OutputAudio::default());
    let (first, second) = (keys.of("第一句。"), keys.of("第二句。"));
    let known = || pieces.find(&[first, second]).unwrap().into_keys().collect::<BTreeSet<Key>>();
    fs::write(dir.join("take.jsonl"), "so far\n").unwrap();
    pieces.learn(&id, || vec![first]).unwrap();
    pieces.catch_up(&library, |_| panic!("it is known")).unwrap();
    assert_eq!(known(), [first].into());
    // Another process goes on with it, and is killed before it can note anything.
    fs::write(dir.join("take.jsonl"), "so far\nand on\n").unwrap();
    pieces.catch_up(&library, |_| vec![first, second]).unwrap();
    assert_eq!(known(), [first, second].into());
    pieces.catch_up(&library, |_| panic!("it is known")).unwrap();
}

#[test]
fn a_copying_that_was_killed_is_gone_on_with_and_asks_for_nothing_twice() {
    // The service cuts the first sentence at its comma, so that a copy may end inside it.
    let pace = langsheng::demo::ServerPace::Fast;
    let desk = Desk::at(Demo::with(langsheng::demo::Config { early_comma: true, pace, ..Default::default() }));
    let first = format!("码头很安静，只有海鸥在叫。{FIVE}");
    let (first_take, ..) = speak(&desk, desk.job(&first));
    let heard = samples_of(&first_take);
    let edited = first.replace("你带水了吗？", "水带够了吗？");
    let (whole, ..) = speak(&desk, desk.job(&edited));
    let heard_now = samples_of(&whole);
    assert!(
        whole.marks().iter().any(|mark| edited[mark.source..].starts_with("只有海鸥"))
            && heard_now.starts_with(&heard[..9_600])
    );
    let lines = fs::read_to_string(whole.dir().join("take.jsonl")).unwrap();
    let lines: Vec<&str> = lines.split_inclusive('\n').collect();
    for kept in 1..lines.len() - 1 {
        // As a kill leaves it: a journal that stops anywhere, and files that are at least as long as it says.
        let name = format!("20261122-100000-{kept:03}");
        let dir = whole.dir().with_file_name(&name);
        fs::create_dir(&dir).unwrap();
        fs::write(dir.join("take.jsonl"), lines[..kept].concat()).unwrap();
        for pcm in fs::read_dir(whole.dir()).unwrap().map(|entry| entry.unwrap().path()) {
            if pcm.extension().is_some_and(|ending| ending == "pcm") {
                fs::copy(&pcm, dir.join(pcm.file_name().unwrap())).unwrap();
            }
        }
        let before = desk.demo.recorder().notes().connections.len();
        let (take, last) = desk.run(Command::Continue { job: Box::new(desk.job("")), take: dir });
        assert!(matches!(last, Event::Finished { .. }), "{kept}: {last:?}");
        assert!(samples_of(&take) == heard_now, "{kept}");
        let asked = desk.demo.recorder().notes().connections[before..].iter().flat_map(|one| one.texts.clone()).count();
        assert_eq!(asked, 0, "{kept}: even the new sentence is known by now");
    }
}

#[test]
fn opus_packets_are_copied_with_their_samples() {
    let desk = Desk::at(Demo::start());
    let output = OutputAudio { codec: Codec::Opus, ..OutputAudio::default() };
    let (first, ..) =
        speak(&desk, Job { settings: JobSettings { output: output.clone(), ..settings() }, ..desk.job(FIVE) });
    let edited = FIVE.replace("你带水了吗？", "水带够了吗？");
    let (second, asked, _) = speak(&desk, Job { settings: JobSettings { output, ..settings() }, ..desk.job(&edited) });
    assert_eq!(asked.len(), 1);
    let packets = |take: &Take, request: u32| fs::read(take.dir().join(format!("{request:04}.opus"))).unwrap();
    let whole = packets(&first, 0);
    let mut copied = 0;
    for (at, part) in second.receipt().segments.iter().enumerate() {
        let start = second.receipt().segments[..at].iter().map(|part| part.samples).sum();
        let own = packets(&second, second.origin_at(start).unwrap().request);
        let found = whole.windows(own.len()).any(|stretch| stretch == own);
        assert_eq!(found, part.saved.is_some());
        copied += usize::from(found);
    }
    assert_eq!(copied, 2);
    let (old, new) = (samples_of(&first), samples_of(&second));
    assert!(old[..24_000] == new[..24_000] && old[old.len() - 24_000..] == new[new.len() - 24_000..]);
}

#[test]
fn what_the_demo_only_marked_is_spoken_once_there_is_a_voice() {
    // The same voice, once as what it is, and once as one that speaks.
    struct Spoken;
    impl Synthesizer for Spoken {
        fn voices(&self) -> Vec<VoiceInfo> {
            Tones.voices()
        }
        fn speak(&self, sentence: &str, request: &SpeakRequest) -> Vec<i16> {
            Tones.speak(sentence, request)
        }
        fn kind(&self, _: &str) -> VoiceKind {
            VoiceKind::Speech
        }
    }
    let home = tempfile::TempDir::new().unwrap();
    let desk = Desk::at(Demo::start());
    let sentences = |voice: Arc<dyn Synthesizer>| {
        let config = langsheng::demo::Config { pace: langsheng::demo::ServerPace::Fast, ..Default::default() };
        let setup = EngineSetup {
            home: Home::under(home.path()),
            demo: engine::Demo { config, voice },
            patience: Patience::default(),
            wake: Box::new(|| {}),
        };
        let engine = Engine::start(setup).expect("an engine");
        let job = Job { account: Account::Demo, ..desk.job(FIVE) };
        engine.commands.send(Command::Speak(Box::new(job)));
        let mut sentences = None;
        loop {
            match engine.events.recv().expect("the engine goes on") {
                Event::Accepted { saved, .. } => sentences = Some(saved.sentences),
                event => {
                    if end_of_job(event).is_some() {
                        break;
                    }
                }
            }
        }
        drop((engine.commands, engine.player));
        engine.thread.join().expect("the engine ends");
        sentences
    };
    assert_eq!(sentences(Arc::new(Tones)), Some(0));
    assert_eq!(sentences(Arc::new(Tones)), Some(5), "one mark is as good as the other");
    assert_eq!(sentences(Arc::new(Spoken)), Some(0));
    assert_eq!(sentences(Arc::new(Spoken)), Some(5));
}

#[test]
fn what_a_text_would_cost_is_known_beforehand() {
    let desk = Desk::at(Demo::start());
    speak(&desk, desk.job(FIVE));
    let pieces = SentenceIndex::new(&Home::under(&desk.path("")));
    // An engine that has ended has noted everything.
    drop((desk.engine.commands, desk.engine.player));
    desk.engine.thread.join().unwrap();
    let keys = Keys::new("test", &OutputAudio::default());
    let edited = FIVE.replace("你带水了吗？", "水带够了吗？");
    for (text, keys, requests, characters, saved) in [
        (FIVE, Some(&keys), 0, 0, 5),
        (&edited, Some(&keys), 1, 6, 4),
        (&edited, None, 1, edited.chars().count(), 0),
        ("全是新的。", Some(&keys), 1, 5, 0),
    ] {
        let cost = engine::estimate(&Script::new(text, false), 1024, &pieces, keys);
        assert_eq!((cost.requests, cost.characters, cost.saved.sentences), (requests, characters, saved), "{text}");
        assert_eq!(cost.requests_afresh, 1);
    }
}

#[test]
fn the_index_finds_a_few_sentences_among_very_many() {
    let folder = tempfile::TempDir::new().unwrap();
    let pieces = SentenceIndex::new(&Home::under(folder.path()));
    let keys = Keys::new("coze.cn", &OutputAudio::default());
    let key = |n: usize| keys.of(&format!("第{n}句话。"));
    let takes: Vec<(String, Vec<Key>)> = (0..20)
        .map(|take| (format!("20261122-10{take:02}00-000"), (take * 500..(take + 1) * 500).map(key).collect()))
        .collect();
    for (take, keys) in &takes {
        pieces.add(take, keys).unwrap();
        pieces.add(take, &keys[..10]).unwrap();
    }
    // The newest first.
    pieces.add("20261123-000000-000", &[key(7)]).unwrap();
    let found = pieces.find(&[key(7), key(777), key(9_999), key(10_000)]).unwrap();
    assert_eq!(found.len(), 3);
    assert_eq!(found[&key(7)], ["20261123-000000-000", &takes[0].0]);
    assert_eq!(found[&key(777)], [takes[1].0.clone()]);
    assert_eq!(found[&key(9_999)], [takes[19].0.clone()]);
}

#[test]
fn a_take_that_is_not_kept_gives_what_it_has_before_it_goes() {
    let desk = Desk::at(Demo::start());
    let job = |text: &str| Job { settings: JobSettings { keep: false, ..settings() }, ..desk.job(text) };
    desk.speak(job("今天天气不错。我们去公园走走吧！"));
    let (take, last) = desk.speak(job("今天天气不错。我们去河边走走吧！"));
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert_eq!(desk.demo.recorder().notes().texts(), ["今天天气不错。我们去公园走走吧！", "我们去河边走走吧！"]);
    assert!(take.is_complete());
}
