//! A process may be killed between any two bytes that it writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use langsheng::audio::take::{Take, TakeWriter};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::{header, plan, played, sound, writer};

/// How long each file was at one moment, and what a reader was promised then.
pub struct Moment {
    lengths: BTreeMap<String, u64>,
    whole: Vec<i16>,
    playable: usize,
}

/// A number below `bound`.
fn below(rng: &mut TestRng, bound: u64) -> u64 {
    rng.next_u64() % bound
}

fn moment(take: &Take) -> Moment {
    let files = fs::read_dir(take.dir()).unwrap().map(Result::unwrap);
    let lengths = files.map(|file| (file.file_name().into_string().unwrap(), file.metadata().unwrap().len()));
    let mut whole = played(take);
    let playable = whole.len();
    whole.truncate(take.whole().0 as usize);
    Moment { lengths: lengths.collect(), whole, playable }
}

/// Three segments at once, out of order, with a broken piece, a split and Opus packets; a moment after every act.
pub fn life(dir: &Path) -> Vec<Moment> {
    let mut writer = TakeWriter::create(dir, header(3)).unwrap();
    let take = writer.take();
    let mut moments = vec![moment(&take)];
    let mut seed = 0;
    let mut act = |act: &mut dyn FnMut(&mut TakeWriter, Vec<i16>)| {
        seed += 1;
        act(&mut writer, sound(seed, 150 + seed as usize));
        moments.push(moment(&take));
    };
    let (mut first, mut second, mut third) = (None, None, None);
    act(&mut |w, _| first = Some(w.begin(0).unwrap()));
    act(&mut |w, _| second = Some(w.begin(1).unwrap()));
    let (a, b) = (first.unwrap(), second.unwrap());
    act(&mut |w, _| w.logid(a, "0217").unwrap());
    for piece in 0..4 {
        act(&mut |w, _| w.mark(b, 100 + piece, 100 + piece).unwrap());
        act(&mut |w, sound| w.append(b, &sound).unwrap());
        act(&mut |w, _| w.mark(a, piece, piece).unwrap());
        act(&mut |w, sound| w.append(a, &sound).unwrap());
        act(&mut |w, _| w.packet(a, &[1, 2, 3]).unwrap());
        act(&mut |w, sound| w.append(a, &sound).unwrap());
    }
    act(&mut |w, _| w.complete(b).unwrap());
    act(&mut |w, _| assert_eq!(w.fail(a).unwrap(), 3));
    act(&mut |w, _| w.split(0, &[plan(3..50), plan(50..100)]).unwrap());
    for segment in [3, 1, 0] {
        act(&mut |w, _| third = Some(w.begin(segment).unwrap()));
        let c = third.unwrap();
        act(&mut |w, sound| w.append(c, &sound).unwrap());
        act(&mut |w, _| w.mark(c, 3, 3).unwrap());
        act(&mut |w, sound| w.append(c, &sound).unwrap());
        act(&mut |w, _| w.complete(c).unwrap());
    }
    assert!(take.is_complete());
    moments
}

/// The folder as it is when only so many bytes of each file were written. Files only grow, so a prefix is a past.
fn past(dir: &Path, lengths: &BTreeMap<String, u64>, into: &Path) {
    let _ = fs::remove_dir_all(into);
    fs::create_dir(into).unwrap();
    for (name, length) in lengths {
        let bytes = fs::read(dir.join(name)).unwrap();
        fs::write(into.join(name), &bytes[..*length as usize]).unwrap();
    }
}

#[test]
fn killed_between_any_two_bytes_it_opens_with_every_whole_mark_and_can_be_finished() {
    let folder = tempfile::tempdir().unwrap();
    let (dir, copy) = (folder.path().join("take"), folder.path().join("copy"));
    let moments = life(&dir);
    let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    for pair in moments.windows(2) {
        for _ in 0..6 {
            // Everything of the moment before, and of what was then being written, some bytes.
            let mut lengths = pair[0].lengths.clone();
            for (name, after) in &pair[1].lengths {
                let before = lengths.get(name).copied().unwrap_or(0);
                lengths.insert(name.clone(), before + below(&mut rng, after - before + 1));
            }
            past(&dir, &lengths, &copy);
            let take = Take::open(&copy).unwrap();
            assert_eq!(take.damage(), None);
            let all = played(&take);
            assert!(all.len() >= pair[0].playable.min(pair[1].playable));
            assert!(all.starts_with(&pair[0].whole), "a whole mark was lost");

            let mut writer = TakeWriter::resume(&copy).unwrap();
            assert!(played(&writer.take()).starts_with(&pair[0].whole));
            for missing in writer.take().missing() {
                let request = writer.begin(missing.segment).unwrap();
                writer.append(request, &sound(7, 100)).unwrap();
                writer.complete(request).unwrap();
            }
            assert!(writer.take().is_complete());
            let finished = played(&writer.take());
            assert!(finished.starts_with(&pair[0].whole));
            drop(writer);
            assert_eq!(played(&Take::open(&copy).unwrap()), finished);
        }
    }
}

#[test]
fn any_prefixes_of_any_files_open_without_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let (dir, copy) = (folder.path().join("take"), folder.path().join("copy"));
    let last = life(&dir).pop().unwrap().lengths;
    let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    for _ in 0..300 {
        let cut = |(name, length): (&String, &u64), rng: &mut TestRng| (name.clone(), below(rng, length + 1));
        let lengths = last.iter().map(|file| cut(file, &mut rng)).collect();
        past(&dir, &lengths, &copy);
        let Ok(take) = Take::open(&copy) else { continue };
        assert_eq!(played(&take).len() as u64, take.len());
        let _ = (take.marks(), take.missing(), take.receipt());
        TakeWriter::resume(&copy).unwrap();
    }
}

#[test]
fn a_file_that_the_journal_has_not_heard_of_is_stepped_over() {
    let (_folder, mut writer) = writer(1);
    let dir = writer.take().dir().to_owned();
    fs::write(dir.join("0000.pcm"), [1, 2, 3]).unwrap();
    let request = writer.begin(0).unwrap();
    writer.append(request, &[5, 6]).unwrap();
    writer.complete(request).unwrap();
    assert_eq!(fs::read(dir.join("0000.pcm")).unwrap(), [1, 2, 3]);
    assert_eq!(played(&Take::open(&dir).unwrap()), [5, 6]);
}
