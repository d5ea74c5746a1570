//! From a job to a run: the script is cut, what cannot be spoken is refused, what the library has is found, the take is
//! created. All of this reads and writes files, so it is done away from the loop.

use std::ops::Range;
use std::path::Path;

use crate::audio::take;
use crate::audio::take::{Header, Missing, SegmentPlan, Take, TakeEnd, TakeError, TakeWriter, VersionVoice};
use crate::engine::boundary::command::RedoVoice;
use crate::engine::boundary::event::{Event, Reused};
use crate::engine::cast::{Cast, script_of};
use crate::engine::failure;
use crate::engine::job::rendition::{reading_of, script};
use crate::engine::job::run;
use crate::engine::job::run::{JobRun, Link, Redo, Todo};
use crate::engine::job::spec::{Account, Job};
use crate::engine::reuse::{ReusedSound, Sources, SpokenRange};
use crate::protocol::OutputAudio;
use crate::store::log::missed;
use crate::store::{Keys, PLACEHOLDER};
use crate::text::{LIMIT, Script, Segment, billed_characters};
use crate::words::{Failure, engine as say, local};

/// A run, and the event that says so.
pub(in crate::engine) type Begun = (JobRun, Event);

/// A segment of the take, and whether it is requested.
struct PlannedSegment {
    plan: SegmentPlan,
    saved: Option<ReusedSound>,
}

/// A run for a new take.
///
/// # Errors
/// Nothing in the text can be spoken, it needs more requests than allowed, the token may not travel to this endpoint, or the
/// take cannot be created. Nothing has been requested then.
pub(in crate::engine) fn speak(job: Job, link: Link, sources: &Sources) -> Result<Begun, Failure> {
    match job.live {
        Some(_) => follow(job, link, sources),
        None => speak_into(job, link, sources, None),
    }
}

/// A run for a take of the cache, in a folder of its own that is not there yet.
///
/// # Errors
/// As [`speak`].
pub(in crate::engine) fn audition(job: Job, link: Link, sources: &Sources, dir: &Path) -> Result<Begun, Failure> {
    speak_into(job, link, sources, Some(dir))
}

/// A run for a new take: of the library, or in a folder of its own.
fn speak_into(job: Job, link: Link, sources: &Sources, place: Option<&Path>) -> Result<Begun, Failure> {
    let script = script_of(&job.text, job.reading(), job.cast.as_ref());
    if !script.is_speakable() {
        return Err(local::nothing_to_speak());
    }
    let whole = 0..script.spoken().len();
    let placeholder = matches!(job.account, Account::Demo) && sources.demo.is_placeholder(script.spoken());
    let parts = match job.settings.reuse {
        true => sources.divide(
            &script,
            whole,
            &Keys::with_speakers(job.account.name(), &job.settings.output, placeholder, job.speakers()),
        ),
        false => vec![SpokenRange { spoken: whole, saved: None }],
    };
    let pieces = cut(&script, parts, job.settings.limit_bytes);
    let tally = Tally::of(&script, pieces.iter().map(|piece| (&piece.plan.spoken, piece.saved.as_ref())));
    if let Some(most) = job.settings.max_requests.filter(|most| tally.requests > *most) {
        return Err(say::too_many_requests(tally.requests, most));
    }
    tally.may_begin(&link)?;
    let plans = pieces.iter().map(|piece| piece.plan.clone()).collect();
    let writer = new_take(&job, sources, placeholder, plans, place)?;
    let accepted = tally.accepted(&job, writer.take());
    let mut run = JobRun::new(job, script, writer, pieces.into_iter().map(Todo::from).collect(), link);
    run.is_new = true;
    Ok((run, accepted))
}

/// A run for a text that is still being written.
///
/// # Errors
/// The token may not travel to this endpoint, or the take cannot be created.
fn follow(mut job: Job, link: Link, sources: &Sources) -> Result<Begun, Failure> {
    failure::before_connecting(&link.connect)?;
    let beginning = std::mem::take(&mut job.text);
    job.cast = None;
    let writer = new_take(&job, sources, false, Vec::new(), None)?;
    let script = Script::new("", job.reading());
    let tally = Tally { requests: 0, characters: 0, saved: Reused::default() };
    let accepted = tally.accepted(&job, writer.take());
    let mut run = JobRun::new(job, script, writer, Vec::new(), link);
    run.is_new = true;
    run.write(&beginning).map_err(|error| {
        missed("deletion of an empty take", sources.library.delete(run.take().id()));
        failure::take(&error)
    })?;
    Ok((run, accepted))
}

