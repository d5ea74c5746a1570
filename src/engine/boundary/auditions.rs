//! Auditions that are compared: what is requested, and what there is of it.

use std::path::PathBuf;

use crate::audio::Loudness;
use crate::audio::take::Take;
use crate::engine::save::order::SaveOrder;
use crate::protocol::OutputAudio;

/// Names an audition for an entry of a board; chosen by who asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AuditionId(pub u64);

/// A voice in which a text is to be spoken, and how.
#[derive(Clone, Debug)]
pub struct AuditionOrder {
    /// Chosen by who asks; not used twice.
    pub id: AuditionId,
    /// The voice as people call it.
    pub voice_name: String,
    /// Voice, codec, rate and manner.
    pub output: OutputAudio,
}

/// An audition that is wholly there.
#[derive(Clone, Debug)]
pub struct AuditionSound {
    /// Its take, of the cache.
    pub take: Take,
    /// How loud it is; none where there is nothing to be measured.
    pub loudness: Option<Loudness>,
}

/// A board as files: one for each entry, and a table of them.
#[derive(Debug)]
pub struct BoardFiles {
    /// The folder; made if it is not there.
    pub folder: PathBuf,
    /// The name of the table, without its ending; the files have numbers and the names of the voices.
    pub name: String,
    /// What the files hold.
    pub order: SaveOrder,
    /// What stands above the columns of the table: file, voice, id, manner, length in seconds, loudness in LUFS, stars.
    pub head: [String; 7],
    /// In the order in which they are written.
    pub entries: Vec<BoardFile>,
}

/// An entry of a board that is saved.
#[derive(Debug)]
pub struct BoardFile {
    /// What is spoken.
    pub sound: AuditionSound,
    /// The voice as people call it.
    pub voice: String,
    /// Its id.
    pub voice_id: String,
    /// How it speaks, for people.
    pub manner: String,
    /// 1 to 5, or 0 for none.
    pub stars: u8,
}
