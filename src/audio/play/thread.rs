//! What the player's thread does.

use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

use crate::audio::clocks::TakeSample;
use crate::audio::play::device::{DeviceChoice, DeviceOutput};
use crate::audio::play::live::{Control, RING};
use crate::audio::play::playback::Play;
use crate::audio::play::underruns::UnderrunMonitor;
use crate::audio::play::waker::ThreadWaker;
use crate::audio::play::{LoadedTake, PlayerCommand, PlayerEvent, stretch};
use crate::audio::rendition::{PauseSettings, Rendition, SentenceStart};
use crate::audio::take::Take;
use crate::audio::{Meter, Playback};

/// The device is closed after this long without sound.
pub(super) const CLOSE_AFTER: Duration = Duration::from_secs(20);

/// The device's buffer in ms, and what it grows to where the device comes too short: what lies in it cannot be stopped.
pub(super) const BUFFER: (u32, u32) = (10, 20);

/// How long to wait for the callback to drop what was stopped, before looking again.
const CLEARING: Duration = Duration::from_millis(5);

/// The player's thread: what it was told, what it plays and on what.
pub struct Runner {
    commands: Receiver<PlayerCommand>,
    pub(super) waker: ThreadWaker,
    pub(super) report: Box<dyn Fn(PlayerEvent) + Send>,
    pub(super) meter: Arc<Meter>,
    pub(super) control: Arc<Control>,
    pub(super) choice: DeviceChoice,
    pub(super) buffer_millis: u32,
    pub(super) output: Option<DeviceOutput>,
    /// When the device was looked at last, how often it came too short lately, and when its stream was opened anew.
    pub(super) checked: Instant,
    pub(super) underruns: UnderrunMonitor,
    pub(super) revived: Option<Instant>,
    /// When `prepare` found no device.
    pub(super) refused: Option<Instant>,
    /// The device that was closed while more of the take is waited for.
    pub(super) resting: Option<String>,
    /// Whether it is paused because there is no device, and not because the user wants it.
    pub(super) without_device: bool,
    /// Since when the device has been open without being needed, or has taken no block.
    pub(super) still_since: Instant,
    pub(super) state: Playback,
    pub(super) play: Option<Play>,
    /// How many takes were loaded.
    loads: u64,
    /// What is done at the joins of everything.
    joins: PauseSettings,
    /// How fast everything is played, 0.5 to 3.0.
    pub(super) speed: f32,
}

impl Runner {
    pub fn new(
        commands: Receiver<PlayerCommand>,
        report: Box<dyn Fn(PlayerEvent) + Send>,
        meter: Arc<Meter>,
        waker: ThreadWaker,
    ) -> Runner {
        Runner {
            commands,
            waker,
            report,
            meter,
            control: Arc::default(),
            choice: DeviceChoice::Default,
            buffer_millis: BUFFER.0,
            output: None,
            checked: Instant::now(),
            underruns: UnderrunMonitor::default(),
            revived: None,
            refused: None,
            resting: None,
            without_device: false,
            still_since: Instant::now(),
            state: Playback::Idle,
            play: None,
            loads: 0,
            joins: PauseSettings::default(),
            speed: 1.0,
        }
    }

    pub fn run(mut self) {
        loop {
            loop {
                match self.commands.try_recv() {
                    Ok(command) => self.obey(command),
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => return,
                }
            }
            self.check_device();
            self.check_take();
            self.feed();
            self.watch();
            self.close_if_quiet();
            self.waker.wait(self.patience());
        }
    }