/// The take of a job, with what is planned of it.
fn new_take(
    job: &Job,
    sources: &Sources,
    placeholder: bool,
    segments: Vec<SegmentPlan>,
    place: Option<&Path>,
) -> Result<TakeWriter, Failure> {
    let (id, dir) = match place {
        Some(dir) => (dir.file_name().unwrap_or_default().to_string_lossy().into_owned(), dir.to_path_buf()),
        None => sources.library.new_take_dir().map_err(|error| failure::store(&error))?,
    };
    if let Some(title) = &job.title {
        missed("title of a take", sources.library.rename(&id, title));
    }
    let mut settings = serde_json::to_value(&job.settings.output).unwrap_or_default();
    if placeholder {
        settings[PLACEHOLDER] = true.into();
    }
    let header = Header {
        id: id.clone(),
        created: jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        document: job.document.clone(),
        text: job.text.clone(),
        parts: job.live.map(|_| Vec::new()),
        cast: job.cast.as_ref().and_then(|cast| serde_json::to_value(cast).ok()),
        markdown: job.markdown,
        pauses: job.settings.pauses,
        voice_id: job.settings.output.voice_id.clone().unwrap_or_default(),
        voice_name: job.settings.voice_name.clone(),
        account: job.account.name().to_owned(),
        rate: job.settings.output.sample_rate(),
        settings,
        segments,
    };
    TakeWriter::create(&dir, header).map_err(|error| {
        // A full disk is not to be filled with folders of nothing.
        if place.is_none() {
            missed("deletion of an empty take", sources.library.delete(&id));
        }
        failure::take(&error)
    })
}

/// A run for what an incomplete take still lacks. Text, voices and settings are those of the take.
///
/// # Errors
/// As [`speak`], or the take cannot be reopened, is damaged, or was spoken with another account.
pub(in crate::engine) fn go_on(mut job: Job, link: Link, dir: &Path, sources: &Sources) -> Result<Begun, Failure> {
    // An account has its own voices, and what is known of its sentences is kept under its account.
    let account = take::header(dir).map_err(|error| failure::unread_take(&error))?.account;
    if job.account.name() != account {
        return Err(say::other_account(job.account.name(), &account));
    }
    // What it has lost is not known as missing, so it would never be whole. Looked at before anything is written to it.
    if let Some(damage) = Take::open(dir).map_err(|error| failure::unread_take(&error))?.damage() {
        return Err(local::take_not_resumable(dir, &damage));
    }
    let mut writer = TakeWriter::resume(dir).map_err(|error| failure::take(&error))?;
    let take = writer.take();
    let header = take.header();
    job.settings.output = output_of(&take)?;
    job.cast = cast_of(&take)?;
    job.live = None;
    job.text.clone_from(&header.text);
    (job.markdown, job.settings.pauses) = (header.markdown, header.pauses);
    job.settings.voice_name.clone_from(&header.voice_name);
    // Its segments were cut before; what is not longer than any request may be is requested as it was.
    job.settings.limit_bytes = job.settings.limit_bytes.max(LIMIT);
    let script = read_to_end(&mut writer, job.settings.limit_bytes).map_err(|error| failure::take(&error))?;
    let placeholder = header.settings.get(PLACEHOLDER).is_some();
    let keys = Keys::with_speakers(&header.account, &job.settings.output, placeholder, job.speakers());

    let receipts = take.receipt().segments;
    let done = || vec![Todo { rest: 0..0, saved: None }];
    let mut todo: Vec<Vec<Todo>> = receipts.iter().map(|_| done()).collect();
    // From the last to the first, so that a split does not move those that are still to come.
    for Missing { segment, spoken } in take.missing().into_iter().rev() {
        // It was to be copied, so it may be longer than one request, and is never requested as long as it can be had.
        let was_saved = receipts[segment].bytes == 0;
        let parts = match job.settings.reuse || was_saved {
            true => sources.divide(&script, spoken.clone(), &keys),
            false => vec![SpokenRange { spoken: spoken.clone(), saved: None }],
        };
        todo[segment] = if !was_saved && parts.iter().all(|part| part.saved.is_none()) {
            vec![Todo { rest: spoken, saved: None }]
        } else {
            let pieces = cut(&script, parts, if was_saved { LIMIT } else { spoken.len() });
            let plans: Vec<SegmentPlan> = pieces.iter().map(|piece| piece.plan.clone()).collect();
            writer.split(segment, &plans).map_err(|error| failure::take(&error))?;
            pieces.into_iter().map(Todo::from).collect()
        };
    }
    let todo: Vec<Todo> = todo.into_iter().flatten().collect();
    let lacking = todo.iter().filter(|todo| !todo.rest.is_empty());
    let tally = Tally::of(&script, lacking.map(|todo| (&todo.rest, todo.saved.as_ref())));
    tally.may_begin(&link)?;
    let accepted = tally.accepted(&job, take.clone());
    Ok((JobRun::new(job, script, writer, todo, link), accepted))
}

