//! What the engine can be asked to do. Dropping the sender is the only way to end it.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::mpsc::UnboundedReceiver;

use crate::audio::take::{Take, VersionId};
use crate::audio::{DeviceChoice, PreviewId, PreviewSound, TakeSample};
use crate::engine::boundary::auditions::{AuditionOrder, BoardFiles};
use crate::engine::job::spec::{Account, Job, JobId, SaveId};
use crate::engine::queue::BatchCommand;
use crate::engine::save::order::AutoSave;
use crate::engine::save::order::SaveTo;
use crate::protocol::{CloneRequest, OutputAudio, Token, Upload, Voice};
use crate::store::{Draft, DraftFile, Settings};
use crate::text::file::Encoding;

/// How a take of the library is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// To the system's trash, from which it can be had back.
    ToTrash,
    /// For good.
    ForGood,
}

/// A voice to be cloned.
#[derive(Debug)]
pub struct CloneOrder {
    /// What is sent.
    pub request: CloneRequest,
    /// Tells how far it is, and calls it off.
    pub upload: Upload,
    /// What was recorded for it here, which is deleted once the voice is made.
    pub recorded: Option<PathBuf>,
}

/// What a preview lets one hear.
#[derive(Debug)]
pub enum PreviewSource {
    /// A voice's own free sample.
    Sample {
        /// Whose voice it is.
        account: Account,
        /// The voice; its address is requested anew where it has none, because such addresses expire.
        voice: Box<Voice>,
    },
    /// A text in a voice: made once, which costs a request and its characters, and then kept in the cache; nothing is requested
    /// of what the library has.
    Audition {
        /// Who speaks it.
        account: Account,
        /// What is said; it should fit one request.
        text: String,
        /// The voice as people call it.
        voice_name: String,
        /// Voice, codec, rate and manner.
        output: Box<OutputAudio>,
    },
    /// A recording from which a voice may be cloned, as it stands in its file.
    Recording(Arc<[u8]>),
    /// A range of a take, whatever the player has loaded; one that ends after the take ends with it. What has not arrived is
    /// waited for.
    Take {
        /// The take.
        take: Take,
        /// What of it, in samples.
        range: Range<TakeSample>,
    },
    /// One of several sounds that are compared: it goes on where the one before is, without a gap.
    Compared(Box<PreviewSound>),
    /// A version of a passage, heard or not; what is heard of its take stays what it is.
    Version {
        /// The folder of the take.
        take: PathBuf,
        /// Which.
        version: VersionId,
    },
}

/// Who speaks a passage once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedoVoice {
    /// The speaker whose it is, with what the job wants otherwise than the take; the voice of the job where it is nobody else's.
    Kept,
    /// The voice of the job, whoever spoke it before.
    OfJob,
}

