//! What the library reads of the cast of a take, which its header keeps as it is.

use serde::Deserialize;

use crate::audio::take::Header;
use crate::protocol::Speaker;

/// Those who speak a take besides its own voice; `None` where that cannot be read.
pub(super) fn speakers(header: &Header) -> Option<Vec<Speaker>> {
    match &header.cast {
        Some(cast) => Vec::deserialize(cast.get("speakers")?).ok(),
        None => Some(Vec::new()),
    }
}

/// The text of a take from the first byte that is spoken: what a take is called is no prefix.
pub fn said(header: &Header) -> &str {
    let first = || header.cast.as_ref()?.get("turns")?.get(0)?.get(0)?.as_u64();
    let start = first().and_then(|start| usize::try_from(start).ok()).unwrap_or(0);
    header.text.get(start..).unwrap_or(&header.text)
}
