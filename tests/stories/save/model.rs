//! Whatever happens in whatever order, a take is what a simple list says it is.

use std::ops::Range;

use langsheng::audio::TakeSample;
use langsheng::audio::take::{RequestId, Take, TakeEnd, TakeError, TakeWriter};
use proptest::prelude::*;

use super::{header, plan, played, sound};
use crate::common::cases;

#[derive(Clone, Debug)]
enum Step {
    Begin(usize),
    Append(usize, usize),
    Mark(usize),
    Fail(usize),
    Complete(usize),
    Split(usize),
    GiveUp(usize),
    Resume { close: bool },
}

fn step() -> impl Strategy<Value = Step> {
    let pick = 0..64usize;
    prop_oneof![
        4 => pick.clone().prop_map(Step::Begin),
        10 => (pick.clone(), 0..2500usize).prop_map(|(request, length)| Step::Append(request, length)),
        6 => pick.clone().prop_map(Step::Mark),
        2 => pick.clone().prop_map(Step::Fail),
        3 => pick.clone().prop_map(Step::Complete),
        1 => pick.clone().prop_map(Step::Split),
        1 => pick.prop_map(Step::GiveUp),
        1 => any::<bool>().prop_map(|close| Step::Resume { close }),
    ]
}

struct Running {
    id: RequestId,
    sound: Vec<i16>,
    /// Sample, spoken.
    marks: Vec<(usize, usize)>,
}

struct Segment {
    spoken: Range<usize>,
    next: usize,
    kept: Vec<i16>,
    /// Sample, spoken.
    marks: Vec<(usize, usize)>,
    running: Option<Running>,
    done: bool,
}

impl Segment {
    fn new(spoken: Range<usize>) -> Segment {
        let (kept, marks) = (Vec::new(), Vec::new());
        Segment { next: spoken.start, spoken, kept, marks, running: None, done: false }
    }

    /// Takes over the first `keep` samples of what runs.
    fn keep(&mut self, keep: usize) {
        let Some(running) = self.running.take() else { return };
        let base = self.kept.len();
        let mut marks = running.marks.clone();
        if keep > 0 && marks.first().is_none_or(|mark| mark.0 > 0) {
            marks.insert(0, (0, self.next));
        }
        self.marks.extend(marks.iter().filter(|mark| mark.0 < keep).map(|mark| (mark.0 + base, mark.1)));
        self.kept.extend_from_slice(&running.sound[..keep]);
    }

    fn fail(&mut self) {
        let last = self.running.as_ref().and_then(|running| running.marks.last().copied());
        let (keep, spoken) = last.unwrap_or((0, self.next));
        self.keep(keep);
        if keep > 0 {
            self.next = spoken;
        }
    }
}

#[derive(Default)]
struct Model {
    segments: Vec<Segment>,
}

impl Model {
    fn playable(&self) -> Vec<i16> {
        let mut all = Vec::new();
        for segment in &self.segments {
            all.extend_from_slice(&segment.kept);
            all.extend(segment.running.iter().flat_map(|running| &running.sound));
            if !segment.done {
                break;
            }
        }
        all
    }

    fn whole(&self) -> usize {
        let mut whole = 0;
        for segment in &self.segments {
            whole += segment.kept.len();
            let last = segment.running.as_ref().and_then(|running| running.marks.last());
            whole += last.map_or(0, |mark| mark.0);
            if !segment.done {
                break;
            }
        }
        whole
    }

    fn marks(&self) -> Vec<(u64, usize)> {
        let (mut marks, mut base) = (Vec::new(), 0);
        for segment in &self.segments {
            let mut seen = Segment::new(segment.spoken.clone());
            (seen.kept, seen.marks, seen.next) = (segment.kept.clone(), segment.marks.clone(), segment.next);
            if let Some(running) = &segment.running {
                let (id, sound, marks) = (running.id, running.sound.clone(), running.marks.clone());
                seen.running = Some(Running { id, sound, marks });
                seen.keep(running.sound.len());
            }
            marks.extend(seen.marks.iter().map(|mark| ((mark.0 + base) as u64, mark.1)));
            base += seen.kept.len();
            if !segment.done {
                break;
            }
        }
        marks
    }

    fn missing(&self) -> Vec<(usize, Range<usize>)> {
        let all = self.segments.iter().enumerate().filter(|(_, segment)| !segment.done);
        all.map(|(place, segment)| (place, segment.next..segment.spoken.end)).collect()
    }

    fn running(&self, pick: usize) -> Option<usize> {
        let running: Vec<usize> = (0..self.segments.len()).filter(|&i| self.segments[i].running.is_some()).collect();
        (!running.is_empty()).then(|| running[pick % running.len()])
    }

    fn check(&self, take: &Take) {
        let playable = self.playable();
        assert_eq!(take.len(), playable.len() as u64, "length");
        assert_eq!(take.whole(), self.whole() as u64, "whole");
        assert!(played(take) == playable, "the samples differ");
        let marks: Vec<(u64, usize)> = take.marks().iter().map(|mark| (mark.sample.0, mark.spoken)).collect();
        assert_eq!(marks, self.marks(), "marks");
        for window in take.marks().windows(2) {
            assert_eq!(take.mark_at(window[0].sample), Some(window[0]));
            assert_eq!(take.mark_at(window[1].sample - TakeSample(1)), Some(window[0]));
        }
        assert_eq!(take.mark_at(take.len()), None);
        let missing: Vec<_> = take.missing().into_iter().map(|missing| (missing.segment, missing.spoken)).collect();
        assert_eq!(missing, self.missing(), "missing");
        assert_eq!(take.is_complete(), self.segments.iter().all(|segment| segment.done));
        assert_eq!(take.damage(), None);
    }
}

