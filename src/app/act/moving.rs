//! Acting on what is played: moving in it, its speed, its versions.

use std::ops::Range;

use egui::Context;

use crate::app::App;
use crate::audio::{PauseSettings, Playback, PlayerEvent, SPEEDS, TakeSample};
use crate::engine::{Command, Event, Pace};
use crate::ui::MoveAction;
use crate::ui::model::{JobState, RepeatMode};

/// Speeds between which one steps by keys.
const STEP: f32 = 0.1;
/// The loudest that the slider goes.
const LOUDEST: f32 = 1.5;

/// What the player was told last, so that it is told changes only.
#[derive(Debug, Default)]
pub struct PlayerSettings {
    volume: Option<f32>,
    speed: Option<f32>,
    joins: Option<PauseSettings>,
    /// What is repeated of the take of this generation.
    repeat: (u64, Option<Range<TakeSample>>),
    /// The take whose text was sent to be read.
    reading: Option<String>,
}

impl App {
    /// Does what the user wants with what is played.
    pub(super) fn move_in_take(&mut self, ctx: &Context, wish: MoveAction) {
        let meter = self.player.meter().clone();
        match wish {
            MoveAction::SpeakAfresh => {
                self.afresh = true;
                self.speak(false);
            }
            MoveAction::Play => match self.model.playing.state {
                Playback::Paused => self.player.resume(),
                Playback::Idle => self.go(TakeSample::ZERO),
                Playback::Opening | Playback::Buffering | Playback::Playing => {}
            },
            MoveAction::Pause => {
                if self.model.is_sounding() {
                    self.player.pause();
                }
            }
            MoveAction::NextSentence => {
                if let Some(sample) = self.model.sentence_after(&meter) {
                    self.go(sample);
                }
            }
            MoveAction::PreviousSentence => {
                if let Some(sample) = self.model.sentence_before(&meter) {
                    self.go(sample);
                }
            }
            MoveAction::Sentence(sentence) => self.go_to_sentence(sentence),
            MoveAction::Skip(seconds) => {
                let Some(take) = &self.model.playing.take else { return };
                let (playhead, by) = (self.model.playhead(&meter), TakeSample::at_seconds(seconds.abs(), take.rate()));
                let sample = if seconds < 0.0 { playhead.saturating_sub(by) } else { playhead + by };
                self.go(sample.min(take.len()));
            }
            MoveAction::NextRepeat => {
                self.model.moving.repeat = self.model.moving.repeat.next();
                self.model.moving.anchor = None;
            }
            MoveAction::Faster(steps) => {
                let speed = (self.model.settings.speed / STEP).round() + steps as f32;
                self.set_speed(speed * STEP);
            }
            MoveAction::Speed(speed) => self.set_speed(speed),
            MoveAction::Volume(volume) => {
                self.model.settings.volume = volume.clamp(0.0, LOUDEST);
                self.model.settings.muted = false;
            }
            MoveAction::Mute => self.model.settings.muted = !self.model.settings.muted,
            MoveAction::Redo(spoken) => self.redo(spoken),
            MoveAction::Version { id, at } => {
                let Some(take) = &self.model.playing.take else { return };
                let heard = self.model.moving.passages.iter().flat_map(|passage| &passage.versions);
                let is_heard = heard.into_iter().any(|version| version.id == id && version.heard);
                if is_heard {
                    return self.go(at);
                }
                let command = Command::UseVersion { take: take.dir().to_path_buf(), version: id };
                self.view.paper.show = true;
                self.send(command);
            }
            MoveAction::DropVersions => {
                if let Some(take) = &self.model.playing.take {
                    self.send(Command::DropVersions { take: take.dir().to_path_buf() });
                }
            }
        }
        ctx.request_repaint();
    }

