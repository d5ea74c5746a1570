//! Whether a session gets anywhere. Only sound is progress: what a service says besides keeps nothing alive, and may not be
//! without end.

use tokio::time::{Duration, Instant};

use crate::protocol::session::{Deadlines, InEffect};
use crate::protocol::{Codec, ErrorKind, OutputAudio, Phase};

/// How many times more slowly than it is heard sound may come in the long run. The service sends it six to ten times faster
/// (protocol.md §3); a line that brings less than a tenth stands still for whoever waits.
const SLOWEST: u32 = 10;

/// What is taken for the sound of one Opus packet; its own length is the decoder's to know.
const PACKET: Duration = Duration::from_millis(20);

/// How many events without sound a session takes: far more than a text has sentences, and few enough to cost nothing.
const EVENTS: u64 = 2_000;

/// How many of them for each second of sound.
const EVENTS_A_SECOND: u64 = 1_000;

/// The same in bytes: two of the largest messages.
const BYTES: u64 = 32 * 1024 * 1024;

/// The same in bytes for each second of sound.
const BYTES_A_SECOND: u64 = 1024 * 1024;

/// How far a session is, and how much it has said without getting further.
pub(super) struct Progress {
    deadlines: Deadlines,
    phase: Phase,
    /// Whether the text is not all there, so that no sound need come.
    waits_for_text: bool,
    /// When the text had been sent.
    opened: Instant,
    deadline: Instant,
    /// Bytes of a second of sound; none where each message is a packet.
    pace: Option<u32>,
    sound: Duration,
    events: u64,
    bytes: u64,
}

impl Progress {
    /// A session that is being opened.
    pub fn new(output: &OutputAudio, deadlines: Deadlines) -> Progress {
        let now = Instant::now();
        Progress {
            deadlines,
            phase: Phase::FirstEvent,
            waits_for_text: false,
            opened: now,
            deadline: now,
            pace: pace(output.codec, output.sample_rate()),
            sound: Duration::ZERO,
            events: 0,
            bytes: 0,
        }
    }

    /// The text has been sent.
    pub fn sent(&mut self) {
        self.opened = Instant::now();
        self.deadline = self.opened + self.deadlines.first_event;
    }

    /// More of the text is to come: only the first word of the service is waited for.
    pub fn wait_for_text(&mut self) {
        self.waits_for_text = true;
    }

    /// The text is all there.
    pub fn has_text(&mut self) {
        self.waits_for_text = false;
        let now = Instant::now();
        // A service that has not spoken yet has the whole time for its first audio from here on.
        self.opened = now;
        match self.phase {
            Phase::FirstAudio => self.deadline = now + self.deadlines.first_audio,
            Phase::NextEvent => self.deadline = now + self.deadlines.next_event,
            _ => {}
        }
    }

    /// How long the service is waited for.
    pub fn deadlines(&self) -> Deadlines {
        self.deadlines
    }

    /// What is waited for.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// How long for; without end where it waits for us.
    pub fn deadline(&self) -> Option<Instant> {
        let is_due = !self.waits_for_text || self.phase == Phase::FirstEvent;
        is_due.then_some(self.deadline)
    }

    /// The service has said something that is known.
    pub fn answered(&mut self) {
        if self.phase == Phase::FirstEvent {
            self.phase = Phase::FirstAudio;
            self.deadline = self.opened + self.deadlines.first_audio;
        }
    }

    /// It says how the sound will come.
    pub fn agreed(&mut self, in_effect: &InEffect) {
        if let Some(codec) = in_effect.codec.as_deref().and_then(Codec::named) {
            self.pace = pace(codec, in_effect.pcm_rate.unwrap_or(24_000));
        }
    }

    /// Sound has come. Each second of it gives the service [`SLOWEST`] more, up to the whole deadline: a byte now and then
    /// gives it nothing.
    pub fn sounded(&mut self, bytes: usize, now: Instant) {
        let sound = match self.pace {
            Some(pace) => Duration::from_secs_f64(bytes as f64 / f64::from(pace)),
            None => PACKET,
        };
        self.sound = self.sound.saturating_add(sound);
        let whole = now + self.deadlines.next_event;
        let earned = match self.phase {
            Phase::NextEvent => self.deadline + sound.min(self.deadlines.next_event) * SLOWEST,
            _ => whole,
        };
        self.phase = Phase::NextEvent;
        self.deadline = earned.min(whole);
    }

    /// Something of so many bytes has come that is no sound.
    ///
    /// # Errors
    /// It was one too many.
    pub fn noise(&mut self, bytes: usize) -> Result<(), ErrorKind> {
        self.events += 1;
        self.bytes += bytes as u64;
        let sound = self.sound.as_secs();
        let is_bearable = self.events <= EVENTS.saturating_add(EVENTS_A_SECOND.saturating_mul(sound))
            && self.bytes <= BYTES.saturating_add(BYTES_A_SECOND.saturating_mul(sound));
        is_bearable.then_some(()).ok_or(ErrorKind::Noise)
    }
}

fn pace(codec: Codec, pcm_rate: u32) -> Option<u32> {
    match codec {
        Codec::Pcm => Some(pcm_rate.saturating_mul(2).max(1)),
        Codec::G711a | Codec::G711u => Some(8_000),
        Codec::Opus => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Deadlines, Duration, EVENTS, ErrorKind, Instant, OutputAudio, Phase, Progress};

    fn heard(bytes: usize) -> Progress {
        let mut progress = Progress::new(&OutputAudio::default(), Deadlines::default());
        progress.sent();
        progress.answered();
        progress.sounded(bytes, Instant::now());
        progress
    }

    #[test]
    fn a_byte_a_second_is_no_progress_and_a_slow_line_is() {
        for (bytes, alive) in [(1, false), (4_000, false), (5_000, true), (480_000, true)] {
            let mut progress = heard(bytes);
            let (mut seconds, mut now) = (0, Instant::now());
            while seconds < 600 && progress.deadline().is_some_and(|deadline| now < deadline) {
                now += Duration::from_secs(1);
                progress.sounded(bytes, now);
                seconds += 1;
            }
            assert_eq!((seconds == 600, progress.phase()), (alive, Phase::NextEvent), "{bytes} bytes: {seconds} s");
        }
    }

    #[test]
    fn who_answers_late_has_the_whole_time_for_sound_after_the_end_of_the_text() {
        let deadlines = Deadlines::default();
        let mut progress = Progress::new(&OutputAudio::default(), deadlines);
        progress.wait_for_text();
        progress.sent();
        let sent = Instant::now();
        while Instant::now() == sent {}
        let whole = Instant::now();
        progress.has_text();
        progress.answered();
        assert!(progress.deadline().is_some_and(|deadline| deadline >= whole + deadlines.first_audio));
    }

    #[test]
    fn what_is_no_sound_has_an_end_that_sound_puts_off() {
        let count = |mut progress: Progress, bytes| (1_u64..).find(|_| progress.noise(bytes) == Err(ErrorKind::Noise));
        assert_eq!(count(heard(1), 1), Some(EVENTS + 1));
        assert_eq!(count(heard(48_000), 1), Some(EVENTS + 1_001));
        assert_eq!(count(heard(1), 16 << 20), Some(3));
    }
}
