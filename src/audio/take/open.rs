//! Opening a take that was written before, whole or not.

use std::ops::Range;
use std::path::Path;
use std::sync::PoisonError;

use crate::audio::clocks::{RequestSample, TakeSample};
use crate::audio::take::index::Index;
use crate::audio::take::journal::{Header, JournalLine, SegmentPlan};
use crate::audio::take::{TakeError, TakeShared, VersionId, journal, pcm_path};

/// Reads the journal in `dir`. Also returns how long it is up to its last whole line, in bytes.
pub(super) fn open(dir: &Path) -> Result<(TakeShared, u64), TakeError> {
    let mut index: Option<Index> = None;
    let history = journal::read(dir, |header, line| {
        let index = index.get_or_insert_with(|| Index::new(header));
        replay(index, dir, header, line);
    })?;
    let damaged = |what: &str| TakeError::Damaged { path: journal::path(dir), what: what.into() };
    fits(&history.header).map_err(damaged)?;
    let mut index = index.unwrap_or_else(|| Index::new(&history.header));
    index.first_epoch();
    index.look_for_short_files();
    if let Some(line) = history.unreadable {
        index.damage.get_or_insert_with(|| format!("line {line} of the journal cannot be read"));
    }
    Ok((TakeShared::over(dir, history.header, index), history.bytes))
}

/// Reads the journal in `dir` as if another version of a passage were heard; nothing is written. Also returns where the
/// passage is heard then.
pub(super) fn with_version(dir: &Path, version: VersionId) -> Result<(TakeShared, Range<TakeSample>), TakeError> {
    let (mut shared, _) = open(dir)?;
    let index = shared.index.get_mut().unwrap_or_else(PoisonError::into_inner);
    let line = JournalLine::Use { version };
    index.check(&line).map_err(TakeError::Misused)?;
    index.apply(&line);
    let passage = index.passages().into_iter().find(|passage| passage.has(version));
    let samples = passage.map(|passage| passage.samples).ok_or(TakeError::Misused("the version is not heard"))?;
    Ok((shared, samples))
}

/// Does again what a line says. One that makes no sense is stepped over: its loss is smaller than that of the take.
fn replay(index: &mut Index, dir: &Path, header: &Header, line: &JournalLine) {
    let mark;
    let line = match line {
        JournalLine::Mark { request, sample, spoken, source } => {
            let source = header.text.floor_char_boundary(*source);
            mark = JournalLine::Mark { request: *request, sample: *sample, spoken: *spoken, source };
            &mark
        }
        JournalLine::Split { into, .. } if plans_fit(into, &header.text).is_err() => {
            index.damage.get_or_insert_with(|| "a split is outside the text".into());
            return;
        }
        JournalLine::Read { last, into, .. }
            if plans_fit(into, &header.text).and(plans_fit(last.as_slice(), &header.text)).is_err() =>
        {
            index.damage.get_or_insert_with(|| "a segment is outside the text".into());
            return;
        }
        JournalLine::Redo { source, .. } if header.text.get(source.clone()).is_none() => {
            index.damage.get_or_insert_with(|| "a passage is outside the text".into());
            return;
        }
        line => line,
    };
    if let Err(why) = index.check(line) {
        index.damage.get_or_insert_with(|| why.into());
        return;
    }
    index.apply(line);
    if let JournalLine::Begin { request, .. } | JournalLine::Redo { request, .. } = line {
        // The journal need not know how long the file is: what is in it has arrived. Half a sample has not.
        let bytes = pcm_path(dir, *request).metadata().map_or(0, |file| file.len());
        index.grow(*request, RequestSample(bytes / 2));
    }
}

/// Whether what a header says can be worked with.
pub(super) fn fits(header: &Header) -> Result<(), &'static str> {
    match header.rate {
        0 => Err("its rate is 0 Hz"),
        _ => plans_fit(&header.segments, &header.text),
    }
}

/// Whether every segment lies in the text, so that nobody needs to fear slicing it.
pub(super) fn plans_fit(plans: &[SegmentPlan], text: &str) -> Result<(), &'static str> {
    let fits = |plan: &SegmentPlan| text.get(plan.source.clone()).is_some() && plan.spoken.start <= plan.spoken.end;
    if plans.iter().all(fits) { Ok(()) } else { Err("a segment is outside the text") }
}