/// A request to the engine. Each says which events answer it.
#[derive(Debug)]
pub enum Command {
    /// Speaks a text; a job of the same document that runs is stopped first, those of others go on. `Accepted` or `Refused` follows.
    Speak(Box<Job>),
    /// Asks again for what an incomplete take lacks; the job's text, voice and settings are those of the take.
    /// `Accepted` or `Refused` follows.
    Continue {
        /// Carries the account, the pace and the identity; its text, Markdown and limit are not looked at.
        job: Box<Job>,
        /// The folder of the take.
        take: PathBuf,
    },
    /// Has a voice cloned, which costs money: it is sent once, whatever happens. `VoiceCloned` or `CloneFailed` follows.
    CloneVoice {
        /// Whose voice it becomes.
        account: Account,
        /// What is sent.
        order: Box<CloneOrder>,
    },
    /// Reads a recording from which a voice may be cloned, and looks at it. `RecordingExamined` follows.
    ExamineRecording(PathBuf),
    /// Lists the microphones. `Microphones` follows.
    Microphones,
    /// Records with a microphone, after three seconds in which the user gets ready; the earlier recording gives way.
    /// `RecordingBegun` follows, and `RecordingEnded`.
    Record(DeviceChoice),
    /// Looks whether something was recorded and not yet used. `RecordingEnded` follows if so.
    FindRecording,
    /// Deletes what was recorded.
    DropRecording,
    /// Plays a take from one of its samples on; one that has not arrived is waited for. The player says the rest, from `Loaded`
    /// on, unless something else is to be heard before.
    Play {
        /// What is played.
        take: Take,
        /// From where on, in samples of the take.
        from: TakeSample,
    },
    /// More of the text of a job that is still being written ([`Job::live`]). Its finished sentences go up at once. A job that
    /// does not run, or whose text has ended, ignores it.
    Append {
        /// The job.
        job: JobId,
        /// As much as has been written, cut anywhere.
        text: String,
    },
    /// What is there of the text of a job is spoken now, as after a silence of the writer; more may come.
    FlushText(JobId),
    /// The text of a job has ended; what is there is spoken, and the job ends.
    EndText(JobId),
    /// Stops a job and closes its sockets; what was received stays. `Stopped` follows if it was running. The player is stopped
    /// by its own handle.
    Stop(JobId),
    /// Requests nothing more for a job. What is requested is received, for it is paid for; `Stopped` follows then.
    Finish(JobId),
    /// Nothing is heard any more, nor what was about to be played. A job that was listened to goes on to its end without
    /// waiting for a listener.
    Unload,
    /// Asks for a passage of a take once more, in the voice and the settings of the job, which may be others than the
    /// take's; its text and Markdown are not looked at. The take keeps the earlier version too. `Accepted` or `Refused`
    /// follows, then the events of a job; with `Finished` the new version is the one that is heard. What several speakers speak
    /// is not one passage: it ends with the first of them.
    Redo {
        /// Carries the account, the voice, the settings and the identity.
        job: Box<Job>,
        /// The folder of the take.
        take: PathBuf,
        /// What is to be spoken again, in bytes of the spoken text. It is widened to whole marks.
        spoken: Range<usize>,
        /// By whom.
        voice: RedoVoice,
    },
    /// Chooses another version of a passage, which is heard from its beginning, or held there if the take is held.
    /// `TakeChanged` or a `Notice` follows.
    UseVersion {
        /// The folder of the take.
        take: PathBuf,
        /// Which.
        version: VersionId,
    },
    /// The versions that are not heard are deleted. `TakeChanged` or a `Notice` follows.
    DropVersions {
        /// The folder of the take.
        take: PathBuf,
    },
    /// Writes a take to a file, following it to its end while it grows. `Saving`, then `Saved`, `SavedInPart` or
    /// `SaveFailed` follows.
    Save {
        /// Chosen by who asks; not used twice.
        id: SaveId,
        /// What is written.
        take: Take,
        /// Where to, and how.
        to: Box<SaveTo>,
    },
    /// Writes takes of the library into a folder, one file each, one after the other. `Saving`, then `SavedAll` follows; or
    /// `SaveFailed`, if it could not be begun. It does not wait for a take that is being written.
    SaveAll {
        /// Chosen by who asks; not used twice.
        id: SaveId,
        /// Which, in the order in which they are written.
        takes: Vec<String>,
        /// Where to, and how.
        to: Box<AutoSave>,
    },
    /// Ends a saving early; `SaveFailed` follows. No file is left, the take is as it was. Of many takes it is `SavedAll`, and
    /// the files that are whole stay.
    CancelSave(SaveId),
    /// Asks for the voices of an account. `Voices` follows at once from the cache or the built-in list, and once more from
    /// the service.
    Voices(Account),
    /// Finds out whether a token is good here, and if not, why. `Checked` follows.
    Check(Account),
    /// Lets one hear something beside the document: nothing is stopped, loaded or kept for it, and what sounds goes on more
    /// softly under it. `PreviewReady` or `PreviewFailed` follows, unless another preview or `StopPreview` comes before; after
    /// `PreviewReady` the player says the rest, down to `PreviewEnded`; an audition or a sample that is still coming may fail then. One that is not heard to
    /// its end is made to its end all the same, so that it costs nothing the next time.
    Preview {
        /// Chosen by who asks; not used twice.
        id: PreviewId,
        /// What is heard.
        of: PreviewSource,
    },
    /// Ends the preview, also one that is not ready.
    StopPreview,
    /// Plays the preview again and again from now on, or to its end.
    RepeatPreview(bool),
    /// Asks in which of these voices a text has been made as an audition. `AuditionsFound` follows.
    FindAuditions {
        /// Who speaks it.
        account: Account,
        /// What is said.
        text: String,
        /// Voice, codec, rate and manner of each.
        outputs: Vec<OutputAudio>,
    },
    /// Asks for auditions as far as they were made; nothing is requested. `AuditionMade` or `AuditionMissing` follows for each.
    OpenAuditions {
        /// Who speaks them.
        account: Account,
        /// What is said.
        text: String,
        /// In which voices.
        orders: Vec<AuditionOrder>,
    },
    /// Makes auditions, a few at once, each at most once; `AuditionBegun` follows for those that are requested, then
    /// `AuditionMade` or `AuditionFailed` for each, or `AuditionsStopped`.
    MakeAuditions {
        /// Who speaks them.
        account: Account,
        /// What is said; it should fit one request.
        text: String,
        /// In which voices.
        orders: Vec<AuditionOrder>,
    },
    /// Makes no more of them. `AuditionsStopped` follows.
    StopAuditions,
    /// Writes auditions into a folder, one file each, and a table of them. `Saving`, then `SavedAll` follows; or `SaveFailed`, if it could not be begun.
    SaveBoard {
        /// Chosen by who asks; not used twice.
        id: SaveId,
        /// What is written, and where to.
        board: Box<BoardFiles>,
    },
    /// Reads the token of an account from the secret store. `TokenLoaded` follows.
    LoadToken(String),
    /// Keeps the token of an account. `TokenKept` follows.
    KeepToken {
        /// Name of the account.
        account: String,
        /// What is kept.
        token: Token,
    },
    /// Forgets the token of an account. `TokenKept` with no place follows.
    ClearToken(String),
    /// Writes the settings. Nothing follows but a `Notice` if it fails.
    SaveSettings(Box<Settings>),
    /// Writes the draft of a window; an empty one is taken off the disk. Nothing follows but a `Notice` if it fails.
    KeepDraft {
        /// Where, as claimed by the window.
        place: Arc<DraftFile>,
        /// What stands in its text box.
        draft: Draft,
    },
    /// Opens a document of the library: its text as it was left, and one of its takes. `DocumentOpened` or a `Notice` follows.
    OpenDocument {
        /// The document.
        id: String,
        /// The take that is wanted; else the one that was shown last, else the newest.
        take: Option<String>,
    },
    /// Makes a new document. `DocumentOpened` or a `Notice` follows, then `Takes`.
    NewDocument(Draft),
    /// Reads a text file. `TextOpened` or a `Notice` follows.
    OpenText {
        /// The file.
        path: PathBuf,
        /// The encoding that was chosen; else it is found out.
        encoding: Option<Encoding>,
    },
    /// Reads a text file to show how it begins in an encoding. `TextPreview` or a `Notice` follows.
    PreviewText {
        /// The file.
        path: PathBuf,
        /// The encoding.
        encoding: Encoding,
    },
    /// Lists the sound devices. `Devices` follows.
    Devices,
    /// Lists the library. `Takes` follows; one for several that were requested in a row.
    Takes,
    /// Lists the library whenever it has changed, whoever changed it. `Takes` follows each time.
    WatchLibrary,
    /// Opens a kept take for reading. `TakeOpened` or a `Notice` follows.
    OpenTake(String),
    /// Moves takes of the library to the system's trash, or deletes them for good; one that is being written is left
    /// alone. `Trashed` for what is in the trash, `NotTrashed` or a `Notice` for what did not go, then `Takes` follows; once more if one of them was still
    /// being saved to a file, because it goes when that is done.
    DeleteTakes {
        /// Which.
        ids: Vec<String>,
        /// Whether they can be had back.
        deletion: Deletion,
    },
    /// Brings takes back from the trash. A `Notice` for what does not come, then `Takes` follows.
    RestoreTakes(Vec<String>),
    /// Gives a take of the library a title; an empty one takes it away. `Takes` follows.
    RenameTake {
        /// The take.
        id: String,
        /// Its title.
        title: String,
    },
    /// Marks takes of the library with a star, or takes it away. `Takes` follows.
    StarTakes {
        /// Which.
        ids: Vec<String>,
        /// Whether they have one.
        starred: bool,
    },
    /// Looks for words in the whole texts of the library. `TakesFound` follows, unless something else is looked for before.
    FindTakes(String),
    /// Works on many files, one after the other. `Batch` follows.
    Batch(BatchCommand),
}

