//! From the takes to the file: reads, has it encoded, writes, and brings the file to a good end however that went.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

use crate::audio::clocks::HeardSample;
use crate::audio::files::export::copied::Copied;
use crate::audio::files::export::encode::{Encode, EncodedEnd, OutputKind};
use crate::audio::files::export::encoder::encoder;
use crate::audio::files::export::ended::{Ended, KeepGoing};
use crate::audio::files::export::plan::{Chapter, ExportPlan, ExportProgress, ExportSummary, ExportUntil};
use crate::audio::files::export::sound::FileSound;
use crate::audio::files::export::source::{BlockSource, ReadLimit};
use crate::audio::files::export::target::{ExportTarget, OpenTarget};
use crate::audio::files::export::wav::Wav;
use crate::audio::files::export::{ExportError, FileFormat};
use crate::audio::play::stretch::SPEEDS;
use crate::audio::rendition::Rendition;
use crate::audio::take::Take;

/// How much is moved at once, in bytes.
const MOVED: usize = 1 << 20;

/// See [`crate::audio::files::export::export`].
pub(super) fn file(
    renditions: &[Rendition],
    target: ExportTarget,
    plan: &ExportPlan,
    until: ExportUntil,
    going: KeepGoing<'_>,
) -> Result<ExportSummary, ExportError> {
    let rate = checked(renditions, plan)?;
    let reach = match until {
        ExportUntil::Now => ReadLimit::Now,
        ExportUntil::End => ReadLimit::ToTheEnd,
    };
    let may_come = |take: &Take| until == ExportUntil::End && take.is_growing();
    let is_nothing = |take: &Take| take.is_empty() && !may_come(take) && take.lost().is_none();
    if renditions.iter().map(Rendition::take).all(is_nothing) {
        return Err(ExportError::NoSound);
    }
    let begun = copied(renditions, plan, rate, reach, going).and_then(|copied| {
        let source = BlockSource::new(renditions, reach, plan);
        Ok((copied, FileSound::new(source, plan, rate, going)?))
    });
    let (copied, sound) = match begun.map_err(|ended| ended.unless_unwanted(going)) {
        Ok(begun) => begun,
        Err(Ended::Cancelled) => {
            target.give_up();
            return Err(ExportError::Cancelled);
        }
        Err(ended) => return Err(ended.named(target.path(), None, HeardSample::ZERO)),
    };
    let (encoder, copied): (Box<dyn Encode>, bool) = match copied {
        Some(copied) => (Box::new(copied), true),
        None => {
            let output = if target.is_file() { OutputKind::File } else { OutputKind::Stream };
            (encoder(plan, rate, longest(renditions, plan, reach), output)?, false)
        }
    };
    let saved = match target.begin()? {
        OpenTarget::File { part, path, file } => {
            let (sound, out) = to_file(sound, OutputFile::new(file, encoder), plan, going, &part)?;
            // The name is given while the file is still locked, so that no other saving can take it for its own; only
            // Windows wants it closed before.
            let (samples, file) = (out.samples, out.out);
            let held = (!cfg!(windows)).then_some(file);
            fs::rename(&part, &path).map_err(|source| ExportError::Rename { part, path, source })?;
            drop(held);
            sound.saved(samples)
        }
        OpenTarget::Stream(path, file) => {
            let mut out = OutputFile::new(file, encoder);
            let (sound, heard, _) = run(sound, &mut out, plan, going);
            heard.map_err(|ended| ended.named(&path, None, out.coded))?;
            sound.saved(out.samples)
        }
    };
    Ok(ExportSummary { copied, ..saved })
}