    fn obey(&mut self, command: PlayerCommand) {
        match command {
            PlayerCommand::Prepare => self.prepare(),
            PlayerCommand::Play { take, sentences, from } => self.play(take, sentences, from),
            PlayerCommand::Replace { take, from } => self.replace(take, from),
            PlayerCommand::Speed(speed) => self.set_speed(speed),
            PlayerCommand::Repeat(range) => self.repeat(range),
            PlayerCommand::Joins(joins) => {
                self.joins = joins;
                if let Some(play) = &mut self.play {
                    play.set_joins(joins);
                }
            }
            PlayerCommand::Stop => self.unload(),
            PlayerCommand::Pause => {
                if self.play.as_ref().is_some_and(|play| !play.ended) {
                    self.control.pause(true);
                    self.without_device = false;
                    self.enter(Playback::Paused);
                }
            }
            PlayerCommand::Resume => {
                self.refused = None;
                if self.state == Playback::Paused {
                    self.go_on();
                }
            }
            PlayerCommand::Seek(sample) => self.seek(sample),
            PlayerCommand::Choose(choice) => {
                if choice != self.choice {
                    self.choice = choice;
                    self.refused = None;
                    self.change_device();
                }
            }
        }
    }

    fn play(&mut self, take: Take, sentences: Arc<[SentenceStart]>, from: TakeSample) {
        self.relax();
        self.control.pause(false);
        self.meter.forget_starvation();
        self.load(take, sentences, from);
        self.go_on();
    }

    fn replace(&mut self, take: Take, from: Option<TakeSample>) {
        let Some(play) = self.play.as_ref().filter(|play| play.take().id() == take.id()) else { return };
        if play.ended {
            return self.unload();
        }
        let sentences = play.rendition.sentences().clone();
        self.load(take, sentences, from.unwrap_or(self.meter.position()));
        if self.state != Playback::Paused {
            self.go_on();
        }
    }

    fn load(&mut self, take: Take, sentences: Arc<[SentenceStart]>, from: TakeSample) {
        self.next_generation();
        self.meter.set_position(from);
        self.loads += 1;
        (self.report)(PlayerEvent::Loaded(LoadedTake { id: take.id().to_owned(), generation: self.loads }));
        self.play = Some(Play::new(Rendition::new(take, self.joins, sentences), from, self.waker.clone()));
    }

    fn unload(&mut self) {
        self.next_generation();
        self.play = None;
        self.enter(Playback::Idle);
    }

    /// Opens the device if need be and lets the take be heard from the playhead on.
    pub(super) fn go_on(&mut self) {
        if self.output.is_none() {
            if self.was_refused() {
                return self.pause_without_device();
            }
            self.enter(Playback::Opening);
            if !self.open() {
                return self.pause_without_device();
            }
        }
        self.without_device = false;
        self.control.pause(false);
        let has_begun = self.play.as_ref().is_some_and(|play| play.reader.is_some());
        self.enter(if has_begun { Playback::Playing } else { Playback::Buffering });
    }

    fn seek(&mut self, sample: TakeSample) {
        let Some(play) = &mut self.play else { return self.meter.has_sought(sample) };
        let position = if play.take().is_growing() { sample } else { sample.min(play.take().len()) };
        play.seek(position);
        self.restart_at(position);
        self.meter.has_sought(sample);
        (self.report)(PlayerEvent::Seeked { position });
        if self.state != Playback::Paused {
            self.go_on();
        }
    }

    /// Goes on at another speed, in the middle of what is read.
    fn set_speed(&mut self, speed: f32) {
        self.speed = stretch::nearest(speed);
        self.meter.set_speed(self.speed);
        if let Some(reader) = self.play.as_mut().and_then(|play| play.reader.as_mut()) {
            reader.set_speed(self.speed);
        }
    }

    fn repeat(&mut self, range: Option<Range<TakeSample>>) {
        let heard = self.meter.position();
        let Some(begin) = self.play.as_mut().and_then(|play| play.repeat(range, heard)) else { return };
        self.restart_at(begin);
        if self.state == Playback::Playing {
            self.enter(Playback::Buffering);
        }
    }

    /// Lets what is under way fade out.
    fn next_generation(&mut self) {
        self.control.next_generation();
        if let Some(output) = &mut self.output {
            output.feed.next_generation();
        }
    }

    /// Drops what is under way; the reader begins again at `position` as soon as it may.
    pub(super) fn restart_at(&mut self, position: TakeSample) {
        self.next_generation();
        self.meter.set_position(position);
        if let Some(play) = &mut self.play {
            play.restart(position);
        }
    }

