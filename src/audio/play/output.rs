//! How the player treats its device: open when needed, closed when not, never missed in silence.

use std::time::{Duration, Instant};

use crate::audio::Playback;
use crate::audio::play::device::{DeviceChoice, DeviceError, DeviceOutput};
use crate::audio::play::thread::{BUFFER, CLOSE_AFTER, Runner};
use crate::audio::play::underruns::UnderrunMonitor;
use crate::audio::play::{PlayerEvent, device};

/// A device that took no sample for this long while it should is given up. A sound server may take two seconds to start.
const STUCK: Duration = Duration::from_secs(4);

/// A stream that breaks off again this soon after it was opened anew is not opened a second time.
const REVIVED: Duration = Duration::from_secs(1);

/// Longer than the player ever sleeps while blocks wait: then the whole program was stopped, and the device with it.
const STOPPED: Duration = Duration::from_secs(1);

/// How long it is remembered that `prepare` found no device: until what was prepared for begins to play.
const REFUSED: Duration = Duration::from_secs(2);

impl Runner {
    fn is_active(&self) -> bool {
        matches!(self.state, Playback::Playing | Playback::Buffering)
    }

    /// Whether something is to be heard.
    fn needs_device(&self) -> bool {
        self.is_active() || self.previewed.is_some()
    }

    /// Closes the device and opens the right one, if the sound needs one now. What the closed one still held is given again.
    pub(super) fn change_device(&mut self) {
        self.resting = None;
        self.close();
        if self.is_active() || (self.state == Playback::Paused && self.without_device) {
            self.go_on();
        } else if self.previewed.is_some() && !self.open() {
            self.end_preview();
        }
    }

    fn close(&mut self) {
        let Some(output) = self.output.take() else { return };
        // Where the sound goes on after it. What the device still held may not have been heard; a moment that is heard
        // twice is better than one that is not heard at all.
        let held = output.held.seconds(output.rate) * f64::from(self.speed);
        // Of held sound it has nothing any more.
        self.main.disconnect(if self.is_active() { held } else { 0.0 });
        self.preview.disconnect(held);
    }

    /// Opens a device unless one is open; false where there is none.
    pub(super) fn open(&mut self) -> bool {
        if self.output.is_some() {
            return true;
        }
        self.resting = None;
        let choice = self.choice.clone();
        self.open_on(&choice).map_err(|error| (self.report)(PlayerEvent::NoDevice(error))).is_ok()
    }

    fn open_on(&mut self, choice: &DeviceChoice) -> Result<(), DeviceError> {
        let waker = self.waker.clone();
        let inputs = [&mut self.main, &mut self.preview];
        let opened = DeviceOutput::open(choice, self.buffer_millis, inputs, move || waker.wake());
        self.still_since = Instant::now();
        let output = opened?;
        (self.report)(PlayerEvent::Opened { name: output.name.clone(), rate: output.rate });
        self.output = Some(output);
        Ok(())
    }

    /// Closes the device and opens the very same one again, with the first of these buffers (in ms) that it takes.
    fn reopen(&mut self, buffers: &[u32]) -> Result<(), DeviceError> {
        let same = self.output.as_ref().and_then(|output| output.id.clone()).map(DeviceChoice::Named);
        self.close();
        let same = same.ok_or(DeviceError::None)?;
        let mut outcome = Err(DeviceError::None);
        for millis in buffers {
            self.buffer_millis = *millis;
            outcome = self.open_on(&same);
            if outcome.is_ok() {
                if self.is_active() {
                    self.go_on();
                }
                break;
            }
        }
        outcome
    }

    /// Notices that the device is gone, does nothing any more, or needs a larger buffer.
    pub(super) fn check_device(&mut self) {
        let since_last = std::mem::replace(&mut self.checked, Instant::now()).elapsed();
        let Some(output) = &self.output else { return };
        let waits = (self.is_active() && self.main.waits()) || (self.previewed.is_some() && self.preview.waits());
        if waits && since_last > STOPPED {
            self.still_since = self.checked;
        }
        let stuck = waits && self.still_since.elapsed() > STUCK;
        let comes_short = self.underruns.note(output.underruns(), self.checked);
        let may_grow = self.needs_device() && self.buffer_millis < BUFFER.1 && output.id.is_some();
        if let Some(error) = output.lost() {
            self.lose(error);
        } else if stuck {
            self.close();
            self.be_without(PlayerEvent::Lost(DeviceError::Stuck));
        } else if comes_short && may_grow {
            let buffers = [BUFFER.1, self.buffer_millis];
            if let Err(error) = self.reopen(&buffers) {
                self.be_without(PlayerEvent::Lost(error));
            }
        }
    }

    /// The stream broke off. Where the device itself is still there, it goes on there: a signal is enough to break the
    /// connection to the sound server.
    fn lose(&mut self, error: DeviceError) {
        if !self.needs_device() {
            return self.close();
        }
        let again = self.revived.is_some_and(|at| at.elapsed() < REVIVED);
        self.revived = Some(Instant::now());
        let buffers = [self.buffer_millis];
        if again || self.reopen(&buffers).is_err() {
            self.close();
            // Unplugged headphones must not go on on the loudspeakers.
            self.be_without(PlayerEvent::Lost(error));
        }
    }

    /// Tells why there is no device any more, and pauses what needs one; a preview is over.
    fn be_without(&mut self, why: PlayerEvent) {
        if self.needs_device() {
            (self.report)(why);
        }
        if self.is_active() {
            self.pause_without_device();
        }
        self.end_preview();
    }

    pub(super) fn pause_without_device(&mut self) {
        self.end_preview();
        self.main.control.pause(true);
        self.without_device = true;
        self.enter(Playback::Paused);
    }

    /// Opens the device early, and remembers if there is none, so that it is neither sought nor missed twice.
    pub(super) fn prepare(&mut self) {
        self.relax();
        self.refused = (!self.open()).then(Instant::now);
        self.still_since = Instant::now();
    }

    /// Whether `prepare` has just found no device. Forgotten by asking.
    pub(super) fn was_refused(&mut self) -> bool {
        self.refused.take().is_some_and(|at| at.elapsed() < REFUSED)
    }

    /// Goes back to the small buffer, which a stop is heard through soonest. Before a take that costs nothing.
    pub(super) fn relax(&mut self) {
        if self.buffer_millis > BUFFER.0 && !self.needs_device() {
            self.close();
            self.buffer_millis = BUFFER.0;
            self.underruns = UnderrunMonitor::default();
        }
    }

    /// Lets go of a device that nobody needs, or that has waited long for more of the take.
    pub(super) fn close_if_quiet(&mut self) {
        let is_heard = self.previewed.as_ref().is_some_and(|preview| !preview.waits);
        let quiet = matches!(self.state, Playback::Idle | Playback::Paused | Playback::Buffering) && !is_heard;
        if !quiet || self.still_since.elapsed() < CLOSE_AFTER {
            return;
        }
        let Some(output) = self.output.take() else { return };
        if self.state == Playback::Buffering {
            self.resting = output.id.clone();
        }
        self.main.disconnect(0.0);
        self.preview.disconnect(0.0);
    }

    /// Opens a device again that was closed while the take was waited for; pauses where it has gone meanwhile.
    pub(super) fn open_after_rest(&mut self) {
        let gone = |id: &String| !device::devices().is_ok_and(|listed| listed.iter().any(|device| device.id == *id));
        if let Some(id) = self.resting.take().filter(gone) {
            self.be_without(PlayerEvent::Lost(DeviceError::Unknown(id)));
        } else if !self.open() {
            self.pause_without_device();
        }
    }
}
