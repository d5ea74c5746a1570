//! The index: which samples of which files are the take, in playing order.
//!
//! It is what the lines of the journal and the lengths of the files say, and nothing else: the writer changes it by the
//! very lines that it writes, so a take that is opened again is by construction the take that was written.

use std::collections::HashMap;

use crate::audio::clocks::{RequestSample, TakeSample};
use crate::audio::take::journal::{Header, JournalLine, SegmentPlan, TakeEnd};
use crate::audio::take::receipt::{ActualFormat, SegmentState};
use crate::audio::take::versions::VersionVoice;

mod check;
mod passages;
mod text;
mod view;

use passages::{Node, PendingVersion};
pub(super) use text::GrowingText;
pub(super) use view::IndexPosition;
pub use view::{Mark, Missing};

/// A place in both texts.
#[derive(Clone, Copy)]
struct Spot {
    spoken: usize,
    source: usize,
}

struct SegmentIndex {
    plan: SegmentPlan,
    /// The line of play inside this segment. Only one that is done holds passages.
    line: Vec<Node>,
    state: SegmentState,
    running: Option<u32>,
    /// Where the next request for it begins.
    next: Spot,
    begun: u32,
    logid: Option<String>,
    in_effect: Option<ActualFormat>,
    code: Option<i64>,
    /// The take that its sound was copied from.
    saved: Option<String>,
    redone: u32,
}

impl SegmentIndex {
    fn new(plan: SegmentPlan) -> SegmentIndex {
        let next = Spot { spoken: plan.spoken.start, source: plan.source.start };
        SegmentIndex {
            plan,
            line: Vec::new(),
            state: SegmentState::Waiting,
            running: None,
            next,
            begun: 0,
            logid: None,
            in_effect: None,
            code: None,
            saved: None,
            redone: 0,
        }
    }

    /// The piece that a request grows or has just ended.
    fn last_piece(&mut self) -> Option<&mut FileRange> {
        match self.line.last_mut() {
            Some(Node::Piece(piece)) => Some(piece),
            _ => None,
        }
    }
}

/// A range of samples of a request's file.
#[derive(Clone, Copy)]
struct FileRange {
    request: u32,
    from: RequestSample,
    /// `None`: as far as the file has grown.
    to: Option<RequestSample>,
}

struct RequestFile {
    segment: usize,
    start: Spot,
    samples: RequestSample,
    /// Their samples rise strictly.
    marks: Vec<RequestMark>,
    /// What it is to become, if it does not fill what its segment lacks.
    pending: Option<PendingVersion>,
}

/// A place at which the service announced a piece.
struct RequestMark {
    sample: RequestSample,
    place: Spot,
}

/// A piece at its place in the take.
struct Span {
    at: TakeSample,
    request: u32,
    from: RequestSample,
    samples: TakeSample,
    open: bool,
}

impl Span {
    fn end(&self) -> TakeSample {
        self.at + self.samples
    }

    fn file_end(&self) -> RequestSample {
        self.in_file(self.end())
    }

    /// Where a sample of the file, which lies in the piece, stands in the take.
    fn in_take(&self, sample: RequestSample) -> TakeSample {
        self.at + TakeSample((sample - self.from).0)
    }

    /// Where a sample of the take, which lies in the piece, stands in the file.
    fn in_file(&self, sample: TakeSample) -> RequestSample {
        self.from + RequestSample((sample - self.at).0)
    }
}

/// See the head of this file.
pub(super) struct Index {
    rate: u32,
    /// By number.
    segments: Vec<SegmentIndex>,
    /// Numbers in playing order.
    order: Vec<usize>,
    requests: HashMap<u32, RequestFile>,
    /// What can be played now: all pieces of the segments that are done without a gap from the start, and what the one
    /// after them has. Sorted, so that a position is found by bisection; rebuilt only after what is settled.
    spans: Vec<Span>,
    settled: usize,
    settled_spans: usize,
    received: RequestSample,
    /// For each time that the line of play became shorter or another: how much of it stayed.
    cuts: Vec<TakeSample>,
    /// Requests whose files are shorter than the journal says.
    short: Vec<u32>,
    versions: u32,
    /// The text, where it is written while it is spoken.
    pub text: Option<GrowingText>,
    /// Whether nothing more is to be expected before more is written.
    pub waits: bool,
    pub growing: bool,
    /// Counts changes of any kind, and those that are more than growth.
    pub changes: u64,
    pub facts: u64,
    pub end: Option<TakeEnd>,
    pub damage: Option<String>,
    /// Whether the damage is that sound is missing.
    pub lost: bool,
}

