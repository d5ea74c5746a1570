//! The engine against the real demo server: order, resume, retry, limits, stopping.

use std::time::Duration;

use langsheng::audio::take::{SegmentState, Take};
use langsheng::demo::{Act, BadToken, Config, Disconnect, Fault, FaultPoint, Faults, ServerPace, Tones};
use langsheng::engine::{Command, Event, Job, JobId, JobSettings, Pace, SaveTo};
use langsheng::protocol::Deadlines;
use langsheng::words::Class;

use super::common::Demo;
use super::common::desk::{Desk, end_of_job, samples_of, settings};

/// Ordinary prose in both languages, long enough for several requests.
fn prose(paragraphs: usize) -> String {
    let one = "清晨的码头很安静，只有海鸥在叫。船要开了吗？老人把缆绳解开，慢慢地说：“再等一等。”\n\
               Dr. Li waited at pier 3.5 for the boat. \"Is it late?\" she asked; nobody knew. The fog was thick!\n\n";
    (0..paragraphs).map(|n| format!("第{n}段。{one}")).collect()
}

/// What the tones say for the texts that reached the server, one after the other.
fn tones(texts: &[String]) -> Vec<i16> {
    texts.iter().flat_map(|text| Tones::text(text, 24_000)).collect()
}

#[test]
fn a_long_text_becomes_one_take_in_order() {
    let desk = Desk::at(Demo::start());
    let text = prose(40);
    let (take, last) = desk.speak(Job { settings: JobSettings { sessions: 4, ..settings() }, ..desk.job(&text) });
    let Event::Finished { receipt, .. } = last else { panic!("{last:?}") };
    let notes = desk.demo.recorder().notes();

    assert!(notes.connections.len() > 5, "the text needs several requests");
    assert!((2..=4).contains(&notes.most_at_once), "{} at once", notes.most_at_once);
    assert!(receipt.complete && receipt.segments.iter().all(|segment| segment.state == SegmentState::Done));
    assert!(receipt.segments.iter().all(|segment| segment.retries == 0 && segment.logid.is_some()));
    // Requests may arrive in any order; the take is in the order of the text.
    let in_order = take.header().segments.iter().map(|plan| {
        let texts = notes.texts();
        let script = langsheng::text::Script::new(&text, false);
        let spoken = script.spoken()[plan.spoken.clone()].to_owned();
        texts.into_iter().find(|text| spoken.starts_with(text.as_str())).expect("each segment was asked for")
    });
    assert_eq!(samples_of(&take), tones(&in_order.collect::<Vec<_>>()));
    // Every mark stands where its sentence stands in the text.
    let marks = take.marks();
    assert!(marks.len() > 80 && marks.is_sorted_by_key(|mark| (mark.sample, mark.source)));
    assert!(marks.iter().any(|mark| text[mark.source..].starts_with("船要开了吗")));
}

#[test]
fn a_broken_connection_is_resumed_at_the_broken_sentence() {
    for cut in [Disconnect::Reset, Disconnect::Drop, Disconnect::Empty, Disconnect::Code(1011), Disconnect::Code(1000)]
    {
        let desk = Desk::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(14), Act::Close(cut)))));
        let text = "今天天气不错。我们去公园走走吧！你带水了吗？路上小心。";
        let (take, last) = desk.speak(desk.job(text));
        let Event::Finished { receipt, .. } = last else { panic!("{cut:?}: {last:?}") };
        let notes = desk.demo.recorder().notes();
        let asked = notes.texts();

        assert_eq!(asked.len(), 2, "{cut:?}");
        assert_eq!(asked[0], text);
        assert!(text.ends_with(&asked[1]) && asked[1].len() < text.len(), "{cut:?}: asked again for {:?}", asked[1]);
        // Nothing lost, nothing doubled.
        assert_eq!(samples_of(&take), Tones::text(text, 24_000), "{cut:?}");
        assert_eq!((receipt.segments[0].connections, receipt.segments[0].retries), (2, 1));
    }
}

