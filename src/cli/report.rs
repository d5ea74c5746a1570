//! What goes to the terminal: sentences for people on standard error, lists on standard output, JSON lines for programs. All of
//! it is made safe here, whatever it quotes: nothing else in the command line says `stdout` or `stderr`.

use std::borrow::Cow;
use std::io::{self, ErrorKind, IsTerminal as _, StdoutLock, Write};
use std::process::ExitCode;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use serde_json::Value;

pub(super) use crate::words::time::tenths as clock;
use crate::words::{Class, Failure, Lang, Said, cli as say, outside};

/// The most columns of a row: what it is put together from has limits of its own.
const ROW: usize = 16_384;

/// Says a failure on standard error and gives its exit code.
pub(super) fn failed(failure: &Failure, lang: Lang) -> ExitCode {
    sentence(&explained(failure, lang));
    ExitCode::from(failure.class.exit_code())
}

/// A value as a shell takes it, inside of a command to copy.
pub(super) fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+,:".contains(c);
    if value.chars().all(plain) { value.to_owned() } else { format!("'{}'", value.replace('\'', r"'\''")) }
}

/// A failure in full, under the name of the program as is usual on a terminal.
pub(super) fn explained(failure: &Failure, lang: Lang) -> String {
    format!("langsheng: {}", failure.text(lang).replace('\n', "\n  "))
}

/// Standard output takes no more.
pub(super) fn stdout_gone(error: &std::io::Error) -> Failure {
    Failure::new(Class::Files, say::STDOUT_GONE, say::STDOUT_WHY.with("detail", error), say::STDOUT_TODO)
}

/// One sentence on standard error. A closed standard error is nothing to fail for.
pub(super) fn sentence(text: &str) {
    writeln!(io::stderr().lock(), "{}", outside::lines(text)).ok();
}

/// Asks on standard error and reads one line; nothing where nobody can answer.
pub(super) fn answer(question: &str) -> Option<String> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return None;
    }
    let mut err = io::stderr().lock();
    write!(err, "{}", outside::lines(question)).and_then(|()| err.flush()).ok();
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).ok();
    Some(answer)
}

/// Standard output, for what a command was asked to write. A reader that has seen enough, such as `head`, is no failure:
/// what follows is dropped, and the command ends as it would have.
pub(super) struct ReportOutput {
    out: StdoutLock<'static>,
    gone: bool,
}

impl ReportOutput {
    pub fn new() -> ReportOutput {
        ReportOutput { out: io::stdout().lock(), gone: false }
    }

    /// Writes one row of a list, whatever it quotes.
    pub fn row(&mut self, text: &str) -> Result<(), Failure> {
        self.write(&outside::line(text, ROW))
    }

    /// Writes lines.
    pub fn lines(&mut self, text: &str) -> Result<(), Failure> {
        self.write(&outside::lines(text))
    }

    /// Writes a text as it is for a program or a file, and safe for a terminal.
    pub fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.write(&if self.out.is_terminal() { outside::lines(text) } else { Cow::Borrowed(text) })
    }

    /// Writes JSON, whole.
    pub fn json(&mut self, value: &Value) -> Result<(), Failure> {
        self.write(&outside::json(&value.to_string()))
    }

    fn write(&mut self, text: &str) -> Result<(), Failure> {
        if self.gone {
            return Ok(());
        }
        let end = if text.ends_with('\n') { "" } else { "\n" };
        match write!(self.out, "{text}{end}").and_then(|()| self.out.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.gone = true,
            written => written.map_err(|error| stdout_gone(&error))?,
        }
        Ok(())
    }
}

/// The JSON lines of one command.
pub(super) struct Lines {
    started: Instant,
    /// Standard error where standard output carries the audio.
    to_stderr: bool,
    wanted: bool,
}

