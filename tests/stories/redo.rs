//! A passage is asked for once more; the take keeps what it had until the user decides.

use langsheng::audio::take::{Passage, Take, TakeEnd, VersionId, VersionVoice};
use langsheng::audio::{LoadedTake, Playback, PlayerEvent, PreviewId, TakeSample};
use langsheng::demo::{Act, Connection, Disconnect, Fault, FaultPoint, Faults};
use langsheng::engine::{Command, Event, Job, JobId, JobSettings, PreviewSource, RedoVoice, SaveId, SaveOrder, SaveTo};
use langsheng::protocol::OutputAudio;
use langsheng::words::Class;

use super::common::Demo;
use super::common::desk::{Desk, end_of_job, samples_of, settings};
use super::common::sound::{tones, wav};

const THREE: [&str; 3] = ["今天天气不错。", "我们去公园走走吧！", "路上小心。"];

/// The bytes of a sentence of [`THREE`] in its text.
fn sentence(n: usize) -> std::ops::Range<usize> {
    let start = THREE[..n].concat().len();
    start..start + THREE[n].len()
}

/// Other settings, so that the new version is another sound.
fn faster(desk: &Desk) -> Job {
    Job {
        settings: JobSettings {
            output: OutputAudio { speech_rate: Some(100), ..OutputAudio::default() },
            ..settings()
        },
        ..desk.job("")
    }
}

fn redo(desk: &Desk, job: Job, take: &Take, spoken: std::ops::Range<usize>) -> (Take, Event) {
    desk.run(Command::Redo { job: Box::new(job), take: take.dir().to_owned(), spoken, voice: RedoVoice::OfJob })
}

fn asked(desk: &Desk) -> Vec<String> {
    desk.demo.recorder().notes().texts()
}

/// The take as it is after a change.
fn changed(desk: &Desk, command: Command) -> Take {
    desk.send(command);
    desk.until(|event| match event {
        Event::TakeChanged(take) => Some(take),
        Event::Notice(failure) => panic!("{failure:?}"),
        _ => None,
    })
}

fn only_passage(take: &Take) -> Passage {
    let passages = take.passages();
    assert_eq!(passages.len(), 1, "{passages:?}");
    passages.into_iter().next().unwrap()
}

#[test]
fn a_sentence_is_redone_and_its_versions_are_kept_chosen_and_dropped() {
    let desk = Desk::at(Demo::start());
    let (take, _) = desk.speak(desk.job(&THREE.concat()));
    let first = samples_of(&take);
    let (take, last) = redo(&desk, faster(&desk), &take, sentence(1));
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert_eq!(asked(&desk)[1..], [THREE[1].to_owned()], "exactly the sentence is asked for");
    assert!(take.is_complete() && take.end() == Some(TakeEnd::Complete));

    // The others are the very same samples.
    let (head, tail) = (tones(THREE[0]).len(), tones(THREE[2]).len());
    let second = samples_of(&take);
    assert!(second[..head] == first[..head]);
    assert!(second[second.len() - tail..] == first[first.len() - tail..]);
    assert!(second.len() < first.len(), "what is in between is spoken faster");
    assert!(samples_of(&Take::open(take.dir()).unwrap()) == second);

    let passage = only_passage(&take);
    assert_eq!(passage.spoken, sentence(1));
    assert_eq!(passage.versions.len(), 2);
    assert!(passage.versions[1].heard && passage.versions[1].voice.is_some(), "{passage:?}");
    // Back to the first version, and forth again.
    let dir = take.dir().to_owned();
    let take = changed(&desk, Command::UseVersion { take: dir.clone(), version: passage.versions[0].id });
    assert!(samples_of(&take) == first);
    let take = changed(&desk, Command::UseVersion { take: dir.clone(), version: passage.versions[1].id });
    assert!(samples_of(&take) == second);
    let take = changed(&desk, Command::DropVersions { take: dir.clone() });
    assert!(take.passages().is_empty());
    assert!(samples_of(&take) == second);
    assert_eq!(take.end(), Some(TakeEnd::Complete));
    // There is no such version any more.
    desk.send(Command::UseVersion { take: dir.clone(), version: passage.versions[0].id });
    let notice = desk.until(|event| match event {
        Event::Notice(failure) => Some(failure),
        _ => None,
    });
    assert_eq!(notice.class, Class::Text);
    assert!(samples_of(&Take::open(&dir).unwrap()) == second);
}

