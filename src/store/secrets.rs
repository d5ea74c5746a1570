//! The tokens: in the system's keyring, else in a file that only its owner can read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::protocol::Token;
use crate::store::atomic::Privacy;
use crate::store::{Home, StoreError, atomic, owned};

/// The name under which the keyring files our tokens.
const SERVICE: &str = "langsheng";

/// The most bytes that are read of the file.
const LARGEST: u64 = 1 << 20;

/// Where tokens are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretPlace {
    /// The system's keyring.
    Keyring,
    /// A file with mode 0600.
    File(PathBuf),
}

/// The tokens by account. Every call may block: a keyring may ask the user to unlock it.
#[derive(Clone, Debug)]
pub struct Secrets {
    file: PathBuf,
    keyring: bool,
}

impl Secrets {
    /// The tokens of `home`. Reads nothing yet.
    pub fn open(home: &Home) -> Secrets {
        Secrets { file: home.secrets.clone(), keyring: home.uses_keyring() }
    }

    /// The token of an account, if one is kept.
    ///
    /// The file is asked first: a token is there only if the keyring did not take it, so it is the newer of two.
    ///
    /// # Errors
    /// The file cannot be read, or the keyring is locked. No keyring at all is no error.
    pub fn get(&self, account: &str) -> Result<Option<Token>, StoreError> {
        if let Some(token) = self.read()?.token(account) {
            return Ok(Some(token));
        }
        let Some(entry) = self.entry(account) else { return Ok(None) };
        match entry.get_password() {
            Ok(password) => Ok(Token::parse(&password)),
            // A secret service that is missing altogether answers like one without the entry; so does a locked one, at times.
            Err(keyring::Error::NoEntry | keyring::Error::PlatformFailure(_)) => Ok(None),
            Err(error) => Err(refused(&error)),
        }
    }

    /// Keeps the token of an account and says where: the file where the keyring is absent or does not take it.
    ///
    /// # Errors
    /// Neither took it.
    pub fn set(&self, account: &str, token: &Token) -> Result<SecretPlace, StoreError> {
        let kept = self.entry(account).is_some_and(|entry| entry.set_password(token.reveal()).is_ok());
        if kept {
            // A copy in the file would be found first, and it is older.
            self.change(|vault| vault.0.remove(account).is_some())?;
            return Ok(SecretPlace::Keyring);
        }
        self.change(|vault| {
            let old = vault.0.insert(account.to_owned(), token.reveal().to_owned());
            old.as_deref() != Some(token.reveal())
        })?;
        Ok(SecretPlace::File(self.file.clone()))
    }

    /// Forgets the token of an account, wherever it is.
    ///
    /// # Errors
    /// It is still there, because the file or the keyring refused.
    pub fn clear(&self, account: &str) -> Result<(), StoreError> {
        self.change(|vault| vault.0.remove(account).is_some())?;
        let Some(entry) = self.entry(account) else { return Ok(()) };
        match entry.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry | keyring::Error::PlatformFailure(_)) => Ok(()),
            Err(error) => Err(refused(&error)),
        }
    }

    /// Where the next token is likely to go; what [`set`](Self::set) returns is certain.
    pub fn place(&self) -> SecretPlace {
        match self.keyring && keyring::Entry::store_status().is_ok() {
            true => SecretPlace::Keyring,
            false => SecretPlace::File(self.file.clone()),
        }
    }

    /// The keyring's entry for an account; `None` where there is no keyring, or it must not be touched.
    fn entry(&self, account: &str) -> Option<keyring::Entry> {
        if !self.keyring {
            return None;
        }
        keyring::Entry::new(SERVICE, account).ok()
    }

    fn read(&self) -> Result<Vault, StoreError> {
        let Some(bytes) = owned::read(&self.file, LARGEST)? else { return Ok(Vault::default()) };
        close_to_others(&self.file);
        // The reader's own message could quote a token.
        serde_json::from_slice(&bytes).map_err(|_| StoreError::Damaged { path: self.file.clone() })
    }

    /// Changes the file; `edit` says whether there is anything to write.
    fn change(&self, edit: impl FnOnce(&mut Vault) -> bool) -> Result<(), StoreError> {
        let mut vault = match self.read() {
            Err(StoreError::Damaged { path }) => {
                atomic::set_aside(&path)?;
                Vault::default()
            }
            read => read?,
        };
        if !edit(&mut vault) {
            return Ok(());
        }
        // A map of strings can always be written as JSON.
        let json = serde_json::to_vec_pretty(&vault).unwrap_or_default();
        atomic::write(&self.file, &json, Privacy::Private)
    }
}

/// What the file holds. No `Debug`, on purpose.
#[derive(Default, Serialize, Deserialize)]
struct Vault(BTreeMap<String, String>);

impl Vault {
    fn token(&self, account: &str) -> Option<Token> {
        self.0.get(account).and_then(|text| Token::parse(text))
    }
}

/// The keyring's `Display` names no secret; its `Debug` may.
fn refused(error: &keyring::Error) -> StoreError {
    StoreError::Keyring { detail: error.to_string() }
}

/// A file that was copied here by hand may be open to others. If it cannot be closed, it still serves.
#[cfg(unix)]
fn close_to_others(path: &Path) {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    let open = fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0);
    if open {
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o600));
    }
}

#[cfg(not(unix))]
fn close_to_others(_: &Path) {}
