//! A file that only grows, by whole records.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;

use crate::audio::take::TakeError;

/// Appends records to a file. A record that could not be written as a whole is taken back, so that the next one, written
/// when the disk has room again, stands where readers look for it.
pub(super) struct Appender {
    file: File,
    path: PathBuf,
    length: u64,
    broken: bool,
}

impl Appender {
    /// Goes on at `length` bytes; what stands after it, half a record of a killed process, is dropped.
    pub fn continued(path: PathBuf, length: u64) -> Result<Appender, TakeError> {
        crate::audio::take::file::is_one(&path).map_err(TakeError::io(&path))?;
        let file = File::options().write(true).open(&path).map_err(TakeError::io(&path))?;
        let mut appender = Appender { file, path, length, broken: true };
        appender.take_back()?;
        Ok(appender)
    }

    /// A new file; one that exists is not touched but is an error of kind `AlreadyExists`.
    pub fn create(path: PathBuf) -> Result<Appender, TakeError> {
        let file = crate::audio::take::file::options()
            .write(true)
            .create_new(true)
            .open(&path)
            .map_err(TakeError::io(&path))?;
        Ok(Appender { file, path, length: 0, broken: false })
    }

    /// Writes one record. When this returns, a reader of the file sees it, even if this process is killed.
    pub fn append(&mut self, record: &[u8]) -> Result<(), TakeError> {
        if self.broken {
            self.take_back()?;
        }
        match self.file.write_all(record) {
            Ok(()) => {
                self.length += record.len() as u64;
                Ok(())
            }
            Err(source) => {
                self.broken = true;
                // If this fails too, it is tried again before the next record.
                let _ = self.take_back();
                Err(TakeError::io(&self.path)(source))
            }
        }
    }

    /// Waits until the file is safe from a power cut.
    pub fn sync(&self) -> Result<(), TakeError> {
        self.file.sync_all().map_err(TakeError::io(&self.path))
    }

    fn take_back(&mut self) -> Result<(), TakeError> {
        let at = self.length;
        let back = self.file.set_len(at).and_then(|()| self.file.seek(SeekFrom::Start(at)));
        back.map_err(TakeError::io(&self.path))?;
        self.broken = false;
        Ok(())
    }
}
