//! A take being played: how far, and how much of it has to be there.

use super::bell::Bell;
use super::flow::Flow;
use crate::audio::take::{Listener, Reader, Take};
use std::time::Duration;

/// How much of the take must have arrived before the sound begins.
const START: Duration = Duration::from_millis(200);

/// How much must have arrived before the sound goes on after it ran dry: a little at first, more each time, because a
/// line that was late twice will be late again.
const AGAIN: (Duration, Duration) = (Duration::from_millis(100), Duration::from_millis(800));

/// A take being played.
pub struct Play {
    /// The take and its samples.
    pub take: Take,
    pub reader: Reader,
    _listener: Listener,
    /// Where the flow begins, in samples, and the flow once it has begun.
    pub from: u64,
    pub flow: Option<Flow>,
    epoch: u64,
    /// How much must lie ahead of the playhead before the sound begins or goes on.
    pub threshold: Duration,
    again: Duration,
    /// Whether its first sound, and its end, were told.
    pub announced: bool,
    pub ended: bool,
}

impl Play {
    /// A take to be played from sample `from` on; the bell rings whenever it changes.
    pub fn new(take: Take, from: u64, bell: Bell) -> Play {
        Play {
            reader: take.reader(),
            _listener: take.on_growth(move || bell.ring()),
            from,
            flow: None,
            epoch: take.epoch(),
            threshold: START,
            again: AGAIN.0,
            announced: false,
            ended: false,
            take,
        }
    }

    /// Begins anew from another place, with as much in hand as at the start.
    pub fn seek(&mut self, sample: u64) {
        self.threshold = START;
        self.ended = false;
        self.restart(sample);
    }

    /// Begins anew from another place.
    pub fn restart(&mut self, sample: u64) {
        self.from = sample;
        self.flow = None;
    }

    /// A place was waited for that a finished take turned out not to have: its end is taken instead.
    pub fn keep_inside(&mut self) {
        if !self.take.is_growing() {
            self.from = self.from.min(self.take.len());
        }
    }

    /// The sound ran dry: a little has to be in hand before it goes on.
    pub fn run_dry(&mut self) {
        self.threshold = self.again;
        self.again = (self.again * 2).min(AGAIN.1);
    }

    /// Where the take was cut since the last call, if samples were cut off that were read already.
    pub fn cut(&mut self) -> Option<u64> {
        // The epoch first: a cut between the two lines is then seen twice rather than never.
        let epoch = self.take.epoch();
        let changed = self.take.changed_since(self.epoch);
        self.epoch = epoch;
        let read_to = self.flow.as_ref().map_or(0, Flow::read_to);
        changed.filter(|kept| read_to > *kept)
    }

    /// Whether enough lies ahead of the playhead, or as much as there will be, or whole pieces only.
    pub fn may_begin(&self) -> bool {
        // Asked first: what is appended after this does not make the end come too early.
        let growing = self.take.is_growing();
        let (len, read_to) = (self.take.len(), self.flow.as_ref().map_or(self.from, Flow::read_to));
        let ahead = len.saturating_sub(read_to);
        let needed = self.threshold.as_secs_f64() * f64::from(self.take.rate());
        !growing || ahead as f64 >= needed || (ahead > 0 && self.take.whole() == len)
    }
}
