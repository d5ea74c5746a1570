//! From a job to a run: the script is cut, what cannot be spoken is refused, the take is created.

use std::path::Path;

use super::event::{Event, Reused};
use super::failure;
use super::job::Job;
use super::run::{self, Link, Run};
use crate::audio::take::{Header, Missing, TakeWriter};
use crate::protocol::OutputAudio;
use crate::store::Library;
use crate::text::{Script, billed_characters};
use crate::words::{Failure, engine as say, local};

/// A run for a new take.
///
/// # Errors
/// Nothing in the text can be spoken, it needs more requests than allowed, the token may not travel to this endpoint, or the
/// take cannot be created. Nothing has been requested then.
pub(super) fn speak(job: Job, link: Link, library: &Library) -> Result<(Run, Event), Failure> {
    failure::before_connecting(&link.connect)?;
    let script = Script::new(&job.text, job.markdown);
    let segments = script.segments(job.limit_bytes);
    if segments.is_empty() {
        return Err(local::nothing_to_speak());
    }
    if let Some(most) = job.max_requests.filter(|most| segments.len() > *most) {
        return Err(say::too_many_requests(segments.len(), most));
    }
    let characters = segments.iter().map(|segment| billed_characters(&segment.text)).sum();
    let (id, dir) = library.new_take_dir().map_err(|error| failure::store(&error))?;
    let header = Header {
        id,
        created: jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        text: job.text.clone(),
        markdown: job.markdown,
        voice_id: job.output.voice_id.clone().unwrap_or_default(),
        voice_name: job.voice_name.clone(),
        account: job.account.name().to_owned(),
        rate: job.output.sample_rate(),
        settings: serde_json::to_value(&job.output).unwrap_or_default(),
        segments: segments.iter().map(run::plan).collect(),
    };
    let writer = TakeWriter::create(&dir, header).map_err(|error| failure::take(&error))?;
    let saved = Reused::default();
    let accepted = Event::Accepted { job: job.id, take: writer.take(), segments: segments.len(), characters, saved };
    let rests = segments.into_iter().map(|segment| segment.spoken).collect();
    Ok((Run::new(job, script, writer, rests, link), accepted))
}

/// A run for what an incomplete take still lacks. Text, voice and settings are those of the take.
///
/// # Errors
/// As [`speak`], or the take cannot be reopened.
pub(super) fn go_on(mut job: Job, link: Link, dir: &Path) -> Result<(Run, Event), Failure> {
    failure::before_connecting(&link.connect)?;
    let writer = TakeWriter::resume(dir).map_err(|error| failure::take(&error))?;
    let take = writer.take();
    let header = take.header();
    let output: OutputAudio =
        serde_json::from_value(header.settings.clone()).map_err(|_| failure::damaged_take(dir))?;
    job.text.clone_from(&header.text);
    job.markdown = header.markdown;
    job.voice_name.clone_from(&header.voice_name);
    job.output = output;
    let script = Script::new(&job.text, job.markdown);
    let missing = take.missing();
    let spoken = |missing: &Missing| script.spoken().get(missing.spoken.clone()).map_or(0, billed_characters);
    let characters = missing.iter().map(spoken).sum();
    let saved = Reused::default();
    let accepted = Event::Accepted { job: job.id, take: take.clone(), segments: missing.len(), characters, saved };
    let mut rests = vec![0..0; take.receipt().segments.len()];
    for Missing { segment, spoken } in missing {
        rests[segment] = spoken;
    }
    Ok((Run::new(job, script, writer, rests, link), accepted))
}
