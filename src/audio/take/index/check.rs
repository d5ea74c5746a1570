//! Whether a line of the journal makes sense where it stands: the writer asks before it writes one, and whoever opens a take
//! before it is believed.

use super::Index;
use crate::audio::take::journal::Line;
use crate::audio::take::receipt::SegmentState;

impl Index {
    /// Whether [`Index::apply`] can take this line; if not, why.
    pub fn check(&self, line: &Line) -> Result<(), &'static str> {
        let segment = |number: u32| self.segments.get(number as usize).ok_or("there is no such segment");
        let running = |number: u32| {
            let request = self.requests.get(&number).ok_or("there is no such request")?;
            let runs = match &request.aside {
                Some(aside) => aside.open,
                None => self.segments[request.segment].running == Some(number),
            };
            if runs { Ok(()) } else { Err("the request has ended") }
        };
        let unfinished = |number| match segment(number)?.state {
            SegmentState::Done => Err("the segment is done"),
            _ => Ok(()),
        };
        match line {
            Line::Begin { request, segment, .. } => match self.requests.contains_key(request) {
                true => Err("there is already such a request"),
                false => unfinished(*segment),
            },
            Line::Mark { request, .. }
            | Line::Logid { request, .. }
            | Line::InEffect { request, .. }
            | Line::Complete { request, .. }
            | Line::Fail { request, .. } => running(*request),
            Line::Split { segment, first, into } => match into.as_slice() {
                [] => Err("a split into nothing"),
                _ if *first as usize != self.segments.len() => Err("a split does not fit what was before it"),
                _ => unfinished(*segment),
            },
            Line::GiveUp { segment, .. } => unfinished(*segment),
            Line::Redo { request, .. } if self.requests.contains_key(request) => Err("there is already such a request"),
            Line::Redo { segment: number, .. } => match segment(*number)?.state {
                SegmentState::Done => Ok(()),
                _ => Err("the segment is not done"),
            },
            Line::Use { version } => self.has_version(*version).then_some(()).ok_or("there is no such version"),
            Line::Take { .. } => Err("a second header"),
            Line::Drop | Line::Close { .. } | Line::Resume | Line::Unknown => Ok(()),
        }
    }
}
