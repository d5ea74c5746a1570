//! What is done to the sound between two marks.

use std::ops::Range;

use crate::audio::clocks::{RenderedSample, TakeSample};
use crate::audio::rendition::Rendition;
use crate::audio::take::{Extent, QUIET_SAMPLE, TakeError, TakeReader};

/// How much silence is looked for on each side of a join, in ms.
const LOOK: u32 = 1000;

/// How much silence stays before a sound and after it, in ms: a voice begins and ends more softly than any threshold.
const KEPT: (u32, u32) = (20, 50);

/// How long a fade is, in ms.
const FADE: u32 = 3;

/// How many samples on each side of a join show how steep the sound is there.
const STEEP: TakeSample = TakeSample(8);

/// The sound between two marks, or as much of it as is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct MarkSpan {
    /// The mark at which it begins.
    pub start: TakeSample,
    /// Where what is kept of it begins.
    pub from: TakeSample,
    /// Where that ends, as far as it is certain.
    pub to: TakeSample,
    /// The mark after it, or the end of the take, once it is known what is done there.
    pub end: Option<TakeSample>,
    pub opening: SpanStart,
    /// The silence that follows, and what the sound breaks off with before it.
    pub pause: RenderedSample,
    pub tail: i16,
}

/// How a piece begins so that it does not click. All is done after a join, so that nothing before it has to wait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum SpanStart {
    /// As it is.
    Plain,
    /// After silence, in the middle of a wave: it is faded in over so many samples.
    Fade(TakeSample),
    /// After sound that stood so much higher: the difference goes away over so many samples.
    Step(TakeSample, f64),
}

/// Finds pieces. It has a reader of its own, because it looks ahead and back.
pub(super) struct MarkSpanFinder {
    reader: TakeReader,
    look: TakeSample,
    kept: (TakeSample, TakeSample),
    pub fade: TakeSample,
    /// How the last piece begins: its mark, the first sample that is kept, and what is done there.
    head: Option<(TakeSample, TakeSample, SpanStart)>,
    /// How far the last piece was searched for loud samples, and where the last one found ends.
    piece: TakeSample,
    searched: TakeSample,
    loud: TakeSample,
    buffer: Vec<i16>,
}

impl MarkSpanFinder {
    pub fn new(rendition: &Rendition) -> MarkSpanFinder {
        let samples = |ms: u32| TakeSample::at_millis(ms, rendition.take().rate());
        MarkSpanFinder {
            reader: rendition.take().reader(),
            look: samples(LOOK),
            kept: (samples(KEPT.0), samples(KEPT.1)),
            fade: samples(FADE).max(TakeSample(1)),
            head: None,
            piece: TakeSample::ZERO,
            searched: TakeSample::ZERO,
            loud: TakeSample::ZERO,
            buffer: Vec::new(),
        }
    }

    /// The samples, or what is done to them, may have changed: looks at all of them again.
    pub fn forget(&mut self) {
        let start = TakeSample::ZERO;
        (self.head, self.piece, self.searched, self.loud) = (None, start, start, start);
    }

    /// The piece in which sample `at` stands; `extent` was taken before. `None` where there is no such sample yet, or
    /// where it cannot be said yet how the piece begins.
    pub fn find(
        &mut self,
        rendition: &Rendition,
        at: TakeSample,
        extent: Extent,
    ) -> Result<Option<MarkSpan>, TakeError> {
        let take = rendition.take();
        let Some(mark) = take.mark_at(at) else { return Ok(None) };
        let trim = rendition.joins().trim;
        let before = mark.sample.previous().and_then(|before| take.mark_at(before));
        let next = take.mark_after(at);
        let head = rendition.join(before, mark);
        let tail = next.and_then(|next| rendition.join(Some(mark), next));
        let next = next.map(|next| next.sample);
        let end = if extent.growing { next } else { Some(next.unwrap_or(extent.len)) };
        let known = mark.sample..end.unwrap_or(extent.len);

        let from = match head {
            Some(_) if trim => self.first_kept(known.clone(), end.is_some())?,
            _ => Some(known.start),
        };
        let Some(from) = from else { return Ok(None) };
        let before = before.map(|before| before.sample..known.start);
        let opening = match (head, before) {
            (Some(pause), Some(before)) => {
                // A piece is shorter than what is done at its beginning only where it ends there.
                if end.is_none() && known.end < from + self.fade {
                    return Ok(None);
                }
                let length = self.fade.min(known.end.saturating_sub(from));
                self.opening(before, known.start, from, length, trim, pause)?
            }
            _ => SpanStart::Plain,
        };
        let Some(end) = end else {
            let to = if trim { self.certain(known.clone())?.min(known.end) } else { known.end };
            return Ok(Some(MarkSpan {
                start: mark.sample,
                from,
                to: to.max(from),
                end: None,
                opening,
                pause: RenderedSample::ZERO,
                tail: 0,
            }));
        };
        let to = if tail.is_some() && trim { self.last_kept(known)?.max(from) } else { end };
        let is_last = next.is_none() && extent.complete && !extent.growing;
        let pause = tail.unwrap_or_else(|| if is_last { rendition.closing() } else { RenderedSample::ZERO });
        let tail = match to.previous() {
            Some(last) if pause > 0 && to > from => self.loud_at(last)?,
            _ => 0,
        };
        Ok(Some(MarkSpan { start: mark.sample, from, to, end: Some(end), opening, pause, tail }))
    }