/// Writes a file that is a valid one however this ends, unless nobody wants it any more.
fn to_file<'a>(
    sound: FileSound<'a>,
    mut out: OutputFile<File>,
    plan: &ExportPlan,
    going: KeepGoing<'_>,
    part: &Path,
) -> Result<(FileSound<'a>, OutputFile<File>), ExportError> {
    let (sound, heard, end) = run(sound, &mut out, plan, going);
    let heard = heard.map_err(|ended| ended.unless_unwanted(going));
    let unwanted = matches!(heard, Err(Ended::Cancelled));
    if let Err(ended) = heard {
        // A part without any sound is of no use to anybody, and one that was cancelled has all of it in the take. The file is
        // still locked, so it is no other saving's.
        if unwanted || end.samples == 0 {
            fs::remove_file(part).ok();
            return Err(ended.named(part, None, HeardSample::ZERO));
        }
        // What went wrong first is told.
        out.seal(&end).ok();
        return Err(ended.named(part, Some(part), end.samples));
    }
    out.seal(&end).map_err(|error| Ended::Write(error).named(part, Some(part), end.samples))?;
    Ok((sound, out))
}

/// See [`crate::audio::files::export::stream`].
pub(super) fn stream(
    rendition: &Rendition,
    out: &mut dyn Write,
    going: KeepGoing<'_>,
) -> Result<ExportSummary, ExportError> {
    let rate = rendition.take().rate();
    let plan = ExportPlan::default();
    let named = |ended: Ended, samples| ended.named(Path::new("-"), None, samples);
    let source = BlockSource::new(std::slice::from_ref(rendition), ReadLimit::Whole, &plan);
    let sound = FileSound::new(source, &plan, rate, going).map_err(|ended| named(ended, HeardSample::ZERO))?;
    let mut out = OutputFile::new(out, Box::new(Wav::endless(rate)));
    let (sound, heard, _) = run(sound, &mut out, &plan, going);
    heard.map_err(|ended| named(ended, out.coded))?;
    Ok(sound.saved(out.samples))
}

/// The packets that are copied, where that is what the plan comes to.
fn copied(
    renditions: &[Rendition],
    plan: &ExportPlan,
    rate: u32,
    reach: ReadLimit,
    going: KeepGoing<'_>,
) -> Result<Option<Copied>, Ended> {
    if !matches!(plan.format, FileFormat::Opus { .. }) || !Copied::suits(plan, renditions) {
        return Ok(None);
    }
    for take in renditions.iter().map(Rendition::take) {
        let mut extent = take.extent();
        // Whether every request is heard as a whole is known only at the end, so a take that comes as Opus is waited for.
        while reach == ReadLimit::ToTheEnd && extent.growing && (extent.whole == 0 || take.begins_with_packets()) {
            if going(ExportProgress { samples: HeardSample::ZERO, done: 0.0 }).is_break() {
                return Err(Ended::Cancelled);
            }
            extent = take.wait_for_fact(extent.facts);
        }
        if extent.growing || !extent.complete {
            return Ok(None);
        }
    }
    Ok(Copied::new(plan, rate, renditions)?)
}

/// The one rate of the takes, if the plan makes sense for them.
fn checked(renditions: &[Rendition], plan: &ExportPlan) -> Result<u32, ExportError> {
    let first = renditions.first().ok_or(ExportError::Misused("there is no take"))?.take().rate();
    if let Some(other) = renditions.iter().map(|rendition| rendition.take().rate()).find(|rate| *rate != first) {
        return Err(ExportError::Rates { first, other });
    }
    if !(SPEEDS.0..=SPEEDS.1).contains(&plan.speed) {
        return Err(ExportError::Misused("a speed that is not between 0.5 and 3.0"));
    }
    Ok(first)
}

/// The most samples that the file may get; `None` as long as a take grows.
fn longest(renditions: &[Rendition], plan: &ExportPlan, reach: ReadLimit) -> Option<HeardSample> {
    let mut all = 0;
    for rendition in renditions {
        let extent = rendition.take().extent();
        if extent.growing && reach != ReadLimit::Now {
            return None;
        }
        let joins = rendition.joins();
        let pauses = (rendition.sentences().len() + 1) as u64 * u64::from(joins.sentence_ms.max(joins.paragraph_ms));
        all += extent.len.0 + pauses * u64::from(rendition.take().rate()) / 1000;
    }
    // A float is exact enough to see whether four gigabytes are near.
    Some(HeardSample((all as f64 / f64::from(plan.speed)) as u64 + 1))
}

