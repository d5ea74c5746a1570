//! What the server is told before it starts. Every guess of protocol.md about the service is a switch here.

use std::sync::mpsc::SyncSender;
use std::time::Duration;

use crate::demo::faults::{Disconnect, Faults};
use crate::demo::gate::{Origin, TurnedAway};
use crate::demo::recorder::Recorder;

/// The server's settings; the default imitates the recordings.
#[derive(Clone, Debug)]
pub struct Config {
    /// The only token that is good; where none is named, any is.
    pub token: Option<String>,
    /// The pages of the web that are answered; programs are in any case.
    pub origins: Vec<Origin>,
    /// Who is told of requests that were turned away for the host or the page that they name, as far as there is room.
    pub turned_away: Option<SyncSender<TurnedAway>>,
    /// What a bad or missing token leads to.
    pub bad_token: BadToken,
    /// What the limit of bytes applies to.
    pub limit: LimitReading,
    /// Bytes of UTF-8 above which the text is refused with code 3010.
    pub limit_bytes: usize,
    /// How fast it all goes.
    pub pace: ServerPace,
    /// Sessions at once above which code 3003 comes.
    pub concurrency: usize,
    /// The code for a voice that does not exist: 4000 or 3050 (protocol.md §5.1: nobody knows).
    pub unknown_voice: i64,
    /// Whether the first piece ends at a comma already (protocol.md §3.3).
    pub early_comma: bool,
    /// When it begins to speak (protocol.md §4.2: a guess).
    pub speaks: SpeakingStart,
    /// How long a connection may be idle, with nothing left to speak and its text not ended, until the server closes it with
    /// 1000 (protocol.md §2.6); for ever where nothing stands here.
    pub idle_close: Option<Duration>,
    /// How the server closes by itself after `speech.audio.completed`; it leaves that to the client where nothing stands here.
    pub closing: Option<Disconnect>,
    /// What a second round on one connection leads to.
    pub second_round: SecondRound,
    /// How many generated voices are listed after those that speak here.
    pub more_voices: usize,
    /// What is wrong with the list of voices.
    pub list_trouble: Option<ListTrouble>,
    /// What is wrong with the samples of voices.
    pub sample_trouble: Option<SampleTrouble>,
    /// What is wrong with the cloning of voices.
    pub clone_trouble: Option<CloneTrouble>,
    /// What goes wrong with the REST calls.
    pub rest_trouble: Option<RestTrouble>,
    /// What goes wrong with WebSocket connections.
    pub faults: Faults,
    /// Where to note what was seen; for tests.
    pub recorder: Option<Recorder>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            token: None,
            origins: Vec::new(),
            turned_away: None,
            bad_token: BadToken::Http401,
            limit: LimitReading::B,
            limit_bytes: 1024,
            pace: ServerPace::Recorded,
            concurrency: 10,
            unknown_voice: 4000,
            early_comma: false,
            speaks: SpeakingStart::AsItComes,
            idle_close: None,
            closing: None,
            second_round: SecondRound::Works,
            more_voices: 0,
            list_trouble: None,
            sample_trouble: None,
            clone_trouble: None,
            rest_trouble: None,
            faults: Faults::none(),
            recorder: None,
        }
    }
}

/// The three forms of refusing a token (protocol.md §2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadToken {
    /// HTTP 401 with code 700012006 in the body.
    Http401,
    /// HTTP 403 with code 4101 in the body.
    Http403,
    /// The upgrade succeeds, then an `error` event with this code comes: 4100, 4101 or 700012006. REST calls get HTTP 200 and the
    /// code in the body.
    Error(i64),
}

/// The readings of the limit of 1 024 bytes (protocol.md §6.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitReading {
    /// One `append`.
    A,
    /// All appends of a round: the strictest.
    B,
    /// One sentence of the server's.
    C,
}

/// When the server begins to speak a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeakingStart {
    /// As soon as it has a sentence.
    AsItComes,
    /// When it has the whole text.
    AfterComplete,
}

/// How fast the server goes. A throttle that the client asks for is always obeyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerPace {
    /// With the pauses of the recordings (protocol.md §3).
    Recorded,
    /// Without any pause, for tests.
    Fast,
}

/// What follows when a client starts a second round on a connection (protocol.md §2.8: nobody knows).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondRound {
    /// It is spoken like the first.
    Works,
    /// An `error` event with code 4000.
    Error,
    /// Nothing.
    Silence,
}

/// What goes wrong with every REST call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestTrouble {
    /// This HTTP status, with the envelope of an error.
    Status(u16),
    /// HTTP 200 and this code in the envelope.
    Code(i64),
    /// HTTP 200 and a page of HTML.
    NotJson,
}

/// What is wrong with the list of voices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListTrouble {
    /// It has no end: each page brings new voices and says that there are more.
    Endless,
    /// Every page is the first one again, and says that there are more.
    Repeating,
}

/// What is wrong with the samples of voices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleTrouble {
    /// They come after so long.
    Slow(Duration),
    /// They are no sound, whatever they say they are.
    Broken,
    /// There are none.
    Missing,
}

/// What is wrong with the cloning of voices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloneTrouble {
    /// HTTP 200 and this code in the envelope; nothing is made.
    Code(i64),
    /// This HTTP status and nothing that explains it; nothing is made.
    Status(u16),
    /// The voice is made and the connection ends without an answer.
    LostAnswer,
    /// All of it is read and the connection ends; nothing is made.
    LostRequest,
    /// The connection ends with the head of the request.
    LostBody,
    /// Nothing of the body is read.
    Stuck,
}
