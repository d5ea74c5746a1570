//! Counting on a thread of its own: how many requests a text needs and how many characters are billed.
//!
//! Cutting a megabyte takes longer than a frame may, and only the newest text matters: a text that comes while another is
//! being counted waits in a slot for one, where the next replaces it.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::{io, thread};

use crate::app::slot::Slot;
use crate::engine;
use crate::engine::{Account, Cast, CastText, JobSettings};
use crate::protocol::Voice;
use crate::store::{Keys, SentenceIndex};
use crate::text::{Script, ScriptReading};
use crate::ui::document::{Count, PageText};
use crate::ui::playback::TakeText;

/// A text to count.
#[derive(Debug)]
pub struct CountRequest {
    /// Comes back in [`Count::serial`].
    pub serial: u64,
    /// The text.
    pub text: String,
    /// How it is read.
    pub reading: ScriptReading,
    /// The name of the account.
    pub account: String,
    /// How it is spoken, and what it may cost.
    pub settings: JobSettings,
    /// The voices that its prefixes may name.
    pub voices: Arc<Vec<Voice>>,
    /// The text of the take on the bar, whose sentences are looked for in this one.
    pub heard: Option<Arc<TakeText>>,
}

/// What is found out about a text: first where its sentences are, then what it costs.
#[derive(Debug, Default)]
pub struct Counted {
    /// Its sentences.
    pub page: Option<PageText>,
    /// Its cost.
    pub count: Option<Count>,
}

/// The window's end of the counting thread. Dropping it ends the thread.
pub struct Counter {
    slot: Arc<Slot<CountRequest>>,
    counts: Receiver<Counted>,
    /// A request was made after the last count came.
    is_busy: bool,
}

impl Counter {
    /// Starts the thread. `pieces` says what need not be requested; `is_placeholder` says whether the demo has no voice for a
    /// text; `wake` is called after each count.
    ///
    /// # Errors
    /// The system has no more threads.
    pub fn start(
        pieces: SentenceIndex,
        is_placeholder: impl Fn(&str) -> bool + Send + 'static,
        wake: impl Fn() + Send + 'static,
    ) -> io::Result<Counter> {
        let slot = Arc::new(Slot::<CountRequest>::default());
        let (answers, counts) = channel();
        let questions = slot.clone();
        let work = move || count_all(&questions, &answers, &pieces, is_placeholder, wake);
        thread::Builder::new().name("counter".into()).spawn(work)?;
        Ok(Counter { slot, counts, is_busy: false })
    }

    /// Asks for a count; a question that has not been begun is forgotten.
    pub fn ask(&mut self, question: CountRequest) {
        self.is_busy = true;
        self.slot.fill(question);
    }

    /// The newest that has come since the last call.
    pub fn latest(&mut self) -> Counted {
        let newer = |known: Counted, next: Counted| Counted {
            page: next.page.or(known.page),
            count: next.count.or(known.count),
        };
        let counted = self.counts.try_iter().fold(Counted::default(), newer);
        self.is_busy &= counted.count.is_none();
        counted
    }

    /// Whether a count is still to come. Who waits for it copies a long text once a count, and not once a keystroke.
    pub fn is_busy(&self) -> bool {
        self.is_busy
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        self.slot.end();
    }
}

fn count_all(
    questions: &Slot<CountRequest>,
    answers: &Sender<Counted>,
    pieces: &SentenceIndex,
    is_placeholder: impl Fn(&str) -> bool,
    wake: impl Fn(),
) {
    while let Some(question) = questions.take() {
        let CastText { cast, unknown, known } = question.settings.cast(&question.text, &question.voices);
        let script = engine::script_of(&question.text, question.reading, cast.as_ref());
        let own = question.settings.output.voice_id.as_deref().unwrap_or_default();
        let sounds = engine::sounds(&script, cast.as_ref(), own);
        let limit = question.settings.limit_bytes;
        let page = PageText::new(question.serial, &script, &sounds, limit, question.heard.as_deref());
        let is_gone = answers.send(Counted { page: Some(page), count: None }).is_err();
        wake();
        let count = count(&question, &script, cast.as_ref(), pieces, &is_placeholder);
        let count = Count { cast: cast.map(Arc::new), unknown: Arc::new(unknown), known: Arc::new(known), ..count };
        if is_gone || answers.send(Counted { page: None, count: Some(count) }).is_err() {
            return;
        }
        wake();
    }
}

fn count(
    question: &CountRequest,
    script: &Script,
    cast: Option<&Cast>,
    pieces: &SentenceIndex,
    is_placeholder: impl Fn(&str) -> bool,
) -> Count {
    let CountRequest { account, settings, .. } = question;
    let placeholder = account == Account::DEMO && is_placeholder(script.spoken());
    let speakers = cast.map_or(&[][..], |cast| &cast.speakers);
    let keys = Keys::with_speakers(account, &settings.output, placeholder, speakers);
    let first = script.sentences().first().map(|first| &script.spoken()[first.spoken.clone()]);
    Count {
        serial: question.serial,
        cost: engine::estimate(script, settings.limit_bytes, pieces, settings.reuse.then_some(&keys)),
        placeholder: first.is_some_and(is_placeholder),
        rendering: keys.rendering(&question.text, question.reading.markdown, question.reading.pauses),
        ..Count::default()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    use super::{Count, CountRequest, Counter, JobSettings, ScriptReading, SentenceIndex};
    use crate::store::Home;

    #[test]
    fn the_newest_text_is_counted_in_the_end() {
        let (awake, woken) = channel();
        let folder = tempfile::TempDir::new().expect("a folder");
        let pieces = SentenceIndex::new(&Home::under(folder.path()));
        let mut counter = Counter::start(pieces, |_| false, move || awake.send(()).unwrap()).expect("a thread");
        for serial in 1..=50 {
            let text = "今天天气不错。".repeat(serial as usize * 20);
            counter.ask(CountRequest {
                serial,
                text,
                reading: ScriptReading::default(),
                account: "demo".to_owned(),
                settings: JobSettings { reuse: false, ..JobSettings::default() },
                voices: Arc::default(),
                heard: None,
            });
        }
        let mut last = None;
        while last.as_ref().is_none_or(|count: &Count| count.serial < 50) {
            woken.recv().expect("a count");
            last = counter.latest().count.or(last);
        }
        let last = last.expect("a count");
        assert_eq!(last.serial, 50);
        assert!(last.cost.requests >= (50 * 20 * 21) / 1024);
        assert!(last.cost.characters >= 50 * 20 * 6);
    }
}