#[test]
fn a_text_that_is_too_long_for_the_service_is_cut_smaller() {
    let desk = Desk::at(Demo::with(Config { limit_bytes: 300, pace: ServerPace::Fast, ..Config::default() }));
    let text = prose(6);
    let (take, last) = desk.speak(Job { pace: Pace::AsHeard, ..desk.job(&text) });
    let Event::Finished { receipt, .. } = last else { panic!("{last:?}") };

    assert!(receipt.complete);
    assert!(receipt.segments.iter().all(|segment| segment.bytes <= 300), "every piece fits in the end");
    // The limit is found out once: 1024, 512, then pieces of 256 that pass.
    let connections = desk.demo.recorder().notes().connections.len();
    assert!(connections <= receipt.segments.len() + 2, "{connections} for {} pieces", receipt.segments.len());
    assert_eq!(samples_of(&take), Tones::text(langsheng::text::Script::new(&text, false).spoken(), 24_000));
}

#[test]
fn too_many_sessions_at_once_lower_the_number_and_cost_no_try() {
    let desk = Desk::at(Demo::with(Config { concurrency: 2, pace: ServerPace::Fast, ..Config::default() }));
    let desk = desk.with_waits(&[]);
    let (take, last) = desk.speak(Job { settings: JobSettings { sessions: 6, ..settings() }, ..desk.job(&prose(30)) });

    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert!(take.is_complete());
}

#[test]
fn silence_is_a_failure_and_what_was_received_can_be_completed_later() {
    // The third request is refused each time it is made.
    let faults = Faults::script(vec![vec![], vec![], vec![Fault::NoAudio], vec![Fault::NoAudio]]);
    let desk = Desk::at(Demo::faulty(faults)).with_waits(&[1]);
    let text = prose(20);
    // One after the other, so that it is always the same one.
    let (take, last) = desk.speak(Job { pace: Pace::AsHeard, ..desk.job(&text) });
    let Event::Failed { segment: 2, failure, .. } = last else { panic!("{last:?}") };

    assert_eq!(failure.class, Class::Service);
    assert!(failure.logid.is_some());
    let receipt = take.receipt();
    assert_eq!(receipt.segments[2].state, SegmentState::Failed);
    let asked = desk.demo.recorder().notes().texts();
    assert_eq!(asked.len(), 4, "two whole ones, and one that was tried twice");
    let kept = tones(&asked[..2]);
    assert_eq!(samples_of(&take), kept, "what was received stays");

    let dir = take.dir().to_owned();
    drop(take);
    let (take, last) = desk.run(Command::Continue { job: Box::new(desk.job("")), take: dir });
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    let asked = desk.demo.recorder().notes().texts();
    assert_eq!(asked.iter().filter(|again| **again == asked[0]).count(), 1, "nothing finished is asked for again");
    let whole = langsheng::text::Script::new(&text, false);
    let parts: Vec<String> = whole.segments(1024).into_iter().map(|segment| segment.text).collect();
    assert_eq!(samples_of(&take), tones(&parts));
}

#[test]
fn a_bad_token_is_tried_once_whatever_form_the_refusal_has() {
    for bad_token in [
        BadToken::Http401,
        BadToken::Http403,
        BadToken::Error(4100),
        BadToken::Error(4101),
        BadToken::Error(700_012_006),
    ] {
        let config = Config { token: Some("another".into()), bad_token, pace: ServerPace::Fast, ..Config::default() };
        let desk = Desk::at(Demo::with(config));
        let (_, last) = desk.speak(desk.job("你好。"));
        let Event::Failed { failure, .. } = last else { panic!("{bad_token:?}: {last:?}") };

        assert_eq!(failure.class, Class::Token, "{bad_token:?}");
        assert!(failure.code.is_some() && failure.logid.is_some(), "{bad_token:?}: {failure:?}");
        assert_eq!(desk.demo.recorder().notes().connections.len(), 1, "{bad_token:?}");
        assert!(!format!("{failure:?}").contains(Desk::TOKEN));
    }
}

