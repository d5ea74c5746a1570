//! What the user says about a take: `about.json` in its folder. The journal has one writer, which may be another program;
//! this file may be written at any time.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::store::atomic::Privacy;
use crate::store::{StoreError, atomic, owned};

/// The most characters of a title.
const LONGEST_TITLE: usize = 200;

/// The most bytes that are read; what is larger is not ours.
const LARGEST: u64 = 1 << 20;

/// Title and star of a take.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct About {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub starred: bool,
    /// What a later version has written here; kept for it.
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

impl About {
    /// Where it stands.
    pub fn path(dir: &Path) -> PathBuf {
        dir.join("about.json")
    }

    /// What the list shows; nothing where there is none that can be read.
    pub fn seen(dir: &Path) -> About {
        let about = About::read(dir).unwrap_or_default();
        About { title: about.title.as_deref().and_then(title), ..about }
    }

    /// Changes what is said about a take. A file that cannot be understood is set aside first.
    pub fn change(dir: &Path, edit: impl FnOnce(&mut About)) -> Result<(), StoreError> {
        let mut about = match About::read(dir) {
            Err(StoreError::Damaged { path }) => {
                atomic::set_aside(&path)?;
                About::default()
            }
            read => read?,
        };
        edit(&mut about);
        // Strings and a yes or no: nothing here can fail to be written as JSON.
        let mut json = serde_json::to_vec_pretty(&about).unwrap_or_default();
        json.push(b'\n');
        atomic::write_inside(&About::path(dir), &json, Privacy::Private)
    }

    fn read(dir: &Path) -> Result<About, StoreError> {
        let path = About::path(dir);
        let Some(bytes) = owned::read(&path, LARGEST)? else { return Ok(About::default()) };
        serde_json::from_slice(&bytes).map_err(|_| StoreError::Damaged { path })
    }
}

/// A title as it is kept: on one line, without blanks at its ends or control characters, at most 200 characters long. `None`
/// if nothing is left of it.
pub fn title(said: &str) -> Option<String> {
    let line: String = said.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept: String = words.chars().take(LONGEST_TITLE).collect();
    let kept = kept.trim_end();
    (!kept.is_empty()).then(|| kept.to_owned())
}
