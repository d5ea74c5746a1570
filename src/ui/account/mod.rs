//! The account: who is asked to speak, and the token that lets us in.

mod dialog;
mod state;

pub use dialog::account_ui;
pub use state::{AccountDraft, AccountKind, AccountState, TokenState};

use crate::protocol::Token;

/// What the user wants of the account.
#[derive(Debug)]
pub enum AccountAction {
    /// Open the dialog.
    Open,
    /// Choose an account; with the address of a custom one.
    Use {
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
    Check,
}
