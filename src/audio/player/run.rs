//! What the player's thread does.

use super::flow::Flow;
use super::{Bell, Command, PlayerEvent};
use crate::audio::device::{DeviceChoice, DeviceError, Output};
use crate::audio::live::{Control, RING};
use crate::audio::take::{Listener, Reader, Take};
use crate::audio::{Meter, Playback};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

/// How much of the take must have arrived before the sound begins.
const START: Duration = Duration::from_millis(200);

/// How much must have arrived before the sound goes on after it ran dry: a little at first, more each time, because a
/// line that was late twice will be late again.
const AGAIN: (Duration, Duration) = (Duration::from_millis(100), Duration::from_millis(800));

/// How long to wait for the callback to drop what was stopped, before looking again.
const CLEARING: Duration = Duration::from_millis(5);

/// The device is closed after this long without sound.
const QUIET: Duration = Duration::from_secs(20);

/// A device that took no sample for this long while it should is given up. A sound server may take two seconds to start.
const STUCK: Duration = Duration::from_secs(4);

/// The device's buffer in ms, and the most it grows to where the device comes too short.
const BUFFER: (u32, u32) = (10, 80);

/// How often a device may come too short before it gets a larger buffer.
const UNDERRUNS: u32 = 3;

pub struct Runner {
    commands: Receiver<Command>,
    bell: Bell,
    report: Box<dyn Fn(PlayerEvent) + Send>,
    meter: Arc<Meter>,
    control: Arc<Control>,
    choice: DeviceChoice,
    buffer_millis: u32,
    output: Option<Output>,
    /// Since when the device has been open without being needed, or has taken no block.
    still_since: Instant,
    state: Playback,
    play: Option<Play>,
}

/// A take being played.
struct Play {
    take: Take,
    reader: Reader,
    _listener: Listener,
    /// Where the flow begins, in samples, and the flow once it has begun.
    from: u64,
    flow: Option<Flow>,
    epoch: u64,
    /// How much must lie ahead of the playhead before the sound begins or goes on.
    threshold: Duration,
    again: Duration,
    announced: bool,
    ended: bool,
}

