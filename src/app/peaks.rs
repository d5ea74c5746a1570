//! The wave of a take, made on a thread of its own as the take grows.
//!
//! The window never reads files: it gets one byte of loudness for each twentieth of a second. New peaks wake nobody, because
//! a take that grows is painted anyway.

use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::{io, thread};

use crate::audio::take::{Listener, Take, Wave};

/// How many peaks are made before they are shown: ten hours whose wave was never kept take seconds to look at.
const AT_ONCE: usize = 6_000;

/// Peaks that were made: they stand from `from` on, and whatever stood there before is gone.
struct Made {
    take: String,
    from: usize,
    peaks: Vec<u8>,
}

/// The window's end of the thread that looks at the sound. Dropping it ends the thread.
pub struct Peaks {
    waker: Arc<PeaksWaker>,
    made: Receiver<Made>,
    take: Option<String>,
    peaks: Vec<u8>,
}

#[derive(Default)]
struct PeaksWaker {
    state: Mutex<WantedPeaks>,
    rung: Condvar,
}

#[derive(Default)]
struct WantedPeaks {
    next: Option<Take>,
    grown: bool,
    end: bool,
}

impl PeaksWaker {
    fn ring(&self, change: impl FnOnce(&mut WantedPeaks)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.rung.notify_one();
    }

    /// Waits for a ring; `None` is the end.
    fn wait(&self) -> Option<WantedPeaks> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while !(state.end || state.grown || state.next.is_some()) {
            state = self.rung.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let wanted = std::mem::take(&mut *state);
        (!wanted.end).then_some(wanted)
    }
}

impl Peaks {
    /// Starts the thread. `wake` is called when a whole take that does not grow has been looked at.
    ///
    /// # Errors
    /// The system has no more threads.
    pub fn start(wake: impl Fn() + Send + 'static) -> io::Result<Peaks> {
        let waker = Arc::new(PeaksWaker::default());
        let (sender, made) = channel();
        let heard = waker.clone();
        thread::Builder::new().name("peaks".into()).spawn(move || look(&heard, &sender, wake))?;
        Ok(Peaks { waker, made, take: None, peaks: Vec::new() })
    }

    /// Looks at the next take from its start, also where it is the same: it may have begun to grow again.
    pub fn forget(&mut self) {
        self.take = None;
    }

    /// The peaks of `take` so far; another take than before is begun with.
    pub fn of(&mut self, take: &Take) -> &[u8] {
        if self.take.as_deref() != Some(take.id()) {
            self.take = Some(take.id().to_owned());
            self.peaks.clear();
            self.waker.ring(|wanted| wanted.next = Some(take.clone()));
        }
        loop {
            match self.made.try_recv() {
                Ok(made) if self.take.as_ref() == Some(&made.take) => {
                    self.peaks.truncate(made.from);
                    self.peaks.extend(made.peaks);
                }
                Ok(_) => {}
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => return &self.peaks,
            }
        }
    }
}

impl Drop for Peaks {
    fn drop(&mut self) {
        self.waker.ring(|wanted| wanted.end = true);
    }
}

fn look(waker: &Arc<PeaksWaker>, made: &Sender<Made>, wake: impl Fn()) {
    let mut current: Option<(Wave, Take, Listener)> = None;
    let mut seen = (0, 0);
    while let Some(wanted) = waker.wait() {
        if let Some(take) = wanted.next {
            let listener = {
                let waker = waker.clone();
                take.on_growth(move || waker.ring(|wanted| wanted.grown = true))
            };
            current = Some((Wave::new(take.clone()), take, listener));
            seen = (0, 0);
        }
        let Some((wave, take, _)) = &mut current else { continue };
        // What was left out of the take (a broken piece) is looked at anew from the start; that is rare.
        if seen.1 != take.epoch() {
            seen = (0, take.epoch());
        }
        // A take that cannot be read shows no wave; the player says why.
        let peaks = wave.read(seen.0, AT_ONCE).unwrap_or_default();
        let news = Made { take: take.id().to_owned(), from: seen.0, peaks };
        seen.0 += news.peaks.len();
        if news.peaks.len() == AT_ONCE {
            waker.ring(|wanted| wanted.grown = true);
        }
        if !news.peaks.is_empty() && made.send(news).is_err() {
            return;
        }
        if !take.is_growing() {
            wake();
        }
    }
}
