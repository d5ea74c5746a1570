//! How the player plays previews: beside what it has loaded, which goes on more softly under them.

use std::ops::Range;
use std::time::Instant;

use crate::audio::clocks::TakeSample;
use crate::audio::play::input::Filled;
use crate::audio::play::playback::Play;
use crate::audio::play::thread::Runner;
use crate::audio::play::{PlayerEvent, Preview, PreviewId};
use crate::audio::rendition::Rendition;
use crate::audio::take::Take;

impl Runner {
    /// Plays a range of a take beside the main sound; the preview before it fades out.
    pub(super) fn begin_preview(&mut self, id: PreviewId, take: Take, range: Range<TakeSample>) {
        self.leave_preview();
        self.relax();
        if !self.open() {
            self.main.control.duck(false);
            return (self.report)(PlayerEvent::PreviewEnded(id));
        }
        self.preview.next_generation();
        self.preview.meter.set_position(range.start);
        self.preview.play = Some(Play::of_range(Rendition::from(take), range, self.waker.clone()));
        self.previewed = Some(Preview { id, waits: true });
        self.still_since = Instant::now();
    }

    /// Ends the preview, if there is one; the main sound comes back.
    pub(super) fn end_preview(&mut self) {
        self.leave_preview();
        self.main.control.duck(false);
    }

    fn leave_preview(&mut self) {
        if let Some(preview) = self.previewed.take() {
            // What is under way of it fades out.
            self.preview.next_generation();
            self.preview.play = None;
            self.still_since = Instant::now();
            (self.report)(PlayerEvent::PreviewEnded(preview.id));
        }
    }

    /// Keeps the preview's ring full, and tells what the callback has done with it.
    pub(super) fn attend_preview(&mut self) {
        if let Err(why) = self.feed_preview() {
            let take = self.preview.play.as_ref().map(|play| play.take().id().to_owned()).unwrap_or_default();
            (self.report)(PlayerEvent::Unreadable { take, why });
            return self.end_preview();
        }
        let (Some(preview), Some(play)) = (&self.previewed, &mut self.preview.play) else { return };
        if play.reader.is_none() {
            return;
        }
        if !play.announced && self.preview.control.sounding_since().is_some() {
            play.announced = true;
            (self.report)(PlayerEvent::PreviewStarted(preview.id));
        }
        if self.preview.control.has_ended() {
            self.end_preview();
        }
    }

    fn feed_preview(&mut self) -> Result<(), String> {
        let Some(play) = &mut self.preview.play else { return Ok(()) };
        if play.cut().is_some() {
            self.preview.restart_at(self.preview.meter.position());
        }
        let (Some(preview), Some(play)) = (&self.previewed, &self.preview.play) else { return Ok(()) };
        if self.preview.is_clearing() || (preview.waits && !play.may_begin(self.speed)) {
            return Ok(());
        }
        if !self.open() {
            self.end_preview();
            return Ok(());
        }
        let Some(rate) = self.output.as_ref().map(|output| output.rate) else { return Ok(()) };
        let filled = self.preview.fill(rate, self.speed)?;
        let (Some(preview), Some(play)) = (&mut self.previewed, &mut self.preview.play) else { return Ok(()) };
        match filled {
            Filled::Nothing => {}
            Filled::Some => {
                preview.waits = false;
                self.main.control.duck(true);
                self.still_since = Instant::now();
            }
            Filled::Dry if !preview.waits => {
                play.run_dry();
                preview.waits = true;
            }
            Filled::Dry => {}
        }
        Ok(())
    }
}
