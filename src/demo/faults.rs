//! Faults on request: what the server does wrong, on which connection (protocol.md §13, item 10).

use std::time::Duration;

use crate::protocol::Codec;

/// Which faults befall which WebSocket connection. Connections are counted from 0 in the order in which their requests for the
/// upgrade arrive; refused ones count.
///
/// ```
/// use langsheng::demo::{Act, Disconnect, Fault, FaultPoint, Faults};
/// let faults = Faults::on(0, Fault::At(FaultPoint::Delta(3), Act::Close(Disconnect::Reset))).and_on(1, Fault::refuse(502));
/// let odd = Faults::every(Fault::OddDeltas);
/// # let _ = (faults, odd);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults(Vec<(When, Fault)>);

#[derive(Clone, Copy, Debug, PartialEq)]
enum When {
    On(usize),
    First(usize),
    Every,
}

impl Faults {
    /// No faults.
    pub fn none() -> Faults {
        Faults::default()
    }

    /// One fault on connection `k`.
    pub fn on(k: usize, fault: Fault) -> Faults {
        Faults::none().and_on(k, fault)
    }

    /// One fault on each of the first `n` connections.
    pub fn first(n: usize, fault: Fault) -> Faults {
        Faults(vec![(When::First(n), fault)])
    }

    /// One fault on every connection.
    pub fn every(fault: Fault) -> Faults {
        Faults::none().and_every(fault)
    }

    /// The faults of connection 0, of connection 1, and so on; none on those after the last.
    pub fn script(connections: Vec<Vec<Fault>>) -> Faults {
        let numbered = connections.into_iter().enumerate();
        Faults(numbered.flat_map(|(k, faults)| faults.into_iter().map(move |fault| (When::On(k), fault))).collect())
    }

    /// One more fault, on connection `k`.
    pub fn and_on(mut self, k: usize, fault: Fault) -> Faults {
        self.0.push((When::On(k), fault));
        self
    }

    /// One more fault, on every connection.
    pub fn and_every(mut self, fault: Fault) -> Faults {
        self.0.push((When::Every, fault));
        self
    }

    /// What befalls connection `k`.
    pub(super) fn of(&self, k: usize) -> FaultPlan {
        let meant = |when: &When| match *when {
            When::On(at) => at == k,
            When::First(n) => k < n,
            When::Every => true,
        };
        FaultPlan(self.0.iter().filter(|(when, _)| meant(when)).map(|(_, fault)| fault.clone()).collect())
    }
}

/// One thing done wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The upgrade is answered with this HTTP status and an error envelope.
    Refuse {
        /// Such as 401, 403, 404, 429, 500, 502.
        status: u16,
        /// Seconds in a `Retry-After` header.
        retry_after: Option<u64>,
    },
    /// The upgrade is never answered; the socket stays open.
    NeverAnswer,
    /// The upgrade is answered, but only after this time.
    SlowAnswer(Duration),
    /// Something happens at a point of the conversation.
    At(FaultPoint, Act),
    /// Deltas have odd numbers of bytes, so that samples are torn.
    OddDeltas,
    /// Deltas have 1 and 2 bytes in turn.
    TinyDeltas,
    /// Events carry fields, and among them come events, that nobody knows.
    UnknownThings,
    /// `detail.respond_at` is absent.
    NoRespondAt,
    /// `detail` and `id` are absent.
    NoDetail,
    /// Every event comes in several WebSocket frames.
    Fragmented,
    /// `conversation.audio.sentence_start` is absent.
    NoSentenceStart,
    /// `speech.audio.completed` comes without any audio.
    NoAudio,
    /// After the client's `complete` nothing is read any more, so that pings find no answer until the audio is through.
    IgnorePings,
    /// The codes of errors are strings of digits.
    CodeAsText,
    /// Opus packets come inside Ogg pages.
    OggPages,
    /// Every event carries this log id.
    LogId(String),
    /// Whatever is requested, the sound comes in this codec, at this rate in Hz where it is PCM, and `speech.updated` says so.
    OtherSound(Codec, u32),
}

