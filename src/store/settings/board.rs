//! The board: voices that are compared, with the text that all of them speak.

use serde::{Deserialize, Serialize};

use crate::store::settings::VoicePreset;

/// So many voices are compared at most.
pub const BOARD: usize = 12;

/// The most stars that a voice is given.
pub const STARS: u8 = 5;

/// The longest text, in characters: it fits one request, whatever its script.
const LONGEST: usize = 250;

/// Voices that are compared. Those of different accounts are not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Board {
    /// What all of them speak; set by [`Board::set_passage`].
    pub passage: String,
    /// At most [`BOARD`], in the order in which they are shown.
    pub entries: Vec<BoardEntry>,
    /// Whether what is heard is played again and again.
    pub repeats: bool,
}

/// A voice that is compared, and how it speaks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardEntry {
    /// The voice and its manner; the name of the preset says nothing.
    #[serde(flatten)]
    pub spoken: VoicePreset,
    /// How good it was found, 1 to [`STARS`]; 0 for not said.
    pub stars: u8,
}

impl Board {
    /// Adds a voice after another one, or at the end; false where there is no room.
    pub fn add(&mut self, spoken: VoicePreset, after: Option<usize>) -> bool {
        let has_room = self.entries.len() < BOARD;
        if has_room {
            let at = after.map_or(self.entries.len(), |at| (at + 1).min(self.entries.len()));
            self.entries.insert(at, BoardEntry { spoken, stars: 0 });
        }
        has_room
    }

    /// Whether a voice is on it.
    pub fn has(&self, voice: &str) -> bool {
        self.entries.iter().any(|entry| entry.spoken.voice.id == voice)
    }

    /// Sets what is spoken, as far as one request takes it.
    pub fn set_passage(&mut self, text: &str) {
        self.passage = text.chars().take(LONGEST).collect();
    }

    pub(super) fn limit(&mut self) {
        self.entries.truncate(BOARD);
        self.set_passage(&self.passage.clone());
        for entry in &mut self.entries {
            entry.stars = entry.stars.min(STARS);
            entry.spoken = std::mem::take(&mut entry.spoken).limited();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BOARD, Board, STARS};
    use crate::store::VoicePreset;

    #[test]
    fn it_has_room_for_twelve_and_keeps_what_is_read_within_bounds() {
        let mut board = Board::default();
        let voice = |id: usize| VoicePreset { context: id.to_string(), ..VoicePreset::default() };
        assert!((0..BOARD).all(|id| board.add(voice(id), None)));
        assert!(!board.add(voice(BOARD), None) && board.entries.len() == BOARD);
        board.entries.remove(5);
        assert!(board.add(voice(99), Some(0)));
        assert_eq!(board.entries[1].spoken.context, "99");
        board.entries[0].stars = 200;
        board.entries.extend(board.entries.clone());
        board.passage = "长".repeat(1_000);
        board.limit();
        assert_eq!((board.entries.len(), board.entries[0].stars), (BOARD, STARS));
        assert_eq!(board.passage.chars().count(), 250);
        let json = serde_json::to_value(&board).unwrap();
        assert_eq!(serde_json::from_value::<Board>(json).unwrap(), board);
    }
}
