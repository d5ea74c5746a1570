//! Waits for what is copied on Wayland, where the compositor tells of it (ext-data-control or wlr-data-control).

use std::io::Read as _;

use wl_clipboard_rs::paste::Seat;
use wl_clipboard_rs::watch::{CancelHandle, ClipboardEvent, ClipboardType, Watcher};

use crate::app::clipboard::{Hearing, LARGEST, Trouble, form};

/// A clipboard that can be waited for.
pub(super) struct Watch(Watcher);

/// Ends the waiting.
struct Stop(CancelHandle);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl Watch {
    /// # Errors
    /// The compositor does not let programs listen.
    pub fn new() -> Result<Watch, Trouble> {
        Ok(Watch(Watcher::new(ClipboardType::Regular, Seat::Unspecified)?))
    }

    /// Tells what is copied.
    ///
    /// # Errors
    /// The compositor is gone.
    pub fn listen(self, hearing: &Hearing) -> Result<(), Trouble> {
        let Watch(mut watcher) = self;
        if hearing.ready.send(Box::new(Stop(watcher.cancel_handle()))).is_err() {
            return Ok(());
        }
        // The first is what was there before.
        let mut is_new = false;
        while let Some(event) = watcher.next_event()? {
            let ClipboardEvent::Changed { mime_types, mut offer, .. } = event else {
                is_new = true;
                continue;
            };
            let kinds: Vec<&str> = mime_types.iter().map(String::as_str).collect();
            if let Some(kind) = form(&kinds).filter(|_| std::mem::replace(&mut is_new, true)) {
                let mut bytes = Vec::new();
                // An owner that hands over nothing has nothing to be spoken.
                if offer.receive(kind)?.take(LARGEST as u64 + 1).read_to_end(&mut bytes).is_ok() {
                    hearing.tell_bytes(&bytes);
                }
            }
            is_new = true;
        }
        Ok(())
    }
}
