//! Passages that were asked for again: the take keeps what it had until the user decides.

use std::fs;
use std::path::{Path, PathBuf};

use langsheng::audio::take::{
    Mark, ReuseOrigin, Take, TakeError, TakeWriter, VersionId, VersionVoice, Wave, samples_per_peak,
};
use langsheng::audio::{RequestSample, TakeSample};

use super::{RATE, header, played, sound};

/// Two segments of three marks each, 100 samples a mark; segment n holds the bytes from 100 × n of the spoken text.
fn spoken(dir: &Path) -> Vec<i16> {
    let mut writer = TakeWriter::create(dir, header(2)).unwrap();
    let mut all = Vec::new();
    for segment in 0..2 {
        let request = writer.begin(segment).unwrap();
        for mark in 0..3 {
            let at = segment * 100 + mark * 30;
            writer.mark(request, at, at).unwrap();
            let piece = sound((segment * 3 + mark) as u64, 100);
            writer.append(request, &piece).unwrap();
            all.extend(piece);
        }
        writer.complete(request).unwrap();
    }
    writer.close(langsheng::audio::take::TakeEnd::Complete).unwrap();
    all
}

/// The same, opened for writing once more: its folder, which goes with the first value, and its samples.
fn opened() -> (tempfile::TempDir, PathBuf, Vec<i16>, TakeWriter) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("take");
    let all = spoken(&dir);
    let writer = TakeWriter::resume(&dir).unwrap();
    (folder, dir, all, writer)
}

/// The voice of what is spoken again.
fn other() -> VersionVoice {
    VersionVoice { name: "另一位".into(), id: Some("2".into()) }
}

/// Speaks a passage again as so many marks of 70 samples; returns the samples.
fn redo(writer: &mut TakeWriter, wanted: std::ops::Range<usize>, marks: &[usize], seed: u64) -> Vec<i16> {
    let (request, _) = writer.redo(wanted, Some(other())).unwrap();
    let mut all = Vec::new();
    for (number, &at) in marks.iter().enumerate() {
        writer.mark(request, at, at).unwrap();
        let piece = sound(seed + number as u64, 70);
        writer.append(request, &piece).unwrap();
        all.extend(piece);
    }
    writer.complete(request).unwrap();
    all
}

/// What the take is, now and after it is opened anew.
fn assert_is(take: &Take, wanted: &[&[i16]]) {
    let wanted = wanted.concat();
    assert!(played(take) == wanted, "the samples differ");
    let reopened = Take::open(take.dir()).unwrap();
    assert!(played(&reopened) == wanted, "the samples differ after opening");
    assert_eq!(reopened.marks(), take.marks());
    assert_eq!(reopened.passages(), take.passages());
    assert_eq!((reopened.damage(), reopened.is_complete()), (None, true));
    for pair in take.marks().windows(2) {
        assert_eq!(take.mark_after(pair[0].sample), Some(pair[1]));
        assert_eq!(take.mark_at(pair[1].sample - TakeSample(1)), Some(pair[0]));
    }
}

#[test]
fn one_sentence_is_replaced_and_all_others_stay_to_the_sample() {
    let (_folder, _, old, mut writer) = opened();
    let take = writer.take();
    let epoch = take.epoch();

    let new = redo(&mut writer, 35..40, &[30], 50);
    assert_is(&take, &[&old[..100], &new, &old[200..]]);
    assert_eq!(take.changed_since(epoch), Some(TakeSample(100)));
    let [passage] = &take.passages()[..] else { panic!("one passage") };
    assert_eq!(
        (passage.spoken.clone(), passage.source.clone(), passage.samples.clone()),
        (30..60, 30..60, TakeSample(100)..TakeSample(170))
    );
    let heard: Vec<_> = passage.versions.iter().map(|version| (version.samples, version.heard)).collect();
    assert_eq!(heard, [(TakeSample(100), false), (TakeSample(70), true)]);
    assert_eq!(passage.versions[1].voice, Some(other()));
    let joined: Vec<bool> = take.marks().iter().map(|mark: &Mark| mark.joined).collect();
    assert_eq!(joined, [true, true, true, true, false, false]);

    let epoch = take.epoch();
    writer.use_version(passage.versions[0].id).unwrap();
    assert_is(&take, &[&old]);
    assert_eq!(take.changed_since(epoch), Some(TakeSample(100)));
    assert!(!take.marks()[1].joined, "the first version was one sound with its neighbours");
    assert!(matches!(writer.use_version(VersionId(99)), Err(TakeError::Misused(_))));

    writer.use_version(take.passages()[0].versions[1].id).unwrap();
    let third = redo(&mut writer, 30..60, &[30], 60);
    assert_is(&take, &[&old[..100], &third, &old[200..]]);
    assert_eq!(take.passages()[0].versions.len(), 3);
    assert_eq!(take.receipt().segments[0].redone, 2);
    assert_eq!(take.receipt().segments[0].retries, 0);
}

