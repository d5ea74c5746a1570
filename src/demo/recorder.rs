//! A note of everything the server saw, for tests: what was asked, how much at once, and how it ended.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::protocol::OutputAudio;

/// Notes what the server saw. Clones share their notes.
#[derive(Clone, Default)]
pub struct Recorder(Arc<RecorderShared>);

#[derive(Default)]
struct RecorderShared {
    notes: Mutex<Notes>,
    changed: Condvar,
}

/// Everything seen so far.
#[derive(Clone, Default)]
pub struct Notes {
    /// The WebSocket connections in the order of their requests for the upgrade, refused ones included.
    pub connections: Vec<Connection>,
    /// The REST calls in their order.
    pub calls: Vec<Call>,
    /// The recordings that were sent to be cloned, whole ones only, in their order.
    pub recordings: Vec<Recording>,
    /// The largest number of sessions at once: from the upgrade to `speech.audio.completed` or the end, whichever came first.
    pub most_at_once: usize,
    running: usize,
}

/// An HTTP request.
#[derive(Clone, Default)]
pub struct Call {
    /// Such as `GET`.
    pub method: String,
    /// Path and query as sent.
    pub target: String,
    /// Names in lower case, values as sent.
    pub headers: Vec<(String, String)>,
}

impl Call {
    /// The value of a header, whose name is given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The values of a header that may come several times.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// A recording that was sent to be cloned.
#[derive(Clone, Default)]
pub struct Recording {
    /// The fields of the form in their order, without the file.
    pub fields: Vec<(String, String)>,
    /// The name of the file.
    pub file_name: String,
    /// What is in it.
    pub file: Vec<u8>,
}

impl Recording {
    /// The value of a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// One WebSocket connection.
#[derive(Clone, Default)]
pub struct Connection {
    /// The request for the upgrade.
    pub request: Call,
    /// The HTTP status of the answer; 0 while there is none.
    pub status: u16,
    /// The names of the client's events in their order.
    pub events: Vec<String>,
    /// The settings of the last `speech.update`, as sent.
    pub output: Option<OutputAudio>,
    /// The text of each finished round: its appends joined.
    pub texts: Vec<String>,
    /// How many appends there were.
    pub appends: usize,
    /// Bytes of UTF-8 in them.
    pub bytes: usize,
    /// The sentences that were announced.
    pub sentences: Vec<String>,
    /// How many deltas were sent.
    pub deltas: usize,
    /// How many `speech.audio.completed` were sent.
    pub completed: usize,
    /// How many pings the client sent.
    pub pings: usize,
    /// How it ended; nothing while it is open.
    pub end: Option<ConnectionEnd>,
}

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionEnd {
    /// The client sent a close frame, with this code if any.
    ClientClosed(Option<u16>),
    /// The client went away without a close frame.
    ClientGone,
    /// The server ended it, or refused it.
    Server,
}

impl Notes {
    /// The texts of all finished rounds, in the order of their connections.
    pub fn texts(&self) -> Vec<String> {
        self.connections.iter().flat_map(|connection| connection.texts.clone()).collect()
    }

    /// How many WebSocket connections are open.
    pub fn open(&self) -> usize {
        self.connections.iter().filter(|connection| connection.end.is_none()).count()
    }
}

impl Recorder {
    /// A new one.
    pub fn new() -> Recorder {
        Recorder::default()
    }

    /// The notes as they are now.
    pub fn notes(&self) -> Notes {
        self.lock().clone()
    }

    /// Waits until the notes are as wanted, at most 20 s. The answer is the notes, or nothing where the time ran out.
    pub fn wait(&self, mut wanted: impl FnMut(&Notes) -> bool) -> Option<Notes> {
        let waiting = self.0.changed.wait_timeout_while(self.lock(), Duration::from_secs(20), |notes| !wanted(notes));
        let (notes, late) = waiting.unwrap_or_else(PoisonError::into_inner);
        (!late.timed_out()).then(|| notes.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Notes> {
        self.0.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, change: impl FnOnce(&mut Notes)) {
        change(&mut self.lock());
        self.0.changed.notify_all();
    }
}

impl std::fmt::Debug for Recorder {
    /// Says nothing of the headers, among which is the token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let notes = self.lock();
        write!(f, "Recorder({} connections, {} calls)", notes.connections.len(), notes.calls.len())
    }
}

/// The place in the notes for one connection. Where nobody watches, it does nothing.
#[derive(Clone, Default)]
pub(super) struct ConnectionRecord(Option<(Recorder, usize)>);

impl ConnectionRecord {
    /// Opens the page of connection `k` with its request.
    pub(super) fn open(recorder: Option<&Recorder>, k: usize, request: Call) -> ConnectionRecord {
        let Some(recorder) = recorder else { return ConnectionRecord(None) };
        recorder.note(|notes| {
            if notes.connections.len() <= k {
                notes.connections.resize_with(k + 1, Connection::default);
            }
            notes.connections[k].request = request;
        });
        ConnectionRecord(Some((recorder.clone(), k)))
    }

    /// Notes something about the connection.
    pub(super) fn note(&self, change: impl FnOnce(&mut Connection)) {
        if let Some((recorder, k)) = &self.0 {
            recorder.note(|notes| change(&mut notes.connections[*k]));
        }
    }

    /// Notes that a session began (`true`) or is through.
    pub(super) fn running(&self, running: usize) {
        if let Some((recorder, _)) = &self.0 {
            recorder.note(|notes| {
                notes.running = running;
                notes.most_at_once = notes.most_at_once.max(running);
            });
        }
    }
}

/// Notes a REST call.
pub(super) fn call(recorder: Option<&Recorder>, call: Call) {
    if let Some(recorder) = recorder {
        recorder.note(|notes| notes.calls.push(call));
    }
}

/// Notes a recording that was sent to be cloned.
pub(super) fn recording(recorder: Option<&Recorder>, recording: Recording) {
    if let Some(recorder) = recorder {
        recorder.note(|notes| notes.recordings.push(recording));
    }
}
