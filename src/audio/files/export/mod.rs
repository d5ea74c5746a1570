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
mod encoder;
mod ended;
mod error;
mod flac;
mod format;
mod header;
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

pub use encoder::suits;
pub use error::ExportError;
pub use format::{FORMATS, FileFormat, FormatInfo, Mp3};
pub use plan::{Begins, Chapter, ExportPlan, ExportProgress, ExportSummary, ExportUntil, Tags};
pub use target::{ExportTarget, part_of};
pub use times::TimeMap;

use crate::audio::rendition::Rendition;

/// Saves takes as a file, by way of its `.part`, which gets its name when it is whole; a file of that name is replaced. A
/// pipe or a device gets what can be had without going back.
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
    until: ExportUntil,
    progress: &dyn Fn(ExportProgress) -> ControlFlow<()>,
) -> Result<ExportSummary, ExportError> {
    write::file(renditions, target, plan, until, progress)
}

/// Sends a take as WAV to a stream such as standard output, and follows it to its end. Only whole marks are sent, since
/// a stream cannot be taken back; so it is at most one mark late.
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
