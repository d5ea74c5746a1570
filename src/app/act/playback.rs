//! Acting on what is spoken and heard: jobs, moving in a take, its speed, its versions.

use std::ops::Range;
use std::path::PathBuf;

use crate::app::App;
use crate::app::act::OpenPurpose;
use crate::audio::play::device::DeviceChoice;
use crate::audio::{PauseSettings, Playback, PreviewId, SPEEDS, TakeSample};
use crate::engine::{Command, Pace, PlayFrom, PreviewSource, RedoVoice, SaveTo, save_of};
use crate::store::VoicePreset;
use crate::ui::export::SaveState;
use crate::ui::playback::preview::{PreviewStage, Previewed};
use crate::ui::playback::redo::RedoDraft;
use crate::ui::playback::{JobState, PlaybackAction, Rendering, RepeatMode};
use crate::ui::shell::Ask;
use crate::words::account;

/// Speeds between which one steps by keys.
const STEP: f32 = 0.1;
/// The loudest that the slider goes.
const LOUDEST: f32 = 1.5;

/// What the player was told last, so that it is told changes only.
#[derive(Debug, Default)]
pub(in crate::app) struct PlayerSettings {
    volume: Option<f32>,
    speed: Option<f32>,
    joins: Option<PauseSettings>,
    /// What is repeated of the take of this generation.
    repeat: (u64, Option<Range<TakeSample>>),
    /// The take whose text was sent to be read.
    reading: Option<String>,
}

impl PlayerSettings {
    /// The text of the take on the bar is to be read once more, because it has grown.
    pub(super) fn forget_reading(&mut self) {
        self.reading = None;
    }
}

/// What is done before many requests are spent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BeforeSpending {
    Ask,
    Nothing,
}