/// A run that asks for a passage of a take once more, with the settings of the job, by its speaker or by the voice of the job.
/// Codec and sample rate stay those of the take, because a take has one of each.
///
/// # Errors
/// The passage cannot be requested once more, is too long for one request, or the take cannot be written.
pub(in crate::engine) fn redo(
    mut job: Job,
    link: Link,
    dir: &Path,
    spoken: &Range<usize>,
    by: RedoVoice,
) -> Result<Begun, Failure> {
    failure::before_connecting(&link.connect)?;
    let old = Take::open(dir).map_err(|error| failure::unread_take(&error))?;
    let header = old.header();
    let output = output_of(&old)?;
    (job.settings.output.codec, job.settings.output.pcm_config, job.settings.output.opus_config) =
        (output.codec, output.pcm_config.clone(), output.opus_config.clone());
    let script = script(&old);
    let spoken = old.redoable(spoken).ok_or_else(say::no_such_passage)?;
    let text = script.segments_in(spoken.clone(), spoken.len().max(LIMIT)).into_iter().next();
    let Segment { text, spoken: of_one, .. } = text.ok_or_else(say::no_such_passage)?;
    let spoken = old.redoable(&of_one).ok_or_else(say::no_such_passage)?;
    let cast = cast_of(&old)?;
    let speaker = cast.as_ref().and_then(|cast| cast.speaker(script.speaker_at(spoken.start)));
    let mut own = output.clone();
    if let Some(speaker) = speaker {
        own = speaker.output(&output);
        if by == RedoVoice::Kept {
            job.settings.voice_name.clone_from(&speaker.voice_name);
            job.settings.output = changed_as(&own, &output, &job.settings.output);
        }
    }
    // All of the passage has one speaker.
    job.cast = None;
    let is_other = job.account.name() != header.account || job.settings.output != own;
    let voice = || VersionVoice { name: job.settings.voice_name.clone(), id: job.settings.output.voice_id.clone() };
    let voice = is_other.then(voice);
    job.live = None;
    job.text.clone_from(&header.text);
    (job.markdown, job.settings.pauses) = (header.markdown, header.pauses);
    job.settings.limit_bytes = job.settings.limit_bytes.max(LIMIT);
    if text.len() > job.settings.limit_bytes {
        return Err(say::passage_too_long(text.len(), job.settings.limit_bytes));
    }
    let before = end_of(&old);
    let place = old.segments().iter().position(|plan| plan.spoken.contains(&spoken.start)).unwrap_or(0);
    let writer = TakeWriter::resume(dir).map_err(|error| failure::take(&error))?;
    let tally = Tally { requests: 1, characters: billed_characters(&text), saved: Reused::default() };
    let accepted = tally.accepted(&job, writer.take());
    let redo = Redo { spoken: spoken.clone(), voice, place, before, attempts: 0, done: false };
    Ok((JobRun::new(job, script, writer, vec![Todo { rest: spoken, saved: None }], link).redoing(redo), accepted))
}

