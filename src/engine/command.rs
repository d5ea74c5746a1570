//! What the engine can be asked to do. Dropping the sender is the only way to end it.

use std::path::PathBuf;

use super::job::{Account, Job, SaveId};
use crate::audio::take::Take;
use crate::protocol::{Token, Voice};
use crate::store::Settings;

/// A request to the engine. Each says which events answer it.
#[derive(Debug)]
pub enum Command {
    /// Speaks a text; a running job is stopped first. `Accepted` or `Refused` follows.
    Speak(Box<Job>),
    /// Asks again for what an incomplete take lacks; the job's text, voice and settings are those of the take.
    /// `Accepted` or `Refused` follows.
    Continue {
        /// Carries the account, the pace and the identity; its text, Markdown and limit are not looked at.
        job: Box<Job>,
        /// The folder of the take.
        take: PathBuf,
    },
    /// Stops the running job and closes its sockets; what was received stays. `Stopped` follows if a job was running.
    /// The player is stopped by its own handle.
    Stop,
    /// Writes a take to a WAV file, following it to its end while it grows. `Saved`, `SavedInPart` or `SaveFailed` follows.
    Save {
        /// Chosen by who asks; not used twice.
        id: SaveId,
        /// What is written.
        take: Take,
        /// Where to. Written beside it as `.part` first.
        path: PathBuf,
    },
    /// Ends a saving early; `SaveFailed` follows, which names the `.part` file that stays.
    CancelSave(SaveId),
    /// Asks for the voices of an account. `Voices` follows at once from the cache or the built-in list, and once more from
    /// the service.
    Voices(Account),
    /// Finds out whether a token is good here, and if not, why. `Checked` follows.
    Check(Account),
    /// Plays a voice's own free sample. `PreviewReady` or `PreviewFailed` follows; the player says the rest.
    Preview {
        /// Whose voice it is.
        account: Account,
        /// The voice; its address is asked for anew where it has none, because such addresses expire.
        voice: Box<Voice>,
    },
    /// Reads the token of an account from the secret store. `TokenLoaded` follows.
    LoadToken(String),
    /// Keeps the token of an account. `TokenKept` follows.
    KeepToken {
        /// Name of the account.
        account: String,
        /// What is kept.
        token: Token,
    },
    /// Forgets the token of an account. `TokenKept` with no place follows.
    ClearToken(String),
    /// Writes the settings. Nothing follows but a `Notice` if it fails.
    SaveSettings(Box<Settings>),
    /// Reads a text file. `TextOpened` or a `Notice` follows.
    OpenText(PathBuf),
    /// Lists the sound devices. `Devices` follows.
    Devices,
    /// Lists the library. `Takes` follows.
    Takes,
    /// Opens a kept take for reading. `TakeOpened` or a `Notice` follows.
    OpenTake(String),
    /// Deletes a take of the library; one that is being written is left alone. `Takes` follows.
    DeleteTake(String),
}
