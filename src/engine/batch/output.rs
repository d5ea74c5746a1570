//! What the outputs of the queue are called and made of: no two have one name, and nothing that is there is overwritten.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::record::{Entry, Plan};
use crate::audio::take::{Header, Take};
use crate::engine::save::Source;

/// A path for the output of `source` that no file has and no other output.
pub(super) fn choose(plan: &Plan, source: &Path, others: &HashSet<&Path>) -> PathBuf {
    let stem = stem(source);
    let ending = plan.order.format.ending();
    let numbered = (2_u32..).map(|n| format!("{stem} ({n}).{ending}"));
    let names = std::iter::once(format!("{stem}.{ending}")).chain(numbered);
    let mut free =
        names.map(|name| plan.folder.join(name)).filter(|path| !others.contains(path.as_path()) && !path.exists());
    free.next().unwrap_or_default()
}

/// What an output is made of: a take, or a chapter for each.
pub(super) fn source(entry: &Entry, mut takes: Vec<Take>) -> Source {
    if entry.plan.join.is_none() && takes.len() == 1 {
        return Source::from(takes.remove(0));
    }
    let chapters = takes.iter().zip(&entry.sources).map(|(take, source)| chapter(take.header(), source));
    Source { chapters: chapters.collect(), title: entry.plan.join.as_deref().map(stem), takes }
}

/// The first heading of a Markdown text, else the name of its file.
fn chapter(header: &Header, source: &Path) -> String {
    let heading = |line: &str| Some(line.trim_start().strip_prefix('#')?.trim_matches(['#', ' ', '\t']).to_owned());
    let mut headings = header.text.lines().filter(|_| header.markdown).filter_map(heading);
    headings.find(|heading| !heading.is_empty()).unwrap_or_else(|| stem(source))
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
