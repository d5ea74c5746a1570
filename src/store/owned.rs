//! How files of ours are read: what is no file is not waited for, and what is larger than any of ours is not read.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use serde_json::{Map, Value};

use crate::store::{FileAct, StoreError};

/// The bytes of a file, if there is one. A link to one is followed: some keep their settings elsewhere.
///
/// # Errors
/// [`StoreError::Damaged`] for a folder, a pipe, a device or more than `largest` bytes, else [`StoreError::File`].
pub(super) fn read(path: &Path, largest: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let refused = |source| StoreError::file(FileAct::Read, path)(source);
    let damaged = || StoreError::Damaged { path: path.to_owned() };
    // Windows refuses to open a folder, with a reason that misleads.
    if cfg!(windows) && path.is_dir() {
        return Err(damaged());
    }
    let file = match without_waiting().read(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(refused(error)),
    };
    let facts = file.metadata().map_err(refused)?;
    if !facts.is_file() || facts.len() > largest {
        return Err(damaged());
    }
    let mut bytes = Vec::with_capacity(facts.len() as usize + 1);
    // It may grow while it is read.
    file.take(largest + 1).read_to_end(&mut bytes).map_err(refused)?;
    if bytes.len() as u64 > largest { Err(damaged()) } else { Ok(Some(bytes)) }
}

/// Opens a pipe at once, whoever is at its other end: then it can be seen that it is one.
pub(super) fn without_waiting() -> std::fs::OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "others have no such thing to set"))]
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    options
}

/// Why a JSON file cannot be used.
#[derive(Debug)]
pub(super) enum Unusable {
    /// A later version of this program, of this number, has written it.
    Newer(u32),
    /// It is no JSON object.
    Broken(serde_json::Error),
}

/// The fields of a JSON object but for its `version`. One that states no version has the first.
///
/// # Errors
/// [`Unusable::Newer`] for a version above `known`, else [`Unusable::Broken`].
pub(super) fn object(bytes: &[u8], known: u32) -> Result<Map<String, Value>, Unusable> {
    // Some editors leave a byte-order mark.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut fields: Map<String, Value> = serde_json::from_slice(bytes).map_err(Unusable::Broken)?;
    let stated = fields.remove("version").and_then(|version| u32::try_from(version.as_u64()?).ok());
    match stated {
        Some(version) if version > known => Err(Unusable::Newer(version)),
        _ => Ok(fields),
    }
}
