//! The program as a user starts it, in a folder of its own, pointed at a demo server.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::Demo;

/// The program, its home, and the server that its environment names.
pub struct Program {
    pub demo: Demo,
    pub dir: TempDir,
}

/// How a run ended.
pub struct Ended {
    pub code: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Program {
    /// What the environment gives as the token.
    pub const TOKEN: &str = "pat_SECRETsecretSECRET";

    pub fn at(demo: Demo) -> Program {
        Program { demo, dir: TempDir::new().expect("a folder") }
    }

    /// A path in the folder of this story.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The folders of the takes that are kept.
    pub fn takes(&self) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.path("home/library")) else { return Vec::new() };
        entries.map(|entry| entry.expect("an entry").path()).collect()
    }

    /// The program with the demo server's address and the token in its environment, and without any sound device.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Program::bare(self.dir.path(), args);
        command.env("COZE_API_BASE", self.demo.endpoint()).env("COZE_API_TOKEN", Program::TOKEN);
        command
    }

    /// The program with nothing in its environment that names a service.
    pub fn bare(dir: &Path, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_langsheng"));
        command.args(args).env("LANGSHENG_HOME", dir.join("home")).env("LC_ALL", "C").current_dir(dir);
        command.env_remove("COZE_API_TOKEN").env_remove("COZE_API_BASE");
        // A sound server that is not there, and no ALSA devices.
        command.env("PULSE_SERVER", "unix:/nowhere").env("XDG_RUNTIME_DIR", dir).env("ALSA_CONFIG_PATH", "/dev/null");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ended {
        self.run_with(args, b"")
    }

    /// Runs it with this standard input.
    pub fn run_with(&self, args: &[&str], stdin: &[u8]) -> Ended {
        let mut child = self.command(args).spawn().expect("the program starts");
        // A program that refuses its arguments does not read.
        child.stdin.take().expect("piped").write_all(stdin).ok();
        ended(child)
    }
}

/// Waits for the program.
pub fn ended(child: Child) -> Ended {
    let output = child.wait_with_output().expect("the program ends");
    let code = output.status.code().expect("an exit code");
    Ended { code, stdout: output.stdout, stderr: String::from_utf8(output.stderr).expect("UTF-8") }
}

/// A run that ends well.
pub fn good(program: &Program, args: &[&str]) -> Ended {
    let run = program.run(args);
    assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
    run
}

impl Ended {
    /// The JSON lines on standard output.
    pub fn lines(&self) -> Vec<serde_json::Value> {
        json_lines(std::str::from_utf8(&self.stdout).expect("UTF-8"))
    }
}

/// Every line that is JSON.
pub fn json_lines(text: &str) -> Vec<serde_json::Value> {
    text.lines().filter(|line| line.starts_with('{')).map(|line| serde_json::from_str(line).expect("JSON")).collect()
}
