//! The wave of a take: how loud it is in each twentieth of a second, kept beside its samples as they come.
//!
//! `0000.peaks` holds a byte for each [`samples_per_peak`] samples of the request's file: the largest of them, in 256ths of full
//! scale. So the wave of ten hours is 700 kB to read, not 1.7 GB. The file is a convenience: what it lacks (an earlier
//! version wrote none, a process was killed) is made from the samples, and it is never needed to hear anything.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::audio::clocks::{RequestSample, TakeSample};
use crate::audio::take::append::Appender;
use crate::audio::take::index::IndexPosition;
use crate::audio::take::{Take, TakeError, TakeReader};

/// Peaks in a second.
const PER_SECOND: u32 = 20;

/// How many peaks are written at once: a few seconds' worth. Those that are not there yet are made from the samples.
const TOGETHER: usize = 64;

/// How many samples of a take of this rate, in Hz, one peak stands for.
pub fn samples_per_peak(rate: u32) -> u64 {
    u64::from((rate / PER_SECOND).max(1))
}

fn path(dir: &Path, request: u32) -> PathBuf {
    dir.join(format!("{request:04}.peaks"))
}

/// The file that nothing needs.
pub(super) fn remove(dir: &Path, request: u32) {
    fs::remove_file(path(dir, request)).ok();
}

/// Writes the peaks of one request.
pub(super) struct PeakWriter {
    per_peak: u64,
    file: Option<Appender>,
    loudest: u16,
    samples: RequestSample,
    bytes: Vec<u8>,
}

impl PeakWriter {
    pub fn create(dir: &Path, request: u32, rate: u32) -> PeakWriter {
        // Without the file the wave is made from the samples: no reason to lose a take.
        let file = Appender::create(path(dir, request)).ok();
        PeakWriter {
            per_peak: samples_per_peak(rate),
            file,
            loudest: 0,
            samples: RequestSample::ZERO,
            bytes: Vec::new(),
        }
    }

    pub fn push(&mut self, samples: &[i16]) {
        let mut rest = samples;
        while !rest.is_empty() {
            let room = (self.per_peak - self.samples.0 % self.per_peak) as usize;
            let (part, behind) = rest.split_at(room.min(rest.len()));
            let loudest = part.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or(0);
            self.loudest = self.loudest.max(loudest);
            self.samples += part.len();
            if part.len() == room {
                self.bytes.push(byte(std::mem::take(&mut self.loudest)));
            }
            rest = behind;
        }
        if self.bytes.len() >= TOGETHER {
            self.write();
        }
    }

    fn write(&mut self) {
        if self.file.as_mut().is_some_and(|file| file.append(&self.bytes).is_err()) {
            // A peak that is missing in the middle would move all that follow.
            self.file = None;
        }
        self.bytes.clear();
    }
}

impl Drop for PeakWriter {
    fn drop(&mut self) {
        self.write();
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    crate::audio::take::file::open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn byte(loudest: u16) -> u8 {
    (loudest >> 7).min(255) as u8
}

/// Looks at the wave of a take. Blocks: reads files.
pub struct Wave {
    take: Take,
    reader: TakeReader,
    per_peak: u64,
    /// The peaks of the requests that were looked at last.
    known: HashMap<u32, Arc<[u8]>>,
}

impl Wave {
    /// The wave of a take.
    pub fn new(take: Take) -> Wave {
        Wave { reader: take.reader(), per_peak: samples_per_peak(take.rate()), known: HashMap::new(), take }
    }

    /// At most `most` peaks from number `from` on, 0 to 255, as far as the take has come; what does not fill a peak is
    /// left for later, unless the take does not grow.
    ///
    /// # Errors
    /// The samples cannot be read, where they are needed.
    pub fn read(&mut self, from: usize, most: usize) -> Result<Vec<u8>, TakeError> {
        self.known.clear();
        let extent = self.take.extent();
        let end = match extent.growing {
            true => extent.len.0 / self.per_peak,
            false => extent.len.0.div_ceil(self.per_peak),
        };
        let mut peaks = Vec::new();
        for number in (from as u64..end).take(most) {
            let start = TakeSample(number * self.per_peak);
            let stop = (start + TakeSample(self.per_peak)).min(extent.len);
            peaks.push(self.peak(start, stop)?);
        }
        Ok(peaks)
    }

    /// The loudest of these samples of the take.
    fn peak(&mut self, start: TakeSample, stop: TakeSample) -> Result<u8, TakeError> {
        let (mut at, mut loudest) = (start, 0);
        while at < stop {
            let Some(IndexPosition { request, from, samples }) = self.take.0.lock().locate(at) else { break };
            let samples = samples.min(stop - at);
            let (first, last) = (from.0 / self.per_peak, (from.0 + samples.0 - 1) / self.per_peak);
            let written = self.written(request);
            let there = written.get(first as usize..=last as usize).and_then(|peaks| peaks.iter().max().copied());
            loudest = loudest.max(match there {
                Some(peak) => peak,
                None => self.made(at, samples)?,
            });
            at += samples;
        }
        Ok(loudest)
    }

    fn written(&mut self, request: u32) -> Arc<[u8]> {
        let dir = self.take.dir();
        self.known.entry(request).or_insert_with(|| read(&path(dir, request)).unwrap_or_default().into()).clone()
    }

    fn made(&mut self, at: TakeSample, samples: TakeSample) -> Result<u8, TakeError> {
        // At most a peak's worth, a few thousand samples.
        let mut block = vec![0; samples.0 as usize];
        let read = self.reader.read(at, &mut block)?;
        Ok(byte(block[..read].iter().map(|sample| sample.unsigned_abs()).max().unwrap_or(0)))
    }
}
