//! Looks for what is copied on macOS, which tells nobody: a count is looked at twice a second.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use objc2::rc::autoreleasepool;
use objc2_app_kit::NSPasteboard;
use objc2_foundation::NSString;

use crate::app::clipboard::{Hearing, Trouble};

/// How often the count is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// Text.
const TEXT: &str = "public.utf8-plain-text";

/// What password managers mark their texts with, by the convention of nspasteboard.org, and files.
const NEVER: [&str; 2] = ["org.nspasteboard.ConcealedType", "public.file-url"];

/// Ends the looking when it is dropped.
struct Stop(#[expect(dead_code, reason = "dropping it is its use")] Sender<()>);

/// Tells what is copied.
///
/// # Errors
/// None.
pub(super) fn listen(_display: Option<&str>, hearing: &Hearing) -> Result<(), Trouble> {
    let (stop, stopped) = channel();
    if hearing.ready.send(Box::new(Stop(stop))).is_err() {
        return Ok(());
    }
    let count = || autoreleasepool(|_| NSPasteboard::generalPasteboard().changeCount());
    let mut known = count();
    while stopped.recv_timeout(LOOK_AGAIN) == Err(RecvTimeoutError::Timeout) {
        let now = count();
        if std::mem::replace(&mut known, now) != now {
            if let Some(text) = autoreleasepool(|_| text()) {
                hearing.tell_bytes(text.as_bytes());
            }
        }
    }
    Ok(())
}

/// What was copied, unless it is secret or a file.
fn text() -> Option<String> {
    let board = NSPasteboard::generalPasteboard();
    let kinds = board.types()?;
    if kinds.iter().any(|kind| NEVER.contains(&kind.to_string().as_str())) {
        return None;
    }
    board.stringForType(&NSString::from_str(TEXT)).map(|text| text.to_string())
}
