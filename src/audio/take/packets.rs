//! The packets of a take that came as Opus, as they came: to be copied without encoding them anew.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::PathBuf;

use crate::audio::clocks::{RequestSample, TakeSample};
use crate::audio::take::index::IndexPosition;
use crate::audio::take::{ReuseOrigin, Take, TakeError, file, opus_path, pcm_path};

impl Take {
    /// The Opus packets of the whole take in playing order. `None` where not every sample has its packet: something came in
    /// another format or from another take, or a request is not heard from its first to its last sample. Of a take that
    /// grows there are none yet.
    pub fn packets(&self) -> Option<Packets> {
        let extent = self.extent();
        let mut files = VecDeque::new();
        let mut at = TakeSample::ZERO;
        while at < extent.len {
            let IndexPosition { request, from, samples } = self.0.lock().locate(at)?;
            let path = opus_path(&self.0.dir, request);
            let heard = pcm_path(&self.0.dir, request).metadata().ok()?.len() == samples.0 * 2;
            if from > 0 || !heard || !path.exists() {
                return None;
            }
            files.push_back(path);
            at += samples;
        }
        (extent.complete && !extent.growing).then_some(Packets { files, open: None })
    }

    /// The packets that `samples` samples from `origin` on came in, each with its length in samples. `None` where they did
    /// not come as Opus, or do not begin and end with a packet.
    pub fn packets_from(&self, origin: &ReuseOrigin, samples: RequestSample) -> Option<Vec<(Vec<u8>, RequestSample)>> {
        let rate = i32::try_from(self.rate()).ok()?;
        let mut file = BufReader::new(file::open(&opus_path(self.dir(), origin.request)).ok()?);
        let (mut at, end) = (RequestSample::ZERO, origin.from + samples);
        let mut packets = Vec::new();
        while at < end {
            let mut length = [0; 2];
            file.read_exact(&mut length).ok()?;
            let mut packet = vec![0; usize::from(u16::from_le_bytes(length))];
            file.read_exact(&mut packet).ok()?;
            let length = RequestSample(opus_pure::packet::samples(&packet, rate).ok()? as u64);
            match at {
                before if before + length <= origin.from => {}
                before if before < origin.from => return None,
                _ => packets.push((packet, length)),
            }
            at += length;
        }
        (at == end).then_some(packets)
    }

    /// Whether its first sample came as Opus.
    pub fn begins_with_packets(&self) -> bool {
        self.0.lock().locate(TakeSample::ZERO).is_some_and(|place| opus_path(&self.0.dir, place.request).exists())
    }
}

/// Reads packets, one after the other.
pub struct Packets {
    files: VecDeque<PathBuf>,
    open: Option<(PathBuf, BufReader<File>)>,
}

impl Packets {
    /// The next packet; `None` after the last one.
    ///
    /// # Errors
    /// A file cannot be opened or read, or ends inside a packet.
    pub fn next_packet(&mut self) -> Result<Option<Vec<u8>>, TakeError> {
        loop {
            let Some((path, file)) = &mut self.open else {
                let Some(path) = self.files.pop_front() else { return Ok(None) };
                let file = file::open(&path).map_err(TakeError::io(&path))?;
                self.open = Some((path, BufReader::new(file)));
                continue;
            };
            let mut length = [0; 2];
            // At the end of a file there is nothing, not a part of a length.
            if file.read(&mut length[..1]).map_err(TakeError::io(&*path))? == 0 {
                self.open = None;
                continue;
            }
            let mut read = || -> io::Result<Vec<u8>> {
                file.read_exact(&mut length[1..])?;
                let mut packet = vec![0; usize::from(u16::from_le_bytes(length))];
                file.read_exact(&mut packet)?;
                Ok(packet)
            };
            return match read() {
                Ok(packet) => Ok(Some(packet)),
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
                    Err(TakeError::Damaged { path: path.clone(), what: "it ends inside a packet".into() })
                }
                Err(error) => Err(TakeError::io(&*path)(error)),
            };
        }
    }
}
