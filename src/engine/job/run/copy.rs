//! Sound that another take has: read in blocks away from the loop, appended by it like any other.

use std::collections::VecDeque;

use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use crate::audio::take::{RequestId, TakeError, TakeReader};
use crate::audio::{RequestSample, TakeSample};
use crate::engine::boundary::event::Events;
use crate::engine::job::run::JobRun;
use crate::engine::job::run::rows::{AbortOnDrop, Copying, SegmentRow, State};
use crate::engine::job::session::{CopiedBlock, ReportKind, SessionReport};
use crate::engine::job::spec::JobId;
use crate::engine::reuse::ReusedSound;

/// Samples that are read at once: about a second, so that the first is there at once and the loop never busy for long.
const BLOCK: usize = 1 << 15;

/// Reads the blocks of a saved sound, one after the other.
struct Copier {
    saved: Box<ReusedSound>,
    reader: TakeReader,
    at: TakeSample,
    next_mark: usize,
    /// The packets that are not given out yet, with their lengths, and where the first of them begins.
    packets: VecDeque<(Vec<u8>, RequestSample)>,
    packet_at: TakeSample,
}

impl Copier {
    fn new(saved: Box<ReusedSound>) -> Copier {
        let (reader, at) = (saved.take.reader(), saved.samples.start);
        Copier { reader, at, next_mark: 0, packets: VecDeque::new(), packet_at: at, saved }
    }

    /// Finds the packets; all of them, or none. It reads a file, so it is not done at once.
    fn find_packets(&mut self) {
        let length = RequestSample((self.saved.samples.end - self.saved.samples.start).0);
        let origin = &self.saved.origin;
        let last = self.saved.samples.end.previous().and_then(|last| self.saved.take.origin_at(last));
        // A sentence that two requests brought has two files.
        if last.is_some_and(|last| last.request == origin.request && last.from + 1 == origin.from + length) {
            self.packets = self.saved.take.packets_from(origin, length).unwrap_or_default().into();
        }
    }

    /// The next block; `None` at the end.
    fn next(&mut self) -> Result<Option<CopiedBlock>, TakeError> {
        let end = self.saved.samples.end;
        if self.at >= end {
            return Ok(None);
        }
        if self.at == self.saved.samples.start {
            self.find_packets();
        }
        let mark = self.saved.marks.get(self.next_mark).filter(|(sample, _)| *sample <= self.at);
        let mark = mark.map(|(_, spoken)| *spoken);
        self.next_mark += usize::from(mark.is_some());
        // A mark stands between two blocks, never in one.
        let to = self.saved.marks.get(self.next_mark).map_or(end, |(sample, _)| *sample);
        let wanted = to.min(end).saturating_sub(self.at).at_most(BLOCK).max(1);
        let mut samples = vec![0; wanted];
        let mut done = 0;
        while done < samples.len() {
            match self.reader.read(self.at + done, &mut samples[done..])? {
                0 => {
                    let (path, what) = (self.saved.take.dir().to_owned(), "it is shorter than it was".to_owned());
                    return Err(TakeError::Damaged { path, what });
                }
                read => done += read,
            }
        }
        self.at += wanted;
        let mut packets = Vec::new();
        while let Some((packet, length)) = self.packets.pop_front_if(|_| self.packet_at < self.at) {
            self.packet_at += TakeSample(length.0);
            packets.push(packet);
        }
        Ok(Some(CopiedBlock { mark, samples, packets }))
    }
}

/// Starts the copying. Its reports wait for room in `reports`, so memory stays flat.
fn spawn(
    saved: Box<ReusedSound>,
    (job, request): (JobId, RequestId),
    reports: mpsc::Sender<SessionReport>,
) -> AbortHandle {
    let task = async move {
        let mut copier = Copier::new(saved);
        loop {
            let work = tokio::task::spawn_blocking(move || {
                let block = copier.next();
                (copier, block)
            });
            // Only a runtime that ends drops such work.
            let Ok((back, block)) = work.await else { return };
            copier = back;
            let (news, more) = match block {
                Ok(block) => {
                    let more = block.is_some();
                    (ReportKind::Copied(block), more)
                }
                // Whatever it is, the sound can still be had from the service.
                Err(_) => (ReportKind::NotCopied, false),
            };
            if reports.send(SessionReport { job, request, news }).await.is_err() || !more {
                return;
            }
        }
    };
    tokio::spawn(task).abort_handle()
}

impl JobRun {
    /// Begins to copy the next segment that is saved. One at a time: the disk is not faster with two.
    pub(super) fn copy_next(&mut self) -> Result<(), TakeError> {
        if self.rows.iter().any(|row| matches!(row.state, State::Copying(_))) {
            return Ok(());
        }
        let waits = |row: &SegmentRow| row.saved.is_some() && matches!(row.state, State::Waiting);
        let Some(index) = self.rows.iter().position(waits) else { return Ok(()) };
        let Some(saved) = self.rows[index].saved.clone() else { return Ok(()) };
        let request = self.writer.begin_saved(index, saved.origin.clone())?;
        let task = AbortOnDrop(spawn(saved, (self.job.id, request), self.reports.clone()));
        self.rows[index].state = State::Copying(Copying { request, _task: task });
        Ok(())
    }

    pub(super) fn copied(&mut self, index: usize, block: CopiedBlock, events: &Events) -> Result<(), TakeError> {
        let Some(request) = self.rows[index].request() else { return Ok(()) };
        if let Some(spoken) = block.mark {
            let source = self.script.source(spoken..self.rows[index].rest.end).start;
            self.writer.mark(request, spoken, source)?;
        }
        for packet in &block.packets {
            self.writer.packet(request, packet)?;
        }
        self.writer.append(request, &block.samples)?;
        self.sounds(events);
        Ok(())
    }

    pub(super) fn copied_all(&mut self, index: usize, events: &Events) -> Result<(), TakeError> {
        let Some(request) = self.rows[index].request() else { return Ok(()) };
        self.writer.complete(request)?;
        self.done(index, events);
        Ok(())
    }

    /// The other take is gone, or cannot be read any more: what is missing of the segment is requested after all.
    pub(super) fn not_copied(&mut self, index: usize, events: &Events) -> Result<(), TakeError> {
        let Some(request) = self.rows[index].request() else { return Ok(()) };
        let row = &mut self.rows[index];
        row.state = State::Waiting;
        row.saved = None;
        row.rest.start = self.writer.fail(request)?;
        self.split(index, self.limit, events)
    }
}
