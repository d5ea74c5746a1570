//! Holds that a name stands for one thing: no two types that others see share one, and a `rate` is a number of Hz.

use std::collections::BTreeMap;

use super::directions::{code, sources};

/// Two that are one: what serves the desktop where each system has its own.
const ONE_FOR_EACH_SYSTEM: [&str; 1] = ["Controls"];

/// Names of others' interfaces, which call other things a rate: the decoder's Hz have a sign, MPRIS means the speed.
const THEIR_WORDS: [&str; 2] = ["src/audio/codec.rs", "src/app/media/mpris.rs"];

#[test]
fn no_two_types_that_others_see_have_one_name() {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, text) in sources("src") {
        for name in code(&text).lines().filter_map(type_that_others_see) {
            found.entry(name.to_owned()).or_default().push(file.clone());
        }
    }
    assert!(found.len() > 200, "{} types were found", found.len());
    let is_shared =
        |(name, files): &(&String, &Vec<String>)| files.len() > 1 && !ONE_FOR_EACH_SYSTEM.contains(&&***name);
    let shared: Vec<_> = found.iter().filter(is_shared).collect();
    assert!(shared.is_empty(), "{shared:#?}");
}

/// The name of the type that a line begins, unless it is its module's own.
fn type_that_others_see(line: &str) -> Option<&str> {
    let line = line.trim_start().strip_prefix("pub")?;
    let line = if line.starts_with('(') { line.split_once(')')?.1 } else { line };
    let (kind, rest) = line.trim_start().split_once(' ')?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    matches!(kind, "struct" | "enum" | "trait" | "type" | "union").then_some(&rest[..end])
}

#[test]
fn a_rate_is_a_number_of_hertz() {
    let mut wrong = Vec::new();
    for (file, text) in sources("src") {
        let code = code(&text);
        let is_other = |kind: &str| {
            let declared = format!("rate: {kind}");
            code.match_indices(&declared).any(|(at, _)| !code[..at].ends_with('_'))
        };
        if ["i32", "Option<i32>", "f32", "f64"].into_iter().any(is_other) && !THEIR_WORDS.contains(&&*file) {
            wrong.push(file);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_type_is_found_by_how_others_see_it() {
    assert_eq!(type_that_others_see("pub(in crate::engine) struct Job {"), Some("Job"));
    assert_eq!(type_that_others_see("    pub enum Line<'a> {"), Some("Line"));
    assert_eq!(type_that_others_see("struct Own;"), None);
    assert_eq!(type_that_others_see("pub fn struct_of() {"), None);
}
