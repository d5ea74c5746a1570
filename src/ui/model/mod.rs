//! The model: what the window knows. It folds events and answers questions; it neither paints, sends nor waits, so a test
//! can tell it a story and look at the end.

mod chapters;
mod fold;
mod keeping;
mod moving;
mod notice;
mod request;
mod run;
mod timeline;

use std::path::PathBuf;
use std::sync::Arc;

pub use chapters::{Tick, Ticks};
pub use fold::{Follow, segment_state};
pub use keeping::{LibraryState, SaveState, TextMatches};
pub use moving::{Moving, RepeatMode, TakeText};
pub use notice::{Notice, NoticeId, Notices, Tone, read_as};
pub use request::{takes_context, takes_loudness};
pub use run::{JobState, SegmentProgress, Stage};
pub use timeline::{SECONDS_PER_BYTE, Slice, Timeline};

use crate::audio::play::device::DeviceInfo;
use crate::audio::take::Take;
use crate::audio::{LoadedTake, Playback};
use crate::engine::{Account, CheckReport, Estimate, JobId, VoicesFrom};
use crate::protocol::{Connect, DEFAULT_VOICE, Endpoint, Token, Voice};
use crate::store::{SecretPlace, Settings, TakeInfo, VoiceChoice};
use crate::text;
use crate::words::{Failure, Lang};

/// What a text will cost, and how the demo would speak it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Which text was counted: [`Model::text_serial`].
    pub serial: u64,
    /// Requests, each of which is one call of the account's quota, characters, and what is saved of them.
    pub cost: Estimate,
    /// Whether the demo has no voice for it on this machine, only a placeholder.
    pub placeholder: bool,
}

/// How a text file begins in an encoding.
#[derive(Clone, Debug, PartialEq)]
pub struct TextPreview {
    /// The file.
    pub path: PathBuf,
    /// The encoding, and how much did not fit.
    pub reading: text::file::Reading,
    /// Its first lines.
    pub beginning: String,
}

/// What is known of the token of the account in use.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum TokenState {
    /// The secret store was asked and has not answered.
    #[default]
    Unknown,
    /// There is none.
    Absent,
    /// There is one.
    Present(Token),
}

/// The voices of the account in use.
#[derive(Debug, Default)]
pub struct Voices {
    /// In the service's order.
    pub list: Vec<Voice>,
    /// Where they came from; `None` before the first answer.
    pub from: Option<VoicesFrom>,
    /// Why the service's own list could not be had.
    pub failure: Option<Failure>,
    /// The voice whose sample was asked for and has not come.
    pub preview: Option<String>,
}

/// What the player does, as far as it has said.
#[derive(Debug, Default)]
pub struct PlaybackState {
    /// Its state.
    pub state: Playback,
    /// What it has loaded, or had loaded last.
    pub loaded: Option<LoadedTake>,
    /// The take that the bar at the bottom shows.
    pub take: Option<Take>,
    /// The device it plays on.
    pub device: Option<String>,
}

/// Everything the window knows.
pub struct Model {
    /// What survives a restart; panels edit it in place.
    pub settings: Settings,
    /// The language of the system, for as long as none is chosen.
    pub system_lang: Lang,
    /// What the user typed or opened.
    pub text: String,
    /// Rises with each change of the text, so that a late count can be told from a fresh one.
    pub text_serial: u64,
    /// The latest count of the text, perhaps of an earlier one.
    pub count: Count,
    /// The token of the account in use.
    pub token: TokenState,
    /// Where tokens are kept on this machine, once known.
    pub place: Option<SecretPlace>,
    /// What the last check of the account found.
    pub report: Option<CheckReport>,
    /// Whether a check is under way.
    pub checking: bool,
    /// The voices of the account in use.
    pub voices: Voices,
    /// The job that was asked for last.
    pub run: Option<JobState>,
    /// What the player does.
    pub playing: PlaybackState,
    /// Where in it one is, and what is repeated.
    pub moving: Moving,
    /// The sound devices, once listed.
    pub devices: Vec<DeviceInfo>,
    /// The library, newest first.
    pub library: Vec<Arc<TakeInfo>>,
    /// Savings under way.
    pub saves: Vec<SaveState>,
    /// What else is known of what is kept.
    pub keeping: LibraryState,
    /// How the file begins whose encoding is being chosen.
    pub preview: Option<TextPreview>,
    /// What the user has to be told.
    pub notices: Notices,
    ids: u64,
}

