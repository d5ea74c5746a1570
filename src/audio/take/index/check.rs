//! Whether a line of the journal makes sense where it stands: the writer asks before it writes one, and whoever opens a take
//! before it is believed.

use crate::audio::take::index::Index;
use crate::audio::take::journal::JournalLine;
use crate::audio::take::receipt::SegmentState;

impl Index {
    /// Whether [`Index::apply`] can take this line; if not, why.
    pub fn check(&self, line: &JournalLine) -> Result<(), &'static str> {
        let segment = |number: u32| self.segments.get(number as usize).ok_or("there is no such segment");
        let running = |number: u32| {
            let request = self.requests.get(&number).ok_or("there is no such request")?;
            let runs = match &request.pending {
                Some(pending) => pending.open,
                None => self.segments[request.segment].running == Some(number),
            };
            if runs { Ok(()) } else { Err("the request has ended") }
        };
        let unfinished = |number| match segment(number)?.state {
            SegmentState::Done => Err("the segment is done"),
            _ => Ok(()),
        };
        match line {
            JournalLine::Begin { request, segment, .. } => match self.requests.contains_key(request) {
                true => Err("there is already such a request"),
                false => unfinished(*segment),
            },
            JournalLine::Mark { request, .. }
            | JournalLine::Logid { request, .. }
            | JournalLine::InEffect { request, .. }
            | JournalLine::Complete { request, .. }
            | JournalLine::Fail { request, .. } => running(*request),
            JournalLine::Split { segment, first, into } => match into.as_slice() {
                [] => Err("a split into nothing"),
                _ if *first as usize != self.segments.len() => Err("a split does not fit what was before it"),
                _ => unfinished(*segment),
            },
            JournalLine::Text { .. } => self.text.as_ref().map(|_| ()).ok_or("the text does not grow"),
            JournalLine::Read { end, last, first, .. } => self.check_read(*end, last.as_ref(), *first),
            JournalLine::GiveUp { segment, .. } => unfinished(*segment),
            JournalLine::Redo { request, .. } if self.requests.contains_key(request) => {
                Err("there is already such a request")
            }
            JournalLine::Redo { segment: number, .. } => match segment(*number)?.state {
                SegmentState::Done => Ok(()),
                _ => Err("the segment is not done"),
            },
            JournalLine::Use { version } => self.has_version(*version).then_some(()).ok_or("there is no such version"),
            JournalLine::Take { .. } => Err("a second header"),
            JournalLine::Drop | JournalLine::Close { .. } | JournalLine::Resume | JournalLine::Unknown => Ok(()),
        }
    }
}
