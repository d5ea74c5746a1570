//! How the player plays previews: beside what it has loaded, which goes on more softly under them.

use std::time::Instant;

use crate::audio::clocks::TakeSample;
use crate::audio::play::block_reader::BlockReader;
use crate::audio::play::crossfade::{Crossfade, same_place};
use crate::audio::play::input::Filled;
use crate::audio::play::playback::Play;
use crate::audio::play::thread::Runner;
use crate::audio::play::{PlayerEvent, Preview, PreviewId, PreviewSound};
use crate::audio::rendition::Rendition;

impl Runner {
    /// Plays a sound beside the main one; the preview before it fades out.
    pub(super) fn begin_preview(&mut self, id: PreviewId, sound: PreviewSound) {
        let from = sound.range.start;
        self.begin_preview_at(id, sound, from);
    }

    fn begin_preview_at(&mut self, id: PreviewId, sound: PreviewSound, from: TakeSample) {
        self.leave_preview();
        self.relax();
        if !self.open() {
            self.main.control.duck(false);
            return (self.report)(PlayerEvent::PreviewEnded(id));
        }
        self.preview.next_generation();
        self.preview.meter.set_position(from);
        self.preview.play = Some(self.preview_play(&sound, from));
        self.previewed = Some(Preview { id, range: sound.range, waits: true });
        self.still_since = Instant::now();
    }

    fn preview_play(&self, sound: &PreviewSound, from: TakeSample) -> Play {
        let rendition = Rendition::from(sound.take.clone());
        let mut play = Play::of_range(rendition, from..sound.range.end, self.waker.clone());
        play.gain = sound.gain;
        if sound.repeats {
            play.repeat(Some(sound.range.clone()), from);
        }
        play
    }

    /// Lets another sound go on where the preview is. What was read of it already is still heard, at most a ring long; both
    /// are then heard for a moment, so that there is neither a gap nor a step.
    pub(super) fn switch_preview(&mut self, id: PreviewId, sound: PreviewSound) {
        let rate = self.output.as_ref().map(|output| output.rate);
        let (Some(before), Some(play), Some(rate)) = (&self.previewed, &mut self.preview.play, rate) else {
            return self.begin_preview(id, sound);
        };
        let at = play.reader.as_ref().map_or(play.from, BlockReader::next_position);
        let from = same_place((play.take(), &before.range), at, (&sound.take, &sound.range));
        let is_ready = !before.waits && !sound.take.is_growing();
        let gain = play.gain;
        let crossfade = match play.reader.as_mut().filter(|reader| is_ready && !reader.is_finished()) {
            Some(reader) => Crossfade::out_of(reader, gain, rate),
            None if before.waits => return self.begin_preview_at(id, sound, from),
            None => return self.begin_preview(id, sound),
        };
        let Ok(crossfade) = crossfade else { return self.begin_preview(id, sound) };
        (self.report)(PlayerEvent::PreviewEnded(before.id));
        self.preview.crossfade = Some(crossfade).filter(|crossfade| !crossfade.is_over());
        self.preview.play = Some(self.preview_play(&sound, from));
        self.previewed = Some(Preview { id, range: sound.range, waits: false });
        self.still_since = Instant::now();
    }

    /// Plays the preview again and again from now on, or to its end.
    pub(super) fn repeat_preview(&mut self, repeats: bool) {
        let (Some(preview), Some(play)) = (&self.previewed, &mut self.preview.play) else { return };
        let range = repeats.then(|| preview.range.clone());
        if let Some(begin) = play.repeat(range, self.preview.meter.position()) {
            self.preview.restart_at(begin);
        }
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
