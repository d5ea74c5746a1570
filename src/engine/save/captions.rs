//! What is written beside a saved file: captions, and the receipt.
//!
//! Captions show the text as the user wrote it, never what the service made of it; of Markdown, what is spoken, since
//! nobody wants to read its signs below a film. A sentence is one or several captions; those that would be gone in a
//! moment are shown together with the next, unless there is a pause in between.

mod receipt;

use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::audio::files::captions::{Captions, Cue, Word};
use crate::audio::files::export::{Chapter, FileFormat, TimeMap};
use crate::audio::take::Take;
use crate::audio::timing;
use crate::audio::{HeardSample, TakeSample};
use crate::engine::cast::Cast;
use crate::engine::failure;
use crate::engine::save::order::{RECEIPT, SaveTo};
use crate::engine::save::scripts::Scripts;
use crate::store::atomic::Privacy;
use crate::store::{FileAct, StoreError, atomic};
use crate::text::{Script, caption};
use crate::words::Failure;

/// A caption is shown for this long at least, where the next one leaves room, in seconds.
const SHORTEST: f64 = 1.0;

/// Writes what the order wants beside a file that was saved, and says what that is. `times` counts samples of `rate` Hz.
/// What is there of an earlier saving is replaced, as the file itself was.
///
/// # Errors
/// A file cannot be written, or the saved one not be read.
pub(super) fn beside(
    scripts: &Scripts<'_>,
    chapters: &[Chapter],
    to: &SaveTo,
    times: &TimeMap,
    rate: u32,
) -> Result<Vec<PathBuf>, Failure> {
    let order = &to.order;
    let mut written = Vec::new();
    // Beside a pipe or a device there is nothing.
    if (order.captions.is_empty() && !order.receipt) || !to.path.is_file() {
        return Ok(written);
    }
    let mut write = |ending: &str, bytes: &[u8]| {
        let path = path_beside(&to.path, ending);
        let result = atomic::write(&path, bytes, Privacy::Public);
        written.push(path);
        result.map_err(|error| failure::store(&error))
    };
    let mut captions = captions(scripts, order.karaoke, times, rate);
    let place = |chapter: &Chapter| Some((chapter.place(times)?, chapter.title.clone()));
    captions.chapters = chapters.iter().filter_map(place).collect();
    for format in &order.captions {
        write(format.ending(), captions.write(*format).as_bytes())?;
    }
    if order.receipt {
        write(RECEIPT, &receipt::json(scripts, to, times, &captions)?)?;
    }
    Ok(written)
}

/// Whether everything that the order wants beside a file can have its name: what cannot is found out before anything is
/// paid for.
///
/// # Errors
/// The name is too long for the disk, or there is a folder of it.
pub(in crate::engine) fn could_stand_beside(to: &SaveTo) -> Result<(), Failure> {
    for ending in to.order.endings().into_iter().skip(1) {
        let path = path_beside(&to.path, ending);
        let refused = match path.symlink_metadata() {
            Ok(there) if there.is_dir() => ErrorKind::IsADirectory.into(),
            Err(error) if error.kind() != ErrorKind::NotFound => error,
            _ => continue,
        };
        return Err(failure::store(&StoreError::File { act: FileAct::Write, path, source: refused }));
    }
    Ok(())
}

/// `x.wav` with another ending; a name that has none of ours keeps what it has.
pub(in crate::engine) fn path_beside(path: &Path, ending: &str) -> PathBuf {
    let known = FileFormat::of(path).is_some();
    let stem = if known { path.file_stem() } else { path.file_name() };
    let mut name = stem.unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

/// The captions of a file of these takes.
fn captions(scripts: &Scripts<'_>, karaoke: bool, times: &TimeMap, rate: u32) -> Captions {
    let mut cues: Vec<Cue> = Vec::new();
    let mut title = None;
    for (number, take) in scripts.takes().iter().enumerate() {
        let teller = Teller::new(take, number, scripts.get(number), times, rate);
        title = title.or_else(|| teller.first_line());
        teller.tell(karaoke, &mut cues);
    }
    // Where a pause follows, what is short stays a little longer.
    let shortest = HeardSample::at_seconds(SHORTEST, rate);
    let mut next = times.samples();
    for cue in cues.iter_mut().rev() {
        let longer = (cue.samples.start + shortest).min(next);
        cue.samples.end = cue.samples.end.max(longer);
        next = cue.samples.start;
    }
    let artist = scripts.takes().first().map(|take| take.header().voice_name.clone()).unwrap_or_default();
    Captions {
        title: title.unwrap_or_default(),
        artist,
        rate,
        samples: times.samples(),
        cues,
        chapters: Vec::new(),
        karaoke,
    }
}

/// Where a part of the text is heard in the file.
struct CueTime {
    samples: Range<HeardSample>,
    /// Whether its start is known.
    exact: bool,
}

/// One take of a file.
struct Teller<'a> {
    take: &'a Take,
    number: usize,
    script: Arc<Script>,
    cast: Option<Cast>,
    times: &'a TimeMap,
    rate: u32,
    /// What of the take is in the file.
    kept: Range<TakeSample>,
}

