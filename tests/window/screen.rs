//! A screen that nobody sees, and the program's window on it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A program that ends with the story.
pub struct Program(Child);

impl Program {
    pub fn start(command: &mut Command) -> Program {
        let tool = command.get_program().to_string_lossy().into_owned();
        let started = command.stdin(Stdio::null()).spawn();
        let hint = "`sh assets/setup.sh --test` installs it";
        Program(started.unwrap_or_else(|error| panic!("{tool} does not start ({error}); {hint}")))
    }

    /// What it says, line by line, where that is piped.
    pub fn says(&mut self) -> BufReader<ChildStdout> {
        BufReader::new(self.0.stdout.take().expect("piped"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// An X server without a screen that anyone could see.
pub struct Screen {
    _server: Program,
    display: String,
}

impl Screen {
    pub fn start() -> Screen {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]);
        let mut server = Program::start(command.stdout(Stdio::piped()).stderr(Stdio::null()));
        let mut number = String::new();
        server.says().read_line(&mut number).expect("the display's number");
        assert!(!number.trim().is_empty(), "Xvfb ended before it was up");
        Screen { _server: server, display: format!(":{}", number.trim()) }
    }

    /// Does something with keys and windows, in the words of `xdotool`; returns what it says.
    pub fn xdotool(&self, args: &[&str]) -> String {
        let asked = Command::new("xdotool").args(args).env("DISPLAY", &self.display).output();
        let hint = "`sh assets/setup.sh --test` installs it";
        let asked = asked.unwrap_or_else(|error| panic!("xdotool does not start ({error}); {hint}"));
        assert!(asked.status.success(), "xdotool {args:?}: {}", String::from_utf8_lossy(&asked.stderr));
        String::from_utf8_lossy(&asked.stdout).trim().to_owned()
    }

    /// What names it to programs.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// Copies something as another program does, as text or as another kind. It hands it over until the screen is gone.
    pub fn copy(&self, what: &str, kind: Option<&str>) {
        let mut command = Command::new("xclip");
        command.args(["-in", "-selection", "clipboard"]).env("DISPLAY", &self.display);
        if let Some(kind) = kind {
            command.args(["-target", kind]);
        }
        let started = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let hint = "`sh assets/setup.sh --test` installs it";
        let mut copier = started.unwrap_or_else(|error| panic!("xclip does not start ({error}); {hint}"));
        copier.stdin.take().expect("piped").write_all(what.as_bytes()).expect("it reads");
        assert!(copier.wait().expect("it ends").success(), "xclip has copied nothing");
    }

    /// The program's window, with the keyboard. There is no window manager here to give it. `bus` is the address of the
    /// D-Bus of the session.
    pub fn open(&self, home: &Path, bus: Option<&str>) -> Program {
        // Who starts it for the first time finds a text that is there to be tried.
        let settings = home.join("settings.json");
        if !settings.exists() {
            std::fs::write(settings, "{}").expect("settings");
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_langsheng"));
        command.env("DISPLAY", &self.display).env("LANGSHENG_HOME", home).env_remove("WAYLAND_DISPLAY");
        match bus {
            Some(bus) => command.env("DBUS_SESSION_BUS_ADDRESS", bus),
            None => command.env_remove("DBUS_SESSION_BUS_ADDRESS"),
        };
        let program = Program::start(command.env("LANG", "C.UTF-8"));
        let window = self.xdotool(&["search", "--sync", "--onlyvisible", "--name", "Langsheng"]);
        let window = window.lines().last().expect("a window");
        self.xdotool(&["windowfocus", "--sync", window]);
        program
    }
}
