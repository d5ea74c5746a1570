//! Whether a broken session is asked again, and when (protocol.md §8, column *retry?*).

use std::time::Duration;

use crate::audio::codec::DecodeError;
use crate::protocol::{Deadlines, Retry, SessionError};

/// The longest wait that a service may ask for before its piece is asked for again.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// How long the service is waited for, and how often it is asked again.
#[derive(Clone, Debug)]
pub struct Patience {
    /// How long progress may take to show.
    pub deadlines: Deadlines,
    /// The waits before the first, the second, … retry. There are no more retries than waits.
    pub waits: Vec<Duration>,
    /// The least wait when the service has too many sessions and none of them is ours.
    pub crowded: Duration,
}

impl Default for Patience {
    /// Three retries, after 0.3 s, 1 s and 3 s.
    fn default() -> Patience {
        let waits = [300, 1_000, 3_000].map(Duration::from_millis);
        Patience { deadlines: Deadlines::default(), waits: waits.to_vec(), crowded: Duration::from_secs(1) }
    }
}

/// Why a session did not bring its segment to an end.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The session itself failed.
    Session(SessionError),
    /// The service says it is done but sent no audio.
    NoAudio,
    /// The audio cannot be decoded.
    Decode(DecodeError),
}

/// What to do about it.
#[derive(Debug, PartialEq)]
pub(super) enum Next {
    /// Ask again after this long; it spends a try.
    Wait(Duration),
    /// Ask again, in pieces half as large; it spends no try, for the pieces cannot become smaller for ever.
    Halve,
    /// Ask again when one of the other sessions has ended, with fewer at once; it spends no try.
    AfterAnother,
    /// Stop and tell the user.
    GiveUp,
}

/// Decides. `tries` have been spent on this piece since its last finished mark; `others` are sessions now running.
pub(super) fn next(trouble: &Trouble, patience: &Patience, tries: usize, others: usize) -> Next {
    let retry = match trouble {
        Trouble::Session(error) => error.kind.retry(),
        Trouble::NoAudio => Retry::Backoff,
        // One packet may be broken; a wrong container stays wrong.
        Trouble::Decode(DecodeError::Opus(_)) => Retry::Once,
        Trouble::Decode(_) => Retry::Never,
    };
    let wait = patience.waits.get(tries).map(|wait| jittered(*wait));
    match retry {
        Retry::Never => Next::GiveUp,
        Retry::SplitSmaller => Next::Halve,
        Retry::OnceThenSplit if tries > 0 => Next::Halve,
        Retry::FewerSessions if others > 0 => Next::AfterAnother,
        Retry::Once if tries > 0 => Next::GiveUp,
        // Nobody sits in front of a window for longer; the words say what to do instead.
        Retry::After(asked) if asked > LONGEST_WAIT => Next::GiveUp,
        Retry::After(asked) => wait.map_or(Next::GiveUp, |wait| Next::Wait(jittered(asked).max(wait))),
        // Others use the account too; they need a moment to end (protocol.md §8.2).
        Retry::FewerSessions => wait.map_or(Next::GiveUp, |wait| Next::Wait(wait.max(jittered(patience.crowded)))),
        Retry::Once | Retry::OnceThenSplit | Retry::Backoff => wait.map_or(Next::GiveUp, Next::Wait),
    }
}

/// Up to a quarter more, so that several sessions that failed together do not come back together.
fn jittered(wait: Duration) -> Duration {
    wait.mul_f64(1.0 + fastrand::f64() / 4.0)
}
