//! Reading the text of the take on the bar, on a thread of its own: where its sentences are.
//!
//! A megabyte takes longer than a frame may, and only the take that is shown now matters.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::{io, thread};

use crate::app::slot::Slot;
use crate::audio::take::Take;
use crate::ui::playback::TakeText;

/// The window's end of the thread that reads. Dropping it ends the thread.
pub struct TextReader {
    slot: Arc<Slot<Take>>,
    readings: Receiver<TakeText>,
}

impl TextReader {
    /// Starts the thread. `wake` is called after each reading.
    ///
    /// # Errors
    /// The system has no more threads.
    pub fn start(wake: impl Fn() + Send + 'static) -> io::Result<TextReader> {
        let slot = Arc::new(Slot::default());
        let (sender, readings) = channel();
        let takes = slot.clone();
        thread::Builder::new().name("reader".into()).spawn(move || read_all(&takes, &sender, wake))?;
        Ok(TextReader { slot, readings })
    }

    /// Asks for the sentences of a take; one that has not been begun is forgotten.
    pub fn ask(&self, take: Take) {
        self.slot.fill(take);
    }

    /// The newest reading since the last call.
    pub fn latest(&self) -> Option<TakeText> {
        self.readings.try_iter().last()
    }
}

impl Drop for TextReader {
    fn drop(&mut self) {
        self.slot.end();
    }
}

fn read_all(takes: &Slot<Take>, readings: &Sender<TakeText>, wake: impl Fn()) {
    while let Some(take) = takes.take() {
        if readings.send(TakeText::new(&take)).is_err() {
            return;
        }
        wake();
    }
}
