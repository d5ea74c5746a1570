//! What the window knows of a voice that is being cloned.

use std::path::{Path, PathBuf};

use crate::audio::DeviceInfo;
use crate::audio::record::MicrophoneRecording;
use crate::engine::ExaminedRecording;
use crate::protocol::{CloneLanguage, CloneRequest, Upload};
use crate::store::VoiceChoice;
use crate::ui::shell::notice::Notices;
use crate::words::{Failure, clone as words};

/// The recording that is to be sent.
#[derive(Clone, Debug, Default)]
pub enum CloneSource {
    /// There is none yet.
    #[default]
    None,
    /// It is being looked at.
    Looking(PathBuf),
    /// It was looked at.
    Ready(Box<ExaminedRecording>),
    /// It is none.
    Failed(Failure),
}

/// What the window knows, whether the page is open or not.
#[derive(Debug, Default)]
pub struct CloneState {
    /// The recording.
    pub source: CloneSource,
    /// Where the one stands that was made here.
    pub recorded: Option<PathBuf>,
    /// The one that is being made.
    pub being_made: Option<MicrophoneRecording>,
    /// Whether one was requested and has not begun.
    pub is_beginning: bool,
    /// Why the last one ended.
    pub trouble: Option<Failure>,
    /// What can record.
    pub microphones: Vec<DeviceInfo>,
    /// How far it has been sent, while it is.
    pub sending: Option<Upload>,
    /// Why it was not cloned the last time.
    pub failure: Option<Failure>,
    /// The voice that was made last, until the browser has shown it.
    pub made: Option<VoiceChoice>,
}

impl CloneState {
    /// A recording is being made.
    pub fn recording_begun(&mut self, recording: MicrophoneRecording) {
        match self.is_beginning {
            true => self.being_made = Some(recording),
            // The user has had enough before it began.
            false => recording.stop(),
        }
        self.is_beginning = false;
    }

    /// A recording is over, or there is one from before. What there is to look at comes back.
    pub fn recording_ended(&mut self, path: Option<PathBuf>, failure: Option<Failure>) -> Option<PathBuf> {
        self.is_beginning = false;
        self.being_made = None;
        self.trouble = failure;
        self.recorded.clone_from(&path);
        self.source = CloneSource::Looking(path?);
        self.recorded.clone()
    }

    /// Ends the recording that is being made.
    pub fn stop_recording(&mut self) {
        self.is_beginning = false;
        if let Some(recording) = &self.being_made {
            recording.stop();
        }
    }

    /// Whether a recording is being made, or about to be.
    pub fn is_recording(&self) -> bool {
        self.is_beginning || self.being_made.is_some()
    }

    /// Takes in what was found out about a recording, if it is still the one that is wanted.
    pub fn examined(&mut self, path: &Path, outcome: Result<ExaminedRecording, Failure>) {
        if matches!(&self.source, CloneSource::Looking(wanted) if wanted == path) {
            self.source = match outcome {
                Ok(found) => CloneSource::Ready(Box::new(found)),
                Err(failure) => CloneSource::Failed(failure),
            };
        }
    }

    /// Takes in a voice that was made.
    pub fn made(&mut self, voice: VoiceChoice, notices: &mut Notices) {
        notices.hint(words::CLONED_NOTICE.with("name", &voice.name));
        *self = CloneState { made: Some(voice), ..CloneState::default() };
    }

    /// Takes in why a voice was not made; the recording stays. What was called off is over already, and another may be under way.
    pub fn failed(&mut self, failure: Option<Failure>) {
        if failure.is_some() {
            self.sending = None;
            self.failure = failure;
        }
    }

    /// The recording, once it was looked at.
    pub fn recording(&self) -> Option<&ExaminedRecording> {
        if let CloneSource::Ready(found) = &self.source { Some(found) } else { None }
    }
}

/// What the page remembers.
#[derive(Debug)]
pub struct ClonePage {
    /// What the voice is to be called.
    pub name: String,
    /// The language of the recording.
    pub language: CloneLanguage,
    /// What is read in it.
    pub text: String,
    /// The id of the clone that is trained once more.
    pub again: Option<String>,
    /// The microphone; the system's choice where none is named.
    pub microphone: Option<String>,
}

impl ClonePage {
    /// A page that was just opened.
    pub fn new(language: CloneLanguage) -> ClonePage {
        ClonePage { name: String::new(), language, text: String::new(), again: None, microphone: None }
    }

    /// Whether the text is what is proposed to be read, and not the user's.
    pub fn is_proposed(&self) -> bool {
        CloneLanguage::ALL.iter().any(|language| self.text.trim() == words::passage(language.code()))
    }

    /// What is sent with a recording.
    pub fn request(&self, recording: &ExaminedRecording) -> CloneRequest {
        CloneRequest {
            name: self.name.trim().to_owned(),
            language: self.language,
            format: recording.facts.format,
            file: recording.file.clone(),
            voice_id: self.again.clone(),
            text: self.text.trim().to_owned(),
            preview_text: String::new(),
        }
    }
}
