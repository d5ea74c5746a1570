//! Where the text is in the sound, and the sound in the text.
//!
//! A place of the text at which a mark begins is known to the sample. Any other place is estimated inside its mark: as
//! much of the mark's sound has passed as of the weight of its text. Every answer says which of the two it is.
//!
//! # Weight
//!
//! What a text weighs is a question to whoever knows text, so it is asked through a closure: how long does a range of
//! the spoken text take, where a Chinese character takes about 1? It has to be additive, to count a character only where
//! all of it is in the range, and to be 0 where nothing is spoken: a mark that begins after the dash of a list's item
//! still is the beginning of that item.

use std::ops::Range;

use crate::audio::clocks::TakeSample;
use crate::audio::take::{Mark, Take};

/// How long a range of the spoken text takes to speak; see the head of this file.
pub type Weight<'a> = &'a dyn Fn(Range<usize>) -> f64;

/// A mark whose end is not known yet is measured by the pace of so many marks before it.
const PACED_BY: usize = 8;
/// Seconds for a weight of 1 where no mark has ended yet.
const USUAL_PACE: f64 = 0.22;

/// Where a range of the text is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed {
    /// It ends where the next range begins.
    pub samples: Range<TakeSample>,
    /// Whether its start is that of a mark.
    pub exact: bool,
}

/// Where a place of the text is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimedPlace {
    /// The first sample from it on.
    pub sample: TakeSample,
    /// Whether a mark begins there.
    pub exact: bool,
}

impl TimedPlace {
    fn exact(sample: TakeSample) -> TimedPlace {
        TimedPlace { sample, exact: true }
    }

    fn estimated(sample: TakeSample) -> TimedPlace {
        TimedPlace { sample, exact: false }
    }
}

/// Where the byte `spoken` of the spoken text is heard; `None` if it has not arrived. Costs next to nothing at any length.
pub fn start_of(take: &Take, spoken: usize, weight: Weight<'_>) -> Option<TimedPlace> {
    let len = take.len().0;
    let before = |sample| take.mark_at(TakeSample(sample)).is_some_and(|mark| mark.spoken < spoken);
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let first = TakeSample(low);
    if let Some(mark) = take.mark_at(first).filter(|mark| begins_at(mark, spoken..usize::MAX, weight)) {
        return Some(TimedPlace::exact(mark.sample));
    }
    let piece = MarkExtent::of(take, take.mark_at(first.previous()?)?);
    let passed = weight(piece.mark.spoken..spoken);
    if passed <= 0.0 {
        return Some(TimedPlace::exact(piece.mark.sample));
    }
    let rest = weight(spoken..piece.text_end.max(spoken));
    let sample = piece.sample(passed, passed + rest, spoken, || pace_before(take, &piece.mark, weight));
    sample.map(TimedPlace::estimated)
}

/// The byte of the spoken text that is heard at a sample: the beginning of a character that is spoken. `None` after
/// what has arrived. Costs next to nothing at any length.
pub fn spoken_at(take: &Take, sample: TakeSample, weight: Weight<'_>) -> Option<usize> {
    let piece = MarkExtent::of(take, take.mark_at(sample)?);
    let start = piece.mark.spoken;
    let whole = weight(start..piece.text_end);
    if whole <= 0.0 {
        return Some(start);
    }
    let inside = (sample - piece.mark.sample).0 as f64;
    let passed = if piece.open {
        inside / pace_before(take, &piece.mark, weight)
    } else {
        whole * inside / (piece.sound_end - piece.mark.sample).0.max(1) as f64
    };
    // The end of the character that is heard: the first up to which more has been spoken than has passed.
    let end = first(start..piece.text_end, |end| weight(start..end) > passed.min(whole * (1.0 - 1e-9)));
    // Its beginning: the last place from which all of it is still ahead.
    let begin = first(start..end, |begin| weight(begin..end) <= 0.0).max(start + 1);
    Some(begin - 1)
}

/// Where each of `sentences` is heard, which follow each other in the spoken text; `None` for those that have not
/// arrived. Takes time linear in the length of the text.
pub fn time(take: &Take, sentences: &[Range<usize>], weight: Weight<'_>) -> Vec<Option<Timed>> {
    let len = take.len();
    let marks = take.marks();
    let mut starts: Vec<Option<TimedPlace>> = Vec::with_capacity(sentences.len());
    let mut rest = sentences;
    let mut at = 0;
    while !rest.is_empty() {
        // The mark in which the next sentence begins, and all sentences that begin in it.
        at += marks[at..].partition_point(|mark| mark.spoken < rest[0].start);
        if let Some(mark) = marks.get(at).filter(|mark| begins_at(mark, rest[0].clone(), weight)) {
            starts.push(Some(TimedPlace::exact(mark.sample)));
            rest = &rest[1..];
            continue;
        }
        let Some(&mark) = at.checked_sub(1).and_then(|before| marks.get(before)) else {
            starts.push(None);
            rest = &rest[1..];
            continue;
        };
        let next = marks.get(at);
        let piece = match next {
            Some(next) => MarkExtent { mark, sound_end: next.sample, text_end: next.spoken, open: false },
            None => MarkExtent::of(take, mark),
        };
        let inside = rest.partition_point(|sentence| sentence.start < next.map_or(usize::MAX, |next| next.spoken));
        // The last of them may begin where the next mark does, but for a quote or a dash.
        let begins_next = |sentence: &Range<usize>| next.is_some_and(|next| begins_at(next, sentence.clone(), weight));
        let inside = inside - usize::from(inside > 1 && begins_next(&rest[inside - 1]));
        let (these, others) = rest.split_at(inside);
        piece.place(these, weight, || pace_before(take, &mark, weight), &mut starts);
        rest = others;
    }
    ends(starts, len)
}

