//! Protocol: the conversation with the service over WebSocket and REST, as bytes and as meaning.
//!
//! Owns the events, the output settings, the endpoints, the token, the error codes, one session, and the REST calls.
//! Knows nothing of sentences, samples, files or windows.

mod message;
mod output;
mod token;

pub use message::{ClientEvent, Detail, ServerEvent};
pub use output::{Codec, DEFAULT_VOICE, EmotionConfig, LimitConfig, OpusConfig, OutputAudio, PCM_RATES, PcmConfig};
pub use token::Token;
