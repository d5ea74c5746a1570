//! Counting on a thread of its own: how many requests a text needs and how many characters are billed.
//!
//! Cutting a megabyte takes longer than a frame may, and only the newest text matters: a text that comes while another is
//! being counted waits in a slot for one, where the next replaces it.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::slot::Slot;
use crate::text::{Script, billed_characters};
use crate::ui::model::Count;

/// A text to count.
#[derive(Debug)]
pub struct Question {
    /// Comes back in [`Count::serial`].
    pub serial: u64,
    /// The text.
    pub text: String,
    /// Whether it is Markdown.
    pub markdown: bool,
    /// The most bytes of one request.
    pub limit_bytes: usize,
}

/// The window's end of the counting thread. Dropping it ends the thread.
pub struct Counter {
    slot: Arc<Slot<Question>>,
    counts: Receiver<Count>,
}

impl Counter {
    /// Starts the thread. `is_placeholder` says whether the demo has no voice for a text; `wake` is called after each count.
    ///
    /// # Errors
    /// The system has no more threads.
    pub fn start(
        is_placeholder: impl Fn(&str) -> bool + Send + 'static,
        wake: impl Fn() + Send + 'static,
    ) -> io::Result<Counter> {
        let slot = Arc::new(Slot::<Question>::default());
        let (answers, counts) = channel();
        let questions = slot.clone();
        let work = move || count_all(&questions, &answers, is_placeholder, wake);
        thread::Builder::new().name("counter".into()).spawn(work)?;
        Ok(Counter { slot, counts })
    }

    /// Asks for a count; a question that has not been begun is forgotten.
    pub fn ask(&self, question: Question) {
        self.slot.fill(question);
    }

    /// The newest count that has come since the last call.
    pub fn latest(&self) -> Option<Count> {
        self.counts.try_iter().last()
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        self.slot.end();
    }
}

fn count_all(
    questions: &Slot<Question>,
    answers: &Sender<Count>,
    is_placeholder: impl Fn(&str) -> bool,
    wake: impl Fn(),
) {
    while let Some(question) = questions.take() {
        if answers.send(count(&question, &is_placeholder)).is_err() {
            return;
        }
        wake();
    }
}

fn count(question: &Question, is_placeholder: impl Fn(&str) -> bool) -> Count {
    let script = Script::new(&question.text, question.markdown);
    let segments = script.segments(question.limit_bytes);
    let first = segments.first();
    Count {
        serial: question.serial,
        requests: segments.len(),
        characters: segments.iter().map(|segment| billed_characters(&segment.text)).sum(),
        placeholder: first.is_some_and(|segment| is_placeholder(&segment.text)),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::{Count, Counter, Question};

    #[test]
    fn the_newest_text_is_counted_in_the_end() {
        let (awake, woken) = channel();
        let counter = Counter::start(|_| false, move || awake.send(()).unwrap()).expect("a thread");
        for serial in 1..=50 {
            let text = "今天天气不错。".repeat(serial as usize * 20);
            counter.ask(Question { serial, text, markdown: false, limit_bytes: 1024 });
        }
        let mut last = None;
        while last.is_none_or(|count: Count| count.serial < 50) {
            woken.recv().expect("a count");
            last = counter.latest().or(last);
        }
        let last = last.expect("a count");
        assert_eq!(last.serial, 50);
        assert!(last.requests >= (50 * 20 * 21) / 1024);
        assert!(last.characters >= 50 * 20 * 6);
    }
}
