//! Auditions that are compared: made a few at once, each paid for once, failures said by entry, saved with a table.

use std::collections::HashSet;

use langsheng::demo::{Act, Fault, FaultPoint, Faults, Tones};
use langsheng::engine::{
    AuditionId, AuditionOrder, AuditionSound, BoardFile, BoardFiles, Command, Event, SaveId, SaveOrder, SaveTally,
};
use langsheng::protocol::OutputAudio;
use langsheng::words::Failure;

use super::common::Demo;
use super::common::desk::{Desk, samples_of};

const PASSAGE: &str = "今天天气不错。我们去公园走走吧。";

/// Entries that speak at speeds of their own.
fn orders(first: u64, rates: &[i32]) -> Vec<AuditionOrder> {
    let order = |(id, rate): (u64, &i32)| AuditionOrder {
        id: AuditionId(id),
        voice_name: format!("Tones {rate}"),
        output: OutputAudio { speech_rate: Some(*rate), ..OutputAudio::default() },
    };
    (first..).zip(rates).map(order).collect()
}

/// Asks for the entries, and what became of each.
fn make(desk: &Desk, text: &str, orders: Vec<AuditionOrder>) -> Vec<Result<AuditionSound, Failure>> {
    let ids: Vec<AuditionId> = orders.iter().map(|order| order.id).collect();
    let account = desk.job("").account;
    desk.send(Command::MakeAuditions { account, text: text.to_owned(), orders });
    let mut answers: Vec<_> = ids.iter().map(|_| None).collect();
    while answers.iter().any(Option::is_none) {
        let (id, answer) = desk.until(|event| match event {
            Event::AuditionMade { id, sound } => Some((id, Ok(sound))),
            Event::AuditionFailed { id, failure } => Some((id, Err(failure))),
            Event::Accepted { .. } | Event::Finished { .. } => panic!("it is no job"),
            _ => None,
        });
        let at = ids.iter().position(|known| *known == id).expect("one that was ordered");
        assert!(answers[at].replace(answer).is_none(), "said once");
    }
    answers.into_iter().flatten().collect()
}

/// What each of the entries would cost in characters; nothing where it is there.
fn costs(desk: &Desk, text: &str, orders: Vec<AuditionOrder>) -> Vec<usize> {
    let count = orders.len();
    let account = desk.job("").account;
    desk.send(Command::OpenAuditions { account, text: text.to_owned(), orders });
    let next = || {
        desk.until(|event| match event {
            Event::AuditionMade { .. } => Some(0),
            Event::AuditionMissing { characters, .. } => Some(characters),
            _ => None,
        })
    };
    (0..count).map(|_| next()).collect()
}

fn connections(desk: &Desk) -> usize {
    desk.demo.recorder().notes().connections.len()
}

#[test]
fn each_is_made_once_and_costs_nothing_the_second_time() {
    let desk = Desk::at(Demo::start());
    let rates = [0, 10, 20, 30, 40, 50, -10];
    let before = costs(&desk, PASSAGE, orders(1, &rates));
    assert!(before.iter().all(|cost| *cost == before[0] && *cost > 10), "{before:?}");
    assert_eq!(connections(&desk), 0, "nothing is requested to know the cost");
    let made = make(&desk, PASSAGE, orders(11, &rates));
    let takes: Vec<_> = made.into_iter().map(|made| made.expect("it is made")).collect();
    assert_eq!(samples_of(&takes[0].take), Tones::text(PASSAGE, 24_000));
    assert!(takes.iter().all(|made| made.take.is_complete() && made.loudness.is_some()));
    assert_eq!(takes.iter().map(|made| made.take.dir().to_path_buf()).collect::<HashSet<_>>().len(), 7);
    assert_eq!(connections(&desk), 7);
    // Once more, and two of the same.
    assert!(make(&desk, PASSAGE, orders(21, &rates)).iter().all(Result::is_ok));
    assert!(make(&desk, "另一句。", orders(31, &[0, 0])).iter().all(Result::is_ok));
    assert_eq!((connections(&desk), costs(&desk, PASSAGE, orders(41, &rates))), (8, vec![0; 7]));
    assert!(desk.takes().is_empty(), "none is a document");
    let (account, text) = (desk.job("").account, PASSAGE.to_owned());
    let output = |id: &str| OutputAudio { voice_id: Some(id.to_owned()), ..OutputAudio::default() };
    desk.send(Command::FindAuditions { account, text, outputs: vec![output("1"), OutputAudio::default()] });
    let found = desk.until(|event| match event {
        Event::AuditionsFound { text, voices } => Some((text, voices)),
        _ => None,
    });
    assert_eq!(found, (PASSAGE.to_owned(), Vec::new()), "the default voice has no id");
}

