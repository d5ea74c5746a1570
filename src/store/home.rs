//! Where files live.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::store::StoreError;

/// The environment variable that puts everything below one folder.
pub const HOME_VARIABLE: &str = "LANGSHENG_HOME";

/// The places of everything that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The settings: a JSON file.
    pub settings: PathBuf,
    /// The tokens, where there is no keyring: a JSON file with mode 0600.
    pub secrets: PathBuf,
    /// The folder of takes, one folder each.
    pub library: PathBuf,
    /// The files that are still to be spoken: a JSON file.
    pub queue: PathBuf,
    /// The folder of texts that stood in a window when it was closed.
    pub drafts: PathBuf,
    /// The folder of what was recorded to clone a voice from, until it has become one.
    pub recordings: PathBuf,
    /// The folder of what can be fetched again.
    pub cache: PathBuf,
    /// The folder for deleted takes; the system's trash where absent.
    pub trash: Option<PathBuf>,
    keyring: bool,
}

impl Home {
    /// The folder named by `LANGSHENG_HOME`, else the places that the system's conventions give.
    ///
    /// # Errors
    /// [`StoreError::NoHome`] where the system knows no home folder for this user.
    pub fn find() -> Result<Home, StoreError> {
        if let Some(dir) = std::env::var_os(HOME_VARIABLE).filter(|dir| !dir.is_empty()) {
            return Ok(Home::under(Path::new(&dir)));
        }
        let dirs = ProjectDirs::from("", "", "langsheng").ok_or(StoreError::NoHome)?;
        Ok(Home {
            settings: dirs.config_dir().join("settings.json"),
            secrets: dirs.config_dir().join("secrets.json"),
            library: dirs.data_local_dir().join("library"),
            queue: dirs.data_local_dir().join("queue.json"),
            drafts: dirs.data_local_dir().join("drafts"),
            recordings: dirs.data_local_dir().join("recordings"),
            cache: dirs.cache_dir().to_path_buf(),
            trash: None,
            keyring: true,
        })
    }

    /// Everything below `dir`, no keyring and not the system's trash: what happens under such a home leaves no trace outside of it.
    pub fn under(dir: &Path) -> Home {
        // An absolute path stays right when a file dialog changes the working directory.
        let dir = std::path::absolute(dir).unwrap_or_else(|_| dir.to_path_buf());
        Home {
            settings: dir.join("settings.json"),
            secrets: dir.join("secrets.json"),
            library: dir.join("library"),
            queue: dir.join("queue.json"),
            drafts: dir.join("drafts"),
            recordings: dir.join("recordings"),
            cache: dir.join("cache"),
            trash: Some(dir.join("trash")),
            keyring: false,
        }
    }

    /// Whether tokens may go to the system's keyring.
    pub fn uses_keyring(&self) -> bool {
        self.keyring
    }
}
