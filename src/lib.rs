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
//! * [`text`]: text → script → segments; where a spoken piece stands in the text; the lines of captions.
//! * [`protocol`]: the conversation with the service: events, session, REST, error codes.
//! * [`audio`]: codecs, take, rendition, player, device, export, captions.
//! * [`store`]: where files live and what they are called: settings, secrets, library, queue, caches.
//! * [`engine`]: joins them: a job in, events out.
//! * [`demo`]: the server's half of the protocol, for use without an account and for tests.
//! * [`cli`]: the engine without a window, and the library by name.
//! * [`app`], [`ui`]: the window.
//!
//! `words`, `text`, `protocol`, `audio` and `store` are leaves that do not know each other (`store` names plain values of the
//! others, and looks into takes); `demo` knows the messages of `protocol` and `audio`; only `engine` joins them. A test holds these directions.
//!
//! What is written to disk, file by file: [`formats`].
//!
//! # Two enums are the boundary
//!
//! [`engine::Command`] goes in, [`engine::Event`] comes out. Besides these there is the read-only [`audio::Meter`] of
//! atomics and the reading half of a take. A delta causes no event and no repaint.
//!
//! The player has one master: only the engine loads a take into it ([`engine::Command::Play`]). Who listens does what must be
//! instant on what is loaded (pause, seek, speed, volume) through a [`audio::PlayerControl`].
//!
//! # A delta, from the socket to the ear
//!
//! 1. `protocol/session.rs`, `Session::next`: a frame within its deadline; `protocol/message.rs`, `ServerEvent::parse`: its bytes.
//! 2. `engine/job/session.rs`, `spawn`: from the session's task to the engine's loop, with the request that it answers.
//! 3. `engine/job/run/hear.rs`, `JobRun::report`: decoded (`audio/codec.rs`, `Decoder::push`) and bounded.
//! 4. `audio/take/writer.rs`, `TakeWriter::append`: on disk; whoever listens to the take is woken.
//! 5. `audio/play/thread.rs`, `Runner::feed`: the player's thread fills the ring.
//! 6. `audio/play/block_reader.rs`, `BlockReader::block`: read through the rendition, stretched, resampled.
//! 7. `audio/play/live.rs`, `Live::next`: the audio callback takes it out of the ring.
//!
//! # A sentence that is still being written, from the pen to the socket
//!
//! 1. `cli/follow.rs`, `FollowedText::read`, or `ui/document/live.rs`, `LiveWriting::finished`: `engine::Command::Append`.
//! 2. `engine/job/run/writing.rs`, `JobRun::write`: into the journal of the take; `text/follow.rs`, `finished`: what of it can be
//!    spoken whatever follows; `JobRun::read_part`: which segment speaks it.
//! 3. `protocol/session.rs`, `Session::append`: on the connection that is open, where it has room; else on the next one.
//! 4. From the first step above on.
//!
//! # A click on a sentence, from the pointer to the ear
//!
//! 1. `ui/document/paper/mod.rs`: the byte under the pointer, its sentence, and `PlaybackAction::Sentence`.
//! 2. `app/act/playback.rs`, `App::go_to_sentence`: its first sample, by the marks of the take; `App::go`.
//! 3. Of the take that is loaded: `audio/play/mod.rs`, `PlayerControl::seek`, and `audio/play/thread.rs`, `Runner::seek`: what is
//!    under way fades out. Of another: `engine::Command::Play`, `engine/core/jobs.rs`, `Core::play`, and `Runner::play`.
//! 4. From step 5 above on, from the new place.
//!
//! # Threads
//!
//! * main: the window, or the command line.
//! * engine: one current-thread tokio runtime with all sockets and the writer of the take; what blocks (files, the keyring,
//!   REST) is done on the runtime's pool.
//! * player: reads the take, stretches, resamples, owns the device.
//! * save: one for each file that is being written; stdout: the take that goes through a pipe.
//! * counter, reader, peaks, media, clipboard (only while what is copied is spoken), and one for each file dialog: what the window may not wait for.
//! * text: reads what `--follow` follows; a read from standard input cannot be called off.
//! * demo voice: the model, loaded at first use.
//! * microphone: writes the recording from which a voice is to be cloned, while it is made.
//! * log: writes the lines of the log.
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
