//! Langsheng 朗声 speaks text through Coze (扣子) streaming text-to-speech: paste, press Speak, hear it while it is still
//! being made; keep it, save it, try other voices.
//!
//! # The map
//!
//! ```text
//! text ─▶ script ─▶ segments ─▶ sessions (≤ n in flight, one WebSocket each)
//!                                   │ deltas, decoded once
//!                                   ▼
//!                                 TAKE  (append-only, on disk; one writer)
//!                    ┌──────────────┼──────────────┐
//!                    ▼              ▼              ▼
//!                 player          export        the window (wave, sentences, versions)
//!                    │     both through a rendition (pauses, joins) and the stretch (speed)
//!          ring (≤ 60 ms) ─▶ Live ─▶ mixer ─▶ device
//! ```
//!
//! The network only appends to the take; everything else only reads it. So memory does not grow with length, saving may
//! start at any time, and a killed process loses nothing that was received.
//!
//! # Rooms
//!
//! * [`words`]: what is said to people, in two languages, failures included.
//! * [`text`]: text → script → segments; where a spoken piece stands in the text.
//! * [`protocol`]: the conversation with the service: events, session, REST, error codes.
//! * [`audio`]: codecs, take, rendition, player, device, export, captions.
//! * [`store`]: where files live: settings, secrets, library, the cache of voices.
//! * [`engine`]: joins them: a job in, events out.
//! * [`demo`]: the server's half of the protocol, for use without an account and for tests.
//! * [`cli`]: the engine without a window.
//! * [`app`], [`ui`]: the window.
//!
//! `words`, `text`, `protocol`, `audio` and `store` are leaves that do not know each other (`store` may name their plain
//! values); `demo` knows the messages of `protocol` and `audio`; only `engine` joins them. A test holds these directions.
//!
//! What is written to disk, file by file: [`formats`].
//!
//! # Two enums are the boundary
//!
//! [`engine::Command`] goes in, [`engine::Event`] comes out. Besides these there is the read-only [`audio::Meter`] of
//! atomics and the reading half of a take. A delta causes no event and no repaint.
//!
//! # Threads
//!
//! * main: the window, or the command line.
//! * engine: one current-thread tokio runtime with all sockets and the writer of the take.
//! * player: reads the take, resamples, owns the device.
//! * demo voice: the model, loaded at first use.
//! * the audio callback: the other end of the ring; it never waits, allocates, locks or logs.

pub mod formats;

pub mod words;

pub mod text;

pub mod protocol;

pub mod audio;

pub mod store;

pub mod engine;

pub mod demo;

pub mod cli;

pub mod ui;

pub mod app;
