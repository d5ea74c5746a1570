//! A sound server of its own for a story, with a sink whose every sample can be recorded.
//!
//! The server is found through the environment, which belongs to the whole process. So a story that needs one runs in a
//! process of its own: the test starts a server, then itself once more with the server's environment.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Names the story that is being told in the second process.
const STORY: &str = "LANGSHENG_TEST_STORY";

/// Longer than anything here takes on a slow machine: what waits longer hangs.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The rate of the sink, in Hz.
pub const RATE: u32 = 48_000;

/// Runs `story` in a process of its own with a sound server. `name` is the full name of the test that calls this.
pub fn story(name: &str, story: impl FnOnce(Sound)) {
    if std::env::var(STORY).is_ok_and(|told| told == name) {
        let runtime = PathBuf::from(std::env::var_os("XDG_RUNTIME_DIR").expect("set by the first process"));
        return story(Sound { server: Some(Server::start(&runtime)), runtime });
    }
    run_again(name);
}

/// As [`story`], for a whole program that is not a test.
#[allow(dead_code, reason = "only the bench is one")]
pub fn program(name: &str, program: impl FnOnce(Sound)) {
    if std::env::var(STORY).is_ok_and(|told| told == name) {
        return story(name, program);
    }
    run_once_more(name);
}

/// Runs `story` in a process of its own that finds no sound server at all.
pub fn story_without_server(name: &str, story: impl FnOnce()) {
    if std::env::var(STORY).is_ok_and(|told| told == name) {
        return story();
    }
    run_again(name);
}

fn run_again(name: &str) {
    let said = run_once_more(name);
    assert!(said.contains("1 passed"), "there is no test named {name}");
}

/// Whose turn it is: two stories at once would disturb each other's sound.
static TURN: Mutex<()> = Mutex::new(());

/// Puts a command before all that is usual on this machine, where that is allowed: what is examined is whether the sound
/// is right, and not whether a machine that does other things too is fast enough for it.
const FIRST: [&str; 3] = ["chrt", "--rr", "5"];

/// A command that runs this program once more.
fn this_program() -> Command {
    let exe = std::env::current_exe().expect("this program");
    let allowed = Command::new(FIRST[0]).args(&FIRST[1..]).arg("true").stderr(Stdio::null()).status();
    if !allowed.is_ok_and(|ended| ended.success()) {
        return Command::new(exe);
    }
    let mut command = Command::new(FIRST[0]);
    command.args(&FIRST[1..]).arg(exe);
    command
}

fn run_once_more(name: &str) -> String {
    // A story that failed has had its turn all the same.
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let runtime = tempfile::tempdir().expect("a folder for the sound server");
    let told = this_program()
        .args(["--exact", name, "--nocapture", "--test-threads=1"])
        .env(STORY, name)
        .env("XDG_RUNTIME_DIR", runtime.path())
        // Without a server this ALSA configuration has no device either, whatever the machine has.
        .env("ALSA_CONFIG_PATH", runtime.path().join("none"))
        .env_remove("PULSE_SERVER")
        .env_remove("PULSE_RUNTIME_PATH")
        .output()
        .expect("this program runs again");
    let said = String::from_utf8_lossy(&told.stdout).into_owned();
    eprint!("{said}{}", String::from_utf8_lossy(&told.stderr));
    assert!(told.status.success(), "the story {name} failed, see above");
    said
}

fn start(tool: &str, args: &[&str], runtime: &Path, stdout: Stdio, stderr: Stdio) -> Child {
    let started = Command::new(tool)
        .args(args)
        .env("XDG_RUNTIME_DIR", runtime)
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(stderr)
        .spawn();
    started.unwrap_or_else(|error| panic!("{tool} does not start ({error}); `sh assets/setup.sh --test` installs it"))
}

/// A running sound server; killed when dropped.
struct Server(Child);

/// Starts a thread that ends with what it reads from.
fn thread(name: &str, work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().name(name.into()).spawn(work).expect("a thread");
}

