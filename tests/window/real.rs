//! The real window on a real screen: keys go in through the X server, sound comes out of the sound server.

use crate::pulse;
use crate::screen::Screen;

/// The loudest sample of about a second of what is heard.
fn loudest(sound: &pulse::Sound) -> f32 {
    let mut recording = sound.record();
    recording.go_on(pulse::RATE as usize);
    recording.end().into_iter().map(f32::abs).fold(0.0, f32::max)
}

#[test]
fn the_real_window_speaks_what_is_typed_and_stops() {
    pulse::story("real::the_real_window_speaks_what_is_typed_and_stops", |sound| {
        let home = tempfile::tempdir().expect("a folder");
        let screen = Screen::start();
        let window = screen.open(home.path(), None);
        assert!(loudest(&sound) < 0.001, "a window that was just opened is silent");
        screen.xdotool(&["type", "--delay", "40", "This is the window that speaks. It goes on for a good while, "]);
        screen.xdotool(&["type", "--delay", "40", "so that it can be stopped before its end. And on, and on, and on."]);
        screen.xdotool(&["key", "ctrl+Return"]);
        // The model of the voice is loaded now; a second and a half of sound are looked at each time.
        assert!((0..40).any(|_| loudest(&sound) > 0.05), "nothing is heard of what was typed");
        screen.xdotool(&["key", "Escape"]);
        assert!((0..4).any(|_| loudest(&sound) < 0.001), "the sound goes on after Esc");
        let takes = std::fs::read_dir(home.path().join("library")).expect("a library").count();
        assert_eq!(takes, 1, "what was received is kept");
        drop(window);
    });
}
