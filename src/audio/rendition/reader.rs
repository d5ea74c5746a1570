//! Reading a rendition forward.

use std::ops::Range;

use crate::audio::clocks::{RenderedSample, TakeSample};
use crate::audio::rendition::piece::{MarkSpan, MarkSpanFinder, SpanStart};
use crate::audio::rendition::{PauseSettings, Rendition};
use crate::audio::smoothstep;
use crate::audio::take::{Extent, Take, TakeError, TakeReader};

/// Samples that were read in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadChunk {
    /// How many samples were written to the buffer; 0 at the present end.
    pub samples: usize,
    /// The sample of the take that the first of them stands for.
    pub at: TakeSample,
    /// Whether they are samples of the take; a pause stands at `at` all the time.
    pub moves: bool,
}

/// Reads a rendition forward.
pub struct RenditionReader {
    rendition: Rendition,
    reader: TakeReader,
    finder: MarkSpanFinder,
    at: TakeSample,
    /// What is left of a pause that stands before `at`, how much of it has passed, and what it is let down from.
    pause: RenderedSample,
    paused: RenderedSample,
    tail: i16,
    /// The piece in which `at` stands, and the epoch of the take in which it was found.
    piece: Option<MarkSpan>,
    epoch: u64,
    /// Where the take is taken to end.
    end: TakeSample,
    repeat: Option<RepeatRange>,
    /// Nothing is done to the sound.
    received: bool,
}

/// A range that is read again and again.
struct RepeatRange {
    range: Range<TakeSample>,
    /// Whether the range's end lies ahead, so that there the way leads back.
    ahead: bool,
    /// Whether reading has jumped to its start since, and not come by itself.
    jumped: bool,
    /// Whether the sound breaks off loudly at the end, and begins so at the start, once that was looked at.
    breaks_out: Option<bool>,
    breaks_in: Option<bool>,
}

impl RenditionReader {
    pub(super) fn new(rendition: Rendition, at: TakeSample) -> RenditionReader {
        RenditionReader {
            reader: rendition.take().reader(),
            finder: MarkSpanFinder::new(&rendition),
            at,
            pause: if at == 0 { rendition.opening() } else { RenderedSample::ZERO },
            paused: RenderedSample::ZERO,
            tail: 0,
            piece: None,
            epoch: rendition.take().epoch(),
            end: TakeSample::MAX,
            repeat: None,
            received: false,
            rendition,
        }
    }

    /// The next sample of the take that will be read.
    pub fn at(&self) -> TakeSample {
        self.at
    }

    /// What is rendered.
    pub fn take(&self) -> &Take {
        self.rendition.take()
    }

    /// Takes a place for the end of the take: what will come after it is not waited for and decides nothing. For
    /// whoever wants what is there now, of a take that grows.
    #[must_use]
    pub fn ending_at(mut self, sample: TakeSample) -> RenditionReader {
        self.end = sample;
        self
    }

    /// Reads every sample as it was received, whatever the joins are to be: what is never heard, but saved.
    #[must_use]
    pub fn as_received(mut self) -> RenditionReader {
        self.received = true;
        self
    }

    /// Goes on with other pauses.
    pub(in crate::audio) fn set_joins(&mut self, joins: PauseSettings) {
        self.rendition.joins = joins;
        self.piece = None;
        self.finder.forget();
    }

    /// Goes back to the start of `range` at its end, again and again, without a pause in between; from outside of it,
    /// only where reading comes through it. A range that ends after the take ends with it.
    pub(in crate::audio) fn repeat(&mut self, range: Option<Range<TakeSample>>) {
        self.repeat = range.map(|range| RepeatRange {
            ahead: self.at < range.end,
            jumped: false,
            breaks_out: None,
            breaks_in: None,
            range,
        });
    }

