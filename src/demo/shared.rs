//! What all connections of the server share: its settings, its voices, and the seats for sessions.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::demo::config::{BadToken, Config};
use crate::demo::http::HttpRequest;
use crate::demo::recorder::ConnectionRecord;
use crate::demo::voice::VoiceInfo;
use crate::demo::worker::VoiceWorker;

/// Where the synthesis is served: with `GET` and an upgrade as a WebSocket, with `POST` as REST.
pub(super) const SPEECH: &str = "/v1/audio/speech";

/// What all connections share.
pub(super) struct ServerShared {
    pub(super) config: Config,
    pub(super) voices: Vec<VoiceInfo>,
    pub(super) worker: VoiceWorker,
    pub(super) connections: AtomicUsize,
    pub(super) running: AtomicUsize,
}

impl ServerShared {
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
