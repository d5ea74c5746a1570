//! Waits for what is copied on Windows, which tells of it.

use clipboard_win::{Monitor, formats, get_clipboard_string, is_format_avail, register_format};

use crate::app::clipboard::{Hearing, Trouble};

/// Tells what is copied.
///
/// # Errors
/// Windows does not let the program listen.
pub(super) fn listen(_display: Option<&str>, hearing: &Hearing) -> Result<(), Trouble> {
    let trouble = |code: clipboard_win::ErrorCode| Trouble::from(code.to_string());
    let mut monitor = Monitor::new().map_err(trouble)?;
    if hearing.ready.send(Box::new(monitor.shutdown_channel())).is_err() {
        return Ok(());
    }
    let secret = register_format("ExcludeClipboardContentFromMonitorProcessing");
    while monitor.recv().map_err(trouble)? {
        let is_secret = secret.is_some_and(|format| is_format_avail(format.get()));
        if is_secret || is_format_avail(formats::CF_HDROP) {
            continue;
        }
        // What is no text cannot be had as one; where another program holds the clipboard, it tells again.
        if let Ok(text) = get_clipboard_string() {
            hearing.tell_bytes(text.as_bytes());
        }
    }
    Ok(())
}
