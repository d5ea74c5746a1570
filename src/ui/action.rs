//! What the user wants, as the panels say it: of each slice its own. Only the app acts on it.

use crate::ui::account::AccountAction;
use crate::ui::document::DocumentAction;
use crate::ui::export::ExportAction;
use crate::ui::library::LibraryAction;
use crate::ui::playback::PlaybackAction;
use crate::ui::queue::QueueAction;
use crate::ui::settings::SettingsAction;
use crate::ui::shell::ShellAction;
use crate::ui::voice::VoiceAction;

/// One wish.
#[derive(Debug)]
pub enum Action {
    /// About the text.
    Document(DocumentAction),
    /// About the voices.
    Voice(VoiceAction),
    /// About what is spoken and heard.
    Playback(PlaybackAction),
    /// About what is kept.
    Library(LibraryAction),
    /// About files that takes are written to.
    Export(ExportAction),
    /// About the queue of files.
    Queue(QueueAction),
    /// About the account.
    Account(AccountAction),
    /// About what is done by itself.
    Settings(SettingsAction),
    /// About none of these.
    Shell(ShellAction),
}
