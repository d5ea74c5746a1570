//! What the engine tells. Each event says what precedes and what follows it.

mod log;

use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use crate::audio::play::device::DeviceInfo;
use crate::audio::record::MicrophoneRecording;
use crate::audio::take::{Receipt, SegmentReceipt, Take};
use crate::audio::{HeardSample, PlayerEvent, PreviewId};
use crate::engine::boundary::auditions::{AuditionId, AuditionSound};
use crate::engine::boundary::finding::{CheckReport, ExaminedRecording};
use crate::engine::job::spec::{JobId, SaveId};
use crate::engine::queue::Batch;
use crate::protocol::{Token, Voice};
use crate::store::{Draft, DraftFile, FoundTake, SecretPlace, TakeInfo, VoiceChoice};
use crate::text::file::{Reading, TextFile};
use crate::words::Failure;

/// Where a list of voices came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoicesFrom {
    /// The list that comes with the program (protocol.md §10).
    BuiltIn,
    /// The service's list as it was the last time.
    Cache,
    /// The service, now.
    Service,
}

/// What a job took from the library instead of asking for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reused {
    /// Sentences.
    pub sentences: usize,
    /// Characters that are not billed, about.
    pub characters: usize,
}

/// A document as it is opened.
#[derive(Debug)]
pub struct OpenedDocument {
    /// Where its draft is written, nobody else's for as long as this lives; none where nothing can be kept.
    pub place: Option<Arc<DraftFile>>,
    /// Its text, and where one was in it.
    pub draft: Draft,
    /// One of its takes, where it has any that can be read.
    pub take: Option<Take>,
}

/// What was done to the samples of a file, and what was written beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SaveReport {
    /// Hz.
    pub rate: u32,
    /// The gain of the whole in dB, where a loudness was requested.
    pub gain_db: Option<f64>,
    /// The loudness that was reached in LUFS, where one was requested and there was anything to measure. It is below what was
    /// requested where more would have clipped.
    pub lufs: Option<f64>,
    /// The loudness that was requested in LUFS, if one was.
    pub wanted_lufs: Option<f64>,
    /// Samples that were clipped.
    pub clipped: u64,
    /// Whether the packets of the service were copied without encoding them anew.
    pub copied: bool,
    /// Captions and receipt.
    pub beside: Vec<PathBuf>,
}

impl SaveReport {
    /// Whether the peaks kept the file from being as loud as was requested, by so much that one hears it.
    pub fn is_quieter(&self) -> bool {
        self.lufs.zip(self.wanted_lufs).is_some_and(|(lufs, wanted)| lufs < wanted - 0.5)
    }
}

/// What became of many takes that were to be written into a folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SaveTally {
    /// Files that were written.
    pub files: usize,
    /// Takes that could not be.
    pub failed: usize,
    /// Takes that nobody came to, because the user had enough, or nothing more could be written there.
    pub left: usize,
    /// Why the last one that failed did.
    pub failure: Option<Failure>,
}

