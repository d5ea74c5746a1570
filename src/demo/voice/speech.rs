//! Real speech for the demo account: the built-in English, the machine's engine for the rest, a placeholder without it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use crate::demo::voice::english::{English, SpeakError};
use crate::demo::voice::machine::Machine;
use crate::demo::voice::runs::{Tongue, runs};
use crate::demo::voice::sound::{MonoSound, finished, join};
use crate::demo::voice::{SpeakRequest, Synthesizer, VoiceInfo, VoiceKind, catalogue, placeholder};

/// The pause between two runs of a sentence that different engines say.
const BETWEEN_MS: usize = 50;
/// What brings the engines to one loudness, about −20 dB while they speak.
const ENGLISH_GAIN: f32 = 1.75;
const MACHINE_GAIN: f32 = 0.85;
/// The placeholder is softer than speech: it is no message.
const PLACEHOLDER_GAIN: f32 = 0.8;

/// The voice of the demo account. The model is loaded at the first English sentence and dropped by [`Synthesizer::rest`].
pub struct Speech {
    english: Mutex<Option<English>>,
    machine: Box<dyn Fn() -> Option<Machine> + Send + Sync>,
}

impl Speech {
    /// The voice of this machine. Its speech engine is looked for at every sentence, so one that is installed while the
    /// program runs is heard at once.
    pub fn new() -> Speech {
        Speech { english: Mutex::new(None), machine: Box::new(Machine::find) }
    }

    /// A voice with a known engine beside the built-in English, or with none.
    pub fn with_machine(machine: Option<Machine>) -> Speech {
        Speech { english: Mutex::new(None), machine: Box::new(move || machine.clone()) }
    }

    /// Works with the model, loaded if need be. `None` if it cannot be loaded or gave up: what reads the words is other
    /// people's work on arbitrary text, and a panic in it must cost no more than the sentence.
    fn with_english<T>(&self, work: impl FnOnce(&English) -> T) -> Option<T> {
        let mut loaded = self.english.lock().unwrap_or_else(PoisonError::into_inner);
        if loaded.is_none() {
            *loaded = English::load().ok();
        }
        let english = loaded.as_ref()?;
        let outcome = catch_unwind(AssertUnwindSafe(|| work(english)));
        if outcome.is_err() {
            *loaded = None;
        }
        outcome.ok()
    }

    /// Says one run by the first engine that can; empty if nothing in it can be said.
    fn run(&self, tongue: Tongue, text: &str, machine: Option<&Machine>, pace: f32) -> MonoSound {
        let voice = match tongue {
            Tongue::English => match self.with_english(|english| english.speak(text, pace)) {
                Some(Ok(sound)) => return sound.times(ENGLISH_GAIN),
                Some(Err(SpeakError::Nothing)) => return MonoSound::default(),
                Some(Err(_)) | None => "en-us",
            },
            Tongue::Machine(voice) => voice,
        };
        match machine.and_then(|machine| machine.speak(text, voice, pace).ok()) {
            Some(sound) => sound.times(MACHINE_GAIN),
            None => placeholder::speak(text, pace).times(PLACEHOLDER_GAIN),
        }
    }
}

/// Plays a sound at another rate than it was made at, which moves the pitch and the resonances by `factor`.
fn moved(sound: MonoSound, factor: f32) -> MonoSound {
    // In steps of 150 Hz, so that the rates have a large common divisor and the resampler works in small blocks.
    let rate = (sound.rate as f32 * factor / 150.0).round() as u32 * 150;
    MonoSound { rate, ..sound }
}

impl Default for Speech {
    fn default() -> Speech {
        Speech::new()
    }
}

impl Synthesizer for Speech {
    fn voices(&self) -> Vec<VoiceInfo> {
        catalogue::voices()
    }

    fn speak(&self, sentence: &str, request: &SpeakRequest) -> Vec<i16> {
        let machine = (self.machine)();
        let (timbre, tongue) = catalogue::voice(&request.voice_id);
        let timbre = timbre.feeling(request.emotion.as_deref());
        let pace = timbre.pace * (1.0 + request.speech_rate.clamp(-50, 100) as f32 / 100.0);
        let runs = runs(sentence, otherwise(sentence, tongue, machine.as_ref())).into_iter();
        let sounds = runs.map(|(tongue, text)| {
            // The move changes the pace, too; the engine makes up for it.
            let sound = self.run(tongue, text, machine.as_ref(), pace / timbre.pitch);
            moved(sound, timbre.pitch).trimmed().at_rate(request.rate_hz)
        });
        let sound = join(sounds.collect(), request.rate_hz, BETWEEN_MS);
        if sound.samples.is_empty() { Vec::new() } else { finished(sound, 1.0) }
    }

    fn kind(&self, sentence: &str) -> VoiceKind {
        let built_in = |(tongue, _): &(Tongue, &str)| *tongue == Tongue::English;
        if runs(sentence, Tongue::English).iter().all(built_in) || (self.machine)().is_some() {
            VoiceKind::Speech
        } else {
            VoiceKind::Placeholder
        }
    }

    fn rest(&self) {
        *self.english.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Who reads a text without letters: figures the voice's own language, if it can; signs such as “@” the built-in English,
/// which has names for them and gives no sound for a text of full stops.
fn otherwise(sentence: &str, tongue: Tongue, machine: Option<&Machine>) -> Tongue {
    let figures = sentence.chars().any(char::is_numeric);
    if figures && machine.is_some() { tongue } else { Tongue::English }
}
