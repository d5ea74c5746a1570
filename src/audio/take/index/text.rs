//! The text of a take that is written while it is spoken.

use crate::audio::take::index::{Index, SegmentIndex, Spot};
use crate::audio::take::journal::{Header, SegmentPlan};
use crate::audio::take::receipt::SegmentState;

/// How far the text is.
pub(in crate::audio::take) struct GrowingText {
    /// All of it that was written.
    pub text: String,
    /// Where the parts end that were read, in bytes; they rise.
    pub parts: Vec<usize>,
    /// Whether more may come.
    pub open: bool,
}

impl GrowingText {
    /// Of a take with this header, if its text grows.
    pub fn of(header: &Header) -> Option<GrowingText> {
        let parts = header.parts.clone()?;
        Some(GrowingText { text: header.text.clone(), parts, open: false })
    }

    /// How much of it was read, in bytes.
    pub fn read(&self) -> usize {
        self.parts.last().copied().unwrap_or(0)
    }

    /// Whether there is, or may come, something to be spoken that is in no segment.
    pub fn is_unfinished(&self) -> bool {
        self.open || self.text.get(self.read()..).is_some_and(|rest| !rest.trim().is_empty())
    }
}

impl Index {
    /// Whether the line `read` makes sense.
    pub fn check_read(&self, end: usize, last: Option<&SegmentPlan>, first: u32) -> Result<(), &'static str> {
        let text = self.text.as_ref().ok_or("the text does not grow")?;
        if end < text.read() || !text.text.is_char_boundary(end) {
            return Err("what was read is no part of the text");
        }
        if first as usize != self.segments.len() {
            return Err("a new segment does not fit what was before it");
        }
        let Some(last) = last else { return Ok(()) };
        let old = self.order.last().map(|&number| &self.segments[number]).ok_or("there is no segment")?;
        match old.state == SegmentState::Done || last.spoken.start != old.plan.spoken.start {
            true => Err("the last segment cannot become longer"),
            false => Ok(()),
        }
    }

    /// Does what the line `text` says.
    pub fn write(&mut self, text: &str) {
        if let Some(growing) = &mut self.text {
            growing.text.push_str(text);
        }
    }

    /// Does what the line `read` says.
    pub fn read(&mut self, end: usize, last: Option<&SegmentPlan>, into: &[SegmentPlan]) {
        if let Some(growing) = &mut self.text {
            growing.parts.push(end);
        }
        if let (Some(&number), Some(plan)) = (self.order.last(), last) {
            let segment = &mut self.segments[number];
            if segment.line.is_empty() && segment.begun == 0 {
                segment.next = Spot { spoken: plan.spoken.start, source: plan.source.start };
            }
            segment.plan = plan.clone();
        }
        let first = self.segments.len();
        self.segments.extend(into.iter().cloned().map(SegmentIndex::new));
        self.order.extend(first..self.segments.len());
    }
}