/// The voice of a version that is not the take's.
fn other() -> VersionVoice {
    VersionVoice { name: "Another".into(), id: Some("7426720361753886757".into()) }
}

#[test]
fn a_sentence_is_redone_in_another_voice_which_stays_with_it_and_is_exported() {
    let desk = Desk::at(Demo::start());
    let (take, _) = desk.speak(desk.job(&THREE.concat()));
    let job = faster(&desk);
    let output = OutputAudio { voice_id: other().id, ..job.settings.output.clone() };
    let settings = JobSettings { voice_name: other().name, output, ..job.settings.clone() };
    let (take, last) = redo(&desk, Job { settings, ..job }, &take, sentence(1));
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    let notes = desk.demo.recorder().notes();
    let [first, second] = &notes.connections[..] else { panic!("two requests and no more") };
    assert_eq!(second.texts, [THREE[1]], "nothing else is asked for");
    let voice = |connection: &Connection| connection.output.as_ref().and_then(|output| output.voice_id.clone());
    assert_eq!((voice(first), voice(second)), (None, other().id));

    // The next start reads it from the journal.
    let reopened = Take::open(take.dir()).unwrap();
    let voices: Vec<_> = only_passage(&reopened).versions.into_iter().map(|version| version.voice).collect();
    assert_eq!(voices, [None, Some(other())]);

    let path = desk.path("out.wav");
    let to = Box::new(SaveTo { path: path.clone(), order: SaveOrder::default() });
    desk.send(Command::Save { id: SaveId(1), take: reopened.clone(), to });
    desk.until(|event| matches!(event, Event::Saved { .. }).then_some(()));
    assert!(wav(&path) == samples_of(&reopened), "the new version is in the file");
}

#[test]
fn versions_are_compared_as_previews_and_what_is_kept_stays_what_it_is() {
    let desk = Desk::at(Demo::start());
    let (take, _) = desk.speak(desk.job(&THREE.concat()));
    let first = samples_of(&take);
    let (take, _) = redo(&desk, faster(&desk), &take, sentence(1));
    let second = samples_of(&take);
    let preview = |id, version| {
        let of = PreviewSource::Version { take: take.dir().to_owned(), version };
        desk.send(Command::Preview { id: PreviewId(id), of });
        desk.until(|event| match event {
            Event::PreviewReady { id: ready, take } if ready == PreviewId(id) => Some(Ok(take)),
            Event::PreviewFailed { id: failed, failure } if failed == PreviewId(id) => Some(Err(failure.class)),
            Event::Player(PlayerEvent::Loaded(_)) | Event::TakeChanged(_) => panic!("nothing else changes"),
            _ => None,
        })
    };
    for (number, version) in only_passage(&take).versions.iter().enumerate() {
        let sound = preview(number as u64, version.id).expect("a preview");
        assert!(samples_of(&sound) == [&first, &second][number].as_slice());
    }
    assert_eq!(preview(9, VersionId(99)).err(), Some(Class::Text));
    let reopened = Take::open(take.dir()).unwrap();
    assert!(samples_of(&reopened) == second && only_passage(&reopened).versions[1].heard);
    assert_eq!(asked(&desk).len(), 2, "listening costs nothing");
}

/// What the player has loaded next.
fn loaded(desk: &Desk) -> LoadedTake {
    desk.until(|event| match event {
        Event::Player(PlayerEvent::Loaded(loaded)) => Some(loaded),
        _ => None,
    })
}

