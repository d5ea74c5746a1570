//! Room: the take, one rendering of a script by a voice, on disk from its first delta. Owns its folder. One writer
//! appends, any number of readers read, seek and follow. Knows nothing of the service, of players or of formats.
//!
//! # The folder
//!
//! * `take.jsonl`, the journal: one JSON object a line. The first is `{"line":"take","version":1,"header":{…}}` with the
//!   text, the voice and the planned segments; the others are facts in the order of their happening: `begin`, `logid`,
//!   `mark`, `complete`, `fail`, `split`, `text`, `read`, `give_up`, `redo`, `use`, `drop`, `close`, `resume`. A line counts once
//!   its newline is there. Unknown lines and fields are ignored.
//! * `0000.pcm`, `0001.pcm`, …: the samples of each request as they came; signed 16 bit, little-endian, mono, no header.
//! * `0000.opus`, …: where the service sent Opus, its packets; each after its length in bytes (16 bit, little-endian).
//! * `0000.peaks`, …: how loud it is; a byte for each twentieth of a second. May be missing or short.
//! * `lock`: empty; locked by the process that writes.
//!
//! Files only grow, and nothing in them is rewritten; they are deleted only where the user drops versions that are not
//! heard. The playing order is an index over (file, range), made from the journal: pieces of segments that arrive at the
//! same time, a broken piece that is left out, a continued one, and a passage that was requested again are lines, not
//! copies.
//!
//! A process may be killed at any moment. What is open then is as long as its file is; whoever resumes the take leaves
//! the broken mark out and asks for it again.

mod append;
mod error;
mod file;
mod index;
mod journal;
mod lock;
mod open;
mod packets;
mod peaks;
mod reader;
mod receipt;
mod versions;
mod watch;
mod writer;

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::audio::clocks::{RequestSample, TakeSample};
pub use error::TakeError;
use index::Index;
pub use index::{Mark, Missing};
pub use journal::{Header, SegmentPlan, TakeEnd, header};
pub use lock::in_use;
pub use packets::Packets;
pub use peaks::{Wave, samples_per_peak};
pub(in crate::audio) use reader::QUIET_SAMPLE;
pub use reader::TakeReader;
pub use receipt::{ActualFormat, Receipt, SegmentReceipt, SegmentState};
pub use versions::{Passage, ReuseOrigin, Version, VersionId, VersionVoice};
pub use watch::Listener;
use watch::Watchers;
pub use writer::{RequestId, TakeWriter};

/// The reading half of a take. Clones are the same take and cheap.
#[derive(Clone)]
pub struct Take(Arc<TakeShared>);

/// How far a take is, all taken at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// See [`Take::len`].
    pub len: TakeSample,
    /// See [`Take::whole`].
    pub whole: TakeSample,
    /// See [`Take::received`].
    pub received: RequestSample,
    /// See [`Take::is_growing`].
    pub growing: bool,
    /// See [`Take::is_complete`].
    pub complete: bool,
    /// It grows, but nothing is expected before more of its text is written: what does not come is nobody's fault.
    pub waits: bool,
    /// See [`Take::epoch`].
    pub epoch: u64,
    /// Rises with every change and every [`Take::wake`]; what [`Take::wait`] waits for.
    pub changes: u64,
    /// Rises with every change but mere growth; what [`Take::wait_for_fact`] waits for.
    pub facts: u64,
}

impl Take {
    /// Opens a take that was written before. It does not grow, not even while another process writes it.
    ///
    /// # Errors
    /// There is no take, or its header is damaged. Any lesser damage is told by [`Take::damage`].
    pub fn open(dir: &Path) -> Result<Take, TakeError> {
        open::open(dir).map(|(shared, _)| Take(Arc::new(shared)))
    }

    /// Opens a take as it is with another version of a passage heard, and says where that version is then. On disk nothing
    /// changes.
    ///
    /// # Errors
    /// As [`Take::open`], or there is no such version.
    pub fn with_version(dir: &Path, version: VersionId) -> Result<(Take, Range<TakeSample>), TakeError> {
        open::with_version(dir, version).map(|(shared, samples)| (Take(Arc::new(shared)), samples))
    }

    /// The name of the take.
    pub fn id(&self) -> &str {
        &self.0.header.id
    }

    /// Its folder.
    pub fn dir(&self) -> &Path {
        &self.0.dir
    }

    /// What it is of.
    pub fn header(&self) -> &Header {
        &self.0.header
    }

