//! Whether a broken session is asked again, and when (protocol.md §8, column *retry?*).

use std::time::{Duration, Instant};

use crate::audio::codec::DecodeError;
use crate::protocol::{Deadlines, Retry, SessionError};

/// The longest wait that a service may ask for before its piece is requested again.
const LONGEST_WAIT: Duration = Duration::from_secs(60 * 60);

/// How long the service is waited for, and how often it is asked again.
#[derive(Clone, Debug)]
pub struct Patience {
    /// How long progress may take to show.
    pub deadlines: Deadlines,
    /// The waits before the first, the second, … retry, and before a text that was too long is sent in smaller and smaller
    /// pieces. There are no more of either than waits.
    pub waits: Vec<Duration>,
    /// The waits when the service asks to slow down, and asks again and again. There are no more than these in a row.
    pub slow: Vec<Duration>,
}

impl Default for Patience {
    /// Three retries, after 0.3 s, 1 s and 3 s. Asked to slow down, it waits 1 s, 2 s, 4 s and so on up to 4 minutes, for
    /// about an hour in all.
    fn default() -> Patience {
        let waits = [300, 1_000, 3_000].map(Duration::from_millis);
        let slow = [1, 2, 4, 8, 15, 30, 60, 120].into_iter().chain([240; 15]);
        let slow = slow.map(Duration::from_secs).collect();
        Patience { deadlines: Deadlines::default(), waits: waits.to_vec(), slow }
    }
}

/// Why a session did not bring its segment to an end.
#[derive(Debug)]
pub(in crate::engine) enum SessionTrouble {
    /// The session itself failed.
    Session(SessionError),
    /// The service says it is done but sent no audio.
    NoAudio,
    /// The audio cannot be decoded.
    Decode(DecodeError),
    /// There is more audio than such a text can be: it has this many characters, and more than this many seconds of sound.
    Endless { characters: usize, seconds: u64 },
    /// The service says that the sound comes in another way than was requested, and the take has no room for it.
    OtherSound { asked: String, got: String },
}

/// What to do about it.
#[derive(Debug, PartialEq)]
pub(in crate::engine) enum NextStep {
    /// Ask again after this long; it spends a try.
    Wait(Duration),
    /// Ask again, in pieces half as large.
    Halve,
    /// Ask again with fewer at once, when the service has been left alone, for this long at least; it spends no try.
    SlowDown(Duration),
    /// Stop and tell the user.
    GiveUp,
}

/// Decides. `tries` have been spent on this piece since its last finished mark.
pub(in crate::engine) fn next(trouble: &SessionTrouble, patience: &Patience, tries: usize) -> NextStep {
    let retry = match trouble {
        SessionTrouble::Session(error) => error.kind.retry(),
        SessionTrouble::NoAudio => Retry::Backoff,
        // One packet may be broken; a wrong container stays wrong.
        SessionTrouble::Decode(DecodeError::Opus(_)) => Retry::Once,
        SessionTrouble::Decode(_) | SessionTrouble::Endless { .. } | SessionTrouble::OtherSound { .. } => Retry::Never,
    };
    let wait = patience.waits.get(tries).map(|wait| jittered(*wait));
    match retry {
        Retry::Never => NextStep::GiveUp,
        Retry::SplitSmaller => NextStep::Halve,
        Retry::OnceThenSplit if tries > 0 => NextStep::Halve,
        Retry::Once if tries > 0 => NextStep::GiveUp,
        // Nobody sits in front of a window for longer; the words say what to do instead.
        Retry::SlowDown(asked) if asked > LONGEST_WAIT => NextStep::GiveUp,
        Retry::SlowDown(asked) => NextStep::SlowDown(asked),
        Retry::Once | Retry::OnceThenSplit | Retry::Backoff => wait.map_or(NextStep::GiveUp, NextStep::Wait),
    }
}

/// What holds back all the sessions of a run: a service that asks to slow down, or that has just found a text too long.
#[derive(Debug, Default)]
pub(in crate::engine) struct Restraint {
    /// How often in a row the service has asked to slow down.
    slowed: usize,
    /// How often the pieces have become smaller.
    halved: usize,
    until: Option<Instant>,
}

impl Restraint {
    /// Until when nothing may be opened, if that is not over.
    pub fn until(&self, now: Instant) -> Option<Instant> {
        self.until.filter(|until| *until > now)
    }

    /// The service asks to slow down, for `asked` at least. How long it is left alone; nothing where patience is at its end.
    pub fn slow_down(&mut self, asked: Duration, patience: &Patience) -> Option<Duration> {
        let now = Instant::now();
        let wait = match self.until(now) {
            // Sessions that were opened together are refused together: they are told one thing.
            Some(until) => until - now,
            None => {
                let wait = jittered(*patience.slow.get(self.slowed)?);
                self.slowed += 1;
                wait
            }
        };
        Some(self.hold(now, wait.max(jittered(asked))))
    }

    /// A text was too long once more. How long the service is left alone; nothing where patience is at its end.
    pub fn halve(&mut self, patience: &Patience) -> Option<Duration> {
        let wait = jittered(*patience.waits.get(self.halved)?);
        self.halved += 1;
        Some(self.hold(Instant::now(), wait))
    }

    /// Something has come whole: what the service asks from now on, it asks for the first time.
    pub fn relax(&mut self) {
        self.slowed = 0;
    }

    fn hold(&mut self, now: Instant, wait: Duration) -> Duration {
        let until = self.until(now).unwrap_or(now).max(now + wait);
        self.until = Some(until);
        until - now
    }
}

/// Up to a quarter more, so that several sessions that failed together do not come back together.
fn jittered(wait: Duration) -> Duration {
    wait.mul_f64(1.0 + fastrand::f64() / 4.0)
}

#[cfg(test)]
mod tests {
    use super::{Duration, Patience, Restraint};

    #[test]
    fn one_burst_is_one_wish_and_the_next_one_waits_longer() {
        let patience = Patience::default();
        let seconds = Duration::from_secs;
        let mut restraint = Restraint::default();
        let first = restraint.slow_down(Duration::ZERO, &patience).expect("a wait");
        assert!((seconds(1)..seconds(2)).contains(&first), "{first:?}");
        for _ in 0..7 {
            assert!(restraint.slow_down(Duration::ZERO, &patience).is_some_and(|wait| wait <= first));
        }
        assert!(restraint.slow_down(seconds(40), &patience).is_some_and(|wait| wait >= seconds(40)), "it is obeyed");
        let waits = std::iter::from_fn(|| {
            restraint.until = None;
            restraint.slow_down(Duration::ZERO, &patience)
        });
        let waits: Vec<Duration> = waits.collect();
        assert!(waits[0] >= seconds(2) && waits.last().is_some_and(|last| *last >= seconds(240)), "{waits:?}");
        let in_all: Duration = waits.iter().sum();
        assert!((seconds(3_000)..seconds(6_000)).contains(&in_all), "{in_all:?}");
        restraint.relax();
        assert!(restraint.slow_down(Duration::ZERO, &patience).is_some_and(|wait| wait < seconds(2)));
    }
}
