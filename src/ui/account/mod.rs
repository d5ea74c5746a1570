//! The account: who is asked to speak, and the token that lets us in.

mod dialog;
mod state;

pub use dialog::account_ui;
pub use state::{AccountChoice, AccountDraft, AccountKind, AccountState, TokenState};

use crate::protocol::Token;

/// What the user wants of the account.
#[derive(Debug)]
pub enum AccountAction {
    /// Open the dialog where one's own token is put.
    Open,
    /// Find out whether there is a token for this account, without using it.
    Look(String),
    /// Check this account with a token that was typed or the one that is kept, and use it if that is good.
    CheckAndUse(AccountChoice, Option<Token>),
    /// Use this account, whatever the check said.
    Use(AccountChoice),
    /// Forget the token of this account.
    ClearToken(String),
}
