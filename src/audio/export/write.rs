//! From the takes to the file: reads, has it encoded, writes, and brings the file to a good end however that went.

use super::encode::{Encode, End, Refused};
use super::plan::{Plan, Progress, Saved};
use super::source::{Reach, Source, Step, Stuck};
use super::target::{Opened, Target};
use super::wav::Wav;
use super::{ExportError, FileFormat, TimeMap};
use crate::audio::rendition::Rendition;
use crate::audio::take::TakeError;
use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::Path;

/// How much is read at once, in samples.
const BLOCK: usize = 64 * 1024;

/// Who is asked whether to go on.
type Going<'a> = &'a dyn Fn(Progress) -> ControlFlow<()>;

/// See [`super::export`].
pub(super) fn file(
    renditions: &[Rendition],
    target: Target,
    plan: &Plan,
    follow: bool,
    going: Going<'_>,
) -> Result<Saved, ExportError> {
    let rate = checked(renditions, plan)?;
    let reach = if follow { Reach::ToTheEnd } else { Reach::Now };
    let mut source = Source::new(renditions, reach, plan.range.clone());
    let encoder = encoder(plan, rate, longest(renditions, plan, reach), target.is_file())?;
    let (part, path, file) = match target.begin()? {
        Opened::File { part, path, file } => (part, path, file),
        Opened::Stream(path, file) => {
            let mut out = Out::new(file, encoder);
            let heard = run(&mut source, &mut out, going);
            let (heard, _) = conclude(&mut out, heard, source.times(), plan);
            heard.map_err(|ended| ended.named(&path, None, out.coded))?;
            return Ok(saved(rate, source.into_times(), out.samples));
        }
    };
    let mut out = Out::new(file, encoder);
    let heard = run(&mut source, &mut out, going);
    let (heard, end) = conclude(&mut out, heard, source.times(), plan);
    let sealed = out.seal(&end).map_err(Ended::Write);
    heard.and(sealed).map_err(|ended| ended.named(&part, Some(&part), end.samples))?;
    let (samples, file) = (out.samples, out.out);
    // The name is given while the file is still locked, so that no other saving can take it for its own; only Windows
    // wants it closed before.
    let held = (!cfg!(windows)).then_some(file);
    fs::rename(&part, &path).map_err(|source| ExportError::Rename { part, path, source })?;
    drop(held);
    Ok(saved(rate, source.into_times(), samples))
}

/// See [`super::stream`].
pub(super) fn stream(rendition: &Rendition, out: &mut dyn Write, going: Going<'_>) -> Result<Saved, ExportError> {
    let rate = rendition.take().rate();
    let mut source = Source::new(std::slice::from_ref(rendition), Reach::Whole, None);
    let mut out = Out::new(out, Box::new(Wav::endless(rate)));
    let heard = run(&mut source, &mut out, going);
    heard.map_err(|ended| ended.named(Path::new("-"), None, out.coded))?;
    Ok(saved(rate, source.into_times(), out.samples))
}

fn saved(rate: u32, mut times: TimeMap, samples: u64) -> Saved {
    times.end(samples);
    Saved { samples, rate, gain_db: None, lufs: None, clipped: 0, copied: false, times }
}

/// The one rate of the takes, if the plan makes sense for them.
fn checked(renditions: &[Rendition], plan: &Plan) -> Result<u32, ExportError> {
    let first = renditions.first().ok_or(ExportError::Misused("there is no take"))?.take().rate();
    if let Some(other) = renditions.iter().map(|rendition| rendition.take().rate()).find(|rate| *rate != first) {
        return Err(ExportError::Rates { first, other });
    }
    if plan.speed != 1.0 {
        return Err(ExportError::Misused("another speed than the take's own"));
    }
    Ok(first)
}

/// The most samples that the file may get; `None` as long as a take grows.
fn longest(renditions: &[Rendition], plan: &Plan, reach: Reach) -> Option<u64> {
    let mut all = 0;
    for rendition in renditions {
        let extent = rendition.take().extent();
        if extent.growing && reach != Reach::Now {
            return None;
        }
        let joins = rendition.joins();
        let pauses = (rendition.stops().len() + 1) as u64 * u64::from(joins.sentence_ms.max(joins.paragraph_ms));
        all += extent.len + pauses * u64::from(rendition.take().rate()) / 1000;
    }
    // A float is exact enough to see whether four gigabytes are near.
    Some((all as f64 / f64::from(plan.speed)) as u64 + 1)
}

fn encoder(plan: &Plan, rate: u32, longest: Option<u64>, _can_go_back: bool) -> Result<Box<dyn Encode>, ExportError> {
    match plan.format {
        FileFormat::Wav => Ok(Box::new(Wav::new(rate, longest))),
        format => Err(ExportError::NotBuiltIn(format)),
    }
}