#[test]
fn a_sentence_inside_a_segment_that_was_asked_for_again_has_versions_of_its_own() {
    let (_folder, _, old, mut writer) = opened();
    let take = writer.take();

    let whole = redo(&mut writer, 100..200, &[100, 130, 160], 70);
    assert_is(&take, &[&old[..300], &whole]);
    let inner = redo(&mut writer, 130..131, &[130], 80);
    assert_is(&take, &[&old[..300], &whole[..70], &inner, &whole[140..]]);
    assert_eq!(take.passages().len(), 2);

    let first = take.passages()[0].versions[0].id;
    writer.use_version(first).unwrap();
    assert_is(&take, &[&old]);
    assert_eq!(take.passages().len(), 1);
    writer.use_version(take.passages()[0].versions[1].id).unwrap();
    assert_is(&take, &[&old[..300], &whole[..70], &inner, &whole[140..]]);

    // A wider one holds what stands inside it as its first version.
    let wide = redo(&mut writer, 130..161, &[130, 160], 90);
    assert_is(&take, &[&old[..300], &whole[..70], &wide]);
    let wider = take.passages()[1].clone();
    assert_eq!((wider.spoken.clone(), wider.versions[0].samples), (130..200, TakeSample(140)));
    assert_eq!(wider.versions[0].voice, Some(other()), "what stands inside has the voice of what it stands in");
    writer.use_version(wider.versions[0].id).unwrap();
    assert_is(&take, &[&old[..300], &whole[..70], &inner, &whole[140..]]);
}

#[test]
fn a_version_is_looked_at_without_being_chosen() {
    let (_folder, dir, old, mut writer) = opened();
    let new = redo(&mut writer, 35..40, &[30], 50);
    let [passage] = &writer.take().passages()[..] else { panic!("one passage") };
    let journal = fs::read(dir.join("take.jsonl")).unwrap();
    for (version, sound) in passage.versions.iter().zip([&old[100..200], &new]) {
        let (take, samples) = Take::with_version(&dir, version.id).unwrap();
        assert_eq!(samples, TakeSample(100)..TakeSample(100) + sound.len());
        assert!(played(&take) == [&old[..100], sound, &old[200..]].concat());
    }
    assert!(matches!(Take::with_version(&dir, VersionId(9)), Err(TakeError::Misused(_))));
    assert_is(&writer.take(), &[&old[..100], &new, &old[200..]]);
    assert!(fs::read(dir.join("take.jsonl")).unwrap() == journal, "nothing is written");
}

