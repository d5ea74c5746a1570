//! The clipboard: tells what other programs copy, while somebody listens.
//!
//! A thread of its own waits for the window system; it is there only as long as the [`ClipboardListener`] is. Only macOS has no notice
//! to wait for. What a password manager copies is never read. Knows nothing of egui and of what is done with the text.

#[cfg(target_os = "macos")]
mod macos;
#[cfg(all(unix, not(target_os = "macos")))]
mod wayland;
#[cfg(windows)]
mod windows;
#[cfg(all(unix, not(target_os = "macos")))]
mod x11;

use std::error::Error;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

#[cfg(target_os = "macos")]
use macos::listen;
#[cfg(windows)]
use windows::listen;

use crate::text::file::TextStream;

/// A longer text is not taken: it is a book, which is better opened as a file.
pub const LARGEST: usize = 1 << 20;

/// The same text within so long is one copy: some programs put it there several times, and what the window itself has copied
/// comes back.
const ECHO: Duration = Duration::from_secs(2);

/// What was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopiedText {
    /// A text with `\n` as line ends, and with something in it.
    Whole(String),
    /// One that is longer than [`LARGEST`].
    TooLong,
    /// Nothing more will be told; why, in the words of the system.
    Lost(String),
}

/// Why nothing can be told.
type Trouble = Box<dyn Error + Send + Sync>;

/// Ends the waiting when it is dropped. Each system has its own.
type Stop = Box<dyn Send>;

/// What the thread is given.
struct Hearing {
    /// Takes what ends the waiting, once there is something to wait for.
    ready: Sender<Stop>,
    told: Sender<CopiedText>,
    wake: Box<dyn Fn() + Send>,
}

impl Hearing {
    /// Tells what was copied.
    fn tell(&self, copied: CopiedText) {
        if self.told.send(copied).is_ok() {
            (self.wake)();
        }
    }

    /// Tells of a text as the system has it.
    fn tell_bytes(&self, bytes: &[u8]) {
        if bytes.len() > LARGEST {
            return self.tell(CopiedText::TooLong);
        }
        let mut stream = TextStream::new(None);
        let text = stream.push(bytes) + &stream.end();
        if !text.trim().is_empty() {
            self.tell(CopiedText::Whole(text));
        }
    }
}

/// Listens to the clipboard until it is dropped.
pub struct ClipboardListener {
    told: Receiver<CopiedText>,
    /// What is dropped with it ends the thread.
    _stop: Receiver<Stop>,
    recent: Recent,
}

impl ClipboardListener {
    /// Begins to listen, on the X display of this name or on the desktop that the program runs on. `wake` is called after
    /// something was told.
    ///
    /// # Errors
    /// The system has no more threads.
    pub fn start(display: Option<String>, wake: impl Fn() + Send + 'static) -> io::Result<ClipboardListener> {
        let ((told_in, told), (ready, stop)) = (channel(), channel());
        let hearing = Hearing { ready, told: told_in, wake: Box::new(wake) };
        let work = move || {
            if let Err(trouble) = listen(display.as_deref(), &hearing) {
                hearing.tell(CopiedText::Lost(trouble.to_string()));
            }
        };
        thread::Builder::new().name("clipboard".into()).spawn(work)?;
        Ok(ClipboardListener { told, _stop: stop, recent: Recent::default() })
    }

    /// What was copied next, if something was. The window's own copies are not told, nor is one copy twice.
    pub fn next_copy(&mut self) -> Option<CopiedText> {
        loop {
            match self.told.try_recv().ok()? {
                CopiedText::Whole(text) if self.recent.has(&text, Instant::now()) => {}
                copied => return Some(copied),
            }
        }
    }

    /// Notes that the window itself has copied a text.
    pub fn own(&mut self, text: &str) {
        let mut stream = TextStream::new(None);
        let text = stream.push(text.as_bytes()) + &stream.end();
        self.recent.has(&text, Instant::now());
    }
}

/// What was copied a moment ago.
#[derive(Default)]
struct Recent(Vec<(Instant, String)>);

impl Recent {
    /// Whether this was there a moment ago; it is there from now on.
    fn has(&mut self, text: &str, now: Instant) -> bool {
        self.0.retain(|(then, _)| now.saturating_duration_since(*then) < ECHO);
        if self.0.iter().any(|(_, known)| known == text) {
            return true;
        }
        self.0.push((now, text.to_owned()));
        false
    }
}

/// Waits for what is copied on a desktop that may be Wayland or X11.
#[cfg(all(unix, not(target_os = "macos")))]
fn listen(display: Option<&str>, hearing: &Hearing) -> Result<(), Trouble> {
    let is_wayland = display.is_none() && std::env::var_os("WAYLAND_DISPLAY").is_some();
    if !is_wayland {
        return x11::listen(display, hearing);
    }
    match wayland::Watch::new() {
        Ok(watch) => watch.listen(hearing),
        // GNOME tells no program of the clipboard while its window is in the background, but X11 programs.
        Err(trouble) if std::env::var_os("DISPLAY").is_none() => Err(trouble),
        Err(_) => x11::listen(None, hearing),
    }
}

/// The form in which a text is asked for, of those in which it can be had: none of what is secret, and none of files, whose
/// names are no text that anybody wants to hear.
#[cfg(all(unix, not(target_os = "macos")))]
fn form<'a>(kinds: &[&'a str]) -> Option<&'a str> {
    const TEXTS: [&str; 4] = ["UTF8_STRING", "text/plain;charset=utf-8", "text/plain", "STRING"];
    const NEVER: [&str; 3] = ["x-kde-passwordManagerHint", "text/uri-list", "x-special/gnome-copied-files"];
    if kinds.iter().any(|kind| NEVER.contains(kind)) {
        return None;
    }
    TEXTS.iter().find_map(|text| kinds.iter().find(|kind| kind.eq_ignore_ascii_case(text))).copied()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{ECHO, Recent};

    #[test]
    fn one_copy_is_told_once_and_the_same_text_again_later() {
        let start = Instant::now();
        let mut recent = Recent::default();
        assert!(!recent.has("一", start));
        assert!(!recent.has("二", start));
        assert!(recent.has("一", start + ECHO / 2), "it came back");
        assert!(!recent.has("一", start + ECHO + Duration::from_millis(1)), "it was copied again");
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn secrets_files_and_pictures_are_not_asked_for() {
        use super::form;
        assert_eq!(form(&["TARGETS", "STRING", "UTF8_STRING", "text/html"]), Some("UTF8_STRING"));
        assert_eq!(form(&["text/plain;charset=UTF-8", "text/plain"]), Some("text/plain;charset=UTF-8"));
        assert_eq!(form(&["TARGETS", "image/png", "text/html"]), None, "a picture");
        assert_eq!(form(&["UTF8_STRING", "text/uri-list"]), None, "files");
        assert_eq!(form(&["UTF8_STRING", "x-kde-passwordManagerHint"]), None, "a password");
        assert_eq!(form(&[]), None, "nothing");
    }
}
