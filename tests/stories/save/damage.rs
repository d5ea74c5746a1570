//! Folders that are not as they were written.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use langsheng::audio::take;
use langsheng::audio::take::{SegmentState, Take, TakeEnd, TakeError, TakeWriter};
use langsheng::audio::{RequestSample, TakeSample};
use proptest::prelude::*;

use super::kill::life;
use super::{header, plan, played, sound, writer};
use crate::common::cases;

/// A closed take of one whole segment and one that was given up.
fn kept() -> (tempfile::TempDir, PathBuf) {
    let (folder, mut writer) = writer(2);
    for attempt in 0..2 {
        let request = writer.begin(0).unwrap();
        writer.logid(request, &format!("0217{attempt}")).unwrap();
        writer.mark(request, attempt * 10, attempt * 10).unwrap();
        writer.append(request, &sound(attempt as u64, 400)).unwrap();
        writer.mark(request, 10 + attempt * 10, 10 + attempt * 10).unwrap();
        writer.append(request, &sound(5, 40)).unwrap();
        match attempt {
            0 => assert_eq!(writer.fail(request).unwrap(), 10),
            _ => writer.complete(request).unwrap(),
        }
    }
    writer.give_up(1, Some(3003)).unwrap();
    writer.close(TakeEnd::Failed).unwrap();
    let dir = writer.take().dir().to_owned();
    (folder, dir)
}

fn journal(dir: &Path) -> PathBuf {
    dir.join("take.jsonl")
}

#[test]
fn the_receipt_says_what_came_of_each_segment() {
    let (_folder, dir) = kept();
    let take = Take::open(&dir).unwrap();
    let receipt = take.receipt();
    assert_eq!((receipt.samples, receipt.rate, receipt.complete), (TakeSample(840), super::RATE, false));
    let [done, failed] = receipt.segments.as_slice() else { panic!("{receipt:?}") };
    assert_eq!((done.state, done.samples, done.connections, done.retries), (SegmentState::Done, TakeSample(840), 2, 1));
    assert_eq!((done.logid.as_deref(), done.bytes, done.code), (Some("02171"), 100, None));
    assert_eq!((failed.state, failed.connections, failed.code), (SegmentState::Failed, 0, Some(3003)));
    assert_eq!((take.end(), take.received()), (Some(TakeEnd::Failed), RequestSample(880)));
}

#[test]
fn what_a_later_version_adds_is_ignored_and_what_it_changes_is_refused() {
    let (_folder, dir) = kept();
    let before = played(&Take::open(&dir).unwrap());
    let text = fs::read_to_string(journal(&dir)).unwrap();
    let added = text.replace(r#"{"line":"begin","#, "{\"line\":\"peaks\",\"of\":[1]}\n{\"line\":\"begin\",\"mood\":3,");
    assert_ne!(added, text);
    fs::write(journal(&dir), added).unwrap();
    let take = Take::open(&dir).unwrap();
    assert_eq!((played(&take), take.damage()), (before, None));

    fs::write(journal(&dir), text.replacen(r#""version":1"#, r#""version":2"#, 1)).unwrap();
    assert!(matches!(Take::open(&dir), Err(TakeError::Newer { version: 2, .. })));
}

#[test]
fn what_is_no_take_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    assert!(matches!(Take::open(dir), Err(TakeError::NotATake(_))));
    assert!(matches!(take::header(dir), Err(TakeError::NotATake(_))), "by a look at its header alone too");
    assert!(matches!(TakeWriter::resume(dir), Err(TakeError::NotATake(_))));
    for torn in ["", "{\"line\":\"take\",\"version\""] {
        fs::write(journal(dir), torn).unwrap();
        assert!(matches!(Take::open(dir), Err(TakeError::NotATake(_))));
    }
    for wrong in ["rubbish\n", "{\"line\":\"resume\"}\n", "\n"] {
        fs::write(journal(dir), wrong).unwrap();
        assert!(matches!(Take::open(dir), Err(TakeError::Damaged { .. })));
    }
}

#[test]
fn a_hole_in_the_files_is_told_and_the_rest_is_played() {
    let (_folder, dir) = kept();
    let before = played(&Take::open(&dir).unwrap());
    fs::File::options().write(true).open(dir.join("0001.pcm")).unwrap().set_len(101).unwrap();
    let take = Take::open(&dir).unwrap();
    assert!(take.damage().is_some() && !take.is_complete());
    assert_eq!(played(&take), before[..450]);

    // Cut behind its back: the reader says so instead of playing something else.
    let take = Take::open(&dir).unwrap();
    fs::File::options().write(true).open(dir.join("0001.pcm")).unwrap().set_len(0).unwrap();
    assert!(matches!(take.reader().read(TakeSample(400), &mut [0; 10]), Err(TakeError::Damaged { .. })));

    let (_folder, dir) = kept();
    let mut file = fs::File::options().append(true).open(journal(&dir)).unwrap();
    file.write_all(b"rubbish\n{\"line\":\"resume\"}\n").unwrap();
    let take = Take::open(&dir).unwrap();
    assert!(take.damage().is_some_and(|what| what.contains("cannot be read")));
    assert_eq!((played(&take), take.end()), (before, None));
}

#[test]
fn one_writer_at_a_time() {
    let (_folder, writer) = writer(1);
    let dir = writer.take().dir().to_owned();
    assert!(matches!(TakeWriter::resume(&dir), Err(TakeError::InUse(_))));
    drop(writer);
    assert!(matches!(TakeWriter::create(&dir, header(1)), Err(TakeError::Exists(_))));
    let mut writer = TakeWriter::resume(&dir).unwrap();
    writer.close(TakeEnd::Stopped).unwrap();
    assert!(matches!(writer.begin(0), Err(TakeError::Misused(_))));
}

#[test]
fn a_plan_outside_the_text_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = header(1);
    wrong.segments = vec![plan(50..101)];
    assert!(matches!(TakeWriter::create(folder.path(), wrong), Err(TakeError::Misused(_))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(200), ..ProptestConfig::default() })]

    #[test]
    fn no_journal_makes_it_panic(edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let (_folder, dir) = kept();
        let mut bytes = fs::read(journal(&dir)).unwrap();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        fs::write(journal(&dir), bytes).unwrap();
        survives(&dir);
    }

    #[test]
    fn no_order_of_its_lines_makes_it_panic(order in prop::collection::vec(any::<prop::sample::Index>(), 1..120)) {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("take");
        life(&dir);
        let text = fs::read_to_string(journal(&dir)).unwrap();
        let (header, lines): (&str, Vec<&str>) = text.split_once('\n').map(|(a, b)| (a, b.lines().collect())).unwrap();
        let lines = order.iter().map(|at| format!("{}\n", lines[at.index(lines.len())]));
        fs::write(journal(&dir), format!("{header}\n{}", lines.collect::<String>())).unwrap();
        survives(&dir);
    }
}

/// Whatever the journal says, nothing panics, and what is said agrees with what is played.
fn survives(dir: &Path) {
    let Ok(take) = Take::open(dir) else { return };
    assert_eq!(played(&take).len() as u64, take.len());
    assert!(take.whole() <= take.len());
    for mark in take.marks() {
        assert_eq!(take.mark_at(mark.sample), Some(mark));
        let _ = &take.header().text[mark.source..];
    }
    let _ = (take.missing(), take.receipt());
    if let Ok(writer) = TakeWriter::resume(dir) {
        let after = Take::open(dir).unwrap();
        assert_eq!((after.len(), after.missing()), (writer.take().len(), writer.take().missing()));
    }
}
