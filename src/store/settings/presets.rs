//! Presets: a voice and how it speaks, under a name.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::store::atomic::Privacy;
use crate::store::settings::{Settings, VoiceChoice};
use crate::store::{StoreError, atomic, owned};

/// The format of a file of presets.
const VERSION: u32 = 1;

/// The most bytes of a file of presets; a hundred have about 30 kB.
const LARGEST: u64 = 1 << 20;

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
    /// The presets of the account in use, in the order in which they were saved.
    pub fn own_presets(&self) -> impl Iterator<Item = &VoicePreset> {
        self.presets.iter().filter(|preset| preset.account == self.account)
    }

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

/// What a file of presets holds. Its first field says that it is one.
#[derive(Serialize, Deserialize)]
struct PresetFile {
    langsheng: String,
    #[serde(default)]
    version: u32,
    presets: Vec<VoicePreset>,
}

/// What becomes of a preset whose name is taken by another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameTaken {
    /// It gets a number behind its name.
    #[default]
    KeepBoth,
    /// The one that was there gives way.
    Replace,
    /// It is left where it is.
    Skip,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedPresets {
    /// The names under which presets were added.
    pub added: Vec<String>,
    /// The names of those that took the place of another one.
    pub replaced: Vec<String>,
    /// Old and new names of those whose name was taken.
    pub renamed: Vec<(String, String)>,
    /// How many were there already, exactly so.
    pub same: usize,
    /// How many were passed over because their name was taken.
    pub skipped: usize,
    /// How many there was no room for.
    pub left_out: usize,
}

/// Writes presets to a file that another Langsheng can read.
///
/// # Errors
/// [`StoreError::File`].
pub fn write_presets(path: &Path, presets: &[VoicePreset]) -> Result<(), StoreError> {
    let file = PresetFile { langsheng: "presets".to_owned(), version: VERSION, presets: presets.to_vec() };
    let bytes =
        serde_json::to_vec_pretty(&file).map_err(|_unwritable| StoreError::Damaged { path: path.to_owned() })?;
    atomic::write(path, &bytes, Privacy::Public)
}

/// Reads presets from a file. Values out of their bounds are brought into them.
///
/// # Errors
/// [`StoreError::Damaged`] where it is no file of presets, [`StoreError::Newer`] where a later version has written it, else
/// [`StoreError::File`].
pub fn read_presets(path: &Path) -> Result<Vec<VoicePreset>, StoreError> {
    let damaged = || StoreError::Damaged { path: path.to_owned() };
    let missing = || StoreError::file(crate::store::FileAct::Read, path)(std::io::ErrorKind::NotFound.into());
    let bytes = owned::read(path, LARGEST)?.ok_or_else(missing)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let file: PresetFile = serde_json::from_slice(bytes).map_err(|_foreign| damaged())?;
    if file.langsheng != "presets" {
        return Err(damaged());
    }
    if file.version > VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), version: file.version });
    }
    let tidy = |preset: VoicePreset| {
        let name: String = preset.name.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        VoicePreset { name, ..preset }.limited()
    };
    let named = |preset: &VoicePreset| !preset.name.is_empty() && !preset.account.is_empty();
    Ok(file.presets.into_iter().map(tidy).filter(named).collect())
}

impl Settings {
    /// The names of a file's presets that other presets have already.
    pub fn taken_presets(&self, presets: &[VoicePreset]) -> Vec<String> {
        let is_taken = |preset: &&VoicePreset| self.preset(&preset.name).is_some_and(|known| known != *preset);
        presets.iter().filter(is_taken).map(|preset| preset.name.clone()).collect()
    }

    /// Takes presets of a file among its own.
    pub fn import_presets(&mut self, presets: Vec<VoicePreset>, taken: NameTaken) -> ImportedPresets {
        let mut done = ImportedPresets::default();
        for preset in presets {
            let known = self.preset(&preset.name);
            if known == Some(&preset) {
                done.same += 1;
            } else if known.is_some() && taken == NameTaken::Skip {
                done.skipped += 1;
            } else if known.is_some() && taken == NameTaken::Replace {
                done.replaced.push(preset.name.clone());
                self.keep_preset(preset);
            } else if self.presets.len() >= MOST {
                done.left_out += 1;
            } else if known.is_some() {
                let base: String = preset.name.chars().take(LONGEST - 5).collect();
                let numbered = |n: usize| format!("{base} ({n})");
                let free = (2..).map(numbered).find(|name| self.preset(name).is_none()).unwrap_or_default();
                done.renamed.push((preset.name.clone(), free.clone()));
                self.keep_preset(VoicePreset { name: free, ..preset });
            } else {
                done.added.push(preset.name.clone());
                self.keep_preset(preset);
            }
        }
        done
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