#[test]
fn quota_and_text_errors_are_not_retried_but_a_busy_service_is() {
    for (code, class, connections) in
        [(4028, Class::Quota, 1), (4011, Class::Quota, 1), (3050, Class::Service, 1), (3011, Class::Text, 1)]
    {
        let desk = Desk::at(Demo::faulty(Faults::every(Fault::error_before_audio(code))));
        let (_, last) = desk.speak(desk.job("你好。"));
        let Event::Failed { failure, .. } = last else { panic!("{code}: {last:?}") };
        assert_eq!((failure.code, desk.demo.recorder().notes().connections.len()), (Some(code), connections));
        if code != 3050 {
            assert_eq!(failure.class, class, "{code}");
        }
    }
    for fault in
        [Fault::error_before_audio(3005), Fault::error_within_audio(2, 5000), Fault::refuse(502), Fault::refuse(429)]
    {
        let desk = Desk::at(Demo::faulty(Faults::first(3, fault.clone()))).with_waits(&[1, 1, 1]);
        let (take, last) = desk.speak(desk.job("你好。再见。"));
        assert!(matches!(last, Event::Finished { .. }), "{fault:?}: {last:?}");
        assert_eq!(samples_of(&take), Tones::text("你好。再见。", 24_000), "{fault:?}");
    }
}

#[test]
fn a_stalled_service_is_given_up_and_asked_again() {
    let deadlines = Deadlines {
        first_audio: Duration::from_millis(300),
        next_event: Duration::from_millis(300),
        ..Deadlines::default()
    };
    for point in [FaultPoint::BeforeAudio, FaultPoint::Delta(3)] {
        let faults = Faults::on(0, Fault::At(point, Act::StallForever));
        let desk = Desk::at(Demo::faulty(faults)).with_waits(&[1]).with_deadlines(deadlines);
        let (take, last) = desk.speak(desk.job("你好。再见。"));
        assert!(matches!(last, Event::Finished { .. }), "{point:?}: {last:?}");
        assert_eq!(samples_of(&take), Tones::text("你好。再见。", 24_000), "{point:?}");
    }
}

#[test]
fn without_announcements_the_segment_is_the_unit() {
    let faults =
        Faults::every(Fault::NoSentenceStart).and_on(0, Fault::At(FaultPoint::Delta(7), Act::Close(Disconnect::Drop)));
    let desk = Desk::at(Demo::faulty(faults)).with_waits(&[1]);
    let text = "今天天气不错。我们去公园走走吧！";
    let (take, last) = desk.speak(desk.job(text));
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert_eq!(desk.demo.recorder().notes().texts(), [text, text]);
    assert_eq!(samples_of(&take), Tones::text(text, 24_000));
}

#[test]
fn stopping_closes_every_socket_and_keeps_what_was_received() {
    let desk = Desk::at(Demo::faulty(Faults::every(Fault::At(FaultPoint::Delta(20), Act::StallForever))));
    desk.send(Command::Speak(Box::new(Job {
        settings: JobSettings { sessions: 3, ..settings() },
        ..desk.job(&prose(30))
    })));
    let take = desk.until(|event| match event {
        Event::Accepted { take, .. } => Some(take),
        _ => None,
    });
    desk.demo
        .recorder()
        .wait(|notes| notes.connections.iter().filter(|one| one.deltas >= 20).count() == 3)
        .expect("three sessions");
    let mut extent = take.extent();
    while extent.whole == 0 {
        extent = take.wait(extent.changes);
    }
    desk.send(Command::Stop(JobId(1)));
    let last = desk.until(end_of_job);
    assert!(matches!(last, Event::Stopped { .. }), "{last:?}");
    desk.demo.recorder().wait(|notes| notes.open() == 0).expect("every socket is closed");
    assert!(!take.is_empty() && !take.is_growing() && !take.is_complete());
    let reopened = Take::open(take.dir()).expect("the take is still there");
    assert!(reopened.whole() > 0, "whole sentences are kept");
}

