//! Room: the conversation with the service over WebSocket and REST, as bytes and as meaning.
//!
//! Owns the events, the output settings, the endpoints, the token, the error codes, one session, the REST calls, and the
//! way to the service: encryption and proxies.
//! Knows nothing of sentences, samples, files or windows.
//!
//! Where a comment of this crate names a section of `protocol.md`, it means the collected facts about the service (its
//! documentation, its SDKs, recordings of it), which are kept beside the source and are not part of it.

mod answer;
mod clone;
mod codes;
mod connect;
mod dial;
mod endpoint;
mod error;
mod file_address;
mod handshake;
mod message;
mod output;
mod proxy;
pub mod rest;
mod session;
mod speaker;
mod token;
mod trust;
mod voice;

pub use clone::{
    CLONE_FILE_BYTES, CLONE_NAME_BYTES, CLONE_TEXT_BYTES, CLONE_TRAININGS, CloneError, CloneLanguage, CloneRequest,
    Upload, clone_voice,
};
pub use codes::{CODES, Meaning, Retry, judge};
pub use connect::Connect;
pub use endpoint::{Endpoint, EndpointError};
pub use error::{ErrorKind, Phase, ProxyFault, SessionError, TlsFault};
pub use message::{ClientEvent, Detail, ServerEvent};
pub use output::{
    Codec, DEFAULT_VOICE, EmotionConfig, InEffect, LimitConfig, OpusConfig, OutputAudio, PCM_RATES, PcmConfig,
};
pub use proxy::{ProxyAddress, ProxyAddressError, ProxyChoice, proxy_of_environment};
pub use rest::{RestError, User};
pub use session::{Deadlines, Session, SessionEvent, probe};
pub use speaker::{SPEECH_RATES, Speaker};
pub use token::{NoToken, TOKEN_VARIABLE, Token};
pub use voice::{EMOTIONS, Emotion, Voice};

/// What we call ourselves in every request.
pub(crate) const USER_AGENT: &str = concat!("langsheng/", env!("CARGO_PKG_VERSION"));