impl Fault {
    /// The upgrade is answered with this HTTP status.
    pub fn refuse(status: u16) -> Fault {
        Fault::Refuse { status, retry_after: None }
    }

    /// An `error` event of this code, then the close, instead of the audio.
    pub fn error_before_audio(code: i64) -> Fault {
        Fault::At(FaultPoint::BeforeAudio, Act::Error(code))
    }

    /// An `error` event of this code, then the close, after `deltas` deltas.
    pub fn error_within_audio(deltas: usize, code: i64) -> Fault {
        Fault::At(FaultPoint::Delta(deltas), Act::Error(code))
    }
}

/// A point of the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultPoint {
    /// After the upgrade, before `speech.created`.
    BeforeCreated,
    /// After the client's `complete`, before the first sentence is announced.
    BeforeAudio,
    /// When this many deltas of the connection have been sent. 0 is after the first announcement.
    Delta(usize),
    /// When more of the text comes after deltas have been sent, before it is read.
    MoreText,
    /// After the last delta, before `speech.audio.completed`.
    AfterAudio,
    /// After `speech.audio.completed`.
    AfterCompleted,
}

/// What happens at a point.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// The connection ends.
    Close(Disconnect),
    /// An `error` event with this code and its usual message; then the empty close that the service was seen to do.
    Error(i64),
    /// An `error` event with a message of one's own; then the empty close.
    ErrorSaying(i64, String),
    /// Nothing comes for this time.
    Stall(Duration),
    /// Nothing ever comes again; the socket stays open.
    StallForever,
    /// A text frame with exactly this content, such as invalid JSON or an event of one's own.
    Say(String),
    /// A binary frame with this content.
    Binary(Vec<u8>),
    /// A delta with these bytes, beside those of the voice.
    Delta(Vec<u8>),
    /// A `speech.audio.update` without `data.delta`.
    DeltaMissing,
    /// A `speech.audio.update` whose delta is not base64.
    BadBase64,
    /// An event that nobody knows, of this many bytes.
    Big(usize),
    /// A WebSocket ping.
    Ping,
    /// `speech.audio.completed`, beside the one that is due.
    Completed,
    /// The same again and again, as fast as the client takes it, and nothing else ever.
    Flood(Flood),
    /// So many bytes of sound after each of these times, and nothing else ever.
    Trickle(usize, Duration),
}

/// What there is no end of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flood {
    /// Events that nobody knows.
    Unknown,
    /// `speech.created`.
    Created,
    /// `speech.audio.update` with nothing in it.
    EmptyDeltas,
    /// `conversation.audio.sentence_start`.
    Announcements,
    /// WebSocket pings.
    Pings,
    /// Sound, a quarter of a second at a time.
    Sound,
}

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disconnect {
    /// A close frame with this code, such as 1000 or 1011.
    Code(u16),
    /// A close frame without a code: clients call it 1005.
    Empty,
    /// The TCP connection is shut in order, without a close frame: clients call it 1006.
    Drop,
    /// The TCP connection is reset.
    Reset,
}

/// The faults of one connection.
#[derive(Clone, Debug, Default)]
pub(super) struct FaultPlan(Vec<Fault>);

impl FaultPlan {
    /// Whether this fault is among them.
    pub(super) fn has(&self, fault: &Fault) -> bool {
        self.0.contains(fault)
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }

    /// What is to happen at a point, in order.
    pub(super) fn at(&self, point: FaultPoint) -> impl Iterator<Item = &Act> {
        self.0.iter().filter_map(move |fault| match fault {
            Fault::At(at, act) if *at == point => Some(act),
            _ => None,
        })
    }

    /// Whether the connection ends by a reset, for which the socket is prepared from the start.
    pub(super) fn resets(&self) -> bool {
        self.0.iter().any(|fault| matches!(fault, Fault::At(_, Act::Close(Disconnect::Reset))))
    }
}
