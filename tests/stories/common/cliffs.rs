//! A voice whose every sentence begins and ends at full height, as no voice does: whoever smooths what was received cannot hide it.

use langsheng::demo::{SpeakRequest, Synthesizer, Tones, VoiceInfo, VoiceKind};

/// How high they are.
const HEIGHT: i16 = 12_000;

/// Silence of the server behind each sentence at 24 kHz: 300 ms.
const SILENCE: usize = 7_200;

pub struct Cliffs;

impl Cliffs {
    /// What the server sends for sentences at 24 kHz, in however many requests.
    pub fn samples(sentences: &[&str]) -> Vec<i16> {
        let mut all = Vec::new();
        for sentence in sentences {
            all.extend(lifted(Tones::samples(sentence, 24_000)));
            all.resize(all.len() + SILENCE, 0);
        }
        all
    }
}

impl Synthesizer for Cliffs {
    fn voices(&self) -> Vec<VoiceInfo> {
        Tones.voices()
    }

    fn speak(&self, sentence: &str, request: &SpeakRequest) -> Vec<i16> {
        lifted(Tones.speak(sentence, request))
    }

    fn kind(&self, _sentence: &str) -> VoiceKind {
        VoiceKind::Placeholder
    }
}

fn lifted(mut tone: Vec<i16>) -> Vec<i16> {
    tone.iter_mut().for_each(|sample| *sample += HEIGHT);
    tone
}
