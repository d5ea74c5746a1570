//! Writing a take. There is one writer; all others read.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::audio::bytes;
use crate::audio::clocks::RequestSample;
use crate::audio::take::append::Appender;
use crate::audio::take::index::Index;
use crate::audio::take::journal::{Header, Journal, JournalLine, SegmentPlan, TakeEnd};
use crate::audio::take::lock::TakeLock;
use crate::audio::take::open::plans_fit;
use crate::audio::take::peaks::PeakWriter;
use crate::audio::take::{ReuseOrigin, Take, TakeError, TakeShared, VersionId, VersionVoice, opus_path, pcm_path};

/// One connection for a segment, and the audio that it brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(u32);

/// The writing half of a take. Segments are named by their place in playing order, from 0; up to as many requests as one
/// likes grow at once.
///
/// Every method that takes audio or a fact has it on disk when it returns, and only then do readers see it: a process
/// that is killed loses nothing that was received. After an error nothing has changed; a full disk can be tried again.
///
/// Dropping a writer that was not closed ends the growing, like a kill.
pub struct TakeWriter {
    shared: Arc<TakeShared>,
    journal: Journal,
    open: HashMap<RequestId, Files>,
    /// Requests whose files must still be made safe from a power cut.
    unsynced: Vec<u32>,
    scratch: Vec<u8>,
    closed: bool,
    /// Let go of when the writing ends, so that the next writer may come.
    lock: Option<TakeLock>,
}

struct Files {
    pcm: Appender,
    peaks: PeakWriter,
    opus: Option<Appender>,
}

impl TakeWriter {
    /// Starts a take in the folder `dir`, which is made if it is not there.
    ///
    /// # Errors
    /// The folder already holds a take, or cannot be written.
    pub fn create(dir: &Path, header: Header) -> Result<TakeWriter, TakeError> {
        crate::audio::take::open::fits(&header).map_err(TakeError::Misused)?;
        crate::audio::take::file::make_folder(dir).map_err(TakeError::io(dir))?;
        let lock = TakeLock::take(dir)?;
        let journal = Journal::create(dir, &header)?;
        let mut index = Index::new(&header);
        if let Some(text) = &mut index.text {
            text.open = true;
        }
        let shared = TakeShared::over(dir, header, index);
        Ok(TakeWriter::over(shared, journal, lock))
    }

    /// Opens a take to ask for what it still lacks ([`Take::missing`]). The pieces that were broken off by the end or
    /// the kill before are left out, as [`TakeWriter::fail`] does it.
    ///
    /// # Errors
    /// As [`Take::open`]; [`TakeError::InUse`] while another writer has it.
    pub fn resume(dir: &Path) -> Result<TakeWriter, TakeError> {
        crate::audio::take::journal::header(dir)?;
        let lock = TakeLock::take(dir)?;
        let (shared, bytes) = crate::audio::take::open::open(dir)?;
        let journal = Journal::continued(dir, bytes)?;
        let mut writer = TakeWriter::over(shared, journal, lock);
        writer.log(JournalLine::Resume)?;
        let broken_off = writer.shared.lock().all_running();
        for request in broken_off {
            writer.fail(RequestId(request))?;
        }
        Ok(writer)
    }

    fn over(shared: TakeShared, journal: Journal, lock: TakeLock) -> TakeWriter {
        shared.lock().growing = true;
        let (open, unsynced, scratch) = (HashMap::new(), Vec::new(), Vec::new());
        TakeWriter { shared: Arc::new(shared), journal, open, unsynced, scratch, closed: false, lock: Some(lock) }
    }

    /// The reading half.
    pub fn take(&self) -> Take {
        Take(self.shared.clone())
    }

    /// A new request for a segment, or for what it still lacks. Its audio stands after what the segment has kept.
    ///
    /// # Errors
    /// The segment is done or has a request that runs; or the file cannot be made.
    pub fn begin(&mut self, segment: usize) -> Result<RequestId, TakeError> {
        let segment = self.number(segment)?;
        self.idle(segment)?;
        self.open_request(|request| JournalLine::Begin { request, segment, origin: None })
    }