    /// The text as it is now. That of [`Take::header`] where it was whole from the start, or has ended before the take was
    /// opened.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0.lock().text {
            Some(growing) if growing.text.len() > self.0.header.text.len() => growing.text.clone().into(),
            _ => self.0.header.text.as_str().into(),
        }
    }

    /// The text as it is now, up to so many bytes.
    pub fn text_beginning(&self, bytes: usize) -> String {
        self.0.with_text(|text| text[..text.floor_char_boundary(bytes)].to_owned())
    }

    /// Whether more of its text may be written.
    pub fn is_being_written(&self) -> bool {
        self.0.lock().text.as_ref().is_some_and(|text| text.open)
    }

    /// How long the text is now, in bytes.
    pub fn text_len(&self) -> usize {
        self.0.with_text(str::len)
    }

    /// Where the parts of the text end that were read by themselves while it was written, in bytes; none where it was whole
    /// from the start.
    pub fn text_parts(&self) -> Vec<usize> {
        self.0.lock().text.as_ref().map_or_else(Vec::new, |growing| growing.parts.clone())
    }

    /// What each segment is to speak, in playing order.
    pub fn segments(&self) -> Vec<SegmentPlan> {
        self.0.lock().plans()
    }

    /// The last segment that begins at or before a byte of the spoken text; costs next to nothing at any length.
    pub fn segment_at(&self, spoken: usize) -> Option<SegmentPlan> {
        self.0.lock().plan_at(spoken)
    }

    /// Samples a second, in Hz.
    pub fn rate(&self) -> u32 {
        self.0.header.rate
    }

    /// The samples that can be played now: those without a gap from the start. It may shrink, when a broken piece is
    /// left out; see [`Take::epoch`].
    pub fn len(&self) -> TakeSample {
        self.0.lock().len()
    }

    /// Nothing can be played yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The samples up to the last whole mark, without a gap from the start. It never shrinks.
    pub fn whole(&self) -> TakeSample {
        self.0.lock().whole()
    }

    /// All samples that were received, in whatever order, also those that were left out later.
    pub fn received(&self) -> RequestSample {
        self.0.lock().received()
    }

    /// A writer is at work on it.
    pub fn is_growing(&self) -> bool {
        self.0.lock().growing
    }

    /// Every segment has completed with audio, and it is all there.
    pub fn is_complete(&self) -> bool {
        self.0.lock().is_complete()
    }

    /// How the last writer closed it; `None` while it grows, or if its process was killed.
    pub fn end(&self) -> Option<TakeEnd> {
        self.0.lock().end
    }

    /// What is wrong with its files, if something is. The rest can be played.
    pub fn damage(&self) -> Option<String> {
        self.0.lock().damage.clone()
    }

    /// Rises whenever [`Take::len`] shrinks, so that samples that were already read may not be those that stand there
    /// now.
    pub fn epoch(&self) -> u64 {
        self.0.lock().epoch()
    }

    /// The first position whose sample may have changed since `epoch`; `None` if nothing did.
    pub fn changed_since(&self, epoch: u64) -> Option<TakeSample> {
        self.0.lock().changed_since(epoch)
    }

    /// All lengths and states of one moment.
    pub fn extent(&self) -> Extent {
        self.0.lock().extent()
    }

    /// Reads its samples.
    pub fn reader(&self) -> TakeReader {
        TakeReader::new(self.0.clone())
    }

    /// All marks that have audio, in playing order. The first of every request stands at its start even if the service
    /// announced nothing that could be placed.
    pub fn marks(&self) -> Vec<Mark> {
        self.0.lock().marks()
    }

    /// The mark that the sample at this position belongs to; costs next to nothing at any length.
    pub fn mark_at(&self, sample: TakeSample) -> Option<Mark> {
        self.0.lock().mark_at(sample)
    }

    /// The first mark after this sample; costs next to nothing at any length.
    pub fn mark_after(&self, sample: TakeSample) -> Option<Mark> {
        self.0.lock().mark_after(sample)
    }

    /// Where the sample at this position comes from: the request of this take that brought it, and its place there.
    pub fn origin_at(&self, sample: TakeSample) -> Option<ReuseOrigin> {
        let place = self.0.lock().locate(sample)?;
        Some(ReuseOrigin { take: self.id().to_owned(), request: place.request, from: place.from })
    }

    /// Whether the sound at this position has another voice or other settings than the take, because its passage was asked
    /// for anew with them.
    pub fn is_other_at(&self, sample: TakeSample) -> bool {
        self.0.lock().is_other_at(sample)
    }

    /// What [`TakeWriter::redo`] would make of a passage: the bytes of the spoken text that it would ask for. `None` where
    /// it would refuse.
    pub fn redoable(&self, spoken: &Range<usize>) -> Option<Range<usize>> {
        self.0.lock().redoable(spoken)
    }

    /// What sound is missing that it once had, if some is; the rest can be played, and what is missing is not known to be
    /// requested.
    pub fn lost(&self) -> Option<TakeError> {
        let index = self.0.lock();
        let what = index.damage.clone().filter(|_| index.lost)?;
        Some(TakeError::Lost { path: self.0.dir.clone(), what })
    }

    /// The passages that it holds in several versions, in playing order.
    pub fn passages(&self) -> Vec<Passage> {
        self.0.lock().passages()
    }

    /// What still has to be requested, in playing order.
    pub fn missing(&self) -> Vec<Missing> {
        self.0.lock().missing()
    }

    /// What came of every segment.
    pub fn receipt(&self) -> Receipt {
        self.0.lock().receipt()
    }

    /// Calls `wake` after every growth, cut and close, on the writer's thread, which waits for it: it must be quick. It
    /// ends when the listener is dropped.
    pub fn on_growth(&self, wake: impl Fn() + Send + Sync + 'static) -> Listener {
        self.0.watchers.add(Arc::new(wake))
    }

    /// Blocks until something has changed since `changes` was taken from [`Take::extent`], and returns how far the take
    /// is now. Returns at once for a take that does not grow.
    pub fn wait(&self, changes: u64) -> Extent {
        let unchanged = |index: &mut Index| index.growing && index.changes == changes;
        self.0.changed.wait_while(self.0.lock(), unchanged).unwrap_or_else(PoisonError::into_inner).extent()
    }

    /// As [`Take::wait`], but for something else than more samples of a request that has some: for whoever needs whole marks
    /// only, and would wake with every delta in vain.
    pub fn wait_for_fact(&self, facts: u64) -> Extent {
        let unchanged = |index: &mut Index| index.growing && index.facts == facts;
        self.0.told.wait_while(self.0.lock(), unchanged).unwrap_or_else(PoisonError::into_inner).extent()
    }

    /// Lets everything that waits for this take look around: for whoever wants to cancel what it does meanwhile.
    pub fn wake(&self) {
        self.0.change(|_| ());
    }
}