impl Model {
    /// A window that was just opened.
    pub fn new(settings: Settings, system_lang: Lang) -> Model {
        Model {
            settings,
            system_lang,
            text: String::new(),
            text_serial: 0,
            count: Count::default(),
            token: TokenState::Unknown,
            place: None,
            report: None,
            checking: false,
            voices: Voices::default(),
            run: None,
            playing: PlaybackState::default(),
            moving: Moving::default(),
            devices: Vec::new(),
            library: Vec::new(),
            saves: Vec::new(),
            keeping: LibraryState::default(),
            preview: None,
            notices: Notices::default(),
            ids: 0,
        }
    }

    /// The language of the words on screen.
    pub fn lang(&self) -> Lang {
        self.settings.language.unwrap_or(self.system_lang)
    }

    /// Replaces the text, as when a file is opened.
    pub fn set_text(&mut self, text: String) {
        self.text = text;
        self.text_changed();
    }

    /// Notes that the text is not what was counted.
    pub fn text_changed(&mut self) {
        self.text_serial += 1;
    }

    /// Whether [`Model::count`] is about the text as it stands.
    pub fn is_counted(&self) -> bool {
        self.count.serial == self.text_serial
    }

    /// Whether all is known that is needed to speak, or to say why not: the cost, and whether there is a token.
    pub fn is_ready(&self) -> bool {
        self.is_counted() && self.token != TokenState::Unknown
    }

    /// Whether the account in use is the built-in demo.
    pub fn is_demo(&self) -> bool {
        self.settings.account == Account::DEMO
    }

    /// The endpoint of the account in use; `None` for the demo, or where the address of a custom one makes no sense.
    pub fn endpoint(&self) -> Option<Endpoint> {
        let settings = &self.settings;
        match settings.account.as_str() {
            Account::DEMO => None,
            "coze.cn" => Some(Endpoint::cn()),
            "coze.com" => Some(Endpoint::com()),
            _ => Endpoint::parse(settings.custom_endpoint.as_deref()?).ok(),
        }
    }

    /// The account in use, ready to be used; `None` while its token is not there.
    pub fn account(&self) -> Option<Account> {
        if self.is_demo() {
            return Some(Account::Demo);
        }
        let TokenState::Present(token) = &self.token else { return None };
        let connect = Connect { endpoint: self.endpoint()?, token: token.clone(), allow_insecure: false };
        Some(Account::Service { name: self.settings.account.clone(), connect })
    }

    /// The voice that will speak: the one chosen for this account, else the account's first or the service's default.
    pub fn voice(&self) -> VoiceChoice {
        if let Some(chosen) = self.settings.voices.get(&self.settings.account) {
            return chosen.clone();
        }
        let listed = match self.is_demo() {
            true => self.voices.list.first(),
            false => self.voices.list.iter().find(|voice| voice.id == DEFAULT_VOICE),
        };
        listed.map(|voice| VoiceChoice { id: voice.id.clone(), name: voice.name.clone() }).unwrap_or_default()
    }

    /// What the list says about the voice that will speak.
    pub fn voice_info(&self) -> Option<&Voice> {
        let chosen = self.voice();
        self.voices.list.iter().find(|voice| voice.id == chosen.id)
    }

    /// The job, if it is still being worked on.
    pub fn running(&self) -> Option<&JobState> {
        self.run.as_ref().filter(|run| run.stage.is_running())
    }

    /// What the events have said of the segments of `take`, where it is the job's.
    pub fn states_of(&self, take: &Take) -> &[SegmentProgress] {
        let run = self.run.as_ref().filter(|run| run.take.as_ref().is_some_and(|own| own.id() == take.id()));
        run.map_or(&[], |run| &run.segments)
    }

    /// Whether sound is coming out or about to.
    pub fn is_sounding(&self) -> bool {
        matches!(self.playing.state, Playback::Opening | Playback::Buffering | Playback::Playing)
    }

    /// Whether anything on screen moves by itself.
    pub fn is_moving(&self) -> bool {
        self.is_sounding() || self.running().is_some()
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
}