    /// Hears the take on the bar from a sample on.
    pub(in crate::app) fn go(&mut self, sample: TakeSample) {
        let Some(take) = self.model.playing.take.clone() else { return };
        self.view.paper.show = true;
        if self.model.moving.repeat == RepeatMode::Sentence {
            // The range is told anew for the sentence that is gone to, so that it does not pull back.
            self.model.moving.anchor = self.model.reading().and_then(|(take, reading)| {
                reading.at_sample(take, sample.min(take.len().previous().unwrap_or_default()))
            });
            self.tell_repeat(None);
        }
        let from = if take.is_growing() { sample } else { sample.min(take.len()) };
        if self.model.is_loaded() && self.model.playing.state != Playback::Idle {
            self.player.seek(from);
        } else {
            self.send(Command::Play { take, from });
        }
    }

    /// Hears a sentence; what has not arrived of it is waited for.
    fn go_to_sentence(&mut self, sentence: usize) {
        let Some((take, reading)) = self.model.reading() else { return };
        let beyond = take.is_growing().then(|| take.len());
        let sample = reading.start_of(take, sentence).or(beyond);
        if let Some(sample) = sample {
            self.go(sample);
        }
    }

    fn set_speed(&mut self, speed: f32) {
        let hundredths = (speed * 100.0).round() / 100.0;
        self.model.settings.speed = hundredths.clamp(SPEEDS.0, SPEEDS.1);
    }

    /// Speaks a passage of the take on the bar once more. The engine plays it when it is there.
    fn redo(&mut self, spoken: Range<usize>) {
        let Some(take) = self.model.playing.take.clone() else { return };
        let Some(account) = self.account_or_ask() else { return };
        let id = self.model.next_job();
        let mut job = self.model.job(id, account, None);
        // It is heard as a whole, so nothing is gained by asking for it slowly.
        job.pace = Pace::FullSpeed;
        self.model.notices.clear();
        self.model.run = Some(JobState::asked(id));
        self.send(Command::Redo { job: Box::new(job), take: take.dir().to_path_buf(), spoken });
    }

    /// What the events mean for the wave and for the desktop.
    pub(in crate::app) fn heard_of(&mut self, event: &Event) {
        match event {
            Event::Accepted { .. } | Event::TakeChanged(_) | Event::PreviewReady { .. } => self.peaks.forget(),
            Event::Player(PlayerEvent::Seeked { position }) => self.tell_jump(*position),
            _ => {}
        }
    }

    /// Makes the player do what the settings say, and repeat what is to be repeated; asks for the text of a new take.
    pub(in crate::app) fn follow_sound(&mut self) {
        self.read_take();
        let settings = &self.model.settings;
        let volume = if settings.muted { 0.0 } else { settings.volume };
        let (speed, joins) = (settings.speed, settings.joins);
        if self.told.volume.replace(volume) != Some(volume) {
            self.player.set_volume(volume);
        }
        if self.told.speed.replace(speed) != Some(speed) {
            self.player.set_speed(speed);
        }
        if self.told.joins.replace(joins) != Some(joins) {
            self.player.set_joins(joins);
        }
        if self.model.moving.repeat == RepeatMode::Sentence && self.model.moving.anchor.is_none() {
            self.model.moving.anchor = self.model.sentence(self.player.meter());
        }
        let repeated = self.model.repeated();
        self.tell_repeat(repeated);
    }

    /// Tells what is to be repeated of what is loaded. Nothing is of a take that was just loaded.
    fn tell_repeat(&mut self, range: Option<Range<TakeSample>>) {
        let Some(loaded) = self.model.playing.loaded.as_ref().filter(|_| self.model.is_loaded()) else { return };
        if self.told.repeat.0 != loaded.generation {
            self.told.repeat = (loaded.generation, None);
        }
        if self.told.repeat.1 != range {
            self.told.repeat.1.clone_from(&range);
            self.player.repeat(range);
        }
    }

    /// Takes in the text of the take on the bar, and asks for it where it is another.
    fn read_take(&mut self) {
        if let Some(reading) = self.reader.latest() {
            self.model.moving.reading = Some(std::sync::Arc::new(reading));
        }
        let Some(take) = &self.model.playing.take else { return };
        if self.told.reading.as_deref() != Some(take.id()) {
            self.told.reading = Some(take.id().to_owned());
            self.reader.ask(take.clone());
        }
    }
}