impl std::fmt::Debug for Take {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Take").field("dir", &self.0.dir).field("extent", &self.extent()).finish()
    }
}

/// What the two halves share. The lock is held for a look-up or a change of the index, never across input or output.
struct TakeShared {
    dir: PathBuf,
    header: Header,
    index: Mutex<Index>,
    /// Notified with [`Extent::changes`] and with [`Extent::facts`].
    changed: Condvar,
    told: Condvar,
    watchers: Arc<Watchers>,
}

impl TakeShared {
    fn over(dir: &Path, header: Header, index: Index) -> TakeShared {
        let (changed, told) = (Condvar::new(), Condvar::new());
        TakeShared { dir: dir.into(), header, index: Mutex::new(index), changed, told, watchers: Arc::default() }
    }

    fn lock(&self) -> MutexGuard<'_, Index> {
        // No change of the index can stop half-way in a way that would harm a reader.
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the text as it is now.
    fn with_text<R>(&self, look: impl FnOnce(&str) -> R) -> R {
        match &self.lock().text {
            Some(growing) => look(&growing.text),
            None => look(&self.header.text),
        }
    }

    /// Changes the index, then tells everyone.
    fn change(&self, change: impl FnOnce(&mut Index)) {
        let mut index = self.lock();
        change(&mut index);
        index.facts += 1;
        self.tell(index, true);
    }

    /// So many more samples of a request are there: tells those who follow the growth. The first ones make its first mark,
    /// and so are for everyone.
    fn grow(&self, request: u32, samples: RequestSample) {
        let mut index = self.lock();
        let first = index.samples_of(request) == 0;
        index.grow(request, samples);
        index.facts += u64::from(first);
        self.tell(index, first);
    }

    fn tell(&self, mut index: MutexGuard<'_, Index>, fact: bool) {
        index.changes += 1;
        drop(index);
        self.changed.notify_all();
        if fact {
            self.told.notify_all();
        }
        self.watchers.wake();
    }
}

fn pcm_path(dir: &Path, request: u32) -> PathBuf {
    dir.join(format!("{request:04}.pcm"))
}

fn opus_path(dir: &Path, request: u32) -> PathBuf {
    dir.join(format!("{request:04}.opus"))
}
