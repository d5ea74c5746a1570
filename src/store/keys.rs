//! Names for sounds: what is said, by whom, and how, in a number that no other has.

use sha2::{Digest as _, Sha256};

use crate::audio::take::Header;
use crate::protocol::{Codec, DEFAULT_VOICE, OpusConfig, OutputAudio, PcmConfig, Speaker};
use crate::store::{digest, spoken_by};

/// Stands in every key. To be raised when the same sentence would become another sound.
const VERSION: u8 = 1;

/// Names the sound of a sentence: what is said, by whom, and how.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key([u8; 16]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.hex())
    }
}

impl Key {
    /// The first of its bytes: which file of the index has it.
    pub(super) fn shard(self) -> u8 {
        self.0[0]
    }

    pub(super) fn hex(self) -> String {
        digest::hex(&self.0)
    }
}

/// The field of a take's settings that says that the demo had no voice for its language, only a placeholder.
pub const PLACEHOLDER: &str = "placeholder";

/// Makes the keys of one voice with one set of settings, and of those who speak besides it.
#[derive(Clone, Debug)]
pub struct Keys {
    own: Sha256,
    /// Name and keys of each.
    speakers: Vec<(String, Sha256)>,
}

impl Keys {
    /// `account` is its name; the same voice id may be another voice elsewhere. Everything in `output` counts: the sample
    /// rate and the codec are in it.
    pub fn new(account: &str, output: &OutputAudio) -> Keys {
        Keys { own: voice(account, output), speakers: Vec::new() }
    }

    /// The keys of a voice and of the `speakers` besides it, by an account that may have no voice for a language, only a sound
    /// in its place: with a `placeholder`, a sentence is another than once the machine has a voice for it.
    pub fn with_speakers(account: &str, output: &OutputAudio, placeholder: bool, speakers: &[Speaker]) -> Keys {
        let account = if placeholder { format!("{account} {PLACEHOLDER}") } else { account.to_owned() };
        let speakers = speakers.iter().map(|one| (one.name.clone(), voice(&account, &one.output(output)))).collect();
        Keys { own: voice(&account, output), speakers }
    }

    /// The keys of what a take was made with; nothing where its settings are not known.
    pub fn of_take(header: &Header) -> Option<Keys> {
        let output: OutputAudio = serde_json::from_value(header.settings.clone()).ok()?;
        let placeholder = header.settings.get(PLACEHOLDER).is_some();
        Some(Keys::with_speakers(&header.account, &output, placeholder, &spoken_by::speakers(header)?))
    }

    /// Names the rendering of a whole text: the same name is the same text, read in the same way by the same voices.
    pub fn rendering(&self, text: &str, markdown: bool, pauses: bool) -> String {
        let mut hash = self.own.clone();
        for (name, voice) in &self.speakers {
            hash.update((name.len() as u64).to_le_bytes());
            hash.update(name);
            hash.update(voice.clone().finalize());
        }
        // Most texts have no pauses, and are the same whether these would be obeyed or not.
        let pauses = pauses && text.contains(['{', '｛']);
        let hash = hash.chain_update([u8::from(markdown) + 2 * u8::from(pauses)]).chain_update(text).finalize();
        digest::hex(&hash[..16])
    }

    /// The key of a sentence of the voice itself, as it is sent.
    pub fn of(&self, sentence: &str) -> Key {
        self.spoken_by(None, sentence)
    }

    /// The key of a sentence of one of the speakers; of one that is not known, as of the voice itself.
    pub fn spoken_by(&self, speaker: Option<usize>, sentence: &str) -> Key {
        let voice = speaker.and_then(|number| self.speakers.get(number)).map_or(&self.own, |(_, voice)| voice);
        let hash = voice.clone().chain_update(sentence).finalize();
        let mut key = [0; 16];
        key.copy_from_slice(&hash[..16]);
        Key(key)
    }
}

/// What all keys of a voice with its settings begin with.
fn voice(account: &str, output: &OutputAudio) -> Sha256 {
    // Fields in a fixed order, absent ones left out: the same settings are the same bytes.
    let settings = serde_json::to_vec(&plain(output)).unwrap_or_default();
    let mut hash = Sha256::new_with_prefix([VERSION]);
    for part in [account.as_bytes(), &settings] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash
}

/// The settings without what changes nothing in the sound: a default that is named, the configuration of another codec, the
/// pace at which the sound is sent.
fn plain(output: &OutputAudio) -> OutputAudio {
    let sample_rate = Some(output.sample_rate());
    let opus = || OpusConfig { sample_rate, limit_config: None, ..output.opus_config.clone().unwrap_or_default() };
    let emotion = output.emotion_config.clone().filter(|config| config.emotion.is_some());
    OutputAudio {
        codec: output.codec,
        pcm_config: (output.codec == Codec::Pcm).then(|| PcmConfig { sample_rate, ..PcmConfig::default() }),
        opus_config: (output.codec == Codec::Opus).then(opus),
        speech_rate: output.speech_rate.filter(|rate| *rate != 0),
        loudness_rate: output.loudness_rate.filter(|rate| *rate != 0),
        voice_id: Some(output.voice_id.clone().unwrap_or_else(|| DEFAULT_VOICE.to_owned())),
        emotion_config: emotion,
        context_texts: output.context_texts.clone().filter(|context| !context.is_empty()),
    }
}
