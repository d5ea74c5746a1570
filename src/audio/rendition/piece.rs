//! What is done to the sound between two marks.

use super::Rendition;
use crate::audio::take::{Extent, Reader, TakeError};
use std::ops::Range;

/// Samples below this are silence: 0.005 of full scale.
const QUIET: u16 = 164;

/// How much silence is looked for on each side of a join, in ms.
const LOOK: u64 = 1000;

/// How much silence stays before a sound and after it, in ms: a voice begins and ends more softly than any threshold.
const KEPT: (u64, u64) = (20, 50);

/// How long a fade is, in ms.
const FADE: u64 = 3;

/// How many samples on each side of a join show how steep the sound is there.
const STEEP: u64 = 8;

/// The sound between two marks, or as much of it as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where what is kept of it begins.
    pub from: u64,
    /// Where that ends, as far as it is certain.
    pub to: u64,
    /// The mark behind it, or the end of the take, once it is known what is done there.
    pub end: Option<u64>,
    /// How many samples are faded in at `from`, and out before `to`.
    pub fade_in: u64,
    pub fade_out: u64,
    /// The silence that follows, in samples.
    pub pause: u64,
}

/// Finds pieces. It has a reader of its own, because it looks ahead and back.
pub(super) struct Finder {
    reader: Reader,
    look: u64,
    kept: (u64, u64),
    pub fade: u64,
    /// How the last piece begins: its mark, the first sample that is kept, and the fade there.
    head: Option<(u64, u64, bool)>,
    /// How far the last piece was searched for loud samples, and where the last one found ends.
    piece: u64,
    searched: u64,
    loud: u64,
    buffer: Vec<i16>,
}

impl Finder {
    pub fn new(rendition: &Rendition) -> Finder {
        let rate = u64::from(rendition.take().rate());
        let samples = |ms: u64| ms * rate / 1000;
        Finder {
            reader: rendition.take().reader(),
            look: samples(LOOK),
            kept: (samples(KEPT.0), samples(KEPT.1)),
            fade: samples(FADE).max(1),
            head: None,
            piece: 0,
            searched: 0,
            loud: 0,
            buffer: Vec::new(),
        }
    }

    /// The samples, or what is done to them, may have changed: looks at all of them again.
    pub fn forget(&mut self) {
        (self.head, self.piece, self.searched, self.loud) = (None, 0, 0, 0);
    }

    /// The piece in which sample `at` stands; `extent` was taken before. `None` where there is no such sample yet, or
    /// where it cannot be said yet how the piece begins.
    pub fn find(&mut self, rendition: &Rendition, at: u64, extent: Extent) -> Result<Option<Piece>, TakeError> {
        let take = rendition.take();
        let Some(mark) = take.mark_at(at) else { return Ok(None) };
        let trim = rendition.joins().trim;
        let start = mark.sample;
        let before = start.checked_sub(1).and_then(|before| take.mark_at(before));
        let head = rendition.join(before, mark);
        let next = take.mark_after(at);
        let tail = next.and_then(|next| rendition.join(Some(mark), next));
        let next = next.map(|next| next.sample);
        // What is done at a mark is decided with a few samples behind it.
        let decided = next.filter(|next| !extent.growing || next + STEEP <= extent.len);
        let end = if extent.growing { decided } else { Some(next.unwrap_or(extent.len)) };
        let there = end.or(next).unwrap_or(extent.len);

        let Some((from, breaks_in)) = self.head(start, head, trim, there, end.is_some())? else { return Ok(None) };
        let Some(end) = end else {
            // Shorter than its fades it is only where it ends there.
            if there < from + 2 * self.fade {
                return Ok(None);
            }
            let certain = if trim { self.certain(start..there)? } else { u64::MAX };
            let to = certain.min(there - self.fade).max(from);
            let fade_in = if breaks_in { self.fade } else { 0 };
            return Ok(Some(Piece { from, to, end: None, fade_in, fade_out: 0, pause: 0 }));
        };
        let mut to = end;
        if tail.is_some() && trim {
            let window = start.max(end.saturating_sub(self.look))..end;
            let loud = self.last_loud(window.clone())?.map_or(window.start, |loud| loud + 1);
            to = end.min(loud + self.kept.1).max(from);
        }
        let fade = self.fade.min((to - from) / 2);
        let breaks_out = match tail {
            Some(pause) if trim || pause > 0 => to > from && self.is_loud(to - 1)?,
            Some(_) => self.is_step(end)?,
            None => false,
        };
        let fade_in = if breaks_in { fade } else { 0 };
        let fade_out = if breaks_out { fade } else { 0 };
        Ok(Some(Piece { from, to, end: Some(end), fade_in, fade_out, pause: tail.unwrap_or(0) }))
    }

