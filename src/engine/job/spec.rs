//! A job: a request to the engine that carries everything it needs, so that the engine keeps no settings of its own.

use std::borrow::Cow;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::audio::TakeSample;
use crate::engine::cast::{Cast, CastText, Casting, cast};
use crate::engine::save::order::{AutoSave, SaveTo};
use crate::protocol::{Connect, DEFAULT_VOICE, OutputAudio, Speaker, Voice};
use crate::store::{Role, Settings, VoiceChoice};
use crate::text::ScriptReading;

/// Names one job. Every event of a job carries it, and a window ignores the events of any job but the one it waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobId(pub u64);

/// Names one saving of a take to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SaveId(pub u64);

/// Jobs and savings that carry this bit are the queue's own.
const OF_QUEUE: u64 = 1 << 62;

/// Jobs that carry this bit are auditions.
const OF_AUDITION: u64 = 1 << 61;

/// Savings that carry this bit are those that jobs bring along, which keeps them apart from those that are requested later.
const OF_JOB: u64 = 1 << 63;

/// The id of the saving that a job brings along with [`Job::save`] or [`Job::auto_save`]: the job's own number, marked.
pub fn save_of(job: JobId) -> SaveId {
    SaveId(job.0 | OF_JOB)
}

impl JobId {
    /// The name of a job of the queue.
    pub(in crate::engine) fn of_queue(number: u64) -> JobId {
        JobId(number | OF_QUEUE)
    }

    /// Whether it is the queue's.
    pub(in crate::engine) fn is_of_queue(self) -> bool {
        self.0 & OF_QUEUE != 0
    }

    /// The name of an audition.
    pub(in crate::engine) fn of_audition(number: u64) -> JobId {
        JobId(number | OF_AUDITION)
    }
}

impl SaveId {
    /// Whether it is the queue's.
    pub(in crate::engine) fn is_of_queue(self) -> bool {
        self.0 & OF_QUEUE != 0
    }
}

/// An endpoint and how to be let in.
#[derive(Clone, Debug)]
pub enum Account {
    /// The built-in demo: the engine serves it on loopback from the first use on. Needs no network and no token.
    Demo,
    /// A service on the network.
    Service {
        /// As in the settings: `coze.cn`, `coze.com`, or the name of a custom endpoint.
        name: String,
        /// Endpoint and token.
        connect: Connect,
    },
}

impl Account {
    /// The name in the settings of the demo account.
    pub const DEMO: &'static str = "demo";

    /// The name under which settings, tokens and cached voices of this account are kept.
    pub fn name(&self) -> &str {
        match self {
            Account::Demo => Account::DEMO,
            Account::Service { name, .. } => name,
        }
    }
}

/// How fast the segments of a job are requested. Characters cost, so what may never be heard is not requested early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// The user listens: the next segment is opened when less than about 20 s of unheard audio is left.
    AsHeard,
    /// The user saves: up to [`JobSettings::sessions`] segments at once.
    FullSpeed,
}

/// How a text is spoken while it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveText {
    /// How long the writer may be silent until what is there is spoken, though it has no end, and the connection is ended: the
    /// service may close one on which nothing happens (protocol.md §2.6).
    pub quiet_after: Duration,
}

impl Default for LiveText {
    /// 4 s.
    fn default() -> LiveText {
        LiveText { quiet_after: Duration::from_secs(4) }
    }
}

/// From where a take is played that is being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlayFrom {
    /// From a sample of a take that is continued.
    Sample(TakeSample),
    /// From the sentence at a byte of the text, as soon as that has come; what stands before it is made, and not heard.
    Text(usize),
}

/// Text to be spoken, and all that is needed to do it.
#[derive(Clone, Debug)]
pub struct Job {
    /// Chosen by who asks; not used twice.
    pub id: JobId,
    /// What the user typed or opened, as it is.
    pub text: String,
    /// The document of which the take becomes a rendering; without one the take is a document of its own.
    pub document: Option<String>,
    /// What the user calls the document, if it has a title.
    pub title: Option<String>,
    /// Whether the text is Markdown, to be read without its marks.
    pub markdown: bool,
    /// Who speaks what of the text, where several do.
    pub cast: Option<Cast>,
    /// The text is only the beginning of one that is still being written: more comes with
    /// [`Command::Append`](crate::engine::Command::Append), until [`Command::EndText`](crate::engine::Command::EndText). None of
    /// it is taken from the library.
    pub live: Option<LiveText>,
    /// Who speaks it.
    pub account: Account,
    /// How it is spoken, and what it may cost.
    pub settings: JobSettings,
    /// Whether the take is played while it is made.
    pub play: bool,
    /// From where it is played; where absent, what is there of a take that is continued was heard, and only what is missing is
    /// played.
    pub play_from: Option<PlayFrom>,
    /// Whether the job is pointless without a sound device: then nothing is requested before the device is open, and
    /// without one the job is refused.
    pub must_be_heard: bool,
    /// How fast segments are requested.
    pub pace: Pace,
    /// A file that follows the take from its first sample to its end.
    pub save: Option<SaveTo>,
    /// Where the take is saved to when it is complete, if it is kept and not saved anyway. Its events are those of the
    /// saving of the job, [`save_of`], and follow `Finished`. A passage that is requested once more is not
    /// saved by itself: the user is still at work on the take.
    pub auto_save: Option<AutoSave>,
}