/// The script of a take. Of one whose writer was still writing when it ended, what was not read by then becomes the last part.
fn read_to_end(writer: &mut TakeWriter, limit: usize) -> Result<Script, TakeError> {
    let take = writer.take();
    let (text, parts) = (take.text(), take.text_parts());
    let read = parts.last().copied().unwrap_or(0);
    if take.header().parts.is_none() || read == text.len() {
        return Ok(script(&take));
    }
    let mut script = Script::of_parts(&text[..read], &parts, reading_of(take.header()));
    let before = script.spoken().len();
    script.read_on(&text[read..]);
    let segments = script.segments_in(before..script.spoken().len(), limit);
    writer.read(text.len(), None, segments.iter().map(run::plan).collect())?;
    Ok(script)
}

/// How a take had ended before it is changed; of one whose process was killed, what it comes to.
pub(in crate::engine) fn end_of(take: &Take) -> TakeEnd {
    take.end().unwrap_or(if take.is_complete() { TakeEnd::Complete } else { TakeEnd::Stopped })
}

/// The settings that a take was made with.
fn output_of(take: &Take) -> Result<OutputAudio, Failure> {
    serde_json::from_value(take.header().settings.clone()).map_err(|_| failure::damaged_take(take.dir()))
}

/// The cast that a take was made with, if it has several voices.
fn cast_of(take: &Take) -> Result<Option<Cast>, Failure> {
    let cast = Cast::of(take.header());
    match cast.is_none() && take.header().cast.is_some() {
        true => Err(failure::damaged_take(take.dir())),
        false => Ok(cast),
    }
}

/// The manner of a speaker, `own`, with what `chosen` wants otherwise than the take, `output`.
fn changed_as(own: &OutputAudio, output: &OutputAudio, chosen: &OutputAudio) -> OutputAudio {
    let mut changed = own.clone();
    if chosen.speech_rate != output.speech_rate {
        changed.speech_rate = chosen.speech_rate;
    }
    if chosen.loudness_rate != output.loudness_rate {
        changed.loudness_rate = chosen.loudness_rate;
    }
    // What another voice was told to feel says nothing of this one.
    if chosen.voice_id == output.voice_id {
        if chosen.emotion_config != output.emotion_config {
            changed.emotion_config.clone_from(&chosen.emotion_config);
        }
        if chosen.context_texts != output.context_texts {
            changed.context_texts.clone_from(&chosen.context_texts);
        }
    }
    changed
}

/// The segments of a text: what is requested is packed into requests, what is saved stays as it was found.
fn cut(script: &Script, parts: Vec<SpokenRange>, limit: usize) -> Vec<PlannedSegment> {
    let mut pieces = Vec::new();
    for SpokenRange { spoken, saved } in parts {
        if saved.is_some() {
            // No bytes are sent for it.
            let plan = SegmentPlan { source: script.source(spoken.clone()), spoken, bytes: 0 };
            pieces.push(PlannedSegment { plan, saved });
        } else {
            let asked = script.segments_in(spoken, limit);
            pieces.extend(asked.iter().map(|segment| PlannedSegment { plan: run::plan(segment), saved: None }));
        }
    }
    pieces
}

impl From<PlannedSegment> for Todo {
    fn from(piece: PlannedSegment) -> Todo {
        Todo { rest: piece.plan.spoken, saved: piece.saved }
    }
}

/// What a job costs and what it saves.
struct Tally {
    requests: usize,
    characters: usize,
    saved: Reused,
}

impl Tally {
    fn of<'a>(script: &Script, pieces: impl Iterator<Item = (&'a Range<usize>, Option<&'a ReusedSound>)>) -> Tally {
        let mut tally = Tally { requests: 0, characters: 0, saved: Reused::default() };
        for (spoken, saved) in pieces {
            if let Some(saved) = saved {
                tally.saved.sentences += saved.sentences;
                tally.saved.characters += saved.characters;
            } else {
                tally.requests += 1;
                tally.characters += billed_characters(script.spoken().get(spoken.clone()).unwrap_or_default().trim());
            }
        }
        tally
    }

    /// What needs no connection needs no good endpoint either.
    fn may_begin(&self, link: &Link) -> Result<(), Failure> {
        if self.requests == 0 { Ok(()) } else { failure::before_connecting(&link.connect) }
    }

    fn accepted(&self, job: &Job, take: Take) -> Event {
        Event::Accepted { job: job.id, take, segments: self.requests, characters: self.characters, saved: self.saved }
    }
}
