//! Figures of five thousand voices: preparing the list, looking through it, and the window that shows it.
//!
//! `cargo bench --bench voices`. Wanted: 5 ms for a search, 50 ms for opening the browser, 4 ms for a frame of it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod frames;

use std::time::{Duration, Instant};

use egui::{Event, Key, Modifiers, pos2, vec2};
use frames::{Window, ms};
use langsheng::demo::crowd;
use langsheng::engine;
use langsheng::engine::VoicesFrom;
use langsheng::protocol::{Emotion, Voice};
use langsheng::ui::shell::keys::Shortcut;
use langsheng::ui::voice::{Marks, VoiceFilter, VoiceIndex, VoiceOrder};

const MANY: usize = 5_000;

fn voices() -> Vec<Voice> {
    let voice = |number: usize| {
        let known = crowd(number);
        Voice {
            id: known.id,
            name: known.name,
            language_code: Some(known.language_code),
            language_name: Some(known.language_name),
            is_system: known.is_system,
            model_type: Some(known.model_type),
            emotions: known.emotions.into_iter().map(|(word, _)| Emotion::plain(word)).collect(),
            ..Voice::default()
        }
    };
    (0..MANY).map(voice).collect()
}

fn main() {
    let open_key = Shortcut::Voices.usual()[0];
    let voices = voices();
    let mut made: Vec<Duration> = (0..10).map(|_| timed(|| VoiceIndex::new(&voices))).collect();
    report("list prepared", &mut made);
    let index = VoiceIndex::new(&voices);
    for typed in ["w", "温柔", "wenrou", "wrny", "female", "7200000000000004", "zzzzzzzz", "温柔 英语 nv"] {
        let filter = VoiceFilter { search: typed.into(), ..VoiceFilter::default() };
        let mut found: Vec<Duration> =
            (0..50).map(|_| timed(|| index.found(&voices, &filter, &Marks::default()))).collect();
        report(&format!("search for {typed}"), &mut found);
    }
    let by_name = VoiceFilter { order: VoiceOrder::Name, ..VoiceFilter::default() };
    let first = timed(|| index.found(&voices, &by_name, &Marks::default()));
    println!("{:<31} {:>8.2} ms", "sorted by name, first time", ms(first));
    let mut sorted: Vec<Duration> =
        (0..20).map(|_| timed(|| index.found(&voices, &by_name, &Marks::default()))).collect();
    report("sorted by name", &mut sorted);

    let home = tempfile::tempdir().expect("a folder");
    let (mut app, mut window) = Window::open(home.path());
    for _ in 0..200 {
        window.frame(&mut app, Vec::new());
        if app.model().voices.from == Some(VoicesFrom::Service) {
            break;
        }
        std::thread::yield_now();
    }
    let begun = Instant::now();
    app.model_mut().apply(engine::Event::Voices {
        account: "demo".into(),
        voices,
        from: VoicesFrom::Service,
        failure: None,
    });
    println!("{:<31} {:>8.2} ms", "list taken in", ms(begun.elapsed()));
    window.frame(&mut app, Vec::new());
    let key = |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    let mut opened: Vec<Duration> = (0..10)
        .map(|_| {
            let open = window.frame(&mut app, vec![key(open_key.logical_key, open_key.modifiers)]);
            let shown = window.frame(&mut app, Vec::new());
            window.frame(&mut app, vec![key(Key::Escape, Modifiers::NONE)]);
            window.frame(&mut app, Vec::new());
            open + shown
        })
        .collect();
    report("browser opened", &mut opened);
    window.frame(&mut app, vec![key(open_key.logical_key, open_key.modifiers)]);
    assert!(app.view().voices.is_open, "the browser is open");
    let mut still: Vec<Duration> = (0..200).map(|_| window.frame(&mut app, Vec::new())).collect();
    report("browser, still", &mut still);
    let mut walked: Vec<Duration> =
        (0..200).map(|_| window.frame(&mut app, vec![key(Key::ArrowDown, Modifiers::NONE)])).collect();
    report("browser, walked through", &mut walked);
    window.frame(&mut app, vec![Event::PointerMoved(pos2(550.0, 500.0))]);
    let wheel = || Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, -600.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    };
    let mut scrolled: Vec<Duration> = (0..200).map(|_| window.frame(&mut app, vec![wheel()])).collect();
    report("browser, scrolled", &mut scrolled);
    let mut typed: Vec<Duration> =
        "wenrou nvyou".chars().map(|letter| window.frame(&mut app, vec![Event::Text(letter.into())])).collect();
    report("browser, typing", &mut typed);
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    std::hint::black_box(work());
    begun.elapsed()
}

fn report(name: &str, times: &mut [Duration]) {
    times.sort();
    let at = |part: f64| ms(times[((times.len() - 1) as f64 * part) as usize]);
    println!("{name:<31} {:>8.2} ms median {:>8.2} ms p95 {:>8.2} ms worst", at(0.5), at(0.95), at(1.0));
}
