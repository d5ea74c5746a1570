//! What the window knows of voices, and how the chosen one is to speak.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::engine::VoicesFrom;
use crate::protocol::{Codec, DEFAULT_VOICE, EmotionConfig, OpusConfig, OutputAudio, PcmConfig, Voice};
use crate::store::{VoiceChoice, VoiceMarks, VoicePreset};
use crate::ui::model::Model;
use crate::ui::voice::{VoiceIndex, VoiceTarget};
use crate::words::Failure;

/// The voices of the account in use.
#[derive(Debug, Default)]
pub struct Voices {
    /// In the service's order.
    pub list: Arc<Vec<Voice>>,
    /// The list prepared for looking things up.
    pub index: VoiceIndex,
    /// Rises with each list.
    pub edition: u64,
    /// Where they came from; `None` before the first answer.
    pub from: Option<VoicesFrom>,
    /// Why the service's own list could not be had.
    pub failure: Option<Failure>,
    /// The text that was asked about, and the voices in which it is there as an audition.
    pub made: (String, Vec<String>),
    /// Counts the auditions that were made since.
    pub made_anew: u64,
    /// When the service gave it.
    listed: Option<Instant>,
    /// How often it was looked at in a row while a clone was being trained.
    looks: u32,
}

/// So often a list is looked at for a clone that is being trained: for about half an hour.
const LOOKS: u32 = 25;

/// After so long the service is asked anew for its list when somebody looks at it.
const OLD: Duration = Duration::from_secs(600);

impl Voices {
    /// The voices that are known before any answer.
    pub fn known(list: Vec<Voice>) -> Voices {
        Voices { index: VoiceIndex::new(&list), list: Arc::new(list), ..Voices::default() }
    }

    /// Whether the service should be asked for its list once more.
    pub fn is_old(&self) -> bool {
        self.from != Some(VoicesFrom::Service) || self.listed.is_none_or(|listed| listed.elapsed() > OLD)
    }

    /// These voices have spoken a text as an audition.
    pub fn made_in(&mut self, text: String, mut voices: Vec<String>) {
        voices.sort_unstable();
        self.made = (text, voices);
    }

    /// Whether a voice has spoken a text as an audition, so that hearing it costs nothing.
    pub fn has_made(&self, voice: &str, text: &str) -> bool {
        self.made.0 == text && self.made.1.binary_search_by(|made| made.as_str().cmp(voice)).is_ok()
    }

    /// The voice with this id.
    pub fn get(&self, id: &str) -> Option<&Voice> {
        self.list.get(self.index.place(id)?)
    }

    /// Takes in the voices of the account in use. Where the service has given its list before, what is only remembered is
    /// older; and where nothing but the addresses of samples has changed, nothing has to be looked at anew.
    ///
    /// Returns the names of the clones that were being trained and can speak now.
    pub fn listed(&mut self, voices: Vec<Voice>, from: VoicesFrom, failure: Option<Failure>) -> Vec<String> {
        self.failure = failure;
        if self.from == Some(VoicesFrom::Service) && from != VoicesFrom::Service {
            return Vec::new();
        }
        let was_in_training = |voice: &Voice| self.get(&voice.id).is_some_and(Voice::is_in_training);
        let is_ready = |voice: &&Voice| !voice.is_in_training() && was_in_training(voice);
        let ready: Vec<String> = voices.iter().filter(is_ready).map(|voice| voice.name.clone()).collect();
        self.looks = if voices.iter().any(Voice::is_in_training) { self.looks + 1 } else { 0 };
        self.from = Some(from);
        self.listed = Some(Instant::now());
        let is_same = |(a, b): (&Voice, &Voice)| {
            Voice { preview_audio: None, ..a.clone() } == Voice { preview_audio: None, ..b.clone() }
        };
        if self.list.len() != voices.len() || !self.list.iter().zip(&voices).all(is_same) {
            self.edition += 1;
            self.index = VoiceIndex::new(&voices);
        }
        self.list = Arc::new(voices);
        ready
    }

    /// How long it is until the list is to be looked at again, because a clone is being trained; longer each time, and not for
    /// ever.
    pub fn next_look(&self) -> Option<Duration> {
        if self.looks == 0 || self.looks > LOOKS {
            return None;
        }
        let wait = Duration::from_secs(5 << self.looks.min(4));
        Some(wait.saturating_sub(self.listed?.elapsed()))
    }

