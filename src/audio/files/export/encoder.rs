//! Which encoder writes a format, and which rates it takes.

use crate::audio::clocks::HeardSample;
#[cfg(feature = "mp3")]
use crate::audio::files::export::Mp3;
use crate::audio::files::export::encode::{Encode, EncoderRefusal, OutputKind};
use crate::audio::files::export::flac::Flac;
#[cfg(feature = "mp3")]
use crate::audio::files::export::mp3::Lame;
use crate::audio::files::export::opus::OggWriter;
use crate::audio::files::export::plan::ExportPlan;
use crate::audio::files::export::wav::Wav;
use crate::audio::files::export::{ExportError, FileFormat};

/// The encoder for a plan. `longest` is the most samples that the file may get, where that is known.
///
/// # Errors
/// As [`suits`], or the encoder does not want the settings.
pub(super) fn encoder(
    plan: &ExportPlan,
    rate: u32,
    longest: Option<HeardSample>,
    output: OutputKind,
) -> Result<Box<dyn Encode>, ExportError> {
    suits(plan.format, rate)?;
    let refused = |EncoderRefusal(what)| ExportError::Encode { what, part: None, samples: HeardSample::ZERO };
    match plan.format {
        FileFormat::Wav if output == OutputKind::File => Ok(Box::new(Wav::new(plan, rate, longest))),
        FileFormat::Wav => Ok(Box::new(Wav::endless(rate))),
        FileFormat::Flac => Ok(Box::new(Flac::new(plan, rate).map_err(refused)?)),
        #[cfg(feature = "mp3")]
        FileFormat::Mp3(how) => Ok(Box::new(Lame::new(plan, rate, how, output).map_err(refused)?)),
        #[cfg(not(feature = "mp3"))]
        FileFormat::Mp3(_) => Err(ExportError::NotBuiltIn(plan.format)),
        FileFormat::Opus { kbps } => Ok(Box::new(OggWriter::new(plan, rate, kbps).map_err(refused)?)),
    }
}

/// Says whether a format goes with a rate in Hz, as far as this build has it: known before anything is received.
///
/// # Errors
/// [`ExportError::Rate`], [`ExportError::Bitrate`], [`ExportError::NotBuiltIn`].
pub fn suits(format: FileFormat, rate: u32) -> Result<(), ExportError> {
    match format {
        FileFormat::Flac if !Flac::has_rate(rate) => Err(ExportError::Rate { format, rate }),
        #[cfg(feature = "mp3")]
        FileFormat::Mp3(_) if !Lame::has_rate(rate) => Err(ExportError::Rate { format, rate }),
        #[cfg(feature = "mp3")]
        FileFormat::Mp3(Mp3::Cbr(kbps)) if !Mp3::constant(rate).contains(&kbps) => {
            Err(ExportError::Bitrate { kbps, rate })
        }
        #[cfg(not(feature = "mp3"))]
        FileFormat::Mp3(_) => Err(ExportError::NotBuiltIn(format)),
        _ => Ok(()),
    }
}
