//! A text that is spoken while it is written: the real engine against the real demo server.

use std::time::{Duration, Instant};

use langsheng::audio::TakeWriter;
use langsheng::audio::take::{Header, Take, TakeEnd};
use langsheng::demo::{Act, Config, Disconnect, Fault, FaultPoint, Faults, ServerPace, SpeakingStart, Tones};
use langsheng::engine::{Command, Event, Job, JobId, LiveText};
use langsheng::words::Class;

use super::common::Demo;
use super::common::desk::{Desk, end_of_job, samples_of};

/// Longer than any story takes: the writer is never silent for so long.
const NEVER: Duration = Duration::from_secs(600);

/// A job whose text is still to be written.
fn following(desk: &Desk, quiet_after: Duration) -> Job {
    Job { live: Some(LiveText { quiet_after }), ..desk.job("") }
}

/// Begins a job, and gives its id and its take.
fn begin(desk: &Desk, job: Job) -> (JobId, Take) {
    let id = job.id;
    desk.send(Command::Speak(Box::new(job)));
    (id, desk.until(|event| if let Event::Accepted { take, .. } = event { Some(take) } else { None }))
}

fn write(desk: &Desk, job: JobId, text: &str) {
    desk.send(Command::Append { job, text: text.to_owned() });
}

/// Ends the text, and waits for the end of the job.
fn end(desk: &Desk, job: JobId) -> Event {
    desk.send(Command::EndText(job));
    desk.until(end_of_job)
}

fn wait_for_sound(desk: &Desk) {
    desk.until(|event| matches!(event, Event::FirstDelta { .. }).then_some(()));
}

fn fast(config: Config) -> Demo {
    Demo::with(Config { pace: ServerPace::Fast, ..config })
}

#[test]
fn what_is_finished_is_heard_before_the_text_has_ended() {
    let desk = Desk::at(Demo::start());
    let (job, take) = begin(&desk, following(&desk, NEVER));
    for token in ["今天", "天气不", "错", "。我们"] {
        write(&desk, job, token);
    }
    wait_for_sound(&desk);
    assert_eq!(desk.demo.recorder().notes().texts(), [""; 0], "the text has not ended");
    for token in ["去公园", "走走吧！It is 3", ".5 km. Let", "'s go", ". 再见"] {
        write(&desk, job, token);
    }
    let last = end(&desk, job);
    let Event::Finished { receipt, .. } = last else { panic!("{last:?}") };
    let text = "今天天气不错。我们去公园走走吧！It is 3.5 km. Let's go. 再见";
    let notes = desk.demo.recorder().notes();
    assert_eq!(notes.texts(), [text], "on one connection, byte for byte");
    assert!(notes.connections[0].appends >= 3, "in pieces");
    assert_eq!(samples_of(&take), Tones::text(text, 24_000));
    assert_eq!((&*take.text(), receipt.complete, receipt.segments[0].bytes), (text, true, text.len()));
    let opened = Take::open(take.dir()).expect("a take");
    assert_eq!((opened.text(), opened.is_complete()), (take.text(), true));
    assert_eq!((opened.marks(), opened.receipt()), (take.marks(), take.receipt()));
}

#[test]
fn no_session_gets_more_than_the_limit_and_none_is_left_half_empty() {
    let desk = Desk::at(Demo::start());
    let (job, take) = begin(&desk, following(&desk, NEVER));
    let paragraph = "清晨的码头很安静，只有海鸥在叫。船要开了吗？老人把缆绳解开，慢慢地说：“再等一等。”\n\
                     Dr. Li waited at pier 3.5 for the boat. \"Is it late?\" she asked; nobody knew. The fog was thick!\n\n";
    let text = paragraph.repeat(9);
    for c in text.chars() {
        write(&desk, job, c.encode_utf8(&mut [0; 4]));
    }
    let last = end(&desk, job);
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    let notes = desk.demo.recorder().notes();
    assert!(notes.connections.iter().all(|connection| connection.bytes <= 1024));
    let connections = notes.connections.len();
    assert!(connections <= text.len().div_ceil(1024) + 1, "{connections} connections for {} bytes", text.len());
    assert_eq!(take.text(), text);
    let whole = langsheng::text::Script::new(&text, false);
    assert_eq!(samples_of(&take), Tones::text(whole.spoken(), 24_000));
}

