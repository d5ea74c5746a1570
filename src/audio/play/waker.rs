//! How others wake the player's thread.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::thread::Thread;
use std::time::Duration;

/// Wakes one thread. Rings are not counted: after any number of them the thread looks around once.
///
/// A flag stands beside the thread's own token, because code below us (opening a device, a report) may park this thread
/// for its own reasons and swallow the token.
#[derive(Clone)]
pub struct ThreadWaker {
    rung: Arc<AtomicBool>,
    thread: Thread,
}

impl ThreadWaker {
    /// A bell for `thread`; all that share `rung` are the same bell.
    pub fn new(rung: Arc<AtomicBool>, thread: Thread) -> ThreadWaker {
        ThreadWaker { rung, thread }
    }

    /// Wakes the thread, or keeps it from falling asleep. Neither blocks nor allocates.
    pub fn ring(&self) {
        self.rung.store(true, SeqCst);
        self.thread.unpark();
    }

    /// Sleeps until the bell rings or `limit` has passed; to be called on the bell's own thread.
    pub fn wait(&self, limit: Option<Duration>) {
        if !self.rung.swap(false, SeqCst) {
            match limit {
                Some(limit) => std::thread::park_timeout(limit),
                None => std::thread::park(),
            }
        }
    }
}