/// Lets every sentence end where the next one begins.
fn ends(starts: Vec<Option<TimedPlace>>, len: TakeSample) -> Vec<Option<Timed>> {
    let mut end = len;
    let mut timed: Vec<Option<Timed>> = starts
        .into_iter()
        .rev()
        .map(|start| {
            let TimedPlace { sample, exact } = start?;
            let samples = sample.min(end)..end;
            end = samples.start;
            Some(Timed { samples, exact })
        })
        .collect();
    timed.reverse();
    timed
}

/// A mark, and how far it reaches.
struct MarkExtent {
    mark: Mark,
    /// Where its sound ends, as far as it is there.
    sound_end: TakeSample,
    /// Where its text ends; for an open one, at most.
    text_end: usize,
    /// Its sound is still arriving, or was broken off, so that nobody knows how much text has been heard.
    open: bool,
}

impl MarkExtent {
    fn of(take: &Take, mark: Mark) -> MarkExtent {
        let extent = take.extent();
        if let Some(next) = take.mark_after(mark.sample) {
            return MarkExtent { mark, sound_end: next.sample, text_end: next.spoken.max(mark.spoken), open: false };
        }
        let planned = take.segment_at(mark.spoken).map_or(mark.spoken, |segment| segment.spoken.end);
        let open = mark.sample >= extent.whole && extent.len > extent.whole;
        // A request that broke has left this mark whole, and what it still lacks begins where the mark ends.
        let missing = take.missing().first().map(|missing| missing.spoken.start);
        let missing = missing.filter(|&start| !open && start > mark.spoken).unwrap_or(planned);
        let text_end = planned.min(missing).max(mark.spoken);
        MarkExtent { mark, sound_end: extent.len.max(mark.sample), text_end, open }
    }

    /// The sample at which `passed` of the weight of its text has been spoken, if it is there.
    fn sample(&self, passed: f64, whole: f64, spoken: usize, pace: impl FnOnce() -> f64) -> Option<TakeSample> {
        if spoken >= self.text_end {
            return None;
        }
        let length = (self.sound_end - self.mark.sample).0 as f64;
        let inside = if self.open { passed * pace() } else { length * (passed / whole).min(1.0) };
        (inside < length).then(|| self.mark.sample + inside as usize)
    }

    /// Places sentences that begin after its own beginning.
    fn place(
        &self,
        sentences: &[Range<usize>],
        weight: Weight<'_>,
        pace: impl Fn() -> f64,
        starts: &mut Vec<Option<TimedPlace>>,
    ) {
        let mut passed = 0.0;
        let mut from = self.mark.spoken;
        let weights: Vec<f64> = sentences
            .iter()
            .map(|sentence| {
                let start = sentence.start.max(from);
                passed += weight(from..start);
                from = start;
                passed
            })
            .collect();
        let whole = passed + weight(from..self.text_end.max(from));
        let pace = if self.open { pace() } else { 0.0 };
        starts.extend(sentences.iter().zip(weights).map(|(sentence, passed)| match passed {
            passed if passed <= 0.0 => Some(TimedPlace::exact(self.mark.sample)),
            passed => self.sample(passed, whole, sentence.start, || pace).map(TimedPlace::estimated),
        }));
    }
}

/// Whether the mark begins where a text of this range does: nothing of the text is spoken before the mark.
fn begins_at(mark: &Mark, text: Range<usize>, weight: Weight<'_>) -> bool {
    let early = || text.contains(&mark.spoken) && weight(text.start..mark.spoken) <= 0.0;
    mark.spoken == text.start || early()
}

/// Samples for a weight of 1, by the text and the sound between the two marks.
fn pace(first: &Mark, last: &Mark, rate: u32, weight: Weight<'_>) -> f64 {
    let samples = last.sample.saturating_sub(first.sample).0;
    match weight(first.spoken..last.spoken.max(first.spoken)) {
        weight if weight > 0.0 && samples > 0 => samples as f64 / weight,
        _ => USUAL_PACE * f64::from(rate),
    }
}

/// The same by the last marks before `mark`.
fn pace_before(take: &Take, mark: &Mark, weight: Weight<'_>) -> f64 {
    let earlier = |mark: &Mark| take.mark_at(mark.sample.previous()?);
    let first = std::iter::successors(Some(*mark), earlier).take(PACED_BY + 1).last();
    pace(&first.unwrap_or(*mark), mark, take.rate(), weight)
}

/// The first place of `range` at which `holds`, which holds from some place on; the end of `range` if there is none.
fn first(range: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