impl Lines {
    /// Lines that count their time from now; silent unless `wanted`.
    pub fn new(wanted: bool, to_stderr: bool) -> Lines {
        Lines { started: Instant::now(), to_stderr, wanted }
    }

    /// Writes one event.
    pub fn write(&self, event: &str, data: &impl Serialize) {
        self.write_at(Instant::now(), event, data);
    }

    /// Writes one event that happened at `at`.
    pub fn write_at(&self, at: Instant, event: &str, data: &impl Serialize) {
        if !self.wanted {
            return;
        }
        #[derive(Serialize)]
        struct ReportLine<'a, T> {
            event: &'a str,
            t_ms: f64,
            #[serde(flatten)]
            data: &'a T,
        }
        let t_ms = at.saturating_duration_since(self.started).as_secs_f64() * 1_000.0;
        let line = ReportLine { event, t_ms: (t_ms * 10.0).round() / 10.0, data };
        let Ok(line) = serde_json::to_string(&line) else { return };
        let line = outside::json(&line);
        // A reader that went away ends the command at its next real output, not here.
        if self.to_stderr {
            sentence(&line);
        } else {
            writeln!(io::stdout().lock(), "{line}").ok();
        }
    }
}

/// A failure as JSON.
#[derive(Serialize)]
pub(super) struct FailureData {
    code: Option<i64>,
    logid: Option<String>,
    what: String,
    why: String,
    todo: String,
}

impl FailureData {
    pub fn new(failure: &Failure, lang: Lang) -> FailureData {
        FailureData {
            code: failure.code,
            logid: failure.logid.clone(),
            what: failure.what.get(lang),
            why: failure.why.get(lang),
            todo: failure.todo.get(lang),
        }
    }
}

/// The progress bar: on a terminal only.
pub(super) struct StatusLine {
    bar: ProgressBar,
    lang: Lang,
}

impl StatusLine {
    /// A bar on standard error, unless that is a pipe or `quiet`.
    pub fn new(quiet: bool, lang: Lang) -> StatusLine {
        let shown = !quiet && std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(1), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:32} {msg}") {
            bar.set_style(style.progress_chars("━╸ "));
        }
        StatusLine { bar, lang }
    }

    /// Whether anybody sees it.
    pub fn is_shown(&self) -> bool {
        !self.bar.is_hidden()
    }

    /// Shows how far things are; `done` of `of` bytes of text have become sound.
    pub fn show(&self, done: u64, of: u64, received_s: f64, heard_s: Option<f64>, segments: (usize, usize)) {
        self.bar.set_length(of.max(1));
        self.bar.set_position(done);
        let words = say::PROGRESS
            .with("received", clock(received_s))
            .with("heard", heard_s.map_or("–".to_owned(), clock))
            .with("segments", format!("{}/{}", segments.0, segments.1));
        self.bar.set_message(words.get(self.lang));
    }

    /// Shows how far a file is, 0 to 1.
    pub fn show_saving(&self, done: f32) {
        self.bar.set_length(1_000);
        self.bar.set_position((done * 1_000.0) as u64);
        self.bar.set_message(say::SAVING_AT.with("percent", (done * 100.0) as u32).get(self.lang));
    }

    /// Shows how far the queue is: outputs that are over, of how many, and the one in progress, 0 to 1 of it.
    pub fn show_queue(&self, over: usize, of: usize, done: f32, name: &str) {
        self.bar.set_length(of.max(1) as u64 * 1_000);
        self.bar.set_position(over as u64 * 1_000 + (done * 1_000.0) as u64);
        let words = say::QUEUE_AT.with("over", over).with("all", of).with("name", name);
        self.bar.set_message(words.get(self.lang));
    }

    /// Says something without tearing the bar.
    pub fn say(&self, said: &Said) {
        self.tell(&said.get(self.lang));
    }

    /// Says lines that are put together already, without tearing the bar.
    pub fn tell(&self, text: &str) {
        self.bar.suspend(|| sentence(text));
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