/// News from the engine.
#[derive(Debug)]
pub enum Event {
    /// A job was taken on: its take exists on disk and can be read. `Connecting` follows where something is requested; where
    /// everything is saved, `FirstDelta`.
    Accepted {
        /// The job.
        job: JobId,
        /// The reading half of its take; of a redo, of the take as it will be.
        take: Take,
        /// Requests it will need.
        segments: usize,
        /// Characters that will be billed, about.
        characters: usize,
        /// What the library had already, so that it is not requested.
        saved: Reused,
    },
    /// A job was not taken on; nothing was requested. Nothing follows.
    Refused {
        /// The job.
        job: JobId,
        /// Why.
        failure: Failure,
    },
    /// A connection is being opened for a segment. `Created`, `Retrying` or `Failed` follows.
    Connecting {
        /// The job.
        job: JobId,
        /// Index of the segment, from 0.
        segment: usize,
        /// 1 for the first connection of this piece, then one more with each retry.
        attempt: u32,
    },
    /// The service has answered. Audio, `Retrying` or `Failed` follows.
    Created {
        /// The job.
        job: JobId,
        /// Index of the segment, from 0.
        segment: usize,
        /// Names the connection to the service's support.
        logid: Option<String>,
    },
    /// The first audio of the job is there, received or copied; said once.
    FirstDelta {
        /// The job.
        job: JobId,
    },
    /// A segment is complete, also one that was saved. `Finished` follows the last one.
    Segment {
        /// The job.
        job: JobId,
        /// Index of the segment, from 0.
        segment: usize,
        /// What it took.
        receipt: SegmentReceipt,
    },
    /// A connection failed and the rest of its segment will be requested again. `Connecting` follows after `wait`.
    Retrying {
        /// The job.
        job: JobId,
        /// Index of the segment, from 0.
        segment: usize,
        /// Why.
        failure: Failure,
        /// How long the engine waits first.
        wait: Duration,
    },
    /// The sound of a segment ended with half a sample, which was left out; all whole ones are kept. `Segment` follows.
    HalfSample {
        /// The job.
        job: JobId,
        /// Index of the segment, from 0.
        segment: usize,
    },
    /// The service found a segment too long: it is `into` segments now, and those behind it move up. `Connecting` follows
    /// for each of them.
    Split {
        /// The job.
        job: JobId,
        /// Index of the segment that was split, from 0.
        segment: usize,
        /// How many it has become.
        into: usize,
    },
    /// Every segment is complete with audio. Playback may go on; nothing else of the job follows.
    Finished {
        /// The job.
        job: JobId,
        /// What it took.
        receipt: Receipt,
    },
    /// A segment failed for good; the sessions that were running have been finished first. What was received stays.
    /// Nothing else of the job follows.
    Failed {
        /// The job.
        job: JobId,
        /// Index of the segment, from 0.
        segment: usize,
        /// Why.
        failure: Failure,
    },
    /// A job was stopped by the user or by the next job. What was received stays. Nothing else of the job follows.
    Stopped {
        /// The job.
        job: JobId,
    },
    /// How far a saving is; said now and then.
    Saving {
        /// The saving.
        id: SaveId,
        /// 0 to 1; of a take that grows, a guess.
        done: f32,
    },
    /// A take was written to a file.
    Saved {
        /// The saving.
        id: SaveId,
        /// The file.
        path: PathBuf,
        /// How many samples it holds.
        samples: HeardSample,
        /// What was done to them, and what else was written.
        report: SaveReport,
    },
    /// A take ended before its text did, so its file is only a part. The job says why, before or after this.
    SavedInPart {
        /// The saving.
        id: SaveId,
        /// A valid file of what there was, if there was anything.
        part: Option<PathBuf>,
        /// How many samples it holds.
        samples: HeardSample,
    },
    /// Many takes were written into a folder, as far as that went.
    SavedAll {
        /// The saving.
        id: SaveId,
        /// The folder.
        folder: PathBuf,
        /// What became of them.
        tally: SaveTally,
    },
    /// A file could not be written.
    SaveFailed {
        /// The saving.
        id: SaveId,
        /// Why.
        failure: Failure,
        /// A valid file of what there was.
        part: Option<PathBuf>,
    },
    /// News from the player, in its order.
    Player(PlayerEvent),
    /// The voices of an account.
    Voices {
        /// Name of the account.
        account: String,
        /// In the service's order.
        voices: Vec<Voice>,
        /// Where they came from.
        from: VoicesFrom,
        /// Why the service's own list could not be had, when that was tried.
        failure: Option<Failure>,
    },
    /// The microphones of this machine.
    Microphones(Result<Vec<DeviceInfo>, Failure>),
    /// A recording is being made; its handle tells how far it is and ends it. `RecordingEnded` follows.
    RecordingBegun(MicrophoneRecording),
    /// A recording is over, or there is one from before.
    RecordingEnded {
        /// What there is; nothing where none began.
        path: Option<PathBuf>,
        /// Why it ended, where that was not the user's wish.
        failure: Option<Failure>,
    },
    /// A recording was looked at.
    RecordingExamined {
        /// The file.
        path: PathBuf,
        /// What it is, or why it is none.
        outcome: Result<Box<ExaminedRecording>, Failure>,
    },
    /// A voice was cloned, or trained once more, and is being trained by the service; the list tells when it can speak.
    VoiceCloned {
        /// Name of the account.
        account: String,
        /// The voice.
        voice: VoiceChoice,
    },
    /// A voice was not cloned.
    CloneFailed {
        /// Why; nothing where the user called it off.
        failure: Option<Failure>,
        /// Whether the service may have made it all the same, which the list of voices will tell.
        is_uncertain: bool,
    },
    /// What was found out about a token.
    Checked {
        /// Name of the account.
        account: String,
        /// The findings.
        report: CheckReport,
    },
    /// A preview is about to sound; `PlayerEvent::PreviewEnded` follows.
    PreviewReady {
        /// The preview.
        id: PreviewId,
        /// What is heard of; a sample is a take that is not kept.
        take: Take,
    },
    /// A preview cannot be heard. Nothing else of it follows.
    PreviewFailed {
        /// The preview.
        id: PreviewId,
        /// Why.
        failure: Failure,
    },
    /// An audition of a board is being made.
    AuditionBegun {
        /// The audition.
        id: AuditionId,
        /// As it grows.
        take: Take,
    },
    /// An audition is wholly there.
    AuditionMade {
        /// The audition.
        id: AuditionId,
        /// What can be heard.
        sound: AuditionSound,
    },
    /// An audition that a preview had requested is wholly there now, heard or not.
    AuditionKept,
    /// An audition was not made yet.
    AuditionMissing {
        /// The audition.
        id: AuditionId,
        /// Characters that will be billed for it, about.
        characters: usize,
    },
    /// An audition cannot be made.
    AuditionFailed {
        /// The audition.
        id: AuditionId,
        /// Why.
        failure: Failure,
    },
    /// No audition of a board is being made any more.
    AuditionsStopped,
    /// The voices in which a text is there as an audition, of those that were asked about.
    AuditionsFound {
        /// The text.
        text: String,
        /// Ids of the voices.
        voices: Vec<String>,
    },
    /// The token of an account, if it has one.
    TokenLoaded {
        /// Name of the account.
        account: String,
        /// The token.
        token: Option<Token>,
        /// Where tokens are kept on this machine.
        place: SecretPlace,
    },
    /// A token was kept (with its place) or cleared (without).
    TokenKept {
        /// Name of the account.
        account: String,
        /// Where it is kept.
        place: Option<SecretPlace>,
    },
    /// A text file was read.
    TextOpened {
        /// The file.
        path: PathBuf,
        /// What it holds.
        opened: TextFile,
    },
    /// How a text file begins in an encoding.
    TextPreview {
        /// The file.
        path: PathBuf,
        /// The encoding, and how much did not fit.
        reading: Reading,
        /// Its first lines.
        beginning: String,
    },
    /// A file of the queue was read that is not plain UTF-8, or names speakers that nobody knows. `Batch` follows.
    QueueRead {
        /// The file.
        path: PathBuf,
        /// How.
        reading: Reading,
        /// What stands in it like the name of a speaker and is spoken as text, each once.
        unknown: Vec<String>,
    },
    /// The sound devices of this machine.
    Devices(Result<Vec<DeviceInfo>, Failure>),
    /// The library, newest first.
    Takes(Vec<Arc<TakeInfo>>),
    /// Takes that the user deletes are in the trash now. `Takes` follows.
    Trashed {
        /// Which.
        ids: Vec<String>,
        /// Whether `RestoreTakes` can bring them back on this system.
        can_restore: bool,
    },
    /// Takes that the user deletes cannot be moved to the trash; they are where they were. `Takes` follows.
    NotTrashed {
        /// Which.
        ids: Vec<String>,
        /// Why.
        failure: Failure,
    },
    /// The takes whose title, voice or whole text holds what was looked for.
    TakesFound {
        /// What was looked for.
        text: String,
        /// Which, and where it stands in their texts.
        found: Vec<FoundTake>,
    },
    /// A kept take, ready to be read.
    TakeOpened(Take),
    /// A document was opened, or made.
    DocumentOpened(Box<OpenedDocument>),
    /// A take is heard in another version now; the handle that was had before knows nothing of it.
    TakeChanged(Take),
    /// The queue of files, after each change.
    Batch(Box<Batch>),
    /// Something went wrong that belongs to no job.
    Notice(Failure),
}

