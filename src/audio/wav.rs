//! Saving a take as WAV: to a file, also while the take grows, or to a stream that cannot be gone back in.
//!
//! What is saved is what was received: before volume, speed and resampling.

mod header;
mod target;

use target::Opened;
pub use target::Target;

use super::take::{Extent, Reader, Take, TakeError};
use header::{Layout, WIDTH, header, stream_header};
use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// How much is copied at once, in bytes.
const BLOCK: usize = 256 * 1024;

/// What was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// How many samples the file has.
    pub samples: u64,
}

/// Why a take was not saved as a whole. Where `part` is named, that file is a valid WAV of the first `samples` samples.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file cannot be made: no such folder, no permission, a read-only disk.
    #[error("cannot create {path}: {source}", path = path.display())]
    Create {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file, or the stream, does not take more: disk full, the other end of the pipe is gone.
    #[error("cannot write {path}: {source}", path = path.display())]
    Write {
        /// The file; `-` for a stream.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
        /// How many samples are in it.
        samples: u64,
    },
    /// The finished file cannot get its name; it stays as `part`, and is whole.
    #[error("cannot rename {part} to {path}: {source}", part = part.display(), path = path.display())]
    Rename {
        /// What was written.
        part: PathBuf,
        /// The name it was to get.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The take cannot be read.
    #[error("cannot read the take: {source}")]
    Read {
        /// Why.
        source: TakeError,
        /// What was written; `None` for a stream.
        part: Option<PathBuf>,
        /// How many samples are in it.
        samples: u64,
    },
    /// The take ended without being whole: it was stopped, or a segment failed.
    #[error("the take ended before it was whole")]
    Incomplete {
        /// What was written; `None` for a stream.
        part: Option<PathBuf>,
        /// How many samples are in it.
        samples: u64,
    },
    /// The caller wanted no more.
    #[error("cancelled")]
    Cancelled {
        /// What was written; `None` for a stream.
        part: Option<PathBuf>,
        /// How many samples are in it.
        samples: u64,
    },
}

impl ExportError {
    /// What kind of refusal the system gave, where it was the system: `StorageFull`, `PermissionDenied`, `BrokenPipe`, …
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        match self {
            ExportError::Create { source, .. }
            | ExportError::Write { source, .. }
            | ExportError::Rename { source, .. } => Some(source.kind()),
            ExportError::Read { source, .. } => source.io_kind(),
            ExportError::Incomplete { .. } | ExportError::Cancelled { .. } => None,
        }
    }

    /// The file that was left, if one was.
    pub fn part(&self) -> Option<&Path> {
        match self {
            ExportError::Write { path, .. } => Some(path.as_path()).filter(|path| *path != Path::new("-")),
            ExportError::Rename { part, .. } => Some(part),
            ExportError::Read { part, .. }
            | ExportError::Incomplete { part, .. }
            | ExportError::Cancelled { part, .. } => part.as_deref(),
            ExportError::Create { .. } => None,
        }
    }
}

/// Saves a take as `path`, by way of `path.part`, which gets its name when it is whole; a file of that name is replaced.
/// A pipe or a device gets it as [`stream`] does.
///
/// With `follow` the take is followed to its end, and if it ends without being complete that is
/// [`ExportError::Incomplete`]. Without, what is there now is saved (of a take that grows, the whole marks), and that is a success.
///
/// `progress` gets the number of samples written, before the first and after each block and each change of the take,
/// and may end it. To cancel while the take does not move, let `progress` answer `Break` and call [`Take::wake`].
///
/// # Errors
/// See [`ExportError`]. What was written until then stays as a valid `path.part`.
pub fn export(
    take: &Take,
    path: &Path,
    follow: bool,
    progress: &dyn Fn(u64) -> ControlFlow<()>,
) -> Result<Saved, ExportError> {
    export_to(take, Target::open(path)?, follow, progress)
}

/// The same, to a target that was opened before.
///
/// # Errors
/// As [`export`].
pub fn export_to(
    take: &Take,
    target: Target,
    follow: bool,
    progress: &dyn Fn(u64) -> ControlFlow<()>,
) -> Result<Saved, ExportError> {
    let (part, path, mut file) = match target.begin()? {
        Opened::File { part, path, file } => (part, path, file),
        Opened::Stream(out) => return stream(take, out, progress),
    };
    let create = |source| ExportError::Create { path: part.clone(), source };

    // While the take grows nobody knows how long it will be; a header with room for RF64 costs 36 bytes more, so a take
    // whose length is known gets it only if it needs it.
    let extent = take.extent();
    let layout = Layout::for_samples(extent.len, extent.growing && follow);
    // Sizes of a stream for now: should this process be killed, most programs can read such a file.
    file.write_all(&stream_header(layout, take.rate())).map_err(create)?;

    // Of a take that grows only whole marks are safe from being left out in this very moment.
    let now = if extent.growing { extent.whole } else { extent.len };
    let follow = if follow { Follow::ToTheEnd } else { Follow::Now(now) };
    let mut sink = Sink { out: &mut file, samples: 0 };
    let ended = copy(take, follow, &mut sink, progress);
    let samples = sink.samples;
    let sized = finish(&mut file, layout, take.rate(), samples);

    match ended {
        Ended::Whole => {}
        Ended::Incomplete => return Err(ExportError::Incomplete { part: Some(part), samples }),
        Ended::Cancelled => return Err(ExportError::Cancelled { part: Some(part), samples }),
        Ended::Read(source) => return Err(ExportError::Read { source, part: Some(part), samples }),
        Ended::Write(source) => return Err(ExportError::Write { path: part, source, samples }),
    }
    sized.map_err(|source| ExportError::Write { path: part.clone(), source, samples })?;
    // Closed before it is renamed: Windows asks for it.
    drop(file);
    fs::rename(&part, &path).map_err(|source| ExportError::Rename { part, path, source })?;
    Ok(Saved { samples })
}

