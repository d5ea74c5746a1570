//! What stories of the sound are told on: a player, a take, and what is checked of what was heard.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use langsheng::audio::take::{Header, RequestId, SegmentPlan, TakeEnd};
use langsheng::audio::{Playback, Player, PlayerControl, PlayerEvent, TakeSample, TakeWriter};

use crate::pulse::PATIENCE;
use crate::waves;

/// A player, the take it plays and the one who writes it.
pub struct Stage {
    pub player: Player,
    pub control: PlayerControl,
    pub events: Receiver<PlayerEvent>,
    pub writer: TakeWriter,
    _folder: tempfile::TempDir,
}

impl Stage {
    pub fn new(rate: u32, segments: usize) -> Stage {
        let folder = tempfile::tempdir().unwrap();
        let plan = |at: usize| SegmentPlan { spoken: at..at + 1, source: at..at + 1, bytes: 1 };
        let header = Header {
            id: "story".to_owned(),
            created: "2026-11-22T00:00:00Z".to_owned(),
            parts: None,
            cast: None,
            document: None,
            text: "x".repeat(segments),
            markdown: false,
            pauses: false,
            voice_id: "1".to_owned(),
            voice_name: "a chirp".to_owned(),
            account: "demo".to_owned(),
            rate,
            settings: serde_json::Value::Null,
            segments: (0..segments).map(plan).collect(),
        };
        let writer = TakeWriter::create(&folder.path().join("take"), header).unwrap();
        let (sender, events) = channel();
        let player = Player::start(move |event| drop(sender.send(event))).unwrap();
        Stage { control: player.control().clone(), player, events, writer, _folder: folder }
    }

    /// A stage with a finished take.
    pub fn finished(rate: u32, samples: &[i16]) -> Stage {
        let mut stage = Stage::new(rate, 1);
        let request = stage.writer.begin(0).unwrap();
        stage.writer.append(request, samples).unwrap();
        stage.finish(request);
        stage
    }

    pub fn finish(&mut self, request: RequestId) {
        self.writer.complete(request).unwrap();
        self.writer.close(TakeEnd::Complete).unwrap();
    }

    pub fn play(&self, from: u64) {
        self.player.play(self.writer.take(), Arc::default(), TakeSample(from));
    }

    /// Waits for an event; what comes before it is passed over.
    pub fn until(&self, wanted: impl Fn(&PlayerEvent) -> bool) -> PlayerEvent {
        loop {
            let event = self.events.recv_timeout(PATIENCE).expect("the event comes");
            eprintln!("{event:?}");
            if wanted(&event) {
                return event;
            }
        }
    }

    pub fn until_state(&self, wanted: Playback) {
        self.until(|event| *event == PlayerEvent::State(wanted));
    }

    pub fn until_end(&self) {
        self.until(|event| matches!(event, PlayerEvent::Ended { take } if take == "story"));
    }

    pub fn position(&self) -> u64 {
        self.control.meter().position().0
    }
}

/// How late a thread may be woken on a machine that keeps up with the sound: well below the 10 ms of the sink's buffer, for
/// others are woken later than the one that watches. One that has nothing else to do is late by less than 1 ms.
const LATE: Duration = Duration::from_millis(4);

/// How often a story is told on a machine that does not keep up. It fails then too: nothing was shown.
const TRIES: usize = 9;

/// Tells a story that needs the machine to keep up with the sound, by what it is to hear. A machine that is busy with other
/// things may fail to, which says nothing about the program: such a try does not count. A fault of the program is there
/// every time.
pub fn in_three_tries(attempt: impl Fn()) {
    let mut counted = 0;
    for _ in 0..TRIES {
        let watch = Watch::start();
        let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(&attempt)).is_err();
        let late = watch.end();
        if !failed {
            return;
        }
        eprintln!("failed, while the machine was up to {late:?} late");
        counted += usize::from(late <= LATE);
        assert!(counted < 3, "failed three times, see above");
    }
    panic!(
        "not examined: this machine is too busy to keep up with the sound; run the story while it does nothing else"
    );
}

/// Sees how late the machine wakes a thread.
struct Watch {
    stop: Sender<()>,
    thread: JoinHandle<Duration>,
}

impl Watch {
    fn start() -> Watch {
        let (stop, stopped) = channel();
        let watch = move || {
            let (mut latest, nap) = (Duration::ZERO, Duration::from_millis(2));
            loop {
                let before = Instant::now();
                if stopped.recv_timeout(nap) != Err(RecvTimeoutError::Timeout) {
                    return latest;
                }
                latest = latest.max(before.elapsed().saturating_sub(nap));
            }
        };
        let thread = std::thread::Builder::new().name("watch".into()).spawn(watch).unwrap();
        Watch { stop, thread }
    }

    /// The latest that it was.
    fn end(self) -> Duration {
        drop(self.stop);
        self.thread.join().unwrap()
    }
}

/// Checks that `wanted`, cut out of the middle of a sound, stands in `heard` as it is.
pub fn assert_part(heard: &[f32], wanted: &[f64]) {
    let at = waves::find(heard, wanted);
    assert!(at + wanted.len() <= heard.len(), "the part stands at {at} of {}", heard.len());
    let snr = waves::snr(&heard[at..at + wanted.len()], wanted);
    eprintln!("a part stands at {at}: {snr:.1} dB");
    assert!(snr > 60.0, "{snr:.1} dB");
}

/// The longest silence inside of what was heard.
pub fn silence_inside(heard: &[f32]) -> std::ops::Range<usize> {
    let (ends, mut longest, mut start) = (waves::sounding(heard), 0..0, 0);
    for at in ends {
        if heard[at].abs() > 1e-5 {
            start = at + 1;
        } else if at + 1 - start > longest.len() {
            longest = start..at + 1;
        }
    }
    longest
}