impl Runner {
    pub fn new(
        commands: Receiver<Command>,
        report: Box<dyn Fn(PlayerEvent) + Send>,
        meter: Arc<Meter>,
        bell: Bell,
    ) -> Runner {
        Runner {
            commands,
            bell,
            report,
            meter,
            control: Arc::default(),
            choice: DeviceChoice::Default,
            buffer_millis: BUFFER.0,
            output: None,
            still_since: Instant::now(),
            state: Playback::Idle,
            play: None,
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
            self.bell.wait(self.patience());
        }
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Prepare => {
                self.still_since = Instant::now();
                self.open();
            }
            Command::Play { take, from } => self.play(take, from),
            Command::Stop => {
                self.renew();
                self.play = None;
                self.enter(Playback::Idle);
            }
            Command::Pause => {
                if self.play.as_ref().is_some_and(|play| !play.ended) {
                    self.control.pause(true);
                    self.enter(Playback::Paused);
                }
            }
            Command::Resume => {
                if self.state == Playback::Paused {
                    self.go_on();
                }
            }
            Command::Seek(sample) => self.seek(sample),
            Command::Choose(choice) => {
                if choice != self.choice {
                    self.choice = choice;
                    self.change_device();
                }
            }
        }
    }

    fn play(&mut self, take: Take, from: u64) {
        self.renew();
        self.control.pause(false);
        let bell = self.bell.clone();
        self.meter.forget_starvation();
        self.meter.set_position(from);
        self.play = Some(Play {
            reader: take.reader(),
            _listener: take.on_growth(move || bell.ring()),
            from,
            flow: None,
            epoch: take.epoch(),
            threshold: START,
            again: AGAIN.0,
            announced: false,
            ended: false,
            take,
        });
        self.go_on();
    }

    /// Opens the device if need be and lets the take be heard from the playhead on.
    fn go_on(&mut self) {
        if self.output.is_none() {
            self.enter(Playback::Opening);
            if !self.open() {
                self.control.pause(true);
                self.enter(Playback::Paused);
                return;
            }
        }
        self.control.pause(false);
        let flowing = self.play.as_ref().is_some_and(|play| play.flow.is_some());
        self.enter(if flowing { Playback::Playing } else { Playback::Buffering });
    }

    fn seek(&mut self, sample: u64) {
        let Some(play) = &mut self.play else { return };
        let position = if play.take.is_growing() { sample } else { sample.min(play.take.len()) };
        play.threshold = START;
        play.ended = false;
        self.restart_at(position);
        (self.report)(PlayerEvent::Seeked { position });
        if self.state != Playback::Paused {
            self.go_on();
        }
    }

    /// Lets what is under way fade out.
    fn renew(&mut self) {
        self.control.renew();
        if let Some(output) = &mut self.output {
            output.feed.renew();
        }
    }

    /// Drops what is under way; the flow begins again at `position` as soon as it may.
    fn restart_at(&mut self, position: u64) {
        self.renew();
        self.meter.set_position(position);
        if let Some(play) = &mut self.play {
            play.from = position;
            play.flow = None;
        }
    }

    /// Closes the device and opens the right one, if the sound needs one now. What the closed one still held is given again.
    fn change_device(&mut self) {
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
    fn open(&mut self) -> bool {
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
    fn check_device(&mut self) {
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

    /// Follows the take: what has arrived, and whether something that was already read was cut off again.
    fn check_take(&mut self) {
        let Some(play) = &mut self.play else { return };
        self.meter.set_received(play.take.len());
        if play.flow.is_none() && !play.ended {
            // The callback may have told its own place once more before it learned that the sound goes on elsewhere.
            self.meter.set_position(play.from);
        }
        // The epoch first: a cut between the two lines is then seen twice rather than never.
        let epoch = play.take.epoch();
        let changed = play.take.changed_since(play.epoch);
        play.epoch = epoch;
        let read_to = play.flow.as_ref().map_or(0, Flow::read_to);
        if let Some(kept) = changed.filter(|kept| read_to > *kept) {
            self.restart_at(self.meter.position().min(kept));
            if self.state == Playback::Playing {
                self.enter(Playback::Buffering);
            }
        }
    }

    /// Keeps the ring full while there is something to fill it with.
    fn feed(&mut self) {
        let (Some(output), Some(play)) = (&mut self.output, &mut self.play) else { return };
        if play.ended || !matches!(self.state, Playback::Buffering | Playback::Playing) {
            return;
        }
        if !output.feed.is_clear() || (self.state == Playback::Buffering && !play.may_begin()) {
            return;
        }
        if play.flow.is_none() {
            let flow = Flow::new(self.control.generation(), play.from, play.take.rate(), output.rate);
            match flow {
                Ok(flow) => play.flow = Some(flow),
                Err(error) => {
                    self.fail(&error.to_string());
                    return;
                }
            }
        }
        let Some(flow) = &mut play.flow else { return };
        let was_dry = output.feed.waiting() == 0;
        let mut fed = false;
        while output.feed.has_room() {
            match flow.block(&play.take, &mut play.reader) {
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
        } else if was_dry && !flow.has_ended() && self.state == Playback::Playing {
            play.threshold = play.again;
            play.again = (play.again * 2).min(AGAIN.1);
            self.enter(Playback::Buffering);
        }
    }

    fn fail(&mut self, why: &str) {
        let Some(play) = &self.play else { return };
        (self.report)(PlayerEvent::Unreadable { take: play.take.id().to_owned(), why: why.to_owned() });
        self.control.pause(true);
        self.restart_at(self.meter.position());
        self.enter(Playback::Paused);
    }

    /// Tells of what the callback has done.
    fn watch(&mut self) {
        let Some(play) = &mut self.play else { return };
        if play.flow.is_none() || play.ended {
            return;
        }
        if let Some(at) = self.control.sounding_since().filter(|_| !play.announced) {
            play.announced = true;
            (self.report)(PlayerEvent::FirstSound { take: play.take.id().to_owned(), at });
        }
        if self.control.has_ended() {
            play.ended = true;
            play.flow = None;
            (self.report)(PlayerEvent::Ended { take: play.take.id().to_owned() });
            self.enter(Playback::Idle);
        }
    }

    /// Lets go of a device that nobody needs.
    fn close_if_quiet(&mut self) {
        if !matches!(self.state, Playback::Idle | Playback::Paused) || self.still_since.elapsed() < QUIET {
            return;
        }
        self.output = None;
        if self.play.as_ref().is_some_and(|play| play.flow.is_some()) {
            self.restart_at(self.meter.position());
        }
    }

    /// How long nothing will have to be done unless somebody says so.
    fn patience(&self) -> Option<Duration> {
        let output = self.output.as_ref()?;
        match self.state {
            Playback::Playing | Playback::Buffering if !output.feed.is_clear() => Some(CLEARING),
            Playback::Playing => Some(RING / 2),
            Playback::Idle | Playback::Paused => Some(QUIET.saturating_sub(self.still_since.elapsed())),
            Playback::Opening | Playback::Buffering => None,
        }
    }

    fn enter(&mut self, state: Playback) {
        if state != self.state {
            self.state = state;
            self.still_since = Instant::now();
            self.meter.set_state(state);
            (self.report)(PlayerEvent::State(state));
        }
    }
}

impl Play {
    /// Whether enough lies ahead of the playhead, or as much as there will be, or whole pieces only.
    fn may_begin(&self) -> bool {
        // Asked first: what is appended after this does not make the end come too early.
        let growing = self.take.is_growing();
        let (len, read_to) = (self.take.len(), self.flow.as_ref().map_or(self.from, Flow::read_to));
        let ahead = len.saturating_sub(read_to);
        let needed = self.threshold.as_secs_f64() * f64::from(self.take.rate());
        !growing || ahead as f64 >= needed || (ahead > 0 && self.take.whole() == len)
    }
}