#[test]
fn a_dropped_connection_is_healed_while_the_text_is_written() {
    let fault = Fault::At(FaultPoint::Delta(14), Act::Close(Disconnect::Reset));
    let desk = Desk::at(Demo::faulty(Faults::on(0, fault)));
    let (job, take) = begin(&desk, following(&desk, NEVER));
    let text = "今天天气不错。我们去公园走走吧！你带水了吗？路上小心。";
    for c in text.chars() {
        write(&desk, job, c.encode_utf8(&mut [0; 4]));
    }
    let mut segment = |event| matches!(event, Event::Retrying { .. }).then_some(());
    desk.until(&mut segment);
    let last = end(&desk, job);
    let Event::Finished { receipt, .. } = last else { panic!("{last:?}") };
    let bytes: usize = desk.demo.recorder().notes().connections.iter().map(|connection| connection.bytes).sum();
    assert!(bytes < 2 * text.len(), "what was whole is not asked for again: {bytes}");
    assert_eq!(samples_of(&take), Tones::text(text, 24_000));
    assert_eq!((receipt.segments.len(), receipt.segments[0].retries), (1, 1));
}

#[test]
fn a_service_that_closes_when_nothing_is_written_has_not_failed() {
    let desk = Desk::at(fast(Config { idle_close: Some(Duration::from_millis(1_500)), ..Config::default() }));
    let (job, take) = begin(&desk, following(&desk, NEVER));
    write(&desk, job, "今天天气不错。");
    desk.until(|event| matches!(event, Event::Segment { .. }).then_some(()));
    write(&desk, job, "我们去公园。");
    let last = end(&desk, job);
    let Event::Finished { receipt, .. } = last else { panic!("{last:?}") };
    assert_eq!(desk.demo.recorder().notes().connections.len(), 2);
    assert!(receipt.segments.iter().all(|segment| segment.retries == 0), "{receipt:?}");
    assert_eq!(samples_of(&take), Tones::text("今天天气不错。我们去公园。", 24_000));
}

#[test]
fn what_meets_the_close_of_an_idle_connection_is_all_that_is_requested_again() {
    let close = Fault::At(FaultPoint::MoreText, Act::Close(Disconnect::Code(1000)));
    let desk = Desk::at(Demo::faulty(Faults::on(0, close)));
    let (job, take) = begin(&desk, following(&desk, NEVER));
    let sentences = ["今天天气不错。", "我们去公园。"];
    write(&desk, job, sentences[0]);
    let all = Tones::text(sentences[0], 24_000).len() as u64;
    let mut changes = take.extent();
    while changes.len < all {
        changes = take.wait(changes.changes);
    }
    // Only a connection that has brought nothing for a second is idle.
    let whole = Instant::now();
    while whole.elapsed() < Duration::from_millis(1_200) {
        std::thread::park_timeout(Duration::from_millis(100));
    }
    write(&desk, job, sentences[1]);
    let last = end(&desk, job);
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    let notes = desk.demo.recorder().notes();
    assert_eq!((notes.connections.len(), notes.texts()), (2, vec![sentences[1].to_owned()]));
    assert_eq!(samples_of(&take), Tones::text(&sentences.concat(), 24_000));
}

