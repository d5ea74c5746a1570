//! A sound in the shape of speech, for text that no engine here can read: a vowel for each syllable, pauses at the marks.
//! One hears that something is read, how long it takes and where the sentences end, and nobody takes it for words.

use std::f32::consts::TAU;

use crate::demo::voice::sound::MonoSound;

const RATE: u32 = 16_000;
/// A Chinese syllable of the recorded service takes 200–250 ms with its share of the pauses (protocol.md §3.2).
const SYLLABLE_S: f32 = 0.19;
const PAUSE_S: f32 = 0.16;
/// The middle of the voice, in Hz.
const PITCH: f32 = 190.0;
const LEVEL: f32 = 0.3;

/// The lowest three resonances of a, e, i, o, u, in Hz.
const VOWELS: [[f32; 3]; 5] = [
    [730.0, 1_090.0, 2_440.0],
    [530.0, 1_840.0, 2_480.0],
    [290.0, 2_250.0, 3_000.0],
    [570.0, 850.0, 2_410.0],
    [320.0, 870.0, 2_240.0],
];
/// How the pitch runs through a syllable, from its beginning to its end: level, rising, dipping, falling.
const TONES: [[f32; 3]; 4] = [[1.12, 1.12, 1.1], [0.92, 1.0, 1.15], [0.95, 0.82, 0.95], [1.2, 1.0, 0.82]];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Beat {
    Syllable { vowel: usize, tone: usize },
    Pause,
}

/// The sound of `text` at `pace`, empty if nothing in it can be said.
pub fn speak(text: &str, pace: f32) -> MonoSound {
    let mut samples = Vec::new();
    for beat in beats(text) {
        match beat {
            Beat::Pause => samples.resize(samples.len() + (RATE as f32 * PAUSE_S / pace) as usize, 0.0),
            Beat::Syllable { vowel, tone } => {
                let length = (RATE as f32 * SYLLABLE_S / pace) as usize;
                samples.extend(syllable(VOWELS[vowel], TONES[tone], length));
            }
        }
    }
    MonoSound { samples, rate: RATE }
}

/// One beat for each Chinese character, kana or digit, and for each group of vowels in other scripts. The character
/// decides vowel and tone, so the same word always sounds the same.
fn beats(text: &str) -> Vec<Beat> {
    let mut beats = Vec::new();
    let mut in_vowels = false;
    for character in text.chars() {
        let code = character as usize;
        let beat = Beat::Syllable { vowel: code % VOWELS.len(), tone: code / 7 % TONES.len() };
        let vowel = is_vowel(character);
        if !character.is_alphanumeric() {
            if !character.is_whitespace() && matches!(beats.last(), Some(Beat::Syllable { .. })) {
                beats.push(Beat::Pause);
            }
        } else if code >= 0x2E80 || character.is_numeric() || (vowel && !in_vowels) {
            beats.push(beat);
        }
        in_vowels = vowel;
    }
    // A word of consonants only is said, too.
    let sounds = beats.iter().any(|beat| matches!(beat, Beat::Syllable { .. }));
    if !sounds && text.chars().any(char::is_alphabetic) {
        beats.push(Beat::Syllable { vowel: 1, tone: 0 });
    }
    beats
}

fn is_vowel(character: char) -> bool {
    character.is_alphabetic() && "aeiouyàáâäèéêëìíîïòóôöùúûüаеёиоуыэюяαεηιουω".contains(character.to_ascii_lowercase())
}

/// Pulses of the voice through three resonances, softly begun and ended.
fn syllable(formants: [f32; 3], tone: [f32; 3], length: usize) -> Vec<f32> {
    let mut filters = formants.map(|hz| Resonance::new(hz, 60.0 + hz * 0.04));
    let mut turns = 0.0f32;
    let mut samples: Vec<f32> = (0..length)
        .map(|i| {
            let place = i as f32 / length as f32;
            let bend = if place < 0.5 {
                tone[0] + (tone[1] - tone[0]) * place * 2.0
            } else {
                tone[1] + (tone[2] - tone[1]) * (place * 2.0 - 1.0)
            };
            turns = (turns + PITCH * bend / RATE as f32).fract();
            // A pulse with a soft edge: the cube takes the buzz of a plain saw away.
            let source = (1.0 - turns).powi(3) - 0.25;
            let edge = (place.min(1.0 - place) * 5.0).min(1.0);
            let envelope = 0.5 - 0.5 * (edge * TAU / 2.0).cos();
            filters.iter_mut().fold(source, |sample, filter| filter.next(sample)) * envelope
        })
        .collect();
    let peak = samples.iter().fold(f32::MIN_POSITIVE, |peak, s| peak.max(s.abs()));
    samples.iter_mut().for_each(|sample| *sample *= LEVEL / peak);
    samples
}

/// A resonance with two poles, of gain 1 at 0 Hz.
struct Resonance {
    a: f32,
    b: f32,
    before: [f32; 2],
}

impl Resonance {
    fn new(hz: f32, width: f32) -> Resonance {
        let radius = (-TAU / 2.0 * width / RATE as f32).exp();
        Resonance { a: 2.0 * radius * (TAU * hz / RATE as f32).cos(), b: -radius * radius, before: [0.0; 2] }
    }

    fn next(&mut self, sample: f32) -> f32 {
        let out = (1.0 - self.a - self.b) * sample + self.a * self.before[0] + self.b * self.before[1];
        self.before = [out, self.before[0]];
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn syllables(text: &str) -> usize {
        beats(text).iter().filter(|beat| matches!(beat, Beat::Syllable { .. })).count()
    }

    #[test]
    fn syllables_are_counted_as_one_would() {
        assert_eq!(syllables("你好，世界。"), 4);
        assert_eq!(syllables("привет"), 2);
        assert_eq!(syllables("2024"), 4);
        assert_eq!(syllables("grr"), 1);
        assert_eq!(syllables("…！"), 0);
    }

    #[test]
    fn it_sounds_and_follows_the_pace() {
        let plain = speak("今天天气不错。", 1.0);
        let fast = speak("今天天气不错。", 2.0);
        assert!(plain.samples.iter().all(|s| s.is_finite() && s.abs() <= LEVEL + 1e-3));
        assert!(plain.samples.iter().any(|s| s.abs() > LEVEL / 2.0));
        assert!(plain.samples.len().abs_diff(2 * fast.samples.len()) < 20);
    }
}
