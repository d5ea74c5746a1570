//! Takes as files of the formats people use: to a file, also while the take grows, or to a stream that cannot be gone
//! back in. Owns the formats, the loudness, the chapters and the tags of files, and where what is heard of a take stands in
//! a file. Knows nothing of settings, captions and jobs.
//!
//! What is saved is what was received, before volume and resampling to a device: only what the [`ExportPlan`] asks for is done
//! to it. A file of several takes is those takes one after the other; they have one rate.
//!
//! An encoder (`encode::Encode`) turns samples into bytes and touches no file; the module `write` does that for all of
//! them.

mod comments;
mod copied;
mod encode;
mod error;
mod flac;
mod format;
mod header;
mod loudness;
#[cfg(feature = "mp3")]
mod mp3;
mod opus;
mod plan;
mod sound;
mod source;
mod tag;
mod target;
mod times;
mod wav;
mod write;

use std::io::Write;
use std::ops::ControlFlow;

pub use error::ExportError;
pub use format::{FileFormat, Mp3};
pub use plan::{Begins, Chapter, ExportPlan, ExportProgress, ExportSummary, Tags};
pub use target::{ExportTarget, part_of};
pub use times::TimeMap;

use crate::audio::rendition::Rendition;

/// Saves takes as a file, by way of its `.part`, which gets its name when it is whole; a file of that name is replaced. A
/// pipe or a device gets what can be had without going back.
///
/// With `follow` each take is followed to its end, and if one ends without being complete that is
/// [`ExportError::Incomplete`]. Without, what is there now is saved (of a take that grows, the whole marks), and that is a
/// success.
///
/// `progress` is asked before the first sample, after each block and after each change of the take, and may end it. To
/// cancel while the take does not move, let it answer `Break` and call [`Take::wake`](crate::audio::Take::wake).
///
/// # Errors
/// See [`ExportError`]. What was written until then stays as a valid `.part`, unless it was cancelled.
pub fn export(
    renditions: &[Rendition],
    target: ExportTarget,
    plan: &ExportPlan,
    follow: bool,
    progress: &dyn Fn(ExportProgress) -> ControlFlow<()>,
) -> Result<ExportSummary, ExportError> {
    write::file(renditions, target, plan, follow, progress)
}

/// Whether a format goes with a rate in Hz, as far as this build has it: known before anything is received.
///
/// # Errors
/// [`ExportError::Rate`], [`ExportError::Bitrate`], [`ExportError::NotBuiltIn`].
pub fn suits(format: FileFormat, rate: u32) -> Result<(), ExportError> {
    match format {
        FileFormat::Flac if !flac::Flac::has_rate(rate) => Err(ExportError::Rate { format, rate }),
        #[cfg(feature = "mp3")]
        FileFormat::Mp3(_) if !mp3::Lame::has_rate(rate) => Err(ExportError::Rate { format, rate }),
        #[cfg(feature = "mp3")]
        FileFormat::Mp3(Mp3::Cbr(kbps)) if !Mp3::constant(rate).contains(&kbps) => {
            Err(ExportError::Bitrate { kbps, rate })
        }
        #[cfg(not(feature = "mp3"))]
        FileFormat::Mp3(_) => Err(ExportError::NotBuiltIn(format)),
        _ => Ok(()),
    }
}

/// Sends a take as WAV to a stream such as standard output, and follows it to its end. Only whole marks are sent, since
/// a stream cannot be taken back; so it is at most one mark behind what has arrived.
///
/// # Errors
/// See [`ExportError`]; what was sent until then is sent.
pub fn stream(
    rendition: &Rendition,
    mut out: impl Write,
    progress: &dyn Fn(ExportProgress) -> ControlFlow<()>,
) -> Result<ExportSummary, ExportError> {
    write::stream(rendition, &mut out, progress)
}
