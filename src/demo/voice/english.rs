//! English, built in: text → sounds of speech → the model's frames → samples, all in this process.
//!
//! The model (hibari, Apache-2.0; its licence and notice stand beside it in `assets/voice`) is small enough to be part
//! of the program. The words become sounds by `misaki-rs`, whose alphabet is the model's own.

use std::collections::HashMap;
use std::sync::Arc;

use misaki_rs::{G2P, Language};
use rten::{RunError, ThreadPool, Value};
use thiserror::Error;

use crate::demo::voice::net::{LoadError, Net};
use crate::demo::voice::plain::plain;
use crate::demo::voice::sound::MonoSound;
use crate::demo::voice::unknown::Unknown;
use crate::demo::voice::vocoder::{BINS, Frames, RATE, Vocoder};

static MODEL: &[u8] = include_bytes!("../../../assets/voice/hibari.onnx");
static SOUNDS: &str = include_str!("../../../assets/voice/vocab.json");

/// The model was made on utterances up to about this many sounds; longer ones lose their breath.
const LONGEST: usize = 400;
/// The paces the model was made for. Outside of them it begins to swallow sounds.
const PACES: std::ops::RangeInclusive<f32> = 0.45..=2.3;
/// The silence between the parts of an utterance that was too long for the model, in samples.
const BREATH: usize = RATE as usize / 10;

/// Why an utterance has no sound.
#[derive(Debug, Error)]
pub enum SpeakError {
    /// Nothing in the text can be said in English.
    #[error("nothing in this can be said")]
    Nothing,
    /// The words could not be read.
    #[error("the words cannot be read: {0}")]
    Words(String),
    /// The model failed.
    #[error("the voice model failed: {0}")]
    Model(#[from] RunError),
    /// The model answered in an unknown shape.
    #[error("the voice model gave something else than sound")]
    Shape,
}

/// The loaded voice: about 100 MB, most of it dictionaries.
pub struct English {
    words: G2P,
    model: Net,
    sounds: HashMap<char, i32>,
    vocoder: Vocoder,
}

impl English {
    /// Loads model and dictionaries.
    pub fn load() -> Result<English, LoadError> {
        // One thread is many times faster than speech, and leaves the cores to those who listen. The pool is our own so
        // that it goes away together with the model.
        let pool = Arc::new(ThreadPool::with_num_threads(1));
        let model = Net::load(MODEL, pool.clone())?;
        let mut words = G2P::with_fallback(Language::EnglishUS, Some(Box::new(Unknown::load(pool)?)));
        words.unk = String::new();
        Ok(English { words, model, sounds: serde_json::from_str(SOUNDS)?, vocoder: Vocoder::new() })
    }

    /// Says `text` at `pace` (1.0 is the model's own).
    pub fn speak(&self, text: &str, pace: f32) -> Result<MonoSound, SpeakError> {
        let spoken = self.sounds_of(text)?;
        let pace = pace.clamp(*PACES.start(), *PACES.end());
        let mut samples = Vec::new();
        for part in parts(&spoken, LONGEST) {
            // The model would breathe at marks that stand alone.
            if !part.contains(char::is_alphabetic) {
                continue;
            }
            if !samples.is_empty() {
                samples.resize(samples.len() + BREATH, 0.0);
            }
            let frames = self.frames(self.ids_of(part), pace)?;
            samples.extend(self.vocoder.sound(&frames, part.len() as u64));
        }
        if samples.is_empty() { Err(SpeakError::Nothing) } else { Ok(MonoSound { samples, rate: RATE }) }
    }

    /// The sounds of a text, in the alphabet of the model.
    fn sounds_of(&self, text: &str) -> Result<String, SpeakError> {
        // Making it plain also takes the square brackets away: `[word](sounds)` is a command to the reader of words, and a
        // text must not be able to give commands.
        let (spoken, _) = self.words.g2p(&plain(text)).map_err(|error| SpeakError::Words(error.to_string()))?;
        Ok(spoken)
    }

    /// The numbers of the sounds, in the silence the model wants at both ends.
    fn ids_of(&self, sounds: &str) -> Vec<i32> {
        let inner = sounds.chars().filter_map(|sound| self.sounds.get(&sound).copied());
        [0].into_iter().chain(inner).chain([0]).collect()
    }

    fn frames(&self, ids: Vec<i32>, pace: f32) -> Result<Frames, SpeakError> {
        let ids = Value::from_shape(&[1, ids.len()], ids).map_err(|_| SpeakError::Shape)?;
        let speed = Value::from_shape(&[1], vec![pace]).map_err(|_| SpeakError::Shape)?;
        let outputs = self.model.run(vec![("ids", ids), ("speed", speed)])?;
        let outputs: [Value; 6] = outputs.try_into().map_err(|_| SpeakError::Shape)?;
        let [pulse_gain, pulse_phase, noise_gain, free_gain, free_phase, pitch] = outputs;
        let (_, pitch) = pitch.into_shape_vec::<f32, 2>().map_err(|_| SpeakError::Shape)?;
        let part = |value: Value| {
            let (shape, values) = value.into_shape_vec::<f32, 3>().map_err(|_| SpeakError::Shape)?;
            if shape == [1, BINS, pitch.len()] { Ok(values) } else { Err(SpeakError::Shape) }
        };
        Ok(Frames {
            pulse_gain: part(pulse_gain)?,
            pulse_phase: part(pulse_phase)?,
            noise_gain: part(noise_gain)?,
            free_gain: part(free_gain)?,
            free_phase: part(free_phase)?,
            pitch,
        })
    }
}

/// Cuts sounds into parts of at most `longest` characters: after a clause mark if there is one in the second half,
/// else at a space, else anywhere.
fn parts(sounds: &str, longest: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = sounds.trim();
    while let Some((limit, _)) = rest.char_indices().nth(longest) {
        let head = &rest[..limit];
        let clause = head.rfind([',', ';', ':', '—', '.', '!', '?', '…']).filter(|at| *at > limit / 2);
        let space = head.rfind(' ').filter(|at| *at > 0);
        let end = clause.map(|at| at + head[at..].chars().next().map_or(1, char::len_utf8)).or(space).unwrap_or(limit);
        parts.push(rest[..end].trim());
        rest = rest[end..].trim_start();
    }
    parts.push(rest);
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn parts_are_short_and_lose_nothing() {
        let sounds = "həlˈO, wˈɜɹld ðɪs ɪz — ə lˈɔŋ sˈɛntᵊns. ".repeat(40);
        let squeeze = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
        let cut = parts(&sounds, 100);
        assert!(cut.iter().all(|part| part.chars().count() <= 100 && !part.is_empty()));
        assert_eq!(squeeze(&cut.concat()), squeeze(&sounds));
        assert_eq!(parts(&"ə".repeat(250), 100).len(), 3);
        assert!(parts("  ", 100).is_empty());
    }
}