    /// Makes the file of a new request, then says so in the journal.
    fn open_request(&mut self, line: impl Fn(u32) -> JournalLine) -> Result<RequestId, TakeError> {
        let damaged = || TakeError::Misused("there are no more request numbers");
        let mut request = self.shared.lock().next_request_number().ok_or_else(damaged)?;
        self.shared.lock().check(&line(request)).map_err(TakeError::Misused)?;
        let pcm = loop {
            match Appender::create(pcm_path(&self.shared.dir, request)) {
                // A file of which the journal knows nothing, because its process was killed just there: step over it.
                Err(error) if error.io_kind() == Some(ErrorKind::AlreadyExists) => {
                    request = request.checked_add(1).ok_or_else(damaged)?;
                }
                other => break other?,
            }
        };
        self.log(line(request))?;
        let peaks = PeakWriter::create(&self.shared.dir, request, self.shared.header.rate);
        self.unsynced.push(request);
        self.open.insert(RequestId(request), Files { pcm, peaks, opus: None });
        Ok(RequestId(request))
    }

    /// The service's log id of a request.
    pub fn logid(&mut self, request: RequestId, logid: &str) -> Result<(), TakeError> {
        self.log(JournalLine::Logid { request: request.0, logid: logid.into() })
    }

    /// The service sends the sound of a request in another codec or at another rate, in Hz, than was requested. The receipt
    /// says so; the samples that are appended are still of the take's rate.
    pub fn in_effect(&mut self, request: RequestId, codec: &str, rate: u32) -> Result<(), TakeError> {
        self.log(JournalLine::InEffect { request: request.0, codec: codec.into(), rate })
    }

    /// Samples of a request, in the order of their arrival.
    pub fn append(&mut self, request: RequestId, samples: &[i16]) -> Result<(), TakeError> {
        if samples.is_empty() {
            return Ok(());
        }
        let files = self.open.get_mut(&request).ok_or(ENDED)?;
        self.scratch.clear();
        bytes::write(samples, &mut self.scratch);
        files.pcm.append(&self.scratch)?;
        files.peaks.push(samples);
        self.shared.grow(request.0, RequestSample(samples.len() as u64));
        Ok(())
    }

    /// An Opus packet of a request, kept beside its samples so that it can be saved without encoding anew. Its samples
    /// are appended as those of any other codec.
    pub fn packet(&mut self, request: RequestId, packet: &[u8]) -> Result<(), TakeError> {
        let length = u16::try_from(packet.len()).map_err(|_| TakeError::Misused("no Opus packet is that long"))?;
        let files = self.open.get_mut(&request).ok_or(ENDED)?;
        let file = match &mut files.opus {
            Some(file) => file,
            none => none.insert(Appender::create(opus_path(&self.shared.dir, request.0))?),
        };
        self.scratch.clear();
        self.scratch.extend_from_slice(&length.to_le_bytes());
        self.scratch.extend_from_slice(packet);
        file.append(&self.scratch)
    }

    /// A piece of the service begins at the present length of the request; the piece before it is whole now. `spoken`
    /// and `source` are where it begins in the two texts, in bytes. A piece whose place was not found is not marked, and
    /// so is joined to the one before.
    pub fn mark(&mut self, request: RequestId, spoken: usize, source: usize) -> Result<(), TakeError> {
        let sample = self.shared.lock().samples_of(request.0);
        let source = self.shared.with_text(|text| text.floor_char_boundary(source));
        self.log(JournalLine::Mark { request: request.0, sample, spoken, source })
    }

    /// The request ended well: it is whole, and its segment done.
    ///
    /// # Errors
    /// [`TakeError::NoAudio`] if it brought none.
    pub fn complete(&mut self, request: RequestId) -> Result<(), TakeError> {
        let samples = self.shared.lock().samples_of(request.0);
        if samples == 0 && self.open.contains_key(&request) {
            return Err(TakeError::NoAudio);
        }
        self.log(JournalLine::Complete { request: request.0, samples })?;
        self.open.remove(&request);
        Ok(())
    }