#[test]
fn a_journal_of_a_hundred_megabytes_is_opened() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let header = Header {
        id: "long".to_owned(),
        document: None,
        created: "2026-11-22T00:00:00Z".to_owned(),
        text: String::new(),
        markdown: false,
        pauses: false,
        voice_id: "1".to_owned(),
        voice_name: "a tone".to_owned(),
        account: "demo".to_owned(),
        rate: 24_000,
        settings: serde_json::Value::Null,
        cast: None,
        parts: Some(Vec::new()),
        segments: Vec::new(),
    };
    let dir = folder.path().join("long");
    let mut writer = TakeWriter::create(&dir, header).expect("a take");
    // Each of these needs six bytes in JSON.
    let piece = "\u{1}".repeat(500_000);
    (0..34).for_each(|_| writer.write(&piece).expect("room"));
    writer.text_ends();
    writer.close(TakeEnd::Stopped).expect("room");
    assert!(dir.join("take.jsonl").metadata().expect("a journal").len() > 100_000_000);
    assert_eq!(Take::open(&dir).expect("a take").text().len(), 17_000_000);
}

#[test]
fn a_service_that_waits_for_the_whole_text_gets_it_after_a_silence() {
    let desk = Desk::at(fast(Config { speaks: SpeakingStart::AfterComplete, ..Config::default() }));
    let (job, take) = begin(&desk, following(&desk, Duration::from_millis(300)));
    write(&desk, job, "今天天气不错。我们");
    wait_for_sound(&desk);
    desk.until(|event| matches!(event, Event::Segment { .. }).then_some(()));
    write(&desk, job, "去公园。");
    let last = end(&desk, job);
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    // The silence ended what was begun, too.
    assert_eq!(desk.demo.recorder().notes().texts(), ["今天天气不错。我们", "去公园。"]);
    assert_eq!(take.text(), "今天天气不错。我们去公园。");
}

#[test]
fn a_text_without_an_end_is_spoken_at_a_line_end_and_after_two_hundred_characters() {
    let desk = Desk::at(Demo::start());
    let (job, _) = begin(&desk, following(&desk, NEVER));
    write(&desk, job, "没有句号的一行\n");
    wait_for_sound(&desk);
    write(&desk, job, &"一直走，".repeat(51));
    let last = end(&desk, job);
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    let notes = desk.demo.recorder().notes();
    assert!(notes.connections[0].appends >= 3, "the line, two hundred characters, the rest");
}

#[test]
fn a_limit_that_the_service_finds_lower_is_kept_from_then_on() {
    let desk = Desk::at(fast(Config { limit_bytes: 300, ..Config::default() }));
    let (job, take) = begin(&desk, following(&desk, NEVER));
    let text = "今天天气不错，我们去公园走走吧！".repeat(20);
    for c in text.chars() {
        write(&desk, job, c.encode_utf8(&mut [0; 4]));
    }
    let last = end(&desk, job);
    let Event::Finished { receipt, .. } = last else { panic!("{last:?}") };
    assert!(receipt.complete);
    assert_eq!(take.text(), text);
    // Each sentence is there once; where requests begin, the service may pause otherwise.
    let one = Tones::text("今天天气不错，我们去公园走走吧！", 24_000);
    assert_eq!(samples_of(&take), one.repeat(20));
}

#[test]
fn a_lower_limit_that_a_slow_writer_meets_makes_nothing_be_spoken_twice() {
    let desk = Desk::at(fast(Config { limit_bytes: 300, ..Config::default() }));
    let (job, take) = begin(&desk, following(&desk, NEVER));
    let sentence = "今天天气不错，我们去公园走走吧！";
    let mut changes = take.extent();
    for _ in 0..20 {
        let before = take.len();
        write(&desk, job, sentence);
        while changes.len <= before {
            changes = take.wait(changes.changes);
        }
    }
    let last = end(&desk, job);
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert_eq!(samples_of(&take), Tones::text(sentence, 24_000).repeat(20));
    let ends: Vec<usize> = take.segments().iter().map(|plan| plan.spoken.end).collect();
    let starts = take.segments().into_iter().map(|plan| plan.spoken.start);
    assert!(starts.skip(1).zip(ends).all(|(start, end)| start >= end), "no text is in two segments");
}

