//! Files that are either the old one or the new one, never a half.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::store::{FileAct, StoreError, owned};

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privacy {
    /// Its owner alone: mode 0600 in a folder made with 0700. On Windows the user's profile folder protects it.
    Private,
    /// Whoever the user's umask lets.
    Public,
}

/// Writes `bytes` to a temporary file beside `path`, on disk before it takes the name. Folders that are missing are made.
///
/// # Errors
/// [`StoreError::File`]; what stood at `path` is then whole and unchanged.
pub fn write(path: &Path, bytes: &[u8], privacy: Privacy) -> Result<(), StoreError> {
    let made = folder_of(path).map_or(Ok(()), |folder| make_folder(folder, privacy));
    made.and_then(|()| replace(path, bytes, privacy)).map_err(StoreError::file(FileAct::Write, path))
}

/// The same in a folder that must be there: what belongs to a folder that is gone is not to bring it back.
///
/// # Errors
/// As [`write()`].
pub(super) fn write_inside(path: &Path, bytes: &[u8], privacy: Privacy) -> Result<(), StoreError> {
    replace(path, bytes, privacy).map_err(StoreError::file(FileAct::Write, path))
}

fn folder_of(path: &Path) -> Option<&Path> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty())
}

fn replace(path: &Path, bytes: &[u8], privacy: Privacy) -> io::Result<()> {
    // Someone who keeps settings elsewhere and links them here keeps the link. Only to a file: a link to `/dev/null` must
    // not let us replace the device.
    let linked = fs::canonicalize(path).ok().filter(|target| target.is_file());
    let path = linked.unwrap_or_else(|| path.to_path_buf());
    let folder = folder_of(&path).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".langsheng-");
    give_mode(&mut builder, privacy);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|refused| refused.error)?;
    // The new name itself is durable only once the folder is. Not every file system can do that; the file is whole either way.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// For a file that nobody else may read, where it has to be made. A pipe in its place is refused, and not waited for.
pub(super) fn private_file() -> OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "others have no such thing to set"))]
    let mut options = owned::without_waiting();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a folder that nobody else may look into, and that is not there yet; its parent is.
pub(super) fn make_new_folder(folder: &Path) -> io::Result<()> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "others have no such thing to set"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes a folder and its parents; what is there already stays as it is.
pub(super) fn make_folder(folder: &Path, privacy: Privacy) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    if privacy == Privacy::Private {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    #[cfg(not(unix))]
    let _ = privacy;
    builder.create(folder).map_err(|error| match error.kind() {
        // A folder that is there already is no error; this is something else in its place.
        io::ErrorKind::AlreadyExists => io::ErrorKind::NotADirectory.into(),
        _ => error,
    })
}

/// The mode is given when the file is made, not after: there is no moment in which others could open it.
#[cfg(unix)]
fn give_mode(builder: &mut tempfile::Builder<'_, '_>, privacy: Privacy) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = match privacy {
        Privacy::Private => 0o600,
        Privacy::Public => 0o666, // the umask takes from it
    };
    builder.permissions(fs::Permissions::from_mode(mode));
}

#[cfg(not(unix))]
fn give_mode(_: &mut tempfile::Builder<'_, '_>, _: Privacy) {}

/// Renames a file that cannot be read to `NAME.broken-1`, `-2`, … so that its owner can look at it; returns the new name.
///
/// # Errors
/// [`StoreError::File`] where it cannot be renamed.
pub(super) fn set_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let mut number = 1_u32;
    let aside = loop {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".broken-{number}"));
        let candidate = PathBuf::from(name);
        if candidate.symlink_metadata().is_err() {
            break candidate;
        }
        number += 1;
    };
    fs::rename(path, &aside).map_err(StoreError::file(FileAct::Write, path))?;
    Ok(aside)
}
