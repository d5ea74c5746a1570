//! Figures of the window, without a screen: time of a frame while one types into a megabyte, and frames when nothing moves.
//!
//! `cargo bench --bench window`. Painting itself is left to the graphics card; measured are layout and triangles.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use eframe::App as _;
use egui::{Context, Event, RawInput, Rect, ViewportId, vec2};
use langsheng::app::{App, Setup, dialogs};
use langsheng::demo::{Config, Tones};
use langsheng::engine::Demo;
use langsheng::store::Home;
use langsheng::words::Lang;

const BYTES: usize = 1_000_000;

fn main() {
    let home = tempfile::tempdir().expect("a folder");
    let ctx = Context::default();
    let setup = Setup {
        home: Home::under(home.path()),
        set_aside: None,
        demo: Demo { config: Config::default(), voice: Arc::new(Tones) },
        dialogs: dialogs::Style::InWindow,
        system_lang: Lang::Zh,
        system_fonts: false,
    };
    let begun = Instant::now();
    let mut app = App::new(&ctx, setup).expect("a window");
    let mut window = Window { ctx: ctx.clone(), frame: eframe::Frame::_new_kittest(), time: 0.0 };
    window.frame(&mut app, Vec::new());
    println!("first frame, without a screen   {:>8.2} ms after the start", ms(begun.elapsed()));

    for (name, paragraph) in
        [("Chinese", "这是一个很长的段落，用来测量窗口的速度。"), ("English", "The quick brown fox jumps over it. ")]
    {
        let paragraph = paragraph.repeat(10);
        let text = format!("{paragraph}\n\n").repeat(BYTES / (paragraph.len() + 2));
        app.model_mut().set_text(text);
        window.settle(&mut app);
        let mut typed: Vec<Duration> =
            (0..200).map(|_| window.frame(&mut app, vec![Event::Text("字".into())])).collect();
        let mut still: Vec<Duration> = (0..200).map(|_| window.frame(&mut app, Vec::new())).collect();
        report(&format!("1 MB {name}, typing"), &mut typed);
        report(&format!("1 MB {name}, still"), &mut still);
    }

    app.model_mut().set_text("今天天气不错。".into());
    window.settle(&mut app);
    let repaints = Arc::new(AtomicUsize::new(0));
    let counter = repaints.clone();
    ctx.set_request_repaint_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let (_never, wait) = std::sync::mpsc::channel::<()>();
    wait.recv_timeout(Duration::from_secs(3)).ok();
    println!("repaints asked for in 3 s, idle {:>8}", repaints.load(Ordering::Relaxed));
}

struct Window {
    ctx: Context,
    frame: eframe::Frame,
    time: f64,
}

impl Window {
    /// One frame; how long its layout and its triangles took.
    fn frame(&mut self, app: &mut App, events: Vec<Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, vec2(1100.0, 720.0))),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let begun = Instant::now();
        let mut output = self.ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            app.logic(&ctx, &mut self.frame);
            app.ui(ui, &mut self.frame);
        });
        output.textures_delta.clear();
        std::hint::black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
        begun.elapsed()
    }

    /// Frames until the window asks for none.
    fn settle(&mut self, app: &mut App) {
        for _ in 0..600 {
            self.frame(app, Vec::new());
            if app.model().is_counted() && !self.ctx.has_requested_repaint_for(&ViewportId::ROOT) {
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

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
