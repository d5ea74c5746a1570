//! Reading samples by their position in the take.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::Arc;

use crate::audio::clocks::{RequestSample, TakeSample};
use crate::audio::take::index::IndexPosition;
use crate::audio::take::{TakeError, TakeShared, file, pcm_path};

/// Samples below this are silence: 0.005 of full scale.
pub(in crate::audio) const QUIET_SAMPLE: u16 = 164;

/// How much [`TakeReader::read`] converts at once, in bytes.
const BLOCK: usize = 32 * 1024;

/// Reads a take at any position while it grows. It has its own file handle, one at a time, so several readers do not
/// disturb each other; its memory does not depend on the length of the take.
pub struct TakeReader {
    take: Arc<TakeShared>,
    open: Option<Open>,
    block: Vec<u8>,
}

struct Open {
    request: u32,
    file: File,
    /// Where the system's file position is, in bytes: reading on needs no seek.
    at: u64,
}

impl TakeReader {
    pub(super) fn new(take: Arc<TakeShared>) -> TakeReader {
        TakeReader { take, open: None, block: Vec::new() }
    }

    /// Fills `out` with the samples from position `at` and returns how many there were: fewer than wanted at the
    /// present end of the take, 0 after it.
    ///
    /// A piece may be left out of the take between this call and the use of its samples: see
    /// [`Take::changed_since`](crate::audio::take::Take::changed_since).
    ///
    /// # Errors
    /// The file cannot be opened or read, or is shorter than its journal says.
    pub fn read(&mut self, at: TakeSample, out: &mut [i16]) -> Result<usize, TakeError> {
        let mut block = std::mem::take(&mut self.block);
        block.resize(BLOCK.min(out.len() * 2), 0);
        let mut done = 0;
        let result = loop {
            let wanted = (out.len() - done).min(BLOCK / 2);
            match self.read_bytes(at + done, &mut block[..wanted * 2]) {
                Ok(0) => break Ok(done),
                Ok(bytes) => {
                    let (pairs, _) = block[..bytes].as_chunks::<2>();
                    out[done..].iter_mut().zip(pairs).for_each(|(sample, &pair)| *sample = i16::from_le_bytes(pair));
                    done += bytes / 2;
                }
                Err(_) if done > 0 => break Ok(done),
                Err(error) => break Err(error),
            }
        };
        self.block = block;
        result
    }

    /// Whether nothing is heard in this range of positions, as far as it is there.
    ///
    /// # Errors
    /// As [`TakeReader::read`].
    pub fn is_silent(&mut self, range: Range<TakeSample>) -> Result<bool, TakeError> {
        let (mut samples, mut at) = ([0; 4096], range.start);
        while at < range.end {
            let wanted = (range.end - at).at_most(samples.len());
            let read = self.read(at, &mut samples[..wanted])?;
            if samples[..read].iter().any(|sample| sample.unsigned_abs() >= QUIET_SAMPLE) {
                return Ok(false);
            }
            if read == 0 {
                break;
            }
            at += read;
        }
        Ok(true)
    }

    /// As [`TakeReader::read`], but the samples come as they stand in the file: little-endian, two bytes each. Returns bytes,
    /// always an even number.
    ///
    /// # Errors
    /// As [`TakeReader::read`].
    pub fn read_bytes(&mut self, at: TakeSample, out: &mut [u8]) -> Result<usize, TakeError> {
        let mut done = 0;
        while out.len() - done >= 2 {
            let place = self.take.lock().locate(at + done / 2);
            let Some(IndexPosition { request, from, samples }) = place else { break };
            let bytes = samples.at_most((out.len() - done) / 2) * 2;
            self.read_file(request, from, &mut out[done..done + bytes])?;
            done += bytes;
        }
        Ok(done)
    }

    fn read_file(&mut self, request: u32, from: RequestSample, out: &mut [u8]) -> Result<(), TakeError> {
        let from = from.0 * 2;
        let path = pcm_path(&self.take.dir, request);
        let mut open = match self.open.take() {
            Some(open) if open.request == request => open,
            _ => Open { request, file: file::open(&path).map_err(TakeError::io(&path))?, at: 0 },
        };
        let mut read = || {
            if open.at != from {
                open.file.seek(SeekFrom::Start(from))?;
            }
            open.file.read_exact(out)
        };
        match read() {
            Ok(()) => {
                open.at = from + out.len() as u64;
                self.open = Some(open);
                Ok(())
            }
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
                Err(TakeError::Damaged { path, what: "it is shorter than its journal says".into() })
            }
            Err(error) => Err(TakeError::io(path)(error)),
        }
    }
}
