//! The window without a screen, frame by frame.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::App as _;
use egui::{Context, Event, Pos2, RawInput, Rect, vec2};
use langsheng::app::{App, WindowSetup, dialogs};
use langsheng::demo::{Config, Tones};
use langsheng::engine::Demo;
use langsheng::store::Home;
use langsheng::words::Lang;

/// What draws a window of 1100 × 720 points.
pub struct Window {
    pub ctx: Context,
    frame: eframe::Frame,
    time: f64,
}

impl Window {
    /// A program with its home in a folder, and what draws it.
    pub fn open(home: &Path) -> (App, Window) {
        let ctx = Context::default();
        let setup = WindowSetup {
            home: Home::under(home),
            unread: None,
            demo: Demo { config: Config::default(), voice: Arc::new(Tones) },
            dialogs: dialogs::Style::InWindow,
            system_lang: Lang::Zh,
            display: None,
            system_fonts: false,
        };
        let app = App::new(&ctx, setup).expect("a window");
        (app, Window { ctx, frame: eframe::Frame::_new_kittest(), time: 0.0 })
    }

    /// One frame; how long its layout and its triangles took.
    pub fn frame(&mut self, app: &mut App, events: Vec<Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1100.0, 720.0))),
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
}

/// Milliseconds.
pub fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
