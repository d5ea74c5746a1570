//! What the window knows of what is spoken and heard: the job, the take on the bar, where in it one is.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::audio::play::device::DeviceInfo;
use crate::audio::take::{Passage, Take};
use crate::audio::{LoadedTake, Meter, Playback, TakeSample};
use crate::engine::{Account, AutoSave, Job, JobId, JobSettings, Pace, Reused, SaveTo};
use crate::store::TakeState;
use crate::ui::model::Model;
use crate::ui::playback::timeline::Slices;
use crate::ui::playback::{JobState, PlaybackAction, SegmentProgress, Stage, TakeText, Ticks};

/// A sentence that was heard for longer is begun again by “previous”; one that was heard for less is left for the one before.
const JUST_BEGUN: f64 = 1.5;

/// What is played again and again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RepeatMode {
    /// Nothing.
    #[default]
    Off,
    /// The sentence that is heard.
    Sentence,
    /// Everything.
    All,
}

impl RepeatMode {
    /// The next one, in a circle.
    pub fn next(self) -> RepeatMode {
        match self {
            RepeatMode::Off => RepeatMode::Sentence,
            RepeatMode::Sentence => RepeatMode::All,
            RepeatMode::All => RepeatMode::Off,
        }
    }
}

/// Where the sound of the text on screen is, spoken with the voice and the settings on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rendering {
    /// It is being made, and is on the bar.
    Running,
    /// It is on the bar, whole.
    Shown,
    /// It is on the bar and lacks something; its folder.
    Partial(PathBuf),
    /// It is another take of the document, whole; its id.
    Kept(String),
}

/// What is spoken and heard.
#[derive(Debug, Default)]
pub struct PlaybackState {
    /// The job that was requested last for what is on the bar.
    pub job: Option<JobState>,
    /// Jobs that go on while something else is on the bar.
    pub others: Vec<JobState>,
    /// What the last job took from the library.
    pub reused: Reused,
    /// What the player does, as far as it has said.
    pub state: Playback,
    /// What it has loaded, or had loaded last.
    pub loaded: Option<LoadedTake>,
    /// The device it plays on.
    pub device: Option<String>,
    /// The sound devices, once listed.
    pub devices: Vec<DeviceInfo>,
    /// The take that the bar at the bottom shows.
    pub take: Option<Take>,
    /// Where one goes on in it while it is not loaded.
    pub place: TakeSample,
    /// Its text, once it has been read.
    pub reading: Option<Arc<TakeText>>,
    /// What it holds more than once.
    pub passages: Arc<[Passage]>,
    /// What is repeated.
    pub repeat: RepeatMode,
    /// The sentence that is repeated, while one is.
    pub anchor: Option<usize>,
    /// The chapters and sentences of the take on the bar, as they were found last.
    pub(super) ticks: Ticks,
    /// Its segments in time, as they were looked at last.
    pub(super) slices: Slices,
}

impl PlaybackState {
    /// The job, if it is still being worked on.
    pub fn running(&self) -> Option<&JobState> {
        self.job.as_ref().filter(|job| job.stage.is_running())
    }

    /// All jobs that are still being worked on.
    pub fn all_running(&self) -> impl Iterator<Item = &JobState> {
        self.running().into_iter().chain(&self.others)
    }

    /// The job that makes a take.
    pub fn making(&self, take: &str) -> Option<&JobState> {
        self.all_running().find(|job| job.take.as_ref().is_some_and(|own| own.id() == take))
    }

    /// The bar is about to show something else: the job goes on beside it.
    pub fn leave(&mut self) {
        self.others.extend(self.job.take_if(|job| job.stage.is_running()));
        self.take = None;
    }

    /// A take comes to the bar: with the job that makes it, if one does, and read by the handle that sees it grow.
    pub fn come_back(&mut self, take: Take) -> Take {
        let is_own = |job: &JobState| job.take.as_ref().is_some_and(|own| own.id() == take.id());
        let Some(at) = self.others.iter().position(is_own) else { return take };
        let job = self.others.remove(at);
        let take = job.take.clone().unwrap_or(take);
        self.job = Some(job);
        take
    }