/// Writes all of the sound, as far as it goes, and brings the body to its end; how it went, and how the sound ended.
fn run<'a, W: Write>(
    mut sound: FileSound<'a>,
    out: &mut OutputFile<W>,
    plan: &ExportPlan,
    going: KeepGoing<'_>,
) -> (FileSound<'a>, Result<(), Ended>, EncodedEnd) {
    let heard = out.begin().and_then(|()| sound.hear(going, &mut |samples| out.push(samples)));
    sound.end(out.samples);
    let place = |chapter: &Chapter| chapter.place(sound.times()).unwrap_or(out.samples);
    let chapters = plan.chapters.iter().map(place).collect();
    let mut end = EncodedEnd { samples: out.samples, chapters, whole: true };
    let heard = match heard {
        Err(ended) if ended.loses() => Err(ended),
        // Also of what ended early the file is to be a valid one.
        heard => out.finish(&end).and(heard),
    };
    if heard.as_ref().is_err_and(Ended::loses) {
        (end.whole, end.samples) = (false, out.coded);
    }
    (sound, heard, end)
}

/// What is being written.
struct OutputFile<W> {
    out: W,
    encoder: Box<dyn Encode>,
    /// How long the head was at the beginning.
    head: u64,
    bytes: Vec<u8>,
    /// How many samples were pushed.
    samples: HeardSample,
    /// Bytes and samples that are in it for certain.
    written: u64,
    coded: HeardSample,
}

impl<W: Write> OutputFile<W> {
    fn new(out: W, encoder: Box<dyn Encode>) -> OutputFile<W> {
        let none = HeardSample::ZERO;
        OutputFile { out, encoder, head: 0, bytes: Vec::new(), samples: none, written: 0, coded: none }
    }

    fn begin(&mut self) -> Result<(), Ended> {
        self.bytes = self.encoder.head(None);
        self.head = self.bytes.len() as u64;
        self.write()
    }

    fn push(&mut self, samples: &[i16]) -> Result<(), Ended> {
        self.bytes.clear();
        self.encoder.push(samples, &mut self.bytes)?;
        self.samples += samples.len();
        self.write()
    }

    fn finish(&mut self, end: &EncodedEnd) -> Result<(), Ended> {
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

impl OutputFile<File> {
    /// Makes a valid file of what was written: the head that says how it ended, and nothing after what counts.
    fn seal(&mut self, end: &EncodedEnd) -> io::Result<()> {
        self.out.set_len(self.written)?;
        let outgrown = self.encoder.outgrown(end);
        if outgrown > 0 {
            move_up(&mut self.out, self.head..self.written, outgrown)?;
        }
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&self.encoder.head(Some(end)))?;
        self.out.sync_all()
    }
}

/// Moves the bytes of a range that ends with the file by so many, the last ones first.
fn move_up(file: &mut (impl Read + Write + Seek), body: Range<u64>, by: u64) -> io::Result<()> {
    // If there is no room even for this, nothing has been moved.
    file.seek(SeekFrom::Start(body.end))?;
    io::copy(&mut io::repeat(0).take(by), file)?;
    let (mut block, mut end) = (vec![0; MOVED], body.end);
    while end > body.start {
        let length = (end - body.start).min(MOVED as u64);
        end -= length;
        let block = &mut block[..length as usize];
        file.seek(SeekFrom::Start(end))?;
        file.read_exact(block)?;
        file.seek(SeekFrom::Start(end + by))?;
        file.write_all(block)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_of_any_length_is_moved_as_it_is() {
        for length in [0, 1, 35, 36, 37, MOVED - 1, MOVED, MOVED + 1, 2 * MOVED + 7] {
            let body: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            let mut file = io::Cursor::new([&b"head"[..], &body].concat());
            move_up(&mut file, 4..4 + length as u64, 36).unwrap();
            let moved = file.into_inner();
            assert_eq!(moved.len(), 4 + 36 + length);
            assert!(moved[40..] == body, "{length}");
        }
    }
}
