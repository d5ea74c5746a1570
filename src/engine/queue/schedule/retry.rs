//! Trying again what has failed.

use crate::audio::take::Take;
use crate::engine::job::spec::Account;
use crate::engine::queue::output;
use crate::engine::queue::record::EntryProgress;
use crate::engine::queue::schedule::Queue;
use crate::words::{Class, Failure};

impl Queue {
    /// Lets entries that have failed wait for their turn once more; others are left alone. They begin at once, unless
    /// others wait already and the queue is paused.
    ///
    /// # Errors
    /// The first output for which there is no name any more; its entry stays failed, the others wait.
    pub fn retry(&mut self, ids: &[u64], account: Account) -> Result<(), Failure> {
        self.begin_where_nothing_waits();
        self.accounts.insert(account.name().to_owned(), account);
        let mut refused = Ok(());
        for &id in ids {
            let Some(EntryProgress::Failed(trouble)) = self.record.get(id).map(|entry| &entry.state) else { continue };
            // A text that was refused is mended in its file, so the file is read anew; what was spoken of it before is in
            // the library. After any other failure the take goes on where it was.
            let is_refused = Failure::from(trouble).class == Class::Text;
            let is_whole = |id: &String| {
                let take = self.library.dir(id).ok().and_then(|dir| Take::open(&dir).ok());
                take.is_some_and(|take| take.is_complete())
            };
            let again = self.record.change(id, |entry| {
                if is_refused && entry.takes.last().is_some_and(|last| !is_whole(last)) {
                    entry.takes.truncate(entry.takes.len() - 1);
                }
                output::again(entry).map(|output| (entry.output, entry.state) = (output, EntryProgress::Waiting))
            });
            refused = refused.and(again.unwrap_or(Ok(())));
        }
        refused
    }
}
