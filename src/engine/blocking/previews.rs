//! What previews need from the disk and from the service: voices' samples, fetched once, and a bound on what is kept of them
//! and of auditions.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use tokio::sync::mpsc;

use crate::audio::sample as sound;
use crate::audio::sample::SampleError;
use crate::audio::take::{Header, RequestId, SegmentPlan, Take, TakeEnd, TakeError, TakeWriter};
use crate::audio::{PreviewId, TakeSample, record};
use crate::engine::blocking::{ReadyPreview, WorkDone, spawn};
use crate::engine::failure;
use crate::protocol::{Connect, ErrorKind, Voice, rest};
use crate::store::{Home, log};
use crate::words::{Failure, engine as say};

/// The most bytes of a voice's sample: a few minutes of MP3.
const PREVIEW_BYTES: u64 = 8 << 20;

/// A sample that comes is looked at whenever so many bytes more are there, or an eighth of what there is.
const LOOK: usize = 4 << 10;

/// So many samples, and so many auditions, are kept: some hundred MB of each at most.
const KEPT: usize = 400;

/// Gets a voice's sample for a preview. It is fetched once and then kept as a take in the cache; what is heard while it comes is
/// another one, which stays until the next sample comes.
pub(in crate::engine) fn sample(
    home: &Home,
    connect: Connect,
    voice: Voice,
    id: PreviewId,
    done: mpsc::UnboundedSender<WorkDone>,
) {
    let dir = home.cache.join("samples").join(folder_name(&connect.endpoint.host(), &voice.id));
    let hearing = home.cache.join("hearing");
    spawn(move || {
        let tell = |take: Result<Take, Failure>| {
            let sound = take.map(|take| (take, TakeSample::ZERO..TakeSample::MAX));
            done.send(WorkDone::Preview(Box::new(ReadyPreview { id, sound }))).ok();
        };
        if let Some(kept) = Take::open(&dir).ok().filter(Take::is_complete) {
            touch(&dir);
            return tell(Ok(kept));
        }
        let mut coming = ComingSample::new(hearing, id, &voice, &tell);
        let fetched = fetch_sample(&connect, &voice, &mut coming);
        let is_heard = coming.end(fetched.as_ref().ok());
        let kept = fetched.and_then(|(samples, rate)| {
            keep_sample(&dir, &voice, &samples, rate).map_err(|error| failure::take(&error))
        });
        match kept {
            Ok(_) if is_heard => {}
            kept => tell(kept),
        }
    });
}

/// Gets a recording for a preview. It stays in the cache until another one is heard.
pub(in crate::engine) fn recording(home: &Home, file: Arc<[u8]>, id: PreviewId, done: mpsc::UnboundedSender<WorkDone>) {
    let parent = home.cache.join("recordings");
    spawn(move || {
        let heard = || {
            let decoded = record::decode(&file).map_err(|error| failure::recording(&error))?;
            // Nobody wants old ones, and they are nobody's business.
            fs::remove_dir_all(&parent).ok();
            let dir = parent.join(id.0.to_string());
            keep_sample(&dir, &Voice::default(), &decoded.samples, decoded.rate).map_err(|error| failure::take(&error))
        };
        let sound = heard().map(|take| (take, TakeSample::ZERO..TakeSample::MAX));
        done.send(WorkDone::Preview(Box::new(ReadyPreview { id, sound }))).ok();
    });
}

/// The whole sample, which `coming` hears while it comes.
fn fetch_sample(connect: &Connect, voice: &Voice, coming: &mut ComingSample<'_>) -> Result<(Vec<i16>, u32), Failure> {
    let explain = |error: &rest::RestError| failure::session(error, &connect.endpoint);
    let address = match &voice.preview_audio {
        Some(address) => Some(address.clone()),
        None => rest::voices(connect)
            .map_err(|error| explain(&error))?
            .into_iter()
            .find(|known| known.id == voice.id)
            .and_then(|known| known.preview_audio),
    };
    let address = address.ok_or_else(say::no_sample)?;
    let mut bytes = Vec::new();
    let mut give = |more: &[u8]| {
        bytes.extend_from_slice(more);
        coming.hear(&bytes)
    };
    rest::fetch(&address, connect, PREVIEW_BYTES, &mut give).map_err(|error| match error.kind {
        ErrorKind::Malformed(_) => say::odd_sample_address(),
        ErrorKind::TooLarge => say::unreadable_sample(SampleError::TooLong),
        _ => explain(&error),
    })?;
    sound::decode(&bytes).map_err(say::unreadable_sample)
}

/// A sample that is heard while it comes.
struct ComingSample<'a> {
    folder: PathBuf,
    id: PreviewId,
    voice: &'a Voice,
    /// Told of the take as soon as there is something to hear.
    tell: &'a dyn Fn(Result<Take, Failure>),
    /// So many bytes are worth another look.
    next: usize,
    given: usize,
    sound: Option<(TakeWriter, RequestId)>,
    /// The cache cannot be written; whoever keeps the whole sample will say so.
    is_over: bool,
}