#[test]
fn a_new_job_stops_the_old_one_first() {
    let desk = Desk::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(1), Act::StallForever))));
    let (old, new) = (desk.job("第一个。"), desk.job("第二个。"));
    let ids = (old.id, new.id);
    desk.send(Command::Speak(Box::new(old)));
    desk.until(|event| matches!(event, Event::FirstDelta { .. }).then_some(()));
    desk.send(Command::Speak(Box::new(new)));
    let mut order = Vec::new();
    let finished = desk.until(|event| match event {
        Event::Stopped { job } => {
            order.push(("stopped", job));
            None
        }
        Event::Accepted { job, .. } => {
            order.push(("accepted", job));
            None
        }
        Event::Finished { job, .. } => Some(job),
        _ => None,
    });
    assert_eq!(finished, ids.1);
    assert_eq!(order, [("stopped", ids.0), ("accepted", ids.1)]);
    desk.demo.recorder().wait(|notes| notes.open() == 0).expect("the old socket is closed");
}

#[test]
fn what_cannot_be_spoken_is_refused_before_any_connection() {
    let desk = Desk::at(Demo::start());
    for (job, class) in [
        (desk.job("……！？ 👍\n\n——"), Class::Text),
        (desk.job(""), Class::Text),
        (Job { settings: JobSettings { max_requests: Some(2), ..settings() }, ..desk.job(&prose(40)) }, Class::Text),
        (desk.job_at("ws://192.0.2.1:9", "你好。"), Class::Token),
    ] {
        desk.send(Command::Speak(Box::new(job)));
        let last = desk.until(end_of_job);
        let Event::Refused { failure, .. } = last else { panic!("{last:?}") };
        assert_eq!(failure.class, class, "{failure:?}");
    }
    assert_eq!(desk.demo.recorder().notes().connections.len(), 0);
    assert!(desk.takes().is_empty(), "no empty take is left");
}

#[test]
fn a_listener_without_a_device_still_receives_everything() {
    let desk = Desk::without_sound(Demo::start());
    let (take, last) = desk.speak(Job { play: true, pace: Pace::AsHeard, ..desk.job(&prose(20)) });
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert!(take.is_complete());

    desk.send(Command::Speak(Box::new(Job {
        play: true,
        must_be_heard: true,
        pace: Pace::AsHeard,
        ..desk.job("你好。")
    })));
    let before = desk.demo.recorder().notes().connections.len();
    let last = desk.until(end_of_job);
    let Event::Refused { failure, .. } = last else { panic!("{last:?}") };
    assert_eq!(failure.class, Class::Device);
    assert_eq!(desk.demo.recorder().notes().connections.len(), before, "nothing was requested");
}

#[test]
fn a_take_that_is_not_to_be_kept_goes_when_it_is_complete_and_only_then() {
    let desk = Desk::at(Demo::faulty(Faults::on(1, Fault::error_within_audio(3, 4028))));
    let (passing, _) =
        desk.speak(Job { settings: JobSettings { keep: false, ..settings() }, ..desk.job("第一个。") });
    let (broken, last) =
        desk.speak(Job { settings: JobSettings { keep: false, ..settings() }, ..desk.job("第二个。") });
    assert!(matches!(last, Event::Failed { .. }), "{last:?}");
    let (kept, _) = desk.speak(desk.job("第三个。"));
    let ids: Vec<String> = desk.takes().iter().map(|take| take.id.clone()).collect();
    assert_eq!(ids, [kept.id().to_owned(), broken.id().to_owned()], "{} is gone", passing.id());
}

