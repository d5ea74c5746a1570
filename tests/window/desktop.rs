//! The desktop's control of what is played, over a bus of its own: what media keys and the panel of a shell do.

use std::io::BufRead as _;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use crate::pulse;
use crate::screen::{Program, Screen};

const NAME: &str = "org.mpris.MediaPlayer2.langsheng";
const PATH: &str = "/org/mpris/MediaPlayer2";
const PLAYER: &str = "org.mpris.MediaPlayer2.Player";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// A session's bus, and everything that is said on it aloud.
struct Bus {
    address: String,
    said: Receiver<String>,
    _programs: [Program; 2],
}

impl Bus {
    fn start() -> Bus {
        let mut command = Command::new("dbus-daemon");
        command.args(["--session", "--nofork", "--nopidfile", "--print-address"]);
        let mut daemon = Program::start(command.stdout(Stdio::piped()).stderr(Stdio::null()));
        let mut address = String::new();
        daemon.says().read_line(&mut address).expect("the address of the bus");
        let address = address.trim().to_owned();
        let mut command = Command::new("dbus-monitor");
        command.args(["--address", &address, "type='signal'"]);
        let mut monitor = Program::start(command.stdout(Stdio::piped()).stderr(Stdio::null()));
        let (sender, said) = channel();
        let lines = monitor.says().lines();
        let hear = move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line));
        thread::Builder::new().name("bus".into()).spawn(hear).expect("a thread");
        let bus = Bus { address, said, _programs: [daemon, monitor] };
        // It says its own name when it listens.
        bus.until("NameAcquired");
        bus
    }

    /// Waits until something with these words is said.
    fn until(&self, words: &str) {
        while !self.said.recv_timeout(pulse::PATIENCE).unwrap_or_else(|_| panic!("nobody says {words}")).contains(words)
        {
        }
    }

    /// Calls a method of the window; returns what it answers.
    fn call(&self, method: &str, args: &[&str]) -> String {
        let asked = Command::new("dbus-send")
            .arg(format!("--bus={}", self.address))
            .arg("--print-reply")
            .arg(format!("--dest={NAME}"))
            .args([PATH, method])
            .args(args)
            .output();
        let asked = asked.unwrap_or_else(|error| {
            panic!("dbus-send does not start ({error}); `sh assets/setup.sh --test` installs it")
        });
        assert!(asked.status.success(), "{method} {args:?}: {}", String::from_utf8_lossy(&asked.stderr));
        String::from_utf8_lossy(&asked.stdout).into_owned()
    }

    fn press(&self, key: &str) {
        self.call(&format!("{PLAYER}.{key}"), &[]);
    }

    fn get(&self, property: &str) -> String {
        let (face, property) = (format!("string:{PLAYER}"), format!("string:{property}"));
        self.call(&format!("{PROPERTIES}.Get"), &[&face, &property])
    }

    fn set(&self, property: &str, value: &str) {
        let (face, property, value) =
            (format!("string:{PLAYER}"), format!("string:{property}"), format!("variant:{value}"));
        self.call(&format!("{PROPERTIES}.Set"), &[&face, &property, &value]);
    }

    /// Where the sound is, in microseconds.
    fn position(&self) -> i64 {
        let said = self.get("Position");
        said.split_whitespace().last().and_then(|last| last.parse().ok()).unwrap_or_else(|| panic!("{said}"))
    }
}

#[test]
fn media_keys_move_hold_and_stop_what_is_played() {
    pulse::story("desktop::media_keys_move_hold_and_stop_what_is_played", |_sound| {
        let home = tempfile::tempdir().expect("a folder");
        let (screen, bus) = (Screen::start(), Bus::start());
        let window = screen.open(home.path(), Some(&bus.address));
        bus.until(NAME);
        let text = "This is the first sentence, and it goes on for a good while, so that there is time. \
                    The second one is as long as the first, and it has a comma too. The third one ends it all.";
        screen.xdotool(&["type", "--delay", "20", text]);
        screen.xdotool(&["key", "ctrl+Return"]);
        bus.until("\"Playing\"");
        // The length is known when all has come.
        bus.until("mpris:length");
        assert!(bus.get("Metadata").contains("This is the first sentence"), "{}", bus.get("Metadata"));

        bus.press("Pause");
        bus.until("\"Paused\"");
        let before = bus.position();
        bus.press("Next");
        bus.until("Seeked");
        let second = bus.position();
        assert!(second > before, "the second sentence is at {second} µs, behind {before}");
        bus.press("Previous");
        bus.until("Seeked");
        assert_eq!(bus.position(), 0);
        let track = bus.get("Metadata");
        let track = track.lines().find_map(|line| line.split("object path ").nth(1)).expect("a track").trim();
        bus.call(&format!("{PLAYER}.SetPosition"), &[&format!("objpath:{}", track.trim_matches('"')), "int64:400000"]);
        bus.until("Seeked");
        assert_eq!(bus.position(), 400_000);

        bus.set("Rate", "double:1.5");
        bus.until("\"Rate\"");
        assert!(bus.get("Rate").contains("1.5"));
        // Faster than it goes, twice: the second time nothing changes, and still the truth is told.
        for _ in 0..2 {
            bus.set("Rate", "double:7");
            bus.until("double 3");
            assert!(bus.get("Rate").contains("double 3"));
        }
        bus.set("Volume", "double:0.25");
        bus.until("\"Volume\"");
        bus.press("PlayPause");
        bus.until("\"Playing\"");
        bus.press("Stop");
        bus.until("\"Stopped\"");
        drop(window);
    });
}
