//! How quickly the ear notices what the hand does: `cargo bench --bench sound`.
//!
//! A sound server of its own plays into a sink whose monitor is recorded. Times at the monitor are
//! those of arrival in this program, so they include what the recording itself delays: they are upper bounds.
#![allow(missing_docs, dead_code, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

#[path = "../sound/pulse.rs"]
mod pulse;

use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use langsheng::audio::take::{Header, SegmentPlan, TakeEnd};
use langsheng::audio::{Player, PlayerEvent, Stretcher, TakeSample, TakeWriter};
use pulse::{PATIENCE, RATE, Recording, Sound};

/// The rate of the takes, in Hz.
const HZ: u32 = 24_000;

/// How often each thing is done.
const TIMES: usize = 20;

fn main() {
    pulse::program("sound", |sound| {
        let (sender, events) = channel();
        let player = Player::start(move |event| drop(sender.send(event))).unwrap();
        let bench = Bench { player, events, folder: tempfile::tempdir().unwrap() };
        bench.stop(&sound);
        bench.seek(&sound, 1.0);
        bench.seek(&sound, 2.0);
        bench.first_sound(&sound);
        bench.work(&sound, 1.0);
        bench.work(&sound, 2.0);
        stretch();
    });
}

struct Bench {
    player: Player,
    events: Receiver<PlayerEvent>,
    folder: tempfile::TempDir,
}

impl Bench {
    fn writer(&self, name: &str) -> TakeWriter {
        let header = Header {
            id: name.to_owned(),
            created: "2026-11-22T00:00:00Z".to_owned(),
            text: "x".to_owned(),
            markdown: false,
            pauses: false,
            voice_id: "1".to_owned(),
            voice_name: "a level".to_owned(),
            account: "demo".to_owned(),
            rate: HZ,
            settings: serde_json::Value::Null,
            parts: None,
            cast: None,
            document: None,
            segments: vec![SegmentPlan { spoken: 0..1, source: 0..1, bytes: 1 }],
        };
        TakeWriter::create(&self.folder.path().join(name), header).unwrap()
    }

    /// A take that is `first` for ten seconds and `second` for ten more.
    fn levels(&self, name: &str, first: i16, second: i16) -> TakeWriter {
        let mut writer = self.writer(name);
        let request = writer.begin(0).unwrap();
        for level in [first, second] {
            writer.append(request, &vec![level; 10 * HZ as usize]).unwrap();
        }
        writer.complete(request).unwrap();
        writer.close(TakeEnd::Complete).unwrap();
        writer
    }

    fn first_sound_event(&self) -> Instant {
        loop {
            if let PlayerEvent::FirstSound { at, .. } = self.events.recv_timeout(PATIENCE).unwrap() {
                return at;
            }
        }
    }

    /// `stop()` until the monitor is silent, the fade included.
    fn stop(&self, sound: &Sound) {
        let writer = self.levels("stop", 16_000, 16_000);
        let mut recording = sound.record();
        let times = (0..TIMES).map(|turn| {
            self.player.play(writer.take(), Default::default(), TakeSample(0));
            self.first_sound_event();
            // Not always at the same place of the device's buffer.
            recording.go_on(RATE as usize / 4 + turn * 97);
            let asked = Instant::now();
            self.player.control().stop();
            heard_after(&mut recording, asked, |sample| sample.abs() < 0.001)
        });
        print("stop → silence at the monitor", times.collect());
    }

    /// `seek()` until the monitor gives what stands there.
    fn seek(&self, sound: &Sound, speed: f32) {
        let writer = self.levels(&format!("seek{speed}"), 16_000, -16_000);
        self.player.control().set_speed(speed);
        let mut recording = sound.record();
        let times = (0..TIMES).map(|turn| {
            self.player.play(writer.take(), Default::default(), TakeSample(0));
            self.first_sound_event();
            recording.go_on(RATE as usize / 4 + turn * 97);
            let asked = Instant::now();
            self.player.control().seek(TakeSample(u64::from(15 * HZ)));
            let heard = heard_after(&mut recording, asked, |sample| sample < -0.1);
            self.player.control().stop();
            heard
        });
        print(&format!("seek at speed {speed} → the other place at the monitor"), times.collect());
        self.player.control().set_speed(1.0);
    }