#[test]
fn a_chosen_version_is_loaded_at_its_beginning_and_dropping_the_others_moves_nobody() {
    let desk = Desk::without_sound(Demo::start());
    let (take, _) = desk.speak(desk.job(&THREE.concat()));
    let (take, _) = redo(&desk, faster(&desk), &take, sentence(1));
    let passage = only_passage(&take);
    let (id, dir, player) = (take.id().to_owned(), take.dir().to_owned(), &desk.engine.player);
    desk.send(Command::Play { take, from: TakeSample(7) });
    assert_eq!(loaded(&desk), LoadedTake { id: id.clone(), generation: 1 });
    assert_eq!(player.meter().position(), 7);
    // Without a device it is held.
    desk.until(|event| event_is_state(&event, Playback::Paused).then_some(()));

    changed(&desk, Command::UseVersion { take: dir.clone(), version: passage.versions[0].id });
    assert_eq!(loaded(&desk), LoadedTake { id: id.clone(), generation: 2 });
    assert_eq!(player.meter().position(), passage.samples.start);
    player.seek(TakeSample(11));
    changed(&desk, Command::DropVersions { take: dir });
    assert_eq!(loaded(&desk), LoadedTake { id, generation: 3 });
    assert_eq!((player.meter().position(), player.meter().state()), (TakeSample(11), Playback::Paused));
}

fn event_is_state(event: &Event, state: Playback) -> bool {
    matches!(event, Event::Player(PlayerEvent::State(now)) if *now == state)
}

#[test]
fn what_was_redone_in_another_way_is_no_source_for_its_sentence() {
    let desk = Desk::at(Demo::start());
    let text = THREE.concat();
    let (take, _) = desk.speak(desk.job(&text));
    let (take, _) = redo(&desk, faster(&desk), &take, sentence(1));
    for dropped in [false, true] {
        if dropped {
            changed(&desk, Command::DropVersions { take: take.dir().to_owned() });
        }
        let (again, last) = desk.speak(Job { settings: JobSettings { keep: false, ..settings() }, ..desk.job(&text) });
        assert!(matches!(last, Event::Finished { .. }), "{last:?}");
        assert!(samples_of(&again) == tones(&text), "dropped: {dropped}");
        assert_eq!(asked(&desk).last().map(String::as_str), Some(THREE[1]));
        let (other, _) = desk
            .speak(Job {
                settings: JobSettings { keep: false, reuse: false, ..settings() }, ..desk.job("另一句。")
            });
        drop(other);
    }
}

#[test]
fn a_redo_in_the_same_way_is_the_new_source() {
    let desk = Desk::at(Demo::start());
    let text = THREE.concat();
    let (take, _) = desk.speak(desk.job(&text));
    let (_, last) = redo(&desk, desk.job(""), &take, sentence(0));
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    let before = asked(&desk).len();
    let (again, _) = desk.speak(desk.job(&text));
    assert_eq!(asked(&desk).len(), before, "nothing is asked for");
    assert!(samples_of(&again) == tones(&text));
}

#[test]
fn a_redo_that_breaks_is_asked_again_from_its_beginning() {
    let break_off =
        |connection| Faults::on(connection, Fault::At(FaultPoint::Delta(14), Act::Close(Disconnect::Reset)));
    let desk = Desk::at(Demo::faulty(break_off(1)));
    let text = THREE.concat();
    let (take, _) = desk.speak(desk.job(&text));
    // The whole text, which is one segment.
    let (take, last) = redo(&desk, desk.job(""), &take, 0..text.len());
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert_eq!(asked(&desk), [text.clone(), text.clone(), text.clone()]);
    assert!(samples_of(&take) == tones(&text));
    assert_eq!(only_passage(&take).versions.len(), 2, "the broken try is no version");
}