#[test]
fn a_service_that_says_it_is_done_before_it_has_the_text_is_asked_for_the_rest() {
    let desk = Desk::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(14), Act::Completed))));
    let (job, take) = begin(&desk, following(&desk, NEVER));
    let text = "今天天气不错。我们去公园走走吧！你带水了吗？";
    write(&desk, job, text);
    desk.until(|event| matches!(event, Event::Retrying { .. }).then_some(()));
    let last = end(&desk, job);
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert_eq!(samples_of(&take), Tones::text(text, 24_000));
}

#[test]
fn english_is_heard_when_it_is_finished_and_not_one_sentence_later() {
    let desk = Desk::at(Demo::start());
    let (job, take) = begin(&desk, following(&desk, NEVER));
    write(&desk, job, "It is fine. And");
    wait_for_sound(&desk);
    write(&desk, job, " so on.");
    let last = end(&desk, job);
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert_eq!(take.text(), "It is fine. And so on.");
}

#[test]
fn what_was_written_when_it_was_stopped_can_be_spoken_later() {
    let desk = Desk::at(Demo::start());
    let (job, take) = begin(&desk, following(&desk, NEVER));
    write(&desk, job, "今天天气不错。我们去公园");
    wait_for_sound(&desk);
    desk.send(Command::Stop(job));
    let last = desk.until(end_of_job);
    assert!(matches!(last, Event::Stopped { .. }), "{last:?}");
    let dir = take.dir().to_path_buf();
    let stopped = Take::open(&dir).expect("a take");
    assert_eq!(
        (&*stopped.text(), stopped.is_complete(), stopped.end()),
        ("今天天气不错。我们去公园", false, Some(TakeEnd::Stopped))
    );

    let (take, last) = desk.run(Command::Continue { job: Box::new(desk.job("")), take: dir.clone() });
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert_eq!(samples_of(&take), Tones::text("今天天气不错。我们去公园", 24_000));
    let whole = Take::open(&dir).expect("a take");
    assert_eq!((&*whole.text(), whole.is_complete()), ("今天天气不错。我们去公园", true));
    let before: Vec<String> = desk.demo.recorder().notes().texts();
    let (_, last) = desk.speak(desk.job("我们去公园"));
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    assert_eq!(desk.demo.recorder().notes().texts(), before, "its sentences are known by their text");
}

#[test]
fn a_text_in_which_nothing_can_be_spoken_leaves_nothing() {
    let desk = Desk::at(Demo::start());
    let (job, take) = begin(&desk, following(&desk, NEVER));
    write(&desk, job, "…… \n");
    let last = end(&desk, job);
    let Event::Failed { failure, .. } = last else { panic!("{last:?}") };
    assert_eq!(failure.class, Class::Text, "{failure:?}");
    assert_eq!(desk.demo.recorder().notes().connections.len(), 0);
    assert!(desk.takes().is_empty() && !take.dir().exists());
}

#[test]
fn markdown_is_spoken_block_by_block() {
    let desk = Desk::at(Demo::start());
    let (job, take) = begin(&desk, Job { markdown: true, ..following(&desk, NEVER) });
    write(&desk, job, "# 标题\n\n今天**天气**不错。");
    wait_for_sound(&desk);
    write(&desk, job, "真的。\n\n- 一\n- 二\n");
    let last = end(&desk, job);
    assert!(matches!(last, Event::Finished { .. }), "{last:?}");
    let spoken = desk.demo.recorder().notes().texts().concat();
    assert_eq!(spoken, "标题\n今天天气不错。真的。\n一\n二\n");
    let marks: Vec<&str> = take
        .marks()
        .iter()
        .map(|mark| {
            ["标题", "今天", "真的", "一", "二"]
                .into_iter()
                .find(|word| take.text()[mark.source..].starts_with(word))
                .unwrap_or("?")
        })
        .collect();
    assert_eq!(marks, ["标题", "今天", "真的", "一", "二"]);
}