/// So many bytes of a text come as one piece at most.
const TOGETHER: usize = 64 * 1024;

/// Receives commands. Pieces of one text that wait together come as one: each costs the journal a line.
pub(in crate::engine) struct CommandReceiver {
    receiver: UnboundedReceiver<Command>,
    /// What stood after them.
    held: Option<Command>,
}

impl CommandReceiver {
    pub fn new(receiver: UnboundedReceiver<Command>) -> CommandReceiver {
        CommandReceiver { receiver, held: None }
    }

    /// The next command; none once all senders are gone. May be dropped and called again without losing anything.
    pub async fn next(&mut self) -> Option<Command> {
        let mut command = match self.held.take() {
            Some(held) => held,
            None => self.receiver.recv().await?,
        };
        while let Command::Append { job, text } = &mut command
            && text.len() < TOGETHER
        {
            match self.receiver.try_recv() {
                Ok(Command::Append { job: other, text: more }) if other == *job => text.push_str(&more),
                other => {
                    self.held = other.ok();
                    break;
                }
            }
        }
        Some(command)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;
    use tokio::sync::mpsc;

    use super::{Command, CommandReceiver};
    use crate::engine::job::spec::JobId;

    #[test]
    fn pieces_of_a_text_that_wait_come_as_one_and_nothing_changes_places() {
        let (send, receiver) = mpsc::unbounded_channel();
        let append = |job, text: &str| drop(send.send(Command::Append { job: JobId(job), text: text.to_owned() }));
        append(1, "今");
        append(1, "天");
        append(2, "。");
        append(2, "好");
        drop(send.send(Command::FlushText(JobId(2))));
        append(2, "的");
        drop(send);
        let mut receiver = CommandReceiver::new(receiver);
        let heard = std::iter::from_fn(|| receiver.next().now_or_never().flatten()).map(|command| match command {
            Command::Append { job, text } => (job.0, text),
            other => (0, format!("{other:?}")),
        });
        let heard: Vec<(u64, String)> = heard.collect();
        let wanted = [(1, "今天"), (2, "。好"), (0, "FlushText(JobId(2))"), (2, "的")];
        assert_eq!(heard, wanted.map(|(job, text)| (job, text.to_owned())));
    }
}