/// Sends a take as WAV to a stream such as standard output, and follows it to its end. Only whole marks are sent, since
/// a stream cannot be taken back; so it is at most one mark behind what has arrived.
///
/// # Errors
/// See [`ExportError`]; what was sent until then is sent.
pub fn stream(take: &Take, out: impl Write, progress: &dyn Fn(u64) -> ControlFlow<()>) -> Result<Saved, ExportError> {
    let failed = |samples| move |source| ExportError::Write { path: "-".into(), source, samples };
    let mut wav = StreamWav::new(out, take.rate()).map_err(failed(0))?;
    let mut sink = Sink { out: &mut wav, samples: 0 };
    let ended = copy(take, Follow::Whole, &mut sink, progress);
    let samples = sink.samples;
    match ended {
        Ended::Whole => Ok(Saved { samples }),
        Ended::Incomplete => Err(ExportError::Incomplete { part: None, samples }),
        Ended::Cancelled => Err(ExportError::Cancelled { part: None, samples }),
        Ended::Read(source) => Err(ExportError::Read { source, part: None, samples }),
        Ended::Write(source) => Err(failed(samples)(source)),
    }
}

/// A WAV for a stream whose length is not known: RIFF and data sizes are 0xFFFFFFFF.
pub struct StreamWav<W: Write>(W);

impl<W: Write> StreamWav<W> {
    /// Writes the header; `rate` in Hz.
    pub fn new(mut out: W, rate: u32) -> io::Result<StreamWav<W>> {
        out.write_all(&stream_header(Layout::Plain, rate))?;
        out.flush()?;
        Ok(StreamWav(out))
    }

    /// Writes samples, and does not hold them back.
    pub fn samples(&mut self, samples: &[i16]) -> io::Result<()> {
        let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        self.write_all(&bytes)?;
        self.flush()
    }

    /// Gives back what it writes to.
    pub fn into_inner(self) -> W {
        self.0
    }
}

/// Bytes are samples as they stand in the file: little-endian.
impl<W: Write> Write for StreamWav<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// How far to copy.
enum Follow {
    /// So many samples, and no further.
    Now(u64),
    /// To the end of the take, and then all that can be played.
    ToTheEnd,
    /// To the end of the take, but never a mark that is not whole.
    Whole,
}

impl Follow {
    /// How far it may go now. While the take grows only whole marks are safe from being left out later.
    fn limit(&self, extent: Extent) -> u64 {
        match self {
            Follow::Now(samples) => *samples,
            Follow::ToTheEnd if !extent.growing => extent.len,
            Follow::ToTheEnd | Follow::Whole => extent.whole,
        }
    }
}

enum Ended {
    Whole,
    Incomplete,
    Cancelled,
    Read(TakeError),
    Write(io::Error),
}

struct Sink<'a, W> {
    out: &'a mut W,
    samples: u64,
}

fn copy<W: Write>(
    take: &Take,
    follow: Follow,
    sink: &mut Sink<'_, W>,
    progress: &dyn Fn(u64) -> ControlFlow<()>,
) -> Ended {
    let mut reader = take.reader();
    let mut block = vec![0; BLOCK];
    let mut extent = take.extent();
    loop {
        if progress(sink.samples).is_break() {
            return Ended::Cancelled;
        }
        let left = follow.limit(extent).saturating_sub(sink.samples);
        if left == 0 {
            match follow {
                Follow::Now(_) => return Ended::Whole,
                _ if extent.complete => return Ended::Whole,
                _ if !extent.growing => return Ended::Incomplete,
                _ => extent = take.wait(extent.changes),
            }
            continue;
        }
        if let Err(ended) = sink.copy(&mut reader, &mut block, left) {
            return ended;
        }
    }
}

impl<W: Write> Sink<'_, W> {
    /// Copies at most a block, and at most `left` samples.
    fn copy(&mut self, reader: &mut Reader, block: &mut [u8], left: u64) -> Result<(), Ended> {
        let bytes = usize::try_from(left * WIDTH).map_or(block.len(), |left| left.min(block.len()));
        let bytes = reader.read_bytes(self.samples, &mut block[..bytes]).map_err(Ended::Read)?;
        if bytes == 0 {
            return Err(Ended::Incomplete);
        }
        // Counted piece by piece, so that after an error the header speaks of what is really there.
        self.out.write_all(&block[..bytes]).and_then(|()| self.out.flush()).map_err(Ended::Write)?;
        self.samples += bytes as u64 / WIDTH;
        Ok(())
    }
}

/// Makes a valid WAV of what was written: right sizes, and nothing behind the last counted sample.
fn finish(file: &mut File, layout: Layout, rate: u32, samples: u64) -> io::Result<()> {
    let header = header(layout, rate, samples);
    file.set_len(header.len() as u64 + samples * WIDTH)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&header)?;
    file.sync_all()
}