impl<'a> ComingSample<'a> {
    fn new(
        folder: PathBuf,
        id: PreviewId,
        voice: &'a Voice,
        tell: &'a dyn Fn(Result<Take, Failure>),
    ) -> ComingSample<'a> {
        ComingSample { folder, id, voice, tell, next: LOOK, given: 0, sound: None, is_over: false }
    }

    /// Looks at what has come; nothing more need come where it is no sample.
    fn hear(&mut self, bytes: &[u8]) -> ControlFlow<()> {
        if bytes.len() >= self.next {
            // All of it is decoded anew each time, which so is a few times the work of once.
            self.next = bytes.len() + LOOK.max(bytes.len() / 8);
            match sound::decode_beginning(bytes) {
                Ok(Some((samples, rate))) => self.give(&samples, rate),
                Ok(None) => {}
                Err(_) => return ControlFlow::Break(()),
            }
        }
        ControlFlow::Continue(())
    }

    fn give(&mut self, samples: &[i16], rate: u32) {
        if self.sound.is_none() && !self.is_over {
            self.sound = self.begin(rate).ok();
            self.is_over = self.sound.is_none();
            self.sound.iter().for_each(|(writer, _)| (self.tell)(Ok(writer.take())));
        }
        let Some((writer, request)) = &mut self.sound else { return };
        let more = samples.get(self.given..).unwrap_or_default();
        // What cannot be written is not heard any further.
        if writer.append(*request, more).is_ok() {
            self.given += more.len();
        }
    }

    fn begin(&self, rate: u32) -> Result<(TakeWriter, RequestId), TakeError> {
        // Nobody hears earlier ones any more.
        fs::remove_dir_all(&self.folder).ok();
        let mut writer = TakeWriter::create(&self.folder.join(self.id.0.to_string()), header(self.voice, rate))?;
        let request = writer.begin(0)?;
        Ok((writer, request))
    }

    /// Nothing more comes: `whole` is all of it, if that is a sample. Says whether it is heard.
    fn end(mut self, whole: Option<&(Vec<i16>, u32)>) -> bool {
        let is_heard = self.sound.is_some();
        if let Some((samples, rate)) = whole.filter(|_| is_heard) {
            self.give(samples, *rate);
        }
        if let Some((mut writer, request)) = self.sound.filter(|_| whole.is_some()) {
            let ended = writer.complete(request).and_then(|()| writer.end(TakeEnd::Complete));
            log::missed("end of a sample", ended);
        }
        is_heard
    }
}

/// A name for a folder from what a service sent; such a name may hold anything.
fn folder_name(host: &str, voice: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("{host}-{voice}").chars().map(plain).collect()
}

/// The sample as a take of one segment, so that the player needs to know nothing else. It is written beside its place and
/// moved there whole, for the same sample may be fetched, or heard, at the same time.
fn keep_sample(dir: &Path, voice: &Voice, samples: &[i16], rate: u32) -> Result<Take, TakeError> {
    let refused = |source| TakeError::Io { path: dir.to_path_buf(), source };
    let parent = dir.parent().unwrap_or(dir);
    std::fs::create_dir_all(parent).map_err(refused)?;
    prune(parent);
    let fresh = tempfile::tempdir_in(parent).map_err(refused)?;
    let written = fresh.path().join("take");
    write_sample(&written, voice, samples, rate)?;
    // What is left of an earlier try is of no use.
    if !Take::open(dir).is_ok_and(|take| take.is_complete()) {
        std::fs::remove_dir_all(dir).ok();
        std::fs::rename(written, dir).map_err(refused)?;
    }
    Take::open(dir)
}

fn write_sample(dir: &Path, voice: &Voice, samples: &[i16], rate: u32) -> Result<(), TakeError> {
    let mut writer = TakeWriter::create(dir, header(voice, rate))?;
    let request = writer.begin(0)?;
    writer.append(request, samples)?;
    writer.complete(request)?;
    writer.close(TakeEnd::Complete)
}

/// What a sample is as a take.
fn header(voice: &Voice, rate: u32) -> Header {
    let text = voice.preview_text.clone().unwrap_or_default();
    let whole = 0..text.len();
    Header {
        id: voice.id.clone(),
        created: String::new(),
        markdown: false,
        pauses: false,
        voice_id: voice.id.clone(),
        voice_name: voice.name.clone(),
        account: String::new(),
        rate,
        settings: serde_json::Value::Null,
        parts: None,
        cast: None,
        document: None,
        segments: vec![SegmentPlan { spoken: whole.clone(), source: whole, bytes: text.len() }],
        text,
    }
}

/// Notes that something of the cache was used, so that it stays.
pub(in crate::engine) fn touch(dir: &Path) {
    // On a cache that cannot be written it goes a little earlier.
    if let Ok(journal) = fs::File::open(dir.join("take.jsonl")) {
        journal.set_modified(SystemTime::now()).ok();
    }
}

/// Makes room for one more in a folder of takes: those that were used the longest ago go. What is heard of them just now is
/// heard to its end where the system lets open files be deleted, and stays elsewhere.
pub(in crate::engine) fn prune(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    let used = |dir: &PathBuf| fs::metadata(dir.join("take.jsonl")).and_then(|meta| meta.modified()).ok();
    let mut all: Vec<(Option<SystemTime>, PathBuf)> =
        entries.flatten().map(|entry| entry.path()).map(|dir| (used(&dir), dir)).collect();
    if all.len() < KEPT {
        return;
    }
    all.sort_unstable();
    let too_many = all.len() + 1 - KEPT;
    for (_, dir) in all.into_iter().take(too_many) {
        fs::remove_dir_all(dir).ok();
    }
}