    /// What the events have said of the segments of `take`, where it is the job's.
    pub fn states_of(&self, take: &Take) -> &[SegmentProgress] {
        let job = self.job.as_ref().filter(|job| job.take.as_ref().is_some_and(|own| own.id() == take.id()));
        job.map_or(&[], |job| &job.segments)
    }

    /// Whether sound is coming out or about to.
    pub fn is_sounding(&self) -> bool {
        matches!(self.state, Playback::Opening | Playback::Buffering | Playback::Playing)
    }

    /// The bar at the bottom is about `take` from now on.
    pub fn show(&mut self, take: Take) {
        let is_other = self.take.as_ref().is_none_or(|shown| shown.id() != take.id());
        if is_other {
            self.anchor = None;
        }
        self.passages = take.passages().into();
        // Another handle counts its changes anew.
        self.slices = Slices::default();
        self.take = Some(take);
    }

    /// The text of the take on the bar, if it has been read.
    pub fn reading(&self) -> Option<(&Take, &Arc<TakeText>)> {
        let take = self.take.as_ref()?;
        self.reading.as_ref().filter(|reading| reading.take == take.id()).map(|reading| (take, reading))
    }

    /// Whether the player has loaded the take on the bar, so that what it does is about that.
    pub fn is_loaded(&self) -> bool {
        let shown = self.take.as_ref().map(Take::id);
        self.loaded.as_ref().is_some_and(|loaded| shown == Some(&*loaded.id))
    }

    /// Whether the playhead is in the take on the bar: it is loaded, and was not stopped.
    pub fn has_playhead(&self) -> bool {
        self.is_loaded() && self.state != Playback::Idle
    }

    /// Where the listener is in the take on the bar, or goes on once it is loaded.
    pub fn playhead(&self, meter: &Meter) -> TakeSample {
        if self.has_playhead() { meter.position() } else { self.place }
    }

    /// The sentence that is heard.
    pub fn sentence(&self, meter: &Meter) -> Option<usize> {
        let (take, reading) = self.reading()?;
        // The very end belongs to the last sentence.
        let at = self.playhead(meter).min(take.len().previous().unwrap_or_default());
        reading.at_sample(take, at)
    }

    /// Where the sentence before begins, or this one where it was heard for a while.
    pub fn sentence_before(&self, meter: &Meter) -> Option<TakeSample> {
        let (take, reading) = self.reading()?;
        let now = self.sentence(meter)?;
        let start = reading.start_of(take, now)?;
        let heard = self.playhead(meter).saturating_sub(start).seconds(take.rate());
        match heard > JUST_BEGUN || now == 0 {
            true => Some(start),
            false => reading.start_of(take, now - 1),
        }
    }

    /// Where the next sentence begins; while it has not arrived, the end of what has, where it is waited for.
    pub fn sentence_after(&self, meter: &Meter) -> Option<TakeSample> {
        let (take, reading) = self.reading()?;
        let next = self.sentence(meter)? + 1;
        let waits = || (next < reading.len() && take.is_growing()).then(|| take.len());
        reading.start_of(take, next).or_else(waits)
    }

    /// What the player is to repeat, as far as it is known by now.
    pub fn repeated(&self) -> Option<Range<TakeSample>> {
        let (take, reading) = self.reading()?;
        match self.repeat {
            RepeatMode::Off => None,
            RepeatMode::All => Some(TakeSample::ZERO..TakeSample::MAX),
            RepeatMode::Sentence => reading.samples(take, self.anchor?),
        }
    }

    /// The take of a run that failed before anything of it came: it was not kept, and no other is on the bar.
    pub fn unkept(&self) -> Option<&Take> {
        let job = self.job.as_ref().filter(|job| job.stage == Stage::Failed && self.take.is_none())?;
        job.take.as_ref()
    }