#[test]
fn a_journal_of_an_earlier_version_knows_only_the_name_of_a_voice() {
    let (_folder, dir, _, mut writer) = opened();
    redo(&mut writer, 35..40, &[30], 50);
    drop(writer);
    let path = dir.join("take.jsonl");
    let journal = fs::read_to_string(&path).unwrap();
    assert!(journal.contains(r#","voice_id":"2""#));
    fs::write(&path, journal.replace(r#","voice_id":"2""#, "")).unwrap();
    let take = Take::open(&dir).unwrap();
    assert_eq!(take.damage(), None);
    assert_eq!(take.passages()[0].versions[1].voice, Some(VersionVoice { id: None, ..other() }));
}

#[test]
fn a_redo_that_breaks_or_is_killed_changes_nothing() {
    let (_folder, dir, old, mut writer) = opened();
    let take = writer.take();
    let epoch = take.epoch();
    let (request, widened) = writer.redo(0..1, None).unwrap();
    assert_eq!(widened, 0..30);
    writer.mark(request, 0, 0).unwrap();
    writer.append(request, &sound(1, 40)).unwrap();
    assert!(played(&take) == old);
    assert_eq!(writer.fail(request).unwrap(), 0);
    assert_eq!(take.changed_since(epoch), None);
    assert_is(&take, &[&old]);

    let (request, _) = writer.redo(0..1, None).unwrap();
    writer.append(request, &sound(2, 40)).unwrap();
    drop(writer);
    let writer = TakeWriter::resume(&dir).unwrap();
    assert_is(&writer.take(), &[&old]);
    assert!(writer.take().passages().is_empty());
}

#[test]
fn what_is_dropped_frees_its_room_and_the_take_stays_whole() {
    let (_folder, dir, old, mut writer) = opened();
    let take = writer.take();
    redo(&mut writer, 0..1, &[0], 11);
    let second = redo(&mut writer, 0..1, &[0], 12);
    let all = redo(&mut writer, 100..200, &[100], 13);
    writer.drop_versions().unwrap();
    assert_is(&take, &[&second, &old[100..300], &all]);
    assert!(take.passages().is_empty());
    let there: Vec<bool> = (0..5).map(|request| dir.join(format!("{request:04}.pcm")).exists()).collect();
    assert_eq!(there, [true, false, false, true, true]);
    drop(writer);

    // A file that is still needed is missed.
    fs::remove_file(dir.join("0003.pcm")).unwrap();
    assert!(Take::open(&dir).unwrap().damage().is_some());
}

#[test]
fn a_redo_asks_only_for_what_is_there_in_one_segment() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("take");
    spoken(&dir);
    let mut writer = TakeWriter::resume(&dir).unwrap();
    for wanted in [90..110, 5_000..5_001] {
        assert!(matches!(writer.redo(wanted, None), Err(TakeError::Misused(_))));
    }
    let mut unfinished = TakeWriter::create(&folder.path().join("other"), header(1)).unwrap();
    assert!(matches!(unfinished.redo(0..1, None), Err(TakeError::Misused(_))));
}

#[test]
fn where_a_sample_came_from_is_known_while_it_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("take");
    spoken(&dir);
    let mut writer = TakeWriter::resume(&dir).unwrap();
    redo(&mut writer, 30..60, &[30], 5);
    let take = writer.take();
    let from = |sample| take.origin_at(sample).map(|origin| (origin.request, origin.from));
    assert_eq!(from(TakeSample(100)), Some((2, RequestSample(0))));
    assert_eq!(from(TakeSample(171)), Some((0, RequestSample(201))));
    assert_eq!(from(take.len()), None);
    let replaced = |sample| from(sample).is_some_and(|from| from.0 == 0 && (100..200).contains(&from.1.0));
    assert!(!(0..take.len().0).map(TakeSample).any(replaced), "another version is heard there");
}

#[test]
fn the_wave_is_that_of_the_samples_whatever_became_of_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("take");
    let mut writer = TakeWriter::create(&dir, header(1)).unwrap();
    let request = writer.begin(0).unwrap();
    let mut seen = Vec::new();
    let mut wave = Wave::new(writer.take());
    for (number, length) in [700, 1, 4_000, 2_399, 37].into_iter().enumerate() {
        writer.mark(request, number, number).unwrap();
        let quieter: Vec<i16> =
            sound(number as u64, length).iter().map(|sample| sample / (number as i16 + 1)).collect();
        writer.append(request, &quieter).unwrap();
        seen.extend(wave.read(seen.len(), 100).unwrap());
    }
    writer.complete(request).unwrap();
    drop(writer);
    let take = Take::open(&dir).unwrap();
    let wanted: Vec<u8> = played(&take)
        .chunks(samples_per_peak(RATE) as usize)
        .map(|some| (some.iter().map(|sample| sample.unsigned_abs()).max().unwrap() >> 7).min(255) as u8)
        .collect();
    assert_eq!(wanted.len(), 6);
    assert!(wanted.starts_with(&seen) && seen.len() == 5);
    let whole = |what: &str| assert_eq!(Wave::new(take.clone()).read(0, 100).unwrap(), wanted, "{what}");
    whole("as it was written");
    let file = dir.join("0000.peaks");
    assert_eq!(fs::read(&file).unwrap(), wanted[..5]);
    fs::write(&file, &wanted[..2]).unwrap();
    whole("cut short");
    fs::remove_file(&file).unwrap();
    whole("gone");
}

#[test]
fn saved_sound_is_no_connection() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("take");
    let mut writer = TakeWriter::create(&dir, header(2)).unwrap();
    let origin = ReuseOrigin { take: "20261122-101112-131".into(), request: 4, from: RequestSample(480) };
    let request = writer.begin_saved(0, origin).unwrap();
    writer.append(request, &sound(3, 50)).unwrap();
    writer.complete(request).unwrap();
    let request = writer.begin(1).unwrap();
    writer.append(request, &sound(4, 50)).unwrap();
    writer.complete(request).unwrap();
    for take in [writer.take(), Take::open(&dir).unwrap()] {
        let receipt = take.receipt();
        assert!(receipt.complete);
        assert_eq!((receipt.segments[0].connections, receipt.segments[1].connections), (0, 1));
        assert_eq!(receipt.segments[0].saved.as_deref(), Some("20261122-101112-131"));
        assert_eq!(receipt.segments[1].saved, None);
    }
}