    /// The delta that fills the start threshold is appended until the callback takes the first sample; and the same for
    /// a take that is complete, from `play()` on. The device is open.
    fn first_sound(&self, sound: &Sound) {
        let mut recording = sound.record();
        let threshold = HZ as usize / 5;
        let streamed = (0..TIMES).map(|turn| {
            let mut writer = self.writer(&format!("streamed{turn}"));
            let request = writer.begin(0).unwrap();
            writer.append(request, &vec![5_000; threshold - 480]).unwrap();
            self.player.play(writer.take(), Default::default(), TakeSample(0));
            recording.go_on(RATE as usize / 10 + turn * 97);
            let arrived = Instant::now();
            writer.append(request, &[5_000; 480]).unwrap();
            let begun = self.first_sound_event().saturating_duration_since(arrived);
            self.player.control().stop();
            begun
        });
        print("delta at the threshold → first sample in the callback", streamed.collect());
        let writer = self.levels("whole", 16_000, 16_000);
        let whole = (0..TIMES).map(|turn| {
            recording.go_on(RATE as usize / 10 + turn * 97);
            let asked = Instant::now();
            self.player.play(writer.take(), Default::default(), TakeSample(0));
            let begun = self.first_sound_event().saturating_duration_since(asked);
            self.player.control().stop();
            begun
        });
        print("play of a whole take → first sample in the callback", whole.collect());
    }

    /// The processor time of this whole process while ten seconds are heard.
    fn work(&self, sound: &Sound, speed: f32) {
        let writer = self.levels(&format!("work{speed}"), 16_000, 16_000);
        self.player.control().set_speed(speed);
        let mut recording = sound.record();
        self.player.play(writer.take(), Default::default(), TakeSample(0));
        self.first_sound_event();
        let before = ticks();
        recording.go_on((10.0 / speed * RATE as f32) as usize);
        let percent = (ticks() - before) as f64 / 10.0 * f64::from(speed);
        println!("processor time while playing at speed {speed}: {percent:.1} % of one core");
        self.player.control().stop();
        self.player.control().set_speed(1.0);
    }
}

/// How many times faster than they are heard a minute's worth of samples is stretched.
fn stretch() {
    let step = std::f64::consts::TAU * 180.0 / f64::from(HZ);
    let minute: Vec<i16> = (0..60 * HZ).map(|n| ((f64::from(n) * step).sin() * 9_000.0) as i16).collect();
    for speed in [0.5, 1.0, 1.25, 2.0, 3.0] {
        let mut stretcher = Stretcher::new(HZ, speed).unwrap();
        let (begun, mut out) = (Instant::now(), Vec::new());
        for chunk in minute.chunks(4_096) {
            out.clear();
            stretcher.push(chunk, &mut out);
            stretcher.points().for_each(drop);
        }
        stretcher.finish(&mut out);
        println!("stretch at speed {speed}: {:.0} × real time", 60.0 / begun.elapsed().as_secs_f64());
    }
}

/// Records on for half a second and says how long after `asked` the first such sample arrived from the monitor.
fn heard_after(recording: &mut Recording, asked: Instant, wanted: impl Fn(f32) -> bool) -> Duration {
    recording.go_on(RATE as usize / 2);
    let (arrived, _) = recording.after(asked).find(|(_, sample)| wanted(*sample)).expect("it is heard");
    arrived - asked
}

fn print(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let ms = |at: usize| times[at].as_secs_f64() * 1e3;
    let last = times.len() - 1;
    println!("{what}: median {:.1} ms, 90 % {:.1} ms, worst {:.1} ms", ms(last / 2), ms(last * 9 / 10), ms(last));
}

/// User and system time of this process, in hundredths of a second.
fn ticks() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit(')').next().unwrap();
    after_name.split_whitespace().skip(11).take(2).map(|field| field.parse::<u64>().unwrap()).sum()
}
