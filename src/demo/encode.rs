//! Samples to deltas: the codecs, and the sizes that were recorded (protocol.md §3.2).

use std::ops::Range;
use std::time::Duration;

use opus_pure::{Application, MAX_PACKET_BYTES, OggOpusWriter, OpusEncoder, OpusHead, RateControl};

use crate::demo::faults::{Fault, FaultPlan};
use crate::demo::{g711, sentence};
use crate::protocol::{Codec, LimitConfig, OutputAudio};

/// The next bytes of the audio.
pub(super) struct Delta {
    pub(super) bytes: Vec<u8>,
    /// How long the service takes to make it.
    pub(super) pause: Duration,
}

/// Makes the deltas of one round.
pub(super) struct DeltaPacker {
    codec: Codec,
    rate: u32,
    /// The length of each delta in ms, where the client requested one.
    frame_ms: Option<f64>,
    loudness: i32,
    sizes: Sizes,
    opus: Option<OpusPackets>,
}

/// How PCM and G.711 are cut.
#[derive(Clone, Copy, PartialEq)]
enum Sizes {
    Recorded,
    Odd,
    Tiny,
}

struct OpusPackets {
    encoder: OpusEncoder,
    ogg: Option<OggOpusWriter<Vec<u8>>>,
}

impl DeltaPacker {
    /// For the settings in effect. Nothing where the Opus encoder does not take them, which the check of settings rules out.
    pub(super) fn new(output: &OutputAudio, faults: &FaultPlan) -> Option<DeltaPacker> {
        let rate = output.sample_rate();
        let opus = match output.codec {
            Codec::Opus => Some(OpusPackets::new(output, rate, faults.has(&Fault::OggPages))?),
            _ => None,
        };
        let frame_ms = match &output.opus_config {
            Some(settings) if opus.is_some() => Some(settings.frame_size_ms.unwrap_or(10.0)),
            _ => output.pcm_config.as_ref().and_then(|pcm| pcm.frame_size_ms).filter(|ms| *ms > 0.0),
        };
        let sizes = if faults.has(&Fault::TinyDeltas) {
            Sizes::Tiny
        } else if faults.has(&Fault::OddDeltas) {
            Sizes::Odd
        } else {
            Sizes::Recorded
        };
        Some(DeltaPacker {
            codec: output.codec,
            rate,
            frame_ms,
            loudness: output.loudness_rate.unwrap_or(0),
            sizes,
            opus,
        })
    }

    /// The deltas of one sentence and the silence after it. `samples` is what the voice gave; where that is nothing, nothing is
    /// sent.
    pub(super) fn sentence(&mut self, mut samples: Vec<i16>) -> Box<dyn Iterator<Item = Delta> + Send + '_> {
        louder(&mut samples, self.loudness);
        let spoken = samples.len();
        if spoken == 0 {
            return Box::new(std::iter::empty());
        }
        samples.resize(spoken + sentence::silence(self.rate), 0);
        let rate = f64::from(self.rate);
        let per_ms = rate / 1_000.0;
        let body = spoken.saturating_sub(self.rate as usize / 40);
        // Speech comes six times as fast as it sounds, its end and the silence at once (protocol.md §3.1).
        let pause = move |at: usize, len: usize| {
            Duration::from_secs_f64(len as f64 / rate / if at < body { 6.0 } else { 50.0 })
        };
        match &mut self.opus {
            Some(opus) => {
                let frame = self.frame_ms.map_or(1, |ms| (ms * per_ms) as usize).max(1);
                Box::new((0..samples.len()).step_by(frame).filter_map(move |at| {
                    let mut block = samples[at..samples.len().min(at + frame)].to_vec();
                    block.resize(frame, 0);
                    Some(Delta { bytes: opus.packet(&block)?, pause: pause(at, frame) })
                }))
            }
            None => {
                let frame = self.frame_ms.map(|ms| ((ms * per_ms).round() as usize).max(1));
                let cuts = match frame {
                    Some(frame) => (1..=samples.len().div_ceil(frame)).map(|n| samples.len().min(n * frame)).collect(),
                    None => recorded_cuts(&samples[..spoken], samples.len(), self.rate),
                };
                let bytes = bytes(self.codec, &samples);
                let width = bytes.len() / samples.len().max(1);
                let ranges = self.sizes.ranges(cuts.into_iter().map(|cut| cut * width).collect());
                Box::new(ranges.into_iter().map(move |range| {
                    let pause = pause(range.start / width, range.len() / width);
                    Delta { bytes: bytes[range].to_vec(), pause }
                }))
            }
        }
    }
}