    /// Follows the take: where it ends, and whether something that was already read was cut off again.
    fn check_take(&mut self) {
        let Some(play) = &mut self.play else { return };
        if play.reader.is_none() {
            play.keep_inside();
        }
        if play.reader.is_none() && !play.ended {
            // The callback may have told its own place once more before it learned that the sound goes on elsewhere.
            self.meter.set_position(play.from);
        }
        if let Some(kept) = play.cut() {
            self.restart_at(self.meter.position().min(kept));
            if self.play.as_ref().is_some_and(|play| !play.may_begin(self.speed)) {
                self.control.tell_cut_short();
            }
            if self.state == Playback::Playing {
                self.enter(Playback::Buffering);
            }
        }
    }

    /// Keeps the ring full while there is something to fill it with.
    fn feed(&mut self) {
        let waits = self.state == Playback::Buffering && self.output.is_none();
        if waits && self.play.as_ref().is_some_and(|play| play.may_begin(self.speed)) {
            self.open_after_rest();
        }
        let (Some(output), Some(play)) = (&mut self.output, &mut self.play) else { return };
        if play.ended || !matches!(self.state, Playback::Buffering | Playback::Playing) {
            return;
        }
        if !output.feed.is_clear() || (self.state == Playback::Buffering && !play.may_begin(self.speed)) {
            return;
        }
        // Where the writer of a text is slower than the voice, silence is nobody's fault.
        let rests = play.take().extent().waits;
        self.control.rest(rests);
        let reader = match play.begin(self.control.generation(), output.rate, self.speed) {
            Ok(reader) => reader,
            Err(why) => {
                self.fail(&why);
                return;
            }
        };
        let was_dry = output.feed.waiting() == 0;
        let mut fed = false;
        while output.feed.has_room() {
            match reader.block() {
                Ok(Some(block)) => {
                    output.feed.push(block);
                    fed = true;
                }
                Ok(None) => break,
                Err(error) => {
                    let why = error.to_string();
                    self.fail(&why);
                    return;
                }
            }
        }
        if fed {
            self.still_since = Instant::now();
            self.enter(Playback::Playing);
        } else if was_dry && !reader.has_ended() && self.state == Playback::Playing {
            if !rests {
                play.run_dry();
            }
            self.enter(Playback::Buffering);
        }
    }

    fn fail(&mut self, why: &str) {
        let Some(play) = &self.play else { return };
        (self.report)(PlayerEvent::Unreadable { take: play.take().id().to_owned(), why: why.to_owned() });
        self.control.pause(true);
        self.restart_at(self.meter.position());
        self.enter(Playback::Paused);
    }

    /// Tells of what the callback has done.
    fn watch(&mut self) {
        let Some(play) = &mut self.play else { return };
        if play.reader.is_none() || play.ended {
            return;
        }
        if let Some(at) = self.control.sounding_since().filter(|_| !play.announced) {
            play.announced = true;
            (self.report)(PlayerEvent::FirstSound { take: play.take().id().to_owned(), at });
        }
        if self.control.has_ended() {
            play.ended = true;
            play.reader = None;
            (self.report)(PlayerEvent::Ended { take: play.take().id().to_owned() });
            self.enter(Playback::Idle);
        }
    }

    /// How long nothing will have to be done unless somebody says so.
    fn patience(&self) -> Option<Duration> {
        let output = self.output.as_ref()?;
        match self.state {
            Playback::Playing | Playback::Buffering if !output.feed.is_clear() => Some(CLEARING),
            Playback::Playing => Some(RING / 2),
            Playback::Idle | Playback::Paused | Playback::Buffering => {
                Some(CLOSE_AFTER.saturating_sub(self.still_since.elapsed()))
            }
            Playback::Opening => None,
        }
    }

    pub(super) fn enter(&mut self, state: Playback) {
        if state != self.state {
            self.state = state;
            self.still_since = Instant::now();
            self.meter.set_state(state);
            (self.report)(PlayerEvent::State(state));
        }
    }
}
