//! Words that stand in no dictionary: a small net guesses how their letters sound, and figures are
//! named one by one.

use std::collections::HashMap;
use std::sync::Arc;

use misaki_rs::Fallback;
use misaki_rs::fallback::FallbackError;
use rten::{ThreadPool, Value};

use crate::demo::voice::net::{LoadError, Net};

static NET: &[u8] = include_bytes!("../../../assets/voice/unknown.onnx");
static ALPHABETS: &str = include_str!("../../../assets/voice/unknown.json");

/// The net and its two alphabets.
pub struct Unknown {
    net: Net,
    letters: HashMap<char, i32>,
    sounds: Vec<char>,
    longest: usize,
}

impl Unknown {
    /// Loads the net that is part of this program; it runs on `pool`.
    pub fn load(pool: Arc<ThreadPool>) -> Result<Unknown, LoadError> {
        let net = Net::load(NET, pool)?;
        let tables: serde_json::Value = serde_json::from_str(ALPHABETS)?;
        let alphabet = |name: &str| -> Vec<char> {
            let entries = tables[name].as_array().into_iter().flatten();
            entries.filter_map(|entry| entry.as_str()?.chars().next()).collect()
        };
        // Number 0 is the blank in both alphabets.
        let letters = alphabet("in").into_iter().zip(1..).collect();
        let longest = tables["maxlen"].as_u64().unwrap_or(24) as usize;
        Ok(Unknown { net, letters, sounds: alphabet("out"), longest })
    }

    /// How `word`, letters only, is probably said. Longer words than the net knows are read in parts.
    fn guess(&self, word: &str) -> String {
        let letters: Vec<i32> = word.chars().filter_map(|letter| self.letters.get(&letter).copied()).collect();
        letters.chunks(self.longest).filter_map(|part| self.run(part)).collect()
    }

    /// One run of the net. It gives a line of numbers in which a repetition means the same sound going on and 0 means
    /// nothing.
    fn run(&self, letters: &[i32]) -> Option<String> {
        let letters = Value::from_shape(&[1, letters.len()], letters.to_vec()).ok()?;
        let line = self.net.run(vec![("chars", letters)]).ok()?.into_iter().next()?;
        let (_, line) = line.into_shape_vec::<i32, 2>().ok()?;
        let mut before = 0;
        let mut said = String::new();
        for number in line {
            let sound = usize::try_from(number - 1).ok().and_then(|at| self.sounds.get(at));
            if let Some(sound) = sound.filter(|_| number != before) {
                said.push(*sound);
            }
            before = number;
        }
        Some(said)
    }
}

impl Fallback for Unknown {
    fn phonemize(&self, word: &str) -> Result<String, FallbackError> {
        let mut said: Vec<String> = Vec::new();
        let mut letters = String::new();
        // The last turn has no character: it only ends the last word.
        for character in word.chars().map(Some).chain([None]) {
            if let Some(letter) = character.filter(|c| self.letters.contains_key(c) && c.is_alphabetic()) {
                letters.push(letter);
                continue;
            }
            if !letters.is_empty() {
                said.push(self.guess(&letters));
                letters.clear();
            }
            said.extend(character.and_then(figure).map(str::to_owned));
        }
        Ok(said.join(" "))
    }
}

/// How a figure is said in a word that no rule reads.
fn figure(character: char) -> Option<&'static str> {
    Some(match character {
        '0' => "zˈɪɹO",
        '1' => "wˈʌn",
        '2' => "tˈu",
        '3' => "θɹˈi",
        '4' => "fˈɔɹ",
        '5' => "fˈIv",
        '6' => "sˈɪks",
        '7' => "sˈɛvən",
        '8' => "ˈAt",
        '9' => "nˈIn",
        _ => return None,
    })
}