#[test]
fn a_take_in_which_nothing_has_come_stays_only_where_the_user_has_stopped_it() {
    let stall = Fault::At(FaultPoint::BeforeAudio, Act::StallForever);
    let desk = Desk::at(Demo::faulty(Faults::on(0, Fault::error_before_audio(4028)).and_on(1, stall)));
    let path = desk.path("a.wav");
    let save = Some(SaveTo::plain(path.clone()));
    desk.send(Command::Speak(Box::new(Job { save, ..desk.job("第一个。") })));
    // Whichever is said first.
    let (mut part, mut failed) = (None, false);
    let part = desk.until(|event| {
        match event {
            Event::SavedInPart { part: named, .. } => part = Some(named),
            Event::SaveFailed { failure, .. } => panic!("{failure:?}"),
            other => failed |= matches!(end_of_job(other), Some(Event::Failed { .. })),
        }
        part.clone().filter(|_| failed)
    });
    assert!(part.is_none() && !path.exists() && !desk.path("a.wav.part").exists());
    desk.send(Command::Takes);
    // It goes when its saving has ended.
    desk.until(|event| matches!(event, Event::Takes(takes) if takes.is_empty()).then_some(()));
    desk.send(Command::Speak(Box::new(desk.job("第二个。"))));
    desk.until(|event| matches!(event, Event::Created { .. }).then_some(()));
    desk.send(Command::Stop(JobId(2)));
    assert!(matches!(desk.until(end_of_job), Event::Stopped { .. }));
    let takes = desk.takes();
    assert_eq!(takes.len(), 1, "what failed is gone, what was stopped can be gone on with");
    let (take, last) = desk.run(Command::Continue { job: Box::new(desk.job("")), take: takes[0].dir.clone() });
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert!(samples_of(&take) == Tones::text("第二个。", 24_000));
}

#[test]
fn opus_and_g711_become_samples_too() {
    use langsheng::protocol::{Codec, OutputAudio};
    for codec in [Codec::Opus, Codec::G711a, Codec::G711u] {
        let desk = Desk::at(Demo::start());
        let output = OutputAudio { codec, ..OutputAudio::default() };
        let rate = output.sample_rate();
        let (take, last) =
            desk.speak(Job { settings: JobSettings { output, ..settings() }, ..desk.job("你好，世界。") });
        assert!(matches!(last, Event::Finished { .. }), "{codec:?}: {last:?}");
        let (heard, said) =
            (take.len().0 as f64 / f64::from(rate), Tones::text("你好，世界。", rate).len() as f64 / f64::from(rate));
        assert_eq!(take.rate(), rate);
        assert!((heard - said).abs() < 0.05, "{codec:?}: {heard} s for {said} s");
    }
    let desk = Desk::at(Demo::faulty(Faults::every(Fault::OggPages)));
    let output = OutputAudio { codec: Codec::Opus, ..OutputAudio::default() };
    let (_, last) = desk.speak(Job { settings: JobSettings { output, ..settings() }, ..desk.job("你好。") });
    let Event::Failed { failure, .. } = last else { panic!("{last:?}") };
    assert!(failure.text(langsheng::words::Lang::En).contains("Ogg"), "{failure:?}");
}

