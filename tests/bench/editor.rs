//! Figures of the text box, without a screen: memory and frames with texts that are large, or large in one place.
//!
//! `cargo bench --bench editor`. The peak is what the process holds at most above what it held before the text came: the
//! text itself, its rows, what can be undone, the letters in sight. It ends in failure where a megabyte takes more than 250 MB.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod frames;

use std::fs;
use std::time::{Duration, Instant};

use egui::{Event, Key, Modifiers};
use frames::{Window, ms};
use langsheng::app::App;
use langsheng::ui::document::paper::text_id;

const MOST: f64 = 250.0;

/// Name, text, and whether its memory is held to [`MOST`].
fn texts() -> Vec<(&'static str, String, bool)> {
    let line = "这是一个很长的段落，用来测量窗口的速度。The quick brown fox. ";
    let of = |piece: &str, bytes: usize| piece.repeat(bytes / piece.len());
    vec![
        ("1 MB on one line", of(line, 1 << 20), true),
        ("1 MB with line ends", of(&format!("{}\n\n", line.repeat(5)), 1 << 20), true),
        ("1 MB without a blank", "a".repeat(1 << 20), true),
        ("1 MB of accents on a letter", format!("a{}", of("\u{301}", 1 << 20)), true),
        ("200 000 empty lines", "\n".repeat(200_000), true),
        ("1 MB of Arabic", of("هذا نص طويل جدا لقياس سرعة النافذة. ", 1 << 20), true),
        ("1 MB of joined emoji", of("👩‍👩‍👧‍👦🏳️‍🌈", 1 << 20), true),
        ("10 MB", of(&format!("{}\n", line.repeat(5)), 10 << 20), false),
        ("64 MB", of(&format!("{}\n", line.repeat(5)), 64 << 20), false),
    ]
}

fn main() {
    let home = tempfile::tempdir().expect("a folder");
    let (mut app, mut window) = Window::open(home.path());
    window.settle(&mut app);
    window.ctx.memory_mut(|memory| memory.request_focus(text_id()));
    window.settle(&mut app);
    println!("{:<28} paste    typing (median, worst)   scrolled     undo   peak   left after clearing", "");
    let mut is_over = false;
    for (name, text, is_held) in texts() {
        let before = resident();
        forget_peak();
        let pasted = window.frame(&mut app, vec![Event::Paste(text)]);
        window.settle(&mut app);
        window.key(&mut app, Key::Home, Modifiers::CTRL);
        let mut typed: Vec<Duration> = (0..60)
            .map(|count| {
                if count == 30 {
                    window.key(&mut app, Key::End, Modifiers::CTRL);
                }
                window.frame(&mut app, vec![Event::Text("字".into())])
            })
            .collect();
        typed.sort();
        let scrolled = (0..60).map(|_| window.key(&mut app, Key::PageUp, Modifiers::NONE)).max().unwrap_or_default();
        window.key(&mut app, Key::A, Modifiers::COMMAND);
        let undone = window.key(&mut app, Key::Z, Modifiers::COMMAND);
        let peak = peak() - before;
        app.model_mut().document.set_text(String::new());
        window.settle(&mut app);
        let left = resident() - before;
        println!(
            "{name:<28} {:>5.0} ms {:>8.2} ms {:>8.2} ms {:>8.2} ms {:>5.0} ms {peak:>4.0} MB {left:>4.0} MB",
            ms(pasted),
            ms(typed[typed.len() / 2]),
            ms(typed[typed.len() - 1]),
            ms(scrolled),
            ms(undone),
        );
        is_over |= is_held && peak > MOST;
    }
    assert!(!is_over, "more than {MOST} MB");
}

impl Window {
    fn key(&mut self, app: &mut App, key: Key, modifiers: Modifiers) -> Duration {
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.frame(app, vec![event(true), event(false)])
    }

    /// Frames until the text is counted, for a minute at most.
    fn settle(&mut self, app: &mut App) {
        let begun = Instant::now();
        self.frame(app, Vec::new());
        while !app.model().document.is_counted() && begun.elapsed() < Duration::from_secs(60) {
            std::thread::park_timeout(Duration::from_millis(5));
            self.frame(app, Vec::new());
        }
        self.frame(app, Vec::new());
    }
}

/// A line of what the system knows about this process, in MB.
fn status(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.trim_start_matches(':').trim().trim_end_matches(" kB").parse::<f64>().ok());
    number.unwrap_or_default() / 1024.0
}

fn resident() -> f64 {
    status("VmRSS")
}

fn peak() -> f64 {
    status("VmHWM")
}

/// Lets the peak begin anew.
fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").ok();
}
