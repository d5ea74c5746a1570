//! Which files an order means: folders become the texts in them, in the order in which people count.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::words::local::FileAct;
use crate::words::{Failure, local, queue};

/// The endings of files that are texts, where only a folder was named.
const ENDINGS: [&str; 8] = ["txt", "text", "md", "markdown", "mdown", "mkd", "mkdn", "mdwn"];

/// What was found.
#[derive(Debug, Default)]
pub(in crate::engine) struct Found {
    /// The files, each once; absolute, because the next process may be started elsewhere.
    pub files: Vec<PathBuf>,
    /// What was named and cannot be had.
    pub failures: Vec<Failure>,
}

/// Looks for the files. A file that is named is meant whatever its ending; it is read when its turn comes.
pub(in crate::engine) fn find(named: &[PathBuf]) -> Found {
    let mut search = Search::default();
    for path in named {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        match fs::metadata(&path) {
            Ok(there) if there.is_dir() => {
                let before = (search.found.files.len(), search.found.failures.len());
                search.folder(&path);
                if before == (search.found.files.len(), search.found.failures.len()) {
                    search.found.failures.push(queue::no_texts(&path));
                }
            }
            Ok(_) => search.file(path),
            Err(error) => search.found.failures.push(local::file(FileAct::Read, &path, &error)),
        }
    }
    search.found
}

#[derive(Default)]
struct Search {
    found: Found,
    /// What was taken in already, by its real place: links may lead back to where they are.
    seen: HashSet<PathBuf>,
}

impl Search {
    fn file(&mut self, path: PathBuf) {
        if !self.seen.insert(fs::canonicalize(&path).unwrap_or_else(|_| path.clone())) {
            return;
        }
        match path.to_str() {
            Some(_) => self.found.files.push(path),
            None => self.found.failures.push(queue::odd_name(&path)),
        }
    }

    fn folder(&mut self, folder: &Path) {
        if !self.seen.insert(fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())) {
            return;
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.found.failures.push(local::file(FileAct::Read, folder, &error)),
        };
        let mut paths: Vec<PathBuf> =
            entries.flatten().map(|entry| entry.path()).filter(|path| !hidden(path)).collect();
        paths.sort_by(|a, b| natural(&name(a), &name(b)));
        for path in paths {
            if path.is_dir() {
                self.folder(&path);
            } else if path.is_file() && is_text(&path) {
                self.file(path);
            }
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn hidden(path: &Path) -> bool {
    name(path).starts_with('.')
}

fn is_text(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// `file2` before `file10`: runs of digits count as numbers, letters of either case as the same. Names that are the same in
/// that way are told apart by their characters, so that the order is always the same one.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    while let (Some(x), Some(y)) = (left.chars().next(), right.chars().next()) {
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let ((m, rest_of_left), (n, rest_of_right)) = (number(left), number(right));
            (left, right) = (rest_of_left, rest_of_right);
            m.len().cmp(&n.len()).then_with(|| m.cmp(n))
        } else {
            (left, right) = (&left[x.len_utf8()..], &right[y.len_utf8()..]);
            x.to_lowercase().cmp(y.to_lowercase())
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// The digits at the start, without zeros in front, and what follows them. Of two such numbers the longer is the larger.
fn number(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    (digits.trim_start_matches('0'), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_order_in_which_people_count() {
        let mut names = ["b", "file10.txt", "File2.txt", "file02.txt", "第12章.md", "第3章.md", "file2b.txt", "a", ""];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(
            names,
            ["", "a", "b", "File2.txt", "file02.txt", "file2b.txt", "file10.txt", "第3章.md", "第12章.md"]
        );
    }
}
