//! Being told that a take has changed, without asking again and again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

type Wake = dyn Fn() + Send + Sync;

/// The callbacks of one take.
#[derive(Default)]
pub(super) struct Watchers(Mutex<Watching>);

#[derive(Default)]
struct Watching {
    next: u64,
    // Shared, so that they are called without the lock: a callback may subscribe or drop a listener.
    all: Arc<Vec<(u64, Arc<Wake>)>>,
}

impl Watchers {
    fn lock(&self) -> MutexGuard<'_, Watching> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn add(self: &Arc<Self>, wake: Arc<Wake>) -> Listener {
        let mut watching = self.lock();
        let id = watching.next;
        watching.next += 1;
        Arc::make_mut(&mut watching.all).push((id, wake));
        Listener { id, watchers: Arc::downgrade(self) }
    }

    pub fn wake(&self) {
        let all = self.lock().all.clone();
        all.iter().for_each(|(_, wake)| wake());
    }
}

/// Keeps a callback of [`Take::on_growth`](crate::audio::take::Take::on_growth) alive. Dropping it unsubscribes; a call that has
/// already begun on the writer's thread may still end after that.
#[must_use = "dropping a listener unsubscribes it"]
pub struct Listener {
    id: u64,
    watchers: Weak<Watchers>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(watchers) = self.watchers.upgrade() {
            Arc::make_mut(&mut watchers.lock().all).retain(|(id, _)| *id != self.id);
        }
    }
}
