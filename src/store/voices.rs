//! The voices of each account as they were last listed, those that are publicly known, and what the user has noted of them.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::protocol::Voice;
use crate::store::atomic::Privacy;
use crate::store::{Home, StoreError, atomic, owned};

/// The voices that are publicly known (protocol.md §10), in the shape of the service's own answer.
const BUILTIN: &str = include_str!("../../assets/voices.json");

/// The most bytes that are read of a list.
const LARGEST: u64 = 64 << 20;

/// So many voices with a star are remembered, and so many that were used.
const FAVOURITES: usize = 1_000;
const RECENT: usize = 30;

/// What the user has noted of the voices of an account, by id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VoiceMarks {
    /// Those with a star, the last first.
    pub favourites: Vec<String>,
    /// Those that were chosen, the last first.
    pub recent: Vec<String>,
}

impl VoiceMarks {
    /// Gives a voice its star, or takes it away.
    pub fn toggle_favourite(&mut self, id: &str) {
        let before = self.favourites.len();
        self.favourites.retain(|known| known != id);
        if self.favourites.len() == before {
            self.favourites.insert(0, id.to_owned());
        }
        self.limit();
    }

    /// A voice was chosen.
    pub fn used(&mut self, id: &str) {
        self.recent.retain(|known| known != id);
        self.recent.insert(0, id.to_owned());
        self.limit();
    }

    /// Forgets what is too much.
    pub(super) fn limit(&mut self) {
        self.favourites.truncate(FAVOURITES);
        self.recent.truncate(RECENT);
    }
}

/// The same shape as `data` of the service's answer (protocol.md §7.1).
#[derive(Serialize, Deserialize)]
struct List {
    voice_list: Vec<Voice>,
}

/// The last list of each account, so that the window has one before the service has answered.
#[derive(Clone, Debug)]
pub struct VoiceCache {
    dir: PathBuf,
}

impl VoiceCache {
    /// The cache of `home`. Reads nothing yet.
    pub fn new(home: &Home) -> VoiceCache {
        VoiceCache { dir: home.cache.clone() }
    }

    /// The voices last kept for an account; `None` where there are none that can be read: it is only a cache.
    pub fn load(&self, account: &str) -> Option<Vec<Voice>> {
        let bytes = owned::read(&self.file(account), LARGEST).ok()??;
        let list: List = serde_json::from_slice(&bytes).ok()?;
        Some(list.voice_list)
    }

    /// Keeps the voices of an account, without the addresses of their samples: those are signed, and expire.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn save(&self, account: &str, voices: &[Voice]) -> Result<(), StoreError> {
        let voice_list = voices.iter().map(|voice| Voice { preview_audio: None, ..voice.clone() }).collect();
        // Strings and numbers only: nothing here can fail to be written as JSON.
        let json = serde_json::to_vec(&List { voice_list }).unwrap_or_default();
        atomic::write(&self.file(account), &json, Privacy::Public)
    }

    /// The voices of coze.cn that are publicly known, for when no list has ever arrived. Any of them may have been withdrawn.
    pub fn builtin() -> Vec<Voice> {
        serde_json::from_str::<List>(BUILTIN).map(|list| list.voice_list).unwrap_or_default()
    }

    /// One file an account. Its name may be any host and port, so what a file name cannot hold is written as `%` and two digits.
    fn file(&self, account: &str) -> PathBuf {
        let mut name = String::from("voices-");
        for byte in account.bytes() {
            match byte {
                b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' => name.push(char::from(byte)),
                _ => name.push_str(&format!("%{byte:02x}")),
            }
        }
        self.dir.join(name + ".json")
    }
}
