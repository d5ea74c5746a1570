//! Ogg Opus of the packets that the service sent, without encoding them anew.

use opus_pure::{OpusHead, packet};

use crate::audio::clocks::{HeardSample, TakeSample};
use crate::audio::files::export::encode::{Encode, EncodedEnd, EncoderRefusal};
use crate::audio::files::export::opus::{Ogg, TICKS};
use crate::audio::files::export::plan::ExportPlan;
use crate::audio::rendition::Rendition;
use crate::audio::take::Packets;

/// Follows the samples that are pushed, and takes the packets that they came from instead of them.
pub(super) struct Copied {
    ogg: Ogg,
    rate: u32,
    /// Of each take, in playing order.
    packets: Vec<Packets>,
    take: usize,
    pushed: HeardSample,
    /// Samples at the rate of Opus that were copied.
    ticks: u64,
}

impl Copied {
    /// Whether the plan changes nothing of what the service sent.
    pub fn suits(plan: &ExportPlan, renditions: &[Rendition]) -> bool {
        let as_is = plan.range.is_none() && plan.speed == 1.0 && plan.lufs.is_none();
        as_is && renditions.iter().all(Rendition::is_plain)
    }

    /// `None` where not every sample has its packet.
    pub fn new(plan: &ExportPlan, rate: u32, renditions: &[Rendition]) -> Result<Option<Copied>, EncoderRefusal> {
        let packets = || renditions.iter().map(|rendition| rendition.take().packets()).collect::<Option<Vec<_>>>();
        let Some(packets_of_all) = packets() else { return Ok(None) };
        let mut head = OpusHead::new(1, rate).map_err(EncoderRefusal::because)?;
        // The take has what the decoder gave from its first sample on, so the file has it too, and all times stay.
        head.pre_skip = 0;
        let ogg = Ogg::new(plan, rate, head)?;
        let mut copied = Copied { ogg, rate, packets: packets_of_all, take: 0, pushed: HeardSample::ZERO, ticks: 0 };
        // Looked through once before: if the lengths differ, the samples are not those of the packets.
        let mut ticks = 0;
        while let Some(packet) = copied.next()? {
            ticks += packet::samples_48k(&packet).map_err(EncoderRefusal::because)? as u64;
        }
        let samples: TakeSample = renditions.iter().map(|rendition| rendition.take().len()).sum();
        let Some(again) = packets().filter(|_| ticks * u64::from(rate) == samples.0 * u64::from(TICKS)) else {
            return Ok(None);
        };
        (copied.packets, copied.take) = (again, 0);
        Ok(Some(copied))
    }

    fn next(&mut self) -> Result<Option<Vec<u8>>, EncoderRefusal> {
        while let Some(packets) = self.packets.get_mut(self.take) {
            match packets.next_packet().map_err(EncoderRefusal::because)? {
                Some(packet) => return Ok(Some(packet)),
                None => self.take += 1,
            }
        }
        Ok(None)
    }
}

impl Encode for Copied {
    fn head(&self, end: Option<&EncodedEnd>) -> Vec<u8> {
        self.ogg.head(end)
    }

    fn push(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<(), EncoderRefusal> {
        self.pushed += samples.len();
        while self.ticks * u64::from(self.rate) < self.pushed.0 * u64::from(TICKS) {
            let Some(packet) = self.next()? else { break };
            self.ticks += packet::samples_48k(&packet).map_err(EncoderRefusal::because)? as u64;
            self.ogg.packet(packet, out)?;
        }
        Ok(())
    }

    fn finish(&mut self, end: &EncodedEnd, out: &mut Vec<u8>) -> Result<(), EncoderRefusal> {
        self.ogg.finish(end.samples, out)
    }

    fn coded(&self) -> HeardSample {
        HeardSample(self.ticks * u64::from(self.rate) / u64::from(TICKS)).min(self.pushed)
    }
}
