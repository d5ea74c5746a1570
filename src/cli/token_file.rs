//! What stands in the file that `--token-file` names. It may be a pipe, such as the shell makes of `<(pass show coze)`.

use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::words::local::FileAct;
use crate::words::{Failure, local, service};

/// The most bytes that are read; tokens and files of variables have fewer.
const LARGEST: usize = 16 << 10;

/// How long a pipe may keep us waiting: whoever writes there may have to ask for a passphrase first.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a pipe may be without anybody who writes there.
const NOBODY: Duration = Duration::from_secs(2);
/// How often such a pipe is looked at.
const PAUSE: Duration = Duration::from_millis(20);

/// Reads it; what is not text becomes characters that no token has.
///
/// # Errors
/// It cannot be read, is larger than any file with a token, or is a pipe into which nobody writes.
pub(super) fn read(path: &Path) -> Result<String, Failure> {
    let bytes = bounded(path).map_err(|error| local::file(FileAct::Read, path, &error))?;
    if bytes.len() > LARGEST {
        return Err(service::oversized_token(&path.display().to_string(), LARGEST >> 10));
    }
    // PowerShell's `>` writes UTF-16, with a mark.
    Ok(encoding_rs::UTF_8.decode(&bytes).0.into_owned())
}

/// At most one byte more than [`LARGEST`].
fn bounded(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = without_waiting().read(true).open(path)?;
    let is_file = file.metadata()?.is_file();
    let began = Instant::now();
    let mut bytes = vec![0; LARGEST + 1];
    let mut len = 0;
    while len < bytes.len() {
        match file.read(&mut bytes[len..]) {
            Ok(0) if is_file || len > 0 || began.elapsed() > NOBODY => break,
            Ok(read) => len += read,
            Err(error) if error.kind() == ErrorKind::WouldBlock && began.elapsed() < PATIENCE => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Err(ErrorKind::TimedOut.into()),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if !is_file {
            std::thread::sleep(PAUSE);
        }
    }
    bytes.truncate(len);
    Ok(bytes)
}

/// A pipe that nobody writes to is opened at once, and read as far as it goes.
fn without_waiting() -> std::fs::OpenOptions {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    options
}
