//! What stands in the file that `--token-file` names. It may be a pipe, such as the shell makes of `<(pass show coze)`.

use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use crate::words::local::FileAct;
use crate::words::{Failure, local, service};

/// The most bytes that are read; tokens and files of variables have fewer.
const LARGEST: usize = 16 << 10;

/// How long opening may take: that of a pipe takes until somebody writes there.
const OPENED: Duration = Duration::from_secs(5);
/// How long reading may take: whoever writes into a pipe may have to ask for a passphrase first.
const READ: Duration = Duration::from_secs(60);

/// Reads it; what is not text becomes characters that no token has.
///
/// # Errors
/// It cannot be read, is larger than any file with a token, or is a pipe into which nobody writes.
pub(super) fn read(path: &Path) -> Result<String, Failure> {
    let bytes = in_time(path).map_err(|error| local::file(FileAct::Read, path, &error))?;
    if bytes.len() > LARGEST {
        return Err(service::oversized_token(&path.display().to_string(), LARGEST >> 10));
    }
    // PowerShell's `>` writes UTF-16, with a mark.
    Ok(encoding_rs::UTF_8.decode(&bytes).0.into_owned())
}

/// At most one byte more than [`LARGEST`]. The thread that reads is left behind where nothing comes: nothing ends its waiting.
fn in_time(path: &Path) -> io::Result<Vec<u8>> {
    let (opened, opening) = mpsc::channel();
    let (done, reading) = mpsc::channel();
    let name = path.to_owned();
    let work = move || {
        let file = File::open(name);
        opened.send(()).ok();
        let mut bytes = Vec::new();
        let read = file.and_then(|file| file.take(LARGEST as u64 + 1).read_to_end(&mut bytes));
        done.send(read.map(|_| bytes)).ok();
    };
    std::thread::Builder::new().name("token".into()).spawn(work)?;
    let late = |_| io::Error::from(ErrorKind::TimedOut);
    opening.recv_timeout(OPENED).map_err(late)?;
    reading.recv_timeout(READ).map_err(late)?
}
