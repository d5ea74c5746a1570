//! Clones of voices: a recording is looked at and sent once, and where no answer comes the list of voices is asked what has become
//! of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::audio::record::MicrophoneError;
use crate::audio::{DeviceChoice, record};
use crate::engine::blocking::spawn;
use crate::engine::boundary::command::CloneOrder;
use crate::engine::boundary::event::{Event, Events};
use crate::engine::boundary::finding::ExaminedRecording;
use crate::engine::failure;
use crate::protocol::{CLONE_FILE_BYTES, CloneError, CloneRequest, Connect, Meaning, Upload, Voice, clone_voice, rest};
use crate::store::{Home, VoiceChoice};
use crate::words::local::FileAct;
use crate::words::{Failure, clone as say, local};

/// How long the user has to get ready before a recording.
const LEAD: Duration = Duration::from_secs(3);

/// Where the recording stands that was made here: one, because one voice is cloned at a time.
fn recorded(home: &Home) -> PathBuf {
    home.recordings.join("recording.wav")
}

/// Lists the microphones.
pub(in crate::engine) fn microphones(events: &Events) {
    let events = events.clone();
    spawn(move || {
        events
            .send(Event::Microphones(record::microphones().map_err(|error| failure::microphone(&error.into(), None))));
    });
}

/// Records with a microphone.
pub(in crate::engine) fn record(home: &Home, choice: DeviceChoice, events: &Events) {
    let (path, told) = (recorded(home), events.clone());
    let there = path.clone();
    let ended = move |trouble: Option<MicrophoneError>| {
        let failure = trouble.map(|trouble| failure::microphone(&trouble, Some(&there)));
        told.send(Event::RecordingEnded { path: there.exists().then_some(there), failure });
    };
    match record::record(choice, path, LEAD, ended) {
        Ok(recording) => events.send(Event::RecordingBegun(recording)),
        Err(error) => events.send(Event::RecordingEnded { path: None, failure: Some(failure::start(&error)) }),
    }
}

/// Tells of a recording that was made and not yet used.
pub(in crate::engine) fn find_recording(home: &Home, events: &Events) {
    let (path, events) = (recorded(home), events.clone());
    spawn(move || {
        if path.exists() {
            events.send(Event::RecordingEnded { path: Some(path), failure: None });
        }
    });
}

/// Deletes what was recorded, and what was heard of it.
pub(in crate::engine) fn drop_recording(home: &Home) {
    let (path, heard) = (recorded(home), home.cache.join("recordings"));
    spawn(move || {
        // What is not there need not go; what cannot go is found again.
        fs::remove_file(path).ok();
        fs::remove_dir_all(heard).ok();
    });
}

/// Reads a recording and looks at it. Blocks.
///
/// # Errors
/// It cannot be read, is larger than what the service takes, or is no recording.
pub fn examine_recording(path: &Path) -> Result<ExaminedRecording, Failure> {
    let unread = |error| local::file(FileAct::Read, path, &error);
    let len = fs::metadata(path).map_err(unread)?.len();
    if len > CLONE_FILE_BYTES as u64 {
        return Err(say::too_large(len as f64 / 1e6));
    }
    let file = fs::read(path).map_err(unread)?;
    let decoded = record::decode(&file).map_err(|error| failure::recording(&error))?;
    Ok(ExaminedRecording { path: path.to_path_buf(), file: file.into(), facts: record::examine(&decoded) })
}

/// Looks at a recording.
pub(in crate::engine) fn examine(path: PathBuf, events: &Events) {
    let events = events.clone();
    spawn(move || {
        let outcome = examine_recording(&path).map(Box::new);
        events.send(Event::RecordingExamined { path, outcome });
    });
}

/// Has a voice cloned; what was recorded for it is deleted then.
pub(in crate::engine) fn clone(account: &str, connect: Connect, order: CloneOrder, events: &Events) {
    let (account, events) = (account.to_owned(), events.clone());
    spawn(move || {
        let CloneOrder { request, upload, recorded } = order;
        let outcome = made(account, &connect, &request, &upload);
        if let (Event::VoiceCloned { .. }, Some(path)) = (&outcome, recorded) {
            // What stays is found again the next time, and can be deleted there.
            fs::remove_file(path).ok();
        }
        events.send(outcome);
    });
}

fn made(account: String, connect: &Connect, request: &CloneRequest, upload: &Upload) -> Event {
    let name = request.name.trim();
    let failed = |failure, is_uncertain| Event::CloneFailed { failure, is_uncertain };
    let done =
        |id: String| Event::VoiceCloned { account: account.clone(), voice: VoiceChoice { id, name: name.to_owned() } };
    let explain = |error| failure::clone(error, &connect.endpoint, upload);
    // What there was before, so that it can be told what has come; who may not see the list may clone all the same.
    let before = match rest::clones(connect) {
        Ok(before) => Some(before),
        Err(error) if error.kind.meaning() == Meaning::Permission => None,
        Err(error) => return failed(Some(failure::session(&error, &connect.endpoint)), false),
    };
    match clone_voice(connect, request, upload) {
        Ok(id) => done(id),
        Err(CloneError::Cancelled) => failed(None, false),
        Err(CloneError::Refused(error)) => failed(Some(explain(&error)), false),
        Err(CloneError::Uncertain(error)) => {
            let now = before.as_ref().and_then(|_| rest::clones(connect).ok());
            match before.zip(now).and_then(|(before, now)| come(&before, &now, request)) {
                Some(id) => done(id),
                None => {
                    let mut failure = say::uncertain(name, &error.to_string());
                    failure.logid = error.logid;
                    failed(Some(failure), true)
                }
            }
        }
    }
}

/// The clone that has come into the list with this request, or was trained by it.
fn come(before: &[Voice], now: &[Voice], request: &CloneRequest) -> Option<String> {
    let known = |voice: &Voice| before.iter().find(|known| known.id == voice.id);
    let is_it = |voice: &&Voice| match &request.voice_id {
        None => voice.name == request.name.trim() && known(voice).is_none(),
        Some(id) => {
            let is_trained = |known: &Voice| {
                voice.available_training_times < known.available_training_times || voice.is_in_training()
            };
            voice.id == *id && known(voice).is_some_and(is_trained)
        }
    };
    now.iter().find(is_it).map(|voice| voice.id.clone())
}