impl Server {
    fn start(runtime: &Path) -> Server {
        // Without rewinds it renders no more than 50 ms ahead, else two seconds, for which every new recording would wait.
        let sink = format!("module-null-sink sink_name=ci rate={RATE} channels=2 format=float32le norewinds=1");
        let args = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--log-target=stderr", "-vv"];
        // Other tests keep the machine busy; a sink that comes too late is not what is examined here.
        let urgent = ["--high-priority=yes", "--realtime=yes"];
        let modules = ["-L", "module-native-protocol-unix", "-L", &sink];
        let mut child =
            start("pulseaudio", &[&args[..], &urgent, &modules].concat(), runtime, Stdio::null(), Stdio::piped());
        let mut log = BufReader::new(child.stderr.take().expect("piped")).lines().map_while(Result::ok);
        let up = log.by_ref().any(|line| line.contains("Daemon startup complete"));
        // Read on, or the server blocks on its own log.
        thread("sound server's log", move || log.for_each(drop));
        assert!(up, "pulseaudio ended before it was up");
        // It begins by giving back what it was started with; its own thread hands on what comes from the programs.
        let _ = Command::new(FIRST[0])
            .args(["--rr", "--all-tasks", "--pid", "5", &child.id().to_string()])
            .stderr(Stdio::null())
            .status();
        Server(child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The sound of the process a story runs in.
pub struct Sound {
    server: Option<Server>,
    runtime: PathBuf,
}

impl Sound {
    /// Begins to record what is heard.
    pub fn record(&self) -> Recording {
        self.record_from("ci")
    }

    /// Begins to record what is heard of one sink, at [`RATE`].
    pub fn record_from(&self, sink: &str) -> Recording {
        let monitor = format!("{sink}.monitor");
        let rate = format!("--rate={RATE}");
        let args = ["-d", &monitor, "--format=float32le", &rate, "--channels=2", "--latency-msec=20", "--raw"];
        let mut parec = start("parec", &args, &self.runtime, Stdio::piped(), Stdio::null());
        let mut stream = parec.stdout.take().expect("piped");
        let (sender, chunks) = channel();
        thread("recording", move || {
            let mut chunk = vec![0; 1 << 16];
            while let Ok(read @ 1..) = stream.read(&mut chunk) {
                if sender.send((Instant::now(), chunk[..read].to_vec())).is_err() {
                    return;
                }
            }
        });
        let mut recording = Recording { parec, chunks, bytes: Vec::new(), arrivals: Vec::new() };
        // A sink without a reader may let a new stream wait for two seconds.
        recording.go_on(1);
        recording
    }

    /// Asks the server for something, with the words of `pactl`.
    pub fn pactl(&self, args: &[&str]) -> String {
        let asked = start("pactl", args, &self.runtime, Stdio::piped(), Stdio::inherit()).wait_with_output();
        let asked = asked.expect("pactl answers");
        assert!(asked.status.success(), "pactl {args:?}");
        String::from_utf8_lossy(&asked.stdout).into_owned()
    }

    /// The server dies at once, without a word to its clients.
    pub fn kill_server(&mut self) {
        self.server = None;
    }

    /// The server comes back.
    pub fn restart_server(&mut self) {
        self.server = Some(Server::start(&self.runtime));
    }
}

/// What is heard, being recorded.
pub struct Recording {
    parec: Child,
    chunks: Receiver<(Instant, Vec<u8>)>,
    bytes: Vec<u8>,
    /// When each chunk arrived, and its first frame.
    arrivals: Vec<(Instant, usize)>,
}

impl Recording {
    /// Records for `frames` more frames: a clock for stories that is exactly as fast as the sound.
    pub fn go_on(&mut self, frames: usize) {
        // What has arrived meanwhile belongs to the past.
        while let Ok(chunk) = self.chunks.try_recv() {
            self.add(chunk);
        }
        let wanted = self.bytes.len() + frames * 8;
        while self.bytes.len() < wanted {
            match self.chunks.recv_timeout(PATIENCE) {
                Ok(chunk) => self.add(chunk),
                Err(RecvTimeoutError::Timeout) => panic!("the sink stands still"),
                Err(RecvTimeoutError::Disconnected) => panic!("the recording broke off"),
            }
        }
    }

    fn add(&mut self, (arrived, chunk): (Instant, Vec<u8>)) {
        self.arrivals.push((arrived, self.bytes.len() / 8));
        self.bytes.extend(chunk);
    }

    /// What arrived after a moment, each sample with the time of its arrival.
    #[allow(dead_code, reason = "only the bench asks")]
    pub fn after(&self, moment: Instant) -> impl Iterator<Item = (Instant, f32)> {
        let (mut chunk, mut next) = (0, self.arrivals.iter().skip(1).peekable());
        let timed = self.bytes.as_chunks::<8>().0.iter().enumerate().map(move |(at, &[a, b, c, d, ..])| {
            while next.next_if(|(_, first)| *first <= at).is_some() {
                chunk += 1;
            }
            (self.arrivals[chunk].0, f32::from_le_bytes([a, b, c, d]))
        });
        timed.skip_while(move |(arrived, _)| *arrived <= moment)
    }

    /// Ends the recording and returns one channel; both must be the same.
    pub fn end(mut self) -> Vec<f32> {
        self.go_on(RATE as usize / 2);
        let frames = self.bytes.as_chunks::<8>().0.iter();
        frames
            .map(|&[a, b, c, d, e, f, g, h]| {
                let (left, right) = (f32::from_le_bytes([a, b, c, d]), f32::from_le_bytes([e, f, g, h]));
                assert_eq!(left, right, "a voice is heard in the middle");
                left
            })
            .collect()
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        let _ = self.parec.kill();
        let _ = self.parec.wait();
    }
}