    /// The clones that can be trained once more, and how often.
    pub fn trainable(&self) -> impl Iterator<Item = (&Voice, u32)> {
        let left = |voice: &Voice| voice.available_training_times.filter(|left| *left > 0 && !voice.is_system);
        self.list.iter().filter_map(move |voice| Some((voice, left(voice)?)))
    }
}

/// Whether a voice listens to an instruction in plain words. Only the voices of Doubao 2.0 do; the service marks them in
/// their names only (protocol.md §5.1, §7.1).
pub fn takes_context(voice: &Voice) -> bool {
    voice.name.contains("2.0") || voice.model_name.as_deref().is_some_and(|model| model.contains("2.0"))
}

/// Whether the loudness of a voice can be changed: not that of a cloned one (protocol.md §5.1).
pub fn takes_loudness(voice: &Voice) -> bool {
    voice.is_system
}

impl Model {
    /// The voice that will speak: the one chosen for this account, else the service's default, or the demo's first of the language
    /// of the words on screen.
    pub fn voice(&self) -> VoiceChoice {
        if let Some(chosen) = self.settings.voices.get(&self.settings.account) {
            return chosen.clone();
        }
        let listed = match self.is_demo() {
            true => {
                let speaks = |voice: &&Voice| voice.language_code.as_deref() == Some(self.lang().tag());
                self.voices.list.iter().find(speaks).or(self.voices.list.first())
            }
            false => self.voices.get(DEFAULT_VOICE),
        };
        listed.map(VoiceChoice::of).unwrap_or_default()
    }

    /// The voice that speaks for somebody.
    pub fn voice_of(&self, target: &VoiceTarget) -> VoiceChoice {
        let role = |name: &str| self.document.cast.of(&self.settings.account).find(|role| role.name == name);
        match target {
            VoiceTarget::Document => self.voice(),
            VoiceTarget::Role(name) => role(name).map(|role| role.voice.clone()).unwrap_or_default(),
            VoiceTarget::Quotes => self.document.cast.quotes.get(&self.settings.account).cloned().unwrap_or_default(),
        }
    }

    /// What the list says about the voice that will speak.
    pub fn voice_info(&self) -> Option<&Voice> {
        self.voices.get(&self.voice().id)
    }

    /// What was noted of the voices of the account in use.
    pub fn voice_marks(&self) -> &VoiceMarks {
        static NONE: VoiceMarks = VoiceMarks { favourites: Vec::new(), recent: Vec::new() };
        self.settings.voice_marks.get(&self.settings.account).unwrap_or(&NONE)
    }

    /// How the text will be spoken.
    pub fn output(&self) -> OutputAudio {
        self.output_in(&self.voice())
    }

    /// How a voice will speak. What it does not support is left out, not sent in hope.
    pub fn output_in(&self, chosen: &VoiceChoice) -> OutputAudio {
        self.output_of(&VoicePreset::unnamed(&self.settings, chosen.clone()))
    }

    /// How a voice will speak as a preset says.
    pub fn output_of(&self, manner: &VoicePreset) -> OutputAudio {
        let settings = &self.settings;
        let voice = self.voices.get(&manner.voice.id);
        let emotion = manner
            .emotion
            .as_ref()
            .filter(|chosen| voice.is_some_and(|voice| voice.emotions.iter().any(|known| known.emotion == **chosen)))
            .map(|emotion| EmotionConfig { emotion: Some(emotion.clone()), emotion_scale: Some(manner.emotion_scale) });
        let context = manner.context.trim();
        let id = manner.voice.id.clone();
        OutputAudio {
            codec: settings.codec,
            pcm_config: (settings.codec == Codec::Pcm)
                .then(|| PcmConfig { sample_rate: Some(settings.sample_rate), ..PcmConfig::default() }),
            opus_config: (settings.codec == Codec::Opus).then(OpusConfig::default),
            speech_rate: (manner.speech_rate != 0).then_some(manner.speech_rate),
            loudness_rate: (manner.loudness != 0 && voice.is_none_or(takes_loudness)).then_some(manner.loudness),
            voice_id: (!id.is_empty()).then_some(id),
            emotion_config: emotion,
            context_texts: (!context.is_empty() && voice.is_some_and(takes_context)).then(|| context.to_owned()),
        }
    }
}
