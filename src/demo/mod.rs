//! Demo: the server's half of the protocol on loopback, for use without an account and for tests.
//!
//! Owns the recorded behaviour of the service (protocol.md §3 and §13), the REST calls beside it, the switches for faults,
//! and the voice behind it. Knows nothing of the client's sessions, of takes, of players or of windows; it cuts sentences in its
//! own way on purpose.

mod clones;
mod config;
mod encode;
mod faults;
mod g711;
mod gate;
mod http;
mod ids;
mod recorder;
mod refusal;
mod rest;
mod sentence;
mod server;
mod settings;
mod shared;
mod talk;
mod tones;
mod upgrade;
pub mod voice;
mod wire;
mod worker;

pub use config::{
    BadToken, CloneTrouble, Config, LimitReading, ListTrouble, RestTrouble, SampleTrouble, SecondRound, ServerPace,
    SpeakingStart,
};
pub use faults::{Act, Disconnect, Fault, FaultPoint, Faults, Flood};
pub use gate::{Origin, TurnedAway};
pub use recorder::{Call, Connection, ConnectionEnd, Notes, Recorder, Recording};
pub use server::run;
pub use tones::Tones;
pub use voice::crowd::voice as crowd;
pub use voice::{Machine, SpeakRequest, Speech, Synthesizer, VoiceInfo, VoiceKind};
