//! Figures of the window, without a screen: time of a frame while one types into a megabyte, and frames when nothing moves.
//!
//! `cargo bench --bench window`. Painting itself is left to the graphics card; measured are layout and triangles.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod frames;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use egui::{Event, Pos2, ViewportId, pos2, vec2};
use frames::{Window, ms};
use langsheng::app::App;
use langsheng::audio::TakeSample;
use langsheng::audio::take::{Header, SegmentPlan, Take, TakeEnd, TakeWriter};
use langsheng::store::{TakeInfo, TakeState, fold};
use langsheng::text::{Script, Segment};
use langsheng::ui::shell::keys::Shortcut;

const BYTES: usize = 1_000_000;

/// Where things are in a window of 1100 × 720 points.
const LIBRARY_SEARCH: Pos2 = pos2(70.0, 156.0);
const LIBRARY_LIST: Pos2 = pos2(130.0, 400.0);

/// The key that goes to the next sentence.
fn next_sentence() -> Event {
    let egui::KeyboardShortcut { modifiers, logical_key: key } = Shortcut::Next.usual()[0];
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

fn main() {
    let home = tempfile::tempdir().expect("a folder");
    let begun = Instant::now();
    let (mut app, mut window) = Window::open(home.path());
    window.frame(&mut app, Vec::new());
    println!("first frame, without a screen   {:>8.2} ms after the start", ms(begun.elapsed()));

    for (name, paragraph) in
        [("Chinese", "这是一个很长的段落，用来测量窗口的速度。"), ("English", "The quick brown fox jumps over it. ")]
    {
        let paragraph = paragraph.repeat(10);
        let text = format!("{paragraph}\n\n").repeat(BYTES / (paragraph.len() + 2));
        app.model_mut().document.set_text(text);
        window.settle(&mut app);
        let mut typed: Vec<Duration> =
            (0..200).map(|_| window.frame(&mut app, vec![Event::Text("字".into())])).collect();
        let mut still: Vec<Duration> = (0..200).map(|_| window.frame(&mut app, Vec::new())).collect();
        report(&format!("1 MB {name}, typing"), &mut typed);
        report(&format!("1 MB {name}, still"), &mut still);
        // Read aloud: the sentence that is heard is marked, and the next frame marks another.
        let text = app.model().document.text.clone();
        app.model_mut().playback.show(take_of(&home.path().join(name), &text));
        while app.model().playback.reading().is_none() {
            window.settle(&mut app);
        }
        window.frame(&mut app, vec![next_sentence()]);
        while !app.model().playback.is_loaded() {
            window.settle(&mut app);
        }
        let sentences = app.model().playback.reading().map_or(0, |(_, reading)| reading.len());
        let mut heard: Vec<Duration> = (0..200)
            .map(|frame| {
                let (take, reading) = app.model().playback.reading().expect("a text that was read");
                app.player().seek(reading.start_of(take, frame * sentences / 200).unwrap_or_default());
                window.frame(&mut app, Vec::new())
            })
            .collect();
        report(&format!("1 MB {name}, read aloud"), &mut heard);
        app.player().stop();
    }

    app.model_mut().document.set_text("今天天气不错。".into());
    window.settle(&mut app);
    library(&mut window, &mut app);
    let repaints = Arc::new(AtomicUsize::new(0));
    let counter = repaints.clone();
    window.ctx.set_request_repaint_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let (_never, wait) = std::sync::mpsc::channel::<()>();
    wait.recv_timeout(Duration::from_secs(3)).ok();
    println!("repaints asked for in 3 s, idle {:>8}", repaints.load(Ordering::Relaxed));
}

/// Frames with ten thousand takes in the library: at rest, while it is scrolled, searched and sorted.
fn library(window: &mut Window, app: &mut App) {
    let take = |number: usize| {
        let text = format!("第 {number} 条录音，今天天气不错，一起去公园走走吧。{}", "后面还有很多话要说。".repeat(40));
        Arc::new(TakeInfo {
            id: format!("20261122-{:06}-{:03}", number / 1000, number % 1000),
            first_words: text.chars().take(80).collect(),
            search: fold(&text),
            searched_whole: true,
            voice_id: format!("{}", number % 30),
            voice_name: format!("音色 {}", number % 30),
            created: "2026-11-22T14:03:09+08:00".into(),
            begun: number as i64,
            samples: TakeSample((number as u64 + 1) * 24_000),
            rate: 24_000,
            bytes: 1_000_000,
            state: TakeState::Complete,
            ..TakeInfo::default()
        })
    };
    let takes: Vec<_> = (0..10_000).map(take).collect();
    app.model_mut().apply(langsheng::engine::Event::Takes(takes.clone()));
    let first = window.frame(app, Vec::new());
    println!("10 000 takes, first frame       {:>8.2} ms", ms(first));
    let mut still: Vec<Duration> = (0..200).map(|_| window.frame(app, Vec::new())).collect();
    report("10 000 takes, still", &mut still);
    window.frame(app, vec![Event::PointerMoved(LIBRARY_LIST)]);
    let wheel = |_| Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, -400.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: egui::Modifiers::NONE,
    };
    let mut scrolled: Vec<Duration> = (0..200).map(|frame| window.frame(app, vec![wheel(frame)])).collect();
    report("10 000 takes, scrolled", &mut scrolled);
    window.press(app, LIBRARY_SEARCH);
    let letters = "第 9 条公园";
    let mut searched: Vec<Duration> =
        letters.chars().map(|letter| window.frame(app, vec![Event::Text(letter.into())])).collect();
    assert_eq!(app.view().library.looking.search, letters, "the field was not where it was pressed");
    report("10 000 takes, searched", &mut searched);
    let mut changed: Vec<Duration> = (0..20)
        .map(|_| {
            app.model_mut().apply(langsheng::engine::Event::Takes(takes.clone()));
            window.frame(app, Vec::new())
        })
        .collect();
    report("10 000 takes, listed anew", &mut changed);
}

