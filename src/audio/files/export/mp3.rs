//! MP3 by LAME, with the header by which players know the exact length, and ID3 tags.

use std::num::NonZeroU32;

use mp3lame_encoder::{Bitrate, Builder, Encoder, FlushGap, Mode, MonoPcm, Quality, VbrMode, max_required_buffer_size};

use crate::audio::clocks::HeardSample;
use crate::audio::files::export::Mp3;
use crate::audio::files::export::encode::{Encode, EncodedEnd, EncoderRefusal, OutputKind};
use crate::audio::files::export::plan::ExportPlan;
use crate::audio::files::export::tag::tag;

/// The rates of MPEG-1, -2 and -2.5, in Hz.
const RATES: [u32; 9] = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

/// How much LAME holds back at most when the rest is requested, in bytes.
const REST: usize = 16 * 1024;

/// See the head of this file.
pub(super) struct Lame {
    plan: ExportPlan,
    rate: u32,
    encoder: Encoder,
    pushed: HeardSample,
}

impl Lame {
    /// Whether the format has this rate.
    pub fn has_rate(rate: u32) -> bool {
        RATES.contains(&rate)
    }

    /// In a stream there is no frame that says how long it is: its head is not written again at the end.
    pub fn new(plan: &ExportPlan, rate: u32, how: Mp3, output: OutputKind) -> Result<Lame, EncoderRefusal> {
        Ok(Lame { plan: plan.clone(), rate, encoder: encoder(rate, how, output)?, pushed: HeardSample::ZERO })
    }
}

fn encoder(rate: u32, how: Mp3, output: OutputKind) -> Result<Encoder, EncoderRefusal> {
    let refused = |what: &'static str| move |error| EncoderRefusal(format!("{what}: {error}"));
    let mut builder = Builder::new().ok_or(EncoderRefusal::because("no memory"))?;
    builder.set_num_channels(1).map_err(refused("channels"))?;
    builder.set_mode(Mode::Mono).map_err(refused("mode"))?;
    builder.set_sample_rate(rate).map_err(refused("rate"))?;
    // LAME would lower the rate where the bits are few; the file is to have the rate of the take.
    builder.set_output_sample_rate(NonZeroU32::new(rate)).map_err(refused("rate"))?;
    builder.set_to_write_vbr_tag(output == OutputKind::File).map_err(refused("header"))?;
    match how {
        Mp3::Vbr(quality) => {
            builder.set_vbr_mode(VbrMode::Mtrh).map_err(refused("variable bit rate"))?;
            builder.set_vbr_quality(vbr(quality)).map_err(refused("quality"))?;
        }
        Mp3::Cbr(kbps) => {
            builder.set_quality(Quality::VeryNice).map_err(refused("quality"))?;
            builder.set_brate(nearest(kbps)).map_err(refused("bit rate"))?;
        }
    }
    builder.build().map_err(refused("settings"))
}

fn vbr(quality: u8) -> Quality {
    match quality {
        0 => Quality::Best,
        1 => Quality::SecondBest,
        2 => Quality::NearBest,
        3 => Quality::VeryNice,
        4 => Quality::Nice,
        5 => Quality::Good,
        6 => Quality::Decent,
        7 => Quality::Ok,
        8 => Quality::SecondWorst,
        _ => Quality::Worst,
    }
}

/// The bit rate in the words of LAME.
fn nearest(kbps: u32) -> Bitrate {
    use Bitrate::*;
    let all = [
        Kbps8, Kbps16, Kbps24, Kbps32, Kbps40, Kbps48, Kbps64, Kbps80, Kbps96, Kbps112, Kbps128, Kbps160, Kbps192,
        Kbps224, Kbps256, Kbps320,
    ];
    all.into_iter().min_by_key(|rate| (*rate as u32).abs_diff(kbps)).unwrap_or(Kbps64)
}

impl Encode for Lame {
    fn head(&self, end: Option<&EncodedEnd>) -> Vec<u8> {
        let mut head = tag(&self.plan, self.rate, end);
        if end.is_some() {
            // LAME has left an empty frame at the start of the body for this.
            head.reserve(self.encoder.lame_tag_size());
            self.encoder.lame_tag_encode_to_vec(&mut head);
        }
        head
    }

    fn push(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<(), EncoderRefusal> {
        out.reserve(max_required_buffer_size(samples.len()));
        self.encoder.encode_to_vec(MonoPcm(samples), out).map_err(EncoderRefusal::because)?;
        self.pushed += samples.len();
        Ok(())
    }

    fn finish(&mut self, _: &EncodedEnd, out: &mut Vec<u8>) -> Result<(), EncoderRefusal> {
        out.reserve(REST);
        self.encoder.flush_to_vec::<FlushGap>(out).map_err(EncoderRefusal::because)?;
        Ok(())
    }

    fn coded(&self) -> HeardSample {
        self.pushed
    }
}