#[test]
fn announcements_without_sound_do_not_make_the_engine_ask_for_ever() {
    let announce = |text: &str| {
        let said = format!(r#"{{"event_type":"conversation.audio.sentence_start","data":{{"text":"{text}"}}}}"#);
        Fault::At(FaultPoint::BeforeAudio, Act::Say(said))
    };
    let faults = Faults::every(announce("你好。"))
        .and_every(announce("再见。"))
        .and_every(Fault::At(FaultPoint::BeforeAudio, Act::Close(Disconnect::Drop)));
    let desk = Desk::at(Demo::faulty(faults)).with_waits(&[0, 0, 0]);
    let (_, last) = desk.speak(desk.job("你好。再见。"));
    assert!(matches!(last, Event::Failed { .. }), "{last:?}");
    assert_eq!(desk.demo.recorder().notes().connections.len(), 4, "once, and three times again");
}

#[test]
fn a_take_is_continued_with_another_limit_and_nothing_is_lost() {
    let desk = Desk::at(Demo::faulty(Faults::on(1, Fault::error_before_audio(4028))));
    let text = prose(10);
    let (take, last) = desk.speak(Job { pace: Pace::AsHeard, ..desk.job(&text) });
    assert!(matches!(last, Event::Failed { .. }), "{last:?}");
    let dir = take.dir().to_owned();
    drop(take);
    let job = Job { settings: JobSettings { limit_bytes: 100, ..settings() }, ..desk.job("") };
    let (take, last) = desk.run(Command::Continue { job: Box::new(job), take: dir });
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    let parts = langsheng::text::Script::new(&text, false).segments(1024).into_iter().map(|segment| segment.text);
    assert_eq!(samples_of(&take), tones(&parts.collect::<Vec<_>>()));
}

#[test]
fn a_file_that_cannot_be_written_is_found_out_before_a_request_is_spent() {
    let desk = Desk::at(Demo::start());
    for target in [desk.path(""), desk.path("nowhere/a.wav")] {
        desk.send(Command::Speak(Box::new(Job { save: Some(SaveTo::plain(target)), ..desk.job("你好。") })));
        let Event::Refused { failure, .. } = desk.until(end_of_job) else { panic!("not refused") };
        assert_eq!(failure.class, Class::Files);
    }
    // A text that is refused leaves no file behind either.
    desk.send(Command::Speak(Box::new(Job { save: Some(SaveTo::plain(desk.path("b.wav"))), ..desk.job("……") })));
    assert!(matches!(desk.until(end_of_job), Event::Refused { .. }));
    assert!(!desk.path("b.wav.part").exists());
    assert_eq!(desk.demo.recorder().notes().connections.len(), 0);
    assert!(desk.takes().is_empty());
}

#[test]
fn a_stopped_take_is_saved_as_it_is() {
    let desk = Desk::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(14), Act::StallForever))));
    desk.send(Command::Speak(Box::new(desk.job("今天天气不错。我们去公园走走吧！"))));
    let take = desk.until(|event| match event {
        Event::Accepted { take, .. } => Some(take),
        _ => None,
    });
    desk.demo.recorder().wait(|notes| notes.connections.first().is_some_and(|one| one.deltas >= 14)).expect("audio");
    let whole = Tones::text("今天天气不错。", 24_000);
    let mut extent = take.extent();
    while extent.len < whole.len() as u64 {
        extent = take.wait(extent.changes);
    }
    desk.send(Command::Stop(JobId(1)));
    assert!(matches!(desk.until(end_of_job), Event::Stopped { .. }));
    let path = desk.path("some.wav");
    desk.send(Command::Save {
        id: langsheng::engine::SaveId(1),
        take: take.clone(),
        to: Box::new(langsheng::engine::SaveTo::plain(path.clone())),
    });
    desk.until(|event| matches!(event, Event::Saved { .. }).then_some(()));
    let saved: Vec<i16> = hound::WavReader::open(path).expect("a WAV").samples().map(Result::unwrap).collect();
    assert_eq!(saved, samples_of(&take));
    assert!(saved.starts_with(&whole));
}

#[test]
fn a_refused_job_leaves_the_running_one_alone() {
    let desk =
        Desk::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(2), Act::Stall(Duration::from_millis(300))))));
    let running = desk.job("你好，世界。");
    let id = running.id;
    desk.send(Command::Speak(Box::new(running)));
    desk.until(|event| matches!(event, Event::FirstDelta { .. }).then_some(()));
    desk.send(Command::Speak(Box::new(desk.job("……"))));
    assert!(matches!(desk.until(end_of_job), Event::Refused { .. }));
    let Event::Finished { job, .. } = desk.until(end_of_job) else { panic!("the first one goes on") };
    assert_eq!(job, id);
}
