//! How the player treats its device: open when needed, closed when not, never missed in silence.

use super::PlayerEvent;
use super::run::Runner;
use crate::audio::Playback;
use crate::audio::device::{DeviceError, Output};
use std::time::{Duration, Instant};

/// The device is closed after this long without sound.
pub(super) const QUIET: Duration = Duration::from_secs(20);

/// A device that took no sample for this long while it should is given up. A sound server may take two seconds to start.
const STUCK: Duration = Duration::from_secs(4);

/// The device's buffer in ms, and the most it grows to where the device comes too short.
pub(super) const BUFFER: (u32, u32) = (10, 80);

/// How often a device may come too short before it gets a larger buffer.
const UNDERRUNS: u32 = 3;

impl Runner {
    /// Closes the device and opens the right one, if the sound needs one now. What the closed one still held is given again.
    pub(super) fn change_device(&mut self) {
        let Some(output) = self.output.take() else { return };
        self.go_back(&output);
        drop(output);
        if matches!(self.state, Playback::Playing | Playback::Buffering) {
            self.go_on();
        }
    }

    /// Puts the playhead where the sound goes on after `output` is gone. What was in the device's buffer may not have
    /// been heard, so that is one buffer earlier.
    fn go_back(&mut self, output: &Output) {
        let Some(play) = self.play.as_ref().filter(|play| play.flow.is_some()) else { return };
        let unheard = u64::from(output.frames) * u64::from(play.take.rate()) / u64::from(output.rate);
        self.restart_at(self.meter.position().saturating_sub(unheard));
    }

    /// Opens a device unless one is open; false where there is none.
    pub(super) fn open(&mut self) -> bool {
        if self.output.is_some() {
            return true;
        }
        let bell = self.bell.clone();
        let opened =
            Output::open(&self.choice, self.buffer_millis, self.control.clone(), self.meter.clone(), move || {
                bell.ring()
            });
        self.still_since = Instant::now();
        match opened {
            Ok(output) => {
                (self.report)(PlayerEvent::Opened { name: output.name.clone(), rate: output.rate });
                self.output = Some(output);
                true
            }
            Err(error) => {
                (self.report)(PlayerEvent::NoDevice(error));
                false
            }
        }
    }

    /// Notices that the device is gone, does nothing any more, or needs a larger buffer.
    pub(super) fn check_device(&mut self) {
        let Some(output) = &self.output else { return };
        let active = matches!(self.state, Playback::Playing | Playback::Buffering);
        let waits = active && output.feed.waiting() > 0;
        let stuck = waits && self.still_since.elapsed() > STUCK;
        if let Some(error) = output.lost().or(stuck.then_some(DeviceError::Stuck)) {
            self.lose(error);
        } else if output.underruns() > UNDERRUNS && self.buffer_millis < BUFFER.1 {
            self.buffer_millis *= 2;
            self.change_device();
        }
    }

    fn lose(&mut self, error: DeviceError) {
        let Some(output) = self.output.take() else { return };
        self.go_back(&output);
        // Unplugged headphones must not go on on the loudspeakers.
        if matches!(self.state, Playback::Playing | Playback::Buffering) {
            self.control.pause(true);
            (self.report)(PlayerEvent::Lost(error));
            self.enter(Playback::Paused);
        }
    }

    /// Lets go of a device that nobody needs.
    pub(super) fn close_if_quiet(&mut self) {
        if !matches!(self.state, Playback::Idle | Playback::Paused) || self.still_since.elapsed() < QUIET {
            return;
        }
        self.output = None;
        if self.play.as_ref().is_some_and(|play| play.flow.is_some()) {
            self.restart_at(self.meter.position());
        }
    }
}
