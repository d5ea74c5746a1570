//! What a service says that the sound will be, where that is not what was requested; and how much of it there may be.

use crate::audio::codec::{Decoder, Format};
use crate::audio::take::TakeError;
use crate::engine::boundary::event::Events;
use crate::engine::job::retry::SessionTrouble;
use crate::engine::job::run::{JobRun, State, format};
use crate::protocol::{Codec, InEffect};

/// How much sound a request may bring whatever its text is, and for each of its characters besides, in seconds. Chinese takes
/// a quarter of a second a character; a number of one character, or a feeling, may take much longer.
const SOUND: u64 = 60;
const SOUND_A_CHARACTER: u64 = 3;

/// The most seconds of sound that a text of so many characters may become; `speech_rate` is the service's, −50 for half the speed.
pub(super) fn most_seconds(characters: usize, speech_rate: Option<i32>) -> u64 {
    // Fast speech is not held to less: nothing is lost by waiting a little longer.
    let speed = u64::try_from(100 + speech_rate.unwrap_or(0).clamp(-50, 0)).unwrap_or(100);
    (SOUND + SOUND_A_CHARACTER * characters as u64) * 100 / speed
}

impl JobRun {
    /// The service has said what is in effect. Another codec of the take's own rate is as good as the one that was asked
    /// for; another rate would make everything sound wrong, so nothing of it is taken.
    pub(super) fn configured(&mut self, index: usize, said: &InEffect, events: &Events) -> Result<(), TakeError> {
        let State::Running(running) = &mut self.rows[index].state else { return Ok(()) };
        let rate = self.take.rate();
        let name = said.codec.as_deref().unwrap_or(running.codec.name());
        let codec = Codec::named(name);
        let is_at = match codec {
            Some(Codec::Pcm) => said.pcm_rate.unwrap_or(if running.codec == Codec::Pcm { rate } else { 24_000 }),
            Some(Codec::G711a | Codec::G711u) => 8_000,
            // It decodes to any rate that it knows.
            Some(Codec::Opus) | None => rate,
        };
        if codec == Some(running.codec) && is_at == rate {
            return Ok(());
        }
        self.writer.in_effect(running.request, name, is_at)?;
        match codec {
            Some(codec) if is_at == rate && running.samples == 0 && fits(codec, rate) => {
                running.decoder = Decoder::new(format(codec), rate);
                running.codec = codec;
                Ok(())
            }
            _ => {
                let sound = |codec: &str, rate: u32| format!("{codec}, {rate} Hz");
                let asked = sound(self.job.settings.output.codec.name(), rate);
                let trouble = SessionTrouble::OtherSound { asked, got: sound(name, is_at) };
                self.broke(index, trouble, events)
            }
        }
    }
}

/// Whether a codec can bring sound of this rate.
fn fits(codec: Codec, rate: u32) -> bool {
    format(codec) != Format::Opus || [8_000, 12_000, 16_000, 24_000, 48_000].contains(&rate)
}

#[cfg(test)]
mod tests {
    use super::most_seconds;

    #[test]
    fn slow_speech_may_take_longer_and_fast_speech_is_held_to_nothing() {
        assert_eq!([None, Some(0), Some(100)].map(|rate| most_seconds(9, rate)), [87; 3]);
        assert_eq!([Some(-50), Some(-99), Some(i32::MIN)].map(|rate| most_seconds(9, rate)), [174; 3]);
    }
}
