//! The model: what the window knows, a part for each slice. It folds events and answers questions; it neither paints, sends nor
//! waits, so a test can tell it a story and look at the end.

use std::path::PathBuf;

use crate::audio::take::Take;
use crate::audio::{PlayerEvent, TakeSample};
use crate::engine::{Account, AuditionId, Command, Event, JobId, OpenedDocument, VoicesFrom};
use crate::store::Settings;
use crate::text::ScriptReading;
use crate::text::file::TextFile;
use crate::ui::account::{AccountChoice, AccountState, TokenState};
use crate::ui::document::{DocumentState, TextPreview, read_as};
use crate::ui::export::ExportState;
use crate::ui::library::LibraryState;
use crate::ui::playback::preview::{PreviewState, Previewed};
use crate::ui::playback::{PlaybackState, Stage};
use crate::ui::queue::QueueState;
use crate::ui::shell::notice::Notices;
use crate::ui::voice::board::{BoardState, EntryStage};
use crate::ui::voice::{CloneState, Voices};
use crate::words::engine::half_sample;
use crate::words::{Failure, Lang, clone, playback as words};

/// Everything the window knows.
pub struct Model {
    /// What survives a restart; panels edit it in place.
    pub settings: Settings,
    /// The language of the system, for as long as none is chosen.
    pub system_lang: Lang,
    /// The text on screen.
    pub document: DocumentState,
    /// The account in use.
    pub account: AccountState,
    /// The voices of the account in use.
    pub voices: Voices,
    /// The voice that is being cloned.
    pub clones: CloneState,
    /// What is spoken and heard.
    pub playback: PlaybackState,
    /// What is heard beside it.
    pub preview: PreviewState,
    /// The voices that are compared.
    pub board_state: BoardState,
    /// What is kept.
    pub library: LibraryState,
    /// What is being saved.
    pub export: ExportState,
    /// The queue of files.
    pub queue: QueueState,
    /// What the user has to be told.
    pub notices: Notices,
    ids: u64,
}

/// What follows from an event.
#[derive(Debug)]
pub enum Follow {
    /// The engine is asked for something.
    Ask(Command),
    /// A take of the library is ready, for whatever it was opened for.
    Opened(Take),
    /// A document is to be on the page.
    DocumentOpened(Box<OpenedDocument>),
    /// A text file was read.
    TextOpened(PathBuf, TextFile),
    /// The take on the bar is another, or is read by another handle: its wave is looked at anew.
    Shown,
    /// An account was checked and is good: it is used from now on.
    UseAccount(AccountChoice),
    /// The sound goes on from this sample.
    Jumped(TakeSample),
    /// An entry of the board was heard to its end.
    HearAfter(AuditionId),
    /// These takes cannot go to the trash, for this reason.
    NotTrashed(Vec<String>, Failure),
}

impl Model {
    /// A window that was just opened.
    pub fn new(settings: Settings, system_lang: Lang) -> Model {
        Model {
            settings,
            system_lang,
            document: DocumentState::default(),
            account: AccountState::default(),
            voices: Voices::default(),
            clones: CloneState::default(),
            playback: PlaybackState::default(),
            preview: PreviewState::default(),
            board_state: BoardState::default(),
            library: LibraryState::default(),
            export: ExportState::default(),
            queue: QueueState::default(),
            notices: Notices::default(),
            ids: 0,
        }
    }

    /// The language of the words on screen.
    pub fn lang(&self) -> Lang {
        self.settings.language.unwrap_or(self.system_lang)
    }

    /// How the text on the page is read.
    pub fn text_reading(&self) -> ScriptReading {
        ScriptReading { markdown: self.settings.markdown, pauses: self.settings.directives }
    }

    /// Whether all is known that is needed to speak, or to say why not: the cost, and whether there is a token.
    pub fn is_ready(&self) -> bool {
        // Before the voices are listed, nobody knows whether a prefix names one.
        let awaits_voices = self.voices.from.is_none() && self.account.token != TokenState::Absent;
        let is_known = self.document.count.unknown.is_empty() || !awaits_voices;
        self.document.is_counted() && is_known && self.account.token != TokenState::Unknown
    }

    /// A number that was not used before in this window.
    pub fn next_id(&mut self) -> u64 {
        self.ids += 1;
        self.ids
    }

    /// The name of a new job.
    pub fn next_job(&mut self) -> JobId {
        JobId(self.next_id())
    }

