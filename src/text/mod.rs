//! Room: from what the user typed to what is sent, and back.
//!
//! Owns the way from *text* to *script* (cleaned), *sentences* (the unit of highlighting) and *segments* (whole sentences
//! that fit one request), its chapters, and for each of them its byte range in the text. Owns the reading of text files and the breaking of
//! captions into lines too.
//! Knows nothing of the network, the sound, the window or the words shown to people.
//!
//! ```text
//! file ─▶ text ─▶ clean ─▶ (markdown | lines) ─▶ spoken ─▶ sentence ─▶ segment ─▶ one request
//!           ▲                                       │
//!           └──────────── map (byte ranges) ◀───────┴── align ◀─ what the service says it speaks now
//! ```
//!
//! Everything here takes time linear in the length of the text, also for text that nobody would write: a megabyte without
//! a single mark, or one letter under a megabyte of accents.

mod align;
mod beginning;
pub mod caption;
mod chapter;
mod chars;
mod clean;
pub mod file;
pub mod follow;
mod full_stop;
mod hyphen;
mod lines;
mod map;
mod markdown;
mod matching;
mod pause;
mod pieces;
mod pinyin;
mod quotes;
mod script;
mod segment;
mod sentence;
mod turns;
mod unspaced;
mod weight;

pub use align::Aligner;
pub use beginning::beginning;
pub use chapter::TextChapter;
pub use chars::{billed_characters, speakable};
pub use matching::matches;
pub use pause::{TextPause, find as pauses_in};
pub use pinyin::Spelling;
pub use script::{Script, ScriptReading};
pub use segment::Segment;
pub use sentence::Sentence;
pub use turns::{FoundPrefix, Prefix, Turn, prefixes, renamed, turns};

/// The most UTF-8 bytes that one request may carry, in the strictest reading of the documentation (protocol.md §6.1).
pub const LIMIT: usize = 1024;