#[test]
fn a_redo_that_fails_leaves_the_take_as_it_was() {
    for fault in [Fault::error_before_audio(4028), Fault::error_within_audio(3, 4011), Fault::NoAudio] {
        let desk = Desk::at(Demo::faulty(Faults::on(1, fault.clone()).and_on(2, fault.clone()))).with_waits(&[0]);
        let text = THREE.concat();
        let (take, _) = desk.speak(desk.job(&text));
        let before = samples_of(&take);
        let (take, last) = redo(&desk, faster(&desk), &take, sentence(1));
        assert!(matches!(last, Event::Failed { .. }), "{fault:?}: {last:?}");
        for take in [take.clone(), Take::open(take.dir()).unwrap()] {
            assert!(samples_of(&take) == before, "{fault:?}");
            assert!(take.passages().is_empty() && take.is_complete() && take.damage().is_none(), "{fault:?}");
            assert_eq!(take.end(), Some(TakeEnd::Complete));
        }
    }
}

#[test]
fn a_stopped_redo_leaves_the_take_as_it_was() {
    let desk = Desk::at(Demo::faulty(Faults::on(1, Fault::At(FaultPoint::Delta(3), Act::StallForever))));
    let text = THREE.concat();
    let (take, _) = desk.speak(desk.job(&text));
    let dir = take.dir().to_owned();
    desk.send(Command::Redo {
        job: Box::new(faster(&desk)),
        take: dir.clone(),
        spoken: sentence(2),
        voice: RedoVoice::OfJob,
    });
    desk.until(|event| matches!(event, Event::FirstDelta { .. }).then_some(()));
    // While it is asked for, nothing else may change the take.
    desk.send(Command::Redo {
        job: Box::new(desk.job("")),
        take: dir.clone(),
        spoken: sentence(0),
        voice: RedoVoice::OfJob,
    });
    let Event::Refused { failure, .. } = desk.until(end_of_job) else { panic!("refused") };
    assert_eq!(failure.class, Class::Usage);
    desk.send(Command::DropVersions { take: dir.clone() });
    desk.until(|event| matches!(event, Event::Notice(_)).then_some(()));
    desk.send(Command::Stop(JobId(2)));
    assert!(matches!(desk.until(end_of_job), Event::Stopped { .. }));
    let take = Take::open(&dir).unwrap();
    assert!(samples_of(&take) == tones(&text));
    assert!(take.passages().is_empty() && take.is_complete());
    // And it can be redone after that.
    let (take, last) = redo(&desk, faster(&desk), &take, sentence(2));
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert_eq!(only_passage(&take).spoken, sentence(2));
}

#[test]
fn what_cannot_be_redone_is_refused_in_words() {
    let desk = Desk::at(Demo::faulty(Faults::on(1, Fault::error_before_audio(4028))));
    // Two segments, of which the second fails.
    let text = format!("{}{}", THREE.concat().repeat(9), THREE.concat().repeat(9));
    let (take, last) = desk.speak(Job { settings: JobSettings { sessions: 1, ..settings() }, ..desk.job(&text) });
    assert!(matches!(last, Event::Failed { .. }), "{last:?}");
    let before = desk.demo.recorder().notes().connections.len();
    for spoken in [text.len() - 10..text.len(), 0..text.len(), text.len() + 5..text.len() + 9] {
        let command =
            Command::Redo { job: Box::new(desk.job("")), take: take.dir().to_owned(), spoken, voice: RedoVoice::OfJob };
        desk.send(command);
        let Event::Refused { failure, .. } = desk.until(end_of_job) else { panic!("refused") };
        assert_eq!(failure.class, Class::Text);
    }
    assert_eq!(desk.demo.recorder().notes().connections.len(), before);
    // Of a take that is not whole, what is there can be redone; it can still be continued.
    let (take, last) = redo(&desk, faster(&desk), &take, sentence(0));
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert_eq!(take.end(), Some(TakeEnd::Failed));
    let (take, last) = desk.run(Command::Continue { job: Box::new(desk.job("")), take: take.dir().to_owned() });
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert!(take.is_complete());
}
