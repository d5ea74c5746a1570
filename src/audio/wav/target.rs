//! Where a WAV goes: a file that gets its name when it is whole, or something that only takes bytes.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::ExportError;

/// A place to save to that has been found to be writable. Dropped unused, it leaves nothing behind.
#[derive(Debug)]
pub struct Target(Kind);

#[derive(Debug)]
enum Kind {
    /// An ordinary file, by way of its `.part`.
    File {
        part: PathBuf,
        path: PathBuf,
        /// Taken by who writes it.
        file: Option<File>,
    },
    /// A pipe or a device, which must not be replaced. It is opened by who writes it, because that may wait.
    Stream(PathBuf),
}

/// A target that is being written.
pub(super) enum Opened {
    File { part: PathBuf, path: PathBuf, file: File },
    Stream(File),
}

impl Target {
    /// Looks at `path`, and makes `path.part` where a file is to be written. A link to a file is followed, so that it stays one.
    ///
    /// # Errors
    /// [`ExportError::Create`]: there is a folder of this name, no folder to put it in, no right, no room.
    pub fn open(path: &Path) -> Result<Target, ExportError> {
        let refused = |path: &Path, source| ExportError::Create { path: path.into(), source };
        match fs::metadata(path) {
            Ok(there) if there.is_dir() => return Err(refused(path, io::ErrorKind::IsADirectory.into())),
            Ok(there) if !there.is_file() => return Ok(Target(Kind::Stream(path.into()))),
            _ => {}
        }
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.into());
        let mut name = path.as_os_str().to_owned();
        name.push(".part");
        let part = PathBuf::from(name);
        let file = File::create(&part).map_err(|source| refused(&part, source))?;
        Ok(Target(Kind::File { part, path, file: Some(file) }))
    }

    /// Begins the writing.
    pub(super) fn begin(mut self) -> Result<Opened, ExportError> {
        match &mut self.0 {
            Kind::File { part, path, file } => {
                let file = file.take().map_or_else(|| File::create(&*part), Ok);
                let file = file.map_err(|source| ExportError::Create { path: part.clone(), source })?;
                Ok(Opened::File { part: part.clone(), path: path.clone(), file })
            }
            Kind::Stream(path) => {
                let file = File::options().write(true).open(&*path);
                file.map(Opened::Stream).map_err(|source| ExportError::Create { path: path.clone(), source })
            }
        }
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if let Kind::File { part, file: Some(_), .. } = &self.0 {
            fs::remove_file(part).ok();
        }
    }
}