impl Event {
    /// Whether a job or a saving of the queue tells it.
    fn is_of_queue(&self) -> bool {
        match self {
            Event::Accepted { job, .. }
            | Event::Refused { job, .. }
            | Event::Connecting { job, .. }
            | Event::Created { job, .. }
            | Event::FirstDelta { job }
            | Event::Segment { job, .. }
            | Event::Retrying { job, .. }
            | Event::Split { job, .. }
            | Event::HalfSample { job, .. }
            | Event::Finished { job, .. }
            | Event::Failed { job, .. }
            | Event::Stopped { job } => job.is_of_queue(),
            Event::Saving { id, .. }
            | Event::Saved { id, .. }
            | Event::SavedInPart { id, .. }
            | Event::SavedAll { id, .. }
            | Event::SaveFailed { id, .. } => id.is_of_queue(),
            _ => false,
        }
    }
}

/// The sending side: sends, then wakes. Nothing else reaches the window, so nobody can forget to wake it.
#[derive(Clone)]
pub struct Events(Arc<dyn Fn(Event) + Send + Sync>);

impl Events {
    /// A sender and its receiver. `wake` is called after each event, from any thread.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> (Events, mpsc::Receiver<Event>) {
        let (sender, receiver) = mpsc::channel();
        let send = move |event| {
            log::log(&event);
            // A receiver that is gone is no error: the engine is about to end.
            sender.send(event).ok();
            wake();
        };
        (Events(Arc::new(send)), receiver)
    }

    /// Diverts what the queue's own jobs and savings tell to `queue`, which tells it on in its own words.
    pub(in crate::engine) fn diverting(self, queue: impl Fn(Event) + Send + Sync + 'static) -> Events {
        let divert = move |event: Event| {
            if event.is_of_queue() {
                log::log(&event);
                queue(event);
            } else {
                self.send(event);
            }
        };
        Events(Arc::new(divert))
    }

    /// Sends an event, then wakes the receiver.
    pub fn send(&self, event: Event) {
        (self.0)(event);
    }
}