impl App {
    /// Does what the user wants with what is spoken and heard.
    pub(super) fn act_on_playback(&mut self, wish: PlaybackAction) {
        let meter = self.player.meter().clone();
        let playback = &mut self.model.playback;
        match wish {
            PlaybackAction::Speak => {
                (self.afresh, self.part) = (false, None);
                self.speak(BeforeSpending::Ask);
            }
            PlaybackAction::SpeakAfresh => {
                (self.afresh, self.part) = (true, None);
                self.speak(BeforeSpending::Ask);
            }
            PlaybackAction::SpeakFrom(byte) => {
                let page = &self.model.document.page;
                match page.sound_at(byte).filter(|_| page.is_spoken_from(byte)) {
                    Some(sentence) => self.go_to_sentence(sentence),
                    None => self.speak_part(page.start_at(byte)..self.model.document.text.len()),
                }
            }
            PlaybackAction::SpeakPart(bytes) => self.speak_part(bytes),
            PlaybackAction::SpeakAnyway => self.speak(BeforeSpending::Nothing),
            PlaybackAction::Continue => {
                let place = playback.place;
                match playback.take.as_ref().map(|take| take.dir().to_path_buf()) {
                    // It is being made, and nobody has listened.
                    Some(_) if playback.running().is_some() => self.go(place),
                    Some(take) => self.continue_take(take),
                    None => {}
                }
            }
            PlaybackAction::Stop => self.stop(),
            PlaybackAction::PauseOrResume if playback.is_sounding() => self.player.pause(),
            PlaybackAction::PauseOrResume | PlaybackAction::Play => match playback.state {
                Playback::Paused => self.player.resume(),
                Playback::Idle => {
                    let place = playback.place;
                    self.go(place);
                }
                Playback::Opening | Playback::Buffering | Playback::Playing => {}
            },
            PlaybackAction::Pause => {
                if playback.is_sounding() {
                    self.player.pause();
                }
            }
            PlaybackAction::Replay => self.go(TakeSample::ZERO),
            PlaybackAction::Seek(sample) => self.go(sample),
            PlaybackAction::NextSentence => {
                if let Some(sample) = playback.sentence_after(&meter) {
                    self.go(sample);
                }
            }
            PlaybackAction::PreviousSentence => {
                if let Some(sample) = playback.sentence_before(&meter) {
                    self.go(sample);
                }
            }
            PlaybackAction::Sentence(sentence) => self.go_to_sentence(sentence),
            PlaybackAction::Skip(seconds) => {
                let Some(take) = &playback.take else { return };
                let (playhead, by) = (playback.playhead(&meter), TakeSample::at_seconds(seconds.abs(), take.rate()));
                let sample = if seconds < 0.0 { playhead.saturating_sub(by) } else { playhead + by };
                let sample = sample.min(take.len());
                self.go(sample);
            }
            PlaybackAction::NextRepeat => {
                playback.repeat = playback.repeat.next();
                playback.anchor = None;
            }
            PlaybackAction::Faster(steps) => {
                let speed = (self.model.settings.speed / STEP).round() + steps as f32;
                self.set_speed(speed * STEP);
            }
            PlaybackAction::Speed(speed) => self.set_speed(speed),
            PlaybackAction::Volume(volume) => {
                self.model.settings.volume = volume.clamp(0.0, LOUDEST);
                self.model.settings.muted = false;
            }
            PlaybackAction::Mute => self.model.settings.muted = !self.model.settings.muted,
            PlaybackAction::Redo { spoken, voice } => {
                let voice = voice.map(|voice| VoicePreset::unnamed(&self.model.settings, voice));
                self.redo(spoken, voice);
            }
            PlaybackAction::ChooseRedoVoice(spoken) => self.view.redo = Some(RedoDraft::new(spoken)),
            PlaybackAction::PreviewVersion(version) => {
                let Some(take) = &playback.take else { return };
                let (of, take) = (Previewed::Version(take.id().to_owned(), version), take.dir().to_path_buf());
                if self.model.preview.stage(&of) != PreviewStage::Off {
                    self.stop_preview();
                } else {
                    self.preview(of, PreviewSource::Version { take, version });
                }
            }
            PlaybackAction::Version { id, at } => {
                if self.model.preview.is_on() {
                    self.stop_preview();
                }
                let playback = &self.model.playback;
                let Some(take) = &playback.take else { return };
                let heard = playback.passages.iter().flat_map(|passage| &passage.versions);
                let is_heard = heard.into_iter().any(|version| version.id == id && version.heard);
                if is_heard {
                    return self.go(at);
                }
                self.view.paper.show = true;
                let take = take.dir().to_path_buf();
                self.send(Command::UseVersion { take, version: id });
            }
            PlaybackAction::DropVersions => {
                if let Some(take) = playback.take.as_ref().map(|take| take.dir().to_path_buf()) {
                    self.send(Command::DropVersions { take });
                }
            }
            PlaybackAction::StopPreview => self.stop_preview(),
            PlaybackAction::RefreshDevices => self.send(Command::Devices),
            PlaybackAction::ChooseDevice(device) => {
                self.player.choose(device.clone().map_or(DeviceChoice::Default, DeviceChoice::Named));
                self.model.settings.device = device;
            }
        }
    }

    /// Hears the text on screen, once it is known what that costs: what is there is played, what was made in part is completed,
    /// and only for the rest is anything requested.
    fn speak(&mut self, before: BeforeSpending) {
        if self.model.document.text.trim().is_empty() {
            return;
        }
        if !self.model.is_ready() {
            self.speak_when_ready = true;
            return;
        }
        if !self.afresh
            && self.part.is_none()
            && let Some(rendering) = self.model.rendering()
        {
            return self.go_on_with(rendering);
        }
        let cost = self.model.document.count.cost;
        let (requests, characters) = match self.afresh {
            true => (cost.requests_afresh, cost.characters + cost.saved.characters),
            false => (cost.requests, cost.characters),
        };
        // Nobody pays for the demo.
        let is_paid = !self.model.is_demo();
        if is_paid && before == BeforeSpending::Ask && requests > self.model.settings.ask_above_requests {
            self.view.ask = Some(Ask::Spend { requests, characters });
            return;
        }
        self.begin_job(None);
    }

