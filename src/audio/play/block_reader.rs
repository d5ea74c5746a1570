//! A rendition as blocks for the device.

use std::ops::Range;

use crate::audio::clocks::{DeviceFrame, HeardSample, TakeSample};
use crate::audio::play::live::{BLOCK, RingBlock};
use crate::audio::play::position_map::PositionMap;
use crate::audio::play::resample::Resampler;
use crate::audio::play::stretch::Stretcher;
use crate::audio::rendition::{PauseSettings, Rendition, RenditionReader};
use crate::audio::take::TakeError;

/// How many samples are read at once: few, so that another speed is heard soon.
const CHUNK: usize = 256;

/// Where reading begins and what it is for.
pub struct Start {
    /// The generation of its blocks.
    pub generation: u64,
    /// The first sample, and the one at which it ends, if that is before the end of the take.
    pub range: Range<TakeSample>,
    /// The rate of the device in Hz.
    pub rate: u32,
    pub speed: f32,
    /// What is played again and again.
    pub repeat: Option<Range<TakeSample>>,
}

/// Reads a rendition from one place on, stretches and resamples it: one generation of blocks.
pub struct BlockReader {
    generation: u64,
    reader: RenditionReader,
    stretcher: Stretcher,
    resampler: Resampler,
    map: PositionMap,
    until: TakeSample,
    from_rate: u32,
    to_rate: u32,
    /// For the device: how many samples were handed out, and those that wait.
    given: DeviceFrame,
    ready: Vec<f32>,
    chunk: Vec<i16>,
    /// What came out of the stretcher, as far as it waits to be placed, and how much does not wait any more.
    stretched: Vec<i16>,
    placed: HeardSample,
    fade_in: bool,
    finished: bool,
    ended: bool,
}

impl BlockReader {
    /// Reads from `start` on; the sound fades in unless it begins where the take does.
    ///
    /// # Errors
    /// The rates do not go together; the text says why.
    pub fn new(rendition: &Rendition, start: Start) -> Result<BlockReader, String> {
        let Start { generation, range: Range { start: origin, end: until }, rate, speed, repeat } = start;
        let from_rate = rendition.take().rate();
        let mut reader = rendition.reader(origin).ending_at(until);
        reader.repeat(repeat);
        Ok(BlockReader {
            generation,
            reader,
            stretcher: Stretcher::new(from_rate, speed).map_err(|error| error.to_string())?,
            resampler: Resampler::new(from_rate, rate).map_err(|error| error.to_string())?,
            map: PositionMap::new(origin),
            until,
            from_rate,
            to_rate: rate,
            given: DeviceFrame::ZERO,
            ready: Vec::with_capacity(16 * CHUNK),
            chunk: vec![0; CHUNK],
            stretched: Vec::new(),
            placed: HeardSample::ZERO,
            fade_in: origin > 0,
            finished: false,
            ended: false,
        })
    }

    /// How far the take has been read.
    pub fn read_to(&self) -> TakeSample {
        self.reader.at()
    }

    /// The sample of the take with which the next block begins.
    pub fn next_position(&self) -> TakeSample {
        self.position(self.given)
    }

    /// Whether all of the take was read.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// Whether the last block was handed out.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// Goes on faster or slower.
    pub fn set_speed(&mut self, speed: f32) {
        self.stretcher.set_speed(speed);
    }

    /// Goes on with other pauses.
    pub fn set_joins(&mut self, joins: PauseSettings) {
        self.reader.set_joins(joins);
    }

    /// Plays another range again and again from now on, or none.
    pub fn repeat(&mut self, range: Option<Range<TakeSample>>) {
        self.reader.repeat(range);
    }

    /// The next block, if there is enough of the take for one. The last block is marked, and may be short or empty.
    pub fn block(&mut self) -> Result<Option<RingBlock>, TakeError> {
        while self.ready.len() < BLOCK && !self.finished {
            if !self.read()? {
                return Ok(None);
            }
        }
        if self.ended {
            return Ok(None);
        }
        let len = self.ready.len().min(BLOCK);
        let last = self.finished && len == self.ready.len();
        let start = self.position(self.given);
        let end = self.position(self.given + len);
        // Where the sound jumps back inside a block, as at the end of what is repeated, that block goes on as it was.
        let pace = f64::from(self.from_rate) / f64::from(self.to_rate) * f64::from(self.stretcher.speed());
        let step = if end < start { pace } else { (end - start).0 as f64 / len.max(1) as f64 };
        let mut samples = [0.0; BLOCK];
        for (to, from) in samples.iter_mut().zip(self.ready.drain(..len)) {
            *to = from;
        }
        self.given += len;
        self.map.forget_before(self.before_device(self.given), self.stretcher.speed());
        self.ended = last;
        Ok(Some(RingBlock { generation: self.generation, start, step, fade_in: self.fade_in, last, len, samples }))
    }

    /// Reads a chunk; false if there is none now.
    fn read(&mut self) -> Result<bool, TakeError> {
        // Asked before the read: what is appended between the two is then read at the next call, not taken for an end.
        let growing = self.reader.take().is_growing() && self.reader.at() < self.until;
        let chunk = self.reader.read(&mut self.chunk, TakeSample::MAX)?;
        if chunk.samples == 0 && growing {
            return Ok(false);
        }
        self.stretcher.push(&self.chunk[..chunk.samples], &mut self.stretched);
        if chunk.samples == 0 {
            self.stretcher.finish(&mut self.stretched);
            self.finished = true;
        }
        self.map.add(chunk, &mut self.stretcher);
        // What the stretcher made in its last step waits for the next one, which tells where it stands.
        let placed = (self.map.known() - self.placed).at_most(self.stretched.len());
        self.placed += placed;
        self.resampler.push(&self.stretched[..placed], &mut self.ready);
        self.stretched.drain(..placed);
        if self.finished {
            self.resampler.finish(&mut self.ready);
        }
        Ok(true)
    }

    /// The sample of the take that a sample for the device stands for.
    fn position(&self, given: DeviceFrame) -> TakeSample {
        self.map.position(self.before_device(given), self.stretcher.speed())
    }

    /// What was resampled to a sample for the device.
    fn before_device(&self, given: DeviceFrame) -> HeardSample {
        HeardSample(given.0 * u64::from(self.from_rate) / u64::from(self.to_rate))
    }
}