    /// Where what is kept of a piece begins, and whether it would do so with a click; `None` where that is not certain yet.
    fn head(
        &mut self,
        start: u64,
        join: Option<u64>,
        trim: bool,
        there: u64,
        ended: bool,
    ) -> Result<Option<(u64, bool)>, TakeError> {
        if let Some((_, from, breaks)) = self.head.filter(|(known, ..)| *known == start) {
            return Ok(Some((from, breaks)));
        }
        let (from, breaks) = match join {
            None => (start, false),
            Some(_) if trim => {
                let window = start..there.min(start + self.look);
                let from = match self.first_loud(window.clone())? {
                    Some(loud) => loud.saturating_sub(self.kept.0),
                    None if !ended && window.end < start + self.look => return Ok(None),
                    None => window.end.saturating_sub(self.kept.0),
                };
                (from.max(start), self.is_loud(from.max(start))?)
            }
            Some(pause) if pause > 0 => (start, self.is_loud(start)?),
            Some(_) => (start, self.is_step(start)?),
        };
        self.head = Some((start, from, breaks));
        Ok(Some((from, breaks)))
    }

    /// Whether a sample is not near zero.
    pub fn is_loud(&mut self, at: u64) -> Result<bool, TakeError> {
        Ok(self.first_loud(at..at + 1)?.is_some())
    }

    /// Whether the sound makes a step at a join: one that is higher than any other nearby. Sound that merely changes its
    /// request in the middle of a wave stays as it is.
    fn is_step(&mut self, join: u64) -> Result<bool, TakeError> {
        let samples = self.samples(join.saturating_sub(STEEP)..join + STEEP)?;
        let here = usize::try_from(join.min(STEEP)).unwrap_or(0);
        let rise = |pair: &[i16]| pair[1].abs_diff(pair[0]);
        let step = samples.windows(2).nth(here.wrapping_sub(1)).map_or(0, rise);
        let (before, behind) = samples.split_at(here.min(samples.len()));
        let steepest = before.windows(2).chain(behind.windows(2)).map(rise).max().unwrap_or(0);
        Ok(step > QUIET && u32::from(step) > 2 * u32::from(steepest))
    }

    /// How far a piece that goes on stays as it is, wherever silence before the next mark may begin.
    fn certain(&mut self, range: Range<u64>) -> Result<u64, TakeError> {
        if self.piece != range.start || self.searched > range.end {
            (self.piece, self.searched, self.loud) = (range.start, range.start, range.start);
        }
        if let Some(last) = self.last_loud(self.searched.max(range.end.saturating_sub(self.look))..range.end)? {
            self.loud = last + 1;
        }
        self.searched = range.end;
        Ok(self.loud.max(range.end.saturating_sub(self.look)) + self.kept.1)
    }

    fn first_loud(&mut self, range: Range<u64>) -> Result<Option<u64>, TakeError> {
        let start = range.start;
        let samples = self.samples(range)?;
        Ok(samples.iter().position(|sample| is_loud(*sample)).map(|at| start + at as u64))
    }

    fn last_loud(&mut self, range: Range<u64>) -> Result<Option<u64>, TakeError> {
        let start = range.start;
        let samples = self.samples(range)?;
        Ok(samples.iter().rposition(|sample| is_loud(*sample)).map(|at| start + at as u64))
    }

    fn samples(&mut self, range: Range<u64>) -> Result<&[i16], TakeError> {
        let wanted = usize::try_from(range.end.saturating_sub(range.start)).unwrap_or(0);
        if self.buffer.len() < wanted {
            self.buffer.resize(wanted, 0);
        }
        let read = self.reader.read(range.start, &mut self.buffer[..wanted])?;
        Ok(&self.buffer[..read])
    }
}

fn is_loud(sample: i16) -> bool {
    sample.unsigned_abs() >= QUIET
}
