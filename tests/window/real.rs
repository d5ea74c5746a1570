//! The real window on a real screen: keys go in through the X server, sound comes out of the sound server.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::pulse;

/// A program that ends with the story.
struct Program(Child);

impl Program {
    fn start(command: &mut Command) -> Program {
        let tool = command.get_program().to_string_lossy().into_owned();
        let started = command.stdin(Stdio::null()).spawn();
        let hint = "`sh assets/setup.sh --test` installs it";
        Program(started.unwrap_or_else(|error| panic!("{tool} does not start ({error}); {hint}")))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// An X server without a screen that anyone could see.
struct Screen {
    _server: Program,
    display: String,
}

impl Screen {
    fn start() -> Screen {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]);
        let mut server = Program::start(command.stdout(Stdio::piped()).stderr(Stdio::null()));
        let mut number = String::new();
        BufReader::new(server.0.stdout.take().expect("piped")).read_line(&mut number).expect("the display's number");
        assert!(!number.trim().is_empty(), "Xvfb ended before it was up");
        Screen { _server: server, display: format!(":{}", number.trim()) }
    }

    /// Does something with keys and windows, in the words of `xdotool`; returns what it says.
    fn xdotool(&self, args: &[&str]) -> String {
        let asked = Command::new("xdotool").args(args).env("DISPLAY", &self.display).output();
        let hint = "`sh assets/setup.sh --test` installs it";
        let asked = asked.unwrap_or_else(|error| panic!("xdotool does not start ({error}); {hint}"));
        assert!(asked.status.success(), "xdotool {args:?}: {}", String::from_utf8_lossy(&asked.stderr));
        String::from_utf8_lossy(&asked.stdout).trim().to_owned()
    }

    /// The program's window, with the keyboard. There is no window manager here to give it.
    fn open(&self, home: &Path) -> Program {
        let mut command = Command::new(env!("CARGO_BIN_EXE_langsheng"));
        command.env("DISPLAY", &self.display).env("LANGSHENG_HOME", home).env_remove("WAYLAND_DISPLAY");
        let program = Program::start(command.env("LANG", "C.UTF-8"));
        let window = self.xdotool(&["search", "--sync", "--onlyvisible", "--name", "Langsheng"]);
        let window = window.lines().last().expect("a window");
        self.xdotool(&["windowfocus", "--sync", window]);
        program
    }
}

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
        let window = screen.open(home.path());
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