impl<'a> Teller<'a> {
    fn new(take: &'a Take, number: usize, script: Arc<Script>, times: &'a TimeMap, rate: u32) -> Teller<'a> {
        let kept = times.range(number).unwrap_or_default();
        Teller { take, number, script, cast: Cast::of(take.header()), times, rate, kept }
    }

    /// What stands for a title.
    fn first_line(&self) -> Option<String> {
        let sentence = self.script.sentences().first()?.spoken.clone();
        let line = caption::captions(self.script.spoken(), sentence).first()?.first()?.clone();
        Some(self.script.shown(&self.take.text(), line))
    }

    /// Adds the captions of the take.
    fn tell(&self, karaoke: bool, cues: &mut Vec<Cue>) {
        let (text, written) = (self.script.spoken(), self.take.text());
        let laid: Vec<Vec<Range<usize>>> =
            self.blocks().into_iter().flat_map(|block| caption::captions(text, block)).collect();
        let ranges: Vec<Range<usize>> = laid.iter().map(|lines| lines[0].start..lines[lines.len() - 1].end).collect();
        let words: Vec<Vec<Vec<Range<usize>>>> = laid.iter().map(|lines| self.words(lines, karaoke)).collect();
        let starts = if karaoke { self.time(&words.concat().concat()) } else { Vec::new() };
        let mut starts = starts.into_iter();
        for ((lines, timed), range) in words.into_iter().zip(self.time(&ranges)).zip(&ranges) {
            let Some(CueTime { samples, exact }) = timed else {
                starts.by_ref().take(lines.iter().map(Vec::len).sum()).for_each(drop);
                continue;
            };
            let mut word = |spoken: Range<usize>| {
                let start = starts.next().flatten().map_or(samples.start, |word| word.samples.start);
                Word { text: self.script.shown(&written, spoken), sample: start }
            };
            let lines = lines.into_iter().map(|words| words.into_iter().map(&mut word).collect()).collect();
            cues.push(Cue { samples, exact, speaker: self.speaker(range.start), lines });
        }
    }

    /// Who speaks a byte of the spoken text, where the take has several voices.
    fn speaker(&self, spoken: usize) -> Option<String> {
        let speaker = self.cast.as_ref()?.speaker(self.script.speaker_at(spoken));
        Some(speaker.map_or(&self.take.header().voice_name, |speaker| &speaker.name).clone())
    }

    /// The words of the lines of a caption, or each line as one; with the blank behind it, for those who join the lines.
    fn words(&self, lines: &[Range<usize>], karaoke: bool) -> Vec<Vec<Range<usize>>> {
        let ends = lines.iter().skip(1).map(|next| next.start).chain(lines.last().map(|last| last.end));
        let lines = lines.iter().zip(ends).map(|(line, end)| line.start..end);
        lines.map(|line| if karaoke { caption::words(self.script.spoken(), line) } else { vec![line] }).collect()
    }

    /// The sentences that are in the file; the short ones together with the next, if that is of the same paragraph and all
    /// fits one caption.
    fn blocks(&self) -> Vec<Range<usize>> {
        let sentences = self.script.sentences();
        let spoken: Vec<Range<usize>> = sentences.iter().map(|sentence| sentence.spoken.clone()).collect();
        let shortest = HeardSample::at_seconds(SHORTEST, self.rate);
        let mut blocks: Vec<Range<usize>> = Vec::new();
        // How long the last block is, as long as its paragraph has not ended.
        let mut before: Option<HeardSample> = None;
        for (at, (sentence, timed)) in sentences.iter().zip(self.time(&spoken)).enumerate() {
            let Some(CueTime { samples, .. }) = timed else { continue };
            let length = samples.end - samples.start;
            let short = before.is_some_and(|before| before.min(length) < shortest);
            let joined = blocks.last().filter(|_| short).map(|last| last.start..sentence.spoken.end);
            let joined = joined.filter(|both| caption::captions(self.script.spoken(), both.clone()).len() == 1);
            let block = match (joined, blocks.last_mut()) {
                (Some(both), Some(last)) => {
                    *last = both;
                    before.unwrap_or_default() + length
                }
                _ => {
                    blocks.push(sentence.spoken.clone());
                    length
                }
            };
            let goes_on = !sentence.paragraph_end && self.script.pause_before(at + 1) == 0;
            before = goes_on.then_some(block);
        }
        blocks
    }

    /// Where ranges of the spoken text are in the file; `None` for what is not in it.
    fn time(&self, ranges: &[Range<usize>]) -> Vec<Option<CueTime>> {
        let weight = |range: Range<usize>| self.script.weight(range);
        let timed = timing::time(self.take, ranges, &weight);
        timed.into_iter().map(|timed| self.place(timed?)).collect()
    }

    fn place(&self, timed: timing::Timed) -> Option<CueTime> {
        let start = timed.samples.start.max(self.kept.start);
        let end = timed.samples.end.min(self.kept.end);
        if start >= end {
            return None;
        }
        let whole = start == timed.samples.start;
        // Who cuts between two sentences hears nothing of the other one.
        let is_cut = !whole || end < timed.samples.end;
        if is_cut && self.take.reader().is_silent(start..end).unwrap_or(false) {
            return None;
        }
        // Not where the next one begins: between the two may be a pause.
        let from = self.times.of(self.number, start)?;
        let to = self.times.end_of(self.number, end)?;
        Some(CueTime { samples: from..to.max(from), exact: timed.exact && whole })
    }
}