    /// Hands an event to the slices that it concerns. Each event has its place here: one that no slice handles does not compile.
    pub fn apply(&mut self, event: Event) -> Option<Follow> {
        let Model {
            settings,
            document,
            account,
            voices,
            clones,
            playback,
            preview,
            board_state: board,
            library,
            export,
            queue,
            notices,
            ..
        } = self;
        let is_in_use = |account: &str| account == settings.account;
        match event {
            Event::Accepted { job, take, characters, saved, .. } => {
                return playback.accepted(job, take, characters, saved).then_some(Follow::Shown);
            }
            Event::Connecting { job, segment, .. } => playback.connecting(job, segment),
            Event::Created { job, .. } => playback.answered(job),
            Event::FirstDelta { job } => playback.receiving(job),
            Event::Segment { job, segment, .. } => playback.segment_done(job, segment),
            Event::Retrying { job, segment, failure, wait } => playback.retrying(job, segment, failure, wait),
            Event::HalfSample { job, segment } => {
                if playback.current(job).is_some() {
                    notices.hint(half_sample(segment));
                }
            }
            Event::Split { job, segment, into } => playback.split(job, segment, into),
            Event::Refused { job, failure } => return self.ended(job, Stage::Failed, Some(failure)),
            Event::Failed { job, segment, failure } => {
                playback.segment_failed(job, segment);
                return self.ended(job, Stage::Failed, Some(failure));
            }
            Event::Finished { job, .. } => return self.ended(job, Stage::Finished, None),
            Event::Stopped { job } => return self.ended(job, Stage::Stopped, None),
            Event::Player(PlayerEvent::Seeked { position }) => return Some(Follow::Jumped(position)),
            Event::Player(event) => {
                let ended = preview.player(&event);
                playback.player(event, notices);
                if let Some(Previewed::Compared(id)) = ended {
                    return Some(Follow::HearAfter(id));
                }
            }
            Event::Devices(devices) => playback.listed(devices, notices),
            Event::TakeChanged(take) => {
                playback.changed(take);
                return Some(Follow::Shown);
            }

            // The list that comes with the program is that of Coze; the demo's own is there in a moment.
            Event::Voices { account, voices: list, from, failure } => {
                let is_foreign = account == Account::DEMO && from == VoicesFrom::BuiltIn;
                if is_in_use(&account) && !is_foreign {
                    for name in voices.listed(list, from, failure) {
                        notices.hint(clone::READY_NOTICE.with("name", name));
                    }
                }
            }
            Event::Microphones(found) => clones.microphones = found.unwrap_or_default(),
            Event::RecordingBegun(recording) => clones.recording_begun(recording),
            Event::RecordingEnded { path, failure } => {
                return clones.recording_ended(path, failure).map(|path| Follow::Ask(Command::ExamineRecording(path)));
            }
            Event::RecordingExamined { path, outcome } => clones.examined(&path, outcome.map(|found| *found)),
            Event::VoiceCloned { account, voice } => {
                clones.made(voice, notices);
                if is_in_use(&account) {
                    return self.ask_for_voices();
                }
            }
            Event::CloneFailed { failure, is_uncertain } => {
                clones.failed(failure);
                if is_uncertain {
                    return self.ask_for_voices();
                }
            }
            // The player tells when it sounds.
            Event::PreviewReady { .. } => {}
            Event::PreviewFailed { id, failure } => preview.failed(id, failure, notices),

            Event::AuditionBegun { id, take } => board.stands(id, EntryStage::Making(take)),
            Event::AuditionKept => voices.made_anew += 1,
            Event::AuditionMade { id, sound } => {
                voices.made_anew += 1;
                board.stands(id, EntryStage::Made(sound));
            }
            Event::AuditionMissing { id, characters } => board.missing(id, characters),
            Event::AuditionFailed { id, failure } => board.stands(id, EntryStage::Failed(Box::new(failure))),
            Event::AuditionsStopped => board.stopped(),
            Event::AuditionsFound { text, voices: made } => voices.made_in(text, made),

            Event::Checked { account: of, report } => {
                return account.reported(&of, report).map(Follow::UseAccount);
            }
            Event::TokenLoaded { account: of, token, place } => {
                account.place = Some(place);
                if !is_in_use(&of) {
                    account.looked_at(of, token);
                } else if account.loaded(token) {
                    return self.ask_for_voices();
                }
            }
            Event::TokenKept { account: of, place } => {
                if is_in_use(&of) && place.is_none() {
                    account.token = TokenState::Absent;
                }
                account.place = place.or(account.place.take());
            }

            Event::TextOpened { path, opened } => {
                notices.read_as(path.clone(), opened.reading);
                return Some(Follow::TextOpened(path, opened));
            }
            Event::TextPreview { path, reading, beginning } => {
                document.preview = Some(TextPreview { path, reading, beginning });
            }

            Event::Takes(takes) => library.listed(takes),
            Event::TakesFound { text, found } => library.found(text, found),
            Event::Trashed { ids, can_restore } => library.trashed(ids, can_restore, notices),
            Event::NotTrashed { ids, failure } => return Some(Follow::NotTrashed(ids, failure)),
            Event::TakeOpened(take) => return Some(Follow::Opened(take)),
            Event::DocumentOpened(opened) => return Some(Follow::DocumentOpened(opened)),

            Event::Saving { id, done } => export.going(id, done),
            Event::Saved { id, path, report, .. } => export.saved(id, path, report, notices),
            Event::SavedAll { id, folder, tally } => export.saved_all(id, folder, tally, notices),
            Event::SavedInPart { id, part, .. } => export.ended(id, part, notices),
            Event::SaveFailed { id, failure, part } => export.failed(id, failure, part, notices),

            Event::Batch(batch) => queue.stands(*batch),
            Event::QueueRead { path, reading, unknown } => {
                if reading.damaged > 0 {
                    notices.hint(read_as(&path, reading));
                }
                notices.unknown_speakers(&path, &unknown);
            }

            Event::Notice(failure) => notices.trouble(failure),
        }
        None
    }

    /// A job has ended.
    fn ended(&mut self, job: JobId, stage: Stage, failure: Option<Failure>) -> Option<Follow> {
        let other = self.playback.others.iter().find(|other| other.id == job).and_then(|other| other.take.as_ref());
        // Who is elsewhere has to be told what it is about.
        let of = other.map(|take| self.library.title_of(take));
        let is_current = self.playback.ended(job, stage, failure.as_ref());
        if let Some(failure) = failure.filter(|_| is_current) {
            let what = |title| words::OF_DOCUMENT.with("title", title).with_said("what", failure.what.clone());
            let what = of.map_or_else(|| failure.what.clone(), what);
            self.notices.trouble(Failure { what, ..failure });
        }
        is_current.then_some(Follow::Ask(Command::Takes))
    }

    /// The voices of the account in use are wanted, if it can be asked.
    fn ask_for_voices(&self) -> Option<Follow> {
        self.account().map(|account| Follow::Ask(Command::Voices(account)))
    }
}