    /// The request broke. Its whole marks stay, the broken one is left out of the take (its samples stay in the file but
    /// are not played). Without any mark nothing of the request is kept.
    ///
    /// Returns where the segment is to be requested next, as a byte of the spoken text: the start of the broken piece,
    /// or where this request began.
    pub fn fail(&mut self, request: RequestId) -> Result<usize, TakeError> {
        let keep = self.shared.lock().whole_of(request.0);
        self.log(JournalLine::Fail { request: request.0, keep })?;
        self.open.remove(&request);
        self.shared.lock().next_spoken(request.0).ok_or(ENDED)
    }

    /// What a segment still lacks becomes several segments (error 3010: the text was too long). The first of `into`
    /// takes the place of the segment and keeps the pieces it has; the others follow it, and the places of all later
    /// segments rise by `into.len() - 1`.
    ///
    /// # Errors
    /// The segment is done or has a request that runs, or `into` is empty.
    pub fn split(&mut self, segment: usize, into: &[SegmentPlan]) -> Result<(), TakeError> {
        self.shared.with_text(|text| plans_fit(into, text)).map_err(TakeError::Misused)?;
        let segment = self.number(segment)?;
        self.idle(segment)?;
        let first = self.shared.lock().next_segment_number();
        self.log(JournalLine::Split { segment, first, into: into.into() })
    }

    /// More of the text was written; for a take whose header says that its text is read in parts.
    pub fn write(&mut self, text: &str) -> Result<(), TakeError> {
        self.log(JournalLine::Text { text: text.into() })
    }

    /// The text was read up to the byte `end`, and what was read is planned: the last segment, where it has become longer,
    /// and those that follow it.
    ///
    /// # Errors
    /// The last segment is done, or a plan does not lie in the text.
    pub fn read(&mut self, end: usize, last: Option<SegmentPlan>, into: Vec<SegmentPlan>) -> Result<(), TakeError> {
        let fit = |text: &str| plans_fit(&into, text).and(plans_fit(last.as_slice(), text));
        self.shared.with_text(fit).map_err(TakeError::Misused)?;
        let first = self.shared.lock().next_segment_number();
        self.log(JournalLine::Read { end, last, first, into })
    }

    /// Nothing more will be written.
    pub fn text_ends(&mut self) {
        self.shared.change(Index::end_text);
    }

    /// Whether what is there is all that can be expected before more is written; see [`crate::audio::take::Extent::waits`].
    pub fn waits(&mut self, waits: bool) {
        if self.shared.lock().waits != waits {
            self.shared.change(|index| index.waits = waits);
        }
    }

    /// A segment cannot be had; `code` is the service's, if it gave one. It can be begun again later.
    ///
    /// # Errors
    /// The segment is done or has a request that runs.
    pub fn give_up(&mut self, segment: usize, code: Option<i64>) -> Result<(), TakeError> {
        let segment = self.number(segment)?;
        self.idle(segment)?;
        self.log(JournalLine::GiveUp { segment, code })
    }

    /// As [`TakeWriter::begin`], for sound that is not requested because another take has it. Its samples are appended as
    /// any others and become this take's own.
    ///
    /// # Errors
    /// As [`TakeWriter::begin`].
    pub fn begin_saved(&mut self, segment: usize, origin: ReuseOrigin) -> Result<RequestId, TakeError> {
        let segment = self.number(segment)?;
        self.idle(segment)?;
        self.open_request(|request| JournalLine::Begin { request, segment, origin: Some(origin.clone()) })
    }

    /// A request for a passage that the take has already: `spoken`, widened to whole marks (and to whole earlier
    /// passages) inside one segment that is done. Nothing that is heard changes before [`TakeWriter::complete`] makes the
    /// new version the one that is heard; [`TakeWriter::fail`] leaves no trace of it. Returns the request and what it has to
    /// speak. `voice` is its voice, where voice or settings are not the take's.
    ///
    /// # Errors
    /// The passage is not all there, or spans segments.
    pub fn redo(
        &mut self,
        spoken: Range<usize>,
        voice: Option<VersionVoice>,
    ) -> Result<(RequestId, Range<usize>), TakeError> {
        let around = self.shared.lock().passage_around(&spoken);
        let (segment, spoken, source) = around.ok_or(TakeError::Misused("there is no such passage in one segment"))?;
        let line = |request| {
            let (spoken, source, voice) = (spoken.clone(), source.clone(), voice.clone());
            let (voice_name, voice_id) = voice.map_or((None, None), |voice| (Some(voice.name), voice.id));
            JournalLine::Redo { request, segment, spoken, source, voice_name, voice_id }
        };
        Ok((self.open_request(line)?, spoken))
    }

