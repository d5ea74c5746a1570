//! The player: one thread that reads a take, resamples it and owns the device.
//!
//! It sleeps for half a ring while it plays and without limit when nothing is to be done; commands, growth of the take
//! and the loss of the device wake it. Receiving never waits for it: it only reads what is there. Knows nothing of jobs: who
//! wants something heard tells it which take.
//!
//! It has one master: [`Player`] loads takes and cannot be cloned. What must be instant on what is loaded (pause, seek, speed,
//! volume) is done through [`PlayerControl`], of which there may be many.
//!
//! Beside what is loaded it plays previews: a second input of the mixer, read by the same pieces, under which the first one
//! goes on more softly. A preview changes nothing of what is loaded, and pause, seek and stop do not reach it.

mod block_reader;
mod crossfade;
pub mod device;
mod input;
pub(in crate::audio) mod live;
mod output;
mod playback;
mod position_map;
mod preview;
pub(in crate::audio) mod resample;
pub(in crate::audio) mod stretch;
#[cfg(test)]
mod tests;
mod thread;
mod underruns;
mod waker;

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, Sender};
use std::time::Instant;

use input::MixerInput;
pub use playback::START_THRESHOLD;
use waker::ThreadWaker;

use crate::audio::clocks::TakeSample;
use crate::audio::meter::{Meter, Playback};
use crate::audio::play::device::{DeviceChoice, DeviceError};
use crate::audio::rendition::{PauseSettings, SentenceStart};
use crate::audio::take::Take;

/// Which take the player has loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedTake {
    /// The take's id.
    pub id: String,
    /// Counts what was loaded, from 1: the same take may be loaded again, by another handle.
    pub generation: u64,
}

/// Names a preview; chosen by who asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PreviewId(pub u64);

/// What a preview plays, and how.
#[derive(Clone, Debug)]
pub struct PreviewSound {
    /// The take.
    pub take: Take,
    /// What of it; one that ends after the take ends with it.
    pub range: Range<TakeSample>,
    /// What each sample is multiplied with.
    pub gain: f32,
    /// Whether it is played again and again.
    pub repeats: bool,
}

/// A preview that was begun.
struct Preview {
    id: PreviewId,
    /// What of its take is played.
    range: Range<TakeSample>,
    /// Whether it waits for more of its take.
    waits: bool,
}

/// What the player tells. `State` accompanies the others wherever they change it.
#[derive(Clone, Debug, PartialEq)]
pub enum PlayerEvent {
    /// A take was loaded, by `play` or `replace`; what follows is about it. Nothing of it is repeated.
    Loaded(LoadedTake),
    /// A device is open. Comes after `prepare`, `play`, `resume` or `choose`, where none was open before, and when a
    /// stream that broke off was opened again.
    Opened {
        /// What people call it.
        name: String,
        /// Its rate in Hz.
        rate: u32,
    },
    /// No device could be opened. What was to be played is paused; `resume` tries again, and so does another choice. Comes
    /// once where a `play` follows a `prepare`.
    NoDevice(DeviceError),
    /// The first sample of a take was handed to the device. Comes once for each `play`.
    FirstSound {
        /// The take's id.
        take: String,
        /// When that was; up to 30 ms before this event.
        at: Instant,
    },
    /// The player does something else now.
    State(Playback),
    /// A `seek` was carried out.
    Seeked {
        /// Where the sound goes on.
        position: TakeSample,
    },
    /// All of a take that does not grow any more was handed to the device and has left its buffer. `seek` plays it again.
    Ended {
        /// The take's id.
        take: String,
    },
    /// The device went away while it was needed. Playback is paused; `resume` opens a device again, and so does another
    /// choice.
    Lost(DeviceError),
    /// The take cannot be read any more. Playback is paused there; of a preview, `PreviewEnded` follows.
    Unreadable {
        /// The take's id.
        take: String,
        /// The system's reason.
        why: String,
    },
    /// The first sample of a preview was handed to the device.
    PreviewStarted(PreviewId),
    /// A preview is over: at its end, stopped, in favour of another, or because there is no device, which was told before.
    /// Comes once for each `preview`, also where it never sounded.
    PreviewEnded(PreviewId),
}

enum PlayerCommand {
    Prepare,
    Play { take: Take, sentences: Arc<[SentenceStart]>, from: TakeSample },
    Replace { take: Take, from: Option<TakeSample> },
    Preview { id: PreviewId, sound: PreviewSound },
    SwitchPreview { id: PreviewId, sound: PreviewSound },
    RepeatPreview(bool),
    StopPreview,
    Stop,
    Pause,
    Resume,
    Seek(TakeSample),
    Choose(DeviceChoice),
    Speed(f32),
    Repeat(Option<Range<TakeSample>>),
    Joins(PauseSettings),
}

/// The player, for the one who decides what it plays. When it and the last of its controls are dropped, the player's thread
/// closes the device and ends.
///
/// Every call returns at once. Calls are carried out in order.
pub struct Player(PlayerControl);

