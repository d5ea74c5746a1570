//! Presets: a voice and how it speaks, under a name.

use serde::{Deserialize, Serialize};

use crate::store::settings::{Settings, VoiceChoice};

/// So many presets are kept, with names of so many characters.
const MOST: usize = 100;
const LONGEST: usize = 60;

/// A voice and how it speaks, under a name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VoicePreset {
    /// What the user calls it; no two have the same name.
    pub name: String,
    /// The account whose voice it is.
    pub account: String,
    /// The voice.
    pub voice: VoiceChoice,
    /// Speed in percent of change, −50 to 100.
    #[serde(rename = "rate")]
    pub speech_rate: i32,
    /// Loudness in percent of change, −50 to 100.
    pub loudness: i32,
    /// Feeling, if any.
    pub emotion: Option<String>,
    /// Strength of the feeling, 1.0 to 5.0.
    pub emotion_scale: f64,
    /// How to speak, in plain words; empty for none.
    pub context: String,
}

impl VoicePreset {
    /// How the voice of the settings speaks now, under a name; nothing where the name says nothing.
    pub fn of(settings: &Settings, voice: VoiceChoice, name: &str) -> Option<VoicePreset> {
        let name: String = name.trim().chars().take(LONGEST).collect();
        (!name.is_empty()).then(|| VoicePreset { name, ..VoicePreset::unnamed(settings, voice) })
    }

    /// How a voice speaks by the settings.
    pub fn unnamed(settings: &Settings, voice: VoiceChoice) -> VoicePreset {
        VoicePreset {
            name: String::new(),
            account: settings.account.clone(),
            voice,
            speech_rate: settings.speech_rate,
            loudness: settings.loudness,
            emotion: settings.emotion.clone(),
            emotion_scale: settings.emotion_scale,
            context: settings.context.clone(),
        }
    }

    /// Whether the settings say the same, with this voice.
    pub fn is_in_use(&self, settings: &Settings, voice: &VoiceChoice) -> bool {
        VoicePreset::of(settings, voice.clone(), &self.name).is_some_and(|now| {
            let scale = if self.emotion.is_none() { self.emotion_scale } else { now.emotion_scale };
            VoicePreset { emotion_scale: scale, ..now } == *self
        })
    }

    pub(super) fn limited(mut self) -> VoicePreset {
        self.speech_rate = self.speech_rate.clamp(-50, 100);
        self.loudness = self.loudness.clamp(-50, 100);
        self.emotion_scale = self.emotion_scale.clamp(1.0, 5.0);
        self
    }
}

impl Settings {
    /// The preset with this name.
    pub fn preset(&self, name: &str) -> Option<&VoicePreset> {
        self.presets.iter().find(|preset| preset.name == name.trim())
    }

    /// Keeps a preset; one of the same name gives way.
    pub fn keep_preset(&mut self, preset: VoicePreset) {
        self.presets.retain(|known| known.name != preset.name);
        self.presets.push(preset);
        let too_many = self.presets.len().saturating_sub(MOST);
        self.presets.drain(..too_many);
    }

    /// Forgets a preset.
    pub fn drop_preset(&mut self, name: &str) {
        self.presets.retain(|known| known.name != name);
    }

    /// Speaks as a preset of the account in use says.
    pub fn use_preset(&mut self, preset: &VoicePreset) {
        let preset = preset.clone().limited();
        self.voices.insert(preset.account.clone(), preset.voice.clone());
        self.speak_as(preset);
    }

    /// Speaks in the manner of a preset, whatever its voice.
    pub fn speak_as(&mut self, preset: VoicePreset) {
        self.speech_rate = preset.speech_rate;
        self.loudness = preset.loudness;
        self.emotion = preset.emotion;
        self.emotion_scale = preset.emotion_scale;
        self.context = preset.context;
    }
}

#[cfg(test)]
mod tests {
    use super::VoicePreset;
    use crate::store::{Settings, VoiceChoice};

    #[test]
    fn a_preset_brings_back_what_it_was_made_of() {
        let voice = VoiceChoice { id: "1".into(), name: "甲".into() };
        let mut settings =
            Settings { speech_rate: 20, emotion: Some("sad".into()), context: "轻".into(), ..Settings::default() };
        assert!(VoicePreset::of(&settings, voice.clone(), "  ").is_none());
        let preset = VoicePreset::of(&settings, voice.clone(), " 夜 ").expect("a name");
        settings.keep_preset(preset.clone());
        settings.keep_preset(preset.clone());
        assert_eq!(settings.presets.len(), 1, "no two have the same name");
        settings.speech_rate = 0;
        settings.emotion = None;
        assert!(!preset.is_in_use(&settings, &voice));
        settings.use_preset(&preset);
        assert!(preset.is_in_use(&settings, &voice));
        assert_eq!(settings.voices["demo"], voice);
        (0..200).for_each(|n| settings.keep_preset(VoicePreset { name: n.to_string(), ..preset.clone() }));
        assert_eq!((settings.presets.len(), settings.preset("199").is_some()), (100, true));
        settings.drop_preset("199");
        assert!(settings.preset("199").is_none());
    }
}
