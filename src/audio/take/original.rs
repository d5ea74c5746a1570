//! The Opus packets of a stretch of a request, to be copied with its samples.

use std::io::{BufReader, Read};

use crate::audio::clocks::RequestSample;
use crate::audio::take::{ReuseOrigin, Take, file, opus_path};

impl Take {
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
}