    /// Reads on, at most to sample `limit` of the take: a limit that is not the end of the take has to be a place that
    /// is settled, such as [`Take::whole`]. The silence after the last sample is read only with a limit behind it.
    ///
    /// With [`PauseSettings::trim`] the silence at the end of a take that grows is held back until it is known whether a join
    /// follows, and so are the first 3 ms after any join. So 0 samples before the limit mean: wait for the take to change.
    /// Where silence was left out, [`RenditionReader::at`] moves without any samples.
    ///
    /// # Errors
    /// As [`TakeReader::read`].
    pub fn read(&mut self, out: &mut [i16], limit: TakeSample) -> Result<ReadChunk, TakeError> {
        if self.received {
            return self.received(out, limit.min(self.end));
        }
        let mut extent = self.take().extent();
        // Where every segment is there nothing more will come, even if the writer is still at work.
        extent.growing &= extent.len < self.end && !extent.complete;
        extent.len = extent.len.min(self.end);
        if extent.epoch != self.epoch {
            self.epoch = extent.epoch;
            self.piece = None;
            self.finder.forget();
        }
        let limit = limit.min(self.end);
        let mut jumps = 0;
        loop {
            if self.turns(extent) {
                jumps += 1;
                // A range of which nothing is left to be heard would be repeated for ever here.
                if jumps > 1 || !self.jump(extent) {
                    return Ok(self.nothing());
                }
            }
            if self.pause > 0 && self.at < limit {
                return Ok(self.silence(out));
            }
            let Some(piece) = self.piece(extent)?.filter(|_| self.at < limit) else { return Ok(self.nothing()) };
            if self.at < piece.from {
                self.at = piece.from.min(limit);
                continue;
            }
            let to = self.turn_before(piece.to, extent);
            if self.at < to.min(limit) {
                return self.sound(piece, out, to.min(limit), extent);
            }
            match piece.end {
                Some(end) if to == piece.to && end <= limit => {
                    self.at = end;
                    (self.pause, self.paused, self.tail) = (piece.pause, RenderedSample::ZERO, piece.tail);
                    self.piece = None;
                }
                // What is left of the piece is silence that is not wanted.
                Some(_) if to == piece.to => {
                    self.at = limit;
                }
                _ if self.turns(extent) => {}
                _ => return Ok(self.nothing()),
            }
        }
    }

    fn received(&mut self, out: &mut [i16], limit: TakeSample) -> Result<ReadChunk, TakeError> {
        let at = self.at;
        let room = limit.saturating_sub(at).at_most(out.len());
        let samples = self.reader.read(at, &mut out[..room])?;
        self.at += samples;
        Ok(ReadChunk { samples, at, moves: true })
    }

    fn nothing(&self) -> ReadChunk {
        ReadChunk { samples: 0, at: self.at, moves: true }
    }

    fn silence(&mut self, out: &mut [i16]) -> ReadChunk {
        let samples = self.pause.at_most(out.len());
        for (sample, passed) in out[..samples].iter_mut().zip(self.paused.0..) {
            *sample = (f64::from(self.tail) * (1.0 - smoothstep_at(passed, self.finder.fade.0))).round() as i16;
        }
        self.pause -= RenderedSample(samples as u64);
        self.paused += samples;
        ReadChunk { samples, at: self.at, moves: false }
    }

    fn sound(
        &mut self,
        piece: MarkSpan,
        out: &mut [i16],
        to: TakeSample,
        extent: Extent,
    ) -> Result<ReadChunk, TakeError> {
        let at = self.at;
        let room = (to - at).at_most(out.len());
        let samples = self.reader.read(at, &mut out[..room])?;
        let heard = &mut out[..samples];
        let passed = at - piece.from;
        match piece.opening {
            SpanStart::Plain => {}
            SpanStart::Fade(length) => fade(heard, at, piece.from, length, Way::In),
            SpanStart::Step(length, step) => {
                for (sample, passed) in heard.iter_mut().zip(passed.0..length.0) {
                    let lifted = f64::from(*sample) + step * (1.0 - smoothstep_at(passed, length.0));
                    *sample = lifted.round().clamp(-32_768.0, 32_767.0) as i16;
                }
            }
        }
        self.fade_repeat(heard, at, extent)?;
        self.at += samples;
        Ok(ReadChunk { samples, at, moves: true })
    }