/// Does one step to both; steps that make no sense must be refused by the take and change nothing.
fn act(step: Step, writer: &mut TakeWriter, model: &mut Model, seed: &mut u64) {
    let count = model.segments.len();
    match step {
        Step::Begin(pick) => {
            let place = pick % count;
            let segment = &mut model.segments[place];
            let begun = writer.begin(place);
            if segment.done || segment.running.is_some() {
                assert!(matches!(begun, Err(TakeError::Misused(_))));
            } else {
                let (sound, marks) = (Vec::new(), Vec::new());
                segment.running = Some(Running { id: begun.unwrap(), sound, marks });
            }
        }
        Step::Append(pick, length) => {
            let Some(place) = model.running(pick) else { return };
            let running = model.segments[place].running.as_mut().unwrap();
            *seed += 1;
            let sound = sound(*seed, length);
            writer.append(running.id, &sound).unwrap();
            running.sound.extend(sound);
        }
        Step::Mark(pick) => {
            let Some(place) = model.running(pick) else { return };
            let segment = &mut model.segments[place];
            let running = segment.running.as_mut().unwrap();
            let spoken = (segment.next + running.marks.len()).min(segment.spoken.end);
            writer.mark(running.id, spoken, spoken).unwrap();
            if running.marks.last().is_none_or(|last| last.0 < running.sound.len()) {
                running.marks.push((running.sound.len(), spoken));
            }
        }
        Step::Fail(pick) => {
            let Some(place) = model.running(pick) else { return };
            let segment = &mut model.segments[place];
            let id = segment.running.as_ref().unwrap().id;
            segment.fail();
            assert_eq!(writer.fail(id).unwrap(), segment.next);
            assert!(matches!(writer.fail(id), Err(TakeError::Misused(_))));
            assert!(matches!(writer.append(id, &[1]), Err(TakeError::Misused(_))));
        }
        Step::Complete(pick) => {
            let Some(place) = model.running(pick) else { return };
            let segment = &mut model.segments[place];
            let running = segment.running.as_ref().unwrap();
            let completed = writer.complete(running.id);
            if running.sound.is_empty() {
                assert!(matches!(completed, Err(TakeError::NoAudio)));
            } else {
                completed.unwrap();
                let all = running.sound.len();
                segment.keep(all);
                segment.done = true;
            }
        }
        Step::Split(pick) => {
            let place = pick % count;
            let segment = &mut model.segments[place];
            let (next, end) = (segment.next, segment.spoken.end);
            let middle = next + (end - next) / 2;
            let split = writer.split(place, &[plan(next..middle), plan(middle..end)]);
            if segment.done || segment.running.is_some() {
                assert!(matches!(split, Err(TakeError::Misused(_))));
            } else {
                split.unwrap();
                segment.spoken.end = middle;
                model.segments.insert(place + 1, Segment::new(middle..end));
            }
        }
        Step::GiveUp(pick) => {
            let place = pick % count;
            let segment = &model.segments[place];
            let fits = !segment.done && segment.running.is_none();
            assert_eq!(writer.give_up(place, Some(3010)).is_ok(), fits);
        }
        Step::Resume { .. } => unreachable!("done by the caller, who owns the writer"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(96), ..ProptestConfig::default() })]

    #[test]
    fn any_interleaving_is_the_simple_list(steps in prop::collection::vec(step(), 1..80), segments in 1..5usize) {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("take");
        let mut model = Model::default();
        model.segments.extend((0..segments).map(|i| Segment::new(i * 100..(i + 1) * 100)));
        let mut writer = Some(TakeWriter::create(&dir, header(segments)).unwrap());
        let mut seed = 0;
        let (mut before, mut epoch) = (Vec::new(), 0);
        for step in steps {
            let mut open = writer.take().unwrap();
            if let Step::Resume { close } = step {
                if close {
                    open.close(TakeEnd::Stopped).unwrap();
                }
                drop(open);
                let kept = Take::open(&dir).unwrap();
                model.check(&kept);
                prop_assert_eq!((kept.is_growing(), kept.end().is_some()), (false, close));
                open = TakeWriter::resume(&dir).unwrap();
                model.segments.iter_mut().for_each(Segment::fail);
                (before, epoch) = (model.playable(), open.take().epoch());
            } else {
                let whole = open.take().whole();
                act(step, &mut open, &mut model, &mut seed);
                prop_assert!(open.take().whole() >= whole, "what is whole stays whole");
            }
            let take = open.take();
            model.check(&take);
            let now = played(&take);
            let unchanged = take.changed_since(epoch).map_or(before.len(), |at| at.0 as usize);
            prop_assert!(now.len() >= unchanged && now[..unchanged] == before[..unchanged], "changed without a word");
            prop_assert_eq!(take.changed_since(take.epoch()), None);
            (before, epoch) = (now, take.epoch());
            writer = Some(open);
        }
        let take = writer.as_ref().unwrap().take();
        let kept = Take::open(&dir).unwrap();
        model.check(&kept);
        prop_assert_eq!(kept.received(), take.received());
        prop_assert_eq!(kept.header(), take.header());
        // Only what runs in this process is shown as running.
        let (mut now, then) = (take.receipt(), kept.receipt());
        for segment in &mut now.segments {
            if segment.state == langsheng::audio::take::SegmentState::Running {
                segment.state = langsheng::audio::take::SegmentState::Waiting;
            }
        }
        prop_assert_eq!(now, then);
    }
}