    /// Where the sound of a piece begins that may begin with silence; `None` as long as that is not certain.
    fn first_kept(&mut self, piece: Range<TakeSample>, ended: bool) -> Result<Option<TakeSample>, TakeError> {
        if let Some((_, from, _)) = self.head.filter(|(known, ..)| *known == piece.start) {
            return Ok(Some(from));
        }
        let window = piece.start..piece.end.min(piece.start + self.look);
        let loud = match self.first_loud(window.clone())? {
            Some(loud) => loud,
            None if !ended && window.end < piece.start + self.look => return Ok(None),
            None => window.end,
        };
        Ok(Some(piece.start.max(loud.saturating_sub(self.kept.0))))
    }

    /// Where the sound of a piece ends that may end with silence.
    fn last_kept(&mut self, piece: Range<TakeSample>) -> Result<TakeSample, TakeError> {
        let window = piece.start.max(piece.end.saturating_sub(self.look))..piece.end;
        let behind = self.last_loud(window.clone())?.map_or(window.start, |loud| loud + 1);
        Ok(piece.end.min(behind + self.kept.1))
    }

    fn opening(
        &mut self,
        before: Range<TakeSample>,
        start: TakeSample,
        from: TakeSample,
        length: TakeSample,
        trim: bool,
        pause: RenderedSample,
    ) -> Result<SpanStart, TakeError> {
        if let Some((_, _, opening)) = self.head.filter(|(known, ..)| *known == start) {
            return Ok(opening);
        }
        let opening = if pause > 0 {
            if self.loud_at(from)? == 0 { SpanStart::Plain } else { SpanStart::Fade(length) }
        } else {
            let last = if trim { self.last_kept(before)? } else { start };
            match self.step(last, from)? {
                0.0 => SpanStart::Plain,
                step => SpanStart::Step(length, step),
            }
        };
        self.head = Some((start, from, opening));
        Ok(opening)
    }

    /// A sample, if it is not near zero; else 0.
    fn loud_at(&mut self, at: TakeSample) -> Result<i16, TakeError> {
        Ok(self.samples(at..at + 1)?.first().copied().filter(|sample| is_loud(*sample)).unwrap_or(0))
    }

    /// How high the step is where sound that ends at `last` goes on at `from`, if it is higher than any other nearby, and
    /// else 0. Sound that merely changes its request in the middle of a wave stays as it is.
    fn step(&mut self, last: TakeSample, from: TakeSample) -> Result<f64, TakeError> {
        let rise = |pair: &[i16]| pair[1].abs_diff(pair[0]);
        let steepest = |samples: &[i16]| samples.windows(2).map(rise).max().unwrap_or(0);
        let samples = self.samples(last.saturating_sub(STEEP)..last)?;
        let (before, before_steepest) = (samples.last().copied().unwrap_or(0), steepest(samples));
        let samples = self.samples(from..from + STEEP)?;
        let (behind, behind_steepest) = (samples.first().copied().unwrap_or(0), steepest(samples));
        let step = before.abs_diff(behind);
        let steepest = u32::from(before_steepest.max(behind_steepest));
        let clicks = step > QUIET_SAMPLE && u32::from(step) > 2 * steepest;
        Ok(if clicks { f64::from(before) - f64::from(behind) } else { 0.0 })
    }

    /// Whether a sample is not near zero.
    pub fn is_loud(&mut self, at: TakeSample) -> Result<bool, TakeError> {
        Ok(self.first_loud(at..at + 1)?.is_some())
    }

    /// How far a piece that goes on stays as it is, wherever silence before the next mark may begin.
    fn certain(&mut self, range: Range<TakeSample>) -> Result<TakeSample, TakeError> {
        if self.piece != range.start || self.searched > range.end {
            (self.piece, self.searched, self.loud) = (range.start, range.start, range.start);
        }
        if let Some(last) = self.last_loud(self.searched.max(range.end.saturating_sub(self.look))..range.end)? {
            self.loud = last + 1;
        }
        self.searched = range.end;
        Ok(self.loud.max(range.end.saturating_sub(self.look)) + self.kept.1)
    }

    fn first_loud(&mut self, range: Range<TakeSample>) -> Result<Option<TakeSample>, TakeError> {
        let start = range.start;
        let samples = self.samples(range)?;
        Ok(samples.iter().position(|sample| is_loud(*sample)).map(|at| start + at))
    }

    fn last_loud(&mut self, range: Range<TakeSample>) -> Result<Option<TakeSample>, TakeError> {
        let start = range.start;
        let samples = self.samples(range)?;
        Ok(samples.iter().rposition(|sample| is_loud(*sample)).map(|at| start + at))
    }

    fn samples(&mut self, range: Range<TakeSample>) -> Result<&[i16], TakeError> {
        let wanted = range.end.saturating_sub(range.start).at_most(usize::MAX);
        if self.buffer.len() < wanted {
            self.buffer.resize(wanted, 0);
        }
        let read = self.reader.read(range.start, &mut self.buffer[..wanted])?;
        Ok(&self.buffer[..read])
    }
}

fn is_loud(sample: i16) -> bool {
    sample.unsigned_abs() >= QUIET_SAMPLE
}
