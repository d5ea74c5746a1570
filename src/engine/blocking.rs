//! Work that blocks (files, keyring, REST), done on the runtime's pool: the thread of the loop never waits for a disk, a
//! keyring or the service, so sessions and their deadlines go on meanwhile.
//!
//! Most of it answers with one event. What has an order is put into a line ([`InOrder`]). What the next step rests on, such
//! as a note on disk that has to be there before a request is sent, is [`awaited`]; the next input of the loop comes after it.
//! Only what a take receives is written by the loop itself: a few bytes to an open file, which are made safe on the pool.

mod auditions;
mod clone;
mod document;
mod in_order;
mod library;
mod previews;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub(super) use auditions::{AuditionNames, find_auditions, kept_audition, open_auditions, tell_made};
pub use clone::examine_recording;
pub(super) use clone::{clone, drop_recording, examine, find_recording, microphones, record};
pub(super) use in_order::InOrder;
pub(super) use library::{LibraryActor, Removal};
pub(super) use previews::{prune, recording, sample, touch};
use tokio::sync::mpsc;

use crate::audio::play::device;
use crate::audio::take::Take;
use crate::audio::{PreviewId, SentenceStart, TakeSample};
use crate::engine::boundary::event::{Event, Events, VoicesFrom};
use crate::engine::job::rendition::sentences_of;
use crate::engine::{failure, reuse};
use crate::protocol::{Connect, Token, rest};
use crate::store::log::missed;
use crate::store::{Home, Library, Secrets, SentenceIndex, Settings, VoiceCache};
use crate::text::file;
use crate::text::file::{Encoding, ReadError, Reading};
use crate::words::Failure;

/// How long the end of the engine waits for a token to be kept.
const SECRETS_AT_END: Duration = Duration::from_secs(1);

/// What a preview lets one hear.
#[derive(Debug)]
pub(super) struct ReadyPreview {
    /// The preview that it is for.
    pub id: PreviewId,
    /// A take and what of it, or why there is nothing to hear.
    pub sound: Result<(Take, Range<TakeSample>), Failure>,
}

/// A take that was requested to be played.
#[derive(Debug)]
pub(super) struct ReadyTake {
    /// Which request it answers.
    pub number: u64,
    pub take: Take,
    pub sentences: Arc<[SentenceStart]>,
    /// From where on, in samples.
    pub from: TakeSample,
}

/// The end of blocking work that the loop waits for.
#[derive(Debug)]
pub(super) enum WorkDone {
    Preview(Box<ReadyPreview>),
    Ready(Box<ReadyTake>),
    /// The id of the take.
    Synced(String),
    /// Takes came or went, or one was completed, here or in another process.
    LibraryChanged,
}

/// Starts blocking work, which tells by itself what came of it.
pub(super) fn spawn(work: impl FnOnce() + Send + 'static) {
    tokio::task::spawn_blocking(work);
}

/// Does blocking work and waits for it; the other tasks of the runtime go on meanwhile.
///
/// # Errors
/// The work has died, which only a mistake in this program can cause.
pub(super) async fn awaited<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|error| failure::fault(&error.to_string()))
}

/// Makes the sentences of takes known that were made by an earlier version or by another process.
pub(super) fn catch_up(library: &Library, pieces: &SentenceIndex) {
    let (library, pieces) = (library.clone(), pieces.clone());
    // Nobody has requested it, so nobody is told if it fails; the next start tries again.
    spawn(move || {
        missed("index of older takes", pieces.catch_up(&library, |id| reuse::keys_of(&library, id)));
    });
}

/// What is known of an account's voices at once, then what the service says.
pub(super) fn voices(home: &Home, account: &str, connect: Connect, events: &Events) {
    let (account, events) = (account.to_owned(), events.clone());
    let cache = VoiceCache::new(home);
    spawn(move || {
        let (known, from) = match cache.load(&account) {
            Some(voices) => (voices, VoicesFrom::Cache),
            None => (VoiceCache::builtin(), VoicesFrom::BuiltIn),
        };
        events.send(Event::Voices { account: account.clone(), voices: known.clone(), from, failure: None });
        match rest::voices(&connect) {
            Ok(voices) => {
                if let Err(error) = cache.save(&account, &voices) {
                    events.send(Event::Notice(failure::store(&error)));
                }
                events.send(Event::Voices { account, voices, from: VoicesFrom::Service, failure: None });
            }
            Err(error) => {
                let failure = Some(failure::session(&error, &connect.endpoint));
                events.send(Event::Voices { account, voices: known, from, failure });
            }
        }
    });
}

