//! What all connections of the server share: its settings, its voices, and the seats for sessions.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::demo::config::{BadToken, Config};
use crate::demo::http::HttpRequest;
use crate::demo::recorder::ConnectionRecord;
use crate::demo::voice::VoiceInfo;
use crate::demo::worker::VoiceWorker;

/// Where the synthesis is served: with `GET` and an upgrade as a WebSocket, with `POST` as REST.
pub(super) const SPEECH: &str = "/v1/audio/speech";

/// A voice that was cloned here.
pub(super) struct DemoClone {
    pub(super) info: VoiceInfo,
    pub(super) trainings_left: u32,
    /// How often the list shows it as being trained.
    pub(super) lists_left: u32,
}

/// A voice as the list shows it, and how far it is.
pub(super) struct Listed {
    pub(super) voice: VoiceInfo,
    pub(super) state: &'static str,
    pub(super) trainings_left: u32,
}

impl Listed {
    /// One that came with the server.
    pub(super) fn built_in(voice: &VoiceInfo) -> Listed {
        Listed { voice: voice.clone(), state: "cloned", trainings_left: 0 }
    }
}

/// What all connections share.
pub(super) struct ServerShared {
    pub(super) config: Config,
    /// Those that it came with; [`ServerShared::voices`] gives the clones too.
    pub(super) built_in: Vec<VoiceInfo>,
    pub(super) clones: Mutex<Vec<DemoClone>>,
    pub(super) worker: VoiceWorker,
    pub(super) connections: AtomicUsize,
    pub(super) running: AtomicUsize,
}

impl ServerShared {
    /// All voices that can speak.
    pub(super) fn voices(&self) -> Vec<VoiceInfo> {
        let clones = self.clones();
        self.built_in.iter().chain(clones.iter().map(|clone| &clone.info)).cloned().collect()
    }

    /// The clones that were made here.
    pub(super) fn clones(&self) -> MutexGuard<'_, Vec<DemoClone>> {
        self.clones.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a request carries a good token. What a bad one leads to is the answer otherwise.
    pub(super) fn admits(&self, request: &HttpRequest) -> Result<(), BadToken> {
        let good = match (request.token(), &self.config.token) {
            (Some(token), Some(good)) => token == *good,
            (token, None) => token.is_some(),
            (None, Some(_)) => false,
        };
        if good { Ok(()) } else { Err(self.config.bad_token) }
    }

    /// Takes a seat among the sessions at once; `None` where all are taken.
    pub(super) fn seat(self: &Arc<ServerShared>, page: &ConnectionRecord) -> Option<Seat> {
        let running = self.running.fetch_add(1, Ordering::Relaxed) + 1;
        let seat = Seat { shared: Arc::clone(self), page: page.clone() };
        if running > self.config.concurrency {
            return None;
        }
        page.running(running);
        Some(seat)
    }
}

/// Held by a session while it runs.
pub(super) struct Seat {
    shared: Arc<ServerShared>,
    page: ConnectionRecord,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let running = self.shared.running.fetch_sub(1, Ordering::Relaxed) - 1;
        self.page.running(running);
    }
}
