//! The library, exports, captions, the queue of files: the words.

use super::{Phrase, phrases};

// The library.
phrases! {
    SEARCH_TAKES: "搜索录音", "Search takes";
}