impl Index {
    /// What a header says, before anything has happened.
    pub fn new(header: &Header) -> Index {
        let segments: Vec<SegmentIndex> = header.segments.iter().cloned().map(SegmentIndex::new).collect();
        Index {
            rate: header.rate,
            order: (0..segments.len()).collect(),
            segments,
            requests: HashMap::new(),
            spans: Vec::new(),
            settled: 0,
            settled_spans: 0,
            received: RequestSample::ZERO,
            cuts: Vec::new(),
            short: Vec::new(),
            versions: 0,
            text: GrowingText::of(header),
            waits: false,
            growing: false,
            changes: 0,
            facts: 0,
            end: None,
            damage: None,
            lost: false,
        }
    }

    /// Does what a line says, which [`Index::check`] has passed.
    pub fn apply(&mut self, line: &JournalLine) {
        let before = self.len();
        match line {
            JournalLine::Begin { request, segment, origin } => {
                self.begin(*request, *segment as usize, origin.as_ref().map(|origin| origin.take.clone()));
            }
            JournalLine::Redo { request, segment, spoken, source, voice_name, voice_id } => {
                let pending = PendingVersion {
                    open: true,
                    spoken: spoken.clone(),
                    source: source.clone(),
                    voice: voice_name.clone().map(|name| VersionVoice { name, id: voice_id.clone() }),
                };
                self.redo(*request, *segment as usize, pending);
            }
            JournalLine::Use { version } => self.use_version(*version),
            JournalLine::Drop => self.drop_versions(),
            JournalLine::Mark { request, sample, spoken, source } => {
                let place = Spot { spoken: *spoken, source: *source };
                self.mark(*request, RequestMark { sample: *sample, place });
            }
            JournalLine::Complete { request, samples } => self.complete(*request, *samples),
            JournalLine::Fail { request, keep } => self.cut(*request, *keep),
            JournalLine::Split { segment, into, .. } => self.split(*segment as usize, into),
            JournalLine::Logid { request, logid } => {
                if let Some(request) = self.requests.get(request) {
                    self.segments[request.segment].logid = Some(logid.clone());
                }
            }
            JournalLine::InEffect { request, codec, rate } => {
                if let Some(request) = self.requests.get(request) {
                    let said = ActualFormat { codec: codec.clone(), rate: *rate };
                    self.segments[request.segment].in_effect = Some(said);
                }
            }
            JournalLine::GiveUp { segment, code } => {
                let segment = *segment as usize;
                self.cut_running(segment);
                self.segments[segment].state = SegmentState::Failed;
                self.segments[segment].code = *code;
            }
            JournalLine::Text { text } => self.write(text),
            JournalLine::Read { end, last, into, .. } => self.read(*end, last.as_ref(), into),
            JournalLine::Close { end } => self.end = Some(*end),
            JournalLine::Resume => self.end = None,
            JournalLine::Take { .. } | JournalLine::Unknown => {}
        }
        self.lay();
        if self.len() < before {
            self.cuts.push(self.len());
        }
    }

    /// There is no writer any more.
    pub fn leave(&mut self) {
        self.growing = false;
        self.end_text();
    }

    /// Nothing more will be written, so that nothing waits for it.
    pub fn end_text(&mut self) {
        self.waits = false;
        self.text.iter_mut().for_each(|text| text.open = false);
    }

    /// So many more samples are in the file of a request.
    pub fn grow(&mut self, request: u32, samples: RequestSample) {
        if let Some(known) = self.requests.get_mut(&request) {
            known.samples += samples;
            self.received += samples;
        }
        // Only the last span can be open; if it is of another request, the growth is not contiguous yet.
        if let Some(last) = self.spans.last_mut().filter(|last| last.open && last.request == request) {
            last.samples += TakeSample(samples.0);
        }
    }

    fn begin(&mut self, request: u32, segment: usize, saved: Option<String>) {
        // The writer ends a request before it begins another; this is for a journal that lost the line which said so.
        self.cut_running(segment);
        let entry = &mut self.segments[segment];
        entry.begun += u32::from(saved.is_none());
        entry.saved = saved;
        entry.running = Some(request);
        entry.state = SegmentState::Running;
        entry.code = None;
        entry.line.push(Node::Piece(FileRange { request, from: RequestSample::ZERO, to: None }));
        let start = entry.next;
        self.requests.insert(
            request,
            RequestFile { segment, start, samples: RequestSample::ZERO, marks: Vec::new(), pending: None },
        );
    }