    /// Speaks a part of the text, as a take of its own; what the library has of it costs nothing.
    fn speak_part(&mut self, bytes: Range<usize>) {
        (self.afresh, self.part) = (false, Some(bytes));
        self.speak(BeforeSpending::Ask);
    }

    /// Plays what was spoken before, from where one was in it.
    fn go_on_with(&mut self, rendering: Rendering) {
        match rendering {
            Rendering::Running | Rendering::Shown => {
                if self.model.playback.state == Playback::Paused {
                    self.player.resume();
                } else if !self.model.playback.is_sounding() {
                    self.go(self.model.playback.place);
                }
            }
            Rendering::Partial(dir) => self.continue_take(dir),
            Rendering::Kept(id) => self.open_take(id, OpenPurpose::Play),
        }
    }

    pub(super) fn begin_job(&mut self, save: Option<SaveTo>) {
        let Some(account) = self.account_or_ask() else { return };
        let id = self.model.next_job();
        let saving = |to: &SaveTo| SaveState { id: save_of(id), path: to.path.clone(), takes: 1, done: 0.0 };
        self.model.export.saves.extend(save.as_ref().map(saving));
        let mut job = self.model.job(id, account, save);
        // Who was listening goes on there, also where the text was edited meanwhile.
        if !self.afresh && self.part.is_none() {
            job.play_from = self.model.place_in_text(self.player.meter()).map(PlayFrom::Text);
        }
        let cast = self.model.cast();
        let part = self.part.take().and_then(|bytes| Some((job.text.get(bytes.clone())?.to_owned(), bytes)));
        job.cast = match part {
            Some((text, bytes)) => {
                job.text = text;
                cast.and_then(|cast| cast.part(&bytes))
            }
            None => cast.as_deref().cloned(),
        };
        job.settings.reuse &= !std::mem::take(&mut self.afresh);
        self.model.notices.clear();
        if self.model.is_demo() && self.model.document.count.placeholder {
            self.model.notices.hint(account::PLACEHOLDER_HINT.into());
        }
        self.model.playback.job = Some(JobState::asked(id));
        self.send(Command::Speak(Box::new(job)));
    }

    pub(super) fn continue_take(&mut self, take: PathBuf) {
        let Some(account) = self.account_or_ask() else { return };
        let id = self.model.next_job();
        let mut job = Box::new(self.model.job(id, account, None));
        let shown = self.model.playback.take.as_ref().filter(|shown| shown.dir() == take);
        job.play_from = shown.map(|_| PlayFrom::Sample(self.model.playback.playhead(self.player.meter())));
        self.model.notices.clear();
        self.model.playback.job = Some(JobState::asked(id));
        self.send(Command::Continue { job, take });
    }

    fn stop(&mut self) {
        self.model.playback.place = self.model.playback.playhead(self.player.meter());
        self.player.stop();
        if let Some(job) = self.model.playback.running() {
            self.send(Command::Stop(job.id));
        }
        self.send(Command::Unload);
        self.speak_when_ready = false;
    }

    /// Lets one hear something beside the document.
    pub(super) fn preview(&mut self, of: Previewed, source: PreviewSource) {
        let id = PreviewId(self.model.next_id());
        self.model.preview.requested(id, of);
        self.send(Command::Preview { id, of: source });
    }

    pub(super) fn stop_preview(&mut self) {
        self.model.preview.stopped();
        self.send(Command::StopPreview);
    }

    /// Whether there is anything to stop.
    pub(in crate::app) fn can_stop(&self) -> bool {
        self.model.playback.running().is_some() || self.model.playback.state != Playback::Idle
    }

