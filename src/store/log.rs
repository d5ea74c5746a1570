//! The log: what the program did, for whoever looks for a fault. Ids, sizes, times, codes and log ids of the service; never a
//! text, a token, or an address with a user in it.
//!
//! It goes to a file below the cache, and to standard error where that is wanted. A thread writes it: whoever logs
//! puts a line into a queue, and a line for which there is no room is counted and left out. Where no file can be made there is
//! none. Before [`start`], and where the filter says `off`, a place that logs costs one comparison.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use tracing::level_filters::LevelFilter;
use tracing::warn;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::store::atomic::Privacy;
use crate::store::{Home, atomic};

/// The environment variable that says what is logged, such as `debug`, `off` or `langsheng::engine=trace`.
pub const LOG_VARIABLE: &str = "RUST_LOG";

/// The file, and what it becomes when it is full; what was there is deleted then.
const NAMES: (&str, &str) = ("langsheng.log", "langsheng.1.log");

/// The most bytes of each of the two.
const LARGEST: u64 = 2 << 20;

/// Lines that may wait for the disk.
const WAITING: usize = 4_096;

/// How long the end of the program waits for the last lines.
const LAST: Duration = Duration::from_secs(1);

/// The crate whose events are logged; those of others may hold anything.
const OURS: &str = "langsheng";

/// Where lines go besides the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogEcho {
    /// To standard error too.
    Terminal,
    /// Nowhere.
    Silent,
}

/// The log of this process: what waits is written when it is dropped.
#[derive(Debug)]
pub struct Log(SyncSender<LogInput>);

#[derive(Debug)]
enum LogInput {
    Line(Vec<u8>),
    /// Answered when all that came before is written.
    Flush(SyncSender<()>),
}

/// Starts the log of this process; called once. `filter` is as in [`LOG_VARIABLE`]; what it says of other crates is ignored.
/// Opens no file yet: that is the thread's.
pub fn start(home: &Home, filter: &str, echo: LogEcho) -> Option<Log> {
    let (sender, lines) = sync_channel(WAITING);
    let lost = Arc::new(AtomicU64::new(0));
    let sink = LogSink { lines: sender.clone(), lost: Arc::clone(&lost) };
    let format = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(move || sink.clone());
    let subscriber = tracing_subscriber::registry().with(ours(filter)).with(format);
    tracing::subscriber::set_global_default(subscriber).ok()?;
    let folder = home.cache.join("log");
    let work = move || write_lines(&lines, LogFile::open(folder).ok(), echo, &lost);
    std::thread::Builder::new().name("log".into()).spawn(work).ok()?;
    Some(Log(sender))
}

impl Drop for Log {
    fn drop(&mut self) {
        let (done, written) = sync_channel(1);
        if self.0.try_send(LogInput::Flush(done)).is_ok() {
            written.recv_timeout(LAST).ok();
        }
    }
}

/// What of a filter concerns this crate.
fn ours(filter: &str) -> Targets {
    let wanted: Targets = filter.parse().unwrap_or_else(|_| Targets::new().with_default(LevelFilter::INFO));
    let ours = wanted.iter().filter(|(target, _)| target.starts_with(OURS)).collect::<Vec<_>>();
    Targets::new().with_target(OURS, wanted.default_level().unwrap_or(LevelFilter::OFF)).with_targets(ours)
}

/// Logs what could not be done where the program goes on without it. The error may name files, so it is not for files that
/// are named after a text.
pub fn missed<T>(what: &'static str, done: Result<T, impl std::fmt::Display>) -> Option<T> {
    done.inspect_err(|error| warn!(%error, what, "not done")).ok()
}

/// Takes the lines of any thread, and never waits.
#[derive(Clone)]
struct LogSink {
    lines: SyncSender<LogInput>,
    lost: Arc<AtomicU64>,
}

impl Write for LogSink {
    /// Takes a whole event: it is written at once.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.lines.try_send(LogInput::Line(line.to_vec())).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn write_lines(lines: &Receiver<LogInput>, mut file: Option<LogFile>, echo: LogEcho, lost: &AtomicU64) {
    // Nobody can be told of a log that cannot be written.
    let mut write = |line: &[u8]| {
        if let Some(file) = &mut file {
            file.write(line).ok();
        }
        if echo == LogEcho::Terminal {
            io::stderr().lock().write_all(line).ok();
        }
    };
    for input in lines {
        match input {
            LogInput::Line(line) => {
                let lost = lost.swap(0, Ordering::Relaxed);
                if lost > 0 {
                    write(format!("{lost} lines were left out\n").as_bytes());
                }
                write(&line);
            }
            LogInput::Flush(done) => done.send(()).unwrap_or_default(),
        }
    }
}

/// The file, which several processes may write.
struct LogFile {
    folder: PathBuf,
    file: File,
}

impl LogFile {
    fn open(folder: PathBuf) -> io::Result<LogFile> {
        atomic::make_folder(&folder, Privacy::Private)?;
        let file = atomic::private_file().append(true).create(true).open(folder.join(NAMES.0))?;
        Ok(LogFile { folder, file })
    }

    /// Adds a line, to another file where this one is full.
    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        if self.is_full()? {
            // Another process may have begun the next one already.
            *self = LogFile::open(std::mem::take(&mut self.folder))?;
            if self.is_full()? {
                fs::rename(self.folder.join(NAMES.0), self.folder.join(NAMES.1))?;
                *self = LogFile::open(std::mem::take(&mut self.folder))?;
            }
        }
        self.file.write_all(line)
    }

    fn is_full(&self) -> io::Result<bool> {
        Ok(self.file.metadata()?.len() >= LARGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::{LARGEST, LogFile, NAMES, ours};

    #[test]
    fn only_our_own_events_are_logged() {
        use tracing::Level;
        let filter = ours("zbus=trace,langsheng::engine=trace,debug");
        assert!(filter.would_enable("langsheng::store", &Level::DEBUG));
        assert!(filter.would_enable("langsheng::engine::core", &Level::TRACE));
        assert!(!filter.would_enable("langsheng::store", &Level::TRACE));
        assert!(!filter.would_enable("zbus::connection", &Level::ERROR));
        assert!(!ours("off").would_enable("langsheng::store", &Level::ERROR));
        assert!(!ours("zbus=trace").would_enable("langsheng::store", &Level::ERROR), "nothing is said of us");
        assert!(ours("=what").would_enable("langsheng::store", &Level::INFO), "what cannot be read says nothing");
    }

    #[test]
    fn two_files_take_what_a_process_writes_and_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = LogFile::open(folder.path().join("log")).unwrap();
        let mut other = LogFile::open(folder.path().join("log")).unwrap();
        let line = vec![b'x'; 100_000];
        for _ in 0..100 {
            file.write(&line).unwrap();
            other.write(&line).unwrap();
        }
        let length = |name| std::fs::metadata(folder.path().join("log").join(name)).unwrap().len();
        let (now, before) = (length(NAMES.0), length(NAMES.1));
        let most = LARGEST + 2 * line.len() as u64;
        assert!(now > 0 && now <= most && before >= LARGEST && before <= most, "{now} {before}");
        assert_eq!(std::fs::read_dir(folder.path().join("log")).unwrap().count(), 2);
    }
}
