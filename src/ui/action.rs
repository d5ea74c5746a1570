//! What the user wants, as the panels say it. Only the app acts on it.

mod keeping;
mod moving;

use std::path::PathBuf;

pub use keeping::KeepAction;
pub use moving::MoveAction;

use crate::audio::TakeSample;
use crate::protocol::{Token, Voice};
use crate::store::VoiceChoice;
use crate::text::file::Encoding;
use crate::ui::FilePurpose;
use crate::ui::model::NoticeId;

/// One wish.
#[derive(Debug)]
pub enum Action {
    /// Speak the text on screen.
    Speak,
    /// Speak it although it needs many requests.
    SpeakAnyway,
    /// Hold or go on.
    PauseOrResume,
    /// End the job and the sound.
    Stop,
    /// Play what the bar shows again, from its start.
    Replay,
    /// Hear from this sample of the take on.
    Seek(TakeSample),
    /// Ask again for what the take on the bar lacks.
    AskAgain,
    /// The text on screen was edited.
    TextEdited,
    /// Empty the text.
    ClearText,
    /// Write something to try.
    SampleText,
    /// Choose a text file.
    OpenText,
    /// Read this text file.
    OpenPath(PathBuf),
    /// Choose the encoding of a file, from this one on.
    ChooseEncoding(PathBuf, Encoding),
    /// See how a file begins in this encoding.
    PreviewText(PathBuf, Encoding),
    /// Read a text file in this encoding.
    OpenAs(PathBuf, Encoding),
    /// Open the dialog that saves what the bar shows, or the text.
    SaveAs,
    /// A path was typed, where there is no file dialog.
    PathTyped(FilePurpose, PathBuf),
    /// Choose a voice.
    ChooseVoice(VoiceChoice),
    /// Hear the free sample of a voice.
    Preview(Box<Voice>),
    /// Ask for the voices once more.
    RefreshVoices,
    /// Choose an account; with the address of a custom one.
    UseAccount {
        /// Its name in the settings.
        name: String,
        /// Its address, where it is none of the known ones.
        endpoint: Option<String>,
    },
    /// Keep this token for the account in use.
    KeepToken(Token),
    /// Forget the token of the account in use.
    ClearToken,
    /// Find out whether the token is good.
    CheckAccount,
    /// List the sound devices.
    RefreshDevices,
    /// Play on this device; the system's default where `None`.
    ChooseDevice(Option<String>),
    /// Play a take of the library.
    PlayTake(String),
    /// Ask again for what a take of the library lacks.
    ContinueTake(PathBuf),
    /// About what is played.
    Move(MoveAction),
    /// About what is kept.
    Keep(KeepAction),
    /// Take a notice away.
    Dismiss(NoticeId),
    /// Put this on the clipboard.
    Copy(String),
}
