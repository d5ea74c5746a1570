//! Passages are asked for again, versions chosen and forgotten, processes killed, in whatever order: one passage changes at a
//! time, every version comes back as it was last heard, and a take that is opened anew is the one that was written.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use langsheng::audio::TakeSample;
use langsheng::audio::take::{Passage, Take, TakeEnd, TakeError, TakeWriter, VersionId};
use proptest::prelude::*;

use super::{header, played, sound};
use crate::common::cases;

#[derive(Clone, Debug)]
enum Step {
    /// Bytes of the spoken text, how many marks the new sound has, and what becomes of it.
    Redo(Range<usize>, usize, Fate),
    Use(usize),
    Drop,
    Reopen {
        close: bool,
    },
}

#[derive(Clone, Copy, Debug)]
enum Fate {
    Whole,
    Broken,
    Killed,
}

fn step() -> impl Strategy<Value = Step> {
    // Small steps meet each other: a passage again, one inside it, one around it, one that overlaps its edge.
    let place = prop_oneof![(0..30usize, 1..4usize), (0..30usize, 1..11usize)];
    let passage = place.prop_map(|(from, length)| from * 10..(from + length) * 10);
    let fate = prop_oneof![6 => Just(Fate::Whole), 1 => Just(Fate::Broken), 1 => Just(Fate::Killed)];
    prop_oneof![
        8 => (passage, 0..5usize, fate).prop_map(|(spoken, marks, fate)| Step::Redo(spoken, marks, fate)),
        6 => (0..64usize).prop_map(Step::Use),
        1 => Just(Step::Drop),
        2 => any::<bool>().prop_map(|close| Step::Reopen { close }),
    ]
}

/// Three segments, each of the requests that it took: the marks of each, and whether one more broke behind them.
fn spoken(dir: &Path, requests: &[(usize, bool)]) -> TakeWriter {
    let mut writer = TakeWriter::create(dir, header(3)).unwrap();
    for (segment, &(marks, broke)) in requests.iter().enumerate() {
        let step = 100 / (marks + 1);
        let mut request = writer.begin(segment).unwrap();
        for mark in 0..=marks {
            let at = segment * 100 + mark * step;
            writer.mark(request, at, at).unwrap();
            writer.append(request, &sound(at as u64, 40)).unwrap();
            if broke && mark == marks / 2 {
                // What was heard of the broken mark is asked for again by the next request.
                assert_eq!(writer.fail(request).unwrap(), at);
                request = writer.begin(segment).unwrap();
                writer.append(request, &sound(at as u64, 50)).unwrap();
            }
        }
        writer.complete(request).unwrap();
    }
    writer
}

/// The samples of a passage that is to be asked for again.
fn place_of(take: &Take, spoken: &Range<usize>) -> Range<usize> {
    let marks = take.marks();
    let first = marks.iter().position(|mark| mark.spoken == spoken.start).expect("it begins at a mark");
    let behind = marks[first..].iter().find(|mark| mark.spoken >= spoken.end);
    marks[first].sample.0 as usize..behind.map_or(take.len(), |mark| mark.sample).0 as usize
}

/// What every version was when it was last heard.
#[derive(Default)]
struct Memory(HashMap<VersionId, Vec<i16>>);

impl Memory {
    /// Looks at what is heard now.
    fn look(&mut self, take: &Take) {
        let now = played(take);
        for passage in take.passages() {
            for version in &passage.versions {
                if version.heard {
                    let heard = &now[passage.samples.start.0 as usize..passage.samples.end.0 as usize];
                    assert_eq!(version.samples, heard.len() as u64);
                    self.0.insert(version.id, heard.to_vec());
                } else {
                    assert_eq!(version.samples, self.0[&version.id].len() as u64, "{passage:?}");
                }
            }
        }
    }

    /// A passage has a new version; what was heard there before may have become one as well.
    fn add(&mut self, take: &Take, spoken: &Range<usize>, before: &[i16]) {
        let passages = take.passages();
        let passage = passages.iter().rfind(|passage| passage.spoken == *spoken).expect("it is a passage now");
        let new: Vec<VersionId> =
            passage.versions.iter().map(|one| one.id).filter(|id| !self.0.contains_key(id)).collect();
        assert!(passage.versions.last().unwrap().heard && (1..=2).contains(&new.len()), "{passage:?}");
        new.into_iter().for_each(|id| drop(self.0.insert(id, before.to_vec())));
    }
}

