//! What the index can be asked.

use std::ops::Range;

use crate::audio::clocks::{RequestSample, TakeSample};
use crate::audio::take::index::{GrowingText, Index, RequestMark, SegmentIndex, Span, Spot, passages};
use crate::audio::take::receipt::{Receipt, SegmentReceipt, SegmentState};
use crate::audio::take::{Extent, SegmentPlan};

/// A place where the voice begins a new piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The first sample of the piece.
    pub sample: TakeSample,
    /// Where the piece begins in the text of the header, in bytes.
    pub source: usize,
    /// Where it begins in the spoken (cleaned) text, in bytes.
    pub spoken: usize,
    /// Whether the sound before it is of another request, so that the two were never one sound.
    pub joined: bool,
}

/// What a segment still lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Its place in playing order.
    pub segment: usize,
    /// The bytes of the spoken text to ask for.
    pub spoken: Range<usize>,
}

/// Where a position of the take is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::audio::take) struct IndexPosition {
    pub request: u32,
    /// The first sample in the file.
    pub from: RequestSample,
    /// How many samples follow there.
    pub samples: TakeSample,
}

impl Span {
    /// A mark of its request, which lies in it.
    fn mark(&self, mark: &RequestMark) -> Mark {
        let Spot { spoken, source } = mark.place;
        Mark { sample: self.in_take(mark.sample), spoken, source, joined: mark.sample == self.from }
    }

    /// The mark at its start, where the service announced nothing.
    fn first_mark(&self, Spot { spoken, source }: Spot) -> Mark {
        Mark { sample: self.at, spoken, source, joined: true }
    }
}

impl Index {
    pub fn len(&self) -> TakeSample {
        self.spans.last().map_or(TakeSample::ZERO, Span::end)
    }

    pub fn whole(&self) -> TakeSample {
        match self.spans.last() {
            Some(last) if last.open => last.in_take(self.whole_of(last.request).max(last.from)),
            _ => self.len(),
        }
    }

    pub fn received(&self) -> RequestSample {
        self.received
    }

    pub fn epoch(&self) -> u64 {
        self.cuts.len() as u64
    }

    /// Forgets the cuts so far: nobody has read this index yet.
    pub fn first_epoch(&mut self) {
        self.cuts.clear();
    }

    pub fn changed_since(&self, epoch: u64) -> Option<TakeSample> {
        let since = usize::try_from(epoch).ok().and_then(|epoch| self.cuts.get(epoch..))?;
        since.iter().min().copied()
    }

    pub fn is_complete(&self) -> bool {
        let is_unfinished = self.text.as_ref().is_some_and(GrowingText::is_unfinished);
        self.settled == self.order.len() && self.settled > 0 && !is_unfinished && self.damage.is_none()
    }

    pub fn extent(&self) -> Extent {
        Extent {
            len: self.len(),
            whole: self.whole(),
            received: self.received,
            growing: self.growing,
            complete: self.is_complete(),
            waits: self.waits,
            epoch: self.epoch(),
            changes: self.changes,
            facts: self.facts,
        }
    }

    pub fn locate(&self, at: TakeSample) -> Option<IndexPosition> {
        let span = self.span_at(at)?;
        Some(IndexPosition { request: span.request, from: span.in_file(at), samples: span.end() - at })
    }

    fn span_at(&self, at: TakeSample) -> Option<&Span> {
        let span = self.spans[..self.spans.partition_point(|span| span.at <= at)].last()?;
        (at < span.end()).then_some(span)
    }

    pub fn marks(&self) -> Vec<Mark> {
        self.spans.iter().flat_map(|span| self.marks_of(span)).collect()
    }

    /// The marks of a span that have audio. The first always stands at its start: a request whose first announcement
    /// could not be placed begins where it was asked to begin.
    fn marks_of<'a>(&'a self, span: &'a Span) -> impl Iterator<Item = Mark> + 'a {
        let request = self.requests.get(&span.request).filter(|_| span.samples > 0);
        let marks = request.map_or(&[][..], |request| &request.marks);
        let marks = &marks[marks.partition_point(|mark| mark.sample < span.from)..];
        let marks = &marks[..marks.partition_point(|mark| mark.sample < span.file_end())];
        let first = request.filter(|_| marks.first().is_none_or(|mark| mark.sample > span.from));
        let first = first.map(|request| span.first_mark(request.start));
        first.into_iter().chain(marks.iter().map(|mark| span.mark(mark)))
    }

