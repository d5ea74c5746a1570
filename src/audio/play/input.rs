//! One input of the mixer: what it plays, and the way of its blocks to the callback.

use std::sync::Arc;

use crate::audio::clocks::TakeSample;
use crate::audio::meter::Meter;
use crate::audio::play::crossfade::Crossfade;
use crate::audio::play::live::{Control, Feed};
use crate::audio::play::playback::Play;

/// What became of an attempt to fill the ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// Blocks were handed to the callback.
    Some,
    /// There was no room, or nothing is left to be handed on.
    Nothing,
    /// The ring is empty, and so is the take beyond what was read.
    Dry,
}

/// An input of the mixer. It outlives devices; only the way to them is another each time.
#[derive(Default)]
pub struct MixerInput {
    /// What it and the callback tell each other.
    pub control: Arc<Control>,
    /// Its figures.
    pub meter: Arc<Meter>,
    /// What it plays.
    pub play: Option<Play>,
    /// What is still heard of the sound before, where one took its place without a gap.
    pub crossfade: Option<Crossfade>,
    /// The way to the callback, while a device is open.
    pub feed: Option<Feed>,
}

impl MixerInput {
    /// Lets what is under way fade out.
    pub fn next_generation(&mut self) {
        self.control.next_generation();
        self.crossfade = None;
        if let Some(feed) = &mut self.feed {
            feed.next_generation();
        }
    }

    /// Drops what is under way; the reader begins again at `position` as soon as it may.
    pub fn restart_at(&mut self, position: TakeSample) {
        self.next_generation();
        self.meter.set_position(position);
        if let Some(play) = &mut self.play {
            play.restart(position);
        }
    }

    /// Lets go of the device. The last `seconds` of the take that were handed to it are given again to the next one.
    pub fn disconnect(&mut self, seconds: f64) {
        self.feed = None;
        if let Some(play) = self.play.as_ref().filter(|play| play.reader.is_some()) {
            let unheard = TakeSample::at_seconds(seconds, play.take().rate());
            self.restart_at(self.meter.position().saturating_sub(unheard));
        }
    }

    /// Whether blocks wait for the callback.
    pub fn waits(&self) -> bool {
        self.feed.as_ref().is_some_and(|feed| feed.waiting() > 0)
    }

    /// Whether the callback has still to drop what belongs to earlier generations.
    pub fn is_clearing(&self) -> bool {
        self.feed.as_ref().is_some_and(|feed| !feed.is_clear())
    }

    /// Fills the ring for a device of `rate` Hz, as far as there is something to fill it with.
    ///
    /// # Errors
    /// The take cannot be read, or not at this rate; the text says why.
    pub fn fill(&mut self, rate: u32, speed: f32) -> Result<Filled, String> {
        let (Some(feed), Some(play)) = (&mut self.feed, &mut self.play) else { return Ok(Filled::Nothing) };
        let gain = play.gain;
        let reader = play.begin(self.control.generation(), rate, speed)?;
        let was_dry = feed.waiting() == 0;
        let mut filled = Filled::Nothing;
        while feed.has_room() {
            let Some(mut block) = reader.block().map_err(|error| error.to_string())? else { break };
            if gain != 1.0 {
                block.samples.iter_mut().for_each(|sample| *sample *= gain);
            }
            if let Some(crossfade) = &mut self.crossfade {
                crossfade.mix(&mut block);
                self.crossfade.take_if(|crossfade| crossfade.is_over());
            }
            feed.push(block);
            filled = Filled::Some;
        }
        let is_dry = filled == Filled::Nothing && was_dry && !reader.has_ended();
        Ok(if is_dry { Filled::Dry } else { filled })
    }
}