/// A take of a text, with a mark for every sentence or so.
fn take_of(dir: &Path, text: &str) -> Take {
    let script = Script::new(text, false);
    let segments: Vec<_> = script.segments(1024);
    let plan = |segment: &Segment| SegmentPlan {
        spoken: segment.spoken.clone(),
        source: segment.source.clone(),
        bytes: segment.text.len(),
    };
    let header = Header {
        id: dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        created: "2026-01-01T00:00:00Z".into(),
        text: text.to_owned(),
        markdown: false,
        pauses: false,
        voice_id: String::new(),
        voice_name: "Tones".into(),
        account: "demo".into(),
        rate: 8000,
        settings: serde_json::Value::Null,
        parts: None,
        cast: None,
        document: None,
        segments: segments.iter().map(plan).collect(),
    };
    let mut writer = TakeWriter::create(dir, header).expect("a take");
    for (number, segment) in segments.iter().enumerate() {
        let request = writer.begin(number).expect("a request");
        for sentence in script.sentences().iter().filter(|sentence| segment.spoken.contains(&sentence.spoken.start)) {
            writer.mark(request, sentence.spoken.start, sentence.source.start).expect("a mark");
            writer.append(request, &[0; 800]).expect("sound");
        }
        writer.complete(request).expect("a whole segment");
    }
    writer.end(TakeEnd::Complete).expect("a whole take");
    writer.take()
}

impl Window {
    /// A press of the pointer.
    fn press(&mut self, app: &mut App, pos: egui::Pos2) {
        let button = |pressed| Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        };
        for events in [vec![Event::PointerMoved(pos)], vec![button(true)], vec![button(false)], Vec::new()] {
            self.frame(app, events);
        }
    }

    /// Frames until the window asks for none.
    fn settle(&mut self, app: &mut App) {
        for _ in 0..600 {
            self.frame(app, Vec::new());
            if app.model().document.is_counted() && !self.ctx.has_requested_repaint_for(&ViewportId::ROOT) {
                return;
            }
        }
    }
}

fn report(name: &str, frames: &mut [Duration]) {
    frames.sort();
    let at = |part: f64| ms(frames[((frames.len() - 1) as f64 * part) as usize]);
    println!("{name:<31} {:>8.2} ms median {:>8.2} ms p95 {:>8.2} ms worst", at(0.5), at(0.95), at(1.0));
}