    /// Hears the take on the bar from a sample on.
    pub(in crate::app) fn go(&mut self, sample: TakeSample) {
        let Some(take) = self.model.playback.take.clone() else { return };
        self.view.paper.show = true;
        if self.model.playback.repeat == RepeatMode::Sentence {
            // The range is told anew for the sentence that is gone to, so that it does not pull back.
            self.model.playback.anchor = self.model.playback.reading().and_then(|(take, reading)| {
                reading.at_sample(take, sample.min(take.len().previous().unwrap_or_default()))
            });
            self.tell_repeat(None);
        }
        let from = if take.is_growing() { sample } else { sample.min(take.len()) };
        if self.model.playback.has_playhead() {
            self.player.seek(from);
        } else {
            self.send(Command::Play { take, from });
        }
    }

    /// Hears a sentence, held or not; what has not arrived of it is waited for.
    fn go_to_sentence(&mut self, sentence: usize) {
        let Some((take, reading)) = self.model.playback.reading() else { return };
        let beyond = take.is_growing().then(|| take.len());
        let sample = reading.start_of(take, sentence).or(beyond);
        if let Some(sample) = sample {
            self.go(sample);
            if self.model.playback.state == Playback::Paused {
                self.player.resume();
            }
        }
    }

    fn set_speed(&mut self, speed: f32) {
        let hundredths = (speed * 100.0).round() / 100.0;
        self.model.settings.speed = hundredths.clamp(SPEEDS.0, SPEEDS.1);
    }

    /// Speaks a passage of the take on the bar once more, in the voice on screen or another. The engine plays it when it is there.
    pub(super) fn redo(&mut self, spoken: Range<usize>, voice: Option<VoicePreset>) {
        let Some(take) = self.model.playback.take.clone() else { return };
        let Some(account) = self.account_or_ask() else { return };
        let id = self.model.next_job();
        let mut job = self.model.job(id, account, None);
        let by = if voice.is_some() { RedoVoice::OfJob } else { RedoVoice::Kept };
        let has_speaker = self.model.playback.reading().is_some_and(|(_, reading)| reading.has_speaker(spoken.start));
        if let Some(manner) = voice {
            let account = self.model.settings.account.clone();
            self.model.settings.voice_marks.entry(account).or_default().used(&manner.voice.id);
            (job.settings.output, job.settings.voice_name) = (self.model.output_of(&manner), manner.voice.name);
        } else if let (true, Ok(own)) = (has_speaker, serde_json::from_value(take.header().settings.clone())) {
            // What is chosen for the voice of the document is nothing to those who speak besides it.
            job.settings.output = own;
        }
        // It is heard as a whole, so nothing is gained by asking for it slowly.
        job.pace = Pace::FullSpeed;
        self.model.notices.clear();
        self.model.playback.job = Some(JobState::asked(id));
        self.send(Command::Redo { job: Box::new(job), take: take.dir().to_path_buf(), spoken, voice: by });
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
        if self.model.playback.repeat == RepeatMode::Sentence && self.model.playback.anchor.is_none() {
            self.model.playback.anchor = self.model.playback.sentence(self.player.meter());
        }
        let repeated = self.model.playback.repeated();
        self.tell_repeat(repeated);
    }

    /// Tells what is to be repeated of what is loaded. Nothing is of a take that was just loaded.
    fn tell_repeat(&mut self, range: Option<Range<TakeSample>>) {
        let Some(loaded) = self.model.playback.loaded.as_ref().filter(|_| self.model.playback.is_loaded()) else {
            return;
        };
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
            self.model.playback.reading = Some(std::sync::Arc::new(reading));
        }
        let Some(take) = &self.model.playback.take else { return };
        if self.told.reading.as_deref() != Some(take.id()) {
            self.told.reading = Some(take.id().to_owned());
            self.reader.ask(take.clone());
        }
    }
}
