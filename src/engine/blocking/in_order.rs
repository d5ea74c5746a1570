//! Blocking work that must be done in the order in which it was requested.

use tokio::task::JoinHandle;

use crate::engine::boundary::event::{Event, Events};
use crate::engine::failure;

/// One thing after the other, off the loop.
pub(in crate::engine) struct InOrder {
    events: Events,
    last: Option<JoinHandle<()>>,
}

impl InOrder {
    pub fn new(events: &Events) -> InOrder {
        InOrder { events: events.clone(), last: None }
    }

    /// Does `work` when all that was requested before is done.
    pub fn then(&mut self, work: impl FnOnce(&Events) + Send + 'static) {
        let (events, before) = (self.events.clone(), self.last.take());
        self.last = Some(tokio::spawn(async move {
            if let Some(before) = before {
                before.await.ok();
            }
            let told = events.clone();
            if let Err(error) = tokio::task::spawn_blocking(move || work(&events)).await
                && error.is_panic()
            {
                // What it was to answer will not come; the next thing in the line is done all the same.
                told.send(Event::Notice(failure::fault("blocking work ended in a panic")));
            }
        }));
    }

    /// Ends when everything is done.
    pub async fn end(&mut self) {
        if let Some(last) = self.last.take() {
            last.await.ok();
        }
    }
}
