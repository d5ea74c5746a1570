//! Where a file goes: a file that gets its name when it is whole, or something that only takes bytes.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _};
use std::path::{Path, PathBuf};

use crate::audio::files::export::ExportError;

/// How the files begin that a saving may have left unfinished. WAV twice; an MP3 begins with its tag.
const BEGINNINGS: [&[u8]; 5] = [b"RIFF", b"RF64", b"fLaC", b"ID3", b"OggS"];

/// How many links are followed one after the other.
const LINKS: usize = 40;

/// What a file is called until it is whole: its name with `.part` after it.
pub fn part_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// A place to save to that has been found to be writable. Dropped unused, it leaves nothing that was not there.
#[derive(Debug)]
pub struct ExportTarget(TargetKind);

#[derive(Debug)]
enum TargetKind {
    /// An ordinary file, by way of its `.part`.
    File {
        part: PathBuf,
        path: PathBuf,
        /// Taken by who writes it. Locked, so that no other saving writes it too.
        file: Option<File>,
        /// Whether the part has something of an earlier saving, which is kept until something replaces it.
        old: bool,
    },
    /// A pipe or a device, which must not be replaced. It is opened by who writes it, because that may wait.
    Stream(PathBuf),
}

/// A target that is being written.
pub(super) enum OpenTarget {
    File { part: PathBuf, path: PathBuf, file: File },
    Stream(PathBuf, File),
}

impl ExportTarget {
    /// Looks at `path`, and makes `path.part` where a file is to be written. A link to a file is followed, so that it stays
    /// one; at the `.part` no link is followed, and nothing is touched that was not left there by a saving.
    ///
    /// # Errors
    /// [`ExportError::Create`]: there is a folder of this name, no folder to put it in, no right, no room.
    /// [`ExportError::InTheWay`]: something else is called `path.part`.
    /// [`ExportError::InUse`]: another target of this name is there; its saving has to end first.
    pub fn open(path: &Path) -> Result<ExportTarget, ExportError> {
        let refused = |path: &Path, source| ExportError::Create { path: path.into(), source };
        match fs::metadata(path) {
            Ok(there) if there.is_dir() => return Err(refused(path, io::ErrorKind::IsADirectory.into())),
            Ok(there) if !there.is_file() => return Ok(ExportTarget(TargetKind::Stream(path.into()))),
            _ => {}
        }
        let path = behind_links(path).map_err(|source| refused(path, source))?;
        let part = part_of(&path);
        loop {
            // By the name that was requested; what is in the way of its part is in the way of the file.
            let opened = open_part(&part).map_err(|source| refused(&path, source))?;
            let Some((file, old)) = opened else { return Err(ExportError::InTheWay(part)) };
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(ExportError::InUse(path)),
                // Some file systems have no locks; they are no worse off than without us.
                Ok(()) | Err(TryLockError::Error(_)) => {}
            }
            // Between opening and locking another saving may have given this very file its name, or removed it.
            if !is_at(&file, &part) {
                continue;
            }
            if old && !is_ours(&file).unwrap_or(false) {
                return Err(ExportError::InTheWay(part));
            }
            let old = file.metadata().is_ok_and(|there| there.len() > 0);
            return Ok(ExportTarget(TargetKind::File { part, path, file: Some(file), old }));
        }
    }

    /// Begins the writing.
    pub(super) fn begin(mut self) -> Result<OpenTarget, ExportError> {
        match &mut self.0 {
            TargetKind::File { part, path, file, .. } => {
                let create = |source| ExportError::Create { path: part.clone(), source };
                let file = file.take().ok_or_else(|| create(io::ErrorKind::NotFound.into()))?;
                // Whether it is ours was read from its beginning.
                (&file).rewind().and_then(|()| file.set_len(0)).map_err(create)?;
                Ok(OpenTarget::File { part: part.clone(), path: path.clone(), file })
            }
            TargetKind::Stream(path) => {
                let file = File::options().write(true).open(&*path);
                let file = file.map_err(|source| ExportError::Create { path: path.clone(), source })?;
                Ok(OpenTarget::Stream(path.clone(), file))
            }
        }
    }

    /// It is not written now: leaves the part as it is, so that the name stays taken.
    pub fn leave(mut self) {
        if let TargetKind::File { file, .. } = &mut self.0 {
            file.take();
        }
    }

    /// Nobody wants it any more: leaves no `.part`, not even that of an earlier saving, which it was to replace.
    pub(super) fn give_up(self) {
        if let TargetKind::File { part, file: Some(_), .. } = &self.0 {
            fs::remove_file(part).ok();
        }
    }

    /// Where it goes.
    pub(super) fn path(&self) -> &Path {
        match &self.0 {
            TargetKind::File { path, .. } | TargetKind::Stream(path) => path,
        }
    }

    /// Whether what is written can be gone back in, to correct what was not known at the beginning.
    pub fn is_file(&self) -> bool {
        matches!(self.0, TargetKind::File { .. })
    }
}

/// What a name stands for, also where that is not there yet.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let refused = match fs::canonicalize(path) {
        Ok(there) => return Ok(there),
        Err(refused) => refused,
    };
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&path) {
            Ok(to) => path = path.parent().unwrap_or(Path::new("")).join(to),
            Err(_) => return Ok(path),
        }
    }
    Err(refused)
}

/// Opens a part, or makes it, without following a link and without waiting for anybody; and whether it was there before.
/// `None` where something else than a file has its name. Nothing is changed in it.
fn open_part(part: &Path) -> io::Result<Option<(File, bool)>> {
    let mut options = File::options();
    options.read(true).write(true);
    loop {
        match options.clone().create_new(true).open(part) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|file| Some((file, false))),
        }
        let there = match part.symlink_metadata() {
            Ok(there) => there,
            // Gone just now.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        if !there.is_file() {
            return Ok(None);
        }
        match no_following(&mut options).open(part) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            opened => return opened.map(|file| Some((file, true))),
        }
    }
}

/// Should a link or a pipe have come there meanwhile: the one is refused, the other is not waited for.
#[cfg(unix)]
fn no_following(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK)
}

#[cfg(not(unix))]
fn no_following(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Whether an unfinished file may have been left by a saving: it is one that has no other name, and is empty or begins like
/// one of ours.
fn is_ours(file: &File) -> io::Result<bool> {
    let there = file.metadata()?;
    let mut beginning = Vec::new();
    file.take(4).read_to_end(&mut beginning)?;
    let begins = beginning.is_empty() || BEGINNINGS.iter().any(|known| beginning.starts_with(known));
    Ok(there.is_file() && has_one_name(&there) && begins)
}

#[cfg(unix)]
fn has_one_name(file: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    file.nlink() == 1
}

#[cfg(not(unix))]
fn has_one_name(_: &fs::Metadata) -> bool {
    true
}

/// Whether the file is the one that has this name now.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |of: fs::Metadata| (of.dev(), of.ino());
    file.metadata().ok().map(id) == path.symlink_metadata().ok().map(id)
}

/// Elsewhere an open file cannot lose its name.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

impl Drop for ExportTarget {
    fn drop(&mut self) {
        if let TargetKind::File { part, file: Some(_), old: false, .. } = &self.0 {
            fs::remove_file(part).ok();
        }
    }
}
