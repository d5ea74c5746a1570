//! A voice for tests: each sentence is a tone whose every sample is known beforehand.

use crate::demo::sentence;
use crate::demo::sentence::Sentences;
use crate::demo::voice::{SpeakRequest, Synthesizer, VoiceInfo, VoiceKind};
use crate::protocol::DEFAULT_VOICE;

/// Loudness of the tone, of 32 767.
const PEAK: i64 = 8_000;

/// Speaks each sentence as a tone: a pure function of its words and the rate, in whole numbers only, so that every machine
/// gives the same samples.
///
/// The pitch names the sentence, and the four lowest bits of each sample name its place. So a lost, doubled or exchanged piece
/// of any length shows in a plain comparison, and it can be heard, too.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tones;

impl Tones {
    /// The samples of one sentence at `rate` Hz and normal speed. Punctuation and blanks do not count: `你好` and `你好。` sound
    /// the same.
    pub fn samples(sentence: &str, rate: u32) -> Vec<i16> {
        tone(sentence, rate, 0)
    }

    /// What the server sends for a whole text at `rate` Hz and normal speed: its sentences, each with its silence.
    pub fn text(text: &str, rate: u32) -> Vec<i16> {
        let mut all = Vec::new();
        for sentence in Sentences::of(text, false) {
            all.extend(tone(&sentence, rate, 0));
            all.resize(all.len() + sentence::silence(rate), 0);
        }
        all
    }
}

impl Synthesizer for Tones {
    fn voices(&self) -> Vec<VoiceInfo> {
        let mut feeling = VoiceInfo::new("7524987545197821971", "Tones（多情感）", ("zh", "中文"), "今天也要开心呀");
        feeling.emotions = vec![("happy".into(), "开心".into()), ("sad".into(), "悲伤".into())];
        vec![
            VoiceInfo::new(DEFAULT_VOICE, "Tones", ("zh", "中文"), "你好"),
            VoiceInfo::new("7426720361753886757", "Tones (English)", ("en-US", "English"), "Hello."),
            feeling,
        ]
    }

    fn speak(&self, sentence: &str, request: &SpeakRequest) -> Vec<i16> {
        tone(sentence, request.rate_hz, request.speech_rate)
    }

    fn kind(&self, _sentence: &str) -> VoiceKind {
        VoiceKind::Placeholder
    }
}

/// 220 ms for each character of Chinese, Japanese or Korean, as recorded (protocol.md §3.2), 60 ms for any other.
fn tone(sentence: &str, rate: u32, speech_rate: i32) -> Vec<i16> {
    let spoken = || sentence.chars().filter(|c| c.is_alphanumeric());
    let ms: u64 = spoken().map(|c| if c >= '\u{2e80}' { 220 } else { 60 }).sum();
    let faster = u64::from(100_i32.saturating_add(speech_rate).max(1).unsigned_abs());
    let len = ms * u64::from(rate) / (10 * faster);
    let name = spoken().fold(0xcbf2_9ce4_8422_2325, |hash, c| mix(hash ^ u64::from(c)));

    // The phase of a whole turn is 2³²; pitches lie between 220 and 880 Hz.
    let step = ((220 + name % 660) << 32) / u64::from(rate);
    let fade = u64::from(rate / 100).max(1);
    let sample = |n: u64| {
        let loud = n.min(len - 1 - n).min(fade);
        let turn = (n.wrapping_mul(step) as u32).cast_signed() >> 16;
        // A parabola in place of the sine: whole numbers, and as round as a test needs it.
        let wave = (i64::from(turn) * (32_768 - i64::from(turn.abs()))) >> 13;
        let value = wave * PEAK / 32_768 * loud.cast_signed() / fade.cast_signed();
        ((value & !15) | (mix(name ^ n) & 15).cast_signed()) as i16
    };
    (0..len).map(sample).collect()
}

/// One round of splitmix64.
fn mix(seed: u64) -> u64 {
    let mut x = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::Tones;

    #[test]
    fn every_place_in_a_tone_is_known_by_its_neighbourhood() {
        let samples = Tones::samples("今天天气不错", 24_000);
        assert_eq!(samples.len(), 6 * 220 * 24);
        assert!(samples.iter().any(|s| *s > 7_000) && samples.iter().any(|s| *s < -7_000));
        let mut windows: Vec<_> = samples.windows(12).collect();
        windows.sort_unstable();
        assert!(windows.windows(2).all(|pair| pair[0] != pair[1]), "twelve samples name their place");
        assert_ne!(samples, Tones::samples("今天天气不好", 24_000));
        assert_eq!(samples, Tones::samples(" 今天天气不错。", 24_000));
    }

    #[test]
    fn a_text_is_its_sentences_with_their_silence() {
        let text = Tones::text("你好。Hello there! 好", 8_000);
        assert_eq!(text.len(), (440 + 600 + 220) * 8 + 3 * 2_400);
        assert!(Tones::text("，。！", 8_000).is_empty());
    }
}