    /// How many segments the take on the bar lacks that nobody is asking for.
    pub fn lacking(&self) -> Option<usize> {
        let take = self.take.as_ref()?;
        let is_left = self.running().is_none() && !take.is_growing() && !take.is_complete();
        is_left.then(|| take.missing().len()).filter(|lacking| *lacking > 0)
    }
}

impl Model {
    /// What asks again for sentences that failed, if they can be requested now.
    pub fn ask_again(&self) -> Option<PlaybackAction> {
        let is_unkept = self.playback.unkept().is_some();
        self.can_continue().map(|_| PlaybackAction::Continue).or(is_unkept.then_some(PlaybackAction::Speak))
    }

    /// How many segments the take on the bar lacks that can be requested now: by the account that spoke it, which has its voice.
    pub fn can_continue(&self) -> Option<usize> {
        let account = self.playback.take.as_ref().map(|take| take.header().account.as_str());
        self.playback.lacking().filter(|_| account == Some(&self.settings.account))
    }

    /// The take that is what Speak would make, if there is one: the one on the bar, or another of the document.
    pub fn rendering(&self) -> Option<Rendering> {
        let wanted =
            Some(&self.document.count.rendering).filter(|name| self.document.is_counted() && !name.is_empty())?;
        let shown = self.playback.reading().filter(|(_, reading)| reading.rendering == *wanted).map(|(take, _)| take);
        if let Some(take) = shown {
            return Some(match self.playback.running() {
                Some(job) if job.take.as_ref().is_some_and(|own| own.id() == take.id()) => Rendering::Running,
                _ if take.is_complete() => Rendering::Shown,
                _ => Rendering::Partial(take.dir().to_path_buf()),
            });
        }
        let document = self.document.id.as_ref()?;
        let mut takes =
            self.library.takes.iter().filter(|take| take.document == *document && take.fingerprint == *wanted);
        takes.find(|take| take.state == TakeState::Complete).map(|take| Rendering::Kept(take.id.clone()))
    }

    /// Where in the text the listener was: the sentence in which the playhead is, or, where that was changed, what stands in its place.
    pub fn place_in_text(&self, meter: &Meter) -> Option<usize> {
        let sentence = self.playback.sentence(meter).filter(|_| self.playback.playhead(meter) > TakeSample::ZERO)?;
        self.document.page.place_of(sentence).filter(|_| self.is_of_page())
    }

    /// Whether the take on the bar has sentences of the text on the page.
    pub fn is_of_page(&self) -> bool {
        let take = self.playback.take.as_ref().map(Take::id);
        take.is_some() && self.document.page.take.as_deref() == take
    }

    /// How the text will be spoken, and what it may cost.
    pub fn job_settings(&self) -> JobSettings {
        JobSettings {
            voice_name: self.voice().name,
            output: self.output(),
            roles: self.settings.directives.then(|| self.document.cast.of(&self.settings.account).cloned().collect()),
            quotes: self.document.cast.quotes.get(&self.settings.account).cloned(),
            ..JobSettings::from(&self.settings)
        }
    }

    /// The job of speaking the text on screen: heard while it is made, or only saved to `save`.
    pub fn job(&self, id: JobId, account: Account, save: Option<SaveTo>) -> Job {
        let settings = &self.settings;
        Job {
            text: self.document.text.clone(),
            document: self.document.id.clone(),
            title: self.document.title.clone(),
            live: None,
            markdown: settings.markdown,
            play: save.is_none(),
            pace: if save.is_none() { Pace::AsHeard } else { Pace::FullSpeed },
            save,
            auto_save: settings.auto_save.clone().map(|folder| AutoSave {
                folder,
                template: settings.export.template.clone(),
                order: self.save_order(None),
            }),
            ..Job::new(id, account, self.job_settings())
        }
    }
}