fn bytes(codec: Codec, samples: &[i16]) -> Vec<u8> {
    match codec {
        Codec::G711a => samples.iter().map(|sample| g711::a_law(*sample)).collect(),
        Codec::G711u => samples.iter().map(|sample| g711::mu_law(*sample)).collect(),
        Codec::Pcm | Codec::Opus => samples.iter().flat_map(|sample| sample.to_le_bytes()).collect(),
    }
}

/// The throttle that a client requested: so many packets in so many seconds. With PCM it works only beside a length of frames.
pub(super) fn throttle(output: &OutputAudio) -> Option<(usize, u64)> {
    let limit: Option<&LimitConfig> = match output.codec {
        Codec::Opus => output.opus_config.as_ref().and_then(|opus| opus.limit_config.as_ref()),
        _ => output
            .pcm_config
            .as_ref()
            .filter(|pcm| pcm.frame_size_ms.is_some_and(|ms| ms > 0.0))
            .and_then(|pcm| pcm.limit_config.as_ref()),
    };
    let limit = limit?;
    let packets = limit.max_frame_num.filter(|n| *n > 0)?;
    Some((packets as usize, u64::from(limit.period.filter(|s| *s > 0)?)))
}

/// Half to double, as `loudness_rate` says; the loudest samples are clipped.
pub(super) fn louder(samples: &mut [i16], percent: i32) {
    if percent == 0 {
        return;
    }
    for sample in samples {
        let louder = i32::from(*sample) * (100 + percent) / 100;
        *sample = louder.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
    }
}

/// Where a sentence of `spoken` samples and its silence is cut: after 225 ms, then at most every 250 ms with small rests between,
/// then the last 25 ms, then the silence (protocol.md §3.2).
fn recorded_cuts(spoken: &[i16], len: usize, rate: u32) -> Vec<usize> {
    let rate = rate as usize;
    let body = spoken.len().saturating_sub(rate / 40);
    // The rests look random, and are the same for the same sentence.
    let mut seed = spoken
        .iter()
        .step_by(97)
        .fold(len as u64 | 1, |seed, sample| (seed ^ u64::from(sample.cast_unsigned())).wrapping_mul(0x0100_0000_01b3));
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let mut cuts = Vec::new();
    let mut at = (rate * 9 / 40).min(body);
    while at < body {
        cuts.push(at);
        at += match random(3) {
            0 => rate / 4 - random(24),
            _ => rate / 4,
        };
        if random(2) == 0 && at < body {
            cuts.push(at);
            at += 2 + random(149);
        }
    }
    cuts.extend([body, spoken.len(), len]);
    cuts.dedup();
    cuts.retain(|cut| *cut > 0);
    cuts
}

impl Sizes {
    /// The ranges between cuts, which are in bytes.
    fn ranges(self, cuts: Vec<usize>) -> Vec<Range<usize>> {
        let len = cuts.last().copied().unwrap_or(0);
        let ends: Vec<usize> = match self {
            Sizes::Recorded => cuts,
            Sizes::Odd => {
                // The size of each becomes odd, which moves where the next begins.
                let odd = |start: &mut usize, cut: usize| {
                    *start += cut.saturating_sub(*start) | 1;
                    Some(*start)
                };
                cuts.into_iter().scan(0, odd).chain([len]).collect()
            }
            Sizes::Tiny => (1..=len).filter(|end| end % 3 != 2 || *end == len).collect(),
        };
        let ends = ends.into_iter().map(|end| end.min(len));
        let ranges = ends.scan(0, |start, end| Some(std::mem::replace(start, end)..end));
        ranges.filter(|range| !range.is_empty()).collect()
    }
}

impl OpusPackets {
    fn new(output: &OutputAudio, rate: u32, ogg: bool) -> Option<OpusPackets> {
        let settings = output.opus_config.clone().unwrap_or_default();
        let mut encoder = OpusEncoder::new(rate.cast_signed(), 1, Application::Voip).ok()?;
        encoder.bitrate_bps = settings.bitrate.unwrap_or(48_000).cast_signed();
        if settings.use_cbr == Some(true) {
            encoder.rate_control = RateControl::Cbr;
        }
        let ogg = if ogg {
            let mut writer = OggOpusWriter::new(Vec::new(), OpusHead::for_encoder(&encoder, rate)).ok()?;
            // A page for each packet.
            writer.set_page_target(1);
            Some(writer)
        } else {
            None
        };
        Some(OpusPackets { encoder, ogg })
    }

    fn packet(&mut self, block: &[i16]) -> Option<Vec<u8>> {
        let mut packet = vec![0; MAX_PACKET_BYTES];
        let len = self.encoder.encode_s16(block, block.len(), &mut packet).ok()?;
        packet.truncate(len);
        if let Some(writer) = &mut self.ogg {
            writer.write_packet(&packet).ok()?;
            packet = std::mem::take(writer.get_mut()?);
        }
        Some(packet)
    }
}