fn same(a: &Take, b: &Take) {
    assert!(played(a) == played(b), "other samples");
    assert_eq!((a.marks(), a.passages(), a.is_complete()), (b.marks(), b.passages(), b.is_complete()));
    assert_eq!((a.damage(), b.damage()), (None, None));
}

fn reopened(writer: TakeWriter, dir: &Path) -> TakeWriter {
    drop(writer);
    TakeWriter::resume(dir).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(128), ..ProptestConfig::default() })]

    #[test]
    fn one_passage_changes_at_a_time_and_every_version_comes_back(
        requests in [(0..4usize, any::<bool>()), (0..4usize, any::<bool>()), (0..4usize, any::<bool>())],
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("take");
        let mut writer = spoken(&dir, &requests);
        let mut memory = Memory::default();
        let mut gone: HashSet<VersionId> = HashSet::new();
        for (number, step) in steps.into_iter().enumerate() {
            let take = writer.take();
            let (before, epoch) = (played(&take), take.epoch());
            let mut wanted = before.clone();
            match step {
                Step::Redo(asked, marks, fate) => match take.redoable(&asked) {
                    None => prop_assert!(matches!(writer.redo(asked, None), Err(TakeError::Misused(_)))),
                    Some(spoken) => {
                        prop_assert!(spoken.start <= asked.start && asked.end <= spoken.end, "{asked:?} in {spoken:?}");
                        let place = place_of(&take, &spoken);
                        let (request, widened) = writer.redo(asked, None).unwrap();
                        prop_assert_eq!(&widened, &spoken);
                        let mut new = Vec::new();
                        for mark in 0..=marks {
                            // Without the first mark a request begins where it was asked to begin.
                            let at = spoken.start + mark * spoken.len() / (marks + 1);
                            if mark > 0 || number % 2 == 0 {
                                writer.mark(request, at, at).unwrap();
                            }
                            let piece = sound((number * 10 + mark) as u64, 15 + mark);
                            writer.append(request, &piece).unwrap();
                            new.extend(piece);
                        }
                        prop_assert!(played(&take) == before, "nothing changes before it is whole");
                        match fate {
                            Fate::Whole => {
                                writer.complete(request).unwrap();
                                memory.add(&take, &spoken, &before[place.clone()]);
                                wanted.splice(place.clone(), new);
                                prop_assert_eq!(take.changed_since(epoch), Some(TakeSample(place.start as u64)));
                            }
                            Fate::Broken => prop_assert_eq!(writer.fail(request).unwrap(), spoken.start),
                            Fate::Killed => writer = reopened(writer, &dir),
                        }
                    }
                },
                Step::Use(pick) => {
                    let of = |passage: Passage| {
                        let samples = passage.samples.start.0 as usize..passage.samples.end.0 as usize;
                        passage.versions.into_iter().map(move |version| (samples.clone(), version.id))
                    };
                    let all: Vec<_> = take.passages().into_iter().flat_map(of).collect();
                    if let Some((samples, id)) = all.get(pick % all.len().max(1)) {
                        writer.use_version(*id).unwrap();
                        wanted.splice(samples.clone(), memory.0[id].clone());
                    }
                }
                Step::Drop => {
                    gone.extend(memory.0.keys());
                    writer.drop_versions().unwrap();
                    prop_assert!(take.passages().is_empty());
                }
                Step::Reopen { close } => {
                    if close {
                        writer.close(TakeEnd::Complete).unwrap();
                    }
                    writer = reopened(writer, &dir);
                    same(&take, &writer.take());
                }
            }
            let take = writer.take();
            prop_assert!(played(&take) == wanted, "other samples than those of the step");
            prop_assert!(take.is_complete());
            same(&take, &Take::open(&dir).unwrap());
            memory.look(&take);
            if let Some(id) = gone.iter().next() {
                prop_assert!(writer.use_version(*id).is_err(), "what is forgotten does not come back");
            }
        }
    }
}
