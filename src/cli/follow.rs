//! `--follow`: the text is read while it is written, from standard input or from a file that grows.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use clap::ArgMatches;

use crate::cli::args::{given, is_set};
use crate::cli::usage;
use crate::engine;
use crate::engine::LiveText;
use crate::store::FileWatch;
use crate::text::file::{Encoding, LARGEST, ReadError, TextStream};
use crate::words::{Failure, cli as say};

/// After so long a file that was read to its end is looked at again, though the system has told nothing of it: those on
/// other machines may grow unseen.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// What there is to tell of a text that is being written.
pub(super) enum Written {
    /// More of it.
    Text(String),
    /// It has ended.
    End,
    /// It cannot be read any further.
    Broken(Failure),
}

/// A text that is being written.
pub(super) struct FollowedText {
    path: PathBuf,
    /// The file; standard input where there is none.
    file: Option<File>,
    encoding: Option<Encoding>,
}

impl FollowedText {
    /// What is to be followed, if something is.
    ///
    /// # Errors
    /// The text is given whole, or there is no such file.
    pub fn of(args: &ArgMatches) -> Result<Option<FollowedText>, Failure> {
        if !is_set(args, "follow") {
            return Ok(None);
        }
        let path = match given::<String>(args, "text") {
            Some(text) if text == "-" => PathBuf::from(text),
            Some(_) => return Err(usage::failure(say::FOLLOW_WHOLE, say::GIVE_FOLLOWED)),
            None => given(args, "file").ok_or_else(|| usage::failure(say::NO_TEXT, say::GIVE_FOLLOWED))?,
        };
        let file = match path.to_str() {
            Some("-") => None,
            _ if path.is_dir() => return Err(engine::text_file_failure(&ReadError::Folder { path })),
            _ => match File::open(&path) {
                Ok(file) => Some(file),
                Err(source) => return Err(engine::text_file_failure(&ReadError::Io { path, source })),
            },
        };
        Ok(Some(FollowedText { path, file, encoding: given(args, "encoding") }))
    }

    /// Reads it to its end, on a thread that nobody waits for: a read from standard input cannot be called off.
    ///
    /// # Errors
    /// The system has no more threads.
    pub fn start(self, tell: impl Fn(Written) + Send + 'static) -> io::Result<()> {
        let work = move || {
            let end = match self.read(&tell) {
                Ok(()) => Written::End,
                Err(error) => Written::Broken(engine::text_file_failure(&error)),
            };
            tell(end);
        };
        thread::Builder::new().name("text".into()).spawn(work).map(drop)
    }

    fn read(self, tell: &impl Fn(Written)) -> Result<(), ReadError> {
        let FollowedText { path, mut file, encoding } = self;
        let mut stream = TextStream::new(encoding);
        let (mut bytes, mut all) = (vec![0; 64 * 1024], 0);
        let changes = file.as_ref().map(|_| Changes::of(&path));
        let mut is_last = false;
        loop {
            let read = match &mut file {
                Some(file) => file.read(&mut bytes),
                None => io::stdin().lock().read(&mut bytes),
            };
            let read = match read {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read.map_err(|source| ReadError::Io { path: path.clone(), source })?,
            };
            all += read as u64;
            if all > LARGEST {
                return Err(ReadError::TooLarge { path });
            }
            let text = stream.push(&bytes[..read]);
            if !text.is_empty() {
                tell(Written::Text(text));
            }
            match file.as_ref().zip(changes.as_ref()) {
                _ if read > 0 => {}
                Some((file, changes)) if grows(file, &path) => changes.wait(),
                // What was written just before it was renamed away.
                Some(_) if !std::mem::replace(&mut is_last, true) => {}
                _ => break,
            }
        }
        tell(Written::Text(stream.end()));
        Ok(())
    }
}

/// What the system tells of a file.
struct Changes {
    told: Receiver<()>,
    /// It tells as long as this is there; nothing of a file system that cannot.
    _watcher: Option<FileWatch>,
}

impl Changes {
    fn of(path: &Path) -> Changes {
        let (tell, told) = mpsc::channel();
        let watcher = FileWatch::new(&[path], move || {
            tell.send(()).ok();
        });
        Changes { told, _watcher: watcher }
    }

    /// Waits until something has changed, or may have.
    fn wait(&self) {
        match self.told.recv_timeout(LOOK_AGAIN) {
            // All that was told by now is answered by one look.
            Ok(()) => self.told.try_iter().for_each(drop),
            Err(RecvTimeoutError::Timeout) => {}
            // Nobody tells.
            Err(RecvTimeoutError::Disconnected) => thread::park_timeout(LOOK_AGAIN),
        }
    }
}

/// How a text is spoken while it is written, as the arguments want it.
pub(super) fn live(args: &ArgMatches) -> LiveText {
    let quiet_after = given::<f64>(args, "quiet-after").map(Duration::from_secs_f64);
    quiet_after.map_or_else(LiveText::default, |quiet_after| LiveText { quiet_after })
}

/// Whether more may come of a file that was read to its end: it still stands where it stood. One that was emptied is read from
/// its start again.
fn grows(mut file: &File, path: &Path) -> bool {
    let (Ok(own), Ok(there)) = (file.metadata(), path.metadata()) else { return false };
    if file.stream_position().is_ok_and(|at| own.len() < at) {
        file.seek(SeekFrom::Start(0)).ok();
    }
    is_one(&own, &there)
}

#[cfg(unix)]
fn is_one(own: &Metadata, there: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (own.dev(), own.ino()) == (there.dev(), there.ino())
}

/// Here a file that is open cannot be renamed away by most programs, so that its being there is enough.
#[cfg(not(unix))]
fn is_one(_: &Metadata, _: &Metadata) -> bool {
    true
}
