//! A place for one question to a thread that helps the window: a newer one takes the place of one that has not been begun.

use std::sync::{Condvar, Mutex, PoisonError};

/// The place. Who fills it never waits; who takes from it waits until there is something or all is over.
pub struct Slot<T> {
    next: Mutex<SlotContent<T>>,
    filled: Condvar,
}

enum SlotContent<T> {
    Nothing,
    Question(T),
    End,
}

impl<T> Default for Slot<T> {
    fn default() -> Slot<T> {
        Slot { next: Mutex::new(SlotContent::Nothing), filled: Condvar::new() }
    }
}

impl<T> Slot<T> {
    /// Puts a question there; one that has not been taken is forgotten.
    pub fn fill(&self, question: T) {
        self.put(SlotContent::Question(question));
    }

    /// Ends the waiting for ever.
    pub fn end(&self) {
        self.put(SlotContent::End);
    }

    /// The next question; `None` is the end.
    pub fn take(&self) -> Option<T> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match std::mem::replace(&mut *next, SlotContent::Nothing) {
                SlotContent::Question(question) => return Some(question),
                SlotContent::End => return None,
                SlotContent::Nothing => next = self.filled.wait(next).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    fn put(&self, next: SlotContent<T>) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = next;
        self.filled.notify_one();
    }
}
