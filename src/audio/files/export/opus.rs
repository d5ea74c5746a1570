//! Ogg Opus. Its length is exact to the sample: the encoder's delay is named at the front, what fills the last packet at the
//! back.

use opus_pure::{Application, MAX_PACKET_BYTES, OggOpusWriter, OpusEncoder, OpusHead, OpusTags, RateControl};

use crate::audio::clocks::HeardSample;
use crate::audio::files::export::comments::{VENDOR, comments};
use crate::audio::files::export::encode::{Encode, EncodedEnd, EncoderRefusal};
use crate::audio::files::export::plan::ExportPlan;
use crate::audio::play::resample::Resampler;

/// The rates that Opus encodes, in Hz.
const RATES: [u32; 5] = [8_000, 12_000, 16_000, 24_000, 48_000];

/// Lengths and positions in the file are counted at this rate, whatever went in.
pub(super) const TICKS: u32 = 48_000;

/// The Ogg side, which both encoded and copied packets go through.
pub(super) struct Ogg {
    plan: ExportPlan,
    rate: u32,
    head: OpusHead,
    serial: u32,
    /// `None` once it has ended.
    pages: Option<OggOpusWriter<Vec<u8>>>,
    /// The last packet: only when the next one comes it is known not to be the one that ends the stream.
    held: Option<Vec<u8>>,
}

impl Ogg {
    /// `rate` is that of the takes.
    pub fn new(plan: &ExportPlan, rate: u32, head: OpusHead) -> Result<Ogg, EncoderRefusal> {
        let mut ogg = Ogg { plan: plan.clone(), rate, head, serial: fastrand::u32(..), pages: None, held: None };
        let mut pages = ogg.pages(None)?;
        // The head is written on its own.
        pages.get_mut().map(Vec::clear);
        ogg.pages = Some(pages);
        Ok(ogg)
    }

    fn pages(&self, end: Option<&EncodedEnd>) -> Result<OggOpusWriter<Vec<u8>>, EncoderRefusal> {
        let comments = comments(&self.plan, self.rate, end).into_iter();
        let comments = comments.map(|(name, value)| format!("{name}={value}")).collect();
        let tags = OpusTags { vendor: VENDOR.to_owned(), comments };
        OggOpusWriter::with_serial(Vec::new(), self.head.clone(), tags, self.serial).map_err(EncoderRefusal::because)
    }

    pub fn head(&self, end: Option<&EncodedEnd>) -> Vec<u8> {
        let pages = self.pages(end).ok();
        pages.and_then(|pages| pages.get_ref().cloned()).unwrap_or_default()
    }

    pub fn packet(&mut self, packet: Vec<u8>, out: &mut Vec<u8>) -> Result<(), EncoderRefusal> {
        let Some(pages) = &mut self.pages else { return Err(EncoderRefusal::because("the stream has ended")) };
        if let Some(held) = self.held.replace(packet) {
            pages.write_packet(&held).map_err(EncoderRefusal::because)?;
        }
        pages.get_mut().into_iter().for_each(|ready| out.append(ready));
        Ok(())
    }

    /// Ends the stream after so many samples.
    pub fn finish(&mut self, samples: HeardSample, out: &mut Vec<u8>) -> Result<(), EncoderRefusal> {
        let Some(mut pages) = self.pages.take() else { return Ok(()) };
        if let Some(held) = self.held.take() {
            let heard = (samples.0 * u64::from(TICKS)).div_ceil(u64::from(self.rate));
            let last = u64::from(self.head.pre_skip) + heard;
            let rest = last.saturating_sub(u64::try_from(pages.granule()).unwrap_or(0));
            let rest = u32::try_from(rest).unwrap_or(u32::MAX);
            pages.write_packet_with_duration(&held, rest).map_err(EncoderRefusal::because)?;
        }
        out.extend(pages.finish().map_err(EncoderRefusal::because)?);
        Ok(())
    }
}

/// Encodes samples.
pub(super) struct OggWriter {
    ogg: Ogg,
    resampler: Resampler,
    encoder: OpusEncoder,
    /// Samples of a packet, at the rate of the encoder: 20 ms.
    frame: usize,
    /// Samples at the rate of the encoder that do not fill a packet yet.
    waiting: Vec<f32>,
    packet: Vec<u8>,
    packets: u64,
    pushed: HeardSample,
}

impl OggWriter {
    pub fn new(plan: &ExportPlan, rate: u32, kbps: u32) -> Result<OggWriter, EncoderRefusal> {
        let highest = RATES[RATES.len() - 1];
        let at = RATES.into_iter().find(|known| *known >= rate).unwrap_or(highest);
        let resampler = Resampler::new(rate, at).map_err(EncoderRefusal::because)?;
        let hertz = i32::try_from(at).map_err(EncoderRefusal::because)?;
        let mut encoder = OpusEncoder::new(hertz, 1, Application::Audio).map_err(EncoderRefusal::because)?;
        encoder.bitrate_bps = i32::try_from(kbps.clamp(6, 256) * 1000).map_err(EncoderRefusal::because)?;
        // Nothing downstream of a file meters its rate.
        encoder.rate_control = RateControl::Vbr;
        let ogg = Ogg::new(plan, rate, OpusHead::for_encoder(&encoder, rate))?;
        let packet = vec![0; MAX_PACKET_BYTES];
        let frame = (at / 50) as usize;
        Ok(OggWriter {
            ogg,
            resampler,
            encoder,
            frame,
            waiting: Vec::new(),
            packet,
            packets: 0,
            pushed: HeardSample::ZERO,
        })
    }

    /// Encodes all whole packets.
    fn encode(&mut self, out: &mut Vec<u8>) -> Result<(), EncoderRefusal> {
        let whole = self.waiting.len() - self.waiting.len() % self.frame;
        for frame in self.waiting[..whole].chunks(self.frame) {
            let length = self.encoder.encode(frame, self.frame, &mut self.packet).map_err(EncoderRefusal::because)?;
            self.ogg.packet(self.packet[..length].to_vec(), out)?;
            self.packets += 1;
        }
        self.waiting.drain(..whole);
        Ok(())
    }
}

impl Encode for OggWriter {
    fn head(&self, end: Option<&EncodedEnd>) -> Vec<u8> {
        self.ogg.head(end)
    }

    fn push(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<(), EncoderRefusal> {
        self.pushed += samples.len();
        self.resampler.push(samples, &mut self.waiting);
        self.encode(out)
    }

    fn finish(&mut self, end: &EncodedEnd, out: &mut Vec<u8>) -> Result<(), EncoderRefusal> {
        self.resampler.finish(&mut self.waiting);
        if self.pushed > 0 {
            // The last samples are still inside the encoder; so much silence brings them out.
            let length = self.waiting.len() + self.encoder.lookahead();
            self.waiting.resize(length.next_multiple_of(self.frame), 0.0);
            self.encode(out)?;
        }
        self.ogg.finish(end.samples, out)
    }

    fn coded(&self) -> HeardSample {
        HeardSample(self.packets * u64::from(self.ogg.rate) / 50).min(self.pushed)
    }
}
