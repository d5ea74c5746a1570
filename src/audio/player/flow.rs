//! A take as a flow of blocks for the device.

use crate::audio::live::{BLOCK, Block};
use crate::audio::resample::{RateError, Resampler};
use crate::audio::take::{Reader, Take, TakeError};

/// How many samples are read at once.
const CHUNK: usize = 1024;

/// Reads a take from one place on and resamples it. One flow is one generation of blocks.
pub struct Flow {
    generation: u64,
    resampler: Resampler,
    from_rate: u32,
    to_rate: u32,
    /// Where the flow begins, and the next sample to be read, in the take.
    origin: u64,
    next: u64,
    /// Samples at the device's rate: how many were handed out, and those that wait.
    given: u64,
    ready: Vec<f32>,
    chunk: Vec<i16>,
    fade_in: bool,
    finished: bool,
    ended: bool,
}

impl Flow {
    /// A flow from sample `origin` on. It fades in unless it begins where the take does.
    pub fn new(generation: u64, origin: u64, from_rate: u32, to_rate: u32) -> Result<Flow, RateError> {
        Ok(Flow {
            generation,
            resampler: Resampler::new(from_rate, to_rate)?,
            from_rate,
            to_rate,
            origin,
            next: origin,
            given: 0,
            ready: Vec::with_capacity(16 * CHUNK),
            chunk: vec![0; CHUNK],
            fade_in: origin > 0,
            finished: false,
            ended: false,
        })
    }

    /// How far the take has been read, in samples.
    pub fn read_to(&self) -> u64 {
        self.next
    }

    /// Whether the last block was handed out.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// The next block, if there is enough of the take for one. The last block is marked, and may be short or empty.
    pub fn block(&mut self, take: &Take, reader: &mut Reader) -> Result<Option<Block>, TakeError> {
        while self.ready.len() < BLOCK && !self.finished {
            // Asked before the read: what is appended between the two is then read at the next call, not taken for an end.
            let growing = take.is_growing();
            let read = reader.read(self.next, &mut self.chunk)?;
            self.next += read as u64;
            self.resampler.push(&self.chunk[..read], &mut self.ready);
            if read == 0 {
                if growing {
                    return Ok(None);
                }
                self.resampler.finish(&mut self.ready);
                self.finished = true;
            }
        }
        if self.ended {
            return Ok(None);
        }
        let len = self.ready.len().min(BLOCK);
        let last = self.finished && len == self.ready.len();
        let start = self.origin + self.given * u64::from(self.from_rate) / u64::from(self.to_rate);
        let step = f64::from(self.from_rate) / f64::from(self.to_rate);
        let mut samples = [0.0; BLOCK];
        for (to, from) in samples.iter_mut().zip(self.ready.drain(..len)) {
            *to = from;
        }
        self.given += len as u64;
        self.ended = last;
        Ok(Some(Block { generation: self.generation, start, step, fade_in: self.fade_in, last, len, samples }))
    }
}
