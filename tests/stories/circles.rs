//! Holds that the files of a room know each other in one direction: no circle of imports. Reads `src/` as text.
//!
//! A file may name what its module stands in (an `impl` may be spread over the files below its type); a name that a module
//! hands on counts as the name of the file that has it.

use std::collections::{BTreeMap, BTreeSet};

use super::directions::{code, sources};

/// Rooms whose circles are still to be opened.
const OPEN: [&str; 1] = ["ui"];

/// The code of each module by its path, such as `engine::core`.
type Modules = BTreeMap<String, String>;

fn modules() -> Modules {
    let module = |(file, text): (String, String)| {
        let path = file.strip_prefix("src/")?.strip_suffix(".rs")?;
        let path = path.strip_suffix("/mod").unwrap_or(path).replace('/', "::");
        Some((path, without_visibility(&code(&text))))
    };
    sources("src").into_iter().filter_map(module).collect()
}

/// Where a thing may be seen from is not what it is made of.
fn without_visibility(code: &str) -> String {
    let mut parts = code.split("pub(in ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |code, part| code + "pub " + part.split_once(')').map_or(part, |(_, rest)| rest))
}

/// The paths of a tree of imports: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn paths(tree: &str) -> Vec<String> {
    let Some((head, rest)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or(tree).trim().to_owned()];
    };
    let (mut found, mut depth, mut part) = (Vec::new(), 0, String::new());
    for c in rest.trim_end().trim_end_matches('}').chars().chain([',']) {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 {
            let inner = std::mem::take(&mut part);
            found.extend(
                paths(inner.trim()).into_iter().filter(|path| !path.is_empty()).map(|path| format!("{head}{path}")),
            );
        } else {
            part.push(c);
        }
    }
    found
}

/// What the `use` lines of a module name, each with whether it is handed on.
fn uses(code: &str) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    for line in code.split(';') {
        let Some(at) = line.rfind("use ").filter(|at| line[..*at].ends_with(['\n', ' ']) || *at == 0) else { continue };
        let handed_on = line[..at].trim_end().ends_with("pub") || line[..at].trim_end().ends_with("pub(super)");
        found.extend(paths(&line[at + 4..]).into_iter().map(|path| (handed_on, path)));
    }
    found
}

/// The module that has what `path` names inside of `module`.
fn home_of(modules: &Modules, module: &str, path: &str, depth: usize) -> Option<String> {
    let absolute = match path.split_once("::").unwrap_or((path, "")) {
        ("crate", rest) => rest.to_owned(),
        ("self", rest) => format!("{module}::{rest}"),
        ("super", rest) => format!("{}::{rest}", module.rsplit_once("::")?.0),
        _ => format!("{module}::{path}"),
    };
    let parts: Vec<&str> = absolute.split("::").collect();
    let depth_of = (1..=parts.len()).rev().find(|n| modules.contains_key(&parts[..*n].join("::")))?;
    let found = parts[..depth_of].join("::");
    let Some(name) = parts.get(depth_of).filter(|_| depth < 5) else { return Some(found) };
    let ends = format!("::{name}");
    let handed_on = uses(&modules[&found]).into_iter().find(|(handed_on, path)| *handed_on && path.ends_with(&ends));
    handed_on.and_then(|(_, path)| home_of(modules, &found, &path, depth + 1)).or(Some(found))
}

/// Which modules of its own room each one names.
fn edges(modules: &Modules) -> BTreeMap<String, BTreeSet<String>> {
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, code) in modules {
        let words = code.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
        let inline = words.filter(|word| word.starts_with("crate::")).map(str::to_owned);
        for path in uses(code).into_iter().map(|(_, path)| path).chain(inline) {
            let Some(other) = home_of(modules, module, &path, 0) else { continue };
            let same_room = other.split("::").next() == module.split("::").next();
            let is_above = module == &other || module.starts_with(&format!("{other}::"));
            if same_room && !is_above {
                edges.entry(module.clone()).or_default().insert(other);
            }
        }
    }
    edges
}

/// The shortest way from `start` back to itself.
fn circle(edges: &BTreeMap<String, BTreeSet<String>>, start: &str) -> Option<Vec<String>> {
    let mut ways = std::collections::VecDeque::from([vec![start.to_owned()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in way.last().and_then(|last| edges.get(last)).into_iter().flatten() {
            let longer = [way.clone(), vec![next.clone()]].concat();
            if next == start {
                return Some(longer);
            }
            if seen.insert(next.clone()) {
                ways.push_back(longer);
            }
        }
    }
    None
}

#[test]
fn no_files_of_a_room_go_in_a_circle() {
    let modules = modules();
    let edges = edges(&modules);
    assert!(edges.len() > 100, "{} modules name others of their room", edges.len());
    let is_open = |module: &&String| OPEN.contains(&module.split("::").next().unwrap_or_default());
    let circles: Vec<String> = edges
        .keys()
        .filter(|module| !is_open(module))
        .filter_map(|module| circle(&edges, module))
        .map(|way| way.join(" → "))
        .collect();
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn a_circle_is_found_through_a_name_that_is_handed_on() {
    let module = |path: &str, code: &str| (path.to_owned(), code.to_owned());
    let circling = Modules::from([
        module("room", "mod a;\nmod b;\npub use b::{Thing, Other};\n"),
        module("room::a", "use crate::room::Thing;\n"),
        module("room::b", "use std::io;\nuse crate::room::a::{help, more::{X, Y}};\n"),
    ]);
    let found = circle(&edges(&circling), "room::a").expect("a circle");
    assert_eq!(found, ["room::a", "room::b", "room::a"]);
    let mut straight = circling;
    straight.insert("room::b".into(), "fn b() {}\n".into());
    assert_eq!(circle(&edges(&straight), "room::a"), None);
}
