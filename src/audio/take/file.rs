//! How the files of a take are made and opened: what somebody has spoken is for nobody else to read, and what is no file is
//! not opened, for a pipe would be waited for.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Makes the folder of a take, and those around it, where they are not there.
pub(super) fn make_folder(dir: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// For a file that may have to be made.
pub(super) fn options() -> OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "others have no such thing to set"))]
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Opens a file for reading.
pub(super) fn open(path: &Path) -> io::Result<File> {
    is_one(path)?;
    File::open(path)
}

/// Whether a path is that of a file, if there is anything.
pub(super) fn is_one(path: &Path) -> io::Result<()> {
    match path.metadata() {
        Ok(there) if !there.is_file() => Err(io::Error::new(ErrorKind::InvalidInput, "it is no file")),
        _ => Ok(()),
    }
}