    pub fn mark_at(&self, at: TakeSample) -> Option<Mark> {
        let span = self.span_at(at)?;
        let request = self.requests.get(&span.request)?;
        let inside = span.in_file(at);
        let known = request.marks[..request.marks.partition_point(|mark| mark.sample <= inside)].last();
        let known = known.filter(|mark| mark.sample >= span.from);
        Some(known.map_or_else(|| span.first_mark(request.start), |mark| span.mark(mark)))
    }

    pub fn is_other_at(&self, at: TakeSample) -> bool {
        let request = self.span_at(at).and_then(|span| self.requests.get(&span.request));
        request.and_then(|request| request.pending.as_ref()).is_some_and(|pending| pending.voice.is_some())
    }

    pub fn mark_after(&self, at: TakeSample) -> Option<Mark> {
        let first = self.spans.partition_point(|span| span.end() <= at);
        self.spans[first..].iter().flat_map(|span| self.marks_of(span)).find(|mark| mark.sample > at)
    }

    pub fn plans(&self) -> Vec<SegmentPlan> {
        self.order.iter().map(|&number| self.segments[number].plan.clone()).collect()
    }

    pub fn plan_at(&self, spoken: usize) -> Option<SegmentPlan> {
        let plan = |number: usize| &self.segments[number].plan;
        let after = self.order.partition_point(|&number| plan(number).spoken.start <= spoken);
        self.order.get(after.checked_sub(1)?).map(|&number| plan(number).clone())
    }

    pub fn missing(&self) -> Vec<Missing> {
        let all = self.order.iter().map(|&number| &self.segments[number]).enumerate();
        let lacking = all.filter(|(_, segment)| segment.state != SegmentState::Done);
        let ask = |(place, segment): (usize, &SegmentIndex)| {
            // What an open request will fall back to if it breaks.
            let spoken = segment.next.spoken..segment.plan.spoken.end.max(segment.next.spoken);
            Missing { segment: place, spoken }
        };
        lacking.map(ask).collect()
    }

    pub fn receipt(&self) -> Receipt {
        let receipt = |number: usize| {
            let segment = &self.segments[number];
            let state = match segment.state {
                SegmentState::Running if !self.growing => SegmentState::Waiting,
                state => state,
            };
            SegmentReceipt {
                number,
                bytes: segment.plan.bytes,
                samples: passages::pieces(&segment.line).iter().map(|piece| self.length(piece)).sum(),
                connections: segment.begun + segment.redone,
                retries: segment.begun.saturating_sub(1),
                logid: segment.logid.clone(),
                in_effect: segment.in_effect.clone(),
                state,
                code: segment.code,
                saved: segment.saved.clone(),
                redone: segment.redone,
            }
        };
        let segments: Vec<SegmentReceipt> = self.order.iter().map(|&number| receipt(number)).collect();
        let samples = segments.iter().map(|segment| segment.samples).sum();
        Receipt { segments, samples, rate: self.rate, complete: self.is_complete() }
    }

    /// How many samples of a request's file belong to whole marks, while the request has not completed.
    pub fn whole_of(&self, request: u32) -> RequestSample {
        let Some(request) = self.requests.get(&request) else { return RequestSample::ZERO };
        request.marks.last().map_or(RequestSample::ZERO, |mark| mark.sample.min(request.samples))
    }

    pub fn segment_number(&self, place: usize) -> Option<u32> {
        self.order.get(place).map(|&number| number as u32)
    }

    pub fn next_segment_number(&self) -> u32 {
        self.segments.len() as u32
    }

    pub fn next_request_number(&self) -> Option<u32> {
        self.requests.keys().max().map_or(Some(0), |highest| highest.checked_add(1))
    }

    /// The request that is open for a segment.
    pub fn running(&self, segment: u32) -> Option<u32> {
        self.segments.get(segment as usize)?.running
    }

    /// The requests that are open.
    pub fn all_running(&self) -> Vec<u32> {
        let pending =
            self.requests.iter().filter(|(_, request)| request.pending.as_ref().is_some_and(|pending| pending.open));
        let mut pending: Vec<u32> = pending.map(|(&number, _)| number).collect();
        pending.sort_unstable();
        self.order.iter().filter_map(|&number| self.segments[number].running).chain(pending).collect()
    }

    /// How long the file of a request is, in samples.
    pub fn samples_of(&self, request: u32) -> RequestSample {
        self.requests.get(&request).map_or(RequestSample::ZERO, |request| request.samples)
    }

    /// Where the segment of a request is to be requested next.
    pub fn next_spoken(&self, request: u32) -> Option<usize> {
        let request = self.requests.get(&request)?;
        let pending = request.pending.as_ref().map(|pending| pending.spoken.start);
        Some(pending.unwrap_or(self.segments[request.segment].next.spoken))
    }
}
