//! What the player's thread does.

use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

use crate::audio::Playback;
use crate::audio::clocks::TakeSample;
use crate::audio::play::device::{DeviceChoice, DeviceOutput};
use crate::audio::play::input::{Filled, MixerInput};
use crate::audio::play::live::RING;
use crate::audio::play::playback::Play;
use crate::audio::play::underruns::UnderrunMonitor;
use crate::audio::play::waker::ThreadWaker;
use crate::audio::play::{LoadedTake, PlayerCommand, PlayerEvent, Preview, stretch};
use crate::audio::rendition::{PauseSettings, Rendition, SentenceStart};
use crate::audio::take::Take;

/// The device is closed after this long without sound.
pub(super) const CLOSE_AFTER: Duration = Duration::from_secs(20);

/// The device's buffer in ms, and what it grows to where the device comes too short: what lies in it cannot be stopped.
pub(super) const BUFFER: (u32, u32) = (20, 40);

/// How long to wait for the callback to drop what was stopped, before looking again.
const CLEARING: Duration = Duration::from_millis(5);

/// The player's thread: what it was told, what it plays and on what.
pub struct Runner {
    commands: Receiver<PlayerCommand>,
    pub(super) waker: ThreadWaker,
    pub(super) report: Box<dyn Fn(PlayerEvent) + Send>,
    /// The sound that the transport moves, and the one beside it.
    pub(super) main: MixerInput,
    pub(super) preview: MixerInput,
    /// The preview that sounds or is about to.
    pub(super) previewed: Option<Preview>,
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
        main: MixerInput,
        preview: MixerInput,
        waker: ThreadWaker,
    ) -> Runner {
        Runner {
            commands,
            waker,
            report,
            main,
            preview,
            previewed: None,
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
            self.attend_preview();
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
                if let Some(play) = &mut self.main.play {
                    play.set_joins(joins);
                }
            }
            PlayerCommand::Preview { id, sound } => self.begin_preview(id, sound),
            PlayerCommand::SwitchPreview { id, sound } => self.switch_preview(id, sound),
            PlayerCommand::RepeatPreview(repeats) => self.repeat_preview(repeats),
            PlayerCommand::StopPreview => self.end_preview(),
            PlayerCommand::Stop => self.unload(),
            PlayerCommand::Pause => {
                if self.main.play.as_ref().is_some_and(|play| !play.ended) {
                    self.main.control.pause(true);
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
        self.main.control.pause(false);
        self.main.meter.forget_starvation();
        self.load(take, sentences, from);
        self.go_on();
    }

    fn replace(&mut self, take: Take, from: Option<TakeSample>) {
        let Some(play) = self.main.play.as_ref().filter(|play| play.take().id() == take.id()) else { return };
        if play.ended {
            return self.unload();
        }
        let sentences = play.rendition.sentences().clone();
        self.load(take, sentences, from.unwrap_or(self.main.meter.position()));
        if self.state != Playback::Paused {
            self.go_on();
        }
    }

    fn load(&mut self, take: Take, sentences: Arc<[SentenceStart]>, from: TakeSample) {
        self.main.next_generation();
        self.main.meter.set_position(from);
        self.loads += 1;
        (self.report)(PlayerEvent::Loaded(LoadedTake { id: take.id().to_owned(), generation: self.loads }));
        self.main.play = Some(Play::new(Rendition::new(take, self.joins, sentences), from, self.waker.clone()));
    }

    fn unload(&mut self) {
        self.main.next_generation();
        self.main.play = None;
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
        self.main.control.pause(false);
        let has_begun = self.main.play.as_ref().is_some_and(|play| play.reader.is_some());
        self.enter(if has_begun { Playback::Playing } else { Playback::Buffering });
    }

    fn seek(&mut self, sample: TakeSample) {
        let Some(play) = &mut self.main.play else { return self.main.meter.has_sought(sample) };
        let position = if play.take().is_growing() { sample } else { sample.min(play.take().len()) };
        play.seek(position);
        self.main.restart_at(position);
        self.main.meter.has_sought(sample);
        (self.report)(PlayerEvent::Seeked { position });
        if self.state != Playback::Paused {
            self.go_on();
        }
    }

    /// Goes on at another speed, in the middle of what is read.
    fn set_speed(&mut self, speed: f32) {
        self.speed = stretch::nearest(speed);
        self.main.meter.set_speed(self.speed);
        for input in [&mut self.main, &mut self.preview] {
            if let Some(reader) = input.play.as_mut().and_then(|play| play.reader.as_mut()) {
                reader.set_speed(self.speed);
            }
        }
    }

    fn repeat(&mut self, range: Option<Range<TakeSample>>) {
        let heard = self.main.meter.position();
        let Some(begin) = self.main.play.as_mut().and_then(|play| play.repeat(range, heard)) else { return };
        self.main.restart_at(begin);
        if self.state == Playback::Playing {
            self.enter(Playback::Buffering);
        }
    }

    /// Follows the take: where it ends, and whether something that was already read was cut off again.
    fn check_take(&mut self) {
        let Some(play) = &mut self.main.play else { return };
        if play.reader.is_none() {
            play.keep_inside();
        }
        if play.reader.is_none() && !play.ended {
            // The callback may have told its own place once more before it learned that the sound goes on elsewhere.
            self.main.meter.set_position(play.from);
        }
        if let Some(kept) = play.cut() {
            self.main.restart_at(self.main.meter.position().min(kept));
            if self.main.play.as_ref().is_some_and(|play| !play.may_begin(self.speed)) {
                self.main.control.tell_cut_short();
            }
            if self.state == Playback::Playing {
                self.enter(Playback::Buffering);
            }
        }
    }

    /// Keeps the ring full while there is something to fill it with.
    fn feed(&mut self) {
        let waits = self.state == Playback::Buffering && self.output.is_none();
        if waits && self.main.play.as_ref().is_some_and(|play| play.may_begin(self.speed)) {
            self.open_after_rest();
        }
        let (Some(output), Some(play)) = (&self.output, &self.main.play) else { return };
        if play.ended || !matches!(self.state, Playback::Buffering | Playback::Playing) {
            return;
        }
        if self.main.is_clearing() || (self.state == Playback::Buffering && !play.may_begin(self.speed)) {
            return;
        }
        // Where the writer of a text is slower than the voice, silence is nobody's fault.
        let rests = play.take().extent().waits;
        self.main.control.rest(rests);
        match self.main.fill(output.rate, self.speed) {
            Err(why) => self.fail(&why),
            Ok(Filled::Some) => {
                self.still_since = Instant::now();
                self.enter(Playback::Playing);
            }
            Ok(Filled::Dry) if self.state == Playback::Playing => {
                if let Some(play) = self.main.play.as_mut().filter(|_| !rests) {
                    play.run_dry();
                }
                self.enter(Playback::Buffering);
            }
            Ok(Filled::Dry | Filled::Nothing) => {}
        }
    }

    fn fail(&mut self, why: &str) {
        let Some(play) = &self.main.play else { return };
        (self.report)(PlayerEvent::Unreadable { take: play.take().id().to_owned(), why: why.to_owned() });
        self.main.control.pause(true);
        self.main.restart_at(self.main.meter.position());
        self.enter(Playback::Paused);
    }

    /// Tells of what the callback has done.
    fn watch(&mut self) {
        let Some(play) = &mut self.main.play else { return };
        if play.reader.is_none() || play.ended {
            return;
        }
        if let Some(at) = self.main.control.sounding_since().filter(|_| !play.announced) {
            play.announced = true;
            (self.report)(PlayerEvent::FirstSound { take: play.take().id().to_owned(), at });
        }
        if self.main.control.has_ended() {
            play.ended = true;
            play.reader = None;
            (self.report)(PlayerEvent::Ended { take: play.take().id().to_owned() });
            self.enter(Playback::Idle);
        }
    }

    /// How long nothing will have to be done unless somebody says so.
    fn patience(&self) -> Option<Duration> {
        self.output.as_ref()?;
        let until_closed = CLOSE_AFTER.saturating_sub(self.still_since.elapsed());
        let main = match self.state {
            Playback::Playing | Playback::Buffering if self.main.is_clearing() => CLEARING,
            Playback::Playing => RING / 2,
            Playback::Idle | Playback::Paused | Playback::Buffering | Playback::Opening => until_closed,
        };
        let preview = match &self.previewed {
            Some(_) if self.preview.is_clearing() => CLEARING,
            Some(preview) if !preview.waits => RING / 2,
            _ => until_closed,
        };
        Some(main.min(preview))
    }

    pub(super) fn enter(&mut self, state: Playback) {
        if state != self.state {
            self.state = state;
            self.still_since = Instant::now();
            self.main.meter.set_state(state);
            (self.report)(PlayerEvent::State(state));
        }
    }
}
