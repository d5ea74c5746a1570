//! From what is on screen to a job: everything the engine needs to know, in one value.

use crate::engine::{Account, AutoSave, Job, JobId, JobSettings, Pace, SaveTo};
use crate::protocol::{Codec, EmotionConfig, OpusConfig, OutputAudio, PcmConfig, Voice};
use crate::ui::model::Model;

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
    /// How the text will be spoken. What the voice does not support is left out, not sent in hope.
    pub fn output(&self) -> OutputAudio {
        let settings = &self.settings;
        let voice = self.voice_info();
        let emotion = settings
            .emotion
            .as_ref()
            .filter(|chosen| voice.is_some_and(|voice| voice.emotions.iter().any(|known| known.emotion == **chosen)))
            .map(|emotion| EmotionConfig {
                emotion: Some(emotion.clone()),
                emotion_scale: Some(settings.emotion_scale),
            });
        let context = settings.context.trim();
        let id = self.voice().id;
        OutputAudio {
            codec: settings.codec,
            pcm_config: (settings.codec == Codec::Pcm)
                .then(|| PcmConfig { sample_rate: Some(settings.sample_rate), ..PcmConfig::default() }),
            opus_config: (settings.codec == Codec::Opus).then(OpusConfig::default),
            speech_rate: (settings.speech_rate != 0).then_some(settings.speech_rate),
            loudness_rate: (settings.loudness != 0 && voice.is_none_or(takes_loudness)).then_some(settings.loudness),
            voice_id: (!id.is_empty()).then_some(id),
            emotion_config: emotion,
            context_texts: (!context.is_empty() && voice.is_some_and(takes_context)).then(|| context.to_owned()),
        }
    }

    /// How the text will be spoken, and what it may cost.
    fn job_settings(&self) -> JobSettings {
        JobSettings { voice_name: self.voice().name, output: self.output(), ..JobSettings::from(&self.settings) }
    }

    /// The job of speaking the text on screen: heard while it is made, or only saved to `save`.
    pub fn job(&self, id: JobId, account: Account, save: Option<SaveTo>) -> Job {
        let settings = &self.settings;
        Job {
            text: self.text.clone(),
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