impl Job {
    /// A job without a text that only receives, at full speed.
    pub fn new(id: JobId, account: Account, settings: JobSettings) -> Job {
        Job {
            id,
            text: String::new(),
            document: None,
            title: None,
            markdown: false,
            cast: None,
            live: None,
            account,
            settings,
            play: false,
            play_from: None,
            must_be_heard: false,
            pace: Pace::FullSpeed,
            save: None,
            auto_save: None,
        }
    }

    /// How its text is read.
    pub fn reading(&self) -> ScriptReading {
        ScriptReading { markdown: self.markdown, pauses: self.settings.pauses }
    }

    /// Those who speak besides the voice of the job.
    pub(in crate::engine) fn speakers(&self) -> &[Speaker] {
        self.cast.as_ref().map_or(&[], |cast| &cast.speakers)
    }
}

/// How something is spoken, and what it may cost: the same for the window, the command line and the queue, which keeps it on
/// disk. A field that a file of an earlier version lacks has its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JobSettings {
    /// The voice as people call it; its id stands in `output`.
    pub voice_name: String,
    /// Voice, codec, rate and manner, as they are sent to the service.
    pub output: OutputAudio,
    /// The roles that prefixes of the text may name besides the voices; `None` where prefixes are text. Whoever has the text
    /// makes [`Job::cast`] of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<Role>>,
    /// Whether what the text asks for in braces, `{0.5s}`, are pauses; else it is spoken.
    pub pauses: bool,
    /// Who speaks dialogue in quotes that no prefix gives to anybody, if not the voice itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quotes: Option<VoiceChoice>,
    /// Whether sentences that the library has, in the same voice and settings, are taken from there and not requested again.
    pub reuse: bool,
    /// Whether a complete take stays in the library when the next job comes or the engine ends. An incomplete one
    /// stays, unless it failed before anything came.
    pub keep: bool,
    /// The most bytes of one request (protocol.md §6.1), at least 4.
    pub limit_bytes: usize,
    /// The most sessions at once at [`Pace::FullSpeed`], 1 to 8.
    pub sessions: usize,
    /// The most requests this job may take: a text that needs more is refused before the first, and retries count too.
    pub max_requests: Option<usize>,
}

impl JobSettings {
    /// Finds out who speaks what of a text, and which prefixes in it nobody knows; `voices` are those of the account.
    pub fn cast(&self, text: &str, voices: &[Voice]) -> CastText {
        let id = self.output.voice_id.clone().unwrap_or_else(|| DEFAULT_VOICE.to_owned());
        let own = VoiceChoice { id, name: self.voice_name.clone() };
        if self.roles.is_none() && self.quotes.is_none() {
            return CastText::default();
        }
        cast(text, Casting { roles: self.roles.as_deref(), quotes: self.quotes.as_ref(), voices, own: &own })
    }

    /// What is spoken of a text that has one voice whatever stands in it: all but its prefixes. `begins_line` says whether it
    /// begins at the head of a line.
    pub fn without_prefixes<'a>(&self, text: &'a str, begins_line: bool, voices: &[Voice]) -> Cow<'a, str> {
        let head = if begins_line { 0 } else { text.find('\n').map_or(text.len(), |end| end + 1) };
        let (before, lines) = text.split_at(head);
        match self.cast(lines, voices).cast {
            None => Cow::Borrowed(text),
            Some(cast) => {
                let said = cast.turns.iter().filter_map(|turn| lines.get(turn.source.clone()));
                Cow::Owned(before.chars().chain(said.flat_map(str::chars)).collect())
            }
        }
    }
}

impl From<&Settings> for JobSettings {
    /// What the user's settings say of every job; the voice depends on the account, and how it speaks on the voice.
    fn from(settings: &Settings) -> JobSettings {
        JobSettings {
            voice_name: String::new(),
            output: OutputAudio::default(),
            roles: None,
            pauses: settings.directives,
            quotes: None,
            reuse: settings.reuse,
            keep: settings.keep_takes,
            limit_bytes: settings.segment_limit,
            sessions: settings.sessions,
            max_requests: None,
        }
    }
}

impl Default for JobSettings {
    fn default() -> JobSettings {
        JobSettings::from(&Settings::default())
    }
}