/// Why the writing ended early.
#[derive(Debug)]
enum Ended {
    Incomplete,
    Cancelled,
    Read(TakeError),
    Write(io::Error),
    Refused(String),
}

impl Ended {
    /// In the words of the room: what was written to `path`, which is a file that stays if it is `part` too.
    fn named(self, path: &Path, part: Option<&Path>, samples: u64) -> ExportError {
        let part = part.map(Path::to_owned);
        match self {
            Ended::Incomplete => ExportError::Incomplete { part, samples },
            Ended::Cancelled => ExportError::Cancelled { part, samples },
            Ended::Read(source) => ExportError::Read { source, part, samples },
            Ended::Write(source) => ExportError::Write { path: path.to_owned(), source, samples },
            Ended::Refused(what) => ExportError::Encode { what, part, samples },
        }
    }

    /// Whether what was pushed is not all in the file.
    fn loses(&self) -> bool {
        matches!(self, Ended::Write(_) | Ended::Refused(_))
    }
}

impl From<Stuck> for Ended {
    fn from(stuck: Stuck) -> Ended {
        match stuck {
            Stuck::Incomplete => Ended::Incomplete,
            Stuck::Read(error) => Ended::Read(error),
        }
    }
}

impl From<Refused> for Ended {
    fn from(refused: Refused) -> Ended {
        Ended::Refused(refused.0)
    }
}

/// Writes all of the source, as far as it goes.
fn run<W: Write>(source: &mut Source<'_>, out: &mut Out<W>, going: Going<'_>) -> Result<(), Ended> {
    out.begin()?;
    let mut block = vec![0; BLOCK];
    loop {
        if going(Progress { samples: out.samples, done: source.done() }).is_break() {
            return Err(Ended::Cancelled);
        }
        match source.read(&mut block)? {
            Step::Sound(samples) => out.push(&block[..samples])?,
            Step::Nothing => source.wait(),
            Step::End => return Ok(()),
        }
    }
}

/// Brings the body to its end, if it takes one; how it went, and how the sound ended.
fn conclude<W: Write>(
    out: &mut Out<W>,
    heard: Result<(), Ended>,
    times: &TimeMap,
    plan: &Plan,
) -> (Result<(), Ended>, End) {
    let place = |chapter: &super::Chapter| times.of(chapter.take, chapter.sample).unwrap_or(out.samples);
    let mut end = End { samples: out.samples, chapters: plan.chapters.iter().map(place).collect(), whole: true };
    let heard = match heard {
        Err(ended) if ended.loses() => Err(ended),
        // Also of what ended early the file is to be a valid one.
        heard => out.finish(&end).and(heard),
    };
    if heard.as_ref().is_err_and(Ended::loses) {
        (end.whole, end.samples) = (false, out.coded);
    }
    (heard, end)
}

/// What is being written.
struct Out<W> {
    out: W,
    encoder: Box<dyn Encode>,
    bytes: Vec<u8>,
    /// Samples that were pushed.
    samples: u64,
    /// Bytes and samples that are in it for certain.
    written: u64,
    coded: u64,
}

impl<W: Write> Out<W> {
    fn new(out: W, encoder: Box<dyn Encode>) -> Out<W> {
        Out { out, encoder, bytes: Vec::new(), samples: 0, written: 0, coded: 0 }
    }

    fn begin(&mut self) -> Result<(), Ended> {
        self.bytes = self.encoder.head(None);
        self.write()
    }

    fn push(&mut self, samples: &[i16]) -> Result<(), Ended> {
        self.bytes.clear();
        self.encoder.push(samples, &mut self.bytes)?;
        self.samples += samples.len() as u64;
        self.write()
    }

    fn finish(&mut self, end: &End) -> Result<(), Ended> {
        self.bytes.clear();
        self.encoder.finish(end, &mut self.bytes)?;
        self.write()
    }

    fn write(&mut self) -> Result<(), Ended> {
        if !self.bytes.is_empty() {
            self.out.write_all(&self.bytes).and_then(|()| self.out.flush()).map_err(Ended::Write)?;
        }
        // Counted block by block, so that after an error the head speaks of what is really there.
        self.written += self.bytes.len() as u64;
        self.coded = self.encoder.coded();
        Ok(())
    }
}

impl Out<File> {
    /// Makes a valid file of what was written: the head that says how it ended, and nothing behind what counts.
    fn seal(&mut self, end: &End) -> io::Result<()> {
        self.out.set_len(self.written)?;
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&self.encoder.head(Some(end)))?;
        self.out.sync_all()
    }
}
