//! Store: what is kept on this machine.
//!
//! Owns where files live and what they are called, atomic writes, the settings, the secrets, the drafts of texts, the library of
//! takes, the index of their sentences, the file of the queue, the cache of voices, the log, and the order in which names count. What reads or writes here blocks: call it
//! from a thread that may wait, never from the window's.
//! Knows nothing of the network, the sound device or the window; of the other leaves it names plain values, and of takes it
//! reads what a list shows.

pub mod atomic;
mod cast_list;
mod counting;
pub mod digest;
mod draft;
mod error;
mod home;
mod keys;
mod library;
mod lock;
pub mod log;
pub mod names;
mod owned;
mod queue;
mod secrets;
mod sentence_index;
mod settings;
mod spoken_by;
mod voices;
mod watch;
mod window;

pub use cast_list::{CastList, Role, cast_list, same_name};
pub use counting::{counted, sort_by_count};
pub use draft::{Draft, DraftFile, is_document};
pub use error::{FileAct, StoreError};
pub use home::{HOME_VARIABLE, Home};
pub use keys::{Key, Keys, PLACEHOLDER};
pub use library::{
    BudgetPlan, Excerpt, Filter, FoundTake, Library, Query, SortBy, Standing, StateFilter, TakeInfo, TakeState, budget,
    clean_title, fold, name_key, sort, stand_as_in_a_pattern, voices,
};
pub use queue::{Kept, QueueFile};
pub use secrets::{SecretPlace, Secrets};
pub use sentence_index::SentenceIndex;
pub use settings::{
    BOARD, Board, BoardEntry, ExportSettings, ImportedPresets, NameTaken, RegionSettings, STARS, Settings, TEXT_SIZES,
    Theme, Unread, VoiceChoice, VoicePreset, read_presets, write_presets,
};
pub use spoken_by::said;
pub use voices::{VoiceCache, VoiceMarks};
pub use watch::FileWatch;
pub use window::SoleWindow;