    fn piece(&mut self, extent: Extent) -> Result<Option<MarkSpan>, TakeError> {
        // A piece that goes on is looked at again: there may be more of it, or its end, and that may be right here.
        match self.piece {
            Some(MarkSpan { end: Some(_), .. }) => {}
            Some(MarkSpan { start, .. }) => self.piece = self.finder.find(&self.rendition, start, extent)?,
            None => self.piece = self.finder.find(&self.rendition, self.at, extent)?,
        }
        Ok(self.piece)
    }

    /// Where the way leads back, while it lies ahead.
    fn turn(&self, extent: Extent) -> Option<TakeSample> {
        let repeat = self.repeat.as_ref().filter(|repeat| repeat.ahead)?;
        Some(if extent.growing { repeat.range.end } else { repeat.range.end.min(extent.len) })
    }

    fn turns(&self, extent: Extent) -> bool {
        self.turn(extent).is_some_and(|turn| self.at >= turn)
    }

    fn turn_before(&self, to: TakeSample, extent: Extent) -> TakeSample {
        self.turn(extent).map_or(to, |turn| to.min(turn))
    }

    /// Goes back to the start of what is repeated; false where that is nothing.
    fn jump(&mut self, extent: Extent) -> bool {
        let turn = self.turn(extent);
        let Some(repeat) = &mut self.repeat else { return false };
        if turn.is_none_or(|turn| repeat.range.start >= turn) {
            return false;
        }
        self.at = repeat.range.start;
        repeat.jumped = true;
        self.pause = RenderedSample::ZERO;
        self.piece = None;
        true
    }

    /// Keeps the jump from the end of what is repeated to its start from clicking.
    fn fade_repeat(&mut self, heard: &mut [i16], at: TakeSample, extent: Extent) -> Result<(), TakeError> {
        let (turn, length) = (self.turn(extent), self.finder.fade);
        let (Some(repeat), Some(turn)) = (&mut self.repeat, turn) else { return Ok(()) };
        let length = length.min(TakeSample(turn.saturating_sub(repeat.range.start).0 / 2));
        let end = at + heard.len();
        if let Some(last) = turn.previous().filter(|_| turn <= extent.len && end > turn.saturating_sub(length)) {
            let breaks = match repeat.breaks_out {
                Some(breaks) => breaks,
                None => *repeat.breaks_out.insert(self.finder.is_loud(last)?),
            };
            if breaks {
                fade(heard, at, turn - length, length, Way::Out);
            }
        }
        if repeat.jumped && at < repeat.range.start + length {
            let breaks = match repeat.breaks_in {
                Some(breaks) => breaks,
                None => *repeat.breaks_in.insert(self.finder.is_loud(repeat.range.start)?),
            };
            if breaks {
                fade(heard, at, repeat.range.start, length, Way::In);
            }
        }
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    In,
    Out,
}

/// Fades those samples, of which the first stands at `at`, that lie in the `length` samples from `from` on.
fn fade(samples: &mut [i16], at: TakeSample, from: TakeSample, length: TakeSample, way: Way) {
    let skipped = from.saturating_sub(at).at_most(samples.len());
    let passed = at.saturating_sub(from).0;
    for (sample, passed) in samples[skipped..].iter_mut().zip(passed..length.0) {
        let open = smoothstep_at(passed, length.0);
        let open = if way == Way::In { open } else { 1.0 - open };
        *sample = (f64::from(*sample) * open).round() as i16;
    }
}

/// How open a fade of `length` samples is after `passed` of them, 0 to 1.
fn smoothstep_at(passed: u64, length: u64) -> f64 {
    if passed < length { smoothstep((passed as f64 + 0.5) / length as f64) } else { 1.0 }
}
