//! One of several who speak a text.

use serde::{Deserialize, Serialize};

use crate::protocol::{DEFAULT_VOICE, EmotionConfig, OutputAudio};

/// The bounds of [`OutputAudio::speech_rate`].
pub const SPEECH_RATES: std::ops::RangeInclusive<i32> = -50..=100;

/// A speaker of a text, and how it differs from the voice of the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// The role, or the voice where there is none, as people call it.
    pub name: String,
    /// The voice's id at the service.
    pub voice_id: String,
    /// The voice's name for people.
    pub voice_name: String,
    /// With this emotion; otherwise with that of the document, if the voice is the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emotion: Option<EmotionConfig>,
    /// At this rate instead of the document's, as [`OutputAudio::speech_rate`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speech_rate: Option<i32>,
}

impl Speaker {
    /// How it is requested in a take whose own settings are `base`: codec and sample rate stay the take's. What was chosen for
    /// the voice of the document, emotion and instruction, another voice may not know, so it does not get them.
    pub fn output(&self, base: &OutputAudio) -> OutputAudio {
        let is_same = base.voice_id.as_deref().unwrap_or(DEFAULT_VOICE) == self.voice_id;
        let own = base.emotion_config.as_ref().filter(|_| is_same);
        OutputAudio {
            voice_id: Some(self.voice_id.clone()),
            emotion_config: self.emotion.as_ref().or(own).cloned(),
            context_texts: base.context_texts.clone().filter(|_| is_same),
            speech_rate: self.speech_rate.or(base.speech_rate),
            ..base.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{EmotionConfig, OutputAudio, Speaker};

    #[test]
    fn another_voice_gets_the_sound_of_the_take_and_not_the_manner_of_its_voice() {
        let emotion = |word: &str| Some(EmotionConfig { emotion: Some(word.into()), emotion_scale: None });
        let base = OutputAudio {
            voice_id: Some("a".into()),
            emotion_config: emotion("sad"),
            context_texts: Some("softly".into()),
            speech_rate: Some(10),
            loudness_rate: Some(5),
            ..OutputAudio::default()
        };
        let speaker = |voice: &str| Speaker {
            name: "小明".into(),
            voice_id: voice.into(),
            voice_name: voice.into(),
            emotion: None,
            speech_rate: None,
        };
        assert_eq!(speaker("a").output(&base), base);
        let other = speaker("b").output(&base);
        assert_eq!((&other.emotion_config, &other.context_texts), (&None, &None));
        assert_eq!((other.speech_rate, other.loudness_rate), (Some(10), Some(5)));
        let happy = Speaker { emotion: emotion("happy"), speech_rate: Some(-20), ..speaker("b") }.output(&base);
        assert_eq!((happy.emotion_config, happy.speech_rate), (emotion("happy"), Some(-20)));
    }
}
