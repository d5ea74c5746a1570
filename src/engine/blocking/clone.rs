//! Clones of voices: sent once, and where no answer comes the list of voices is asked what has become of it.

use crate::engine::blocking::spawn;
use crate::engine::boundary::event::{Event, Events};
use crate::engine::failure;
use crate::protocol::{CloneError, CloneRequest, Connect, Meaning, Upload, Voice, clone_voice, rest};
use crate::store::VoiceChoice;
use crate::words::clone as say;

/// Has a voice cloned.
pub(in crate::engine) fn clone(
    account: &str,
    connect: Connect,
    request: CloneRequest,
    upload: Upload,
    events: &Events,
) {
    let (account, events) = (account.to_owned(), events.clone());
    spawn(move || events.send(made(account, &connect, &request, &upload)));
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