/// Finds where the sentences of a take begin, which is to be played from a sample on.
pub(super) fn ready(take: Take, from: TakeSample, number: u64, done: mpsc::UnboundedSender<WorkDone>) {
    spawn(move || {
        let sentences = sentences_of(&take);
        done.send(WorkDone::Ready(Box::new(ReadyTake { number, take, sentences, from }))).ok();
    });
}

/// The store of tokens, asked for one thing after the other: a token that is kept and then cleared is gone.
pub(super) struct SecretActor {
    secrets: Arc<Secrets>,
    line: InOrder,
}

impl SecretActor {
    pub fn new(home: &Home, events: &Events) -> SecretActor {
        SecretActor { secrets: Arc::new(Secrets::open(home)), line: InOrder::new(events) }
    }

    pub fn load(&mut self, account: String) {
        self.then(move |secrets, events| {
            let token = secrets.get(&account).unwrap_or_else(|error| {
                events.send(Event::Notice(failure::store(&error)));
                None
            });
            events.send(Event::TokenLoaded { account, token, place: secrets.place() });
        });
    }

    pub fn keep(&mut self, account: String, token: Token) {
        self.then(move |secrets, events| match secrets.set(&account, &token) {
            Ok(place) => events.send(Event::TokenKept { account, place: Some(place) }),
            Err(error) => events.send(Event::Notice(failure::store(&error))),
        });
    }

    pub fn clear(&mut self, account: String) {
        self.then(move |secrets, events| match secrets.clear(&account) {
            Ok(()) => events.send(Event::TokenKept { account, place: None }),
            Err(error) => events.send(Event::Notice(failure::store(&error))),
        });
    }

    /// Waits until everything is done, but not for a keyring that is asking the user.
    pub async fn end(&mut self) {
        tokio::time::timeout(SECRETS_AT_END, self.line.end()).await.ok();
    }

    fn then(&mut self, work: impl FnOnce(&Secrets, &Events) + Send + 'static) {
        let secrets = self.secrets.clone();
        self.line.then(move |events| work(&secrets, events));
    }
}

/// Writes the settings, after those that were changed before.
pub(super) fn save_settings(line: &mut InOrder, home: &Home, settings: Settings) {
    let home = home.clone();
    line.then(move |events| {
        if let Err(error) = settings.save(&home) {
            events.send(Event::Notice(failure::store(&error)));
        }
    });
}

pub(super) fn open_text(path: PathBuf, encoding: Option<Encoding>, events: &Events) {
    let events = events.clone();
    spawn(move || match file::read(&path, encoding) {
        Ok(opened) => events.send(Event::TextOpened { path, opened }),
        Err(error) => events.send(Event::Notice(failure::text_file(&error))),
    });
}

/// So many lines and bytes of a text show whether it is read as it was written.
const PREVIEW: (usize, usize) = (12, 1_500);

pub(super) fn preview_text(path: PathBuf, encoding: Encoding, events: &Events) {
    let events = events.clone();
    spawn(move || match file::read(&path, Some(encoding)) {
        Ok(opened) => {
            let lines = opened.text.lines().map(str::trim).filter(|line| !line.is_empty()).take(PREVIEW.0);
            let mut beginning = lines.collect::<Vec<_>>().join("\n");
            beginning.truncate(beginning.floor_char_boundary(PREVIEW.1));
            events.send(Event::TextPreview { path, reading: opened.reading, beginning });
        }
        // What is no text in this encoding shows nothing.
        Err(ReadError::Binary { .. }) => {
            let reading = Reading { encoding, damaged: 0 };
            events.send(Event::TextPreview { path, reading, beginning: String::new() });
        }
        Err(error) => events.send(Event::Notice(failure::text_file(&error))),
    });
}

pub(super) fn devices(events: &Events) {
    let events = events.clone();
    spawn(move || events.send(Event::Devices(device::devices().map_err(|error| failure::device(&error)))));
}

pub(super) fn open_take(library: &Library, id: String, events: &Events) {
    let (library, events) = (library.clone(), events.clone());
    spawn(move || {
        let opened = library.dir(&id).map_err(|error| failure::store(&error));
        match opened.and_then(|dir| Take::open(&dir).map_err(|error| failure::unread_take(&error))) {
            Ok(take) => events.send(Event::TakeOpened(take)),
            Err(failure) => events.send(Event::Notice(failure)),
        }
    });
}
