//! How others wake the player's thread.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::thread::Thread;
use std::time::Duration;

/// Wakes one thread. Calls are not counted: after any number of them the thread looks around once.
///
/// A flag stands beside the thread's own token, because code below us (opening a device, a report) may park this thread
/// for its own reasons and swallow the token.
#[derive(Clone)]
pub struct ThreadWaker {
    woken: Arc<AtomicBool>,
    thread: Thread,
}

impl ThreadWaker {
    /// A waker of `thread`; all that share `woken` are the same one.
    pub fn new(woken: Arc<AtomicBool>, thread: Thread) -> ThreadWaker {
        ThreadWaker { woken, thread }
    }

    /// Wakes the thread, or keeps it from falling asleep. Neither blocks nor allocates.
    pub fn wake(&self) {
        self.woken.store(true, SeqCst);
        self.thread.unpark();
    }

    /// Sleeps until somebody wakes it or `limit` has passed; to be called on its own thread.
    pub fn wait(&self, limit: Option<Duration>) {
        if !self.woken.swap(false, SeqCst) {
            match limit {
                Some(limit) => std::thread::park_timeout(limit),
                None => std::thread::park(),
            }
        }
    }
}