impl Player {
    /// Starts the player's thread. No device is opened before it is needed. `report` is called on that thread and must be
    /// quick: while it runs no sound is made.
    pub fn start(report: impl Fn(PlayerEvent) + Send + 'static) -> std::io::Result<Player> {
        let (main, preview) = (MixerInput::default(), MixerInput::default());
        let (meter, preview_meter) = (main.meter.clone(), preview.meter.clone());
        let (sender, commands) = mpsc::channel();
        let woken = Arc::new(AtomicBool::new(false));
        let for_waker = woken.clone();
        let thread = std::thread::Builder::new().name("player".to_owned()).spawn(move || {
            let waker = ThreadWaker::new(for_waker, std::thread::current());
            thread::Runner::new(commands, Box::new(report), main, preview, waker).run();
        })?;
        let line = PlayerLink { sender: Some(sender), waker: ThreadWaker::new(woken, thread.thread().clone()) };
        Ok(Player(PlayerControl { line: Arc::new(line), meter, preview: preview_meter }))
    }

    /// What may be done with what is loaded.
    pub fn control(&self) -> &PlayerControl {
        &self.0
    }

    /// Opens the device now, because it will be needed soon.
    pub fn prepare(&self) {
        self.0.send(PlayerCommand::Prepare);
    }

    /// Plays a take from one of its samples on, as it arrives; what was played before stops, and so does a repetition. Pauses
    /// may stand where `sentences` begin.
    pub fn play(&self, take: Take, sentences: Arc<[SentenceStart]>, from: TakeSample) {
        self.0.send(PlayerCommand::Play { take, sentences, from });
    }

    /// Reads the take that is loaded by another handle from now on, from this sample on or where it is; held sound stays held.
    /// Of a take that has been played to its end nothing is loaded afterwards; if another one is loaded, nothing happens.
    pub fn replace(&self, take: Take, from: Option<TakeSample>) {
        self.0.send(PlayerCommand::Replace { take, from });
    }

    /// Plays a range of a take beside what is loaded, which goes on more softly meanwhile; one that ends after the take ends with it.
    /// The preview before it is over.
    pub fn preview(&self, id: PreviewId, take: Take, range: Range<TakeSample>) {
        self.0.send(PlayerCommand::Preview { id, sound: PreviewSound { take, range, gain: 1.0, repeats: false } });
    }

    /// Lets another sound go on where the preview is, at the same part of its range, without a gap. Where no preview sounds, or
    /// the sound still grows, it begins. The preview before it is over.
    pub fn switch_preview(&self, id: PreviewId, sound: PreviewSound) {
        self.0.send(PlayerCommand::SwitchPreview { id, sound });
    }

    /// Ends the preview, if there is one.
    pub fn stop_preview(&self) {
        self.0.send(PlayerCommand::StopPreview);
    }
}

/// A handle to what the player has loaded; clones reach the same player.
///
/// Every call returns at once. Calls are carried out in order, those of [`Player`] included.
#[derive(Clone)]
pub struct PlayerControl {
    line: Arc<PlayerLink>,
    meter: Arc<Meter>,
    preview: Arc<Meter>,
}

impl PlayerControl {
    /// The figures of the sound that is loaded.
    pub fn meter(&self) -> &Arc<Meter> {
        &self.meter
    }

    /// The figures of the preview beside it; its state is not told here but by events.
    pub fn preview_meter(&self) -> &Arc<Meter> {
        &self.preview
    }

    /// Stops and lets go of the take.
    pub fn stop(&self) {
        self.send(PlayerCommand::Stop);
    }

    /// Holds the sound where it is.
    pub fn pause(&self) {
        self.send(PlayerCommand::Pause);
    }

    /// Goes on after `pause`, or after the device was lost.
    pub fn resume(&self) {
        self.send(PlayerCommand::Resume);
    }

    /// Goes on from another sample of the same take, paused if it was paused. A place that has not arrived is waited for.
    pub fn seek(&self, sample: TakeSample) {
        self.meter.seek(sample);
        self.send(PlayerCommand::Seek(sample));
    }

    /// Plays the preview again and again from now on, or to its end.
    pub fn repeat_preview(&self, repeats: bool) {
        self.send(PlayerCommand::RepeatPreview(repeats));
    }

    /// Sets the volume of everything: 1.0 leaves the sound as it is, 2.0 is the most, where loud samples are clipped.
    pub fn set_volume(&self, volume: f32) {
        self.meter.set_volume(volume);
        self.preview.set_volume(volume);
    }

    /// Plays on another device from now on. What is paused because a device was missing goes on there.
    pub fn choose(&self, choice: DeviceChoice) {
        self.send(PlayerCommand::Choose(choice));
    }

    /// Plays faster or slower from now on, at the same pitch: 0.5 to 3.0. Positions stay positions of the take.
    pub fn set_speed(&self, speed: f32) {
        self.send(PlayerCommand::Speed(speed));
    }

    /// Plays this range of the take again and again; one that ends after the end of the take is the rest of
    /// it. `None` plays on to the end.
    pub fn repeat(&self, range: Option<Range<TakeSample>>) {
        self.send(PlayerCommand::Repeat(range));
    }

    /// Sets what is done at the joins of everything that is played.
    pub fn set_joins(&self, joins: PauseSettings) {
        self.send(PlayerCommand::Joins(joins));
    }

    fn send(&self, command: PlayerCommand) {
        if let Some(sender) = &self.line.sender {
            // The thread ends only after the last handle is gone.
            let _ = sender.send(command);
        }
        self.line.waker.wake();
    }
}

/// The way to the player's thread, which is told when the last handle goes.
struct PlayerLink {
    sender: Option<Sender<PlayerCommand>>,
    waker: ThreadWaker,
}

impl Drop for PlayerLink {
    fn drop(&mut self) {
        self.sender = None;
        self.waker.wake();
    }
}