#[test]
fn one_that_fails_leaves_the_others_and_can_be_tried_again() {
    let fault = Fault::At(FaultPoint::BeforeAudio, Act::Error(4_028));
    let desk = Desk::at(Demo::faulty(Faults::on(1, fault)));
    let made = make(&desk, PASSAGE, orders(1, &[0, 10, 20, 30]));
    let failed: Vec<usize> = (0..4).filter(|at| made[*at].is_err()).collect();
    assert_eq!(failed.len(), 1, "{made:?}");
    assert_eq!(made[failed[0]].as_ref().err().and_then(|failure| failure.code), Some(4_028));
    let again = make(&desk, PASSAGE, orders(11, &[0, 10, 20, 30]));
    assert!(again.iter().all(Result::is_ok));
    assert_eq!(connections(&desk), 5, "only the one that failed is requested again");
    // What cannot be spoken fails for each, and requests nothing.
    let nothing = make(&desk, "……", orders(21, &[0, 10]));
    assert!(nothing.iter().all(Result::is_err) && connections(&desk) == 5);
}

#[test]
fn stopping_makes_no_more_and_what_is_there_stays() {
    let desk = Desk::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::BeforeAudio, Act::StallForever))));
    let account = desk.job("").account;
    desk.send(Command::MakeAuditions {
        account,
        text: PASSAGE.to_owned(),
        orders: orders(1, &[0, 10, 20, 30, 40, 50]),
    });
    desk.until(|event| matches!(event, Event::AuditionMade { .. }).then_some(()));
    desk.send(Command::StopAuditions);
    desk.until(|event| matches!(event, Event::AuditionsStopped).then_some(()));
    let left = costs(&desk, PASSAGE, orders(11, &[0, 10, 20, 30, 40, 50]));
    assert!(left.contains(&0) && left.iter().any(|cost| *cost > 0), "the one that hung was not made: {left:?}");
    // It is free again to make others, and each of those that are missing is paid for once.
    let before = connections(&desk);
    let missing = left.iter().filter(|cost| **cost > 0).count();
    assert!(make(&desk, PASSAGE, orders(21, &[0, 10, 20, 30, 40, 50])).iter().all(Result::is_ok));
    assert_eq!(connections(&desk) - before, missing);
}

#[test]
fn without_a_cache_nothing_is_requested_and_it_is_said() {
    let desk = Desk::at(Demo::start());
    let place = desk.path("cache/auditions");
    std::fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
    std::fs::write(&place, "in the way").expect("a file");
    let made = make(&desk, PASSAGE, orders(1, &[0, 10]));
    assert!(made.iter().all(Result::is_err));
    assert_eq!(connections(&desk), 0, "what cannot be kept is not paid for");
}

#[test]
fn a_board_becomes_files_and_a_table_and_overwrites_nothing() {
    let desk = Desk::at(Demo::start());
    let folder = tempfile::tempdir().expect("a folder");
    let sounds: Vec<AuditionSound> =
        make(&desk, PASSAGE, orders(1, &[0, 20])).into_iter().map(|made| made.expect("it is made")).collect();
    let save = |id: u64| -> SaveTally {
        let entry = |(at, sound): (usize, &AuditionSound)| BoardFile {
            sound: sound.clone(),
            voice: ["柔美/女友", "=Grace, \"G\""][at].to_owned(),
            voice_id: at.to_string(),
            manner: "语速 +20%".to_owned(),
            stars: 3 * u8::try_from(at).unwrap_or_default(),
        };
        let board = BoardFiles {
            folder: folder.path().join("对比"),
            name: "对比".to_owned(),
            order: SaveOrder::default(),
            head: ["文件", "音色", "ID", "参数", "时长", "响度", "星级"].map(str::to_owned),
            entries: sounds.iter().enumerate().map(entry).collect(),
        };
        desk.send(Command::SaveBoard { id: SaveId(id), board: Box::new(board) });
        desk.until(|event| match event {
            Event::SavedAll { tally, .. } => Some(tally),
            Event::SaveFailed { failure, .. } => panic!("{failure:?}"),
            _ => None,
        })
    };
    let names = || {
        let entries = std::fs::read_dir(folder.path().join("对比")).expect("the folder is made");
        let mut names: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(save(1), SaveTally { files: 2, ..SaveTally::default() });
    let first = names();
    assert_eq!(first.len(), 3, "{first:?}");
    assert!(first[0].starts_with("01 柔美") && first[1].starts_with("02 ") && first[2] == "对比.csv", "{first:?}");
    let table = std::fs::read_to_string(folder.path().join("对比/对比.csv")).expect("a table");
    assert!(table.starts_with("\u{feff}文件,音色,ID,参数,时长,响度,星级\r\n"), "{table}");
    let rows: Vec<&str> = table.lines().collect();
    assert!(rows[1].contains("柔美/女友,0,语速 +20%,") && rows[1].ends_with(','), "{table}");
    assert!(rows[2].contains("\"'=Grace, \"\"G\"\"\"") && rows[2].ends_with(",3"), "{table}");
    let seconds: f64 = rows[1].split(',').nth(4).and_then(|cell| cell.parse().ok()).expect("a length");
    assert!((seconds - sounds[0].take.len().seconds(24_000)).abs() < 0.01);
    let wav = hound::WavReader::open(folder.path().join("对比").join(&first[0])).expect("a file");
    assert_eq!(u64::from(wav.duration()), sounds[0].take.len().0);
    save(2);
    assert_eq!(names().len(), 6, "{:?}", names());
    assert_eq!(std::fs::read_to_string(folder.path().join("对比/对比.csv")).expect("a table"), table);
}