    /// Another version of its passage is heard from now on. Positions after it move; [`Take::changed_since`] tells from where on.
    ///
    /// # Errors
    /// There is no such version.
    pub fn use_version(&mut self, version: VersionId) -> Result<(), TakeError> {
        self.log(JournalLine::Use { version })
    }

    /// Deletes the versions that are not heard, with their files where nothing else is in them.
    pub fn drop_versions(&mut self) -> Result<(), TakeError> {
        let before = self.shared.lock().needed();
        self.log(JournalLine::Drop)?;
        let after = self.shared.lock().needed();
        for &request in before.difference(&after) {
            for path in [pcm_path(&self.shared.dir, request), opus_path(&self.shared.dir, request)] {
                // The take is whole without them; one that stays costs room and nothing else.
                fs::remove_file(path).ok();
            }
            crate::audio::take::peaks::remove(&self.shared.dir, request);
        }
        Ok(())
    }

    /// Ends the writing and waits until all files are safe from a power cut: [`TakeWriter::end`], then
    /// [`TakeWriter::sync`].
    pub fn close(&mut self, end: TakeEnd) -> Result<(), TakeError> {
        self.end(end)?;
        self.sync()
    }

    /// Ends the writing. Requests that still run are left as they are: what has arrived of them can be played, and is
    /// decided upon by [`TakeWriter::resume`]. Readers learn of the end at once. Does not wait for the disk.
    pub fn end(&mut self, end: TakeEnd) -> Result<(), TakeError> {
        self.log(JournalLine::Close { end })?;
        self.closed = true;
        self.open.clear();
        self.lock = None;
        self.shared.change(Index::leave);
        Ok(())
    }

    /// Waits until all files are safe from a power cut, which takes a moment for each of them.
    pub fn sync(&mut self) -> Result<(), TakeError> {
        let dir = &self.shared.dir;
        for request in self.unsynced.drain(..) {
            sync(&pcm_path(dir, request))?;
            sync(&opus_path(dir, request))?;
        }
        self.journal.sync()?;
        // The names of new files are part of the folder. Windows cannot open a folder, and does not need it.
        #[cfg(unix)]
        sync(dir)?;
        Ok(())
    }

    fn number(&self, place: usize) -> Result<u32, TakeError> {
        self.shared.lock().segment_number(place).ok_or(TakeError::Misused("there is no such segment"))
    }

    fn idle(&self, segment: u32) -> Result<(), TakeError> {
        match self.shared.lock().running(segment) {
            Some(_) => Err(TakeError::Misused("a request runs for this segment")),
            None => Ok(()),
        }
    }

    /// The one way of a fact: checked, on disk, then in the index.
    fn log(&mut self, line: JournalLine) -> Result<(), TakeError> {
        if self.closed {
            return Err(TakeError::Misused("the take is closed"));
        }
        self.shared.lock().check(&line).map_err(TakeError::Misused)?;
        self.journal.append(&line)?;
        self.shared.change(|index| index.apply(&line));
        Ok(())
    }
}

impl Drop for TakeWriter {
    fn drop(&mut self) {
        self.lock = None;
        self.shared.change(Index::leave);
    }
}

const ENDED: TakeError = TakeError::Misused("the request has ended");

fn sync(path: &Path) -> Result<(), TakeError> {
    // Read access is enough to sync on Unix, but Windows asks for write access.
    let file = File::options().read(true).write(!path.is_dir()).open(path);
    match file.and_then(|file| file.sync_all()) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other.map_err(TakeError::io(path)),
    }
}
