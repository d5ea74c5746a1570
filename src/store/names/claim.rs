//! A name that is free, taken before anyone else can have it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::audio::files::export::part_of;
use crate::store::names::{NameFacts, Template, safe};
use crate::store::{FileAct, StoreError, atomic};

/// The most names that are tried.
const TRIES: u32 = 100_000;

/// So many numbers are tried one after the other.
const IN_ORDER: u32 = 64;

/// A name that nobody else gets: its `.part` is there, empty. Dropped, it gives the name up.
#[derive(Debug)]
pub struct Claim {
    path: PathBuf,
    part: PathBuf,
}

impl Claim {
    /// Claims a name by a template. The first of `endings` is that of the file, the others are of what will stand beside
    /// it: none of them may be there. Names that are taken are passed over, by the next number where the template
    /// counts and the facts leave it to us, else by `name (2)`. The folder is made if it is not there.
    ///
    /// # Errors
    /// The folder cannot be made or written.
    pub fn new(
        folder: &Path,
        template: &Template,
        facts: &NameFacts<'_>,
        endings: &[&str],
    ) -> Result<Claim, StoreError> {
        if template.counts() && facts.number.is_none() {
            let stem = |number| template.stem(&NameFacts { number: Some(number), ..*facts });
            return first_free(folder, endings, |number| match stem(number) {
                // A name so long that its number is cut off counts nothing.
                same if number > 1 && same == stem(number - 1) => format!("{same} ({number})"),
                stem => stem,
            });
        }
        Claim::named(folder, &template.stem(facts), endings)
    }

    /// Claims a name without a template; what is not safe in it is replaced.
    ///
    /// # Errors
    /// As [`Claim::new`].
    pub fn named(folder: &Path, stem: &str, endings: &[&str]) -> Result<Claim, StoreError> {
        let stem = safe(stem);
        first_free(folder, endings, |number| if number == 1 { stem.clone() } else { format!("{stem} ({number})") })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file, for whoever writes it now by way of its `.part`.
    pub fn take(mut self) -> PathBuf {
        self.part = PathBuf::new();
        std::mem::take(&mut self.path)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if !self.part.as_os_str().is_empty() {
            fs::remove_file(&self.part).ok();
        }
    }
}

/// Gives up a name that was claimed and then taken, if nothing was written to it.
pub fn give_up(path: &Path) {
    let part = part_of(path);
    if part.symlink_metadata().is_ok_and(|part| part.is_file() && part.len() == 0) {
        fs::remove_file(part).ok();
    }
}

/// The first free number of the first of them; behind these, one whose predecessor is taken.
fn first_free(folder: &Path, endings: &[&str], stem: impl Fn(u32) -> String) -> Result<Claim, StoreError> {
    let refused = |source: io::Error| StoreError::file(FileAct::Write, folder)(source);
    atomic::make_folder(folder, atomic::Privacy::Public).map_err(refused)?;
    let claim = |number| claim(folder, endings, &stem(number)).map_err(refused);
    for number in 1..=IN_ORDER {
        if let Some(claim) = claim(number)? {
            return Ok(claim);
        }
    }
    // Trying each of them would make the names of a long queue cost the square of its length: far ahead by doubling, then
    // between by halves.
    let (mut taken, mut step) = (IN_ORDER, 1);
    while taken < TRIES {
        match claim(taken + step)? {
            Some(claim) if step == 1 => return Ok(claim),
            Some(_) => step /= 2,
            None => (taken, step) = (taken + step, step * 2),
        }
    }
    Err(refused(io::ErrorKind::AlreadyExists.into()))
}

/// Claims this name, if neither it nor what would stand beside it is there.
fn claim(folder: &Path, endings: &[&str], stem: &str) -> io::Result<Option<Claim>> {
    let mut paths = endings.iter().map(|ending| folder.join(format!("{stem}.{ending}")));
    let Some(path) = paths.next() else { return Ok(None) };
    // The order matters: whoever holds the `.part` renames it before it is gone, so a file that was not there after
    // we got the `.part` was not there before either.
    let part = part_of(&path);
    match File::options().write(true).create_new(true).open(&part) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(None),
        opened => drop(opened?),
    }
    let claim = Claim { path, part };
    let is_free = std::iter::once(claim.path.clone()).chain(paths).all(|path| path.symlink_metadata().is_err());
    Ok(is_free.then_some(claim))
}
