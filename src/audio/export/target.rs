//! Where a file goes: a file that gets its name when it is whole, or something that only takes bytes.

use super::ExportError;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// What a file is called until it is whole: its name with `.part` behind it.
pub fn part_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// A place to save to that has been found to be writable. Dropped unused, it leaves nothing behind that was not there.
#[derive(Debug)]
pub struct Target(Kind);

#[derive(Debug)]
enum Kind {
    /// An ordinary file, by way of its `.part`.
    File {
        part: PathBuf,
        path: PathBuf,
        /// Taken by who writes it. Locked, so that no other saving writes it too.
        file: Option<File>,
        /// Whether the part was there before: that of an earlier saving, which is kept until something replaces it.
        old: bool,
    },
    /// A pipe or a device, which must not be replaced. It is opened by who writes it, because that may wait.
    Stream(PathBuf),
}

/// A target that is being written.
pub(super) enum Opened {
    File { part: PathBuf, path: PathBuf, file: File },
    Stream(PathBuf, File),
}

impl Target {
    /// Looks at `path`, and makes `path.part` where a file is to be written. A link to a file is followed, so that it stays one.
    ///
    /// # Errors
    /// [`ExportError::Create`]: there is a folder of this name, no folder to put it in, no right, no room.
    /// [`ExportError::InUse`]: another target of this name is there; its saving has to end first.
    pub fn open(path: &Path) -> Result<Target, ExportError> {
        let refused = |path: &Path, source| ExportError::Create { path: path.into(), source };
        match fs::metadata(path) {
            Ok(there) if there.is_dir() => return Err(refused(path, io::ErrorKind::IsADirectory.into())),
            Ok(there) if !there.is_file() => return Ok(Target(Kind::Stream(path.into()))),
            _ => {}
        }
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.into());
        let part = part_of(&path);
        loop {
            let old = part.exists();
            // Not cut to nothing before the lock is ours.
            let file = File::options().write(true).create(true).truncate(false).open(&part);
            // By the name that was asked for; what is in the way of its part is in the way of the file.
            let file = file.map_err(|source| refused(&path, source))?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(ExportError::InUse(path)),
                // Some file systems have no locks; they are no worse off than without us.
                Ok(()) | Err(TryLockError::Error(_)) => {}
            }
            // Between opening and locking another saving may have given this very file its name, or removed it.
            if is_at(&file, &part) {
                return Ok(Target(Kind::File { part, path, file: Some(file), old }));
            }
        }
    }

    /// Begins the writing.
    pub(super) fn begin(mut self) -> Result<Opened, ExportError> {
        match &mut self.0 {
            Kind::File { part, path, file, .. } => {
                let create = |source| ExportError::Create { path: part.clone(), source };
                let file = file.take().ok_or_else(|| create(io::ErrorKind::NotFound.into()))?;
                file.set_len(0).map_err(create)?;
                Ok(Opened::File { part: part.clone(), path: path.clone(), file })
            }
            Kind::Stream(path) => {
                let file = File::options().write(true).open(&*path);
                let file = file.map_err(|source| ExportError::Create { path: path.clone(), source })?;
                Ok(Opened::Stream(path.clone(), file))
            }
        }
    }

    /// Nobody wants it any more: leaves no `.part`, not even that of an earlier saving, which it was to replace.
    pub(super) fn give_up(self) {
        if let Kind::File { part, file: Some(_), .. } = &self.0 {
            fs::remove_file(part).ok();
        }
    }

    /// Where it goes.
    pub(super) fn path(&self) -> &Path {
        match &self.0 {
            Kind::File { path, .. } | Kind::Stream(path) => path,
        }
    }

    /// Whether what is written can be gone back in, to correct what was not known at the beginning.
    pub fn is_file(&self) -> bool {
        matches!(self.0, Kind::File { .. })
    }
}

/// Whether the file is the one that has this name now.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |of: fs::Metadata| (of.dev(), of.ino());
    file.metadata().ok().map(id) == fs::metadata(path).ok().map(id)
}

/// Elsewhere an open file cannot lose its name.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

impl Drop for Target {
    fn drop(&mut self) {
        if let Kind::File { part, file: Some(_), old: false, .. } = &self.0 {
            fs::remove_file(part).ok();
        }
    }
}