    fn mark(&mut self, number: u32, mark: RequestMark) {
        let Some(request) = self.requests.get_mut(&number) else { return };
        if mark.sample > request.samples {
            self.short.push(number);
        }
        // A mark that brought no audio is joined to the one before: the earlier text is the safer one to ask for again.
        if request.marks.last().is_none_or(|last| last.sample < mark.sample) {
            request.marks.push(mark);
        }
    }

    fn complete(&mut self, number: u32, samples: RequestSample) {
        let Some(request) = self.requests.get_mut(&number) else { return };
        if request.samples < samples {
            self.short.push(number);
        }
        if let Some(pending) = &mut request.pending {
            pending.open = false;
            return self.add_version(number, samples);
        }
        let segment = &mut self.segments[request.segment];
        if let Some(piece) = segment.last_piece() {
            piece.to = Some(samples);
        }
        segment.running = None;
        segment.state = SegmentState::Done;
    }

    /// Ends a request so that only its first `keep` samples are played.
    fn cut(&mut self, number: u32, keep: RequestSample) {
        let Some(request) = self.requests.get_mut(&number) else { return };
        if let Some(pending) = &mut request.pending {
            // What was heard before still is.
            pending.open = false;
            return;
        }
        let segment = &mut self.segments[request.segment];
        if request.samples < keep {
            self.short.push(number);
        }
        let next = match request.marks.binary_search_by_key(&keep, |mark| mark.sample) {
            Ok(at) if keep > 0 => request.marks[at].place,
            _ => request.start,
        };
        segment.next = next;
        if keep == 0 {
            segment.line.pop();
        } else if let Some(piece) = segment.last_piece() {
            piece.to = Some(keep);
        }
        segment.running = None;
        segment.state = SegmentState::Waiting;
    }

    fn cut_running(&mut self, segment: usize) {
        if let Some(request) = self.segments[segment].running {
            self.cut(request, self.whole_of(request));
        }
    }

    fn split(&mut self, number: usize, into: &[SegmentPlan]) {
        self.cut_running(number);
        let Some((head, rest)) = into.split_first() else { return };
        let segment = &mut self.segments[number];
        let (mut plan, old) = (head.clone(), &segment.plan);
        if !segment.line.is_empty() {
            let kept = segment.next.spoken.saturating_sub(old.spoken.start);
            plan.bytes = plan.bytes.saturating_add(kept);
            plan.spoken.start = old.spoken.start.min(plan.spoken.start);
            plan.source.start = old.source.start.min(plan.source.start);
        }
        segment.next = Spot { spoken: head.spoken.start, source: head.source.start };
        segment.plan = plan;
        segment.state = SegmentState::Waiting;
        segment.code = None;
        let first = self.segments.len();
        self.segments.extend(rest.iter().cloned().map(SegmentIndex::new));
        if let Some(at) = self.order.iter().position(|&other| other == number) {
            self.order.splice(at + 1..at + 1, first..self.segments.len());
        }
    }

    /// Lays the pieces end to end, as far as they are without a gap.
    fn lay(&mut self) {
        self.spans.truncate(self.settled_spans);
        while let Some(&number) = self.order.get(self.settled) {
            self.lay_segment(number);
            if self.segments[number].state != SegmentState::Done {
                return;
            }
            self.settled += 1;
            self.settled_spans = self.spans.len();
        }
    }

    fn lay_segment(&mut self, number: usize) {
        for piece in passages::pieces(&self.segments[number].line) {
            let FileRange { request, from, to } = piece;
            let (at, open) = (self.len(), to.is_none());
            let samples = self.length(&piece);
            match self.spans.get_mut(self.settled_spans..).and_then(<[Span]>::last_mut) {
                // What was cut for a passage and is heard as it was is one sound still.
                Some(last) if !last.open && last.request == request && last.file_end() == from => {
                    last.samples += samples;
                    last.open = open;
                }
                _ if open || samples > 0 => self.spans.push(Span { at, request, from, samples, open }),
                _ => {}
            }
        }
    }
}
